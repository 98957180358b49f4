"""Carrying a loss: the damped swing, what support moves and what it does not, contagion, memory."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.mourning import MourningParameters
from bondsim.rules.mourning import (
    attention_of_day,
    blow,
    donations_of_day,
    meaning_after,
    memorial_after,
    novelty,
    p_takes_dog,
    response_in_grief,
    sorrow_after,
    sorrow_share,
    support_felt,
    wellbeing_after,
    wellbeing_level,
    wellbeing_rate_after,
)

P = MourningParameters()
SHARE = st.floats(0, 1)


def course(level, days, p=P, bond=0.9):
    """Well-being of each day after the loss, about a level that stays."""
    w, rate, out = 0.0, blow(bond, p), []
    for _ in range(days):
        out.append(w)
        w, rate = wellbeing_after(w, rate, level, 1.0, p), wellbeing_rate_after(w, rate, level, 1.0, p)
    return np.array(out)


@given(w=st.floats(-1, 1), rate=st.floats(-1, 1), level=st.floats(-1, 1), days=st.floats(0.01, 7))
def test_two_half_intervals_of_the_swing_equal_one(w, rate, level, days):
    whole = wellbeing_after(w, rate, level, days, P), wellbeing_rate_after(w, rate, level, days, P)
    half = wellbeing_after(w, rate, level, days / 2, P), wellbeing_rate_after(w, rate, level, days / 2, P)
    both = wellbeing_after(*half, level, days / 2, P), wellbeing_rate_after(*half, level, days / 2, P)
    assert both == pytest.approx(whole, abs=1e-9)


def test_the_swing_solves_the_equation_of_a_damped_oscillator():
    """Against small explicit steps."""
    omega = 2 * math.pi / P.period_d
    w, rate, n = 0.2, -0.1, 200000
    h = 5.0 / n
    x, v = w, rate
    for _ in range(n):
        x, v = x + h * v, v + h * (-(omega**2) * (x - 0.3) - 2 * P.damping * omega * v)
    assert wellbeing_after(w, rate, 0.3, 5.0, P) == pytest.approx(x, abs=1e-4)
    assert wellbeing_rate_after(w, rate, 0.3, 5.0, P) == pytest.approx(v, abs=1e-4)


def test_it_swings_with_declining_amplitude_at_its_period():
    c = course(0.0, 120)
    crossings = np.nonzero((c[1:-1] > 0) != (c[2:] > 0))[0]
    half = P.period_d / 2 / math.sqrt(1 - P.damping**2)
    assert np.diff(crossings) == pytest.approx(half, abs=1.01)
    peaks = [abs(c[int(k * half) : int((k + 1) * half)]).max() for k in range(6)]
    assert all(a > b for a, b in itertools.pairwise(peaks))
    assert course(0.0, 30, MourningParameters(blow=0)) == pytest.approx(np.zeros(30))


def test_support_moves_the_mean_and_leaves_frequency_and_damping():
    low, high = (wellbeing_level(0.5, support_felt(s, P), 0.0, P) for s in (0.0, 1.0))
    assert high > low
    a, b = course(low, 120), course(high, 120)
    assert b.mean() > a.mean()
    # The free swing about the level has the same phase: its spectrum peaks at the same frequency.
    spectra = [np.abs(np.fft.rfft(c - c.mean())) for c in (a, b)]
    assert spectra[0].argmax() == spectra[1].argmax()
    assert wellbeing_level(0.5, 1.0, 0.0, MourningParameters(support_weight=0)) == wellbeing_level(
        0.5, 0.0, 0.0, P
    )
    assert support_felt(1.0, MourningParameters(disenfranchised=1)) == 0.0


@given(m=SHARE, source=st.floats(0, 0.1), days=st.floats(0, 400))
def test_two_half_intervals_of_meaning_equal_one(m, source, days):
    whole = meaning_after(m, source, days, P)
    assert meaning_after(meaning_after(m, source, days / 2, P), source, days / 2, P) == pytest.approx(
        whole, abs=1e-12
    )
    assert 0 <= whole <= 1


def test_meaning_grows_with_what_is_done_and_fades_without():
    assert meaning_after(0.4, 0.0, P.meaning_d, P) == pytest.approx(0.4 / math.e)
    assert meaning_after(0.1, 0.01, 30.0, P) > 0.1
    assert wellbeing_level(0.0, 0.0, 0.5, P) == pytest.approx(0.5 * P.meaning_weight)


def test_one_in_deep_grief_hardly_answers_a_new_dog():
    assert response_in_grief(P.new_dog_grief, P) == pytest.approx(1 - P.new_dog_loss / 2)
    assert response_in_grief(0.9, P) < 0.25 < 0.95 < response_in_grief(0.3, P)
    assert response_in_grief(0.9, MourningParameters(new_dog_loss=0)) == 1.0


def test_sorrow_passes_with_ties_and_fades_with_time():
    assert sorrow_share(0.0, 1.0, 1.0, P) == 0.0 == sorrow_share(5.0, 0.0, 1.0, P)
    assert sorrow_share(5.0, 1.0, 1.0, MourningParameters(contagion_rate=0)) == 0.0
    assert 0 < sorrow_share(1.0, 1.0, 1.0, P) < sorrow_share(5.0, 1.0, 1.0, P) < 1
    assert sorrow_after(0.6, 0.0, P.sorrow_d, P) == pytest.approx(0.6 / math.e)


def test_novelty_halves_in_sixty_nine_minutes():
    assert novelty(69 / 1440, P) == pytest.approx(0.5)
    days = np.array([attention_of_day(float(d), 1.0, P) for d in range(2000)])
    assert days.sum() == pytest.approx(1.0, abs=1e-9) and (np.diff(days) < 0).all()
    assert days[0] > 0.9


def test_a_memorial_outlives_attention():
    memorial = 0.0
    for day in range(365):
        memorial = memorial_after(memorial, P.attention * attention_of_day(float(day), 1.0, P), 1.0, P)
    assert memorial > 0.25 > 1e-9 > attention_of_day(365.0, 1.0, P)
    assert memorial_after(memorial, 0.0, 365.25 * P.memorial_y, P) == pytest.approx(memorial / math.e)
    assert memorial_after(0.0, 1.0, 1.0, MourningParameters(memorial_gain=0)) == 0.0


def test_donations_burst_and_relax_as_a_power_of_time():
    first, later = donations_of_day(0.0, 0.0, P), donations_of_day(9.0, 0.0, P)
    assert later / first == pytest.approx(10**-2.5)
    assert donations_of_day(500.0, 0.5, P) > 10 * donations_of_day(500.0, 0.0, P)


def test_one_takes_another_dog_the_sooner_the_better_he_is():
    assert p_takes_dog(0.0, 0.9, 0.0, P) < 0.3 < 0.7 < p_takes_dog(0.0, 0.1, 0.0, P)
    assert p_takes_dog(0.2, 0.5, 0.0, P) > p_takes_dog(-0.4, 0.5, 0.0, P)
    assert p_takes_dog(0.0, 0.5, 0.5, P) > p_takes_dog(0.0, 0.5, 0.0, P)
