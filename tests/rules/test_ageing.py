"""Ageing: the life table, the service curve and the retirement table in closed form; what each part does."""

import math

import numpy as np
import pytest

from bondsim.parameter.ageing import AgeingParameters, RetireParameters, WelfareParameters
from bondsim.rules.ageing import (
    death_rate,
    death_used,
    heart_after,
    heart_onset_used,
    injury_after,
    is_time,
    room,
    service_pace,
    service_used,
    welfare_of,
    worn,
)

P = AgeingParameters(
    unfit_scale_y=6.26
)  # the curve of all losses; the default leaves room for deaths and incidents
NO_HEART = AgeingParameters(heart_share=0)
W = WelfareParameters()
ENTRY_Y = 2.0
AGES = np.arange(2.0, 30.0, 0.01)
# Of those in service at 2: they live, and are fit, to each of these ages.
LIVE = np.array([math.exp(-death_used(ENTRY_Y, a, NO_HEART)) for a in AGES])
FIT = np.array([math.exp(-service_used(a - ENTRY_Y, P)) for a in AGES])
MU = np.array([death_rate(a, P) for a in AGES])


def until(values, age_y):
    """Integral of values over the ages from entry to `age_y`."""
    n = round((age_y - ENTRY_Y) / 0.01) + 1
    return float(np.trapezoid(values[:n], AGES[:n]))


@pytest.mark.parametrize(("age_y", "survive"), [(8, 0.78), (13, 0.18)])
def test_the_life_table_of_the_breed(age_y, survive):
    """From birth, as the table is."""
    assert math.exp(-death_used(0.0, age_y, NO_HEART)) == pytest.approx(survive, abs=0.01)


def test_the_median_and_the_mean_of_life():
    lives = [math.exp(-death_used(0.0, a, NO_HEART)) for a in np.arange(0, 30, 0.01)]
    assert np.interp(0.5, lives[::-1], np.arange(0, 30, 0.01)[::-1]) == pytest.approx(10.8, abs=0.1)
    assert float(np.trapezoid(lives, dx=0.01)) == pytest.approx(10.16, abs=0.3)


def test_forty_in_a_hundred_are_fit_at_eight_and_the_mean_capped_there_is_six_and_a_half():
    assert FIT[round(6 / 0.01)] == pytest.approx(0.40, abs=0.005)
    assert ENTRY_Y + until(FIT, 8.0) == pytest.approx(6.60, abs=0.01)
    assert ENTRY_Y + until(FIT, 29.0) == pytest.approx(7.5, abs=0.06)


@pytest.mark.parametrize(
    ("age_y", "died", "served", "left"),
    [
        (7, 0.105, 3.9, 4.25),
        (8, 0.132, 4.3, 3.52),
        (9, 0.159, 4.6, 2.85),
        (10, 0.184, 4.75, 2.26),
        (11, 0.205, 4.84, 1.74),
        (12, 0.219, 4.88, 1.30),
    ],
)
def test_the_table_of_retirement_ages(age_y, died, served, left):
    """Death in service, years of service, and years left on average to one alive at that age."""
    assert until(MU * LIVE * FIT, age_y) == pytest.approx(died, abs=0.002)
    assert until(LIVE * FIT, age_y) == pytest.approx(served, abs=0.05)
    after = until(LIVE, 29.9) - until(LIVE, age_y)
    assert after / LIVE[round((age_y - ENTRY_Y) / 0.01)] == pytest.approx(left, abs=0.01)


def test_two_half_steps_of_ageing_equal_one():
    assert death_used(3.0, 4.0, P) + death_used(4.0, 5.0, P) == pytest.approx(
        death_used(3.0, 5.0, P), rel=1e-12
    )
    whole = injury_after(0.6, 0.1, 30.0, P)
    assert injury_after(injury_after(0.6, 0.1, 15.0, P), 0.1, 15.0, P) == pytest.approx(whole, rel=1e-12)
    assert heart_after(heart_after(0.1, 0, 0.1, P), 0, 0.1, P) == pytest.approx(heart_after(0.1, 0, 0.2, P))


