"""Killing a command at random moments and going on: what is left must be as if nothing had happened."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
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


def written(folder: Path) -> int:
    """Bytes of finished blocks in a result folder that is not finished: they grow while its process is at work."""
    total = 0
    for path in (folder / "parts").glob("*.part"):
        with suppress(FileNotFoundError):  # finished just now
            total += path.stat().st_size
    return total


def killed_at_work(
    command: Sequence[str | Path],
    folder: Path,
    kills: int,
    longest_s: float,
    luck: random.Random,
    note: Callable[[], int],
) -> list[int]:
    """As `killed_until_done`, but each kill comes a random time after the process has stored its first block.

    So no kill falls into the start, where there is nothing to lose.

    Parameters
    ----------
    command, kills, luck
        As there.
    folder
        The result folder.
    longest_s
        The longest time it is left from its first block on.
    note
        Asked at each kill.

    Returns
    -------
    list of int
        What `note` said.
    """
    found: list[int] = []
    while len(found) < kills:
        before = written(folder)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while process.poll() is None and written(folder) <= before:
            time.sleep(0.005)
        try:
            code = process.wait(luck.uniform(0, longest_s))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            found.append(note())
        else:
            assert code == 0, f"{command} ended with {code}"
            return found
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return found


NOTING = """
import sys
from pathlib import Path
from bondsim.engines import batch

def noting(log):
    run_block = getattr(batch.run_block, "plain", batch.run_block)

    def noted(setups, point, *more, **named):
        with Path(log).open("ab") as file:
            file.write(b"." * len(point))
        return run_block(setups, point, *more, **named)

    noted.plain = run_block
    batch.run_block = sys.modules[run_block.__module__].run_block = noted
"""  # how the compiled engine notes in a file how many runs it has begun


def noted_bondsim(log: Path, *arguments: str | Path) -> list[str]:
    """The command `bondsim`; `log` gets a letter for each run that the process begins."""
    script = NOTING + f"noting({str(log)!r})\nfrom bondsim.cli import main\nmain()"
    return [sys.executable, "-c", script, *map(str, arguments)]


def python(script: Path, *arguments: str | Path) -> list[str]:
    """Command that runs a script with this very Python."""
    return [sys.executable, str(script), *map(str, arguments)]


def bondsim(*arguments: str | Path) -> list[str]:
    """The command `bondsim`, with this very Python."""
    return [sys.executable, "-c", "from bondsim.cli import main; main()", *map(str, arguments)]
