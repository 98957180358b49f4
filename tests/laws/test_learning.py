"""What those who went through it together learn, at the end and only then."""

import numpy as np
import pytest

import bondsim as bs

NEAR = {"dog.bond": 0.8, "train.warning_s": 30}
AFTER = {"dog_bond_after": "dog.bond", "dog_trust_after": "dog.trust", "handler_trust_after": "handler.trust"}


def test_nothing_is_learned_where_learning_is_off(runs):
    off = NEAR | {"trust.learns": False, "attachment.learns": False}
    starts = {"dog.bond": 0.8, "dog.trust": 0.8, "handler.trust": 0.6}
    for outcome, key in AFTER.items():
        assert np.allclose(runs(off)[outcome], starts[key], rtol=1e-12), outcome


def test_a_shared_rescue_gives_a_fifth_of_the_missing_bond_and_nothing_else_does(runs):
    outcomes = runs(NEAR)
    shared = (outcomes["rescued"] == 1) & (outcomes["dog_pulls"] > 0) & (outcomes["dog_alive"] == 1)
    assert 0 < shared.mean() < 1
    assert np.allclose(outcomes["dog_bond_after"][shared], 0.8 + 0.2 * 0.2)
    assert np.allclose(outcomes["dog_bond_after"][~shared], 0.8)


def test_a_rescue_makes_the_handler_trust_the_dog(runs):
    outcomes = runs(NEAR)
    shared = (outcomes["rescued"] == 1) & (outcomes["dog_pulls"] > 0)
    assert (outcomes["handler_trust_after"][shared] > 0.6).all()
    dead = outcomes["handler_alive"] == 0
    assert np.allclose(outcomes["handler_trust_after"][dead], 0.6)  # the dead learn nothing


NEVER_CALLED = {f"stance.{rate}_rate": 0 for rate in ("base", "progress", "danger", "call_back")}


def test_a_dog_that_was_called_to_help_trusts_orders_more_after_the_rescue(runs):
    outcomes = runs(NEAR | {"stance.call_back_rate": 10})
    called = (outcomes["rescued"] == 1) & (outcomes["encouraged_s"] > 0) & (outcomes["disobeyed"] == 0)
    assert called.mean() > 0.3
    assert (outcomes["dog_trust_after"][called] > 0.8).all()


def test_a_dog_trusts_orders_less_where_only_breaking_them_saved_its_handler(runs):
    outcomes = runs(NEVER_CALLED | {"train.warning_s": 30, "handler.mass_kg": 60, "dog.bond": 1})
    against = (outcomes["rescued"] == 1) & (outcomes["disobeyed"] == 1)
    assert against.mean() > 0.9
    assert (outcomes["dog_trust_after"][against] < 0.8).all()


def test_a_dog_trusts_orders_less_after_an_obeyed_one_ended_in_death(runs):
    withdrawn = NEVER_CALLED | {"train.warning_s": 20, "baseline": "obedient_dog", "dog.bond": 0}
    outcomes = runs(withdrawn)
    obeyed = (outcomes["handler_alive"] == 0) & (outcomes["dog_alive"] == 1) & (outcomes["disobeyed"] == 0)
    assert obeyed.mean() > 0.5
    assert (outcomes["dog_trust_after"][obeyed] < 0.8).all()


def test_learning_comes_last(told):
    events = told(NEAR, 30)
    for run in range(30):
        kinds = [e["event"] for e in events if e["run_index"] == run]
        learned = [k for k, kind in enumerate(kinds) if kind.startswith("learned")]
        assert learned == list(range(len(kinds) - len(learned), len(kinds)))


def test_trust_and_bond_stay_as_they_were_until_the_end():
    run = bs.simulate("rail_yard", seed=3, set=NEAR)
    dog = run.series[run.series["agent"] == "dog"]
    assert dog["bond"].iloc[:-1].nunique() == 1 and dog["trust"].iloc[:-1].nunique() == 1
    assert dog["bond"].iloc[-1] == pytest.approx(run.outcomes["dog_bond_after"])


def test_where_nobody_was_caught_nothing_is_learned(told):
    kinds = {e["event"] for e in told({"start": "pursuit", "handler.surefoot": True}, 50)}
    assert not {"learned_trust", "learned_bond"} & kinds
