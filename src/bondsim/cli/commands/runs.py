"""Commands on a single run: told, watched, filmed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bondsim.cli.options import (
    Folder,
    OpenPage,
    OwnScenario,
    Point,
    Port,
    Progress,
    ProgressMode,
    Replicate,
    RunOf,
    Seed,
    Settings,
    WhatIf,
)


def replay(
    what: RunOf,
    seed: Seed = None,
    point: Point = None,
    replicate: Replicate = 0,
    settings: Settings = None,
    what_if: WhatIf = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AGENT",
            help="Tell only what this one did and met, such as dog_4 of a career. May be repeated.",
            show_default=False,
        ),
    ] = None,
    scenario: OwnScenario = None,
) -> None:
    """Tell one run as a time line, with the reasons of each choice."""
    from bondsim.cli.replay import replay_run

    replay_run(
        what,
        seed=seed,
        point=point,
        replicate=replicate,
        settings=settings or [],
        what_if=what_if or [],
        about=about or [],
        scenario_file=scenario,
    )


def watch(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|FILE", help="A scenario, its file, or an experiment.", show_default=False
        ),
    ],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=2**63 - 1,
            metavar="S",
            help="Seed of the luck. [default: 0, or the experiment's]",
            show_default=False,
        ),
    ] = None,
    replicate: Replicate = 0,
    settings: Settings = None,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help="Let the page vary this key. May be repeated. [default: choices and main factors]",
            show_default=False,
        ),
    ] = None,
    port: Port = None,
    open_page: OpenPage = True,
) -> None:
    """Watch one run in the browser: play it, step by step, and vary it."""
    from bondsim.cli.watch import watch_scenario

    watch_scenario(what, seed, replicate, settings or [], vary or [], port, open_page)


def explore(
    folder: Folder,
    scenario: OwnScenario = None,
    port: Port = None,
    open_page: OpenPage = True,
) -> None:
    """Explore a sweep in the browser: click a point, watch one of its runs."""
    from bondsim.cli.watch import explore_results

    explore_results(folder, scenario, port, open_page)


def film(
    what: RunOf,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The film: .gif, or .mp4.", show_default=False)],
    seed: Seed = None,
    point: Point = None,
    replicate: Replicate = 0,
    settings: Settings = None,
    what_if: WhatIf = None,
    scenario: OwnScenario = None,
    fps: Annotated[int, typer.Option(min=1, max=50, help="Pictures a second.")] = 10,
    seconds: Annotated[float, typer.Option(min=0.2, max=300, help="Length of the film.")] = 15.0,
    progress: Progress = ProgressMode.AUTO,
) -> None:
    """Make a film of one run, on its map or of a career as it grows."""
    from bondsim.cli.film import film_run

    film_run(
        what,
        out,
        seed=seed,
        point=point,
        replicate=replicate,
        settings=settings or [],
        what_if=what_if or [],
        scenario_file=scenario,
        fps=fps,
        seconds=seconds,
        progress=progress.value,
    )
