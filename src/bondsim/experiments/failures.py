"""Runs that failed: why, in a line, and the command that repeats one."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

CAPPED = "step_cap"


def reason(status: str, told: str | None) -> str:
    """Why a run failed, in a line.

    Parameters
    ----------
    status
        As in the runs.
    told
        Its traceback; None where nothing was raised.
    """
    lines = [line.strip() for line in (told or "").splitlines() if line.strip()]
    if lines:
        return lines[-1]
    if status == CAPPED:
        return "not over when the scenario's longest time was; its outcomes are those of that moment"
    return status.replace("_", " ")


def repeat(folder: Path, point: int, replicate: int) -> str:
    """The command that tells a run as a time line."""
    return f"bondsim replay {quote(str(folder))} --point {point} --replicate {replicate}"
