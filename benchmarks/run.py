"""Speed of bondsim as ratios, measured in one run with the machine's load printed: `make bench`.

    python benchmarks/run.py [mesa] [scenarios] [careers] [c] [threads] [memory] [start] [dask] [million] [--quick]

Nothing is asserted: each line says the ratio, the goal, and whether it is met here. Cases are interleaved and the best of
several is taken, since other work on the machine only ever adds time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bondsim.engines.batch import compile, run_block
from bondsim.scenario import load, names

HERE = Path(__file__).parent
BOND, WARNING = 0.7, 45.0


def best(cases, rounds):
    """Least time (s) of each case, the cases taken in turn."""
    least = dict.fromkeys(cases, float("inf"))
    for _ in range(rounds):
        for name, case in cases.items():
            start = time.perf_counter()
            case()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def say(what, value, goal, is_met):
    """One line of the report."""
    print(f"  {what:<66} {value:>10}   goal {goal:<10} {'met' if is_met else 'NOT MET'}", flush=True)


def block(n, warning_s=WARNING):
    """Arguments of `run_block` for n runs of the trapped phase."""
    setup = load("rail_yard").setup({"dog.bond": BOND, "train.warning_s": warning_s})
    return [setup], np.zeros(n, np.int64), np.arange(n), np.ones(n, np.int64)


def on_threads(blocks, threads):
    """Run blocks on a pool of threads."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda arguments: run_block(*arguments), blocks))


