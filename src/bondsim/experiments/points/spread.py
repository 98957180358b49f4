"""From the unit interval to the values of a key: choices, ranges, and distributions cut off at bounds."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from bondsim.documents import Document, Loc
from bondsim.experiments.config.design import (
    PLAUSIBLE,
    Beta,
    Loguniform,
    Normal,
    Range,
    Triangular,
    Uniform,
)
from bondsim.experiments.points.levels import levels, parse, plausible, plausible_levels

if TYPE_CHECKING:
    from bondsim.experiments.points.levels import Value
    from bondsim.scenario import Key

DIGITS = 10
"""Significant digits of a drawn value: the last bits of a logarithm differ between machines."""
TAIL = 0.01
"""Morris' method takes the ends of the unit interval: of a distribution without an end, this share of its mass."""


@dataclass(frozen=True)
class Spread:
    """A key's values over the unit interval.

    Attributes
    ----------
    quantile : callable
        Value at a share of the mass below it.
    lowest, highest : float
        Shares that stand for 0 and 1, where the distribution has no end.
    """

    quantile: "Callable[[float], Value]"
    lowest: float = 0.0
    highest: float = 1.0

    def at(self, u: float) -> "Value":
        """Value at `u` in [0, 1]."""
        return self.quantile(self.lowest if u == 0 else self.highest if u == 1 else u)


@dataclass(frozen=True)
class _Law:
    """A continuous distribution: its distribution function, and the inverse of that."""

    cdf: Callable[[float], float]
    ppf: Callable[[float], float]


def spread(document: Document, loc: Loc, key: "Key", said: Any) -> Spread | None:
    """What a key takes over the unit interval; None, and problems noted, where the config says no such thing.

    Parameters
    ----------
    document, loc
        Where it is said.
    key
        A key of the scenario.
    said
        A list of levels, a range, a distribution, or ``plausible``.
    """
    if isinstance(said, list) or (isinstance(said, Range) and said.levels is not None):
        return _choice(levels(document, loc, key, said))
    if key.kind not in ("number", "integer"):
        if said == PLAUSIBLE:
            return _choice(plausible_levels(document, loc, key))
        document.problem(loc, f"{key.name} has no range; want a list of levels")
        return None
    if said == PLAUSIBLE:
        bounds = plausible(document, loc, key)
        return None if bounds is None else _even(key, *bounds)
    if isinstance(said, Range):
        bounds = _bounds(document, loc, key, [said.start, said.end], ("from", "to"))
        if bounds is None:
            return None
        if said.scale == "linear":
            return _even(key, *bounds)
        law = _ratios(document, (*loc, "from"), *bounds)
        return None if law is None else _cut(key, law, *bounds)
    if isinstance(said, dict):
        document.problem(loc, "want {from, to}, or a distribution such as {normal: [mean, sd]}")
        return None
    return _distribution(document, loc, key, said)


def _choice(values: "list[Value]") -> Spread | None:
    """Levels, each as likely as the others."""
    n = len(values)
    return Spread(lambda u: values[min(int(u * n), n - 1)]) if values else None


def _even(key: "Key", low: float, high: float) -> Spread:
    if key.kind == "integer":  # the ends are as likely as the rest
        first, n = math.ceil(low), math.floor(high) - math.ceil(low) + 1
        return Spread(lambda u: first + min(int(u * n), n - 1))
    return Spread(lambda u: _value(key, low + (high - low) * u, low, high))


def _value(key: "Key", number: float, low: float, high: float) -> "Value":
    if key.kind == "integer":
        return int(min(max(round(number), math.ceil(low)), math.floor(high)))
    return min(max(float(f"{number:.{DIGITS}g}"), low), high) + 0.0


def _bounds(
    document: Document, loc: Loc, key: "Key", values: list[Any], names: tuple[str | int, ...]
) -> tuple[float, float] | None:
    """A lower and a higher value of a key."""
    found = [parse(document, (*loc, name), key, value) for name, value in zip(names, values, strict=True)]
    if None in found:
        return None
    low, high = (float(value) for value in found)  # type: ignore[arg-type]
    if low >= high:
        document.problem((*loc, names[-1]), f"want more than {low:g}")
        return None
    return low, high


def _ratios(document: Document, loc: Loc, low: float, high: float) -> _Law | None:
    if low <= 0:
        document.problem(loc, "want more than 0 on a log scale")
        return None
    whole = math.log(high / low)
    return _Law(
        lambda x: min(max(math.log(x / low) / whole, 0.0), 1.0) if x > 0 else 0.0,
        lambda u: low * math.exp(whole * u),
    )


def _cut(key: "Key", law: _Law, low: float, high: float) -> Spread:
    """A distribution between two bounds, either of which may be infinite."""
    below = 0.0 if low == -math.inf else law.cdf(low)
    above = 1.0 if high == math.inf else law.cdf(high)
    return Spread(lambda u: _value(key, law.ppf(below + (above - below) * u), low, high))


