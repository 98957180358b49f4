"""Refusal of a new handler in closed form; visits, work, greeting and recognition."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.handover import HandoverParameters
from bondsim.parameter.laws import ChoiceParameters, SenseParameters
from bondsim.parameter.roles import Dog
from bondsim.rules.choose import temperature
from bondsim.rules.handover import (
    accepted_after_visit,
    expectation_at_meeting,
    greeting,
    p_refuse,
    recognition_s,
    shared_after,
    utility_of_going,
    utility_of_staying,
    welfare_lost,
    work_accuracy,
)
from bondsim.rules.sense import criterion, evidence_gain, p_detect

P = HandoverParameters()
DOG = Dog()
SENSE = SenseParameters()
SHARE = st.floats(0, 1)


def refusal(bond, trust, accepted=0.0, grief=None, new_bond=0.0, shared=0.5):
    """Probability that a dog of obedience 0.8 and arousal 0.6 refuses an order of its new handler."""
    staying = utility_of_staying(DOG.w_seek, bond, accepted, 0.6 * bond if grief is None else grief, 0)
    going = utility_of_going(DOG.w_command, trust, 0.8, shared, DOG.w_seek, new_bond)
    return p_refuse(staying, going, temperature(0.6, DOG.arousal_best, ChoiceParameters()))


@pytest.mark.parametrize(
    ("bond", "p"), [(0.0, 0.24), (0.2, 0.44), (0.4, 0.67), (0.6, 0.83), (0.8, 0.93), (0.95, 0.96)]
)
def test_refusal_of_a_handler_whom_it_half_trusts(bond, p):
    assert refusal(bond, 0.5) == pytest.approx(p, abs=0.01)


@pytest.mark.parametrize(
    ("bond", "p"), [(0.0, 0.11), (0.2, 0.24), (0.4, 0.44), (0.6, 0.67), (0.8, 0.83), (0.95, 0.91)]
)
def test_refusal_of_a_handler_whom_it_trusts(bond, p):
    assert refusal(bond, 0.9) == pytest.approx(p, abs=0.01)


@pytest.mark.parametrize(("bond", "trust", "days"), [(0.6, 0.9, 85), (0.95, 0.5, 168)])
def test_without_contact_refusal_halves_in_three_to_six_months(bond, trust, days):
    """Where what is expected and grief fade together, with a time constant of 120 days."""

    def after(day):
        left = math.exp(-day / 120.0)
        return refusal(bond, trust, 1.0 - left, 0.6 * bond * left)

    halved = next(day for day in range(400) if after(day) <= after(0) / 2)
    assert halved == pytest.approx(days, abs=2) and 80 <= halved <= 190


@given(bond=st.floats(0.1, 1), trust=SHARE, accepted=st.floats(0.1, 1))
def test_a_visit_raises_refusal_again(bond, trust, accepted):
    after = accepted_after_visit(accepted, 1.0, P)
    assert after < accepted
    assert refusal(bond, trust, after) > refusal(bond, trust, accepted)
    without = P.model_copy(update={"visit_resets": 0.0})
    assert accepted_after_visit(accepted, 1.0, without) == accepted == accepted_after_visit(accepted, 0.0, P)


def test_a_dog_that_sees_its_handler_does_not_count_what_it_had_accepted():
    assert utility_of_staying(1.5, 0.9, 0.8, 0.0, 1) == utility_of_staying(1.5, 0.9, 0.0, 0.0, 0)
    assert utility_of_staying(0.0, 0.9, 0.0, 0.5, 0) == 0.0


@given(bond=SHARE, trust=st.floats(0.05, 1), accepted=SHARE)
def test_what_wins_a_dog_over(bond, trust, accepted):
    base = refusal(bond, trust, accepted)
    assert refusal(bond, trust, accepted, new_bond=0.5) < base
    assert refusal(bond, trust, accepted, shared=1.0) < base
    assert refusal(bond, 0.5 * trust, accepted) > base


@given(shared=SHARE, followed=SHARE, days=st.floats(0, 400))
def test_learning_to_work_with_him_takes_followed_orders_and_two_half_intervals_equal_one(
    shared, followed, days
):
    half = shared_after(shared_after(shared, followed, days / 2, P), followed, days / 2, P)
    assert half == pytest.approx(shared_after(shared, followed, days, P), abs=1e-12)
    assert shared_after(shared, 0.0, days, P) == pytest.approx(shared)
    assert shared_after(shared, 1.0, days + 1, P) >= shared_after(shared, 0.5, days + 1, P)


def test_work_is_less_accurate_with_a_stranger_and_in_grief():
    assert work_accuracy(1.0, 0.0, P) == pytest.approx(0.945, abs=0.001)
    assert work_accuracy(0.0, 0.0, P) == pytest.approx(0.841, abs=0.001)
    assert work_accuracy(0.0, 0.9, P) < work_accuracy(0.0, 0.0, P) < work_accuracy(0.5, 0.0, P)
    same = P.model_copy(update={"stranger_loss": 0.0, "grief_loss": 0.0})
    assert work_accuracy(0.0, 1.0, same) == work_accuracy(1.0, 0.0, same)


def test_welfare_lost_adds_what_each_burden_takes_of_the_rest():
    assert welfare_lost(0.0, 0.0, 0.0, 0, P) == 0.0
    assert welfare_lost(0.5, 0.5, 0.0, 0, P) == pytest.approx(0.75)
    assert welfare_lost(0.0, 0.0, 1.0, 0, P) == pytest.approx(P.force_cost)
    assert welfare_lost(0.0, 0.0, 0.0, 1, P) == pytest.approx(P.kennel_cost)
    assert welfare_lost(1.0, 0.2, 0.3, 1, P) == 1.0


@pytest.mark.parametrize(("hours", "share", "sem"), [(0.5, 0.09, 0.04), (2.0, 0.27, 0.08), (4.0, 0.26, 0.04)])
def test_greetings_lie_within_the_standard_errors_of_the_published_ones(hours, share, sem):
    assert greeting(hours, 1.0, 0.0, P) == pytest.approx(share, abs=sem)


def test_a_greeting_saturates_within_hours_and_fades_with_accepted_absence():
    assert greeting(24.0, 1.0, 0.0, P) == pytest.approx(greeting(2000.0, 1.0, 0.0, P), rel=1e-6)
    assert greeting(2000.0, 1.0, 1.0, P) == pytest.approx(0.5 * P.greeting)
    assert greeting(5.0, 0.0, 0.0, P) == 0.0 == greeting(0.0, 1.0, 0.0, P)


def hesitation(bond, accepted):
    hit = p_detect(P.meeting_sd, criterion(bond, 1, SENSE), 1.0)
    start = expectation_at_meeting(accepted, SENSE.floor, SENSE.notice)
    return recognition_s(start, SENSE.notice, hit, evidence_gain(1, 1.0, SENSE), evidence_gain(0, 1.0, SENSE))


def test_one_who_is_expected_is_recognised_at_once():
    assert hesitation(0.9, 0.0) == 0.0


def test_hesitation_grows_with_accepted_absence_and_shrinks_with_the_bond():
    assert hesitation(0.9, 0.2) < hesitation(0.9, 0.5) < hesitation(0.9, 0.9)
    assert hesitation(0.95, 1.0) < hesitation(0.5, 1.0) < hesitation(0.1, 1.0)
    assert 4 < hesitation(0.95, 1.0) < 12
    assert recognition_s(0.0, 5.0, 0.1, 1.0, -1.0) == 1e9
