"""`bondsim show`: the answer in a result folder."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.answer import MAX_CONTRASTS, print_contrasts, print_estimates, print_question, tables
from bondsim.cli.status import print_failures
from bondsim.cli.terminal import console, print_json, records
from bondsim.documents import printable
from bondsim.experiments.reading.told import contrasts, told_outcomes

if TYPE_CHECKING:
    from bondsim.experiments.results import Results


def show_results(folder: Path, as_json: bool) -> None:
    """Print question, estimates and contrasts of a folder; of a search its finalists."""
    from bondsim.experiments.planning.own_agents import told
    from bondsim.experiments.search.found import is_search

    if is_search(folder):
        from bondsim.cli.optimise import show_found

        show_found(folder, as_json)
        return
    from bondsim.experiments.results import open_results

    results = open_results(folder)
    if as_json:
        print_json(as_record(results))
        return
    answer, status, spent = results.over_draws, results.status(), results.replication
    tables(answer)  # a folder that is damaged is told of before anything is printed
    found = [*islice(contrasts(answer, told_outcomes(results)), MAX_CONTRASTS)]
    screen = console()
    print_question(results)
    screen.print(f"scenario {printable(results.scenario)}, seed {results.manifest['seed']}, {state(results)}")
    for outcome in results.outcomes:
        screen.print(printable(f"  {outcome}: {results.describe(outcome).description}", 300), soft_wrap=True)
    if results.own_agents:
        said = f"agent classes of your own, not the model as shipped: {told(results.own_agents)}"
        screen.print(printable(said, 500), soft_wrap=True)
    print_failures(status)
    if spent:
        screen.print(printable(repr(spent), 500), soft_wrap=True)
    screen.print()
    print_estimates(answer, results.outcomes)
    screen.print()
    print_contrasts(answer, found)


def as_record(results: Results) -> dict[str, object]:
    """All of it, for programs."""
    answer = results.over_draws
    drawn = {"points": records(answer.points), "summary": records(answer.summary)}
    return {
        "name": results.name,
        "question": results.question,
        "scenario": results.scenario,
        "folder": str(results.folder),
        "state": results.state,
        "runs": results.manifest["runs"],
        "failed": results.manifest["failed"],
        "factors": results.manifest["factors"],
        "outcomes": results.manifest["outcomes"],
        "points": records(results.points),
        "summary": records(results.summary),
        "replication": asdict(results.replication) if results.replication else None,
        "uncertain": list(results.uncertain),
        "over_draws": drawn if results.uncertain else None,
        "contrasts": [asdict(contrast) for contrast in contrasts(answer, results.outcomes)],
    }


def state(results: Results) -> str:
    """How far it has come, in words."""
    if not results.finished:
        return f"NOT FINISHED ({results.state}), {len(results.runs):,} runs so far; bondsim run goes on"
    failed = results.manifest["failed"]
    retried = results.manifest.get("retried", 0)
    return f"{results.manifest['runs']:,} runs" + "".join(
        f", {count:,} {what}"
        for count, what in ((failed, "FAILED"), (retried, "only done when tried again"))
        if count
    )
