"""`bondsim check` finds the mistakes of a file, or says what the experiment will cost."""

import json
import os
from pathlib import Path

import pytest

import bondsim as bs
from bondsim.cli.check import size_text

from .conftest import EXPERIMENT, bondsim

CHILD = Path(__file__).parents[1] / "scenario" / "lost_child.yaml"


def test_check_counts_points_and_runs_and_writes_nothing(file, tmp_path):
    answer = bondsim("check", file, "--json")
    assert answer.code == 0
    said = answer.json
    assert said["points"] == 4
    assert said["factors"] == {"dog.bond": 2, "baseline": 2}
    assert said["runs"] == {"least": 120, "most": 120, "expected": 120}
    assert said["seconds"] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["rails.yaml"]


def test_check_tells_it_in_words_too(file):
    answer = bondsim("check", file)
    assert answer.code == 0
    assert "Points    4: dog.bond at 2 levels, baseline at 2 levels" in answer.out
    assert "Runs      120" in answer.out
    assert "runs/s in a pilot of" in answer.out
    assert "Memory    about" in answer.out and "more until it is done" in answer.out


def test_the_size_that_check_foretells_is_about_that_of_the_folder(file, tmp_path):
    option = ("--set", "replicates=3000")
    foretold = bondsim("check", file, *option, "--json").json
    bondsim("run", file, *option, "--out", tmp_path / "out")
    paths = [p for p in (tmp_path / "out").rglob("*") if p.is_file() and "figures" not in p.parts]
    assert foretold["bytes"] == pytest.approx(sum(path.stat().st_size for path in paths), rel=0.25)
    assert foretold["passing_bytes"] > 0


def test_the_memory_that_check_foretells_is_that_of_a_process_that_runs_it(file, tmp_path):
    """Of processes of their own: what these tests hold beside is not meant."""
    import subprocess
    import sys

    def process(*arguments):
        command = "import sys; sys.argv[0] = 'bondsim'; from bondsim.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", command, *map(str, arguments), "--set", "replicates=300"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    foretold = json.loads(process("check", file, "--json").communicate()[0])["memory_bytes"]
    running = process("run", file, "--out", tmp_path / "out")
    running.stdout.read()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = status
    running.stdout.close()
    assert status == 0
    assert foretold == pytest.approx(usage.ru_maxrss * 1024, rel=0.25)


def test_check_foretells_the_runs_that_narrow_intervals_need(file, tmp_path):
    option = ("--set", "replicates={min: 20, max: 5000, until: {outcome: rescued, half_width: 0.04}}")
    runs = bondsim("check", file, *option, "--json").json["runs"]
    assert (runs["least"], runs["most"]) == (80, 20_000)
    bondsim("run", file, *option, "--out", tmp_path / "out")
    assert runs["expected"] == pytest.approx(len(bs.open_results(tmp_path / "out").runs), rel=0.25)


def test_levels_beyond_what_is_plausible_are_noted_and_run(file, tmp_path):
    option = ("--set", "dog.mass_kg=[38, 60, 70]", "--set", "train.warning_s=200 s")
    lines = [
        "dog.mass_kg 60, 70 kg lie outside the plausible range 20 to 45 kg",
        "train.warning_s 200 s lies outside the plausible range 8 to 90 s",
    ]
    answer = bondsim("check", file, *option)
    assert answer.code == 0
    assert [line for line in answer.out.splitlines() if line.startswith("Note")] == [
        f"Note      {line}" for line in reversed(lines)
    ]
    assert bondsim("check", file, *option, "--json").json["notes"] == lines[::-1]
    answer = bondsim("run", file, *option, "--out", tmp_path / "out", "--progress", "none")
    assert answer.code == 0
    assert answer.err.splitlines() == [f"note: {line}" for line in reversed(lines)]
    assert "Note" not in bondsim("check", file).out


