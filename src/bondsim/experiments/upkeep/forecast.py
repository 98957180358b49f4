"""What an experiment will cost, from a short pilot of it: time, memory, disk."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from bondsim.experiments.computing.blocks import Computation, Finished
from bondsim.experiments.computing.executors import Threads, Todo, processors
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.planning.plan import Replicates
from bondsim.experiments.runner import Silent, execute

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import Results

PILOT_POINTS = 48  # at most, spread evenly over the design
FIRST_RUNS = 8
PILOT_S = 2.0  # of work, about
GROWTH = 40  # most by which the next pilot is larger
SETUPS = 5  # points whose preparation is timed
POINT_BYTES, TALLY_BYTES = 2_000, 300  # held of a point, and of an outcome at a point, about
MANIFEST_BYTES, FILE_BYTES = 2_500, 120  # of a manifest, and of what it says of a file, about


@dataclass(frozen=True)
class Forecast:
    """What an experiment will cost.

    Attributes
    ----------
    runs : int
        Runs, expected where their number depends on the results.
    seconds : float
        Wall-clock time of computing and storing them, s, compilation left out.
    memory_bytes : int
        Most memory that the process will hold, figures and what it has loaded included.
    size_bytes : int
        Size of the result folder without its figures.
    passing_bytes : int
        What lies there beside that until it is finished.
    runs_per_s : float
        Pace of the pilot.
    pilot_runs : int
        Runs of the pilot.
    """

    runs: int
    seconds: float
    memory_bytes: int
    size_bytes: int
    passing_bytes: int
    runs_per_s: float
    pilot_runs: int


@dataclass(frozen=True)
class Pilot:
    """What a shortened experiment took.

    Attributes
    ----------
    plan : Plan
        Its plan.
    results : Results
        Its tables, read.
    seconds : float
        Time of computing and storing, s.
    work_s : float
        The part of it in which runs were computed, s; the rest is taken however short it is.
    per_run, per_point : int
        Bytes of the tables that have rows for runs, and of those that have rows for points.
    parts : int
        Bytes that lay in the folder until it was finished.
    """

    plan: Plan
    results: Results
    seconds: float
    work_s: float
    per_run: int
    per_point: int
    parts: int

    @property
    def runs(self) -> int:
        """Number of its runs."""
        return self.plan.max_runs


def forecast(plan: Plan, threads: int | None = None, tell: Callable[[str], None] | None = None) -> Forecast:
    """What a plan will cost, by running some replicates of some of its points in a temporary folder.

    Parameters
    ----------
    plan
        The experiment.
    threads
        Threads that will compute it; by default as many as there are processors.
    tell
        Told in words what takes long.
    """
    tell = tell or (lambda text: None)
    read = plan.replicates.until is not None
    first = large = piloted(shortened(plan, FIRST_RUNS), threads, tell, read=read)
    while large.work_s < 0.5 * PILOT_S and large.runs < plan.max_runs:
        more = min(GROWTH, PILOT_S / max(large.work_s, 1e-3))
        longer = shortened(plan, int(large.runs * more))
        if longer.max_runs <= large.runs:
            break
        large = piloted(longer, threads, tell, read=read)
    runs = expected_runs(plan, large.plan, large.results)
    done, more_points = large.runs, len(plan.points) - len(large.plan.points)
    setup_s = _setup_s(plan)
    seconds = large.seconds + (runs - done) * _slope(first, large, setup_s) + more_points * setup_s
    each = _bytes_a_run(first, large)
    size = (
        large.per_point
        + more_points * _bytes_a_point(first, large)
        + large.per_run
        + each * (runs - done)
        + _described(plan, large, runs)
    )
    return Forecast(
        runs=runs,
        seconds=seconds,
        memory_bytes=_memory(plan, large, runs),
        size_bytes=round(size),
        passing_bytes=round(large.parts * runs / done),
        runs_per_s=done / large.seconds,
        pilot_runs=done,
    )


def _slope(small: Pilot, large: Pilot, setup_s: float) -> float:
    """Seconds that one more run takes: without its point, and what an experiment takes however short it is."""
    less, more = (max(0.0, pilot.seconds - len(pilot.plan.points) * setup_s) for pilot in (small, large))
    each = more / large.runs
    if large.runs == small.runs:
        return each
    return min(each, max(0.5 * each, (more - less) / (large.runs - small.runs)))


def _setup_s(plan: Plan) -> float:
    """Seconds that preparing a point takes."""
    times, swept = [], plan.swept()
    for i in range(0, len(plan.points), -(-len(plan.points) // SETUPS)):
        begun = time.perf_counter()
        plan.scenario.setup(plan.settings(i), swept)
        times.append(time.perf_counter() - begun)
    return median(times)


def _bytes_a_run(small: Pilot, large: Pilot) -> float:
    if large.runs == small.runs:
        return large.per_run / large.runs
    return (large.per_run - small.per_run) / (large.runs - small.runs)


def _bytes_a_point(small: Pilot, large: Pilot) -> float:
    more = len(large.plan.points) - len(small.plan.points)
    if not more:
        return large.per_point / len(large.plan.points)
    return (large.per_point - small.per_point) / more


def _described(plan: Plan, pilot: Pilot, runs: int) -> int:
    """Bytes of the files that describe the experiment."""
    tables = 1 + sum(pilot.results.manifest["recorded"].values())
    files = MANIFEST_BYTES + FILE_BYTES * tables * store.shards(runs)
    return len(manifest.as_json(plan.resolved)) + len(plan.source_text.encode()) + files


def _memory(plan: Plan, pilot: Pilot, runs: int) -> int:
    """Most bytes that a process which runs the plan will hold.

    This process has just run the pilot; blocks of runs are as large in the experiment, whatever its length.
    """
    if plan.plots:
        _load_figures()
    points = len(plan.points) - len(pilot.plan.points)
    return _most_memory() + points * (POINT_BYTES + TALLY_BYTES * len(plan.record.outcomes))


def _load_figures() -> None:
    """Hold what drawing figures holds."""
    from io import BytesIO

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    import bondsim.plots.figure  # noqa: F401

    figure = Figure(figsize=(8, 5), dpi=200)
    figure.add_subplot().set_title("pilot")
    FigureCanvasAgg(figure).print_png(BytesIO())


def _most_memory() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def shortened(plan: Plan, runs: int) -> Plan:
    """`plan` with about `runs` runs: the first replicates of points spread evenly over the design.

    Where replication is for contrasts these are the points of some of them.
    """
    compared = watched_pairs(plan)
    every = [[i] for i in range(len(plan.points))] if compared is None else compared.tolist()
    step = -(-len(every) // max(1, min(PILOT_POINTS, runs // 2) // len(every[0])))
    chosen = sorted({i for each in every[step // 2 :: step] for i in each})
    points = tuple(plan.points[i] for i in chosen)
    each = max(2, min(plan.replicates.max, -(-runs // len(points))))
    return replace(plan, points=points, replicates=Replicates(each, each))


def watched_pairs(plan: Plan) -> NDArray[np.int64] | None:
    """Pairs of points that replication is for; None where it is for points."""
    from bondsim.experiments.planning.watch import differences

    found = differences(plan)
    return None if found is None else found.pairs


def expected_runs(plan: Plan, pilot: Plan, results: Results) -> int:
    """Runs that `plan` will need, judged by the intervals of a pilot of it."""
    from bondsim.experiments.planning.rounds import needed
    from bondsim.experiments.reading.replication import watch

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


class _Stopwatch(Silent):
    """Notes when the runs begin, after what has to be compiled or loaded."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.began = 0.0
        self._tell = tell

    def start(self, total: int, done: int) -> None:
        """Begin to take the time."""
        self.began = time.perf_counter()

    def message(self, text: str) -> None:
        """Pass it on."""
        self._tell(text)


