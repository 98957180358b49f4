"""Sixty planted mistakes: each message names file, line, key and reason, and the nearest valid name."""

import re

import pytest

from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan

YARD = "scenario: rail_yard\n"
BONDS = YARD + "vary: {dog.bond: [0, 1]}\n"
PLAUSIBLE = YARD + "vary: {dog.bond: plausible}\n"

# what the file says; line and column; key; a piece of the reason; the name that was meant
MISTAKES = [
    # names
    ("scenario: rail_yrd\n", "1:11", "scenario", "unknown scenario 'rail_yrd'", "rail_yard"),
    (YARD + "sede: 3\n", "2:1", "sede", "unknown key", "seed"),
    (YARD + "fix: {dog.bnd: 0.5}\n", "2:7", "fix.dog.bnd", "unknown key", "dog.bond"),
    (YARD + "fix: {dog.mass: 30}\n", "2:7", "fix.dog.mass", "unknown key", "dog.mass_kg"),
    (
        YARD + "vary: {train.warnings_s: [20]}\n",
        "2:8",
        "vary.train.warnings_s",
        "unknown key",
        "train.warning_s",
    ),
    (YARD + "pairing: comon\n", "2:10", "pairing", "want one of common, independent", "common"),
    (YARD + "record: {outcomes: [rescud]}\n", "2:21", "record.outcomes.0", "unknown outcome", "rescued"),
    (YARD + "record: {event: true}\n", "2:10", "record.event", "unknown key", "events"),
    (
        YARD + "record: {series: {every_s: 1, of: [dog.arousl]}}\n",
        *("2:36", "record.series.of.0", "unknown state variable", "dog.arousal"),
    ),
    (YARD + "extends: bse.yaml\n", "2:10", "extends", "cannot be used", "base.yaml"),
    (YARD + "csv: tabel.csv\n", "2:6", "csv", "cannot be used", "table.csv"),
    ("scenario: yrd.yaml\n", "1:11", "scenario", "cannot be used", "yard.yaml"),
    # values
    (YARD + "seed: -1\n", "2:7", "seed", "want at least 0; got -1", None),
    (YARD + "seed: 1.5\n", "2:7", "seed", "want a whole number; got 1.5", None),
    (YARD + "name: ../up\n", "2:7", "name", "want small letters, digits, _ and -", None),
    (YARD + "fix: {dog.bond: 1.4}\n", "2:17", "fix.dog.bond", "1.4 is out of range; 0 to 1 would do", None),
    (YARD + "fix: {dog.mass_kg: 30 s}\n", "2:20", "fix.dog.mass_kg", "unit 's' does not fit", None),
    (
        YARD + "fix: {dog.mass_kg: heavy}\n",
        "2:20",
        "fix.dog.mass_kg",
        "'heavy' is not a number (in kg)",
        None,
    ),
    (
        YARD + "fix: {baseline: nodog}\n",
        "2:17",
        "fix.baseline",
        "'nodog' is not one of none, no_dog",
        "no_dog",
    ),
    (
        YARD + "fix: {dog.protects: yes}\n",
        "2:21",
        "fix.dog.protects",
        "'yes' is neither true nor false",
        None,
    ),
    (YARD + "fix: {dog.age_y: [2]}\n", "2:18", "fix.dog.age_y", "got a list", None),
    (YARD + "fix:\n", "2:1", "fix", "want a mapping", None),
    # levels and distributions
    (YARD + "vary: {dog.bond: 0.5}\n", "2:18", "vary.dog.bond", "a single value belongs under fix", None),
    (YARD + "vary: {dog.bond: []}\n", "2:18", "vary.dog.bond", "want at least 1 in it", None),
    (YARD + "vary: {dog.bond: [0, 1, 1]}\n", "2:25", "vary.dog.bond.2", "this level is there twice", None),
    (
        YARD + "vary: {dog.bond: {from: 0, to: 1, level: 5}}\n",
        *("2:35", "vary.dog.bond.level", "unknown key", "levels"),
    ),
    (
        YARD + "vary: {dog.bond: {from: 0, to: 1, levels: 1}}\n",
        *("2:43", "vary.dog.bond.levels", "want at least 2; got 1", None),
    ),
    (
        YARD + "vary: {dog.mass_kg: {from: 20, to: 40, levels: 3, scale: lgo}}\n",
        *("2:58", "vary.dog.mass_kg.scale", "want one of linear, log", "log"),
    ),
    (YARD + "vary: {train.warning_s: [20, 40 kg]}\n", "2:30", "vary.train.warning_s.1", "unit 'kg'", None),
    (
        YARD + "vary: {dog.bond: {noraml: [0.5, 0.1]}}\ndesign: sobol\n",
        *("2:19", "vary.dog.bond.noraml", "unknown key", "normal"),
    ),
    (
        YARD + "vary: {dog.bond: {normal: [0.5]}}\ndesign: sobol\n",
        *("2:27", "vary.dog.bond.normal", "want 2 numbers; got 1", None),
    ),
    (YARD + "vary: {dog.bond: plausibel}\n", "2:18", "vary.dog.bond", "want a list of levels", None),
    (YARD + "fix: {dog.bond: 0.5}\nvary: {dog.bond: [0]}\n", "2:7", "fix.dog.bond", "fixed and varied", None),
    # designs
    (PLAUSIBLE + "design: sobl\n", "3:9", "design", "want one of grid, list", "sobol"),
    (PLAUSIBLE + "design: {kind: moris}\n", "3:16", "design.kind", "want one of grid, zip", "morris"),
    (PLAUSIBLE + "design: {kind: sobol, point: 64}\n", "3:23", "design.point", "unknown key", "points"),
    (PLAUSIBLE + "design: {kind: sobol, points: 60}\n", "3:31", "design.points", "32 or 64 would do", None),
    (
        PLAUSIBLE + "design: {kind: morris, levels: 5}\n",
        "3:32",
        "design.levels",
        "want a multiple of 2",
        None,
    ),
    (
        YARD + "design: zip\nvary: {dog.bond: [0, 1], dog.age_y: [2, 3, 4]}\n",
        *("3:1", "vary", "zip wants as many levels of each", None),
    ),
    (
        YARD + "design: {kind: product, of: [{vary: {dog.bond: [0]}}, {vary: {dog.bond: [1]}}]}\n",
        *("2:55", "design.of.1", "dog.bond is in another part of this product too", None),
    ),
    (
        BONDS + "design: {kind: one_at_a_time, base: {dog.bnd: 0}}\n",
        *("3:38", "design.base.dog.bnd", "unknown key", "dog.bond"),
    ),
    (
        YARD + "points: [{dog.bond: 0.5}, {dog.age_y: 3}]\n",
        *("2:27", "points.1", "it lacks dog.bond; it has dog.age_y", None),
    ),
    (BONDS + "where: dog.bnd < 0.5\n", "3:8", "where", "unknown key 'dog.bnd'", "dog.bond"),
    (BONDS + "where: dog.bond > 3\n", "3:8", "where", "it holds at none of the 2 points", None),
    (BONDS + "where: dog.bond +\n", "3:8", "where", "not a condition", None),
    # uncertainty
    (BONDS + "uncertain: [dog.mas_kg]\n", "3:13", "uncertain.0", "unknown key", "dog.mass_kg"),
    (
        BONDS + "uncertain: {dog.bond: plausible}\n",
        *("3:13", "uncertain.dog.bond", "varied and uncertain; want one of the two", None),
    ),
    (
        BONDS + "uncertain: [dog.mass_kg]\ndraws: sobl\n",
        "4:8",
        "draws",
        "want one of latin_hypercube",
        "sobol",
    ),
    (BONDS + "draws: 8\n", "3:1", "draws", "nothing is uncertain", None),
    # replicates
    (YARD + "replicates: 0\n", "2:13", "replicates", "want at least 1; got 0", None),
    (
        YARD + "replicates: {min: 200, max: 100, until: {outcome: rescued, half_width: 0.1}}\n",
        *("2:19", "replicates.min", "want at most max, 100; got 200", None),
    ),
    (
        YARD + "replicates: {until: {outcome: rescud, half_width: 0.05}}\n",
        *("2:31", "replicates.until.outcome", "unknown outcome", "rescued"),
    ),
    (
        YARD + "replicates: {until: {outcome: rescued, half_width: 0.5}}\n",
        *("2:52", "replicates.until.half_width", "want less than 0.5", None),
    ),
    (
        BONDS + "replicates: {until: {outcome: rescued, half_width: 0.05, contrast: dog.bnd}}\n",
        *("3:68", "replicates.until.contrast", "'dog.bnd' is not varied", "dog.bond"),
    ),
    (
        BONDS + "replicates: {budget: 10, until: {outcome: rescued, half_width: 0.05}}\n",
        *("3:22", "replicates.budget", "want at least min x points, 200; got 10", None),
    ),
    # records and figures
    (
        YARD + "record: {series: {every_s: 0.25}}\n",
        "2:28",
        "record.series.every_s",
        "a multiple of the step",
        None,
    ),
    (
        BONDS + "plots: [{kind: heatmp, x: dog.bond}]\n",
        "3:16",
        "plots.0.kind",
        "want one of response",
        "heatmap",
    ),
    (
        BONDS + "plots: [{kind: response, x: dog.bnd, y: rescued}]\n",
        *("3:29", "plots.0.x", "unknown key 'dog.bnd'", "dog.bond"),
    ),
    (
        BONDS + "plots: [{kind: response, x: dog.bond, y: rescud}]\n",
        *("3:42", "plots.0.y", "unknown outcome", "rescued"),
    ),
    (BONDS + "plots: [{kind: fan, y: dog.arousal}]\n", "3:24", "plots.0.y", "add record.series", None),
    # YAML
    (YARD + "seed: 1\nseed: 2\n", "3:1", "seed", "the key is there twice, first on line 2", None),
]


