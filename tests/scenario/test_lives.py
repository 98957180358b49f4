"""Lives that cannot be are refused with a reason: in a run, in an experiment, in a file of one's own."""

import re

import pytest

import bondsim as bs
from bondsim.documents import DocumentError
from bondsim.scenario import SettingsError, catalogue, load

CAREERS = [name for name in catalogue.names() if load(name).is_career]
FOLLOWED = {"schooling": "followed"}


@pytest.mark.parametrize(
    ("name", "settings", "told", "most"),
    [
        ("careers", {"rota.shift_h": 17.5}, "rota.shift_h", 17),
        ("careers", {"rota.training_h": 12}, "rota.training_h", 10),
        ("careers", {"handler.company": 0.7, "dog.company": 0.9}, "handler.company", 0.62),
        ("careers", FOLLOWED | {"training.hours_per_week": 41}, "training.hours_per_week", 45),
        ("careers", FOLLOWED | {"training.hours_per_week": 46}, "training.hours_per_week", 45),
        ("careers", FOLLOWED | {"training.play_per_week": 64}, "training.play_per_week", 63),
        ("academy", {"atlas.company": 0.97, "atlas_handler.company": 1}, "atlas.company", 0.96),
        (
            "academy",
            {"training.hours_per_week": 47, "training.sessions_per_week": 2},
            "training.hours_per_week",
            46.14,
        ),
        ("healing_visits", {"visits.hours": 17}, "visits.hours", 16.08),
        ("healing_visits", {"visits.hours": 6, "visits.most_per_week": 15}, "visits.hours", 5.36),
        ("coma_watch", {"ward.retrain_h": 9, "ward.bed_h": 0}, "ward.retrain_h", 8),
    ],
)
def test_a_day_holds_what_fills_it_and_no_more(name, settings, told, most):
    """Up to what the message says; beyond, a run and an experiment are refused with the parts of the day."""
    scenario = load(name)
    too_long = float(settings[told]) > most
    if too_long:
        with pytest.raises(SettingsError, match=r"h a day, which has 24") as refused:
            scenario.setup(settings)
        said = refused.value.problems[told]
        assert f"{told} " in said or f"{told} (" in said
        assert float(re.search(r"up to ([0-9.]+) would do", said)[1]) == pytest.approx(most, abs=0.011)
        with pytest.raises(DocumentError, match=re.escape(told) + ".*which has 24"):
            bs.Experiment(scenario=name, fix=settings)
    scenario.setup(settings | {told: most - 0.02})


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("careers", {"rota.shift_h": 24, "rota.rest_days": 7}),  # nobody ever works
        ("careers", {"handler.company": 1}),  # the dog has a quarter of the day for him
        ("careers", {"training.hours_per_week": 100}),  # nobody is in training
        ("healing_visits", {"visits.hours": 20, "visits.budget": True}),  # the handler gives up his hours
        ("healing_visits", {"visits.hours": 9, "visits.per_week": 7, "visits.step": 0}),
        ("coma_watch", {"ward.bed_h": 24, "ward.carer_h": 24}),  # who keeps it has what the bed leaves
        ("academy", {"training.hours_per_week": 40, "training.sessions_per_week": 2}),  # within their hours
    ],
)
def test_what_fits_into_a_day_is_not_refused(name, settings):
    load(name).setup(settings)


def test_all_who_visit_a_dog_share_its_day(tmp_path):
    text = (catalogue._folder() / "healing_visits.yaml").read_text()
    text = text.replace("  sire:", "  friends: {role: civilian, count: 2, partner: dog}\n  sire:")
    path = tmp_path / "many.yaml"
    path.write_text(text.replace("  child.visits: true", "  child.visits: true\n  friends.visits: true"))
    load(path).setup({"visits.hours": 5})
    with pytest.raises(SettingsError, match=r"visits.hours \(3 a day\) 18 h are 25.92 h a day"):
        load(path).setup({"visits.hours": 6})


@pytest.mark.parametrize("name", CAREERS)
def test_no_hours_and_no_rates_are_negative(name):
    """Days may be -1, which their words say is never."""
    for key in load(name).keys.values():
        if key.unit.startswith("h") or key.unit.startswith("1/") or key.unit == "min":
            assert key.low is not None and key.low >= 0, key.name
            with pytest.raises(SettingsError, match="out of range"):
                load(name).setup({key.name: -1})
        elif key.unit == "d" and key.low < 0:
            assert key.low == -1 and "-1 for n" in key.description, key.name


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("careers", {"retire.age_y": 2}, "nobody is retired at 2, before being hired; more than 2 would do"),
        ("careers", {"dog.age_y": 9, "retire.age_y": 99}, "no dog of 9 years is taken into service; up to 8"),
        ("careers", {"dog.age_y": 14}, "no dog of 14 years"),
        ("academy", {"atlas.age_y": 14}, "a dog of 14 y is not taken into training"),
        ("careers", {"handler.count": 3}, "20 teams and 3 of handler: each needs a handler and a dog"),
        ("careers", {"rota.rest_days": -1}, "out of range"),
        ("healing_visits", {"visits.hours": 25}, "0 to 24 h would do"),
        ("reassignment", {"handover.hours_new": 23, "handover.visit_h": 2}, "more than 24 hours a day"),
    ],
)
def test_lives_that_cannot_be_are_refused_in_runs_and_experiments(name, settings, said):
    with pytest.raises(SettingsError, match=said):
        load(name).setup(settings)
    with pytest.raises(DocumentError, match=said):
        bs.Experiment(scenario=name, fix=settings)


def test_only_those_that_were_set_are_told():
    with pytest.raises(SettingsError) as refused:
        load("careers").setup({"rota.shift_h": 20})
    assert list(refused.value.problems) == ["rota.shift_h"]


def test_a_unit_is_followed_for_no_longer_than_its_scenario_goes_on(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text((catalogue._folder() / "careers.yaml").read_text().replace("days: 4383", "days: 730"))
    load(path).setup({"unit.years": 1.99})
    with pytest.raises(SettingsError, match=r"goes on for 730 days; up to 1.99 would do"):
        load(path).setup({"unit.years": 3})


def test_a_team_without_a_handler_is_refused(tmp_path):
    text = (catalogue._folder() / "careers.yaml").read_text()
    path = tmp_path / "alone.yaml"
    path.write_text(text.replace("  handler: {role: handler, count: 20, partner: dog}\n", ""))
    with pytest.raises(ValueError, match=r"cast\.dog\.partner: unknown agent"):
        load(path)
