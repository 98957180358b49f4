"""An officer down: the fight, the choice to stay, barks and the search, the way to hospital."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from bondsim.engines.batch import run_block
from bondsim.engines.mesa.model import Incident
from bondsim.laws.appraise import appraise
from bondsim.laws.weigh import utility
from bondsim.rules.choose import command_term, protect_term, seek_term, self_term, task_term
from bondsim.scenario import load
from bondsim.vocabulary import GUARD, PURSUE

GONE = {"threat": "gone", "handler.bleed_ml_min": 0, "dog.bond": 0.8}


@lru_cache(maxsize=64)
def _outcomes(settings, n):
    scenario = load("officer_down")
    setup = scenario.setup(dict(settings))
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 29))
    return dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


def runs(settings, n=250):
    """Outcomes of n runs by name."""
    return _outcomes(tuple(settings.items()), n)


def mean(outcome, settings, n=250):
    """Mean of an outcome among the runs that have it."""
    return float(np.nanmean(runs(settings, n)[outcome]))


# Guard or pursue ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("harm", "table"),
    [(0.55, (0.09, 0.19, 0.34, 0.53, 0.72, 0.85)), (0.9, None), (0.1, None)],
)
def test_guard_or_pursue_is_the_closed_form(harm, table):
    """Drive, skill, trust and gain as by default, a standing order, arousal of 0.8: temperature 0.68."""
    shares = []
    for bond in (0, 0.2, 0.4, 0.6, 0.8, 1):
        guard = protect_term(6.0, bond, 0.6 * harm) + seek_term(1.5, bond, 0.5)
        pursue = task_term(2.5, 0.8, 0.8, 0.7) + command_term(3.0, 0.8, 0.8, 0.3) + self_term(5.0, 0.7, 0.1)
        shares.append(1 / (1 + np.exp(-(guard - pursue) / 0.68)))
    if table:
        assert np.allclose(shares, table, atol=0.01)
    at = np.interp(0.5, shares, (0, 0.2, 0.4, 0.6, 0.8, 1))
    assert {0.55: abs(at - 0.57) < 0.01, 0.9: abs(at - 0.39) < 0.01, 0.1: max(shares) < 0.35}[harm]


@pytest.mark.parametrize(("bond", "closed"), [(0, 0.09), (0.4, 0.34), (0.6, 0.53), (1, 0.85)])
def test_the_law_gives_the_closed_form(bond, closed):
    """A rested dog beside a man who lies there, an attacker who runs.

    Own harm beside the partner, which the closed form leaves out, takes 0.08 of utility.
    """
    settings = {"dog.bond": bond, "dog.reserve": 1, "handler.bleed_ml_min": 0}
    scenario = load("officer_down")
    w = Incident(scenario.setup(settings), 1, 0).world
    dog, suspect = (scenario.cast.index(name) for name in ("dog", "suspect"))
    w.agents[suspect].runs = 1
    w.agents[dog].aware = 1
    appraise(w, dog)
    gap = utility(w, dog, GUARD) - utility(w, dog, PURSUE)
    assert abs(1 / (1 + np.exp(-gap / 0.68)) - closed) < 0.04


def test_more_stay_the_stronger_the_bond_and_the_wound():
    by_bond = [mean("stayed", {"dog.bond": b}, 400) for b in (0, 0.4, 0.8)]
    assert by_bond[0] + 0.1 < by_bond[1] < by_bond[2] - 0.15
    assert mean("stayed", {"dog.bond": 0.6, "handler.bleed_ml_min": 400}) > 0.1 + mean(
        "stayed", {"dog.bond": 0.6, "handler.bleed_ml_min": 0}
    )


def test_arousal_does_not_erase_the_bond():
    aroused = {"dog.arousal": 1}
    assert mean("stayed", aroused | {"dog.bond": 0.9}) > 0.35 + mean("stayed", aroused | {"dog.bond": 0})


def test_without_motives_for_the_partner_bond_changes_next_to_no_choice():
    """What is left is that a bonded dog is a little calmer beside its partner: a few runs of 400 differ."""
    shares = [mean("stayed", {"baseline": "obedient_dog", "dog.bond": b}, 400) for b in (0, 1)]
    assert abs(shares[0] - shares[1]) < 0.03


def test_a_standing_order_sends_dogs_after_him():
    assert mean("stayed", {"choice.standing_order": 0}) > 0.05 + mean("stayed", {"choice.standing_order": 1})


def test_what_is_gained_in_arrests_is_lost_in_lives():
    """Arrests fall and survival rises with the bond: 1000 runs, standard error 0.015."""
    weak, strong = ({"dog.bond": b} for b in (0, 1))
    assert mean("arrested", weak, 1000) > 0.1 + mean("arrested", strong, 1000)
    assert mean("survived", strong, 1000) > 0.08 + mean("survived", weak, 1000)


# The fight ----------------------------------------------------------------------------------------


def test_the_first_hold_disarms_more_often_with_bond_and_skill_and_less_under_blows():
    for key, levels in (("dog.bond", (0, 0.5, 1)), ("dog.skill_task", (0.2, 1)), ("fight.blow_rate", (1, 0))):
        shares = [mean("first_hold", {key: level}) for level in levels]
        assert all(x + 0.04 < y for x, y in pairwise(shares)), key


def test_bond_taken_out_of_the_grip_no_longer_holds():
    off = {"fight.release_bond": 0, "dog.protects": False, "dog.seeks": False}
    a, b = (runs(off | {"dog.bond": bond})["first_hold"] for bond in (0, 1))
    assert a.tobytes() == b.tobytes()


def test_holds_last_half_a_minute_and_minutes_in_the_story():
    evidence, story = (runs({"preset": p, "dog.bond": 0.8})["first_hold_s"] for p in ("evidence", "story"))
    assert 20 < np.nanmedian(evidence) < 60
    assert np.nanmedian(story) > 1.6 * np.nanmedian(evidence)


def test_rates_of_nothing_do_nothing():
    assert mean("disarmed", {"fight.disarm_rate": 0}) == 0
    assert mean("stabbed", {"fight.stab_rate": 0}) == 0
    assert mean("shaken_off", {"fight.release_rate": 0}) == 0
    assert mean("dog_wear_after", {"fight.blow_wear": 0}) < 0.02 < mean("dog_wear_after", {})


def test_a_dog_saves_by_holding_the_knife_arm():
    assert mean("stabbed", {"baseline": "no_dog"}) > 1 + mean("stabbed", {"dog.bond": 0.8})


def test_a_dog_beside_the_man_deters():
    """Attackers who fear dogs more run more often at once."""
    bold, cowed = ({"fight.guard_harm": h, "suspect.boldness": 0.4, "dog.bond": 1} for h in (0, 0.9))
    assert mean("stabbed", bold) > mean("stabbed", cowed) + 0.1


# Barks and the search -----------------------------------------------------------------------------


@pytest.mark.parametrize(("metres", "low", "high"), [(150, 3, 9), (420, 0.9, 1.1)])
def test_barking_cuts_the_search_within_earshot_only(metres, low, high):
    at = GONE | {"search.entry_m": metres}
    n = 200 if metres < 200 else 60
    ratio = mean("search_s", at | {"baseline": "silent_dog"}, n) / mean("search_s", at, n)
    assert low < ratio < high


def test_without_a_siren_the_dog_does_not_know_that_friends_are_there():
    at = GONE | {"search.entry_m": 150}
    assert mean("barked_s", at | {"sound.siren_db": 0}, 100) < 0.2 * mean(
        "search_s", at | {"sound.siren_db": 0}, 100
    )
    assert mean("search_s", at | {"sound.siren_db": 0}, 100) > 2 * mean("search_s", at, 100)


def test_noise_masks_and_bad_bearings_mislead():
    at = GONE | {"search.entry_m": 150}
    assert mean("search_s", at | {"sound.noise_db": 55}, 100) > 1.5 * mean(
        "search_s", at | {"sound.noise_db": 35}, 100
    )
    assert mean("search_s", at | {"search.bearing_sd_deg": 80}, 100) > 1.1 * mean("search_s", at, 100)


def test_searchers_told_of_the_place_need_no_barks():
    at = GONE | {"search.entry_m": 150, "search.told": True, "baseline": "silent_dog"}
    assert mean("search_s", at, 100) < 0.5 * mean("search_s", at | {"search.told": False}, 100)


# The way to hospital ------------------------------------------------------------------------------


def test_barking_is_worth_lives_from_end_to_end():
    """At 200 m, 1000 runs, standard error 0.02."""
    at = {"search.entry_m": 200, "dog.bond": 0.8}
    assert mean("survived", at, 1000) > 0.08 + mean("survived", at | {"baseline": "silent_dog"}, 1000)


def test_survival_falls_with_the_delay_of_being_found():
    shares = [mean("survived", {"baseline": "silent_dog", "search.entry_m": m}, 400) for m in (50, 150, 250)]
    assert shares[0] > shares[1] + 0.04 > shares[2] + 0.08


def test_a_helicopter_that_saves_less_than_six_minutes_is_not_called():
    near = {"medevac.drive_s": 600}
    flown, driven = runs(near), runs(near | {"medevac.helicopter": False})
    assert np.nansum(flown["flown"]) == 0
    assert flown["survived"].tobytes() == driven["survived"].tobytes()
    far = {"medevac.drive_s": 2700}
    assert mean("flown", far) == 1
    assert mean("survived", far, 400) > 0.03 + mean("survived", far | {"medevac.helicopter": False}, 400)


def test_nobody_comes_where_nobody_raises_the_alarm():
    alone = runs({"medevac.alarm_s": -1, "handler.bleed_ml_min": 200}, 50)
    assert alone["found"].sum() == 0 and alone["survived"].sum() == 0


def test_the_critical_hours_can_be_switched_off():
    off = {"medevac.swelling_rate_h": 0}
    assert np.nanmean(runs(off)["p_survival"]) > 0.05 + np.nanmean(runs({})["p_survival"])
