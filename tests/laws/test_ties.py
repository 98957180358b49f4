"""Ties in a career: a dog without its handler, a carer who becomes one to be missed."""

from pathlib import Path

import pytest

import bondsim as bs
from bondsim.scenario import load

APART = load(Path(__file__).parents[1] / "scenario" / "apart.yaml")


def days_of(settings=None, agent="dog"):
    series = bs.simulate(APART, set=settings or {}).series
    return series[series["agent"] == agent].set_index("day")


def test_the_two_engines_agree_day_by_day():
    for settings in ({}, {"handler.company": 0.3, "dog.bond": 0.1, "baseline": "shuffled_bond"}):
        one, two = (bs.simulate(APART, engine=e, set=settings, seed=3).series for e in ("batch", "mesa"))
        assert one.equals(two) and len(one) == 3 * 201


def test_a_series_has_a_row_per_day_and_agent():
    dog = days_of()
    assert dog.index.tolist() == list(range(201)) and (dog["t_s"] == dog.index * 86400).all()


def test_distress_follows_the_closed_form_but_for_what_the_bond_loses():
    """0.71 after a month and 0.43 after three at a bond that stays 0.9; it has faded by 2 % and 6 %."""
    dog = days_of()
    fading = dog["bond"] / 0.9
    for day, expected in ((1, 0.35), (7, 0.84), (30, 0.71), (91, 0.43)):
        assert dog.loc[day, "distress"] == pytest.approx(expected * fading[day], abs=0.01)


def test_company_keeps_a_bond_and_brings_no_distress():
    dog = days_of({"handler.company": 0.4})
    assert (dog["distress"] == 0).all() and dog["bond"].is_monotonic_increasing


def test_switches():
    assert (days_of({"separation.grieves": False})["distress"] == 0).all()
    assert (days_of({"bonding.learns": False})["bond"] == 0.9).all()


def test_the_live_model_stands_on_the_graph_of_relations():
    model = bs.model(APART)
    assert isinstance(model, bs.Career)
    assert set(model.space.G.edges) == {("dog", "handler"), ("dog", "carer")}
    assert model["dog"].cell.coordinate == "dog"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("uses: [ties]", "uses: [ties, gun]", "gun is a family of incidents"),
        ("clock: {days: 200}", "clock: {dt_s: 1, max_s: 5, days: 200}", "or `days`"),
        ("clock: {days: 200}", "clock: {dt_s: 1, max_s: 5}", "an incident needs a map"),
        ("{of: dog, to: carer}", "{of: dog, to: cat}", "unknown agent"),
        ("{of: dog, to: carer}", "{of: dog, to: handler}", "set dog.bond"),
        ("{of: dog, to: carer}", "{of: dog, to: dog}", "nobody is tied to itself"),
        ("carer: {role: civilian}", "carer: {role: civilian, at: X}", "there is no map"),
        ("dog.bond: 0.9", "carer.bond: 0.9", "unknown key"),
        ("dog.bond: 0.9", "dog.reserve: 0.9", "unknown key"),
        ("set:", "incidents: {rails: {scenario: rail_yrad}}\nset:", "rail_yard"),
        ("set:", "incidents: {walk: {scenario: last_walk}}\nset:", "a handler and a dog"),
        ("set:", "incidents: {rails: {scenario: rail_yard, set: {dog.bond: 2}}}\nset:", "0 to 1"),
        ("set:", "incidents: {dog: {scenario: rail_yard}}\nset:", "taken"),
    ],
)
def test_what_does_not_fit_a_career_is_refused(tmp_path, old, new, said):
    text = (Path(__file__).parents[1] / "scenario" / "apart.yaml").read_text()
    assert old in text
    path = tmp_path / "apart.yaml"
    path.write_text(text.replace(old, new))
    with pytest.raises(ValueError, match=said):
        load(path)
