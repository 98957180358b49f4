"""Differences between pairs of design points, from runs that come stretch by stretch."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis.differences import paired_difference, unpaired_difference
from bondsim.analysis.intervals import LEVEL, skewness_of


class Differences:
    """One outcome's difference within each of some pairs of points.

    The values are held, a byte a run for an outcome that is yes or no and eight for a number, since a run
    meets its partner only when the other point has come as far.

    Parameters
    ----------
    n_points
        Number of design points.
    pairs
        Points a and b of each pair, shape (pairs, 2); the difference is b minus a.
    share
        Whether the outcome is yes or no.
    paired
        Whether the same replicate had the same luck at both points.
    """

    def __init__(self, n_points: int, pairs: NDArray[np.int64], *, share: bool, paired: bool) -> None:
        self.pairs = pairs
        self.share = share
        self.paired = paired
        self._kind = np.int8 if share else np.float64
        self._values: list[list[NDArray[np.generic]]] = [[] for _ in range(n_points)]
        self._known: list[tuple[tuple[int, int], tuple[float, float, float]]] = [
            ((0, 0), (math.nan, math.nan, 0.0)) for _ in pairs
        ]

    def add(self, point: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        """Add runs, those of a point in the order of their replicates; NaN is missing."""
        kept = np.where(np.isnan(values), -1, values) if self.share else values
        order = np.argsort(point, kind="stable")
        points, starts = np.unique(point[order], return_index=True)
        for each, part in zip(points, np.split(kept[order].astype(self._kind), starts[1:]), strict=True):
            self._values[each].append(part)

    def intervals(self, level: float = LEVEL) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Low and high of the difference within each pair; NaN where runs are too few."""
        found = self._found(level)
        return found[:, 0], found[:, 1]

    def skewness(self, level: float = LEVEL) -> NDArray[np.float64]:
        """Skewness of the differences within each pair; 0 for shares, whose intervals take it into account."""
        return self._found(level)[:, 2]

    def _found(self, level: float) -> NDArray[np.float64]:
        for i, (a, b) in enumerate(self.pairs):
            sizes = self._size(a), self._size(b)
            if self._known[i][0] != sizes:
                self._known[i] = (sizes, self._difference(a, b, level))
        return np.array([found for _, found in self._known])

    def _difference(self, a: int, b: int, level: float) -> tuple[float, float, float]:
        left, right = self._of(a), self._of(b)
        if not self.paired:
            found = unpaired_difference(left, right, share=self.share, level=level)
            return found.low, found.high, 0.0
        n = min(left.size, right.size)
        found = paired_difference(left[:n], right[:n], share=self.share, level=level)
        if self.share or found.n < 2:
            return found.low, found.high, 0.0
        moved = right[:n] - left[:n]
        moved = moved[~np.isnan(moved)]
        return found.low, found.high, skewness_of(moved, found.estimate, float(moved.std(ddof=1)))

    def _size(self, point: int) -> int:
        return sum(part.size for part in self._values[point])

    def _of(self, point: int) -> NDArray[np.float64]:
        parts = self._values[point]
        if not parts:
            return np.zeros(0)
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        values = parts[0].astype(float)
        return np.where(values < 0, np.nan, values) if self.share else values
