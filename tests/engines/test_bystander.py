"""A bystander far away changes nobody else's life, though it comes first in the cast."""

import pytest
from equality import SETTINGS, SWEPT, options, sample, some_steps
from rewritten import assert_same_lives, with_bystander

from bondsim.engines.run import run_setup
from bondsim.scenario import load, names


def compare(alone, other, settings, seed, steps=10**9):
    here, there = (run_setup(sample(s.setup(settings, SWEPT), steps), seed, 1).block for s in (alone, other))
    assert_same_lives(alone, here, other, there)
    told = there.events["actor"] != "bystander"
    for name in here.events:
        assert here.events[name].tolist() == there.events[name][told].tolist(), name


@pytest.mark.parametrize("start", ["trapped", "pursuit"])
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_everybody_else_lives_through_the_same_bit_for_bit(tmp_path, settings, start):
    alone, other = load("rail_yard"), with_bystander("rail_yard", tmp_path)
    for seed in range(10):
        compare(alone, other, settings | {"start": start}, seed)


@pytest.mark.parametrize("name", names())
def test_so_in_every_scenario_at_every_option_of_its_choices(tmp_path, name):
    alone, other = load(name), with_bystander(name, tmp_path)
    for seed, settings in enumerate([{}, {}, *options(alone)]):
        compare(alone, other, settings, seed, some_steps(alone))
