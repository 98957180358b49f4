"""The compiled kernel and its cache on disk.

Numba's own cache does not notice an edit in a function that the cached one calls. So the cache lies in a
folder whose name has a hash of every source that goes into the kernel: another rule, another folder.
"""

import hashlib
import os
import stat
import sys
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

SOURCES = ("rules", "laws", "engines/batch", "parameter")
MODULES = ("state.py", "streams.py", "vocabulary.py", "records.py")


@cache
def rules_digest() -> str:
    """SHA-256 of the sources of all rules, laws, streams, states and of this engine."""
    root = Path(str(resources.files("bondsim")))
    files = [path for folder in SOURCES for path in sorted((root / folder).rglob("*.py"))]
    files += [root / name for name in MODULES]
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def cache_folder() -> Path | None:
    """Private folder of the user's for compiled code; None where there can be none.

    It is `$BONDSIM_CACHE_DIR`, else `bondsim` in the user's cache folder. A folder that others may write to
    is not used.
    """
    base = os.environ.get("BONDSIM_CACHE_DIR")
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    root = Path(base) if base else Path(home) / "bondsim"
    folder = root / f"{sys.implementation.cache_tag}-{rules_digest()[:20]}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (root, folder):
            if path.stat().st_uid != os.getuid() or path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


@cache
def kernel() -> Any:
    """The compiled `kernel.run_all`, from the cache where it has been compiled before."""
    import numba

    from bondsim.engines.batch import kernel as plain
    from bondsim.engines.batch.lift import OPTIONS, in_turn, rebound
    from bondsim.laws import schedule

    function = rebound(plain.run_all, begin=in_turn(schedule.BEGIN), step=in_turn(schedule.STEP))
    folder = cache_folder()
    config: Any = import_module("numba.core.config")
    before = config.CACHE_DIR
    try:
        config.CACHE_DIR = str(folder or "")
        return numba.njit(cache=folder is not None, **OPTIONS)(function)
    finally:
        config.CACHE_DIR = before


def is_cached() -> bool:
    """True where compiled code for this very source lies on disk."""
    folder = cache_folder()
    return folder is not None and any(folder.rglob("*.nbc"))
