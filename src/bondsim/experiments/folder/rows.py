"""Rows of some runs of a result folder, finished or not, without reading whole tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.experiments import tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.folder.journal import Entry, Journal

type _Source = Callable[[NDArray[np.int64]], Iterator[pa.Table]]
"""Gives tables that hold all rows of some runs, and maybe more."""


class Rows:
    """The rows that a result folder holds, by number of run.

    Parameters
    ----------
    folder
        The result folder.
    about
        Its manifest.
    """

    def __init__(self, folder: Path, about: manifest.Manifest) -> None:
        self.folder = folder
        self.runs = int(about["runs"] or 0)
        self.finished = about["state"] == manifest.DONE
        self._entries: tuple[Entry, ...] = ()
        if not self.finished:
            self._entries = Journal(folder / store.PARTS).entries
            self.runs = sum(entry.stop - entry.start for entry in self._entries)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """First run and run after the last of each stretch that is there, in rising order, at most a file long."""
        if self.finished:
            for start in range(0, self.runs, store.SHARD):
                yield start, min(self.runs, start + store.SHARD)
        else:
            yield from ((entry.start, entry.stop) for entry in self._entries)

    def take(self, table: str, runs: NDArray[np.int64]) -> pa.Table | None:
        """Rows of a table that belong to some runs, in the order of runs; None where there are none.

        Parameters
        ----------
        table
            ``runs``, ``failures``, ``series`` or ``events``.
        runs
            Numbers of runs in rising order, all of them there.

        Raises
        ------
        ResultsError
            If a file is missing or damaged.
        """
        parts = []
        while len(runs):
            stop, source = self._source(table, int(runs[0]))
            here = runs[runs < stop]
            runs = runs[len(here) :]
            for found in source(here):
                numbers = np.asarray(tables.ids(found["run"].combine_chunks()))
                kept = found.filter(tables.column(np.isin(numbers, here)))
                if kept.num_rows:
                    parts.append(kept)
        return pa.concat_tables(parts).combine_chunks() if parts else None

    def _source(self, table: str, run: int) -> tuple[int, _Source]:
        """What reads the file or part that holds a run, and the number after that of its last run."""
        if self.finished:
            path = store.shard_path(self.folder, table, run // store.SHARD)
            return store.shard_end(run), _File(path, needed=table == "runs")
        i = bisect_right(self._entries, run, key=lambda entry: entry.start) - 1
        entry = self._entries[i]
        return entry.stop, _Part(entry, table)


class _File:
    """A final file; only those of its row groups are read that hold one of the runs."""

    def __init__(self, path: Path, needed: bool) -> None:
        self.path = path
        self.needed = needed

    def __call__(self, runs: NDArray[np.int64]) -> Iterator[pa.Table]:
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.path, page_checksum_verification=True) as file:
                for group in range(file.num_row_groups):
                    known = file.metadata.row_group(group).column(0).statistics
                    lo, hi = np.searchsorted(runs, known.min), np.searchsorted(runs, known.max, "right")
                    if lo < hi:
                        yield file.read_row_group(group)
        except FileNotFoundError:
            if self.needed:
                raise ResultsError(
                    f"{self.path} is missing; run the experiment again to make it anew"
                ) from None
        except (OSError, pa.ArrowInvalid) as error:
            reason = str(error).splitlines()[0]
            raise ResultsError(f"cannot read {self.path}, it may be damaged: {reason}") from None


class _Part:
    """A block of parts that are not final yet."""

    def __init__(self, entry: Entry, table: str) -> None:
        self.entry = entry
        self.table = table

    def __call__(self, runs: NDArray[np.int64]) -> Iterator[pa.Table]:
        try:
            batches = [*self.entry.batches(self.table)]
        except (OSError, pa.ArrowInvalid):
            raise ResultsError(f"{self.entry.path} changed while it was read; try again") from None
        if batches:
            yield pa.Table.from_batches(batches)
