"""What an outcome hangs on: the form in which indices are told, and Morris' elementary effects.

Replicates are noisy, and noise looks like sensitivity: it adds to every square. So no square is taken of a mean over
replicates; each is a mean of products of *different* replicates, which have independent luck,

    <a b> = (sum_r a_r sum_s b_s - sum_r a_r b_r) / (R (R - 1)),

and estimates a(x) b(x) without bias, whatever the noise, its size at different points, and the pairing.
`bondsim.analysis.sobol` does the same.

Intervals have the variance of a bootstrap over the design (trajectories, base points) and, under common luck, where
all points share their replicates, that of a bootstrap over replicates added to it; with independent luck a
point's replicates are resampled with the point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis.draws import mean_over_draws
from bondsim.analysis.intervals import LEVEL, Interval, student_quantile

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["factor", "index", "estimate", "low", "high", "n", "note"]
RESAMPLES = 400
FEW_TRAJECTORIES, FEW_BASE_POINTS, FEW_REPLICATES = 8, 32, 5
NOT_ZERO, WIDE = "not told from 0", "too wide to say anything"
MAIN = ("mu_star", "ST")  # how much a factor makes in all

type Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Sensitivity:
    """What an outcome hangs on.

    Attributes
    ----------
    outcome : str
        The outcome.
    kind : str
        ``morris``: indices ``mu`` (mean effect of going through a factor's whole range, in the outcome's unit),
        ``mu_star`` (mean of its size) and ``sigma`` (its standard deviation: interaction and curvature).
        ``sobol``: shares of the variance, ``S1`` (of a factor alone), ``ST`` (with all interactions that it has a
        part in), and ``S2`` of pairs, whose `factor` is ``a x b``.
    table : DataFrame
        One row a factor and index: `factor`, `index`, `estimate`, `low`, `high`, `n` (runs behind it), `note` (why it
        says little; else empty). Factors in the order of the design, indices in the order above.
    noise : Interval
        Share of the variance of single runs that is luck: what no factor accounts for.
    noise_of_means : float
        The same of the means over replicates, of which the indices are made; it is taken out of them.
    blocks, replicates : int
        Trajectories or base points, and replicates of each point.
    warnings : tuple of str
        What a reader must know before believing the table.
    level : float
        Share of such intervals that cover the truth.
    """

    outcome: str
    kind: str
    table: pd.DataFrame = field(repr=False)
    noise: Interval
    noise_of_means: float
    blocks: int
    replicates: int
    warnings: tuple[str, ...]
    level: float = LEVEL

    def __repr__(self) -> str:
        """The table, the share of noise and the warnings."""
        unit = "trajectories" if self.kind == "morris" else "base points"
        told = self.table.round(4).to_string(index=False)
        lines = [
            f"Sensitivity of {self.outcome} ({self.kind}; {self.blocks} {unit} x {self.replicates} replicates)",
            told,
            f"luck: {self.noise.estimate:.0%} [{self.noise.low:.0%}, {self.noise.high:.0%}] of the variance of "
            f"runs, {self.noise_of_means:.0%} of that of the points' means",
        ]
        return "\n".join([*lines, *(f"warning: {text}" for text in self.warnings)])


def morris_effects(
    values: Floats,
    steps: Floats,
    factors: Sequence[str],
    *,
    outcome: str = "",
    paired: bool = True,
    level: float = LEVEL,
) -> Sensitivity:
    """Elementary effects of Morris' trajectories, without the noise of replicates.

    An effect is the change of the outcome over one step, over the length of the step in the unit interval. `mu` is
    their mean, `sigma` their standard deviation, and `mu_star` the mean of their size [1]_. The size of a noisy
    number is too large: here each replicate says the value of an effect and all others its sign, so that effects of
    pure noise average 0 (and those not much above the noise are told a little too small).

    Parameters
    ----------
    values
        Outcome, shape (trajectories, factors + 1, replicates); NaN is missing.
    steps
        Where each row lies in the unit cube, shape (trajectories, factors + 1, factors).
    factors
        Their names, in the order of the columns of `steps`.
    outcome
        Its name.
    paired
        Whether a replicate had the same luck at every point.
    level
        Share of intervals that cover the truth, in (0, 1).

    References
    ----------
    .. [1] Campolongo F, Cariboni J, Saltelli A (2007). An effective screening design for sensitivity analysis of
       large models. Environmental Modelling & Software 22:1509-1518.
    """
    effects = _effects(values, steps)
    rows: list[dict[str, Any]] = []
    rng = np.random.default_rng(0)
    for i, name in enumerate(factors):
        rows += _of_factor(effects[:, i], name, paired, rng, level)
    n = values.shape[0]
    told = [warning for warning in [few(n, FEW_TRAJECTORIES, "trajectories")] if warning]
    return finished(outcome, "morris", rows, values, told, paired, level)


def _effects(values: Floats, steps: Floats) -> Floats:
    """Elementary effects, shape (trajectories, factors, replicates)."""
    moves = np.diff(steps, axis=1)
    moved = np.abs(moves).argmax(axis=2)  # which factor each step moves
    size = np.take_along_axis(moves, moved[:, :, None], axis=2)
    changes = np.diff(values, axis=1) / size
    effects = np.full((values.shape[0], steps.shape[2], values.shape[2]), np.nan)
    np.put_along_axis(effects, moved[:, :, None], changes, axis=1)
    return effects


def _of_factor(
    effects: Floats, name: str, paired: bool, rng: np.random.Generator, level: float
) -> list[dict[str, Any]]:
    """Rows of one factor, from its effects, shape (trajectories, replicates)."""
    effects = effects[(~np.isnan(effects)).any(axis=1)]
    n = int((~np.isnan(effects)).sum())
    mean = mean_over_draws(effects, share=False, paired=paired, level=level)
    row = {"factor": name, "n": 2 * n}
    t = student_quantile(level, max(len(effects) - 1, 1))
    star, star_se = _star(effects, paired, rng)
    square, square_se = _square(effects, paired, rng)
    # neither can be below 0: what noise has taken below is told from there up
    star_high = max(max(star, 0.0) + t * star_se, abs(mean.estimate))
    square_low, square_high = max(square - t * square_se, 0.0), max(square, 0.0) + t * square_se
    return [
        row | {"index": "mu", "estimate": mean.estimate, "low": mean.low, "high": mean.high},
        row
        | {"index": "mu_star", "estimate": max(star, 0.0), "low": max(star - t * star_se, 0.0)}
        | {"high": star_high},
        row
        | {"index": "sigma", "estimate": math.sqrt(max(square, 0.0)), "low": math.sqrt(square_low)}
        | {"high": math.sqrt(square_high)},
    ]


def weighted(values: Floats, weights: Floats) -> Floats:
    """Means over replicates under weights, shape (rows, columns of weights); NaN where nothing is there."""
    there = ~np.isnan(values)
    total, count = np.where(there, values, 0.0) @ weights, there.astype(float) @ weights
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def crossed(a: Floats, b: Floats, weights: Floats) -> Floats:
    """Means of products of different replicates, <a b>, under weights of the replicates.

    Parameters
    ----------
    a, b
        Shape (rows, replicates); NaN is missing.
    weights
        How often each replicate counts, shape (replicates, resamples). A replicate that counts twice is not
        multiplied by itself.

    Returns
    -------
    ndarray
        Shape (rows, resamples); NaN where there are no two different replicates. With a single replicate the
        plain product.
    """
    there_a, there_b = (~np.isnan(a)).astype(float), (~np.isnan(b)).astype(float)
    a, b = np.nan_to_num(a), np.nan_to_num(b)
    total = (a @ weights) * (b @ weights)
    count = (there_a @ weights) * (there_b @ weights)
    if a.shape[1] > 1:
        squares = weights**2
        total = total - (a * b) @ squares
        count = count - (there_a * there_b) @ squares
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def resampled(n: int, rng: np.random.Generator, resamples: int = RESAMPLES) -> Floats:
    """How often each of `n` counts in each resample with replacement, shape (n, resamples)."""
    return rng.multinomial(n, np.full(n, 1 / n), resamples).T.astype(float)


def scaled(draws: Floats, replicates: int) -> float:
    """Variance over resamples of the replicates, of those in which there were two different ones."""
    there = draws[np.isfinite(draws)]
    return float(there.var(ddof=1)) * replicates / (replicates - 1) if there.size > 1 else math.nan


def _star(effects: Floats, paired: bool, rng: np.random.Generator) -> tuple[float, float]:
    """`mu_star` with the sign of each replicate by the others, and its standard error."""
    n, replicates = effects.shape
    sizes = np.abs(effects[:, [0]]) if replicates < 2 else _sizes(effects, np.ones((replicates, 1)))
    of_design = float(sizes[:, 0].var(ddof=1)) / n if n > 1 else math.nan
    if not paired or replicates < 2:
        return float(sizes.mean()), math.sqrt(of_design)
    step = max(1, int(2e7 // effects.size))  # resamples at a time, for memory
    weights = np.split(resampled(replicates, rng), range(step, RESAMPLES, step), axis=1)
    over = np.concatenate([_sizes(effects, part).mean(axis=0) for part in weights])
    return float(sizes.mean()), math.sqrt(of_design + scaled(over, replicates))


def _sizes(effects: Floats, weights: Floats) -> Floats:
    """Size of each effect under weights of the replicates: the value of each, by the sign of the others.

    Shape (trajectories, columns of weights); NaN where a column has no two different replicates.
    """
    values = np.nan_to_num(effects)[:, :, None]
    there = (~np.isnan(effects))[:, :, None]
    drawn = values * weights
    others = drawn.sum(axis=1, keepdims=True) - drawn
    count = (there * weights).sum(axis=1)
    total = (np.sign(np.where(np.abs(others) > 1e-12, others, 0.0)) * drawn).sum(axis=1)
    sizes = np.divide(total, count, out=np.zeros(total.shape), where=count > 0)
    return np.where((weights > 0).sum(axis=0) > 1, sizes, np.nan)


def _square(effects: Floats, paired: bool, rng: np.random.Generator) -> tuple[float, float]:
    """`sigma` squared without noise, and its standard error."""
    n, replicates = effects.shape
    if n < 2:
        return math.nan, math.nan

    def variance(of_design: Floats, of_luck: Floats) -> Floats:
        squares = crossed(effects, effects, of_luck)
        shares = of_design / of_design.sum(axis=0)
        means = weighted(effects.T, shares)  # (replicates, resamples): the mean effect by replicate
        drawn = np.nan_to_num(means) * of_luck
        counted = ~np.isnan(means) * of_luck
        square, count = drawn.sum(axis=0) ** 2, counted.sum(axis=0) ** 2
        if replicates > 1:  # of different replicates, as in `crossed`
            square, count = square - (drawn**2).sum(axis=0), count - (counted**2).sum(axis=0)
        whole = np.divide(square, count, out=np.full(square.shape, np.nan), where=count > 0)
        return (np.nan_to_num(squares) * shares).sum(axis=0) - whole

    ones, alone = np.ones((n, 1)), np.ones((replicates, 1))
    estimate = float(variance(ones, alone)[0]) * n / (n - 1)
    spread = float(variance(resampled(n, rng), alone).var(ddof=1))
    if paired and replicates > 1:
        weights = resampled(replicates, rng)
        spread += scaled(variance(np.ones((n, weights.shape[1])), weights), replicates)
    return estimate, math.sqrt(spread)


def finished(
    outcome: str,
    kind: str,
    rows: list[dict[str, Any]],
    values: Floats,
    warnings: Sequence[str],
    paired: bool,
    level: float,
) -> Sensitivity:
    """The indices as a table, with what is luck, and with warnings."""
    import pandas as pd

    blocks, _, replicates = values.shape
    for row in rows:
        row["note"] = _note(row, kind)
    table = pd.DataFrame(rows, columns=COLUMNS)
    noise, of_means = luck(values, paired, level)
    told = list(warnings)
    missing = float(np.isnan(values).mean())
    if missing > 0.2:
        told.append(f"{missing:.0%} of the runs have no value of it; the indices are of those that have one")
    if 1 < replicates < FEW_REPLICATES:
        told.append(few(replicates, FEW_REPLICATES, "replicates"))
    if replicates < 2:
        told.append("one replicate a point: what is luck cannot be told from what a factor does; want more")
    elif of_means > 0.5:
        told.append(
            f"luck is {of_means:.0%} of the variance between points; more replicates would tell more than more points"
        )
    told += _silent(rows)
    return Sensitivity(outcome, kind, table, noise, of_means, blocks, replicates, tuple(told), level)


def _silent(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Which factors no effect was told of, and of which the main index is too wide to say how much they make."""
    factors = {row["factor"] for row in rows if row["index"] in MAIN}
    heard: set[str] = set()
    for row in rows:
        if row["low"] > 0 or row["high"] < 0:  # of a pair: both have a part in it
            heard |= {row["factor"]} if row["factor"] in factors else set(row["factor"].split(" x "))
    main = [row for row in rows if row["index"] in MAIN]
    silent = [row["factor"] for row in main if row["note"] == NOT_ZERO and row["factor"] not in heard]
    wide = [f"{row['index']} of {row['factor']}" for row in main if row["note"] == WIDE]
    return [
        f"{what}: {', '.join(names)}"
        for what, names in (("no effect was told from 0 of", silent), (f"intervals are {WIDE}", wide))
        if names
    ]


