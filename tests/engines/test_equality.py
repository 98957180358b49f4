"""Two engines, one trajectory. `tests/prove_equality.py` shows the same for two hundred seeds."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from equality import SETTINGS, STARTS, SWEPT, Comparison, anywhere, differences, options, sampled_differences

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load, names
from bondsim.vocabulary import ACTIONS, EVENTS, FAMILY_OF


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_both_engines_give_every_value_of_every_step_bit_for_bit(settings, start):
    for seed, replicate in ((1, 0), (2**62 + 5, 77)):
        assert differences("rail_yard", settings | {"start": start}, seed, replicate) == []


@pytest.mark.parametrize("settings", [{}, {"dam": "holds", "collie.bond": 0.2, "radio.p_message": 1}])
def test_both_engines_agree_on_a_scenario_that_is_data_alone(creek, settings):
    assert differences(creek, settings, seed=4, replicate=2) == []


@pytest.mark.parametrize("scenario", names())
def test_both_engines_agree_on_every_scenario_and_every_option_of_its_choices(scenario):
    for number, settings in enumerate([{}, *options(load(scenario))]):
        assert sampled_differences(scenario, settings, seed=11, replicate=number) == [], settings


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("scenario", names())
def test_both_engines_agree_on_every_scenario_anywhere_within_the_bounds(scenario, number):
    settings = anywhere(load(scenario), number)
    assert sampled_differences(scenario, settings, seed=number, replicate=1) == []


@pytest.mark.parametrize("number", range(8))
def test_both_engines_agree_anywhere_within_the_bounds_of_the_parameters(creek, number):
    """Also where a parameter lies on its bound: no division by zero, no number out of its range."""
    assert differences(creek, anywhere(load(creek), number), seed=number, replicate=0) == []


def test_the_compared_runs_leave_no_law_aside():
    """Among 300 runs of each of the compared design points, everything of the core happens that can happen."""
    scenario = load("rail_yard")
    points = [s | {"start": start} for s in SETTINGS.values() for start in STARTS]
    setups = [scenario.setup(settings, SWEPT) for settings in points]
    n = 300 * len(setups)
    point = np.arange(n) % len(setups)
    events = run_block(setups, point, np.arange(n), np.full(n, 9), Recording(events=True)).events
    assert set(events["event"]) == {name for name, code in EVENTS.items() if code < 40} - {"phase"}
    core = {name for name, code in ACTIONS.items() if code not in FAMILY_OF}
    assert set(events["action"]) - {""} == core - {"wait"}  # waiting is what is left, never chosen


def test_a_single_differing_bit_is_seen():
    found = Comparison()
    found.columns("series", {"x": np.array([0.0, 0.1 + 0.2])}, {"x": np.array([0.0, 0.3])})
    found.columns("series", {"x": np.array([0.0])}, {"x": np.array([-0.0])})
    found.columns("series", {"x": np.array([1])}, {"x": np.array([1.0])})
    found.columns("series", {"x": np.array([1])}, {"y": np.array([1])})
    assert len(found.differing) == 4


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_both_engines_agree_for_two_hundred_seeds():
    script = Path(__file__).parent.parent / "prove_equality.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
