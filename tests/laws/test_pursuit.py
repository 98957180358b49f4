"""The chase that may lead to the rails: who goes, who falls, who is held."""

import numpy as np
import pytest

CHASE = {"start": "pursuit"}
GOES = CHASE | {"handler.drive": 1, "pursuit.backup_s": 300}


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("pursuit.backup_s", [10, 60, 300]),
        ("handler.drive", [0.2, 0.5, 1.0]),
        ("handler.wear", [0.8, 0.4, 0]),
        ("weather.temperature_c", [-20, 10]),
        ("handler.boldness", [0.2, 0.9]),
        ("pursue.exposure", [0.3, 0]),
        ("handler.gain_pursue", [0.3, 0.9]),
        ("pursuit.escape_rate", [1 / 600, 1 / 60]),
    ],
)
def test_going_alone_is_chosen_more_often_with(rises, key, levels):
    """Backup far off, the wish to prove himself, a sound leg, warmth, boldness, a suspect who gets away."""
    assert min(rises("went_alone", key, levels, CHASE)) > 4


def test_the_best_policy_flips_where_waiting_costs_as_much_as_the_risk(runs):
    """Indifferent when exp(-rate * backup) = P(catch) - cost: there half of all handlers go.

    For a leg that does not fail, cost = 5 (1 - boldness) exposure / (2.5 drive) = 0.1 at drive 0.8: backup
    after 120 ln(1 / 0.5) = 83 s; a reserve spent to 1 - 0.2 * effort would shift it, so effort is left out.
    """
    settings = CHASE | {"handler.surefoot": True, "pursue.effort": 0}
    at, sooner, later = (
        runs(settings | {"pursuit.backup_s": t}, 2000)["went_alone"].mean() for t in (83.2, 40, 160)
    )
    assert at == pytest.approx(0.5, abs=0.045)  # four standard errors
    assert sooner < 0.4 and later > 0.6


def test_a_standing_order_to_wait_holds(runs):
    free, ordered = (runs(GOES | {"pursuit.no_solo": x}) for x in (False, True))
    assert ordered["went_alone"].mean() < 0.25 < 0.6 < free["went_alone"].mean()


def test_falls_rise_with_wear_cold_and_ice(rises):
    """Among handlers who go whatever the risk; counted over all crossings of rails."""
    reckless = GOES | {"handler.boldness": 1}
    assert min(rises("falls", "handler.wear", [0, 0.6], reckless)) > 4
    assert min(rises("falls", "weather.temperature_c", [10, -5, -20], reckless)) > 4
    assert min(rises("falls", "ground.ice", [False, True], reckless)) > 4


def test_nobody_is_caught_without_a_fall_and_who_is_sure_of_foot_does_not_fall(runs):
    outcomes = runs(GOES, 2000)
    assert (outcomes["falls"][outcomes["trapped"] == 1] >= 1).all()
    assert 0 < outcomes["trapped"].mean() < 1
    sure = runs(GOES | {"handler.surefoot": True})
    assert (sure["falls"] == 0).all() and (sure["trapped"] == 0).all()


def test_half_of_the_falls_leave_the_boot_caught(runs):
    """At `fall.p_caught` 0.5; a fall that does not may be followed by another."""
    outcomes = runs(GOES, 2000)
    falls = outcomes["falls"].sum()
    assert outcomes["trapped"].sum() / falls == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(falls))
    assert (runs(GOES | {"fall.p_caught": 0})["trapped"] == 0).all()
    always = runs(GOES | {"fall.p_caught": 1})
    assert (always["trapped"] == (always["falls"] > 0)).all()


def test_rescue_is_missing_where_nobody_was_caught(runs):
    outcomes = runs(GOES, 2000)
    assert (np.isnan(outcomes["rescued"]) == (outcomes["trapped"] == 0)).all()
    assert (np.isnan(outcomes["disobeyed"]) == (outcomes["trapped"] == 0)).all()


def test_a_chase_ends_with_the_suspect_held_or_gone(runs):
    outcomes = runs(CHASE, 2000)
    ended = outcomes["arrested"] + outcomes["escaped"]
    assert (ended[outcomes["trapped"] == 0] == 1).all()
    assert (ended <= 1).all()


def test_a_suspect_who_cannot_outrun_anybody_is_held(runs):
    slow = GOES | {"suspect.speed_m_s": 1, "suspect.critical_speed_m_s": 1, "handler.surefoot": True}
    went = runs(slow)["went_alone"] == 1
    assert runs(slow)["arrested"][went].mean() > 0.9


def test_the_dog_goes_with_its_handler(told):
    """A handler who goes sends the dog, one who holds back keeps it at his side."""
    orders = {"pursue": set(), "hold": set()}
    for e in told(CHASE, 100):
        if e["event"] == "chose" and e["actor"] == "handler":
            chosen = e["action"]
        if e["event"] == "ordered" and e["actor"] == "handler" and e["target"] == "dog" and e["t_s"] == 0:
            orders[chosen].add(e["action"])
    assert orders == {"pursue": {"pursue"}, "hold": {"guard"}}
