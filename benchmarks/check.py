"""How well `bondsim check` foretells time, memory and disk: five experiments, foretold and then run.

    python benchmarks/check.py [--times 5] [--threads 2]

Each experiment is checked and run in turn, `--times` times, since other work on the machine only ever adds time; medians are
printed. Time is that of computing and storing (what the progress counts), memory the most that the process held, disk the
folder without its figures.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

GOAL = 0.25
COMMAND = [sys.executable, "-c", "import sys; sys.argv[0] = 'bondsim'; from bondsim.cli import main; main()"]
EXPERIMENTS = {
    "many points": """\
scenario: rail_yard
vary:
  dog.bond: {from: 0, to: 0.9, levels: 20}
  train.warning_s: {from: 10, to: 90, levels: 20}
replicates: 40
record: {outcomes: [rescued, disobeyed, time_to_clear_s]}
""",
    "many replicates": """\
scenario: rail_yard
vary: {dog.bond: [0.1, 0.5, 0.9]}
replicates: 8000
""",
    "with series": """\
scenario: rail_yard
vary: {dog.bond: [0.1, 0.9]}
replicates: 1500
record:
  outcomes: [rescued]
  series: {every_s: 1, of: [dog.arousal, dog.reserve, handler.dragged_m, dog.bond]}
  events: true
""",
    "until narrow": """\
scenario: rail_yard
vary: {dog.bond: {from: 0, to: 0.9, levels: 10}, train.warning_s: [20, 40]}
replicates: {min: 100, max: 5000, until: {outcome: rescued, half_width: 0.025}}
""",
    "days": """\
scenario: reassignment
replicates: 600
""",
}


def checked(file, threads):
    """What check foretells."""
    done = subprocess.run(
        [*COMMAND, "check", file, "--json", "--threads", threads], capture_output=True, check=True
    )
    return json.loads(done.stdout)


def ran(file, out, threads):
    """Seconds of computing, most memory (bytes) and size (bytes) of the experiment as it is."""
    begun = None
    process = subprocess.Popen(
        [*COMMAND, "run", file, "--out", out, "--threads", threads, "--progress", "plain"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        if begun is None and re.search(r"\] [\d,]+ runs", line):
            begun = time.perf_counter()
    # the last line comes when all runs are on disk; what is left is making the folder final, and the figures
    manifest = Path(out) / "manifest.json"
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, file
    written = manifest.stat().st_mtime
    seconds = written - (time.time() - time.perf_counter() + begun)
    size = sum(p.stat().st_size for p in Path(out).rglob("*") if p.is_file() and "figures" not in p.parts)
    return seconds, usage.ru_maxrss * 1024, size


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--threads", default="2")
    options = parser.parse_args()
    print(
        f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors, {options.threads} threads",
        flush=True,
    )
    errors = {"time": [], "memory": [], "disk": []}
    for name, text in EXPERIMENTS.items():
        found = {"time": [], "memory": [], "disk": []}
        told = {"time": [], "memory": [], "disk": []}
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "experiment.yaml"
            file.write_text(text)
            checked(file, options.threads)  # compiles, where it must
            for i in range(options.times):
                said = checked(file, options.threads)
                for what, key in (("time", "seconds"), ("memory", "memory_bytes"), ("disk", "bytes")):
                    told[what].append(said[key])
                for what, value in zip(
                    found, ran(file, Path(folder) / f"out-{i}", options.threads), strict=True
                ):
                    found[what].append(value)
        line = f"{name:<16}"
        for what, scale, unit in (("time", 1, "s"), ("memory", 1e6, "MB"), ("disk", 1e6, "MB")):
            foretold, was = median(told[what]) / scale, median(found[what]) / scale
            errors[what].append(foretold / was - 1)
            line += f"  {what} {foretold:6.1f} for {was:6.1f} {unit} ({errors[what][-1]:+4.0%})"
        print(line, flush=True)
    middle = median(abs(each) for each in errors["time"])
    print(f"time: median error {middle:.0%}   goal {GOAL:.0%}   {'met' if middle <= GOAL else 'NOT MET'}")
    for what in ("memory", "disk"):
        worst = max(abs(each) for each in errors[what])
        print(
            f"{what}: largest error {worst:.0%}   goal {GOAL:.0%}   {'met' if worst <= GOAL else 'NOT MET'}"
        )


if __name__ == "__main__":
    main()
