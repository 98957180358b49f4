"""Files that are whole or not there, and folders that one process holds."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bondsim.experiments.errors import ResultsError

PARTIAL = ".partial"
LOCK = ".lock"
GLANCES, GLANCE_S = 3, 0.02  # who looks whether a folder is held, holds it for an instant


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears as `path`, whole and on disk, when the block ends without an error.

    Where the disk is full, what was begun of it goes, so that there is room to say so.
    """
    partial = path.with_name(path.name + PARTIAL)
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise
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
    tried = 0
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            tried += 1
            if tried < GLANCES:
                time.sleep(GLANCE_S)
                continue
            raise ResultsError(
                f"{folder} is in use: {_holder(path)} is running this experiment; "
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
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": round(time.time(), 3)}
        os.write(handle, json.dumps(who).encode())
        yield
    finally:
        try:
            with suppress(OSError):
                path.unlink()
        finally:
            os.close(handle)


@dataclass(frozen=True)
class Holder:
    """Who holds a folder.

    Attributes
    ----------
    pid, host
        Process and machine; 0 and an empty text where they are not said.
    since : float
        Since when, s since 1970; 0 where it is not said.
    """

    pid: int
    host: str
    since: float

    def __str__(self) -> str:
        return f"process {self.pid} on {ascii(self.host)[1:-1]}" if self.host else "another process"


def holder(folder: Path) -> Holder | None:
    """Who holds a folder now; None where nobody does, whatever a killed process has left behind."""
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # no file, no hold
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _holder(path)
    finally:
        os.close(handle)
    return None


def _holder(path: Path) -> Holder:
    """Who wrote the lock."""
    try:
        who = json.loads(path.read_text("utf-8"))
        return Holder(int(who["pid"]), str(who["host"]), float(who.get("since", 0.0)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Holder(0, "", 0.0)
