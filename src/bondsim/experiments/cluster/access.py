"""Clusters by Dask: how one is reached, and which workers are refused."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bondsim.experiments.cluster import worker
from bondsim.experiments.computing.executors import processors
from bondsim.experiments.errors import ClusterError
from bondsim.experiments.folder.store import is_done
from bondsim.experiments.runner import batch_engine, execute

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client

    from bondsim.experiments.cluster.executor import Dask
    from bondsim.experiments.planning.plan import Plan

LOCAL = "local"  # in place of an address: workers on this machine, for this experiment
CONNECT_S = 10.0
SINGLE = {
    "NUMBA_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def silent(text: str) -> None:
    """Say nothing."""


def nothing() -> None:
    """Do nothing."""


@contextmanager
def connected(dask: Any, threads: int | None = None, warn: Callable[[str], None] = silent) -> Iterator[Dask]:
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

    from bondsim.experiments.cluster.executor import Dask

    restore = nothing
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        if dask != LOCAL and is_open(where := _where(dask)):
            warn(
                f"the scheduler at {where} is reached over plain TCP: whoever reaches its port can run code as "
                "you, on every worker and here; keep the port behind a firewall or a tunnel, or use tls://"
            )
        if isinstance(dask, Client):
            client = dask
        elif dask == LOCAL:
            cluster = stack.enter_context(_local(threads or processors()))
            client = stack.enter_context(_client(cluster))
            restore = partial(cluster.scale, threads or processors())
        else:
            client = stack.enter_context(_client(dask))
        if client.asynchronous:
            raise ClusterError("this Dask client is asynchronous; want one made without asynchronous=True")
        with explained(address_of(client)):
            require_same(client)
        yield stack.enter_context(closing(Dask(client, restore)))


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
    engine = how.get("engine") or batch_engine()
    if is_done(plan, out, engine.rules_digest()):
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
        raise ClusterError(refusal(others))


def _where(dask: Any) -> str:
    """The address that is meant, as far as it is known before anything is connected.

    Raises
    ------
    ClusterError
        If it is nothing that a scheduler could be reached by.
    """
    from distributed import Client

    if isinstance(dask, Client):
        return address_of(dask)
    where = dask if isinstance(dask, str) else getattr(dask, "scheduler_address", None)
    if where is None:
        raise ClusterError(
            f"want the address of a Dask scheduler, {LOCAL!r}, a Client or a cluster; got {type(dask).__name__}"
        )
    return str(where)


@contextmanager
def _client(cluster: Any) -> Iterator[Client]:
    """A client of an address or a cluster object."""
    from distributed import Client

    from bondsim.experiments.cluster.greeting import NoSchedulerError, require_scheduler

    where = _where(cluster)
    try:
        if isinstance(cluster, str):
            require_scheduler(cluster, CONNECT_S)
        client = Client(cluster, timeout=CONNECT_S, set_as_default=False, name="bondsim")
    except NoSchedulerError as error:
        raise ClusterError(f"at {where} something answers that is no Dask scheduler: {error}") from None
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
def _quiet() -> Iterator[None]:
    """Keep Dask's log of lost connections from the terminal; what matters of it we tell."""
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def _local(workers: int) -> Iterator[Any]:
    """A cluster on this machine: workers of one thread each, that nobody beyond it can reach."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        silence_logs=50,  # of workers that die; we tell of them
        env=SINGLE,
        preload=[worker.__name__],
    ) as cluster:
        yield cluster


def address_of(client: Client) -> str:
    """Address of a client's scheduler."""
    scheduler: Any = client.scheduler
    return str(scheduler.address)


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turn what a lost connection raises into words."""
    try:
        yield
    except OSError as error:
        raise ClusterError(gone(address, str(error))) from error


def gone(address: str, why: str) -> str:
    """Message on a scheduler that has gone."""
    return f"the Dask scheduler at {address} cannot be reached any more: {why}; the same command goes on"


def refusal(others: dict[str, str]) -> str:
    """Message on workers that are refused, from what is wrong with each."""
    lines = "".join(f"\n  {address}: {told}" for address, told in others.items())
    return (
        f"these workers would not compute what is computed here:{lines}\n"
        "install the same versions on all, and start the workers again"
    )
