"""Who computes blocks, behind one narrow interface: blocks go in, finished ones come out as they are done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bondsim.engines.stopped import Stopped
from bondsim.experiments.computing.blocks import Block, Computation, Finished


@dataclass(frozen=True)
class Todo(Iterator[Block]):
    """Blocks to be computed.

    Attributes
    ----------
    blocks : iterator of Block
        They; it ends early where the user stops.
    stopped : callable
        Says whether the user has.
    """

    blocks: Iterator[Block]
    stopped: Callable[[], bool]

    def __next__(self) -> Block:
        return next(self.blocks)


class Executor(Protocol):
    """Computes blocks somewhere.

    A block is taken from `blocks` when there is somebody to compute it, so an executor asked to stop simply
    gets no more. Those under way still come out where that is a matter of a second, as in threads; elsewhere
    they may be given up. The order in which blocks come out plays no part, nor does it matter if one comes out
    in pieces.
    """

    def __call__(self, compute: Computation, blocks: Todo) -> Iterator[list[Finished]]:
        """Compute `blocks`; yield finished ones, all that are ready at a time."""


@dataclass(frozen=True)
class Threads:
    """Threads of this process; the engine lets go of the interpreter's lock.

    Attributes
    ----------
    count : int
        Number of threads.
    """

    count: int

    def __call__(self, compute: Computation, blocks: Todo) -> Iterator[list[Finished]]:
        """Compute `blocks`; yield finished ones, all that are ready at a time."""
        under_way: set[Future[Finished]] = set()
        with ThreadPoolExecutor(self.count, thread_name_prefix="bondsim") as pool:
            try:
                while True:
                    # one block more than threads, so that no thread waits while finished ones are written
                    room = self.count + 1 - len(under_way)
                    under_way.update(pool.submit(compute, block) for block in islice(blocks, room))
                    if not under_way:
                        return
                    ready, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield [future.result() for future in ready if not _given_up(future)]
            finally:
                for future in under_way:
                    future.cancel()


def _given_up(future: Future[Finished]) -> bool:
    """Whether a block was not computed because the user wants to stop."""
    return isinstance(future.exception(), Stopped)


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS and Windows do not tell