def _distribution(document: Document, loc: Loc, key: "Key", said: Any) -> Spread | None:
    """A distribution by its name, cut off at the bounds of the key and at its own."""
    low = key.low if said.start is None else parse(document, (*loc, "from"), key, said.start)
    high = key.high if said.end is None else parse(document, (*loc, "to"), key, said.end)
    wrong = (said.start is not None and low is None) or (said.end is not None and high is None)
    made = _law(document, loc, key, said, low, high)
    if made is None or wrong:
        return None
    law, (first, last) = made
    first = first if low is None else max(first, float(low))
    last = last if high is None else min(last, float(high))
    if first >= last or (first > -math.inf and last < math.inf and law.cdf(last) - law.cdf(first) < 1e-9):
        document.problem(loc, f"almost nothing of it lies within {first:g} to {last:g}")
        return None
    if isinstance(said, Uniform):
        return _even(key, first, last)
    found = _cut(key, law, first, last)
    if not isinstance(said, Normal):
        return found
    return replace(
        found,
        lowest=TAIL if said.start is None else 0.0,
        highest=1.0 - TAIL if said.end is None else 1.0,
    )


def _law(
    document: Document, loc: Loc, key: "Key", said: Any, low: Any, high: Any
) -> tuple[_Law, tuple[float, float]] | None:
    """The distribution itself, and where it lies."""
    free = replace(key, kind="number", low=None, high=None)
    name = type(said).__name__.lower()
    wanted = 3 if isinstance(said, Triangular) else 2
    if len(getattr(said, name)) != wanted:
        document.problem((*loc, name), f"want {wanted} numbers; got {len(getattr(said, name))}")
        return None
    if isinstance(said, Uniform | Loguniform | Triangular):
        numbers = getattr(said, name)
        at = (*loc, name)
        ends = _bounds(document, at, key, [numbers[0], numbers[-1]], (0, len(numbers) - 1))
        if ends is None:
            return None
        if isinstance(said, Uniform):
            return _Law(lambda x: (x - ends[0]) / (ends[1] - ends[0]), lambda u: u), ends
        if isinstance(said, Loguniform):
            law = _ratios(document, (*at, 0), *ends)
            return None if law is None else (law, ends)
        mode = parse(document, (*at, 1), free, numbers[1])
        if mode is None:
            return None
        if not ends[0] <= float(mode) <= ends[1]:
            document.problem((*at, 1), f"want a mode from {ends[0]:g} to {ends[1]:g}")
            return None
        return _triangle(ends[0], float(mode), ends[1]), ends
    if isinstance(said, Normal):
        mean = parse(document, (*loc, "normal", 0), free, said.normal[0])
        sd = parse(document, (*loc, "normal", 1), free, said.normal[1])
        if mean is None or sd is None:
            return None
        if float(sd) <= 0:
            document.problem((*loc, "normal", 1), "want a standard deviation above 0")
            return None
        curve = NormalDist(float(mean), float(sd))
        inside = 1e-12  # the ends of the normal distribution lie nowhere
        return (
            _Law(curve.cdf, lambda u: curve.inv_cdf(min(max(u, inside), 1 - inside))),
            (-math.inf, math.inf),
        )
    return _beta(document, loc, key, said, low, high)


def _triangle(low: float, mode: float, high: float) -> _Law:
    share = (mode - low) / (high - low)

    def cdf(x: float) -> float:
        if x <= mode:
            return (x - low) ** 2 / ((high - low) * (mode - low)) if mode > low and x > low else 0.0
        return 1 - (high - x) ** 2 / ((high - low) * (high - mode)) if x < high else 1.0

    def ppf(u: float) -> float:
        if u < share:
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1 - u) * (high - low) * (high - mode))

    return _Law(cdf, ppf)


def _beta(
    document: Document, loc: Loc, key: "Key", said: Beta, low: Any, high: Any
) -> tuple[_Law, tuple[float, float]] | None:
    shapes = []
    for i, said_shape in enumerate(said.beta):
        if isinstance(said_shape, bool) or not isinstance(said_shape, int | float) or said_shape <= 0:
            document.problem((*loc, "beta", i), "want a number above 0")
        else:
            shapes.append(float(said_shape))
    for name, end in (("from", low), ("to", high)):
        if end is None:
            document.problem(loc, f"{key.name} has no bound there; want {name} beside beta")
    if len(shapes) < 2 or low is None or high is None:
        return None
    first, last = float(low), float(high)
    if first >= last:
        document.problem((*loc, "to"), f"want more than {first:g}")
        return None
    from scipy.special import betainc, betaincinv

    width = last - first
    return (
        _Law(
            lambda x: float(betainc(*shapes, (x - first) / width)),
            lambda u: first + width * float(betaincinv(*shapes, u)),
        ),
        (first, last),
    )
