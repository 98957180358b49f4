"""Whether a result folder still holds what the model gives: files by their checksums, some runs by running them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.experiments import tables
from bondsim.experiments.computing.blocks import FAILED, Block, Computation
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import checksums, store
from bondsim.experiments.folder.origin import other_model, plan_of, scenario_of
from bondsim.experiments.folder.rows import Rows
from bondsim.experiments.results import Results
from bondsim.experiments.runner import computation, recording

if TYPE_CHECKING:
    from bondsim.engines.mesa import Member
    from bondsim.experiments.planning.plan import Plan

ENGINES = ("batch", "mesa")
RECORDED = ("series", "events")
TOLD = 20  # differences that are kept


@dataclass(frozen=True)
class Difference:
    """Something of a run that did not come again.

    Attributes
    ----------
    run, point, replicate : int
        Which run.
    engine : str
        Who ran it again.
    what : str
        An outcome, ``status``, ``series`` or ``events``.
    was, now : object
        As it is stored, and as it came now; None is missing. Of series and events, digests of their rows.
    """

    run: int
    point: int
    replicate: int
    engine: str
    what: str
    was: Any
    now: Any

    def __str__(self) -> str:
        return (
            f"run {self.run} (point {self.point}, replicate {self.replicate}), {self.engine} engine: "
            f"{self.what} was {self.was} and is {self.now}"
        )


@dataclass(frozen=True)
class Verification:
    """What was found.

    Attributes
    ----------
    folder : Path
        The result folder.
    files : int
        Files whose checksum was compared; 0 where none are kept, as in a folder that is not finished.
    damaged : dict of str to str
        Those that are ``missing`` or ``altered``, by their paths in the folder.
    engines : tuple of str
        Engines that ran runs again.
    runs : tuple of int
        Runs that were run again by each of them.
    differing : int
        How many of these came out otherwise with at least one engine.
    differences : tuple of Difference
        In what, the first few.
    model : str
        In what the model that made the folder is another one, so that no runs were run; empty where it is
        this one.
    """

    folder: Path
    files: int
    damaged: Mapping[str, str]
    engines: tuple[str, ...]
    runs: tuple[int, ...]
    differing: int
    differences: tuple[Difference, ...]
    model: str

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the folder."""
        return not (self.damaged or self.differing or self.model)


def verify(
    folder: str | Path,
    runs: int = 100,
    *,
    engines: Sequence[str] = ("batch",),
    seed: int | None = None,
    scenario: str | Path | None = None,
    agents: Mapping[str, type[Member]] | None = None,
) -> Verification:
    """Compare a result folder with its checksums, and some of its runs with what they give when run again.

    Files that are missing or altered are noted in its manifest, so that running the experiment again makes it anew.

    Parameters
    ----------
    folder
        The result folder, finished or not.
    runs
        How many runs to run again, taken at random; all of them where there are fewer, none for 0. Runs that
        failed are left out.
    engines
        Who runs them: ``"batch"``, ``"mesa"`` (some hundred times slower), or both.
    seed
        Decides which runs are taken; by default each time others.
    scenario
        The scenario's file, where it is the user's own.
    agents
        The agent classes of the user's own that made the results; the Mesa engine then runs the runs, each in a
        process of its own, whatever `engines` names.

    Returns
    -------
    Verification
        Outcomes, statuses, series and events are compared to the last bit.

    Raises
    ------
    ResultsError
        If the folder cannot be read, or its scenario is not to be found.
    ValueError, TypeError
        If `runs` is negative, there is no such engine, or the classes do not fit the scenario.
    """
    if runs < 0:
        raise ValueError(f"runs is {runs}; 0 or more would do")
    for engine in engines:
        if engine not in ENGINES:
            raise ValueError(f"unknown engine {engine!r}; there are {', '.join(ENGINES)}")
    results = Results(Path(folder))
    known = results.manifest.get("files", {}) if results.finished else {}
    damaged = checksums.differing(results.folder, known)
    if sorted(damaged) != results.manifest.get("damaged", []):
        store.note_damage(results.folder, damaged)
    model, chosen = "", np.zeros(0, np.int64)
    found: list[Difference] = []
    if runs and engines and not any(name.startswith("runs") or "/" not in name for name in damaged):
        file = Path(scenario) if scenario else None
        engines = ("mesa",) if agents else engines
        with _made_again(results, engines, file, agents or {}) as (model, computations):
            if not model:
                rows = Rows(results.folder, results.manifest)
                chosen, found = compared(rows, computations, sample(rows, runs, seed), skip=damaged)
    return Verification(
        folder=results.folder,
        files=len(known),
        damaged=damaged,
        engines=tuple(engines),
        runs=tuple(chosen.tolist()),
        differing=len({each.run for each in found}),
        differences=tuple(found[:TOLD]),
        model=model,
    )