def test_all_mistakes_of_a_file_are_told_at_once_with_their_places(tmp_path):
    text = (
        EXPERIMENT.replace("seed: 7", "sed: 7")
        .replace("[0.1, 0.9]", "[0.1, 1.9]")
        .replace("y: rescued", "y: rescud")
    )
    file = tmp_path / "wrong.yaml"
    file.write_text(text)
    answer = bondsim("check", file)
    assert answer.code == 2
    lines = answer.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{file}:") for line in lines)
    assert lines[0] == f"{file}:3:1: sed: unknown key; did you mean 'seed'?"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (12_345, "12.3 kB"), (340_000, "340 kB"), (1.2e9, "1.2 GB")],
)
def test_sizes_are_told_in_their_unit(size, text):
    assert size_text(size) == text


def test_json_of_check_can_be_read_by_programs(file):
    assert set(json.loads(bondsim("check", file, "--json").out)) >= {
        "points", "runs", "seconds", "memory_bytes", "bytes", "passing_bytes",
    }  # fmt: skip


def test_a_scenario_can_be_checked_too():
    answer = bondsim("check", CHILD)
    assert answer.code == 0
    assert "Map       30 x 20 cells of 20 m" in answer.out
    assert "Uses      the core, scent" in answer.out
    said = bondsim("check", CHILD, "--json").json
    assert said["cast"] == ["child", "handler", "dog", "walker_1", "walker_2"]
    assert said["choices"] == {"searchers": ["all", "walkers", "no_scent"]}
    for option in (("--set", "seed=1"), ("--threads", "1")):
        refused = bondsim("check", CHILD, *option)
        assert refused.code == 2 and "belong to an experiment" in refused.err


def test_mistakes_of_a_scenario_are_told_by_check(tmp_path):
    for name in ("lost_child.yaml", "lost_child.txt"):
        (tmp_path / name).write_text((CHILD.parent / name).read_text().replace("uses: [scent]", "uses: []"))
    answer = bondsim("check", tmp_path / CHILD.name)
    assert answer.code == 2
    assert "belongs to the family 'scent'" in answer.err


def test_a_scenario_is_no_experiment():
    answer = bondsim("run", CHILD)
    assert answer.code == 2
    assert "this is a scenario; an experiment names it: `scenario: lost_child.yaml`" in answer.err


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_file_that_is_not_there_is_answered_with_the_one_that_may_be_meant(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "rails.yaml").write_text("scenario: rail_yard")
    answer = bondsim(command, "rals")
    assert answer.code == 2
    assert answer.err == "there is no file rals; did you mean experiments/rails.yaml?\n"


RESTS = """\
question: Does a mentor who does not work reach more?
scenario: academy
vary:
  mentor.reach: [1, 6]
fix:
  mentor.works: false
replicates: 2
record:
  outcomes: [certified_share]
"""
WHY = "mentor.reach changes nothing here: mentor.works is false; `mentor.works: true` would do"


def test_a_key_that_changes_nothing_is_noted_by_every_command(tmp_path):
    file = tmp_path / "mentors.yaml"
    file.write_text(RESTS)
    assert f"Note      {WHY}\n" in bondsim("check", file).out
    assert bondsim("check", file, "--json").json["notes"] == [WHY]
    ran = bondsim("run", file, "--out", tmp_path / "out", "--progress", "none")
    assert ran.code == 0 and ran.err.splitlines() == [f"note: {WHY}"]
    acts = ("--set", "fix.mentor.works=true")
    assert bondsim("check", file, *acts, "--json").json["notes"] == []
    told = bondsim("replay", "academy", "--set", "mentor.works=false", "--set", "mentor.reach=2")
    assert told.code == 0 and f"note: {WHY}\n" in told.err
    search = ("--set", "optimise.maximise=certified_share", "--set", "optimise.trials=2")
    assert bondsim("check", file, *search, "--json").json["notes"] == [WHY]
