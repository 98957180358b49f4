"""Trails, signs of somebody hidden, cover, ambush and cordon: what changes what, and that each can be switched off."""

from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.engines.run import run_setup
from bondsim.laws.scent import TRAIL_ROOM
from bondsim.parameter.strain import StrainParameters
from bondsim.records import MAX_TRAIL
from bondsim.rules.strain import alertness_of, vigilance_after
from bondsim.scenario import load

CHILD = Path(__file__).parent.parent / "scenario" / "lost_child.yaml"
TRAIL_ALONE = {"baseline": "no_alarm"}
READ = {"wind": "headwind", "handler.skill_read": 1, "handler.trust": 0.99}


@lru_cache(maxsize=128)
def _outcomes(name, settings, n):
    scenario = load(name)
    block = run_block([scenario.setup(dict(settings))], np.zeros(n, int), np.arange(n), np.full(n, 31))
    return dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


def runs(settings, n=120, name="woods_ambush"):
    """Outcomes by name, always with the same luck."""
    return _outcomes(name, tuple(settings.items()), n)


def mean(outcome, settings, n=120, name="woods_ambush"):
    return float(np.nanmean(runs(settings, n, name)[outcome]))


@lru_cache(maxsize=32)
def _told(settings, n):
    scenario = load("woods_ambush")
    setup = scenario.setup(dict(settings))
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 31), Recording(events=True))
    events = [dict(zip(block.events, row, strict=True)) for row in zip(*block.events.values(), strict=True)]
    return events, dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


def told(settings, n=150):
    """Events of some runs."""
    return _told(tuple(settings.items()), n)[0]


# Trails -------------------------------------------------------------------------------------------


def test_there_is_room_for_a_trail_across_the_map():
    assert TRAIL_ROOM == MAX_TRAIL
    setup = load("woods_ambush").setup({})
    assert 1.25 * 640 * 5 / setup.p["scent"]["stride_m"] < TRAIL_ROOM


def test_an_old_trail_is_followed_by_a_veteran_and_not_by_a_novice():
    """Published target T4: at 48 hours at least .6 for a veteran, at most .3 for a novice."""
    old = TRAIL_ALONE | {"suspect.head_start_s": 48 * 3600}
    veteran, novice = (mean("tracked", old | {"dog.skill_trail": k}, 60) for k in (0.95, 0.3))
    assert veteran >= 0.6 and novice <= 0.3


def test_success_falls_with_age_and_is_nine_in_ten_up_to_four_hours():
    at = [mean("tracked", TRAIL_ALONE | {"suspect.head_start_s": h * 3600}, 100) for h in (1, 4, 24, 48)]
    assert at[0] >= 0.9 and at[1] >= 0.85
    assert at[1] >= at[2] >= at[3] and at[3] < at[1] - 0.2


def test_a_trail_that_does_not_age_is_followed_at_any_age():
    ageless = TRAIL_ALONE | {"suspect.head_start_s": 48 * 3600, "scent.trail_ageing": 0}
    assert mean("tracked", ageless, 60) > 0.9


def test_a_tired_nose_loses_the_trail_and_one_that_never_tires_does_not():
    hours = TRAIL_ALONE | {"suspect.head_start_s": 8 * 3600}
    fresh, tired = (mean("tracked", hours | {"dog.nose_start": n}, 60) for n in (0, 0.6))
    assert fresh > tired + 0.2
    untiring = hours | {"dog.nose_start": 0.6, "scent.nose_loss": 0}
    assert mean("tracked", untiring, 60) == pytest.approx(fresh, abs=0.15)


def test_a_dog_that_may_not_cast_for_long_gives_up_sooner():
    old = TRAIL_ALONE | {"suspect.head_start_s": 24 * 3600}
    short, long = (mean("tracked", old | {"scent.cast_s": s}, 60) for s in (20, 600))
    assert long > short


def test_on_an_old_trail_the_way_is_told_later():
    ages = [600, 24 * 3600]
    wrong = [mean("wrong_ways", TRAIL_ALONE | {"suspect.head_start_s": a}, 60) for a in ages]
    assert wrong[1] > wrong[0]
    told_at_once = TRAIL_ALONE | {"suspect.head_start_s": ages[1], "scent.way_span_s": 0}
    assert mean("wrong_ways", told_at_once, 60) < wrong[1], "at the next print that it smells"


def test_anticipation_quickens_the_start():
    times = [mean("deploy_s", {"dog.shifts_together": n}, 4) for n in (0, 100, 700)]
    assert times[0] == 20.0 and times == sorted(times, reverse=True)
    assert mean("deploy_s", {"dog.shifts_together": 700, "scent.cue_rate": 0}, 4) == 20.0
    misled = {"dog.shifts_together": 700, "scent.cue_followed": 0.5}
    assert mean("false_starts", misled, 200) == pytest.approx(0.25, abs=0.12)
    assert mean("false_starts", {"dog.shifts_together": 700, "scent.cue_followed": 1}, 50) == 0


