"""Law 1, sense: what makes a look detect, and how looks add up to evidence."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.laws import SenseParameters
from bondsim.rules.sense import (
    criterion,
    evidence_after,
    evidence_gain,
    evidence_kept,
    front_signal,
    p_detect,
    p_see,
    sensitivity,
    sight_signal,
)

P = SenseParameters()


def test_sensitivity_of_a_middling_signal_worked_by_hand():
    """A signal of e - 1 at best arousal and full capacity is one e-fold: one standard deviation."""
    assert sensitivity(math.e - 1, 0.5, 0.5, 1.0, P) == pytest.approx(1.0)
    assert sensitivity(math.e**3 - 1, 0.75, 0.5, 0.5, P) == pytest.approx(3.0 - 0.6 * 0.25 - 0.8 * 0.5)


def test_without_a_signal_there_is_no_sensitivity_whatever_the_skill():
    keen = P.model_copy(update={"gain": 5.0})
    assert sensitivity(0.0, 0.5, 0.5, 1.0, keen) == 0.0


def test_sensitivity_is_never_negative():
    assert sensitivity(0.01, 1.0, 0.3, 0.0, P) == 0.0


def test_sensitivity_is_largest_at_best_arousal():
    values = [sensitivity(20.0, a, 0.5, 1.0, P) for a in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert values[0] < values[1] < values[2] > values[3] > values[4]
    assert values[1] == pytest.approx(values[3])


def test_sensitivity_rises_with_signal_and_capacity():
    assert sensitivity(5.0, 0.5, 0.5, 1.0, P) < sensitivity(6.0, 0.5, 0.5, 1.0, P)
    assert sensitivity(5.0, 0.5, 0.5, 0.9, P) < sensitivity(5.0, 0.5, 0.5, 1.0, P)


def test_attention_to_a_bonded_partner_lowers_the_criterion_and_to_strangers_does_not():
    assert criterion(0.8, 1, P) == pytest.approx(1.0 - 0.5 * 0.8)
    assert criterion(0.8, 0, P) == P.criterion
    assert criterion(0.0, 1, P) == P.criterion


def test_false_alarms_depend_on_the_criterion_alone():
    """A second's look at nothing detects with probability Phi(-1), at a signal of d' = 2 with Phi(1)."""
    assert p_detect(0.0, 1.0, 1.0) == pytest.approx(0.158655, abs=1e-6)
    assert p_detect(2.0, 1.0, 1.0) == pytest.approx(0.841345, abs=1e-6)
    assert p_detect(100.0, 1.0, 1.0) == 1.0


@given(d=st.floats(0, 8), criterion=st.floats(-3, 3), seconds=st.floats(0.01, 10))
def test_two_half_looks_detect_as_often_as_a_whole_one(d, criterion, seconds):
    whole = p_detect(d, criterion, seconds)
    half = p_detect(d, criterion, seconds / 2)
    assert 1.0 - (1.0 - half) ** 2 == pytest.approx(whole, abs=1e-12)
    assert 0.0 <= half <= whole <= 1.0


def test_seeing_is_what_detection_has_beyond_false_alarms():
    """Where there is nothing to see nothing is seen; a clear signal is seen almost at once."""
    assert p_see(0.0, 1.0, 1.0) == 0.0
    assert p_see(2.0, 1.0, 1.0) == pytest.approx((0.841345 - 0.158655) / 0.841345, abs=1e-6)
    assert p_see(6.0, 1.0, 1.0) > 0.999
    assert p_see(2.0, -40.0, 1.0) == 0.0  # who always says yes sees nothing


def test_evidence_of_one_hit_and_one_miss_worked_by_hand():
    """At criterion 1 and an expected d' of 1.5: ln(0.6915 / 0.1587) and ln(0.3085 / 0.8413)."""
    assert evidence_gain(1, 1.0, P) == pytest.approx(1.4721, abs=1e-4)
    assert evidence_gain(0, 1.0, P) == pytest.approx(-1.0032, abs=1e-4)


def test_evidence_fades_and_has_a_floor():
    for seconds in (0.5, 1.0, 3.0):
        assert evidence_kept(seconds, P) == pytest.approx(0.98**seconds)
    assert evidence_after(4.0, 0.5, 1.0, P) == 3.0
    evidence = 0.0
    for _ in range(100):
        evidence = evidence_after(evidence, evidence_kept(1.0, P), evidence_gain(0, 1.0, P), P)
    assert evidence == P.floor


def test_evidence_is_finite_for_every_criterion_and_length_of_a_look():
    for seconds in (0.1, 1.0, 60.0):
        for value in (-5.0, -1.0, 0.0, 5.0):
            p = SenseParameters(criterion=value, look_s=seconds)
            for is_hit in (0, 1):
                assert -100 < evidence_gain(is_hit, seconds, p) < 100


def test_four_hits_in_a_row_notice_a_hazard_and_three_do_not():
    """The threshold of 5 log-odds lies between three hits (4.3) and four (5.7)."""

    def after(evidence, is_hit):
        return evidence_after(evidence, evidence_kept(1.0, P), evidence_gain(is_hit, 1.0, P), P)

    levels = list(itertools.accumulate([1] * 4, after, initial=0.0))
    assert levels[3] < P.notice < levels[4]


def test_a_person_is_seen_with_signal_1_at_sight_distance_and_four_times_that_at_half():
    assert sight_signal(40.0, 40.0) == 1.0
    assert sight_signal(20.0, 40.0) == 4.0
    assert sight_signal(0.0, 40.0) == sight_signal(0.1, 40.0) < math.inf


def test_a_front_is_heard_inversely_to_its_distance():
    assert front_signal(100.0, 20.0) == 20.0
    assert front_signal(400.0, 20.0) == 5.0
    assert front_signal(-50.0, 20.0) == front_signal(1.0, 20.0) == 2000.0
