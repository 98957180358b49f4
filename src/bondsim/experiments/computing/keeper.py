"""Processes that run what a user wrote, each run in a process of its own with limits of time and memory.

A keeper is a process forked off the user's, so that it knows their classes wherever these were written, in a
notebook too. It forks anew for each run: every run begins with the same memory, so none can depend on what an
earlier one left in a class or a module, and a run that hangs, crashes or eats memory ends alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import pickle
import resource
import select
import signal
import struct
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from bondsim.engines.recording import Block, Recording
from bondsim.experiments.planning.own_agents import Limits
from bondsim.scenario import Scenario, Setup

PARENT_DIES = 1  # prctl's PR_SET_PDEATHSIG
TO_TELL_S = 1.0  # that a run which is ended has to say where it was
POLL_S = 0.1
KEPT_SETUPS = 64
LOG_BYTES = 4000


@dataclass(frozen=True)
class Request:
    """A run: settings by key, levels swept by the design, address of its luck, what to record."""

    settings: Mapping[str, Any]
    swept: Mapping[str, Any]
    seed: int
    replicate: int
    record: Recording | None


@dataclass(frozen=True)
class Reply:
    """What became of a run.

    Attributes
    ----------
    block : Block or None
        Its results; None where it failed each time.
    stage, told : str
        Where and how it failed first; empty where it did not.
    """

    block: Block | None
    stage: str = ""
    told: str = ""


class Keeper:
    """A process that runs runs, one at a time.

    Parameters
    ----------
    scenario
        What is run.
    classes
        A user's own classes, by name of an agent or of a role.
    limits
        What a run may take.
    """

    def __init__(self, scenario: Scenario, classes: Mapping[str, type], limits: Limits) -> None:
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        with warnings.catch_warnings():
            # other threads of ours hold no lock that a keeper asks for: it runs Python and NumPy, alone
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            _end_after(lambda: _keep(requests, replies, scenario, classes, limits))
        os.close(requests)
        os.close(replies)

    def run(self, request: Request, stopped: Callable[[], bool]) -> Reply | None:
        """Run a run; None where `stopped` says so before it is over.

        Raises
        ------
        EOFError
            If the keeper itself is gone.
        """
        try:
            _send(self._requests, request)
        except BrokenPipeError:
            raise EOFError("the process that watches over runs is gone") from None
        while not select.select([self._replies], [], [], POLL_S)[0]:
            if stopped():
                return None
        reply: Reply = _receive(self._replies)
        return reply

    def close(self) -> None:
        """End it, and what it runs."""
        for descriptor in (self._requests, self._replies):
            os.close(descriptor)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


# In the keeper -----------------------------------------------------------------------------------------


def _end_after(work: Callable[[], None]) -> NoReturn:
    """Do something in a forked process and end it, whatever happens, without what the parent does at its end."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _keep(
    requests: int, replies: int, scenario: Scenario, classes: Mapping[str, type], limits: Limits
) -> None:
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the parent to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _close_all_but(requests, replies)
    gc.freeze()
    setups: dict[str, Setup] = {}
    while True:
        try:
            request: Request = _receive(requests)
        except EOFError:
            return
        first = last = _attempt(request, requests, scenario, classes, limits, setups)
        for _ in range(limits.retries):
            if last.block is not None:
                break
            last = _attempt(request, requests, scenario, classes, limits, setups)
        _send(replies, Reply(last.block, first.stage, first.told))


def _attempt(
    request: Request,
    requests: int,
    scenario: Scenario,
    classes: Mapping[str, type],
    limits: Limits,
    setups: dict[str, Setup],
) -> Reply:
    """Run a run in a process of its own."""
    try:
        setup = _setup(request, scenario, setups)
    except Exception:
        return Reply(None, "setup", traceback.format_exc())
    result, theirs = os.pipe()
    with tempfile.TemporaryFile() as log:
        pid = os.fork()
        if pid == 0:
            os.close(result)
            _end_after(lambda: _run(theirs, log, setup, request, classes, limits))
        os.close(theirs)
        try:
            content, in_time = _awaited(result, requests, pid, limits.time_s)
        finally:
            os.close(result)
        _, status = os.waitpid(pid, 0)
        if content:
            with contextlib.suppress(pickle.UnpicklingError, EOFError):
                reply: Reply = pickle.loads(content)
                return reply
        log.seek(0)
        where = _where(log.read(LOG_BYTES).decode("utf-8", "replace"))
        return Reply(None, "run", f"{where}\n{_ended(status, in_time, limits)}".strip())


