"""Sobol's indices from Saltelli's points, without the noise of replicates.

With A and B the base points, AB_i those of A with factor i from B, BA_i the other way, and f an outcome's mean [1]_:

    V    = mean (f - mean f)^2 over A and B
    V_i  = mean f(B) (f(AB_i) - f(A))                       S1 = V_i / V
    VT_i = mean (f(A) - f(AB_i))^2 / 2                      ST = VT_i / V
    V_ij = mean (f(BA_i) f(AB_j) - f(A) f(B)) - V_i - V_j   S2 = V_ij / V

as in SALib, with which they agree where there is no noise. Here every product is one of different replicates
(`bondsim.analysis.sensitivity.crossed`), so that noise does not count as variance; what a replicate does at all points
alike is taken off first. Intervals of the ratios are Fieller's: where V itself cannot be told from 0, no share of it
can be known, and the interval is 0 to 1.

References
----------
.. [1] Saltelli A, Annoni P, Azzini I, et al. (2010). Variance based sensitivity analysis of model output. Design and
   estimator for the total sensitivity index. Computer Physics Communications 181:259-270.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from bondsim.analysis.intervals import LEVEL, student_quantile
from bondsim.analysis.sensitivity import (
    FEW_BASE_POINTS,
    RESAMPLES,
    Floats,
    Sensitivity,
    crossed,
    few,
    finished,
    resampled,
    shared,
)


def sobol_indices(
    values: Floats,
    factors: Sequence[str],
    *,
    second_order: bool = False,
    outcome: str = "",
    paired: bool = True,
    level: float = LEVEL,
) -> Sensitivity:
    """Sobol's indices with intervals over the design and the replicates.

    Parameters
    ----------
    values
        Outcome, shape (base points, rows, replicates), rows in SALib's order: A, each AB_i, with `second_order` each
        BA_i, then B. NaN is missing; base points of which a row has fewer than two values are left out.
    factors
        Their names.
    second_order
        Whether the rows of pairs are there: indices ``S2`` are then told too.
    outcome
        Its name.
    paired
        Whether a replicate had the same luck at every point.
    level
        Share of intervals that cover the truth, in (0, 1).
    """
    replicates = values.shape[2]
    there = (~np.isnan(values)).sum(axis=2)
    kept = values[(there >= min(2, replicates)).all(axis=1)]
    left_out = len(values) - len(kept)
    warnings = [w for w in [few(len(kept), FEW_BASE_POINTS, "base points")] if w]
    if left_out:
        warnings.append(f"{left_out} base points are left out: a point of theirs has too few values")
    names, parts, used = _parts(kept, factors, second_order, paired)
    rows: list[dict[str, Any]] = []
    t = student_quantile(level, max(len(kept) - 1, 1))
    estimates, covariance = parts
    for i, (factor, index) in enumerate(names[1:], 1):
        estimate, low, high = _ratio(estimates[i], estimates[0], covariance[np.ix_([i, 0], [i, 0])], t)
        rows.append(
            {"factor": factor, "index": index, "estimate": estimate, "low": low, "high": high, "n": used[i]}
        )
    return finished(outcome, "sobol", rows, values, warnings, paired, level)


def _parts(
    values: Floats, factors: Sequence[str], second_order: bool, paired: bool
) -> tuple[list[tuple[str, str]], tuple[Floats, Floats], list[int]]:
    """V and the parts of it: names, estimates with their covariance, and runs behind each."""
    k, replicates = len(factors), values.shape[2]
    if not len(values):
        names = [("", "V"), *((f, index) for f in factors for index in ("S1", "ST"))]
        return names, (np.full(len(names), np.nan), np.full((len(names),) * 2, np.nan)), [0] * len(names)
    centre = (shared(values) if paired and replicates > 1 else 0.0) + np.nanmean(values)
    rng = np.random.default_rng(0)
    names, used = _names(values, factors, second_order)
    rows = values - centre
    once = np.ones((replicates, 1))
    by_block = _terms(rows, k, second_order, once)[:, :, 0]  # (terms, base points)
    estimates = _combined(by_block.mean(axis=1, keepdims=True), k, second_order)[:, 0]
    shares = resampled(len(rows), rng) / len(rows)
    covariance = np.cov(_combined(by_block @ shares, k, second_order))
    if paired and replicates > 1:
        step = max(1, int(4e7 // (rows.shape[0] * by_block.shape[0])))  # resamples at a time, for memory
        weights = resampled(replicates, rng)
        drawn = np.concatenate(
            [
                _terms(rows, k, second_order, weights[:, at : at + step]).mean(axis=1)
                for at in range(0, RESAMPLES, step)
            ],
            axis=1,
        )
        drawn = drawn[:, np.isfinite(drawn).all(axis=0)]  # those in which each point had two different ones
        more = np.cov(_combined(drawn, k, second_order)) if drawn.shape[1] > 1 else np.nan
        covariance = covariance + more * replicates / (replicates - 1)
    return names, (estimates, covariance), used


def _names(
    values: Floats, factors: Sequence[str], second_order: bool
) -> tuple[list[tuple[str, str]], list[int]]:
    """Factor and index of each part, and runs behind it."""
    counts = (~np.isnan(values)).sum(axis=(0, 2))
    k = len(factors)
    a, b = int(counts[0]), int(counts[-1])
    names, used = [("", "V")], [a + b]
    for i, factor in enumerate(factors):
        names += [(factor, "S1"), (factor, "ST")]
        used += [a + b + int(counts[1 + i]), a + int(counts[1 + i])]
    for i in range(k) if second_order else ():
        for j in range(i + 1, k):
            names.append((f"{factors[i]} x {factors[j]}", "S2"))
            used.append(a + b + int(counts[1 + j] + counts[1 + k + i]))
    return names, used


def _terms(rows: Floats, k: int, second_order: bool, weights: Floats) -> Floats:
    """Products that the parts are made of, by base point, shape (terms, base points, resamples)."""
    a, b = rows[:, 0], rows[:, -1]
    ab = [rows[:, 1 + i] for i in range(k)]
    aa, ba = crossed(a, a, weights), crossed(b, a, weights)
    of_mean = [(crossed(x, x, weights), _mean(x, weights)) for x in (a, b)]
    terms = [0.5 * (of_mean[0][0] + of_mean[1][0]), 0.5 * (of_mean[0][1] + of_mean[1][1])]
    for each in ab:
        terms.append(crossed(b, each, weights) - ba)
        terms.append(0.5 * (aa - 2 * crossed(a, each, weights) + crossed(each, each, weights)))
    for i in range(k) if second_order else ():
        back = rows[:, 1 + k + i]
        terms += [crossed(back, ab[j], weights) - ba for j in range(i + 1, k)]
    return np.stack(terms)


def _mean(values: Floats, weights: Floats) -> Floats:
    there = ~np.isnan(values)
    count = there.astype(float) @ weights
    total = np.nan_to_num(values) @ weights
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def _combined(terms: Floats, k: int, second_order: bool) -> Floats:
    """V, then V_i and VT_i of each factor, then V_ij, from the means of the terms; shape (parts, resamples)."""
    parts = [terms[0] - terms[1] ** 2, *terms[2 : 2 + 2 * k]]
    pairs = iter(terms[2 + 2 * k :])
    for i in range(k) if second_order else ():
        for j in range(i + 1, k):
            parts.append(next(pairs) - parts[1 + 2 * i] - parts[1 + 2 * j])
    return np.stack(parts)


def _ratio(part: float, whole: float, covariance: Floats, t: float) -> tuple[float, float, float]:
    """A share of V with Fieller's interval."""
    of_part, both, of_whole = covariance[0, 0], covariance[0, 1], covariance[1, 1]
    a = whole**2 - t * t * of_whole
    if not (whole > 0 and a > 0):
        return (part / whole if whole > 0 else math.nan), 0.0, 1.0
    middle = part * whole - t * t * both
    c = part**2 - t * t * of_part
    half = math.sqrt(max(middle**2 - a * c, 0.0))
    return part / whole, (middle - half) / a, (middle + half) / a