def few(n: int, wanted: int, what: str) -> str:
    """A warning that `n` is few; nothing where it is not."""
    return f"{n} {what} are few; want {wanted} or more" if n < wanted else ""


def _note(row: dict[str, Any], kind: str) -> str:
    """Why an index says little; empty where it says something."""
    low, high = row["low"], row["high"]
    if not (math.isfinite(low) and math.isfinite(high)):
        return WIDE
    if kind == "sobol" and high - low > 0.8:
        return WIDE
    return NOT_ZERO if low <= 0 <= high else ""


def luck(values: Floats, paired: bool, level: float = LEVEL) -> tuple[Interval, float]:
    """Share of luck in the variance of single runs, with its interval, and in that of means over replicates.

    The variance of runs is that between points, without noise, and that within points. Under common luck what a
    replicate does at all points alike is luck of the runs, but no noise between their means.

    Parameters
    ----------
    values
        Shape (blocks, rows, replicates); NaN is missing.
    paired, level
        As in `morris_effects`.
    """
    blocks, rows, replicates = values.shape
    method = "bootstrap over design and replicates"
    n = int((~np.isnan(values)).sum())
    missing = values.size - n
    if replicates < 2:
        return Interval(math.nan, math.nan, math.nan, n, missing, method, level), math.nan
    values = values - np.nanmean(values)
    flat = values.reshape(-1, replicates)
    centred = (values - shared(values) if paired else values).reshape(-1, replicates)

    def share(of_design: Floats, of_luck: Floats) -> Floats:
        inside = weighted(flat**2, of_luck) - crossed(flat, flat, of_luck)
        between = crossed(centred, centred, of_luck)
        whole = np.repeat(of_design, rows, axis=0)
        of_runs, of_points = (np.nansum(each * whole, axis=0) for each in (inside, between))
        total = np.maximum(of_runs, 0.0) + np.maximum(of_points, 0.0)
        return np.divide(np.maximum(of_runs, 0.0), total, out=np.zeros_like(total), where=total > 0)

    ones, rng = np.ones((replicates, 1)), np.random.default_rng(0)
    estimate = float(share(np.ones((blocks, 1)), ones)[0])
    spread = float(share(resampled(blocks, rng), ones).var(ddof=1))
    if paired:
        spread += scaled(share(np.ones((blocks, 1)), resampled(replicates, rng)), replicates)
    half = student_quantile(level, max(blocks - 1, 1)) * math.sqrt(spread)
    counts = np.maximum((~np.isnan(centred)).sum(axis=1), 1)
    left = float(np.nanmean(_variances(centred) / counts))
    of_points = max(float(np.nanmean(crossed(centred, centred, ones))), 0.0)
    return (
        Interval(estimate, max(estimate - half, 0.0), min(estimate + half, 1.0), n, missing, method, level),
        left / (left + of_points) if left + of_points > 0 else 0.0,
    )


def shared(values: Floats) -> Floats:
    """What each replicate does at all points alike: its mean less the mean of all, shape (replicates,)."""
    flat = values.reshape(-1, values.shape[2])
    there = ~np.isnan(flat)
    count = there.sum(axis=0)
    means = np.where(count > 0, np.where(there, flat, 0.0).sum(axis=0) / np.maximum(count, 1), 0.0)
    return np.where(count > 0, means - (means * count).sum() / max(int(count.sum()), 1), 0.0)


def _variances(rows: Floats) -> Floats:
    """Variance within each row, NaN where there are fewer than two values."""
    there = ~np.isnan(rows)
    n = there.sum(axis=1)
    mean = np.where(there, rows, 0.0).sum(axis=1) / np.maximum(n, 1)
    squares = np.where(there, rows - mean[:, None], 0.0) ** 2
    return np.where(n > 1, squares.sum(axis=1) / np.maximum(n - 1, 1), np.nan)
