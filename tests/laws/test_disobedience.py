"""It is the choice to disobey that saves: an obedient dog, a selective one, a handler who does not call."""

import numpy as np

NEAR = {"dog.bond": 0.9, "train.warning_s": 30}


def test_a_dog_that_protects_nobody_obeys(runs):
    """Disobedience of 0.96 falls to that of chance choices; 2000 runs, standard error 0.01."""
    devoted, obedient = (runs(NEAR | {"baseline": b}, 2000) for b in ("none", "obedient_dog"))
    assert devoted["disobeyed"].mean() > 0.85
    assert obedient["disobeyed"].mean() < 0.25
    assert devoted["rescued"].mean() - obedient["rescued"].mean() > 0.4


def test_an_obedient_dog_that_is_never_called_rescues_nobody_in_time(runs):
    """Its few rescues rest on the handler calling it back; without that they are chance choices to pull."""
    uncalled = NEAR | {"baseline": "obedient_dog", "stance.call_back_rate": 0}
    assert runs(uncalled, 2000)["rescued"].mean() < 0.06
    assert runs(NEAR | {"stance.call_back_rate": 0}, 2000)["rescued"].mean() > 0.7


def test_rescue_by_an_obedient_dog_rises_with_the_rate_of_being_called(rises):
    obedient = NEAR | {"baseline": "obedient_dog"}
    assert min(rises("rescued", "stance.call_back_rate", [0, 0.01, 0.03, 0.06], obedient)) > 4


def test_disobedience_rises_with_bond(rises):
    assert min(rises("disobeyed", "dog.bond", [0, 0.3, 0.6], {"train.warning_s": 30})) > 4


def test_disobedience_is_selective(told):
    """Of a dog's decisions under the order to withdraw, few go against it with a minute left, many at the end."""
    far, near, order = [], [], {}
    for e in told({"dog.bond": 0.6, "train.warning_s": 90, "harm.distress": 0}, 300):
        if e["event"] == "ordered" and e["target"] == "dog":
            order[e["run_index"]] = e["action"]
        if e["event"] == "chose" and e["actor"] == "dog" and order[e["run_index"]] == "withdraw":
            left = 90 - e["t_s"]
            (far if left > 60 else near if left < 25 else []).append(e["action"] == "pull")
    assert len(far) > 500 and len(near) > 500
    assert np.mean(far) < 0.15 < 0.35 < np.mean(near)


def test_a_weak_bond_waits_until_the_danger_is_plain(runs):
    weak, strong = (runs({"dog.bond": b, "train.warning_s": 45}, 2000) for b in (0.4, 0.9))
    assert np.nanmedian(weak["first_disobey_s"]) > np.nanmedian(strong["first_disobey_s"]) + 5


def test_a_dog_called_to_help_no_longer_disobeys(runs):
    """A handler who calls at once turns all pulls into obedience."""
    at_once = runs(NEAR | {"stance.call_back_rate": 10, "stance.base_rate": 10})
    assert (at_once["encouraged_s"] < 3).all()
    assert at_once["disobeyed"].mean() < 0.3 < runs(NEAR)["disobeyed"].mean()
    assert at_once["dog_pulls"].mean() > 5


def test_choices_come_as_often_as_they_say(told):
    """The dog's first choice has the same options with the same probabilities in every run.

    Each of them is chosen as often as the probability told with it says: 2000 runs, standard error 0.011.
    """
    first = {}
    for e in told({"sense.notice": -20, "dog.bond": 0.4}, 2000):
        if e["event"] == "chose" and e["actor"] == "dog":
            first.setdefault(e["run_index"], e)
    for action in {e["action"] for e in first.values()}:
        chosen = [e["value"] for e in first.values() if e["action"] == action]
        assert max(chosen) - min(chosen) < 1e-12
        assert abs(len(chosen) / len(first) - chosen[0]) < 0.045
