"""Whether a Dask scheduler answers at an address: asked within bounds, before a client is made.

A client of Dask's reads what answers it without limit, and takes the first bytes for a length: at a port where
something else listens it waits for ever, or asks for more memory than there is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from distributed import Security
from distributed.comm.addressing import parse_address
from distributed.comm.core import Comm, FatalCommClosedError
from distributed.comm.registry import get_backend

ANSWER_S = 10.0  # for a word, once connected
PAUSE_S = 0.2  # between two attempts to connect
WITHIN = "inproc"  # scheme of a scheduler in this process


class NoSchedulerError(Exception):
    """Something answers that is no Dask scheduler; the text says how that shows."""


def require_scheduler(address: str, connect_s: float) -> None:
    """Connect to an address and refuse what is no Dask scheduler.

    Parameters
    ----------
    address
        As a client takes it; certificates are those of Dask's configuration.
    connect_s
        How long it may take to connect; nobody may be there yet.

    Raises
    ------
    NoSchedulerError
        If something answers, and not as a scheduler does.
    OSError
        If nobody answers.
    ValueError
        If it is no address.
    TypeError
        If certificates are wanted, and there are none.
    """
    if parse_address(address)[0] != WITHIN:
        _run(_greet(address, connect_s))


def _run(asked: Coroutine[Any, Any, None]) -> None:
    """Run to the end, beside what a notebook runs."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(asked)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, asked).result()


async def _greet(address: str, connect_s: float) -> None:
    try:
        comm = await _reached(address, connect_s)
    except FatalCommClosedError as error:  # a certificate that is refused, or no TLS at all
        raise NoSchedulerError(str(error)) from None
    try:
        async with asyncio.timeout(ANSWER_S):
            kind = await _kind(comm)
    except TimeoutError:
        raise NoSchedulerError(f"it gives no answer that Dask would in {ANSWER_S:g} s") from None
    except Exception as error:  # its bytes are read as lengths and forms that they are not
        raise NoSchedulerError(f"its answer cannot be read ({type(error).__name__})") from None
    finally:
        comm.abort()
    if kind != "Scheduler":
        raise NoSchedulerError(f"it says that it is a {kind}")


async def _reached(address: str, connect_s: float) -> Comm:
    """A connection, on which nothing has been said; tried again until the time is up."""
    scheme, place = parse_address(address)
    connector, until = get_backend(scheme).get_connector(), time.monotonic() + connect_s
    how = Security().get_connection_args("client")
    while True:
        try:
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
                return await connector.connect(place, deserialize=True, **how)
        except FatalCommClosedError:
            raise
        except OSError as error:  # a time-out is one too
            if time.monotonic() + PAUSE_S >= until:
                raise OSError(str(error) or f"no connection in {connect_s:g} s") from None
        await asyncio.sleep(PAUSE_S)


async def _kind(comm: Comm) -> str:
    """What a server of Dask's says that it is: both sides greet, then it is asked."""
    comm.local_info = comm.handshake_info()
    await comm.write(comm.local_info)
    comm.remote_info = await comm.read()
    comm.handshake_options = comm.handshake_configuration(comm.local_info, comm.remote_info)
    await comm.write({"op": "identity", "reply": True})
    return str((await comm.read())["type"])
