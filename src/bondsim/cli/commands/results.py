"""Commands on a result folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bondsim.cli.options import (
    Dask,
    End,
    ExportForm,
    FigureKind,
    Folder,
    Json,
    OwnScenario,
    Settings,
    Threads,
    Who,
)


def show(folder: Folder, as_json: Json = False) -> None:
    """Show the answer: estimates and contrasts, with their intervals."""
    from bondsim.cli.show import show_results

    show_results(folder, as_json)


def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far an experiment is, how fast it goes, and who works on it; also from another shell."""
    from bondsim.cli.status import show_status

    show_status(folder, as_json)


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A result folder.", show_default=False)],
    b: Annotated[Path, typer.Argument(metavar="B", help="The one compared with it.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Say what was changed from one experiment to another, and the difference that it makes."""
    from bondsim.cli.compare import compare_results

    compare_results(a, b, as_json)


def verify(
    folder: Folder,
    runs: Annotated[int, typer.Option(min=0, metavar="K", help="Run so many again, taken at random.")] = 100,
    engine: Annotated[
        Who, typer.Option(help="Who runs them; mesa is some hundred times slower.")
    ] = Who.BATCH,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="S",
            help="Take the same runs each time. [default: others each time]",
            show_default=False,
        ),
    ] = None,
    scenario: OwnScenario = None,
    as_json: Json = False,
) -> None:
    """Compare a result folder with its checksums, and some of its runs with what they give when run again."""
    from bondsim.cli.verify import verify_results

    engines = ["batch", "mesa"] if engine is Who.BOTH else [engine.value]
    verify_results(folder, runs, engines, seed, scenario, as_json)


def export(
    folder: Folder,
    form: Annotated[
        ExportForm,
        typer.Option(
            "--as",
            help="A folder of CSV files, one netCDF file, or one zip to deposit with all that explains it.",
        ),
    ] = ExportForm.ARCHIVE,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Where to. [default: beside the folder, as FOLDER-csv, FOLDER.nc or FOLDER.zip]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write finished results for other programs, or as one archive to deposit."""
    from bondsim.cli.export import export_results

    export_results(folder, form.value, out)


def sensitivity(
    what: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|FILE",
            help="A result folder, or an experiment, which is run.",
            show_default=False,
        ),
    ],
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of this outcome. May be repeated.", show_default=False),
    ] = None,
    contrast: Annotated[
        str | None,
        typer.Option(
            metavar="KEY=[A, B]",
            help="What the difference between two levels of a lever hangs on.",
            show_default=False,
        ),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE", help="Hold a lever to a level. May be repeated.", show_default=False
        ),
    ] = None,
    settings: Settings = None,
    threads: Threads = None,
    dask: Dask = None,
    as_json: Json = False,
) -> None:
    """Tell what an outcome hangs on: Morris' effects or Sobol's indices, with intervals."""
    from bondsim.cli.sensitivity import tell_sensitivity

    tell_sensitivity(what, outcome or [], contrast, at or [], settings or [], as_json, threads, dask)


def plot(
    folder: Folder,
    kind: Annotated[
        FigureKind | None,
        typer.Option(help="Draw this figure instead of those of the config.", show_default=False),
    ] = None,
    x: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Along the horizontal axis: a factor or an outcome, by the kind."),
    ] = None,
    y: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Up the vertical axis: an outcome, a factor or a state variable."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Factor with a line, of a trade-off a point, for each level."),
    ] = None,
    value: Annotated[str | None, typer.Option(metavar="NAME", help="Outcome shown as colour.")] = None,
    event: Annotated[
        str | None,
        typer.Option(metavar="OUTCOME", help="Of survival: 0 or false where the time was cut off."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="OUTCOME", help="Of survival: when a missing time was cut off."),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=LEVEL", help="Only panels with this level. May be repeated.", show_default=False
        ),
    ] = None,
    x_best: Annotated[
        End | None, typer.Option(help="Of a Pareto front: the better end of x. [default: high]")
    ] = None,
    y_best: Annotated[
        End | None, typer.Option(help="Of a Pareto front: the better end of y. [default: high]")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where to write it: .png, .svg or .pdf. [default: in the folder's figures]"
        ),
    ] = None,
) -> None:
    """Draw the configured figures anew, or another figure."""
    from bondsim.cli.figures import plot_results

    options = {
        "x": x, "y": y, "by": by, "value": value, "event": event, "until": until,
        "x_best": x_best.value if x_best else None, "y_best": y_best.value if y_best else None,
    }  # fmt: skip
    plot_results(folder, kind.value if kind else None, options, at or [], out)


def report(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it. [default: report.html in the folder]"),
    ] = None,
    scenario: OwnScenario = None,
) -> None:
    """Write question, answer, figures, tables and assumptions as one HTML file."""
    from bondsim.cli.report import report_results

    report_results(folder, out, scenario)
