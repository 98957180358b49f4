"""Who fires first, what a shot hits: against published figures and values worked out by hand."""

from itertools import pairwise
from math import exp

import pytest
from scipy.integrate import quad
from scipy.stats import norm

from bondsim.parameter import LAWS
from bondsim.parameter.gun import GunParameters
from bondsim.rules.appraise import combined_harm
from bondsim.rules.choose import command_term, protect_term, self_term, softmax_weight, temperature
from bondsim.rules.gun import armour_stops, gun_harm, line_share, p_hit, p_hit_target, p_reaim, reaction_time

P = GunParameters()


def test_reaction_times_are_normal_and_never_shorter_than_a_tenth():
    assert reaction_time(0.38, 0.08, 0.5) == pytest.approx(0.38)
    assert reaction_time(0.38, 0.08, norm.cdf(1)) == pytest.approx(0.46)
    assert reaction_time(0.38, 0.08, 1e-9) == 0.1


def test_the_suspect_is_first_or_ties_in_six_of_ten():
    """Both guns in hand (Blair 2011): about 60 % first or tie; strictly first in little more than half."""
    mean = P.answer_s + P.decide_s - P.fire_s
    sd = (P.fire_sd_s**2 + P.answer_sd_s**2) ** 0.5
    assert norm.cdf((mean + P.tie_s) / sd) == pytest.approx(0.60, abs=0.01)
    assert norm.cdf(mean / sd) == pytest.approx(0.53, abs=0.01)


def test_rounds_hit_as_police_records_say():
    """35 % of rounds at a few metres, 43 % within 6 ft."""
    assert p_hit(4.0, P) == pytest.approx(0.35, abs=0.005)
    within_6_ft = quad(lambda d: p_hit(d, P) / 1.83, 0, 1.83)[0]
    assert within_6_ft == pytest.approx(0.43, abs=0.01)
    assert all(a > b for a, b in pairwise(p_hit(d, P) for d in (0, 2, 5, 10, 50)))


def test_size_cover_and_a_struggle_lower_the_chance_of_a_hit():
    full = p_hit_target(4.0, 1.0, 1.0, 0.0, P)
    assert full == p_hit(4.0, P)
    assert p_hit_target(4.0, 0.8, 0.3, 0.7, P) == pytest.approx(full * 0.8 * 0.3 * 0.3)
    assert p_hit_target(4.0, 1.0, 1.0, 1.0, P) == p_hit_target(4.0, 1.0, 0.0, 0.0, P) == 0.0


def test_a_body_covers_the_line_only_between_shooter_and_target():
    assert line_share(2.0, 0.0, 4.0, P) == P.line_share
    assert line_share(2.0, 0.3, 4.0, P) == pytest.approx(P.line_share / 2)
    assert (
        line_share(2.0, 0.6, 4.0, P) == line_share(-0.1, 0.0, 4.0, P) == line_share(4.0, 0.0, 4.0, P) == 0.0
    )


def test_turning_the_gun_on_an_attacker_takes_a_reaction():
    assert p_reaim(P.fire_s, P) == pytest.approx(P.reaim / 2)
    assert p_reaim(0.0, P) < 1e-5 < p_reaim(0.3, P) < p_reaim(2.0, P)
    assert p_reaim(2.0, P) == pytest.approx(P.reaim)


def test_harm_foreseen_from_a_gun():
    assert gun_harm(4.0, 1, P) == gun_harm(40.0, 1, P) == P.harm_aimed
    assert gun_harm(0.0, 0, P) == P.harm_near
    assert gun_harm(16.0, 0, P) == pytest.approx(P.harm_near * exp(-1))


def test_armour_stops_its_share_of_rounds():
    assert armour_stops(0.49, 0.5) == 1 and armour_stops(0.51, 0.5) == 0
    assert armour_stops(1e-12, 0.0) == 0 and armour_stops(1 - 1e-12, 1.0) == 1


@pytest.mark.parametrize(("bond", "launched"), [(0.2, 0.02), (0.6, 0.40), (1.0, 0.96)])
def test_launch_of_a_dog_under_an_order_to_stay(bond, launched):
    """Protecting a partner whom a gun is raised at, against the order and the harm foreseen: arousal 0.8.

    Closed form: 6 B - (5 * 0.4 * 0.9 + 3 * 0.87 * 0.8), temperature 0.68.
    """
    choice = LAWS["choice"]()
    tau = temperature(0.8, 0.5, choice)
    assert tau == pytest.approx(0.68)
    harm = combined_harm(gun_harm(4.0, 1, P), 0.0)
    attack = protect_term(6.0, bond, 1.0 * harm) + self_term(5.0, 0.6, P.harm_attack)
    stay = command_term(3.0, 0.87, 0.8, 1.0)
    odds = softmax_weight(attack, stay, tau)
    assert odds / (1 + odds) == pytest.approx(launched, abs=0.01)
