"""Stress load, shock, collapse, vigilance: exact integration, direction, and what switches each part off."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.strain import StrainParameters
from bondsim.rules.strain import (
    alertness_of,
    shock,
    stress_after,
    stress_after_shock,
    threshold_of,
    vigilance_after,
    vigilance_faded,
    work_drive,
)

P = StrainParameters()
SHARE = st.floats(0, 1)


@given(stress=SHARE, drive=st.floats(0, 0.1), calm=st.floats(0, 0.1), days=st.floats(0, 60))
def test_two_half_days_equal_one_and_stress_stays_between_0_and_1(stress, drive, calm, days):
    whole = stress_after(stress, drive, calm, days, P)
    half = stress_after(stress_after(stress, drive, calm, days / 2, P), drive, calm, days / 2, P)
    assert half == pytest.approx(whole, abs=1e-12)
    assert 0 <= whole <= 1


def test_stress_fades_with_its_time_constant_and_settles_where_drives_balance():
    assert stress_after(0.8, 0.0, 0.0, P.tau_d, P) == pytest.approx(0.8 / math.e)
    assert stress_after(0.0, 0.01, 0.0, 1e4, P) == pytest.approx(0.01 / (0.01 + 1 / 21))
    assert (
        stress_after(0.5, 0.0, 0.05, 10, P)
        < stress_after(0.5, 0.0, 0.0, 10, P)
        < stress_after(0.5, 0.03, 0.0, 10, P)
    )


def test_long_shifts_press_harder_than_the_same_hours_in_short_ones():
    assert work_drive(8.0, P) == pytest.approx(P.work_rate) and work_drive(0.0, P) == 0.0
    assert work_drive(16.0, P) == pytest.approx(4 * P.work_rate)
    assert 4 * work_drive(10.0, P) > 5 * work_drive(8.0, P)
    even = StrainParameters(work_power=1)
    assert 4 * work_drive(10.0, even) == pytest.approx(5 * work_drive(8.0, even))
    assert work_drive(12.0, StrainParameters(work_rate=0)) == 0.0


def test_a_shock_adds_up_arousal_hurt_and_loss():
    assert shock(0.9, 0.4, 0.2, 1, P) == pytest.approx(
        0.5 * P.shock_arousal + 0.2 * P.shock_hurt + P.shock_lost
    )
    assert shock(0.3, 0.4, 0.0, 0, P) == 0.0
    assert stress_after_shock(0.2, 0.0) == pytest.approx(0.2)
    assert stress_after_shock(0.0, math.log(2)) == pytest.approx(0.5)
    assert stress_after_shock(0.5, 50.0) == pytest.approx(1.0)


def test_thresholds_are_normal_about_their_mean():
    assert threshold_of(0.5, P) == pytest.approx(P.collapse_at)
    assert threshold_of(0.841344746, P) == pytest.approx(P.collapse_at + P.collapse_sd)
    assert threshold_of(1e-12, StrainParameters(collapse_at=0.1, collapse_sd=1)) == 0.05


def test_harm_teaches_fast_and_quiet_ends_slowly():
    once = vigilance_after(P.naive, 1, P)
    assert once == pytest.approx(0.05 + 0.25 * 0.95)
    assert P.naive - vigilance_after(P.naive, 0, P) < 0.01 * (once - P.naive)
    assert vigilance_after(0.3, 1, StrainParameters(vigilance_up=0)) == 0.3
    assert vigilance_faded(once, P.vigilance_d, P) == pytest.approx(P.naive + (once - P.naive) / math.e)
    assert 0.02 < vigilance_faded(0.02, 100.0, P) < P.naive


def test_vigilance_shifts_belief_by_its_odds_and_not_at_all_where_it_is_off():
    assert alertness_of(P.naive, P) == 0.0
    assert alertness_of(vigilance_after(P.naive, 1, P), P) == pytest.approx(2.0369, abs=1e-3)
    assert alertness_of(0.9, StrainParameters(vigilance_weight=0)) == 0.0
