"""Killing a command at random moments and going on: what is left must be as if nothing had happened."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def seconds(command: Sequence[str | Path]) -> float:
    """Time that a command takes; it must succeed."""
    begun = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


def killed_until_done(
    command: Sequence[str | Path], kills: int, longest_s: float, luck: random.Random
) -> int:
    """Run a command, kill it (SIGKILL) after a random time, run it again, …, and at last let it end.

    Parameters
    ----------
    command
        What is run, again and again; it must succeed when it is left alone.
    kills
        How often at most; fewer where it ends before.
    longest_s
        The longest time it is left before a kill.

    Returns
    -------
    int
        How often it was killed.
    """
    for killed in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            code = process.wait(luck.uniform(0, longest_s))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        else:
            assert code == 0, f"{command} ended with {code}"
            return killed
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return kills


def python(script: Path, *arguments: str | Path) -> list[str]:
    """Command that runs a script with this very Python."""
    return [sys.executable, str(script), *map(str, arguments)]


def bondsim(*arguments: str | Path) -> list[str]:
    """The command `bondsim`, with this very Python."""
    return [sys.executable, "-c", "from bondsim.cli import main; main()", *map(str, arguments)]
