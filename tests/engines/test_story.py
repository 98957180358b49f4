"""Runs told in words, alone and beside a twin with the same luck."""

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.replay import beside, twin
from bondsim.engines.sentences import reasons, sentence
from bondsim.engines.story import tell, tell_beside
from bondsim.laws.choose import NOTABLE
from bondsim.scenario import SettingsError
from bondsim.vocabulary import EVENTS

EVENT = {
    "t_s": 1.0,
    "event": "chose",
    "actor": "dog",
    "target": "handler",
    "action": "pull",
    "value": 0.62,
    "why_1": "protect",
    "why_1_value": 2.9,
    "why_2": "command",
    "why_2_value": -1.26,
    "why_3": "seek",
    "why_3_value": 0.04,
}


def columns(*events):
    return {name: np.array([e[name] for e in events], dtype=object) for name in EVENT}


@pytest.mark.parametrize("event", EVENTS)
def test_there_is_a_sentence_for_every_event(event):
    told = sentence(EVENT | {"event": event})
    assert len(told) > 10 and "{" not in told


def test_a_choice_is_told_with_its_probability_and_its_loudest_reasons():
    assert sentence(EVENT) == "dog decides to pull (p = 0.62): protect +2.9, command -1.3"
    quiet = {f"why_{k}_value": 0.0 for k in (1, 2, 3)}
    assert reasons(EVENT | quiet) == "nothing speaks for or against"


def test_a_choice_for_which_nothing_speaks_is_told_by_what_speaks_against_the_rest():
    of_other = {"why_1": "self of flee", "why_1_value": -1.3, "why_2": "task of flee", "why_2_value": 0.21}
    assert reasons(EVENT | of_other) == "rather than flee (self -1.3, task +0.2)"
    same = of_other | {f"why_{k}_value": 0.0 for k in (1, 2, 3)}
    assert reasons(EVENT | same) == "nothing tells it from flee"
    assert reasons(EVENT | {f"why_{k}": "" for k in (1, 2, 3)}) == "nothing else was open"


def test_reasons_are_those_of_the_choice_or_of_the_best_of_the_rest():
    chose = []
    for name, seed in (("park_standoff", 0), ("seizure_guard", 1), ("seizure_guard", 2), ("woods_ambush", 0)):
        events = bs.simulate(name, seed=seed).events
        chose += events[events.event == "chose"].to_dict("records")
    of_others = [e for e in chose if " of " in e["why_1"]]
    assert of_others and all(e["action"] != e["why_1"].partition(" of ")[2] for e in of_others)
    alone = [e for e in chose if not e["why_1"]]
    assert alone and all(e["value"] == 1.0 and "nothing else was open" in sentence(e) for e in alone)
    own = [e for e in chose if e["why_1"] and " of " not in e["why_1"]]
    assert own and all(abs(e["why_1_value"]) >= NOTABLE for e in own)


def test_what_went_before_the_first_step_is_told_in_one_line_and_a_phase_by_what_it_is():
    told = bs.simulate("alley_intercept", seed=0, engine="mesa").timeline().splitlines()
    before = [line for line in told if "have gone before" in line]
    assert before == told[:1] and "2 min" in before[0] and "dog 0." in before[0]
    assert "handler called dispatcher 120 s ago, and was heard (dispatch takes 48 s)" in before[0]
    [phase] = [line for line in told if "of the incident begins" in line]
    assert phase.endswith("phase 2 of the incident begins: care and the road, in steps of 1 s")
    at_once = bs.simulate("alley_intercept", seed=0, set={"pursuit.prelude_s": 0}, engine="mesa").timeline()
    assert "have gone before" not in at_once


def test_a_wound_beyond_help_is_named_as_what_one_dies_of():
    told = bs.simulate("alley_intercept", seed=0, engine="mesa").timeline()
    assert "handler dies of a wound that is beyond help, with 94% of its blood left" in told
    bled = bs.simulate(
        "alley_intercept", seed=2, set={"start": "wounded", "body.drive_s": 10800, "gun.flow_ml_min": 200}
    )
    assert "dog bleeds to death, with" in bled.timeline()


