"""`bondsim check`: the mistakes of a file; what an experiment will cost, from a short pilot of it."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from bondsim.cli.progress import Quiet, duration
from bondsim.cli.terminal import console, fail, must_exist, print_json, program, settings_from
from bondsim.documents import printable, read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bondsim.experiments.plan import Plan
    from bondsim.experiments.results import Results

PILOT_POINTS = 48  # at most, spread evenly over the design
FIRST_RUNS = 8
PILOT_S = 1.5  # of work, about
GROWTH = 40  # most by which the next pilot is larger


@dataclass(frozen=True)
class Forecast:
    """What an experiment will cost.

    Attributes
    ----------
    runs : int
        Runs, expected where their number depends on the results.
    seconds : float
        Wall-clock time of computing and storing them, s, compilation left out.
    size_bytes : int
        Size of the result folder.
    runs_per_s : float
        Pace of the pilot.
    pilot_runs : int
        Runs of the pilot.
    """

    runs: int
    seconds: float
    size_bytes: int
    runs_per_s: float
    pilot_runs: int


def check_file(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check an experiment, and say what it will cost; or a scenario, and say what is in it."""
    from bondsim.scenario import is_scenario

    must_exist(file)
    if is_scenario(read(file)):
        if settings or threads is not None:
            fail("--set and --threads belong to an experiment, and this file is a scenario")
        check_scenario(file, as_json)
    elif is_search(file, settings):
        check_search(file, settings, threads, as_json)
    else:
        check_experiment(file, settings, threads, as_json)


def is_search(file: Path, settings: list[str]) -> bool:
    """Whether an experiment's file asks for a search."""
    from bondsim.experiments.layers import assemble

    return "optimise" in assemble(file, settings_from(settings)).names(())


