"""Law 3, choose: the terms of the utility, the noise of the choice, and when a better one breaks in."""

import math

import pytest

from bondsim.parameter.laws import ChoiceParameters
from bondsim.rules.choose import (
    command_term,
    effort_term,
    interrupts,
    p_still_there,
    protect_term,
    seek_term,
    self_term,
    softmax_weight,
    task_term,
    temperature,
)

P = ChoiceParameters()


def test_each_term_worked_by_hand():
    assert command_term(3.0, 0.8, 0.5, 1.0) == pytest.approx(1.2)
    assert protect_term(6.0, 0.5, 0.4) == pytest.approx(1.2)
    assert task_term(2.5, 0.8, 0.5, 0.7) == pytest.approx(0.7)
    assert seek_term(1.5, 0.5, 0.4) == pytest.approx(0.3)
    assert self_term(5.0, 0.7, 0.2) == pytest.approx(-0.3)
    assert effort_term(1.0, 0.1, 0.05, 3.0) == pytest.approx(-0.45)


def test_a_command_is_silent_about_all_actions_but_one():
    assert command_term(3.0, 0.8, 0.5, 0.0) == 0.0


def test_without_bond_nothing_protects_and_nothing_is_sought():
    assert protect_term(6.0, 0.0, 1.0) == seek_term(1.5, 0.0, 1.0) == 0.0


def test_the_bold_fear_nothing():
    assert self_term(5.0, 1.0, 1.0) == 0.0


def test_choice_is_firmest_at_best_arousal():
    """At 0.7 the temperature is 0.5 (1 + 0.4 squared) = 0.58, at best arousal 0.5."""
    assert temperature(0.5, 0.5, P) == P.temperature == 0.5
    assert temperature(0.7, 0.5, P) == pytest.approx(0.58)
    assert temperature(0.3, 0.5, P) == pytest.approx(0.58)


def test_no_arousal_makes_choices_a_coin_flip():
    """Arousal is felt up to 0.9 only: the temperature stays at 0.82."""
    assert temperature(1.0, 0.5, P) == temperature(0.9, 0.5, P) == pytest.approx(0.82)


def test_softmax_weights_of_two_actions():
    """A lead of one temperature is e to 1."""
    assert softmax_weight(2.0, 2.0, 0.5) == 1.0
    assert softmax_weight(1.5, 2.0, 0.5) == pytest.approx(1 / math.e)
    assert softmax_weight(-1e5, 2.0, 0.5) >= 0.0


def test_the_gain_of_the_best_alternative_breaks_in_not_its_lead():
    """Drawn against a lead of 3, an action is broken off once the lead has grown by half a temperature."""
    assert interrupts(3.0, 3.0, 0.5, P) == 0
    assert interrupts(3.2, 3.0, 0.5, P) == 0
    assert interrupts(3.3, 3.0, 0.5, P) == 1
    assert interrupts(-1.0, -2.0, 0.5, P) == 1


def test_belief_that_a_suspect_is_still_there_fades_exponentially():
    assert p_still_there(1 / 120, 0.0) == 1.0
    assert p_still_there(1 / 120, 120.0) == pytest.approx(1 / math.e)
