"""The command line: its commands, in the order of its help."""

from __future__ import annotations

from typing import Annotated

import typer

from bondsim.cli.commands import experiments, model, results, runs
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

COMMANDS = (
    experiments.run,
    experiments.extend,
    experiments.optimise,
    experiments.check,
    results.show,
    results.status,
    results.compare,
    results.verify,
    results.export,
    results.sensitivity,
    results.plot,
    results.report,
    runs.replay,
    runs.watch,
    runs.explore,
    runs.film,
    model.scenarios,
    model.params,
    model.outcomes,
)
for command in COMMANDS:
    app.command()(told(command))


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Experiments on working-dog partnerships: from a YAML question to a figure with intervals."""
    if version:
        from bondsim import __version__

        print(f"bondsim {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line and end the process with its exit code."""
    app()
