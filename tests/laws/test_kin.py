"""A dog that follows a remembered scent across a city: directions, limits, and what each mechanism does."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

SCENARIO = load("city_escape")
SEARCH = {"start": "at_large", "unit.count": 0}  # nobody after it
PATROL = {"start": "at_large", "source_distance": "km_3"}


@lru_cache(maxsize=128)
def _outcomes(settings, n):
    block = run_block([SCENARIO.setup(dict(settings))], np.zeros(n, int), np.arange(n), np.full(n, 23))
    return dict(zip(SCENARIO.outcomes, block.outcomes.T, strict=True))


def outcomes(settings, n=60):
    """Outcomes of n runs, by name, always with the same luck."""
    return _outcomes(tuple(sorted(settings.items())), n)


def mean(outcome, settings, n=60):
    """Mean of an outcome over the runs that have it."""
    return float(np.nanmean(outcomes(settings, n)[outcome]))


def rises(outcome, key, levels, settings, n=60):
    """Whether the mean of an outcome rises at every step of a key."""
    found = [mean(outcome, settings | {key: level}, n) for level in levels]
    return all(a < b for a, b in pairwise(found)), found


# The search ------------------------------------------------------------------------------------------


def test_the_search_succeeds_above_a_threshold_of_the_cue():
    found = [mean("found", SEARCH | {"kin.p_cue": p}) for p in (0.0, 0.03, 0.1, 0.2, 0.4)]
    assert found == sorted(found)
    assert found[0] == found[1] == 0.0 and found[3] > 0.85 and found[4] > 0.95
    assert found[2] < 0.5


def test_a_walk_that_turns_less_needs_fewer_cues():
    levels = [mean("found", SEARCH | {"kin.p_cue": 0.1, "kin.turn_sd_deg": t}) for t in (30, 48, 80)]
    assert levels[0] > levels[1] + 0.3 > levels[2] + 0.3


@pytest.mark.parametrize("p", [0.1, 0.2])
def test_nearer_sources_are_found_more_often_and_sooner(p):
    settings = SEARCH | {"kin.p_cue": p}
    places = ("km_4", "km_3", "km_2", "km_1", "m_500")
    found = [mean("found", settings | {"source_distance": d}) for d in places]
    assert all(a < b + 0.03 for a, b in pairwise(found))
    times = [mean("found_s", settings | {"source_distance": d}) for d in places]
    assert times == sorted(times, reverse=True)


def test_without_cues_or_matches_the_source_is_not_found_from_afar():
    for off in (
        {"kin.p_cue": 0},
        {"dog.heeds_kin": False},
        {"child.relic_strength": 0},
        {"dog.kin_relatedness": 0},
    ):
        assert mean("found", SEARCH | {"source_distance": "km_3"} | off, 60) == 0.0, off


def test_a_weaker_or_older_relic_leads_less_well():
    for key, levels in (("child.relic_strength", (0.2, 0.35, 0.5)), ("child.relic_age_y", (60, 30, 7))):
        is_rising, found = rises("found", key, levels, SEARCH)
        assert is_rising, (key, found)


def test_shuffled_cues_are_as_many_but_lead_elsewhere():
    far = SEARCH | {"source_distance": "km_3", "kin.near_m": 0}
    led, shuffled = (outcomes(far | {"kin.decoy": d}) for d in (False, True))
    assert led["found"].mean() > 0.95 and shuffled["found"].mean() < 0.1
    per_hour = [o["cues"].sum() / o["duration_s"].sum() for o in (led, shuffled)]
    assert per_hour[1] == pytest.approx(per_hour[0], rel=0.15)


def test_the_evidence_leaves_a_nose_of_a_hundred_metres():
    """Far off it finds as rarely as with shuffled cues; close by it finds more often, and only by the plume."""
    evidence = SEARCH | {"preset": "evidence"}
    for d in ("km_4", "km_2"):
        found = [mean("found", evidence | {"source_distance": d, "kin.decoy": x}) for x in (False, True)]
        assert max(found) <= 0.03
    close = evidence | {"source_distance": "m_100"}
    assert mean("found", close) > mean("found", close | {"kin.decoy": True}) + 0.25
    assert mean("cues", close | {"kin.near_m": 0}) == 0.0
    assert mean("found", close | {"kin.near_m": 0}) < mean("found", close) - 0.25


def test_kin_that_was_never_met_matches_less():
    met, unmet = ({"dog.kin_familiar": f} | SEARCH | {"kin.p_cue": 0.15} for f in (True, False))
    assert mean("found", met) > mean("found", unmet) + 0.1


def test_a_straighter_path_where_there_are_more_cues():
    is_rising, found = rises("straightness", "kin.p_cue", (0.0, 0.1, 0.2, 0.4), SEARCH)
    assert is_rising, found


# Those who search for it -----------------------------------------------------------------------------


def test_more_units_catch_it_more_often_and_keep_it_from_its_goal():
    caught = [mean("caught", PATROL | {"unit.count": n}, 100) for n in (0, 4, 12)]
    found = [mean("found", PATROL | {"unit.count": n}, 100) for n in (0, 4, 12)]
    assert caught[0] == 0.0 < caught[1] < caught[2]
    assert found[0] > found[1] > found[2]


def test_a_later_alarm_helps_it():
    is_rising, found = rises(
        "found", "kin.notice_s", (60, 600, 1800), PATROL | {"source_distance": "km_4"}, 150
    )
    assert is_rising, found


def test_units_that_do_not_catch_do_not_catch():
    assert mean("caught", PATROL | {"patrol.catch_per_s": 0}) == 0.0


def test_reports_of_passers_by_bring_units_closer():
    deaf = {"patrol.p_report": 0, "patrol.loudspeakers": False, "kin.p_cue": 0.1}
    told = deaf | {"patrol.p_report": 1}
    assert mean("caught", PATROL | told, 200) > mean("caught", PATROL | deaf, 200)


def test_a_stray_that_does_not_shy_away_is_caught():
    assert mean("caught", PATROL | {"kin.shy_m": 0}) > mean("caught", PATROL) + 0.3


def test_units_see_through_no_houses():
    assert mean("reports", PATROL | {"patrol.p_report": 0, "streets.sight_max_m": 0}) == 0.0


# Streets ---------------------------------------------------------------------------------------------


def test_loudspeakers_clear_the_streets():
    """Fewer near misses, fewer people met, more sent indoors; not where nobody heeds them."""
    quiet, loud, unheeded = (PATROL | s for s in ({"patrol.loudspeakers": False}, {}, {"streets.clears": 0}))
    assert mean("near_misses", loud) < 0.7 * mean("near_misses", quiet)
    assert mean("warned", loud) > 10 > mean("warned", quiet) == 0.0
    assert mean("near_misses", unheeded) == pytest.approx(mean("near_misses", quiet), rel=0.25)
    assert mean("warned", unheeded) == 0.0


def test_traffic_is_what_endangers_and_delays_it():
    settings = SEARCH | {"kin.p_cue": 0.1}
    for outcome in ("near_misses", "struck", "held_back_s"):
        is_rising, found = rises(outcome, "streets.scale", (0, 1, 4), settings)
        assert is_rising and found[0] == 0.0, (outcome, found)
    assert mean("struck", settings | {"streets.p_struck": 0}) == 0.0
    assert mean("held_back_s", settings | {"streets.gap_s": 0}) == 0.0
    killed = settings | {"streets.p_struck": 1, "streets.wear": 1}
    assert mean("dog_alive", killed) < 0.1
    assert np.nanmax(outcomes(killed)["struck"]) == 1


def test_a_bold_dog_stops_at_fewer_kerbs():
    is_falling, found = rises("held_back_s", "dog.boldness", (0.9, 0.5, 0.1), SEARCH | {"kin.p_cue": 0.1})
    assert is_falling, found


# The pen ---------------------------------------------------------------------------------------------


def test_it_leaves_more_often_the_less_it_trusts_and_the_more_it_smells():
    """Trust in the order to stay and the bond hold it; a scent and a late staff let it go."""
    for key, levels in (
        ("dog.trust", (0.9, 0.6, 0.3)),
        ("dog.bond", (0.95, 0.5, 0.0)),
        ("kin.p_cue", (0.0, 0.1, 0.4)),
        ("kin.notice_s", (5, 60, 180)),
    ):
        is_rising, left = rises("left", key, levels, {"source_distance": "m_100", "unit.count": 0}, 200)
        assert is_rising, (key, left)


def test_a_scent_matters_at_the_gate_only_by_its_weight_in_the_choice():
    far = {"source_distance": "m_500", "unit.count": 0}
    with_weight, without = (
        mean("left", far | {"kin.p_cue": 0.4} | w, 400) - mean("left", far | {"kin.p_cue": 0} | w, 400)
        for w in ({}, {"dog.w_kin": 0})
    )
    assert with_weight > 0.1 and abs(without) < 0.02


def test_latch_fence_and_order_each_hold_it():
    near = {"source_distance": "m_100", "unit.count": 0}
    assert mean("left", near | {"kin.p_latch": 0}) == 0.0
    assert mean("left", near | {"kin.fence_m": 2.4}) == 0.0
    assert mean("left", near | {"dog.age_y": 10}) == 0.0
    assert mean("left", near | {"dog.age_y": 10, "kin.fence_m": 0}) > 0.2
    assert mean("left", near | {"kin.told_to_stay": False}) > mean("left", near) + 0.2


def test_it_can_be_called_back_only_within_call():
    near = {"unit.count": 0, "kin.p_cue": 0, "kin.notice_s": 120, "dog.trust": 0.9, "kin.told_to_stay": False}
    assert mean("called_back", near | {"kin.call_m": 400}) > 0.5
    assert mean("called_back", near | {"kin.call_m": 0}) == 0.0


def test_an_obedient_dog_finds_nothing():
    assert mean("found", {"baseline": "obedient_dog", "source_distance": "km_2", "unit.count": 0}) == 0.0
    none, obedient = (
        mean("left", {"baseline": b, "source_distance": "m_100"}, 400) for b in ("none", "obedient_dog")
    )
    assert obedient < none


def test_every_event_of_the_family_happens():
    settings = (
        {},
        PATROL,
        {"kin.told_to_stay": False, "kin.call_m": 400, "kin.p_cue": 0},
        SEARCH | {"streets.p_struck": 1},
    )
    setups = [SCENARIO.setup(s) for s in settings]
    n = 60 * len(setups)
    point = np.arange(n) % len(setups)
    told = set(run_block(setups, point, np.arange(n), np.full(n, 9), Recording(events=True)).events["event"])
    assert {
        "left_pen",
        "pen_shut",
        "smelled",
        "found_kin",
        "recalled",
        "near_miss",
        "run_over",
        "killed_in_traffic",
        "met",
        "warned",
        "reported",
        "recaught",
    } <= told
