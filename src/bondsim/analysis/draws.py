"""Answers over what is not known: means over draws, whose intervals take the draw as the unit.

An outcome at one setting of the levers is a table y[d, r]: draws of the uncertain keys by replicates. Under common
luck the same replicates are met at every draw, so that both are sampled and neither can be pooled: the variance
of the mean is that of a two-way table with random rows and columns [1]_,

    V = s2_d / D + max(s2_r / R - s2_dr / (D R), 0),

with s2_d the variance of the draws' means, s2_r that of the replicates' means, s2_dr the residual mean square. With
independent luck replicates lie within draws, and V = s2_d / D. Intervals are Student's with Satterthwaite's degrees
of freedom; those of shares are Wilson's with the number of runs that would give V, p (1 - p) / V, as for clustered
samples [2]_. Points of a Latin hypercube or a Sobol sequence are spread more evenly than draws at random, so that
these intervals are, if anything, too wide.

The spread between draws is sqrt(s2_d - noise), the noise being what replicates leave in a draw's mean: s2_dr / R
under common luck, the variance within draws over R else.

References
----------
.. [1] Owen AB (2007). The pigeonhole bootstrap. Annals of Applied Statistics 1:386-411.
.. [2] Dean N, Pagano M (2015). Evaluating confidence interval methods for binomial proportions in clustered
   surveys. Journal of Survey Statistics and Methodology 3:484-503.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis.intervals import LEVEL, student_quantile, wilson_at

if TYPE_CHECKING:
    import pandas as pd

METHOD_SHARE, METHOD_MEAN = "Wilson over draws", "Student over draws"


@dataclass(frozen=True)
class OverDraws:
    """A mean over draws and what it rests on.

    Attributes
    ----------
    estimate, low, high : float
        Mean over the draws, each counting the same, and its interval; NaN where draws are too few for one.
    n, missing : int
        Runs with a value, and without one.
    draws : int
        Draws with a value.
    spread : float
        Standard deviation between draws, the noise of replicates taken out.
    method : str
        How the interval was made.
    """

    estimate: float
    low: float
    high: float
    n: int
    missing: int
    draws: int
    spread: float
    method: str


def mean_over_draws(
    values: NDArray[np.float64],
    *,
    share: bool,
    paired: bool,
    bounds: tuple[float, float] = (-math.inf, math.inf),
    level: float = LEVEL,
) -> OverDraws:
    """Mean of a table of draws by replicates, with an interval over both.

    Parameters
    ----------
    values
        Shape (draws, replicates); NaN is missing.
    share
        Whether values are 0 and 1.
    paired
        Whether a replicate had the same luck at every draw.
    bounds
        Least and greatest value that the mean can have.
    level
        Share of intervals that cover the truth, in (0, 1).
    """
    there = ~np.isnan(values)
    n, missing = int(there.sum()), int(values.size - there.sum())
    method = METHOD_SHARE if share else METHOD_MEAN
    kept = there.any(axis=1)
    values, there = values[kept], there[kept]
    draws = len(values)
    if not draws:
        return OverDraws(math.nan, math.nan, math.nan, 0, missing, 0, math.nan, method)
    counts = there.sum(axis=1)
    filled = np.where(there, values, 0.0)
    means = filled.sum(axis=1) / counts
    estimate = float(means.mean())
    if draws < 2:
        return OverDraws(estimate, math.nan, math.nan, n, missing, draws, math.nan, method)
    between = float(means.var(ddof=1))
    of_draws = between / draws
    rest = np.where(there, values - means[:, None], 0.0)
    of_replicates, noise = _replicates(rest, there) if paired else (0.0, _within(rest, counts))
    replicates = int(there.any(axis=0).sum())
    variance = of_draws + of_replicates
    parts = of_draws**2 / (draws - 1) + of_replicates**2 / max(replicates - 1, 1)
    df = max(int(variance**2 / parts), 1) if parts > 0 else draws - 1
    t = student_quantile(level, df)
    spread = math.sqrt(max(between - noise, 0.0))
    half = t * math.sqrt(variance)
    low, high = max(estimate - half, bounds[0]), min(estimate + half, bounds[1])
    if share:
        low, high = _share(estimate, variance, n, min(draws, replicates) if paired else draws, t)
    return OverDraws(estimate, low, high, n, missing, draws, spread, method)


def _replicates(rest: NDArray[np.float64], there: NDArray[np.bool_]) -> tuple[float, float]:
    """Variance that shared replicates add to the mean, and noise that they leave in a draw's mean."""
    draws = len(rest)
    counts = there.sum(axis=0)
    columns = rest[:, counts > 0].sum(axis=0) / counts[counts > 0]
    n = columns.size
    if n < 2:
        return 0.0, 0.0
    residual = np.where(there[:, counts > 0], rest[:, counts > 0] - columns, 0.0)
    of_cell = float((residual**2).sum()) / max(int(counts.sum()) - draws - n + 1, 1)
    each = float(np.mean(1.0 / there.sum(axis=1)))
    shared = float(columns.var(ddof=1)) / n - of_cell / int(counts.sum())
    return max(shared, 0.0), of_cell * each


