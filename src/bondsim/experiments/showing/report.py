"""A report of results: one HTML file with question, answer, figures, tables, assumptions and how to repeat it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim.documents import printable
from bondsim.experiments import files
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import store
from bondsim.experiments.folder.origin import own_scenario
from bondsim.experiments.reading import told
from bondsim.experiments.showing.report_figures import MAX_ROWS, cell, figures
from bondsim.plots.levels import level_text, level_texts

if TYPE_CHECKING:
    from bondsim.experiments.results import Results
    from bondsim.scenario import Scenario

NAME = "report.html"
TEMPLATE = "report.html.jinja"
MAX_LEVELS = 12
FEWER_RUNS = 0.05  # share of runs without a value from which a caution speaks of them
PAIRINGS = {
    "common": "Common luck: replicate i meets the same luck at every point; differences are taken pair by pair.",
    "independent": "Independent luck: each point has luck of its own.",
}


def write_report(results: Results, out: Path | None = None, scenario_file: Path | None = None) -> Path:
    """Write the report of results as one HTML file that needs nothing else.

    Parameters
    ----------
    results
        What it is of; an unfinished experiment is said to be one.
    out
        Where to write it; by default ``report.html`` in the result folder.
    scenario_file
        The scenario, where it is the user's own: meanings and grounds of what was held are read from it.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ResultsError
        If the folder cannot be read, or there are no runs yet.
    """
    path = out or results.folder / NAME
    text = report(results, scenario_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path, text.encode("utf-8"))
    return path


def report(results: Results, scenario_file: Path | None = None) -> str:
    """The report as HTML text; see `write_report`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    if results.runs.empty:
        raise ResultsError(f"{results.folder} has no runs yet: there is nothing to report")
    page = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(TEMPLATE)
    return page.render(_content(results, scenario_file))


def _content(results: Results, scenario_file: Path | None) -> dict[str, Any]:
    scenario, why = _scenario(results, scenario_file)
    answer = told.answer(results)
    effects = _effects(results, answer.outcome)
    return {
        "title": results.question or results.name,
        "name": results.name,
        "asked": bool(results.question),
        "scenario": {
            "name": results.scenario,
            "title": results.manifest["scenario"].get("title") or results.scenario,
            "story": " ".join(scenario.story.split()) if scenario else "",
        },
        "answer": answer,
        "unfinished": "" if results.finished else f"{len(results.runs):,} runs so far",
        "failed": results.manifest["failed"] or 0,
        "figures": figures(results),
        "effects": effects,
        "sensitivity": _sensitivity(results, answer.outcome),
        "estimates": _estimates(results),
        "outcomes": _outcomes(results),
        "varied": _varied(results, scenario),
        "fixed": _fixed(results, scenario),
        "grounds_missing": why,
        "design": _design(results),
        "luck": {
            "seed": results.manifest["seed"],
            "pairing": PAIRINGS.get(results.manifest["pairing"], results.manifest["pairing"]),
            "rule": results.manifest.get("seed_rule", ""),
        },
        "versions": _versions(results),
        "repeat": _repeat(results),
        "config": _source(results),
        "cautions": _cautions(results, scenario, effects, answer.outcome),
        "held": _held(results, scenario),
    }


def _scenario(results: Results, file: Path | None) -> tuple[Scenario | None, str]:
    """The scenario, or why there is none: a report is of what was found, not of what can be run again."""
    from bondsim.experiments.folder.origin import scenario_of

    try:
        return scenario_of(results, file), ""
    except ResultsError as error:
        if file is not None:
            raise
        return None, str(error)


def _effects(results: Results, outcome: str) -> list[dict[str, str]]:
    """What each varied factor by itself changes in the outcome, the largest first; empty where no design shows it."""
    from bondsim.plots.tornado_chart import tornado_data

    try:
        rows = tornado_data(results.over_draws, outcome)
    except ValueError:
        return []
    share = results.describe(outcome).kind == "boolean"
    scale, unit = (100.0, " points") if share else (1.0, f" {results.describe(outcome).unit}".rstrip())
    return [
        {
            "factor": str(row["factor"]),
            "change": f"{told.with_unit(results, str(row['factor']), row['a'])} to "
            f"{told.with_unit(results, str(row['factor']), row['b'])}",
            "difference": f"{scale * row['estimate']:+.3g}{unit}",
            "interval": f"{scale * row['low']:+.3g} to {scale * row['high']:+.3g}{unit}",
            "n": f"{row['n']:,} {'pairs' if row['paired'] else 'runs'}",
        }
        for row in rows.to_dict("records")
    ]


