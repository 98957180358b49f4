"""Intervals for the difference between two groups of runs, paired by common luck or independent.

Two shares of the same runs differ only through the discordant pairs: those that came out one way on one side
and the other way on the other. Under common luck these are few, so the paired interval is Tango's score
interval [1]_, which rests on them alone and keeps its coverage when they are a handful (Newcombe's
square-and-add method falls to 93 % there, a Wald interval far lower). Independent shares get Newcombe's
hybrid score interval [2]_ (method 10), independent means Welch's.

Every difference is *b minus a*: what going from a to b brings.

References
----------
.. [1] Tango T (1998). Equivalence test and confidence interval for the difference in proportions for the
   paired-sample design. Statistics in Medicine 17:891-908.
.. [2] Newcombe RG (1998). Interval estimation for the difference between independent proportions: comparison
   of eleven methods. Statistics in Medicine 17:873-890.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsim.analysis.intervals import LEVEL, Interval, mean_interval, normal_quantile, wilson

TANGO, NEWCOMBE, PAIRED, WELCH = "Tango score", "Newcombe hybrid score", "paired, Hall", "Welch"


@dataclass(frozen=True)
class McNemar:
    """How pairs of yes-or-no outcomes fell: counts of pairs."""

    both: int
    only_a: int
    only_b: int
    neither: int

    @property
    def n(self) -> int:
        """All pairs."""
        return self.both + self.only_a + self.only_b + self.neither

    @classmethod
    def of(cls, a: NDArray[np.float64], b: NDArray[np.float64]) -> McNemar:
        """Count pairs of 0 and 1; none may be missing."""
        yes_a, yes_b = a > 0.5, b > 0.5
        counts = (yes_a & yes_b, yes_a & ~yes_b, ~yes_a & yes_b, ~yes_a & ~yes_b)
        return cls(*(int(count.sum()) for count in counts))


def paired_difference(a: ArrayLike, b: ArrayLike, *, share: bool, level: float = LEVEL) -> Interval:
    """Mean of `b - a` over pairs of runs, with an interval.

    Parameters
    ----------
    a, b
        Values of the same length; row i of both had the same luck. NaN is missing, and drops the pair.
    share
        Whether the values are 0 and 1, so that the difference is one of shares.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    Interval
        `n` counts pairs; by Tango's score for shares, else Student of the differences, corrected for
        skewness.
    """
    left, right = np.asarray(a, float), np.asarray(b, float)
    if left.shape != right.shape:
        raise ValueError(f"pairs need as many values on both sides, not {left.size} and {right.size}")
    if not share:
        found = mean_interval(right - left, level)
        return Interval(found.estimate, found.low, found.high, found.n, found.missing, PAIRED, level)
    there = ~(np.isnan(left) | np.isnan(right))
    counts = McNemar.of(left[there], right[there])
    low, high = tango(counts, level)
    estimate = (counts.only_b - counts.only_a) / counts.n if counts.n else math.nan
    return Interval(estimate, low, high, counts.n, left.size - counts.n, TANGO, level)


def unpaired_difference(a: ArrayLike, b: ArrayLike, *, share: bool, level: float = LEVEL) -> Interval:
    """Mean of `b` minus mean of `a`, of independent runs, with an interval.

    Parameters
    ----------
    a, b
        Values; their numbers may differ. NaN is missing.
    share
        Whether the values are 0 and 1, so that the difference is one of shares.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    Interval
        `n` counts the runs of both sides; by Newcombe's hybrid score for shares, Welch otherwise.
    """
    every_a, every_b = np.asarray(a, float), np.asarray(b, float)
    left, right = every_a[~np.isnan(every_a)], every_b[~np.isnan(every_b)]
    n = left.size + right.size
    missing = every_a.size + every_b.size - n
    if share:
        k_a, k_b = int((left > 0.5).sum()), int((right > 0.5).sum())
        estimate, low, high = newcombe(k_a, left.size, k_b, right.size, level)
        return Interval(estimate, low, high, n, missing, NEWCOMBE, level)
    estimate, half = welch([left], [right], level)
    return Interval(estimate, estimate - half, estimate + half, n, missing, WELCH, level)


def tango(counts: McNemar, level: float = LEVEL) -> tuple[float, float]:
    """Score interval of the difference of two shares in the same pairs; NaN where there is no pair."""
    n, only_a, only_b = counts.n, counts.only_a, counts.only_b
    if n == 0:
        return math.nan, math.nan
    z, estimate = normal_quantile(level), (only_b - only_a) / n

    def score(difference: float) -> float:
        """Standardised distance of the counts from `difference`, given the likeliest discordant share."""
        linear = (2 * n + only_a - only_b) * difference - (only_a + only_b)
        constant = -only_a * difference * (1 - difference)
        p_only_a = (math.sqrt(max(linear * linear - 8 * n * constant, 0.0)) - linear) / (4 * n)
        variance = n * (2 * p_only_a + difference * (1 - difference))
        distance = only_b - only_a - n * difference
        return distance / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, distance)

    low = -1.0 if estimate == -1 else _where_it_turns(lambda d: score(d) > z, -1.0, estimate)
    high = 1.0 if estimate == 1 else _where_it_turns(lambda d: score(d) > -z, estimate, 1.0)
    return low, high


def newcombe(k_a: int, n_a: int, k_b: int, n_b: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Difference of independent shares, `k_b / n_b - k_a / n_a`: estimate, low, high; NaN without runs."""
    if not (n_a and n_b):
        return math.nan, math.nan, math.nan
    p_a, p_b = k_a / n_a, k_b / n_b
    (low_a, high_a), (low_b, high_b) = wilson(k_a, n_a, level), wilson(k_b, n_b, level)
    low = p_b - p_a - math.hypot(p_b - low_b, high_a - p_a)
    high = p_b - p_a + math.hypot(high_b - p_b, p_a - low_a)
    return p_b - p_a, low, high


def welch(
    a: list[NDArray[np.float64]], b: list[NDArray[np.float64]], level: float = LEVEL
) -> tuple[float, float]:
    """Mean over cells of `mean(b) - mean(a)`, each cell counted the same, and its half-width."""
    from scipy.special import stdtrit  # degrees of freedom that are no whole number; slow to import

    if any(side.size == 0 for side in (*a, *b)):
        return math.nan, math.nan
    estimate = float(np.mean([right.mean() - left.mean() for left, right in zip(a, b, strict=True)]))
    sides = [*a, *b]
    if any(side.size < 2 for side in sides):
        return estimate, math.nan
    variances = np.array([side.var(ddof=1) / side.size for side in sides]) / len(a) ** 2
    total = float(variances.sum())
    if total == 0:
        return estimate, 0.0
    df = total**2 / float(sum(v**2 / (side.size - 1) for v, side in zip(variances, sides, strict=True)))
    return estimate, float(stdtrit(df, (1 + level) / 2)) * math.sqrt(total)


def _where_it_turns(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where `holds`, true at `low` and false at `high`, turns false, to the last bit that matters."""
    for _ in range(60):
        middle = (low + high) / 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2
