"""`bondsim verify`: whether a result folder still holds what the model gives."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bondsim.cli.terminal import WRONG, console, print_json
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.experiments.upkeep.verify import Verification

SHOWN = 5  # differences


def verify_results(
    folder: Path, runs: int, engines: list[str], seed: int | None, scenario: Path | None, as_json: bool
) -> None:
    """Compare files and runs of a folder; end with code 2 where anything speaks against it."""
    from bondsim.experiments.upkeep.verify import verify

    found = verify(folder, runs, engines=engines, seed=seed, scenario=scenario)
    if as_json:
        print_json(asdict(found) | {"folder": str(folder), "ok": found.ok})
    else:
        for name, text in lines(found):
            console().print(f"{name:<9}{printable(text, 500)}", soft_wrap=True)
    if not found.ok:
        raise typer.Exit(WRONG)


def lines(found: Verification) -> list[tuple[str, str]]:
    """What was found, under a word each."""
    if not found.files:
        told = [("Files", "no checksums to compare with: the experiment is not finished")]
    elif found.damaged:
        told = [("FILES", f"{len(found.damaged)} of {found.files} are not as they were written")]
        told += [("", f"{name} is {how}") for name, how in [*found.damaged.items()][:SHOWN]]
        told += [("", "running the experiment again makes the folder anew")]
    else:
        told = [("Files", f"{found.files} as they were written")]
    if found.model:
        return [*told, ("MODEL", found.model)]
    by = " and ".join(f"the {engine} engine" for engine in found.engines)
    if found.differing:
        told.append(("RUNS", f"{found.differing} of {len(found.runs)} came out otherwise with {by}"))
        told += [("", str(each)) for each in found.differences[:SHOWN]]
    elif found.runs:
        told.append(("Runs", f"{len(found.runs)} run again with {by}: the same to the last bit"))
    else:
        told.append(("Runs", "none were run again"))
    return told