class _Weighing:
    """Threads that count the bytes of the blocks.

    Attributes
    ----------
    count : int
        Number of threads.
    weight : int
        Bytes so far.
    work_s : float
        Time that the threads have computed, s, together.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.weight = 0
        self.work_s = 0.0

    def __call__(self, compute: Computation, blocks: Todo) -> Iterator[list[Finished]]:
        for finished in Threads(self.count)(compute, blocks):
            self.weight += sum(len(content) for block in finished for content in block.streams.values())
            self.work_s += sum(block.seconds for block in finished)
            yield finished


def piloted(plan: Plan, threads: int | None, tell: Callable[[str], None], *, read: bool) -> Pilot:
    """Run a shortened experiment; its tables can be used afterwards if they are to be `read`."""
    from bondsim.engines import batch
    from bondsim.experiments.results import open_results

    executor, watch = _Weighing(threads or processors()), _Stopwatch(tell)
    batch.compile(plan.to_compile(), tell)
    with TemporaryDirectory(prefix="bondsim-check-") as name:
        folder = Path(name)
        execute(plan, folder, threads=executor.count, report=watch, executor=executor)
        seconds = time.perf_counter() - watch.began
        sizes = {path: path.stat().st_size for path in folder.rglob("*.parquet")}
        by_point = sum(size for path, size in sizes.items() if path.parent == folder)
        results = open_results(folder)
        if read:
            _ = results.summary, results.runs, results.points, results.config
    work_s = executor.work_s / executor.count
    return Pilot(plan, results, seconds, work_s, sum(sizes.values()) - by_point, by_point, executor.weight)
