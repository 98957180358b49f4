"""A bystander far away changes nobody else's life, though it comes first in the cast."""

from importlib import resources

import numpy as np
import pytest
from equality import SETTINGS, SWEPT

from bondsim.engines.run import run_setup
from bondsim.scenario import load

PLACES_IN_THE_CAST = {"partner", "superior", "quarry"}


@pytest.fixture(scope="module")
def with_bystander(tmp_path_factory):
    """The rail yard with a civilian in a corner, before all others of its cast."""
    data = resources.files("bondsim.scenario") / "data"
    folder = tmp_path_factory.mktemp("bystander")
    rows = (data / "rail_yard.txt").read_text().splitlines()
    (folder / "rail_yard.txt").write_text("\n".join([*rows[:-1], rows[-1][:-1] + "Z"]))
    text = (data / "rail_yard.yaml").read_text()
    text = text.replace("cast:\n", "cast:\n  bystander: {role: civilian, at: Z}\n")
    text = text.replace("  places:\n", '  places:\n    Z: {name: far corner, ground: "_"}\n')
    (folder / "rail_yard.yaml").write_text(text)
    return load(folder / "rail_yard.yaml")


@pytest.mark.parametrize("start", ["trapped", "pursuit"])
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_everybody_else_lives_through_the_same_bit_for_bit(with_bystander, settings, start):
    alone = load("rail_yard")
    for seed in range(10):
        here, there = (
            run_setup(scenario.setup(settings | {"start": start}, SWEPT), seed, 1).block
            for scenario in (alone, with_bystander)
        )
        assert here.outcomes.tobytes() == there.outcomes.tobytes()
        others = there.series["agent"] != "bystander"
        for name in here.series:
            if name not in PLACES_IN_THE_CAST:
                assert np.array_equal(here.series[name], there.series[name][others]), name
        told = there.events["actor"] != "bystander"
        for name in here.events:
            assert np.array_equal(here.events[name], there.events[name][told]), name