def _sensitivity(results: Results, outcome: str) -> dict[str, Any]:
    """Indices of a design that was made for them, the factor that matters most first; empty for another design."""
    try:
        found = results.sensitivity(outcome)
    except ValueError:
        return {"rows": []}
    main = "mu_star" if found.kind == "morris" else "ST"
    rows = found.table.sort_values("estimate", ascending=False, kind="stable").to_dict("records")
    order = [row["factor"] for row in rows if row["index"] == main]
    table = [
        {
            "factor": str(row["factor"]),
            "index": str(row["index"]),
            "estimate": f"{row['estimate']:.3g}",
            "interval": f"{row['low']:.3g} to {row['high']:.3g}",
            "note": str(row["note"]),
        }
        for name in [*order, *(row["factor"] for row in rows if row["factor"] not in order)]
        for row in rows
        if row["factor"] == name
    ]
    blocks = "trajectories" if found.kind == "morris" else "base points"
    return {
        "rows": table,
        "kind": found.kind,
        "main": main,
        "order": order,
        "warnings": found.warnings,
        "told": f"{found.blocks} {blocks}, {found.replicates} replicates of each point; luck is "
        f"{100 * found.noise.estimate:.0f} % of the variance of single runs, and is taken out.",
    }


def _estimates(results: Results) -> dict[str, Any]:
    """Estimates at each point, of the outcomes that the figures are about."""
    answer = results.over_draws
    table = answer.points.copy()
    texts = [level_texts(list(table[name])) for name in answer.factors]
    head = [_with_unit(results, name) for name in answer.factors]
    columns = [*texts]
    for outcome in told.told_outcomes(results):
        rows = answer.summary[answer.summary["outcome"] == outcome].set_index("point").reindex(table["point"])
        head += [f"{outcome} ({_unit(results, outcome)})", "95 % interval", "n"]
        columns += [
            [cell(float(value)) for value in rows["estimate"]],
            [
                "too few runs" if low != low else f"{cell(float(low))} to {cell(float(high))}"
                for low, high in zip(rows["low"], rows["high"], strict=True)
            ],
            ["–" if value != value else f"{int(value):,}" for value in rows["n"].astype(float)],
        ]
    rows_of = [list(row) for row in zip(*columns, strict=True)] if columns else []
    return {"head": head, "rows": rows_of[:MAX_ROWS], "left": max(0, len(rows_of) - MAX_ROWS)}


def _outcomes(results: Results) -> dict[str, list[tuple[str, str, str]]]:
    """Meanings of the outcomes, those that are told first."""
    told_first = told.told_outcomes(results)
    rows = {
        name: (name, _unit(results, name), results.describe(name).description) for name in results.outcomes
    }
    return {
        "told": [rows[name] for name in told_first],
        "others": [row for name, row in rows.items() if name not in told_first],
    }


def _unit(results: Results, outcome: str) -> str:
    about = results.describe(outcome)
    if about.kind == "boolean":
        return "share of runs"
    return f"mean, {about.unit}" if about.unit else "mean"


def _with_unit(results: Results, factor: str) -> str:
    unit = results.describe(factor).unit
    return f"{factor} ({unit})" if unit else factor


def _varied(results: Results, scenario: Scenario | None) -> list[dict[str, str]]:
    from bondsim.plots.tables import levels

    rows = []
    for name in results.factors:
        about = results.describe(name)
        found = levels(results, name)
        texts = level_texts(found)
        shown = (
            ", ".join(texts)
            if len(texts) <= MAX_LEVELS
            else f"{len(texts)} levels, {texts[0]} to {texts[-1]}"
        )
        rows.append(
            {
                "key": name,
                "meaning": told.plain(about.description),
                "levels": f"drawn, as it is not known: {shown}" if name in results.uncertain else shown,
                "unit": about.unit,
                "default": level_text(results.manifest["factors"][name]["default"]),
                "grounds": _grounds(scenario, name),
            }
        )
    return rows


def _fixed(results: Results, scenario: Scenario | None) -> list[dict[str, str]]:
    return [
        {
            "key": name,
            "meaning": told.plain(scenario.keys[name].description)
            if scenario and name in scenario.keys
            else "",
            "value": level_text(value),
            "unit": scenario.keys[name].unit if scenario and name in scenario.keys else "",
            "grounds": _grounds(scenario, name),
        }
        for name, value in results.manifest["fixed"].items()
    ]


def _grounds(scenario: Scenario | None, name: str) -> str:
    return scenario.keys[name].grounds if scenario and name in scenario.keys else ""


def _held(results: Results, scenario: Scenario | None) -> dict[str, Any]:
    """Parameters that stayed at their defaults, and how many of these rest on assumptions alone."""
    if scenario is None:
        return {"n": 0, "assumed": []}
    set_so = {*results.factors, *results.manifest["fixed"]}
    keys = [
        key for name, key in scenario.keys.items() if name not in set_so and key.kind in ("number", "integer")
    ]
    return {
        "n": len(keys),
        "assumed": [
            {
                "key": key.name,
                "value": f"{level_text(key.default)} {key.unit}".rstrip(),
                "range": f"{level_text(key.range[0])} to {level_text(key.range[1])}" if key.range else "–",
                "meaning": told.plain(key.description),
                "grounds": key.grounds,
            }
            for key in keys
            if key.grounds.startswith("assumption")
        ],
    }


