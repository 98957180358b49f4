"""The JSON Schema that editors use."""

import json
from pathlib import Path

import pytest

from bondsim import documents
from bondsim.experiments.config import schema
from bondsim.experiments.config.document import ExperimentFile

GOOD = """\
question: Does a stronger bond save a handler who is down on the rails?
scenario: rail_yard
fix: {dog.mass_kg: 38 kg, start: trapped}
vary:
  dog.bond: {from: 0.1, to: 0.9, levels: 5, scale: log}
  train.warning_s: [20, 40 s]
replicates: {min: 200, max: 5e3, until: {outcome: rescued, half_width: 0.02}}
record: {outcomes: [rescued], series: {every_s: 1 s, of: [dog.arousal]}, events: true}
plots:
  - {kind: response, x: dog.bond, y: rescued}
  - {kind: heatmap, x: dog.bond, y: train.warning_s, value: rescued}
"""


def complaints(folder: Path, text: str) -> tuple[int, bool]:
    """Number of the schema's complaints about a config, and whether the model refuses it."""
    from jsonschema import Draft202012Validator  # what it imports takes seconds

    path = folder / "a.yaml"
    path.write_text(text)
    document = documents.read(path)
    found = Draft202012Validator(schema.schema()).iter_errors(document.get(()))
    document.validate(ExperimentFile)
    return len(list(found)), bool(document.found)


def test_the_schema_in_the_package_is_current():
    made = schema.text()
    assert schema.PATH.read_text(encoding="utf-8") == made, (
        "python -m bondsim.experiments.config.schema writes it anew"
    )
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads(made))


def test_the_schema_takes_what_the_model_takes(tmp_path):
    assert complaints(tmp_path, GOOD) == (0, False)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("scenario: rail_yard", "scenarios: rail_yard"),
        ("scenario: rail_yard", "scenario: [rail_yard]"),
        ("scenario: rail_yard", "scenario: rail_yard\nname: A b"),
        ("scenario: rail_yard", "scenario: rail_yard\nseed: -1"),
        ("{dog.mass_kg: 38 kg, start: trapped}", "{dog.mass_kg: [1]}"),
        ("levels: 5", "levels: 1"),
        ("levels: 5", "level: 5"),
        ("scale: log", "scale: lg"),
        ("{min: 200, max: 5e3, until: {outcome: rescued, half_width: 0.02}}", "0"),
        ("min: 200", "min: few"),
        ("half_width: 0.02", "half_width: 0"),
        ("every_s: 1 s", "every_s: 1 kg"),
        ("events: true", "events: yes"),
        ("kind: heatmap", "kind: pie"),
        ("x: dog.bond, y: rescued", "x: dog.bond"),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(tmp_path, right, wrong):
    assert GOOD.count(right) == 1
    n, refused = complaints(tmp_path, GOOD.replace(right, wrong))
    assert n > 0 and refused


def test_every_key_says_what_it_is():
    made = schema.schema()
    for part in (made, *(part for part in made["$defs"].values() if "properties" in part)):
        for name, entry in part["properties"].items():
            assert "description" in entry or "const" in entry or "$ref" in entry, name
