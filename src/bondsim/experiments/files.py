"""Files that are whole or not there, and folders that one process holds."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bondsim.experiments.errors import ResultsError

PARTIAL = ".partial"
LOCK = ".lock"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears as `path`, whole and on disk, when the block ends without an error."""
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def write(path: Path, content: bytes) -> None:
    """Write a whole file and the name of it to disk."""
    with replacing(path) as file:
        file.write(content)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder against other processes, on this machine and on others that share it.

    The hold is an advisory lock of the operating system on the file ``.lock``: it ends with the process,
    however that ends, so a lock left behind by a killed process holds nothing.

    Raises
    ------
    ResultsError
        If another process holds it; the text names that process.
    """
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(path)
            os.close(handle)
            raise ResultsError(
                f"{folder} is in use: {holder} is running this experiment; "
                "wait for it, or choose another folder with --out"
            ) from None
        except BaseException:
            os.close(handle)
            raise
        # whoever held it before may have removed the name between our two calls; then this lock is on a
        # nameless file
        with suppress(FileNotFoundError):
            if os.fstat(handle).st_ino == path.stat().st_ino:
                break
        os.close(handle)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        yield
    finally:
        try:
            with suppress(OSError):
                path.unlink()
        finally:
            os.close(handle)


def _holder(path: Path) -> str:
    """Who wrote the lock, in words."""
    try:
        who = json.loads(path.read_text("utf-8"))
        return f"process {int(who['pid'])} on {ascii(str(who['host']))[1:-1]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