def _setup(request: Request, scenario: Scenario, setups: dict[str, Setup]) -> Setup:
    key = repr((sorted(request.settings.items()), sorted(request.swept.items())))
    if key not in setups:
        if len(setups) >= KEPT_SETUPS:
            setups.clear()
        setups[key] = scenario.setup(request.settings, request.swept)
    return setups[key]


def _awaited(result: int, requests: int, pid: int, time_s: float) -> tuple[bytes, bool]:
    """What a run says, and whether it came to its end in time; where it did not, it is ended."""
    parts: list[bytes] = []
    end = time.monotonic() + time_s
    while (left := end - time.monotonic()) > 0:
        ready = select.select([result, requests], [], [], left)[0]
        if result in ready:
            part = os.read(result, 1 << 20)
            if not part:
                return b"".join(parts), True
            parts.append(part)
        elif ready:  # nobody asks anything meanwhile: the parent is gone
            os.kill(pid, signal.SIGKILL)
            os._exit(0)
    os.kill(pid, signal.SIGUSR1)  # it writes down where it is
    select.select([result], [], [], min(TO_TELL_S, time_s))
    os.kill(pid, signal.SIGKILL)
    return b"", False


def _where(log: str) -> str:
    """Where a run was, latest call first, as far as it is the run: not what forked its process."""
    lines = []
    for line in log.splitlines():
        if __file__ in line:
            break
        lines.append(line)
    return "\n".join(lines).strip()


def _ended(status: int, in_time: bool, limits: Limits) -> str:
    if not in_time:
        return f"TimeoutError: the run took more than {limits.time_s:g} s and was ended"
    if os.WIFSIGNALED(status):
        return f"ChildProcessError: the run died of {signal.Signals(os.WTERMSIG(status)).name}"
    return (
        f"ChildProcessError: the run ended its process itself, with code {os.waitstatus_to_exitcode(status)}"
    )


# In the process of a run -------------------------------------------------------------------------------


def _run(
    result: int, log: IO[bytes], setup: Setup, request: Request, classes: Mapping[str, type], limits: Limits
) -> None:
    from bondsim.engines.mesa.record import live, recorded

    _die_with_parent()
    with open(os.devnull, "r+b") as nowhere:  # noqa: PTH123 - a descriptor, not a path
        for standard in (0, 1, 2):
            os.dup2(nowhere.fileno(), standard)
    faulthandler.enable(log)
    faulthandler.register(signal.SIGUSR1, log, all_threads=False)
    unlimited = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_size() + int(limits.memory_mb * 1e6), unlimited[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        model = live(setup, request.seed, request.replicate, classes)
        reply = Reply(recorded(model, request.record or Recording()))
    except BaseException as error:
        resource.setrlimit(resource.RLIMIT_AS, unlimited)
        text = traceback.format_exc()
        if isinstance(error, MemoryError):
            text += f"(the run may take {limits.memory_mb:g} MB beyond bondsim itself)\n"
            text = _before_last(text, "MemoryError: more than this run may take")
        reply = Reply(None, "run", text)
    with os.fdopen(result, "wb") as pipe:
        pipe.write(pickle.dumps(reply))


def _before_last(text: str, last: str) -> str:
    return f"{text.rstrip()}\n{last}\n"


def _size() -> int:
    """Address space of this process, bytes."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - read in every run
        return int(file.read().split()[0]) * resource.getpagesize()


def _die_with_parent() -> None:
    """Have the system end this process when the one that forked it is gone, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIES, signal.SIGKILL)


def _close_all_but(*kept: int) -> None:
    """Close what was opened before the fork: pipes of other keepers, the lock of the result folder."""
    last = 3
    for descriptor in sorted(kept):
        os.closerange(last, descriptor)
        last = descriptor + 1
    os.closerange(last, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _send(descriptor: int, message: object) -> None:
    content = pickle.dumps(message)
    view = memoryview(struct.pack("<Q", len(content)) + content)
    while view:
        view = view[os.write(descriptor, view) :]


def _receive(descriptor: int) -> Any:
    (length,) = struct.unpack("<Q", _exactly(descriptor, 8))
    return pickle.loads(_exactly(descriptor, length))


def _exactly(descriptor: int, length: int) -> bytes:
    parts = []
    while length:
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            raise EOFError("the other end is gone")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
