"""Rooms searched from outside: what looks tell, by Bayes' rule; what going on costs; when to go in."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.laws import SenseParameters
from bondsim.parameter.rooms import RoomsParameters
from bondsim.rules.rooms import (
    believed_false,
    believed_hit,
    believed_weight,
    chance_below,
    chance_of_look,
    chance_of_sense,
    cost_of_round,
    escalation_rate,
    goes_in,
    harm_of_each,
    harm_of_entry,
    look_weight,
    noise_of,
    p_heard,
    p_within,
    sensitivity_lost,
    weight_after,
)

P = RoomsParameters()
CHANCE = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("p_hit", "p_false", "shares"),
    [
        (0.75, 0.10, (0.62, 0.78, 0.94, 1.00)),
        (0.60, 0.20, (0.39, 0.51, 0.68, 0.86)),
        (0.90, 0.05, (0.81, 0.94, 1.00, 1.00)),
    ],
)
def test_share_of_right_rooms_after_6_12_24_and_48_looks(p_hit, p_false, shares):
    """Six rooms, one look at each a round; the likeliest room is named, one of the likeliest where several tie."""
    rng = np.random.default_rng(1)
    n = 20000
    truth = rng.integers(6, size=n)
    weights = np.zeros((n, 6))
    found = []
    for look in range(48):
        room = look % 6
        chances = [chance_of_look(p_hit, p_false, is_there, 1.0, 0.0, 0.0) for is_there in (0, 1)]
        hits = rng.random(n) < np.where(truth == room, chances[1], chances[0])
        weights[:, room] += np.where(hits, look_weight(1, p_hit, p_false), look_weight(0, p_hit, p_false))
        if look + 1 in (6, 12, 24, 48):
            named = (weights + 1e-9 * rng.random(weights.shape)).argmax(1)
            found.append((named == truth).mean())
    assert found == pytest.approx(shares, abs=0.02)


def test_a_look_at_its_best_has_the_chances_of_the_one_who_looks():
    assert chance_of_look(0.75, 0.1, 1, 1.0, 0.0, 0.0) == pytest.approx(0.75)
    assert chance_of_look(0.75, 0.1, 0, 1.0, 0.0, 0.0) == pytest.approx(0.10)


def test_a_closed_room_or_lost_senses_leave_the_false_alarms():
    assert chance_of_look(0.75, 0.1, 1, 0.0, 0.0, 0.0) == pytest.approx(0.1)
    assert chance_of_look(0.75, 0.1, 1, 1.0, 9.0, 0.0) == pytest.approx(0.1)
    assert chance_of_look(0.75, 0.1, 0, 1.0, 9.0, 0.0) == pytest.approx(0.1)


def test_vigilance_moves_along_one_curve():
    """Hits and false alarms rise together, sensitivity stays: a look at both then tells no more, only other things."""
    from bondsim.rules.maths import normal_quantile as z

    for shift in (-0.5, 0.5, 1.0):
        hit, false = (chance_of_look(0.75, 0.1, there, 1.0, 0.0, shift) for there in (1, 0))
        assert z(hit) - z(false) == pytest.approx(z(0.75) - z(0.1), abs=1e-9)
        assert (hit > 0.75) == (false > 0.1) == (shift > 0)


@given(p=CHANCE, share=st.floats(0, 1))
def test_nose_and_ear_together_are_a_whole_look(p, share):
    nose, ear = chance_of_sense(p, share, 1.0), chance_of_sense(p, 1.0 - share, 1.0)
    assert 1.0 - (1.0 - nose) * (1.0 - ear) == pytest.approx(p, abs=1e-12)
    assert chance_of_sense(p, share, 0.0) == 0.0


def test_arousal_off_its_best_and_age_cost_sensitivity():
    s = SenseParameters()
    assert sensitivity_lost(0.5, 0.5, 1.0, s) == 0.0
    assert sensitivity_lost(0.9, 0.5, 1.0, s) == pytest.approx(0.6 * 0.64)
    assert sensitivity_lost(0.1, 0.5, 1.0, s) == pytest.approx(sensitivity_lost(0.9, 0.5, 1.0, s))
    assert sensitivity_lost(0.5, 0.5, 0.5, s) == pytest.approx(0.4)


def test_evidence_is_bayes_rule_and_trust_scales_it():
    assert look_weight(1, 0.75, 0.1) == pytest.approx(math.log(7.5), abs=1e-6)
    assert look_weight(0, 0.75, 0.1) == pytest.approx(math.log(0.25 / 0.9), abs=1e-6)
    for share in (0.0, 0.3, 1.0):
        assert believed_weight(look_weight(0, 0.75, 0.1), share) == pytest.approx(
            share * math.log(0.25 / 0.9), abs=1e-6
        )


@given(p_false=st.floats(0.02, 0.4), more=st.floats(0.05, 0.5), share=st.floats(0.05, 1))
def test_believed_chances_speak_as_the_discounted_evidence_does(p_false, more, share):
    p_hit = p_false + more
    h, f = believed_hit(p_hit, p_false, share), believed_false(p_hit, p_false, share)
    assert 0 < f < h < 1
    assert math.log(h / f) == pytest.approx(share * math.log(p_hit / p_false), abs=1e-9)
    assert math.log((1 - h) / (1 - f)) == pytest.approx(
        share * math.log((1 - p_hit) / (1 - p_false)), abs=1e-9
    )


def sure_after_round(posteriors, h, f):
    """Expected largest posterior after one look at every room, as the laws sum it."""
    total = 0.0
    for k, held in enumerate(posteriors):
        for says in (0, 1):
            weight = weight_after(held, says, h, f)
            p = f if says else 1 - f
            for j, other in enumerate(posteriors):
                if j != k:
                    p *= chance_below(weight, 1 if j < k else 0, other, h, f)
            total += weight * p
    return total


@given(
    weights=st.lists(st.integers(1, 5), min_size=1, max_size=5),
    p_false=st.floats(0.02, 0.4),
    more=st.floats(0.05, 0.5),
)
def test_worth_of_a_round_is_bayes_rule_over_all_outcomes(weights, p_false, more):
    """Against the plain sum over every combination of looks; equal posteriors included."""
    posteriors = [w / sum(weights) for w in weights]
    h, f = p_false + more, p_false
    expected = 0.0
    for says in itertools.product((0, 1), repeat=len(weights)):
        joint = [
            held
            * math.prod(
                (h if j == k else f) if s else (1 - h if j == k else 1 - f) for j, s in enumerate(says)
            )
            for k, held in enumerate(posteriors)
        ]
        expected += max(joint)
    assert sure_after_round(posteriors, h, f) == pytest.approx(expected, abs=1e-12)
    assert expected >= max(posteriors) - 1e-12


def test_without_trust_looks_are_believed_to_tell_nothing():
    h, f = believed_hit(0.75, 0.1, 0.0), believed_false(0.75, 0.1, 0.0)
    assert h == f
    assert sure_after_round([0.4, 0.3, 0.3], h, f) == pytest.approx(0.4)


def test_a_quiet_dog_is_heard_less_and_less_from_afar():
    noise = noise_of(0.05, 0.9, 0.5, 0.5, P)
    assert noise == pytest.approx(0.15)
    assert noise_of(0.05, 1.0, 0.5, 0.5, P) < noise < noise_of(0.05, 0.9, 0.9, 0.5, P)
    assert noise_of(0.05, 0.9, 0.1, 0.5, P) == noise
    assert p_heard(noise, 0.0, P) == pytest.approx(1 - math.exp(-0.2 * 0.15))
    assert p_heard(noise, 0.0, P) > p_heard(noise, 5.0, P) > p_heard(noise, 20.0, P) > 0
    assert p_heard(noise, 1.0, RoomsParameters(heard=0)) == 0.0


def test_escalation_grows_with_time_and_with_alarm():
    assert escalation_rate(1000.0, 0, P) == 0.0005
    assert escalation_rate(1000.0, 1, P) == pytest.approx(0.0005 * 5)
    assert escalation_rate(1000.0, 0, RoomsParameters(escalation_growth=0.001)) == pytest.approx(0.001)
    assert p_within(0.0005, 1386.3) == pytest.approx(0.5, abs=1e-4)


def test_entry_harms_more_in_the_wrong_room_and_without_surprise():
    assert harm_of_entry(1.0, 0, P) == pytest.approx(0.05)
    assert harm_of_entry(0.0, 0, P) == pytest.approx(0.6)
    assert harm_of_entry(1.0, 1, P) == pytest.approx(1 - 0.95 * 0.8)


@given(harm=st.floats(0, 0.99), n=st.integers(1, 6))
def test_harm_of_each_makes_the_harm_of_any(harm, n):
    assert 1.0 - (1.0 - harm_of_each(harm, n)) ** n == pytest.approx(harm, abs=1e-9)


def test_the_team_goes_in_when_it_is_sure_when_time_costs_more_and_at_the_limit():
    assert goes_in(0.3, 0.3, 3.0, 60.0, P) == 0
    assert goes_in(0.91, 0.05, 3.0, 60.0, P) == 1
    assert goes_in(0.91, 0.05, 3.0, 60.0, RoomsParameters(looks=4)) == 0
    assert goes_in(0.3, 0.3, 3.0, 60.0, RoomsParameters(looks=3)) == 1
    urgent = RoomsParameters(escalation_rate=0.01)
    assert goes_in(0.3, 0.3, 3.0, 60.0, urgent) == 1
    assert goes_in(0.3, 0.3, 3.0, 60.0, urgent.model_copy(update={"weighs_time": False})) == 0
    assert goes_in(1 / 6, 0.0, 0.0, 0.0, P) == 1  # looks that tell nothing are not waited for


def test_a_round_costs_more_the_faster_it_escalates():
    calm, urgent = (cost_of_round(0.0, 0.5, RoomsParameters(escalation_rate=e)) for e in (0.0001, 0.003))
    assert 0 < calm < urgent < 1
    assert cost_of_round(0.0, 0.5, RoomsParameters(escalation_rate=0)) == 0.0
