"""A ring of dart guns: who is where, who fires, and what a dart does when."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.dart import DartParameters
from bondsim.rules.dart import (
    between,
    fire_rate,
    guns_harm,
    is_in_line,
    lag,
    p_within,
    ring_x,
    ring_y,
    sedation,
)

P = DartParameters()


@given(n=st.integers(1, 24))
def test_places_in_a_ring_lie_on_the_circle_evenly(n):
    places = [(ring_x(k, n), ring_y(k, n)) for k in range(n)]
    assert all(math.hypot(*p) == pytest.approx(1.0) for p in places)
    if n > 1:
        gaps = {round(math.dist(places[k], places[(k + 1) % n]), 9) for k in range(n)}
        assert gaps == {round(2 * math.sin(math.pi / n), 9)}


def test_the_rate_of_fire_grows_as_an_exponential_of_threat():
    """At full threat exp(2.5) = 12.18 times as often as without any."""
    assert fire_rate(0.0, P) == P.rate
    assert fire_rate(1.0, P) / fire_rate(0.0, P) == pytest.approx(12.182494)
    assert fire_rate(1.0, DartParameters(threat_gain=0.0)) == P.rate


def test_two_half_intervals_of_a_rate_equal_one():
    once = p_within(0.01, 60.0)
    assert once == pytest.approx(1 - math.exp(-0.6))
    half = p_within(0.01, 30.0)
    assert 1 - (1 - half) * (1 - half) == pytest.approx(once)


def test_guns_frighten_each_by_its_own():
    """Six of 0.08 each: 1 - 0.92^6 = 0.394; none, none; certain harm from one is certain."""
    assert guns_harm(6, P) == pytest.approx(1 - 0.92**6)
    assert guns_harm(0, P) == 0.0
    assert guns_harm(3, DartParameters(gun_harm=0.0)) == 0.0
    assert guns_harm(1, DartParameters(gun_harm=1.0)) == pytest.approx(1.0, abs=1e-8)


def test_a_person_between_gun_and_dog_is_in_the_line_and_one_behind_is_not():
    assert is_in_line(5.0, 0.3, 0.0, 0.0, 10.0, 0.0, 0.6) == 1
    assert is_in_line(5.0, 0.7, 0.0, 0.0, 10.0, 0.0, 0.6) == 0
    assert is_in_line(11.0, 0.0, 0.0, 0.0, 10.0, 0.0, 0.6) == 0
    assert is_in_line(-1.0, 0.0, 0.0, 0.0, 10.0, 0.0, 0.6) == 0
    assert is_in_line(0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.6) == 0


def test_half_of_those_who_comply_have_done_so_after_ln_2_of_the_mean():
    assert lag(8.0, 0.5) == pytest.approx(8 * math.log(2))
    assert lag(0.0, 0.9) == 0.0


def test_a_quantity_between_two_bounds():
    assert between(300.0, 600.0, 0.0) == 300.0
    assert between(300.0, 600.0, 0.5) == 450.0


def test_a_dart_does_nothing_for_minutes_and_then_sinks_in_evenly():
    assert sedation(299.0, 300.0, 300.0) == 0.0
    assert sedation(450.0, 300.0, 300.0) == 0.5
    assert sedation(900.0, 300.0, 300.0) == 1.0
    assert sedation(301.0, 300.0, 0.0) == 1.0


@given(t=st.floats(0, 3000), onset=st.floats(0, 900), full=st.floats(0, 900))
def test_sedation_stays_within_its_bounds(t, onset, full):
    assert 0.0 <= sedation(t, onset, full) <= 1.0
