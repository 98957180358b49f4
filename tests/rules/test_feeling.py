"""Feelings that pass from one to another: exact conservation, direction, and what switches each part off."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.feeling import FeelingParameters
from bondsim.rules.feeling import (
    channel,
    crying_threshold,
    exchange_share,
    expressiveness_of,
    grief_after,
    grief_at_start,
    grief_exchanged,
    shown,
    source_rate,
    speed_of_wave,
    stress_after_grief,
    taken_up,
    tie_after_comfort,
    tie_at_start,
)

P = FeelingParameters()
SHARE = st.floats(0, 1)


def line_after(grief, ties, p, steps=1, seconds=1.0):
    """Grief of a group of equally expressive people with symmetric ties, side by side at 1 m, after some steps."""
    n = len(grief)
    for _ in range(steps):
        after = []
        for i in range(n):
            through = [
                shown(1.0, 0, p) * channel(abs(i - j), ties[i][j], p) if i != j else 0.0 for j in range(n)
            ]
            strength = sum(through)
            around = sum(w * e for w, e in zip(through, grief, strict=True)) / strength if strength else 0.0
            share = exchange_share(strength, 1.0, seconds, p)
            after.append(grief_exchanged(grief[i], around, share, p))
        grief = after
    return grief


def test_absorption_over_symmetric_ties_conserves_the_mean_exactly():
    """With two people and numbers that binary fractions hold, nothing is rounded: what one gains the other loses."""
    p = FeelingParameters(amplification=0, contagion_rate=0.5, near_m=1)
    before = [0.75, 0.25]
    after = line_after(before, [[0, 1], [1, 0]], p)
    assert after == [0.625, 0.375]
    assert sum(map(Fraction, after)) == sum(map(Fraction, before))


@given(st.lists(SHARE, min_size=3, max_size=8), st.integers(0, 10**6))
def test_absorption_conserves_the_mean_of_any_line_and_narrows_it(grief, number):
    """Ends of the line have fewer neighbours; ties differ from pair to pair; still nothing is lost."""
    n = len(grief)
    ties = [[((number + 7919 * (i + j) * (1 + i * j)) % 97) / 97 for j in range(n)] for i in range(n)]
    p = FeelingParameters(amplification=0, contagion_rate=0.1)
    after = line_after(grief, ties, p, steps=20)
    assert math.fsum(after) == pytest.approx(math.fsum(grief), abs=1e-12)
    assert max(after) <= max(grief) + 1e-15 and min(after) >= min(grief) - 1e-15


def test_asymmetric_expressiveness_does_not_conserve_it():
    """One who shows more gives more than it takes: so the test above has teeth."""
    p = FeelingParameters(amplification=0, contagion_rate=0.5, near_m=1)
    loud = exchange_share(0.5 * 1.0, 1.0, 1.0, p)
    quiet = exchange_share(0.5 * 0.2, 1.0, 1.0, p)
    after = [grief_exchanged(0.75, 0.25, quiet, p), grief_exchanged(0.25, 0.75, loud, p)]
    assert sum(after) > 1.0


@given(grief=SHARE, around=SHARE)
def test_amplification_never_lowers_grief_and_absorption_goes_to_the_mean(grief, around):
    assert taken_up(grief, around, P.model_copy(update={"amplification": 0.0})) == around
    assert taken_up(grief, around, P.model_copy(update={"amplification": 1.0})) >= max(grief, around) - 1e-12


def test_a_group_of_equal_grief_grows_only_where_it_amplifies():
    """Rate of growth at small grief: contagion times amplification."""
    alike = [0.1] * 4
    ties = [[1.0] * 4] * 4
    still = line_after(alike, ties, FeelingParameters(amplification=0), steps=50)
    assert still == pytest.approx(alike, abs=1e-12)
    grown = line_after(alike, ties, FeelingParameters(amplification=0.6), steps=50)
    assert min(grown) > 0.15
    strength = sum(channel(abs(1 - j), 1.0, P) for j in range(4) if j != 1)
    step = grief_exchanged(0.001, 0.001, exchange_share(strength, 1.0, 1.0, P), P)
    assert step / 0.001 - 1 == pytest.approx(P.contagion_rate * strength * P.amplification, rel=0.01)


@given(grief=SHARE, around=SHARE, strength=st.floats(0, 100), seconds=st.floats(0, 10))
def test_grief_stays_between_0_and_1_however_strong_the_exchange(grief, around, strength, seconds):
    share = exchange_share(strength, 1.0, seconds, P)
    assert 0 <= share <= 1
    assert 0 <= grief_exchanged(grief, around, share, P) <= 1 + 1e-12


def test_nothing_passes_without_contagion_openness_ties_or_within_too_great_a_distance():
    assert exchange_share(5.0, 1.0, 1.0, FeelingParameters(contagion_rate=0)) == 0.0
    assert exchange_share(5.0, 0.0, 1.0, P) == 0.0
    assert channel(1.0, 0.0, P) == 0.0
    assert channel(P.reach_m * 1.001, 1.0, P) == 0.0


def test_the_channel_falls_with_distance_and_rises_with_the_tie():
    assert channel(0.0, 0.8, P) == 0.8
    assert channel(P.near_m, 0.8, P) == pytest.approx(0.4)
    assert channel(1.5, 0.8, P) > channel(3.0, 0.8, P) > channel(6.0, 0.8, P) > 0
    assert channel(1.5, 0.3, P) < channel(1.5, 0.9, P)


def test_crying_shows_more_than_a_face():
    assert shown(0.5, 0, P) == 0.5
    assert shown(0.5, 1, P) == pytest.approx(0.5 * (1 + P.crying_boost))
    assert shown(0.5, 1, FeelingParameters(crying_boost=0)) == 0.5


@given(grief=SHARE, source=st.floats(0, 0.2), comfort=st.floats(0, 0.2), seconds=st.floats(0.1, 100))
def test_two_half_intervals_of_mourning_equal_one(grief, source, comfort, seconds):
    whole = grief_after(grief, source, comfort, seconds, P)
    half = grief_after(grief_after(grief, source, comfort, seconds / 2, P), source, comfort, seconds / 2, P)
    assert half == pytest.approx(whole, abs=1e-12)
    assert 0 <= whole <= 1


def test_grief_of_the_moment_fades_is_raised_by_a_source_and_lowered_by_comfort():
    assert grief_after(0.8, 0.0, 0.0, P.tau_s, P) == pytest.approx(0.8 / math.e)
    still = grief_after(0.5, 0.0, 0.0, 30.0, P)
    assert grief_after(0.5, 0.04, 0.0, 30.0, P) > 0.5 > still > grief_after(0.5, 0.0, 0.02, 30.0, P)


def test_one_who_walks_by_moves_half_as_much_at_the_half_distance():
    assert source_rate(0.04, 0.0, P) == 0.04
    assert source_rate(0.04, P.source_m, P) == pytest.approx(0.02)


def test_thresholds_are_normal_about_their_mean():
    assert crying_threshold(0.5, P) == pytest.approx(P.cry_at)
    assert crying_threshold(0.841344746, P) == pytest.approx(P.cry_at + P.cry_sd)
    assert crying_threshold(1e-12, FeelingParameters(cry_at=0.1, cry_sd=1)) == 0.05


def test_people_differ_around_their_means():
    assert tie_at_start(0.5, P) == pytest.approx(P.tie)
    assert tie_at_start(0.0, P) == pytest.approx(P.tie * (1 - P.tie_spread))
    assert expressiveness_of(0.6, 1.0, P) == pytest.approx(min(1, 0.6 * (1 + P.expressive_spread)))
    n = 20000
    brought = [grief_at_start(0.2, (k + 0.5) / n) for k in range(n)]
    assert sum(brought) / n == pytest.approx(0.2 * (1 - math.exp(-5)), abs=0.001)
    assert grief_at_start(0.0, 0.3) == 0.0 and max(brought) == 1.0


def test_comfort_strengthens_ties_and_grief_adds_to_the_stress_load():
    assert 0.5 < tie_after_comfort(0.5, 60.0, P) < 1
    assert tie_after_comfort(0.5, 60.0, FeelingParameters(tie_rate=0)) == 0.5
    assert stress_after_grief(0.2, 0.0, 100.0, P) == 0.2 < stress_after_grief(0.2, 0.8, 100.0, P) < 1


def test_the_speed_of_a_wave_is_the_slope_of_place_on_time():
    t, x = [10.0, 20.0, 40.0], [5.0, 10.0, 20.0]
    sums = (sum(t), sum(x), sum(v * v for v in t), sum(a * b for a, b in zip(t, x, strict=True)))
    assert speed_of_wave(3.0, *sums) == pytest.approx(0.5)
    assert speed_of_wave(1.0, 10.0, 5.0, 100.0, 50.0) == 0.0
