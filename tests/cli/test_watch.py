"""What `watch` and `explore` refuse before they serve anything, and what a page begins with."""

import sys

import pytest

from bondsim.cli.watch import _asked

from .conftest import EXPERIMENT, bondsim


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rail_yrad"], "did you mean 'rail_yard'"),
        (["results/rail_yard"], "want a scenario's name or a .yaml file; result folders are for `explore`"),
        (["no_such.yaml"], "there is no file no_such.yaml"),
        (["rail_yard", "--vary", "dog.bnod"], "--vary dog.bnod: unknown key; did you mean 'dog.bond'?"),
        (["rail_yard", "--set", "dog.bond=2"], "dog.bond: 2 is out of range; 0 to 1 would do"),
        (["rail_yard", "--set", "dog.bond"], "want KEY=VALUE"),
    ],
)
def test_what_cannot_be_watched_ends_with_code_2(arguments, message):
    answer = bondsim("watch", *arguments, "--no-open")
    assert answer.code == 2
    assert message in answer.err


def test_a_folder_that_holds_no_results_is_not_explored(tmp_path):
    answer = bondsim("explore", tmp_path, "--no-open")
    assert answer.code == 2 and str(tmp_path) in answer.err


def test_pages_say_what_they_need_where_it_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "solara", None)
    answer = bondsim("watch", "rail_yard", "--no-open")
    assert answer.code == 2
    assert "pages need solara, which is not installed: pip install 'bondsim[live]'" in answer.err


def test_an_experiment_is_watched_with_what_it_fixes_and_varies(tmp_path):
    file = tmp_path / "question.yaml"
    file.write_text(EXPERIMENT)
    ask, varied = _asked(str(file), None, 3, {"dog.bond": "0.4"})
    assert (ask.scenario.name, ask.seed, ask.replicate) == ("rail_yard", 7, 3)
    assert ask.value("train.warning_s") == 40.0 and ask.value("dog.bond") == 0.4
    assert varied == ["dog.bond", "baseline", "start"]
    assert _asked(str(file), 9, 0, {})[0].seed == 9


def test_a_scenario_is_watched_at_its_defaults():
    ask, varied = _asked("rail_yard", None, 0, {})
    assert (ask.seed, ask.settings, varied) == (0, {}, [])
