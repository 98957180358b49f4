"""What a plan asks that is no mistake, and that who asks may want to know."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan

MOST = 5
"""Most levels of a key, and most keys, that are named."""


def notes(plan: "Plan") -> list[str]:
    """A line for each key that is set or varied beyond its plausible range; at most `MOST`, and how many more."""
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
    more = len(found) - MOST
    return [*found[:MOST], f"and so do levels of {more} more keys"] if more > 0 else found
