"""Care: seizures, waking, the heart, and the closed form of standing guard over one who was given up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.care import (
    HeartParameters,
    ProtocolParameters,
    SeizureParameters,
    VigilParameters,
    WakingParameters,
)
from bondsim.rules.care import (
    arrest_rate,
    display,
    larsen_survival,
    p_arrest,
    p_bite,
    p_resuscitated,
    p_returned_by,
    p_wake,
    scent_signal,
    seizure_severity,
    sound_level,
    spread_moments,
    strangers_harm,
    trained_sensitivity,
    treatment_time,
    worth_of_guard,
)

SEIZURE, WAKING, HEART, PROTOCOL, VIGIL = (
    SeizureParameters(),
    WakingParameters(),
    HeartParameters(),
    ProtocolParameters(),
    VigilParameters(),
)
MINUTE = 60.0
LEVELS = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize(("minutes", "share"), [(5, 0.50), (10, 0.75), (20, 0.91), (30, 0.96)])
def test_hearts_that_return_by_themselves_do_so_soon(minutes, share):
    assert p_returned_by(minutes * MINUTE, HEART) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(("observed", "ratio"), [(2, 4.9), (5, 1.8), (10, 1.2), (20, 1.0)])
def test_a_guard_of_twenty_minutes_is_worth_what_the_protocol_lacks(observed, ratio):
    assert worth_of_guard(observed * MINUTE, 20 * MINUTE, HEART) == pytest.approx(ratio, abs=0.05)


def test_a_guard_no_longer_than_the_observation_is_worth_nothing_and_one_of_thirty_minutes_at_twenty_a_twentieth():
    for observed in (2, 5, 10, 20):
        for guarded in range(observed + 1):
            assert worth_of_guard(observed * MINUTE, guarded * MINUTE, HEART) == 1.0
    assert worth_of_guard(20 * MINUTE, 30 * MINUTE, HEART) == pytest.approx(1.05, abs=0.005)


def test_published_quartiles_and_the_other_review():
    """Median 5, quartiles 2.5 and 10 min; 67.3 % within 10 min of another 49 cases fit a spread of 1.55."""
    assert p_returned_by(300.0, HEART) == pytest.approx(0.5, abs=1e-12)
    assert p_returned_by(150.0, HEART) == pytest.approx(0.25, abs=0.05)
    assert p_returned_by(600.0, HEART) == pytest.approx(0.75, abs=0.05)
    assert p_returned_by(600.0, HeartParameters(return_sd=1.55)) == pytest.approx(33 / 49, abs=0.005)
    assert p_returned_by(0.0, HEART) == p_returned_by(-1.0, HEART) == 0.0


def test_absolute_gain_is_small_whatever_the_chance_of_return():
    gain = p_returned_by(20 * MINUTE, HEART) - p_returned_by(2 * MINUTE, HEART)
    assert [round(100 * p * gain, 1) for p in (0.005, 0.02, 0.05)] == [0.4, 1.4, 3.6]
    assert 0.05 * gain <= 0.037


@pytest.mark.parametrize(
    ("cpr", "shock", "advanced", "survival"),
    [
        (0, 0, 0, 0.67),
        (1, 0, 0, 0.647),
        (0, 1, 0, 0.659),
        (0, 0, 1, 0.649),
        (4, 8, 8, 0.67 - 0.092 - 0.088 - 0.168),
    ],
)
def test_survival_by_the_published_regression_exactly(cpr, shock, advanced, survival):
    assert larsen_survival(cpr * MINUTE, shock * MINUTE, advanced * MINUTE, HEART) == pytest.approx(
        survival, abs=1e-12
    )


def test_untreated_survival_falls_by_five_and_a_half_points_a_minute_and_never_below_nought():
    """0.023 + 0.011 + 0.021 = 0.055; nothing is left after 12.2 minutes."""
    assert larsen_survival(0, 0, 0, HEART) - larsen_survival(60, 60, 60, HEART) == pytest.approx(0.055)
    assert larsen_survival(720, 720, 720, HEART) > 0.0 == larsen_survival(740, 740, 740, HEART)
    assert p_resuscitated(240, 480, 480, 1, HEART) == larsen_survival(240, 480, 480, HEART)
    assert p_resuscitated(240, 480, 480, 0, HEART) == pytest.approx(
        0.15 * larsen_survival(240, 480, 480, HEART)
    )


def test_nine_tenths_of_the_hearts_that_treatment_brings_back_are_back_within_sixteen_minutes():
    times = np.array([treatment_time(HEART.treated_mean_s, u) for u in LEVELS])
    assert (times <= 16.1 * MINUTE).mean() == pytest.approx(0.897, abs=0.005)
    assert (times <= PROTOCOL.cpr_s).mean() == pytest.approx(1 - math.exp(-600 / 425), abs=0.001)


def test_seizure_lengths_have_the_published_mean_and_spread():
    lengths = np.array([spread_moments(178.0, 133.0, u) for u in LEVELS])
    assert lengths.mean() == pytest.approx(178.0, rel=0.1)
    assert lengths.std() == pytest.approx(133.0, rel=0.1)
    assert (lengths <= 240).mean() == pytest.approx(0.78, abs=0.01)  # the one told is not a rare one
    assert spread_moments(240.0, 0.0, 0.9) == 240.0
    assert spread_moments(0.0, 10.0, 0.9) == 0.0


def test_chance_of_an_arrest_worked_by_hand():
    """Log-odds -4 + 0.5 * 4 + 2 * 0.5 = -1: 0.269 over the window unattended, a tenth of it attended."""
    severity = seizure_severity(240.0, 0.5, SEIZURE)
    assert severity == pytest.approx(1 / (1 + math.e))
    assert arrest_rate(severity, 0, 900.0, SEIZURE) == pytest.approx(severity / 900)
    assert arrest_rate(severity, 1, 900.0, SEIZURE) == pytest.approx(severity / 9000)
    assert p_arrest(900.0, 0.0, severity, 900.0, SEIZURE) == pytest.approx(1 - math.exp(-severity))
    assert p_arrest(0.0, 900.0, severity, 900.0, SEIZURE) == pytest.approx(1 - math.exp(-severity / 10))
    assert seizure_severity(240.0, 0.5, SeizureParameters(arrest_scale=0)) == 0.0


def test_the_risk_added_is_proportional_to_the_time_unattended():
    severity = 0.1
    least = p_arrest(0, 900.0, severity, 900.0, SEIZURE)
    added = [p_arrest(t, 900.0 - t, severity, 900.0, SEIZURE) - least for t in (60, 120, 240)]
    assert added[1] / added[0] == pytest.approx(2, rel=0.01)
    assert added[2] / added[0] == pytest.approx(4, rel=0.01)
    useless = SeizureParameters(attended_share=1)
    assert p_arrest(0, 900.0, severity, 900.0, useless) == pytest.approx(
        p_arrest(900.0, 0, severity, 900.0, useless)
    )


@given(length=st.floats(0, 1800), more=st.floats(1, 600), wear=st.floats(0, 0.9))
def test_longer_seizures_and_earlier_injury_stop_more_hearts(length, more, wear):
    assert seizure_severity(length + more, wear, SEIZURE) >= seizure_severity(length, wear, SEIZURE)
    assert seizure_severity(length, wear + 0.1, SEIZURE) >= seizure_severity(length, wear, SEIZURE)


def test_a_sleeper_is_woken_by_what_reaches_the_bed():
    """100 dB at 1 m are 80 at 10 m, and 60 behind a door; half wake at 80."""
    assert sound_level(1.0, 0.0, WAKING) == sound_level(0.2, 0.0, WAKING) == 100.0
    assert sound_level(10.0, 0.0, WAKING) == pytest.approx(80.0, abs=1e-9)
    assert sound_level(10.0, 1.0, WAKING) == pytest.approx(60.0, abs=1e-9)
    assert p_wake(80.0, WAKING) == 0.5
    assert p_wake(65.0, WAKING) < 0.1 < 0.9 < p_wake(100.0, WAKING)


def test_a_scent_fades_with_distance_and_training_helps_only_where_there_is_one():
    assert scent_signal(0.3, 1.5) == scent_signal(1.0, 1.5) == 1.5
    assert scent_signal(3.0, 1.5) == pytest.approx(0.5)
    assert trained_sensitivity(0.9, 0.9, SEIZURE) == pytest.approx(1.5)
    assert trained_sensitivity(0.9, 0.5, SEIZURE) == pytest.approx(0.9)
    assert trained_sensitivity(0.1, 0.0, SEIZURE) == 0.0
    assert trained_sensitivity(0.0, 1.0, SEIZURE) == 0.0


def test_strangers_add_up_and_count_more_beside_one_who_cannot_move():
    """Log-odds of 0.3, and 2 for helplessness: 0.76 each."""
    one = strangers_harm(1, VIGIL)
    assert one == pytest.approx(1 / (1 + math.exp(-(math.log(0.3 / 0.7) + 2))))
    assert strangers_harm(3, VIGIL) == pytest.approx(1 - (1 - one) ** 3)
    assert strangers_harm(0, VIGIL) == 0.0
    assert strangers_harm(3, VigilParameters(stranger_harm=0)) == 0.0
    assert strangers_harm(1, VigilParameters(stranger_harm=1)) == 1.0
    assert strangers_harm(1, VigilParameters(helpless=0)) == pytest.approx(0.3)


def test_who_takes_the_body_from_a_devoted_bold_dog_is_bitten():
    assert p_bite(display(0.95, 0.97), 0.7, VIGIL) > 0.7
    assert p_bite(display(0.3, 0.97), 0.7, VIGIL) < 0.1
    assert p_bite(0.5, 1.0, VIGIL) == 0.5
