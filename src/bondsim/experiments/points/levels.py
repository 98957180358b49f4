"""Values and levels of a key, as a config says them."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bondsim.documents import Document, Loc
from bondsim.experiments.config.design import PLAUSIBLE, Range

if TYPE_CHECKING:
    from bondsim.scenario import Key

type Value = bool | int | float | str
type Point = dict[str, Value]

MAX_POINTS = 100_000
"""Most points of a design: the starting state of each, some kilobytes, is held in memory."""


def parse(document: Document, loc: Loc, key: "Key", raw: object) -> Value | None:
    """The value of a scenario's key; None, and a problem noted, where it is none."""
    try:
        value = key.parse(raw)
    except ValueError as error:
        document.problem(loc, str(error))
        return None
    return value + 0.0 if isinstance(value, float) else value  # -0.0 and 0.0 are one level


def known(
    document: Document,
    loc: Loc,
    keys: "Mapping[str, Key]",
    extra: Sequence[str] = (),
    *,
    name: str | None = None,
) -> bool:
    """Whether `name`, else the last part of `loc`, is a key of the scenario; a problem is noted where not."""
    if (str(loc[-1]) if name is None else name) in keys:
        return True
    document.unknown_key(loc, (*keys, *extra), name=name)
    return False


def levels(document: Document, loc: Loc, key: "Key", spec: Any) -> list[Value]:
    """Levels of one factor, in the order of the config, each once; none, and problems noted, where it has none."""
    if isinstance(spec, Range):
        return _range(document, loc, key, spec)
    if spec == PLAUSIBLE:
        return plausible_levels(document, loc, key)
    if not isinstance(spec, list):
        text = "levels are needed here; want a list, {from, to, levels}, or a design that samples"
        document.problem(loc, text)
        return []
    found: dict[Value, int] = {}
    for i, raw in enumerate(spec):
        value = parse(document, (*loc, i), key, raw)
        if value is None:
            continue
        if value in found:
            document.problem((*loc, i), "this level is there twice")
        found.setdefault(value, i)
    return list(found)


def _range(document: Document, loc: Loc, key: "Key", spec: Range) -> list[Value]:
    if key.kind not in ("number", "integer"):
        document.problem(loc, f"{key.name} has no range; want a list of levels")
        return []
    if spec.levels is None:
        document.problem((*loc, "levels"), "this key is missing; only a design that samples does without")
        return []
    first = parse(document, (*loc, "from"), key, spec.start)
    last = parse(document, (*loc, "to"), key, spec.end)
    if first is None or last is None:
        return []
    if spec.levels > MAX_POINTS:
        document.problem((*loc, "levels"), f"{spec.levels:,} are too many; at most {MAX_POINTS:,} would do")
        return []
    a, b, n = float(first), float(last), spec.levels - 1
    if a == b:
        document.problem((*loc, "to"), "the same as from; a single value belongs under fix")
        return []
    if spec.scale == "log" and min(a, b) <= 0:
        document.problem((*loc, "from" if a <= 0 else "to"), "want more than 0 on a log scale")
        return []
    if spec.scale == "log":
        step = math.log(b / a) / n
        inner = [a * math.exp(step * i) for i in range(1, n)]
    else:
        inner = [a + (b - a) * (i / n) for i in range(1, n)]
    # 15 digits: 0.3, where the sum of the parts is 0.30000000000000004
    numbers = [a, *(float(f"{number:.15g}") for number in inner), b]
    if len(set(numbers)) < len(numbers):
        document.problem((*loc, "levels"), "so many levels cannot be told apart")
        return []
    if key.kind == "integer":
        if any(not number.is_integer() for number in numbers):
            document.problem(
                (*loc, "levels"), f"{key.name} takes whole numbers; want levels that are, or a list of them"
            )
            return []
        return [int(number) for number in numbers]
    return list(numbers)


def plausible(document: Document, loc: Loc, key: "Key") -> tuple[float, float] | None:
    """The plausible range of a number, within its bounds."""
    if key.range is None or key.range[0] >= key.range[1]:
        document.problem(loc, f"{key.name} has no plausible range; want {{from, to}} or a list of levels")
        return None
    low, high = key.range
    return (
        low if key.low is None else max(low, key.low),
        high if key.high is None else min(high, key.high),
    )


def plausible_levels(document: Document, loc: Loc, key: "Key") -> list[Value]:
    """The ends of a number's plausible range, or all options."""
    if key.kind == "choice":
        return list(key.options)
    if key.kind == "boolean":
        return [False, True]
    bounds = plausible(document, loc, key)
    return [] if bounds is None else [int(b) if key.kind == "integer" else float(b) for b in bounds]
