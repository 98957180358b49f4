"""`bondsim scenarios`, `params` and `outcomes` list what the model offers."""

import pytest

import bondsim as bs

from .conftest import bondsim


def test_scenarios_are_listed_with_their_questions():
    answer = bondsim("scenarios")
    assert answer.code == 0
    for row in bs.scenarios().itertuples():
        assert row.scenario in answer.out
        assert row.title in answer.out


def test_every_parameter_is_listed_with_value_unit_range_and_grounds():
    answer = bondsim("params", "rail_yard")
    assert answer.code == 0
    assert "train.warning_s = 45 s   (" in answer.out
    words = " ".join(answer.out.split())
    for row in bs.parameters("rail_yard").itertuples():
        assert f"{row.key} = " in words
        assert " ".join(row.grounds.split()) in words


def test_parameters_can_be_searched():
    answer = bondsim("params", "rail_yard", "--search", "WARNING", "--json")
    keys = {row["key"] for row in answer.json}
    assert "train.warning_s" in keys
    assert len(keys) < 10


def test_outcomes_are_listed_with_kind_or_unit():
    answer = bondsim("outcomes", "rail_yard")
    assert answer.code == 0
    assert "rescued boolean\n" in answer.out
    assert "time_to_clear_s s\n" in answer.out
    assert "read from tally.n_partner_pulls: pulls by the partner; at least 0" in answer.out


def test_json_is_the_table_of_the_library():
    assert [row["outcome"] for row in bondsim("outcomes", "rail_yard", "--json").json] == list(
        bs.outcomes("rail_yard")["outcome"]
    )
    assert [row["scenario"] for row in bondsim("scenarios", "--json").json] == list(
        bs.scenarios()["scenario"]
    )
    assert len(bondsim("params", "--json").json) == len(bs.parameters())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["params"], "of which scenario? academy, after_loss,"),
        (
            ["params", "rail_yard", "--search", "zzz"],
            "--search zzz: nothing of rail_yard has this in its name",
        ),
        (["params", "trainwreck"], "unknown scenario 'trainwreck'; known: academy, after_loss,"),
        (
            ["replay", "rail_yard", "--set", "zebra=1"],
            "zebra: unknown key; bondsim params rail_yard lists them",
        ),
    ],
)
def test_a_question_without_an_answer_says_what_would_do(arguments, message):
    answer = bondsim(*arguments)
    assert (answer.code, answer.out) == (2, "") and message in answer.err


def test_an_unknown_scenario_ends_with_code_2_and_the_nearest_name():
    for command in ("params", "outcomes", "replay"):
        answer = bondsim(command, "rail_yrd")
        assert answer.code == 2
        assert answer.err == "unknown scenario 'rail_yrd'; did you mean 'rail_yard'?\n"
