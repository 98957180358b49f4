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
    within, within_low, within_high : float
        The same for the difference in a single setting of the other factors, on average over them. A mean over
        settings gains less, since under common luck they all meet the same replicates.
    cells : int
        Number of settings.
    level : float
        Share of such intervals that cover the truth.
    """

    estimate: float
    low: float
    high: float
    within: float
    within_low: float
    within_high: float
    cells: int = 1
    level: float = LEVEL

    def __repr__(self) -> str:
        """The ratio with its interval."""
        if not math.isfinite(self.estimate):
            return "worth any number of runs of independent luck" if self.estimate > 0 else "worth unknown"
        told = f"worth {self.estimate:.3g} [{self.low:.3g}, {self.high:.3g}] times the runs"
        if self.cells > 1:
            told += f", {self.within:.3g} [{self.within_low:.3g}, {self.within_high:.3g}] in a single setting"
        return told


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
    columns = {"replicate": pairs["replicate"], "together": moved, "alone": apart, "within": moved**2}
    sums = pd.DataFrame(columns).groupby("replicate", sort=True).sum()
    parts = np.array([sums["alone"], sums["together"] ** 2, sums["within"]])
    cells = int(cell.nunique())
    if len(sums) < 2 or not parts[0].sum() > 0:
        return Gain(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan, cells, level)
    groups = np.arange(len(sums)) % min(len(sums), MOST_GROUPS)
    grouped = np.array([np.bincount(groups, part) for part in parts])
    size = grouped.shape[1]
    drawn = np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), RESAMPLES) @ grouped.T
    ends = [math.floor(share * (RESAMPLES - 1)) for share in ((1 - level) / 2, (1 + level) / 2)]
    whole, within = (
        (float(_ratio(parts[0].sum(), parts[i].sum())), *np.sort(_ratio(drawn[:, 0], drawn[:, i]))[ends])
        for i in (1, 2)
    )
    return Gain(
        whole[0],
        float(whole[1]),
        float(whole[2]),
        within[0],
        float(within[1]),
        float(within[2]),
        cells,
        level,
    )


def _centred(values: pd.Series, cell: pd.Series) -> pd.Series:
    return values - values.groupby(cell).transform("mean")


def _ratio(alone: ArrayLike, together: ArrayLike) -> NDArray[np.float64]:
    alone, together = np.asarray(alone, float), np.asarray(together, float)
    some = together > 1e-12 * alone
    return np.where(some, alone / np.where(some, together, 1.0), np.inf)
