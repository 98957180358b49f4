"""Remembered scents, streets and patrols: worked values, limits and directions of the rules."""

import math
import random

import numpy as np
import pytest

from bondsim.parameter.kin import KinParameters, PatrolParameters, StreetsParameters
from bondsim.rules.kin import (
    cue_error,
    freshness,
    jump_height,
    kin_match,
    kin_term,
    p_cue_far,
    plume_signal,
    wander,
    wrapped,
)
from bondsim.rules.maths import turned_x, turned_y
from bondsim.rules.patrol import p_catch, ring_bearing, ring_radius
from bondsim.rules.streets import flow_left, loudspeaker_signal, p_conflict, p_hold_back, road_harm

K, S, P = KinParameters(), StreetsParameters(), PatrolParameters()


def test_match_worked_by_hand():
    """The sire's collar of seven years: sqrt(1/2) times 0.5 times exp(-7/40)."""
    assert kin_match(0.5, 0.5, 7.0, 1, K) == pytest.approx(math.sqrt(0.5) * 0.5 * math.exp(-7 / 40))
    assert kin_match(1.0, 1.0, 0.0, 1, K) == 1.0
    assert kin_match(0.0, 1.0, 0.0, 1, K) == 0.0


def test_match_of_kin_never_met_is_bounded_by_likeness():
    assert kin_match(1.0, 1.0, 0.0, 0, K) == K.phenotype_match
    assert kin_match(0.5, 0.1, 0.0, 0, K) == kin_match(0.5, 0.1, 0.0, 1, K)


def test_match_falls_with_age_and_rises_with_relatedness():
    by_age = [kin_match(0.5, 0.5, a, 1, K) for a in (0, 1, 7, 20, 80)]
    assert by_age == sorted(by_age, reverse=True)
    by_kin = [kin_match(r, 0.5, 7, 1, K) for r in (0, 0.125, 0.25, 0.5, 1)]
    assert by_kin == sorted(by_kin)


@pytest.mark.parametrize("p", [0.05, 0.2, 0.4])
def test_cue_at_the_reference_is_the_parameter_and_two_half_intervals_equal_one(p):
    k = K.model_copy(update={"p_cue": p})
    assert p_cue_far(k.reference_match, 1.0, k.cue_s, k) == pytest.approx(p)
    half = p_cue_far(0.2, 0.8, 2.5, k)
    assert 1 - (1 - half) ** 2 == pytest.approx(p_cue_far(0.2, 0.8, 5.0, k))


def test_no_cue_far_off_without_its_parameter_or_without_a_match():
    assert p_cue_far(1.0, 1.0, 5.0, K.model_copy(update={"p_cue": 0.0})) == 0.0
    assert p_cue_far(0.0, 1.0, 5.0, K) == 0.0


def test_plume_ends_where_its_range_ends():
    assert plume_signal(0.3, K.near_m, K) == pytest.approx(0.3)
    assert plume_signal(0.3, K.near_m + 0.01, K) == 0.0
    assert plume_signal(0.3, 50.0, K) == pytest.approx(4 * 0.3)
    assert plume_signal(0.3, 10.0, K.model_copy(update={"near_m": 0.0})) == 0.0


def test_a_cue_fades_and_the_term_is_a_product():
    assert freshness(0.0, K) == 1.0
    assert freshness(60.0, K) == pytest.approx(math.exp(-1))
    assert kin_term(2.0, 1.0, 0.3 * freshness(0.0, K)) == pytest.approx(0.6)


def test_angles_are_wrapped():
    for angle in np.linspace(-20, 20, 401):
        inside = wrapped(float(angle))
        assert -math.pi <= inside <= math.pi
        assert math.cos(inside) == pytest.approx(math.cos(angle), abs=1e-12)
        assert math.sin(inside) == pytest.approx(math.sin(angle), abs=1e-12)


def test_a_turned_direction_keeps_its_length():
    for angle in np.linspace(-3.1, 3.1, 50):
        x, y = turned_x(0.6, 0.8, float(angle)), turned_y(0.6, 0.8, float(angle))
        assert math.hypot(x, y) == pytest.approx(1.0)
        assert math.atan2(y, x) == pytest.approx(wrapped(math.atan2(0.8, 0.6) + float(angle)))


def test_turns_have_the_spread_given_and_half_the_variance_in_half_the_time():
    luck = random.Random(1)
    for seconds, share in ((5.0, 1.0), (2.5, 0.5)):
        turns = [wander(seconds, luck.random(), K) for _ in range(40000)]
        sd = math.radians(K.turn_sd_deg)
        assert np.mean(np.cos(turns)) == pytest.approx(math.exp(-share * sd * sd / 2), abs=0.01)
    assert wander(5.0, 0.9, K.model_copy(update={"turn_sd_deg": 0.0})) == 0.0
    assert cue_error(0.9, K.model_copy(update={"cue_sd_deg": 0.0})) == 0.0