def check_search(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check the search of a file, and say what it will cost."""
    from bondsim.experiments.search import Search

    wanted = Search.load(file, settings_from(settings))
    cost = forecast(wanted.base, threads)
    chosen, fresh = wanted.expected_runs
    seconds = (chosen + fresh) / cost.runs_per_s
    goals = {each.outcome: each.direction for each in wanted.objectives}
    if as_json:
        print_json(
            {
                "name": wanted.name,
                "scenario": wanted.base.scenario.name,
                "levers": [lever.as_json() for lever in wanted.levers],
                "objectives": goals,
                "trials": wanted.asked.trials,
                "runs": {"search": chosen, "fresh": fresh},
                "seconds": seconds,
                "config": wanted.config_hash,
            }
        )
        return
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(wanted.base.question, 500) or "none"),
        ("Scenario", f"{printable(wanted.base.scenario.name)}, seed {wanted.base.seed}"),
        ("Goals", ", ".join(f"{way} {outcome}" for outcome, way in goals.items())),
        ("Levers", ", ".join(lever.key for lever in wanted.levers)),
        ("Trials", f"{wanted.asked.trials:,}, and {wanted.asked.finalists} of them on fresh luck"),
        ("Runs", f"about {chosen + fresh:,}, {fresh:,} of them on fresh luck"),
        (
            "Time",
            f"about {duration(seconds)} ({cost.runs_per_s:,.0f} runs/s in a pilot of {cost.pilot_runs:,})",
        ),
        ("Next", f"{program()} optimise {printable(file, 300)}"),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def check_scenario(file: Path, as_json: bool) -> None:
    """Check a scenario's file and map, and say what is in them."""
    from bondsim.scenario import load

    scenario = load(file)
    height, width = scenario.map.terrain.shape
    place, clock = scenario.file.map, scenario.file.clock
    if as_json:
        print_json(
            {
                "name": scenario.name,
                "map": {"width": width, "height": height, "cell_m": place.cell_m} if place else None,
                "days": clock.days,
                "uses": scenario.file.uses,
                "cast": list(scenario.cast),
                "hazards": list(scenario.hazard_names),
                "choices": {name: list(choice.options) for name, choice in scenario.file.choices.items()},
                "keys": len(scenario.keys),
                "outcomes": list(scenario.outcomes),
            }
        )
        return
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(scenario.question, 500)),
        ("Map", f"{width} x {height} cells of {place.cell_m:g} m") if place else ("Days", f"{clock.days}"),
        ("Uses", ", ".join(("the core", *scenario.file.uses))),
        ("Cast", ", ".join(scenario.cast)),
        ("Hazards", ", ".join(scenario.hazard_names) or "none"),
        ("Choices", ", ".join(scenario.file.choices) or "none"),
        ("Keys", f"{len(scenario.keys):,} that can be set"),
        ("Outcomes", ", ".join(scenario.outcomes)),
        ("Next", f"{program()} replay {printable(file, 300)} --seed 1"),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def check_experiment(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check the experiment of a file, and say what it will cost."""
    from bondsim.experiments.plan import Plan

    plan = Plan.load(file, settings_from(settings))
    cost = forecast(plan, threads)
    least, most = len(plan.points) * plan.replicates.min, plan.max_runs
    if as_json:
        print_json(
            {
                "name": plan.name,
                "scenario": plan.scenario.name,
                "points": len(plan.points),
                "factors": {name: len({point[name] for point in plan.points}) for name in plan.factors},
                "uncertain": list(plan.uncertain),
                "draws": len(plan.draws.rows) if plan.draws else 0,
                "runs": {"least": least, "most": most, "expected": cost.runs},
                "seconds": cost.seconds,
                "bytes": cost.size_bytes,
                "config": plan.config_hash,
            }
        )
        return
    levers = [name for name in plan.factors if name not in plan.uncertain]
    sizes = {name: len({point[name] for point in plan.points}) for name in levers}
    varied = ", ".join(f"{printable(name)} at {size} levels" for name, size in sizes.items())
    runs = f"{most:,}" if least == most else f"{least:,} to {most:,}; about {cost.runs:,}, by the pilot"
    pace = f"{cost.runs_per_s:,.0f} runs/s in a pilot of {cost.pilot_runs:,}"
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(plan.question, 500) or "none"),
        ("Scenario", f"{printable(plan.scenario.name)}, seed {plan.seed}, {plan.pairing} luck"),
        ("Points", f"{len(plan.points):,}" + (f": {varied}" if varied else "")),
        *([("Draws", _draws(plan))] if plan.draws else []),
        ("Runs", runs),
        ("Time", f"{'under 1 s' if cost.seconds < 1 else 'about ' + duration(cost.seconds)} ({pace})"),
        ("Disk", f"about {size_text(cost.size_bytes)}"),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def _draws(plan: Plan) -> str:
    """How what is uncertain is drawn, in words."""
    assert plan.draws is not None
    n, keys = len(plan.draws.rows), printable(", ".join(plan.uncertain), 300)
    settings = len({tuple(v for k, v in point.items() if k not in plan.uncertain) for point in plan.points})
    return f"{n:,} ({plan.draws.kind}) of {keys}, the same at each of {settings:,} settings of the levers"


def forecast(plan: Plan, threads: int | None = None) -> Forecast:
    """Run some replicates of some points of `plan` in a temporary folder, and extrapolate."""
    pilot = shortened(plan, FIRST_RUNS)
    seconds, size, results = _timed(pilot, threads)
    bytes_a_run = size / pilot.max_runs
    while seconds < 0.5 * PILOT_S and pilot.max_runs < plan.max_runs:
        small, small_size = pilot, size
        more = min(GROWTH, PILOT_S / max(seconds, 1e-3))
        pilot = shortened(plan, int(pilot.max_runs * more))
        if pilot.max_runs <= small.max_runs:
            break
        seconds, size, results = _timed(pilot, threads)
        # leaves out what a file takes however short it is
        bytes_a_run = (size - small_size) / (pilot.max_runs - small.max_runs)
    runs, done = expected_runs(plan, pilot, results), pilot.max_runs
    return Forecast(
        runs, seconds * runs / done, round(size + bytes_a_run * (runs - done)), done / seconds, done
    )


def shortened(plan: Plan, runs: int) -> Plan:
    """`plan` with about `runs` runs: the first replicates of points spread evenly over the design.

    Where replication is for contrasts these are the points of some of them.
    """
    from bondsim.experiments.plan import Replicates

    compared = watched_pairs(plan)
    every = [[i] for i in range(len(plan.points))] if compared is None else compared.tolist()
    step = -(-len(every) // max(1, min(PILOT_POINTS, runs // 2) // len(every[0])))
    chosen = sorted({i for each in every[step // 2 :: step] for i in each})
    points = tuple(plan.points[i] for i in chosen)
    each = max(2, min(plan.replicates.max, -(-runs // len(points))))
    return replace(plan, points=points, replicates=Replicates(each, each))


def watched_pairs(plan: Plan) -> NDArray[np.int64] | None:
    """Pairs of points that replication is for; None where it is for points."""
    from bondsim.experiments.watch import differences

    found = differences(plan)
    return None if found is None else found.pairs


def expected_runs(plan: Plan, pilot: Plan, results: Results) -> int:
    """Runs that `plan` will need, judged by the intervals of a pilot of it."""
    from bondsim.experiments.replication import watch
    from bondsim.experiments.rounds import needed

    replicates = plan.replicates
    if replicates.until is None:
        return plan.max_runs
    seen = watch(results, replicates.until)
    each = np.full(len(seen.points), pilot.replicates.min)
    wanted = np.clip(needed(each, seen, replicates.until.half_width), replicates.min, replicates.max)
    at = np.zeros(len(pilot.points))
    for side in seen.points.T:
        np.maximum.at(at, side, wanted)
    return min(plan.max_runs, round(float(at[at > 0].mean()) * len(plan.points)))


def size_text(size: float) -> str:
    """``340 kB``, ``1.2 GB``."""
    steps = ("bytes", "kB", "MB", "GB", "TB")
    power = min(len(steps) - 1, int(math.log(max(size, 1), 1000)))
    scaled = size / 1000**power
    return f"{scaled:.0f} {steps[power]}" if scaled >= 100 or power == 0 else f"{scaled:.1f} {steps[power]}"


class _Stopwatch(Quiet):
    """Times the runs; says on stderr what takes long before them."""

    began = 0.0

    def start(self, total: int, done: int) -> None:
        """Begin to take the time."""
        self.began = time.perf_counter()

    def message(self, text: str) -> None:
        """Say it."""
        print(printable(text, 500), file=sys.stderr)


def _timed(plan: Plan, threads: int | None) -> tuple[float, int, Results]:
    """Seconds that `plan` took, size of its tables in bytes, and its results."""
    from bondsim.experiments.results import open_results
    from bondsim.experiments.runner import execute

    with TemporaryDirectory(prefix="bondsim-check-") as name:
        folder = Path(name)
        watch = _Stopwatch()
        execute(plan, folder, threads=threads, report=watch)
        seconds = time.perf_counter() - watch.began
        size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
        results = open_results(folder)
        _ = results.summary, results.runs, results.points, results.config  # read while the folder is there
    return seconds, size, results