def _within(rest: NDArray[np.float64], counts: NDArray[np.int64]) -> float:
    """Noise that independent replicates leave in a draw's mean."""
    return float((rest**2).sum()) / max(int(counts.sum() - len(counts)), 1) * float(np.mean(1.0 / counts))


def _share(estimate: float, variance: float, n: int, least: int, t: float) -> tuple[float, float]:
    """Wilson's interval with the number of independent runs that would have this variance."""
    certain = estimate in (0.0, 1.0) or variance == 0
    runs = float(least) if certain else min(estimate * (1 - estimate) / variance, n)
    low, high = wilson_at(estimate * runs, runs, t)
    return float(low), float(high)


def table_of_runs(runs: pd.DataFrame, outcome: str, n_points: int) -> NDArray[np.float64]:
    """An outcome as an array of shape (points, replicates); NaN where there is no run or no value."""
    replicate = runs["replicate"].to_numpy(np.int64)
    found = np.full((n_points, int(replicate.max(initial=-1)) + 1), np.nan)
    values = runs[outcome].astype("Float64").to_numpy(float, na_value=np.nan)
    found[runs["point"].to_numpy(np.int64), replicate] = values
    return found


def in_blocks(values: NDArray[np.float64], block: int) -> NDArray[np.float64]:
    """Means over every `block` rows that belong together, NaN left out; shape (rows / block, replicates)."""
    if block == 1:
        return values
    parts = values.reshape(-1, block, values.shape[1])
    there = ~np.isnan(parts)
    count = there.sum(axis=1)
    total = np.where(there, parts, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def summarise_over_draws(
    runs: pd.DataFrame,
    settings: NDArray[np.int64],
    outcomes: Iterable[str],
    *,
    block: int = 1,
    paired: bool,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Estimates over the draws for every setting of the levers.

    Parameters
    ----------
    runs
        `point`, `replicate` and the outcomes, one row a run.
    settings
        Design point of each draw at each setting, shape (settings, rows of the draws). Rows that were drawn twice
        are one point.
    outcomes
        Columns to summarise; truth values as shares.
    block
        Rows of the draws that belong together and are one draw.
    paired
        Whether a replicate had the same luck at every point.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    DataFrame
        `point` (number of the setting), `outcome`, `n`, `missing`, `estimate`, `low`, `high`, `method`, `draws`,
        `spread`.
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    names = list(outcomes)
    n_points = int(settings.max(initial=-1)) + 1
    counts = np.bincount(runs["point"].to_numpy(np.int64), minlength=n_points)
    for name in names:
        share = runs[name].dtype.kind == "b"
        table = table_of_runs(runs, name, n_points)
        for setting, points in enumerate(settings):
            found = mean_over_draws(in_blocks(table[points], block), share=share, paired=paired, level=level)
            distinct = np.unique(points)
            n = int((~np.isnan(table[distinct])).sum())
            rows.append(
                {"point": setting, "outcome": name, "n": n, "missing": int(counts[distinct].sum()) - n}
                | {"estimate": found.estimate, "low": found.low, "high": found.high}
                | {"method": found.method, "draws": found.draws, "spread": found.spread}
            )
    rows.sort(key=lambda row: row["point"])
    columns = ["point", "outcome", "n", "missing", "estimate", "low", "high", "method", "draws", "spread"]
    return pd.DataFrame(rows, columns=columns)
