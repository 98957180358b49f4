"""Law 4, act: bodies, forces and fronts."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bondsim.parameter.laws import DragParameters, EnergyParameters, FallParameters, StanceParameters
from bondsim.rules.act import (
    age_capacity,
    assist_force,
    cold_power,
    encourage_rate,
    force_along_ground,
    front_gap_after,
    headway,
    p_fall,
    peak_force,
    reserve_after,
    resistance,
    running_speed,
    search_time,
    slide_acceleration,
    slide_distance,
    slide_speed_after,
    spread_force,
    spread_log,
    vigour,
)

ENERGY = EnergyParameters()
SHARE = st.floats(0, 1)
SECONDS = st.floats(0, 60)


def test_a_dog_has_half_its_capacity_at_life_expectancy():
    assert age_capacity(10.5, ENERGY) == 0.5
    assert age_capacity(3.0, ENERGY) > 0.999 > 0.3 > age_capacity(12.0, ENERGY)


def test_cold_takes_power_below_the_threshold_only():
    """At -5 C muscles are 1.5 K cooler and lose 4 % a degree."""
    assert cold_power(10.0, ENERGY) == cold_power(35.0, ENERGY) == 1.0
    assert cold_power(-5.0, ENERGY) == pytest.approx(0.94)
    frozen = EnergyParameters(muscle_cooling=1.0, cold_per_degree=0.2)
    assert cold_power(-40.0, frozen) == 0.0


def test_running_speed_worked_by_hand():
    """Halfway from 4.5 to 9 m/s at half reserve, less a tenth for wear of 0.2, less a tenth in the cold."""
    assert running_speed(9.0, 4.5, 0.5, 0.2, 0.9, ENERGY) == pytest.approx(6.75 * 0.9 * 0.9)
    assert running_speed(9.0, 4.5, 0.0, 0.0, 1.0, ENERGY) == 4.5


def test_nobody_runs_faster_than_its_top_speed():
    assert running_speed(3.0, 4.5, 1.0, 0.0, 1.0, ENERGY) == 3.0
    assert running_speed(0.0, 4.5, 1.0, 0.0, 1.0, ENERGY) == 0.0


def test_reserve_is_spent_above_the_critical_speed_and_refilled_below():
    """2 m/s above it for 50 s are 100 of 400 m; standing for 400/4.5 s brings 1 - 1/e back."""
    assert reserve_after(1.0, 6.5, 4.5, 400.0, 50.0) == pytest.approx(0.75)
    assert reserve_after(0.0, 0.0, 4.5, 400.0, 400 / 4.5) == pytest.approx(1 - 1 / math.e)
    assert reserve_after(0.5, 4.5, 4.5, 400.0, 1000.0) == 0.5
    assert reserve_after(0.1, 9.0, 4.5, 400.0, 3600.0) == 0.0


@given(reserve=SHARE, speed=st.floats(0, 10), critical=st.floats(0, 10), sprint=st.floats(1, 500), t=SECONDS)
def test_reserve_two_half_intervals_equal_one(reserve, speed, critical, sprint, t):
    half = reserve_after(reserve, speed, critical, sprint, t / 2)
    whole = reserve_after(reserve, speed, critical, sprint, t)
    assert reserve_after(half, speed, critical, sprint, t / 2) == pytest.approx(whole, abs=1e-12)
    assert 0.0 <= whole <= 1.0


def test_peak_pull_of_a_rested_young_dog_is_nine_tenths_of_its_weight():
    """38.6 kg: 340.8 N; the published 199 N at the peak are 0.9 of 22.5 kg."""
    assert peak_force(0.9, 38.6, 1.0, 0.0, 1.0, 1.0) == pytest.approx(340.8, abs=0.1)
    assert peak_force(0.9, 22.5, 1.0, 0.0, 1.0, 1.0) == pytest.approx(198.7, abs=0.1)


def test_what_weakens_a_pull():
    whole = peak_force(0.9, 38.6, 1.0, 0.0, 1.0, 1.0)
    assert peak_force(0.9, 38.6, 0.5, 0.0, 1.0, 1.0) == pytest.approx(whole / 2)
    assert peak_force(0.9, 38.6, 1.0, 0.25, 1.0, 1.0) == pytest.approx(whole * 0.75)
    assert peak_force(0.9, 38.6, 1.0, 0.0, 0.0, 1.0) == pytest.approx(whole / 2)
    assert peak_force(0.9, 38.6, 1.0, 0.0, 1.0, 0.85) == pytest.approx(whole * 0.85)


def test_vigour_needs_bond_and_danger_both_and_a_floor_of_1_keeps_bond_out_of_the_force():
    p = DragParameters()
    assert vigour(1.0, 0.0, p) == vigour(0.0, 1.0, p) == p.vigour_floor
    assert vigour(1.0, 1.0, p) == 1.0
    assert vigour(0.5, 0.5, p) == pytest.approx(0.85 + 0.15 * 0.25)
    choice_alone = DragParameters(vigour_floor=1.0)
    assert vigour(0.0, 0.0, choice_alone) == vigour(0.9, 0.9, choice_alone) == 1.0


def test_a_raised_strap_also_takes_weight_off_the_ground():
    """At 25 degrees and friction 0.4: 0.9063 + 0.4 * 0.4226 = 1.0754."""
    assert force_along_ground(100.0, 0.4, 0.0) == pytest.approx(100.0)
    assert force_along_ground(100.0, 0.4, 25.0) == pytest.approx(107.54, abs=0.01)
    best = math.degrees(math.atan(0.4))
    assert force_along_ground(1.0, 0.4, best) > force_along_ground(1.0, 0.4, best + 5)
    assert force_along_ground(1.0, 0.4, best) > force_along_ground(1.0, 0.4, best - 5)


def test_forces_spread_around_their_median_and_are_never_negative():
    assert spread_force(300.0, 0.05, 0.5) == pytest.approx(300.0)
    assert spread_force(300.0, 0.05, 0.8413447460685429) == pytest.approx(315.0)
    assert spread_force(300.0, 0.5, 1e-6) == 0.0
    assert spread_force(300.0, 0.0, 0.9) == 300.0


def test_log_normal_spread_has_its_median_and_its_log_spread():
    assert spread_log(45.0, 0.4, 0.5) == pytest.approx(45.0)
    assert spread_log(45.0, 0.4, 0.8413447460685429) == pytest.approx(45.0 * math.exp(0.4))
    assert spread_log(45.0, 0.0, 0.1) == 45.0


def test_who_is_dragged_helps_with_a_share_of_half_the_body_weight():
    assert assist_force(0.25, 94.0, 1.0) == pytest.approx(0.25 * 0.5 * 94 * 9.81)
    assert assist_force(0.25, 94.0, 0.5) == pytest.approx(0.125 * 0.5 * 94 * 9.81)


def test_a_body_lies_still_until_the_force_overcomes_friction():
    held = resistance(0.4, 94.0)
    assert held == pytest.approx(368.9, abs=0.1)
    assert slide_acceleration(held, 0.4, 94.0, 0.0) == 0.0
    assert slide_acceleration(held + 94.0, 0.4, 94.0, 0.0) == pytest.approx(1.0)
    assert slide_acceleration(0.0, 0.4, 94.0, 0.1) == pytest.approx(-0.4 * 9.81)


def test_sliding_worked_by_hand():
    assert slide_distance(0.0, 0.5, 2.0) == 1.0
    assert slide_speed_after(0.0, 0.5, 2.0) == 1.0
    assert slide_distance(2.0, -1.0, 10.0) == 2.0  # stops after two seconds, and stays
    assert slide_speed_after(2.0, -1.0, 10.0) == 0.0


@given(speed=st.floats(0, 3), a=st.floats(-5, 5), t=st.floats(0, 5), share=SHARE)
def test_sliding_in_two_parts_equals_sliding_at_once(speed, a, t, share):
    first = slide_distance(speed, a, t * share)
    between = slide_speed_after(speed, a, t * share)
    rest = t * (1 - share)
    assume(a >= 0 or between > 0)  # once stopped, friction no longer decelerates: `slide_acceleration` is 0
    assert first + slide_distance(between, a, rest) == pytest.approx(slide_distance(speed, a, t), abs=1e-12)
    assert slide_speed_after(between, a, rest) == pytest.approx(slide_speed_after(speed, a, t), abs=1e-12)


@given(gap=st.floats(0, 2000), pace=st.floats(0.1, 40), braking=st.floats(0, 5), t=st.floats(0, 30))
def test_a_front_in_two_half_steps_equals_one_also_when_it_brakes_to_a_stop(gap, pace, braking, t):
    whole = front_gap_after(gap, pace, braking, t)
    between = max(pace - braking * t / 2, 0.0)
    half = front_gap_after(gap, pace, braking, t / 2)
    assert front_gap_after(half, between, braking, t / 2) == pytest.approx(whole, abs=1e-9)
    assert whole <= gap


def test_a_freight_train_at_55_mph_needs_about_a_mile_to_stop():
    assert front_gap_after(0.0, 24.6, 0.19, 1000.0) == pytest.approx(-1592, abs=1)
    assert front_gap_after(1107.0, 24.6, 0.0, 45.0) == pytest.approx(0.0, abs=1e-9)


def test_falls_rise_with_everything_that_trips():
    p = FallParameters()
    sound = p_fall(0.0, 0.0, 15.0, 0.2, 0, p)
    assert p_fall(0.0, 0.0, 30.0, 0.2, 0, p) == sound  # warmth beyond 10 C changes nothing
    for worse in (
        (0.5, 0, 15, 0.2, 0),
        (0, 0.5, 15, 0.2, 0),
        (0, 0, 0, 0.2, 0),
        (0, 0, 15, 0.4, 0),
        (0, 0, 15, 0.2, 1),
    ):
        assert p_fall(*worse, p) > sound


def test_search_of_a_disc_takes_its_area_over_the_swept_strip():
    """A radius of 15 - 20/2 = 5 m, a sweep of 10 m at 2 m/s: 25 pi / 20 s; nothing within sight."""
    assert search_time(15.0, 20.0, 10.0, 2.0) == pytest.approx(25 * math.pi / 20)
    assert search_time(15.0, 40.0, 10.0, 2.0) == 0.0


def test_only_a_dog_that_pulls_turns_its_handler():
    """Rates a second: 0.01 of calling it back; while it pulls 0.06, 0.15 trust with progress, and danger."""
    p = StanceParameters()
    assert encourage_rate(0, 1.0, 0.9, 1.0, p) == p.call_back_rate == 0.01
    assert encourage_rate(1, 0.0, 0.6, 0.5, p) == pytest.approx(0.06)
    assert encourage_rate(1, headway(0.05, p), 0.6, 0.5, p) == pytest.approx(
        0.06 + 0.15 * 0.6 * (1 - 1 / math.e)
    )
    assert encourage_rate(1, 0.0, 0.6, 0.85, p) == pytest.approx(0.06 + 0.20 * 1.1)
    assert encourage_rate(1, 5.0, 0.9, 0.9, p) > encourage_rate(1, 5.0, 0.1, 0.9, p)