# The freeze ---------------------------------------------------------------------------------------


def test_a_dog_that_is_read_and_trusted_spares_its_handler_hits():
    read, unread = (mean("handler_hit", READ | {"handler.trust": t}, 200) for t in (0.99, 0.01))
    assert read < unread - 0.04


def test_without_reading_the_freeze_is_worth_nothing():
    """Paired by luck; the intervals of four standard errors hold 0."""
    blind = {"wind": "headwind", "handler.skill_read": 0}
    with_sign = runs(blind, 300)["handler_hit"]
    without = runs(blind | {"baseline": "no_alarm"}, 300)["handler_hit"]
    gap = with_sign - without
    assert abs(gap.mean()) < 4 * max(gap.std(), 0.1) / np.sqrt(300)
    assert all(e["value"] >= 0 for e in told(blind, 30) if e["event"] == "took_cover")
    assert not any(e["event"] == "reads_dog" for e in told(blind, 30))


SILENCE = {"up_the_wind", "out_of_scent", "faint_sign", "sign_passed", "sign_too_late", "off_work"}
WENT_ON = {"outweighed", "sign_too_short", "sign_too_weak", "not_read", "not_believed"}


def counted(settings, n=150):
    """How often each event occurs in some runs."""
    return Counter(e["event"] for e in told(settings, n))


def test_a_run_says_why_the_dog_gave_no_sign_before_the_first_shot():
    """Each reason under settings that bring it about, once a run, and only where no true sign went before."""
    assert {"up_the_wind", "faint_sign", "sign_passed", "sign_too_late"} <= set(counted({}))
    behind, ahead = (counted({"wind": wind}) for wind in ("tailwind", "headwind"))
    assert behind["up_the_wind"] > 30 and not behind["out_of_scent"]
    assert not ahead["up_the_wind"] and ahead["out_of_scent"]
    unscented = counted({"scent.plume_10m": 0}, 60)
    assert unscented["out_of_scent"] and not unscented["faint_sign"]
    assert counted({"scent.freeze_at": 9})["faint_sign"] > counted({})["faint_sign"]
    assert counted({"scent.cast_s": 5}, 60)["off_work"] or counted({"baseline": "no_alarm"})["off_work"]
    assert not SILENCE & set(counted({"suspect.ambusher": False}, 60)), "nobody fires"
    for settings in ({}, {"baseline": "no_alarm"}, {"wind": "headwind"}):
        found, events = _told(tuple(settings.items()), 150)[1], counted(settings)
        unsigned = ((found["shots"] > 0) & ~(found["warning_s"] >= 0)).sum()
        assert 0.9 * unsigned <= sum(events[k] for k in SILENCE) <= unsigned


def test_a_dog_that_passes_a_sign_over_does_so_for_the_terms_of_that_moment():
    passed = [e for e in told({}) if e["event"] == "sign_passed"]
    assert passed and all(e["value"] >= 4 for e in passed)
    assert all("protect" in {e[f"why_{k}"] for k in (1, 2, 3)} for e in passed), "it weighs by then"
    careless = [e for e in told({"baseline": "no_alarm"}) if e["event"] == "sign_passed"]
    assert len(careless) > 20 and not any(e["why_1"] == "protect" for e in careless)


def test_a_run_says_why_the_handler_went_on_when_the_dog_pointed():
    usual = counted({})
    assert usual["outweighed"] and usual["sign_too_short"] and not usual["not_read"] + usual["not_believed"]
    blind, doubting = (
        counted({key: low}, 80) for key, low in (("handler.skill_read", 0), ("handler.trust", 0.01))
    )
    assert blind["not_read"] and not blind["not_believed"] and not blind["outweighed"]
    assert doubting["not_believed"] and not doubting["not_read"] and not doubting["outweighed"]
    assert counted({"dog.w_command": 0})["sign_too_weak"]
    quick = counted({"scent.react_s": 0, "scent.doubt_s": 0}, 80)
    assert quick["outweighed"] and not quick["sign_too_short"]
    assert not WENT_ON & set(counted({"scent.freeze_at": 20}, 60)), "no dog points"
    assert not (SILENCE | WENT_ON) & set(counted({"baseline": "no_dog"}, 20))
    for e in told({}):
        if e["event"] == "outweighed":
            assert e["why_1"] in ("task", "self") and e["action"] == "track"


def test_the_reasons_told_are_the_same_in_both_engines():
    setup = load("woods_ambush").setup({"baseline": "none"})
    for k in (0, 1):
        here = run_setup(setup, 31, k, "mesa", with_series=False).events
        there = run_setup(setup, 31, k, "batch", with_series=False).events
        assert (SILENCE | WENT_ON) & set(here["event"])
        for name in here:
            assert np.array_equal(here[name], there[name]), name


