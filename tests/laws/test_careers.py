"""Careers with ambushes, skills and memory: what an incident brings back, what practice and mentors do, who waits."""

import numpy as np
import pytest
from unit import outcomes, rises

from bondsim.engines.batch import run_block
from bondsim.engines.batch.block import Incidents
from bondsim.scenario import SettingsError, load
from bondsim.scenario.catalogue import read

WOODS = {
    "unit.teams": 6,
    "unit.years": 2,
    "rota.calls_per_month": 1.5,
    "rota.search_weight": 0,
    "alone.weight": 0,
    "woods.weight": 1,
    "woods.wind": "headwind",
    "woods.perimeter.hit_fatal": 0,
}
TAUGHT = {
    "schooling": "followed",
    "rota.calls_per_month": 0,
    "unit.years": 4,
    "unit.teams": 10,
    "course.tries": 100,
}


def unit(settings, n=4):
    return outcomes("careers", settings, n)


def test_only_incidents_that_can_happen_have_a_world_and_need_a_kernel():
    career = load("careers")
    assert set(Incidents([career.setup({})]).scenarios) == {"core"}
    both = Incidents([career.setup({}), career.setup({"woods.weight": 0.5})])
    assert set(both.scenarios) == {"core", "all"} and len(both.worlds) == 3
    none = Incidents([career.setup({"alone.weight": 0})])
    assert none.scenarios == {} and not unit({"alone.weight": 0, "unit.years": 1})["incidents"].any()


def test_keys_of_an_incident_are_keys_of_the_career_and_go_into_it():
    career = load("careers")
    assert career.keys["woods.perimeter.hit_fatal"].default == 0.2  # what the career sets in it
    assert career.keys["alone.weather.temperature_c"].default == 10
    setups = [career.setup({"woods.wind": wind}) for wind in ("headwind", "tailwind")]
    places = [list(career.file.incidents).index("woods")] * 2
    spreads = [s.incidents[k].p["scent"]["wind_from_deg"] for s, k in zip(setups, places, strict=True)]
    assert spreads == [0, 180] and setups[0].incidents[0] is setups[1].incidents[0]
    with pytest.raises(SettingsError, match="out of range"):
        career.setup({"woods.perimeter.hit_wear": 2})


def test_each_point_of_a_block_plays_its_own_incident():
    career = load("careers")
    some = WOODS | {"unit.years": 1, "woods.perimeter.hit_wear": 0.5}
    setups = [career.setup(some | {"woods.perimeter.hit_fatal": p}) for p in (0, 1)]
    block = run_block(setups, np.repeat([0, 1], 6), np.tile(np.arange(6), 2), np.full(12, 5))
    dead = block.outcomes[:, list(career.outcomes).index("handlers_killed")]
    assert not dead[:6].any() and dead[6:].sum() > 0


def test_signs_teach_trust_and_hits_leave_injuries():
    still, taught = (
        unit(WOODS | {"handler.trust": 0.9, "woods.scent.sign_weight": weight}) for weight in (0, 1)
    )
    assert still["trails"].sum() > 100 and still["hit_share"].mean() > 0.05
    assert rises(taught["trust"], still["trust"]) > 3  # most covers are taken where nobody is
    assert unit(WOODS | {"woods.perimeter.hit_wear": 0}, 2)["harms"].sum() == 0 < still["harms"].sum()


def test_a_team_that_came_to_harm_warns_earlier_and_for_nothing_more_often_by_its_vigilance():
    def gains(weight):
        runs = unit(WOODS | {"strain.vigilance_weight": weight, "woods.scent.sign_weight": 0})
        signs = runs["false_signs_harmed"] - runs["false_signs_calm"]
        return signs, runs["lead_harmed_s"] - runs["lead_calm_s"]

    for without, with_ in zip(gains(0), gains(1), strict=True):
        assert rises(without, with_) > 2


def test_a_shooting_costs_blood_that_counts_as_injury():
    some = {"unit.teams": 6, "unit.years": 1, "alone.weight": 0, "alley.weight": 1, "rota.calls_per_month": 2}
    hurt, light = (unit(some | {"rota.wound_wear": weight}) for weight in (1, 0))
    assert rises(light["harms"], hurt["harms"]) > 2


@pytest.mark.parametrize(
    ("key", "levels", "outcome"),
    [
        ("rota.training_h", (0, 2), "skill"),
        ("training.hours_per_week", (0, 10), "skill"),
        ("training.spacing_d", (5, 0), "skill"),
        ("training.sessions_per_week", (1, 5), "skill"),
        ("mentor.veteran_y", (100, 0), "skill"),
        ("training.play_per_week", (0, 14), "bond"),
        ("course.rematch_d", (0, 14), "swaps"),
        ("course.tries", (100, 1), "exams_failed_out"),
    ],
)
def test_each_lever_of_schooling_moves_its_outcome(key, levels, outcome):
    lower, higher = (unit(TAUGHT | {key: level})[outcome] for level in levels)
    assert rises(lower, higher) > 3


def test_what_is_remembered_of_a_death_is_taught():
    some = {"schooling": "followed", "unit.teams": 10, "course.tries": 100, "mourning.attention": 1}
    off, on = (unit(some | {"mourning.memorial_teaching": gain}, 6)["skill"] for gain in (0, 5))
    assert rises(off, on) > 3


def test_days_without_a_dog_fall_with_a_second_heir(tmp_path):
    """Two heirs for each handler, in a unit of three teams; none of them comes by its place in the file."""
    text = read_careers()
    first = text.index("  heir: {")
    line = text[first : text.index("\n", first) + 1]
    text = text.replace(line, line + line.replace("heir", "spare", 1))
    for key in ("strained: true", "age_y: 2", "company: 0.25", "waits: true", "bond: 0"):
        text = text.replace(f"  heir.{key}\n", f"  heir.{key}\n  spare.{key}\n")
    (tmp_path / "two.yaml").write_text(text)
    some = {"unit.teams": 3, "second_dog.day": 7, "retire.age_y": 5, "unit.years": 10}
    share = []
    for career in (load("careers"), read(tmp_path / "two.yaml")):
        block = run_block([career.setup(some)], np.zeros(4, int), np.arange(4), np.full(4, 5))
        share.append(block.outcomes[:, list(career.outcomes).index("team_days_without_dog")].mean())
    assert 0 < share[1] < 0.7 * share[0]


def test_a_unit_of_eighty_teams_is_a_file_with_larger_counts(tmp_path):
    (tmp_path / "large.yaml").write_text(read_careers().replace("count: 20", "count: 80"))
    career = read(tmp_path / "large.yaml")
    block = run_block([career.setup({"unit.teams": 80, "unit.years": 0.2})], [0], [0], [3])
    assert block.outcomes[0, list(career.outcomes).index("dogs")] == 80
    with pytest.raises(SettingsError, match="a larger unit is a scenario file of your own"):
        load("careers").setup({"unit.teams": 40})


def read_careers():
    from importlib import resources

    return (resources.files("bondsim.scenario") / "data" / "careers.yaml").read_text()
