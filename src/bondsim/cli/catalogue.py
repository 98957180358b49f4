"""`bondsim scenarios`, `params` and `outcomes`: what the model offers, its units and its grounds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bondsim.cli.terminal import console, print_json
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.scenarios import Key, Outcome, Scenario

MOST = 100  # columns of running text


def list_scenarios(as_json: bool) -> None:
    """Print the scenarios that come with the package."""
    found = _scenarios(None)
    if as_json:
        print_json(
            [{"scenario": each.name, "title": each.title, "question": each.question} for each in found]
        )
        return
    for each in found:
        _entry(each.name, [each.title, each.question])
    _say("More on one: bondsim params SCENARIO, bondsim outcomes SCENARIO, bondsim replay SCENARIO")


def list_parameters(scenario: str | None, search: str, as_json: bool) -> None:
    """Print the keys of a scenario, or of all; those that hold `search`."""
    found = [
        (each, key)
        for each in _scenarios(scenario)
        for key in each.keys.values()
        if search.casefold() in f"{key.name} {key.description}".casefold()
    ]
    if as_json:
        print_json([{"scenario": each.name} | _parameter(key) for each, key in found])
        return
    several = len({each.name for each, _ in found}) > 1
    for each, key in found:
        _entry(
            f"{each.name}: {key.name}" if several else key.name,
            [key.description, f"grounds: {key.grounds}"],
            f"{_value(key)}   {_limits(key)}",
        )


def list_outcomes(scenario: str, as_json: bool) -> None:
    """Print what the runs of a scenario report."""
    (found,) = _scenarios(scenario)
    if as_json:
        print_json([_outcome(outcome) for outcome in found.outcomes.values()])
        return
    for outcome in found.outcomes.values():
        _entry(outcome.name, [outcome.description], outcome.unit or outcome.kind)


def _scenarios(name: str | None) -> list[Scenario]:
    from bondsim import scenarios

    return [scenarios.load(each) for each in ([name] if name else scenarios.names())]


def _parameter(key: Key) -> dict[str, Any]:
    return {
        "key": key.name,
        "kind": key.kind,
        "default": key.default,
        "unit": key.unit,
        "low": key.low,
        "high": key.high,
        "range": key.range,
        "options": key.options,
        "description": key.description,
        "grounds": key.grounds,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.name,
        "kind": outcome.kind,
        "unit": outcome.unit,
        "description": outcome.description,
    }


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


def _say(text: str) -> None:
    console().print(f"\n{text}", style="dim", soft_wrap=True)
