"""Candidates of a search and what their runs gave, rung by rung."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis.fronts import fronts, ranking

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.points.levels import Point
    from bondsim.experiments.results import Results
    from bondsim.experiments.search.spec import Search


@dataclass
class Candidate:
    """Settings of the levers that are tried.

    Attributes
    ----------
    trial : int
        The first trial that had them.
    generation : int
        The batch in which they were chosen.
    point : dict
        Value of each lever.
    n, total : list of ndarray
        For each rung it was on, the runs with a value and their sum, for each objective.
    """

    trial: int
    generation: int
    point: Point
    n: list[NDArray[np.int64]] = field(default_factory=list)
    total: list[NDArray[np.float64]] = field(default_factory=list)

    @property
    def rungs(self) -> int:
        """Number of rungs that it was on."""
        return len(self.n)

    def estimate(self, rungs: int | None = None) -> NDArray[np.float64]:
        """Mean of each objective's outcome over the first `rungs` rungs, or all; NaN without a value."""
        n, total = sum(self.n[:rungs]), sum(self.total[:rungs])
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(np.asarray(n) > 0, np.asarray(total, float) / n, np.nan)


class Archive:
    """All candidates so far; two trials with the same settings are one candidate.

    Parameters
    ----------
    search
        What is searched for.
    """

    def __init__(self, search: Search) -> None:
        self.search = search
        self.candidates: dict[tuple[Any, ...], Candidate] = {}
        self.by_trial: list[Candidate] = []
        self._signs = np.array([each.sign for each in search.objectives])

    def take(self, point: Point, generation: int) -> Candidate:
        """The candidate of the next trial, new or met before."""
        key = self.key(point)
        if key not in self.candidates:
            self.candidates[key] = Candidate(len(self.by_trial), generation, point)
        self.by_trial.append(self.candidates[key])
        return self.candidates[key]

    def key(self, point: Point) -> tuple[Any, ...]:
        """What tells candidates apart."""
        return tuple(point[lever.key] for lever in self.search.levers)

    def costs(self, candidates: Iterable[Candidate], rungs: int | None = None) -> NDArray[np.float64]:
        """Their estimates over the first rungs, less is better, shape (candidates, objectives)."""
        found = [self._signs * each.estimate(rungs) for each in candidates]
        return np.array(found).reshape(len(found), len(self._signs))

    def add(self, candidates: Sequence[Candidate], plan: Plan, results: Results) -> None:
        """Take up the runs of a rung."""
        where = {self.key(each.point): i for i, each in enumerate(candidates)}
        of_point = np.array([where[self.key(point)] for point in plan.points])
        runs = results.runs
        at = of_point[runs["point"].to_numpy(np.int64)]
        shape = (len(candidates), len(self.search.outcomes))
        n, total = np.zeros(shape, np.int64), np.zeros(shape)
        for i, name in enumerate(self.search.outcomes):
            values = np.asarray(runs[name].astype("Float64").to_numpy(float, na_value=np.nan), float)
            there = ~np.isnan(values)
            np.add.at(n[:, i], at[there], 1)
            np.add.at(total[:, i], at[there], values[there])
        for i, candidate in enumerate(candidates):
            candidate.n.append(n[i])
            candidate.total.append(total[i])

    def promoted(self, fresh: Sequence[Candidate], rung: int) -> list[Candidate]:
        """Those of `fresh` that are good enough for a rung.

        They are among the best of all candidates that were ever on the rung below, one in `growth` of them
        (successive halving [1]_, generation by generation), judged by the runs that all of those have. The
        reference goes on however it does, so that what others gain over it is known on every rung.

        References
        ----------
        .. [1] Li L, Jamieson K, Rostamizadeh A, et al. (2020). A system for massively parallel hyperparameter
           tuning. Proceedings of Machine Learning and Systems 2.
        """
        there = [each for each in self.candidates.values() if each.rungs >= rung]
        if not there:
            return []
        kept = -(-len(there) // self.search.asked.growth)
        best = {there[i].trial for i in ranking(self.costs(there, rung))[:kept]}
        best |= {each.trial for each in fresh if each.point == self.search.reference}
        return [each for each in fresh if each.trial in best and not np.isnan(each.estimate(rung)).any()]

    def known(self, candidate: Candidate | None) -> dict[str, float] | None:
        """What the search knew of a candidate that went through all rungs: estimate by outcome."""
        if candidate is None or candidate.rungs < max(each.rungs for each in self.by_trial):
            return None
        return dict(zip(self.search.outcomes, map(float, candidate.estimate()), strict=True))

    def finalists(self) -> tuple[list[Candidate], list[bool]]:
        """Candidates to be evaluated on fresh luck, the best first, and whether each is on the front."""
        there = [
            each for each in self.candidates.values() if each.rungs and not np.isnan(each.estimate()).any()
        ]
        top = max((each.rungs for each in there), default=0)
        there = [each for each in there if each.rungs == top]
        if not there:
            return [], []
        costs = self.costs(there)
        chosen = ranking(costs)[: self.search.asked.finalists]
        on_front = fronts(costs) == 0
        return [there[i] for i in chosen], [bool(on_front[i]) for i in chosen]

    def columns(self, trials: int) -> dict[str, list[Any]]:
        """Table of the first trials: number, generation, levers, rungs, runs, and estimate of each outcome."""
        rows = self.by_trial[:trials]
        batch = self.search.asked.batch
        columns: dict[str, list[Any]] = {
            "trial": list(range(len(rows))),
            "generation": [number // batch for number in range(len(rows))],
            "same_as": [each.trial if each.trial != number else None for number, each in enumerate(rows)],
            **{lever.key: [each.point[lever.key] for each in rows] for lever in self.search.levers},
            "rungs": [each.rungs for each in rows],
        }
        for i, name in enumerate(self.search.outcomes):
            columns[f"{name}_n"] = [int(sum(n[i] for n in each.n)) for each in rows]
            columns[name] = [_number(each.estimate()[i]) if each.rungs else None for each in rows]
        return columns


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
