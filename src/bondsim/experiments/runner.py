"""Running a plan into a result folder, and going on where it stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from bondsim.analysis import Tally
from bondsim.experiments.computing.blocks import Block, Computation, Engine, Finished
from bondsim.experiments.computing.executors import Executor, Threads, Todo, processors
from bondsim.experiments.computing.pace import FIRST, Pace
from bondsim.experiments.errors import ClusterError, Interrupted, ResultsError
from bondsim.experiments.folder import manifest
from bondsim.experiments.folder.store import Store, is_done, opened_for, shard_end
from bondsim.experiments.planning.rounds import Round, first_round, next_round
from bondsim.experiments.planning.watch import OfContrasts, OfPoints, Watch, differences
from bondsim.experiments.tables import ids, outcome_values

if TYPE_CHECKING:
    from bondsim.experiments.computing.own_engine import OwnEngine
    from bondsim.experiments.folder.journal import Journal
    from bondsim.experiments.planning.plan import Plan


class Progress(Protocol):
    """Somebody who is told how far it has come. All calls come from the thread that called `execute`."""

    def start(self, total: int, done: int) -> None:
        """There are `total` runs, of which `done` are there. Comes again when a further round is begun."""

    def advance(self, n: int) -> None:
        """`n` more runs are on disk."""

    def message(self, text: str) -> None:
        """Something that takes time, or that a user should know."""


@runtime_checkable
class BuildsItsOwn(Protocol):
    """An engine that computes blocks in a way of its own."""

    def computation(self, plan: Plan, record: Any) -> Computation:
        """What computes blocks of a plan."""


class Earlier(Protocol):
    """Results from which runs may be taken over."""

    def taken(self, current: Round, journal: Journal) -> Iterator[Finished]:
        """Those runs of a round that are not in the journal and need not be computed, as blocks."""


class Silent:
    """Progress that nobody follows."""

    def start(self, total: int, done: int) -> None:
        """Say nothing."""

    def advance(self, n: int) -> None:
        """Say nothing."""

    def message(self, text: str) -> None:
        """Say nothing."""


def execute(
    plan: Plan,
    out: str | Path,
    *,
    threads: int | None = None,
    block_runs: int | None = None,
    report: Progress | None = None,
    engine: Engine | OwnEngine | None = None,
    executor: Executor | None = None,
    earlier: Earlier | None = None,
) -> None:
    """Compute all runs of a plan that are not yet in the folder `out`, and make the folder final.

    Parameters
    ----------
    plan
        What to compute.
    out
        The result folder: new, empty, or begun with the same plan and the same model.
    threads
        Threads that compute; by default as many as there are processors.
    block_runs
        Runs that are computed and stored together; by default about half a second's worth. Neither this nor
        `threads` changes any byte of the result.
    report
        Told how far it has come.
    engine
        What runs blocks; by default `bondsim.engines.batch`.
    executor
        Who computes blocks, such as `bondsim.experiments.cluster.access.Dask`; by default `threads` threads of this
        process.
    earlier
        Results from which runs are taken over instead of being computed; see `bondsim.experiments.upkeep.extend`.

    Raises
    ------
    ResultsError
        If the folder cannot be used: it belongs to something else, is in use, or cannot be written.
    ClusterError
        If the executor's machines cannot be used, or not any more. The folder holds what is finished.
    Interrupted
        If the user stopped it (Ctrl-C, SIGTERM). The folder holds what is finished; the same call goes on.
    ValueError
        If `threads` or `block_runs` is below 1.
    """
    for name, count in (("threads", threads), ("block_runs", block_runs)):
        if count is not None and count < 1:
            raise ValueError(f"{name} is {count}; at least 1 would do")
    folder, report, engine = Path(out), report or Silent(), engine or batch_engine()
    threads = threads or processors()
    rules = engine.rules_digest()
    if is_done(plan, folder, rules):
        return
    with opened_for(plan, folder, rules) as store:
        if store.done:
            return
        try:
            done = _compute_all(plan, store, engine, executor, threads, block_runs, report, earlier)
        except KeyboardInterrupt:
            done = False
        except (ClusterError, ResultsError):
            with suppress(ResultsError):  # a disk may be too full even for that
                store.mark(manifest.INTERRUPTED)
            raise
        if not done:
            store.mark(manifest.INTERRUPTED)
            raise Interrupted(folder, store.journal.runs)


def batch_engine() -> Engine:
    """The engine that runs blocks where no other is named."""
    from bondsim.engines import batch

    return batch


def _compute_all(
    plan: Plan,
    store: Store,
    engine: Engine | OwnEngine,
    executor: Executor | None,
    threads: int,
    block_runs: int | None,
    report: Progress,
    earlier: Earlier | None,
) -> bool:
    """Compute what is missing and make the folder final; False where the user stopped it before."""
    store.mark(manifest.RUNNING)
    if executor is None:
        engine.compile(plan.to_compile(), report.message)
        executor = Threads(threads)
    compute = computation(plan, engine)
    first = getattr(engine, "first_runs", FIRST)
    pace = Pace(plan, getattr(executor, "count", threads), block_runs, first)
    count = _Count(plan, store.journal)
    current: Round | None = first_round(plan)
    with _stopping(compute.stop) as stopped:
        while current is not None:
            total = store.journal.total = current.stop
            for block in earlier.taken(current, store.journal) if earlier else ():
                store.add([block])
                if stopped():
                    return False
            done = store.journal.runs_before(total)
            report.start(total, done)
            pace.begin(total - done)
            blocks = Todo(_blocks(current, store.journal, pace, stopped), stopped)
            for finished in executor(compute, blocks):
                store.add(finished)
                pace.note(finished)
                report.advance(sum(block.stop - block.start for block in finished))
                count.follow(total)
            count.follow(total)
            if count.runs < total:
                return False
            count.replicates[current.point] += current.count
            current = next_round(plan, current, count.replicates, count.watch)
        return store.finish(count.runs, count.tally.table(plan.record.outcomes), threads, stopped)


def computation(plan: Plan, engine: Engine | OwnEngine) -> Computation:
    """What computes blocks of a plan with an engine."""
    record = recording(plan, engine)
    if isinstance(engine, BuildsItsOwn):
        return engine.computation(plan, record)
    return Computation(plan, engine.run_block, record)


def recording(plan: Plan, engine: Engine | OwnEngine) -> Any:
    """What the engine is to record beside the outcomes, in its own words; None for nothing."""
    series, events = plan.record.series, plan.record.events
    if series is None:
        return engine.Recording(every_s=0.0, variables=(), events=True) if events else None
    return engine.Recording(every_s=series.every_s, variables=series.of, events=events)


def _blocks(current: Round, journal: Journal, pace: Pace, stopped: Callable[[], bool]) -> Iterator[Block]:
    """Blocks of the runs of a round that are not yet there, until the user stops it."""
    for start, stop in [*journal.gaps(current.start, current.stop)]:
        while start < stop:
            if stopped():
                return
            end = min(stop, start + pace.runs, shard_end(start))
            yield Block(start, *current.runs(start, end))
            start = end


class _Count:
    """Replicates and tally of all runs up to the first that is not there yet, in their order."""

    def __init__(self, plan: Plan, journal: Journal) -> None:
        kinds = [plan.scenario.outcomes[name].kind for name in plan.record.outcomes]
        self.tally = Tally(len(plan.points), [kind == "boolean" for kind in kinds])
        until = plan.replicates.until
        self._watched = plan.record.outcomes.index(until.outcome) if until else None
        self.differences = differences(plan)
        self.watch = self._watch(plan)
        self.replicates = np.zeros(len(plan.points), np.int64)  # of complete rounds
        self.runs = 0
        self._names = plan.record.outcomes
        self._journal = journal

    def follow(self, stop: int) -> None:
        """Count the runs below `stop` that have come since; runs of later rounds decide nothing here."""
        while self.runs < stop and (entry := self._journal.at(self.runs)):
            for batch in entry.batches("runs"):
                values = [outcome_values(batch[name]) for name in self._names]
                point = ids(batch["point"])
                self.tally.add(point, values)
                if self.differences is not None and self._watched is not None:
                    self.differences.add(point, values[self._watched])
            self.runs = entry.stop

    def _watch(self, plan: Plan) -> Watch | None:
        if self._watched is None:
            return None
        if self.differences is not None:
            return OfContrasts(self.differences)
        return OfPoints(self.tally, self._watched)


@contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Take the first Ctrl-C or SIGTERM as a wish to stop, and tell `stop`; a second one does what it always does.

    Only the main thread of a process is told of signals; elsewhere this is never asked to stop.
    """
    asked = threading.Event()
    before: dict[int, Any] = {}

    def ask(number: int, frame: object) -> None:
        asked.set()
        stop()
        restore()

    def restore() -> None:
        for each, handler in before.items():
            signal.signal(each, handler)

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, ask)
    try:
        yield asked.is_set
    finally:
        restore()
