"""`bondsim compare` says what was changed between two result folders, and what that did."""

from .conftest import bondsim


def test_two_experiments_beside_each_other(finished, file, tmp_path):
    answer = bondsim(
        "run", file, "--out", tmp_path / "heavy", "--set", "handler.mass_kg=110", "--progress", "none"
    )
    assert answer.code == 0
    answer = bondsim("compare", finished, tmp_path / "heavy")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "heavy compared with results"
    assert "-> 110" in answer.out and "4 that both have, of 4 and 4" in answer.out
    assert "120 pairs, 4 points" in answer.out
    said = bondsim("compare", finished, tmp_path / "heavy", "--json").json
    assert said["paired"] and said["shared_points"] == 4
    rescued = next(each for each in said["effects"] if each["outcome"] == "rescued")
    assert rescued["difference"]["low"] <= rescued["b"] - rescued["a"] <= rescued["difference"]["high"]


def test_what_cannot_be_compared_ends_with_code_2(finished, file, tmp_path):
    options = ("--set", "dog.bond=0.5", "--set", "plots=[]", "--set", "replicates=5", "--progress", "none")
    assert bondsim("run", file, "--out", tmp_path / "other", *options).code == 0
    answer = bondsim("compare", finished, tmp_path / "other")
    assert answer.code == 2
    assert "cannot be compared: no point of the one" in answer.err
    assert "dog.bond is 0.1, 0.9 in the one and 0.5 in the other" in answer.err
