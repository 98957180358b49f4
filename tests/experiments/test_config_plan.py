"""The plan of an experiment: one for all spellings of a config, from a file or from Python."""

import json
from dataclasses import replace

import numpy as np
import pytest

from bondsim import scenario as catalogue
from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan, PlotSpec, canonical, differences, slug

FILE = """\
scenario: rail_yard
name: rails
fix: {dog.mass_kg: 38, dog.age_y: 5}
vary:
  train.warning_s: [20, 40]
  dog.bond: [0, 1]
replicates: 50
"""


def load(folder, text, overrides=None):
    path = folder / "a.yaml"
    path.write_text(text)
    return Plan.load(path, overrides)


def test_one_meaning_one_hash_however_it_is_spelt(tmp_path):
    plan = load(tmp_path, FILE)
    other = load(
        tmp_path,
        """\
replicates: 5e1
vary:
  dog.bond: {to: 1.0, levels: 2, from: -0.0}
  train.warning_s: ["20 s", 40.0]
name: rails
design: grid
fix:
  dog.age_y: 5.0
  dog.mass_kg: 38 kg
pairing: common
scenario: rail_yard
record: {series: null}
""",
    )
    made = Plan.make(
        name="rails",
        scenario="rail_yard",
        fix={"dog.age_y": np.int64(5), "dog.mass_kg": "38 kg"},
        vary={"dog.bond": np.array([0.0, 1.0]), "train.warning_s": (20, 40)},
        replicates=50,
    )
    changed = load(tmp_path, FILE, {"dog.age_y": "5"})
    assert plan.config_hash == other.config_hash == made.config_hash == changed.config_hash
    plots = ["plots"]  # by which factor the default figure is drawn follows the order of the file
    for one in (other, made, changed):
        assert {k: v for k, v in one.resolved.items() if k not in plots} == {
            k: v for k, v in plan.resolved.items() if k not in plots
        }
    assert plan.points == other.points == made.points


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": "1"}, "seed: 0 -> 1"),
        ({"dog.mass_kg": "38.5"}, "fix.dog.mass_kg: 38.0 -> 38.5"),
        ({"replicates": "51"}, "replicates.max: 50 -> 51"),
        ({"pairing": "independent"}, 'pairing: "common" -> "independent"'),
        ({"record.events": "true"}, "record.events: false -> true"),
        ({"dog.bond": "[0, 0.5, 1]"}, "points: "),
        ({"dog.protects": "false"}, "fix.dog.protects: null -> "),
    ],
)
def test_what_decides_a_number_changes_the_hash_and_is_named(tmp_path, change, told):
    plan, changed = load(tmp_path, FILE), load(tmp_path, FILE, change)
    assert plan.config_hash != changed.config_hash
    assert [line for line in differences(plan.resolved, changed.resolved) if line.startswith(told)]


def test_words_and_figures_do_not_change_the_hash(tmp_path):
    plan = load(tmp_path, FILE)
    changed = load(tmp_path, FILE + "question: Does it?\nplots: []\n", {"name": "other"})
    assert plan.config_hash == changed.config_hash
    assert plan.resolved != changed.resolved
    assert differences(plan.resolved, changed.resolved) == []


def test_another_version_of_a_scenario_is_another_experiment(tmp_path):
    plan = load(tmp_path, FILE)
    other = Plan.make(
        scenario=replace(catalogue.load("rail_yard"), digest="other"), name="rails", replicates=50,
        fix={"dog.mass_kg": 38, "dog.age_y": 5}, vary={"train.warning_s": [20, 40], "dog.bond": [0, 1]},
    )  # fmt: skip
    assert other.config_hash != plan.config_hash
    (line,) = differences(plan.resolved, other.resolved)
    assert line.startswith("scenario.digest: ")


def test_the_resolved_config_spells_out_every_default_in_json(tmp_path):
    plan = load(tmp_path, FILE)
    resolved = json.loads(canonical(plan.resolved))
    assert resolved == plan.resolved
    keys = {*resolved["fix"], *resolved["defaults"], *plan.factors}
    assert keys == set(plan.scenario.keys)
    assert resolved["replicates"] == {"min": 50, "max": 50, "until": None}
    assert resolved["record"]["outcomes"] == list(plan.scenario.outcomes)


