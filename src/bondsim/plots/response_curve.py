"""Response curves: an outcome against one factor, a line for each level of another, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import ticker as mticker
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import PART, WHOLE, NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.levels import is_log, level_text, level_texts
from bondsim.plots.tables import (
    Panel,
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
    only_these(results, rows, shown, by is None)
    order = {name: {level: i for i, level in enumerate(levels(results, name))} for name in shown}
    rows = rows.sort_values(
        shown[::-1], key=lambda column: column.map(order[str(column.name)]), kind="stable"
    )
    return rows.drop(columns=["point", *(name for name in factors(results) if name not in shown)])[
        [*shown, "n", "missing", "estimate", "low", "high", "method"]
    ].reset_index(drop=True)


def only_these(results: Source, rows: pd.DataFrame, shown: list[str], may_have_by: bool = True) -> None:
    """Raise ValueError where `rows` differ in factors that are not `shown`: nothing is averaged away."""
    loose = [name for name in factors(results) if name not in shown and rows[name].nunique() > 1]
    if loose:
        first = levels(results, loose[0])[0]
        first = first.item() if isinstance(first, np.generic) else first
        by = f"by={loose[0]!r}" if may_have_by else f"a panel for each, with over={loose[0]!r}"
        raise ValueError(
            f"{' and '.join(loose)} also vary: say at which level, as in at={{{loose[0]!r}: {first!r}}}, or {by}"
        )


def response(
    results: Source,
    x: str,
    y: str,
    by: str | None = None,
    *,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `y` against the factor `x`, a line for each level of `by`, with 95 % intervals.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, by
        Varied keys.
    y
        Name of a recorded outcome.
    at
        Levels of the other varied keys; needed where the design varies more than `x`, `by` and `over`.
    over
        Varied key with a panel for each level.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on, of panels the first; `bondsim.plots.data` gives the numbers of `response_data`.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    cells = cells_of(results, [x] if by is None else [x, by], at or {}, over, ax)
    for panel in cells:
        response_data(results, x, y, by, panel.at)  # refuse before a figure is made
    if ax is not None:
        draw_response(ax, results, x, y, by, cells[0].at)
        return ax
    return response_figure(pyplot_figure, results, cells, x, y, by).axes[0]


def response_figure(
    new: NewFigure, results: Source, cells: list[Panel] | None, x: str, y: str, by: str | None = None
) -> Figure:
    """A figure of response curves; without `cells`, a panel for each combination of the other factors."""
    found = cells or cells_of(results, [x] if by is None else [x, by], None)
    kept = with_lines(results, x, found)
    n_drawn = sum(len(estimates(results, y, panel.at)) for panel in kept)
    left_out = sum(len(estimates(results, y, panel.at)) for panel in found) - n_drawn
    points = "point of the design that lies" if left_out == 1 else "points of the design that lie"
    note = f"Not drawn: {left_out} {points} on no line." if left_out else ""
    alone = len(kept) == 1

    def drawing(ax: Axes, at: Mapping[str, Any]) -> pd.DataFrame:
        rows = draw_response(ax, results, x, y, by, at)
        if alone:
            ax.set_xlabel(labels.axis(results, x, WHOLE[0]))
        return rows

    return compose(
        new,
        results,
        kept,
        drawing,
        about=labels.meaning(results, y),
        note=lambda rows: labels.footer(
            results, rows, " ".join(filter(None, (note, "" if alone else labels.glossed(results, x))))
        ),
        right=1.5 if by else 0.0,
        part=(PART[0], PART[1]),
    )


def with_lines(results: Source, x: str, cells: list[Panel]) -> list[Panel]:
    """Of panels, those with two levels of `x` or more; all where none has.

    A list of points that vary one factor at a time would else give a panel for each point.
    """

    def n_levels(panel: Panel) -> int:
        points = results.points
        for factor, value in panel.at.items():
            points = points[points[factor] == value]
        return int(points[x].nunique())

    return [panel for panel in cells if n_levels(panel) > 1] or cells


def draw_response(
    ax: Axes, results: Source, x: str, y: str, by: str | None = None, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """Draw the curve of `response_data` on `ax`: bands for a numeric `x`, bars for categories."""
    rows = response_data(results, x, y, by, at)
    draw_lines(ax, results, rows, x, by)
    ax.set(xlabel=labels.key(results, x), ylabel=labels.measure(results, y))
    if results.describe(y).kind == "boolean":
        top = float(rows["high"].max())
        whole = RARE if top <= RARE else 1.0
        ax.set_ylim(-0.03 * whole, 1.03 * whole)
    remember(ax, rows)
    return rows


def draw_lines(ax: Axes, results: Source, rows: pd.DataFrame, x: str, by: str | None) -> None:
    """Draw `estimate` with `low` and `high` against `x`, a line for each level of `by`, with a legend."""
    lines = levels(results, by) if by else [None]
    if len(lines) > MAX_LINES:
        raise ValueError(
            f"{by} has {len(lines)} levels; a figure shows at most {MAX_LINES} lines: use a heatmap"
        )
    numeric = is_numeric(results, x)
    ordered = by is not None and is_numeric(results, by)
    colours = style.ordered_colours(len(lines)) if ordered else list(style.COLOURS)
    categories = levels(results, x)
    widths = _widths(rows, by, lines)
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        text = "" if level is None else level_text(level)
        look: dict[str, Any] = {
            "color": colours[i % len(colours)],
            "marker": style.MARKERS[i % len(style.MARKERS)],
            "label": text if part["estimate"].notna().any() else f"{text} (no value)",
        }
        if numeric:
            at_x = part[x].to_numpy(dtype=float)
            look["linestyle"] = "-" if ordered else style.DASHES[i % len(style.DASHES)]
            ax.plot(at_x, part["estimate"], linewidth=widths[i], markersize=2.6 * widths[i] + 1, **look)
            ax.fill_between(at_x, part["low"], part["high"], color=look["color"], alpha=0.16, linewidth=0)
        else:
            shift = 0.0 if len(lines) == 1 else DODGE * (i / (len(lines) - 1) - 0.5)
            places = np.array([categories.index(value) for value in part[x]], dtype=float) + shift
            reach = np.abs(
                part[["low", "high"]].to_numpy(dtype=float).T - part["estimate"].to_numpy(dtype=float)
            )
            ax.errorbar(places, part["estimate"], yerr=reach, linestyle="", capsize=3, elinewidth=1.4, **look)
    if numeric:
        number_axis(ax, categories)
    else:
        ax.set_xticks(range(len(categories)), _category_texts(categories))
        ax.set_xlim(-0.6, len(categories) - 0.4)
        ax.grid(axis="x", visible=False)
    if by:
        add_legend(ax, results, by)


def _widths(rows: pd.DataFrame, by: str | None, lines: list[Any]) -> list[float]:
    """Widths of lines: all the same, but where lines lie on each other, those drawn first are the wider ones."""
    if by is None or len(lines) < 2:
        return [1.8] * len(lines)
    table = (
        rows.pivot(index=by, columns=str(rows.columns[0]), values="estimate").reindex(lines).to_numpy(float)
    )
    span = np.nanmax(table) - np.nanmin(table) if np.isfinite(table).any() else 0.0
    close = 0.004 * span if span else 1e-12
    widths = [1.8] * len(lines)
    for i in range(len(lines)):
        over = [
            j
            for j in range(i + 1, len(lines))
            if np.isfinite(table[[i, j]]).all() and np.abs(table[i] - table[j]).max() <= close
        ]
        widths[i] += 1.0 * len(over[:3])
    return widths


def number_axis(ax: Axes, numbers: list[Any]) -> None:
    """Ticks of the horizontal axis at levels that are numbers; at equal ratios where they were chosen so."""
    if is_log(numbers):
        above = [float(number) for number in numbers if number > 0]
        if len(above) < len(numbers):
            ax.set_xscale("symlog", linthresh=above[0], linscale=0.6)
        else:
            ax.set_xscale("log")
        ax.xaxis.set_minor_locator(mticker.NullLocator())
    to_axis = ax.xaxis.get_transform().transform(np.array(numbers, dtype=float))
    written = _written(numbers, to_axis)
    ax.set_xticks(written, level_texts(written))


def _category_texts(categories: list[Any]) -> list[str]:
    """Names of categories, on two lines where they are long."""
    texts = [level_text(value) for value in categories]
    if sum(map(len, texts)) <= 34:
        return texts
    return [text.replace("_", "_\n", 1) if len(text) > 8 else text for text in texts]


def _written(numbers: list[Any], places: np.ndarray) -> list[Any]:
    """Of `numbers`, in rising order at `places`, those that can be written on an axis without touching."""
    longest = max(len(text) for text in level_texts(numbers))
    gap = max(NEAR, LETTER * (longest + 1)) * float(places[-1] - places[0])
    written, last = numbers[:1], places[0]
    for number, place in zip(numbers[1:], places[1:], strict=True):
        if place - last > gap:
            written.append(number)
            last = place
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
