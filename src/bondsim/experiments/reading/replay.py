"""A run of a result folder again: same settings, same luck, in either engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder.origin import other_model, scenario_of

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.engines.mesa import Incident, Member
    from bondsim.experiments.results import Results
    from bondsim.scenario import Scenario


def recorded_run(results: Results, point: int, replicate: int) -> pd.Series[Any]:
    """The row of a run.

    Raises
    ------
    ResultsError
        If there is no such point or replicate; the message says which there are.
    """
    last = len(results.points) - 1
    if not 0 <= point <= last:
        raise ResultsError(f"{results.folder} has no point {point}; there are 0 to {last}")
    rows = results.runs[results.runs["point"] == point]
    row = rows[rows["replicate"] == replicate]
    if row.empty:
        there = f"has the replicates 0 to {rows['replicate'].max()}" if len(rows) else "has no runs yet"
        raise ResultsError(f"{results.folder} has no replicate {replicate}: point {point} {there}")
    return row.iloc[0]


def same_scenario(results: Results, file: Path | None = None) -> Scenario:
    """The scenario that results were made with.

    Raises
    ------
    ResultsError
        If it, or the model, is another one by now: the runs would not come again.
    """
    from bondsim.engines.batch import rules_digest

    scenario = scenario_of(results, file)
    if other := other_model(results, rules_digest()):
        raise ResultsError(other)
    return scenario


def replay(
    results: Results,
    point: int,
    replicate: int = 0,
    *,
    scenario: str | Path | None = None,
    agents: Mapping[str, type[Member]] | None = None,
) -> Incident:
    """A run of the results as a live Mesa model, to step, watch or change.

    Parameters
    ----------
    results
        The results.
    point, replicate
        Which run.
    scenario
        File of the scenario, where it is your own.
    agents
        Your own agent classes by name of an agent or of a role; see `bondsim.model`.

    Returns
    -------
    Incident
        At its start; `run_to_end()` ends as the recorded run did.

    Raises
    ------
    ResultsError
        If there is no such run, or if it would not come again.
    """
    from bondsim.engines.mesa.record import live

    recorded_run(results, point, replicate)
    found = same_scenario(results, Path(scenario) if scenario else None)
    setup = found.setup(results.settings(point), results.swept())
    return live(setup, results.seed(point), replicate, agents)


def differences(
    results: Results, row: pd.Series[Any], outcomes: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Outcomes that did not come again: what they were and what they are, by name; None is missing."""
    from pandas import isna

    found = {}
    for name in results.outcomes:
        now, then = outcomes[name], row[name]
        then = None if isna(then) else then
        if now != then:
            found[name] = (then, now)
    return found