def advance_share(p, turn_rad, cue_rad):
    """Mean advance towards the source a step, as a share of the step: a geometric series of cosines."""
    kept = math.exp(-turn_rad * turn_rad / 2)
    return math.exp(-cue_rad * cue_rad / 2) * p / (1 - (1 - p) * kept)


@pytest.mark.parametrize("p", [0.05, 0.1, 0.2, 0.4])
@pytest.mark.parametrize("turn_deg", [30.0, 48.0, 80.0])
def test_advance_of_the_walk_is_the_closed_form(p, turn_deg):
    """The threshold of a search is where this share times speed times an hour is the distance."""
    k = K.model_copy(update={"turn_sd_deg": turn_deg})
    luck = random.Random(2)
    x, y, way, n = 1.0, 0.0, 0.0, 60000
    for _ in range(n):
        if luck.random() < p:
            x, y = 1.0, 0.0
            angle = cue_error(luck.random(), k)
        else:
            angle = wander(5.0, luck.random(), k)
        x, y = turned_x(x, y, angle), turned_y(x, y, angle)
        way += x
    expected = advance_share(p, math.radians(turn_deg), math.radians(k.cue_sd_deg))
    assert way / n == pytest.approx(expected, abs=0.02)


def test_a_fence_is_too_high_for_the_old_the_tired_and_the_hurt():
    sound = jump_height(1.0, 1.0, 0.0, K)
    assert sound == K.jump_m > K.fence_m
    assert jump_height(0.6, 1.0, 0.0, K) < K.fence_m
    assert jump_height(1.0, 0.6, 0.0, K) < K.fence_m
    assert jump_height(1.0, 1.0, 0.4, K) < K.fence_m


def test_conflicts_in_traffic_worked_by_hand():
    """360 vehicles an hour are one in ten seconds; five seconds on the street, two of them on its lane."""
    assert p_conflict(360.0, 5.0, S) == pytest.approx(1 - math.exp(-0.1 * 0.4 * 5))
    assert p_conflict(0.0, 5.0, S) == 0.0


def test_a_warning_clears_the_street_of_those_who_heard_it():
    assert flow_left(100.0, 1.0, S) == pytest.approx(100 * (1 - S.clears))
    assert flow_left(100.0, 0.0, S) == 100.0
    assert flow_left(100.0, 1.0, S.model_copy(update={"clears": 0.0})) == 100.0


def test_traffic_holds_back_the_timid():
    assert p_hold_back(600.0, 1.0, S) == 0.0
    assert p_hold_back(600.0, 0.2, S) > p_hold_back(600.0, 0.8, S) > p_hold_back(60.0, 0.8, S)
    assert p_hold_back(600.0, 0.2, S.model_copy(update={"gap_s": 0.0})) == 0.0
    assert road_harm(600.0, S) > road_harm(60.0, S) > road_harm(0.0, S) == 0.0
    assert road_harm(600.0, S.model_copy(update={"feared": 0.0})) == 0.0


def test_loudspeaker_level_in_decibels():
    """At 100 m: 115 - 40 - 2 dB over a noise of 60 dB are 13 dB."""
    assert 10 * math.log10(1 + loudspeaker_signal(100.0, S)) == pytest.approx(13.0)
    assert loudspeaker_signal(1000.0, S) == 0.0
    assert loudspeaker_signal(0.2, S) == loudspeaker_signal(1.0, S)


def test_the_ring_grows_to_its_largest():
    assert ring_radius(0.0, P) == P.ring_m
    assert ring_radius(100.0, P) == pytest.approx(P.ring_m + 150)
    assert ring_radius(1e6, P) == P.ring_max_m


def test_units_divide_the_circle():
    bearings = sorted(ring_bearing(k, 12, 0.0, P) for k in range(12))
    assert np.diff(bearings) == pytest.approx([math.pi / 6] * 11)
    for age in (0.0, 100.0, 3599.0):
        assert all(-math.pi <= ring_bearing(k, 5, age, P) <= math.pi for k in range(5))


def test_catching_is_a_rate():
    assert p_catch(5.0, P) == pytest.approx(1 - math.exp(-0.05))
    half = p_catch(2.5, P)
    assert 1 - (1 - half) ** 2 == pytest.approx(p_catch(5.0, P))
    assert p_catch(5.0, P.model_copy(update={"catch_per_s": 0.0})) == 0.0
