"""`bondsim run`: an experiment from its file to its answer."""

from __future__ import annotations

import shlex
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bondsim.cli.answer import print_estimates, print_question, told_outcomes
from bondsim.cli.figures import draw_configured
from bondsim.cli.grid import print_grid
from bondsim.cli.progress import reporter
from bondsim.cli.status import failure_lines
from bondsim.cli.terminal import FAILED_RUNS, console, must_exist, program, settings_from
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.experiments.cluster import Dask
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
    from bondsim.experiments.plan import Plan
    from bondsim.experiments.results import open_results
    from bondsim.experiments.runner import execute

    must_exist(file)
    plan = Plan.load(file, settings_from(settings))
    folder = out or plan.folder
    with ExitStack() as stack:
        executor = stack.enter_context(_cluster(dask, threads)) if dask else None
        report = stack.enter_context(reporter(progress))
        if executor is not None:
            executor.tell = report.message
        execute(plan, folder, threads=threads, block_runs=block_runs, report=report, executor=executor)
    results = open_results(folder)
    print_answer(results, draw_configured(results))
    if results.manifest["failed"]:
        raise typer.Exit(FAILED_RUNS)


def _cluster(dask: str, threads: int | None) -> AbstractContextManager[Dask]:
    """The executor of ``--dask``; what its user should know goes to stderr."""
    from bondsim.experiments.cluster import connected

    return connected(dask, threads, lambda text: print(f"warning: {printable(text, 500)}", file=sys.stderr))


def print_answer(results: Results, figures: list[Path]) -> None:
    """Print what came out in short, where the rest lies, and what to do next."""
    screen = console()
    print_question(results)
    screen.print()
    outcomes, left_out = told_outcomes(results), 0
    if results.manifest["points"] <= MOST_POINTS or not all(print_grid(results, name) for name in outcomes):
        left_out = print_estimates(results, outcomes, MOST_POINTS)
    screen.print()
    where = shlex.quote(printable(results.folder, 500))
    if left_out:
        screen.print(f"{left_out} more points: {program()} show {where}", soft_wrap=True)
    lines = [("Figures", printable(path, 500)) for path in figures]
    lines += [("Tables", f"{where}: points, runs and summary as Parquet")]
    if results.manifest["failed"]:
        lines += failure_lines(results.status())
    lines += [
        ("Next", f"{program()} show {where}"),
        ("", f"{program()} replay {where} --point 0 --replicate 0"),
    ]
    for name, text in lines:
        screen.print(f"{name:<9}{text}", soft_wrap=True)
