"""Trade-offs: one outcome against another, a point for each level of a factor, joined in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import response_data
from bondsim.plots.tables import Panel, Source

CLOSE_PT = (16.0, 9.0)  # width and height of a short level's text


def tradeoff_data(
    results: Source, x: str, y: str, by: str, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a trade-off shows, as a table.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Names of recorded outcomes.
    by
        Varied key whose levels are the points.
    at
        Levels of the other varied keys.

    Returns
    -------
    DataFrame
        `by`, and `n`, `missing`, `estimate`, `low`, `high`, `method` of both outcomes, with `_x` and `_y`; one
        row a level of `by`.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    if x == y:
        raise ValueError(f"x and y are both {x!r}; give two different outcomes")
    sides = (response_data(results, by, name, at=at) for name in (x, y))
    columns = [by, "n", "missing", "estimate", "low", "high", "method"]
    left, right = (side[columns] for side in sides)
    return left.merge(right, on=by, suffixes=("_x", "_y"))


def tradeoff(
    results: Source,
    x: str,
    y: str,
    by: str,
    *,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `y` against the outcome `x`, a point for each level of `by`, with both 95 % intervals.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Names of recorded outcomes.
    by
        Varied key.
    at
        Levels of the other varied keys; needed where the design varies more than `by` and `over`.
    over
        Varied key with a panel for each level.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on, of panels the first; `bondsim.plots.data` gives the numbers of `tradeoff_data`.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    cells = cells_of(results, [by], at or {}, over, ax)
    for panel in cells:
        tradeoff_data(results, x, y, by, panel.at)
    if ax is not None:
        draw_tradeoff(ax, results, x, y, by, cells[0].at)
        name_points(ax)
        return ax
    return tradeoff_figure(pyplot_figure, results, cells, x, y, by).axes[0]


def tradeoff_figure(
    new: NewFigure, results: Source, cells: list[Panel] | None, x: str, y: str, by: str
) -> Figure:
    """A figure of trade-offs; without `cells`, a panel for each combination of the other factors."""
    kept = cells or cells_of(results, [by], None)
    figure = compose(
        new,
        results,
        kept,
        lambda ax, at: draw_tradeoff(ax, results, x, y, by, at),
        about=f"{labels.meaning(results, y)}. {labels.meaning(results, x)}",
        note=lambda rows: labels.footer(results, counted(rows), f"Points: {labels.key(results, by)}."),
        part=(3.9, 3.2),
    )
    with style.look():
        figure.draw_without_rendering()  # where points lie on the page decides which are named
        for ax in figure.axes:
            name_points(ax)
    return figure


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """What the footer tells of both outcomes, one under the other."""
    names = ["n", "missing", "method"]
    return pd.concat(
        [rows[[f"{name}_{side}" for name in names]].set_axis(names, axis=1) for side in ("x", "y")]
    )


def draw_tradeoff(
    ax: Axes, results: Source, x: str, y: str, by: str, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """Draw the points of `tradeoff_data` on `ax`, each with both intervals and its level."""
    rows = tradeoff_data(results, x, y, by, at)
    draw_crosses(ax, rows, color=style.COLOURS[0], marker=style.MARKERS[0], linestyle="-")
    for _, row in rows.iterrows():
        if np.isfinite([row["estimate_x"], row["estimate_y"]]).all():
            ax.annotate(
                level_text(row[by]), (row["estimate_x"], row["estimate_y"]), xytext=(6, 6),
                textcoords="offset points", color=style.INK, size=8,
            )  # fmt: skip
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.set(xlabel=labels.measure(results, x), ylabel=labels.measure(results, y))
    remember(ax, rows)
    return rows


def draw_crosses(ax: Axes, rows: pd.DataFrame, **look: Any) -> None:
    """Draw points with the intervals of both their outcomes, thin and pale, so that many can be told apart."""
    reach = {
        side: np.abs(
            rows[[f"low_{side}", f"high_{side}"]].to_numpy(float).T - rows[f"estimate_{side}"].to_numpy(float)
        )
        for side in ("x", "y")
    }
    _, _, bars = ax.errorbar(
        rows["estimate_x"], rows["estimate_y"], xerr=reach["x"], yerr=reach["y"], elinewidth=1.1, **look
    )
    for bar in bars:
        bar.set_alpha(0.45)


def name_points(ax: Axes) -> None:
    """Of points of `ax` so close that their levels would be written over each other, name the first and the last."""
    to_screen = ax.transData.transform
    names = [text for text in ax.texts if isinstance(text, Annotation)]
    while names:
        first, *rest = names
        group = [first]
        for text in rest:
            x, y = np.abs(to_screen(text.xy) - to_screen(group[-1].xy)) * 72 / ax.figure.dpi
            if x < CLOSE_PT[0] and y < CLOSE_PT[1]:
                group.append(text)
            else:
                break
        if len(group) > 1:
            first.set_text(f"{first.get_text()} … {group[-1].get_text()}")
        for text in group[1:]:
            text.remove()
        names = names[len(group) :]
