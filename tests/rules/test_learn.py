"""Law 5, learn: Beta trust with forgetting and negativity, and the bond after a rescue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.laws import AttachmentParameters, TrustParameters
from bondsim.rules.learn import bad_after, bond_after_rescue, experience_weight, good_after, trust_of

P = TrustParameters()


def test_one_success_and_one_failure_worked_by_hand():
    """Old experience fades to 0.98 of itself; a failure counts three times."""
    assert good_after(16.0, 1.2, 1.0, P) == pytest.approx(16.88)
    assert bad_after(4.0, 1.2, 1.0, P) == pytest.approx(3.92)
    assert good_after(16.0, 1.2, 0.0, P) == pytest.approx(15.68)
    assert bad_after(4.0, 1.2, 0.0, P) == pytest.approx(7.52)


def test_trust_is_the_share_of_good_and_undecided_without_experience():
    assert trust_of(16.0, 4.0) == 0.8
    assert trust_of(0.0, 0.0) == 0.5


def test_a_failure_moves_trust_more_than_a_success():
    up = trust_of(good_after(10.0, 1.0, 1.0, P), bad_after(10.0, 1.0, 1.0, P)) - 0.5
    down = 0.5 - trust_of(good_after(10.0, 1.0, 0.0, P), bad_after(10.0, 1.0, 0.0, P))
    assert down > 2 * up > 0


def test_trust_settles_below_the_rate_of_success():
    """At a success rate p it settles at p / (p + 3 (1 - p)): four in five become 0.571."""
    good, bad = 10.0, 10.0
    for k in range(4000):
        success = 0.0 if k % 5 == 0 else 1.0
        good, bad = good_after(good, 1.0, success, P), bad_after(bad, 1.0, success, P)
    assert trust_of(good, bad) == pytest.approx(0.8 / (0.8 + 3 * 0.2), abs=0.02)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=30))
def test_trust_stays_between_0_and_1(history):
    good, bad = 10.0, 10.0
    for arousal, success in history:
        weight = experience_weight(arousal)
        good, bad = good_after(good, weight, success, P), bad_after(bad, weight, success, P)
    assert 0.0 < trust_of(good, bad) < 1.0


def test_aroused_experience_weighs_three_times_that_of_sleep():
    assert experience_weight(0.0) == 0.5
    assert experience_weight(1.0) == 1.5


def test_a_rescue_gives_a_fifth_of_the_missing_bond():
    p = AttachmentParameters()
    assert bond_after_rescue(0.7, p) == pytest.approx(0.76)
    assert bond_after_rescue(1.0, p) == 1.0
