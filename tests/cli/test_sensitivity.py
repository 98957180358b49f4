"""`bondsim sensitivity`, and what the other commands say where something is uncertain."""

import re

import pytest

from bondsim.experiments import open_results

from .conftest import bondsim

EXPERIMENT = """\
question: What does the bond's effect hang on?
scenario: rail_yard
seed: 3
fix: {train.warning_s: 30}
vary: {dog.bond: [0, 0.9]}
uncertain:
  ground.friction: plausible
  dog.pull_share: {triangular: [0.6, 0.9, 1.2]}
draws: {kind: saltelli, base: 8}
replicates: 10
record: {outcomes: [rescued, disobeyed]}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("uncertain") / "unknown.yaml"
    path.write_text(EXPERIMENT)
    return path


@pytest.fixture(scope="module")
def folder(file):
    answer = bondsim("run", file, "--out", file.parent / "r", "--progress", "none")
    assert answer.code == 0, answer.err
    # what a run says at its end is of the levers
    assert re.search(r"0 +0   0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] SD 0\.\d{3}\n", answer.out)
    assert "Means over 8 base points of ground.friction, dog.pull_share" in answer.out.replace("\n", " ")
    assert len(list((file.parent / "r" / "figures").iterdir())) >= 1
    return file.parent / "r"


def test_the_indices_of_a_folder(folder):
    answer = bondsim("sensitivity", folder)
    assert answer.code == 0, answer.err
    found = open_results(folder).sensitivity("rescued").table.set_index(["factor", "index"])
    row = found.loc[("ground.friction", "ST")]
    told = f"{row['estimate']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"
    assert told in answer.out and "rescued: sobol, 8 base points, 10 replicates" in answer.out
    assert "Caution: 8 base points are few; want 32 or more." in answer.out
    assert answer.out.index("\nground.friction") < answer.out.index("\ndog.pull_share") or (
        found.loc[("dog.pull_share", "ST"), "estimate"] > row["estimate"]
    )


def test_the_indices_of_a_difference_and_at_a_level_for_programs(folder):
    results = open_results(folder)
    said = bondsim(
        "sensitivity", folder, "--outcome", "rescued", "--contrast", "dog.bond=[0, 0.9]", "--json"
    ).json
    own = results.sensitivity("rescued", contrast=("dog.bond", 0, 0.9))
    assert said[0]["outcome"] == "rescued, dog.bond from 0 to 0.9" and said[0]["blocks"] == 8
    assert [row["estimate"] for row in said[0]["indices"]] == pytest.approx(list(own.table["estimate"]))
    held = bondsim("sensitivity", folder, "--at", "dog.bond=0.9", "--json").json
    own = results.sensitivity("rescued", at={"dog.bond": 0.9})
    assert [row["high"] for row in held[0]["indices"]] == pytest.approx(list(own.table["high"]))


def test_a_file_is_run_first(file, folder, monkeypatch):
    monkeypatch.chdir(file.parent)
    answer = bondsim("sensitivity", "unknown.yaml", "--set", "replicates=4")
    assert answer.code == 0 and "8 base points, 4 replicates" in answer.out
    assert "4 replicates are few" in answer.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--outcome", "rescud"], "no outcome 'rescud'; did you mean 'rescued'?"),
        (["--at", "dog.bond=0.5"], "no point has dog.bond = 0.5; levels: dog.bond 0.0, 0.9"),
        (["--at", "ground.friction=0.5"], "ground.friction is no factor beside those of the indices"),
        (["--contrast", "dog.bond"], "--contrast dog.bond: want a lever and two levels"),
        (
            ["--contrast", "dog.bond=[0, 0.9, 1]"],
            "want a lever and two levels, such as --contrast 'dog.bond=[0, 0.9]'",
        ),
        (["--set", "seed=1"], "--set belongs to a config, and this is a result folder"),
    ],
)
def test_what_cannot_be_told_is_refused(folder, arguments, told):
    answer = bondsim("sensitivity", folder, *arguments)
    assert answer.code == 2 and told in answer.err


def test_other_designs_have_no_indices(finished):
    answer = bondsim("sensitivity", finished)
    assert answer.code == 2 and "want design: morris or saltelli" in answer.err


def test_show_is_of_the_levers(folder):
    said = bondsim("show", folder, "--json").json
    assert said["uncertain"] == ["ground.friction", "dog.pull_share"]
    assert len(said["points"]) == 2 * 8 * 4 and len(said["over_draws"]["points"]) == 2
    row = said["over_draws"]["summary"][0]
    assert row["draws"] == 8 and row["n"] == 8 * 4 * 10 and row["low"] < row["estimate"] < row["high"]
    (contrast, *_) = said["contrasts"]
    assert contrast["factor"] == "dog.bond" and contrast["draws"] == 8
    answer = bondsim("show", folder)
    assert "8 draws, SD" in answer.out and "common luck" not in answer.out


def test_check_counts_levers_and_draws(file):
    answer = bondsim("check", file)
    assert "Points    64: dog.bond at 2 levels" in answer.out
    assert (
        "Draws     32 (saltelli) of ground.friction, dog.pull_share, the same at each of 2 settings"
        in answer.out
    )
    said = bondsim("check", file, "--json").json
    assert said["draws"] == 32 and said["uncertain"] == ["ground.friction", "dog.pull_share"]
    assert said["runs"]["most"] == 640


def test_extend_keeps_what_the_larger_experiment_shares(file, folder, tmp_path):
    """More levels of a lever and more replicates at the same draws: nothing that is there is run again."""
    larger = tmp_path / "larger.yaml"
    larger.write_text(
        EXPERIMENT.replace("[0, 0.9]", "[0, 0.45, 0.9]").replace("replicates: 10", "replicates: 12")
    )
    answer = bondsim("extend", folder, larger, "--out", tmp_path / "more", "--progress", "none")
    assert answer.code == 0, answer.err
    fresh = bondsim("run", larger, "--out", tmp_path / "fresh", "--progress", "none")
    assert fresh.code == 0
    more, whole = open_results(tmp_path / "more"), open_results(tmp_path / "fresh")
    assert more.runs.equals(whole.runs) and more.over_draws.summary.equals(whole.over_draws.summary)