def _design(results: Results) -> list[tuple[str, str]]:
    about, rows = results.manifest, results.runs
    counts = rows.groupby("point").size()
    spread = f"{counts.min():,}" if counts.min() == counts.max() else f"{counts.min():,} to {counts.max():,}"
    varied = ", ".join(f"{name} at {results.points[name].nunique()} levels" for name in results.factors)
    told_so = [
        ("Points", f"{len(results.points):,}{f': {varied}' if varied else ''}"),
        ("Replicates", f"{spread} runs of each point"),
        ("Runs", f"{len(rows):,}, {about['failed'] or 0} failed"),
    ]
    if results.replication:
        told_so.append(("Stopping", repr(results.replication)))
    if results.uncertain:
        told_so.append(
            ("Not known", f"{', '.join(results.uncertain)}: drawn, and answers are given over the draws")
        )
    return told_so


def _versions(results: Results) -> list[tuple[str, str]]:
    about = results.manifest
    ran = ", ".join(f"{name} {version}" for name, version in about.get("ran_on", {}).items())
    place = about.get("platform", {})
    return [
        ("bondsim", str(about["bondsim"])),
        ("Rules of the model", str(about["rules"])[:16]),
        ("Scenario", f"{results.scenario}, {str(about['scenario']['digest'])[:16]}"),
        ("Results", f"{results.folder.resolve().name}, {str(about['config'])[:16]}"),
        (
            "Ran on",
            ", ".join(filter(None, [ran, f"{place.get('system', '')} {place.get('machine', '')}".strip()])),
        ),
    ]


def _repeat(results: Results) -> list[str]:
    where = shlex.quote(printable(results.folder, 500))
    kept = own_scenario(results)
    own = f" --set scenario={kept.relative_to(results.folder).as_posix()}" if kept else ""
    return [
        f"bondsim run {where}/{store.CONFIG}{own} --out again",
        f"bondsim show {where}",
        f"bondsim replay {where} --point 0 --replicate 0",
    ]


def _source(results: Results) -> str:
    try:
        return (results.folder / store.CONFIG).read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _cautions(
    results: Results, scenario: Scenario | None, effects: list[dict[str, str]], outcome: str
) -> list[str]:
    """What a reader must keep in mind, of what was computed alone."""
    said = [
        "These are simulated results of a model. It shows what follows from its assumptions; it cannot show that they "
        "hold, and it is no advice for an emergency.",
        "Intervals are of the simulation alone: they say how far more runs could move a number, not how far it is from "
        "the world.",
    ]
    if not results.finished:
        said.append("The experiment is not finished: all numbers may still change.")
    if results.manifest["failed"]:
        said.append(f"{results.manifest['failed']} runs failed and count nowhere.")
    rows = results.summary[results.summary["outcome"] == outcome]
    missing, n = float(rows["missing"].sum()), float(rows["n"].sum())
    if missing and missing / (missing + n) >= FEWER_RUNS:
        said.append(
            f"{missing / (missing + n):.0%} of the runs have no value of {outcome}: what is told of it is told of the "
            "others, which may differ from point to point."
        )
    found = _sensitivity(results, outcome)
    if found["rows"]:
        said.append(
            f"By sensitivity ({found['main']}), this answer hangs most on "
            + ", ".join(
                f"{name} ({_grounds(scenario, name) or 'grounds not known here'})"
                for name in found["order"][:3]
            )
            + "."
        )
    order = [] if found["rows"] else list(dict.fromkeys(row["factor"] for row in effects))
    assumed = [name for name in order if _grounds(scenario, name).startswith("assumption")]
    if assumed:
        first = next(row for row in effects if row["factor"] == assumed[0])
        said.append(
            f"Of what was varied, {' and '.join(assumed[:3])} rest{'s' if len(assumed) == 1 else ''} on assumptions; "
            f"{assumed[0]} moves this answer most of these ({first['difference']} from {first['change']})."
        )
    held = _held(results, scenario)
    if held["assumed"]:
        said.append(
            f"{len(held['assumed'])} of the {held['n']} numbers that stayed at their defaults rest on assumptions. "
            "How much this answer depends on each of them was not computed here; they are listed under “What was "
            "fixed”. A screening tells: a config that varies them `{from: ..., to: ...}` with "
            "`design: {kind: morris}`, and `bondsim sensitivity FILE`."
        )
    fitted = [row["key"] for row in held["assumed"] if "in view" in row["grounds"]]
    if fitted:
        said.append(
            f"Chosen with results of this model in view, and so no evidence for it: {', '.join(fitted[:12])}"
            + (f" and {len(fitted) - 12} more." if len(fitted) > 12 else ".")
        )
    return said
