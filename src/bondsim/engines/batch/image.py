"""Images of a world: the parts of its memory that a run starts from, ends with, or leaves in a series.

All fields of `records.WORLD` are 8-byte words, so an image is a row of int64 and copying one is copying
words. (Copied as records, they cost the compiler more time than all the laws.)
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import numpy as np

from bondsim import records
from bondsim.engines.recording import TABLES, read_outcomes
from bondsim.scenario import Scenario, Setup

WORD = 8


@cache
def _word(field: str, row: int = 0, part: str = "") -> int:
    """First word of row `row` of a field of the world, or of one part of it."""
    dtype, offset = records.WORLD.fields[field][:2]  # type: ignore[index]
    row_bytes = int(np.prod(dtype.shape[1:], dtype=int)) * dtype.base.itemsize
    within = dtype.base.fields[part][1] if part else 0  # type: ignore[index]
    return (offset + row * row_bytes + within) // WORD


def _word_of(table: str, place: tuple[int, ...], field: str) -> int:
    """Word of the world in which a field of a record lies."""
    *row, column = place or (0,)
    within = TABLES[table].fields[field][1]  # type: ignore[index]
    return _word(table, *row) + (column * TABLES[table].itemsize + within) // WORD


class Image:
    """Which parts of a world's memory lie where in an image.

    Parameters
    ----------
    parts : mapping of str to (record type, shape)
        Parts in their order, with the shape that is used of each; a part of two dimensions lies in the
        world with a longer stride.
    families : collection of str
        Families of mechanisms that are used. What the others add to a record no law reads or writes: an image
        is without it.

    Attributes
    ----------
    spans : uint64 array of shape (n, 3)
        First word in the memory, first word in the image, number of words.
    words : int
        Length of an image.
    """

    def __init__(
        self, parts: Mapping[str, tuple[np.dtype, tuple[int, ...]]], families: Collection[str]
    ) -> None:
        used = frozenset(families)
        self.parts = {n: (records.compact(dtype, used), shape) for n, (dtype, shape) in parts.items()}
        self.first: dict[str, int] = {}
        spans: list[tuple[int, int, int]] = []
        at = 0
        for name, (dtype, shape) in parts.items():
            self.first[name] = at
            rows, columns = shape if len(shape) == 2 else (1, int(np.prod(shape, dtype=int)))
            stretches = records.in_use(dtype, used)
            for k in range(rows * columns):
                word = _word(name, k // columns) + k % columns * (dtype.itemsize // WORD)
                for first, length in stretches:
                    spans.append((word + first // WORD, at, length // WORD))
                    at += length // WORD
        self.spans = _joined(spans)
        self.words = at

    def pack(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """One image, shape (words,), of the value of each part."""
        return np.concatenate(
            [
                np.ascontiguousarray(_fields(values[name], dtype)).view(np.int64).ravel()
                for name, (dtype, _) in self.parts.items()
            ]
        )

    def part(self, images: np.ndarray, name: str) -> np.ndarray:
        """One part of some images, shape (n, *shape of the part), where it lies."""
        dtype, shape = self.parts[name]
        words = int(np.prod(shape, dtype=int)) * dtype.itemsize // WORD
        first = self.first[name]
        return images[:, first : first + words].view(dtype).reshape(len(images), *shape)


def _joined(spans: list[tuple[int, int, int]]) -> np.ndarray:
    """Spans as an array, those that follow one another in both places as one.

    Unsigned: an index that may be negative is tested for each word, and nothing is copied in one go.
    """
    out: list[tuple[int, int, int]] = []
    for word, at, length in spans:
        if out and (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) == (word, at):
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + length)
        else:
            out.append((word, at, length))
    return np.array(out, np.uint64).reshape(-1, 3)


def _fields(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The fields of `dtype` of some records."""
    if dtype.names is None or values.dtype == dtype:
        return np.asarray(values, dtype)
    out = np.zeros(values.shape, dtype)
    for name in dtype.names:
        out[name] = values[name]
    return out


class EndImage:
    """The image of a run at its end: the words that its outcomes are read from, its status, and how much it logged.

    Attributes
    ----------
    spans : uint64 array of shape (n, 3)
        First word in the memory, first word in the image, number of words.
    words : int
        Length of an image.
    """

    def __init__(self, scenario: Scenario) -> None:
        asked: set[tuple[str, tuple[int, ...], str]] = {("clock", (), "status"), ("clock", (), "n_events")}

        def ask(table: str, place: tuple[int, ...], field: str) -> np.ndarray:
            asked.add((table, place, field))
            return np.zeros(1, TABLES[table][field])

        read_outcomes(scenario, ask)
        in_order = sorted(asked, key=lambda one: _word_of(*one))
        self.at = {one: k for k, one in enumerate(in_order)}
        self.words = len(in_order)
        self.spans = _joined([(_word_of(*one), k, 1) for one, k in self.at.items()])

    def column(self, images: np.ndarray, table: str, place: tuple[int, ...], field: str) -> np.ndarray:
        """One field of some images, shape (n,)."""
        return np.ascontiguousarray(images[:, self.at[table, place, field]]).view(TABLES[table][field])


class RowImage:
    """The image of a row of a series: the time, and what is recorded of agents and of what they hold towards partners.

    What a family adds that the scenario does not use is in no image: it stays as it is at the start.

    Parameters
    ----------
    setup : Setup
        Start of the runs; it says who is whose partner.
    agents : sequence of int
        Places in the cast of those who are recorded.
    names : collection of str
        State variables of an agent, or of its relation to its partner.

    Attributes
    ----------
    spans : uint64 array of shape (n, 3)
        First word in the memory, first word in the image, number of words.
    words : int
        Length of an image.
    """

    def __init__(self, setup: Setup, agents: Sequence[int], names: Collection[str]) -> None:
        at = np.array(agents, int)
        partners = setup.agents["partner"][at]
        everybody = [(_word("agents"), i) for i in at]
        partnered = [(_word("relations", i), j) for i, j in zip(at, partners, strict=True)]
        self.alone = partners < 0
        self.start = {records.AGENT: setup.agents[at], records.RELATION: setup.relations[at, partners]}
        self.columns: dict[str, slice] = {}
        spans = [(_word("clock", part="t_s"), 0, 1)]
        self.words = 1
        for dtype, where in ((records.AGENT, everybody), (records.RELATION, partnered)):
            used = records.compact(dtype, frozenset(setup.scenario.file.uses)).names or ()
            kept = [name for name in used if name in names]
            end = self.words + len(kept) * len(where)
            self.columns |= {name: slice(self.words + k, end, len(kept)) for k, name in enumerate(kept)}
            for first, place in where:
                for k, name in enumerate(kept):
                    offset = place * dtype.itemsize + dtype.fields[name][1]  # type: ignore[index]
                    if place >= 0:
                        spans.append((first + int(offset) // WORD, self.words + k, 1))
                self.words += len(kept)
        self.spans = _joined(spans)

    def t_s(self, rows: np.ndarray) -> np.ndarray:
        """Times of some rows, s."""
        return np.ascontiguousarray(rows[:, :1]).view(float)[:, 0]

    def column(self, rows: np.ndarray, name: str) -> np.ndarray:
        """One state variable in some rows, shape (rows, agents); of a relation zero where there is no partner."""
        table = records.RELATION if name in records.RELATION_STATE else records.AGENT
        if name in self.columns:
            values = np.ascontiguousarray(rows[:, self.columns[name]]).view(table[name])
        else:
            values = np.tile(self.start[table][name], (len(rows), 1))
        if table is records.RELATION:
            values[:, self.alone] = 0
        return values
