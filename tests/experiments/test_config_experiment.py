"""An experiment from Python: the same as from a file."""

import pytest

import bondsim as bs
from bondsim.documents import DocumentError


def test_an_experiment_from_python_and_one_from_a_file_have_the_same_results(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rails.yaml").write_text(
        "scenario: rail_yard\nreplicates: 6\nvary: {dog.bond: [0.1, 0.9]}\nrecord: {outcomes: [rescued]}\n"
    )
    python = bs.Experiment(
        scenario="rail_yard", vary={"dog.bond": [0.1, 0.9]}, replicates=6, record={"outcomes": ["rescued"]}
    )
    file = bs.Experiment.load("rails.yaml")
    assert repr(python) == "Experiment(rail_yard: rail_yard, 2 points x 6 runs)"
    assert repr(file) == "Experiment(rails: rail_yard, 2 points x 6 runs)"
    results = python.run()
    assert results.folder.resolve() == tmp_path / "results" / f"rail_yard-{file.plan.id}"
    again = file.run(out=tmp_path / "own", threads=1, block_runs=5)
    assert list(results.runs) == ["run", "point", "replicate", "status", "rescued"]
    assert len(results.runs) == 12
    assert again.runs.equals(results.runs)
    assert list(results.points["dog.bond"]) == [0.1, 0.9]


def test_overrides_are_those_of_the_command_line(tmp_path):
    path = tmp_path / "rails.yaml"
    path.write_text("scenario: rail_yard\nvary: {dog.bond: [0.1, 0.9]}\n")
    experiment = bs.Experiment.load(
        path, {"dog.bond": 0.4, "replicates": {"until": {"outcome": "rescued", "half_width": 0.1}}}
    )
    assert repr(experiment) == "Experiment(rails: rail_yard, 1 point x 100 to 10000 runs)"
    assert experiment.plan.settings(0) == {"dog.bond": 0.4}


def test_mistakes_are_told_before_anything_is_run():
    with pytest.raises(DocumentError, match=r"^vary.dog.bnd: unknown key; did you mean 'dog.bond'\?$"):
        bs.Experiment(scenario="rail_yard", vary={"dog.bnd": [0, 1]})
    with pytest.raises(TypeError, match="replicate"):
        bs.Experiment(scenario="rail_yard", replicate=5)
