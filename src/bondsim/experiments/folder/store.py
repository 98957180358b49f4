"""A result folder while its experiment runs: held, filled block by block, and made final.

Everything in it is written beside and renamed into place. The order makes a kill at any point harmless: the
manifest comes first and says whose folder it is; finished blocks wait in ``parts/``; when all are there the
final tables are written, in files whose boundaries depend on the number of a run alone; then the manifest
says that it is done, and only then the parts go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.experiments import files, tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import checksums, manifest
from bondsim.experiments.folder.journal import Journal, opened

if TYPE_CHECKING:
    from bondsim.experiments.computing.blocks import Finished
    from bondsim.experiments.planning.plan import Plan

SHARD = 1 << 14
"""Runs in one file: 10^6 runs are 62 files of each table. A block never spans two."""

SCENARIO = "scenario"
"""Folder of a user's own scenario: its file and its map, so that runs can be run again wherever the folder is."""
PARTS, CONFIG, POINTS, SUMMARY = "parts", "config.yaml", "points.parquet", "summary.parquet"
DTYPES = {"boolean": np.bool_, "integer": np.int64, "number": np.float64}
TABLES = ("runs", "failures", "series", "events")
FIRST_FILES = (files.LOCK, manifest.NAME + files.PARTIAL)  # all that a kill may leave before the manifest


