"""A larger experiment from a smaller one: what both have in common is taken over, the rest is computed.

A run's luck is looked up by address, and neither its place in the design nor what is beside it plays a part. So a
run of the old experiment is a run of the new one where seed, settings and replicate are the same, under another
number. The new experiment has a folder of its own; the old one is only read. What comes out is, byte for byte,
what computing the larger experiment from the beginning gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.experiments import tables
from bondsim.experiments.cluster.access import execute_there
from bondsim.experiments.computing.blocks import Engine, Finished
from bondsim.experiments.computing.executors import processors
from bondsim.experiments.computing.pace import Pace
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import checksums
from bondsim.experiments.folder.origin import other_model, plan_of
from bondsim.experiments.folder.rows import Rows
from bondsim.experiments.folder.store import shard_end
from bondsim.experiments.planning.plan import Plan, canonical
from bondsim.experiments.results import Results
from bondsim.experiments.runner import Progress, Silent, computation, execute
from bondsim.experiments.upkeep.verify import compared, sample

if TYPE_CHECKING:
    from bondsim.experiments.computing.own_engine import OwnEngine
    from bondsim.experiments.folder.journal import Journal
    from bondsim.experiments.planning.rounds import Round

DONE = "done"
SAMPLE = 16  # runs that are run again before the others are believed
NOT_A_START = ("scenario", "settings", "swept")  # parts of a setup that no run reads


@dataclass(frozen=True)
class Extension:
    """What became of an old experiment in a larger one.

    Attributes
    ----------
    old, folder : Path
        Folders of the old experiment and of the larger one.
    runs : int
        Runs of the larger one.
    shared : int
        Runs that both have. At points where a bond is drawn from the levels of the design, other levels make
        other runs.
    taken_over : bool
        Whether these were taken over. Otherwise they were computed again, and what was there of them has come
        out the same.
    reason : str
        Why they were computed again; empty where they were not.
    """

    old: Path
    folder: Path
    runs: int
    shared: int
    taken_over: bool
    reason: str


def extend(
    results: Results,
    plan: Plan,
    out: Path | None = None,
    *,
    threads: int | None = None,
    block_runs: int | None = None,
    report: Progress | None = None,
    engine: Engine | None = None,
    dask: Any = None,
    warn: Callable[[str], None] | None = None,
) -> Extension:
    """Make a larger experiment from results, and compute only what they do not hold.

    Parameters
    ----------
    results
        The old results, finished or not. They are only read.
    plan
        The larger experiment: more levels or points, more replicates, fewer or more outcomes. Where the old one
        has agent classes of the user's own, this one has the same.
    out
        Its folder; by default beside the old one, under its name and id. One that was begun goes on.
    threads, block_runs, report, engine
        As for `bondsim.experiments.runner.execute`.
    dask, warn
        A Dask cluster that computes what is missing, and who is told what a user should know of it, as of
        `bondsim.experiments.cluster.access.connected`. It changes no result.

    Raises
    ------
    ResultsError
        If the old results cannot be used: of another model, scenario or luck, or altered; if the new experiment
        lacks something that the old one has; or if a run does not come again as it was.
    ClusterError
        If the cluster cannot be used, or not any more; the same call goes on.
    Interrupted
        If the user stopped it; the same call goes on.
    ValueError
        If a cluster is to run agent classes of the user's own.
    """
    from bondsim.engines import batch

    report = report or Silent()
    with ExitStack() as stack:
        made_by: Engine | OwnEngine = engine or batch
        if plan.own is not None:
            from bondsim.experiments.computing.own_engine import OwnEngine

            if dask is not None:
                raise ValueError("agent classes of your own are run on this machine: leave dask out")
            threads = threads or processors()
            made_by = stack.enter_context(OwnEngine(plan, threads))
        how = {"threads": threads, "block_runs": block_runs, "report": report, "engine": made_by}
        if dask is None:
            return _extended(results, plan, out, execute, how)
        return _extended(
            results, plan, out, partial(execute_there, dask=dask, warn=warn or report.message), how
        )


def _extended(
    results: Results, plan: Plan, out: Path | None, run: Callable[..., None], how: Mapping[str, Any]
) -> Extension:
    """Do what `extend` does: `run` computes, told `how`."""
    engine, report = how["engine"], how["report"]
    folder = out or results.folder.resolve().parent / f"{plan.name}-{plan.id}"
    if folder.resolve() == results.folder.resolve():
        raise ResultsError(f"{folder} is the folder of the old results; choose another with --out")
    _require_same_luck(results, plan, engine.rules_digest())
    _require_sound(results)
    earlier = Earlier(results, plan)
    _require_larger(results, plan, earlier)
    reason = _lacking(plan_of(results, plan.scenario), plan)
    if reason:
        report.message(f"{reason}: all runs are computed, and what was there of them is compared")
    else:
        _require_same_machine(results, plan, engine, report)
        report.message(f"taking over what {results.folder} holds")
    run(plan, folder, earlier=None if reason else earlier, **how)
    new = Results(folder)
    shared = earlier.shared(new, [name for name in results.outcomes if name in plan.record.outcomes])
    return Extension(results.folder, folder, new.manifest["runs"], shared, not reason, reason)


class Earlier:
    """Old results as a larger experiment sees them.

    Parameters
    ----------
    results
        The old results.
    plan
        The larger experiment.

    Attributes
    ----------
    twin : int64 array of shape (points,)
        For each point of the new experiment the old point that starts the same runs; -1 where there is none.
    gone : list of int
        Old points whose settings no point of the new experiment has.
    """

    def __init__(self, results: Results, plan: Plan) -> None:
        self.results = results
        self.plan = plan
        self.rows = Rows(results.folder, results.manifest)
        self.twin, self.gone = _twins(results, plan)
        self._most = Pace(plan, 1, None).most
        self._stretches = _stretches(self.rows)

    def numbers(self, point: NDArray[np.int64], replicate: NDArray[np.int64]) -> NDArray[np.int64]:
        """Old number of each of some new runs; -1 where the old results do not hold it."""
        found = np.full(len(point), -1, np.int64)
        for new in np.unique(point):
            old = self._stretches.get(int(self.twin[new]))
            if old is None:
                continue
            here = np.flatnonzero(point == new)
            first, count, run = old
            at = np.searchsorted(first, replicate[here], side="right") - 1
            beyond = replicate[here] - first[at]
            known = (at >= 0) & (beyond < count[at])
            found[here[known]] = (run[at] + beyond)[known]
        return found

    def taken(self, current: Round, journal: Journal) -> Iterator[Finished]:
        """Runs of a round that are not in the journal and that the old results hold, as blocks."""
        for start, stop in [*journal.gaps(current.start, current.stop)]:
            while start < stop:
                end = min(stop, shard_end(start), start + self._most)
                yield from self._blocks(start, self.numbers(*current.runs(start, end)), current)
                start = end

    def _blocks(self, start: int, old: NDArray[np.int64], current: Round) -> Iterator[Finished]:
        """Blocks of the runs from `start` on, of which the old numbers are given; -1 is left out."""
        known = np.sort(old[old >= 0])
        stored = self.rows.take("runs", known)
        if stored is None:
            return
        sound = tables.ids(stored.filter(pa.compute.equal(stored["status"], DONE))["run"].combine_chunks())
        old = np.where(np.isin(old, sound), old, -1)  # what failed is tried again
        found = {"runs": stored} | {name: self.rows.take(name, sound) for name in self._recorded()}
        for lo, hi in _known(old):
            point, replicate = current.runs(start + lo, start + hi)
            streams = {}
            for name, table in found.items():
                mine = _renumbered(table, old[lo:hi], start + lo)
                if mine is None:
                    continue
                if name == "runs":
                    mine = self._as_runs(mine, point, replicate)
                streams[name] = tables.encoded(mine)
            yield Finished(start + lo, start + hi, streams)

    def _recorded(self) -> list[str]:
        record = self.plan.record
        return ["series"] * (record.series is not None) + ["events"] * record.events

    def _as_runs(self, table: pa.Table, point: NDArray[np.int64], replicate: NDArray[np.int64]) -> pa.Table:
        """Old rows of runs with the new points, and the columns in the new order."""
        record, outcomes = self.plan.record, self.plan.scenario.outcomes
        schema = tables.runs_schema({name: outcomes[name].kind for name in record.outcomes})
        ids = [table["run"], tables.column(point), tables.column(replicate), table["status"]]
        return pa.table([*ids, *(table[name] for name in record.outcomes)], schema=schema).combine_chunks()

    def shared(self, new: Results, outcomes: list[str]) -> int:
        """Number of runs that both hold, all of them the same in some outcomes.

        Raises
        ------
        ResultsError
            If one is not.
        """
        there, total = Rows(new.folder, new.manifest), 0
        for start, stop in there.stretches():
            made = there.take("runs", np.arange(start, stop))
            assert made is not None
            old = self.numbers(*(tables.ids(made[name].combine_chunks()) for name in ("point", "replicate")))
            known = np.sort(old[old >= 0])
            stored = self.rows.take("runs", known)
            total += len(known)
            if stored is None:
                continue
            here = made.filter(tables.column(old >= 0)).take(tables.column(np.argsort(old[old >= 0])))
            both = pa.compute.and_(
                pa.compute.equal(stored["status"], DONE), pa.compute.equal(here["status"], DONE)
            )
            for name in outcomes:
                was, now = stored[name].filter(both), here[name].filter(both)
                if not _same_bits(was, now):
                    at = next(i for i, (a, b) in enumerate(zip(was, now, strict=True)) if not a.equals(b))
                    run = stored["run"].filter(both)[at].as_py()
                    raise ResultsError(
                        f"run {run} of {self.results.folder} did not come again: {name} was {was[at].as_py()} "
                        f"and is {now[at].as_py()}; {new.folder} holds what this machine gives now"
                    )
        return total


def _same_bits(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    return tables.encoded(pa.table([one.combine_chunks()], ["x"])) == tables.encoded(
        pa.table([other.combine_chunks()], ["x"])
    )


def _known(old: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbours that are known: first, and that after the last."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], old >= 0, [False]]).astype(np.int8)))
    yield from ((int(lo), int(hi)) for lo, hi in zip(turns[::2], turns[1::2], strict=True))


def _renumbered(table: pa.Table | None, old: NDArray[np.int64], first: int) -> pa.Table | None:
    """Rows of the runs `old`, in their order, under the numbers from `first` on; None where there are none."""
    if table is None:
        return None
    order = np.argsort(old)
    numbers = tables.ids(table["run"].combine_chunks())
    at = np.searchsorted(old[order], numbers)
    mine = np.flatnonzero((at < len(old)) & (old[order][np.minimum(at, len(old) - 1)] == numbers))
    if not len(mine):
        return None
    new = first + order[at[mine]]
    rows = np.argsort(new, kind="stable")
    found = table.take(tables.column(mine[rows]))
    return found.set_column(0, table.schema.field(0), tables.column(new[rows])).combine_chunks()


def _stretches(rows: Rows) -> dict[int, tuple[NDArray[np.int64], ...]]:
    """For each old point its stretches of replicates: the first of each, their number, and the first run."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for start, stop in rows.stretches():
        table = rows.take("runs", np.arange(start, stop))
        assert table is not None
        point, replicate = (tables.ids(table[name].combine_chunks()) for name in ("point", "replicate"))
        cuts = np.flatnonzero((np.diff(point) != 0) | (np.diff(replicate) != 1)) + 1
        ends = np.concatenate([cuts, [len(point)]])
        for lo, hi in zip(np.concatenate([[0], cuts]), ends, strict=True):
            found.setdefault(int(point[lo]), []).append((int(replicate[lo]), int(hi - lo), start + int(lo)))
    return {
        point: tuple(np.array(column, np.int64) for column in zip(*sorted(each), strict=True))
        for point, each in found.items()
    }


