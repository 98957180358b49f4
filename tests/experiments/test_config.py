# ruff: noqa: E501
"""Experiment files: what they may say, and how mistakes in them are told."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan, PlotSpec, Replicates, Series, Until

EXAMPLE = """\
# yaml-language-server: $schema=experiment.schema.json
question: Does a stronger bond save a handler who is down on the rails?
scenario: rail_yard
seed: 20260901
fix:
  dog.mass_kg: 38.6 kg
vary:
  dog.bond: {from: 0.1, to: 0.9, levels: 5}
  train.warning_s: [20, 40 s, 1 min]
replicates:
  min: 200
  max: 5e3
  until: {outcome: rescued, half_width: 0.02}
pairing: independent
record:
  outcomes: [disobeyed, rescued]
  series: {every_s: 1 s, of: [dog.arousal, dog.bond]}
  events: true
plots:
  - {kind: response, x: dog.bond, y: rescued, by: train.warning_s}
  - {kind: heatmap, x: dog.bond, y: train.warning_s, value: rescued}
"""


def write(folder: Path, text: str, name: str = "rails.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def problems(folder: Path, text: str, **overrides: object) -> list[str]:
    """What is wrong with a config, without the folder's name."""
    with pytest.raises(DocumentError) as caught:
        Plan.load(write(folder, text), overrides)
    return [problem.replace(f"{folder}/", "") for problem in caught.value.problems]


def test_a_config_becomes_a_plan(tmp_path):
    plan = Plan.load(write(tmp_path, EXAMPLE))
    assert (plan.name, plan.scenario.name, plan.seed, plan.pairing) == (
        "rails",
        "rail_yard",
        20260901,
        "independent",
    )
    assert plan.factors == ("dog.bond", "train.warning_s")
    assert len(plan.points) == 15
    assert plan.points[1] == {"dog.bond": 0.1, "train.warning_s": 40.0}
    assert plan.settings(14) == {"dog.mass_kg": 38.6, "dog.bond": 0.9, "train.warning_s": 60.0}
    assert plan.replicates == Replicates(200, 5000, Until("rescued", 0.02))
    assert plan.record.outcomes == ("rescued", "disobeyed"), "in the order of the scenario"
    assert plan.record.series == Series(1.0, ("dog.arousal", "dog.bond"))
    assert plan.record.events
    assert plan.plots == (
        PlotSpec("response", "dog.bond", "rescued", by="train.warning_s"),
        PlotSpec("heatmap", "dog.bond", "train.warning_s", value="rescued"),
    )
    assert plan.source_text == EXAMPLE
    assert plan.max_runs == 75_000


def test_a_scenario_alone_is_an_experiment(tmp_path):
    plan = Plan.load(write(tmp_path, "scenario: rail_yard\n", "First try.yaml"))
    assert plan.name == "first_try"
    assert plan.points == ({},)
    assert plan.replicates == Replicates(400, 400)
    assert plan.record.outcomes == tuple(plan.scenario.outcomes)
    assert plan.record.series is None and not plan.record.events
    assert plan.plots == ()


