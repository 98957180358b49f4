"""Checksums of the final files of a result folder, which its manifest keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

LARGE = ("series", "events")  # tables that may be many times the size of all others
READ = 1 << 30
"""Bytes of these that are read in passing: a second's worth or so."""

type Checksums = Mapping[str, Mapping[str, Any]]


def taken(folder: Path, tables: Collection[str], others: Collection[str], threads: int) -> dict[str, Any]:
    """Size and SHA-256 of the files of some tables and of other files, by their paths in the folder.

    Parameters
    ----------
    folder
        The result folder.
    tables
        Names of tables, each a folder of files.
    others
        Names of files.
    threads
        How many are read at a time.
    """
    paths = [folder / name for name in others]
    paths += [path for table in tables for path in sorted((folder / table).glob("*.parquet"))]
    with ThreadPoolExecutor(threads) as pool:
        digests = list(pool.map(_digest, paths))
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": digest}
        for path, digest in zip(paths, digests, strict=True)
    }


def in_passing(known: Checksums, suspect: Collection[str] = ()) -> list[str]:
    """The files to read where somebody only wants to go on: all, but large ones only where they are suspect.

    Parameters
    ----------
    known
        What `taken` said of a folder.
    suspect
        Files that were found to be damaged.
    """
    large = {name for name in known if name.startswith(LARGE)}
    if sum(known[name]["bytes"] for name in large) <= READ:
        return [*known]
    return [name for name in known if name not in large or name in suspect]


def differing(folder: Path, known: Checksums, read: Collection[str] | None = None) -> dict[str, str]:
    """What is wrong with the files of a folder, by their paths in it: ``missing`` or ``altered``.

    Parameters
    ----------
    folder
        The result folder.
    known
        What `taken` said of it.
    read
        Files to read, all of them where none are named; others are judged by their size.
    """
    wrong = {}
    for name, about in known.items():
        path = folder / name
        try:
            same = path.stat().st_size == about["bytes"]
            if same and (read is None or name in read):
                same = _digest(path) == about["sha256"]
        except FileNotFoundError:
            wrong[name] = "missing"
        else:
            if not same:
                wrong[name] = "altered"
    return wrong


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
