"""Survival curves (Kaplan-Meier): what share a time has not ended yet, where some times were cut off."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import add_legend
from bondsim.plots.tables import (
    Panel,
    RunSource,
    is_numeric,
    levels,
    points_at,
    require_outcome,
    uncertain,
)

MAX_LINES = 6
METHOD = "Kaplan-Meier, log-log"
ROW_PT = 11.0  # height of a row of the table under the curves


def survival_data(
    results: RunSource,
    x: str,
    *,
    event: str | None = None,
    until: str | None = None,
    by: str | None = None,
    at: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """What survival curves show, as a table.

    Parameters
    ----------
    results
        Where the runs are read from.
    x
        Outcome that is a time.
    event
        Outcome that is 0 or false where the time was cut off before anything ended it (censored), such as the
        cause for which a dog left service.
    until
        Outcome at which a missing time was cut off, such as the length of the run. Without `event` and `until`
        every time that is there ended by itself, and runs without one are left out.
    by
        Varied key with a curve for each level.
    at
        Levels of the other varied keys; runs of all that is left are taken together.

    Returns
    -------
    DataFrame
        `by` (where given), `time` (in the unit of `x`), `at_risk`, `ended`, `cut_off` (numbers at that time),
        `estimate`, `low`, `high` (95 %, log-log; missing where nobody is left), `n`, `missing`,
        `method`; a row a time, from 0 on.

    Raises
    ------
    ValueError
        If a name is not in the results, or no run has a time.
    """
    from scipy.stats import CensoredData, ecdf

    for name in filter(None, (x, event, until)):
        require_outcome(results, name)
    runs = results.runs.merge(points_at(results, at), on="point")
    parts = []
    for level in levels(results, by) if by else [None]:
        part = runs if by is None else runs[runs[by] == level]
        if part.empty:
            continue
        time, ended = _times(part, x, event, until)
        known = ~np.isnan(time)
        n, missing = int(known.sum()), int((~known).sum())
        time, ended = time[known], ended[known]
        if n == 0:
            continue
        curve = ecdf(CensoredData(uncensored=time[ended], right=time[~ended])).sf
        with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # there is none where nobody is left
            interval = curve.confidence_interval(0.95, method="log-log")
        at_times = np.concatenate([[0.0], curve.quantiles])
        share = np.concatenate([[1.0], curve.probabilities])
        low = np.concatenate([[1.0], interval.low.probabilities])
        high = np.concatenate([[1.0], interval.high.probabilities])
        whole = share == 1.0  # the method has no interval where nothing has ended yet
        low, high = np.where(whole, 1.0, low), np.where(whole, 1.0, high)
        columns = {
            "time": at_times,
            "at_risk": [int((time >= t).sum()) for t in at_times],
            "ended": [int((time[ended] == t).sum()) for t in at_times],
            "cut_off": [int((time[~ended] == t).sum()) for t in at_times],
            "estimate": share, "low": low, "high": high, "n": n, "missing": missing, "method": METHOD,
        }  # fmt: skip
        parts.append(pd.DataFrame(({by: level} if by else {}) | columns))
    if not parts:
        raise ValueError(f"no run has a time {x}")
    return pd.concat(parts, ignore_index=True)


def _times(runs: pd.DataFrame, x: str, event: str | None, until: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Times, and which of them ended by themselves."""

    def values(name: str) -> np.ndarray:
        return runs[name].astype("Float64").to_numpy(float, na_value=np.nan)

    time = values(x)
    ended = ~np.isnan(time)
    if event is not None:
        ended &= np.nan_to_num(values(event)) != 0.0
    if until is not None:
        cut = np.isnan(time)
        time[cut] = values(until)[cut]
    return time, ended


