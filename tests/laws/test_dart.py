"""A ring of dart guns: what depends on what, in which direction, and what a switch takes away."""

import itertools

import numpy as np
from standoff import STEPS, rise, runs, told

TABLE = {"dog.bond": 0.6, "child.relic": 0, "officer.trust_orders": 0.8}


def test_darting_falls_with_trust_in_the_order_and_rises_with_its_delay_and_the_guns():
    for key, levels in (
        ("officer.trust_orders", [0.99, 0.6, 0.01]),
        ("dart.order_delay_s", [0, 20, 80]),
        ("officer.count", [1, 6, 12]),
    ):
        steps = [
            rise("darted", TABLE | {key: a}, TABLE | {key: b}, 300) for a, b in itertools.pairwise(levels)
        ]
        assert (
            min(steps) > 2 and rise("darted", TABLE | {key: levels[0]}, TABLE | {key: levels[-1]}, 300) > 8
        ), key


def test_darting_falls_with_the_dogs_bond_to_the_child_and_the_childs_calm():
    assert rise("darted", TABLE, TABLE | {"dog.bond": 0}) > STEPS
    assert rise("darted", TABLE, TABLE | {"child.calmness": 0}) > STEPS


def test_where_nobody_orders_trust_does_not_matter():
    unled = TABLE | {"baseline": "no_order"}
    some, none = (runs(unled | {"officer.trust_orders": t}, 100) for t in (0.99, 0.01))
    for name in some:
        assert np.array_equal(some[name], none[name], equal_nan=True), name


def test_without_order_and_trust_darting_does_not_run_away():
    """Guns frighten the dog, a frightened dog draws guns: still some of the stand-offs end in calm."""
    worst = runs(TABLE | {"baseline": "no_order", "officer.trust_orders": 0.01}, 300)
    assert 0.4 < worst["darted"].mean() < 0.8
    assert (worst["calmed"] > worst["darted"]).any()


def test_no_rate_no_dart():
    found = runs({"dart.rate": 0}, 100)
    assert found["darted"].sum() == found["fired"].sum() == 0


def test_a_higher_threat_draws_fire_and_does_not_where_fire_is_blind():
    assert rise("darted", {"dart.threat_gain": 0}, {}) > STEPS


def test_guns_that_frighten_nobody_let_the_dog_settle_sooner():
    unled = TABLE | {"baseline": "no_order"}
    assert rise("calmed_s", unled | {"dart.gun_harm": 0}, unled) > STEPS


def test_people_in_the_line_of_fire_hold_it():
    assert rise("darted", TABLE, TABLE | {"dart.clear_m": 0}, 600) > 2
    assert rise("darted", TABLE | {"dart.clear_m": 3}, TABLE, 600) > STEPS


def test_a_dart_does_not_stop_an_attack_in_time():
    """The drug needs minutes, in which the dog bites; one that works at once leaves no such bites."""
    fierce = {"dog.bond": 0, "child.relic": 0, "baseline": "no_order"}
    slow = runs(fierce, 200)
    assert (slow["bites_after_dart"] > 0).mean() > 0.02
    at_once = runs(fierce | {"dart.onset_low_s": 0, "dart.onset_high_s": 0, "dart.full_s": 0}, 200)
    assert at_once["bites_after_dart"].sum() == 0


def test_a_darted_dog_sleeps_between_ten_and_fifteen_minutes_after_the_dart():
    found = runs({"dog.bond": 0, "child.calmness": 0, "child.relic": 0, "baseline": "no_order"}, 200)
    slept = found["asleep_s"] - found["darted_s"]
    assert np.nanmin(slept) >= 600 and np.nanmax(slept) <= 901 and np.isfinite(slept).sum() > 50


def test_one_dart_ends_the_firing_and_the_guns_go_down():
    hit_at = {}
    for e in told({"baseline": "no_order"}, 60):
        if e["event"] == "darted":
            hit_at.setdefault(e["run_index"], e["t_s"])
        if e["event"] == "fired" and e["run_index"] in hit_at:
            assert e["t_s"] <= hit_at[e["run_index"]]
        if e["event"] == "chose" and e["action"] == "aim" and e["run_index"] in hit_at:
            assert e["t_s"] <= hit_at[e["run_index"]]
    assert len(hit_at) > 10


def test_the_order_comes_at_its_time_and_is_weighed_after_a_lag():
    lags = []
    for e in told({"dart.order_delay_s": 12}, 100):
        if e["event"] == "called_down":
            assert e["t_s"] == 12 and e["actor"] == "handler"
        if e["event"] == "ordered":
            lags.append(e["t_s"] - 12)
    assert min(lags) >= 1 and abs(np.mean(lags) - 8.0) < 1.5


def test_a_ring_of_nobody_does_nothing():
    found = runs({"officer.count": 0}, 60)
    assert found["guns_up_s"].sum() == 0
