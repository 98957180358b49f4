"""`bondsim sensitivity`: what the outcomes of an experiment hang on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim.cli.answer import interval, print_question
from bondsim.cli.progress import reporter
from bondsim.cli.run import compute
from bondsim.cli.terminal import console, fail, must_exist, new_table, print_json, records, settings_from
from bondsim.documents import DocumentError, parse_value, printable
from bondsim.experiments.reading.told import told_outcomes

if TYPE_CHECKING:
    from bondsim.analysis import Sensitivity
    from bondsim.experiments.results import Results


def tell_sensitivity(
    what: Path,
    outcomes: list[str],
    contrast: str | None,
    at: list[str],
    settings: list[str],
    as_json: bool,
    threads: int | None = None,
    dask: str | None = None,
) -> None:
    """Print the indices of a result folder, or of a config, which is run first."""
    from bondsim.experiments.results import open_results

    must_exist(what)
    if what.is_dir():
        if settings:
            fail("--set belongs to a config, and this is a result folder; --at holds a lever to a level")
        if dask or threads:
            fail("--dask and --threads belong to a config, which is run; this is a result folder")
        results = open_results(what)
    else:
        results = _run(what, settings, threads, dask)
    held = {name: _value(text) for name, text in settings_from(at).items()}
    compared = _contrast(contrast)
    try:
        found = [
            results.sensitivity(name, contrast=compared, at=held)
            for name in outcomes or told_outcomes(results)
        ]
    except ValueError as error:
        fail(str(error))
    if as_json:
        print_json([_record(each) for each in found])
        return
    print_question(results)
    for each in found:
        print_indices(each)


def print_indices(found: Sensitivity) -> None:
    """Print the indices of one outcome, the largest factors first."""
    screen = console()
    unit = "trajectories" if found.kind == "morris" else "base points"
    screen.print()
    screen.print(
        printable(f"{found.outcome}: {found.kind}, {found.blocks} {unit}, {found.replicates} replicates", 300)
    )
    screen.print()
    names = list(dict.fromkeys(found.table["index"]))
    singles = [name for name in names if name != "S2"]
    main = "mu_star" if found.kind == "morris" else "ST"
    rows = {(row["factor"], row["index"]): row for row in records(found.table)}
    sizes = {factor: row["estimate"] for (factor, index), row in rows.items() if index == main}
    table = new_table()
    table.add_column("factor")
    for name in singles:
        table.add_column(name, justify="right", no_wrap=True)
    for factor in sorted(sizes, key=lambda name: -(sizes[name] if sizes[name] is not None else -1.0)):
        table.add_row(printable(factor), *(_cell(rows[factor, name]) for name in singles))
    screen.print(table)
    pairs = [row for (_, index), row in rows.items() if index == "S2"]
    if pairs:
        screen.print()
        table = new_table()
        table.add_column("pair")
        table.add_column("S2", justify="right", no_wrap=True)
        for row in sorted(pairs, key=lambda row: -(row["estimate"] or 0.0)):
            table.add_row(printable(row["factor"]), _cell(row))
        screen.print(table)
    screen.print()
    screen.print(MEANING[found.kind], style="dim", soft_wrap=True)
    noise = found.noise
    if noise.estimate == noise.estimate:
        text = (
            f"Luck is {noise.estimate:.0%} [{noise.low:.0%}, {noise.high:.0%}] of the variance of runs; of that of "
            f"the points' means it is {found.noise_of_means:.0%}, which is taken out of the indices."
        )
        screen.print(text, style="dim", soft_wrap=True)
    for text in found.warnings:
        screen.print(printable(f"Caution: {text}.", 2_000), soft_wrap=True)


MEANING = {
    "morris": "mu: mean change of the outcome over a factor's whole range; mu_star: mean size of it; sigma: how much "
    "it differs between settings of the others. In brackets: 95 % intervals; * holds 0.",
    "sobol": "S1: share of the variance that a factor makes alone; ST: with all interactions it has a part in. In "
    "brackets: 95 % intervals; * holds 0 or is too wide to say anything.",
}


def _cell(row: dict[str, Any]) -> str:
    if row["estimate"] is None:
        return f"– [{row['low']:.2f}, {row['high']:.2f}] *" if row["low"] is not None else "–"
    return interval(row["estimate"], row["low"], row["high"]) + (" *" if row["note"] else "  ")


def _record(found: Sensitivity) -> dict[str, object]:
    return {
        "outcome": found.outcome,
        "kind": found.kind,
        "blocks": found.blocks,
        "replicates": found.replicates,
        "luck": {"of_runs": found.noise.estimate, "low": found.noise.low, "high": found.noise.high}
        | {"of_means": found.noise_of_means},
        "warnings": list(found.warnings),
        "indices": records(found.table),
    }


def _run(file: Path, settings: list[str], threads: int | None, dask: str | None) -> Results:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import open_results

    plan = Plan.load(file, settings_from(settings))
    with reporter("auto") as report:
        compute(plan, plan.folder, report, dask, threads=threads)
    return open_results(plan.folder)


def _value(text: object) -> Any:
    try:
        return parse_value(str(text), f"{printable(text, 40)}").plain()
    except DocumentError as error:
        fail(str(error))


def _contrast(text: str | None) -> tuple[str, Any, Any] | None:
    """``dog.bond=[0, 0.9]`` as factor and two levels."""
    if text is None:
        return None
    name, _, said = text.partition("=")
    levels = _value(said) if said else None
    if not name or not isinstance(levels, list) or len(levels) != 2:
        fail(
            f"--contrast {printable(text)}: want a lever and two levels, such as --contrast 'dog.bond=[0, 0.9]'"
        )
    return name, levels[0], levels[1]
