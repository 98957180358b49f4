"""Pressure, what one who is followed expects, the cordon: values by hand, limits, directions."""

import itertools
import math

import pytest

from bondsim.parameter.perimeter import PerimeterParameters
from bondsim.rules.perimeter import (
    gain_of_ambush,
    gain_of_flight,
    gain_of_hiding,
    p_held_by_unit,
    p_shot_opens,
    pressure,
)

P = PerimeterParameters()


def test_pressure_is_half_at_its_distance_when_they_close_in():
    assert pressure(P.press_m, P.press_closing_m_s, P) == pytest.approx(0.5)
    assert pressure(P.press_m, 0.0, P) == pytest.approx(0.25), "those who stand off press half"
    assert pressure(P.press_m, -5.0, P) == 0.0
    near, far = (pressure(d, 0.5, P) for d in (10.0, 300.0))
    assert near > 0.9 and far < 0.01


def test_what_one_who_is_followed_expects():
    assert gain_of_flight(0.0, 0, P) == P.flight_gain
    assert gain_of_flight(1.0, 0, P) == pytest.approx(0.8 * 0.25)
    assert gain_of_flight(0.0, 4, P) == pytest.approx(0.8 * math.exp(-0.2))
    assert gain_of_hiding(0.0, 1.0, P) == P.hiding_gain > gain_of_hiding(1.0, 1.0, P)
    assert gain_of_hiding(0.0, 0.0, P) == gain_of_ambush(1.0, 0.0, P) == 0.0, (
        "there is no hiding without cover"
    )
    assert gain_of_ambush(0.0, 1.0, P) == 0.0 and gain_of_ambush(1.0, 1.0, P) == P.ambush_gain


def test_he_lets_them_come_close():
    at = [p_shot_opens(d, 1.0, P) for d in (0.0, 10.0, 25.0, 60.0)]
    assert at == sorted(at, reverse=True)
    assert at[0] == pytest.approx(1.0 - math.exp(-0.5)) and at[-1] < 0.01
    assert 1.0 - (1.0 - p_shot_opens(10.0, 1.0, P)) ** 2 == pytest.approx(p_shot_opens(10.0, 2.0, P))


def test_a_unit_holds_those_who_cross_near_by():
    assert p_held_by_unit(0.0, P) == pytest.approx(1.0 - P.leak)
    assert p_held_by_unit(P.unit_reach_m, P) == pytest.approx((1.0 - P.leak) * math.exp(-0.5))
    assert p_held_by_unit(0.0, P.model_copy(update={"leak": 1.0})) == 0.0


def test_escape_falls_convexly_with_units_and_saturates():
    """Units share a stretch of 900 m evenly; one who crosses anywhere slips by all of them, or not."""

    def escape(n):
        posts = [900.0 * (k + 0.5) / n for k in range(n)]
        crossings = [900.0 * (k + 0.5) / 300 for k in range(300)]
        return (
            sum(math.prod(1.0 - p_held_by_unit(abs(x - post), P) for post in posts) for x in crossings) / 300
        )

    at = [escape(n) if n else 1.0 for n in (0, 2, 4, 6, 8, 12)]
    falls = [a - b for a, b in itertools.pairwise(at)]
    assert falls == sorted(falls, reverse=True) and min(falls) > 0
    assert falls[-1] < 0.3 * falls[0]