def sample(rows: Rows, k: int, seed: int | None) -> NDArray[np.int64]:
    """Numbers of at most k runs that are there, taken at random, in rising order."""
    luck = np.random.default_rng(seed)
    places = np.sort(luck.choice(rows.runs, size=min(k, rows.runs), replace=False))
    chosen, before = [], 0
    for start, stop in rows.stretches():
        here = places[(places >= before) & (places < before + stop - start)]
        chosen.append(here - before + start)
        before += stop - start
    return np.concatenate([np.zeros(0, np.int64), *chosen]).astype(np.int64)


def compared(
    rows: Rows,
    computations: Mapping[str, Computation],
    runs: NDArray[np.int64],
    skip: Collection[str] = (),
) -> tuple[NDArray[np.int64], list[Difference]]:
    """Run some runs again.

    Parameters
    ----------
    rows
        What is stored.
    computations
        What computes runs, by the name of the engine.
    runs
        Numbers of runs, in rising order.
    skip
        Files that are damaged.

    Returns
    -------
    (int64 array, list of Difference)
        The runs that were run again, failed ones left out, and all that came out otherwise.
    """
    stored = rows.take("runs", runs)
    if stored is None:
        return runs[:0], []
    stored = stored.filter(pa.compute.not_equal(stored["status"], FAILED))
    numbers = tables.ids(stored["run"].combine_chunks())
    recorded = {
        table: rows.take(table, numbers)
        for table in RECORDED
        if any(getattr(compute.plan.record, table) for compute in computations.values())
        and not any(name.startswith(table) for name in skip)
    }
    found: list[Difference] = []
    for engine, compute in computations.items():
        for row in stored.to_pylist():
            where = (row["run"], row["point"], row["replicate"], engine)
            now = again(compute, *where[:3])
            made = now["runs"].to_pylist()[0]
            found += [
                Difference(*where, name, row[name], made[name])
                for name in row
                if _bits(row[name]) != _bits(made[name])
            ]
            for table, old in recorded.items():
                was = digest(old, row["run"])
                is_now = digest(now.get(table), row["run"])
                if was != is_now:
                    found.append(Difference(*where, table, was, is_now))
    return numbers, found


@contextmanager
def _made_again(
    results: Results, engines: Sequence[str], scenario: Path | None, agents: Mapping[str, type[Member]]
) -> Iterator[tuple[str, dict[str, Computation]]]:
    """In what the model is another one, empty where it is not, and then what computes runs, by engine."""
    from bondsim.engines import batch

    if not agents:
        model = other_model(results, batch.rules_digest())
        if model:
            yield model, {}
            return
        plan = plan_of(results, scenario_of(results, scenario))
        yield "", {engine: _computation(plan, engine) for engine in engines}
        return
    from bondsim.experiments.computing.own_engine import OwnEngine

    plan = plan_of(results, scenario_of(results, scenario))
    plan = plan.with_agents(agents, results.manifest.get("limits"))
    with OwnEngine(plan, 1) as own:
        model = other_model(results, own.rules_digest(), plan.own)
        if not model:
            own.compile(plan.to_compile())
        yield model, {"mesa": computation(plan, own)}


def _computation(plan: Plan, engine: str) -> Computation:
    """What computes blocks of a plan with one of the engines."""
    from bondsim.engines import batch

    if engine == "mesa":
        from bondsim.engines.mesa.block import run_block

        return Computation(plan, run_block, recording(plan, batch))
    batch.compile(plan.to_compile())
    return Computation(plan, batch.run_block, recording(plan, batch))


def again(compute: Computation, run: int, point: int, replicate: int) -> dict[str, pa.Table]:
    """The tables of one run, run again."""
    block = Block(run, np.array([point], np.int64), np.array([replicate], np.int64))
    return {name: pa.ipc.open_stream(content).read_all() for name, content in compute(block).streams.items()}


def digest(table: pa.Table | None, run: int) -> str:
    """What tells the rows of a run from others: equal rows, equal text."""
    import hashlib

    if table is None:
        return "nothing"
    mine = table.filter(pa.compute.equal(table["run"], run)).drop_columns(["run"])
    if not mine.num_rows:
        return "nothing"
    total = hashlib.sha256(repr(mine.schema.names).encode())
    for column in mine.columns:
        total.update(repr([_bits(value) for value in column.to_pylist()]).encode())
    return f"{mine.num_rows} rows, {total.hexdigest()[:12]}"


def _bits(value: Any) -> Any:
    """A value such that only the very same one is equal."""
    return value.hex() if isinstance(value, float) else value


def require_unharmed(found: Verification) -> None:
    """Refuse a folder against which something speaks.

    Raises
    ------
    ResultsError
        It says what.
    """
    if found.model:
        raise ResultsError(found.model)
    if found.damaged:
        name, how = next(iter(found.damaged.items()))
        raise ResultsError(
            f"{found.folder / name} is {how}; run the experiment again to make its folder anew"
        )
    if found.differences:
        raise ResultsError(f"{found.folder} does not come again: {found.differences[0]}")
