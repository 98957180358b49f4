"""Finished blocks on disk, until the experiment is done.

Each process that works on an experiment appends the blocks it finishes to one file of its own,
``parts/00000.part``, ``00001.part``, …; a block counts once all of it is on disk. The files are few however
small the blocks are, and a kill at any moment costs the blocks under way and nothing else: a record that is
torn or altered does not match its checksum, is passed over, and its runs are computed again.

A record is one line, the SHA-256 of the rest of the record and a JSON object (first run, run after the last,
the length of each table, when it was written and how many runs there were to be), and then its tables as Arrow
streams.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from bondsim.experiments.computing.blocks import Finished
from bondsim.experiments.files import sync_folder

LONGEST_HEADER = 4096
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the tables of one finished block are: file, and (offset, length) of each."""

    start: int
    stop: int
    path: Path
    streams: dict[str, tuple[int, int]]

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """Rows of one table; none where the block has no such table."""
        if table not in self.streams:
            return
        with pa.OSFile(str(self.path)) as file:
            file.seek(self.streams[table][0])
            with pa.ipc.open_stream(file) as reader:
                yield from reader


class Journal:
    """The finished blocks of one experiment.

    Parameters
    ----------
    folder
        Folder of the parts; it need not exist. It is read once, here.

    Attributes
    ----------
    total : int
        Runs that there are to be, as far as that is known; who looks on from outside is told.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.total = 0
        self._entries: list[Entry] = []  # in rising order, none overlapping
        self._file: BinaryIO | None = None
        for path in sorted(folder.glob("*.part")):
            for entry in _read(path):
                self._add(entry)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All finished blocks, in the order of their runs."""
        return tuple(self._entries)

    @property
    def runs(self) -> int:
        """Number of finished runs."""
        return sum(entry.stop - entry.start for entry in self._entries)

    def runs_before(self, stop: int) -> int:
        """Number of finished runs below `stop`."""
        return sum(entry.stop - entry.start for entry in self.within(0, stop))

    def at(self, run: int) -> Entry | None:
        """The finished block that begins with `run`."""
        i = bisect_left(self._entries, run, key=lambda entry: entry.start)
        return self._entries[i] if i < len(self._entries) and self._entries[i].start == run else None

    def within(self, start: int, stop: int) -> list[Entry]:
        """The finished blocks that begin at `start` or later and before `stop`, in order."""
        lo, hi = (bisect_left(self._entries, run, key=lambda entry: entry.start) for run in (start, stop))
        return self._entries[lo:hi]

    def gaps(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Stretches of runs from `start` to `stop - 1` that no finished block holds."""
        for entry in self.within(start, stop):
            if entry.start > start:
                yield start, entry.start
            start = entry.stop
        if start < stop:
            yield start, stop

    def append(self, finished: Iterable[Finished]) -> None:
        """Add finished blocks; when this returns they are on disk.

        Where the disk is full, the torn end of the last record goes, so that there is room to say so.
        """
        new = self._file is None
        if self._file is None:
            self.folder.mkdir(exist_ok=True)
            last = max(
                (int(path.stem) for path in self.folder.glob("*.part") if path.stem.isdecimal()), default=-1
            )
            self._file = (self.folder / f"{last + 1:05d}.part").open("xb")
        file = self._file
        entries: list[Entry] = []
        ends = [file.tell()]
        try:
            self._write(file, finished, entries, ends)
        except OSError:
            self.close()
            with suppress(OSError):
                size = Path(file.name).stat().st_size
                os.truncate(file.name, max((end for end in ends if end <= size), default=0))
            raise
        if new:
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        for entry in entries:
            self._add(entry)

    def _write(
        self, file: BinaryIO, finished: Iterable[Finished], entries: list[Entry], ends: list[int]
    ) -> None:
        """Write finished blocks; note where they are, and where each ends."""
        for block in finished:
            lengths = {name: len(content) for name, content in block.streams.items()}
            header = json.dumps(
                {
                    "start": block.start,
                    "stop": block.stop,
                    "lengths": lengths,
                    "at": round(time.time(), 3),
                    "of": self.total,
                }
            ).encode()
            digest = hashlib.sha256(header)
            for content in block.streams.values():
                digest.update(content)
            file.write(digest.hexdigest().encode() + b" " + header + b"\n")
            entries.append(Entry(block.start, block.stop, Path(file.name), _places(file.tell(), lengths)))
            for content in block.streams.values():
                file.write(content)
            ends.append(file.tell())
        file.flush()
        os.fsync(file.fileno())

    def close(self) -> None:
        """Append no more. What did not reach the disk by now was no finished block."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def _add(self, entry: Entry) -> None:
        i = bisect_left(self._entries, entry.start, key=lambda each: each.start)
        before, after = self._entries[i - 1 : i], self._entries[i : i + 1]
        if any(each.stop > entry.start for each in before) or any(each.start < entry.stop for each in after):
            return  # computed twice; both are the same
        self._entries.insert(i, entry)


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """A journal, closed at the end."""
    journal = Journal(folder)
    try:
        yield journal
    finally:
        journal.close()


def _places(offset: int, lengths: dict[str, int]) -> dict[str, tuple[int, int]]:
    places = {}
    for name, length in lengths.items():
        places[name] = (offset, length)
        offset += length
    return places


@dataclass(frozen=True, slots=True)
class Record:
    """A record as its first line announces it; whether the rest is sound is not known.

    Attributes
    ----------
    entry : Entry
        Where it is.
    at : float
        When it was written, s since 1970; 0 where that is not said.
    of : int
        Runs that there were to be by then; 0 where that is not said.
    digest : bytes
        What the SHA-256 of the rest has to be.
    said : bytes
        What the first line says beside it.
    """

    entry: Entry
    at: float
    of: int
    digest: bytes
    said: bytes


def announced(path: Path) -> Iterator[Record]:
    """The records of a part, up to where it is torn, without reading their tables."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while line := file.readline(LONGEST_HEADER):
            offset = file.tell()
            header = _header(line)
            if header is None or offset + sum(header["lengths"].values()) > size:
                return  # torn here; what follows cannot be found
            entry = Entry(header["start"], header["stop"], path, _places(offset, header["lengths"]))
            yield Record(entry, header.get("at", 0.0), header.get("of", 0), line[:64], line[65:-1])
            file.seek(offset + sum(header["lengths"].values()))


def _read(path: Path) -> Iterator[Entry]:
    """The records of a part that are whole and match their checksum."""
    with path.open("rb") as file:
        for record in announced(path):
            places = record.entry.streams.values()
            digest = hashlib.sha256(record.said)
            file.seek(min((offset for offset, _ in places), default=0))
            left = sum(length for _, length in places)
            while left and (chunk := file.read(min(left, CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
            if digest.hexdigest().encode() == record.digest:
                yield record.entry


def _header(line: bytes) -> dict[str, Any] | None:
    try:
        header = json.loads(line[65:])
        numbers = [header["start"], header["stop"], *header["lengths"].values()]
        times = [header.get("at", 0.0), header.get("of", 0)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    sound = line.endswith(b"\n") and all(type(n) is int and n >= 0 for n in numbers)
    sound = sound and all(type(n) in (int, float) for n in times)
    return header if sound and header["start"] < header["stop"] else None
