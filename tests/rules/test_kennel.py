"""Lure against drill, leaving against staying, latches and those who watch them: worked values and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.kennel import KennelParameters, StaffParameters
from bondsim.parameter.laws import ChoiceParameters
from bondsim.rules.choose import temperature
from bondsim.rules.draws import binomial, p_within, spread_logit
from bondsim.rules.kennel import (
    drill_utility,
    interest_of,
    leave_utility,
    lure_after,
    lure_utility,
    p_of_two,
    p_overlooked,
    resting_arousal,
    smoothed,
    stay_utility,
    vigilance_after,
)

K, S = KennelParameters(), StaffParameters()
SHARE = st.floats(0, 1)
TAU = temperature(0.6, 0.5, ChoiceParameters())


def p_lure(match, trust=0.6, interest=0.4):
    """A dog of drive 0.7 and skills 0.8 at arousal 0.6."""
    return p_of_two(lure_utility(match, K), drill_utility(2.5, 0.7, 0.8, 3.0, trust, 0.8, interest, K), TAU)


def p_leave(match, trust=0.6, bond=0.7):
    return p_of_two(leave_utility(match, K), stay_utility(3.0, trust, 0.8, 1.5, bond, K), TAU)


@pytest.mark.parametrize(
    ("match", "p"), [(0.0, 0.11), (0.2, 0.21), (0.4, 0.37), (0.6, 0.56), (0.8, 0.73), (1.0, 0.85)]
)
def test_attention_to_a_lure_by_its_match(match, p):
    """The closed form: 2 m + 0.2 against 2.5 · 0.7 · 0.8 · 0.4 + 3 T · 0.8 · 0.5, at a temperature of 0.52."""
    assert pytest.approx(0.52) == TAU
    assert p_lure(match) == pytest.approx(p, abs=0.005)


@given(match=SHARE, trust=SHARE, interest=SHARE)
def test_trust_and_interest_keep_attention_at_the_drill(match, trust, interest):
    p = p_lure(match, trust, interest)
    assert p_lure(match, min(trust + 0.1, 1.0), interest) <= p
    assert p_lure(match, trust, min(interest + 0.1, 1.0)) <= p
    assert p_lure(min(match + 0.1, 1.0), trust, interest) >= p


def test_without_a_weight_of_scent_the_match_is_nothing():
    still = K.model_copy(update={"w_lure": 0.0})
    assert lure_utility(1.0, still) == lure_utility(0.0, still) == leave_utility(1.0, still)


def test_a_good_dog_stays_and_one_that_has_drifted_leaves():
    assert p_leave(0.0, trust=0.75) < 0.02
    assert p_leave(0.6, trust=0.2) > 0.55
    assert p_leave(0.6, trust=0.2, bond=0.9) < p_leave(0.6, trust=0.2, bond=0.2)


def test_attended_a_scent_gains_hold_unattended_it_loses_it():
    p = KennelParameters(lure_gain=0.03, lure_loss=0.04)
    assert lure_after(0.3, 1.0, 10.0, p) == pytest.approx(1 - 0.7 * math.exp(-0.3))
    assert lure_after(0.3, 0.0, 10.0, p) == pytest.approx(0.3 * math.exp(-0.4))
    level = 0.03 * 0.4 / (0.03 * 0.4 + 0.04 * 0.6)
    assert lure_after(0.9, 0.4, 1e6, p) == pytest.approx(level)
    assert lure_after(0.3, 0.7, 10.0, p.model_copy(update={"lure_gain": 0.0, "lure_loss": 0.0})) == 0.3


@given(lure=SHARE, attended=SHARE, days=st.floats(0.01, 30))
def test_two_half_days_of_attention_are_one_day(lure, attended, days):
    half = lure_after(lure_after(lure, attended, days / 2, K), attended, days / 2, K)
    assert half == pytest.approx(lure_after(lure, attended, days, K), abs=1e-12)


def test_small_and_great_hold_are_stable_and_a_day_between_drifts():
    """The map from hold to hold a day later, with trust settled at what the drill makes of it, has two stable ends."""

    def step(lure):
        trust = 0.6
        for _ in range(300):
            good = 1.0 - p_lure(lure, trust)
            trust = good / (good + 3.0 * (1.0 - good))
        return lure_after(lure, p_lure(lure, trust), 1.0, K) - lure

    assert step(0.05) > 0 > step(0.16)  # a little is always there
    assert step(0.45) > 0 > step(0.98)


def test_watchfulness_sinks_to_its_floor_and_an_open_latch_wakes_it():
    assert vigilance_after(0.9, 0, S.tau_d, S) == pytest.approx(S.floor + 0.3 / math.e)
    assert vigilance_after(0.9, 0, 1e9, S) == pytest.approx(S.floor)
    assert vigilance_after(0.4, 0, 100.0, S) == 0.4
    assert vigilance_after(S.floor, 1, 1.0, S) == pytest.approx(S.floor + S.alarm * (1 - S.floor))


def test_two_checks_overlook_less():
    assert p_overlooked(0.9, 0) == pytest.approx(0.1)
    assert p_overlooked(0.9, 1) == pytest.approx(0.01)
    assert p_overlooked(1.0, 0) == 0.0


def test_running_mean_and_interest_and_arousal():
    assert smoothed(0.0, 1.0, 14.0, 14.0) == pytest.approx(1 - 1 / math.e)
    assert interest_of(0.4, 0, K) == 0.4 and interest_of(0.4, 1, K) == pytest.approx(0.8)
    assert interest_of(0.9, 1, K) == 1.0
    assert resting_arousal(0.6, 0.5, 0.3) == pytest.approx(0.75) and resting_arousal(0.9, 1.0, 0.3) == 1.0


@pytest.mark.parametrize("n", [1, 7, 60, 1000])
@pytest.mark.parametrize("p", [0.01, 0.3, 0.5, 0.77, 0.999])
def test_a_binomial_count_inverts_the_distribution(n, p):
    from scipy.stats import binom

    for u in (0.0011, 0.123, 0.5, 0.877, 0.9999):
        assert binomial(n, p, u) == binom.ppf(u, n, p)


def test_limits_of_draws():
    assert binomial(0, 0.5, 0.9) == 0 and binomial(10, 0.0, 0.9) == 0 and binomial(10, 1.0, 0.1) == 10
    assert spread_logit(0.3, 0.0, 0.9) == 0.3 and spread_logit(1.0, 2.0, 0.1) == 1.0
    assert spread_logit(0.3, 1.0, 0.5) == pytest.approx(0.3)
    assert spread_logit(0.3, 1.0, 0.9) > 0.3 > spread_logit(0.3, 1.0, 0.1)
    assert p_within(0.1, 1.0) == pytest.approx(0.1) and p_within(0.1, 2.0) == pytest.approx(0.19)
    assert p_within(1.0, 0.5) == 1.0 and p_within(0.0, 5.0) == 0.0
