"""Duty of a unit: incidents that are played, trust by alerts, company, and lives that cannot be."""

import numpy as np
import pandas as pd
import pytest
from unit import outcomes, rises, told

from bondsim.engines.mesa.career import Career
from bondsim.engines.mesa.model import Incident
from bondsim.laws.callout import brief, debrief
from bondsim.scenario import SettingsError, load

WHOLE = {"unit.teams": 20, "unit.years": 12}


def unit(settings, n=8):
    return outcomes("careers", {"unit.teams": 10, "unit.years": 10} | settings, n)


def test_incidents_are_played_and_leave_their_mark():
    none, some, many = (unit(WHOLE | {"rota.calls_per_month": c}, 12) for c in (0, 0.5, 2))
    assert none["incidents"].sum() == none["harms"].sum() == none["left_killed"].sum() == 0
    assert rises(some["incidents"], many["incidents"]) > 12
    for outcome in ("harms", "left_killed", "rescues", "vigilance", "dogs_collapsed"):
        assert rises(some[outcome], many[outcome]) > 4, outcome
    assert rises(many["service_y"], some["service_y"]) > 4


def test_a_rule_against_pursuing_alone_saves_dogs_and_handlers():
    alone, backed = (unit(WHOLE | {"solo_rule": rule}, 16) for rule in ("his_choice", "with_backup"))
    assert (
        rises(
            backed["handlers_killed"] + backed["left_killed"], alone["handlers_killed"] + alone["left_killed"]
        )
        > 8
    )
    assert rises(alone["service_y"], backed["service_y"]) > 2


def test_what_a_day_s_incident_leaves_is_the_next_day_s_state():
    events = told(
        "careers", {"unit.teams": 5, "unit.years": 4, "rota.calls_per_month": 4}, ["dog_1.wear"], 1
    ).events
    kinds = set(events["event"])
    assert {"called_out", "incident_over", "learned_harm"} <= kinds
    assert (events["event"] == "called_out").sum() == (events["event"] == "incident_over").sum()


@pytest.mark.parametrize(("seed", "broken", "change"), [(1, 1, -0.11), (2, 0, 0.012)])
@pytest.mark.parametrize("learns", [True, False])
def test_an_order_kept_or_broken_in_an_incident_changes_the_trust_that_a_team_carries_on(
    seed, broken, change, learns
):
    """A dog that saved its handler against his order heeds the next one less, one that kept it and saved him more."""
    setup = load("careers").setup({"trust.learns": learns})
    yard = load("rail_yard").setup({"train.warning_s": 45})
    w = Career(setup).world
    h, d = (setup.scenario.cast.index(name) for name in ("handler_1", "dog_1"))
    before = w.relations[d, h].trust
    incident = Incident(yard, seed, prepare=lambda v: brief(w, v, h))
    incident.run_to_end()
    debrief(w, incident.world, h)
    assert incident.world.tally.rescued == 1 and incident["dog"].defied == broken
    assert w.relations[d, h].trust - before == pytest.approx(change if learns else 0, abs=0.002)
    again = Incident(yard, seed, prepare=lambda v: brief(w, v, h))
    entered = again.world.relations[again["dog"].index, again["handler"].index]
    assert entered.trust == w.relations[d, h].trust


