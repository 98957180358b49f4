"""Two engines, one trajectory. `tests/prove_equality.py` shows the same for two hundred seeds."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from equality import (
    SETTINGS,
    STARTS,
    SWEPT,
    Comparison,
    anywhere,
    compare,
    differences,
    options,
    sample,
    sampled_differences,
)

from bondsim.engines.batch import Recording, run_block
from bondsim.engines.mesa import Incident
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
    assert set(events["event"]) == {name for name, code in EVENTS.items() if code < 40} - {
        "phase",
        "chase_before",  # where a chase by car went before
        "roused_before",
        "called_before",
    }
    core = {name for name, code in ACTIONS.items() if code not in FAMILY_OF}
    assert set(events["action"]) - {""} == core - {"wait"}  # waiting is what is left, never chosen


def test_a_single_differing_bit_is_seen():
    found = Comparison()
    found.columns("series", {"x": np.array([0.0, 0.1 + 0.2])}, {"x": np.array([0.0, 0.3])})
    found.columns("series", {"x": np.array([0.0])}, {"x": np.array([-0.0])})
    found.columns("series", {"x": np.array([1])}, {"x": np.array([1.0])})
    found.columns("series", {"x": np.array([1])}, {"y": np.array([1])})
    assert len(found.differing) == 4


OUT_OF_SIGHT = {  # of what a run records
    "beliefs.evidence": lambda w: w.beliefs[1, 0],
    "hazards.gap_m": lambda w: w.hazards[0],
    "tally.margin_sum": lambda w: w.tally,
    "clock.power": lambda w: w.clock,
    "relations.trust": lambda w: w.relations[0, 3],  # not its partner
    "p.sense.look_s": lambda w: w.p.sense,
}


@pytest.mark.parametrize("when", ["on the way", "at the end"])
@pytest.mark.parametrize("where", OUT_OF_SIGHT)
def test_a_billionth_in_one_engine_alone_is_seen_wherever_it_is(monkeypatch, where, when):
    """In one step on the way, and made good before anything reads it; or after the last step."""
    step, kept = Incident.step, {}
    name = where.split(".")[-1]

    def changed_step(model):
        owner, clock = OUT_OF_SIGHT[where](model.world), model.world.clock
        if kept:
            setattr(owner, name, kept.pop(name))
        step(model)
        if (clock.step == 22) if when == "on the way" else not model.running:
            kept[name] = getattr(owner, name)
            setattr(owner, name, kept[name] + 1e-9)

    setup = sample(load("rail_yard").setup({}), 60)
    assert compare(setup, 3, 0).differing == []
    monkeypatch.setattr(Incident, "step", changed_step)
    (line,) = compare(setup, 3, 0).differing
    assert re.match(rf"{when}\.{where}: 1 of ", line)


def test_a_billionth_in_an_incident_of_a_career_is_seen(monkeypatch):
    """In the last one of its kind, after its last step, where what the team brings back is as it was."""
    step = Incident.step

    def changed_step(model):
        step(model)
        if not model.running and not model.setup.scenario.is_career:
            model.world.beliefs[1, 0].evidence += 1e-9

    setup = sample(load("careers").setup({"unit.teams": 2, "rota.calls_per_month": 3}), 60)
    monkeypatch.setattr(Incident, "step", changed_step)
    found = compare(setup, 3, 0).differing
    assert found and all(
        re.match(r"incident \d at its end\.beliefs\.evidence: 1 of ", line) for line in found
    )


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_both_engines_agree_for_two_hundred_seeds():
    script = Path(__file__).parent.parent / "prove_equality.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