def mesa(quick):
    """Against Mesa's own batch_run on two processes, in the steady state: the slope between two sizes; is it the same incident?"""
    sys.path.insert(0, str(HERE))
    import alike
    import mesa_grid
    import mesa_plain
    from mesa.batchrunner import batch_run

    models = {
        "plain Mesa objects, no grid": (mesa_plain.RailYard, (100, 700), 100),
        "the same on Mesa's MultiGrid": (mesa_grid.MultiRailYard, (40, 280), 500),
        "the same on Mesa's cell space": (mesa_grid.CellRailYard, (4, 24), None),
    }
    n = 20_000
    blocks = [block(n // 16)] * 16
    rescued = {model: [] for model, _, _ in models.values()}

    def sweep(model, runs):
        first = len(rescued[model])  # no run twice
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = batch_run(
                model,
                {"dog_bond": [BOND], "warning_s": [WARNING]},
                number_processes=2,
                rng=list(range(first, first + runs)),
                max_steps=10_000,
                data_collection_period=-1,
                display_progress=False,
            )
        rescued[model] += [float(run["rescued"]) for run in made]

    cases = {"ours": lambda: on_threads(blocks, 2)}
    for name, (model, sizes, _) in models.items():
        for runs in sizes:
            cases[name, runs] = lambda model=model, runs=runs: sweep(model, runs)
    took = best(cases, 3 if quick else 10)
    rate = n / took["ours"]
    print(f"  bondsim, two threads: {rate:,.0f} runs/s")
    for name, (_, (few, many), goal) in models.items():
        theirs = (many - few) / max(took[name, many] - took[name, few], 1e-9)
        ratio = rate / theirs
        say(
            f"times {name} ({theirs:,.1f} runs/s)",
            f"{ratio:,.0f}x",
            f">= {goal}x" if goal else "-",
            not goal or ratio >= goal,
        )
    ours = alike.ours(n, BOND, WARNING)["rescued"]
    for name, (model, _, _) in models.items():
        theirs = np.array(rescued[model])
        z = alike.z(ours, theirs)
        say(
            f"rescued: {name} {theirs.mean():.3f} ({len(theirs):,} runs), bondsim {ours.mean():.3f} ({n:,})",
            f"z {z:+.1f}",
            "|z| < 4",
            abs(z) < 4,
        )


def c(quick):
    """Against the frozen C kernel with the same luck and the same bits, one thread, processor time, blocks as experiments make them."""
    sys.path.insert(0, str(HERE))
    import trapped

    try:
        trapped.library()
    except trapped.NoCompiler as error:
        print(f"  skipped: {error}")
        return
    for warning_s in (15.0, 45.0):
        arguments = block(4000, warning_s)
        kernel = trapped.Kernel(arguments[0])
        least = {"ours": float("inf"), "c": float("inf")}
        for _ in range(10 if quick else 40):
            start = time.thread_time()
            done = run_block(*arguments)
            least["ours"] = min(least["ours"], time.thread_time() - start)
            start = time.thread_time()
            out = kernel.run(*arguments[1:])
            least["c"] = min(least["c"], time.thread_time() - start)
        differing = trapped.differing(load("rail_yard"), done, out)
        ratio = least["ours"] / least["c"]
        say(f"time of C, warning {warning_s:g} s", f"{ratio:.2f}x", "<= 1.2x", ratio <= 1.2)
        say("values that differ from C", str(sum(differing.values())), "0", not differing)


def threads(quick):
    """Two threads against one, also when slow points come first; and what the machine gives the frozen C kernel."""
    sys.path.insert(0, str(HERE))
    import trapped

    even = [block(2000) for _ in range(16)]
    falling = [block(1000, w) for w in np.linspace(90, 8, 32)]
    runs = {"all alike": even, "slow points first": falling}
    cases = {
        (name, k): lambda b=blocks, k=k: on_threads(b, k) for name, blocks in runs.items() for k in (1, 2)
    }
    try:
        trapped.library()
        kernels = [(trapped.Kernel(arguments[0]), arguments[1:]) for arguments in even]
        cases |= {("C", k): lambda k=k: c_on_threads(kernels, k) for k in (1, 2)}
    except trapped.NoCompiler as error:
        print(f"  without the C kernel: {error}")
    took = best(cases, 4 if quick else 10)
    for name in runs:
        ratio = took[name, 1] / took[name, 2]
        say(f"two threads against one, {name}", f"{ratio:.2f}x", ">= 1.9x", ratio >= 1.9)
    if ("C", 1) in took:
        print(f"  {'the C kernel on two threads against one':<66} {took['C', 1] / took['C', 2]:>9.2f}x")


def c_on_threads(kernels, threads):
    """Run blocks of the C kernel on a pool of threads."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda work: work[0].run(*work[1]), kernels))


MEMORY = """
import resource, sys, tempfile
from pathlib import Path
import bondsim as bs
runs = int(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    bs.Experiment(scenario="rail_yard", fix={"train.warning_s": 8}, replicates=runs, record={"outcomes": ["rescued"]}, plots=[]).run(out=Path(folder) / "r")
    files = sum(1 for f in Path(folder).rglob("*") if f.is_file())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, files)
"""


def memory(quick):
    """Peak memory of experiments of growing size."""
    peak = {}
    for runs in (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000):
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, str(runs)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(done.stderr[-400:])
            return
        peak[runs], files = map(int, done.stdout.split())
        print(f"  {runs:>9,} runs: {peak[runs]} MB at the peak, {files} files")
    first, last = peak[min(peak)], peak[max(peak)]
    say(
        "growth of peak memory from the smallest to the largest",
        f"{last / first:.2f}x",
        "<= 1.5x",
        last <= 1.5 * first,
    )


def start(quick):
    """Start-up: help, a warm run of 100, a cold compilation."""
    program = [sys.executable, "-c", "from bondsim.cli import main; main()"]

    def used(arguments, folder, cache=None):
        env = os.environ | ({"BONDSIM_CACHE_DIR": str(cache)} if cache else {})
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # users' Python keeps its bytecode
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*program, *arguments], cwd=folder, env=env, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return cpu, time.perf_counter() - wall

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text("scenario: rail_yard\nreplicates: 100\nplots: []\n")
        times = 3 if quick else 10
        used(["run", "small.yaml", "--out", "first"], folder)
        cpu = min(used(["--help"], folder)[0] for _ in range(times))
        say("bondsim --help, processor time", f"{cpu:.2f} s", "< 0.3 s", cpu < 0.3)
        runs = [used(["run", "small.yaml", "--out", f"r{k}"], folder) for k in range(times)]
        wall, cpu = min(w for _, w in runs), min(u for u, _ in runs)
        say(f"warm run of 100, wall ({cpu:.2f} s of processor time)", f"{wall:.2f} s", "< 1 s", wall < 1)
        cpu, wall = used(["run", "small.yaml", "--out", "cold"], folder, folder / "cache")
        say(
            f"cold run of 100 with compilation, wall ({cpu:.1f} s of processor time)",
            f"{wall:.1f} s",
            "<= 10 s",
            wall <= 10,
        )


def scenarios(quick):
    """Each scenario: one thread against Mesa objects on one, cost of an agent-step, growth with map, agents and time."""
    sys.path.insert(0, str(HERE))
    import scenarios as each

    each.table([name for name in names() if not load(name).is_career], quick)


def careers(quick):
    """Careers: how many a second, against Mesa objects, and how the cost grows with teams and years."""
    sys.path.insert(0, str(HERE))
    import careers as each

    each.report(quick)


def dask(quick):
    """Workers of one thread on loopback against threads, blocks of about a second."""
    sys.path.insert(0, str(HERE))
    import scale

    scale.dask(say, quick)


def million(quick):
    """A million runs, and a tenth as many with full series: rate, memory, files, size, and how fast they open."""
    sys.path.insert(0, str(HERE))
    import scale

    scale.million(say, quick)


CASES = {
    "mesa": mesa,
    "scenarios": scenarios,
    "careers": careers,
    "c": c,
    "threads": threads,
    "memory": memory,
    "start": start,
    "dask": dask,
    "million": million,
}


def main():
    """Run the cases asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    given = parser.parse_args()
    unknown = set(given.cases) - set(CASES)
    if unknown:
        parser.error(f"unknown case {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
    print(f"{os.cpu_count()} processors, load {' '.join(f'{v:.2f}' for v in os.getloadavg())}")
    compile(map(load, names()), print)
    for name in given.cases or CASES:
        print(f"{name}: {CASES[name].__doc__}")
        CASES[name](given.quick)
    print(f"load at the end {' '.join(f'{v:.2f}' for v in os.getloadavg())}")


if __name__ == "__main__":
    main()
