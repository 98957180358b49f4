"""Tornados: what each factor of a design does to an outcome by itself, the largest effect on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.difference_plot import note
from bondsim.plots.frame import NewFigure, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.tables import Panel, RunSource, factors, is_numeric, levels, points_at, require_outcome

HEIGHT = 0.8  # of a bar, where one row is 1


def tornado_data(results: RunSource, y: str, *, at: Mapping[str, object] | None = None) -> pd.DataFrame:
    """What a tornado shows, as a table.

    Where the design has points that differ in one factor alone from its lowest level to its highest, the effect
    is the difference between these, averaged over the settings of the other factors. Where it varies one factor
    at a time from a base, there are two effects: from the base down, and from the base up.

    Parameters
    ----------
    results
        Where the runs are read from.
    y
        Name of a recorded outcome.
    at
        Levels of factors to hold to.

    Returns
    -------
    DataFrame
        `factor`, `a`, `b` (from, to), `n`, `missing`, `estimate`, `low`, `high`, `method`, `paired`, `cells`; a
        row an effect, the factor with the largest first.

    Raises
    ------
    ValueError
        If the outcome is not in the results, or no two points differ in one factor alone.
    """
    require_outcome(results, y)
    points = points_at(results, at)
    held = dict(at or {})
    base = _base(points[[name for name in factors(results) if name not in held]])
    rows: list[dict[str, Any]] = []
    for factor in factors(results):
        here = [level for level in levels(results, factor) if (points[factor] == level).any()]
        if factor in held or len(here) < 2:
            continue
        if factor in base:
            ends = [(base[factor], end) for end in dict.fromkeys([here[0], here[-1]]) if end != base[factor]]
        else:
            ends = [(here[0], last) for last in (here[-1:] if is_numeric(results, factor) else here[1:])]
        found = [row for a, b in ends if (row := _effect(results, y, factor, a, b, held))]
        rows += found
    if not rows:
        raise ValueError("no two points of the design differ in one factor alone: there is no effect to show")
    table = pd.DataFrame(rows)
    size = table["estimate"].abs().groupby(table["factor"]).transform("max").fillna(0.0)
    order = table.assign(size=size).sort_values(["size", "factor"], ascending=[False, True], kind="stable")
    return order.drop(columns="size").reset_index(drop=True)


def _base(levels_of: pd.DataFrame) -> dict[str, Any]:
    """Levels of the point from which all others differ in one factor at most; empty where there is none."""
    if levels_of.shape[1] < 2 or len(levels_of) < 3:
        return {}
    common = levels_of.mode().iloc[0]
    differs = sum((levels_of[name] != common[name]).to_numpy(int) for name in levels_of.columns)
    if np.max(differs) > 1:
        return {}
    return {str(name): common[name] for name in levels_of.columns}


def _effect(
    results: RunSource, y: str, factor: str, a: object, b: object, at: Mapping[str, Any]
) -> dict[str, Any] | None:
    try:
        found = results.contrast(y, factor, a, b, at=at)
    except ValueError:  # a list of points, say, of which no two differ in this alone
        return None
    return {
        "factor": factor, "a": a, "b": b, "n": found.n, "missing": found.missing, "estimate": found.estimate,
        "low": found.low, "high": found.high, "method": found.method, "paired": found.paired,
        "cells": found.cells,
    }  # fmt: skip


def tornado(
    results: RunSource, y: str, *, at: Mapping[str, object] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what each factor changes in the outcome `y`, with 95 % intervals, the largest on top.

    Parameters
    ----------
    results, y, at
        As in `tornado_data`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives the numbers.
    """
    rows = tornado_data(results, y, at=at)
    if ax is not None:
        _draw(ax, results, rows, y)
        return ax
    return _figure(pyplot_figure, results, rows, y, at).axes[0]


def tornado_figure(new: NewFigure, results: RunSource, y: str) -> Figure:
    """A figure of the effects."""
    return _figure(new, results, tornado_data(results, y), y, None)


def _figure(
    new: NewFigure, results: RunSource, rows: pd.DataFrame, y: str, at: Mapping[str, object] | None
) -> Figure:
    def drawing(ax: Axes, _: Mapping[str, Any]) -> pd.DataFrame:
        _draw(ax, results, rows, y)
        return rows

    return compose(
        new,
        results,
        [Panel(dict(at or {}))],
        drawing,
        about=f"What each factor by itself changes in {labels.meaning(results, y)}",
        note=lambda _: note(results, rows),
        whole=(6.4, 0.7 + 0.42 * len(_places(rows))),
    )


def _places(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Rows of the chart: a factor of numbers has one, a choice one for each of its options."""
    numeric = rows["a"].map(
        lambda level: isinstance(level, (int, float, np.number)) and not isinstance(level, bool)
    )
    keys = [
        (factor, "" if is_number else level_text(b))
        for factor, is_number, b in zip(rows["factor"], numeric, rows["b"], strict=True)
    ]
    return list(dict.fromkeys(keys))


def _draw(ax: Axes, results: RunSource, rows: pd.DataFrame, y: str) -> None:
    places = _places(rows)
    names = []
    for factor, option in places:
        mine = rows[rows["factor"] == factor]
        if option:
            names.append(f"{labels.key(results, factor)}\n{level_text(mine['a'].iloc[0])} to {option}")
        else:
            names.append(labels.key(results, factor))
    for _, row in rows.iterrows():
        option = level_text(row["b"])
        place = places.index(
            (row["factor"], option) if (row["factor"], option) in places else (row["factor"], "")
        )
        is_number = places[place][1] == ""
        down = is_number and float(row["b"]) < float(row["a"])
        colour = style.COLOURS[1] if down else style.COLOURS[0]
        ax.barh(place, row["estimate"], height=HEIGHT * 0.75, color=colour, alpha=0.75)
        if np.isfinite([row["low"], row["high"]]).all():
            ax.plot([row["low"], row["high"]], [place, place], color=style.INK, linewidth=1.3)
        if is_number:
            right = row["estimate"] >= 0
            edge = max(row["estimate"], row["high"], 0.0) if right else min(row["estimate"], row["low"], 0.0)
            ax.annotate(
                f"{level_text(row['a'])} to {level_text(row['b'])}", (edge, place), xytext=(5 if right else -5, 0),
                textcoords="offset points", ha="left" if right else "right", va="center", size=8,
            )  # fmt: skip
    ax.axvline(0.0, color=style.INK, linewidth=1.0)
    ax.set_yticks(range(len(places)), names)
    ax.set_ylim(len(places) - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    ax.margins(x=0.18)
    ax.set_xlabel(f"change in {labels.measure(results, y)}")
    remember(ax, rows)
