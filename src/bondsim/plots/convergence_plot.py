"""Convergence: how an estimate and its interval settle as more replicates are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import ticker
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.analysis import summarise
from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import add_legend, only_these
from bondsim.plots.tables import Panel, RunSource, is_numeric, levels, points_at, require_outcome

MAX_LINES = 8
STEPS = 40
FIRST = 5  # replicates at which the first estimate is told


def convergence_data(
    results: RunSource, y: str, by: str | None = None, *, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a figure of convergence shows, as a table.

    Parameters
    ----------
    results
        Where the runs are read from.
    y
        Name of a recorded outcome.
    by
        Varied key with a line for each level.
    at
        Levels of the other varied keys; needed where the design varies more than `by`.

    Returns
    -------
    DataFrame
        `by` (where given), `replicates` (the first so many are counted), `n` (with a value), `missing`,
        `estimate`, `low`, `high`, `method`; 40 rows or fewer a line.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share a line.
    """
    require_outcome(results, y)
    points = points_at(results, at)
    only_these(results, points, [by] if by else [])
    runs = results.runs[["point", "replicate", y]].merge(points, on="point")
    parts = []
    for level in levels(results, by) if by else [None]:
        part = runs if by is None else runs[runs[by] == level]
        if part.empty:
            continue
        part = part.sort_values("replicate")
        last = len(part)
        sizes = np.unique(np.geomspace(min(FIRST, last), last, STEPS).round().astype(int))
        # each size as a design point of its own, so that the estimates are made as all others are
        many = pd.concat([part.head(size).assign(point=size) for size in sizes])
        table = summarise(many, [y]).rename(columns={"point": "replicates"}).drop(columns="outcome")
        parts.append(table if by is None else table.assign(**{by: level}))
    columns = [*([by] if by else []), "replicates", "n", "missing", "estimate", "low", "high", "method"]
    return pd.concat(parts, ignore_index=True)[columns]


def convergence(
    results: RunSource,
    y: str,
    by: str | None = None,
    *,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the estimate of `y` and its 95 % interval from the first replicates, and from more and more of them.

    Parameters
    ----------
    results, y, by, at
        As in `convergence_data`.
    over
        Varied key with a panel for each level.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on, of panels the first; `bondsim.plots.data` gives the numbers.
    """
    cells = cells_of(results, [by] if by else [], at or {}, over, ax)
    for panel in cells:
        convergence_data(results, y, by, at=panel.at)
    if ax is not None:
        _draw(ax, results, y, by, cells[0].at)
        return ax
    return convergence_figure(pyplot_figure, results, cells, y, by).axes[0]


def convergence_figure(
    new: NewFigure, results: RunSource, cells: list[Panel] | None, y: str, by: str | None = None
) -> Figure:
    """A figure of convergence; without `cells`, a panel for each combination of the other factors."""
    return compose(
        new,
        results,
        cells or cells_of(results, [by] if by else [], None),
        lambda ax, at: _draw(ax, results, y, by, at),
        about=f"How the estimate settles with more replicates. {labels.meaning(results, y)}",
        note=lambda rows: labels.footer(results, rows, "", "of the first replicates of a point"),
        right=1.3 if by else 0.0,
    )


def _draw(ax: Axes, results: RunSource, y: str, by: str | None, at: Mapping[str, Any] | None) -> pd.DataFrame:
    rows = convergence_data(results, y, by, at=at)
    lines = levels(results, by) if by else [None]
    if len(lines) > MAX_LINES:
        raise ValueError(f"{by} has {len(lines)} levels; at most {MAX_LINES} lines can be told apart")
    ordered = by is not None and is_numeric(results, by)
    colours = style.ordered_colours(len(lines)) if ordered else list(style.COLOURS)
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        text = "" if level is None else level_text(level)
        colour = colours[i % len(colours)]
        ax.plot(
            part["replicates"], part["estimate"], color=colour, label=text,
            linestyle=style.DASHES[0 if ordered else i % len(style.DASHES)],
        )  # fmt: skip
        ax.fill_between(part["replicates"], part["low"], part["high"], color=colour, alpha=0.16, linewidth=0)
    if rows["estimate"].isna().all():  # nothing is drawn that an axis could be laid by
        ax.set_xlim(1, max(2, int(rows["replicates"].max())))
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    ax.xaxis.set_minor_formatter(ticker.NullFormatter())
    ax.set(xlabel="replicates counted", ylabel=labels.measure(results, y))
    if by:
        add_legend(ax, results, by)
    remember(ax, rows)
    return rows
