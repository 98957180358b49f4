"""`bondsim show`, `plot` and `replay` read a result folder."""

import shutil

import numpy as np
import pytest

import bondsim as bs

from .conftest import bondsim


def test_show_prints_question_estimates_and_contrasts(finished):
    answer = bondsim("show", finished)
    assert answer.code == 0
    assert "Does a stronger bond save a handler" in answer.out
    assert "scenario rail_yard, seed 7, 120 runs" in answer.out
    results = bs.open_results(finished)
    found = results.contrast("rescued", "dog.bond", 0.1, 0.9)
    assert f"{found.estimate:+.3f} [{found.low:+.3f}, {found.high:+.3f}]" in answer.out
    assert "60 pairs, 2 settings" in answer.out


def test_show_as_json_holds_the_tables_in_full(finished):
    said = bondsim("show", finished, "--json").json
    results = bs.open_results(finished)
    assert [row["dog.bond"] for row in said["points"]] == list(results.points["dog.bond"])
    for row, expected in zip(said["summary"], results.summary.itertuples(), strict=True):
        assert row["n"] == expected.n
        assert row["estimate"] == (None if np.isnan(expected.estimate) else expected.estimate)
    assert {"outcome", "factor", "a", "b", "estimate", "low", "high", "n"} <= set(said["contrasts"][0])


