"""A career at a glance: a bar for each team, and on it what befell it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, frame, pyplot_figure
from bondsim.plots.ribbons import DAY_S
from bondsim.plots.runs import SingleRun, footer
from bondsim.plots.tables import each
from bondsim.plots.unit import MARKS
from bondsim.vocabulary import ROLES

DOG = ROLES["dog"]
WAITING, SERVING, RETIRED, DEAD = 1, 2, 3, 4  # of `standing`
LOOKS: dict[str, dict[str, Any]] = {
    "in service": {"facecolor": style.COLOURS[0], "height": 0.56},
    "retired": {"facecolor": "#9ECAE1", "height": 0.32},
    "there": {"facecolor": "#7FA8C9", "height": 0.4},
}
OFTEN = 6.0  # events of a kind a team, above which the kind is no event of a life
VARIABLES = ("standing", "present", "alive", "role", "partner")


def career_data(run: SingleRun) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a career chart shows, as two tables.

    Parameters
    ----------
    run
        A career with its series.

    Returns
    -------
    bars : DataFrame
        `team`, `dog`, `state` (``"in service"``, ``"retired"``, or ``"there"`` where service is not modelled),
        `from_d`, `to_d` (days).
    marks : DataFrame
        `team`, `day`, `event`, `actor`: every event of an agent that belongs to a team.

    Raises
    ------
    ValueError
        If the run is an incident.
    """
    if not run.scenario.is_career:
        raise ValueError(f"{run.scenario.name} is an incident: see run.plot.ribbons() and run.plot.map()")
    states = run.states(VARIABLES)
    teams = _teams(run, states)
    with_service = bool((states["standing"] > 0).any())
    bars = []
    for name, team in teams.items():
        mine = states[states["agent"] == name]
        if mine["role"].iloc[0] != DOG:
            continue
        days = mine["t_s"].to_numpy(float) / DAY_S
        step = float(np.median(np.diff(days))) if len(days) > 1 else 1.0
        if with_service:
            now = [
                {SERVING: "in service", RETIRED: "retired"}.get(int(code), "") for code in mine["standing"]
            ]
        else:
            now = ["there" if here else "" for here in (mine["present"] == 1) & (mine["alive"] == 1)]
        at = 0
        for state, same in groupby(now):
            n = len(list(same))
            if state:
                end = min(float(days[at + n - 1]) + step, float(days[-1]))
                bars.append((team, name, state, float(days[at]), end))
            at += n
    events = run.events
    marks = pd.DataFrame(
        [
            (teams[event.actor], event.t_s / DAY_S, event.event, event.actor)
            for event in each(events)
            if event.actor in teams
        ],
        columns=["team", "day", "event", "actor"],
    )
    return pd.DataFrame(bars, columns=["team", "dog", "state", "from_d", "to_d"]), marks


def _teams(run: SingleRun, states: pd.DataFrame) -> dict[str, str]:
    """The team of each agent that has one: named by its handler, or by the dog where it has none."""
    start = states[states["t_s"] == states["t_s"].min()]
    role = dict(zip(start["agent"], start["role"], strict=True))
    partner = {
        str(name): run.scenario.cast[int(other)] if other >= 0 else ""
        for name, other in zip(start["agent"], start["partner"], strict=True)
    }
    teams: dict[str, str] = {}
    for name, other in partner.items():
        if role[name] == DOG:
            teams[name] = other or name
            if other:
                teams.setdefault(other, other)
    return teams


def career(run: SingleRun, *, until_d: float | None = None, ax: Axes | None = None) -> Axes:
    """Draw a bar for each team over the days of a career, and on it what befell it.

    Parameters
    ----------
    run
        A career with its series.
    until_d
        Draw it as it stood on that day; to the end without it.
    ax
        Axes to draw on. Without it pyplot makes a figure.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives bars and marks, one under the other.
    """
    tables = career_data(run)
    if ax is not None:
        draw_career(ax, run, *tables, until_d=until_d)
        return ax
    return _figure(pyplot_figure, run, *tables, until_d).axes[0]


