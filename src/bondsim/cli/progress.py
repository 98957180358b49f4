"""How far an experiment has come: a bar on a terminal, lines in a log, or nothing. All of it on stderr."""

from __future__ import annotations

import math
import sys
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from bondsim.cli.terminal import console
from bondsim.documents import printable

if TYPE_CHECKING:
    from rich.console import Console

EVERY_S = 5.0  # between two lines of a log
WINDOW_S = 15.0  # over which the rate is taken


class Reporter(Protocol):
    """What `bondsim.experiments.runner` tells, for as long as the block lasts."""

    def start(self, total: int, done: int) -> None:
        """Say that there are `total` runs, `done` of them already there."""

    def advance(self, n: int) -> None:
        """Say that `n` more runs are on disk."""

    def message(self, text: str) -> None:
        """Say something that takes time, or that a user should know."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; leave the terminal as it was."""


def reporter(mode: str) -> Reporter:
    """The reporter of a mode: ``rich``, ``plain``, ``none``, or ``auto``: a bar on a terminal, else lines."""
    if mode == "none":
        return Quiet()
    if mode == "plain":
        return Lines(sys.stderr)
    screen = console(stderr=True)
    return Bar(screen) if mode == "rich" or screen.is_terminal else Lines(sys.stderr)


class Clock:
    """How many runs are done, how fast they come, and when they will be all.

    Parameters
    ----------
    now
        Tells the time, s.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.total = 0
        self.done = 0
        self.began = now()
        self._marks: deque[tuple[float, int]] = deque()

    def start(self, total: int, done: int) -> None:
        """Begin a round; `done` runs are there from before."""
        self.total, self.done = total, done
        if not self._marks:
            self._marks.append((self.now(), done))

    def advance(self, n: int) -> None:
        """Count `n` more runs."""
        self.done += n
        now = self.now()
        self._marks.append((now, self.done))
        while len(self._marks) > 2 and now - self._marks[0][0] > WINDOW_S:
            self._marks.popleft()

    @property
    def rate(self) -> float:
        """Runs a second over the last while; NaN before there are any."""
        if len(self._marks) < 2:
            return math.nan
        (then, before), (now, after) = self._marks[0], self._marks[-1]
        return (after - before) / (now - then) if now > then else math.nan

    @property
    def left_s(self) -> float:
        """Seconds left at this rate; NaN where it is not known."""
        return (self.total - self.done) / self.rate if self.rate > 0 else math.nan

    @property
    def elapsed_s(self) -> float:
        """Seconds since the beginning."""
        return self.now() - self.began

    def words(self) -> str:
        """Rate and time left, such as ``12,000 runs/s, 0:40 left``."""
        if math.isnan(self.rate):
            return ""
        return f"{self.rate:,.0f} runs/s, {duration(self.left_s)} left"


def duration(seconds: float) -> str:
    """``0:07``, ``12:40``, ``3:05:00``; ``?`` where it is not known."""
    if not math.isfinite(seconds):
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Quiet:
    """Says nothing but what a user should know."""

    def start(self, total: int, done: int) -> None:
        """Say nothing."""

    def advance(self, n: int) -> None:
        """Say nothing."""

    def message(self, text: str) -> None:
        """Say nothing."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""


class Lines(Quiet):
    """A line now and then, for logs and pipes."""

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self.stream = stream
        self.clock = Clock(now)
        self._last = -math.inf

    def start(self, total: int, done: int) -> None:
        """Say where it begins."""
        more = "" if self.clock.total == 0 else " after another round"
        self.clock.start(total, done)
        there = f", {done:,} of them there already" if done and not more else ""
        self._line(f"{total:,} runs{more}{there}")

    def advance(self, n: int) -> None:
        """Say how far it is, if the last line is a while ago or this is the last."""
        self.clock.advance(n)
        at_end = self.clock.done >= self.clock.total
        if at_end or self.clock.now() - self._last >= EVERY_S:
            share = self.clock.done / self.clock.total
            self._line(
                f"{self.clock.done:,} of {self.clock.total:,} runs ({share:.0%}), {self.clock.words()}"
            )

    def message(self, text: str) -> None:
        """Say it."""
        self._line(printable(text, 500))

    def _line(self, text: str) -> None:
        self._last = self.clock.now()
        print(f"[{duration(self.clock.elapsed_s):>7}] {text.rstrip(', ')}", file=self.stream, flush=True)


class Bar(Quiet):
    """A bar with rate and time left, for terminals."""

    def __init__(self, screen: Console, now: Callable[[], float] = time.monotonic) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self.clock = Clock(now)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            TextColumn("{task.percentage:>3.0f} %", markup=False),
            TextColumn("{task.fields[words]}", markup=False),
            console=screen,
            transient=True,
        )
        self._task = self._progress.add_task("starting", total=None, words="")

    def start(self, total: int, done: int) -> None:
        """Show the bar where it begins."""
        self.clock.start(total, done)
        self._show()

    def advance(self, n: int) -> None:
        """Move the bar."""
        self.clock.advance(n)
        self._show()

    def message(self, text: str) -> None:
        """Print it above the bar."""
        self._progress.console.print(printable(text, 500), markup=False, highlight=False)

    def _show(self) -> None:
        runs = f"{self.clock.done:,} of {self.clock.total:,} runs"
        self._progress.update(
            self._task,
            total=self.clock.total,
            completed=self.clock.done,
            description=runs,
            words=self.clock.words(),
        )

    def __enter__(self) -> Self:
        """Show the bar."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._progress.stop()
