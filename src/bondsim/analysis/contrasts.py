"""What changing one factor brings: the difference between two of its levels, everything else the same."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis import differences
from bondsim.analysis.differences import McNemar
from bondsim.analysis.draws import in_blocks, mean_over_draws, table_of_runs
from bondsim.analysis.gains import Gain, gain
from bondsim.analysis.intervals import LEVEL

if TYPE_CHECKING:
    import pandas as pd

IDENTITY = ("run", "point", "replicate", "status")  # columns of the runs that are no outcome


@dataclass(frozen=True, repr=False)
class Contrast:
    """The difference in an outcome between two levels of a factor.

    Attributes
    ----------
    outcome, factor : str
        What is compared, and what is changed.
    a, b
        Levels of the factor: from, to.
    estimate, low, high : float
        Outcome at `b` minus outcome at `a`, and its interval. Shares for yes-or-no outcomes, else in the
        outcome's unit.
    n : int
        Pairs behind it; runs of both sides where they are not paired.
    missing : int
        Pairs (or runs) without a value; they are left out.
    cells : int
        Settings of the other factors over which the difference is averaged; each counts the same.
    left_out : int
        Settings of the other factors that had too few values.
    counts : McNemar or None
        How the pairs fell, where the outcome is yes or no and the runs are paired.
    paired : bool
        Whether run i had the same luck on both sides.
    method : str
        How the interval was made.
    gain : Gain or None
        What common luck is worth here: variance of the difference of as many independent runs over the
        variance of this one. None where the runs are not paired.
    level : float
        Share of such intervals that cover the truth.
    draws : int
        Draws of uncertain keys over which the difference is averaged; 0 where nothing is uncertain.
    spread : float
        Standard deviation of the difference between draws, the noise of replicates taken out.
    """

    outcome: str
    factor: str
    a: Any
    b: Any
    estimate: float
    low: float
    high: float
    n: int
    missing: int
    cells: int
    left_out: int
    counts: McNemar | None
    paired: bool
    method: str
    gain: Gain | None = None
    level: float = LEVEL
    draws: int = 0
    spread: float = math.nan

    def __repr__(self) -> str:
        """One line: difference, interval, n, method."""
        notes = [f"{100 * self.level:g} %", self.method, f"n = {self.n} {'pairs' if self.paired else 'runs'}"]
        if self.missing:
            notes.append(f"{self.missing} without a value")
        if self.draws:
            notes.append(f"over {self.draws} draws, between which it spreads by {self.spread:.3g} (SD)")
        if self.cells > 1:
            notes.append(f"mean of {self.cells} settings of the other factors")
        if self.left_out:
            notes.append(f"{self.left_out} settings left out: too few values")
        if self.counts:
            notes.append(f"only at {self.b}: {self.counts.only_b}, only at {self.a}: {self.counts.only_a}")
        if self.gain and not math.isnan(self.gain.estimate):
            notes.append(f"common luck {self.gain}")
        difference = f"{self.estimate:+.4g} [{self.low:+.4g}, {self.high:+.4g}]"
        return f"{self.outcome}, {self.factor} from {self.a} to {self.b}: {difference} ({'; '.join(notes)})"


def contrast(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcome: str,
    factor: str,
    a: Any,
    b: Any,
    *,
    paired: bool,
    at: Mapping[str, Any] | None = None,
    level: float = LEVEL,
) -> Contrast:
    """Difference in `outcome` between `factor` at `b` and at `a`, over all settings of the other factors.

    Where the design varies other factors too, the difference is taken within each of their settings (a cell)
    and averaged, each cell counting the same. Cells under common luck share their replicates and are not
    independent: their intervals are combined by square-and-add [1]_ with the correlations of the differences,
    so that a replicate met in ten cells is not counted as ten.

    Parameters
    ----------
    runs
        `point`, `replicate` and the outcome, one row a run.
    points
        `point` and each varied key, one row a design point.
    outcome, factor
        Names of columns.
    a, b
        Levels of the factor.
    paired
        Whether the same replicate had the same luck at every point.
    at
        Levels of other factors to hold to.
    level
        Share of intervals that cover the truth, in (0, 1).

    Raises
    ------
    ValueError
        If a name or a level is not there, or no two points differ in the factor alone.

    References
    ----------
    .. [1] Zou GY, Donner A (2008). Construction of confidence limits about effect measures: a general
       approach. Statistics in Medicine 27:1693-1702.
    """
    _require(outcome, [str(name) for name in runs.columns if name not in IDENTITY], "outcome")
    cells = _chosen_cells(points, factor, a, b, at)
    share = _is_boolean(runs[outcome])
    values = runs[["point", "replicate"]].assign(
        value=runs[outcome].astype("Float64").to_numpy(float, na_value=np.nan)
    )
    side_a, side_b = (
        cells[["cell", side]].merge(values, left_on=side, right_on="point")[["cell", "replicate", "value"]]
        for side in ("point_a", "point_b")
    )
    found = (_paired if paired else _unpaired)(side_a, side_b, share, level)
    return Contrast(
        outcome, factor, a, b, left_out=len(cells) - found["cells"], paired=paired, level=level, **found
    )


def contrast_over_draws(
    runs: pd.DataFrame,
    settings: pd.DataFrame,
    points: NDArray[np.int64],
    outcome: str,
    factor: str,
    a: Any,
    b: Any,
    *,
    paired: bool,
    block: int = 1,
    at: Mapping[str, Any] | None = None,
    level: float = LEVEL,
) -> Contrast:
    """`contrast`, over draws of what is not known: both sides are met at the same draws.

    Within each draw and replicate the difference is averaged over the settings of the other levers; its interval
    takes draws and replicates as what was sampled, see `bondsim.analysis.draws`.

    Parameters
    ----------
    runs, outcome, factor, a, b, paired, at, level
        As for `contrast`.
    settings
        `point` (number of the setting) and each lever, one row a setting.
    points
        Design point of each draw at each setting, shape (settings, rows of the draws).
    block
        Rows of the draws that belong together and are one draw.
    """
    _require(outcome, [str(name) for name in runs.columns if name not in IDENTITY], "outcome")
    cells = _chosen_cells(settings, factor, a, b, at)
    table = table_of_runs(runs, outcome, int(points.max(initial=-1)) + 1)
    sides = (points[cells[side].to_numpy(np.int64)] for side in ("point_a", "point_b"))
    from_a, to_b = (table[side] for side in sides)  # cells, rows of the draws, replicates
    moved = to_b - from_a
    there = ~np.isnan(moved)
    with np.errstate(invalid="ignore"):
        mean = np.where(there, moved, 0.0).sum(axis=0) / there.sum(axis=0)
    share = _is_boolean(runs[outcome])
    found = mean_over_draws(
        in_blocks(mean, block),
        share=False,
        paired=paired,
        bounds=(-1.0, 1.0) if share else (-math.inf, math.inf),
        level=level,
    )
    used = there.any(axis=(1, 2))
    return Contrast(
        outcome,
        factor,
        a,
        b,
        found.estimate,
        found.low,
        found.high,
        n=int(there.sum()),
        missing=int(moved.size - there.sum()),
        cells=int(used.sum()),
        left_out=int((~used).sum()),
        counts=None,
        paired=paired,
        method=found.method,
        level=level,
        draws=found.draws,
        spread=found.spread,
    )


def _paired(side_a: pd.DataFrame, side_b: pd.DataFrame, share: bool, level: float) -> dict[str, Any]:
    pairs = side_a.merge(side_b, on=["cell", "replicate"], suffixes=("_a", "_b"))
    there = pairs.dropna(subset=["value_a", "value_b"])
    size = there.groupby("cell")["cell"].transform("size")
    there = there[size >= (1 if share else 2)]
    found = [
        differences.paired_difference(rows["value_a"], rows["value_b"], share=share, level=level)
        for _, rows in there.groupby("cell")
    ]
    estimate, low, high = _together(found, _correlation(there))
    a, b = there["value_a"].to_numpy(float), there["value_b"].to_numpy(float)
    return {
        "estimate": estimate,
        "low": low,
        "high": high,
        "n": len(there),
        "missing": int(pairs[["value_a", "value_b"]].isna().any(axis=1).sum()),
        "cells": len(found),
        "counts": McNemar.of(a, b) if share else None,
        "method": differences.TANGO if share else differences.PAIRED,
        "gain": gain(there, level),
    }


def _correlation(pairs: pd.DataFrame) -> NDArray[np.float64]:
    """Correlations between cells of the differences of the same replicate."""
    moved = pairs.assign(moved=pairs["value_b"] - pairs["value_a"])
    table = moved.pivot(index="replicate", columns="cell", values="moved")
    # where it cannot be known, because nothing moved, take the widest: that the cells move together
    correlation = table.corr(min_periods=2).fillna(1.0).to_numpy(copy=True)
    np.fill_diagonal(correlation, 1.0)
    return correlation


def _unpaired(side_a: pd.DataFrame, side_b: pd.DataFrame, share: bool, level: float) -> dict[str, Any]:
    a, b = (
        {
            cell: values.to_numpy(float)
            for cell, values in side.dropna(subset=["value"]).groupby("cell")["value"]
        }
        for side in (side_a, side_b)
    )
    least = 1 if share else 2
    kept = [cell for cell in a if cell in b and min(a[cell].size, b[cell].size) >= least]
    left, right = [a[cell] for cell in kept], [b[cell] for cell in kept]
    if share or not kept:
        found = [
            differences.unpaired_difference(x, y, share=True, level=level)
            for x, y in zip(left, right, strict=True)
        ]
        estimate, low, high = _together(found, np.eye(len(found)))
    else:
        estimate, half = differences.welch(left, right, level)
        low, high = estimate - half, estimate + half
    return {
        "estimate": estimate,
        "low": low,
        "high": high,
        "n": sum(values.size for values in (*left, *right)),
        "missing": int(side_a["value"].isna().sum() + side_b["value"].isna().sum()),
        "cells": len(kept),
        "counts": None,
        "method": differences.NEWCOMBE if share else differences.WELCH,
        "gain": None,
    }


def _together(found: list[Any], correlation: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean of several estimates, and its interval by square-and-add."""
    if not found:
        return math.nan, math.nan, math.nan
    estimates = np.array([each.estimate for each in found])
    below = estimates - [each.low for each in found]
    above = np.array([each.high for each in found]) - estimates
    middle = float(estimates.mean())
    half = [math.sqrt(max(float(h @ correlation @ h), 0.0)) / len(found) for h in (below, above)]
    return middle, middle - half[0], middle + half[1]


