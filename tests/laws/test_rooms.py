"""A house read from outside: what looks find, what they risk, when the team goes in, what comes of it."""

from functools import lru_cache

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

ROOMS = ("kitchen", "bathroom", "study", "parlour", "landing", "guest_room")
UNHURRIED = {"rooms.escalation_rate": 0, "rooms.heard": 0}


@lru_cache(maxsize=128)
def _outcomes(settings, n):
    scenario = load("hostage_recon")
    block = run_block([scenario.setup(dict(settings))], np.zeros(n, int), np.arange(n), np.full(n, 29))
    return dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


def runs(settings, n=500):
    """Outcomes by name, always with the same luck."""
    return _outcomes(tuple(settings.items()), n)


def after(looks):
    """Settings under which the team goes in after so many looks."""
    return {"rooms.looks": looks}


def share(outcome, settings, n=500):
    return float(np.nanmean(runs(settings, n)[outcome]))


@pytest.mark.parametrize(
    ("p_hit", "p_false", "shares"),
    [
        (0.75, 0.10, (0.62, 0.78, 0.94, 1.00)),
        (0.60, 0.20, (0.39, 0.51, 0.68, 0.86)),
        (0.90, 0.05, (0.81, 0.94, 1.00, 1.00)),
    ],
)
def test_share_of_right_rooms_after_6_12_24_and_48_looks(p_hit, p_false, shares):
    sharp = UNHURRIED | {"dog.p_hit": p_hit, "dog.p_false": p_false}
    found = [share("right_room", sharp | after(n), 1000) for n in (6, 12, 24, 48)]
    assert found == pytest.approx(shares, abs=4 * 0.5 / np.sqrt(1000))


@pytest.mark.parametrize("p_hit", [0.6, 0.75, 0.9])
def test_harm_is_least_neither_at_once_nor_late(p_hit):
    harm = {n: share("harmed", {"dog.p_hit": p_hit} | after(n)) for n in (0, 9, 72)}
    assert harm[9] < harm[0] - 0.05 and harm[9] < harm[72] - 0.05


def test_better_senses_and_more_haste_inside_bring_the_entry_forward():
    for outcome in ("looks", "ordered_s"):
        senses = [
            share(outcome, {"dog.p_hit": h, "dog.p_false": f})
            for h, f in ((0.6, 0.2), (0.75, 0.1), (0.9, 0.05))
        ]
        assert senses[0] > senses[1] > senses[2]
    haste = [share("looks", {"rooms.escalation_rate": e}) for e in (0.0001, 0.0005, 0.001, 0.003)]
    assert haste == sorted(haste, reverse=True) and haste[0] > haste[-1] + 3


@pytest.mark.parametrize(
    "settings", [{"handler.trust": 0.01}, {"leader.trust_orders": 0.01}, {"handler.reading": 0}]
)
def test_a_dog_that_is_not_believed_is_worth_nothing(settings):
    """Nobody waits for looks that tell nothing, and the room is then a guess."""
    assert share("looks", settings, 1000) < 0.1
    assert share("right_room", settings, 1000) == pytest.approx(1 / 6, abs=0.034)
    at_once = share("harmed", {"stopping": "at_once"}, 1000)
    assert share("harmed", settings, 1000) == pytest.approx(at_once, abs=0.02)


def test_closed_rooms_and_lost_senses_leave_a_guess():
    shut = UNHURRIED | after(12) | {f"{room}.openness": 0 for room in ROOMS}
    assert share("right_room", shut, 1000) == pytest.approx(1 / 6, abs=0.034)
    deaf = UNHURRIED | after(12) | {"rooms.nose_kept": 0, "rooms.ear_kept": 0}
    assert share("right_room", deaf, 1000) == pytest.approx(1 / 6, abs=0.034)
    assert (runs(deaf, 1000)["false_signs"] == 0).all()
    for kept in ("rooms.nose_kept", "rooms.ear_kept"):
        one = share("right_room", UNHURRIED | after(12) | {kept: 0})
        assert 0.34 < one < share("right_room", UNHURRIED | after(12)) - 0.05


def test_a_room_that_is_likelier_from_the_start_is_named_without_a_look():
    known = share("right_room", {"stopping": "at_once", "study.prior": 25}, 1000)
    assert known == pytest.approx(25 / 30, abs=0.034)


