"""Blood, strength and the time that a wound leaves, against values worked out by hand."""

from itertools import pairwise
from math import exp, log

import pytest
from scipy.integrate import quad
from scipy.stats import norm

from bondsim.parameter.body import BodyParameters
from bondsim.rules.body import (
    bleeding_harm,
    bleeding_rate,
    blood_after,
    deadly_blood,
    strength,
)

P = BodyParameters()
DOG = (85.0, 38.6)  # mL/kg, kg


@pytest.mark.parametrize(("flow", "minutes"), [(50, 39), (100, 20), (200, 10), (400, 5), (800, 2.5)])
def test_time_to_death_without_care(flow, minutes):
    """A dog of 38.6 kg bleeds to death, at the median limit, in the times of the design."""
    rate = bleeding_rate(flow, *DOG)
    assert log(1 / 0.55) / rate / 60 == pytest.approx(minutes, rel=0.02)
    assert blood_after(1.0, rate, 0.0, minutes * 60.0) == pytest.approx(P.deadly, abs=0.01)


def test_pressure_on_the_wound_makes_the_time_three_times_as_long():
    assert blood_after(1.0, 1e-3, 0.7, 600.0) == pytest.approx(blood_after(1.0, 1e-3, 0.0, 180.0), rel=1e-14)
    assert blood_after(1.0, 1e-3, 1.0, 1e6) == 1.0


def test_two_half_steps_of_bleeding_equal_one():
    whole = blood_after(0.9, 0.004, 0.3, 10.0)
    assert blood_after(blood_after(0.9, 0.004, 0.3, 5.0), 0.004, 0.3, 5.0) == pytest.approx(whole, rel=1e-14)
    assert whole == pytest.approx(0.9 * exp(-0.004 * 0.7 * 10))
    assert blood_after(0.9, 0.0, 0.0, 100.0) == 0.9


def test_the_deadly_level_is_logistic_around_its_median():
    assert deadly_blood(0.5, P) == pytest.approx(P.deadly)
    assert deadly_blood(1 / (1 + exp(-1)), P) == pytest.approx(P.deadly + P.deadly_spread)
    levels = [deadly_blood(u, P) for u in (1e-12, 0.1, 0.5, 0.9, 1 - 1e-12)]
    assert all(a < b for a, b in pairwise(levels)) and levels[0] >= 0.01 and levels[-1] <= 0.99


def test_strength_fails_in_a_straight_line_between_two_levels():
    assert strength(1.0, P) == strength(0.75, P) == 1.0
    assert strength(0.70, P) == pytest.approx(0.5)
    assert strength(0.65, P) == strength(0.2, P) == 0.0


def test_foreseen_harm_of_a_wound():
    rate = bleeding_rate(145, *DOG)
    assert bleeding_harm(1.0, 0.0, 0.0, 1200.0, P) == 0.0
    assert bleeding_harm(0.55, 1e-12, 0.0, 1200.0, P) == pytest.approx(0.5, abs=1e-6)
    harms = [bleeding_harm(1.0, rate, k, 1200.0, P) for k in (0.0, 0.35, 0.7, 1.0)]
    assert all(a > b for a, b in pairwise(harms))
    assert bleeding_harm(1.0, 2 * rate, 0.0, 600.0, P) == pytest.approx(harms[0])


@pytest.mark.parametrize(
    ("minutes", "with_care", "without"),
    [(0, 0.66, 0.65), (10, 0.57, 0.40), (20, 0.49, 0.23), (30, 0.43, 0.14), (60, 0.27, 0.05)],
)
def test_survival_by_the_time_to_the_clinic(minutes, with_care, without):
    """Wounds of log-normal flow, 35 % beyond help, care after a minute: the table of the design, by integration."""
    volume = 85 * 38.6

    def survivors(effective_minutes):
        def alive(level):
            most = log(1 / level) * volume / max(effective_minutes, 1e-9)  # mL/min still survived
            return norm.cdf(log(most / 145) / 1.04)

        def weighted(u):
            return alive(deadly_blood(u, P))

        return 0.65 * quad(weighted, 1e-6, 1 - 1e-6)[0]

    first = min(minutes, 1)
    assert survivors(first + 0.3 * (minutes - first)) == pytest.approx(with_care, abs=0.03)
    assert survivors(minutes) == pytest.approx(without, abs=0.03)
