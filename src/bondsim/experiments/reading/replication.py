"""What replicating until intervals are narrow took, and what a fixed number of replicates would have taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bondsim.analysis import Differences, Tally
from bondsim.experiments.planning.plan import Until
from bondsim.experiments.planning.watch import OfContrasts, OfPoints, Watch, pairs

if TYPE_CHECKING:
    from bondsim.experiments.results import Results


@dataclass(frozen=True, repr=False)
class Replication:
    """How replicates were spent.

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

    @property
    def saved(self) -> float:
        """Share of the runs of a fixed number that were not needed."""
        return 1 - self.runs / self.fixed if self.fixed else 0.0

    def __repr__(self) -> str:
        """Runs, what a fixed number would have taken, and whether the target was reached."""
        what = f"differences in {self.outcome} by {self.contrast}" if self.contrast else self.outcome
        told = f"{self.runs:,} runs, {self.least:,} to {self.most:,} a point; a fixed number as precise "
        told += f"everywhere would have taken {self.fixed:,} ({100 * self.saved:.0f} % saved)"
        if self.reached == self.intervals:
            return f"{told}; every interval of {what} reaches at most {self.half_width:g}"
        wide = f"{self.intervals - self.reached} of {self.intervals} intervals of {what}"
        return f"{told}; {wide} did NOT get to {self.half_width:g} (the widest: {self.widest:.3g})"


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
        widest=float(np.max(np.where(np.isnan(half), np.inf, half), initial=0.0)),
    )


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
    varied = results.points.drop(columns="point")
    ordered = results.describe(until.contrast).kind != "choice"
    rows = [{str(name): value for name, value in row.items()} for row in varied.to_dict("records")]
    common = results.manifest["pairing"] == "common"
    found = Differences(len(rows), pairs(rows, until, ordered=ordered), share=share, paired=common)
    found.add(point, values)
    return OfContrasts(found)
