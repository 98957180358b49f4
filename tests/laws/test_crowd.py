"""People around an aroused dog: what depends on what, in which direction, and what a switch takes away."""

import numpy as np
import pytest
from standoff import QUIET, STEPS, STRANGER, rise, runs, told


def test_without_a_dog_nothing_happens():
    found = runs({"baseline": "no_dog"}, 20)
    assert (found["duration_s"] <= 1).all() and (found["fled"] == 0).all()


def test_the_crowd_runs_and_the_child_who_is_bonded_to_the_dog_does_not():
    found = runs({})
    assert found["fled"].mean() > 1
    assert found["child_left"].mean() < 0.1
    bonded, stranger = (
        len(
            {
                e["run_index"]
                for e in told({"child.bond": b}, 60)
                if e["actor"] == "child" and e["action"] == "flee"
            }
        )
        for b in (0.8, 0)
    )
    assert stranger > bonded + 15


def test_a_child_that_the_dog_frightens_is_driven_off_and_one_bonded_to_it_hardly_ever():
    """Off is further than `crowd.away_m` from where it began to run, though the dog comes after it."""
    assert runs({})["child_left"].mean() < 0.1 < 0.8 < runs({"child.bond": 0})["child_left"].mean()
    assert rise("child_left", {"child.bond": 0.5}, {"child.bond": 0.2}, 200) > STEPS
    assert rise("child_left", {"crowd.away_m": 28}, {"crowd.away_m": 5}, 200) > STEPS
    assert runs({"child.bond": 0, "child.flees": False})["child_left"].sum() == 0


def test_a_dog_bites_a_child_with_the_scent_less_often_the_more_a_scent_weighs():
    """With the weight at 0 it does not matter for the choice whom it bites; what the scent soothes is left."""
    rest = {"dog.bond": 0, "child.relic": 0.6, "officer.trust_orders": 0.8}
    assert rise("child_bitten", rest | {"dog.w_kin": 8}, rest | {"dog.w_kin": 0}, 400) > STEPS
    bare = rest | {"child.relic": 0}
    light, heavy = (runs(bare | {"dog.w_kin": w}, 60) for w in (0, 8))
    for name in light:
        assert np.array_equal(light[name], heavy[name], equal_nan=True), name


def test_a_crowd_that_does_not_flee_stands():
    assert (runs({"civilian.flees": False, "man.flees": False, "child.flees": False}, 100)["fled"] == 0).all()


def test_a_calm_child_that_the_dog_knows_settles_it_sooner():
    for key in ("child.calmness", "child.relic", "dog.bond"):
        assert rise("calmed_s", {key: 0.9}, {key: 0.2}) > STEPS, key


def test_calm_that_tells_a_dog_nothing_settles_nothing():
    """Without ease and soothing it does not matter how calm the child is."""
    deaf = {"crowd.ease_rate": 0, "crowd.soothe_rate": 0}
    calm, stiff = (runs(deaf | {"child.calmness": c}, 60) for c in (1, 0))
    for name in calm:
        assert np.array_equal(calm[name], stiff[name], equal_nan=True), name


def test_bites_fall_with_calm_where_the_scent_is_known_and_far_less_where_it_is_not():
    """The interaction, as a ratio of risks: about six-fold against less than two-fold."""
    fixed = {"dog.bond": 0, "officer.trust_orders": 0.8}
    risk = {
        (c, m): runs(fixed | {"child.calmness": c, "child.relic": m}, 200)["bitten"].mean()
        for c in (0, 1)
        for m in (0, 0.7)
    }
    assert risk[0, 0.7] > 3 * risk[1, 0.7]
    assert risk[0, 0] < 2.5 * risk[1, 0]


def test_pulling_the_child_away_brings_bites():
    assert rise("bitten", {"man.count": 0}, {"man.count": 1}, 400) > STEPS
    assert rise("bitten", {"man.count": 1}, {"man.count": 3}, 400) > STEPS
    assert runs({"baseline": "no_tug", "man.count": 3})["tugs"].sum() == 0


def test_a_grab_that_frightens_no_dog_brings_fewer_bites():
    many = {"man.count": 3, "dog.bond": 0.6, "child.relic": 0}
    assert rise("bitten", many | {"crowd.grab": 0}, many) > STEPS


def test_a_dog_that_may_not_snap_or_threaten_does_not():
    assert runs({"dog.snaps": False}, 100)["bites"].sum() == 0
    assert runs({"dog.threatens": False}, 100)["threat_s"].sum() == 0
    actions = {e["action"] for e in told({"dog.retreats": False}) if e["actor"] == "dog"}
    assert "retreat" not in actions and "approach" in actions


def test_training_keeps_a_dog_from_biting_unordered():
    assert rise("bitten", {}, {"dog.bites_on_order_only": False}) > STEPS


def test_one_who_runs_off_is_chased_and_is_not_where_running_adds_nothing():
    runner = QUIET | STRANGER | {"child_does": "runs"}
    assert rise("child_bitten", runner | {"crowd.chase": 0}, runner | {"crowd.chase": 4}) > STEPS


def test_going_up_to_an_unknown_dog_is_no_safer_than_standing_still():
    alone = QUIET | STRANGER | {"child.calmness": 0.3}
    still, up = (
        runs(alone | {"child_does": c}, 200)["child_bitten"].mean() for c in ("stands_still", "goes_up")
    )
    assert still <= up + 0.05


def test_a_dog_left_alone_by_guns_settles():
    """With nobody to fear arousal falls with its time constant; it ends in calm, sooner the shorter that is."""
    found = runs(QUIET)
    assert found["calmed"].all()
    assert rise("calmed_s", QUIET | {"arousal.tau": 100}, QUIET) > STEPS


def test_the_dog_stands_before_the_child():
    """It comes within reach of the child and stays; the child is bitten hardly ever."""
    found = runs({"dog.bond": 0.8})
    assert np.median(found["closest_m"]) < 1.2
    assert found["child_bitten"].mean() < 0.02


@pytest.mark.parametrize("key", ["dog.bond", "child.relic"])
def test_a_dog_bites_whom_it_knows_less(key):
    rest = {"dog.bond": 0, "child.relic": 0, "officer.trust_orders": 0.8}
    assert rise("child_bitten", rest | {key: 0.8}, rest) > STEPS


def test_a_snap_hurts_one_who_is_in_reach():
    for e in told({"man.count": 3}, 60):
        if e["event"] == "snapped":
            assert e["actor"] == "dog" and e["target"] and 0 < e["value"] <= 1
