"""No result depends on the order in which a scenario lists its cast."""

from importlib import resources

import numpy as np
import pytest
from equality import SETTINGS, SWEPT

from bondsim.engines.run import run_setup
from bondsim.scenario import load

PLACES_IN_THE_CAST = {"partner", "superior", "quarry"}
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
def turned_round(tmp_path_factory):
    """The rail yard with its cast listed the other way round."""
    data = resources.files("bondsim.scenario") / "data"
    folder = tmp_path_factory.mktemp("turned_round")
    (folder / "rail_yard.txt").write_text((data / "rail_yard.txt").read_text())
    head, _, rest = (data / "rail_yard.yaml").read_text().partition("cast:\n")
    cast, _, tail = rest.partition("hazards:\n")
    lines = reversed(cast.splitlines(keepends=True))
    (folder / "rail_yard.yaml").write_text(f"{head}cast:\n{''.join(lines)}hazards:\n{tail}")
    scenario = load(folder / "rail_yard.yaml")
    assert scenario.cast == load("rail_yard").cast[::-1]
    return scenario


def assert_same_lives(here, there):
    """Both blocks hold the same outcomes and series, whatever the order of their casts."""
    assert here.outcomes.tobytes() == there.outcomes.tobytes()
    for agent in np.unique(here.series["agent"]):
        mine, yours = here.series["agent"] == agent, there.series["agent"] == agent
        for name in here.series:
            if name not in PLACES_IN_THE_CAST:
                assert np.array_equal(here.series[name][mine], there.series[name][yours]), (agent, name)


@pytest.mark.parametrize("start", ["trapped", "pursuit"])
@pytest.mark.parametrize("name", ["as it comes", "ice, cold and a tired leg"])
def test_a_cast_listed_the_other_way_round_lives_through_the_same(turned_round, name, start):
    for seed in range(10):
        settings = SETTINGS[name] | {"start": start}
        setups = [s.setup(settings, SWEPT) for s in (load("rail_yard"), turned_round)]
        assert_same_lives(*(run_setup(setup, seed, 1).block for setup in setups))


def test_those_who_pull_together_pull_with_the_same_force_in_any_order(turned_round):
    """Two responders, and two responders with a dog."""
    for settings in (SETTINGS["help comes soon"], MANY_HANDS):
        for seed in range(60):
            setups = [s.setup(settings, SWEPT) for s in (load("rail_yard"), turned_round)]
            assert_same_lives(*(run_setup(setup, seed, 1).block for setup in setups))