@dataclass
class Store:
    """The result folder of one experiment, held by this process."""

    folder: Path
    manifest: manifest.Manifest
    journal: Journal

    @property
    def done(self) -> bool:
        """Whether everything is there."""
        return bool(self.manifest["state"] == manifest.DONE)

    def mark(self, state: str, **facts: Any) -> None:
        """Say in the manifest how far the experiment has come."""
        changed = self.manifest | {"state": state} | facts
        if changed != self.manifest:
            with explained(self.folder):
                manifest.save(self.folder, changed)
            self.manifest = changed

    def add(self, finished: Iterable[Finished]) -> None:
        """Put finished blocks on disk."""
        with explained(self.folder):
            self.journal.append(finished)

    def finish(
        self, runs: int, summary: Mapping[str, NDArray[Any]], threads: int, stopped: Callable[[], bool]
    ) -> bool:
        """Make the folder final; False where `stopped` came before it was.

        Parameters
        ----------
        runs
            Number of runs of the experiment, all of them in the journal.
        summary
            Columns of the summary.
        threads
            Files written at a time, where there are series or events.
        stopped
            Asked before each file; when it says yes, no more are begun.
        """

        def write(shard: int) -> tuple[int, int] | None:
            return None if stopped() else self._write_shard(shard * SHARD, min(runs, (shard + 1) * SHARD))

        with explained(self.folder):
            for table in TABLES:
                (self.folder / table).mkdir(exist_ok=True)
            large = any(self.manifest["recorded"].values())  # runs alone are written in no time
            with ThreadPoolExecutor(threads if large else 1) as pool:
                written = list(pool.map(write, range(shards(runs))))
            failed = [each for each in written if each is not None]
            if len(failed) < len(written):
                return False
            tables.write_parquet(self.folder / SUMMARY, _summary(summary).to_batches())
            for table in TABLES:
                files.sync_folder(self.folder / table)
                with suppress(OSError):  # not empty
                    (self.folder / table).rmdir()
            known = checksums.taken(self.folder, TABLES, (POINTS, SUMMARY), threads)
            lost, again = (sum(each) for each in zip(*failed, strict=True))
            facts = {"retried": again} if again else {}
            self.mark(manifest.DONE, runs=runs, failed=lost, files=known, **facts)
            self.journal.close()
            _remove(self.folder / PARTS)
        return True

    def _write_shard(self, start: int, stop: int) -> tuple[int, int]:
        """Write the final files of some runs; return how many of these failed, and how many did at first."""
        entries = self.journal.within(start, stop)
        rows = {}
        for table in TABLES:
            path = shard_path(self.folder, table, start // SHARD)
            batches = (batch for entry in entries for batch in entry.batches(table))
            rows[table] = tables.write_parquet(path, batches)
        if rows["runs"] != stop - start:
            raise ResultsError(f"{self.folder / PARTS} changed while it was read; run the experiment again")
        again = sum(
            batch["status"].to_pylist().count(tables.RETRIED)
            for entry in entries
            for batch in entry.batches("failures")
        )
        return rows["failures"] - again, again


def shard_end(run: int) -> int:
    """Number after that of the last run that goes into the same files as `run`."""
    return (run // SHARD + 1) * SHARD


def shards(runs: int) -> int:
    """Number of files of each table."""
    return -(-runs // SHARD)


def shard_path(folder: Path, table: str, shard: int) -> Path:
    """One final file of a table."""
    return folder / table / f"{shard:05d}.parquet"


def is_complete(folder: Path, found: manifest.Manifest) -> bool:
    """Whether the final files are there as they were written, with as many rows as there are runs."""
    import pyarrow.parquet as pq

    known = found.get("files", {})
    if checksums.differing(folder, known, checksums.in_passing(known, found.get("damaged", ()))):
        return False
    runs = found["runs"]
    paths = [shard_path(folder, "runs", shard) for shard in range(shards(runs))]
    try:
        rows = [pq.read_metadata(path).num_rows for path in paths]
        return sum(rows) == runs and all((folder / name).is_file() for name in (POINTS, SUMMARY))
    except (OSError, pa.ArrowInvalid):
        return False


def note_damage(folder: Path, damaged: Collection[str]) -> None:
    """Keep in the manifest of a finished folder which files were found to be damaged, where it can be written.

    Whoever runs the experiment again then reads these whole, however large they are.
    """
    with suppress(OSError, ResultsError), files.held(folder):  # it may be read-only, or in use
        found = manifest.load(folder)
        kept = {name: value for name, value in found.items() if name != "damaged"}
        noted = kept | ({"damaged": sorted(damaged)} if damaged else {})
        if found["state"] == manifest.DONE and noted != found:
            manifest.save(folder, noted)


@contextmanager
def opened_for(plan: Plan, folder: Path, rules: str) -> Iterator[Store]:
    """The result folder of `plan`, new or to go on with, held against other processes.

    Raises
    ------
    ResultsError
        If the folder belongs to something else, is held by another process, or cannot be written; nothing in
        it is changed.
    """
    with ExitStack() as stack:
        with explained(folder):
            _require_ours(folder, plan, rules)
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(files.held(folder))
            found = _require_ours(folder, plan, rules)
            if found is None:
                found = manifest.describing(plan, rules)
                manifest.save(folder, found)
            found = _describe(folder, found, plan)
            if found["state"] == manifest.DONE:
                if is_complete(folder, found):
                    _remove(folder / PARTS)
                else:  # damaged: make it anew
                    (folder / POINTS).unlink(missing_ok=True)
                    found = manifest.begun_anew(found)
                    manifest.save(folder, found)
                    found = _describe(folder, found, plan)
            store = Store(folder, found, stack.enter_context(opened(folder / PARTS)))
        yield store


def is_done(plan: Plan, folder: Path, rules: str) -> bool:
    """Whether `folder` holds all of `plan` already, so that there is nothing to write.

    Raises
    ------
    ResultsError
        If the folder belongs to something else.
    """
    with explained(folder):
        found = _require_ours(folder, plan, rules)
        return (
            found is not None
            and found["state"] == manifest.DONE
            and not any((folder / name).exists() for name in (PARTS, files.LOCK))
            and manifest.load_resolved(folder) == plan.resolved
            and all(_content(path) == content for path, content in _scenario(folder, plan))
            and is_complete(folder, found)
        )


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn an error of the operating system into one that says which folder it is about."""
    try:
        yield
    except OSError as error:
        about = error.filename if isinstance(error.filename, str) else folder
        reason = (error.strerror or str(error)).lower()
        raise ResultsError(f"cannot use {about} for results: {reason}") from error


def _require_ours(folder: Path, plan: Plan, rules: str) -> manifest.Manifest | None:
    """The manifest of a folder that `plan` may be run in; None where it is new or empty."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise ResultsError(f"{folder} is a file; choose a folder with --out")
    if (folder / manifest.NAME).exists():
        return manifest.require_same(folder, plan, rules)
    others = sorted(path.name for path in folder.iterdir() if path.name not in FIRST_FILES)
    if others:
        raise ResultsError(
            f"{folder} is not a result folder of bondsim and is not empty; choose another folder with --out"
        )
    return None


def _describe(folder: Path, found: manifest.Manifest, plan: Plan) -> manifest.Manifest:
    """Write what describes the experiment, where it is not there yet or says it in other words."""
    for name in (".", *TABLES):
        for path in (folder / name).glob("*" + files.PARTIAL):
            path.unlink()
    for path in (folder / SCENARIO).rglob("*" + files.PARTIAL):
        path.unlink()
    for path, content in (
        (folder / manifest.RESOLVED, manifest.as_json(plan.resolved)),
        (folder / CONFIG, plan.source_text.encode()),
        *_scenario(folder, plan),
    ):
        if _content(path) != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, content)
    if not (folder / POINTS).exists():
        tables.write_parquet(folder / POINTS, _points(plan))
        files.sync_folder(folder)
    worded = found | {"name": plan.name, "question": plan.question} | manifest.own_agents(plan)
    if worded != found:
        manifest.save(folder, worded)
    return worded


def _scenario(folder: Path, plan: Plan) -> list[tuple[Path, bytes]]:
    """What is kept of a user's own scenario, and where."""
    return [(folder / SCENARIO / name, content) for name, content in plan.scenario.sources.items()]


def _points(plan: Plan) -> Iterable[pa.RecordBatch]:
    kinds = {name: plan.scenario.keys[name].kind for name in plan.factors}
    arrays = [tables.column(np.arange(len(plan.points)))]
    for name, kind in kinds.items():
        values = [point[name] for point in plan.points]
        arrays.append(
            tables.words([str(value) for value in values])
            if kind == "choice"
            else tables.column(np.array(values, DTYPES[kind]))
        )
    return pa.table(arrays, schema=tables.points_schema(kinds)).to_batches()


def _summary(columns: Mapping[str, NDArray[Any]]) -> pa.Table:
    arrays = []
    for field in tables.SUMMARY:
        values = columns[field.name]
        if pa.types.is_string(field.type):
            arrays.append(tables.words(values.tolist()))
        elif pa.types.is_floating(field.type):
            arrays.append(tables.outcome_column(values, "number"))
        else:
            arrays.append(tables.column(values))
    return pa.table(arrays, schema=tables.SUMMARY)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _remove(parts: Path) -> None:
    """Remove the folder of the parts, as far as it is ours."""
    for path in parts.glob("*.part"):
        path.unlink()
    with suppress(OSError):
        parts.rmdir()
