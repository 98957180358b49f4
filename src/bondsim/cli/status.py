"""`bondsim status`: how far an experiment is, from any shell; and why runs failed."""

from __future__ import annotations

import math
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.progress import duration
from bondsim.cli.terminal import console, print_json, program
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.experiments.upkeep.status import Status

STATES = {
    "done": "done",
    "running": "running",
    "interrupted": "interrupted by its user, a full disk or a lost cluster; the same command goes on",
    "stopped": "stopped without a word, as by a kill or a power cut; the same command goes on",
}


def show_status(folder: Path, as_json: bool) -> None:
    """Print how far the experiment of a folder is."""
    from bondsim.experiments.upkeep.status import status

    found = status(folder)
    if as_json:
        print_json(asdict(found) | {"folder": str(folder)})
        return
    for name, text in lines(found):
        console().print(f"{name:<9}{text}", soft_wrap=True)


def lines(found: Status) -> list[tuple[str, str]]:
    """What there is to say, under a word each."""
    told = [("State", STATES[found.state]), ("Runs", _runs(found))]
    if found.state != "done" and not math.isnan(found.rate):
        pace = f"{found.rate:,.1f}" if found.rate < 100 else f"{found.rate:,.0f}"
        left = f", {duration(found.left_s)} left" if found.state == "running" else " while it ran"
        told.append(("Pace", f"{pace} runs/s{left}"))
    if found.holder is not None:
        held = f", for {duration(time.time() - found.holder.since)}" if found.holder.since else ""
        told.append(("Held by", printable(f"{found.holder}{held}")))
    return [("Name", printable(found.name)), *told, *failure_lines(found)]


def failure_lines(found: Status) -> list[tuple[str, str]]:
    """How many runs failed, why the first of them did, and how to see it again."""
    if not found.failed:
        return []
    return [
        ("FAILED", f"{found.failed:,} of {found.done:,} runs; the first: {printable(found.reason, 300)}"),
        ("", found.repeat.replace("bondsim replay", f"{program()} replay", 1)),
        ("", f"all of them, with tracebacks: bs.open_results({str(found.folder)!r}).failures"),
    ]


def print_failures(found: Status) -> None:
    """Print why runs failed, where any did."""
    for name, text in failure_lines(found):
        console().print(f"{name:<9}{text}", soft_wrap=True)


def _runs(found: Status) -> str:
    if found.state == "done":
        return f"{found.done:,}"
    share = f" ({found.done / found.total:.0%})" if found.total else ""
    more = f"; up to {found.most:,} if intervals stay wide" if found.most > found.total else ""
    return f"{found.done:,} of {found.total:,}{share}{more}"
