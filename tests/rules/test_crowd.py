"""People around an aroused dog, and the dog among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.crowd import CrowdParameters
from bondsim.rules.crowd import (
    dog_harm,
    ease_after,
    ease_gain,
    familiarity,
    intent_harm,
    known_harm,
    menace,
    relic_match,
    soothing_rate,
)

P = CrowdParameters()
SHARE = st.floats(0, 1)


def test_familiarity_comes_by_bond_or_by_scent_or_by_both():
    assert familiarity(0.0, 0.0) == 0.0
    assert familiarity(0.6, 0.0) == pytest.approx(0.6)
    assert familiarity(0.0, 0.5) == pytest.approx(0.5)
    assert familiarity(0.6, 0.5) == pytest.approx(0.8)


def test_a_relic_keeps_one_eth_of_its_match_at_its_range():
    assert relic_match(0.6, 0.0, P) == pytest.approx(0.6)
    assert relic_match(0.6, P.relic_m, P) == pytest.approx(0.6 / 2.718281828)
    assert relic_match(0.0, 1.0, P) == 0.0


def test_calm_counts_for_more_from_ones_own_than_from_a_stranger():
    """Evidence of a second: all of `ease_rate` from one's own, `stranger_share` of it from a stranger."""
    assert ease_gain(1.0, 1.0, 1.0, P) == pytest.approx(P.ease_rate)
    assert ease_gain(1.0, 0.0, 1.0, P) == pytest.approx(P.ease_rate * P.stranger_share)
    assert ease_gain(0.0, 1.0, 1.0, P) == 0.0


def test_evidence_of_calm_settles_where_what_comes_is_what_fades():
    """A leak of 2 % a second and a gain of 0.1 balance at 5."""
    ease = 0.0
    for _ in range(2000):
        ease = ease_after(ease, 0.98, 0.1)
    assert ease == pytest.approx(5.0)


def test_a_stranger_who_stands_close_is_feared_by_stance_and_half_as_much_at_near_m():
    """Log-odds of -1 are 0.2689; a grab of +2.5 makes 0.8176 of it, ease of 2 makes 0.0474."""
    assert intent_harm(P.near_m, 0.0, 0, 0, P) == pytest.approx(0.2689414 / 2)
    assert intent_harm(-100.0, 0.0, 0, 1, P) == pytest.approx(0.8175745)
    assert intent_harm(-100.0, 2.0, 0, 0, P) == pytest.approx(0.0474259)
    assert intent_harm(3.0, 0.0, 1, 0, P) > intent_harm(3.0, 0.0, 0, 0, P)


@given(
    near=st.floats(0, 30),
    far=st.floats(0, 30),
    ease=st.floats(0, 8),
    run=st.integers(0, 1),
    grab=st.integers(0, 1),
)
def test_harm_of_a_person_falls_with_distance_and_ease(near, far, ease, run, grab):
    low, high = sorted((near, far))
    assert intent_harm(high, ease, run, grab, P) <= intent_harm(low, ease, run, grab, P)
    assert 0.0 < intent_harm(low, ease, run, grab, P) <= intent_harm(low, 0.0, run, grab, P) < 1.0


@given(calm=SHARE, familiar=SHARE)
def test_soothing_needs_calm_and_familiarity_together(calm, familiar):
    """The product of both: neither calm of a stranger nor the scent on one who panics soothes."""
    assert soothing_rate(calm, familiar, 1.0, P) == pytest.approx(P.soothe_rate * calm * familiar)
    assert soothing_rate(calm, familiar, 3.0, P) == pytest.approx(
        P.soothe_rate * calm * familiar * P.voice_share
    )
    assert soothing_rate(calm, 0.0, 1.0, P) == soothing_rate(0.0, familiar, 1.0, P) == 0.0


def test_a_dog_that_threatens_shows_all_its_arousal():
    assert menace(0.8, 1, P) == pytest.approx(0.8)
    assert menace(0.8, 0, P) == pytest.approx(0.8 * P.look)


def test_people_fear_a_dog_half_as_much_at_fear_m():
    assert dog_harm(0.8, 6.0, 6.0, P) == pytest.approx(0.4)
    assert dog_harm(0.8, 1.0, 6.0, P) > 0.7 > 0.01 > dog_harm(0.8, 20.0, 6.0, P)


def test_one_who_is_bonded_to_a_dog_fears_it_less():
    assert known_harm(0.5, 0.0) == 0.5
    assert known_harm(0.5, 0.8) == pytest.approx(0.1)
    assert known_harm(0.5, 1.0) == 0.0
