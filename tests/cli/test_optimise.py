"""`bondsim optimise`, and `bondsim show` of what it left."""

import shutil

import pytest

import bondsim as bs

from .conftest import bondsim

SEARCH = """\
question: Which dog, and how fond of its handler?
scenario: rail_yard
vary:
  dog.bond: [0.1, 0.5, 0.9]
  dog.mass_kg: {from: 25, to: 45}
fix: {train.warning_s: 30 s}
replicates: 40
record: {outcomes: [rescued, dog_pulls]}
optimise: {trials: 6, batch: 6, first: 4, rungs: 2, finalists: 3}
"""
GOALS = ("--maximise", "rescued", "--minimise", "dog_pulls", "--progress", "none")


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """The folder of a search, and what was said."""
    folder = tmp_path_factory.mktemp("search")
    (folder / "which.yaml").write_text(SEARCH)
    answer = bondsim("optimise", folder / "which.yaml", *GOALS, "--out", folder / "out")
    assert answer.code == 0, answer.err
    return folder, answer.out


def test_the_finalists_are_told_with_intervals_and_what_they_gain(searched):
    folder, said = searched
    found = bs.open_search(folder / "out")
    assert "Which dog, and how fond of its handler?" in said
    assert "maximise rescued, minimise dog_pulls: 6 trials" in said
    for row in found.front.itertuples():
        assert f"{row.rescued:.3f} [{row.rescued_low:.3f}, {row.rescued_high:.3f}]" in said
    assert "reference" in said
    assert "too good on average: rescued by" in said
    assert (folder / "out" / "fresh" / "figures" / "1-pareto-rescued-dog_pulls.png").exists()
    assert f"bondsim show {folder / 'out'}/fresh" in said


def test_show_tells_it_again_and_as_json(searched):
    folder, said = searched
    again = bondsim("show", folder / "out")
    assert (again.code, again.out.splitlines()[:12]) == (0, said.splitlines()[:12])
    record = bondsim("show", folder / "out", "--json").json
    found = bs.open_search(folder / "out")
    assert [row["rescued"] for row in record["front"]] == list(found.front["rescued"])
    assert len(record["trials"]) == 6
    assert set(record["optimism"]["rescued"]) == {"estimate", "gain"}


def test_the_finalists_are_an_experiment_like_any_other(searched):
    folder, _ = searched
    answer = bondsim("show", folder / "out" / "fresh")
    assert answer.code == 0
    results = bs.open_results(folder / "out" / "fresh")
    assert (results.runs.groupby("point").size() == 40).all()


def test_one_that_is_not_finished_is_told_and_goes_on(searched, tmp_path):
    folder, said = searched
    shutil.copytree(folder / "out", tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "fresh")
    about = tmp_path / "out" / "search.json"
    about.write_text(about.read_text().replace('"state": "done"', '"state": "interrupted"'))
    assert "NOT FINISHED (interrupted), 6 of 6 trials" in bondsim("show", tmp_path / "out").out
    with pytest.raises(Exception, match="is not finished"):
        _ = bs.open_search(tmp_path / "out").front
    answer = bondsim("optimise", folder / "which.yaml", *GOALS, "--out", tmp_path / "out")
    assert answer.out.splitlines()[:12] == said.splitlines()[:12]
    assert about.read_bytes() == (folder / "out" / "search.json").read_bytes()


def test_check_says_what_a_search_will_cost(searched, tmp_path):
    folder, _ = searched
    text = SEARCH.replace("optimise: {", "optimise: {maximise: rescued, minimise: [dog_pulls], ")
    (tmp_path / "which.yaml").write_text(text)
    answer = bondsim("check", tmp_path / "which.yaml")
    assert answer.code == 0
    assert "Levers    dog.bond, dog.mass_kg" in answer.out
    assert "Goals     maximise rescued, minimise dog_pulls" in answer.out
    runs = bondsim("check", tmp_path / "which.yaml", "--json").json["runs"]
    assert runs == {"search": 6 * 4 + 2 * 8, "fresh": 4 * 40}
    made = bs.open_search(folder / "out").about["runs"]
    assert made == pytest.approx(sum(runs.values()), rel=0.3)


@pytest.mark.parametrize(
    ("command", "changed", "message"),
    [
        (("optimise",), "", "nothing to optimise; want maximise or minimise"),
        (("optimise", "--maximise", "rescue"), "", "did you mean 'rescued'"),
        (("optimise", "--maximise", "rescued", "--set", "optimise.rungs=0"), "", "optimise.rungs"),
        (
            ("optimise", "--maximise", "rescued", "--trials", "90000", "--set", "optimise.first=9999"),
            "",
            "too many",
        ),
        (("optimise", "--maximise", "rescued", "--set", "replicates=200000000"), "", "too many"),
        (("run",), "", "which.yaml:9:1: optimise: this file asks for a search: bondsim optimise"),
        (("optimise", "--maximise", "rescued"), "points: [{dog.bond: 1}]\n", "a search chooses its points"),
    ],
)
def test_mistakes_end_with_code_2(tmp_path, command, changed, message):
    (tmp_path / "which.yaml").write_text(SEARCH + changed)
    name, *options = command
    answer = bondsim(name, tmp_path / "which.yaml", *options, "--out", tmp_path / "out")
    assert answer.code == 2
    assert message in answer.err
    assert not (tmp_path / "out").exists()
