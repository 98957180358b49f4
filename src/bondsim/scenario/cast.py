"""The cast of a scenario: single agents and the members of groups, by name and place."""

from typing import NamedTuple

from bondsim.scenario.document import Member, ScenarioFile

Point = tuple[float, float]


class OneOf(NamedTuple):
    """One agent: the entry of the file that it comes from, and its number within a group, from 0."""

    name: str
    entry: Member
    number: int


def members(file: ScenarioFile) -> dict[str, OneOf]:
    """All agents by name, in the order of the file; members of a group are called ``name_1``, ``name_2`` ..."""
    cast: dict[str, OneOf] = {}
    for name, entry in file.cast.items():
        if entry.count is None:
            cast[name] = OneOf(name, entry, 0)
        else:
            cast |= {f"{name}_{k + 1}": OneOf(name, entry, k) for k in range(entry.count)}
    return cast


def linked(file: ScenarioFile, one: OneOf, other: str | None) -> str | None:
    """Name of the agent that an entry's link means for one of its members: of a group, the one with its number."""
    if other is None or other not in file.cast or file.cast[other].count is None:
        return other
    return f"{other}_{one.number + 1}"


def place_of(one: OneOf, letter: str, places: dict[str, tuple[Point, ...]], count: int = 1) -> Point:
    """Where an agent stands whose entry is at a letter: in one of the cells in turn, or along a line.

    Those of a group who are there, `count` of them, spread evenly along the line.
    """
    entry, k = one.entry, one.number
    start = places[letter][k % len(places[letter])]
    if entry.to is None or count <= 1 or k >= count:
        return start
    (x, y), (to_x, to_y) = places[letter][0], places[entry.to][0]
    share = k / (count - 1)
    return x + (to_x - x) * share, y + (to_y - y) * share