def test_ten_mistakes_are_told_at_once_each_at_its_place(tmp_path):
    text = """\
question: Ten mistakes
scenario: rail_yard
seeds: 1
fix:
  dog.mass: 30
  dog.bond: 1.4
vary:
  train.warning_s: [20, 40 kg]
  baseline: [none, nodog]
replicates:
  min: 50
  max: 20
  until: {outcome: rescue, half_width: 0.02}
pairing: comon
record:
  outcomes: [rescued]
plots:
  - {kind: response, x: train.warning_s, y: disobeyed}
  - {kind: response, x: dog.skill_task, y: rescued}
"""
    assert problems(tmp_path, text) == [
        "rails.yaml:3:1: seeds: unknown key; did you mean 'seed'?",
        "rails.yaml:5:3: fix.dog.mass: unknown key; did you mean 'dog.mass_kg'?",
        "rails.yaml:6:13: fix.dog.bond: 1.4 is out of range; 0 to 1 would do",
        "rails.yaml:8:25: vary.train.warning_s.1: unit 'kg' does not fit: train.warning_s takes s, sec, seconds, "
        "min, minutes, h",
        "rails.yaml:9:20: vary.baseline.1: 'nodog' is not one of none, no_dog, obedient_dog, shuffled_bond; did you mean 'no_dog'?",
        "rails.yaml:11:8: replicates.min: want at most max, 20; got 50",
        "rails.yaml:13:20: replicates.until.outcome: unknown outcome; did you mean 'rescued'?",
        "rails.yaml:14:10: pairing: want one of common, independent; got 'comon'; did you mean 'common'?",
        "rails.yaml:18:45: plots.0.y: this outcome is not recorded; add it to record.outcomes",
        "rails.yaml:19:25: plots.1.x: dog.skill_task is not varied (varied: train.warning_s, baseline)",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("scenario: rail_yrd", "1:11: scenario: unknown scenario 'rail_yrd'; did you mean 'rail_yard'?"),
        ("seed: 1", "1:1: scenario: this key is missing"),
        ("scenario: rail_yard\nseed: -1", "2:7: seed: want at least 0; got -1"),
        ("scenario: rail_yard\nseed: 1.5", "2:7: seed: want a whole number; got 1.5"),
        ("scenario: rail_yard\nseed: true", "2:7: seed: want a whole number; got true"),
        ("scenario: rail_yard\nname: ../up", "2:7: name: want small letters, digits"),
        ("scenario: rail_yard\nfix:", "2:1: fix: want a mapping ('key: value' lines); got nothing"),
        ("scenario: rail_yard\nfix: {dog.bond: [1]}", "2:17: fix.dog.bond: want a number, text, true or false; got a list"),
        ("scenario: rail_yard\nvary: {dog.bond: 0.5}", "2:18: vary.dog.bond: want a list of levels, {from, to, levels}, a distribution such as {normal: [mean, sd]}, or plausible; a single value belongs under fix; got 0.5"),
        ("scenario: rail_yard\nfix: {dog.bond: 0.5}\nvary: {dog.bond: [0.1]}", "2:7: fix.dog.bond: fixed and varied; want one of the two"),
        ("scenario: rail_yard\nreplicates: 0", "2:13: replicates: want at least 1; got 0"),
        ("scenario: rail_yard\nreplicates: {min: 5}", "2:1: replicates.until: this key is missing"),
        ("scenario: rail_yard\nreplicates: {until: {outcome: rescued, half_width: 0.5}}", "2:52: replicates.until.half_width: rescued is a share; want less than 0.5"),
        ("scenario: rail_yard\nrecord: {outcomes: [falls]}\nreplicates: {until: {outcome: rescued, half_width: 0.1}}", "3:31: replicates.until.outcome: this outcome is not recorded; add it to record.outcomes"),
        ("scenario: rail_yard\nrecord: {outcomes: [rescud]}", "2:21: record.outcomes.0: unknown outcome; did you mean 'rescued'?"),
        ("scenario: rail_yard\nrecord: {outcomes: [falls, falls]}", "2:28: record.outcomes.1: this outcome is there twice"),
        ("scenario: rail_yard\nrecord: {events: yes}", "2:18: record.events: want true or false; got 'yes' (yes is text in YAML 1.2)"),
        ("scenario: rail_yard\nrecord: {series: {every_s: 0.25}}", "2:28: record.series.every_s: want a multiple of the step of rail_yard, 0.1 s"),
        ("scenario: rail_yard\nrecord: {series: {every_s: 1 kg}}", "2:28: record.series.every_s: want a number; got '1 kg'"),
        ("scenario: rail_yard\nrecord: {series: {every_s: 1, of: [dog.bnd]}}", "2:36: record.series.of.0: unknown state variable; did you mean 'dog.bond'?"),
        ("scenario: rail_yard\nreplicates: 1e8\nrecord: {series: {every_s: 1}}", "3:28: record.series.every_s: up to 9e+10 rows"),
        ("scenario: rail_yard\nplots: [{kind: pie, x: a}]", "2:16: plots.0.kind: want one of response, heatmap, tradeoff, difference"),
        ("scenario: rail_yard\nplots: [{x: a}]", "2:9: plots.0.kind: this key is missing"),
        ("scenario: rail_yard\nplots: [{kind: response, x: dog.bond, y: rescued}]", "2:29: plots.0.x: dog.bond is not varied (nothing is)"),
        ("scenario: rail_yard\nvary: {dog.bond: [0, 1]}\nplots: [{kind: response, x: bond, y: rescued}]", "3:29: plots.0.x: unknown key 'bond'; did you mean 'dog.bond'?"),
        ("scenario: rail_yard\nvary: {dog.bond: [0, 1]}\nplots: [{kind: heatmap, x: dog.bond, y: dog.bond, value: rescued}]", "3:41: plots.0.y: want another factor here"),
        ("scenario: rail_yard\nvary: {dog.bond: [0, 1], dog.age_y: {from: 1, to: 10, levels: 20}}\nplots: [{kind: response, x: dog.bond, y: rescued}]", "3:9: plots.0: 20 panels, one for each dog.age_y; at most 12 would do"),
    ],
)  # fmt: skip
def test_a_mistake_says_what_would_do(tmp_path, lines, told):
    assert [p for p in problems(tmp_path, lines + "\n") if p.startswith(f"rails.yaml:{told}")]


