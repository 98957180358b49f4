"""Maps of outcomes over start cells: where an agent began, as the recorded series have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from bondsim.analysis import summarise
from bondsim.documents import nearest
from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, compose, pyplot_figure
from bondsim.plots.heat_map import half_width, is_written, write_cells
from bondsim.plots.tables import Panel, RunSource, points_at, require_outcome, uncertain

PER_CELL = 12  # runs that a cell should have on average, where its size is not given
SIZES_M = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def starts_data(
    results: RunSource,
    agent: str,
    value: str,
    *,
    cell_m: float | None = None,
    at: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """What a map of start cells shows, as a table.

    Parameters
    ----------
    results
        Where runs and series are read from; the series have ``x_m`` and ``y_m`` of the agent.
    agent
        Whose start: where it is at the first time recorded.
    value
        Name of a recorded outcome.
    cell_m
        Side of a cell, m. By default such that cells hold a dozen runs on average.
    at
        Levels of varied keys to hold to; runs of all that is left are taken together.

    Returns
    -------
    DataFrame
        `x_m`, `y_m` (middle of the cell), `cell_m`, `n`, `missing`, `estimate`, `low`, `high`, `method`,
        `half_width`; a row a cell in which a run began.

    Raises
    ------
    ValueError
        If the places were not recorded, or a name is not in the results.
    """
    require_outcome(results, value)
    series = results.series
    if not {"x_m", "y_m"} <= set(series.columns):
        raise ValueError(f"places were not recorded: record.series of [{agent}.x_m, {agent}.y_m]")
    known = [str(name) for name in series["agent"].unique()]
    if agent not in known:
        raise ValueError(f"no agent '{agent}' in these series{nearest(agent, known)}")
    runs = results.runs[["run", "point", value]].merge(points_at(results, at)[["point"]], on="point")
    rows = series[(series["agent"] == agent) & series["run"].isin(runs["run"])].sort_values("t_s")
    first = rows.groupby("run", sort=True)[["x_m", "y_m"]].first().reset_index().merge(runs, on="run")
    size = cell_m or _cell_size(first)
    column, row = (np.floor(first[side].to_numpy(float) / size).astype(int) for side in ("x_m", "y_m"))
    cells = pd.DataFrame({"column": column, "row": row}).drop_duplicates(ignore_index=True)
    place = {pair: i for i, pair in enumerate(cells.itertuples(index=False, name=None))}
    first["point"] = [place[pair] for pair in zip(column.tolist(), row.tolist(), strict=True)]
    found = summarise(first[["point", value]], [value]).drop(columns="outcome")
    table = cells.assign(point=range(len(cells))).merge(found, on="point")
    return pd.DataFrame(
        {
            "x_m": (table["column"] + 0.5) * size,
            "y_m": (table["row"] + 0.5) * size,
            "cell_m": size,
            **{name: table[name] for name in ("n", "missing", "estimate", "low", "high", "method")},
            "half_width": half_width(table),
        }
    )


def _cell_size(first: pd.DataFrame) -> float:
    spans = [float(first[side].max() - first[side].min()) for side in ("x_m", "y_m")]
    wanted = max(1.0, len(first) / PER_CELL)
    for size in SIZES_M:
        if np.prod([span / size + 1 for span in spans]) <= wanted:
            return float(size)
    return float(SIZES_M[-1])


def starts(
    results: RunSource,
    agent: str,
    value: str,
    *,
    cell_m: float | None = None,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `value` over the cells in which `agent` began, each with its 95 % half-width and n.

    Parameters
    ----------
    results, agent, value, cell_m, at
        As in `starts_data`.
    over
        Varied key with a panel for each level.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on, of panels the first; `bondsim.plots.data` gives the numbers.
    """
    cells = cells_of(results, [], at or {}, over, ax)
    starts_data(results, agent, value, cell_m=cell_m, at=cells[0].at)
    if ax is not None:
        _draw(ax, results, agent, value, cell_m, cells[0].at)
        return ax
    return starts_figure(pyplot_figure, results, cells, agent, value, cell_m).axes[0]


def starts_figure(
    new: NewFigure,
    results: RunSource,
    cells: list[Panel] | None,
    x: str,
    value: str,
    cell_m: float | None = None,
) -> Figure:
    """A figure of maps of start cells of the agent `x`; without `cells`, a panel for each design point."""
    kept = cells or cells_of(results, uncertain(results), None)

    def note(rows: pd.DataFrame) -> str:
        said = (
            "± is half of the interval."
            if is_written(len(rows))
            else f"Half of an interval is at most {rows['half_width'].max():.2g}."
        )
        more = labels.over_draws(results, kept[0].at)
        return labels.footer(results, rows, f"{said} {more}".strip(), "runs a cell")

    figure = compose(
        new,
        results,
        kept,
        lambda ax, at: _draw(ax, results, x, value, cell_m, at),
        about=f"Where {x} began. {labels.meaning(results, value)}",
        note=note,
        right=1.2,
        whole=(5.6, 4.2),
    )
    with style.look():
        bar = figure.colorbar(
            figure.axes[0].collections[0], ax=figure.axes, label=labels.measure(results, value)
        )
        bar.outline.set_visible(False)
    return figure


def _draw(
    ax: Axes, results: RunSource, agent: str, value: str, cell_m: float | None, at: Mapping[str, Any] | None
) -> pd.DataFrame:
    rows = starts_data(results, agent, value, cell_m=cell_m, at=at)
    size = float(rows["cell_m"].iloc[0])
    column, row = ((rows[side] / size - 0.5).round().astype(int) for side in ("x_m", "y_m"))
    left, top = column.min(), row.min()
    table = np.full((row.max() - top + 1, column.max() - left + 1), np.nan)
    table[row - top, column - left] = rows["estimate"]
    share = results.describe(value).kind == "boolean"
    image = ax.pcolormesh(
        (np.arange(table.shape[1] + 1) + left) * size,
        (np.arange(table.shape[0] + 1) + top) * size,
        np.ma.masked_invalid(table),
        cmap=style.COLOUR_MAP,
        norm=Normalize(0.0, 1.0) if share else None,
        edgecolors="white",
        linewidth=0.6,
    )
    if is_written(len(rows)):
        write_cells(ax, rows, list(zip(rows["y_m"], rows["x_m"], strict=True)), image, lift=0.0)
    ax.set_facecolor(style.EMPTY)
    ax.set_aspect("equal")
    ax.grid(visible=False)
    ax.invert_yaxis()
    ax.set(xlabel="along the map (m)", ylabel="across the map (m)")
    remember(ax, rows)
    return rows