def _twins(results: Results, plan: Plan) -> tuple[NDArray[np.int64], list[int]]:
    """For each new point the old one that starts the same runs, -1 where there is none; and old points left out."""
    defaults = {name: key.default for name, key in plan.scenario.keys.items()}

    def address(settings: Mapping[str, Any]) -> str:
        return canonical({name: value for name, value in settings.items() if value != defaults.get(name)})

    old_plan = plan_of(results, plan.scenario)
    old = {address(old_plan.settings(i)): i for i in range(len(old_plan.points))}
    old_swept, swept = old_plan.swept(), plan.swept()
    twins = np.full(len(plan.points), -1, np.int64)
    for i in range(len(plan.points)):
        settings = plan.settings(i)
        there = old.get(address(settings), -1)
        # the levels that a design sweeps play a part where a bond is drawn from them
        if there >= 0 and (
            old_swept == swept
            or _same_start(plan.scenario.setup(settings, old_swept), plan.scenario.setup(settings, swept))
        ):
            twins[i] = there
    left = old.keys() - {address(plan.settings(i)) for i in range(len(plan.points))}
    return twins, sorted(old[each] for each in left)


def _same_start(one: Any, other: Any) -> bool:
    """Whether two setups start the same runs."""
    if not is_dataclass(one):
        return bool(one == other)
    names = [field.name for field in fields(one) if field.name not in NOT_A_START]
    parts = ((getattr(one, name), getattr(other, name)) for name in names)
    return all(
        a.tobytes() == b.tobytes()
        if isinstance(a, np.ndarray)
        else len(a) == len(b) and all(map(_same_start, a, b))
        for a, b in parts
    )


