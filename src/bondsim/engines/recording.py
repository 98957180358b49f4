"""What engines hand out: blocks of runs, and what is recorded of each."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from bondsim import records, state
from bondsim.engines.stopped import Stopped
from bondsim.scenario import Outcome, Scenario

DAY_S = 86400.0
TABLES = {
    "agents": records.AGENT,
    "relations": records.RELATION,
    "clock": records.CLOCK,
    "tally": records.TALLY,
}


@dataclass(frozen=True)
class Recording:
    """What to record of each run beside its outcomes.

    Attributes
    ----------
    every_s : float
        Time between two rows of the series, s; 0 for none.
    variables : tuple of str
        Such as ``dog.arousal``; empty for all state variables of all agents.
    events : bool
        Whether to keep the events.
    """

    every_s: float = 0.0
    variables: tuple[str, ...] = ()
    events: bool = False


@dataclass(frozen=True)
class Block:
    """Results of a block of runs.

    Attributes
    ----------
    outcomes : float64 array of shape (n, n_outcomes)
        In the order of the scenario's outcomes; NaN is missing, booleans are 0 and 1.
    status : int8 array of shape (n,)
        As in `vocabulary.STATUSES`.
    series, events : dict of str to array, or None
        Columns; ``run_index`` counts the runs of the block.
    """

    outcomes: np.ndarray
    status: np.ndarray
    series: dict[str, np.ndarray] | None = None
    events: dict[str, np.ndarray] | None = None


class AtEnd(Protocol):
    """What runs were at their end."""

    def __call__(self, table: str, place: tuple[int, ...], field: str) -> np.ndarray:
        """One field in all runs, shape (n,): of ``agents`` at (i,), ``relations`` at (i, j), ``clock``, ``tally``."""


def read_outcomes(scenario: Scenario, at_end: AtEnd) -> np.ndarray:
    """Outcomes of runs, shape (n, n_outcomes). Which fields are asked for is the same in all runs."""
    columns = []
    for outcome in scenario.outcomes.values():
        column = _read(scenario, outcome.of, at_end).astype(float)
        if outcome.needs is not None:
            column[_read(scenario, outcome.needs, at_end) == 0] = np.nan
        if outcome.kind == "boolean":
            known = ~np.isnan(column)
            column[known] = column[known] != 0
        columns.append(column)
    return np.stack(columns, axis=1)


def _read(scenario: Scenario, of: tuple[str, str], at_end: AtEnd) -> np.ndarray:
    owner, name = of
    if owner in ("tally", "clock"):
        return at_end(owner, (), name)
    if owner in scenario.file.ties:
        tie = scenario.file.ties[owner]
        return at_end("relations", (scenario.cast.index(tie.of), scenario.cast.index(tie.to)), name)
    i = scenario.cast.index(owner)
    if name not in records.RELATION_STATE:
        return at_end("agents", (i,), name)
    towards = np.stack([at_end("relations", (i, j), name) for j in range(len(scenario.cast))])
    partner = at_end("agents", (i,), "partner")
    return towards[partner, np.arange(len(partner))]


def recorded(scenario: Scenario, variables: Sequence[str]) -> tuple[list[int], list[str]]:
    """Of whom, by place in the cast, and what a series holds: what is named, such as ``dog.arousal``, else all."""
    owners, names = ({v.rpartition(".")[k] for v in variables} for k in (0, 2))
    at = [i for i, agent in enumerate(scenario.cast) if not variables or agent in owners]
    return at, [f for f in (*records.AGENT_STATE, *records.RELATION_STATE) if not variables or f in names]


def series_columns(
    scenario: Scenario, variables: Sequence[str], t_s: np.ndarray, column: Callable[[str], np.ndarray]
) -> dict[str, np.ndarray]:
    """Columns of a series: a row per time and agent.

    Parameters
    ----------
    variables : sequence of str
        Such as ``dog.arousal``; only the agents and variables named are kept. Empty for all.
    t_s : float64 array of shape (rows,)
        Times.
    column : callable
        Gives one state variable of those `recorded`, or of their relations to the partners that they had at the
        start, as an array of shape (rows, agents).
    """
    at, names = recorded(scenario, variables)
    columns: dict[str, np.ndarray] = {"t_s": np.repeat(t_s, len(at))}
    if scenario.is_career:
        columns["day"] = columns["t_s"] / DAY_S
    columns["agent"] = np.tile(np.array([scenario.cast[i] for i in at]), len(t_s))
    return columns | {name: column(name).ravel() for name in names}


def check_variables(scenario: Scenario, variables: Sequence[str]) -> dict[str, str]:
    """What is wrong with the names of variables to record, by name."""
    from bondsim.documents import nearest

    known = [f"{a}.{f.name}" for a in scenario.cast for f in (*state.STARTING, *state.AGENT, *state.RELATION)]
    return {v: "unknown state variable" + nearest(v, known) for v in variables if v not in set(known)}


def kept_events(n: int) -> int:
    """How many of n events there was room for; says so where some were lost."""
    if n > records.MAX_EVENTS:
        lost = n - records.MAX_EVENTS
        warnings.warn(f"{lost} of {n} events found no room: the end of the story is missing", stacklevel=3)
    return min(n, records.MAX_EVENTS)


def event_columns(scenario: Scenario, log: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of the events: codes become words."""
    from bondsim.vocabulary import ACTIONS, EVENTS, N_TERMS, PHASE, TERMS

    def words(names: dict[str, int] | Sequence[str], codes: np.ndarray) -> np.ndarray:
        table = (
            dict(zip(names.values(), names, strict=True))
            if isinstance(names, dict)
            else dict(enumerate(names))
        )
        return np.array([table.get(int(c), "") for c in codes], dtype=object)

    of_others = {
        f"{term} of {action}": N_TERMS * (1 + a) + k
        for action, a in ACTIONS.items()
        for term, k in TERMS.items()
    }
    columns: dict[str, Any] = {
        "t_s": log["t_s"].copy(),
        "event": words(EVENTS, log["kind"]),
        "actor": words(scenario.cast, log["actor"]),
        "target": words((*scenario.cast, *scenario.hazard_names), log["target"]),
        "action": words(ACTIONS, log["action"]),
        "value": log["value"].copy(),
    }
    for row in np.flatnonzero(log["kind"] == PHASE):
        columns["target"][row] = scenario.phase_name(int(log["value"][row]))
    for k in (1, 2, 3):
        columns[f"why_{k}"] = words(TERMS | of_others, log[f"why_{k}"])
        columns[f"why_{k}_value"] = log[f"why_{k}_value"].copy()
    return columns


__all__ = [
    "Block",
    "Outcome",
    "Recording",
    "Stopped",
    "check_variables",
    "event_columns",
    "read_outcomes",
    "recorded",
    "series_columns",
]
