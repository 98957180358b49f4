"""A unit over its days: one bar a team with what befell it, and who holds what towards whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from bondsim.plots import style
from bondsim.plots.ribbons import DAY_S
from bondsim.plots.scene import ROLE_MARKS


class Mark(NamedTuple):
    """How events are marked on a bar: what they are called, marker and colour."""

    label: str
    marker: str
    colour: str


DEATH, LEAVES, HARM, WELL, CALL = (
    Mark("death", "X", style.COLOURS[6]),
    Mark("leaves service", "v", style.COLOURS[4]),
    Mark("harm or setback", "s", style.COLOURS[1]),
    Mark("recovery or success", "^", style.COLOURS[2]),
    Mark("grave incident", "D", style.COLOURS[3]),
)
MARKS: dict[str, Mark] = {
    **dict.fromkeys(("died", "put_to_sleep", "killed_on_duty", "passed_away"), DEATH),
    **dict.fromkeys(
        ("retired", "retired_unfit", "retired_strain", "retired_alone", "dropped", "unsound"), LEAVES
    ),
    **dict.fromkeys(
        (
            "broke_down",
            "failed_exam",
            "startled",
            "left_kennel",
            "drifted",
            "heart_fails",
            "visit_went_wrong",
        ),
        HARM,
    ),
    **dict.fromkeys(
        ("back_on_duty", "certified", "recovered_spirit", "conscious", "independent", "on_duty", "came_home"),
        WELL,
    ),
    "called_out": CALL,
    "handed_over": Mark("given to another", ">", style.COLOURS[0]),
    "moved": Mark("given to another", ">", style.COLOURS[0]),
    "came_to": Mark("another dog comes", "P", style.COLOURS[5]),
}
STRENGTH = LinearSegmentedColormap.from_list("bond", ["#F1F4F8", "#8FB8DA", "#1F5F99"])
NEAR_MIDDLE = 0.3  # of the radius: names above or below instead of beside
WEAKEST = 0.02  # bond below which no tie is drawn


class Tie(NamedTuple):
    """What one holds towards another: names, and the bond, 0 to 1."""

    of: str
    to: str
    bond: float


def teams_data(series: pd.DataFrame) -> pd.DataFrame:
    """The bars: a column for each person whom a dog has lived with, in it the bond of that dog, by day.

    Parameters
    ----------
    series
        A row per time and agent: `t_s` (s), `agent`, `role`, `mate`, `alive`, `bond`.

    Returns
    -------
    DataFrame
        Bond of the dog that lives with each, indexed by `day`; missing where none does.
    """
    dogs = series[(series["role"] == "dog") & (series["mate"] != "") & (series["alive"] > 0)]
    bars = dogs.pivot_table(index="t_s", columns="mate", values="bond", aggfunc="max", sort=False)
    bars = bars.reindex(sorted(series["t_s"].unique()))
    bars.index = pd.Index(bars.index / DAY_S, name="day")
    return bars


def marks_data(events: Mapping[str, np.ndarray], series: pd.DataFrame) -> pd.DataFrame:
    """The marks on the bars: `day`, `team` (the person), `event` and its `label`."""
    people = set(teams_data(series).columns)
    mates = series.loc[series["mate"] != "", ["t_s", "agent", "mate"]]
    times = {agent: (rows["t_s"].to_numpy(), rows["mate"].tolist()) for agent, rows in mates.groupby("agent")}
    found = []
    for t_s, event, actor, target in zip(
        *(events[name] for name in ("t_s", "event", "actor", "target")), strict=True
    ):
        if event in MARKS:
            team = next((n for n in (actor, target) if n in people), None) or _mate(times.get(actor), t_s)
            if team in people:
                found.append((t_s / DAY_S, team, event, MARKS[event].label))
    return pd.DataFrame(found, columns=["day", "team", "event", "label"])


def draw_teams(ax: Axes, series: pd.DataFrame, events: Mapping[str, np.ndarray]) -> None:
    """Draw one bar a team, darker where the bond of its dog is stronger, with what befell it.

    Parameters
    ----------
    ax
        Axes to draw on.
    series
        As for `teams_data`.
    events
        Columns of a run's events: `t_s` (s), `event`, `actor`, `target`.
    """
    bars, marks = teams_data(series), marks_data(events, series)
    days = bars.index.to_numpy()
    last = float(days[-1]) if len(days) else 0.0
    end = max(last, 1.0)
    for row, team in enumerate(bars.columns):
        bond = bars[team].to_numpy()
        edges = np.append(days, end)
        image = ax.pcolormesh(
            edges, [row - 0.38, row + 0.38], bond[None, :], cmap=STRENGTH, vmin=0, vmax=1, zorder=2
        )
        image.set_rasterized(True)
        mine = marks[marks["team"] == team]
        for label, some in mine.groupby("label", sort=False):
            mark = next(m for m in MARKS.values() if m.label == label)
            ax.plot(
                some["day"],
                [row] * len(some),
                mark.marker,
                color=mark.colour,
                mec="white",
                mew=0.8,
                ms=7.5,
                zorder=4,
            )
    n = len(bars.columns)
    ax.set(
        yticks=range(n),
        yticklabels=bars.columns,
        ylim=(max(n, 1) - 0.5, -0.5),
        xlim=(0, end * 1.01),
        xlabel="day",
    )
    ax.tick_params(axis="y", labelsize=min(8.0, 0.85 * _row_pt(ax, n)))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    there = list(dict.fromkeys(marks["label"]))
    known = {mark.label: mark for mark in MARKS.values()}
    handles = [
        Line2D([], [], color=known[x].colour, marker=known[x].marker, ls="none", label=x) for x in there
    ]
    if handles:
        ax.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, fontsize=8, borderaxespad=0.1
        )


def _row_pt(ax: Axes, rows: int) -> float:
    """Height of a row, points."""
    figure = ax.figure.get_figure(root=True)
    return 72 * float(figure.get_size_inches()[1] * ax.get_position().height) / max(rows, 1)


def _mate(times: tuple[np.ndarray, list[str]] | None, t_s: float) -> str | None:
    """With whom one lived at a time, or last before it."""
    if times is None:
        return None
    at = int(np.searchsorted(times[0], t_s, side="right")) - 1
    return times[1][max(at, 0)]


def layout(names: Sequence[str], ties: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    """Where to draw each: pairs that hold most towards each other side by side, on a circle.

    Parameters
    ----------
    names
        All who are drawn.
    ties
        What they hold.

    Returns
    -------
    dict
        Position by name, in the unit circle; the same for the same ties.
    """
    order: list[str] = []
    strongest = sorted(ties, key=lambda tie: (-tie.bond, tie.of, tie.to))
    for tie in strongest:
        if tie.of not in order and tie.to not in order:
            order += [tie.of, tie.to]
    order += [name for name in names if name not in order]
    order.sort(key=lambda name: _first(name, names, strongest))
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(order)) / max(len(order), 1)
    return {name: (float(np.cos(a)), float(np.sin(a))) for name, a in zip(order, angles, strict=True)}


def _first(name: str, names: Sequence[str], ties: Sequence[Tie]) -> tuple[int, int]:
    """A pair stands where the first of the two stands among the names."""
    place = list(names).index
    other = next((t.to if t.of == name else t.of for t in ties if name in (t.of, t.to)), name)
    return min(place(name), place(other)), place(name)


def draw_relations(
    ax: Axes,
    roles: Mapping[str, str],
    ties: Sequence[Tie],
    gone: Sequence[str] = (),
    at: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Draw who holds what towards whom: a line is the darker and wider, the stronger the bond.

    Parameters
    ----------
    ax
        Axes to draw on.
    roles
        Role by name.
    ties
        What they hold; of two that hold something towards each other the stronger bond is shown.
    gone
        Names of those who are dead or away: drawn hollow.
    at
        Positions; `layout` makes them.
    """
    at = at or layout(list(roles), ties)
    bonds: dict[frozenset[str], float] = {}
    for tie in ties:
        pair = frozenset((tie.of, tie.to))
        bonds[pair] = max(bonds.get(pair, 0.0), tie.bond)
    for pair, bond in bonds.items():
        if bond >= WEAKEST and len(pair) == 2:
            (xa, ya), (xb, yb) = (at[name] for name in sorted(pair))
            ax.plot([xa, xb], [ya, yb], color=STRENGTH(bond), lw=0.8 + 4 * bond, zorder=1)
    small = len(roles) > 24
    for name, (x, y) in at.items():
        colour, marker = ROLE_MARKS[roles[name]]
        hollow = name in gone
        ax.plot(
            x,
            y,
            marker=marker,
            ms=5 if small else 11,
            mfc="white" if hollow else colour,
            mec=colour if hollow else "white",
            mew=1.6 if hollow else 0.8,
            ls="none",
            zorder=3,
        )
        _write_name(ax, name, x, y, turned=small)
    across = 1.45 if small else 1.75
    ax.set(xlim=(-across, across), ylim=(-1.45, 1.45), aspect="equal")
    ax.axis("off")
    handles: list[Any] = [
        Line2D([], [], color=ROLE_MARKS[r][0], marker=ROLE_MARKS[r][1], ls="none", label=r)
        for r in dict.fromkeys(roles.values())
    ]
    handles += [
        Line2D([], [], color=STRENGTH(b), lw=0.8 + 4 * b, label=f"bond {b:g}") for b in (0.2, 0.5, 0.9)
    ]
    if gone:
        grey = style.FAINT
        handles.append(
            Line2D([], [], mfc="white", mec=grey, mew=1.6, marker="o", ls="none", label="dead or away")
        )
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=3, fontsize=8)


def _write_name(ax: Axes, name: str, x: float, y: float, *, turned: bool) -> None:
    """A name outside the circle: turned outwards where there are many, else level."""
    turn = float(np.degrees(np.arctan2(y, x)))
    flip = abs(turn) > 90
    where: dict[str, Any]
    if turned:
        where = {"ha": "right" if flip else "left", "va": "center", "rotation": turn + 180 * flip}
    elif abs(x) < NEAR_MIDDLE:
        where = {"ha": "center", "va": "bottom" if y > 0 else "top"}
    else:
        where = {"ha": "right" if flip else "left", "va": "center"}
    away = 1.07 if turned else 1.12
    ax.text(away * x, away * y, name, rotation_mode="anchor", fontsize=6.5 if turned else 9, **where)
