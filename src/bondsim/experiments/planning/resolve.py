"""From a config to a plan: every name and value checked against the scenario, every default spelt out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim import documents
from bondsim.documents import Document, DocumentError, Loc, Place, near, nearest, printable, quoted
from bondsim.experiments.config.document import ExperimentFile
from bondsim.experiments.config.layers import FIELDS, is_path
from bondsim.experiments.planning.figures import figures
from bondsim.experiments.planning.plan import Plan, Record, Replicates, Series, Until
from bondsim.experiments.planning.watch import FIRST, NEXT, pairs
from bondsim.experiments.points import design, levels

if TYPE_CHECKING:
    from bondsim.experiments.points.levels import Value
    from bondsim.scenario import Scenario

MAX_SERIES_ROWS = 1_000_000_000
"""Most rows of series of an experiment, for one agent: some tens of gigabytes."""


def resolve(
    document: Document,
    *,
    name: str,
    folder: Path | None,
    scenario: "Scenario | None" = None,
) -> Plan:
    """The plan that a document asks for.

    Parameters
    ----------
    document : Document
        An experiment, with what it extends and what the command line sets.
    name : str
        Its name where it gives none.
    folder : Path or None
        Folder tree in which a scenario's file must lie; anywhere for None.
    scenario : Scenario, optional
        The scenario, where it is loaded already.

    Raises
    ------
    bondsim.documents.DocumentError
        With every mistake.
    """
    file = document.validate(ExperimentFile)
    if file is not None and file.optimise is not None:
        document.problem(("optimise",), "this file asks for a search: bondsim optimise", key=True)
    scenario = scenario or scenario_of(document, folder)
    if file is None or scenario is None:
        document.check()
        raise AssertionError("a config without a scenario has problems")
    fixed = _fixed(document, file, scenario)
    made = design.design(document, file, scenario.keys, fixed)
    points = made.points
    for factor in made.factors:
        if factor in file.fix:
            how = "uncertain" if factor in made.uncertain.factors else "varied"
            document.problem(("fix", factor), f"fixed and {how}; want one of the two", key=True)
    outcomes = _outcomes(document, file, scenario)
    replicates = _replicates(document, file, scenario, outcomes, points)
    n_runs = len(points) * replicates.max
    n_runs = n_runs if replicates.budget is None else min(n_runs, replicates.budget)
    if n_runs > design.MAX_RUNS:
        said = f"{len(points):,} points x {replicates.max:,} replicates are too many runs"
        document.problem(("replicates",), f"{said}; at most {design.MAX_RUNS:,} would do")
    record = Record(outcomes, _series(document, file, scenario, n_runs), file.record.events)
    sample = made.levers.sample
    plots = figures(
        document,
        file,
        scenario,
        made.levers.points,
        record.outcomes,
        replicates.until,
        sample=sample.kind if sample else None,
        draws=made.uncertain.sample.kind if made.uncertain.sample else None,
    )
    document.check()
    _refuse(document, scenario, fixed, points)
    document.check()
    plan = Plan(
        name=file.name or name,
        question=file.question,
        scenario=scenario,
        seed=file.seed,
        pairing=file.pairing,
        fixed=fixed,
        factors=made.factors,
        points=points,
        replicates=replicates,
        record=record,
        plots=plots,
        resolved={},
        source_text=document.text,
        sample=sample if sample and sample.kind in design.IN_BLOCKS else None,
        draws=made.uncertain.sample,
    )
    plan.resolved.update(_resolved(plan))
    return plan


def _refuse(
    document: Document,
    scenario: "Scenario",
    fixed: "dict[str, Value]",
    points: "Sequence[Mapping[str, Value]]",
) -> None:
    """The first point of a career whose values are possible each, but not all at once."""
    from bondsim.scenario import SettingsError

    for point in points if scenario.is_career else ():
        try:
            scenario.check({**fixed, **point})
        except SettingsError as error:
            for about, text in error.problems.items():
                mine = [k for k in (*point, *fixed) if about in (k, k.split(".")[0])]
                part = "fix" if not mine or mine[0] in fixed else "vary"
                document.problem((part, mine[0]) if mine else ("scenario",), text)
            return


def _resolved(plan: Plan) -> dict[str, Any]:
    """All of a plan in JSON's types."""
    keys = plan.scenario.keys.values()
    series = plan.record.series
    drawn = {"sample": plan.sample, "draws": plan.draws}
    return {
        "name": plan.name,
        "question": plan.question,
        "scenario": {"name": plan.scenario.name, "digest": plan.scenario.digest},
        "seed": plan.seed,
        "pairing": plan.pairing,
        "fix": dict(sorted(plan.fixed.items())),
        "defaults": {key.name: key.default for key in keys if key.name not in {*plan.fixed, *plan.factors}},
        "points": [dict(sorted(point.items())) for point in plan.points],
        "replicates": _told(plan.replicates),
        "record": {
            "outcomes": list(plan.record.outcomes),
            "series": {"every_s": series.every_s, "of": list(series.of)} if series else None,
            "events": plan.record.events,
        },
        "plots": [asdict(plot) for plot in plan.plots],
    } | {name: sample.as_json() for name, sample in drawn.items() if sample is not None}


def _told(replicates: Replicates) -> dict[str, Any]:
    """Replicates in JSON's types: what most experiments do not use is not there."""
    found = {
        name: value for name, value in asdict(replicates).items() if name != "budget" or value is not None
    }
    if replicates.until is not None:
        found["until"] = {name: value for name, value in found["until"].items() if value is not None}
    return found


