"""The answer of a two-factor grid as one small table: rows are levels of the one, columns of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bondsim.cli.answer import GAP, heading, tables
from bondsim.cli.terminal import console, new_table
from bondsim.documents import printable
from bondsim.plots.levels import level_text

if TYPE_CHECKING:
    from bondsim.experiments.reading.over_draws import OverDraws
    from bondsim.experiments.results import Results


def print_grid(results: Results | OverDraws, outcome: str) -> bool:
    """Print the estimates of `outcome` with their half-widths; False where there is no such grid, or no room.

    Where the half-widths do not fit, the largest is told below.
    """
    if len(results.factors) != 2:
        return False
    points, summary = tables(results)
    down, across = results.factors
    found = {row["point"]: row for row in summary if row["outcome"] == outcome}
    cells = {(row[down], row[across]): found[row["point"]] for row in points}
    lines, columns = (list(dict.fromkeys(row[name] for row in points)) for name in (down, across))
    if len(cells) != len(lines) * len(columns) or any(row["low"] is None for row in cells.values()):
        return False
    half = {place: (row["high"] - row["low"]) / 2 for place, row in cells.items()}
    large = max(abs(row["estimate"]) for row in cells.values()) >= 10
    form = ".1f" if large else ".3f" if min(half.values()) < 0.005 else ".2f"
    screen = console()
    first = [down, *map(level_text, lines)]
    for with_half in (True, False):
        texts = {
            place: f"{row['estimate']:{form}}" + (f" ± {half[place]:{form}}" if with_half else "")
            for place, row in cells.items()
        }
        widest = max(map(len, [*texts.values(), *map(level_text, columns)]))
        if max(map(len, first)) + len(columns) * (GAP + widest) <= screen.width:
            break
    else:
        return False
    table = new_table()
    for name in (down, *map(level_text, columns)):
        table.add_column(printable(name), justify="right", no_wrap=True)
    for line in lines:
        table.add_row(*map(printable, (level_text(line), *(texts[line, column] for column in columns))))
    unit = results.describe(across).unit
    screen.print(printable(f"{heading(results, outcome)}, across: {across}" + (f" ({unit})" if unit else "")))
    screen.print()
    screen.print(table)
    screen.print()
    n = {row["n"] for row in cells.values()}
    runs = f"n = {min(n)}" + (f" to {max(n)}" if len(n) > 1 else "")
    interval = (
        "± is half of the 95 % interval"
        if with_half
        else f"95 % intervals reach up to ± {max(half.values()):.2g}"
    )
    screen.print(f"{runs} runs a point; {interval}.", style="dim")
    return True
