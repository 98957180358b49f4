"""A patient who does not wake, the dog at the bed, the monitor, the night nurse, the way back to duty."""

from functools import lru_cache

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.batch import Recording, run_block
from bondsim.rules.ward import trust_at_rest
from bondsim.scenario import load

AWAKE_SOON = {"ward.hazard_3_6": 10, "ward.conscious_rate": 5, "ward.p_independent": 1}


@lru_cache(maxsize=64)
def block(settings, n):
    setup = load("coma_watch").setup(dict(settings))
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23)).outcomes


def runs(settings, n=200):
    """Outcomes by name, always with the same luck."""
    return dict(zip(load("coma_watch").outcomes, block(tuple(settings.items()), n).T, strict=True))


def rises(lower, higher):
    """By how many standard errors of the paired difference the higher exceeds the lower."""
    difference = (higher - lower)[np.isfinite(higher) & np.isfinite(lower)]
    return difference.mean() / (max(difference.std(), 1e-12) / np.sqrt(len(difference)))


@pytest.mark.parametrize(("month", "share"), [(0, 0.54), (3, 0.48), (6, 0.33), (9, 0.19), (12, 0.07)])
def test_shares_who_wake_of_those_still_unconscious(month, share):
    first = runs({}, 4000)["first_sign_d"]
    left = ~(first < month * 30.4375)
    woke = np.isfinite(first[left]).mean()
    assert woke == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize(
    ("day", "distress"), [(1, 0.35), (3, 0.69), (7, 0.84), (30, 0.71), (60, 0.56), (91, 0.43)]
)
def test_distress_of_the_dog_left_behind(day, distress):
    """The course of separation without visit and scent, at a bond of 0.9."""
    settings = {"dog.bond": 0.9, "ward.discharge_d": 365}
    series = bs.simulate("coma_watch", set=settings).series
    dog = series[series["agent"] == "dog"].set_index("day")
    assert dog.loc[day, "distress"] == pytest.approx(distress, abs=0.05)


@pytest.mark.parametrize(("relief_d", "left"), [(1.5, (0.51, 0.14)), (365, (1, 0.99))])
def test_a_reunion_takes_distress_away_in_days(relief_d, left):
    """Together all day with one who answers, 0.43 goes to 0.22 in a day, to 0.06 in three; without relief it stays."""
    asleep = {"ward.hazard_0_3": 0, "ward.hazard_3_6": 0, "dog.bond": 0.9, "separation.relief_d": relief_d}
    settings = asleep | {"ward.discharge_d": 91, "ward.bed_h": 24, "ward.response_bed": 1}
    series = bs.simulate("coma_watch", set=settings).series
    distress = series[series["agent"] == "dog"].set_index("day")["distress"]
    assert distress[91] == pytest.approx(0.43, abs=0.03)  # its bond has faded a little by then
    assert [distress[day] / distress[91] for day in (92, 94)] == pytest.approx(left, abs=0.01)


def test_coming_home_is_a_relief_though_he_does_not_wake():
    series = bs.simulate("coma_watch", set={"ward.hazard_0_3": 0, "ward.hazard_3_6": 0}).series
    dog = series[series["agent"] == "dog"].set_index("day")
    assert dog.loc[95, "distress"] < 0.6 * dog.loc[90, "distress"]
    assert dog.loc[95, "eats"] > dog.loc[90, "eats"]
    away = bs.simulate(
        "coma_watch", set={"ward.hazard_0_3": 0, "ward.hazard_3_6": 0, "baseline": "no_dog"}
    ).series
    kept = away[away["agent"] == "dog"].set_index("day")
    assert kept.loc[95, "distress"] > 0.9 * kept.loc[90, "distress"]


def test_visits_to_one_who_does_not_respond_are_no_relief():
    plain, visits = (runs(s)["apart_distress"] for s in ({}, {"ward.visit_every_d": 7}))
    assert abs(visits.mean() - plain.mean()) < 0.05
    warm = runs({"ward.visit_every_d": 1, "ward.visit_h": 4, "ward.response_ward": 1})["apart_distress"]
    assert warm.mean() < 0.5 * plain.mean()


def test_his_scent_is_some_relief_and_delays_acceptance():
    plain, scent = (bs.simulate("coma_watch", set={"ward.scent_item": x}).series for x in (0, 1))
    plain, scent = (s[s["agent"] == "dog"].set_index("day") for s in (plain, scent))
    assert scent.loc[7, "distress"] == pytest.approx(0.75 * plain.loc[7, "distress"], rel=0.03)
    assert scent.loc[90, "accepted"] < plain.loc[90, "accepted"] - 0.08


