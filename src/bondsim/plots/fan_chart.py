"""Fan charts: a state over time, its median with an interval, and how far the runs spread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.analysis import quantile_interval
from bondsim.documents import nearest
from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import add_legend
from bondsim.plots.tables import Panel, RunSource, is_numeric, levels, points_at, uncertain

MAX_LINES = 4  # fans that can lie over each other
MAX_TIMES = 240
LEAST, LEAST_SHARE = 5, 0.2  # runs of a line under way, in all and of those that began, below which it ends


def fan_data(
    results: RunSource, y: str, by: str | None = None, *, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a fan chart shows, as a table.

    Parameters
    ----------
    results
        Where the series are read from.
    y
        State variable that was recorded, such as ``"dog.arousal"``.
    by
        Varied key with a line for each level.
    at
        Levels of the other varied keys; runs of all that is left are taken together.

    Returns
    -------
    DataFrame
        `by` (where given), `t_s` (s), `n` (runs still under way), `estimate` (median), `low`, `high` (its
        95 % interval), `low_90`, `high_90` (the middle 90 % of the runs), `method`; a row a time, of at most
        240, with 5 runs or more and a fifth of those that began.

    Raises
    ------
    ValueError
        If no series was recorded, or a name is not in it.
    """
    agent, _, variable = y.rpartition(".")
    series = results.series
    if series.empty:
        raise ValueError("no state over time was recorded; add record.series to the experiment")
    known = [f"{name}.{column}" for name in series["agent"].unique() for column in _variables(series)]
    if y not in known:
        raise ValueError(f"no state variable '{y}' in these series{nearest(y, known)}")
    points = points_at(results, at)
    runs = results.runs[["run", "point"]].merge(points, on="point")
    rows = series.loc[series["agent"] == agent, ["run", "t_s", variable]].merge(runs, on="run")
    times = np.sort(rows["t_s"].unique())
    kept = times[:: max(1, -(-len(times) // MAX_TIMES))]
    rows = rows[rows["t_s"].isin(kept)]
    found = []
    began, line = 0, None
    for key, group in rows.groupby([by, "t_s"] if by else ["t_s"], sort=True):
        values = group[variable].astype("Float64").to_numpy(float, na_value=np.nan)
        values = values[~np.isnan(values)]
        began = max(began, len(values)) if by is None or key[0] == line else len(values)
        line = key[0]
        if len(values) < max(LEAST, LEAST_SHARE * began):
            continue
        middle = quantile_interval(values, 0.5)
        low, high = np.quantile(values, [0.05, 0.95])
        found.append(
            {
                **({by: key[0]} if by else {}), "t_s": key[-1], "n": len(values), "missing": 0,
                "estimate": middle.estimate, "low": middle.low, "high": middle.high,
                "low_90": low, "high_90": high, "method": middle.method,
            }
        )  # fmt: skip
    if not found:
        raise ValueError(f"fewer than {LEAST} runs have {y}: too few for a fan chart")
    return pd.DataFrame(found)


def fan(
    results: RunSource,
    y: str,
    by: str | None = None,
    *,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a recorded state over time: median with 95 % interval, and the middle 90 % of the runs.

    Parameters
    ----------
    results, y, by, at
        As in `fan_data`.
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
    fan_data(results, y, by, at=cells[0].at)
    if ax is not None:
        _draw(ax, results, y, by, cells[0].at)
        return ax
    return fan_figure(pyplot_figure, results, cells, y, by).axes[0]


def fan_figure(
    new: NewFigure, results: RunSource, cells: list[Panel] | None, y: str, by: str | None = None
) -> Figure:
    """A figure of fan charts; without `cells`, a panel for each combination of the other factors."""
    panels = cells or cells_of(results, [*([by] if by else []), *uncertain(results)], None)
    drawn = labels.over_draws(results, panels[0].at)
    return compose(
        new,
        results,
        panels,
        lambda ax, at: _draw(ax, results, y, by, at),
        about=f"{y} over time. Line: median of the runs; dark: its 95 % interval; pale: the middle 90 % of the runs",
        note=lambda rows: labels.footer(
            results, rows, f"Runs that have ended are not counted. {drawn}".strip(), "runs a time"
        ),
        right=1.3 if by else 0.0,
    )


def _draw(ax: Axes, results: RunSource, y: str, by: str | None, at: Mapping[str, Any] | None) -> pd.DataFrame:
    rows = fan_data(results, y, by, at=at)
    lines = levels(results, by) if by else [None]
    if len(lines) > MAX_LINES:
        raise ValueError(
            f"{by} has {len(lines)} levels; at most {MAX_LINES} fans can lie over each other: "
            f"give a panel to each, with over={by!r}"
        )
    unit, seconds = labels.time_unit(float(rows["t_s"].max()))
    ordered = by is not None and is_numeric(results, by)
    colours = style.ordered_colours(len(lines)) if ordered else list(style.COLOURS)
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        t = part["t_s"].to_numpy(float) / seconds
        text = "" if level is None else level_text(level)
        ax.fill_between(t, part["low_90"], part["high_90"], color=colours[i], alpha=0.13, linewidth=0)
        ax.fill_between(t, part["low"], part["high"], color=colours[i], alpha=0.38, linewidth=0)
        ax.plot(
            t, part["estimate"], color=colours[i], label=text, linestyle=style.DASHES[0 if ordered else i]
        )
    ax.set(xlabel=f"time ({unit})", ylabel=y)
    if by:
        add_legend(ax, results, by)
    remember(ax, rows)
    return rows


def _variables(series: pd.DataFrame) -> list[str]:
    return [str(name) for name in series.columns if name not in ("run", "t_s", "day", "agent")]