def survival(
    results: RunSource,
    x: str,
    *,
    event: str | None = None,
    until: str | None = None,
    by: str | None = None,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw survival curves with 95 % intervals, and under them the numbers at risk.

    Parameters
    ----------
    results, x, event, until, by, at
        As in `survival_data`.
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
    survival_data(results, x, event=event, until=until, by=by, at=cells[0].at)
    if ax is not None:
        _draw(ax, results, x, event, until, by, cells[0].at)
        return ax
    return survival_figure(pyplot_figure, results, cells, x, event, until, by).axes[0]


def survival_figure(
    new: NewFigure,
    results: RunSource,
    cells: list[Panel] | None,
    x: str,
    event: str | None = None,
    until: str | None = None,
    by: str | None = None,
) -> Figure:
    """A figure of survival curves; without `cells`, a panel for each combination of the other factors."""
    panels = cells or cells_of(results, [*([by] if by else []), *uncertain(results)], None)

    def note(rows: pd.DataFrame) -> str:
        more = "Ticks across a line: cut off (censored). " if rows["cut_off"].any() else ""
        said = (more + labels.over_draws(results, panels[0].at)).strip()
        return labels.footer(results, rows, said, "runs a curve")

    return compose(
        new,
        results,
        panels,
        lambda ax, at: _draw(ax, results, x, event, until, by, at),
        about=f"Share that has not come to its end. {labels.meaning(results, x)}",
        note=note,
        right=1.3 if by else 0.0,
        below=(ROW_PT * ((len(levels(results, by)) if by else 1) + 1)) / 72,
    )


def _draw(
    ax: Axes,
    results: RunSource,
    x: str,
    event: str | None,
    until: str | None,
    by: str | None,
    at: Mapping[str, Any] | None,
) -> pd.DataFrame:
    rows = survival_data(results, x, event=event, until=until, by=by, at=at)
    lines = levels(results, by) if by else [None]
    if len(lines) > MAX_LINES:
        raise ValueError(f"{by} has {len(lines)} levels; at most {MAX_LINES} curves can be told apart")
    unit, divisor = labels.readable(results.describe(x).unit, float(rows["time"].max()))
    ordered = by is not None and is_numeric(results, by)
    colours = style.ordered_colours(len(lines)) if ordered else list(style.COLOURS)
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        t = part["time"].to_numpy(float) / divisor
        look: dict[str, Any] = {"color": colours[i], "linestyle": style.DASHES[0 if ordered else i]}
        ax.step(t, part["estimate"], where="post", label="" if level is None else level_text(level), **look)
        ax.fill_between(t, part["low"], part["high"], step="post", color=colours[i], alpha=0.15, linewidth=0)
        cut = part[part["cut_off"] > 0]
        ax.plot(cut["time"] / divisor, cut["estimate"], "|", color=colours[i], markersize=7)
    name = labels.words(x, results.describe(x).unit)
    ax.set(xlabel=f"{name} ({unit})" if unit else name, ylabel="share not ended", ylim=(-0.03, 1.03))
    ax.set_xlim(0.0, float(rows["time"].max()) / divisor * 1.02 or 1.0)
    if by:
        add_legend(ax, results, by)
    _write_at_risk(ax, rows, by, lines, divisor)
    remember(ax, rows)
    return rows


def _write_at_risk(ax: Axes, rows: pd.DataFrame, by: str | None, lines: list[Any], divisor: float) -> None:
    """Under the axis, how many are still at risk at each tick."""
    low, high = ax.get_xlim()
    ticks = [tick for tick in ax.get_xticks() if low <= tick <= high]
    ax.set_xticks(ticks)
    ax.set_xlim(low, high)
    top = 44.0

    def write(
        text: str, where: float, y: float, align: str, colour: str, coords: Any, left: float = 0
    ) -> None:
        ax.annotate(
            text, (where, 0.0), xycoords=coords, xytext=(-left, -y), textcoords="offset points", ha=align,
            va="top", size=8, color=colour, annotation_clip=False,
        )  # fmt: skip

    write("at risk", 0.0, top, "left", style.FAINT, ("axes fraction", "axes fraction"))
    for i, level in enumerate(lines):
        part = rows if by is None else rows[rows[by] == level]
        y = top + ROW_PT * (i + 1)
        if level is not None:
            write(level_text(level), 0.0, y, "right", style.INK, ("axes fraction", "axes fraction"), 18)
        for tick in ticks:
            later = part[part["time"] / divisor >= tick - 1e-9]
            count = int(later["at_risk"].iloc[0]) if len(later) else 0
            write(f"{count}", tick, y, "center", style.INK, ("data", "axes fraction"))
