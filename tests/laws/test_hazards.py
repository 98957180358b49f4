"""Hazards approach, strike whom they reach, pass; they decide nothing."""

import numpy as np
import pytest

import bondsim as bs

HELPLESS = {"baseline": "no_dog", "radio.p_message": 0}


@pytest.mark.parametrize("warning", [8, 45, 90])
def test_the_train_comes_when_the_warning_has_run_out(told, warning):
    """Within a step of `train.warning_s` after the boot was caught, and passes with its whole length."""
    events = told(HELPLESS | {"train.warning_s": warning})
    struck = [e["t_s"] for e in events if e["event"] == "struck"]
    passed = [e["t_s"] for e in events if e["event"] == "passed"]
    assert len(struck) == len(passed) == 20
    assert np.allclose(struck, warning, atol=0.11)
    assert np.allclose(passed, warning + 100 / 24.6, atol=0.11)


def test_the_warning_counts_from_the_moment_the_boot_is_caught(told):
    chase = {"start": "pursuit", "fall.base": 0, "fall.p_caught": 1, "handler.boldness": 1}
    events = told(HELPLESS | chase | {"pursuit.backup_s": 600}, 60)
    caught = {e["run_index"]: e["t_s"] for e in events if e["event"] == "caught_fast"}
    passed = {e["run_index"]: e["t_s"] for e in events if e["event"] == "passed"}
    assert len(caught) > 20 and min(caught.values()) > 0
    for run, t in caught.items():
        assert passed[run] - t == pytest.approx(45 + 100 / 24.6, abs=0.3)


def test_it_strikes_everybody_within_its_width_and_nobody_else():
    """The handler dies on the track; the dog, which withdrew four metres, does not."""
    settings = {"train.warning_s": 20, "baseline": "obedient_dog", "stance.call_back_rate": 0}
    obeyed = [bs.simulate("rail_yard", seed=s, set=settings) for s in range(8)]
    for run in obeyed:
        last = run.series.groupby("agent").last()
        track = last.loc["handler", "y_m"]
        for agent in ("handler", "dog"):
            near = abs(last.loc[agent, "y_m"] - track) < 0.5
            assert run.outcomes[f"{agent}_alive"] == (not near)
    assert any(run.outcomes["dog_alive"] for run in obeyed)


def test_a_wider_hazard_is_harder_to_leave(rises):
    settings = {"dog.bond": 0.9, "train.warning_s": 30, "drag.slip_m": 0.4}
    assert min(rises("rescued", "train.clear_m", [3, 1.5, 0.6], settings | {"train.half_width_m": 4})) > 4


def test_alarm_rises_as_the_train_comes_nearer_once_it_is_noticed():
    run = bs.simulate("rail_yard", seed=4, set=HELPLESS | {"sense.notice": -20})
    handler = run.series[(run.series["agent"] == "handler") & (run.series["alive"] == 1)]
    harm = handler["own_harm"].to_numpy()[10:-1]
    assert (np.diff(harm[::10]) >= 0).all()
    assert harm[0] < 0.3 < 0.9 < harm[-1]


def test_what_is_not_noticed_does_not_alarm():
    run = bs.simulate("rail_yard", seed=4, set=HELPLESS | {"sense.criterion": 5, "sense.gain": 0})
    assert (run.series["own_harm"] == 0).all()


def test_a_louder_hazard_is_noticed_sooner(told):
    def noticed(signal):
        events = told(HELPLESS | {"train.signal_100m": signal, "train.warning_s": 60}, 200)
        return np.mean([e["t_s"] for e in events if e["event"] == "noticed" and e["actor"] == "handler"])

    assert noticed(100) + 2 < noticed(10) < noticed(2)


def test_a_dog_whose_partner_is_in_danger_notices_it_sooner_the_more_it_is_bonded(told):
    def noticed(bond):
        events = told({"dog.bond": bond, "train.warning_s": 60, "sense.bond_shift": 1.5}, 300)
        return np.mean([e["t_s"] for e in events if e["event"] == "noticed" and e["actor"] == "dog"])

    assert noticed(1) + 1 < noticed(0)
