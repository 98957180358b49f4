"""What a plan asks that is no mistake, and that who asks may want to know."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bondsim.experiments.planning.plan import Plan
    from bondsim.scenario import Scenario
    from bondsim.scenario.keys import Value

MOST = 5
"""Most levels of a key, and most keys, that are named."""


def notes(plan: "Plan") -> list[str]:
    """A line for each key that is set or varied beyond its plausible range, or that changes nothing.

    At most `MOST` of either, and how many more.
    """
    points = ({**plan.fixed, **point} for point in plan.points)
    return [
        *_some(_beyond(plan), "and so do levels of {} more keys"),
        *idle_notes(plan.scenario, (*plan.fixed, *plan.factors), points),
    ]


def idle_notes(
    scenario: "Scenario", names: "Collection[str]", settings: "Iterable[Mapping[str, Value]]"
) -> list[str]:
    """A line for each key that changes nothing at any of some settings; at most `MOST`, and how many more."""
    from bondsim.scenario.acting import idle_keys

    found = idle_keys(scenario, names, settings)
    lines = [f"{name} changes nothing here: {reason}" for name, reason in found.items()]
    return _some(lines, "nor do {} more keys")


def _beyond(plan: "Plan") -> list[str]:
    """A line for each key that is set or varied beyond its plausible range."""
    found = []
    for name in (*plan.fixed, *plan.factors):
        key = plan.scenario.keys[name]
        if key.range is None or name in plan.uncertain:
            continue
        low, high = key.range
        levels = {plan.fixed[name]} if name in plan.fixed else {point[name] for point in plan.points}
        beyond = sorted(float(v) for v in levels if v != key.default and not low <= float(v) <= high)
        if beyond:
            told = ", ".join(f"{v:g}" for v in beyond[:MOST]) + (", …" if len(beyond) > MOST else "")
            verb = "lies" if len(beyond) == 1 else "lie"
            unit = f" {key.unit}" if key.unit else ""
            found.append(f"{name} {told}{unit} {verb} outside the plausible range {low:g} to {high:g}{unit}")
    return found


def _some(lines: list[str], rest: str) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - MOST
    return [*lines[:MOST], rest.format(more)] if more > 0 else lines
