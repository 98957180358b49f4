"""Points that a config or a table lists."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bondsim.documents import MISTYPED, Document, Loc, near, printable
from bondsim.experiments.points.levels import MAX_POINTS, Point, Value, known, parse

if TYPE_CHECKING:
    from bondsim.scenario import Key


def listed(
    document: Document, loc: Loc, rows: Sequence[Mapping[str, object]], keys: "Mapping[str, Key]"
) -> tuple[tuple[str, ...], tuple[Point, ...]]:
    """Factors and points of a list at `loc`; what is wrong is noted in the document."""
    if len(rows) > MAX_POINTS:
        document.problem(loc, f"{len(rows):,} points are too many; at most {MAX_POINTS:,} would do", key=True)
        return (), ()
    # the nodes say which keys a point has, those of values that were refused too
    nodes = [node.content for node in document.find(loc)[0].items() if isinstance(node.content, dict)]
    factors = tuple(nodes[0]) if nodes else ()
    source = document.place((*loc, 0)).source
    headings = [place for (table, _), (_, place) in document.columns.items() if table == source]
    if nodes and headings and not any(near(name, keys, 1, MISTYPED) for name in factors):
        document.note(headings[0], "no column of this table is a key of this experiment")
        return (), ()
    found: dict[tuple[Value | None, ...], Point] = {}
    for i, row in enumerate(rows):
        at = (*loc, i)
        names = set(nodes[i])
        if names != set(factors):
            missing = ", ".join(printable(name) for name in factors if name not in names)
            more = ", ".join(printable(name) for name in names if name not in factors)
            said = "; ".join(
                f"{what} {names}" for what, names in (("it lacks", missing), ("it has", more)) if names
            )
            document.problem(at, f"want the keys of the first point; {said}")
        point = {
            name: parse(document, (*at, name), keys[name], raw)
            for name, raw in row.items()
            if known(document, (*at, name), keys)
        }
        place = tuple(point.get(name) for name in factors)
        if place in found and None not in place:
            document.problem(at, "this point is there twice")
        found[place] = {name: value for name in factors if (value := point.get(name)) is not None}
        if document.is_full:
            break
    return factors, tuple(found.values())
