"""Wounds, first aid and the road to care, on a roadside with a dog, a handler and a second car."""

from pathlib import Path

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

SCENARIO = load(Path(__file__).parent / "data" / "roadside.yaml")
RATE = 145 / (60 * 85 * 38.6)  # 1/s, of the dog's wound
ALONE = {"handler.present": False, "radio.p_message": 0}
HELPED = {"pursuit.backup_s": 60, "handler.drive": 0, "helper.travel_s": 10}


def outcomes(settings, n=400):
    block = run_block([SCENARIO.setup(settings)], np.zeros(n, int), np.arange(n), np.full(n, 23))
    return dict(zip(SCENARIO.outcomes, block.outcomes.T, strict=True))


def told(settings, n=20):
    setup = SCENARIO.setup(settings)
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23), Recording(events=True))
    names = list(block.events)
    return [dict(zip(names, row, strict=True)) for row in zip(*block.events.values(), strict=True)]


def test_without_help_it_dies_when_its_own_limit_is_reached():
    """Exponential loss, across two phases with steps of 0.5 s and 1 s; the limit is drawn once for each body."""
    found = outcomes(ALONE)
    assert not found["alive"].any() and np.isnan(found["aid_s"]).all()
    expected = np.log(1 / found["limit"]) / RATE
    assert np.abs(found["duration_s"] - expected).max() <= 2.0
    assert np.abs(np.median(found["limit"]) - 0.55) < 4 * 1.25 * 0.04 * 1.81 / 20


def test_without_bleeding_nothing_happens():
    found = outcomes(ALONE | {"body.bleeds": False})
    assert found["alive"].all() and (found["blood"] == 1).all()


def test_a_hand_on_the_wound_slows_the_loss_to_the_share_that_it_leaves():
    """The handler presses from the first step and nobody drives: the loss is that of 0.3 of the flow."""
    found = outcomes({"body.transports": False, "radio.p_message": 0, "handler.w_command": 0}, 200)
    assert (found["aid_s"] <= 0.5).all()
    expected = np.log(1 / found["limit"]) / (0.3 * RATE)
    assert np.abs(found["duration_s"] / expected - 1).max() < 0.05  # a lapse now and then
    clumsy = outcomes({"body.transports": False, "radio.p_message": 0, "handler.skill_aid": 0.5}, 200)
    assert clumsy["duration_s"].mean() < 0.7 * found["duration_s"].mean()


def test_alone_one_drives_off_and_the_wound_bleeds_on_the_way():
    """No call gets through: in most runs the handler lifts the dog at once and is gone within the loading time."""
    events = told({"radio.p_message": 0})
    assert {e["event"] for e in events} >= {"lifted", "set_off"}
    early = {e["run_index"] for e in events if e["event"] == "set_off" and e["t_s"] < 30}
    pressed = {e["run_index"] for e in events if e["event"] == "pressed"}
    assert len(early) > 10 and len(pressed) < 10


def test_where_help_is_near_one_presses_and_the_other_drives():
    events = told(HELPED | {"body.drive_s": 1800, "pursuit.backup_s": 30})
    drivers = {e["actor"] for e in events if e["event"] == "set_off"}
    assert drivers <= {"helper", "handler"} and drivers
    found = outcomes(HELPED | {"body.drive_s": 1800})
    assert np.nanmean(found["care_s"]) > 1800


@pytest.mark.parametrize(("low", "high"), [({"body.drive_s": 300}, {"body.drive_s": 5400})])
def test_a_longer_way_to_care_never_helps(low, high):
    near, far = outcomes(low)["alive"], outcomes(high)["alive"]
    assert near.mean() > far.mean() + 0.5 and (near >= far).all()


def test_care_ends_the_bleeding_and_the_run():
    found = outcomes({"body.drive_s": 60})
    assert found["in_care"].all() and found["alive"].all()
    assert (found["duration_s"] - found["care_s"] <= 1.0).all()


def test_loss_of_blood_takes_strength_then_consciousness():
    events = told(ALONE)
    kinds = [e["event"] for e in events if e["actor"] == "dog"]
    assert kinds.index("fainted") < kinds.index("bled_to_death")
    fainted = [e for e in events if e["event"] == "fainted"]
    assert all(0.6 < e["value"] <= 0.65 for e in fainted)
