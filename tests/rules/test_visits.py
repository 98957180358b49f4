"""Visits: calm that fills fast and fades, stress and withdrawal that follow, schedules, mishaps: exact values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.visits import VisitParameters
from bondsim.rules.strain import load_after
from bondsim.rules.visits import (
    calm_left,
    calmed,
    contact_left,
    hold_left,
    p_mishap,
    relief_rate,
    unrest_of,
    visits_after_review,
    withdrawal_after,
)

V = VisitParameters()
SHARE = st.floats(0, 1)


def test_a_quarter_of_an_hour_calms_as_well_as_half():
    short, long = calmed(0.0, 0.25, V), calmed(0.0, 0.5, V)
    assert short == pytest.approx(1 - math.exp(-0.25 / V.calm_h)) and short > 0.7
    assert long - short < 0.25 and calmed(0.3, 24.0, V) == pytest.approx(1.0)
    assert calmed(0.3, 0.0, V) == pytest.approx(0.3)


def test_calm_is_carried_over_some_days():
    assert calm_left(1.0, V.carry_d, V) == pytest.approx(1 / math.e)
    assert calm_left(1.0, 1.0, VisitParameters(carry_d=0)) == 0.0
    assert calm_left(calm_left(0.8, 0.5, V), 0.5, V) == pytest.approx(calm_left(0.8, 1.0, V))


def test_mean_calm_saturates_at_daily_visits():
    """Full calm after each visit: visits every 7, 3.5 and 1 days keep .21, .42 and .72 of it; twice a day .85."""

    def mean(interval):
        return V.carry_d / interval * (1 - math.exp(-interval / V.carry_d))

    levels = [mean(7 / n) for n in (1, 2, 7, 14)]
    assert levels == pytest.approx([0.21, 0.39, 0.73, 0.85], abs=0.01)
    assert levels[3] - levels[2] < 0.25 * (levels[2] - 0.0)


def test_stress_is_eased_at_the_sum_of_its_rates():
    assert load_after(0.6, 0.0, 0.0, V.recovery_d, V.recovery_d) == pytest.approx(0.6 / math.e)
    rate = 1 / V.recovery_d + relief_rate(0.5, 1.0, V)
    assert load_after(0.6, 0.0, relief_rate(0.5, 1.0, V), 10.0, V.recovery_d) == pytest.approx(
        0.6 * math.exp(-10 * rate)
    )
    level = 0.02 / (0.02 + 1 / V.recovery_d)
    assert load_after(0.0, 0.02, 0.0, 1e6, V.recovery_d) == pytest.approx(level)


@given(stress=SHARE, drive=SHARE, relief=SHARE, days=st.floats(0.01, 30))
def test_two_half_days_of_easing_are_one(stress, drive, relief, days):
    half = load_after(stress, drive, relief, days / 2, V.recovery_d)
    assert load_after(half, drive, relief, days / 2, V.recovery_d) == pytest.approx(
        load_after(stress, drive, relief, days, V.recovery_d), abs=1e-12
    )


def test_relief_needs_bond_and_calm():
    assert relief_rate(0.0, 1.0, V) == relief_rate(1.0, 0.0, V) == 0.0
    assert relief_rate(1.0, 1.0, V) == V.relief
    assert unrest_of(0.5, V) == pytest.approx(0.5 * V.unrest)


def test_withdrawal_comes_and_goes():
    assert withdrawal_after(0.8, 1.0, 1.0, 0.0, 1 / V.reaches, V) == pytest.approx(0.8 / math.e)
    assert withdrawal_after(0.0, 0.0, 0.0, 1.0, 1 / V.withdraws, V) == pytest.approx(1 - 1 / math.e)
    assert withdrawal_after(0.4, 0.0, 0.5, 0.0, 100.0, V) == 0.4
    both = withdrawal_after(0.5, 0.5, 1.0, 0.3, 1e6, V)
    assert both == pytest.approx(0.3 * V.withdraws / (0.3 * V.withdraws + 0.5 * V.reaches))


@given(w=SHARE, bond=SHARE, calm=SHARE, grief=SHARE, days=st.floats(0.01, 30))
def test_two_half_days_of_withdrawal_are_one(w, bond, calm, grief, days):
    half = withdrawal_after(w, bond, calm, grief, days / 2, V)
    assert withdrawal_after(half, bond, calm, grief, days / 2, V) == pytest.approx(
        withdrawal_after(w, bond, calm, grief, days, V), abs=1e-12
    )


def test_mishaps_rise_with_arousal_and_are_seen_coming():
    assert p_mishap(0.5, 0, V) == pytest.approx(V.p_mishap)
    assert p_mishap(0.9, 0, V) > p_mishap(0.6, 0, V) > p_mishap(0.6, 1, V)
    assert p_mishap(0.6, 1, V) == pytest.approx(p_mishap(0.6, 0, V) * (1 - V.sees_coming))
    assert p_mishap(1.0, 0, VisitParameters(p_mishap=0)) == 0.0


def test_a_review_adds_one_or_goes_back_to_the_start():
    assert visits_after_review(2.0, 0, V) == 3.0 and visits_after_review(6.5, 0, V) == 7.0
    assert visits_after_review(5.0, 1, V) == 2.0
    steady = VisitParameters(per_week=14, step=0)
    assert visits_after_review(14.0, 0, steady) == 14.0 == visits_after_review(14.0, 1, steady)


def test_hours_are_taken_from_the_handler_only_where_they_are_a_budget():
    assert contact_left(0.33, 4.0, 0) == 0.33
    assert contact_left(0.33, 4.0, 1) == pytest.approx(0.33 - 4 / 24)
    assert contact_left(0.1, 12.0, 1) == 0.0


def test_what_is_here_is_not_sought():
    assert hold_left(0.5, 0.0, V) == 0.5
    assert hold_left(0.5, 1 / V.sates, V) == pytest.approx(0.5 / math.e)
