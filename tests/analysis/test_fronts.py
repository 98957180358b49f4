"""Which candidates are best in several objectives, against a search through all of them."""

import numpy as np
import pytest

from bondsim.analysis.fronts import crowding, fronts, ranking


def dominated(cost, i):
    return any((other <= cost[i]).all() and (other < cost[i]).any() for other in cost)


@pytest.mark.parametrize("objectives", [1, 2, 3])
def test_the_first_front_is_what_nothing_dominates(objectives):
    luck = np.random.default_rng(objectives)
    cost = np.round(luck.random((60, objectives)), 1)  # with ties
    found = fronts(cost)
    assert [front > 0 for front in found] == [dominated(cost, i) for i in range(60)]
    for front in range(1, found.max() + 1):  # without the fronts before it, each is the first
        rest = cost[found >= front]
        assert (fronts(rest) == found[found >= front] - front).all()


def test_room_is_what_deb_says():
    cost = np.array([[0.0, 10.0], [1.0, 6.0], [4.0, 5.0], [10.0, 0.0]])
    assert list(crowding(cost)) == [np.inf, 4 / 10 + 5 / 10, 9 / 10 + 6 / 10, np.inf]


def test_ranking_prefers_the_front_then_room_then_the_earlier():
    cost = [[0, 10], [1, 6], [4, 5], [10, 0], [5, 11]]
    assert list(ranking(cost)) == [0, 3, 2, 1, 4]
    assert list(ranking([[3.0], [1.0], [np.nan], [1.0], [2.0]])) == [1, 3, 4, 0, 2]
