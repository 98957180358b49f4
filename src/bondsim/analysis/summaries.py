"""Estimates for every design point and outcome, from runs that may be too many to hold at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis.intervals import HALL, LEVEL, WILSON, hall, quantile_interval, wilson

if TYPE_CHECKING:
    import pandas as pd


class Tally:
    """Counts and moments of outcomes at every design point, fed stretch by stretch.

    Memory grows with points and outcomes, never with runs. Values are added one by one in the order given, so
    the result does not depend, to the last bit, on where one stretch ends and the next begins.

    Parameters
    ----------
    n_points
        Number of design points.
    shares
        For each outcome, whether it is yes or no (0 or 1), so that its estimate is a share.

    Attributes
    ----------
    n, missing : ndarray of int64, shape (outcomes, points)
        Runs with a value, and runs without one.
    """

    def __init__(self, n_points: int, shares: Sequence[bool]) -> None:
        shape = (len(shares), n_points)
        self.shares = tuple(shares)
        self.n = np.zeros(shape, np.int64)
        self.missing = np.zeros(shape, np.int64)
        # sums of the distances from each point's first value, which keeps them exact enough far from zero
        self._first = np.zeros(shape)
        self._sum = np.zeros(shape)
        self._squares = np.zeros(shape)
        self._cubes = np.zeros(shape)
        self._least = np.full(len(shares), np.inf)
        self._most = np.full(len(shares), -np.inf)

    def add(self, point: NDArray[np.int64], values: Sequence[NDArray[np.float64]]) -> None:
        """Add runs.

        Parameters
        ----------
        point
            Design point of each run.
        values
            For each outcome, a value per run; NaN is missing.
        """
        for i, column in enumerate(values):
            there = ~np.isnan(column)
            np.add.at(self.missing[i], point[~there], 1)
            at, x = point[there], column[there]
            if not self.shares[i]:
                fresh, first = np.unique(at, return_index=True)
                new = self.n[i, fresh] == 0
                self._first[i, fresh[new]] = x[first[new]]
            np.add.at(self.n[i], at, 1)
            distance = x - self._first[i, at]
            np.add.at(self._sum[i], at, distance)
            np.add.at(self._squares[i], at, distance * distance)
            if not self.shares[i] and len(x):
                np.add.at(self._cubes[i], at, distance * distance * distance)
                self._least[i] = min(self._least[i], x.min())
                self._most[i] = max(self._most[i], x.max())

    def intervals(
        self, outcome: int, level: float = LEVEL
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Estimate, low and high of one outcome (its index) at every point; NaN where runs are too few.

        The interval of a mean ends at 0 where no run of any point was below 0, and at 1 where none was outside
        0 to 1: times, counts and shares are not.
        """
        n, total = self.n[outcome], self._sum[outcome]
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(n > 0, self._first[outcome] + total / n, np.nan)
        if self.shares[outcome]:
            return mean, *wilson(total, n, level)
        low, high = hall(mean, self._sd(outcome), self.skewness(outcome), n, level)
        if self._least[outcome] >= 0:
            low = np.maximum(low, 0.0)
            if self._most[outcome] <= 1:
                high = np.minimum(high, 1.0)
        return mean, low, high

    def skewness(self, outcome: int) -> NDArray[np.float64]:
        """Skewness of one outcome (its index) at every point; 0 where nothing varies."""
        n, total, squares = self.n[outcome], self._sum[outcome], self._squares[outcome]
        with np.errstate(invalid="ignore", divide="ignore"):
            shift = total / n
            third = self._cubes[outcome] / n - 3 * shift * squares / n + 2 * shift**3
            return np.nan_to_num(third / self._sd(outcome) ** 3, nan=0.0, posinf=0.0, neginf=0.0)

    def _sd(self, outcome: int) -> NDArray[np.float64]:
        n, total = self.n[outcome], self._sum[outcome]
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = (self._squares[outcome] - total * total / n) / (n - 1)
        return np.sqrt(np.maximum(np.where(n > 1, variance, np.nan), 0))

    def table(self, names: Sequence[str], level: float = LEVEL) -> dict[str, NDArray[Any]]:
        """Columns of the summary, one row a point and outcome: points in order, within them outcomes.

        Columns are `point`, `outcome`, `n`, `missing`, `estimate`, `low`, `high`, `method`.
        """
        n_outcomes, n_points = self.n.shape
        bounds = [self.intervals(i, level) for i in range(n_outcomes)]
        columns = {
            "n": self.n,
            "missing": self.missing,
            **{name: np.array([b[k] for b in bounds]) for k, name in enumerate(("estimate", "low", "high"))},
        }
        methods = np.array([WILSON if share else HALL for share in self.shares])
        return {
            "point": np.repeat(np.arange(n_points), n_outcomes),
            "outcome": np.tile(np.array(list(names)), n_points),
            **{name: values.T.ravel() for name, values in columns.items()},
            "method": np.tile(methods, n_points),
        }


def summarise(runs: pd.DataFrame, outcomes: Iterable[str], level: float = LEVEL) -> pd.DataFrame:
    """Estimates with interval and n for every design point in `runs`.

    Parameters
    ----------
    runs
        `point` and the outcomes, one row a run. Columns of truth values are summarised as shares (Wilson),
        others by their mean (Student's corrected for skewness; cut at 0 where no
        value is below).
    outcomes
        Names of the columns to summarise.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    DataFrame
        `point`, `outcome`, `n`, `missing`, `estimate`, `low`, `high`, `method`; missing values are left out
        and counted.
    """
    import pandas as pd

    names = list(outcomes)
    points, at = np.unique(runs["point"].to_numpy(np.int64), return_inverse=True)
    tally = Tally(len(points), [runs[name].dtype.kind == "b" for name in names])
    tally.add(at, [_floats(runs[name]) for name in names])
    table = pd.DataFrame(tally.table(names, level))
    table["point"] = points[table["point"]]
    return table


def quantiles(
    runs: pd.DataFrame, outcome: str, q: Sequence[float] = (0.25, 0.5, 0.75), level: float = LEVEL
) -> pd.DataFrame:
    """Quantiles of one outcome at every design point in `runs`, each with its interval.

    Parameters
    ----------
    runs
        `point` and the outcome, one row a run.
    outcome
        Name of a column of numbers.
    q
        Which quantiles, each in (0, 1).
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    DataFrame
        `point`, `q`, `n`, `missing`, `estimate`, `low`, `high`, `method`.
    """
    import pandas as pd

    rows: list[Mapping[str, Any]] = []
    for point, values in runs.groupby("point")[outcome]:
        for each in q:
            found = quantile_interval(_floats(values), each, level)
            rows.append(
                {
                    "point": point,
                    "q": each,
                    "n": found.n,
                    "missing": found.missing,
                    "estimate": found.estimate,
                }
                | {"low": found.low, "high": found.high, "method": found.method}
            )
    return pd.DataFrame(rows, columns=["point", "q", "n", "missing", "estimate", "low", "high", "method"])


def _floats(column: pd.Series) -> NDArray[np.float64]:
    return np.asarray(column.astype("Float64").to_numpy(float, na_value=np.nan), float)
