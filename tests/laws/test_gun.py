"""Two guns at four metres, a bystander behind: who is first, who is hit, what cover, armour and a body do."""

from pathlib import Path

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

SCENARIO = load(Path(__file__).parent / "data" / "duel.yaml")
ON = {"gun.stop": 1, "gun.rounds": 40}
N = 4000


def outcomes(settings, n=N):
    block = run_block([SCENARIO.setup(settings)], np.zeros(n, int), np.arange(n), np.full(n, 31))
    return dict(zip(SCENARIO.outcomes, block.outcomes.T, strict=True))


def told(settings, n=50):
    setup = SCENARIO.setup(settings)
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 31), Recording(events=True))
    names = list(block.events)
    return [dict(zip(names, row, strict=True)) for row in zip(*block.events.values(), strict=True)]


def test_who_raises_the_gun_is_first_or_ties_in_six_of_ten():
    late = outcomes(ON)["late"]
    assert late.mean() == pytest.approx(0.60, abs=4 * np.sqrt(0.24 / N))


def test_at_equal_readiness_the_answer_comes_a_little_too_late():
    """The officer is the first to be hit in 0.5 to 0.6 of all duels, in nearly all where he has to draw."""
    ready, drawing = (outcomes(ON | {"officer.gun_ready": r})["officer_first"] for r in (True, False))
    assert 0.48 < ready.mean() < 0.60
    assert drawing.mean() > 0.8
    judged = outcomes(ON | {"gun.decide_s": 0.3})["officer_first"]
    assert judged.mean() > ready.mean() + 0.05


def test_a_third_of_the_rounds_hit():
    found = outcomes({"gun.stop": 0, "gun.rounds": 6})
    rounds = found["officer_shots"].sum() + found["gunman_shots"].sum()
    hits = found["officer_scores"].sum() + found["gunman_scores"].sum()
    assert hits / rounds == pytest.approx(0.35, abs=0.015)


def test_nobody_fires_more_rounds_than_he_has_and_none_without_a_gun():
    found = outcomes({"gun.stop": 0, "gun.rounds": 3}, 300)
    assert found["gunman_shots"].max() == found["officer_shots"].max() == 3
    unarmed = outcomes({"gunman.has_gun": False}, 300)
    assert (unarmed["gunman_shots"] == 0).all() and (unarmed["officer_shots"] == 0).all()


def test_a_hit_that_stops_ends_the_shooting_of_the_one_who_is_hit():
    events = told(ON)
    for run in range(50):
        mine = [e for e in events if e["run_index"] == run]
        down = next(k for k, e in enumerate(mine) if e["event"] == "felled")
        after = [e for e in mine[down:] if e["event"] in ("hit_by_shot", "shot_missed")]
        assert all(e["actor"] != mine[down]["actor"] for e in after)


def test_armour_stops_wounds_and_not_hits():
    plain = outcomes({"gun.stop": 0, "gun.rounds": 1})
    armoured = outcomes({"gun.stop": 0, "gun.rounds": 1, "officer.armour": 0.7})
    assert (plain["officer_hit"] == armoured["officer_hit"]).all()
    assert armoured["officer_wounded"].sum() == pytest.approx(0.3 * plain["officer_wounded"].sum(), rel=0.15)
    assert not outcomes({"officer.armour": 1})["officer_wounded"].any()


def test_a_body_beyond_the_target_takes_no_round():
    assert not outcomes({})["bystander_hit"].any()


def test_the_short_step_ends_with_the_shooting():
    """Where the incident goes on, the long step begins after three seconds without a shot, or once nobody could."""
    events = told(ON)
    turns = {e["run_index"]: e["t_s"] for e in events if e["event"] == "phase"}
    assert turns
    for run, t in turns.items():
        last = max(e["t_s"] for e in events if e["run_index"] == run and "shot" in e["event"])
        assert t - last < 3.3
    assert max(turns.values()) > 3.0
