"""The answer of an experiment as text: estimates with their intervals, and contrasts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bondsim.cli.terminal import console, new_table, records
from bondsim.documents import printable
from bondsim.plots.levels import level_text

if TYPE_CHECKING:
    from bondsim.analysis import Contrast, Gain
    from bondsim.experiments.reading.over_draws import OverDraws
    from bondsim.experiments.results import Results

GAP = 3  # columns between two columns of a table
MAX_CONTRASTS = 12


def print_question(results: Results) -> None:
    """Print what the experiment asks."""
    if results.question:
        console().print(printable(results.question, 1_000), style="bold", soft_wrap=True)


def print_estimates(results: Results | OverDraws, outcomes: Sequence[str], most: int | None = None) -> int:
    """Print a row for each design point: its levels, and estimate [low, high] of each outcome.

    Outcomes that do not fit beside each other go into tables of their own. Where n differs it stands in the
    cell.

    Parameters
    ----------
    results
        Where the tables are read from; where something is uncertain, a row is a setting of the levers.
    outcomes
        Which outcomes.
    most
        Design points to print; all of them without it.

    Returns
    -------
    int
        Design points that were left out.
    """
    screen = console()
    points, summary = tables(results)
    told = points[:most]
    found = {(row["point"], row["outcome"]): row for row in summary}
    several_n = len(n := {row["n"] for row in summary if row["outcome"] in outcomes}) > 1
    head = {name: [level_text(row[name]) for row in told] for name in ("point", *results.factors)}
    cells = {
        heading(results, name): [estimate(found.get((row["point"], name)), with_n=several_n) for row in told]
        for name in outcomes
    }
    for group in _fitting(head, cells, screen.width):
        table, needed = new_table(), 0
        for name, column in (head | {name: cells[name] for name in group}).items():
            table.add_column(
                printable(name),
                justify="left" if _is_text(column) else "right",
                min_width=_width(name, column),
            )
            needed += _width(name, column) + GAP
        for row in zip(*head.values(), *(cells[name] for name in group), strict=True):
            table.add_row(*(printable(cell) for cell in row))
        screen.width = max(screen.width, needed - GAP)  # the terminal may break a line, but no number is cut
        screen.print(table)
        screen.print()
    says_n = "" if several_n else f"n = {max(n, default=0)} runs a point. "
    screen.print(
        f"{says_n}In brackets: 95 % intervals. A share is of the runs that have a value.", style="dim"
    )
    if drawn := _drawn(results, [row for row in summary if row["outcome"] in outcomes]):
        screen.print(drawn, style="dim", soft_wrap=True)
    return len(points) - len(told)


UNITS = {"morris": "trajectories of a screening", "saltelli": "base points"}


def _drawn(results: Results | OverDraws, summary: Sequence[Mapping[str, Any]]) -> str:
    """What estimates over draws are, in words; nothing where nothing is uncertain."""
    draws = {row["draws"] for row in summary if "draws" in row}
    if not draws:
        return ""
    count = f"{min(draws)}" if len(draws) == 1 else f"{min(draws)} to {max(draws)}"
    keys = printable(", ".join(results.manifest["uncertain"]), 300)
    kind = results.config["draws"]["kind"]
    unit = UNITS.get(kind, "draws")
    ends = " A screening stands at the ends more often than the world does." if kind == "morris" else ""
    return (
        f"Means over {count} {unit} of {keys}, the same at every row. Intervals take these as the unit; "
        f"SD is the spread between them, without the noise of replicates.{ends}"
    )


def print_contrasts(results: Results | OverDraws, found: Sequence[Contrast]) -> None:
    """Print what each factor changes in each outcome, from its first level to its last."""
    table = new_table()
    for name in ("outcome", "factor", "from", "to"):
        table.add_column(name)
    table.add_column("difference", justify="right", no_wrap=True)
    table.add_column("over", justify="left", no_wrap=True)
    by_luck = not results.manifest.get("uncertain")  # what it is worth is told of single settings
    if by_luck:
        table.add_column("common luck", justify="right", no_wrap=True)
    paired = False
    for each in found[:MAX_CONTRASTS]:
        over = f"{each.n} {'pairs' if each.paired else 'runs'}"
        if each.draws:
            over = f"{each.draws} draws, SD {each.spread:.3f}"
        if each.cells > 1:
            over += f", {each.cells} settings"
        if each.left_out:
            over += f", {each.left_out} left out"
        table.add_row(
            *map(printable, (each.outcome, each.factor, level_text(each.a), level_text(each.b))),
            interval(each.estimate, each.low, each.high, "+"),
            over,
            *([luck(each.gain)] if by_luck else []),
        )
        paired |= each.paired and by_luck
    if found:
        screen = console()
        screen.print(table)
        screen.print()
        screen.print("A difference is the mean over the settings of the other factors.", style="dim")
        if paired:
            screen.print(
                "Common luck: as many times the runs independent luck would take for the same interval, in one "
                "setting; and for the mean of several, which under common luck all meet the same replicates.",
                style="dim",
                soft_wrap=True,
            )


def luck(gain: Gain | None) -> str:
    """``x 8.9 [7.4, 10.6]``: what common luck is worth, in runs."""
    if gain is None or math.isnan(gain.estimate):
        return "–"
    told = _times(gain.within, gain.within_low, gain.within_high)
    return told if gain.cells == 1 else f"{told}, mean x {gain.estimate:.1f}"


def _times(ratio: float, low: float, high: float) -> str:
    bounds = ", ".join(f"{each:.1f}" if math.isfinite(each) else "∞" for each in (low, high))
    return f"x {ratio:.1f} [{bounds}]" if math.isfinite(ratio) else "x ∞"


def heading(results: Results | OverDraws, outcome: str) -> str:
    """An outcome as a heading: its name, what the number is, its unit."""
    about = results.describe(outcome)
    if about.kind == "boolean":
        return f"{outcome} (share)"
    return f"{outcome} (mean, {about.unit})" if about.unit else f"{outcome} (mean)"


def estimate(row: Mapping[str, Any] | None, *, with_n: bool) -> str:
    """``0.620 [0.551, 0.690]`` from a row of the summary, with n where it differs between points."""
    if row is None:
        return "no runs yet"
    counted = f" n={row['n']}" if with_n else ""
    if _is_missing(row["estimate"]):
        return f"no value{counted}"
    spread = row.get("spread")
    sd = (
        ""
        if _is_missing(spread)
        else f" SD {spread:.3f}"
        if abs(row["estimate"]) < 10
        else f" SD {spread:.1f}"
    )
    return interval(row["estimate"], row["low"], row["high"]) + sd + counted


def interval(estimate: float, low: float | None, high: float | None, sign: str = "") -> str:
    """``0.620 [0.551, 0.690]``, with fewer decimals for large numbers; `sign` is ``+`` for a difference."""
    form = f"{sign}.3f" if abs(estimate) < 10 else f"{sign}.1f"
    bounds = "too few runs" if _is_missing(low) else f"{low:{form}}, {high:{form}}"
    return f"{estimate:{form}} [{bounds}]"


def tables(results: Results | OverDraws) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Points and summary as plain rows.

    Of a finished experiment they are read from their files: pandas takes longer to import than a small one
    to run.
    """
    if results.finished and not results.manifest.get("uncertain"):
        import pyarrow as pa

        from bondsim.experiments.folder import store
        from bondsim.experiments.tables import read_parquet

        with suppress(OSError, pa.ArrowInvalid):  # the results themselves say better what is wrong
            found = [read_parquet(results.folder / name) for name in (store.POINTS, store.SUMMARY)]
            return found[0].to_pylist(), found[1].to_pylist()
    return records(results.points), records(results.summary)


def _is_missing(value: float | None) -> bool:
    return value is None or value != value


def _is_text(column: list[str]) -> bool:
    return any(cell[:1].isalpha() for cell in column)


def _fitting(head: dict[str, list[str]], cells: dict[str, list[str]], width: int) -> list[list[str]]:
    """Names of `cells` in groups that fit beside `head` into `width` letters; at least one a group."""
    groups: list[list[str]] = []
    room = 0
    taken = sum(_width(name, column) + GAP for name, column in head.items())
    for name, column in cells.items():
        need = _width(name, column) + GAP
        if not groups or need > room:
            groups.append([])
            room = width + GAP - taken
        groups[-1].append(name)
        room -= need
    return groups


def _width(name: str, column: list[str]) -> int:
    return max(map(len, [name, *column]))