def test_choices_to_go_on_are_told_once_and_pulls_in_a_row_as_one():
    pulled = EVENT | {"event": "pulled"}
    events = [EVENT | {"t_s": 0.0}]
    for k in range(4):
        events += [pulled | {"t_s": 1.0 + k, "value": 0.9 + 0.1 * k}, EVENT | {"t_s": 1.5 + k}]
    assert tell(columns(*events)).splitlines() == [
        "    0.0 s  dog decides to pull (p = 0.62): protect +2.9, command -1.3",
        "    1.0 s  dog pulls handler 4 times until 4.0 s (force margin 0.90 to 1.20)",
    ]


def test_what_members_of_a_group_do_at_the_same_time_is_told_as_one():
    told = bs.simulate("city_escape", seed=1, set={"start": "at_large"}, engine="mesa").timeline()
    assert "reaches the edge of the map" in told
    assert told.count("unit_1 (and 11 more) reaches the edge of the map") == 1
    assert "unit_2 reaches" not in told


def incident(day, team, injury=0.0):
    both = EVENT | {"t_s": day * 86400.0, "actor": f"handler_{team}", "target": f"dog_{team}"}
    return [both | {"event": "called_out", "value": 1.0}, both | {"event": "incident_over", "value": injury}]


def test_incidents_in_a_row_that_leave_nobody_hurt_are_told_as_one():
    quiet = [e for day, team in ((0, 1), (3, 2), (3, 1), (9, 1)) for e in incident(day, team)]
    assert tell(columns(*quiet, *incident(11, 2, 0.4), *incident(12, 1)), in_days=True).splitlines() == [
        "day     0  4 grave incidents until day 9, and nobody is hurt",
        "day    11  handler_2 and dog_2 are called to a grave incident",
        "day    11  it is over for handler_2 and dog_2; the worst injury is 0.40",
        "day    12  handler_1 and dog_1 come back unhurt from a grave incident",
    ]


def test_two_runs_part_on_the_day_on_which_one_is_hurt_though_its_quiet_days_are_told_in_brief():
    first, second, third = (incident(day, 1) for day in (0, 3, 9))
    left = columns(*first, *second, *third)
    right = columns(*first, *second, *incident(9, 1, 0.4))
    told = tell_beside(left, right, ("as it was", "what if"), in_days=True)
    shared, parting, *rest = told.splitlines()[2:]
    assert shared.count("2 grave incidents until day 3") == 2 and "here they part, at day     9" in parting
    assert "come back unhurt" in rest[0] and any("the worst injury is 0.40" in line for line in rest)


def test_a_time_line_of_some_agents_tells_what_they_did_and_met_and_what_nobody_did():
    run = bs.simulate("rail_yard", seed=3)
    whole, part = (run.timeline(of).splitlines() for of in ((), ("responder_1", "dispatcher")))
    assert 0 < len(part) < len(whole) and set(part) <= set(whole)
    assert all("responder_1" in line or "dispatcher" in line or "the hazard" in line for line in part)
    with pytest.raises(ValueError, match="responder_3: nobody of that name takes part; did you mean"):
        run.timeline(["responder_3"])


def test_nothing_is_told_of_nothing():
    assert tell(columns()) == tell({}) == "nothing happened"


def test_a_twin_has_the_same_luck_until_the_change_tells():
    run = bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9})
    other = twin(run, {"dog.bond": 0.0})
    assert (other.seed, other.replicate, other.engine) == (run.seed, run.replicate, run.engine)
    assert other.setup.settings == {"dog.bond": 0.0}
    told = beside(run, other).splitlines()
    assert told[0].startswith("as it was") and told[0].endswith("| what if")
    [parting] = [k for k, line in enumerate(told) if "here they part" in line]
    assert parting > 2
    for line in told[2:parting]:
        left, _, right = line.partition(" | ")
        assert left.rstrip() == right.rstrip()


def test_a_twin_under_a_change_that_plays_no_part_never_parts():
    run = bs.simulate("rail_yard", seed=3)
    told = beside(run, twin(run, {"pursuit.reach_m": 2}))
    assert told.endswith("the two runs never part")


def test_a_twin_keeps_what_was_set_and_refuses_what_does_not_fit():
    run = bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": 30})
    assert twin(run, {"dog.bond": "0.3"}).setup.settings == {"dog.bond": 0.3, "train.warning_s": 30.0}
    with pytest.raises(SettingsError, match=r"did you mean 'dog\.bond'"):
        twin(run, {"dog.bonds": 0.3})