def test_a_scenario_file_lies_in_the_folder_of_the_config(tmp_path):
    (told,) = problems(tmp_path, "scenario: ../yard.yaml\n")
    assert "leads out of the folder" in told
    first, second = problems(tmp_path, "scenario: yard.yaml\n")
    assert first == "rails.yaml:1:11: scenario: this scenario cannot be used"
    assert second == "yard.yaml:1:1: cannot be read: No such file or directory"


# ------------------------------------------------------------------------------------------------------- extends


def test_extends_merges_settings_and_replaces_the_rest(tmp_path):
    write(tmp_path, EXAMPLE, "sub/base.yaml")
    plan = Plan.load(
        write(
            tmp_path,
            "extends: sub/base.yaml\nseed: 7\nfix: {dog.bond: 0.5}\nvary: {dog.mass_kg: [20, 30]}\n"
            "replicates: {max: 600}\nrecord: {events: false}\nplots: []\n",
        )
    )
    assert (plan.name, plan.seed, plan.question[:4]) == ("rails", 7, "Does")
    assert plan.fixed == {"dog.bond": 0.5}
    assert plan.factors == ("train.warning_s", "dog.mass_kg")
    assert plan.replicates == Replicates(200, 600, Until("rescued", 0.02))
    assert plan.record.series is not None and not plan.record.events
    assert plan.plots == ()


def test_points_replace_the_grid_of_the_file_that_is_extended_and_the_other_way_round(tmp_path):
    write(tmp_path, "scenario: rail_yard\nvary: {dog.age_y: [2, 5]}\n", "grid.yaml")
    plan = Plan.load(write(tmp_path, "extends: grid.yaml\npoints: [{dog.bond: 0.5}]\n", "list.yaml"))
    assert plan.points == ({"dog.bond": 0.5},)
    plan = Plan.load(write(tmp_path, "extends: list.yaml\nvary: {dog.bond: [0, 1]}\n"))
    assert plan.points == ({"dog.bond": 0.0}, {"dog.bond": 1.0})


def test_a_mistake_in_the_file_that_is_extended_is_told_there(tmp_path):
    write(tmp_path, "scenario: rail_yard\nsede: 1\nfix: {dog.bond: 2}\nseed: *a\n", "base.yaml")
    assert problems(tmp_path, "extends: base.yaml\nfix: {dog.age: 5}\n") == [
        "rails.yaml:2:7: fix.dog.age: unknown key; did you mean 'dog.age_y'?",
        "base.yaml:2:1: sede: unknown key; did you mean 'seed'?",
        "base.yaml:3:17: fix.dog.bond: 2 is out of range; 0 to 1 would do",
        "base.yaml:4:7: an alias ('*name'); write the value out",
    ]


