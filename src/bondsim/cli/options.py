"""Arguments and options that several commands have, and the words that they take."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ProgressMode(StrEnum):
    """How a long command tells how far it is."""

    AUTO = "auto"
    RICH = "rich"
    PLAIN = "plain"
    NONE = "none"


class Who(StrEnum):
    """Which engine runs runs."""

    BATCH = "batch"
    MESA = "mesa"
    BOTH = "both"


class ExportForm(StrEnum):
    """What results can be written as."""

    CSV = "csv"
    NETCDF = "netcdf"
    ARCHIVE = "archive"


class FigureKind(StrEnum):
    """The kinds of figure."""

    RESPONSE = "response"
    HEATMAP = "heatmap"
    TRADEOFF = "tradeoff"
    DIFFERENCE = "difference"
    PARETO = "pareto"
    FAN = "fan"
    SURVIVAL = "survival"
    TORNADO = "tornado"
    MORRIS = "morris"
    SOBOL = "sobol"
    CONVERGENCE = "convergence"
    STARTS = "starts"


class End(StrEnum):
    """Which end of an outcome is the better one."""

    HIGH = "high"
    LOW = "low"


ConfigFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="An experiment, as YAML.", show_default=False)
]
AnyFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="An experiment or a scenario, as YAML.", show_default=False)
]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A result folder.", show_default=False)]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Hold a parameter at another value. May be repeated.",
        show_default=False,
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        min=1, max=65535, metavar="N", help="Port of the page. [default: a free one]", show_default=False
    ),
]
OpenPage = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Threads = Annotated[
    int | None,
    typer.Option(min=1, help="Threads that compute. [default: one a processor core]", show_default=False),
]
Progress = Annotated[
    ProgressMode,
    typer.Option(
        help="How far it is: a bar on a terminal and lines elsewhere (auto), one of them, or nothing."
    ),
]


OwnScenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="FILE",
        help="The scenario of a result folder, if it is your own and not in the folder.",
        show_default=False,
    ),
]

Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="The result folder. [default: results/<name>-<id>]", show_default=False
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Compute on a Dask cluster: address of its scheduler, or `local` for as many workers on this "
        "machine as --threads says.",
        show_default=False,
    ),
]
RunOf = Annotated[
    str,
    typer.Argument(metavar="SCENARIO|FOLDER", help="A scenario, or a result folder.", show_default=False),
]
Seed = Annotated[
    int | None,
    typer.Option(
        min=0, max=2**63 - 1, metavar="S", help="Seed of a scenario's run. [default: 0]", show_default=False
    ),
]
Point = Annotated[
    int | None, typer.Option(min=0, metavar="P", help="Design point of a result folder.", show_default=False)
]
Replicate = Annotated[int, typer.Option(min=0, max=2**32 - 1, metavar="R", help="Replicate.")]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="KEY=VALUE",
        help="Put the run beside its twin, which has the same luck and this value. May be repeated.",
        show_default=False,
    ),
]