def test_the_rate_used_is_the_integral_of_the_rate():
    steps = np.linspace(3.0, 9.0, 20001)
    assert death_used(3.0, 9.0, NO_HEART) == pytest.approx(
        float(np.trapezoid([death_rate(a, P) for a in steps], steps)), rel=1e-6
    )
    assert death_used(3.0, 9.0, AgeingParameters(death_growth=0, heart_share=0)) == pytest.approx(6 * 0.01206)


def test_hearts_that_fail_early_enough_leave_the_life_table_as_it_is():
    """Onset at age a - course plus the course gives the rate of death at a, where no stress adds to it."""
    course = P.heart_course_y
    onset = heart_onset_used(5.0 - course, 6.0 - course, 0.0, P)
    assert onset + death_used(5.0, 6.0, P) == pytest.approx(death_used(5.0, 6.0, NO_HEART), rel=1e-9)
    assert heart_onset_used(5.0, 6.0, 2.0, P) > heart_onset_used(5.0, 6.0, 0.0, P)
    assert heart_onset_used(5.0, 6.0, 2.0, AgeingParameters(heart_stress=0)) == heart_onset_used(
        5.0, 6.0, 0.0, P
    )


def test_medication_gives_a_failing_heart_time():
    assert heart_after(0.0, 0, P.heart_course_y, P) == 1.0
    assert heart_after(0.0, 1, P.heart_course_y, P) == pytest.approx(0.5)
    assert heart_after(0.0, 1, P.heart_course_y, AgeingParameters(medication=0)) == 1.0


def test_a_lighter_duty_wears_less_and_nothing_does_where_load_is_off():
    assert service_pace(1.0, P) == 1.0
    assert service_pace(0.0, P) == pytest.approx(0.3) and service_pace(2.0, P) == pytest.approx(1.7)
    assert service_pace(3.0, AgeingParameters(load_wear=0)) == 1.0
    light = math.exp(-service_used(service_pace(0.0, P) * 8.5, P))
    assert light == pytest.approx(0.84, abs=0.02)  # guide dogs


def test_the_default_curve_leaves_room_for_what_else_ends_a_service():
    fit = math.exp(-service_used(6.0, AgeingParameters()))
    assert 0.50 < fit < 0.55 and fit > FIT[round(6 / 0.01)]


def test_wear_grows_to_the_level_of_the_unfit():
    assert worn(0.0, 1.0, P) == 0.0 and worn(0.5, 1.0, P) == pytest.approx(0.5 * P.unfit_wear)
    assert worn(2.0, 1.0, P) == P.unfit_wear == worn(0.1, 0.0, P)
    assert room(math.exp(-1.0)) == pytest.approx(1.0)


def test_welfare_falls_with_each_ill_and_only_a_failed_heart_makes_it_negative():
    well = welfare_of(0.0, 0.0, 1.0, 0.0, 0.0, W)
    assert well == 1.0
    for ill in (
        (0.4, 0, 1, 0, 0),
        (0, 0.5, 1, 0, 0),
        (0, 0, 0.5, 0, 0),
        (0, 0, 1, 0.5, 0),
        (0, 0, 1, 0, 0.5),
    ):
        assert welfare_of(*map(float, ill), W) < well
    assert welfare_of(0.4, 0.0, 0.1, 0.2, 0.3, W) > 0 > welfare_of(0.4, 0.9, 0.1, 0.2, 0.3, W)


def test_each_rule_of_retirement_gives_its_reason_and_can_be_switched_off():
    p = RetireParameters()
    assert is_time(p.age_y, 0.5, 0.1, p) == 1
    assert is_time(5.0, p.capacity - 0.01, 0.1, p) == 2
    assert is_time(5.0, 0.9, p.wear + 0.01, p) == 3
    assert is_time(5.0, 0.9, 0.1, p) == 0
    off = RetireParameters(age_y=99, capacity=0, wear=1)
    assert is_time(30.0, 0.0, 1.0, off) == 0
