"""The compiled kernels and their cache on disk.

There are three: one with the core alone, for incidents that use no family of mechanisms, which is compiled in a
fifth of the time and runs faster; one for incidents with families; and one for careers.

Numba's own cache does not notice an edit in a function that the cached one calls. So the cache lies in a
folder whose name has a hash of every source that goes into the kernel: another rule, another folder.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from bondsim.scenario import Scenario
from bondsim.vocabulary import FAMILIES, OF_CAREERS

KERNELS: dict[str, frozenset[str]] = {  # and the families in each
    "core": frozenset(),
    "all": frozenset(FAMILIES) - OF_CAREERS,
    "days": OF_CAREERS,
}
SOURCES = ("rules", "laws", "engines/batch", "parameter", "state", "vocabulary")
MODULES = ("streams.py", "records.py")


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


_in_use: dict[str, Any] = {}  # the dispatchers that this process has called


def kernel_for(scenario: Scenario) -> str:
    """Which kernel runs a scenario."""
    if scenario.is_career:
        return "days"
    return "all" if scenario.file.uses else "core"


def run_all(kernel: str, *arguments: Any) -> tuple[int, int]:
    """Call the compiled `kernel.run_all`: read from the disk where it lies there, else compiled now."""
    if kernel not in _in_use:
        return _first_call(kernel, *arguments)
    made, rows = _in_use[kernel](*arguments)
    return made, rows


def _first_call(name: str, *arguments: Any) -> tuple[int, int]:
    with _without_scipy():
        import numba

    kernel = None
    if is_cached(name):
        try:
            kernel = _kernel(name, is_lifted=False)
            made, rows = kernel(*arguments)
        except numba.TypingError:  # it was compiled for another processor or by another Numba
            kernel = None
    if kernel is None:
        from bondsim.engines.batch.lift import as_a_whole, brief_types

        kernel = _kernel(name, is_lifted=True)
        with brief_types(), as_a_whole(kernel.py_func.__qualname__):
            made, rows = kernel(*arguments)
    _in_use[name] = kernel
    return made, rows


def _kernel(name: str, is_lifted: bool) -> Any:
    """Dispatcher of a kernel.

    Machine code that is read from the disk needs no laws: without them nothing can be compiled, and what
    takes time to lift them is saved.
    """
    import numba

    from bondsim.engines.batch import career
    from bondsim.engines.batch import kernel as incident
    from bondsim.engines.batch.lift import OPTIONS, in_turn, rebound
    from bondsim.laws import schedule

    without = set(FAMILIES) - KERNELS[name]
    parts = {"begin": schedule.BEGIN, "step": schedule.STEP}
    plain: Any = incident.run_all
    if name == "days":
        plain = career.run_all
        at = [phase.kind for phase in schedule.DAY].index(schedule.INCIDENT)
        parts = {"begin": schedule.DAWN, "before": schedule.DAY[:at], "after": schedule.DAY[at + 1 :]}
    bound: dict[str, Any] = {
        part: in_turn(phases, without) if is_lifted else None for part, phases in parts.items()
    }
    function = rebound(plain, without=without, **bound)
    folder = cache_folder()
    if folder:
        source = _kept_source(Path(plain.__code__.co_filename), folder / name)
        function.__code__ = function.__code__.replace(co_filename=str(source))
    config: Any = import_module("numba.core.config")
    before = config.CACHE_DIR
    try:
        config.CACHE_DIR = str(folder / name) if folder else ""
        return numba.njit(cache=folder is not None, **OPTIONS)(function)
    finally:
        config.CACHE_DIR = before


def _kept_source(source: Path, folder: Path) -> Path:
    """A copy of a source beside what is compiled of it.

    Numba keeps machine code apart by where a source lies. Named by this copy, all installations of the same model
    share what one of them compiled.
    """
    kept = folder / source.name
    if not kept.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(source.read_bytes())
        part.replace(kept)
    return kept


def pointer_to(kernel: str | None, *arguments: Any) -> Any:
    """The compiled `kernel.run_all` of a kernel that is ready, for another one to call; None is never called.

    Parameters
    ----------
    arguments
        Such as it will be called with.
    """
    import numba

    import_module("numba.experimental.function_type")  # says what type a pointer has
    from numba.core.types import WrapperAddressProtocol

    signature = numba.types.UniTuple(numba.int64, 2)(*(numba.typeof(a) for a in arguments))
    address = 1  # of nothing
    if kernel is not None:
        (made,) = _in_use[kernel].overloads.values()
        address = made.library.get_pointer_to_function(made.fndesc.llvm_cfunc_wrapper_name)

    class Pointer(WrapperAddressProtocol):
        def __wrapper_address__(self) -> int:
            return address

        def signature(self) -> Any:
            return signature

    return Pointer()


def is_ready(kernel: str) -> bool:
    """True where the kernel has been called in this process."""
    return kernel in _in_use


@contextmanager
def _without_scipy() -> Iterator[None]:
    """Have Numba loaded without SciPy's linear algebra, which it would load for matrix products.

    No law has any, and it would make up a tenth of a short command.
    """
    name = "scipy.linalg"
    if "numba" in sys.modules or name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        import_module("numba.np.arraymath")
        yield
    finally:
        del sys.modules[name]


def is_cached(kernel: str) -> bool:
    """True where compiled code for this very source lies on disk."""
    folder = cache_folder()
    return folder is not None and any((folder / kernel).rglob("*.nbc"))
