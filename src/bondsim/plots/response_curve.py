"""Response curves: an outcome against one factor, a line for each level of another, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from bondsim.plots import labels, style
from bondsim.plots.levels import level_text, level_texts
from bondsim.plots.tables import (
    Source,
    estimates,
    factors,
    is_numeric,
    levels,
    require_factor,
)

MAX_LINES = 12
RARE = 0.1  # shares that are all below it, with their intervals, are drawn on a scale up to it
NEAR, LETTER = 0.06, 0.022  # shares of an axis: between two ticks at least, and of a letter of their text
DODGE = 0.55  # share of a category's width over which its levels are spread


def response_data(
    results: Source, x: str, y: str, by: str | None = None, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a response curve shows, as a table.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, by
        Varied keys: the horizontal axis, and the one with a line for each of its levels.
    y
        Name of a recorded outcome.
    at
        Levels of the other varied keys; needed where the design varies more than `x` and `by`.

    Returns
    -------
    DataFrame
        `x`, `by` (where given), `n`, `missing`, `estimate`, `low`, `high`, `method`; one row a design point,
        in the order of the levels.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    shown = [x] if by is None else [x, by]
    if x == by:
        raise ValueError(f"x and by are both {x!r}; give two different factors")
    for name in shown:
        require_factor(results, name)
    rows = estimates(results, y, at)
    loose = [name for name in factors(results) if name not in shown and rows[name].nunique() > 1]
    if loose:
        raise ValueError(
            f"{' and '.join(loose)} also vary: say at which level, as in at={{{loose[0]!r}: "
            f"{levels(results, loose[0])[0]!r}}}" + (f", or by={loose[0]!r}" if by is None else "")
        )
    order = {name: {level: i for i, level in enumerate(levels(results, name))} for name in shown}
    rows = rows.sort_values(
        shown[::-1], key=lambda column: column.map(order[str(column.name)]), kind="stable"
    )
    return rows.drop(columns=["point", *(name for name in factors(results) if name not in shown)])[
        [*shown, "n", "missing", "estimate", "low", "high", "method"]
    ].reset_index(drop=True)


def draw_response(
    ax: Axes, results: Source, x: str, y: str, by: str | None = None, at: Mapping[str, object] | None = None
) -> None:
    """Draw the curve of `response_data` on `ax`: bands for a numeric `x`, bars for categories."""
    rows = response_data(results, x, y, by, at)
    lines = levels(results, by) if by else [None]
    if len(lines) > MAX_LINES:
        raise ValueError(
            f"{by} has {len(lines)} levels; a figure shows at most {MAX_LINES} lines: use a heatmap"
        )
    numeric = is_numeric(results, x)
    ordered = by is not None and is_numeric(results, by)
    colours = style.ordered_colours(len(lines)) if ordered else list(style.COLOURS)
    categories = levels(results, x)
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        look: dict[str, Any] = {
            "color": colours[i % len(colours)],
            "marker": style.MARKERS[i % len(style.MARKERS)],
            "label": "" if level is None else level_text(level),
        }
        if numeric:
            at_x = part[x].to_numpy(dtype=float)
            look["linestyle"] = "-" if ordered else style.DASHES[i % len(style.DASHES)]
            ax.plot(at_x, part["estimate"], **look)
            ax.fill_between(at_x, part["low"], part["high"], color=look["color"], alpha=0.16, linewidth=0)
        else:
            shift = 0.0 if len(lines) == 1 else DODGE * (i / (len(lines) - 1) - 0.5)
            places = np.array([categories.index(value) for value in part[x]], dtype=float) + shift
            reach = np.abs(
                part[["low", "high"]].to_numpy(dtype=float).T - part["estimate"].to_numpy(dtype=float)
            )
            ax.errorbar(places, part["estimate"], yerr=reach, linestyle="", capsize=3, elinewidth=1.4, **look)
    if numeric:
        written = _written(categories)
        ax.set_xticks(written, level_texts(written))
    else:
        ax.set_xticks(range(len(categories)), [level_text(value) for value in categories])
        ax.set_xlim(-0.6, len(categories) - 0.4)
        ax.grid(axis="x", visible=False)
    if results.describe(y).kind == "boolean":
        top = float(rows["high"].max())
        whole = RARE if top <= RARE else 1.0
        ax.set_ylim(-0.03 * whole, 1.03 * whole)


def _written(numbers: list[Any]) -> list[Any]:
    """Of `numbers`, in rising order, those that can be written on an axis without touching."""
    longest = max(len(text) for text in level_texts(numbers))
    gap = max(NEAR, LETTER * (longest + 1)) * float(numbers[-1] - numbers[0])
    written = numbers[:1]
    for number in numbers[1:]:
        if number - written[-1] > gap:
            written.append(number)
    return written


def add_legend(ax: Axes, results: Source, by: str) -> None:
    """Explain the lines of `ax` to the right of it."""
    legend = ax.legend(
        title=labels.key(results, by),
        loc="upper left",
        bbox_to_anchor=(1.02, 1.02),
        alignment="left",
        borderaxespad=0.0,
    )
    legend.get_title().set_fontweight("bold")
