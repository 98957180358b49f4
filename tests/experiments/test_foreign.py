"""A config may name any file of its folder: messages tell no line of one that is no table and no experiment."""

import re

import pytest

from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan
from bondsim.scenario import load

YARD = "scenario: rail_yard\n"
SECRET = re.compile("hush|0x5ec|0777")


@pytest.fixture
def told(tmp_path):
    """`told(config, **files)`: the problems of a config beside such files, without the folder."""

    def problems(config, **files):
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text)
        (tmp_path / "rails.yaml").write_text(config)
        with pytest.raises(DocumentError) as refused:
            Plan.load(tmp_path / "rails.yaml")
        return [each.replace(f"{tmp_path}/", "") for each in refused.value.problems]

    return problems


@pytest.mark.parametrize(
    "text",
    [
        "the hush line\nanother hush\n",
        "hush one,hush two\n0777,0x5ec\n",
        "hush,hush\n1,2\n",
        "hush\n0777\n",
        "hush,hush2,hush3\nhush,1\n",
    ],
)
def test_a_file_that_is_no_table_is_not_quoted(told, text):
    problems = told(YARD + "csv: any.txt\n", any_txt=text)
    assert problems
    assert not SECRET.search("\n".join(problems)), problems


def test_a_table_without_a_key_of_the_scenario_is_told_in_one_line(told):
    assert told(YARD + "csv: any.txt\n", any_txt="hush one,hush two\n1,2\n3,4\n") == [
        "any.txt:1:1: no column of this table is a key of this experiment"
    ]


def test_a_column_that_is_no_key_is_told_once_and_by_its_number(told):
    assert told(YARD + "csv: t.csv\n", t_csv="dog.bond, hush\n0.1,2\n0.2,4\n") == [
        "t.csv:1:11: column 2 is no key of this experiment"
    ]


def test_a_mistyped_column_is_told_once_with_the_name_that_was_meant(told):
    assert told(YARD + "csv: t.csv\n", t_csv="dog.bnd\n0.1\n0.2\n") == [
        "t.csv:1:1: dog.bnd: unknown key; did you mean 'dog.bond'?"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "hush: 1\nhushed: {hush: 2}\n",
        "name: hush\nhush: 1\n",
        "hush: 1\nhush: 2\n",
        "hush: 0777\nscenario: rail_yard\nhush: 3\n",
        "hush\n",
        "- hush\n",
        "hush: [1\nhush: 2\nhush: 3\n",
    ],
)
def test_a_base_that_is_no_experiment_is_not_quoted(told, text):
    problems = told("extends: any.yaml\nseed: 1\n", any_yaml=text)
    assert problems
    assert not SECRET.search("\n".join(problems)), problems


def test_a_base_that_is_no_experiment_is_told_as_that(told):
    assert told("extends: any.yaml\nseed: 1\n", any_yaml="hush: 1\nhushed: 2\n") == [
        "rails.yaml:1:10: extends: this file cannot be used",
        "any.yaml:1:1: this is no experiment: it has none of the keys of one",
    ]


def test_of_a_base_a_mistyped_key_is_shown_and_any_other_is_not(told):
    base = YARD + "sede: 3\nhush: 1\nrecord: {event: true, hush: 2}\nfix: {dog.bnd: 0.5}\n"
    assert told("extends: base.yaml\nname: mine\n", base_yaml=base) == [
        "base.yaml:2:1: sede: unknown key; did you mean 'seed'?",
        "base.yaml:3:1: no key of this experiment",
        "base.yaml:4:10: record.event: unknown key; did you mean 'events'?",
        "base.yaml:4:23: record: no key of this experiment",
        "base.yaml:5:7: fix.dog.bnd: unknown key; did you mean 'dog.bond'?",
    ]


def test_a_file_that_is_no_scenario_is_not_quoted(told, tmp_path):
    assert told("scenario: any.yaml\n", any_yaml="name: hush\nhush: 1\n") == [
        "rails.yaml:1:11: scenario: this scenario cannot be used",
        "any.yaml:1:1: this is no scenario: it has none of the keys of one",
    ]
    with pytest.raises(DocumentError, match="this is no scenario"):
        load(tmp_path / "any.yaml")
