"""Blocks on other machines, by Dask: a scheduler hands them to workers and to others when a worker is lost.

All that is ours is to refuse workers that would compute something else, to submit blocks as numbers and store
them as they come back, and to find the run that takes its worker down.
"""

from __future__ import annotations

import ipaddress
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from bondsim.engines.batch import rules_digest
from bondsim.experiments import worker
from bondsim.experiments.blocks import Block, Computation, Finished
from bondsim.experiments.errors import ClusterError
from bondsim.experiments.executors import Todo, processors
from bondsim.experiments.runner import execute
from bondsim.experiments.store import is_done

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

    from bondsim.experiments.plan import Plan

LOCAL = "local"  # in place of an address: workers on this machine, for this experiment
CONNECT_S = 10.0
LOOK_S = 0.25  # between two looks at whether the user has stopped
COUNT_S = 1.0  # between two looks at which workers there are
FETCH_S = 10.0  # for a finished block to arrive, before others are looked at
WAITING = 1  # blocks that wait at a worker for each of its threads, so that none is idle
DROPPED = 5  # times that a block is submitted anew after Dask has dropped it
SINGLE = {
    "NUMBA_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def _silent(text: str) -> None:
    pass


@contextmanager
def connected(dask: Any, threads: int | None = None, warn: Callable[[str], None] = _silent) -> Iterator[Dask]:
    """The executor of a Dask cluster, for as long as the block lasts.

    Parameters
    ----------
    dask : str, distributed.Client or cluster
        Address of a scheduler (``tcp://…``, ``tls://…``), ``"local"`` for workers on this machine, a client, or
        a cluster object such as those of dask-jobqueue. What is made here is closed at the end; what was given
        is left open.
    threads
        Of ``"local"``: the number of workers, each with one thread; by default one a processor.
    warn
        Told in words what a user should know before anything is computed.

    Raises
    ------
    ClusterError
        If Dask is not installed, the cluster cannot be reached, or its workers have other versions.
    """
    if find_spec("distributed") is None:
        raise ClusterError("Dask is not installed; pip install 'bondsim[dask]'")
    from distributed import Client

    with ExitStack() as stack:
        if isinstance(dask, Client):
            client = dask
        else:
            cluster = stack.enter_context(_local(threads)) if dask == LOCAL else dask
            client = stack.enter_context(_client(cluster))
        if client.asynchronous:
            raise ClusterError("this Dask client is asynchronous; want one made without asynchronous=True")
        address = _address(client)
        if is_open(address):
            warn(
                f"the scheduler at {address} is reached over plain TCP: whoever reaches its port can run code as "
                "you, on every worker and here; keep the port behind a firewall or a tunnel, or use tls://"
            )
        with _explained(address):
            require_same(client)
        yield Dask(client)


def execute_there(
    plan: Plan, out: Path, dask: Any, warn: Callable[[str], None], *, threads: int | None = None, **how: Any
) -> None:
    """Compute a plan on a Dask cluster, as `bondsim.experiments.runner.execute` does here.

    Where nothing is left to compute, the cluster is not asked for.

    Parameters
    ----------
    plan, out
        As of `execute`.
    dask, warn, threads
        As of `connected`.
    how
        What else `execute` takes.
    """
    if is_done(plan, out, rules_digest()):
        return
    with connected(dask, threads, warn) as executor:
        if how.get("report"):
            executor.tell = how["report"].message
        execute(plan, out, threads=threads, executor=executor, **how)


def is_open(address: str) -> bool:
    """Whether an address lies beyond this machine and is spoken to in the clear."""
    scheme, _, place = address.rpartition("://")
    if scheme not in ("", "tcp", "ws", "ucx"):
        return False
    host = place.rpartition(":")[0].strip("[]") or place
    with suppress(ValueError):
        return not ipaddress.ip_address(host).is_loopback
    return host != "localhost"


def require_same(client: Client) -> None:
    """Refuse workers that would compute something else, or could not compute.

    Raises
    ------
    ClusterError
        With what each such worker has and what is here.
    """
    here = worker.facts()
    found: Any = client.get_versions(packages=["bondsim", *worker.MUST_AGREE])
    others = {}
    for address, about in found["workers"].items():
        has = about["packages"]
        major, minor, *_ = has.pop("python").split(".")
        there: dict[str, Any] = {"Python": f"{major}.{minor}"} | {name: has.get(name) for name in has}
        if told := worker.told_apart(there, {name: here[name] for name in here if name != "rules"}):
            others[address] = told
    if not others:
        for address, there in client.run(worker.facts, on_error="return").items():
            if isinstance(there, Exception):
                others[address] = f"{type(there).__name__}: {there}"
            elif told := worker.told_apart(there, here):
                others[address] = told
    if others:
        raise ClusterError(_refusal(others))


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

    Attributes
    ----------
    tell : callable
        Told in words of workers that come and go.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tell: Callable[[str], None] = _silent
        self._address = _address(client)
        self._threads: dict[str, int] = {}
        self._counted_s = -COUNT_S
        self._wanted = worker.facts()
        self._experiment: tuple[Computation, str, Future[Any]] | None = None

    @property
    def count(self) -> int:
        """Threads of all workers that are there by now; 1 where there is none yet."""
        self._count()
        return max(1, sum(self._threads.values()))

    def __call__(self, compute: Computation, blocks: Todo) -> Iterator[list[Finished]]:
        """Compute `blocks`; yield finished ones, all that are ready at a time."""
        work = _Work(self, compute)
        try:
            with _explained(self._address):
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

    def sent(self, compute: Computation) -> tuple[str, Future[Any]]:
        """Name of an experiment, and its bytes as something that tasks can ask for."""
        if (
            self._experiment is None
            or self._experiment[0] is not compute
            or self._experiment[2].status in ("cancelled", "lost", "error")
        ):
            name = f"bondsim-{compute.plan.id}-{uuid.uuid4().hex[:8]}"
            future = self.client.submit(worker.kept, worker.packed(compute), key=name, pure=False)
            self._experiment = compute, name, future
        return self._experiment[1:]

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
        self._dropped: dict[int, int] = {}
        self._tries = 0

    def again(self) -> Iterator[Block]:
        """Blocks that have to be computed anew or in halves."""
        while self._again:
            yield self._again.popleft()

    def submit(self, block: Block) -> None:
        """Have a block computed."""
        name, content = self.cluster.sent(self.compute)
        self._tries += 1
        future = self.cluster.client.submit(
            worker.compute_block,
            content,
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
        from distributed import wait
        from distributed.client import FuturesCancelledError

        with suppress(TimeoutError, FuturesCancelledError), self.cluster.client.as_current():
            wait([*self.under_way], timeout=LOOK_S, return_when="FIRST_COMPLETED")
        found = (self._fetched(future) for future in [*self.under_way] if future.status != "pending")
        return [finished for finished in found if finished is not None]

    def _fetched(self, future: Future[Any]) -> Finished | None:
        """A block that has been computed; None where it comes later, anew or in pieces."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        block = self.under_way[future]
        try:
            finished: Finished | None = future.result(timeout=FETCH_S)
        except TimeoutError:
            return None  # its worker went before it could be fetched; Dask computes it again
        except KilledWorker:
            finished = self._halved(block)
        except FutureCancelledError:
            self._dropped_by_dask(block)
            finished = None
        except worker.OtherVersionError as error:
            raise ClusterError(_refusal({"a worker that came later": str(error)})) from None
        del self.under_way[future]
        return finished

    def _halved(self, block: Block) -> Finished | None:
        """Suspect a block that its workers did not survive; fail it where it is one run, and was alone."""
        runs = f"runs {block.start} to {block.stop - 1}" if len(block.point) > 1 else f"run {block.start}"
        if len(block.point) > 1:
            self.cluster.tell(f"workers did not survive {runs}; trying them in halves")
            self._again.extend(block.halves())
            return None
        if not self._alone:
            self._suspects.append(block)  # perhaps another one was to blame
            return None
        self.cluster.tell(f"no worker survived {runs}, which has failed")
        return self.compute.lost(block, "KilledWorker: every Dask worker that computed this run died of it")

    def _dropped_by_dask(self, block: Block) -> None:
        """Submit a block anew that the scheduler has forgotten, but not for ever."""
        tried = self._dropped[block.start] = self._dropped.get(block.start, 0) + 1
        if self.cluster.client.status != "running" or tried > DROPPED:
            raise ClusterError(_gone(self.cluster._address, "it has dropped what was under way"))
        self._again.append(block)

    def cancel(self) -> None:
        """Give up what is under way."""
        if self.under_way:
            with suppress(Exception):  # the cluster may be gone
                self.cluster.client.cancel([*self.under_way], force=True)
            self.under_way.clear()


def _address(client: Client) -> str:
    """Address of a client's scheduler."""
    scheduler: Any = client.scheduler
    return str(scheduler.address)


@contextmanager
def _client(cluster: Any) -> Iterator[Client]:
    """A client of an address or a cluster object."""
    from distributed import Client

    where = cluster if isinstance(cluster, str) else getattr(cluster, "scheduler_address", None)
    if where is None:
        raise ClusterError(
            f"want the address of a Dask scheduler, {LOCAL!r}, a Client or a cluster; got {type(cluster).__name__}"
        )
    try:
        client = Client(cluster, timeout=CONNECT_S, set_as_default=False, name="bondsim")
    except TypeError as error:
        raise ClusterError(
            f"cannot speak to {where}: {error}; certificates for tls:// are named in Dask's configuration: "
            "distributed.comm.tls.ca-file, .client.cert and .client.key"
        ) from None
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {where}: {error}; one is started with: dask scheduler"
        ) from None
    with client:
        yield client


@contextmanager
def _local(threads: int | None) -> Iterator[Any]:
    """A cluster on this machine: workers of one thread each, that nobody beyond it can reach."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=threads or processors(),
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        silence_logs=50,  # of workers that die; we tell of them
        env=SINGLE,
        preload=[worker.__name__],
    ) as cluster:
        yield cluster


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Turn what a lost connection raises into words."""
    try:
        yield
    except OSError as error:
        raise ClusterError(_gone(address, str(error))) from error


def _gone(address: str, why: str) -> str:
    return f"the Dask scheduler at {address} cannot be reached any more: {why}; the same command goes on"


def _refusal(others: dict[str, str]) -> str:
    lines = "".join(f"\n  {address}: {told}" for address, told in others.items())
    return (
        f"these workers would not compute what is computed here:{lines}\n"
        "install the same versions on all, and start the workers again"
    )
