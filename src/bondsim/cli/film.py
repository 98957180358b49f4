"""`bondsim film`: a run as a film."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.progress import EVERY_S
from bondsim.cli.replay import chosen_run
from bondsim.cli.terminal import console, settings_from
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.experiments.showing.film import Progress


def film_run(
    what: str,
    out: Path,
    *,
    seed: int | None,
    point: int | None,
    replicate: int,
    settings: list[str],
    what_if: list[str],
    scenario_file: Path | None,
    fps: int,
    seconds: float,
    progress: str,
) -> None:
    """Make a film of a run of a scenario, or of one that a result folder holds."""
    from bondsim.experiments.showing.film import check, film

    check(out, fps, seconds)
    changes = settings_from(what_if, "--what-if")
    _, run = chosen_run(
        what, seed=seed, point=point, replicate=replicate, settings=settings, scenario_file=scenario_file
    )
    with _telling(progress) as tell:
        path = film(run, out, changes, fps=fps, seconds=seconds, progress=tell)
    console().print(printable(path, 500), soft_wrap=True)


@contextmanager
def _telling(mode: str) -> Iterator[Progress]:
    """What tells how far it is: a bar on a terminal, a line every few seconds elsewhere, or nothing."""
    screen = console(stderr=True)
    if mode == "rich" or (mode == "auto" and screen.is_terminal):
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        with Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=screen,
            transient=True,
        ) as bar:
            task = bar.add_task("running", total=None)
            yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)
    elif mode == "none":
        yield lambda *_: None
    else:
        last = [time.monotonic()]

        def line(what: str, done: int, of: int) -> None:
            if time.monotonic() - last[0] >= EVERY_S:
                last[0] = time.monotonic()
                print(f"{what}: {done}" + (f" of {of}" if of else " steps"), file=sys.stderr, flush=True)

        yield line
