"""The points of a design: levels of each factor, and their combinations, within a cap."""

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from bondsim.documents import Document, Loc, nearest, printable
from bondsim.experiments.config import ExperimentFile, Range

if TYPE_CHECKING:
    from bondsim.scenario import Key

type Value = bool | int | float | str
type Point = dict[str, Value]

MAX_POINTS = 100_000
"""Most points of a design: the starting state of each, some kilobytes, is held in memory."""
MAX_RUNS = 100_000_000
"""Most runs of an experiment: hours of computing, some gigabytes of results."""


def parse(document: Document, loc: Loc, key: "Key", raw: object) -> Value | None:
    """The value of a scenario's key; None, and a problem noted, where it is none."""
    try:
        value = key.parse(raw)
    except ValueError as error:
        document.problem(loc, str(error))
        return None
    return value + 0.0 if isinstance(value, float) else value  # -0.0 and 0.0 are one level


def known(document: Document, loc: Loc, keys: "Mapping[str, Key]", extra: Sequence[str] = ()) -> bool:
    """Whether the last part of `loc` is a key of the scenario; a problem is noted where not."""
    name = loc[-1]
    if name in keys:
        return True
    document.problem(loc, f"unknown key{nearest(name, (*keys, *extra))}", key=True)
    return False


def points(
    document: Document, config: ExperimentFile, keys: "Mapping[str, Key]"
) -> tuple[tuple[str, ...], tuple[Point, ...]]:
    """Factors and points of the design that a config asks for; what is wrong is noted in the document.

    Returns
    -------
    factors : tuple of str
        Keys that are varied, in the order of the config.
    points : tuple of dict
        A value for each factor; without factors one empty point. Without meaning where problems were noted.
    """
    listed = config.points is not None or config.csv is not None
    design = config.design or ("list" if listed else "grid")
    if design == "grid":
        if listed:
            section = "csv" if config.csv is not None else "points"
            document.problem(
                (section,), f"a grid has no {section}; want design: list, or no {section}", key=True
            )
        return _grid(document, config.vary, keys)
    if config.vary:
        document.problem(
            ("vary",), f"a {design} design has its points listed; want design: grid, or no vary", key=True
        )
    needed = "csv" if design == "csv" else "points"
    if config.points is None and needed not in document.names(()):
        document.problem((), f"{needed}: this key is missing, the design is {design}")
    return _listed(document, config.points or [], keys)


def _grid(
    document: Document, vary: Mapping[str, "Range | list[object]"], keys: "Mapping[str, Key]"
) -> tuple[tuple[str, ...], tuple[Point, ...]]:
    counts = {name: spec.levels if isinstance(spec, Range) else len(spec) for name, spec in vary.items()}
    n_points = 1
    for count in counts.values():
        n_points = min(n_points * count, MAX_POINTS + 1)
    for name, spec in vary.items():
        if isinstance(spec, Range) and spec.levels > MAX_POINTS:
            document.problem(
                ("vary", name, "levels"), f"{spec.levels:,} are too many; at most {MAX_POINTS:,} would do"
            )
    if n_points > MAX_POINTS:
        sizes = " x ".join(f"{count:,}" for count in list(counts.values())[:6]) + (
            " x …" if len(counts) > 6 else ""
        )
        document.problem(
            ("vary",), f"a grid of {sizes} points is too large; at most {MAX_POINTS:,} would do", key=True
        )
    levels = {}
    for name, spec in vary.items():
        loc = ("vary", name)
        if document.is_full:
            break
        if known(document, loc, keys) and counts[name] <= MAX_POINTS:
            levels[name] = _levels(document, loc, keys[name], spec)
    if n_points > MAX_POINTS:
        return tuple(levels), ()
    names = sorted(levels)  # the order of the points does not hang on the order of the keys in the config
    combinations = (
        dict(zip(names, levels_, strict=True)) for levels_ in product(*(levels[name] for name in names))
    )
    return tuple(levels), tuple({name: point[name] for name in levels} for point in combinations)


def _levels(document: Document, loc: Loc, key: "Key", spec: "Range | list[object]") -> list[Value]:
    """Levels of one factor, in the order of the config, each once."""
    if isinstance(spec, Range):
        return _range(document, loc, key, spec)
    levels: dict[Value, int] = {}
    for i, raw in enumerate(spec):
        value = parse(document, (*loc, i), key, raw)
        if value is None:
            continue
        if value in levels:
            document.problem((*loc, i), "this level is there twice")
        levels.setdefault(value, i)
    return list(levels)


def _range(document: Document, loc: Loc, key: "Key", spec: Range) -> list[Value]:
    if key.kind not in ("number", "integer"):
        document.problem(loc, f"{key.name} has no range; want a list of levels")
        return []
    first = parse(document, (*loc, "from"), key, spec.start)
    last = parse(document, (*loc, "to"), key, spec.end)
    if first is None or last is None:
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


def _listed(
    document: Document, rows: Sequence[Mapping[str, object]], keys: "Mapping[str, Key]"
) -> tuple[tuple[str, ...], tuple[Point, ...]]:
    if len(rows) > MAX_POINTS:
        document.problem(
            ("points",), f"{len(rows):,} points are too many; at most {MAX_POINTS:,} would do", key=True
        )
        return (), ()
    # the nodes say which keys a point has, those of values that were refused too
    nodes = [node.content for node in document.find(("points",))[0].items() if isinstance(node.content, dict)]
    factors = tuple(nodes[0]) if nodes else ()
    found: dict[tuple[Value | None, ...], Point] = {}
    for i, row in enumerate(rows):
        loc = ("points", i)
        names = set(nodes[i])
        if names != set(factors):
            missing = ", ".join(name for name in factors if name not in names)
            more = ", ".join(printable(name) for name in names if name not in factors)
            said = "; ".join(
                f"{what} {names}" for what, names in (("it lacks", missing), ("it has", more)) if names
            )
            document.problem(loc, f"want the keys of the first point; {said}")
        point = {
            name: parse(document, (*loc, name), keys[name], raw)
            for name, raw in row.items()
            if known(document, (*loc, name), keys)
        }
        place = tuple(point.get(name) for name in factors)
        if place in found and None not in place:
            document.problem(loc, "this point is there twice")
        found[place] = {name: value for name in factors if (value := point.get(name)) is not None}
        if document.is_full:
            break
    return factors, tuple(found.values())
