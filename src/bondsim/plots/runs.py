"""What figures of single runs have in common: what they read, and the numbered list of events beside them."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd
from matplotlib.axes import Axes

from bondsim.plots import labels, style
from bondsim.plots.levels import level_text
from bondsim.plots.tables import each
from bondsim.scenes import Land

MAX_LISTED = 16  # events that a figure numbers
LETTERS, LINE_PT = 46, 10.5  # of a line of the list
NEVER_LISTED = ("chose",)
SOONER_LEFT_OUT = (
    "ordered", "radio_lost", "learned_trust", "learned_bond", "called_out", "incident_over", "lost_sight", "posted"
)  # fmt: skip


class Place(Protocol):
    """What figures read of a scenario."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """Its title, in words."""

    @property
    def cast(self) -> tuple[str, ...]:
        """Names of the agents; numbers in the series count from its beginning."""

    @property
    def is_career(self) -> bool:
        """Whether its clock runs in days."""


class SingleRun(Protocol):
    """What figures read of a run; `bondsim.Run` has it."""

    @property
    def scenario(self) -> Place:
        """What was run."""

    @property
    def seed(self) -> int:
        """Seed of its luck."""

    @property
    def replicate(self) -> int:
        """Replicate of its luck."""

    @property
    def settings(self) -> dict[str, Any]:
        """What was set, by key."""

    @property
    def events(self) -> pd.DataFrame:
        """What happened: `t_s`, `event`, `actor`, `target`, `value`."""

    @property
    def land(self) -> Land | None:
        """The map."""

    def told(self, without: Collection[str] = (), of: Collection[str] = ()) -> list[tuple[float, str]]:
        """Time (s) and sentence of what happened to all, or to some."""

    def states(self, variables: Collection[str], agents: Collection[str] = ()) -> pd.DataFrame:
        """`t_s`, `agent` and state variables over time."""


def set_so(settings: Mapping[str, Any]) -> str:
    """Settings in words: ``dog.bond = 0.9, train.warning_s = 30``."""
    return ", ".join(f"{key} = {level_text(value)}" for key, value in settings.items())


def footer(run: SingleRun, note: str = "") -> str:
    """What a reader must know of a single run: that it is one, and which."""
    held = f" with {set_so(run.settings)}" if run.settings else ""
    which = f"Scenario {run.scenario.name}{held}; seed {run.seed}, replicate {run.replicate}."
    return " ".join(filter(None, ("One simulated run of a model (n = 1, no interval).", note, which)))


def listed(run: SingleRun, of: Collection[str] = ()) -> tuple[pd.DataFrame, str]:
    """The events to number, and a sentence on those that are not.

    Where there are too many, kinds that say least are left out first, then the most frequent.

    Returns
    -------
    events : DataFrame
        `number`, `t_s`, `actor`, `text`; in order of time.
    note : str
        What is not listed; may be empty.
    """
    events = run.events
    if of and len(events):
        events = events[events["actor"].isin(["", *of]) | events["target"].isin(list(of))]
    counts = events["event"].value_counts() if len(events) else pd.Series(dtype=int)
    without = [kind for kind in NEVER_LISTED if kind in counts]
    others = [str(kind) for kind in counts.index if kind not in without]
    others.sort(key=lambda kind: kind not in SOONER_LEFT_OUT)
    told = run.told(without, of)
    while len(told) > MAX_LISTED and len(others) > 1:
        without.append(others.pop(0))
        told = run.told(without, of)
    left = len(told) - MAX_LISTED
    told = told[:MAX_LISTED]
    who: dict[float, str] = {}
    for event in each(events):
        if event.event not in without:
            who.setdefault(float(event.t_s), str(event.actor))
    rows = pd.DataFrame(
        [(i, t, who.get(float(t), ""), text) for i, (t, text) in enumerate(told, 1)],
        columns=["number", "t_s", "actor", "text"],
    )
    gone = [f"{counts[kind]} {labels.words(kind)}" for kind in without]
    gone += [f"the last {left}"] if left > 0 else []
    return rows, f"Events not listed: {', '.join(gone)}." if gone else ""


def spans(numbers: Sequence[int]) -> str:
    """Numbers with those in a row as a span: ``1-4, 7``."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{p[0]}" if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)


def time_text(t_s: float, unit: str, seconds: float) -> str:
    """A time in a list: ``20.5 s``, ``day 640``, ``3.2 y``."""
    value = t_s / seconds
    return f"{value:.0f} {unit}" if unit == "d" else f"{value:.1f} {unit}"


def write_list(ax: Axes, rows: pd.DataFrame, unit: str, seconds: float) -> None:
    """Write the numbered events into empty axes, from the top."""
    ax.axis("off")
    y = 0.0
    for row in each(rows):
        lines = textwrap.wrap(f"{time_text(row.t_s, unit, seconds)}  {row.text}", LETTERS)
        for k, line in enumerate(lines):
            ax.annotate(
                line, (0.0, 1.0), xycoords="axes fraction", xytext=(17, -y), textcoords="offset points",
                va="top", ha="left", size=8, color=style.INK, annotation_clip=False,
            )  # fmt: skip
            if k == 0:
                ax.annotate(
                    f"{row.number}", (0.0, 1.0), xycoords="axes fraction", xytext=(11, -y),
                    textcoords="offset points", va="top", ha="right", size=8, weight="bold", color=style.INK,
                    annotation_clip=False,
                )  # fmt: skip
            y += LINE_PT
        y += 2.0


def list_height(rows: pd.DataFrame) -> float:
    """Inches that the list of events takes."""
    n = sum(len(textwrap.wrap(f"000.0 s  {text}", LETTERS)) for text in rows["text"])
    return (n * LINE_PT + 2.0 * len(rows)) / 72


def first_team(run: SingleRun) -> list[str]:
    """The first agent that has a partner, and its partner; else the first of the cast."""
    start = run.states(["partner"])
    start = start[start["t_s"] == start["t_s"].min()]
    for agent, partner in zip(start["agent"], start["partner"], strict=True):
        if partner >= 0:
            return [str(agent), run.scenario.cast[int(partner)]]
    return [run.scenario.cast[0]]
