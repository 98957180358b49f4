"""The experiment behind a result folder as a file again, to be run anew or changed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bondsim.documents import DocumentError
from bondsim.experiments import store
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.plan import Plan

if TYPE_CHECKING:
    from bondsim.experiments.results import Results

SPLIT = ("fix", "vary", "points")  # parts written with a line for each entry


def experiment_text(results: Results, scenario: str | None = None) -> str:
    """An experiment file that computes what a result folder holds, whatever was given to compute it.

    Parameters
    ----------
    results
        The results.
    scenario
        What names the scenario; by default its own name.

    Returns
    -------
    str
        YAML, with everything that is not at its default.
    """
    lines = []
    for name, value in _experiment(results, scenario or results.scenario).items():
        if name not in SPLIT:
            lines.append(f"{name}: {_flow(value)}")
        elif isinstance(value, Mapping):
            lines += [f"{name}:", *(f"  {key}: {_flow(each)}" for key, each in value.items())]
        else:
            lines += [f"{name}:", *(f"  - {_flow(each)}" for each in value)]
    return "\n".join(lines) + "\n"


def plan_again(results: Results, overrides: Mapping[str, object], scenario: str | Path | None = None) -> Plan:
    """The plan of the experiment behind a result folder, with something changed.

    The file as it was given is taken where it still gives that experiment; where it does not, because it was
    changed on the command line or needs other files, the experiment is written down anew.

    Parameters
    ----------
    results
        The results.
    overrides
        What is changed, as by ``--set``.
    scenario
        The scenario's file, where it is the user's own.

    Raises
    ------
    bondsim.documents.DocumentError
        Every mistake of the changes.
    ResultsError
        If the folder no longer says what was computed.
    """
    if not results.config:
        raise ResultsError(f"{results.folder}: its config.resolved.json is missing or damaged")
    given = results.folder / store.CONFIG
    try:
        same = scenario is None and Plan.load(given).config_hash == results.manifest["config"]
    except (DocumentError, OSError):
        same = False
    if same:
        return _named(Plan.load(given, overrides), results.name)
    with TemporaryDirectory(prefix="bondsim-") as folder:
        path = Path(folder) / f"{results.name}.yaml"
        name = None
        if scenario is not None:
            from bondsim.scenario import load

            name = str(Path(scenario).resolve())
            load(name)
        path.write_text(experiment_text(results, name), encoding="utf-8")
        return _named(Plan.load(path, overrides), results.name)


def _named(plan: Plan, name: str) -> Plan:
    return replace(plan, name=name, resolved=plan.resolved | {"name": name})


def _experiment(results: Results, scenario: str) -> dict[str, Any]:
    config = results.config
    replicates, record = config["replicates"], config["record"]
    asked: dict[str, Any] = {}
    if results.question:
        asked["question"] = results.question
    asked |= {"name": results.name, "scenario": scenario, "seed": results.manifest["seed"]}
    if results.manifest["fixed"]:
        asked["fix"] = results.manifest["fixed"]
    asked |= _design(results)
    fixed = replicates.get("until") is None
    asked["replicates"] = replicates["min"] if fixed else replicates
    asked["pairing"] = results.manifest["pairing"]
    asked["record"] = {name: value for name, value in record.items() if value is not None}
    if record["series"] is not None and not record["series"]["of"]:
        asked["record"]["series"] = {"every_s": record["series"]["every_s"]}
    asked["plots"] = [
        {name: value for name, value in plot.items() if value is not None} for plot in config.get("plots", [])
    ]
    return asked


def _design(results: Results) -> dict[str, Any]:
    """Levels where they make all points, in their order; else the points."""
    factors, rows = results.factors, results.point_rows()
    if not factors:
        return {}
    levels = {name: [*dict.fromkeys(row[name] for row in rows)] for name in factors}
    names = sorted(factors)  # as a grid is gone through
    size = math.prod(len(each) for each in levels.values())
    points = [tuple(row[name] for name in names) for row in rows]
    if size == len(points) and [*product(*(levels[name] for name in names))] == points:
        return {"vary": levels}
    return {"points": [{name: row[name] for name in factors} for row in rows]}


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