def test_show_says_when_an_experiment_is_not_finished(finished, tmp_path):
    folder = tmp_path / "killed"
    shutil.copytree(finished, folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"state": "done"', '"state": "interrupted"'))
    answer = bondsim("show", folder)
    assert answer.code == 0
    assert "NOT FINISHED (interrupted)" in answer.out


def test_show_of_an_experiment_without_any_runs_yet(finished, tmp_path):
    folder = tmp_path / "begun"
    folder.mkdir()
    for name in ("manifest.json", "config.resolved.json", "points.parquet"):
        shutil.copy(finished / name, folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"state": "done"', '"state": "running"'))
    answer = bondsim("show", folder)
    assert answer.code == 0
    assert "NOT FINISHED (running), 0 runs so far" in answer.out
    assert answer.out.count("no runs yet") == 4 * 3


@pytest.mark.parametrize("table", ["summary.parquet", "points.parquet", "runs/00000.parquet"])
def test_show_of_a_damaged_folder_says_so_and_prints_nothing_else(finished, tmp_path, table):
    folder = tmp_path / "damaged"
    shutil.copytree(finished, folder)
    assert (folder / table).is_file()
    (folder / table).write_bytes(b"not a table")
    answer = bondsim("show", folder)
    assert answer.code == 2
    assert f"cannot read {folder / table}, it may be damaged" in answer.err
    assert answer.out == ""


def test_plot_draws_the_configured_figures_anew(finished, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(finished, folder)
    shutil.rmtree(folder / "figures")
    answer = bondsim("plot", folder)
    assert answer.code == 0
    assert answer.out.strip() == str(folder / "figures" / "1-response-rescued-dog_bond-baseline.png")
    assert (folder / "figures" / "1-response-rescued-dog_bond-baseline.png").exists()


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_plot_draws_any_figure_into_any_file(finished, tmp_path, suffix):
    out = tmp_path / f"map.{suffix}"
    answer = bondsim(
        "plot",
        finished,
        "--kind",
        "heatmap",
        "--x",
        "dog.bond",
        "--y",
        "baseline",
        "--value",
        "rescued",
        "--out",
        out,
    )
    assert (answer.code, answer.out.strip()) == (0, str(out))
    assert out.stat().st_size > 5_000


def test_plot_draws_a_trade_off_named_by_what_it_shows(finished, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(finished, folder)
    options = ("--kind", "tradeoff", "--x", "handler_alive", "--y", "rescued", "--by", "dog.bond")
    answer = bondsim("plot", folder, *options)
    assert answer.code == 0
    assert answer.out.strip() == str(folder / "figures" / "tradeoff-rescued-handler_alive-dog_bond.png")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--kind", "tradeoff", "--x", "rescued", "--y", "handler_alive"],
            "--x OUTCOME --y OUTCOME --by KEY",
        ),
        (["--kind", "tradeoff", "--x", "dog.bond", "--y", "rescued", "--by", "dog.bond"], "dog.bond"),
        (["--kind", "response", "--x", "dog.bund", "--y", "rescued"], "did you mean 'dog.bond'"),
        (["--kind", "response", "--x", "dog.bond", "--y", "rescue"], "did you mean 'rescued'"),
        (["--kind", "response", "--x", "dog.bond"], "--kind response needs --x KEY --y OUTCOME"),
        (["--kind", "heatmap", "--x", "dog.bond", "--y", "baseline"], "--kind heatmap needs"),
        (
            [
                "--kind",
                "heatmap",
                "--x",
                "dog.bond",
                "--y",
                "baseline",
                "--value",
                "rescued",
                "--by",
                "dog.bond",
            ],
            "--by belongs to",
        ),
        (["--x", "dog.bond"], "give its --kind too"),
        (
            ["--kind", "response", "--x", "dog.bond", "--y", "rescued", "--out", "figure.bmp"],
            ".png, .svg, .pdf",
        ),
    ],
)
def test_a_figure_that_cannot_be_drawn_ends_with_code_2(finished, options, message):
    answer = bondsim("plot", finished, *options)
    assert answer.code == 2
    assert message in answer.err


def test_replay_tells_the_recorded_run(finished):
    answer = bondsim("replay", finished, "--point", 1, "--replicate", 4)
    assert answer.code == 0
    assert "point 1 (train.warning_s = 40, dog.bond = 0.9, baseline = none), replicate 4" in answer.out
    results = bs.open_results(finished)
    run = bs.simulate("rail_yard", seed=7, replicate=4, set=results.settings(1))
    assert all(line.rstrip() in answer.out for line in run.timeline().splitlines())
    row = results.runs.query("point == 1 and replicate == 4").iloc[0]
    assert run.outcomes["rescued"] == row["rescued"]


def test_a_mistyped_folder_or_point_is_told_with_what_is_there(finished, monkeypatch):
    monkeypatch.chdir(finished.parent)
    for command in ("show", "report", "replay"):
        mistyped = bondsim(command, "./resluts")
        assert mistyped.code == 2 and "there is no folder" in mistyped.err, mistyped.err
        assert "; did you mean results?" in mistyped.err
    assert "; in it there are: results" in bondsim("show", ".").err
    assert "results is a result folder: " in bondsim("run", "results").err
    last = len(bs.open_results(finished).points) - 1
    beyond = bondsim("replay", finished, "--point", last + 1)
    assert beyond.code == 2 and f"has no point {last + 1}; it has 0 to {last}" in beyond.err


def test_replay_with_what_if_tells_both_and_marks_where_they_part(finished):
    answer = bondsim("replay", finished, "--point", 1, "--replicate", 4, "--what-if", "dog.bond=0")
    assert answer.code == 0
    assert "what if dog.bond = 0" in answer.out
    assert "here they part" in answer.out
    same = bondsim("replay", finished, "--point", 1, "--replicate", 4, "--what-if", "dog.bond=0.9")
    assert "the two runs never part" in same.out
    assert "differs" not in same.out


def test_replay_about_one_tells_only_what_that_one_did_and_met():
    options = ("replay", "rail_yard", "--seed", 3)
    whole, part = bondsim(*options), bondsim(*options, "--about", "dispatcher")
    assert part.code == 0 and "calls dispatcher" in part.out and "dog pulls" in whole.out
    assert "dog decides" not in part.out
    assert "duration_s" in whole.out and "duration_s" not in part.out  # outcomes are those of all
    beside = bondsim(*options, "--about", "dispatcher", "--what-if", "dog.bond=0")
    assert beside.code == 0 and "dog decides" not in beside.out
    slip = bondsim(*options, "--about", "dispacher")
    assert slip.code == 2 and "--about: dispacher: nobody of that name takes part" in slip.err
    assert "did you mean 'dispatcher'" in slip.err


def test_replay_of_a_scenario_takes_seed_and_settings():
    answer = bondsim("replay", "rail_yard", "--seed", 3, "--replicate", 2, "--set", "dog.bond=0.9")
    assert answer.code == 0
    run = bs.simulate("rail_yard", seed=3, replicate=2, set={"dog.bond": 0.9})
    assert all(line.rstrip() in answer.out for line in run.timeline().splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--point", 4], "0 to 3"),
        (["--point", 0, "--replicate", 30], "point 0 has the replicates 0 to 29"),
        ([], "--point: say which"),
        (["--point", 0, "--replicate", 2**32], "less than or equal to 4294967295"),
        (["--point", 0, "--seed", 3], "--seed and --set belong to a scenario"),
        (["--point", 0, "--what-if", "dog.bund=1"], "did you mean 'dog.bond'"),
        (["--point", 0, "--what-if", "dog.bond=2"], "0 to 1 would do"),
        (["--point", 0, "--what-if", "dog.bond"], "want KEY=VALUE"),
    ],
)
def test_a_run_that_is_not_there_ends_with_code_2(finished, arguments, message):
    answer = bondsim("replay", finished, *arguments)
    assert answer.code == 2
    assert message in answer.err


def test_results_of_another_model_are_not_replayed(finished, tmp_path):
    folder = tmp_path / "old"
    shutil.copytree(finished, folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"rules": "', '"rules": "0'))
    answer = bondsim("replay", folder, "--point", 0)
    assert answer.code == 2
    assert "made by another version of the model" in answer.err


def test_numbers_are_never_cut_however_narrow_the_terminal(finished, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    told = bondsim("show", finished).out
    for row in bs.open_results(finished).summary.query("outcome == 'rescued'").itertuples():
        assert f"{row.estimate:.3f} [{row.low:.3f}, {row.high:.3f}]" in told
