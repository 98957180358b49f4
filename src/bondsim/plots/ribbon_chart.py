"""Ribbons: the states of an agent or two through one run, under a time line of what happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, frame, pyplot_figure
from bondsim.plots.ribbons import spells
from bondsim.plots.runs import SingleRun, first_team, footer, list_height, listed, spans, write_list
from bondsim.plots.scene import ROLE_MARKS
from bondsim.plots.tables import each
from bondsim.vocabulary import ACTIONS, ROLES

IN_INCIDENTS, IN_CAREERS = ("bond", "trust", "fatigue", "arousal"), ("bond", "trust", "stress")
TOGETHER = 0.012  # of the run: events closer than this are numbered as one
ROW_IN, LINE_IN, ACTION_IN = 0.85, 0.45, 0.3
WIDTH, LIST_WIDTH = 6.2, 3.6
ROLE_NAMES = {code: name for name, code in ROLES.items()}
ACTION_NAMES = {code: name for name, code in ACTIONS.items()}
PALE = (
    "#9ECAE1",
    "#FDD0A2",
    "#A1D99B",
    "#DADAEB",
    "#FCBBA1",
    "#D9D9D9",
    "#FEE391",
    "#C7E9C0",
    "#BCBDDC",
    "#F7B6D2",
)


def ribbons_data(
    run: SingleRun, agents: Sequence[str] | None = None, of: Sequence[str] | None = None
) -> pd.DataFrame:
    """What ribbons show, as a table.

    Parameters
    ----------
    run
        A run with its series.
    agents
        Whose states; by default the first team.
    of
        State variables; ``"fatigue"`` is 1 minus the anaerobic reserve. By default bond, trust, fatigue and
        arousal, of a career bond, trust and stress.

    Returns
    -------
    DataFrame
        `t_s` (s), `agent`, `variable`, `value`; bond and trust are those towards the partner.

    Raises
    ------
    ValueError
        If an agent or a variable is not in the series.
    """
    who = list(agents or first_team(run))
    unknown = [name for name in who if name not in run.scenario.cast]
    if unknown:
        raise ValueError(f"no agent {unknown[0]!r}; there are {', '.join(run.scenario.cast[:20])}")
    names = list(of or (IN_CAREERS if run.scenario.is_career else IN_INCIDENTS))
    columns = ["reserve" if name == "fatigue" else name for name in names]
    states = run.states(list(dict.fromkeys([*columns, "alive"])), who)
    over = states["alive"].to_numpy() == 0 if "alive" in states else np.zeros(len(states), bool)
    missing = [name for name in columns if name not in states]
    if missing:
        raise ValueError(f"no state variable {missing[0]!r} in the series of this run")
    parts = []
    for name, column in zip(names, columns, strict=True):
        value = np.where(over, np.nan, states[column].to_numpy(float))
        part = states[["t_s", "agent"]].assign(
            variable=name, value=1.0 - value if name == "fatigue" else value
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def ribbons_of(run: SingleRun, agents: Sequence[str] | None = None, of: Sequence[str] | None = None) -> Axes:
    """Draw states of a run over time, under a time line of its events; a ribbon for each state.

    Parameters
    ----------
    run, agents, of
        As in `ribbons_data`.

    Returns
    -------
    Axes
        The time line; the ribbons are below it in ``.figure.axes``, and `bondsim.plots.data` gives the numbers of
        each, or of all from the figure.
    """
    rows = ribbons_data(run, agents, of)
    return _figure(pyplot_figure, run, rows, list(agents or first_team(run))).axes[0]


def ribbons_figure(new: NewFigure, run: SingleRun) -> Figure:
    """The figure of `ribbons_of` of the first team."""
    return _figure(new, run, ribbons_data(run), first_team(run))


def _figure(new: NewFigure, run: SingleRun, rows: pd.DataFrame, who: list[str]) -> Figure:
    names = list(dict.fromkeys(rows["variable"]))
    events, note = listed(run, who)
    unit, seconds = labels.time_unit(float(rows["t_s"].max()))
    doing = [] if run.scenario.is_career else who
    colours = _colours(run, who)
    heights = [LINE_IN, *[ROW_IN] * len(names), *[ACTION_IN] * len(doing)]
    height = max(sum(heights) * 1.25 + 0.6, list_height(events) + 0.4)
    with style.look():
        figure = new(figsize=(WIDTH + LIST_WIDTH, height), layout="constrained")
        grid = figure.add_gridspec(len(heights), 2, height_ratios=heights, width_ratios=[WIDTH, LIST_WIDTH])
        line = figure.add_subplot(grid[0, 0])
        _draw_line(line, events, seconds, float(rows["t_s"].max()))
        for k, name in enumerate(names, 1):
            ax = figure.add_subplot(grid[k, 0], sharex=line)
            _draw_ribbon(ax, rows[rows["variable"] == name], name, colours, seconds, legend=k == 1)
        for k, agent in enumerate(doing, len(names) + 1):
            _draw_actions(figure.add_subplot(grid[k, 0], sharex=line), run, agent, seconds)
        beside = figure.add_subplot(grid[:, 1])
        write_list(beside, events, unit, seconds)
        drawn = [ax for ax in figure.axes if ax is not beside]
        for ax in drawn[:-1]:
            ax.tick_params(labelbottom=False)
        for event in each(events):
            for ax in drawn[1:]:
                ax.axvline(event.t_s / seconds, color=style.FAINT, linewidth=0.5, alpha=0.6, zorder=0)
        drawn[-1].set_xlabel(f"time ({unit})")
        line.set_xlim(0.0, float(rows["t_s"].max()) / seconds)
        frame(figure, run.scenario.title, f"States of {' and '.join(who)} through one run", footer(run, note))
    return figure


def _colours(run: SingleRun, who: list[str]) -> dict[str, str]:
    """Colours of agents: of their roles, as on maps, where these differ."""
    roles = run.states(["role"], who).groupby("agent")["role"].first()
    found = {name: ROLE_MARKS[ROLE_NAMES[int(roles[name])]][0] for name in who}
    if len(set(found.values())) == len(who):
        return found
    return {name: style.COLOURS[i % len(style.COLOURS)] for i, name in enumerate(who)}


def _draw_line(ax: Axes, events: pd.DataFrame, seconds: float, end_s: float) -> None:
    """The numbers of events at their times, those close together as one, on three levels so that they do not touch."""
    groups: list[list[tuple[int, float]]] = []
    for event in each(events):
        if groups and event.t_s - groups[-1][0][1] < TOGETHER * end_s:
            groups[-1].append((event.number, event.t_s))
        else:
            groups.append([(event.number, event.t_s)])
    for k, group in enumerate(groups):
        ax.plot([group[0][1] / seconds] * 2, [0, 1], color=style.FAINT, linewidth=0.5, alpha=0.6)
        ax.text(
            group[0][1] / seconds, (0.84, 0.5, 0.16)[k % 3], spans([number for number, _ in group]), size=8,
            weight="bold", ha="center", va="center",
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": style.FAINT, "lw": 0.6},
        )  # fmt: skip
    ax.set(ylim=(0, 1), yticks=[])
    ax.set_ylabel("events", rotation=0, ha="right", va="center")
    ax.grid(visible=False)
    ax.spines["left"].set_visible(False)
    remember(ax, events)


def _draw_ribbon(
    ax: Axes, rows: pd.DataFrame, name: str, colours: dict[str, str], seconds: float, legend: bool
) -> None:
    for i, agent in enumerate(colours):
        mine = rows[rows["agent"] == agent]
        ax.plot(
            mine["t_s"] / seconds, mine["value"], color=colours[agent], linestyle=style.DASHES[i % 7],
            linewidth=1.6, label=agent,
        )  # fmt: skip
    low, high = float(np.nanmin(rows["value"])), float(np.nanmax(rows["value"]))
    if low >= 0.0 and high <= 1.0:
        ax.set_ylim(-0.05, 1.05)
        ax.set_yticks([0, 0.5, 1])
    ax.set_ylabel(labels.words(name), rotation=0, ha="right", va="center")
    if legend and len(colours) > 1:
        ax.legend(loc="lower right", ncols=len(colours), fontsize=8, borderaxespad=0.1)
    remember(ax, rows)


def _draw_actions(ax: Axes, run: SingleRun, agent: str, seconds: float) -> None:
    """What an agent does, as a band that is as long as it does it."""
    states = run.states(["action", "present", "alive"], [agent])
    there = (states["present"] == 1) & (states["alive"] == 1)
    doing = [
        ACTION_NAMES.get(int(code), "") if here else ""
        for code, here in zip(states["action"], there, strict=True)
    ]
    times = states["t_s"].to_numpy(float)
    table = spells(states.assign(action=doing)).rename(columns={"start": "from_s", "end": "to_s"})
    table = table[table["action"] != ""].reset_index(drop=True)
    whole = times[-1] - times[0] or 1.0
    for span in each(table):
        length = span.to_s - span.from_s
        colour = PALE[list(ACTIONS).index(span.action) % len(PALE)]
        ax.broken_barh(
            [(span.from_s / seconds, length / seconds)],
            (0, 1),
            facecolor=colour,
            edgecolor="white",
            linewidth=0.5,
        )
        if length / whole > 0.014 * (len(span.action) + 1):
            middle = (span.from_s + length / 2) / seconds
            ax.text(middle, 0.48, span.action, size=7.5, ha="center", va="center")
    ax.set(ylim=(0, 1), yticks=[])
    ax.set_ylabel(agent, rotation=0, ha="right", va="center")
    ax.grid(visible=False)
    ax.spines["left"].set_visible(False)
    remember(ax, table)
