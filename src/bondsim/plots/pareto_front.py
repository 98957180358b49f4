"""Pareto fronts: every point of a design over two outcomes, and those that no other betters in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.analysis.fronts import fronts
from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.tables import Panel, Source, estimates, factors
from bondsim.plots.trade_off import counted, draw_crosses

ENDS = ("high", "low")
MAX_NAMED = 10
TOGETHER = 0.03  # of the range: points of the front as near as this share a number's place


def pareto_data(
    results: Source,
    x: str,
    y: str,
    *,
    x_best: str = "high",
    y_best: str = "high",
    at: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """What a Pareto front shows, as a table.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Names of recorded outcomes.
    x_best, y_best
        Which end of each is the better one: ``"high"`` or ``"low"``.
    at
        Levels of varied keys to hold to.

    Returns
    -------
    DataFrame
        `point`, the factors, `n`, `missing`, `estimate`, `low`, `high`, `method` of both outcomes with `_x` and
        `_y`, `front` (no other estimate is as good in both and better in one) and `possible` (no other point is
        better in both beyond the intervals); a row a design point.

    Raises
    ------
    ValueError
        If a name is not in the results.
    """
    if x == y:
        raise ValueError(f"x and y are both {x!r}; give two different outcomes")
    for end in (x_best, y_best):
        if end not in ENDS:
            raise ValueError(f"the better end is 'high' or 'low', not {end!r}")
    keys = ["point", *factors(results)]
    rows = estimates(results, x, at).merge(estimates(results, y, at), on=keys, suffixes=("_x", "_y"))
    rows = rows.dropna(subset=["estimate_x", "estimate_y"]).reset_index(drop=True)
    good = [1.0 if end == "high" else -1.0 for end in (x_best, y_best)]
    value = [sign * rows[f"estimate_{side}"].to_numpy(float) for sign, side in zip(good, "xy", strict=True)]
    worst, best = [], []
    for sign, side in zip(good, "xy", strict=True):
        ends = sign * rows[[f"low_{side}", f"high_{side}"]].to_numpy(float)
        worst.append(ends.min(axis=1))
        best.append(ends.max(axis=1))
    surely = (worst[0][:, None] > best[0]) & (worst[1][:, None] > best[1])
    costs = -np.column_stack(value)
    return rows.assign(front=fronts(costs) == 0, possible=~surely.any(axis=0))


def pareto(
    results: Source,
    x: str,
    y: str,
    *,
    x_best: str = "high",
    y_best: str = "high",
    at: Mapping[str, object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw all points of the design over the outcomes `x` and `y`, and the front of the best of them.

    Parameters
    ----------
    results, x, y, x_best, y_best, at
        As in `pareto_data`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives the numbers.
    """
    rows = pareto_data(results, x, y, x_best=x_best, y_best=y_best, at=at)
    if ax is not None:
        _draw(ax, results, rows, x, y, (x_best, y_best))
        return ax
    return _figure(pyplot_figure, results, rows, x, y, (x_best, y_best), at).axes[0]


def pareto_figure(
    new: NewFigure, results: Source, x: str, y: str, x_best: str = "high", y_best: str = "high"
) -> Figure:
    """A figure of the front."""
    rows = pareto_data(results, x, y, x_best=x_best, y_best=y_best)
    return _figure(new, results, rows, x, y, (x_best, y_best), None)


def _figure(
    new: NewFigure,
    results: Source,
    rows: pd.DataFrame,
    x: str,
    y: str,
    best: tuple[str, str],
    at: Mapping[str, object] | None,
) -> Figure:
    def drawing(ax: Axes, _: Mapping[str, Any]) -> pd.DataFrame:
        _draw(ax, results, rows, x, y, best)
        return rows

    note = f"Points of the front are listed by {', '.join(_named(results, rows))}."
    return compose(
        new,
        results,
        [Panel(dict(at or {}))],
        drawing,
        about=f"{labels.meaning(results, y)}. {labels.meaning(results, x)}",
        note=lambda rows: labels.footer(results, counted(rows), note),
        whole=(5.6, 4.0),
        right=1.2,
    )


def _named(results: Source, rows: pd.DataFrame) -> list[str]:
    """Factors that differ between the points shown."""
    return [labels.key(results, name) for name in _varying(results, rows)]


def _varying(results: Source, rows: pd.DataFrame) -> list[str]:
    return [name for name in factors(results) if rows[name].nunique() > 1] or factors(results)


def _draw(ax: Axes, results: Source, rows: pd.DataFrame, x: str, y: str, best: tuple[str, str]) -> None:
    parts = (
        ("bettered by another", ~rows["possible"], {"color": "#AAAAAA", "marker": "o", "markersize": 4}),
        (
            "within the interval\nof the front",
            rows["possible"] & ~rows["front"],
            {"color": style.COLOURS[0], "marker": "o", "markersize": 5, "markerfacecolor": "white"},
        ),
        ("on the front", rows["front"], {"color": style.COLOURS[1], "marker": "D", "markersize": 6}),
    )
    for text, which, look in parts:
        if which.any():
            draw_crosses(ax, rows[which], linestyle="", label=text, **look)
    front = rows[rows["front"]].sort_values("estimate_x")
    ax.plot(front["estimate_x"], front["estimate_y"], color=style.COLOURS[1], linewidth=1.2, zorder=1)
    named = front.iloc[:: max(1, int(np.ceil(len(front) / MAX_NAMED)))]
    _number(ax, named)
    names = _varying(results, rows)
    listed = [
        f"{k}: {', '.join(level_text(row[name]) for name in names)}"
        for k, (_, row) in enumerate(named.iterrows(), 1)
    ]
    ax.text(1.04, 0.62, "\n".join(listed), transform=ax.transAxes, size=8, va="top", linespacing=1.4)
    ax.set(xlabel=labels.measure(results, x), ylabel=labels.measure(results, y))
    ax.set_xlabel(f"{ax.get_xlabel()}\n{_arrow(best[0], '→', '←')}")
    ax.set_ylabel(f"{ax.get_ylabel()}\n{_arrow(best[1], '→', '←')}")
    ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), borderaxespad=0.0)
    remember(ax, rows)


def _number(ax: Axes, front: pd.DataFrame) -> None:
    """Number the points of the front beside them, those that lie together as one."""
    near = [TOGETHER * max(float(np.ptp(front[f"estimate_{a}"])), 1e-12) for a in "xy"]
    groups: list[list[tuple[int, float, float]]] = []
    for k, (x, y) in enumerate(zip(front["estimate_x"], front["estimate_y"], strict=True), 1):
        last = groups[-1][0] if groups else None
        if last and abs(x - last[1]) <= near[0] and abs(y - last[2]) <= near[1]:
            groups[-1].append((k, x, y))
        else:
            groups.append([(k, x, y)])
    for group in groups:
        ax.annotate(
            ", ".join(str(k) for k, _, _ in group), group[0][1:], xytext=(6, 6), textcoords="offset points",
            size=8.5, weight="bold", color=style.INK,
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.85},
        )  # fmt: skip


def _arrow(best: str, up: str, down: str) -> str:
    return f"better {up}" if best == "high" else f"{down} better"
