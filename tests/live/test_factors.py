"""What a page lets its user vary."""

from pathlib import Path

import pytest

from bondsim.experiments.planning.plan import Plan
from bondsim.live.factors import factor, factors, main_factors, value_text
from bondsim.scenario import load, names

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", names())
def test_every_scenario_has_its_main_factors_and_what_its_experiment_varies_is_among_them(name):
    scenario = load(name)
    offered = [f.key.name for f in factors(scenario, {})]
    assert scenario.file.factors and offered == [*scenario.file.choices, *scenario.file.factors]
    varied = Plan.load(ROOT / "experiments" / f"{name}.yaml", None).points[0]
    assert set(varied) <= set(offered)


def test_a_slider_has_the_plausible_range_in_round_steps():
    [found] = factors(load("rail_yard"), {}, ["train.warning_s"])
    assert (found.low, found.high) == (8.0, 90.0)
    assert found.step == 0.5
    assert value_text(found.key, 30.0) == "30 s"


def test_a_range_is_widened_to_hold_what_is_set():
    [found] = factors(load("rail_yard"), {"train.warning_s": "5 min"}, ["train.warning_s"])
    assert found.high == 300.0


def test_whole_numbers_go_in_steps_of_one():
    key = load("city_escape").keys["unit.count"]
    assert factor(key).step == 1.0


def test_a_scenario_of_ones_own_may_name_its_factors():
    assert main_factors(load(ROOT / "tests" / "scenario" / "creek.yaml")) == (
        "flood.warning_s",
        "collie.bond",
    )


def test_a_scenario_that_names_none_offers_bond_trust_and_what_its_file_sets():
    scenario = load(ROOT / "tests" / "scenario" / "lost_child.yaml")
    found = main_factors(scenario)
    assert "dog.bond" in found and all(scenario.keys[name].kind in ("number", "integer") for name in found)


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r"dog\.bnod: unknown key.*dog\.bond"):
        factors(load("rail_yard"), {}, ["dog.bnod"])
