"""Intervals for one group of runs: Wilson for a share, Hall's for a mean, order statistics for a quantile.

None of these imports SciPy: they stand on the path of every `bondsim run`, and SciPy costs a third of a
second to import.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.95
WILSON, HALL = "wilson", "hall"
"""Methods as the summary names them."""


@dataclass(frozen=True)
class Interval:
    """An estimate and what it rests on.

    Attributes
    ----------
    estimate, low, high : float
        The estimate and its interval; NaN where there are too few values for one.
    n : int
        Values behind it.
    missing : int
        Values that were missing; they are left out, and counted here.
    method : str
        How the interval was made.
    level : float
        Share of such intervals that cover the truth.
    """

    estimate: float
    low: float
    high: float
    n: int
    missing: int
    method: str
    level: float = LEVEL


def wilson(
    successes: ArrayLike, n: ArrayLike, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson score interval of a share.

    Parameters
    ----------
    successes, n
        Counts, or arrays of them.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    low, high : ndarray
        Bounds in [0, 1]; NaN where `n` is 0.

    References
    ----------
    .. [1] Wilson EB (1927). Probable inference, the law of succession, and statistical inference. J Am Stat
       Assoc 22:209-212.
    """
    return wilson_at(successes, n, normal_quantile(level))


def wilson_at(
    successes: ArrayLike, n: ArrayLike, z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson score interval of a share, as of `wilson`, of `z` standard errors to either side."""
    k, n = np.asarray(successes, float), np.asarray(n, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (k + z * z / 2) / (n + z * z)
        half = z / (n + z * z) * np.sqrt(k * (n - k) / n + z * z / 4)
    # the bounds at no success and at nothing but successes are exact, not almost so
    low = np.where(k == 0, 0.0, np.clip(middle - half, 0, 1))
    high = np.where(k == n, 1.0, np.clip(middle + half, 0, 1))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def student(
    mean: ArrayLike, sd: ArrayLike, n: ArrayLike, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Student interval of a mean.

    Parameters
    ----------
    mean, sd, n
        Mean, standard deviation (n - 1 in its denominator) and number of values, or arrays of them.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    low, high : ndarray
        Bounds; NaN where `n` is below 2.
    """
    mean, sd, n = np.broadcast_arrays(np.asarray(mean, float), np.asarray(sd, float), np.asarray(n, np.int64))
    sizes, which = np.unique(n, return_inverse=True)
    t = np.array([student_quantile(level, int(size) - 1) if size > 1 else np.nan for size in sizes])
    half = t[which].reshape(n.shape) * sd / np.sqrt(np.maximum(n, 1))
    return mean - half, mean + half


def hall(
    mean: ArrayLike, sd: ArrayLike, skewness: ArrayLike, n: ArrayLike, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Student interval of a mean, corrected for skewness.

    Times and counts are skewed: Student's interval of twenty exponential times covers 91 % and misses almost
    always on one side; this one covers 94 %. It takes out the first term of the error by Hall's cubic
    transformation [1]_, and is Student's where the values are symmetric.

    Parameters
    ----------
    mean, sd, n
        Mean, standard deviation (n - 1 in its denominator) and number of values, or arrays of them.
    skewness
        Third central moment (n in its denominator) over the cube of `sd`; whatever it is, where `sd` is 0.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    low, high : ndarray
        Bounds, in general at different distances from the mean; NaN where `n` is below 2.

    References
    ----------
    .. [1] Hall P (1992). On the removal of skewness by transformation. Journal of the Royal Statistical
       Society B 54:221-228.
    """
    low, high = student(mean, sd, n, level)
    mean, n = np.asarray(mean, float), np.asarray(n, float)
    below, above = mean - low, high - mean
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.asarray(sd, float) / np.sqrt(n)
        bend = np.nan_to_num(np.asarray(skewness, float)) / np.sqrt(n)
        bent = (error > 0) & (np.abs(bend) > 1e-6)
        bend = np.where(bent, bend, 1.0)

        def straight(distance: NDArray[np.float64]) -> NDArray[np.float64]:
            """The studentised distance whose transform is `distance`, times the standard error."""
            return error * 3 / bend * (np.cbrt(1 + bend * (distance / error - bend / 6)) - 1)

        return np.where(bent, mean - straight(below), low), np.where(bent, mean - straight(-above), high)


def skewness_of(values: NDArray[np.float64], mean: float, sd: float) -> float:
    """Third central moment over the cube of the standard deviation; 0 where nothing varies."""
    return float(((values - mean) ** 3).mean() / sd**3) if sd > 0 else 0.0


def mean_interval(values: ArrayLike, level: float = LEVEL) -> Interval:
    """Mean of `values` with its interval, Student's corrected for skewness; NaN counts as missing."""
    every = np.asarray(values, float)
    there = every[~np.isnan(every)]
    n = there.size
    mean = float(there.mean()) if n else math.nan
    sd = float(there.std(ddof=1)) if n > 1 else math.nan
    low, high = hall(mean, sd, skewness_of(there, mean, sd), n, level)
    return Interval(mean, float(low), float(high), n, every.size - n, HALL, level)


def quantile_interval(values: ArrayLike, q: float, level: float = LEVEL) -> Interval:
    """Quantile of `values` with an interval between two of the values themselves.

    The bounds are order statistics whose ranks come from the binomial distribution, so they hold for every
    shape of distribution and cover at least as often as `level` says.

    Parameters
    ----------
    values
        Numbers; NaN counts as missing.
    q
        Which quantile, in (0, 1); 0.5 is the median.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    Interval
        A bound is NaN where there are too few values to name one.
    """
    if not 0 < q < 1:
        raise ValueError(f"a quantile lies between 0 and 1, not at {q}")
    every = np.asarray(values, float)
    there = np.sort(every[~np.isnan(every)])
    n = there.size
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, every.size, "order statistics", level)
    at_most = np.cumsum(_binomial(n, q))  # P(count of values below the quantile <= k), k = 0 … n
    tail = (1 - level) / 2
    below = (
        int(np.searchsorted(at_most, tail, side="right")) - 1
    )  # the last rank that lies above it too seldom
    above = int(np.searchsorted(at_most, 1 - tail, side="left")) + 1
    low = float(there[below]) if below >= 0 else math.nan
    high = float(there[above - 1]) if above <= n else math.nan
    return Interval(float(np.quantile(there, q)), low, high, n, every.size - n, "order statistics", level)


@lru_cache(maxsize=64)
def normal_quantile(level: float) -> float:
    """Half-width of the central `level` of the standard normal distribution: 1.96 at 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


@lru_cache(maxsize=4096)
def student_quantile(level: float, df: int) -> float:
    """Half-width of the central `level` of Student's distribution with `df` degrees of freedom.

    Newton's method on the finite series of the distribution function [1]_ (26.7.3, 26.7.4), from the
    expansion in 1/df (26.7.5), which by itself is exact to twelve digits above 2,000.

    References
    ----------
    .. [1] Abramowitz M, Stegun IA (1964). Handbook of Mathematical Functions. National Bureau of Standards.
    """
    z = normal_quantile(level)
    expansion = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    t = math.fsum(term / df**power for power, term in enumerate(expansion))
    if df > 2000:
        return t
    if df == 1:
        return math.tan(math.pi * level / 2)
    if df == 2:
        return level * math.sqrt(2 / (1 - level * level))
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    for _ in range(50):
        density = math.exp(log_scale - (df + 1) / 2 * math.log1p(t * t / df))
        step = (_student_within(t, df) - level) / (2 * density)
        t -= step
        if abs(step) <= 1e-14 * t:
            break
    return t


def _student_within(t: float, df: int) -> float:
    """Share of Student's distribution between -t and t."""
    angle = math.atan(t / math.sqrt(df))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = df % 2
    term = cosine if odd else 1.0
    total = term
    for k in range(2 + odd, df - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def _binomial(n: int, q: float) -> NDArray[Any]:
    """P(k) of a binomial distribution, k = 0 … n."""
    k = np.arange(1, n + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(n - k + 1) - np.log(k))])
    return np.exp(logs + np.arange(n + 1) * math.log(q) + np.arange(n, -1, -1) * math.log1p(-q))