def test_python_arguments_are_checked_like_a_file():
    with pytest.raises(DocumentError) as caught:
        Plan.make(
            scenario="rail_yard",
            vary={"dog.bnd": [0, 1], "train.warning_s": [20, -5]},
            fix={"dog.mass_kg": "30 s"},
            replicates=0,
            record={"outcomes": ["rescue"]},
            name="No Slug",
        )
    assert sorted(caught.value.problems) == [
        "fix.dog.mass_kg: unit 's' does not fit: dog.mass_kg takes kg, g, lb",
        "name: want small letters, digits, _ and -, such as 'rail_yard'; got 'No Slug'",
        "record.outcomes.0: unknown outcome; did you mean 'rescued'?",
        "replicates: want at least 1; got 0",
        "vary.dog.bnd: unknown key; did you mean 'dog.bond'?",
        "vary.train.warning_s.1: -5 is out of range; 0 to 3600 s would do",
    ]
    with pytest.raises(DocumentError, match="unknown scenario 'rail_yrd'; did you mean 'rail_yard'"):
        Plan.make(scenario="rail_yrd")


def test_the_text_of_a_plan_from_python_is_a_config_of_the_same_experiment(tmp_path):
    plan = Plan.make(scenario="rail_yard", vary={"dog.bond": np.linspace(0, 1, 3)}, question="Wie?")
    assert load(tmp_path, plan.source_text, {"name": "rail_yard"}).resolved == plan.resolved


@pytest.mark.parametrize(
    ("vary", "plots"),
    [
        ({}, []),
        ({"baseline": ["none", "no_dog"]}, [PlotSpec("response", "baseline", "rescued")]),
        ({"dog.bond": [0, 1]}, [PlotSpec("response", "dog.bond", "rescued")]),
        (
            {"baseline": ["none", "no_dog"], "dog.bond": [0, 1]},
            [PlotSpec("response", "dog.bond", "rescued", by="baseline")],
        ),
        (
            {"train.warning_s": [10, 20, 30], "dog.bond": [0, 0.3, 0.6, 1]},
            [
                PlotSpec("response", "dog.bond", "rescued", by="train.warning_s"),
                PlotSpec("heatmap", "dog.bond", "train.warning_s", value="rescued"),
            ],
        ),
        ({f"dog.{name}": [0.1, 0.2, 0.4, 0.9] for name in ("bond", "trust", "self_trust", "drive")}, []),
    ],
)
def test_figures_that_nobody_asked_for(vary, plots):
    assert list(Plan.make(scenario="rail_yard", vary=vary).plots) == plots


def test_a_figure_that_nobody_asked_for_shows_the_outcome_that_replication_is_for():
    plan = Plan.make(
        scenario="rail_yard",
        vary={"dog.bond": [0, 1]},
        replicates={"until": {"outcome": "falls", "half_width": 0.1}},
    )
    assert plan.plots[0].y == "falls"
    assert (plan.replicates.min, plan.replicates.max) == (100, 10_000)


def test_slugs():
    assert slug("Rail yard (2).v1") == "rail_yard__2__v1"
    assert slug("Ümlaut") == "mlaut"
    assert slug("…") == "experiment"


def test_figures_lose_what_an_override_fixes(tmp_path):
    """Fixing the factor of the lines leaves one curve; fixing an axis leaves no figure of it."""
    file = tmp_path / "rails.yaml"
    file.write_text(
        "scenario: rail_yard\n"
        "vary: {dog.bond: [0, 0.5, 0.9], train.warning_s: [20, 30, 40]}\n"
        "replicates: 5\n"
        "plots:\n"
        "  - {kind: response, x: dog.bond, y: rescued, by: train.warning_s}\n"
        "  - {kind: heatmap, x: dog.bond, y: train.warning_s, value: rescued}\n"
    )
    assert [(p.kind, p.by) for p in Plan.load(file, {"train.warning_s": "30"}).plots] == [("response", None)]
    [chosen] = Plan.load(file, {"dog.bond": "0.9"}).plots
    assert (chosen.kind, chosen.x) == ("response", "train.warning_s")
