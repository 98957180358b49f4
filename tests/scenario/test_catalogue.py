"""The catalogue, and what every scenario of it promises."""

import pytest

import bondsim as bs
from bondsim.documents import MAX_BYTES
from bondsim.scenario import load, names
from bondsim.scenario.catalogue import read

ALL = [*names()]


def test_the_rail_yard_is_in_the_catalogue():
    assert "rail_yard" in names()


@pytest.mark.parametrize("name", ALL)
def test_every_scenario_reads_and_says_what_it_asks(name):
    scenario = load(name)
    assert scenario.name == name
    assert scenario.title and scenario.question.endswith("?")
    assert scenario.dt_s > 0 and scenario.max_s > scenario.dt_s
    assert len(scenario.digest) == 64


@pytest.mark.parametrize("name", ALL)
def test_every_key_has_a_kind_a_meaning_and_grounds(name):
    for key in load(name).keys.values():
        assert key.kind in ("number", "integer", "boolean", "choice")
        assert key.description and key.grounds, key.name
        assert key.parse(key.default) == key.default
        assert (key.range is not None) == (key.kind in ("number", "integer")), key.name


@pytest.mark.parametrize("name", ALL)
def test_every_outcome_has_a_meaning(name):
    for outcome in load(name).outcomes.values():
        assert outcome.description and outcome.kind in ("boolean", "number", "integer")
        assert outcome.unit or not outcome.name.endswith(("_s", "_m")), outcome.name


@pytest.mark.parametrize("name", ALL)
def test_every_option_of_every_choice_makes_a_start(name):
    scenario = load(name)
    for key in scenario.keys.values():
        for option in key.options:
            assert scenario.setup({key.name: option}).settings == {key.name: option}


def test_the_keys_that_users_build_on():
    keys = load("rail_yard").keys
    assert {"start", "baseline", "dog.bond", "train.warning_s", "drag.vigour_floor"} <= set(keys)
    assert keys["start"].options == ("trapped", "pursuit")
    assert keys["baseline"].options == ("none", "no_dog", "obedient_dog", "shuffled_bond")
    assert (keys["dog.bond"].low, keys["dog.bond"].high) == (0, 1)
    assert keys["train.warning_s"].unit == "s"


def test_a_scenario_is_read_once():
    assert load("rail_yard") is load("rail_yard")


def test_the_digest_follows_the_file_and_the_map_and_not_the_comments(written):
    same = read(written({"# A second": "# Another second"})).digest
    assert same == read(written()).digest
    assert read(written({'"~": {name: creek bed': '"~": {solid: false, name: creek bed'})).digest == same
    assert read(written({"max_s: 300": "max_s: 299"})).digest != same
    assert read(written(None, {"C": ".", "............": ".....C......"})).digest != same


def test_a_changed_file_is_read_anew(written):
    path = written()
    assert load(path).setup({}).hazards["warning_s"][0] == 60
    written({"1 min": "2 min"})
    assert load(path).setup({}).hazards["warning_s"][0] == 120


def test_a_scenario_file_of_more_than_a_megabyte_is_refused(written):
    path = written()
    path.write_text(path.read_text() + "#" * MAX_BYTES)
    with pytest.raises(ValueError, match="larger than 1,000,000 bytes"):
        read(path)


def test_the_small_scenario_has_keys_of_its_own(creek):
    assert "hiker.mass_kg" in creek.keys and "flood.warning_s" in creek.keys
    assert creek.keys["flood.warning_s"].default == 60.0
    assert creek.keys["collie.mass_kg"].default == 24.0
    assert "dog.mass_kg" not in creek.keys
    assert creek.setup({"dam": "holds"}).hazards["warning_s"][0] == 100.0


@pytest.mark.parametrize("name", ALL)
def test_every_outcome_says_what_it_is_read_from_and_its_range(name):
    table = bs.outcomes(name).set_index("outcome")
    scenario = load(name)
    assert (table["definition"] != "").all()
    assert list(table["source"]) == [".".join(outcome.of) for outcome in scenario.outcomes.values()]
    assert (table["low"][table["kind"] != "number"] == 0).all()
    assert (table["high"][table["kind"] == "boolean"] == 1).all()


@pytest.mark.parametrize("name", ["rail_yard", "hostage_recon"])
def test_no_outcome_leaves_its_range(name):
    table = bs.outcomes(name).set_index("outcome")
    for seed in range(10):
        for outcome, value in bs.simulate(name, seed=seed).outcomes.items():
            if value is not None:
                assert not value < table["low"][outcome], outcome
                assert not value > table["high"][outcome], outcome
