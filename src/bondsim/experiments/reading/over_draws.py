"""Results as their answers are given where something is uncertain: a row for each setting of the levers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.experiments.points.sampling import Sample

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.analysis import Contrast
    from bondsim.experiments.results import Description, Results


class OverDraws:
    """What an experiment found, over the draws of what is uncertain.

    It has the tables that figures and answers are made of: `points` with a row for each setting of the levers, and
    `summary` with the mean over the draws, an interval whose unit is the draw, and the spread between draws.

    Parameters
    ----------
    results
        The results themselves.

    Attributes
    ----------
    results : Results
        The results themselves, with a row for each setting and draw.
    """

    def __init__(self, results: Results) -> None:
        self.results = results

    @property
    def folder(self) -> Path:
        """Where the results lie."""
        return self.results.folder

    @property
    def question(self) -> str:
        """The question the experiment asks."""
        return self.results.question

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return self.results.scenario

    @property
    def finished(self) -> bool:
        """Whether all runs are there."""
        return self.results.finished

    @property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself."""
        return self.results.manifest

    @property
    def config(self) -> dict[str, Any]:
        """The resolved config."""
        return self.results.config

    @property
    def factors(self) -> tuple[str, ...]:
        """The levers: varied keys that are not uncertain."""
        return self.results.levers

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Recorded outcomes."""
        return self.results.outcomes

    def describe(self, name: str) -> Description:
        """Kind, unit and meaning of a lever or an outcome; KeyError if it is neither."""
        return self.results.describe(name)

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a setting of the levers: `point`, its number here, and each lever."""
        levers = [*self.factors]
        if not levers:
            return self.results.points[["point"]].head(1).assign(point=0)
        found = self.results.points[levers].drop_duplicates().reset_index(drop=True)
        found.insert(0, "point", range(len(found)))
        return found

    @cached_property
    def draws(self) -> NDArray[np.int64]:
        """Design point of each row of the draws at each setting, shape (settings, rows)."""
        levers, sample = [*self.factors], self.sample
        by_setting: dict[Any, int] = {}
        where: dict[Any, int] = {}
        for row in self.results.points.to_dict("records"):
            setting = by_setting.setdefault(tuple(row[name] for name in levers), len(by_setting))
            where[setting, tuple(row[name] for name in sample.factors)] = int(row["point"])
        return np.array([[where[k, row] for row in sample.rows] for k in range(len(by_setting))], np.int64)

    @cached_property
    def sample(self) -> Sample:
        """How the uncertain keys were drawn."""
        return Sample.from_json(self.results.config["draws"])

    @property
    def runs(self) -> pd.DataFrame:
        """The runs of all draws, with the number of their setting as `point`."""
        setting = np.zeros(len(self.results.points), np.int64)
        for number, points in enumerate(self.draws):
            setting[points] = number
        return self.results.runs.assign(point=setting[self.results.runs["point"]])

    @property
    def series(self) -> pd.DataFrame:
        """State over time of the runs of all draws."""
        return self.results.series

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a setting and outcome; see `bondsim.analysis.summarise_over_draws`."""
        from bondsim.analysis import summarise_over_draws

        return summarise_over_draws(
            self.results.runs,
            self.draws,
            self.outcomes,
            block=self.sample.block,
            paired=self.manifest["pairing"] == "common",
        )

    def contrast(
        self, outcome: str, factor: str, a: Any, b: Any, *, at: Mapping[str, Any] | None = None
    ) -> Contrast:
        """Difference that going from `a` to `b` in a lever makes to an outcome, over the draws.

        See `Results.contrast`; the interval takes the draw as the unit.
        """
        from bondsim.analysis import contrast_over_draws

        return contrast_over_draws(
            self.results.runs,
            self.points,
            self.draws,
            outcome,
            factor,
            a,
            b,
            paired=self.manifest["pairing"] == "common",
            block=self.sample.block,
            at=at,
        )
