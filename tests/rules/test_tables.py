"""The closed-form tables of the model, from the rules at their default parameters."""

import pytest

from bondsim.parameter.actions import PullParameters, PursueParameters
from bondsim.parameter.laws import ChoiceParameters, DragParameters, FallParameters, HarmParameters
from bondsim.parameter.roles import Dog
from bondsim.rules.act import p_fall, resistance, slide_acceleration, slide_distance, slide_speed_after
from bondsim.rules.choose import (
    command_term,
    effort_term,
    protect_term,
    seek_term,
    self_term,
    softmax_weight,
    task_term,
    temperature,
)

DOG = Dog()


def p_first(first, second, arousal):
    """Probability of the first of two actions."""
    tau = temperature(arousal, DOG.arousal_best, ChoiceParameters())
    weights = [softmax_weight(u, max(first, second), tau) for u in (first, second)]
    return weights[0] / sum(weights)


def p_disobey(bond, harm, trust=0.8):
    """Probability that a dog told to get back pulls, with a reserve of 0.9 at arousal 0.7."""
    pull = (
        protect_term(DOG.w_protect, bond, PullParameters().relief * harm)
        + self_term(DOG.w_self, DOG.boldness, HarmParameters().own_share * harm)
        + effort_term(DOG.w_effort, 1.0 - 0.9, 0.0, PullParameters().effort)
    )
    return p_first(pull, command_term(DOG.w_command, trust, DOG.skill_obey, 1.0), arousal=0.7)


@pytest.mark.parametrize(
    ("bond", "p"), [(0.0, 0.02), (0.2, 0.07), (0.4, 0.25), (0.6, 0.60), (0.8, 0.87), (0.9, 0.93)]
)
def test_disobedience_rises_with_bond_when_harm_is_near(bond, p):
    assert p_disobey(bond, harm=0.9) == pytest.approx(p, abs=0.01)


@pytest.mark.parametrize("bond", [0.0, 0.2, 0.4, 0.6, 0.8, 0.9])
def test_disobedience_is_selective(bond):
    """Where there is hardly any harm, a dog of any bond obeys."""
    assert 0.015 <= p_disobey(bond, harm=0.1) <= 0.045


@pytest.mark.parametrize(("trust", "p"), [(0.5, 0.84), (0.8, 0.60), (0.95, 0.45)])
def test_trust_in_the_order_holds_a_dog_back(trust, p):
    assert p_disobey(0.6, harm=0.9, trust=trust) == pytest.approx(p, abs=0.01)


def p_guard(bond, harm):
    """Probability that a dog guards rather than pursues, under a standing order of weight 0.3."""
    near, exposure, standing_order = 0.5, PursueParameters().exposure, 0.3
    guard = protect_term(DOG.w_protect, bond, 0.6 * harm) + seek_term(DOG.w_seek, bond, near)
    pursue = (
        task_term(DOG.w_task, DOG.drive, DOG.skill_task, DOG.gain_pursue)
        + command_term(DOG.w_command, DOG.trust, DOG.skill_obey, standing_order)
        + self_term(DOG.w_self, DOG.boldness, exposure)
    )
    return p_first(guard, pursue, arousal=0.8)


@pytest.mark.parametrize(
    ("bond", "p"), [(0.0, 0.09), (0.2, 0.19), (0.4, 0.34), (0.6, 0.53), (0.8, 0.72), (1.0, 0.85)]
)
def test_guarding_a_partner_who_is_down_wins_over_pursuit_with_bond(bond, p):
    assert p_guard(bond, harm=0.55) == pytest.approx(p, abs=0.01)


def test_the_bond_at_which_guarding_wins_falls_with_harm():
    assert p_guard(0.56, 0.55) < 0.5 < p_guard(0.58, 0.55)
    assert p_guard(0.38, 0.9) < 0.5 < p_guard(0.40, 0.9)
    assert p_guard(1.0, 0.1) < 0.35


def p_vault(wear, temperature_c, fatigue=0.0):
    return p_fall(wear, fatigue, temperature_c, 0.2, 0, FallParameters())


def test_falls_at_a_rail_of_a_sound_warm_and_of_an_injured_cold_leg():
    assert p_vault(0.0, 15.0) == pytest.approx(0.011, abs=0.0005)
    assert p_vault(0.7, -5.0) == pytest.approx(0.235, abs=0.0005)
    assert p_vault(0.7, -5.0, fatigue=0.4) == pytest.approx(0.332, abs=0.0005)


def test_wear_and_cold_together_trip_more_than_the_sum_of_both():
    sound = p_vault(0.0, 15.0)
    wear, cold, both = p_vault(0.7, 15.0) - sound, p_vault(0.0, -5.0) - sound, p_vault(0.7, -5.0) - sound
    assert both > wear + cold + 0.1


def test_thirteen_newtons_beyond_friction_move_a_man_an_inch_a_pull():
    """The body accelerates, then friction stops it: a t^2 / 2 (1 + a / (mu g)) is about 2.5 cm."""
    mass, friction = 94.0, 0.40
    a = slide_acceleration(resistance(friction, mass) + 13.0, friction, mass, 0.0)
    t = DragParameters().force_s
    moved, speed = slide_distance(0.0, a, t), slide_speed_after(0.0, a, t)
    stopping = slide_acceleration(0.0, friction, mass, speed)
    moved += slide_distance(speed, stopping, 10.0)
    assert moved == pytest.approx(0.5 * a * t * t * (1 + a / (friction * 9.81)), rel=1e-12)
    assert moved == pytest.approx(0.025, abs=0.001)