def test_the_wind_decides_how_far_off_the_dog_points():
    ahead, behind = (mean("freeze_m", {"wind": side}) for side in ("headwind", "tailwind"))
    assert ahead > behind + 15
    assert mean("freeze_m", {"wind": "headwind", "scent.plume_10m": 0}) == pytest.approx(behind, abs=8)


def test_every_sign_can_be_switched_off():
    nothing = {"scent.plume_10m": 0, "scent.birdsong_rate": 0, "scent.rustle_10m": 0}
    signs, no_signs = (mean("warned", settings) for settings in ({}, nothing))
    assert no_signs < 0.5 * signs
    assert mean("warned", nothing | {"scent.threat_harm": 0}) < signs


def test_a_dog_without_a_bond_points_less():
    bonded, loose = (mean("warned", {"wind": "headwind", "dog.bond": b}) for b in (0.9, 0.0))
    assert bonded > 2 * loose


def test_the_freeze_costs_arrests():
    read, unread = (mean("arrested", READ | {"handler.trust": t}) for t in (0.99, 0.01))
    assert read < unread


# The one who is followed, and the cordon ----------------------------------------------------------


def test_the_pursuit_makes_the_ambush():
    bold = {"suspect.boldness": 0.8}
    pressed, unpressed = (mean("ambushed", bold | {"perimeter.press_m": m}, 100) for m in (60, 0))
    assert pressed > 0.7 and unpressed == 0
    timid = mean("ambushed", {"suspect.boldness": 0.1}, 100)
    assert timid < pressed - 0.2
    assert mean("ambushed", bold | {"perimeter.ambush_gain": 0}, 50) == 0
    assert mean("ambushed", bold | {"suspect.ambusher": False}, 50) == 0


def test_escape_falls_with_the_units_of_the_cordon():
    shares = [mean("escaped", {"unit.count": n, "baseline": "no_dog"}, 100) for n in (0, 2, 4, 8)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0] - shares[1]) / 2 > (shares[2] - shares[3]) / 4
    leaky = {"unit.count": 8, "baseline": "no_dog", "perimeter.leak": 1, "perimeter.cordon_feared": 0}
    assert mean("escaped", leaky, 100) == mean("escaped", {"unit.count": 0, "baseline": "no_dog"}, 100)


def test_a_cordon_that_comes_late_holds_nobody():
    late = {"unit.travel_s": 7200, "baseline": "no_dog"}
    assert mean("held_at_cordon", late, 100) == 0


def test_no_dog_no_trail():
    assert np.isnan(runs({"baseline": "no_dog"}, 50)["tracked"]).all()
    assert mean("handler_hit", {"baseline": "no_dog"}, 50) == 0


# The search of an area, from YAML alone -----------------------------------------------------------


def found_after_s(settings):
    """Time until the child was found, s; the whole hour where it was not."""
    found_s = runs(settings, name=CHILD)["found_s"]
    return np.where(np.isnan(found_s), 3600.0, found_s)


def test_a_dog_on_the_wind_finds_a_lost_child_sooner_and_more_often_than_walkers():
    assert found_after_s({"searchers": "all"}).mean() < found_after_s({"searchers": "walkers"}).mean() - 200
    found = {who: mean("found", {"searchers": who}, name=CHILD) for who in ("all", "no_scent", "walkers")}
    assert found["all"] > found["no_scent"] + 0.05
    assert found["no_scent"] >= found["walkers"]
    by_dog = {who: mean("found_by_dog", {"searchers": who}, name=CHILD) for who in ("all", "no_scent")}
    assert by_dog["all"] > by_dog["no_scent"] + 0.05
    assert np.isnan(runs({"searchers": "walkers"}, name=CHILD)["found_by_dog"]).all()


def test_closer_legs_miss_less():
    for who in ("all", "walkers"):
        near, far = (mean("found", {"searchers": who, "scent.leg_m": m}, name=CHILD) for m in (30, 60))
        assert near > far


def test_a_dog_that_was_once_shot_at_points_sooner_and_more_often_where_nobody_is():
    """The vigilance that one harm leaves over the years, in the next ambush: more warnings and more false alarms."""
    p = StrainParameters()
    after_one = alertness_of(vigilance_after(p.naive, 1, p), p)
    calm, wary = (runs({"dog.vigilance": v}, 400) for v in (0, after_one))
    warned_calm, warned_wary = (np.isfinite(r["warning_s"]) for r in (calm, wary))
    assert warned_wary.sum() > 1.1 * warned_calm.sum()
    assert np.nanmean(wary["freeze_m"]) > np.nanmean(calm["freeze_m"]) + 2
    assert wary["false_freezes"].mean() > 1.1 * calm["false_freezes"].mean()
