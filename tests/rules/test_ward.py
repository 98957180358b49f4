"""Waking, signs, alarms and their worth, healing and retraining."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.ward import WardParameters
from bondsim.rules.skills import faded, learned
from bondsim.rules.ward import (
    MONTH_D,
    appetite,
    attends,
    change_sensitivity,
    count_of,
    days_to_heal,
    injury_mended,
    is_fit,
    monitor_minutes,
    p_found,
    p_wakes_sleeper,
    p_within,
    presence_factor,
    spell_minutes,
    trust_at_rest,
    waking_hazard,
    watch_criterion,
)

P = WardParameters()
SHARE = st.floats(0, 1)


def never_woke(month, p=P):
    """Share of those still unconscious at a month who never wake."""
    left = 1.0
    for day in range(round(month * MONTH_D), round(40 * MONTH_D)):
        left *= 1.0 - p_within(waking_hazard(float(day), p), 1.0)
    return left


@pytest.mark.parametrize(("month", "recover"), [(0, 0.54), (3, 0.48), (6, 0.33), (9, 0.19), (12, 0.07)])
def test_shares_who_recover_of_those_still_unconscious(month, recover):
    assert 1.0 - never_woke(month) == pytest.approx(recover, abs=0.03)


def median_day(p):
    """Median day of a first sign among those who wake by day 400."""
    left, shares = 1.0, []
    for day in range(400):
        left *= 1.0 - p_within(waking_hazard(float(day), p) * presence_factor(1.0, p), 1.0)
        shares.append(1.0 - left)
    return next(day for day, share in enumerate(shares) if share >= 0.3)


def test_hazards_peak_in_the_second_quarter_and_presence_counts_only_where_it_is_said_to():
    hazards = [waking_hazard(MONTH_D * (m + 0.5), P) for m in (0, 3, 6, 9, 12, 19)]
    assert max(hazards) == hazards[1] and hazards == [*hazards[:2], *sorted(hazards[2:], reverse=True)]
    assert hazards[-1] == 0.0
    assert presence_factor(1.0, P) == 1.0
    story = P.model_copy(update={"presence_effect": math.log(1.3)})
    assert presence_factor(1.0, story) == pytest.approx(1.3)
    assert 1 - median_day(story) / median_day(P) == pytest.approx(0.2, abs=0.06)


@given(st.floats(0, 2), st.floats(0, 100))
def test_two_half_intervals_of_waking_equal_one(rate, days):
    half = p_within(rate, days / 2)
    assert 1 - (1 - half) ** 2 == pytest.approx(p_within(rate, days), abs=1e-12)


def test_a_bond_lowers_the_criterion_for_signs_and_for_nothing_alike():
    near, far = watch_criterion(1.0, P), watch_criterion(0.0, P)
    assert near == far - P.bond_shift
    d = change_sensitivity(10.0, 0.5, P)
    assert p_found(d, near) > p_found(d, far) and p_found(0.0, near) > p_found(0.0, far)
    off = P.model_copy(update={"bond_shift": 0.0})
    assert watch_criterion(1.0, off) == watch_criterion(0.0, off)


def test_a_change_grows_and_skill_sees_more_of_it_and_nothing_is_seen_before_it():
    assert change_sensitivity(0.0, 0.5, P) == 0.0
    assert change_sensitivity(2.0, 0.5, P) == pytest.approx(1.5)
    assert change_sensitivity(9.0, 0.5, P) == pytest.approx(3.0)
    assert change_sensitivity(9.0, 0.9, P) > 3.0 > change_sensitivity(9.0, 0.2, P)


def test_the_monitor_is_quicker_than_the_nose_at_what_it_measures():
    """Mean time of the nose to a find, a look a minute, against the alarm."""
    left, mean = 1.0, 0.0
    for minute in range(1, 200):
        hit = p_found(change_sensitivity(float(minute), 0.5, P), watch_criterion(1.0, P))
        mean += minute * left * hit
        left *= 1 - hit
    assert monitor_minutes(P) == pytest.approx(1.45)
    assert mean > monitor_minutes(P)


@pytest.mark.parametrize(
    ("precision", "trust"),
    [(0.5, 0.25), (0.75, 0.5), (0.8, 0.571), (0.9, 0.75), (0.95, 0.864), (0.99, 0.971)],
)
def test_trust_settles_far_below_precision_where_false_alarms_weigh_threefold(precision, trust):
    assert trust_at_rest(precision, 3.0) == pytest.approx(trust, abs=0.001)
    assert trust_at_rest(precision, 1.0) == pytest.approx(precision)


@given(SHARE, st.floats(0.1, 10))
def test_trust_collapses_below_the_precision_at_which_false_alarms_outweigh_true_ones(precision, negativity):
    settled = trust_at_rest(precision, negativity)
    edge = negativity / (1 + negativity)
    if abs(precision - edge) > 1e-9:
        assert (settled < 0.5) == (precision < edge)


def test_a_dog_wakes_somebody_where_what_it_foresees_outweighs_a_scolding():
    assert p_wakes_sleeper(2.0, 1.0, 0.5) == pytest.approx(1 / (1 + math.exp(-2)))
    assert p_wakes_sleeper(1.0, 1.0, 0.5) == 0.5 > p_wakes_sleeper(0.0, 1.0, 0.5)


def test_counts_are_poisson_and_spells_exponential():
    n = 20000
    drawn = [count_of((k + 0.5) / n, 1.5) for k in range(n)]
    assert sum(drawn) / n == pytest.approx(1.5, abs=0.01)
    assert drawn.count(0) / n == pytest.approx(math.exp(-1.5), abs=0.001)
    assert count_of(0.9, 0.0) == 0
    assert sum(spell_minutes((k + 0.5) / n, P) for k in range(n)) / n == pytest.approx(P.sign_min, rel=0.01)


@given(st.floats(0.01, 0.99), st.floats(0, 300))
def test_two_half_intervals_of_healing_equal_one(injury, days):
    half = injury_mended(injury_mended(injury, days / 2, 60.0), days / 2, 60.0)
    assert half == pytest.approx(injury_mended(injury, days, 60.0), abs=1e-9)


def test_the_time_to_heal_is_convex_in_a_bad_injury_and_what_is_whole_stays_so():
    days = [days_to_heal(y, 0.2, 60.0) for y in (0.5, 0.6, 0.7, 0.8, 0.9)]
    steps = [b - a for a, b in pairwise(days)]
    assert steps == sorted(steps) and steps[0] > 0
    assert injury_mended(0.9, days[-1], 60.0) == pytest.approx(0.2)
    assert injury_mended(0.0, 10.0, 60.0) == 0.0 and days_to_heal(0.1, 0.2, 60.0) == 0.0


def test_relearning_is_faster_than_learning_up_to_what_was_known():
    known = learned(0.5, 0.9, 0.2, 1.5)
    fresh = learned(0.5, 0.5, 0.2, 1.5)
    assert known == pytest.approx(1 - 0.5 * math.exp(-0.3)) and fresh == pytest.approx(
        1 - 0.5 * math.exp(-0.2)
    )
    over = learned(0.5, 0.6, 2.0, 1.5)
    hours = 100.0 - math.log(0.5 / 0.4) / 0.03
    assert over == pytest.approx(1 - 0.4 * math.exp(-0.02 * hours))
    assert learned(0.5, 0.9, 0.2, 1.0) == pytest.approx(fresh)


@given(st.floats(0.05, 0.95), st.floats(0, 2))
def test_two_half_sessions_equal_one(skill, done):
    half = learned(learned(skill, 0.8, done / 2, 1.5), 0.8, done / 2, 1.5)
    assert half == pytest.approx(learned(skill, 0.8, done, 1.5), abs=1e-9)


def test_skill_fades_and_a_bonded_dog_attends_more():
    assert faded(0.8, 365.0, 365.0) == pytest.approx(0.8 / math.e)
    assert attends(0.0, P) == P.attends_bare < attends(0.5, P) < attends(1.0, P) == 1.0


@pytest.mark.parametrize(
    ("skill", "stress", "injury", "fit"),
    [(0.8, 0.1, 0.1, 1), (0.6, 0.1, 0.1, 0), (0.8, 0.4, 0.1, 0), (0.8, 0.1, 0.3, 0)],
)
def test_a_team_is_fit_where_all_three_allow_it(skill, stress, injury, fit):
    assert is_fit(skill, stress, injury, P) == fit


def test_grief_takes_the_appetite():
    assert appetite(0.0, P) == 1.0
    assert appetite(1.0, P) == pytest.approx(1 - P.appetite_loss)
