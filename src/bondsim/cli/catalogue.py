"""`bondsim scenarios`, `params` and `outcomes`: what the model offers, its units and its grounds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail, print_json, program, records
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.scenario import Key, Scenario

MOST = 100  # columns of running text


def list_scenarios(as_json: bool) -> None:
    """Print the scenarios that come with the package."""
    if as_json:
        from bondsim.tables import scenarios

        print_json(records(scenarios()))
        return
    for each in _loaded(None):
        _entry(each.name, [each.title, each.question])
    hint = " or ".join(f"{program()} {command} SCENARIO" for command in ("params", "outcomes", "replay"))
    console().print(f"\nMore on one: {hint}", style="dim", soft_wrap=True)


def list_parameters(scenario: str | None, search: str, as_json: bool) -> None:
    """Print the keys of a scenario, or those of one or all that hold `search` in their name or meaning."""
    from bondsim.scenario import names

    if as_json:
        from bondsim.tables import parameters

        rows = records(parameters(scenario))
        print_json([row for row in rows if _holds(search, row["key"], row["description"])])
        return
    if scenario is None and not search:
        fail(f"of which scenario? {', '.join(names())}; or --search WORD in all of them")
    loaded = _loaded(scenario)
    found = [(each, key) for each in loaded for key in each.keys.values()]
    found = [(each, key) for each, key in found if _holds(search, key.name, key.description)]
    for each, key in found:
        _entry(
            key.name if len(loaded) == 1 else f"{each.name}: {key.name}",
            [key.description, f"grounds: {key.grounds}"],
            f"{_value(key)}   {_limits(key)}",
        )
    if not found:
        where = scenario or "any scenario"
        fail(
            f"--search {printable(search)}: nothing of {where} has this in its name or meaning; try a shorter word"
        )


def list_outcomes(scenario: str, as_json: bool) -> None:
    """Print what the runs of a scenario report."""
    if as_json:
        from bondsim.tables import outcomes

        print_json(records(outcomes(scenario)))
        return
    from bondsim.tables import outcome_source

    [loaded] = _loaded(scenario)
    for outcome in loaded.outcomes.values():
        source = f"read from {outcome_source(outcome, loaded)}"
        _entry(outcome.name, [outcome.description, source], outcome.unit or outcome.kind)


def _loaded(name: str | None) -> list[Scenario]:
    from bondsim.scenario import load, names

    return [load(each) for each in ([name] if name else names())]


def _holds(search: str, *texts: str) -> bool:
    return any(search.casefold() in text.casefold() for text in texts)


def _value(key: Key) -> str:
    if key.kind == "boolean":
        return f"= {str(key.default).lower()}"
    number = f"{key.default:g}" if isinstance(key.default, float) else str(key.default)
    return f"= {number} {key.unit}".rstrip()


def _limits(key: Key) -> str:
    """What values it takes, and which are plausible."""
    if key.kind == "choice":
        return f"({' | '.join(key.options)})"
    if key.kind == "boolean":
        return "(true | false)"
    plausible = f"; plausible {key.range[0]:g} to {key.range[1]:g}" if key.range else ""
    return f"({key.bounds()}{plausible})"


def _entry(name: str, paragraphs: Iterable[str], beside: str = "") -> None:
    """Print a name in bold, something beside it, and indented paragraphs."""
    from rich.text import Text

    screen = console()
    screen.print(Text.assemble((printable(name, 200), "bold"), " ", printable(beside, 300)), soft_wrap=True)
    for paragraph in paragraphs:
        if paragraph:
            for line in textwrap.wrap(printable(paragraph, 2_000), min(MOST, screen.width) - 4):
                screen.print(f"    {line}", soft_wrap=True)
