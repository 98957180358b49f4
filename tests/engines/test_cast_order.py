"""No result depends on the order in which a scenario lists its cast."""

import pytest
from equality import SETTINGS, SWEPT, options, sample, some_steps
from rewritten import assert_same_lives, turned_round

from bondsim.engines.run import run_setup
from bondsim.scenario import load, names

MANY_HANDS = SETTINGS["help comes soon"] | {
    "baseline": "none",
    "train.warning_s": 120,
    "handler.mass_kg": 160,
    "ground.friction": 0.5,
    "dog.age_y": 3,
    "responder_1.travel_s": 3,
    "responder_2.travel_s": 4,
}


@pytest.fixture(scope="module")
def turned_yard(tmp_path_factory):
    """The rail yard with its cast listed the other way round."""
    scenario = turned_round("rail_yard", tmp_path_factory.mktemp("turned_round"))
    assert scenario.cast == load("rail_yard").cast[::-1]
    return scenario


def compare(given, turned, settings, seed, steps=10**9):
    here, there = (run_setup(sample(s.setup(settings, SWEPT), steps), seed, 1).block for s in (given, turned))
    assert_same_lives(given, here, turned, there)


@pytest.mark.parametrize("start", ["trapped", "pursuit"])
@pytest.mark.parametrize("name", ["as it comes", "ice, cold and a tired leg"])
def test_a_cast_listed_the_other_way_round_lives_through_the_same(turned_yard, name, start):
    for seed in range(10):
        settings = SETTINGS[name] | {"start": start}
        compare(load("rail_yard"), turned_yard, settings, seed)


def test_those_who_pull_together_pull_with_the_same_force_in_any_order(turned_yard):
    """Two responders, and two responders with a dog."""
    for settings in (SETTINGS["help comes soon"], MANY_HANDS):
        for seed in range(60):
            compare(load("rail_yard"), turned_yard, settings, seed)


@pytest.mark.parametrize("name", names())
def test_so_in_every_scenario_at_every_option_of_its_choices(tmp_path, name):
    given, turned = load(name), turned_round(name, tmp_path)
    for seed, settings in enumerate([{}, {}, *options(given)]):
        compare(given, turned, settings, seed, some_steps(given))
