"""A class of six teams: what cures the one that looks back, what a mentor adds, who passes, who swaps."""

from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from bondsim.engines.batch import run_block
from bondsim.parameter.skills import TrainingParameters
from bondsim.rules.skills import faded
from bondsim.scenario import load

DATA = Path(str(resources.files("bondsim.scenario"))) / "data"


@lru_cache(maxsize=64)
def block(settings, n):
    setup = load("academy").setup(dict(settings))
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23))


def runs(settings, n=120):
    """Outcomes by name, always with the same luck."""
    done = block(tuple(settings.items()), n).outcomes
    return dict(zip(load("academy").outcomes, done.T, strict=True))


def test_graded_absences_cure_by_trust_and_leave_the_bond():
    here, without = runs({}), runs({"absence.trains": False})
    assert here["atlas_self_trust"].mean() > 0.15 + 0.1
    assert without["atlas_self_trust"].mean() == pytest.approx(0.15)
    assert here["atlas_looks"].mean() < 0.5 * without["atlas_looks"].mean()
    assert abs(here["atlas_bond"] - without["atlas_bond"]).max() <= 0.05
    assert here["atlas_bond"].min() >= 0.8


def test_ten_minutes_from_the_first_day_teach_less():
    assert (
        runs({"baseline": "flooding"})["atlas_self_trust"].mean() < runs({})["atlas_self_trust"].mean() - 0.1
    )


def test_a_mentor_lifts_the_class_and_makes_it_alike():
    here, without = runs({}), runs({"mentor.works": False})
    assert here["certified_share"].mean() > without["certified_share"].mean() + 0.1
    assert here["skill_sd"].mean() < without["skill_sd"].mean()
    lone, wide = (runs({"mentor.reach": r})["skill_mean"].mean() for r in (1, 6))
    assert lone < wide


def test_watching_at_most_multiplies_the_odds_by_24():
    fixed = {"mentor.reach": 6, "course.tries": 1, "course.first_exam_d": 120}
    odds = []
    for works in (False, True):
        passed = runs(fixed | {"mentor.works": works}, 600)["kira_certified"].mean()
        odds.append(passed / (1 - passed))
    assert 4 < odds[1] / odds[0] < 24 * 1.3


@pytest.mark.parametrize(
    ("key", "levels", "outcome"),
    [
        ("training.hours_per_week", (5, 25), "skill_mean"),
        ("training.sessions_per_week", (2, 5), "skill_mean"),
        ("training.match_width", (0.15, 0.5), "skill_mean"),
        ("training.rate", (0.001, 0.004), "certified_share"),
        ("course.mark_task", (0.9, 0.5), "certified_share"),
        ("course.day_sd", (0.3, 0.02), "atlas_certified"),
        ("duke_handler.style", (0.4, 0.7), "duke_certified"),
        ("course.p_unfit", (0, 0.5), "unsound"),
        ("training.bite", (0, 0.01), "bites"),
        ("cue.cue_rate", (0.05, 0.005), "kira_reaction_s"),
        ("atlas.bond", (0.2, 0.9), "atlas_looks_first"),
    ],
)
def test_more_of_an_outcome_with(key, levels, outcome):
    less, more = (runs({key: level})[outcome].mean() for level in levels)
    assert more > less


def test_a_line_of_mentors_that_rest_fades_and_one_that_practises_does_not():
    """Each class is taught by the mean of the last, in practice or after a year without; off, nothing is handed on."""
    shown = (0, 0.5, 0.95)
    taught = [runs({"elder.skill_task": skill})["skill_mean"].mean() for skill in shown]
    alone = taught[0]
    assert alone < taught[1] < taught[2]
    off = [runs({"elder.skill_task": skill, "mentor.gain": 0})["skill_mean"] for skill in (0, 0.95)]
    assert (off[0] == off[1]).all() and off[0].mean() == pytest.approx(alone)
    lines = {}
    for rest_d in (0, 365):
        skill = 0.95
        for _ in range(4):
            skill = faded(np.interp(skill, shown, taught), rest_d, TrainingParameters().fades_d)
        lines[rest_d] = np.interp(skill, shown, taught) - alone
    first = taught[2] - alone
    assert lines[0] > 0.75 * first and 0.2 * first < lines[365] < 0.5 * first


def test_looks_back_tell_the_bond():
    looks = [runs({"atlas.bond": b}, 2)["atlas_looks_first"][0] for b in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    assert looks == sorted(looks) and looks[-1] > 3 * looks[0]


def test_swaps_bring_the_wild_dog_to_one_whom_it_suits():
    kept, swapped = runs({}), runs({"course.rematch_d": 14})
    assert (kept["swaps"] == 0).all() and swapped["swaps"].mean() > 0.5
    assert swapped["duke_match"].mean() > kept["duke_match"].mean() + 0.2
    assert swapped["duke_certified"].mean() > kept["duke_certified"].mean() + 0.1
    assert (runs({"course.rematch_d": 14, "course.rematch_gain": 2})["swaps"] == 0).all()


def test_no_training_no_skill():
    idle = runs({"training.sessions_per_week": 0}, 20)
    assert idle["skill_mean"].max() < 0.27 and (idle["certified_share"] == 0).all()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"atlas.age_y": 14}, "a dog of 14 y is not taken into training"),
        ({"training.hours_per_week": -1}, "0 to 168"),
        ({"training.hours_per_week": 100, "training.sessions_per_week": 3}, "h a day, which has 24"),
    ],
)
def test_impossible_courses_are_refused_with_a_reason(settings, said):
    with pytest.raises(ValueError, match=said):
        load("academy").setup(settings)


def test_a_dog_without_a_handler_is_not_trained(tmp_path):
    text = (DATA / "academy.yaml").read_text()
    path = tmp_path / "alone.yaml"
    path.write_text(text.replace("finn: {role: dog, partner: finn_handler}", "finn: {role: dog}"))
    with pytest.raises(ValueError, match="a dog in training needs a handler"):
        load(path)
