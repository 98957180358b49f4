"""What a page lets its user vary: the main factors of a scenario."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from bondsim.documents import nearest
from bondsim.scenario import Scenario
from bondsim.scenario.keys import Key, Value

MOST = 6  # factors of a scenario that names none
STEPS = 100  # of a slider


@dataclass(frozen=True)
class Factor:
    """A key with the range in which a page varies it.

    Attributes
    ----------
    key : Key
        What it is.
    low, high, step : float
        Range and step of a slider, in the key's unit; zeros where it is no number.
    """

    key: Key
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0


def value_text(key: Key, value: Value) -> str:
    """A value with its key's unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = f"{value:.4g}" if isinstance(value, int | float) else str(value)
    return f"{said} {key.unit}".rstrip()


def factors(
    scenario: Scenario, settings: Mapping[str, Any], names: Iterable[str] | None = None
) -> tuple[Factor, ...]:
    """The factors of a page: those named, else the scenario's choices and its main ones.

    Parameters
    ----------
    scenario
        What is watched.
    settings
        What is set; a slider's range holds these values.
    names
        Keys to vary.

    Raises
    ------
    ValueError
        If a name is none of the scenario's keys; the message has the nearest.
    """
    wanted = tuple(names or ()) or (*scenario.file.choices, *main_factors(scenario))
    for name in wanted:
        if name not in scenario.keys:
            raise ValueError(f"{name}: unknown key{nearest(name, scenario.keys)}")
    values = scenario.parse(settings)
    return tuple(factor(scenario.keys[name], values.get(name)) for name in dict.fromkeys(wanted))


def main_factors(scenario: Scenario) -> tuple[str, ...]:
    """Names of the numbers that matter most: those its file names as `factors`, else bond, trust and what it sets."""
    if scenario.file.factors:
        return tuple(scenario.file.factors)
    team = [
        f"{name}.{trait}"
        for name, member in scenario.file.cast.items()
        for trait in ("bond", "trust")
        if member.role in ("dog", "handler") and member.partner
    ]
    known = [name for name in (*team, *scenario.file.set) if name in scenario.keys]
    numbers = [name for name in known if scenario.keys[name].kind in ("number", "integer")]
    return tuple(dict.fromkeys(numbers))[:MOST]


def factor(key: Key, value: Value | None = None) -> Factor:
    """A key with a slider's range: its plausible range, widened to hold default and present value."""
    if key.kind not in ("number", "integer"):
        return Factor(key)
    numbers = [float(v) for v in (key.default, value) if isinstance(v, int | float)]
    low, high = key.range or (key.low, key.high)
    low = min([*numbers, *([low] if low is not None else [])])
    high = max([*numbers, *([high] if high is not None else [])])
    if high <= low:
        low, high = (low, low + 1.0) if low == 0 else (min(low, 0.0), 2 * abs(low))
    if key.kind == "integer":
        return Factor(key, low, high, 1.0)
    return Factor(key, low, high, _round_step((high - low) / STEPS))


def _round_step(step: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `step`."""
    power = 10.0 ** floor(log10(step))
    return float(max(m * power for m in (1, 2, 5) if m * power <= step * 1.000001))