def test_vigilance_brings_hits_and_false_alarms():
    slack, keen = (runs(UNHURRIED | after(12) | {"dog.vigilance": v}) for v in (-0.5, 1))
    assert keen["false_signs"].mean() > 2 * slack["false_signs"].mean()


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("dog.skill_obey", (1, 0.5)),
        ("dog.arousal", (0.5, 0.9)),
        ("dog.step_noise", (0, 0.5)),
        ("rooms.hear_m", (2, 15)),
    ],
)
def test_the_search_is_heard_more_often_with(key, levels):
    """Want of discipline, arousal, heavy steps, thin walls; and then hostages are harmed more often."""
    quiet, loud = (runs({key: x} | after(24), 1000) for x in levels)
    assert loud["compromised"].mean() > quiet["compromised"].mean() + 0.05
    assert loud["harmed"].mean() > quiet["harmed"].mean() + 0.01


def test_a_search_that_cannot_be_heard_is_not():
    assert (runs({"rooms.heard": 0} | after(24))["compromised"] == 0).all()


def test_an_entry_harms_as_often_as_its_room_is_wrong():
    """At once and in time: one room in six is right."""
    done = runs({"stopping": "at_once", "rooms.escalation_rate": 0}, 2000)
    wrong = 1 - done["right_room"].mean()
    assert done["harmed"].mean() == pytest.approx(
        0.05 * (1 - wrong) + 0.6 * wrong, abs=4 * 0.5 / np.sqrt(2000)
    )
    assert done["hostages_harmed"].max() > 1
    assert ((done["hostages_harmed"] > 0) == (done["harmed"] == 1)).all()


def test_one_who_turns_on_his_hostages_brings_the_team_in_at_once():
    done = runs({"stopping": "besieged"})
    turned = done["escalated"] == 1
    assert turned.mean() > 0.7
    assert not np.isnan(done["entered_s"][turned]).any() and np.isnan(done["entered_s"][~turned]).all()
    assert (done["gave_up"][~turned] == 1).all() and (done["harmed"][~turned] == 0).all()
    assert done["harmed"][turned].mean() > 0.7


def test_nobody_turns_on_them_where_the_rate_is_0_and_the_siege_ends():
    done = runs(
        {"stopping": "besieged", "rooms.heard": 0, "rooms.escalation_rate": 0, "rooms.siege_s": 600}, 100
    )
    assert (done["gave_up"] == 1).all() and (done["duration_s"] <= 602).all() and (done["harmed"] == 0).all()


def test_surprise_is_worth_something():
    spent = {"rooms.heard": 50} | after(12)
    cared = runs(spent | {"rooms.alerted_harm": 0.5, "rooms.alerted_factor": 1})["harmed"].mean()
    assert cared > runs(spent | {"rooms.alerted_harm": 0, "rooms.alerted_factor": 1})["harmed"].mean() + 0.2
    pressed = runs(spent | {"rooms.alerted_harm": 0, "rooms.alerted_factor": 10})["escalated"].mean()
    assert (
        pressed > runs(spent | {"rooms.alerted_harm": 0, "rooms.alerted_factor": 1})["escalated"].mean() + 0.1
    )


def test_without_the_dog_a_man_listens_and_finds_less():
    dog, man = runs({}), runs({"baseline": "no_dog"})
    assert man["looks"].mean() > 0.5
    assert man["right_room"].mean() < dog["right_room"].mean() - 0.2
    assert man["harmed"].mean() > dog["harmed"].mean() + 0.15


def test_weighing_time_beats_waiting_to_be_sure_where_haste_counts():
    hasty = {"rooms.escalation_rate": 0.003}
    assert share("harmed", hasty) < share("harmed", hasty | {"stopping": "when_sure"}) - 0.03


def test_the_handler_learns_what_the_dog_was_worth():
    done = runs({})
    right, wrong = (done["handler_trust_after"][done["right_room"] == x].mean() for x in (1, 0))
    assert right > 0.9 > wrong
    assert (np.abs(runs({"trust.learns": False})["handler_trust_after"] - 0.9) < 1e-12).all()


def test_the_run_is_told_with_rooms_and_reasons():
    setup = load("hostage_recon").setup({})
    told = run_block([setup], np.zeros(60, int), np.arange(60), np.full(60, 5), Recording(events=True)).events
    assert {"looked", "sign_found", "sent_in", "entered", "hostage_harmed", "turned_on"} <= set(told["event"])
    assert set(told["target"][told["event"] == "looked"]) == set(ROOMS)
    looks = (told["event"] == "chose") & (told["action"] == "look")
    assert set(told["why_1"][looks]) == {"command"}
