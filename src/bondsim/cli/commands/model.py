"""Commands that list what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from bondsim.cli.options import Json


def scenarios(as_json: Json = False) -> None:
    """List the scenarios and their questions."""
    from bondsim.cli.catalogue import list_scenarios

    list_scenarios(as_json)


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


def outcomes(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario.", show_default=False)],
    as_json: Json = False,
) -> None:
    """List what a scenario's runs report."""
    from bondsim.cli.catalogue import list_outcomes

    list_outcomes(scenario, as_json)