def test_there_are_at_least_forty():
    assert len(MISTAKES) >= 40
    assert sum(meant is not None for *_, meant in MISTAKES) >= 20


@pytest.mark.parametrize(("text", "place", "key", "reason", "meant"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_would_do(tmp_path, text, place, key, reason, meant):
    for name in ("base.yaml", "yard.yaml"):
        (tmp_path / name).write_text(YARD)
    (tmp_path / "table.csv").write_text("dog.bond\n0.5\n")
    file = tmp_path / "rails.yaml"
    file.write_text(text)
    with pytest.raises(DocumentError) as refused:
        Plan.load(file)
    problems = refused.value.problems
    (told,) = [each for each in problems if each.startswith(f"{file}:{place}: {key}: ")]
    assert reason in told
    if meant:
        assert f"did you mean '{meant}'?" in "\n".join(problems)
    assert all(re.match(rf"{re.escape(str(tmp_path))}/[\w.]+:\d+:\d+: ", each) for each in problems)


def test_the_command_line_tells_them_and_writes_nothing(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from bondsim.cli.app import app

    monkeypatch.chdir(tmp_path)
    for number, (text, place, key, *_) in enumerate(MISTAKES[::7]):
        (tmp_path / "rails.yaml").write_text(text)
        answer = CliRunner().invoke(app, ["run", "rails.yaml"])
        assert answer.exit_code == 2, number
        assert f"rails.yaml:{place}: {key}: " in answer.stderr
        assert "Traceback" not in answer.stderr
        assert answer.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["rails.yaml"]


PLANTED = """\
scenario: rail_yrd
sede: 3
pairing: comon
fix:
  dog.bnd: 0.5
  dog.mass_kg: 30 s
  dog.protects: yes
  baseline: nodog
vary:
  train.warnings_s: [20]
  dog.bond: [0, 1.4]
record:
  outcomes: [rescud]
  event: true
  series: {every_s: 0.25, of: [dog.arousl]}
plots:
  - {kind: heatmp, x: dog.bond}
  - {kind: response, x: dog.bond, y: rescud}
"""


def test_all_mistakes_of_a_file_with_a_misspelt_scenario_are_told_at_once(tmp_path):
    file = tmp_path / "rails.yaml"
    file.write_text(PLANTED)
    with pytest.raises(DocumentError) as refused:
        Plan.load(file)
    lines = [int(each.removeprefix(f"{file}:").split(":")[0]) for each in refused.value.problems]
    assert lines == [1, 2, 3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 15, 17, 18]


def test_a_scenario_that_is_like_none_is_not_guessed(tmp_path):
    file = tmp_path / "rails.yaml"
    file.write_text("scenario: tram_depot\nfix: {dog.bnd: 0.5}\n")
    with pytest.raises(
        DocumentError, match=r"^\S*:1:11: scenario: unknown scenario 'tram_depot'; known: [^\n]*$"
    ):
        Plan.load(file)


@pytest.mark.parametrize("base", ["gone.yaml", "../up.yaml", "broken.yaml"])
def test_what_a_base_that_cannot_be_read_may_have_said_is_not_told_as_missing(tmp_path, base):
    (tmp_path / "broken.yaml").write_text("scenario: [rail_yard\n")
    file = tmp_path / "rails.yaml"
    file.write_text(f"extends: {base}\nsede: 3\n")
    with pytest.raises(DocumentError) as refused:
        Plan.load(file)
    assert "extends: " in refused.value.problems[0]
    assert any("sede: unknown key" in each for each in refused.value.problems)
    assert "missing" not in str(refused.value)
