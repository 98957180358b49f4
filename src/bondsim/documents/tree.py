"""A document as a tree of values that know their places, and the problems found in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bondsim.documents.wording import MISTYPED, near, nearest, printable

if TYPE_CHECKING:
    from pydantic import BaseModel

MAX_PROBLEMS = 100
"""Most problems of one document that are told; the rest are counted."""

type Loc = tuple[str | int, ...]
"""A path into a document: keys of mappings and indices of lists."""


class DocumentError(ValueError):
    """A document has mistakes.

    Attributes
    ----------
    problems : list of str
        One line each; `str()` joins them by newlines.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column from 1, or another source without them (line 0)."""

    source: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Begin of a message; empty for a value that comes from Python."""
        position = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.source}{position}: " if self.source else ""


@dataclass(slots=True)
class Node:
    """One value of a document: a scalar, or the nodes of a mapping or a list."""

    content: "str | bool | int | float | dict[str, Node] | list[Node] | None"
    place: Place
    key_place: Place | None = None
    """Where its key stands, for a value in a mapping."""
    broken: bool = False
    """Refused when read: nothing more is said about it."""

    def plain(self) -> Any:
        """The value as dict, list and scalars, without what is broken."""
        match self.content:
            case dict() as entries:
                return {key: node.plain() for key, node in entries.items() if not node.broken}
            case list() as items:
                return [node.plain() for node in items if not node.broken]
        return self.content

    def items(self) -> "list[Node]":
        """The items of a list that are not broken, as in the plain value."""
        return [item for item in self.content if not item.broken] if isinstance(self.content, list) else []


@dataclass(slots=True)
class Document:
    """A tree, and the problems noted so far."""

    node: Node
    text: str = field(default="", repr=False)
    """The file's text, where it comes from one."""
    found: dict[tuple[Place, str], None] = field(default_factory=dict)
    untold: int = 0
    """Problems beyond those found."""
    typed: dict[str, Loc] = field(default_factory=dict)
    """Where values stand that come from no file, by source, which names them already as they were typed."""
    columns: dict[tuple[str, str], tuple[int, Place]] = field(default_factory=dict)
    """Columns of the tables in it, by source and heading: which one it is, and where the heading stands."""

    def find(self, loc: Loc) -> tuple[Node, bool]:
        """The deepest node on the way to `loc`, and whether it is the one meant.

        Indices count as in the plain value, where broken items are left out; a broken node ends the way.
        """
        node, exact, _ = self._walk(loc)
        return node, exact

    def _walk(self, loc: Loc) -> tuple[Node, bool, list[str | int]]:
        """`find`, and the name of what is at `loc`, where broken items count."""
        node, name = self.node, list(loc)
        for i, part in enumerate(loc):
            if node.broken:
                break
            if isinstance(node.content, dict) and part in node.content:
                node = node.content[str(part)]
            elif isinstance(node.content, list) and isinstance(part, int):
                kept = [index for index, item in enumerate(node.content) if not item.broken]
                if not 0 <= part < len(kept):
                    return node, False, name
                name[i] = kept[part]
                node = node.content[kept[part]]
            else:
                return node, False, name
        return node, True, name

    def names(self, loc: Loc) -> tuple[str, ...]:
        """Keys of the mapping at `loc`, those of broken values too; none where there is no mapping."""
        node, exact = self.find(loc)
        return tuple(node.content) if exact and isinstance(node.content, dict) else ()

    def get(self, loc: Loc) -> Any:
        """The plain value at `loc`; None where there is none."""
        node, exact = self.find(loc)
        return node.plain() if exact and not node.broken else None

    def place(self, loc: Loc, *, key: bool = False) -> Place:
        """Where the value at `loc` stands, or its key; a value that begins below its key counts as there."""
        node, exact = self.find(loc)
        if node.key_place is not None and (key or not exact or node.key_place.line != node.place.line):
            return node.key_place
        return node.place

    def note(self, place: Place, message: str) -> None:
        """Note a problem at a place; the same one twice is told once."""
        self.found[place, message] = None

    @property
    def is_full(self) -> bool:
        """Whether so many problems were noted that further ones are only counted."""
        return len(self.found) > 2 * MAX_PROBLEMS

    def problem(self, loc: Loc, message: str, *, key: bool = False) -> None:
        """Note a problem with the value at `loc`, or with its key."""
        if self.is_full:
            self.untold += 1
            return
        node, _, parts = self._walk(loc)
        if not node.broken:
            place = self.place(loc, key=key)
            typed = self.typed.get(place.source, ())
            if typed and tuple(parts[: len(typed)]) == typed:
                parts = parts[len(typed) :]
                parts = [] if all(isinstance(part, int) for part in parts) else parts  # an item of a list
            name = ".".join(printable(part) for part in parts)
            self.note(place, f"{name}: {message}" if name else message)

    def unknown_key(self, loc: Loc, known: Iterable[str], *, name: str | None = None) -> None:
        """Note that the key at `loc`, or a value there that is to `name` one, is none of those `known`.

        A file that the document refers to may be anybody's: of such a file a key is shown only where it is like
        one that is known. The heading of a table is told of once.
        """
        wrong = str(loc[-1]) if name is None else name
        place = self.place(loc, key=name is None)
        if not place.line or place.source == self.node.place.source:
            self.problem(loc, f"unknown key{nearest(wrong, known)}", key=name is None)
            return
        column, place = self.columns.get((place.source, wrong), (0, place))
        close = near(wrong, known, 1, MISTYPED)
        said = f"unknown key; did you mean '{printable(close[0])}'?" if close else "no key of this experiment"
        if column:
            self.note(place, f"{printable(wrong)}: {said}" if close else f"column {column} is {said}")
        elif close:
            self.problem(loc, said, key=name is None)
        else:
            within = ".".join(printable(part) for part in loc[:-1])
            self.note(place, f"{within}: {said}" if within else said)

    def check(self) -> None:
        """Raise `DocumentError` if any problem was noted: all of them, in the order of the file."""
        if not self.found:
            return
        own = self.node.place.source
        ordered = sorted(self.found, key=lambda p: (p[0].source != own, p[0].source, p[0].line, p[0].column))
        lines = [f"{place}{message}" for place, message in ordered[:MAX_PROBLEMS]]
        if len(ordered) > MAX_PROBLEMS:
            rest = len(ordered) - MAX_PROBLEMS + self.untold
            count = f"at least {rest}" if self.is_full else rest  # when full, checks break off
            lines.append(f"{ordered[MAX_PROBLEMS][0]}and {count} more problems")
        raise DocumentError(lines)

    def validate[M: BaseModel](self, model: type[M]) -> M | None:
        """Check the document against a pydantic model and note what does not fit.

        Returns
        -------
        model or None
            What fits of the document, with defaults for the rest; None where a required part does not fit.
        """
        from bondsim.documents.models import validated

        return validated(self, model)
