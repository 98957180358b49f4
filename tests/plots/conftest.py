"""Made-up results with a known answer, in the form that the figures read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from scipy.stats import binomtest

from bondsim.analysis import contrast, summarise

mpl.use("agg")


@dataclass(frozen=True)
class About:
    kind: str = "number"
    unit: str = ""
    description: str = ""


ABOUT = {
    "dog.bond": About(description="attachment of the dog to its handler, from 0 to 1."),
    "train.warning_s": About(unit="s", description="time from the caught boot to the train."),
    "baseline": About("choice", description="what the dog is compared with."),
    "radio.works": About("boolean"),
    "rescued": About("boolean", description="the handler is alive and clear when the train has passed."),
    "duration_s": About(unit="s", description="length of the incident"),
    "service_d": About(unit="d", description="days in service"),
    "cause": About("integer", description="why it left; 0 is still in service"),
    "arrested": About("boolean", description="the suspect was held"),
    "time_to_clear_s": About(unit="s", description="time from the caught boot until the handler is clear."),
}


@dataclass(frozen=True)
class MadeUp:
    """A stand-in for `bondsim.experiments.Results`: the same tables, no folder behind them."""

    question: str
    points: pd.DataFrame
    summary: pd.DataFrame
    scenario: str = "rail_yard"
    folder: Path = Path("results/rails-0123abcd")
    finished: bool = True

    def describe(self, name: str) -> About:
        return ABOUT[name]


def p_rescued(point: dict[str, object]) -> float:
    """The probability behind the made-up runs of one point."""
    if point.get("baseline") == "no_dog":
        return 0.04
    return float(
        expit(-5 + 6 * float(point.get("dog.bond", 0.6)) + 0.06 * float(point.get("train.warning_s", 40)))
    )


def made_up(vary: dict[str, list[object]], n: int = 200) -> MadeUp:
    """Results of a grid over `vary` with `n` runs a point; times only of those rescued."""
    luck = np.random.default_rng(1)
    points = [dict(zip(vary, values, strict=True)) for values in product(*vary.values())]
    rows = []
    for index, point in enumerate(points):
        rescued = int(luck.binomial(n, p_rescued(point)))
        share = binomtest(rescued, n).proportion_ci(method="wilson")
        rows.append((index, "rescued", n, 0, rescued / n, share.low, share.high, "wilson"))
        mean, half = (40 - 20 * p_rescued(point), 12 / np.sqrt(rescued)) if rescued > 1 else (np.nan, np.nan)
        rows.append(
            (index, "time_to_clear_s", rescued, n - rescued, mean, mean - half, mean + half, "student")
        )
    summary = pd.DataFrame(
        rows, columns=["point", "outcome", "n", "missing", "estimate", "low", "high", "method"]
    )
    table = pd.DataFrame(points)
    table.insert(0, "point", range(len(points)))
    return MadeUp("Does a stronger bond save a handler who is down on the rails?", table, summary)


@pytest.fixture
def results():
    """A grid of bond and warning time."""
    return made_up({"dog.bond": [0.1, 0.5, 0.9], "train.warning_s": [20.0, 60.0]})


@pytest.fixture
def three_factors():
    """The same with a third factor, a choice."""
    return made_up(
        {
            "dog.bond": [0.1, 0.9],
            "train.warning_s": [20.0, 60.0],
            "baseline": ["none", "no_dog"],
        }
    )


@dataclass(frozen=True)
class MadeUpRuns(MadeUp):
    """Made-up results with their single runs, and state over time."""

    runs: pd.DataFrame = None
    series: pd.DataFrame = None
    paired: bool = True

    def contrast(self, outcome, factor, a, b, *, at=None):
        return contrast(self.runs, self.points, outcome, factor, a, b, paired=self.paired, at=at)


def of_runs(points, rows, series=None):
    """Results of single runs: `points` are dicts of levels; `rows` are dicts with `point`, `replicate`, outcomes."""
    table = pd.DataFrame(points)
    table.insert(0, "point", range(len(points)))
    runs = pd.DataFrame(rows)
    runs.insert(0, "run", range(len(runs)))
    outcomes = [name for name in runs.columns if name in ABOUT]
    found = summarise(runs, outcomes)
    return MadeUpRuns("Does a bond help?", table, found, runs=runs, series=series)
