"""A year of visits: what they heal, how soon it is enough, what they take from the first bond, what goes wrong."""

from functools import lru_cache

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.batch import run_block
from bondsim.scenario import load

STEADY = {"visits.step": 0, "visits.p_mishap": 0}


@lru_cache(maxsize=64)
def block(settings, n):
    setup = load("healing_visits").setup(dict(settings))
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23))


def runs(settings, n=50):
    """Outcomes by name, always with the same luck."""
    done = block(tuple(settings.items()), n).outcomes
    return dict(zip(load("healing_visits").outcomes, done.T, strict=True))


@pytest.mark.parametrize("outcome", ["dog_stress_half_d", "child_stress_half_d", "withdrawal"])
def test_it_heals_sooner_with_more_visits_and_daily_ones_are_enough(outcome):
    levels = [runs(STEADY | {"visits.per_week": n})[outcome].mean() for n in (1, 2, 7, 14)]
    assert levels == sorted(levels, reverse=True)
    assert levels[2] - levels[3] < 0.15 * (levels[0] - levels[3])


def test_stress_falls_as_an_exponential():
    """The logarithm of what is left of the child's stress falls on a line, the steeper the more visits."""
    slopes = []
    for n in (1, 7):
        series = bs.simulate("healing_visits", set=STEADY | {"visits.per_week": n}).series
        child = series[(series["agent"] == "child") & series["day"].between(0, 40)]
        left = np.log(child["stress"] - 0.06)
        slope, _ = np.polyfit(child["day"], left, 1)
        assert np.corrcoef(child["day"], left)[0, 1] < -0.99
        slopes.append(slope)
    assert slopes[1] < slopes[0] < 0


def test_the_first_bond_loses_nothing_but_the_time():
    free = [runs(STEADY | {"visits.per_week": n}, 5)["first_bond"] for n in (0, 14)]
    assert (free[0] == free[1]).all()
    budget = [
        runs(STEADY | {"visits.per_week": n, "visits.budget": True}, 5)["first_bond"].mean()
        for n in (0, 7, 14)
    ]
    assert budget[0] == free[0].mean() and budget[0] > budget[1] > budget[2]


def test_two_who_know_one_another_heal_sooner_than_strangers():
    known, strange = runs(STEADY), runs(STEADY | {"baseline": "strangers"})
    assert known["withdrawal"].mean() < strange["withdrawal"].mean()
    assert known["second_bond"].mean() > strange["second_bond"].mean() > 0.1


def test_the_dog_attends_better_once_the_scent_is_there():
    with_it, without = runs({}), runs({"baseline": "no_visits"})
    assert with_it["drill_errors"].mean() < without["drill_errors"].mean() - 0.2
    assert with_it["hold"].mean() < runs({"visits.sates": 0})["hold"].mean()


def test_one_who_stands_by_prevents_mishaps_and_mishaps_cost():
    watched, alone = (runs({"visits.p_mishap": 0.02, "visits.supervised": on}) for on in (True, False))
    assert watched["mishaps"].mean() < 0.6 * alone["mishaps"].mean()
    assert watched["withdrawal"].mean() < alone["withdrawal"].mean()
    assert watched["child_trust"].mean() > alone["child_trust"].mean()
    assert (runs({"visits.p_mishap": 0})["mishaps"] == 0).all()


def test_visits_are_as_many_as_the_schedule_says():
    assert (runs(STEADY | {"visits.per_week": 3}, 2)["visits"] == 156).all()
    grown = runs({"visits.p_mishap": 0}, 2)
    assert (grown["visits_a_week"] == 7).all() and (grown["visits"] > 300).all()
    assert (runs({"baseline": "no_visits"}, 2)["visits"] == 0).all()


@pytest.mark.parametrize("settings", [{"visits.hours": 30}, {"visits.per_week": -1}, {"child.withdrawal": 2}])
def test_impossible_visits_are_refused(settings):
    with pytest.raises(ValueError, match="would do"):
        load("healing_visits").setup(settings)