def _chosen_cells(
    points: pd.DataFrame, factor: str, a: Any, b: Any, at: Mapping[str, Any] | None
) -> pd.DataFrame:
    """Pairs of points that differ in `factor` alone, of those where `at` holds."""
    factors = [str(name) for name in points.columns if name != "point"]
    _require(factor, factors, "factor")
    for name, value in (at or {}).items():
        _require(name, [other for other in factors if other != factor], "other factor")
        points = points[_is_level(points, name, value)]
    return _cells(points, factor, a, b)


def _cells(points: pd.DataFrame, factor: str, a: Any, b: Any) -> pd.DataFrame:
    """Pairs of points that differ in `factor` alone: columns `point_a`, `point_b`, `cell`."""
    others = [name for name in points.columns if name not in ("point", factor)]
    side_a, side_b = (points[_is_level(points, factor, value)].drop(columns=factor) for value in (a, b))
    if others:
        cells = side_a.merge(side_b, on=others, suffixes=("_a", "_b"))
    else:
        cells = side_a.merge(side_b, how="cross", suffixes=("_a", "_b"))
    if cells.empty:
        raise ValueError(
            f"no two points of the design differ in {factor} alone, {a} on one side and {b} on the other"
        )
    return cells.assign(cell=range(len(cells)))


def _is_level(points: pd.DataFrame, factor: str, value: Any) -> pd.Series:
    """Which points have `factor` at `value`; numbers agree to nine digits."""
    column = points[factor]
    if isinstance(value, (int, float)) and not isinstance(value, bool) and column.dtype.kind in "fiu":
        found = np.isclose(column.to_numpy(float), value, rtol=1e-9, atol=1e-12)
        match = column.notna() & found
    else:
        match = (column == value).fillna(False).astype(bool)
    if not match.any():
        levels = ", ".join(str(level) for level in column.drop_duplicates())
        raise ValueError(f"{factor} has no level {value!r}; it has {levels}")
    return match


def _is_boolean(column: pd.Series) -> bool:
    return column.dtype.kind == "b"


def _require(name: str, known: list[Any], what: str) -> None:
    if name not in known:
        import difflib

        near = difflib.get_close_matches(str(name), [str(each) for each in known], 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(map(str, known)) or 'none'}"
        raise ValueError(f"no {what} {name!r}; {hint}")
