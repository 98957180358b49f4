"""Checksums of the final files of a result folder, which its manifest keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

LARGE = ("series", "events")  # tables that may be many times the size of all others

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


def differing(folder: Path, known: Checksums, *, every_byte: bool) -> dict[str, str]:
    """What is wrong with the files of a folder, by their paths in it: ``missing`` or ``altered``.

    Parameters
    ----------
    folder
        The result folder.
    known
        What `taken` said of it.
    every_byte
        Whether to read all files; else series and events are judged by their size.
    """
    wrong = {}
    for name, about in known.items():
        path = folder / name
        try:
            same = path.stat().st_size == about["bytes"]
            if same and (every_byte or not name.startswith(LARGE)):
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
