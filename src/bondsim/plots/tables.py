"""What a figure shows, as a table: estimates with interval and n, laid out by factor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from bondsim.analysis import Sensitivity
from bondsim.documents import nearest, quoted
from bondsim.plots.levels import level_text

ESTIMATE = ["n", "missing", "estimate", "low", "high", "method"]


class Described(Protocol):
    """A parameter or an outcome, as the scenario declares it."""

    kind: str
    unit: str
    description: str


class Source(Protocol):
    """What the figures read of an experiment's results."""

    @property
    def question(self) -> str:
        """The question the experiment asks, in plain words; may be empty."""

    @property
    def scenario(self) -> str:
        """Name of the scenario."""

    @property
    def folder(self) -> Path:
        """Where the results lie; its name stands in the figures, so that they lead back to the runs."""

    @property
    def finished(self) -> bool:
        """Whether all runs are there."""

    @property
    def points(self) -> pd.DataFrame:
        """One row a design point: `point` and each varied key."""

    @property
    def summary(self) -> pd.DataFrame:
        """One row a point and outcome: `point`, `outcome`, then `ESTIMATE`."""

    def describe(self, name: str) -> Described:
        """Kind, unit and meaning of a varied key or a recorded outcome; KeyError if it is neither."""


class Difference(Protocol):
    """What a contrast tells, see `bondsim.analysis.Contrast`."""

    @property
    def estimate(self) -> float:
        """Outcome at b minus outcome at a."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end of its interval."""

    @property
    def n(self) -> int:
        """Pairs, or runs, behind it."""

    @property
    def missing(self) -> int:
        """Those without a value."""

    @property
    def cells(self) -> int:
        """Settings of the other factors averaged over."""

    @property
    def paired(self) -> bool:
        """Whether run i had the same luck on both sides."""

    @property
    def method(self) -> str:
        """How the interval was made."""


class RunSource(Source, Protocol):
    """What figures read that need single runs."""

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: `run`, `point`, `replicate` and the outcomes."""

    @property
    def series(self) -> pd.DataFrame:
        """One row a run, time and agent: `run`, `t_s`, `agent` and state variables; may be empty."""

    def contrast(
        self, outcome: str, factor: str, a: Any, b: Any, *, at: Mapping[str, Any] | None = None
    ) -> Difference:
        """Difference in an outcome between two levels of a factor; ValueError where there is none."""


class SensitiveSource(Source, Protocol):
    """What figures of sensitivity read."""

    def sensitivity(self, outcome: str, *, at: Mapping[str, Any] | None = None) -> Sensitivity:
        """What an outcome hangs on; ValueError where the design does not say."""


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows of a table, with a column as an attribute."""
    return frame.itertuples(index=False)


def factors(results: Source) -> list[str]:
    """Varied keys in the order of the design."""
    return [str(name) for name in results.points.columns if name != "point"]


def uncertain(results: Source) -> list[str]:
    """Varied keys that are not known: those of which figures of runs take all draws together."""
    return [name for name in factors(results) if name in getattr(results, "uncertain", ())]


def levels(results: Source, factor: str) -> list[Any]:
    """Distinct values of `factor`: numbers in rising order, other values in the order of the design."""
    found = list(pd.unique(results.points[factor]))
    return sorted(found) if is_numeric(results, factor) else found


def is_numeric(results: Source, factor: str) -> bool:
    """Whether the values of `factor` are numbers (truth values are not)."""
    column = results.points[factor]
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def estimates(results: Source, outcome: str, at: Mapping[str, object] | None = None) -> pd.DataFrame:
    """Estimates of one outcome at every design point, or at those where `at` holds.

    Parameters
    ----------
    results
        Where the tables are read from.
    outcome
        Name of a recorded outcome.
    at
        Values of factors; only the points that have them are kept.

    Returns
    -------
    DataFrame
        One row a point: `point`, the factors, `n`, `missing`, `estimate`, `low`, `high`, `method`.

    Raises
    ------
    ValueError
        If the outcome, a factor, or a level of it is not in the results; it names those that are.
    """
    require_outcome(results, outcome)
    points = points_at(results, at)
    rows = results.summary[results.summary["outcome"] == outcome]
    return points.merge(rows[["point", *ESTIMATE]], on="point", how="left")


def points_at(results: Source, at: Mapping[str, object] | None) -> pd.DataFrame:
    """Design points at which factors have the levels of `at`; ValueError where one is unknown."""
    points = results.points
    for factor, value in (at or {}).items():
        require_factor(results, factor)
        if value not in levels(results, factor):
            raise ValueError(_unknown(f"level of {factor}", value, levels(results, factor)))
        points = points[points[factor] == value]
    return points


def require_outcome(results: Source, name: str) -> None:
    """Raise ValueError unless `name` is a recorded outcome."""
    outcomes = [str(known) for known in pd.unique(results.summary["outcome"])]
    if name not in outcomes:
        raise ValueError(_unknown("outcome", name, outcomes))


def require_factor(results: Source, name: str) -> None:
    """Raise ValueError unless `name` is a varied key."""
    if name not in factors(results):
        raise ValueError(_unknown("factor", name, factors(results)))


@dataclass(frozen=True)
class Panel:
    """One panel of a figure: the levels it holds fixed, in the order of the design."""

    at: dict[str, Any]

    @property
    def title(self) -> str:
        """The fixed levels in words, such as ``train.warning_s = 40``."""
        return ", ".join(f"{factor} = {level_text(value)}" for factor, value in self.at.items())


def panels(results: Source, shown: list[str]) -> list[Panel]:
    """The panels that a figure needs to show `shown` factors: one for each combination of all the others.

    Combinations that the design (a list, say) does not hold are left out.
    """
    rest = [name for name in factors(results) if name not in shown]
    present = set(results.points[rest].itertuples(index=False, name=None)) if rest else {()}
    combinations = product(*(levels(results, name) for name in rest))
    return [Panel(dict(zip(rest, values, strict=True))) for values in combinations if values in present]


def _unknown(what: str, name: object, known: list[Any]) -> str:
    texts = [level_text(value) for value in known]
    return f"no {what} {quoted(level_text(name))} in these results{nearest(level_text(name), texts)}"
