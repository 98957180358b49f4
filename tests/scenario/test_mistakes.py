"""Every mistake in a scenario file is told with its file, line and column, and with what would do."""

import re

import pytest

from bondsim.documents import DocumentError
from bondsim.scenario import ScenarioError, load

# What stands in the file, what is written instead, the part of it that is pointed to, and what is said.
MISTAKES = [
    # keys and values that are set
    ("collie.bond: 0.9", "collie.bnod: 0.9", "collie.bnod", "unknown key; did you mean 'collie.bond'?"),
    ("collie.bond: 0.9", "collie.bond: 1.9", "1.9", "1.9 is out of range; 0 to 1 would do"),
    ("24 kg", "24 km", "24 km", "unit 'km' does not fit: collie.mass_kg takes kg, g, lb"),
    ("24 kg", "heavy", "heavy", "'heavy' is not a number (in kg)"),
    ("trapped: true", "trapped: maybe", "maybe", "'maybe' is neither true nor false"),
    # the cast
    ("role: civilian", "role: cat", "cat", "want one of dog, handler, suspect, responder, dispatcher"),
    ("partner: hiker, superior: h", "partner: hicker, superior: h", "hicker", "did you mean 'hiker'?"),
    ("superior: hiker}", "superior: station1}", "station1", "did you mean 'station'?"),
    ("friend:", "Friend:", "Friend", "want text of the form"),
    ("friend:", "sense:", "sense", "this name belongs to the model"),
    ("at: C}\n  ranger", "at: W}\n  ranger", "W", "no such place on the map; there are X H D C R S"),
    # hazards
    ("kind: front", "kind: fog", "fog", "want one of front"),
    ("shape: disc", "shape: ring", "ring", "want one of strip, disc"),
    ("trigger: start, at: X", "trigger: start", "flood:", "needs a place: `at`"),
    ("trigger: start, at: X", "trigger: start, at: Q", "Q", "no such place on the map"),
    # choices
    ("default: gives", "default: give", "give", "unknown option; did you mean 'gives'?"),
    ("flood.warning_s: 100}", "flood.warn_s: 100}", "flood.warn_s", "did you mean 'flood.warning_s'?"),
    ("flood.warning_s: 100}", "flood.warning_s: 100 kg}", "100 kg", "takes s, sec, seconds, min, minutes, h"),
    ("set: {flood.warning_s: 100}", "at: {hikr: X}", "hikr", "unknown agent; did you mean 'hiker'?"),
    ("set: {flood.warning_s: 100}", "at: {hiker: Q}", "Q", "no such place on the map"),
    ("set: {flood.warning_s: 100}", "shuffle: hiker.trust", "hiker.trust", "only a bond can be shuffled"),
    # outcomes
    ("of: tally.rescued", "of: tally.resqued", "tally.resqued", "did you mean 'tally.rescued'?"),
    ("needs: tally.n_trapped", "needs: trapped", "trapped", "no such state or tally"),
    ("of: collie.bond", "of: friend.bond", "friend.bond", "no such state or tally"),
    # clock and form
    ("dt_s: 0.2", "dt_s: 0", "0,", "want at least 0.001; got 0"),
    ("dt_s: 0.2", "dt_s: fast", "fast", "want a number; got 'fast'"),
    ("cell_m: 1", "cell_m: 1\n  colour: blue", "colour", "unknown key; known: cell_m, file, grounds, places"),
    ("question:", "queston:", "queston", "unknown key; did you mean 'question'?"),
    ("pace: 0.6", "pace: -1", "-1", "want more than 0.0; got -1"),
    ("max_s: 300", "max_s: .inf", ".inf", "want a finite number"),
    ("friend: {role: civilian,", "friend: {role: civilian, at: D,", "at: C}\n  ranger", "there twice"),
    ("title: A", "title: &a A", "&a", "an anchor"),
]


def place(text, planted, pointed):
    """LINE:COLUMN of the part `pointed` within the text `planted`."""
    at = text.index(planted) + planted.index(pointed) if pointed in planted else text.index(pointed)
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


@pytest.mark.parametrize(("old", "new", "pointed", "message"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_is_told_where_it_stands_with_what_would_do(problems, tmp_path, old, new, pointed, message):
    told = problems({old: new})
    where = f"creek.yaml:{place((tmp_path / 'creek.yaml').read_text(), new, pointed)}: "
    assert any(line.startswith(where) and message in line for line in told), told


def test_ten_mistakes_are_ten_lines_in_the_order_of_the_file(problems):
    ten = {
        "collie.bnod: 0.9",
        "24 km",
        "trapped: maybe",
        "superior: station1}",
        "shape: ring",
        "default: give",
        "flood.warn_s: 100}",
        "of: tally.resqued",
        "of: friend.bond",
        "pace: -1",
    }
    told = problems({old: new for old, new, _, _ in MISTAKES if new in ten})
    assert len(told) == 10
    lines = [int(line.split(":")[1]) for line in told]
    assert lines == sorted(lines)
    assert all(re.match(r"creek\.yaml:\d+:\d+: [a-z]", line) for line in told)


def test_nobody_is_its_own_partner(problems):
    [line] = problems({"partner: hiker, superior: hiker": "partner: collie, superior: hiker"})
    assert "did you mean 'collie'" not in line


@pytest.mark.parametrize("name", ["tally", "clock"])
def test_an_agent_may_not_bear_the_name_of_what_outcomes_read(problems, name):
    assert problems({"friend:": f"{name}:"})


def test_names_that_would_share_their_luck_are_refused(problems):
    assert problems(
        {"friend:": "liquid:", "\n  station: {": "\n  costarring: {role: civilian, at: C}\n  station: {"}
    )


def test_an_unknown_scenario_is_told_with_the_nearest_name(tmp_path):
    with pytest.raises(ScenarioError, match="unknown scenario 'rail_yrad'; did you mean 'rail_yard'"):
        load("rail_yrad")
    with pytest.raises(DocumentError, match=r"nowhere\.yaml:1:1: cannot be read: No such file"):
        load(tmp_path / "nowhere.yaml")
    with pytest.raises(DocumentError, match="cannot be read"):
        load("nowhere.yaml")
