"""The engine of experiments with a user's own agent classes: Mesa, each run in a process of its own."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from bondsim.engines.recording import Recording
from bondsim.engines.stopped import Stopped
from bondsim.experiments import tables
from bondsim.experiments.computing.blocks import Block, Computation, Finished, clean
from bondsim.experiments.computing.keeper import Keeper, Reply, Request
from bondsim.experiments.planning.own_agents import told
from bondsim.experiments.tables import RETRIED
from bondsim.vocabulary import STATUSES

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.scenario import Scenario, Setup


class OwnEngine:
    """Runs runs of a plan that has its own agent classes; close it at the end.

    Parameters
    ----------
    plan
        The experiment.
    count
        Processes.
    """

    Recording = Recording
    first_runs = 4  # of a block, before any has been timed

    def __init__(self, plan: Plan, count: int) -> None:
        assert plan.own is not None
        self.plan = plan
        self.own = plan.own
        self.count = count
        self._free: SimpleQueue[Keeper] = SimpleQueue()
        self._all: list[Keeper] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeper in self._all:
            keeper.close()

    def rules_digest(self) -> str:
        """Hash of the rules, of the Mesa engine and of the user's classes."""
        from bondsim.engines.batch import rules_digest

        total = hashlib.sha256(rules_digest().encode())
        folder = Path(str(resources.files("bondsim"))) / "engines"
        for path in sorted([*(folder / "mesa").glob("*.py"), folder / "recording.py"]):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        total.update(repr(self.own.described()).encode())
        return total.hexdigest()

    def compile(
        self, scenarios: Iterable[Scenario | Setup], progress: Callable[[str], None] | None = None
    ) -> None:
        """Start the processes."""
        from bondsim.engines.mesa import record  # noqa: F401 - loaded once, before the first fork

        if progress is not None:
            limits = self.own.limits
            progress(
                f"agent classes of your own ({told(self.own.described())}): runs of the Mesa engine, each in a "
                f"process with at most {limits.time_s:g} s and {limits.memory_mb:g} MB"
            )
        while len(self._all) < self.count:
            self._free.put(self.started())

    def started(self) -> Keeper:
        """One more process."""
        keeper = Keeper(self.plan.scenario, self.own.classes, self.own.limits)
        self._all.append(keeper)
        return keeper

    def computation(self, plan: Plan, record: Any) -> Computation:
        """What computes blocks of the plan."""
        return OwnComputation(plan, self, record)

    def run(self, request: Request, stopped: Callable[[], bool]) -> Reply | None:
        """Run a run in the first process that is free."""
        keeper = self._free.get()
        try:
            reply = keeper.run(request, stopped)
        except EOFError:
            self._renewed(keeper)
            return Reply(None, "run", "ChildProcessError: the process that watched over the run is gone, too")
        if reply is None:
            self._renewed(keeper)
            return None
        self._free.put(keeper)
        return reply

    def _renewed(self, keeper: Keeper) -> None:
        """Another process in the place of one that is gone, or under way with something nobody wants any more."""
        self._all.remove(keeper)
        keeper.close()
        self._free.put(self.started())


class OwnComputation(Computation):
    """Computes blocks run by run; one that fails is a row of `failures` and costs no other run."""

    def __init__(self, plan: Plan, engine: OwnEngine, record: Any) -> None:
        super().__init__(plan, engine.run, record)
        self.engine = engine

    def __call__(self, block: Block) -> Finished:
        """Compute a block."""
        begun = time.perf_counter()
        pieces: dict[str, list[pa.Table]] = {}
        for i in range(len(block.point)):
            for name, table in self._one(block, i).items():
                pieces.setdefault(name, []).append(table)
        streams = {
            name: tables.encoded(pa.concat_tables(parts).combine_chunks()) for name, parts in pieces.items()
        }
        return Finished(block.start, block.stop, streams, time.perf_counter() - begun)

    def _one(self, block: Block, i: int) -> dict[str, pa.Table]:
        point = int(block.point[i])
        request = Request(
            self.plan.settings(point),
            self.plan.swept(),
            self._seed(point),
            int(block.replicate[i]),
            self.record,
        )
        reply = self.engine.run(request, self.is_stopped)
        if reply is None:
            raise Stopped
        told = clean(reply.told)
        if reply.block is None:
            return self._failure(block, i, reply.stage, told)
        made = self._tables(block, i, i + 1, reply.block)
        if reply.stage and int(reply.block.status[0]) == STATUSES["done"]:
            at = made["runs"].schema.get_field_index("status")
            field = made["runs"].schema.field(at)
            made["runs"] = made["runs"].set_column(at, field, tables.words([RETRIED]))
            row = self._failure_row(block, i, RETRIED, reply.stage, told)
            made["failures"] = pa.Table.from_pylist([row], tables.FAILURES)
        return made
