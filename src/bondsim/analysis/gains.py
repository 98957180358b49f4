"""What common luck is worth: how many times as many runs independent luck would take for the same interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsim.analysis.intervals import LEVEL

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 500
MOST_GROUPS = 500  # of replicates that are drawn together: as good, and cheap however many there are


@dataclass(frozen=True, repr=False)
class Gain:
    """Variance of a difference of independent runs over its variance under common luck.

    Attributes
    ----------
    estimate : float
        The ratio: a contrast under common luck is worth as much as one over so many times the runs, each with
        luck of its own. Below 1 it does harm; infinite where no pair differed by more or less than the others.
    low, high : float
        Its interval, by bootstrap over replicates.
    level : float
        Share of such intervals that cover the truth.
    """

    estimate: float
    low: float
    high: float
    level: float = LEVEL

    def __repr__(self) -> str:
        """The ratio with its interval."""
        if not math.isfinite(self.estimate):
            return "worth any number of runs of independent luck" if self.estimate > 0 else "worth unknown"
        return f"worth {self.estimate:.3g} [{self.low:.3g}, {self.high:.3g}] times the runs"


def gain(pairs: pd.DataFrame, level: float = LEVEL) -> Gain:
    """What common luck is worth to the mean difference over some cells.

    Independent runs of the same number leave the sum of the two sides' variances in each cell, and cells that
    know nothing of each other. Under common luck a replicate's differences are summed over the cells that it
    is met in, so that both what pairing takes away and what cells with the same luck add is counted.

    Parameters
    ----------
    pairs
        `cell`, `replicate`, `value_a`, `value_b`, one row a pair of runs; nothing missing.
    level
        Share of intervals that cover the truth, in (0, 1).

    Returns
    -------
    Gain
        Not a number where no side varies or fewer than two replicates are there.
    """
    import pandas as pd

    cell, a, b = pairs["cell"], pairs["value_a"], pairs["value_b"]
    n = pairs.groupby("cell")["cell"].transform("size")
    moved, apart = _centred(b - a, cell) / n, (_centred(a, cell) ** 2 + _centred(b, cell) ** 2) / n**2
    both = pd.DataFrame({"replicate": pairs["replicate"], "together": moved, "apart": apart})
    sums = both.groupby("replicate", sort=True).sum()
    together, alone = sums["together"].to_numpy() ** 2, sums["apart"].to_numpy()
    if len(sums) < 2 or not alone.sum() > 0:
        return Gain(math.nan, math.nan, math.nan, level)
    found = float(_ratio(alone.sum(), together.sum()))
    groups = np.arange(len(sums)) % min(len(sums), MOST_GROUPS)
    parts = np.array([np.bincount(groups, each) for each in (alone, together)])
    size = parts.shape[1]
    drawn = np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), RESAMPLES) @ parts.T
    ratios = np.sort(_ratio(*drawn.T))
    tail = (1 - level) / 2
    low, high = (float(ratios[math.floor(share * (RESAMPLES - 1))]) for share in (tail, 1 - tail))
    return Gain(found, low, high, level)


def _centred(values: pd.Series, cell: pd.Series) -> pd.Series:
    return values - values.groupby(cell).transform("mean")


def _ratio(alone: ArrayLike, together: ArrayLike) -> NDArray[np.float64]:
    alone, together = np.asarray(alone, float), np.asarray(together, float)
    some = together > 1e-12 * alone
    return np.where(some, alone / np.where(some, together, 1.0), np.inf)
