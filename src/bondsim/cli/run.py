"""`bondsim run`: an experiment from its file to its answer."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bondsim.cli.answer import print_estimates, print_question
from bondsim.cli.figures import draw_configured
from bondsim.cli.grid import print_grid
from bondsim.cli.progress import Quiet, Reporter, reporter
from bondsim.cli.status import failure_lines
from bondsim.cli.terminal import FAILED_RUNS, console, must_be_config, program, settings_from
from bondsim.documents import printable
from bondsim.experiments.reading.told import told_outcomes

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import Results

MOST_POINTS = 24  # in the table at the end of a run


def run_experiment(
    file: Path,
    out: Path | None,
    settings: list[str],
    threads: int | None,
    block_runs: int | None,
    progress: str,
    dask: str | None = None,
) -> None:
    """Run the experiment of a file, draw its figures, and print its answer."""
    from bondsim.experiments.planning.notes import notes
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import open_results

    must_be_config(file)
    plan = Plan.load(file, settings_from(settings))
    for note in notes(plan):
        print(printable(f"note: {note}", 500), file=sys.stderr)
    folder = out or plan.folder
    with reporter(progress) as report:
        compute(plan, folder, report, dask, threads=threads, block_runs=block_runs)
    results = open_results(folder)
    print_answer(results, draw_configured(results))
    if results.manifest["failed"]:
        raise typer.Exit(FAILED_RUNS)


def compute(plan: Plan, folder: Path, report: Reporter, dask: str | None, **how: Any) -> None:
    """Compute here, or on a Dask cluster; a warning is shown whatever ``--progress`` says."""
    if dask is None:
        from bondsim.experiments.runner import execute

        execute(plan, folder, report=report, **how)
    else:
        from bondsim.experiments.cluster.access import execute_there

        execute_there(plan, folder, dask, warner(report), report=report, **how)


def warner(report: Reporter) -> Callable[[str], None]:
    """What shows a warning, also where nothing else is told."""

    def warn(text: str) -> None:
        if type(report) is Quiet:
            print(printable(f"warning: {text}", 500), file=sys.stderr)
        else:
            report.message(f"warning: {text}")

    return warn


def print_answer(results: Results, figures: list[Path]) -> None:
    """Print what came out in short, where the rest lies, and what to do next."""
    screen = console()
    print_question(results)
    screen.print()
    outcomes, left_out = told_outcomes(results), 0
    answer = results.over_draws
    points = len(answer.points) if results.uncertain else results.manifest["points"]
    if points <= MOST_POINTS or not all(print_grid(answer, name) for name in outcomes):
        left_out = print_estimates(answer, outcomes, MOST_POINTS)
    screen.print()
    where = shlex.quote(printable(results.folder, 500))
    if left_out:
        screen.print(f"{left_out} more points: {program()} show {where}", soft_wrap=True)
    lines = [("Spent", repr(results.replication))] if results.replication else []
    lines += [("Figures", printable(path, 500)) for path in figures]
    lines += [("Tables", f"{where}: points, runs and summary as Parquet")]
    if results.manifest["failed"]:
        lines += failure_lines(results.status())
    lines += [
        ("Next", f"{program()} show {where}"),
        ("", f"{program()} report {where}"),
        ("", f"{program()} replay {where} --point 0 --replicate 0"),
    ]
    for name, text in lines:
        screen.print(f"{name:<9}{text}", soft_wrap=True)
