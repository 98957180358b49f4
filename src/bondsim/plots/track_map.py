"""A run on its map: the ways that agents went, and where what happened."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, frame, pyplot_figure
from bondsim.plots.runs import SingleRun, footer, list_height, listed, spans, write_list
from bondsim.plots.scene import View, draw_scene
from bondsim.plots.tables import each
from bondsim.scenes import Actor, Land, Scene
from bondsim.vocabulary import ACTIONS, ROLES

LIST_WIDTH = 3.6
MARGIN = 0.15  # of the ways' extent, left free around them
LEAST_M = 12.0  # shown at least
MAX_NAMED = 24  # agents whose ways are drawn one by one
ACTION_NAMES = {code: name for name, code in ACTIONS.items()}
ROLE_NAMES = {code: name for name, code in ROLES.items()}
NEEDED = [
    "x_m",
    "y_m",
    "present",
    "gone",
    "alive",
    "down",
    "trapped",
    "arrested",
    "role",
    "action",
    "partner",
]


def map_data(run: SingleRun) -> pd.DataFrame:
    """What a map of a run shows, as a table.

    Parameters
    ----------
    run
        A run with its series.

    Returns
    -------
    DataFrame
        `agent`, `t_s` (s), `x_m`, `y_m` (m): where agents were while they were on the map, a row each time that
        they moved.

    Raises
    ------
    ValueError
        If its scenario has no map.
    """
    land = run.land
    if land is None:
        raise ValueError(f"{run.scenario.name} has no map: a career goes over days, see run.plot.career()")
    states = run.states(["x_m", "y_m", "present", "gone"])
    there = states[(states["present"] == 1) & (states["gone"] == 0)]
    parts = []
    for name in run.scenario.cast:
        mine = there[there["agent"] == name]
        if mine.empty:
            continue
        moved = (mine[["x_m", "y_m"]].diff().abs() > 1e-9).any(axis=1).to_numpy(copy=True)
        moved[0] = moved[-1] = True
        parts.append(mine.loc[moved, ["agent", "t_s", "x_m", "y_m"]])
    return pd.concat(parts, ignore_index=True)


def map_of(run: SingleRun, ax: Axes | None = None) -> Axes:
    """Draw the map of a run: the ways of all, where they ended, and its events by number.

    Parameters
    ----------
    run
        A run with its series.
    ax
        Axes to draw on, without the list of events. Without it pyplot makes a figure.

    Returns
    -------
    Axes
        The map; `bondsim.plots.data` gives the ways.
    """
    rows = map_data(run)
    events, note = listed(run)
    if ax is not None:
        _draw(ax, run, rows, events)
        return ax
    return _figure(pyplot_figure, run, rows, events, note).axes[0]


def _figure(new: NewFigure, run: SingleRun, rows: pd.DataFrame, events: pd.DataFrame, note: str) -> Figure:
    land = run.land
    assert land is not None
    left, right, top, bottom = _view(run, rows, land)
    width = 7.0
    height = min(7.5, max(3.0, width * (bottom - top) / (right - left)))
    unit, seconds = labels.time_unit(float(rows["t_s"].max()))
    with style.look():
        figure = new(
            figsize=(width + LIST_WIDTH, max(height + 0.9, list_height(events) + 0.4)), layout="constrained"
        )
        grid = figure.add_gridspec(1, 2, width_ratios=[width, LIST_WIDTH])
        ax = figure.add_subplot(grid[0, 0])
        _draw(ax, run, rows, events)
        write_list(figure.add_subplot(grid[0, 1]), events, unit, seconds)
        about = (
            "Ways through one run, from the small rings to where they ended; numbers are those of the events"
        )
        frame(figure, run.scenario.title, about, footer(run, note))
    return figure


def _draw(ax: Axes, run: SingleRun, rows: pd.DataFrame, events: pd.DataFrame) -> None:
    land = run.land
    assert land is not None
    view = _view(run, rows, land)
    scene = _scene(run, rows, land)
    draw_scene(ax, scene, view)
    for name in scene.tracks:
        start = rows[rows["agent"] == name].iloc[0]
        ax.plot(
            start["x_m"], start["y_m"], "o", markersize=4, color="white", markeredgecolor=style.INK, zorder=5
        )
    _number(ax, rows, events)
    ax.set(xlabel="along the map (m)", ylabel="across the map (m)")
    remember(ax, rows)


def _scene(run: SingleRun, rows: pd.DataFrame, land: Land) -> Scene:
    """Where all were when they were last on the map."""
    states = run.states(NEEDED)
    last = states[(states["present"] == 1) & (states["gone"] == 0)].groupby("agent", sort=False).last()
    actors = tuple(
        Actor(
            name=str(name),
            role=ROLE_NAMES[int(row["role"])],
            action=ACTION_NAMES.get(int(row["action"]), ""),
            x_m=float(row["x_m"]),
            y_m=float(row["y_m"]),
            alive=bool(row["alive"]),
            down=bool(row["down"] or row["trapped"]),
            held=bool(row["arrested"]),
            partnered=ROLE_NAMES[int(row["role"])] in ("dog", "handler") and row["partner"] >= 0,
        )
        for name, row in last.iterrows()
    )
    tracks = {
        actor.name: track
        for actor in actors
        if len(track := rows.loc[rows["agent"] == actor.name, ["x_m", "y_m"]].to_numpy(float)) > 2
    }
    return Scene(t_s=float(rows["t_s"].max()), land=land, actors=actors, tracks=tracks)


def _view(run: SingleRun, rows: pd.DataFrame, land: Land) -> View:
    """The part of the map where teams went, or all of it where that is most of it."""
    start = run.states(["partner"])
    team = start.loc[start["partner"] >= 0, "agent"].unique()
    ways = rows[rows["agent"].isin(team)] if len(team) else rows
    ways = rows if ways.empty else ways
    middle = [float(ways[side].min() + ways[side].max()) / 2 for side in ("x_m", "y_m")]
    span = [float(np.ptp(ways[side])) * (1 + 2 * MARGIN) for side in ("x_m", "y_m")]
    width = max(span[0], span[1] * 1.6, LEAST_M)
    if width > 0.6 * land.width_m:
        return (0.0, land.width_m, 0.0, land.height_m)
    height = width / 1.6
    left = min(max(middle[0] - width / 2, 0.0), max(land.width_m - width, 0.0))
    top = min(max(middle[1] - height / 2, 0.0), max(land.height_m - height, 0.0))
    return (left, left + width, top, top + height)


def _number(ax: Axes, rows: pd.DataFrame, events: pd.DataFrame) -> None:
    """The numbers of events where their actor was; those at one place in a row."""
    groups: dict[tuple[float, float], list[int]] = {}
    left, right = ax.get_xlim()
    close = abs(right - left) * 0.025
    for event in each(events):
        mine = rows[(rows["agent"] == event.actor) & (rows["t_s"] <= event.t_s)]
        if mine.empty:
            continue
        here = (float(mine["x_m"].iloc[-1]), float(mine["y_m"].iloc[-1]))
        near = next(
            (place for place in groups if np.hypot(place[0] - here[0], place[1] - here[1]) < close), here
        )
        groups.setdefault(near, []).append(int(event.number))
    for (x, y), numbers in groups.items():
        ax.annotate(
            spans(numbers), (x, y), xytext=(-9, 9), textcoords="offset points", ha="right", va="bottom", size=8,
            weight="bold", zorder=10, annotation_clip=True,
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": style.FAINT, "lw": 0.6},
        )  # fmt: skip
