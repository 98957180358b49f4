"""Practice and fading, mentors and matches, examinations, absences: worked values, limits and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.laws import ChoiceParameters, HarmParameters
from bondsim.parameter.skills import AbsenceParameters, CourseParameters, MentorParameters, TrainingParameters
from bondsim.rules.appraise import believed_harm
from bondsim.rules.choose import temperature
from bondsim.rules.draws import times_on
from bondsim.rules.kennel import p_of_two
from bondsim.rules.maths import logistic, logit
from bondsim.rules.skills import (
    cue_after,
    ease_of_arousal,
    exposure_of,
    look_back_utility,
    match_quality,
    mentored,
    need_for_mentor,
    next_absence,
    p_pass,
    p_startle_bite,
    repetitions_counted,
    shown_skill,
    skill_after_practice,
    skill_after_rest,
    undisturbed,
    weight_of_absence,
    work_on_utility,
    worth_of_spacing,
)

T, M, C, A = TrainingParameters(), MentorParameters(), CourseParameters(), AbsenceParameters()
SHARE = st.floats(0, 1)


def p_look_back(self_trust, bond=0.9):
    """A dog of drive and skills 0.8 and trust 0.6, five seconds of a search at an arousal of 0.55."""
    harm = believed_harm(A.harm, self_trust, 1, HarmParameters())
    back = look_back_utility(6.0, bond, harm, 1.5, A)
    on = work_on_utility(2.5, 0.8, 0.8, 3.0, 0.6, 0.8, A)
    return p_of_two(back, on, temperature(A.arousal, 0.5, ChoiceParameters()))


@pytest.mark.parametrize(
    ("self_trust", "p"), [(0.1, 0.18), (0.3, 0.07), (0.5, 0.04), (0.7, 0.03), (0.9, 0.025)]
)
def test_looks_back_by_trust_that_the_other_copes(self_trust, p):
    """The closed form, at a bond of 0.9."""
    assert p_look_back(self_trust) == pytest.approx(p, abs=0.006)


def test_a_weaker_bond_looks_back_less_and_gains_less():
    assert p_look_back(0.1, 0.5) == pytest.approx(0.05, abs=0.005)
    assert p_look_back(0.9, 0.5) == pytest.approx(0.02, abs=0.005)


def test_trust_shifts_foreseen_harm_by_no_more_than_a_real_alarm():
    """At full trust a shot must carry 6 units of evidence to be believed to 0.9; 4 give little more than even odds."""
    shift = 4.0 * (0.9 - 0.5)
    assert shift == pytest.approx(1.6)
    assert logistic(logit(0.1) + 6.0 - shift) == pytest.approx(0.90, abs=0.01)
    assert logistic(logit(0.1) + 4.0 - shift) == pytest.approx(0.55, abs=0.01)


def test_match_falls_with_the_difference_of_temper():
    assert match_quality(0.5, 0.5, T) == 1.0
    assert match_quality(0.75, 0.5, T) == pytest.approx(math.exp(-0.5))
    assert match_quality(0.8, 0.4, T) == match_quality(0.4, 0.8, T) < match_quality(0.7, 0.4, T)
    assert match_quality(0.9, 0.1, TrainingParameters(match_width=100)) > 0.99


def test_practice_is_an_inverted_u_of_arousal():
    assert ease_of_arousal(0.5, 0.5, T) == 1.0
    assert ease_of_arousal(0.1, 0.5, T) < ease_of_arousal(0.4, 0.5, T) > ease_of_arousal(0.95, 0.5, T)


@given(skill=SHARE, n=st.floats(0, 300), worth=st.floats(0, 5))
def test_two_halves_of_practice_are_one(skill, n, worth):
    half = skill_after_practice(skill, skill, n / 2, worth, T)
    assert skill_after_practice(half, half, n / 2, worth, T) == pytest.approx(
        skill_after_practice(skill, skill, n, worth, T), abs=1e-12
    )


def test_a_share_of_what_is_missing_is_learned():
    p = TrainingParameters(rate=0.01)
    assert skill_after_practice(0.2, 0.2, 100.0, 1.0, p) == pytest.approx(1 - 0.8 * math.exp(-1))
    assert skill_after_practice(0.2, 0.2, 100.0, 0.0, p) == pytest.approx(0.2)
    assert skill_after_practice(0.2, 0.2, 1e6, 1.0, p) == pytest.approx(1.0)


def test_what_was_known_comes_back_half_as_fast_again():
    p = TrainingParameters(rate=0.01, savings=1.5)
    fresh, again = skill_after_practice(0.5, 0.5, 20.0, 1.0, p), skill_after_practice(0.5, 0.9, 20.0, 1.0, p)
    assert again == pytest.approx(1 - 0.5 * math.exp(-0.3)) and again > fresh
    assert skill_after_practice(0.5, 0.9, 20.0, 1.0, TrainingParameters(rate=0.01, savings=1)) == fresh
    beyond = skill_after_practice(0.5, 0.6, 100.0, 1.0, p)  # past the old best it goes on at the old pace
    used = math.log(0.5 / 0.4) / 1.5
    assert beyond == pytest.approx(1 - 0.4 * math.exp(-(1.0 - used)))


def test_unused_skill_fades_used_skill_does_not():
    assert skill_after_rest(0.8, 1.0, 100.0, T) == 0.8
    assert skill_after_rest(0.8, 0.0, T.fades_d, T) == pytest.approx(0.8 / math.e)
    twice = skill_after_rest(skill_after_rest(0.8, 0.0, 10.0, T), 0.0, 10.0, T)
    assert twice == pytest.approx(skill_after_rest(0.8, 0.0, 20.0, T))


def test_cramming_and_haste_are_worth_less():
    assert repetitions_counted(10.0, T) == pytest.approx(T.full * (1 - math.exp(-10 / T.full)))
    assert repetitions_counted(1e6, T) == pytest.approx(T.full)
    assert repetitions_counted(40.0, T) < 2 * repetitions_counted(20.0, T)
    assert worth_of_spacing(7.0, T) > worth_of_spacing(1.0, T) > 0
    assert worth_of_spacing(1.0, TrainingParameters(spacing_d=0)) == 1.0


def test_a_mentor_multiplies_and_is_shared():
    assert mentored(0.95, 1.0, M) == pytest.approx(1 + 0.95 * M.gain)
    assert mentored(0.95, 0.0, M) == 1.0
    needs = 6 * need_for_mentor(0.2, M)
    assert exposure_of(need_for_mentor(0.2, M), needs, M) == pytest.approx(
        0.5
    )  # six share one who reaches three
    assert exposure_of(1.0, 1.0, M) == 1.0
    assert exposure_of(0.0, 0.0, M) == 0.0
    assert need_for_mentor(0.2, M) > need_for_mentor(0.8, M)
    assert need_for_mentor(0.2, MentorParameters(focus=0)) == need_for_mentor(0.8, MentorParameters(focus=0))


def test_examinations_follow_skill_and_suffer_from_nerves():
    assert p_pass(0.7, 0.7, 0.0, C) == pytest.approx(0.5)
    assert p_pass(0.78, 0.7, 0.0, C) == pytest.approx(0.8413, abs=1e-3)
    assert p_pass(0.78, 0.7, 0.8, C) == pytest.approx(0.5)


def test_the_excitable_and_untaught_bite():
    assert p_startle_bite(0.5, 0.0, T) == pytest.approx(T.bite)
    assert p_startle_bite(0.9, 0.2, T) > p_startle_bite(0.4, 0.2, T) > p_startle_bite(0.4, 0.9, T)
    assert p_startle_bite(0.9, 0.0, TrainingParameters(bite=0)) == 0.0


def test_absences_double_after_success_and_halve_after_failure_within_bounds():
    assert next_absence(5.0, 1, A) == 10.0 and next_absence(40.0, 0, A) == 20.0
    assert next_absence(5.0, 0, A) == 5.0 and next_absence(600.0, 1, A) == 600.0


def test_a_long_absence_tells_more_and_is_broken_more_often():
    assert weight_of_absence(5.0, A) < 0.1 < 0.6 < weight_of_absence(A.telling_s, A)
    assert undisturbed(0.2, 5.0, 0.05, A) == pytest.approx(0.99)
    assert undisturbed(0.2, 600.0, 0.05, A) == pytest.approx(0.99**120)
    assert undisturbed(0.0, 600.0, 0.05, A) == 1.0 and undisturbed(1.0, 5.0, 1.0, A) == 0.0


def test_cues_are_learned_one_by_one():
    """Always followed: 1 - (1 - rate)^n; otherwise towards the share that is followed."""
    cue = 0.0
    for _ in range(50):
        cue = cue_after(cue, 1.0, 0.02)
    assert cue == pytest.approx(1 - 0.98**50)
    assert cue_after(0.8, 0.8, 0.02) == 0.8


def test_what_is_right_must_be_seen_to_be_right():
    assert shown_skill(0.8, 1.0) == 0.8 and shown_skill(0.8, 0.0) == 0.4


@given(per_week=st.floats(0, 21))
def test_times_a_week_add_up(per_week):
    assert sum(times_on(day, per_week) for day in range(7 * 40)) == pytest.approx(40 * per_week, abs=1)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"hours_per_week": 160, "play_per_week": 20}, "more than 24 hours a day"),
        ({"hours_per_week": 60, "sessions_per_week": 2}, "more than 24 hours a day"),
    ],
)
def test_more_than_a_day_holds_is_refused(settings, said):
    with pytest.raises(ValueError, match=said):
        TrainingParameters(**settings)
