"""Commands that compute experiments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bondsim.cli.options import (
    AnyFile,
    ConfigFile,
    Dask,
    Folder,
    Json,
    Out,
    OwnScenario,
    Progress,
    ProgressMode,
    Settings,
    Threads,
)


def run(
    file: ConfigFile,
    out: Out = None,
    settings: Settings = None,
    threads: Threads = None,
    block_runs: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Runs computed and stored together. [default: about half a second's worth]",
            show_default=False,
        ),
    ] = None,
    progress: Progress = ProgressMode.AUTO,
    dask: Dask = None,
) -> None:
    """Run an experiment, or go on with it after an interruption."""
    from bondsim.cli.run import run_experiment

    run_experiment(file, out, settings or [], threads, block_runs, progress.value, dask)


def extend(
    folder: Folder,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The larger experiment, as YAML.", show_default=False),
    ] = None,
    settings: Settings = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Folder of the larger experiment. [default: <name>-<id> beside the old one]",
            show_default=False,
        ),
    ] = None,
    scenario: OwnScenario = None,
    threads: Threads = None,
    progress: Progress = ProgressMode.AUTO,
    dask: Dask = None,
) -> None:
    """Make a larger experiment from results (levels, replicates, outcomes); compute only what is missing."""
    from bondsim.cli.extend import extend_results

    extend_results(folder, file, settings or [], out, scenario, threads, progress.value, dask)


def optimise(
    file: ConfigFile,
    out: Out = None,
    maximise: Annotated[
        list[str] | None,
        typer.Option(metavar="OUTCOME", help="More of it is better. May be repeated.", show_default=False),
    ] = None,
    minimise: Annotated[
        list[str] | None,
        typer.Option(metavar="OUTCOME", help="Less of it is better. May be repeated.", show_default=False),
    ] = None,
    trials: Annotated[
        int | None, typer.Option(min=1, help="Candidates that are tried.", show_default=False)
    ] = None,
    settings: Settings = None,
    threads: Threads = None,
    progress: Progress = ProgressMode.AUTO,
    dask: Dask = None,
) -> None:
    """Search for the best settings of what an experiment varies, or go on with that search."""
    from bondsim.cli.optimise import optimise_experiment

    goals = {"maximise": maximise, "minimise": minimise, "trials": trials}
    optimise_experiment(file, out, settings or [], goals, threads, progress.value, dask)


def check(
    file: AnyFile,
    settings: Settings = None,
    threads: Threads = None,
    as_json: Json = False,
) -> None:
    """Check an experiment or a scenario: its mistakes, its size, its time, memory and space."""
    from bondsim.cli.check import check_file

    check_file(file, settings or [], threads, as_json)
