"""Differences that a factor makes to an outcome: between runs of the same luck, pair by pair, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import WHOLE, NewFigure, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import draw_lines
from bondsim.plots.tables import Panel, RunSource, levels, require_factor


def difference_data(
    results: RunSource,
    x: str,
    y: str,
    by: str | None = None,
    *,
    a: object = None,
    b: object = None,
    at: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """What a figure of differences shows, as a table.

    Parameters
    ----------
    results
        Where the runs are read from.
    x, by
        Varied keys. With `by`, the difference between two of its levels at each level of `x`; without, the
        difference of each level of `x` from one of them.
    y
        Name of a recorded outcome.
    a, b
        Levels compared, *b minus a*: by default the first and the last of `by`; without `by`, `a` is the
        first of `x`.
    at
        Levels of the other varied keys. Over the others the difference is averaged.

    Returns
    -------
    DataFrame
        `x`, `a`, `b`, `n` (pairs, or runs where luck is not common), `missing`, `estimate`, `low`, `high`,
        `method`, `paired`, `cells` (settings of the other factors averaged over); a row a difference.

    Raises
    ------
    ValueError
        If a name or a level is not in the results, or no two points differ in the factor alone.
    """
    for name in (x, by or x):
        require_factor(results, name)
    if x == by:
        raise ValueError(f"x and by are both {x!r}; give two different factors")
    compared = levels(results, by or x)
    first = compared[0] if a is None else a
    last = compared[-1] if b is None else b
    rows = []
    for level in levels(results, x):
        if by is None and level == first:
            continue
        to = level if by is None else last
        held = dict(at or {}) | ({x: level} if by else {})
        found = results.contrast(y, by or x, first, to, at=held)
        rows.append(
            {
                x: level, "a": first, "b": to, "n": found.n, "missing": found.missing,
                "estimate": found.estimate, "low": found.low, "high": found.high,
                "method": found.method, "paired": found.paired, "cells": found.cells,
            }
        )  # fmt: skip
    if not rows:
        raise ValueError(f"{x} has one level; a difference needs two")
    return pd.DataFrame(rows)


def difference(
    results: RunSource,
    x: str,
    y: str,
    by: str | None = None,
    *,
    a: object = None,
    b: object = None,
    at: Mapping[str, object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what a factor changes in the outcome `y`, against the factor `x`, with 95 % intervals.

    Parameters
    ----------
    results, x, y, by, a, b, at
        As in `difference_data`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives the numbers.
    """
    rows = difference_data(results, x, y, by, a=a, b=b, at=at)
    if ax is not None:
        _draw(ax, results, rows, x, y, by)
        return ax
    return _figure(pyplot_figure, results, rows, x, y, by, at).axes[0]


def difference_figure(new: NewFigure, results: RunSource, x: str, y: str, by: str | None = None) -> Figure:
    """A figure of the differences."""
    return _figure(new, results, difference_data(results, x, y, by), x, y, by, None)


def _figure(
    new: NewFigure,
    results: RunSource,
    rows: pd.DataFrame,
    x: str,
    y: str,
    by: str | None,
    at: Mapping[str, object] | None,
) -> Figure:
    def drawing(ax: Axes, _: Mapping[str, Any]) -> pd.DataFrame:
        _draw(ax, results, rows, x, y, by)
        ax.set_xlabel(labels.axis(results, x, WHOLE[0]))
        return rows

    first, last = level_text(rows["a"].iloc[0]), level_text(rows["b"].iloc[-1])
    change = f"when {by} goes from {first} to {last}" if by else f"from {x} = {first}"
    about = f"Change in {labels.meaning(results, y)}; {change}"
    return compose(
        new, results, [Panel(dict(at or {}))], drawing, about=about, note=lambda _: note(results, rows)
    )


def note(results: RunSource, rows: pd.DataFrame) -> str:
    """The footer of differences: pairs, not runs, are counted."""
    what = "pairs of runs with the same luck" if rows["paired"].all() else "runs"
    averaged = int(rows["cells"].max())
    more = f"Averaged over up to {averaged} settings of the other factors." if averaged > 1 else ""
    return labels.footer(results, rows, more, counted=f"{what} a difference")


def _draw(ax: Axes, results: RunSource, rows: pd.DataFrame, x: str, y: str, by: str | None) -> None:
    ax.axhline(0.0, color=style.FAINT, linewidth=1.0)
    draw_lines(ax, results, rows, x, None)
    if by is None:
        places = levels(results, x)
        at = rows["a"].iloc[0]
        where = float(at) if np.isreal(at) and not isinstance(at, (bool, str)) else float(places.index(at))
        ax.plot([where], [0.0], "o", markerfacecolor="white", color=style.FAINT, markersize=6)
    ax.set(xlabel=labels.key(results, x), ylabel=f"change in {labels.measure(results, y)}")
    remember(ax, rows)