def _figure(
    new: NewFigure, run: SingleRun, bars: pd.DataFrame, marks: pd.DataFrame, until_d: float | None
) -> Figure:
    n_teams = max(1, bars["team"].nunique())
    with style.look():
        figure = new(figsize=(9.6, 1.3 + max(0.26 * n_teams, 1.6)), layout="constrained")
        ax = figure.add_subplot()
        draw_career(ax, run, bars, marks, until_d=until_d)
        left_out = marks.loc[~marks["event"].isin(marked(marks)["event"]), "event"].value_counts()
        gone = ", ".join(f"{n} {labels.words(str(kind))}" for kind, n in left_out.items())
        note = f"Events not drawn: {gone}." if gone else ""
        frame(figure, run.scenario.title, "A bar for each team, and what befell it", footer(run, note))
    return figure


def marked(marks: pd.DataFrame) -> pd.DataFrame:
    """Of the events, those to draw, with the `label` of their mark: no everyday ones."""
    known = marks[marks["event"].isin(list(MARKS))]
    known = known.assign(label=[MARKS[kind].label for kind in known["event"]])
    often = known["label"].value_counts() > OFTEN * max(1, marks["team"].nunique())
    return known[~known["label"].isin(list(often.index[often]))].reset_index(drop=True)


def draw_career(
    ax: Axes,
    run: SingleRun,
    bars: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    until_d: float | None = None,
    counted: bool = True,
) -> None:
    """Draw the tables of `career_data` on `ax`, up to a day; the legend may count the dogs of each state."""
    last = float(run.states(["standing"])["t_s"].max()) / DAY_S
    end = last if until_d is None else min(until_d, last)
    unit, divisor = labels.readable("d", last)
    teams = list(dict.fromkeys(bars["team"]))
    shown = marked(marks)
    for bar in each(bars):
        if bar.from_d < end:
            length = (min(bar.to_d, end) - bar.from_d) / divisor
            ax.barh(
                teams.index(bar.team), length, left=bar.from_d / divisor, edgecolor="white", linewidth=0.6,
                **LOOKS[bar.state],
            )  # fmt: skip
    for mark in each(shown):
        if mark.day <= end and mark.team in teams:
            look = MARKS[mark.event]
            ax.plot(
                mark.day / divisor, teams.index(mark.team), look.marker, color=look.colour, markersize=7,
                markeredgecolor="white", markeredgewidth=0.7, clip_on=False, zorder=5,
            )  # fmt: skip
    if until_d is not None:
        ax.axvline(end / divisor, color=style.INK, linewidth=1.0)
    ax.set_yticks(range(len(teams)), teams)
    ax.set_ylim(len(teams) - 0.4, -0.6)
    ax.set_xlim(0.0, last / divisor)
    ax.set_xlabel({"y": "years", "d": "days"}.get(unit, unit))
    ax.grid(axis="y", visible=False)
    handles: list[Patch | Line2D] = [
        Patch(
            facecolor=str(LOOKS[state]["facecolor"]),
            label=f"{state} ({n_dogs(bars, state)} dogs)" if counted else state,
        )
        for state in LOOKS
        if (bars["state"] == state).any()
    ]
    looks = {mark.label: mark for mark in MARKS.values()}
    handles += [
        Line2D(
            [], [], linestyle="", marker=looks[label].marker, color=looks[label].colour, markersize=7.5,
            markeredgecolor="white", label=label,
        )
        for label in dict.fromkeys(MARKS[kind].label for kind in MARKS)
        if (shown["label"] == label).any()
    ]  # fmt: skip
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0, fontsize=8.5)
    remember(ax, bars.assign(what="bar"))
    remember(ax, shown.assign(what="event"))


def n_dogs(bars: pd.DataFrame, state: str) -> int:
    """How many dogs were ever in a state."""
    return int(bars.loc[bars["state"] == state, "dog"].nunique())
