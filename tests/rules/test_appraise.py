"""Law 2, appraise: predicted harm and arousal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.laws import ArousalParameters, HarmParameters, PursuitParameters
from bondsim.rules.appraise import (
    arousal_after,
    believed_harm,
    combined_harm,
    front_harm,
    pursuer_harm,
)

P = ArousalParameters()
SHARE = st.floats(0, 1)


def test_harm_of_a_front_is_even_odds_at_the_foreseen_time_and_rises_as_time_runs_out():
    assert front_harm(30.0, 30.0, 10.0) == 0.5
    assert front_harm(20.0, 30.0, 10.0) == pytest.approx(0.7310586)
    assert front_harm(90.0, 30.0, 10.0) < 0.01 < 0.94 < front_harm(0.0, 30.0, 10.0) < 1.0


def test_harm_is_believed_as_it_is_where_nothing_biases():
    p = HarmParameters()
    assert believed_harm(0.3, 0.9, 0, p) == 0.3
    assert believed_harm(0.3, 0.5, 1, p) == 0.3
    assert believed_harm(0.0, 0.9, 1, p) == 0.0


def test_trust_that_the_other_copes_lowers_harm_out_of_reach_only():
    """Self-trust of 1 takes 4 * 0.5 = 2 log-odds off: 0.5 becomes logistic(-2) = 0.1192."""
    p = HarmParameters()
    assert believed_harm(0.5, 1.0, 1, p) == pytest.approx(0.1192029)
    assert believed_harm(0.5, 0.0, 1, p) == pytest.approx(1.0 - 0.1192029)
    assert believed_harm(0.5, 1.0, 0, p) == 0.5


def test_a_biased_observer_sees_more_harm():
    assert believed_harm(0.5, 0.5, 0, HarmParameters(bias=1.0)) == pytest.approx(0.7310586)


def test_harms_combine_as_independent_causes():
    assert combined_harm(0.5, 0.4) == pytest.approx(0.7)
    assert combined_harm(0.3, 0.0) == pytest.approx(0.3)
    assert combined_harm(0.3, 1.0) == 1.0


@given(a=SHARE, b=SHARE)
def test_combined_harm_is_symmetric_bounded_and_no_less_than_either(a, b):
    both = combined_harm(a, b)
    assert both == pytest.approx(combined_harm(b, a), abs=1e-15)
    assert max(a, b) - 1e-15 <= both <= 1.0


def test_arousal_settles_to_rest_with_its_time_constant():
    """After one time constant, 1/e of the distance is left."""
    left = arousal_after(0.9, 0.4, 0.0, 0.0, P.tau, P) - 0.4
    assert left == pytest.approx(0.5 / 2.718281828)


def test_arousal_under_alarm_has_the_level_where_both_rates_balance():
    """Settling of 1/300 towards 0.4 and alarm of 0.01 towards 1 balance at 0.85."""
    assert arousal_after(0.4, 0.4, 0.01, 0.0, 1e6, P) == pytest.approx(0.85)


def test_calming_acts_above_rest_only():
    assert arousal_after(0.9, 0.4, 0.0, 0.002, 60, P) < arousal_after(0.9, 0.4, 0.0, 0.0, 60, P)
    assert arousal_after(0.2, 0.4, 0.0, 0.002, 60, P) == arousal_after(0.2, 0.4, 0.0, 0.0, 60, P)


@given(arousal=SHARE, rest=SHARE, rise=st.floats(0, 0.05), calming=st.floats(0, 0.01), t=st.floats(0, 600))
def test_two_half_intervals_equal_one_where_rest_is_not_crossed(arousal, rest, rise, calming, t):
    whole = arousal_after(arousal, rest, rise, calming, t, P)
    half = arousal_after(arousal, rest, rise, calming, t / 2, P)
    if (half > rest) == (arousal > rest):
        assert arousal_after(half, rest, rise, calming, t / 2, P) == pytest.approx(whole, abs=1e-13)


@given(arousal=SHARE, rest=SHARE, rise=st.floats(0, 10), calming=st.floats(0, 10), t=st.floats(0, 1e5))
def test_arousal_stays_within_its_bounds(arousal, rest, rise, calming, t):
    assert 0.0 <= arousal_after(arousal, rest, rise, calming, t, P) <= 1.0
    assert arousal_after(arousal, rest, rise, calming, 0.0, P) == pytest.approx(arousal, abs=1e-15)


def test_a_pursuer_threatens_with_even_odds_at_a_leap():
    p = PursuitParameters()
    assert pursuer_harm(p.threat_m, p) == 0.5
    assert pursuer_harm(1.0, p) > 0.8 > 0.05 > pursuer_harm(12.0, p)
