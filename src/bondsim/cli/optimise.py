"""`bondsim optimise`: a search from its file to its finalists; `bondsim show` of what it found."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bondsim.cli.answer import GAP, heading, interval
from bondsim.cli.figures import draw_configured
from bondsim.cli.progress import reporter
from bondsim.cli.run import warner
from bondsim.cli.terminal import (
    FAILED_RUNS,
    console,
    must_be_config,
    new_table,
    print_json,
    program,
    records,
    settings_from,
)
from bondsim.documents import printable
from bondsim.plots.levels import level_text

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.experiments.search.found import Found


def optimise_experiment(
    file: Path,
    out: Path | None,
    settings: list[str],
    goals: dict[str, Any],
    threads: int | None,
    progress: str,
    dask: str | None = None,
) -> None:
    """Run the search of a file, or go on with it, and print what it found."""
    from bondsim.experiments.search import Search, open_search, search

    must_be_config(file)
    asked = {f"optimise.{name}": value for name, value in goals.items() if value}
    wanted = Search.load(file, settings_from(settings) | asked)
    folder = out or wanted.folder
    for note in wanted.notes():
        print(printable(f"note: {note}", 500), file=sys.stderr)
    with reporter(progress) as report:
        search(wanted, folder, threads=threads, report=report, dask=dask, warn=warner(report))
    found = open_search(folder)
    print_found(found, draw_configured(found.fresh))
    if found.about["failed"]:
        raise typer.Exit(FAILED_RUNS)


def show_found(folder: Path, as_json: bool) -> None:
    """Print what a search found."""
    from bondsim.experiments.search import open_search

    found = open_search(folder)
    if as_json:
        print_json(as_record(found))
    elif found.finished:
        print_found(found, [])
    else:
        screen = console()
        screen.print(printable(found.question, 1_000), style="bold", soft_wrap=True)
        screen.print(
            f"NOT FINISHED ({found.about['state']}), {len(found.trials)} of {found.about['trials']} trials so "
            "far; bondsim optimise goes on"
        )


def as_record(found: Found) -> dict[str, Any]:
    """All of it, for programs."""
    about = found.about
    kept = (
        "name",
        "question",
        "scenario",
        "seed",
        "levers",
        "objectives",
        "reference",
        "state",
        "runs",
        "failed",
    )
    return {
        **{name: about[name] for name in kept},
        "folder": str(found.folder),
        "trials": _rows(found.trials),
        "front": _rows(found.front) if found.finished else None,
        "optimism": found.optimism.to_dict(orient="index") if found.finished else None,
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table, None where there is nothing."""
    return records(frame.astype(object).where(frame.notna(), None))


def print_found(found: Found, figures: list[Path]) -> None:
    """Print the finalists, how much too good the search was, and where all of it lies."""
    screen = console()
    if found.question:
        screen.print(printable(found.question, 1_000), style="bold", soft_wrap=True)
        screen.print()
    about, front = found.about, found.front
    goals = ", ".join(f"{way} {name}" for name, way in found.objectives.items())
    settings = found.trials["same_as"].isna().sum()
    screen.print(
        printable(f"{goals}: {len(found.trials)} trials of {settings} settings, {about['runs']:,} runs", 500)
    )
    screen.print()
    _print_front(found, front)
    screen.print()
    counts = front[[f"{name}_n" for name in found.objectives]].to_numpy()
    n = f"{counts.min():,}" if counts.min() == counts.max() else f"{counts.min():,} to {counts.max():,}"
    screen.print(
        f"All on fresh luck, n = {n}; in brackets 95 % intervals. front: chosen by the search alone. dominated: fresh "
        "luck shows another that is as good in all and better in one. reference: the scenario's own values.",
        style="dim",
        soft_wrap=True,
    )
    screen.print(printable(_optimism(found), 500), style="dim", soft_wrap=True)
    screen.print()
    where = shlex.quote(printable(found.folder, 500))
    lines = [("Figures", printable(path, 500)) for path in figures]
    lines += [("Tables", f"{where}: trials as Parquet; the finalists are the experiment {where}/fresh")]
    if about["failed"]:
        lines += [
            (
                "FAILED",
                f"{about['failed']:,} of {about['runs']:,} runs; bondsim show tells of each experiment",
            )
        ]
    lines += [
        ("Next", f"{program()} show {where}/fresh"),
        ("", f"{program()} replay {where}/fresh --point 0"),
    ]
    for name, text in lines:
        screen.print(f"{name:<9}{text}", soft_wrap=True)


def _optimism(found: Found) -> str:
    """How much too good the search was, in words."""
    rows = found.optimism
    told = ", ".join(f"{name} by {value:.3g}" for name, value in rows["estimate"].items())
    text = f"The search's own estimates were too good on average: {told}"
    gains = rows["gain"]
    if gains.notna().all():
        text += "; what it promised over the reference: "
        text += ", ".join(f"{name} by {value:.3g}" for name, value in gains.items())
    return text + "."


def _print_front(found: Found, front: pd.DataFrame) -> None:
    """A row for each finalist: what it is, its levers, and each objective with its gain over the reference."""
    gains = front[[f"{name}_gain" for name in found.objectives]].notna().any(axis=None)
    rows = records(front)
    columns = {"": [_standing(row) for row in rows]}
    columns |= {key: [level_text(row[key]) for row in rows] for key in found.levers}
    for name in found.objectives:
        about = heading(found.fresh, name)
        columns[about] = [interval(*_parts(row, name)) for row in rows]
        if gains:
            over = [_parts(row, f"{name}_gain") for row in rows]
            columns[f"over reference ({name})"] = ["" if g[0] != g[0] else interval(*g, "+") for g in over]
    table = new_table()
    for name, cells in columns.items():
        width = max(map(len, (name, *cells)))
        table.add_column(printable(name), justify="right" if name else "left", min_width=width, no_wrap=True)
    for row in zip(*columns.values(), strict=True):
        table.add_row(*map(printable, row))
    screen = console()
    needed = sum(max(map(len, (name, *cells))) + GAP for name, cells in columns.items())
    screen.width = max(screen.width, needed)
    screen.print(table)


def _parts(row: dict[str, Any], name: str) -> tuple[float, float, float]:
    return row[name], row[f"{name}_low"], row[f"{name}_high"]


def _standing(row: dict[str, Any]) -> str:
    parts = ["front"] if row["front"] else []
    parts += ["dominated"] if row["dominated"] else []
    parts += ["reference"] if row["reference"] else []
    return ", ".join(parts) or "finalist"