def test_the_dog_leads_only_where_the_monitor_is_blind():
    as_is, both, none = (runs({"baseline": b}) for b in ("none", "movement_monitor", "no_monitor"))
    assert np.nanmean(as_is["lead_moves_min"]) > 10 and np.nanmean(as_is["lead_dips_min"]) < 0
    assert np.nanmean(both["lead_moves_min"]) < 0
    assert np.nanmean(none["lead_dips_min"]) > 10


def test_a_dog_notices_first_signs_sooner_and_that_hastens_what_follows():
    without, with_dog = (runs({"baseline": b, "ward.criterion": 4.2}, 500) for b in ("unheeded", "none"))
    wait = [r["noticed_d"] - np.maximum(r["first_sign_d"], 90) for r in (without, with_dog)]
    assert rises(wait[1], wait[0]) > 4
    assert with_dog["noticed_by_dog"][np.isfinite(with_dog["noticed_d"])].mean() > 0.2
    off, on = (runs({"ward.noticed_factor": f}, 500)["conscious_d"] for f in (1, 2))
    assert rises(on, off) > 4


@pytest.mark.parametrize("criterion", [3.2, 3.6, 4.0, 4.6])
def test_trust_of_the_nurse_settles_by_precision_and_collapses_below_three_quarters(criterion):
    """Movement every night, so that there are alarms to learn from; those that come too late count as false to her."""
    many = {"ward.hazard_0_3": 10, "ward.conscious_rate": 0, "ward.sign_min": 100, "ward.heeds": False}
    done = runs(many | {"ward.criterion": criterion, "ward.moves_a_night": 1}, 100)
    precision, trust = np.nanmean(done["precision"]), done["nurse_trust"].mean()
    assert trust == pytest.approx(trust_at_rest(precision, 3), abs=0.12)
    if abs(precision - 0.75) > 0.05:
        assert (trust < 0.5) == (precision < 0.75)


@pytest.mark.parametrize(
    ("key", "levels", "outcome"),
    [
        ("ward.criterion", (4.5, 3.2), "false_alarms"),
        ("ward.bond_shift", (0, 1), "false_alarms"),
        ("dog.bond", (0.2, 0.95), "false_alarms"),
        ("ward.change_harm", (0.1, 0.8), "true_alarms"),
        ("dog.skill_alert", (0, 0.9), "true_alarms"),
        ("ward.scolding", (4, 0), "true_alarms"),
        ("ward.bed_h", (4, 24), "true_alarms"),
        ("ward.change_sd", (1, 5), "true_alarms"),
        ("ward.p_woken", (0.2, 1), "followed"),
        ("nurse_to_dog.trust", (0.2, 0.9), "followed"),
        ("ward.rounds_h", (1, 4), "lead_moves_min"),
        ("ward.monitor_limit", (0.1, 0.8), "lead_dips_min"),
        ("ward.reach_min", (0.5, 5), "unattended_min"),
        ("ward.dips_a_night", (0.1, 1), "unattended_min"),
        ("dog_to_sister.bond", (0, 0.6), "sister_bond"),
        ("ward.carer_h", (4, 24), "sister_bond"),
        ("ward.appetite_loss", (0.2, 0.8), "meals_lost"),
    ],
)
def test_there_is_more_with(key, levels, outcome):
    lower, higher = (runs({key: level})[outcome] for level in levels)
    assert rises(lower, higher) > 4


def test_presence_hastens_waking_only_in_the_story():
    evidence, story, away = (
        runs(s, 1000)["first_sign_d"]
        for s in ({}, {"preset": "story"}, {"preset": "evidence", "baseline": "no_dog"})
    )
    assert np.array_equal(evidence, away, equal_nan=True)
    assert np.isfinite(story).mean() > np.isfinite(evidence).mean() + 0.02


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("handler.wear", (0.5, 0.95)),
        ("ward.tau_heal_d", (40, 120)),
        ("ward.retrain_h", (3, 0.3)),
        ("ward.savings", (3, 1)),
        ("dog.bond", (0.95, 0.05)),
        ("ward.tau_skill_d", (730, 180)),
    ],
)
def test_the_return_to_duty_takes_longer_with(key, levels):
    fast = AWAKE_SOON | (
        {} if "wear" in key or "heal" in key else {"handler.wear": 0.3, "dog.skill_obey": 0.8}
    )
    sooner, later = (runs(fast | {key: level})["duty_d"] for level in levels)
    waits = [np.where(np.isfinite(d), d, 730).mean() for d in (sooner, later)]
    assert waits[0] + 1 < waits[1]


def test_the_run_is_told():
    setup = load("coma_watch").setup(AWAKE_SOON | {"nurse_to_dog.trust": 0.95})
    told = run_block([setup], np.zeros(9, int), np.arange(9), np.full(9, 5), Recording(events=True)).events
    said = {
        "taken_home",
        "first_sign",
        "conscious",
        "independent",
        "on_duty",
        "led_to_sign",
        "false_alarm",
        "not_followed",
    }
    assert said <= set(told["event"])
