"""A dog that leaps at a gun: where the harm goes, what each part of it does, and the road to the clinic."""

import numpy as np
import pytest

from bondsim.engines.batch import run_block
from bondsim.scenario import load

SCENARIO = load("alley_intercept")
N = 500
CACHE = {}


def runs(settings, n=N):
    key = (tuple(sorted(settings.items())), n)
    if key not in CACHE:
        block = run_block([SCENARIO.setup(settings)], np.zeros(n, int), np.arange(n), np.full(n, 41))
        CACHE[key] = dict(zip(SCENARIO.outcomes, block.outcomes.T, strict=True))
    return CACHE[key]


def change(outcome, before, after):
    """Mean paired change and its standard error."""
    d = runs(after)[outcome] - runs(before)[outcome]
    d = d[~np.isnan(d)]
    return d.mean(), max(d.std(), 1e-9) / np.sqrt(len(d))


@pytest.mark.parametrize("lead", [-0.2, 0.0, 0.1])
def test_a_late_leap_moves_the_harm_to_the_dog(lead):
    """Both bodies are counted: the handler is hit less, the dog more, and hardly fewer of the two."""
    stays, leaps = ({"dog.bond": b, "dog.lead_s": lead} for b in (0.0, 1.0))
    handler, dog, both = (change(o, stays, leaps) for o in ("handler_hit", "dog_hit", "team_hits"))
    assert handler[0] < -4 * handler[1] and dog[0] > 4 * dog[1]
    assert abs(both[0]) < 0.05 + 2 * both[1]


def test_an_early_leap_saves():
    both = change("team_hits", {"dog.bond": 0.0, "dog.lead_s": 0.4}, {"dog.bond": 1.0, "dog.lead_s": 0.4})
    assert both[0] < -0.1 and both[0] < -4 * both[1]


def test_the_handler_is_hit_first_the_less_often_the_earlier_the_dog():
    leads = (-0.2, 0.1, 0.4)
    shares = [np.nanmean(runs({"dog.bond": 1.0, "dog.lead_s": s})["handler_hit_first"]) for s in leads]
    assert shares[0] > shares[1] + 0.05 > shares[2] + 0.1
    equal = runs({"baseline": "no_dog"})["handler_hit_first"]
    assert equal.mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(N))


def test_the_leap_is_a_choice_of_the_dog():
    """It rises with the bond, falls with trust in the order to stay, and is gone where protecting plays no part."""

    def launched(settings):
        return runs(settings)["launched"].mean()

    bonds = [launched({"dog.bond": b}) for b in (0.2, 0.6, 1.0)]
    assert bonds[0] + 0.2 < bonds[1] < bonds[2]
    assert (
        launched({"dog.bond": 0.6, "dog.trust": 0.95}) < launched({"dog.bond": 0.6, "dog.trust": 0.4}) - 0.1
    )
    assert launched({"dog.bond": 1.0, "baseline": "obedient_dog"}) < 0.15


def test_turning_the_gun_on_the_dog_costs_the_dog():
    leap = {"dog.bond": 1.0, "dog.lead_s": 0.2}
    dog = change("dog_hit", leap | {"gun.reaim": 0}, leap | {"gun.reaim": 1})
    handler = change("handler_hit", leap | {"gun.reaim": 0}, leap | {"gun.reaim": 1})
    assert dog[0] > 8 * dog[1] and handler[0] < -4 * handler[1]


def test_the_dog_in_the_line_takes_rounds_and_silences_its_handler():
    leap = {"dog.bond": 1.0, "dog.lead_s": 0.2}
    none = runs(leap | {"gun.line_share": 0})
    assert not none["shielded"].any() and not none["held_fire"].any()
    assert runs(leap)["shielded"].sum() > 0 and runs(leap)["held_fire"].sum() > 0
    reckless = runs(leap | {"gun.hold_fire": 1})
    assert not reckless["held_fire"].any() and reckless["shielded"].mean() > runs(leap)["shielded"].mean()


def test_a_struggle_spoils_the_aim_and_may_cost_the_gun():
    leap = {"dog.bond": 1.0, "dog.lead_s": 0.3}
    both = change("team_hits", leap | {"gun.spoil": 0}, leap | {"gun.spoil": 1})
    assert both[0] < -0.1 and both[0] < -6 * both[1]
    assert not np.nansum(runs(leap | {"gun.drop": 0})["gun_lost"])
    assert np.nanmean(runs(leap | {"gun.drop": 0.6})["gun_lost"]) > 0.3


def test_a_vest_keeps_the_dog_from_dying_and_not_from_being_hit():
    leap = {"dog.bond": 1.0, "dog.lead_s": 0.3}
    plain, vest = runs(leap), runs(leap | {"dog.armour": 0.7})
    assert np.nanmean(vest["dog_hit"]) == pytest.approx(np.nanmean(plain["dog_hit"]), abs=0.02)
    assert vest["dog_alive"].mean() > plain["dog_alive"].mean() + 0.03


def test_care_and_the_length_of_the_road():
    """Survival falls with the way; a hand on the wound is worth most in between, and nothing at the door."""

    def survived(minutes, baseline="none"):
        settings = {"start": "wounded", "baseline": baseline, "body.drive_s": 60 * minutes}
        return runs(settings, 500)["dog_survived"]

    shares = [survived(m).mean() for m in (0, 20, 60)]
    assert shares[0] > shares[1] > shares[2]
    bare = [survived(m, "no_care").mean() for m in (0, 20, 60)]
    assert shares[1] - bare[1] > 0.1
    assert shares[0] - bare[0] < 0.05
    odds = [(1 - p) / p for p in (bare[1], shares[1])]
    assert 2 < odds[0] / odds[1] < 6


def test_a_chase_brings_the_second_car_nearer():
    at_once = runs({"start": "wounded", "pursuit.prelude_s": 0}, 300)
    chased = runs({"start": "wounded", "pursuit.prelude_s": 240}, 300)
    assert np.nanmean(chased["care_s"]) < np.nanmean(at_once["care_s"])


def test_following_alone_depends_on_the_wait_for_others():
    went = [
        runs({"start": "pursuit", "handler.drive": 1, "pursuit.backup_s": s}, 600)["went_alone"].mean()
        for s in (20, 60, 240)
    ]
    assert went[0] + 0.1 < went[1] < went[2] - 0.1
