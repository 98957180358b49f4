"""One block: a stretch of runs that are computed together, and what became of them.

A block is what an executor hands to a thread or to a worker on another machine: it goes there as
numbers, it comes back as the bytes of its tables, and nothing in it depends on where that was.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.engines.stopped import Stopped
from bondsim.experiments import tables
from bondsim.experiments.planning.luck import run_seed
from bondsim.experiments.planning.plan import canonical
from bondsim.vocabulary import STATUSES

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.scenario import Scenario, Setup

FAILED = "failed"  # status of a run that ended in an exception, so that it has no outcomes
KEPT_SETUPS = 512
LONGEST_TRACEBACK = 10_000


class Engine(Protocol):
    """What runs blocks. The module `bondsim.engines.batch` is one."""

    def run_block(
        self,
        setups: Any,
        point: NDArray[np.int64],
        replicate: NDArray[np.int64],
        seed: NDArray[np.int64],
        record: Any = None,
    ) -> Any:
        """Run a block; see `bondsim.engines.batch.run_block`."""

    def Recording(self, every_s: float, variables: tuple[str, ...], events: bool) -> Any:
        """Say what to record beside the outcomes."""

    def compile(
        self, scenarios: Iterable[Scenario | Setup], progress: Callable[[str], None] | None = None
    ) -> None:
        """Make ready to run some scenarios."""

    def rules_digest(self) -> str:
        """Hash of all that a result of this engine rests on."""


@dataclass(frozen=True)
class Block:
    """Runs to be computed: numbers `start` to `start + len(point)`."""

    start: int
    point: NDArray[np.int64]
    replicate: NDArray[np.int64]

    @property
    def stop(self) -> int:
        """Number after that of the last run."""
        return self.start + len(self.point)

    def halves(self) -> tuple[Block, Block]:
        """Two blocks of the same runs; of at least two."""
        middle = len(self.point) // 2
        first = Block(self.start, self.point[:middle], self.replicate[:middle])
        return first, Block(first.stop, self.point[middle:], self.replicate[middle:])


@dataclass(frozen=True)
class Finished:
    """A block that has been computed: its tables as Arrow streams, of which `runs` is always there."""

    start: int
    stop: int
    streams: dict[str, bytes]
    seconds: float = 0.0


class Computation:
    """Computes blocks of one experiment; call it from any thread.

    Parameters
    ----------
    plan
        The experiment.
    run_block
        The engine's function.
    record
        The engine's description of what to record beside the outcomes; None for nothing.
    """

    def __init__(self, plan: Plan, run_block: Callable[..., Any], record: Any = None) -> None:
        self.plan = plan
        self._stop = np.zeros(1, np.int64)
        # an engine that knows how to give up a block is told where to look
        can_stop = "stop" in signature(run_block).parameters
        self._told = {"stop": self._stop} if can_stop else {}
        self.run_block = run_block
        self.record = record
        self._setups: dict[int, Any] = {}
        self._seeds: dict[int, int] = {}
        self._swept = plan.swept()
        self._defaults = {name: key.default for name, key in plan.scenario.keys.items()}
        every = list(plan.scenario.outcomes)
        self._columns = [every.index(name) for name in plan.record.outcomes]
        self._kinds = [plan.scenario.outcomes[name].kind for name in plan.record.outcomes]
        self._schema = tables.runs_schema(dict(zip(plan.record.outcomes, self._kinds, strict=True)))
        self._statuses = {code: name for name, code in STATUSES.items()}

    def __call__(self, block: Block) -> Finished:
        """Compute a block; a run that fails is a row of `failures` and costs no other run."""
        begun = time.perf_counter()
        pieces: dict[str, list[pa.Table]] = {}
        self._attempt(block, 0, len(block.point), pieces)
        return _finished(block, pieces, time.perf_counter() - begun)

    def stop(self) -> None:
        """Give up blocks under way, where that is possible, by raising `Stopped`; from any thread."""
        self._stop[0] = 1

    def is_stopped(self) -> bool:
        """Whether it was asked to."""
        return bool(self._stop[0])

    def lost(self, block: Block, told: str) -> Finished:
        """A block whose runs all failed, where what computed them did not live to say so; `told` says it."""
        rows = [self._failure(block, i, "run", told) for i in range(len(block.point))]
        return _finished(block, {name: [row[name] for row in rows] for name in ("runs", "failures")}, 0.0)

    def _attempt(self, block: Block, lo: int, hi: int, pieces: dict[str, list[pa.Table]]) -> None:
        """Compute part of a block; where that raises, halve it until the runs that raise stand alone."""
        made, stage = None, "setup"
        try:
            used, at = np.unique(block.point[lo:hi], return_inverse=True)
            setups = [self._setup(int(each)) for each in used]
            stage = "run"
            seeds = np.array([self._seed(int(each)) for each in used], np.int64)
            result = self.run_block(
                setups, at.astype(np.int64), block.replicate[lo:hi], seeds[at], self.record, **self._told
            )
            made = self._tables(block, lo, hi, result)
        except Stopped:
            raise
        except Exception:
            if hi - lo == 1:
                made = self._failure(block, lo, stage, clean(traceback.format_exc()))
        if (
            made is None
        ):  # outside the exception, so that what is told of a run is not told of its whole block
            middle = (lo + hi) // 2
            self._attempt(block, lo, middle, pieces)
            self._attempt(block, middle, hi, pieces)
            return
        for name, table in made.items():
            pieces.setdefault(name, []).append(table)

    def _tables(self, block: Block, lo: int, hi: int, result: Any) -> dict[str, pa.Table]:
        """What the engine made of the runs `lo` to `hi - 1` of a block, as tables."""
        status = np.asarray(result.status)
        said = [self._statuses.get(code, f"status_{code}") for code in status.tolist()]
        outcomes = [
            tables.outcome_column(np.asarray(result.outcomes[:, column], float), kind)
            for column, kind in zip(self._columns, self._kinds, strict=True)
        ]
        made = {"runs": self._runs(block, lo, hi, said, outcomes)}
        ended_badly = np.flatnonzero(status != STATUSES["done"])
        if len(ended_badly):
            rows = [self._failure_row(block, lo + int(i), said[i], "run", None) for i in ended_badly]
            made["failures"] = pa.Table.from_pylist(rows, tables.FAILURES)
        for name in ("series", "events"):
            columns = getattr(result, name)
            if columns is not None:
                made[name] = tables.recorded_table(columns, block.start + lo)
        return made

    def _failure(self, block: Block, i: int, stage: str, told: str) -> dict[str, pa.Table]:
        nothing = [pa.nulls(1, field.type) for field in self._schema][4:]
        row = self._failure_row(block, i, FAILED, stage, told)
        return {
            "runs": self._runs(block, i, i + 1, [FAILED], nothing),
            "failures": pa.Table.from_pylist([row], tables.FAILURES),
        }

    def _runs(self, block: Block, lo: int, hi: int, status: list[str], outcomes: list[pa.Array]) -> pa.Table:
        numbers = np.arange(block.start + lo, block.start + hi)
        ids = [tables.column(each) for each in (numbers, block.point[lo:hi], block.replicate[lo:hi])]
        return pa.table([*ids, tables.words(status), *outcomes], schema=self._schema)

    def _failure_row(
        self, block: Block, i: int, status: str, stage: str, told: str | None
    ) -> Mapping[str, Any]:
        point = int(block.point[i])
        return {
            "run": block.start + i,
            "point": point,
            "replicate": int(block.replicate[i]),
            "status": status,
            "stage": stage,
            "seed": self._seed(point),
            "settings": canonical(self.plan.settings(point)),
            "traceback": told,
        }

    def _seed(self, point: int) -> int:
        if point not in self._seeds:
            settings = self.plan.settings(point)
            self._seeds[point] = run_seed(self.plan.seed, self.plan.pairing, settings, self._defaults)
        return self._seeds[point]

    def _setup(self, point: int) -> Any:
        setup = self._setups.get(point)
        if setup is None:
            setup = self.plan.scenario.setup(self.plan.settings(point), self._swept)
            if len(self._setups) >= KEPT_SETUPS:
                self._setups.clear()
            self._setups[point] = setup
        return setup


def _finished(block: Block, pieces: Mapping[str, list[pa.Table]], seconds: float) -> Finished:
    streams = {
        name: tables.encoded(pa.concat_tables(parts).combine_chunks()) for name, parts in pieces.items()
    }
    return Finished(block.start, block.stop, streams, seconds)


def clean(text: str) -> str:
    """A traceback that is the same each time: without addresses in memory, and not endless."""
    return re.sub(r"\b0x[0-9a-fA-F]+", "0x…", text)[-LONGEST_TRACEBACK:]
