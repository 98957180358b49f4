"""Which of several candidates are best in several objectives at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def fronts(costs: ArrayLike) -> NDArray[np.int64]:
    """Number of the front that each candidate lies on: 0 where no other is better.

    One candidate dominates another where it is as good in every objective and better in one. Front 0 is what
    nothing dominates; front 1 is what only front 0 dominates; and so on.

    Parameters
    ----------
    costs
        Shape (candidates, objectives); less is better. NaN is worse than any number.

    Returns
    -------
    ndarray of int64, shape (candidates,)
    """
    cost = _costs(costs)
    dominated_by = _dominates(cost)
    found = np.full(len(cost), -1, np.int64)
    front = 0
    while (left := found < 0).any():
        best = left & ~(dominated_by & left[:, None]).any(axis=0)
        found[best] = front
        front += 1
    return found


def crowding(costs: ArrayLike) -> NDArray[np.float64]:
    """How much room each candidate of a front has: larger where its neighbours are far away.

    Parameters
    ----------
    costs
        Shape (candidates, objectives).

    Returns
    -------
    ndarray of float64, shape (candidates,)
        Infinite at both ends of an objective [1]_.

    References
    ----------
    .. [1] Deb K, Pratap A, Agarwal S, Meyarivan T (2002). A fast and elitist multiobjective genetic algorithm:
       NSGA-II. IEEE Transactions on Evolutionary Computation 6:182-197.
    """
    cost = _costs(costs)
    room = np.zeros(len(cost))
    for column in cost.T:
        order = np.argsort(column, kind="stable")
        values = column[order]
        room[order[[0, -1]]] = np.inf
        if not np.isfinite(values).all():
            continue
        span = values[-1] - values[0]
        if span > 0:
            room[order[1:-1]] += (values[2:] - values[:-2]) / span
    return room


def ranking(costs: ArrayLike) -> NDArray[np.int64]:
    """Candidates from the best to the worst: by front, within a front those with more room first.

    Parameters
    ----------
    costs
        Shape (candidates, objectives); less is better.

    Returns
    -------
    ndarray of int64, shape (candidates,)
        Their indices; of two that are alike the earlier one first.
    """
    cost = _costs(costs)
    front = fronts(cost)
    room = np.zeros(len(cost))
    for each in np.unique(front):
        room[front == each] = crowding(cost[front == each])
    if cost.shape[1] == 1:
        room[:] = 0  # there is no room beside the best
    return np.lexsort((np.arange(len(cost)), -room, front)).astype(np.int64)


def _costs(costs: ArrayLike) -> NDArray[np.float64]:
    cost = np.asarray(costs, float)
    return np.where(np.isnan(cost), np.inf, cost)


def _dominates(cost: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether candidate i dominates candidate j, shape (candidates, candidates)."""
    as_good = (cost[:, None, :] <= cost[None, :, :]).all(axis=2)
    better = (cost[:, None, :] < cost[None, :, :]).any(axis=2)
    return as_good & better
