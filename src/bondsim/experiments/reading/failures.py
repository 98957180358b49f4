"""Runs that failed: why, in a line, and what repeats one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Any

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


def repeat(folder: Path, about: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """What repeats a run: the command that tells it as a time line, or Python where it takes a user's classes.

    Parameters
    ----------
    folder
        The result folder.
    about
        Its manifest.
    row
        The run's row of `failures`.
    """
    if not (own := about.get("agents")):
        return f"bondsim replay {quote(str(folder))} --point {row['point']} --replicate {row['replicate']}"
    agents = ", ".join(f"{name!r}: {each['class'].rpartition('.')[2]}" for name, each in own.items())
    return (
        f"bs.model({about['scenario']['name']!r}, seed={row['seed']}, replicate={row['replicate']}, "
        f"set={json.loads(row['settings'])!r}, agents={{{agents}}}).run_to_end()"
    )
