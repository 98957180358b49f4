"""Calls, dispatch, responders and traffic: help that races the same clock."""

import numpy as np
import pytest

ALONE = {"baseline": "no_dog", "train.warning_s": 60}
SURE = {"radio.p_message": 1, "radio.dispatch_sd": 0, "radio.position_sd_m": 0}
NO_BRAKES = {"radio.stops_traffic": False}


def test_where_no_message_gets_through_nobody_is_informed_and_nobody_comes(runs):
    silent = runs(ALONE | {"radio.p_message": 0})
    assert np.isnan(silent["informed_s"]).all() and np.isnan(silent["backup_s"]).all()
    assert (silent["responder_pulls"] == 0).all()


def test_calls_are_repeated_until_one_is_heard(told, runs):
    """The first call comes at once, then one every 5 s; six in ten get through at the first."""
    calls = [e for e in told(ALONE, 200) if e["event"] in ("radio_lost", "radio_heard")]
    assert {round(e["t_s"] % 5, 6) for e in calls} == {0.0}
    for run in range(200):
        mine = [e["event"] for e in calls if e["run_index"] == run]
        assert set(mine[:-1]) <= {"radio_lost"}
    first = runs(ALONE, 2000)["informed_s"] == 0
    assert abs(first.mean() - 0.6) < 0.045  # four standard errors
    assert np.nanmin(runs(ALONE | SURE)["informed_s"]) == np.nanmax(runs(ALONE | SURE)["informed_s"]) == 0


def test_dispatch_takes_a_log_normal_time_with_the_median_given(told):
    delays = [e["value"] for e in told(ALONE | {"radio.p_message": 1}, 2000) if e["event"] == "radio_heard"]
    assert len(delays) == 2000
    assert abs(np.log(np.median(delays) / 45)) < 4 * 1.25 * 0.4 / np.sqrt(2000)
    assert np.log(delays).std() == pytest.approx(0.4, abs=4 * 0.4 / np.sqrt(4000))


def test_responders_arrive_after_dispatch_and_travel_and_then_search(told):
    settings = ALONE | SURE | NO_BRAKES | {"radio.dispatch_s": 20, "responder_1.travel_s": 15}
    events = told(settings | {"radio.position_sd_m": 30}, 20)
    sent = [e for e in events if e["event"] == "dispatched" and e["target"] == "responder_1"]
    arrived = [e for e in events if e["event"] == "arrived" and e["actor"] == "responder_1"]
    assert {round(e["t_s"], 1) for e in sent} == {20.0}
    assert {round(e["t_s"], 1) for e in arrived} == {35.0}
    radius = 30 - 0.5 * 40  # nothing is left to search within sight
    assert arrived[0]["value"] == pytest.approx(np.pi * radius**2 / (20 * 2.8))


def test_a_position_that_ages_takes_longer_to_search(told):
    """What grows is the square of the error; without growth the search is that around the position told."""
    settings = ALONE | SURE | NO_BRAKES | {"radio.dispatch_s": 20, "responder_1.travel_s": 15}
    settings |= {"radio.position_sd_m": 30}

    def searched(more):
        events = told(settings | more, 20)
        return {e["value"] for e in events if e["event"] == "arrived" and e["actor"] == "responder_1"}

    radius = np.sqrt(30**2 + 2 * 5 * 35) - 0.5 * 40  # called at 0 s, there at 35 s
    (aged,) = searched({"radio.drift_m2_s": 5})
    assert aged == pytest.approx(np.pi * radius**2 / (20 * 2.8))
    (fresh,) = searched({})
    assert fresh == pytest.approx(np.pi * 10**2 / (20 * 2.8))


def test_people_cannot_help_before_dispatch_and_travel_and_mostly_do_well_after(runs):
    """P(rescued by people) is 0 where the train comes first, and nearly 1 a minute later."""
    settings = ALONE | SURE | NO_BRAKES | {"radio.dispatch_s": 30, "responder_1.travel_s": 20}
    assert runs(settings | {"train.warning_s": 45})["rescued"].mean() == 0
    assert runs(settings | {"train.warning_s": 150})["rescued"].mean() > 0.9


def test_the_dog_matters_most_before_help_can_be_there(runs):
    """The dog adds more to the rescue before dispatch and travel than a minute after."""
    settings = SURE | NO_BRAKES | {"radio.dispatch_s": 30, "responder_1.travel_s": 20, "dog.bond": 0.9}

    def added(warning):
        with_dog, without = (
            runs(settings | {"train.warning_s": warning, "baseline": b})["rescued"]
            for b in ("none", "no_dog")
        )
        return with_dog.mean() - without.mean()

    assert added(40) > 0.6
    assert added(40) > added(150) + 0.4


def test_two_responders_pull_harder_than_a_dog(runs):
    settings = ALONE | SURE | NO_BRAKES | {"radio.dispatch_s": 5, "responder_1.travel_s": 5}
    outcomes = runs(settings | {"train.warning_s": 90})
    assert (outcomes["responder_pulls"] > 0).all() and (outcomes["dog_pulls"] == 0).all()
    assert outcomes["rescued"].mean() > 0.95


def test_traffic_is_stopped_on_a_message_and_only_where_somebody_is_told_to(runs, told):
    """A slow train far away stops short; without the order it does not brake."""
    slow = ALONE | SURE | {"train.speed_m_s": 8, "train.warning_s": 60, "radio.dispatch_s": 5}
    kinds = {e["event"] for e in told(slow)}
    assert {"braking", "stopped_short"} <= kinds and "struck" not in kinds
    assert runs(slow)["rescued"].all()
    unbraked = {e["event"] for e in told(slow | NO_BRAKES)}
    assert not {"braking", "stopped_short"} & unbraked


def test_a_train_that_cannot_stop_in_time_comes_later_than_it_would(runs):
    fast = ALONE | SURE | {"train.warning_s": 60, "radio.dispatch_s": 5, "drag.assist": 0}
    braked, unbraked = runs(fast), runs(fast | NO_BRAKES)
    assert (braked["duration_s"] > unbraked["duration_s"] + 5).all()


def test_who_is_caught_after_a_first_call_calls_again(told):
    """The chase was reported at once; a handler who falls into danger reports that too."""
    chase = {"start": "pursuit", "radio.p_message": 1, "handler.boldness": 1, "handler.drive": 1}
    events = told(chase | {"pursuit.backup_s": 300, "fall.p_caught": 1, "fall.base": -2}, 60)
    caught = {e["run_index"]: e["t_s"] for e in events if e["event"] == "caught_fast"}
    assert len(caught) > 10
    for run, t in caught.items():
        heard = [e["t_s"] for e in events if e["event"] == "radio_heard" and e["run_index"] == run]
        assert heard[0] == 0 and t <= heard[1] <= t + 5.1
