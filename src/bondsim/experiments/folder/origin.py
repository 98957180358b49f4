"""What a result folder was made from: its scenario, its model, its plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bondsim
from bondsim.documents import printable
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import store
from bondsim.experiments.planning.own_agents import OwnAgents, told
from bondsim.experiments.planning.plan import Plan, Record, Replicates, Series

if TYPE_CHECKING:
    from bondsim.experiments.results import Results
    from bondsim.scenario import Scenario


def scenario_of(results: Results, file: Path | None = None) -> Scenario:
    """The scenario that results were made with.

    Parameters
    ----------
    results
        The results.
    file
        The scenario's file, where it is the user's own; by default the one that is kept in the folder.

    Raises
    ------
    ResultsError
        If it is not to be found, or is another version of it.
    """
    from bondsim.documents import DocumentError
    from bondsim.scenario import load, names

    name, kept = results.scenario, own_scenario(results)
    if file is None and kept is not None:
        try:
            scenario = load(kept)
        except DocumentError as error:
            raise ResultsError(f"{kept} is damaged: give --scenario FILE ({error.problems[0]})") from None
        if scenario.digest != results.manifest["scenario"]["digest"]:
            raise ResultsError(f"{kept} was altered: give --scenario FILE, with which the results were made")
        return scenario
    if file is None and name not in names():
        raise ResultsError(
            f"{results.folder} has a scenario of your own, {printable(name)}: give --scenario FILE"
        )
    scenario = load(file or name)
    if scenario.digest != results.manifest["scenario"]["digest"]:
        raise ResultsError(
            f"{results.folder} was made with another version of the scenario {printable(name)}"
        )
    return scenario


def own_scenario(results: Results) -> Path | None:
    """The file of the user's own scenario that is kept in a folder; None where there is none."""
    from bondsim.scenario import SOURCE

    kept = results.folder / store.SCENARIO / SOURCE
    return kept if kept.is_file() else None


def other_model(results: Results, rules: str, own: OwnAgents | None = None) -> str:
    """In what the model that made results is another one than this, in words; empty where it is this one.

    Parameters
    ----------
    results
        The results.
    rules
        Digest of the rules of this model.
    own
        Agent classes of the user's own, where this model has them.
    """
    here = own.described() if own else {}
    if results.own_agents and not here:
        return (
            f"{results.folder} was made with agent classes of your own ({told(results.own_agents)}), which only "
            "the Python that has them can run again: give them, as results.verify(agents=…) or "
            "results.extend(Experiment(agents=…))"
        )
    if results.own_agents != here:
        made = f"with other agent classes ({told(results.own_agents)})" if results.own_agents else "without"
        alike = ", of another source" if told(results.own_agents) == told(here) else ""
        return f"{results.folder} was made {made}: those given are {told(here)}{alike}"
    made_by, made_rules = results.manifest["bondsim"], results.manifest["rules"]
    if (made_rules, made_by) == (rules, bondsim.__version__):
        return ""
    return (
        f"{results.folder} was made by another version of the model (bondsim {printable(made_by)}, rules "
        f"{printable(made_rules)[:12]}; this is {bondsim.__version__}, rules {rules[:12]}): its runs would not "
        "come again; run the experiment anew"
    )


def plan_of(results: Results, scenario: Scenario) -> Plan:
    """The plan that results were computed by, as far as it decides what a run is.

    Raises
    ------
    ResultsError
        If the folder no longer says it.
    """
    config = results.config
    try:
        record, replicates = config["record"], config["replicates"]
        series = record["series"]
        kept = Record(
            tuple(record["outcomes"]),
            Series(series["every_s"], tuple(series["of"])) if series else None,
            record["events"],
        )
        count = Replicates(replicates["min"], replicates["max"])
    except (KeyError, TypeError):
        raise ResultsError(f"{results.folder}: its config.resolved.json is missing or damaged") from None
    return Plan(
        name=results.name,
        question=results.question,
        scenario=scenario,
        seed=results.manifest["seed"],
        pairing=results.manifest["pairing"],
        fixed=results.manifest["fixed"],
        factors=results.factors,
        points=tuple(_points(results)),
        replicates=count,
        record=kept,
        plots=(),
        resolved=config,
        source_text=_text(results.folder / store.CONFIG),
    )


def _points(results: Results) -> list[dict[str, Any]]:
    return [{name: row[name] for name in results.factors} for row in results.point_rows()]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""
