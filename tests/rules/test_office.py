"""Public attention, pressure and decisions: closed forms, published figures, directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from bondsim.parameter.office import OfficeParameters
from bondsim.rules.office import (
    audience_of,
    grant_odds,
    lag_days,
    letters_of,
    novel_minutes,
    novelty,
    p_grant,
    pressure_after,
    pressure_drive,
    views_of,
)

P = OfficeParameters()
U = st.floats(0.001, 0.999)


def test_the_half_life_of_novelty_is_the_published_one():
    """69 minutes, within a fifth."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if novelty(middle, P) > 0.5 else (low, middle)
    assert low == pytest.approx(69, rel=0.01)
    assert novelty(0.0, P) == 1.0 > novelty(10.0, P) > novelty(100.0, P)


@given(st.floats(0.1, 20000))
def test_the_integral_of_novelty_is_exact(minutes):
    numeric, _ = quad(lambda t: math.exp(-((t / P.novelty_min) ** 0.4)), 0, minutes, limit=200)
    assert novel_minutes(minutes, P) == pytest.approx(numeric, rel=1e-6)


def test_views_follow_their_differential_equation_and_end_at_the_audience():
    t, dt, audience = 30.0, 1e-3, 1e6
    slope = (views_of(t + dt, audience, P) - views_of(t - dt, audience, P)) / (2 * dt)
    views = views_of(t, audience, P)
    assert slope == pytest.approx(P.growth_min * novelty(t, P) * views * (1 - views / audience), rel=1e-6)
    assert views_of(0.0, audience, P) == pytest.approx(P.first_views)
    assert views_of(1e6, audience, P) == pytest.approx(audience)
    assert views_of(10.0, 20.0, P) == 20.0


def test_a_post_that_can_reach_ten_million_is_seen_by_a_hundred_thousand_to_a_million_in_an_hour():
    assert 1e5 < views_of(60.0, 1e7, P) < 1e6
    assert views_of(60.0, 1e7, P.model_copy(update={"growth_min": 0.1})) < 1e4


def test_attention_is_a_matter_of_two_days():
    """New views an hour fall below a twentieth of their peak."""
    hourly = [views_of(60.0 * (h + 1), 1e7, P) - views_of(60.0 * h, 1e7, P) for h in range(49)]
    assert hourly[48] < 0.05 * max(hourly)


def test_audiences_are_log_normal_and_shrink_with_every_post():
    assert audience_of(0.5, 0.0, P) == pytest.approx(P.audience)
    assert audience_of(0.841344746, 0.0, P) == pytest.approx(P.audience * math.exp(2.0), rel=1e-6)
    assert audience_of(0.5, 2.0, P) == pytest.approx(P.audience * P.repeat_share**2)
    assert audience_of(0.5, 1.0, P.model_copy(update={"repeat_share": 0.0})) == 0.0


def test_letters_fall_with_the_published_power():
    first, tenth = letters_of(0.0, 1e6, P), letters_of(9.0, 1e6, P)
    assert first == pytest.approx(1000.0)
    assert math.log(tenth / first) / math.log(10) == pytest.approx(-2.5)


@given(st.floats(0, 10), st.floats(0, 5), st.floats(0.1, 100))
def test_two_half_intervals_of_pressure_equal_one(pressure, drive, days):
    half = pressure_after(pressure_after(pressure, drive, days / 2, P), drive, days / 2, P)
    assert half == pytest.approx(pressure_after(pressure, drive, days, P), abs=1e-9)


def test_pressure_counts_tenfolds():
    per = pressure_drive(1e6 - 1, 0.0, P)
    assert per == pytest.approx(6 * P.view_push)
    assert pressure_drive(0.0, 99.0, P) == pytest.approx(2 * P.letter_push)
    assert pressure_drive(0.0, 0.0, P) == 0.0


def test_without_anything_that_speaks_for_it_a_grant_takes_years():
    assert p_grant(grant_odds(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, P)) == pytest.approx(0.00247, abs=1e-5)


@pytest.mark.parametrize(
    ("place", "sign"),
    [(1, 1), (2, 1), (3, 1), (4, -1), (5, 1)],
    ids=["pressure", "welfare", "refusal", "work", "precedent"],
)
def test_what_speaks_for_a_grant_and_against_it(place, sign):
    before = [0.0] * 6
    after = list(before)
    after[place] = 1.0
    assert sign * (grant_odds(*after, P) - grant_odds(*before, P)) > 0
    weights = ("w_pressure", "w_welfare", "w_evidence", "w_readiness", "w_precedent")
    off = P.model_copy(update={weights[place - 1]: 0.0})
    assert grant_odds(*after, off) == grant_odds(*before, off)


@given(U, U)
def test_the_lag_is_the_sum_of_two_desks(u, v):
    assert lag_days(u, v, P) >= 0.0
    assert lag_days(u, v, P.model_copy(update={"lag_d": 0.0})) == 0.0


def test_the_lag_has_the_mean_that_it_says():
    n = 300
    grid = [(k + 0.5) / n for k in range(n)]
    mean = sum(lag_days(u, v, P) for u in grid for v in grid) / n**2
    assert mean == pytest.approx(P.lag_d, rel=0.01)
