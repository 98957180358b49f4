"""State over time as ribbons, one below the other: bond, trust, fatigue, arousal, and what each is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from bondsim.plots import style
from bondsim.plots.scene import ROLE_MARKS

DAY_S = 86400.0


class Ribbon(NamedTuple):
    """One ribbon.

    Attributes
    ----------
    label : str
        What stands beside it.
    column : str
        Column of the series.
    turned : bool
        Whether 1 minus the column is shown.
    """

    label: str
    column: str
    turned: bool = False


INCIDENT = (
    Ribbon("bond", "bond"),
    Ribbon("trust", "trust"),
    Ribbon("fatigue", "reserve", turned=True),
    Ribbon("arousal", "arousal"),
)
CAREER = (
    Ribbon("bond", "bond"),
    Ribbon("trust", "trust"),
    Ribbon("stress load", "stress"),
    Ribbon("wear", "wear"),
)
LEAST_SHARE = 0.05  # of the time shown: an action that takes less stands without its name


def ribbons_data(series: pd.DataFrame, ribbons: Sequence[Ribbon], in_days: bool = False) -> pd.DataFrame:
    """What the ribbons show.

    Parameters
    ----------
    series
        A row per time and agent: `t_s` (s), `agent`, and the columns of the ribbons (0 to 1).
    ribbons
        Which.
    in_days
        Whether time is told in days.

    Returns
    -------
    DataFrame
        `time` (s, or days), `agent`, and a column for each ribbon.
    """
    out = pd.DataFrame({"time": series["t_s"] / (DAY_S if in_days else 1.0), "agent": series["agent"]})
    for ribbon in ribbons:
        out[ribbon.label] = 1.0 - series[ribbon.column] if ribbon.turned else series[ribbon.column]
    return out


def spells(series: pd.DataFrame, in_days: bool = False) -> pd.DataFrame:
    """Spells of the same action: `agent`, `action`, `start` and `end` (s, or days)."""
    found = []
    for agent, rows in series.groupby("agent", sort=False, observed=True):
        number = (rows["action"] != rows["action"].shift()).cumsum()
        last = rows["t_s"].iloc[-1]
        starts = rows.groupby(number)["t_s"].first()
        for action, start, end in zip(
            rows.groupby(number)["action"].first(), starts, [*starts.iloc[1:], last], strict=True
        ):
            found.append((agent, action, start, end))
    frame = pd.DataFrame(found, columns=["agent", "action", "start", "end"])
    if in_days:
        frame[["start", "end"]] /= DAY_S
    return frame


def draw_ribbons(axes: Sequence[Axes], series: pd.DataFrame, *, in_days: bool = False) -> None:
    """Draw the ribbons of some agents, a line for each in the colour of its role.

    Parameters
    ----------
    axes
        One below the other: one for each of `INCIDENT` and one for what they do, or one for each of `CAREER`.
    series
        A row per time and agent: `t_s` (s), `agent`, `role`, `action`, and the columns of the ribbons.
    in_days
        Whether it is a career.
    """
    ribbons = CAREER if in_days else INCIDENT
    data = ribbons_data(series, ribbons, in_days)
    roles = dict(zip(series["agent"], series["role"], strict=True))
    seen: dict[str, int] = {}
    for agent, rows in data.groupby("agent", sort=False, observed=True):
        role = roles[agent]
        dashes = style.DASHES[seen.setdefault(role, 0) % len(style.DASHES)]
        seen[role] += 1
        colour = ROLE_MARKS[role][0]
        for ax, ribbon in zip(axes, ribbons, strict=False):
            ax.plot(rows["time"], rows[ribbon.label], color=colour, ls=dashes, label=str(agent))
    end = float(data["time"].max()) or 1.0  # before the first step there is no time to show yet
    for ax, ribbon in zip(axes, ribbons, strict=False):
        ax.set(ylim=(-0.04, 1.04), yticks=(0, 1), xlim=(0, end))
        ax.set_ylabel(ribbon.label, rotation=0, ha="right", va="center")
    for ax in axes[:-1]:
        ax.tick_params(labelbottom=False)
    if not in_days:
        _draw_spells(axes[len(ribbons)], series, roles, end)
    axes[-1].set_xlabel("day" if in_days else "time (s)")
    if in_days:
        axes[-1].xaxis.set_major_locator(MaxNLocator(integer=True))
    axes[0].legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, fontsize=8, borderaxespad=0.1)


def _draw_spells(ax: Axes, series: pd.DataFrame, roles: dict[str, str], end: float) -> None:
    """What each does, as a row of bars with the names of the actions."""
    agents = list(dict.fromkeys(series["agent"]))
    found = spells(series)
    for row, agent in enumerate(agents):
        mine = found[found["agent"] == agent]
        colour = ROLE_MARKS[roles[agent]][0]
        for number, spell in enumerate(mine.itertuples()):
            length = float(spell.end) - float(spell.start)
            shade = 0.42 if number % 2 else 0.22
            ax.barh(row, length, left=spell.start, height=0.84, color=colour, alpha=shade, lw=0)
            if length >= LEAST_SHARE * end:
                ax.text(
                    float(spell.start) + length / 2,
                    row,
                    str(spell.action),
                    ha="center",
                    va="center",
                    fontsize=7.5,
                    clip_on=True,
                )
    ax.set(yticks=range(len(agents)), yticklabels=agents, ylim=(len(agents) - 0.5, -0.5), xlim=(0, end))
    ax.grid(False)
