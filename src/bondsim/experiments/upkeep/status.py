"""How far an experiment is, as seen from outside: while another process works on it, or after one was killed."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from bondsim.experiments import files
from bondsim.experiments.files import Holder
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.folder.journal import Record, announced
from bondsim.experiments.reading.failures import reason, repeat
from bondsim.experiments.tables import RETRIED, read_parquet

WINDOW_S = 60.0  # over which the rate is taken
STOPPED = "stopped"


@dataclass(frozen=True)
class Status:
    """How far an experiment is.

    Attributes
    ----------
    folder : Path
        The result folder.
    name : str
        Name of the experiment.
    state : str
        ``done``; ``running``; ``interrupted`` by its user, a full disk or a lost cluster; ``stopped``: neither
        done nor at work, as after a kill or a power cut.
    done : int
        Runs that are there.
    total : int
        Runs that there are to be, as far as it is known: an adaptive experiment decides from round to round.
    most : int
        Runs that there may be at most.
    failed : int
        Runs that failed so far.
    rate : float
        Runs a second over the last minute of work; NaN where that is not known.
    left_s : float
        Seconds left for `total` runs at this rate; 0 when it is done, NaN where that is not known.
    holder : Holder or None
        The process that works on it.
    reason, repeat : str
        Why the first of the failed runs failed, and what repeats it; empty where none failed.
    """

    folder: Path
    name: str
    state: str
    done: int
    total: int
    most: int
    failed: int
    rate: float
    left_s: float
    holder: Holder | None
    reason: str
    repeat: str


def status(folder: str | Path) -> Status:
    """How far the experiment of a result folder is; nothing is written, and no table is read as a whole.

    Parameters
    ----------
    folder
        The result folder, whoever may be working on it.

    Raises
    ------
    ResultsError
        If it is no result folder.
    """
    folder = Path(folder)
    for _ in range(2):
        about, holder = manifest.load(folder), files.holder(folder)
        try:
            if about["state"] == manifest.DONE:
                return _finished(folder, about, holder)
            return _unfinished(folder, about, holder)
        except FileNotFoundError:  # it was finished while this looked
            continue
    return _unfinished(folder, about, holder, records=[])


def _finished(folder: Path, about: manifest.Manifest, holder: Holder | None) -> Status:
    runs, failed = int(about["runs"]), int(about["failed"])
    paths = sorted((folder / "failures").glob("*.parquet")) if failed else []
    rows = (row for path in paths for row in read_parquet(path).to_pylist() if row["status"] != RETRIED)
    why = _told(folder, about, next(rows, None))
    return Status(folder, about["name"], manifest.DONE, runs, runs, runs, failed, math.nan, 0.0, holder, *why)


def _unfinished(
    folder: Path, about: manifest.Manifest, holder: Holder | None, records: list[Record] | None = None
) -> Status:
    if records is None:
        paths = sorted((folder / store.PARTS).glob("*.part"))
        records = [record for path in paths for record in announced(path)]
    done = _covered([(record.entry.start, record.entry.stop) for record in records])
    failed, row = _failures(records)
    points, replicates = about["points"], about["replicates"]
    total = max([points * replicates["min"], *(record.of for record in records)])
    state = about["state"]
    if state == manifest.RUNNING and holder is None:
        state = STOPPED
    rate = _rate(records, holder)
    left_s = (total - done) / rate if rate > 0 else math.nan
    most = min(points * replicates["max"], replicates.get("budget") or points * replicates["max"])
    return Status(
        folder,
        about["name"],
        state,
        done,
        total,
        most,
        failed,
        rate,
        left_s,
        holder,
        *_told(folder, about, row),
    )


def _told(folder: Path, about: manifest.Manifest, row: dict[str, Any] | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    return reason(row["status"], row["traceback"]), repeat(folder, about, row)


def _covered(stretches: Sequence[tuple[int, int]]) -> int:
    """Number of runs in stretches that may overlap."""
    runs, end = 0, 0
    for start, stop in sorted(stretches):
        runs += max(0, stop - max(start, end))
        end = max(end, stop)
    return runs


def _failures(records: Sequence[Record]) -> tuple[int, dict[str, Any] | None]:
    """How many runs failed, and the row of the first of them; what cannot be read is left out."""
    found: dict[int, dict[str, Any]] = {}
    seen: set[int] = set()
    for record in records:
        if "failures" not in record.entry.streams:
            continue
        try:
            batches = [*record.entry.batches("failures")]
        except (OSError, pa.ArrowInvalid):
            continue
        for batch in batches:
            rows = [row for row in batch.to_pylist() if row["status"] != RETRIED]
            seen.update(row["run"] for row in rows)
            found |= {row["run"]: row for row in rows[:1]}
    return len(seen), found[min(found)] if found else None


def _rate(records: Sequence[Record], holder: Holder | None) -> float:
    """Runs a second over the last minute of the latest stretch of work."""
    if not records:
        return math.nan
    last = max(records, key=lambda record: record.at)
    mine = [record for record in records if record.entry.path == last.entry.path]
    window = [record for record in mine if record.at >= last.at - WINDOW_S]
    begun, counted = window[0].at, window[1:]
    if len(window) == len(mine) and holder is not None and 0 < holder.since <= window[0].at:
        begun, counted = holder.since, window
    runs = sum(record.entry.stop - record.entry.start for record in counted)
    end = max(last.at, time.time() - WINDOW_S) if holder is not None else last.at
    return runs / (end - begun) if runs and end > begun else math.nan
