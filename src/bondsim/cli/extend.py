"""`bondsim extend`: a larger experiment from a smaller one."""

from __future__ import annotations

from pathlib import Path

import typer

from bondsim.cli.figures import draw_configured
from bondsim.cli.progress import reporter
from bondsim.cli.run import print_answer, warner
from bondsim.cli.terminal import FAILED_RUNS, console, fail, must_exist, settings_from
from bondsim.documents import printable


def extend_results(
    folder: Path,
    file: Path | None,
    settings: list[str],
    out: Path | None,
    scenario: Path | None,
    threads: int | None,
    progress: str,
    dask: str | None = None,
) -> None:
    """Compute what a larger experiment has beside the results of a folder, and print its answer."""
    from bondsim.experiments.folder.origin import scenario_of
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import open_results
    from bondsim.experiments.upkeep.again import plan_again
    from bondsim.experiments.upkeep.extend import extend

    if file is None and not settings:
        fail("say what is to be larger: a FILE, or --set, such as --set replicates=800")
    results, changes = open_results(folder), settings_from(settings)
    if file is None:
        plan = plan_again(results, changes, scenario_of(results, scenario))
    else:
        must_exist(file)
        plan = Plan.load(file, changes)
    with reporter(progress) as report:
        made = extend(results, plan, out, threads=threads, report=report, dask=dask, warn=warner(report))
    larger = open_results(made.folder)
    print_answer(larger, draw_configured(larger))
    how = "taken over" if made.taken_over else f"computed again, with the same results, since {made.reason}"
    text = f"{made.shared:,} of {made.runs:,} runs were in {made.old} already: {how}"
    console().print(f"{'Extended':<9}{printable(text, 500)}", soft_wrap=True)
    if larger.manifest["failed"]:
        raise typer.Exit(FAILED_RUNS)
