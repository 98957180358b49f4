"""Experiments beyond one process and beyond what fits in memory: Dask against threads, a million runs."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOCKS = 16  # of about a second each

ONE_RUN = """
import json, resource, sys, time
from pathlib import Path
import bondsim as bs
points, replicates, full = (int(word) for word in sys.argv[2:5])
record = {"series": {"every_s": 1}, "events": True} if full else None
fix = {"train.warning_s": 45.0}
levels = {"from": 0, "to": 0.95, "levels": points}
experiment = bs.Experiment("rail_yard", vary={"dog.bond": levels}, fix=fix, replicates=replicates, record=record, plots=[])
begun = time.perf_counter()
experiment.run(sys.argv[1], threads=2)
print(json.dumps([time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

LOOKS = """
import sys, time
from bondsim.experiments.results import open_results
def timed(look):
    begun, used = time.perf_counter(), time.process_time()
    found = look()
    print(time.perf_counter() - begun, time.process_time() - used)
    return found
results = timed(lambda: open_results(sys.argv[1]))
timed(lambda: results.summary)
timed(lambda: results.runs)
"""


def dask(say, quick):
    """Throughput of workers of one thread on loopback over that of as many threads in one process."""
    from bondsim.experiments.cluster.access import connected
    from bondsim.experiments.experiment import Experiment
    from bondsim.experiments.runner import execute

    def experiment(runs):
        return Experiment("rail_yard", fix={"train.warning_s": 45.0}, replicates=runs, plots=[]).plan

    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folders = (Path(name) / str(number) for number in range(10**6))
        clusters = {count: stack.enter_context(connected("local", count)) for count in (2, 4)}
        for cluster in clusters.values():  # every worker has read the kernel
            execute(experiment(400), next(folders), block_runs=10, executor=cluster)
        marks = [time.process_time()]
        for runs in (4_000, 16_000):
            execute(experiment(runs), next(folders), threads=1)
            marks.append(time.process_time())
        a_second = min(16_384, round(12_000 / (marks[2] - 2 * marks[1] + marks[0])))
        plan = experiment((BLOCKS // 2 if quick else BLOCKS) * a_second)
        least, used = (dict.fromkeys((0, *clusters), float("inf")) for _ in range(2))
        for _ in range(2 if quick else 5):
            for count in least:
                how = {"executor": clusters[count]} if count else {"threads": 2}
                begun, before = time.perf_counter(), processor_time()
                execute(plan, next(folders), block_runs=a_second, **how)
                least[count] = min(least[count], time.perf_counter() - begun)
                used[count] = min(used[count], processor_time() - before)
    print(f"  blocks of {a_second:,} runs; two threads: {plan.max_runs / least[0]:,.0f} runs/s")
    for count in clusters:
        share, goal = least[0] / least[count], ">= 90 %" if count == 2 else "-"
        is_met = count != 2 or share >= 0.9
        say(f"throughput of {count} Dask workers over two threads", f"{share:.0%}", goal, is_met)
        more = used[count] / used[0] - 1
        print(f"    for {more:+.0%} of processor time in all processes, load {os.getloadavg()[0]:.1f}")


def processor_time():
    """Processor time of this process and all that it has started, s."""
    import psutil

    here = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (here, *here.children(recursive=True)))


def one(folder, points, replicates, full):
    """Run one experiment in a process of its own; seconds, peak memory in MB, and what is on disk."""
    command = [sys.executable, "-c", ONE_RUN, str(folder), *map(str, (points, replicates, int(full)))]
    took, peak = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return took, peak, len(files), sum(path.stat().st_size for path in files)


def timed(*arguments):
    """Least wall time of a command of bondsim over three times, and least processor time, s."""
    command = [sys.executable, "-c", "from bondsim.cli import main; main()", *map(str, arguments)]
    walls, used = [], []
    for _ in range(3):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        walls.append(time.perf_counter() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls), min(used)


def million(say, quick):
    """A million runs, and a tenth as many with the state of all agents every second and all events."""
    scale = 10 if quick else 1
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        sizes = {"runs": [(10**5 // scale, False), (10**6 // scale, False)]}
        sizes["runs with series"] = [(10**4 // scale, True), (10**5 // scale, True)]
        for what, (small, large) in sizes.items():
            peaks = []
            for runs, full in (small, large):
                folder = base / f"{what}-{runs}"
                took, peak, files, size = one(folder, 100, runs // 100, full)
                peaks.append(peak)
                print(
                    f"  {runs:>9,} {what}: {runs / took:,.0f} runs/s, {peak:,.0f} MB at the peak, {files} files, "
                    f"{size / 1e6:,.1f} MB",
                    flush=True,
                )
            say(
                f"growth of peak memory over ten times the {what}",
                f"{peaks[1] / peaks[0]:.2f}x",
                "<= 1.2x",
                peaks[1] <= 1.2 * peaks[0],
            )
            say(f"files of the larger ({what})", str(files), "< 500", files < 500)
            wall, cpu = timed("status", folder)
            say(f"bondsim status, {what} ({cpu:.2f} s of processor time)", f"{wall:.2f} s", "< 1 s", wall < 1)
            command = [sys.executable, "-c", LOOKS, str(folder)]
            looks = subprocess.run(command, capture_output=True, check=True, text=True).stdout
            (wall, cpu), summary, runs = (map(float, line.split()) for line in looks.splitlines())
            say(f"open_results, {what} ({cpu:.2f} s of processor time)", f"{wall:.2f} s", "< 1 s", wall < 1)
            for then, (took, cpu) in (("its summary", summary), ("the table of its runs", runs)):
                print(f"  then {then}: {took:.2f} s ({cpu:.2f} s of processor time)")
            wall, cpu = timed("show", folder)
            print(
                f"  bondsim show: {wall:.2f} s ({cpu:.2f} s of processor time); load {os.getloadavg()[0]:.1f}"
            )
