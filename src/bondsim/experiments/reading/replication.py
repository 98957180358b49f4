"""What replicating until intervals are narrow took, and what a fixed number of replicates would have taken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis import Differences, Tally
from bondsim.experiments.planning.plan import Until
from bondsim.experiments.planning.watch import OfContrasts, OfPoints, Watch, pairs
from bondsim.experiments.reading.over_draws import OverDraws

if TYPE_CHECKING:
    from bondsim.experiments.results import Results


@dataclass(frozen=True, repr=False)
class Replication:
    """How replicates were spent.

    Where something is uncertain, the intervals meant are those at each single draw of it. The answers are means over
    the draws, whose intervals replicates alone do not make narrow.

    Attributes
    ----------
    runs : int
        Runs made.
    fixed : int
        Runs that a fixed number of replicates takes to be as precise everywhere: the replicates of the point
        that has most, at every point.
    least, most : int
        Replicates of the points that have fewest and most.
    outcome : str
        The outcome whose intervals were to become narrow.
    contrast : str or None
        The factor whose differences were meant; None for estimates at points.
    half_width : float
        The target, in the outcome's unit.
    intervals : int
        Number of intervals meant.
    reached : int
        Number of those that are as narrow.
    widest : float
        Half-width of the widest.
    draws : int
        Draws of what is uncertain; 0 where nothing is, or where the differences are those between draws.
    over_draws : float
        Half-width of the widest interval over the draws, of what is meant; NaN where there are no draws.
    """

    runs: int
    fixed: int
    least: int
    most: int
    outcome: str
    contrast: str | None
    half_width: float
    intervals: int
    reached: int
    widest: float
    draws: int = 0
    over_draws: float = math.nan

    @property
    def saved(self) -> float:
        """Share of the runs of a fixed number that were not needed."""
        return 1 - self.runs / self.fixed if self.fixed else 0.0

    def __repr__(self) -> str:
        """Runs, what a fixed number would have taken, and whether the target was reached."""
        what = f"differences in {self.outcome} by {self.contrast}" if self.contrast else self.outcome
        where = "at each single draw" if self.draws else "everywhere"
        told = f"{self.runs:,} runs, {self.least:,} to {self.most:,} a point; a fixed number as precise "
        told += f"{where} would have taken {self.fixed:,} ({100 * self.saved:.0f} % saved)"
        what += " at a single draw" if self.draws else ""
        if self.reached == self.intervals:
            told += f"; every interval of {what} reaches at most {self.half_width:g}"
        else:
            wide = f"{self.intervals - self.reached} of {self.intervals} intervals of {what}"
            told += f"; {wide} did NOT get to {self.half_width:g} (the widest: {self.widest:.3g})"
        return told + self._over_draws()

    def _over_draws(self) -> str:
        """How wide the answers are, which are over the draws; nothing where there are none."""
        if not self.draws:
            return ""
        if not math.isfinite(self.over_draws):
            return f". The answer is over the draws, of which {self.draws} are too few for an interval"
        told = f". The answer is over the {self.draws} draws, and reaches up to {self.over_draws:.3g}"
        return told if self.over_draws <= self.half_width else f"{told}: more draws would narrow it"


def replication(results: Results) -> Replication | None:
    """How the replicates of a finished experiment were spent; None where their number was fixed."""
    asked = results.config.get("replicates", {})
    if not asked.get("until") or not results.finished:
        return None
    until = Until(**asked["until"])
    runs = results.runs
    counts = np.bincount(runs["point"], minlength=len(results.points))
    half = watch(results, until).half_widths()
    wide = ~(half <= until.half_width)
    draws, over_draws = _over_draws(results, until)
    return Replication(
        runs=int(counts.sum()),
        fixed=int(counts.max() * len(counts)),
        least=int(counts.min()),
        most=int(counts.max()),
        outcome=until.outcome,
        contrast=until.contrast,
        half_width=until.half_width,
        intervals=len(half),
        reached=int((~wide).sum()),
        widest=_widest(half),
        draws=draws,
        over_draws=over_draws,
    )


def _widest(half: NDArray[np.float64]) -> float:
    return float(np.max(np.where(np.isnan(half), np.inf, half), initial=0.0))


def _over_draws(results: Results, until: Until) -> tuple[int, float]:
    """Draws, and the half-width of the widest interval over them; 0 and NaN where it is of no lever."""
    over = results.over_draws
    if not isinstance(over, OverDraws) or not (until.contrast is None or until.contrast in over.factors):
        return 0, math.nan
    draws = over.draws.shape[1] // over.sample.block
    if until.contrast is None:
        rows = over.summary[over.summary["outcome"] == until.outcome]
        ends = rows[["low", "high"]].to_numpy(float)
    else:
        points, factor = settings(over), until.contrast
        found = pairs(points, until, ordered=results.describe(factor).kind != "choice")
        ends = np.array([_difference(over, until, points[a], points[b]) for a, b in found]).reshape(-1, 2)
    return draws, _widest((ends[:, 1] - ends[:, 0]) / 2)


def _difference(over: OverDraws, until: Until, a: dict[str, Any], b: dict[str, Any]) -> tuple[float, float]:
    """Interval of the difference between two settings of the levers that differ in one alone."""
    factor = str(until.contrast)
    at = {name: value for name, value in a.items() if name != factor}
    found = over.contrast(until.outcome, factor, a[factor], b[factor], at=at)
    return found.low, found.high


def settings(results: Results | OverDraws) -> list[dict[str, Any]]:
    """What each point sets, by key."""
    varied = results.points.drop(columns="point")
    return [{str(name): value for name, value in row.items()} for row in varied.to_dict("records")]


def watch(results: Results, until: Until) -> Watch:
    """The intervals that replication until `until` is for, of the runs of some results."""
    runs = results.runs
    point = runs["point"].to_numpy(np.int64)
    values = np.asarray(runs[until.outcome].astype("Float64").to_numpy(float, na_value=np.nan), float)
    share = results.describe(until.outcome).kind == "boolean"
    if until.contrast is None:
        tally = Tally(len(results.points), [share])
        tally.add(point, [values])
        return OfPoints(tally, 0)
    ordered = results.describe(until.contrast).kind != "choice"
    rows = settings(results)
    common = results.manifest["pairing"] == "common"
    found = Differences(len(rows), pairs(rows, until, ordered=ordered), share=share, paired=common)
    found.add(point, values)
    return OfContrasts(found)
