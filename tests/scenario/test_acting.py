"""Keys that change nothing as things are set: which they are, why, and what switches them on."""

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.batch import run_block
from bondsim.scenario import catalogue, load
from bondsim.scenario.acting import FAMILIES, INSTEAD, NEEDS, Acting, idle_keys

CAREERS = [name for name in catalogue.names() if load(name).is_career]


def told(name, settings, *keys):
    """Reasons for which keys change nothing under some settings."""
    scenario = load(name)
    return idle_keys(scenario, keys, [scenario.parse(settings)])


@pytest.mark.parametrize(
    ("name", "settings", "key", "why", "remedy"),
    [
        ("careers", {}, "training.hours_per_week", "in_training is false for all 2", "`schooling: followed`"),
        ("careers", {}, "course.tries", "in_training is false", "`schooling: followed`"),
        ("careers", {}, "mentor.works", "in_training is false", "`schooling: followed`"),
        ("careers", {"schooling": "followed"}, "mentor.gain", "mentor.veteran_y is 100", "below 100"),
        ("careers", {}, "mourning.contagion_rate", "handler.openness_unit is 0", "above 0"),
        ("careers", {}, "woods.wind", "woods.weight is 0", "`woods.weight` above 0"),
        ("careers", {"rota.calls_per_month": 0}, "solo_rule", "rota.calls_per_month is 0", "above 0"),
        ("careers", {}, "solo_rule", "", ""),
        ("careers", {"rota.calls_per_month": 0}, "rota.call_h", "rota.calls_per_month is 0", "above 0"),
        ("careers", {"second_dog.must": True}, "mourning.take_grief", "second_dog.must is true", "false`"),
        ("careers", {}, "dog.excitability", "dog.in_training is false", "`schooling: followed`"),
        ("after_loss", {}, "strain.work_rate", "strained is false", "strained: true`"),
        ("after_loss", {}, "strain.tau_d", "", ""),
        ("after_loss", {}, "colleague.responsive", "nobody is with colleague", "in no tie"),
        ("academy", {"baseline": "no_mentor"}, "mentor.reach", "mentor.works is false", "works: true`"),
        ("academy", {"absence.trains": False}, "absence.factor", "absence.trains is false", "true`"),
        ("attention_drift", {}, "kennel.heed_interest", "kennel.heed_at is 1", "below 1"),
        ("coma_watch", {}, "ward.visit_h", "ward.visit_every_d is 0", "above 0"),
        (
            "reassignment",
            {"publicity": "silence"},
            "office.audience",
            "office.p_post is 0",
            "`publicity: wide`",
        ),
        ("reassignment", {}, "office.audience", "", ""),
    ],
)
def test_a_key_that_changes_nothing_is_told_with_what_switches_it_on(name, settings, key, why, remedy):
    found = told(name, settings, key).get(key, "")
    assert found.startswith(why) and remedy in found and bool(found) == bool(why)


@pytest.mark.parametrize("name", CAREERS)
def test_what_is_told_to_change_nothing_changes_no_outcome(name):
    """All keys that rest under the scenario's own values, at the one end of their plausible ranges and at the other."""
    scenario = load(name)
    some = {"unit.teams": 2, "unit.years": 1, "rota.calls_per_month": 2} if name == "careers" else {}
    acting, values = Acting(scenario.file, scenario.keys), scenario.values(some)
    rest = [key for key in scenario.keys.values() if acting.idle(key.name, values)]
    rest = [key for key in rest if key.name not in acting.deciding]
    assert rest
    ends = [
        {key.name: (key.range or key.options or (not key.default,))[end] for key in rest} for end in (0, -1)
    ]
    setups = [scenario.setup(some | settings) for settings in ({}, *ends)]
    for replicate in range(3):
        done = run_block(setups, np.arange(3), np.full(3, replicate), np.full(3, 4)).outcomes
        assert {run.tobytes() for run in done} == {done[0].tobytes()}


def test_the_switches_are_keys_of_the_model():
    everywhere = {key for name in CAREERS for key in load(name).keys}
    traits = {key.partition(".")[2] for key in everywhere}
    switches = [
        *FAMILIES.values(),
        *(s for table in (NEEDS, INSTEAD) for some in table.values() for s in some),
    ]
    for key in [key for switch in switches for key in switch.keys] + [*NEEDS, *INSTEAD]:
        owner, _, field = key.partition(".")
        groups = {key.partition(".")[0] for key in everywhere}
        assert key in everywhere or (owner in ("*", "own") and field in traits) or key in groups, key


def test_a_key_acts_in_an_experiment_where_it_acts_at_one_of_its_points():
    scenario = load("careers")
    points = [{"schooling": "as_certified"}, {"schooling": "followed"}]
    assert idle_keys(scenario, ["training.rate", "mentor.gain"], points[:1]).keys() == {
        "training.rate",
        "mentor.gain",
    }
    assert idle_keys(scenario, ["training.rate", "mentor.gain"], points).keys() == {"mentor.gain"}


def test_a_run_from_python_warns_of_it():
    with pytest.warns(UserWarning, match=r"training.rate changes nothing here: .*schooling: followed"):
        bs.simulate("careers", set={"training.rate": 0.001, "unit.teams": 1, "unit.years": 0.1})
