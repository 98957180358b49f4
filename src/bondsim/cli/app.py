"""The commands and their options. What a command does stands in the module of its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bondsim.cli.terminal import told

app = typer.Typer(
    name="bondsim",
    help="Experiments on working-dog partnerships: from a YAML question to a figure with intervals.",
    epilog="Begin with: bondsim run experiments/rail_yard.yaml",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts twice as fast, and brackets stay brackets
    pretty_exceptions_enable=False,  # a defect of ours shows a plain traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        help="The scenario of a result folder, if it is your own.",
        show_default=False,
    ),
]


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Experiments on working-dog partnerships: from a YAML question to a figure with intervals."""
    if version:
        from bondsim import __version__

        print(f"bondsim {__version__}")
        raise typer.Exit


@app.command()
@told
def run(
    file: ConfigFile,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="The result folder. [default: results/<name>-<id>]", show_default=False
        ),
    ] = None,
    settings: Settings = None,
    threads: Threads = None,
    block_runs: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Runs computed and stored together. [default: about a second's worth]",
            show_default=False,
        ),
    ] = None,
    progress: Progress = ProgressMode.AUTO,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Compute on a Dask cluster: address of its scheduler, or `local` for as many workers on this "
            "machine as --threads says.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Run an experiment, or go on with it after an interruption."""
    from bondsim.cli.run import run_experiment

    run_experiment(file, out, settings or [], threads, block_runs, progress.value, dask)


@app.command()
@told
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
) -> None:
    """Make a larger experiment from results (levels, replicates, outcomes); compute only what is missing."""
    from bondsim.cli.extend import extend_results

    extend_results(folder, file, settings or [], out, scenario, threads, progress.value)


@app.command()
@told
def optimise(
    file: ConfigFile,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="The result folder. [default: results/<name>-<id>]", show_default=False
        ),
    ] = None,
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
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Compute on a Dask cluster: address of its scheduler, or `local` for as many workers on this "
            "machine as --threads says.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Search for the best settings of what an experiment varies, or go on with that search."""
    from bondsim.cli.optimise import optimise_experiment

    goals = {"maximise": maximise, "minimise": minimise, "trials": trials}
    optimise_experiment(file, out, settings or [], goals, threads, progress.value, dask)


@app.command()
@told
def check(
    file: AnyFile,
    settings: Settings = None,
    threads: Threads = None,
    as_json: Json = False,
) -> None:
    """Check an experiment or a scenario: its mistakes, its size, its time, memory and space."""
    from bondsim.cli.check import check_file

    check_file(file, settings or [], threads, as_json)


@app.command()
@told
def show(folder: Folder, as_json: Json = False) -> None:
    """Show the answer: estimates and contrasts, with their intervals."""
    from bondsim.cli.show import show_results

    show_results(folder, as_json)


@app.command()
@told
def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far an experiment is, how fast it goes, and who works on it; also from another shell."""
    from bondsim.cli.status import show_status

    show_status(folder, as_json)


@app.command()
@told
def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A result folder.", show_default=False)],
    b: Annotated[Path, typer.Argument(metavar="B", help="The one compared with it.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Say what was changed from one experiment to another, and the difference that it makes."""
    from bondsim.cli.compare import compare_results

    compare_results(a, b, as_json)


@app.command()
@told
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


@app.command()
@told
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


@app.command()
@told
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
    as_json: Json = False,
) -> None:
    """Tell what an outcome hangs on: Morris' effects or Sobol's indices, with intervals."""
    from bondsim.cli.sensitivity import tell_sensitivity

    tell_sensitivity(what, outcome or [], contrast, at or [], settings or [], as_json)


@app.command()
@told
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


@app.command()
@told
def report(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it. [default: report.html in the folder]"),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The scenario of the folder, if it is your own.", show_default=False
        ),
    ] = None,
) -> None:
    """Write question, answer, figures, tables and assumptions as one HTML file."""
    from bondsim.cli.report import report_results

    report_results(folder, out, scenario)


@app.command()
@told
def replay(
    what: Annotated[
        str,
        typer.Argument(metavar="SCENARIO|FOLDER", help="A scenario, or a result folder.", show_default=False),
    ],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=2**63 - 1,
            metavar="S",
            help="Seed of a scenario's run. [default: 0]",
            show_default=False,
        ),
    ] = None,
    point: Annotated[
        int | None,
        typer.Option(min=0, metavar="P", help="Design point of a result folder.", show_default=False),
    ] = None,
    replicate: Annotated[int, typer.Option(min=0, max=2**32 - 1, metavar="R", help="Replicate.")] = 0,
    settings: Settings = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Tell the run beside its twin, which has the same luck and this value. May be repeated.",
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
        scenario_file=scenario,
    )


@app.command()
@told
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
    replicate: Annotated[int, typer.Option(min=0, max=2**32 - 1, metavar="R", help="Replicate.")] = 0,
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


@app.command()
@told
def explore(
    folder: Folder,
    scenario: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The scenario, if it is your own.", show_default=False),
    ] = None,
    port: Port = None,
    open_page: OpenPage = True,
) -> None:
    """Explore a sweep in the browser: click a point, watch one of its runs."""
    from bondsim.cli.watch import explore_results

    explore_results(folder, scenario, port, open_page)


@app.command()
@told
def film(
    what: Annotated[
        str,
        typer.Argument(metavar="SCENARIO|FOLDER", help="A scenario, or a result folder.", show_default=False),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The film: .gif, or .mp4.", show_default=False)],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=2**63 - 1,
            metavar="S",
            help="Seed of a scenario's run. [default: 0]",
            show_default=False,
        ),
    ] = None,
    point: Annotated[
        int | None,
        typer.Option(min=0, metavar="P", help="Design point of a result folder.", show_default=False),
    ] = None,
    replicate: Annotated[int, typer.Option(min=0, max=2**32 - 1, metavar="R", help="Replicate.")] = 0,
    settings: Settings = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Show the run beside its twin, which has the same luck and this value. May be repeated.",
            show_default=False,
        ),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The scenario of a result folder, if it is your own.", show_default=False
        ),
    ] = None,
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


@app.command()
@told
def scenarios(as_json: Json = False) -> None:
    """List the scenarios and their questions."""
    from bondsim.cli.catalogue import list_scenarios

    list_scenarios(as_json)


@app.command()
@told
def params(
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="Only this one's.", show_default=False)
    ] = None,
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Only those with this in name or meaning.", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:
    """List the parameters: value, unit, range and grounds of each."""
    from bondsim.cli.catalogue import list_parameters

    list_parameters(scenario, search, as_json)


@app.command()
@told
def outcomes(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario.", show_default=False)],
    as_json: Json = False,
) -> None:
    """List what a scenario's runs report."""
    from bondsim.cli.catalogue import list_outcomes

    list_outcomes(scenario, as_json)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    app()
