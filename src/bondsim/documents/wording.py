"""How messages show what a file says: safe for a terminal, short, and with the nearest valid name."""

import difflib
from collections.abc import Iterable, Mapping, Sequence


def printable(text: object, limit: int = 60) -> str:
    """`text` made safe for a terminal and a log: one line, at most `limit` characters, nothing invisible.

    Control codes (and with them terminal colours), line ends and marks that reorder text are spelt out.
    Square brackets stay: who prints with Rich switches its markup off.
    """
    text = str(text)
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


LIKE = 0.6  # share of two names that is the same, from which on one may be meant by the other
MISTYPED = 0.75  # from which on it is


def near(name: object, known: Iterable[str], most: int = 2, like: float = LIKE) -> list[str]:
    """At most so many `known` names that are so like `name` that they may be meant, the nearest first."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    return [folded[each] for each in difflib.get_close_matches(str(name)[:80].casefold(), folded, most, like)]


def nearest(name: object, known: Iterable[str]) -> str:
    """End of a message on an unknown `name`: the nearest `known` one, else all of them where they are few."""
    names = sorted(set(known))
    for close in near(name, names, 1):
        return f"; did you mean '{printable(close)}'?"
    return f"; known: {', '.join(map(printable, names))}" if 0 < len(names) <= 20 else ""


def quoted(value: object) -> str:
    """A value as a message shows it: text in quotes, truth as YAML spells it, a container by its kind."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{printable(value)}'"
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
    return printable(value)