def test_extends_stays_in_the_folder_and_names_its_cycles(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    write(tmp_path, EXAMPLE, "outside.yaml")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    for name in ("../outside.yaml", "link.yaml"):
        told = problems(folder, f"extends: {name}\nscenario: rail_yard\n")
        assert len(told) == 1 and told[0].startswith("rails.yaml:1:10: extends: ") and "leads out" in told[0]
    assert problems(folder, "extends: /etc/passwd\nscenario: rail_yard\n") == [
        "rails.yaml:1:10: extends: want a relative path, got '/etc/passwd'"
    ]
    write(folder, "extends: ../rails.yaml\n", "sub/b.yaml")
    told = problems(folder, "extends: sub/b.yaml\nscenario: rail_yard\n")
    assert told == ["sub/b.yaml:1:10: extends: a cycle: rails.yaml -> b.yaml -> rails.yaml"]


def test_a_file_that_is_no_config_is_not_shown(tmp_path):
    write(tmp_path, "user: hunter2secret\nlines of: something\n", "private.txt")
    write(tmp_path, "just text hunter2secret\n", "note.txt")
    for name in ("private.txt", "note.txt"):
        assert "hunter2" not in "\n".join(problems(tmp_path, f"extends: {name}\nscenario: rail_yard\n"))


# ----------------------------------------------------------------------------------------------------- overrides


def test_set_replaces_what_the_file_says(tmp_path):
    path = write(tmp_path, EXAMPLE)
    plan = Plan.load(
        path,
        {
            "dog.bond": "0.4",
            "train.warning_s": "[8 s, 90]",
            "replicates.max": "300",
            "record.series": "null",
            "fix.dog.age_y": "5",
            "plots": "null",
            "seed": 3,
            "name": "other",
        },
    )
    assert plan.fixed == {"dog.mass_kg": 38.6, "dog.bond": 0.4, "dog.age_y": 5.0}
    assert plan.points == ({"train.warning_s": 8.0}, {"train.warning_s": 90.0})
    assert plan.replicates == Replicates(200, 300, Until("rescued", 0.02))
    assert plan.record.series is None and plan.record.events
    assert plan.plots == (PlotSpec("response", "train.warning_s", "rescued"),)
    assert (plan.seed, plan.name) == (3, "other")
    plan = Plan.load(path, {"dog.mass_kg": {"from": 20, "to": 40, "levels": 3}, "plots": []})
    assert plan.fixed == {} and plan.factors[-1] == "dog.mass_kg"


def test_a_mistake_of_the_command_line_is_told_as_such(tmp_path):
    overrides = {
        "dog.bnd": "0.4",
        "dog.mass_kg": "30 s",
        "replicate": "5",
        "seed": "[1",
        "extends": "x.yaml",
        "pairing": "x",
    }
    assert problems(tmp_path, "scenario: rail_yard\nseeds: 1\n", **overrides) == [
        "rails.yaml:2:1: seeds: unknown key; did you mean 'seed'?",
        "--set seed=[1: not YAML: expected ',' or ']', but got '<stream end>'",
        "--set dog.bnd=0.4: unknown key; did you mean 'dog.bond'?",
        "--set dog.mass_kg=30 s: unit 's' does not fit: dog.mass_kg takes kg, g, lb",
        "--set extends=x.yaml: only a file can say this",
        "--set pairing=x: want one of common, independent; got 'x'",
        "--set replicate=5: unknown key; did you mean 'replicates'?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("ground.friction", "0,5", "'0,5' is not a number; want '0.5', with a point"),
        ("dog.mass_kg", "38,5kg", "'38,5kg' is not a number (in kg); want '38.5 kg', with a point"),
        ("dog.mass_kg", "38kg", "'38kg' is not a number (in kg); want '38 kg', with a space before the unit"),
        ("dog.mass_kg", "85 lbs", "unit 'lbs' does not fit: dog.mass_kg takes kg, g, lb; did you mean 'lb'?"),
        (
            "dog.mass_kg",
            "[20, 30 lbs]",
            "unit 'lbs' does not fit: dog.mass_kg takes kg, g, lb; did you mean 'lb'?",
        ),
        ("fix.dog.bond", "2", "2 is out of range; 0 to 1 would do"),
        ("replicates", "0", "want at least 1; got 0"),
        ("replicates", "abc", "want a whole number; got 'abc'; digits would do, such as 100"),
        ("record", "{event: true}", "event: unknown key; did you mean 'events'?"),
    ],
)
def test_a_setting_is_answered_in_the_words_it_was_typed_in(tmp_path, key, value, told):
    assert problems(tmp_path, "scenario: rail_yard\n", **{key: value}) == [f"--set {key}={value}: {told}"]


YAMLISH = st.text(alphabet=st.sampled_from(list("abs01.e-:,[]{}&*!|>#%'\"?<~ \n\t\\")), max_size=60)
PARTS = st.sampled_from(["scenario: rail_yard\n", "seed: ", "fix: ", "vary: ", "{dog.bond: ", "[0, 1]", "}\n", "plots: ", "extends: ", "csv: "])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(text=st.lists(st.one_of(PARTS, YAMLISH), max_size=8).map("".join), name=YAMLISH, value=YAMLISH)
def test_whatever_a_file_and_the_command_line_say_they_are_a_plan_or_refused(
    tmp_path_factory, text, name, value
):
    path = write(tmp_path_factory.getbasetemp(), text, "fuzz.yaml")
    try:
        Plan.load(path, {name: value} if name else {})
    except DocumentError as error:
        assert error.problems and all(problem.isprintable() for problem in error.problems)
