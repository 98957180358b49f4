"""What a worker on another machine does: it makes the experiment ready once, and computes blocks of it."""

from __future__ import annotations

import fcntl
import pickle
import platform
import signal
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import bondsim
from bondsim.experiments.computing.blocks import Block, Computation, Finished

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MUST_AGREE = ("numpy", "numba", "llvmlite")
"""Packages whose versions decide which machine code there is and what a setup holds."""

_making = threading.Lock()  # of `_made`; a worker may have several threads
_kept: dict[str, bytes] = {}  # experiments as they came
_made: dict[str, Computation] = {}  # the same, once a block of theirs has been asked for


class OtherVersionError(Exception):
    """A worker has another model, or other packages under it; the text says which."""


@cache
def facts() -> dict[str, str]:
    """Versions of all that the numbers of a result rest on, in this process."""
    from bondsim.engines.batch import rules_digest

    return {
        "bondsim": bondsim.__version__,
        "rules": rules_digest()[:12],
        "Python": ".".join(platform.python_version_tuple()[:2]),
    } | {name: version(name) for name in MUST_AGREE}


def dask_setup(_: object) -> None:
    """Leave Ctrl-C to who started the workers; Dask calls this when a worker of `"local"` begins."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def packed(compute: Computation) -> bytes:
    """All that a worker needs of an experiment, as bytes; `compute_block` takes them."""
    import cloudpickle  # so that what a notebook defines can go along

    plan = replace(compute.plan, resolved={}, source_text="")  # both are the folder's, and large
    return zlib.compress(cloudpickle.dumps(Computation(plan, compute.run_block, compute.record)))


def keep(name: str, content: bytes) -> None:
    """Keep an experiment, `packed`, under its name."""
    _kept[name] = content


def forget(name: str) -> None:
    """Keep an experiment no longer."""
    _kept.pop(name, None)
    _made.pop(name, None)


def compute_block(
    name: str,
    wanted: dict[str, str],
    start: int,
    point: NDArray[np.int64],
    replicate: NDArray[np.int64],
) -> Finished:
    """Compute a block on this worker.

    Parameters
    ----------
    name
        Of an experiment that this worker keeps.
    wanted
        The `facts` of the client.
    start, point, replicate
        The block: its first run, and point and replicate of each run, shape (n,).

    Raises
    ------
    OtherVersionError
        If this worker's `facts` are others.
    """
    here = facts()
    if here != wanted:
        raise OtherVersionError(told_apart(here, wanted))
    return _computation(name)(Block(start, point, replicate))


def told_apart(there: Mapping[str, str | None], here: dict[str, str]) -> str:
    """What differs between a worker and the client, in words."""
    return ", ".join(
        f"{name} {there.get(name) or 'missing'} (here {value})"
        for name, value in here.items()
        if there.get(name) != value
    )


def _computation(name: str) -> Computation:
    """The experiment, read and its kernel ready; the same object each time."""
    from bondsim.engines import batch

    with _making:
        if name not in _made:
            computation: Computation = pickle.loads(zlib.decompress(_kept[name]))
            if computation.run_block is batch.run_block:
                with _one_at_a_time():
                    batch.compile(computation.plan.to_compile())
            _made[name] = computation
        return _made[name]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one process of a machine compile, so that the others read what it has put into the cache."""
    from bondsim.engines.batch.compiled import cache_folder

    folder = cache_folder()
    if folder is None:
        yield
        return
    with (folder / ".compiling").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # ends with the file
        yield
