"""`bondsim run` leads from a file to an answer."""

import shlex
import shutil

import pandas as pd
import pytest

import bondsim as bs

from .conftest import EXPERIMENT, bondsim


def test_run_answers_the_question_and_says_where_everything_is(file, tmp_path):
    answer = bondsim("run", file, "--out", tmp_path / "out")
    assert answer.code == 0
    assert answer.out.startswith("Does a stronger bond save a handler who is down on the rails?\n")
    assert "n = 30 runs a point" in answer.out
    assert "95 % intervals" in answer.out

    results = bs.open_results(tmp_path / "out")
    for row in results.summary.query("outcome == 'rescued'").itertuples():
        assert f"{row.estimate:.3f} [{row.low:.3f}, {row.high:.3f}]" in answer.out

    (figure,) = [line.split()[1] for line in answer.out.splitlines() if line.startswith("Figures")]
    assert figure == str(tmp_path / "out" / "figures" / "1-response-rescued-dog_bond-baseline.png")
    assert (tmp_path / "out" / "figures").joinpath(figure).read_bytes().startswith(b"\x89PNG")
    assert f"Next     bondsim show {tmp_path / 'out'}" in answer.out


def test_results_go_to_a_folder_of_the_experiments_name_by_default(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bondsim("run", "rails.yaml").code == 0
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name == f"rails-{bs.open_results(folder).manifest['id']}"
    assert bs.Experiment.load("rails.yaml").run().folder.resolve() == folder  # Python finds it there


def test_a_finished_experiment_is_not_run_again(file, tmp_path):
    first = bondsim("run", file, "--out", tmp_path / "out")
    runs = tmp_path / "out" / "runs" / "00000.parquet"
    written = runs.stat().st_mtime_ns
    again = bondsim("run", file, "--out", tmp_path / "out")
    assert again.code == 0
    assert again.out == first.out
    assert runs.stat().st_mtime_ns == written


def test_set_changes_the_experiment(file, tmp_path):
    answer = bondsim(
        "run", file, "--out", tmp_path / "out", "--set", "train.warning_s=60 s", "--set", "replicates=5"
    )
    assert answer.code == 0
    results = bs.open_results(tmp_path / "out")
    assert results.manifest["fixed"] == {"train.warning_s": 60.0}
    assert len(results.runs) == 4 * 5


def test_the_answer_does_not_depend_on_threads_or_blocks(file, tmp_path):
    tables = []
    for name, options in {"a": ["--threads", 1], "b": ["--threads", 3, "--block-runs", 7]}.items():
        assert bondsim("run", file, "--out", tmp_path / name, *options).code == 0
        tables.append((tmp_path / name / "summary.parquet").read_bytes())
    assert tables[0] == tables[1]


def test_a_folder_of_another_experiment_is_refused_and_left_alone(file, finished):
    before = {path: path.stat().st_mtime_ns for path in finished.rglob("*")}
    answer = bondsim("run", file, "--out", finished, "--set", "seed=8")
    assert answer.code == 2
    assert "seed: 7 -> 8" in answer.err
    assert {path: path.stat().st_mtime_ns for path in finished.rglob("*")} == before


def test_the_next_command_can_be_typed_as_it_stands(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    command = tmp_path / ".venv" / "bin" / "bondsim"
    command.touch(mode=0o755)
    monkeypatch.setattr("sys.argv", [str(command)])
    monkeypatch.setenv("PATH", "/usr/bin")
    assert "Next     .venv/bin/bondsim show out\n" in bondsim("run", file, "--out", "out").out
    monkeypatch.setenv("PATH", str(command.parent))
    assert "Next     bondsim show out\n" in bondsim("run", file, "--out", "out").out


LEVELS = "vary.dog.bond={from: 0, to: 1, levels: 15}"


def test_a_large_grid_is_told_as_a_small_table(file, tmp_path, monkeypatch):
    grid = ("--set", LEVELS, "--set", "vary.train.warning_s=[20, 40]", "--set", "baseline=none")
    options = ("--out", tmp_path / "out", *grid, "--set", "plots=[]", "--set", "record.outcomes=[rescued]")
    told = bondsim("run", file, *options).out
    rows = bs.open_results(tmp_path / "out").summary.query("outcome == 'rescued'")
    for row in rows.itertuples():
        assert f"{row.estimate:.2f} ± {(row.high - row.low) / 2:.2f}" in told
    assert "n = 30 runs a point; ± is half of the 95 % interval." in told

    monkeypatch.setenv("COLUMNS", "30")  # no room for the half-widths
    widest = ((rows["high"] - rows["low"]) / 2).max()
    assert f"95 % intervals reach up to ± {widest:.2g}" in " ".join(
        bondsim("run", file, *options).out.split()
    )


def test_many_points_are_cut_short_and_the_rest_named(file, tmp_path):
    more = ("--set", LEVELS, "--set", "vary.train.warning_s=[20, 40]", "--set", "replicates=2")
    answer = bondsim("run", file, "--out", tmp_path / "out", *more)
    assert answer.code == 0
    assert f"36 more points: bondsim show {tmp_path / 'out'}" in answer.out


@pytest.fixture
def own_scenario(tmp_path):
    """The rail yard as a scenario of the user's own, broken off after two seconds."""
    from importlib import resources

    for name in ("rail_yard.yaml", "rail_yard.txt"):
        text = (resources.files("bondsim.scenario") / "data" / name).read_text()
        (tmp_path / name).write_text(text)
    path = tmp_path / "rail_yard.yaml"
    path.write_text(
        path.read_text().replace("max_s: 900", "max_s: 2").replace("name: rail_yard", "name: short_yard", 1)
    )
    file = tmp_path / "short.yaml"
    file.write_text(EXPERIMENT.replace("scenario: rail_yard", "scenario: rail_yard.yaml"))
    return file


def test_failed_runs_end_with_code_3_and_say_where_they_are(own_scenario, tmp_path):
    answer = bondsim("run", own_scenario, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "FAILED   120 of 120 runs" in answer.out
    assert f"bondsim replay {tmp_path / 'out'} --point 0 --replicate 0" in answer.out
    assert not pd.isna(bs.open_results(tmp_path / "out").failures["status"]).any()


def test_a_run_of_a_scenario_of_ones_own_can_be_replayed(own_scenario, tmp_path):
    answer = bondsim("run", own_scenario, "--out", tmp_path / "out")
    shutil.copytree(
        tmp_path / "out", tmp_path / "elsewhere" / "out"
    )  # also without the files beside the config
    command = next(line for line in answer.out.splitlines() if "bondsim replay" in line)
    command = command.replace(str(tmp_path / "out"), str(tmp_path / "elsewhere" / "out"))
    told = bondsim(*shlex.split(command)[1:])
    assert (told.code, "handler is caught fast" in told.out) == (0, True)
    assert bondsim("verify", tmp_path / "elsewhere" / "out", "--runs", 3).code == 0
    again = bondsim(
        "run", tmp_path / "elsewhere" / "out" / "config.yaml", "--set", "scenario=scenario/scenario.yaml",
        "--out", tmp_path / "again",
    )  # fmt: skip
    assert again.code == 3
    tables = [path for path in (tmp_path / "out").rglob("*") if path.suffix == ".parquet"]
    for path in [*tables, tmp_path / "out" / "scenario" / "scenario.yaml"]:
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(tmp_path / "out")).read_bytes()


def test_a_scenario_that_is_not_in_the_folder_any_more_is_asked_for(own_scenario, tmp_path):
    bondsim("run", own_scenario, "--out", tmp_path / "out")
    kept = tmp_path / "out" / "scenario" / "scenario.yaml"
    text = kept.read_text()
    for harmed in ("cast: [", text.replace("max_s: 2", "max_s: 3")):
        kept.write_text(harmed)
        refused = bondsim("replay", tmp_path / "out", "--point", 0)
        assert (refused.code, "give --scenario FILE" in refused.err) == (2, True)
    shutil.rmtree(kept.parent)
    refused = bondsim("replay", tmp_path / "out", "--point", 0)
    assert (refused.code, "give --scenario FILE" in refused.err) == (2, True)
    told = bondsim("replay", tmp_path / "out", "--point", 0, "--scenario", tmp_path / "rail_yard.yaml")
    assert (told.code, "handler is caught fast" in told.out) == (0, True)
    bondsim("run", own_scenario, "--out", tmp_path / "out")  # keeps it again
    assert kept.read_text() == text