def test_what_each_dog_came_through_adds_up_to_what_the_unit_did():
    """Counts and integrals are kept for each dog, day by day; the unit's are their sums."""
    retired = {"retire.age_y": 3, "retire.home": 0}  # given away, they grieve
    settings = {"unit.teams": 3, "unit.years": 2, "rota.calls_per_month": 3} | retired
    kept = ("searches", "finds", "empty_searches", "false_alerts", "rescues", "harms", "grief_d", "well_d")
    dogs = [f"{group}_{k}" for group in ("dog", "heir") for k in (1, 2, 3)]
    people = [f"handler_{k}" for k in (1, 2, 3)]
    block = told("careers", settings, [f"{one}.{name}" for one in (*dogs, *people) for name in kept])
    rows = pd.DataFrame(block.series).set_index(["agent", "day"]).sort_index()
    last = rows.groupby("agent")[list(kept)].last()
    whole = dict(zip(load("careers").outcomes, block.outcomes[0], strict=True))
    assert (rows.drop(columns="well_d").groupby("agent").diff().fillna(0)[list(kept[:-1])] >= 0).all().all()
    assert last.loc[dogs, "rescues"].sum() == whole["rescues"] > 0
    assert last.loc[dogs, "harms"].sum() == whole["harms"] > 0
    assert last["grief_d"].sum() == whole["grief_d"] > 0
    assert last.loc[dogs, "well_d"].sum() == pytest.approx(whole["welfare_d"], rel=1e-5)
    found = last.loc[dogs, ["searches", "finds", "empty_searches", "false_alerts"]].sum()
    assert found["finds"] / found["searches"] == whole["sensitivity"]
    assert found["false_alerts"] / found["empty_searches"] == whole["false_alert_share"]
    assert not last.loc[people, ["searches", "rescues", "harms"]].any().any()
    for name in kept:
        told_as = "welfare_d" if name == "well_d" else name
        assert last.loc["dog_1", name] == whole[f"dog_1_{told_as}"], name


def test_true_alerts_raise_trust_and_false_ones_lower_it():
    some = {"rota.calls_per_month": 0, "unit.years": 1, "unit.teams": 10}
    right, wrong = (
        unit(some | s)["trust"]
        for s in ({"rota.hidden_share": 1}, {"rota.hidden_share": 0, "nosework.criterion": 0.5})
    )
    still = unit(some | {"rota.search_weight": 0})["trust"]
    assert rises(still, right) > 8 and rises(wrong, still) > 8


@pytest.mark.parametrize(
    ("key", "levels", "outcome"),
    [
        ("nosework.sensitivity", (2, 4), "sensitivity"),
        ("nosework.age_loss", (2, 0), "sensitivity"),
        ("nosework.skill_loss", (3, 0), "sensitivity"),
        ("dog.skill_task", (0.4, 1), "sensitivity"),
        ("nosework.criterion", (2.5, 1), "false_alert_share"),
        ("nosework.vigilance_shift", (0, 0.6), "false_alert_share"),
        ("rota.call_h", (40, 0), "service_y"),
        ("rota.training_h", (3, 0), "service_y"),
    ],
)
def test_each_part_moves_its_outcome(key, levels, outcome):
    lower, higher = (unit({key: level})[outcome] for level in levels)
    assert rises(lower, higher) > 3


def test_dogs_in_a_kennel_bond_less_and_are_more_stressed():
    home, kennel = (unit({"keeping": k, "rota.calls_per_month": 0}) for k in ("at_home", "in_kennel"))
    assert rises(kennel["bond"], home["bond"]) > 8 and rises(home["stress"], kennel["stress"]) > 8


def test_an_old_dog_decides_the_same_way_and_cannot_move_the_body():
    """The rail yard with a dog of 3 and of 11 years, all else alike."""
    young, old = (outcomes("rail_yard", {"dog.age_y": age, "train.warning_s": 45}, 1000) for age in (3, 11))
    assert abs(np.nanmean(young["disobeyed"]) - np.nanmean(old["disobeyed"])) < 0.05
    assert rises(old["rescued"], young["rescued"]) > 8
    assert np.nanmean(old["force_margin"]) < 0.6 * np.nanmean(young["force_margin"])


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"rota.shift_h": 20}, "a day, which has 24"),
        ({"retire.age_y": 2}, "before being hired"),
        ({"dog.age_y": 14}, "no dog of 14 years"),
        ({"handler.count": 3}, "each needs a handler and a dog"),
        ({"rota.shift_h": -1}, "out of range"),
        ({"unit.teams": 21}, "each needs a handler and a dog"),
    ],
)
def test_lives_that_cannot_be_are_refused_with_a_reason(settings, reason):
    with pytest.raises(SettingsError, match=reason):
        load("careers").setup(settings)
