"""What replication is for: the intervals that are to become narrow, of points or of contrasts between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis import Differences, Tally

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan, Until

NEXT, FIRST = "next", "first"
"""Which levels of a factor are compared: each with the next one, or the first with each other one."""


class Watch(Protocol):
    """Some intervals, each of one point or of two."""

    @property
    def points(self) -> NDArray[np.int64]:
        """Points that each interval rests on, shape (intervals, 1 or 2)."""

    def half_widths(self) -> NDArray[np.float64]:
        """Half of each interval's width; NaN where runs are too few for one."""

    def skewness(self) -> NDArray[np.float64]:
        """Skewness of the values behind each interval; 0 where its method needs none."""


@dataclass(frozen=True)
class OfPoints:
    """The intervals of an outcome's estimates, one a point."""

    tally: Tally
    outcome: int

    @property
    def points(self) -> NDArray[np.int64]:
        """Every point."""
        return np.arange(self.tally.n.shape[1], dtype=np.int64)[:, None]

    def half_widths(self) -> NDArray[np.float64]:
        """Half of each interval's width."""
        _, low, high = self.tally.intervals(self.outcome)
        return (high - low) / 2

    def skewness(self) -> NDArray[np.float64]:
        """Skewness of the values at each point; 0 for shares."""
        if self.tally.shares[self.outcome]:
            return np.zeros(self.tally.n.shape[1])
        return self.tally.skewness(self.outcome)


@dataclass(frozen=True)
class OfContrasts:
    """The intervals of an outcome's differences, one a pair of points."""

    differences: Differences

    @property
    def points(self) -> NDArray[np.int64]:
        """Both points of each pair."""
        return self.differences.pairs

    def half_widths(self) -> NDArray[np.float64]:
        """Half of each interval's width."""
        low, high = self.differences.intervals()
        return (high - low) / 2

    def skewness(self) -> NDArray[np.float64]:
        """Skewness of the differences of each pair; 0 for shares."""
        return self.differences.skewness()


def differences(plan: Plan) -> Differences | None:
    """What takes up the differences that replication is for; None where it is for points, or fixed."""
    until = plan.replicates.until
    if until is None or until.contrast is None:
        return None
    share = plan.scenario.outcomes[until.outcome].kind == "boolean"
    found = pairs(plan.points, until, ordered=plan.scenario.keys[until.contrast].kind != "choice")
    return Differences(len(plan.points), found, share=share, paired=plan.pairing == "common")


def pairs(points: Sequence[Mapping[str, Any]], until: Until, *, ordered: bool) -> NDArray[np.int64]:
    """Pairs of points that differ in one factor alone, by the levels that are to be compared.

    Parameters
    ----------
    points
        The design.
    until
        Says the factor, and which of its levels.
    ordered
        Whether its levels have an order of their own; else it is that in which they come first.

    Returns
    -------
    ndarray of int64, shape (pairs, 2)
        Point at the one level and at the other, in the order of the first.
    """
    factor = str(until.contrast)
    levels = list(dict.fromkeys(point[factor] for point in points))
    if ordered:
        levels.sort()
    rank = {level: i for i, level in enumerate(levels)}
    settings: dict[tuple[Any, ...], dict[int, int]] = {}
    for i, point in enumerate(points):
        others = tuple(value for name, value in point.items() if name != factor)
        settings.setdefault(others, {})[rank[point[factor]]] = i
    found = []
    for by_level in settings.values():
        there = sorted(by_level)
        firsts = there[:-1] if until.against == NEXT else there[:1] * (len(there) - 1)
        found += [(by_level[a], by_level[b]) for a, b in zip(firsts, there[1:], strict=True)]
    return np.array(sorted(found), np.int64).reshape(-1, 2)
