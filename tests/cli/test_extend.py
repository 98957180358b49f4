"""`bondsim extend` makes a larger experiment from a result folder."""

import shutil

from .conftest import bondsim


def tables(folder):
    kept = (p for p in folder.rglob("*") if p.is_file() and "figures" not in p.parts)
    return {p.relative_to(folder): p.read_bytes() for p in kept}


def test_the_larger_experiment_is_as_if_it_had_been_run_anew(finished, file, tmp_path):
    more = ("--set", "dog.bond=[0.1, 0.5, 0.9]", "--set", "replicates=40", "--progress", "none")
    folder = shutil.copytree(finished, tmp_path / "rails")
    answer = bondsim("extend", folder, *more, "--out", tmp_path / "larger")
    assert answer.code == 0, answer.err
    assert f"Extended 120 of 240 runs were in {folder} already: taken over" in answer.out
    assert bondsim("run", file, *more, "--out", tmp_path / "fresh").code == 0
    assert tables(tmp_path / "larger") == tables(tmp_path / "fresh")
    assert tables(folder) == tables(finished)


def test_a_file_says_what_is_larger_and_a_new_outcome_is_computed(finished, file, tmp_path):
    larger = file.with_name("larger.yaml")
    larger.write_text(file.read_text().replace("handler_alive, ", "handler_alive, dog_alive, "))
    answer = bondsim("extend", finished, larger, "--out", tmp_path / "larger", "--progress", "plain")
    assert answer.code == 0, answer.err
    assert "120 of 120 runs were in" in answer.out and "computed again, with the same results" in answer.out
    assert "the old results do not have dog_alive: all runs are computed" in answer.err


def test_what_cannot_be_extended_ends_with_code_2(finished, file, tmp_path):
    for arguments, message in (
        ([], "say what is to be larger"),
        (["--set", "seed=8"], "its seed is 7, asked for is 8"),
        (["--set", "dog.bond=[0.1]"], "the old levels have to be named too"),
        (["--set", "dog.bund=1"], "did you mean 'dog.bond'"),
        ([tmp_path / "nowhere.yaml"], "there is no file"),
    ):
        answer = bondsim("extend", finished, *arguments, "--out", tmp_path / "new")
        assert answer.code == 2 and message in answer.err, arguments
        assert not (tmp_path / "new").exists()
    refused = bondsim("run", file, "--out", finished, "--set", "replicates=40")
    assert refused.code == 2 and "`bondsim extend` makes a larger experiment from it" in refused.err
