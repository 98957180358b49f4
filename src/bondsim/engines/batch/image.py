"""Images of a world: the parts of its memory that a run starts from, ends with, or leaves in a series.

All fields of `records.WORLD` are 8-byte words, so an image is a row of int64 and copying one is copying
words. (Copied as records, they cost the compiler more time than all the laws.)
"""

from collections.abc import Collection, Mapping

import numpy as np

from bondsim import records

WORD = 8


def _word(field: str, row: int = 0, part: str = "") -> int:
    """First word of row `row` of a field of the world, or of one part of it."""
    dtype, offset = records.WORLD.fields[field][:2]  # type: ignore[index]
    row_bytes = int(np.prod(dtype.shape[1:], dtype=int)) * dtype.base.itemsize
    within = dtype.base.fields[part][1] if part else 0  # type: ignore[index]
    return (offset + row * row_bytes + within) // WORD


def _spans(
    word: int, at: int, n: int, dtype: np.dtype, families: Collection[str]
) -> list[tuple[int, int, int]]:
    """Spans of n records side by side: the first at a word of the memory, and at one of the image."""
    used = records.in_use(dtype, families)
    if used == [(0, dtype.itemsize)]:
        return [(word, at, n * dtype.itemsize // WORD)] if n else []
    every = dtype.itemsize // WORD
    return [
        (word + k * every + first // WORD, at + k * every + first // WORD, length // WORD)
        for k in range(n)
        for first, length in used
    ]


class Image:
    """Which parts of a world's memory lie where in an image.

    Parameters
    ----------
    parts : mapping of str to (record type, shape)
        Parts in their order, with the shape that is used of each; a part of two dimensions lies in the
        world with a longer stride.
    families : collection of str
        Families of mechanisms that are used. What the others add to a record no law reads or writes: it has
        room in the image, but is not copied.

    Attributes
    ----------
    spans : int64 array of shape (n, 3)
        First word in the memory, first word in the image, number of words.
    words : int
        Length of an image.
    """

    def __init__(
        self, parts: Mapping[str, tuple[np.dtype, tuple[int, ...]]], families: Collection[str]
    ) -> None:
        self.parts = dict(parts)
        self.first: dict[str, int] = {}
        spans: list[tuple[int, int, int]] = []
        at = 0
        for name, (dtype, shape) in self.parts.items():
            self.first[name] = at
            rows, columns = shape if len(shape) == 2 else (1, int(np.prod(shape, dtype=int)))
            for row in range(rows):
                spans += _spans(_word(name, row), at, columns, dtype, families)
                at += columns * dtype.itemsize // WORD
        self.spans = np.array(spans, np.int64).reshape(-1, 3)
        self.words = at

    def pack(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """One image, shape (words,), of the value of each part."""
        return np.concatenate(
            [
                np.ascontiguousarray(values[name], dtype).view(np.int64).ravel()
                for name, (dtype, _) in self.parts.items()
            ]
        )

    def part(self, images: np.ndarray, name: str) -> np.ndarray:
        """One part of some images, shape (n, *shape of the part)."""
        dtype, shape = self.parts[name]
        words = int(np.prod(shape, dtype=int)) * dtype.itemsize // WORD
        first = self.first[name]
        return np.ascontiguousarray(images[:, first : first + words]).view(dtype).reshape(len(images), *shape)


class RowImage:
    """The image of one row of a series: the time, all agents, and what each holds towards its partner."""

    def __init__(self, partners: np.ndarray, families: Collection[str]) -> None:
        self.n = n = len(partners)
        agent, relation = records.AGENT.itemsize // WORD, records.RELATION.itemsize // WORD
        self.first = 1 + n * agent
        spans = [(_word("clock", part="t_s"), 0, 1), *_spans(_word("agents"), 1, n, records.AGENT, families)]
        for i, j in enumerate(partners):
            if j >= 0:
                spans.append((_word("relations", i) + j * relation, self.first + i * relation, relation))
        self.spans = np.array(spans, np.int64)
        self.words = self.first + n * relation

    def t_s(self, rows: np.ndarray) -> np.ndarray:
        """Times of some rows, s."""
        return np.ascontiguousarray(rows[:, :1]).view(float)[:, 0]

    def agents(self, rows: np.ndarray) -> np.ndarray:
        """Agents of some rows, shape (rows, n)."""
        return np.ascontiguousarray(rows[:, 1 : self.first]).view(records.AGENT)

    def relations(self, rows: np.ndarray) -> np.ndarray:
        """Relations to partners of some rows, shape (rows, n); zeros where there is none."""
        return np.ascontiguousarray(rows[:, self.first :]).view(records.RELATION)
