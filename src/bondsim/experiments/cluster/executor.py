"""The workers of a Dask cluster as an executor: blocks go there as numbers and come back as bytes.

The experiment itself is with every worker from its start on (a plugin, which Dask gives to each that comes), so
that the tasks depend on nothing and a lost worker takes nothing along that others wait for.
"""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, wait
from distributed.client import FutureCancelledError, FuturesCancelledError

from bondsim.experiments.cluster.access import address_of, explained, gone, nothing, refusal, silent
from bondsim.experiments.cluster.worker import OtherVersionError, compute_block, facts, forget, keep, packed
from bondsim.experiments.computing.blocks import Block, Computation, Finished
from bondsim.experiments.computing.executors import Todo
from bondsim.experiments.errors import ClusterError

LOOK_S = 0.25  # between two looks at whether the user has stopped
COUNT_S = 1.0  # between two looks at which workers there are
FETCH_S = 2.0  # for a finished block to arrive before others are looked at; twice as long each time
WAITING = 1  # blocks that wait at a worker for each of its threads, so that none is idle
DEATHS = 3  # of workers, one after the other, by which a run that was alone on the cluster has failed
DROPPED = 5  # times that a block is submitted anew after Dask has dropped it


class _Experiment(WorkerPlugin):
    """What every worker of the cluster keeps of an experiment."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content

    def setup(self, worker: Worker) -> None:
        """Dask calls this on each worker, as it comes."""
        keep(self.name, self.content)

    def teardown(self, worker: Worker) -> None:
        """Dask calls this when the experiment is over."""
        forget(self.name)


class Dask:
    """Workers of a Dask cluster as an executor.

    A block goes there as numbers and comes back as bytes as soon as it is done, since until then only the worker
    has it. A worker that is lost costs the blocks it had; Dask computes them elsewhere. Where a block takes
    down one worker after the other it is halved until the runs that do so stand alone; they fail, the others
    do not.

    Parameters
    ----------
    client
        Connected to the cluster; not asynchronous.
    restore
        Starts lost workers anew, where nobody else does.

    Attributes
    ----------
    tell : callable
        Told in words of workers that come and go.
    """

    def __init__(self, client: Client, restore: Callable[[], None] = nothing) -> None:
        self.client = client
        self._restore = restore
        self.tell: Callable[[str], None] = silent
        self._address = address_of(client)
        self._threads: dict[str, int] = {}
        self._counted_s = -COUNT_S
        self._wanted = facts()
        self._experiment: tuple[Computation, str] | None = None

    @property
    def count(self) -> int:
        """Threads of all workers that are there by now; 1 where there is none yet."""
        self._count()
        return max(1, sum(self._threads.values()))

    def __call__(self, compute: Computation, blocks: Todo) -> Iterator[list[Finished]]:
        """Compute `blocks`; yield finished ones, all that are ready at a time."""
        work = _Work(self, compute)
        try:
            with explained(self._address):
                while True:
                    room = self.count * (1 + WAITING) - len(work.under_way)
                    for block in islice(chain(work.again(), blocks), max(0, room)):
                        work.submit(block)
                    if blocks.stopped() or not (work.under_way or work.submit_suspect()):
                        return
                    if ready := work.ready():
                        yield ready
        finally:
            work.cancel()

    def experiment(self, compute: Computation) -> str:
        """Name of an experiment that every worker keeps from now on."""
        if self._experiment is None or self._experiment[0] is not compute:
            self.close()
            name = f"bondsim-{compute.plan.id}-{uuid.uuid4().hex[:8]}"
            self._experiment = compute, name
            self.client.register_plugin(_Experiment(name, packed(compute)), name=name)
        return self._experiment[1]

    def close(self) -> None:
        """Let the workers forget the experiment."""
        if self._experiment is not None:
            with suppress(Exception):  # the cluster may be gone
                self.client.unregister_worker_plugin(self._experiment[1])
            self._experiment = None

    def _count(self) -> None:
        """Look which workers there are, now and then."""
        if time.monotonic() - self._counted_s < COUNT_S:
            return
        before, self._threads = self._threads, self.client.nthreads()
        first, self._counted_s = self._counted_s < 0, time.monotonic()
        n, threads = len(self._threads), sum(self._threads.values())
        now = f"{n} worker{'s' * (n != 1)} with {threads} thread{'s' * (threads != 1)}"
        for address in before.keys() - self._threads.keys():
            self.tell(f"lost worker {address}, what it had under way is computed again; {now}")
        if before.keys() - self._threads.keys():
            self._restore()
        if not self._threads and (before or first):
            self.tell(f"no worker at {self._address}; waiting for one")
        elif first or self._threads.keys() - before.keys():
            self.tell(f"Dask at {self._address}: {now}")


class _Work:
    """The blocks of one call that are under way on a cluster, and those that took workers down."""

    def __init__(self, cluster: Dask, compute: Computation) -> None:
        self.cluster = cluster
        self.compute = compute
        self.under_way: dict[Future[Any], Block] = {}
        self._again: deque[Block] = deque()
        self._suspects: deque[Block] = deque()  # single runs
        self._alone = False  # whether a suspect is all that is under way on the cluster
        self._deaths: dict[int, int] = {}  # of workers while a suspect was alone
        self._dropped: dict[int, int] = {}
        self._patience: dict[Future[Any], float] = {}
        self._tries = 0

    def again(self) -> Iterator[Block]:
        """Blocks that have to be computed anew or in halves."""
        while self._again:
            yield self._again.popleft()

    def submit(self, block: Block) -> None:
        """Have a block computed."""
        name = self.cluster.experiment(self.compute)
        self._tries += 1
        future = self.cluster.client.submit(
            compute_block,
            name,
            self.cluster._wanted,
            block.start,
            block.point,
            block.replicate,
            key=f"{name}-{block.start}-{block.stop}-{self._tries}",
            pure=False,
        )
        self.under_way[future] = block

    def submit_suspect(self) -> bool:
        """Have one suspect computed, with nothing else beside it; False where there is none."""
        self._alone = bool(self._suspects)
        if self._alone:
            self.submit(self._suspects.popleft())
        return self._alone

    def ready(self) -> list[Finished]:
        """What is finished by now, fetched; after a while also nothing."""
        with suppress(TimeoutError, FuturesCancelledError), self.cluster.client.as_current():
            wait([*self.under_way], timeout=LOOK_S, return_when="FIRST_COMPLETED")
        found = (self._fetched(future) for future in [*self.under_way] if future.status != "pending")
        return [finished for finished in found if finished is not None]

    def _fetched(self, future: Future[Any]) -> Finished | None:
        """A block that has been computed; None where it comes later, anew or in pieces."""
        block = self.under_way[future]
        try:
            finished: Finished | None = future.result(timeout=self._patience.get(future, FETCH_S))
        except TimeoutError:  # it is large, or its worker went just now; Dask then computes it again
            self._patience[future] = 2 * self._patience.get(future, FETCH_S)
            return None
        except KilledWorker:
            finished = self._halved(block)
        except FutureCancelledError:
            self._dropped_by_dask(block)
            finished = None
        except OtherVersionError as error:
            raise ClusterError(refusal({"a worker that came later": str(error)})) from None
        except OSError:
            raise
        except Exception as error:
            raise ClusterError(
                f"a worker could not begin with run {block.start}: {type(error).__name__}: {error}"
            ) from error
        del self.under_way[future]
        self._patience.pop(future, None)
        return finished

    def _halved(self, block: Block) -> Finished | None:
        """Suspect a block that its workers did not survive; fail it where it is one run, and was alone time and again.

        Once is not enough: workers are also lost to their machine and to the queue that lent it.
        """
        runs = f"runs {block.start} to {block.stop - 1}" if len(block.point) > 1 else f"run {block.start}"
        if len(block.point) > 1:
            self.cluster.tell(f"workers did not survive {runs}; trying them in halves")
            self._again.extend(block.halves())
            return None
        if self._alone:
            self._deaths[block.start] = self._deaths.get(block.start, 0) + 1
        if self._deaths.get(block.start, 0) < DEATHS:
            self._suspects.append(block)  # perhaps another one was to blame, or nobody
            return None
        self.cluster.tell(f"no worker survived {runs}, which has failed")
        return self.compute.lost(block, "KilledWorker: every Dask worker that computed this run died of it")

    def _dropped_by_dask(self, block: Block) -> None:
        """Submit a block anew that the scheduler has forgotten, but not for ever."""
        tried = self._dropped[block.start] = self._dropped.get(block.start, 0) + 1
        if self.cluster.client.status != "running" or tried > DROPPED:
            raise ClusterError(gone(self.cluster._address, "it has dropped what was under way"))
        self._again.append(block)

    def cancel(self) -> None:
        """Give up what is under way."""
        if self.under_way:
            with suppress(Exception):  # the cluster may be gone
                self.cluster.client.cancel([*self.under_way], force=True)
            self.under_way.clear()