def _lacking(old: Plan, new: Plan) -> str:
    """What the old results did not record, in words; empty where they have all that is asked for."""
    missing = [name for name in new.record.outcomes if name not in old.record.outcomes]
    if missing:
        return f"the old results do not have {', '.join(missing)}"
    if new.record.series is not None and new.record.series != old.record.series:
        return "the old results do not have these series"
    if new.record.events and not old.record.events:
        return "the old results do not have events"
    return ""


def _require_same_luck(results: Results, plan: Plan, rules: str) -> None:
    about = results.manifest
    if about["scenario"]["digest"] != plan.scenario.digest:
        raise ResultsError(
            f"{results.folder} cannot be extended: it is of another scenario, or of another version of it "
            f"({results.scenario}, asked for {plan.scenario.name})"
        )
    if said := other_model(results, rules, plan.own):
        raise ResultsError(said)
    for name, was, now in (
        ("seed", about["seed"], plan.seed),
        ("pairing", about["pairing"], plan.pairing),
    ):
        if was != now:
            raise ResultsError(
                f"{results.folder} cannot be extended: its {name} is {was}, asked for is {now}, and no run of "
                "the one is a run of the other; `bondsim run` makes an experiment of its own"
            )


def _require_larger(results: Results, plan: Plan, earlier: Earlier) -> None:
    """Refuse a new experiment that lacks points or replicates of the old one."""
    if gone := earlier.gone:
        row = {name: value for name, value in results.point_rows()[gone[0]].items() if name != "point"}
        many = "1 point" if len(gone) == 1 else f"{len(gone):,} points"
        raise ResultsError(
            f"{results.folder} has {many} that the new experiment would not have, such as {canonical(row)}; "
            "extend makes an experiment larger (the old levels have to be named too), `bondsim run` makes another one"
        )
    had = results.manifest["replicates"]
    if had["min"] == had["max"] and plan.replicates.max < had["max"]:
        raise ResultsError(
            f"{results.folder} has {had['max']:,} replicates, asked for are {plan.replicates.max:,}; extend makes "
            "an experiment larger"
        )


def _require_sound(results: Results) -> None:
    known = results.manifest.get("files", {}) if results.finished else {}
    for name, how in checksums.differing(results.folder, known).items():
        raise ResultsError(f"{results.folder / name} is {how}; run that experiment again to make it anew")


def _require_same_machine(results: Results, plan: Plan, engine: Engine | OwnEngine, report: Progress) -> None:
    """Refuse old results of which some runs, taken at random, do not come again here."""
    engine.compile(plan.to_compile(), report.message)
    old_plan = replace(plan_of(results, plan.scenario), own=plan.own)
    rows = Rows(results.folder, results.manifest)
    compute = computation(old_plan, engine)
    _, found = compared(rows, {"mesa" if plan.own else "batch": compute}, sample(rows, SAMPLE, None))
    if found:
        raise ResultsError(f"{results.folder} does not come again on this machine: {found[0]}")