def scenario_of(document: Document, folder: Path | None) -> "Scenario | None":
    """The scenario that the document names; where there is no such, a problem is noted.

    Of a misspelt name that is like one other, it is that one, so that all other mistakes are told too; else None.
    """
    from bondsim import scenario as catalogue

    name = document.get(("scenario",))
    if not isinstance(name, str) or not name:
        return None  # the model says so
    try:
        return catalogue.load(
            documents.inside(folder, name) if folder is not None and is_path(name) else name
        )
    except DocumentError as error:
        document.problem(("scenario",), "this scenario cannot be used")
        for problem in error.problems:
            document.note(Place(""), problem)
    except ValueError as error:
        document.problem(("scenario",), str(error))
        meant = near(name, catalogue.names())
        return catalogue.load(meant[0]) if len(meant) == 1 else None
    return None


def _fixed(document: Document, file: ExperimentFile, scenario: "Scenario") -> "dict[str, Value]":
    fixed = {}
    for name, raw in file.fix.items():
        loc: Loc = ("fix", name)
        extra = () if document.place(loc).line else FIELDS  # a misspelt field of the file, after --set
        if levels.known(document, loc, scenario.keys, extra):
            value = levels.parse(document, loc, scenario.keys[name], raw)
            if value is not None:
                fixed[name] = value
        if document.is_full:
            break
    return fixed


def _outcomes(document: Document, file: ExperimentFile, scenario: "Scenario") -> tuple[str, ...]:
    if file.record.outcomes is None:
        return tuple(scenario.outcomes)
    for i, name in enumerate(file.record.outcomes):
        if name not in scenario.outcomes:
            document.problem(("record", "outcomes", i), f"unknown outcome{nearest(name, scenario.outcomes)}")
        elif name in file.record.outcomes[:i]:
            document.problem(("record", "outcomes", i), "this outcome is there twice")
    return tuple(name for name in scenario.outcomes if name in file.record.outcomes)


def _replicates(
    document: Document,
    file: ExperimentFile,
    scenario: "Scenario",
    outcomes: tuple[str, ...],
    points: "Sequence[Mapping[str, Value]]",
) -> Replicates:
    asked = file.replicates
    if isinstance(asked, int):
        return Replicates(asked, asked)
    if asked.min > asked.max:
        document.problem(("replicates", "min"), f"want at most max, {asked.max:,}; got {asked.min:,}")
    least = asked.min * len(points)
    if asked.budget is not None and asked.budget < least:
        said = f"want at least min x points, {least:,}; got {asked.budget:,}"
        document.problem(("replicates", "budget"), said)
    loc: Loc = ("replicates", "until")
    name, half_width, factor = asked.until.outcome, asked.until.half_width, asked.until.contrast
    most = 0.5 if factor is None else 1.0
    if name not in scenario.outcomes:
        document.problem((*loc, "outcome"), f"unknown outcome{nearest(name, scenario.outcomes)}")
    elif name not in outcomes:
        document.problem((*loc, "outcome"), "this outcome is not recorded; add it to record.outcomes")
    elif scenario.outcomes[name].kind == "boolean" and half_width >= most:
        document.problem((*loc, "half_width"), f"{name} is a share; want less than {most:g}")
    if factor is None:
        if asked.until.against is not None:
            document.problem((*loc, "against"), "this says which contrasts are meant; want contrast too")
        return Replicates(asked.min, asked.max, Until(name, half_width), asked.budget)
    varied = [*points[0]] if points else []
    against = None
    if factor in scenario.keys:
        against = asked.until.against or (FIRST if scenario.keys[factor].kind == "choice" else NEXT)
    until = Until(name, half_width, factor, against)
    if factor not in varied:
        said = f"varied: {', '.join(map(printable, varied))}" if varied else "nothing is varied"
        document.problem(
            (*loc, "contrast"), f"{quoted(factor)} is not varied ({said}){nearest(factor, varied)}"
        )
    elif not len(pairs(points, until, ordered=scenario.keys[factor].kind != "choice")):
        document.problem((*loc, "contrast"), f"no two points of the design differ in {factor} alone")
    return Replicates(asked.min, asked.max, until, asked.budget)


def _series(document: Document, file: ExperimentFile, scenario: "Scenario", n_runs: int) -> Series | None:
    asked = file.record.series
    if asked is None:
        return None
    from bondsim.engines.recording import check_variables

    loc: Loc = ("record", "series")
    steps = asked.every_s / scenario.dt_s
    if round(steps) < 1 or abs(steps - round(steps)) > 1e-6:
        document.problem(
            (*loc, "every_s"), f"want a multiple of the step of {scenario.name}, {scenario.dt_s:g} s"
        )
    elif n_runs * scenario.max_s / asked.every_s > MAX_SERIES_ROWS:
        message = (
            f"up to {n_runs * scenario.max_s / asked.every_s:.2g} rows; at most {MAX_SERIES_ROWS:,} would do"
        )
        document.problem((*loc, "every_s"), message)
    variables = asked.of or []
    wrong = check_variables(scenario, variables)
    for i, name in enumerate(variables):
        if name in wrong:
            document.problem((*loc, "of", i), wrong[name])
        elif name in variables[:i]:
            document.problem((*loc, "of", i), "this variable is there twice")
    return Series(asked.every_s, tuple(variables))
