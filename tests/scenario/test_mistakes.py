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
    (
        "at: C}\n  ranger",
        'at: "~"}\n  ranger',
        '"~"',
        "'~' is a kind of ground: mark the cell with a letter of its own",
    ),
    (
        "at: C}\n  ranger",
        "at: C, spread_m: 3}\n  ranger",
        "3}",
        "leads off the map, whose edge is 1.5 m from its place",
    ),
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
    # main factors
    (
        "factors: [flood.warning_s",
        "factors: [flood.warnin_s",
        "flood.warnin_s",
        "did you mean 'flood.warning_s'?",
    ),
    # families
    (
        "collie.bond: 0.9",
        "collie.nose: true",
        "collie.nose",
        "belongs to the family 'scent', which `uses` does not",
    ),
    ("ground.friction", "dart.rate", "dart.rate", "belongs to the family 'dart', which `uses` does not name"),
    ("flood.warning_s: 100}", "scent.leg_m: 9}", "scent.leg_m", "belongs to the family 'scent'"),
    ("name: creek\n", "name: creek\nuses: [smell]\n", "smell", "want one of body, gun,"),
    # outcomes
    (
        "of: collie.bond",
        "of: collie.located",
        "collie.located",
        "nothing changes it without the family 'scent'",
    ),
    ("of: tally.rescued", "of: tally.darted", "tally.darted", "nothing changes it without the family 'dart'"),
    ("of: tally.rescued", "of: tally.resqued", "tally.resqued", "did you mean 'tally.rescued'?"),
    ("needs: tally.n_trapped", "needs: trapped", "trapped", "no such state or tally"),
    ("of: collie.bond", "of: friend.bond", "friend.bond", "no such state or tally"),
    # clock and form
    ("dt_s: 0.2", "dt_s: 0", "0,", "want at least 0.001; got 0"),
    ("dt_s: 0.2", "dt_s: fast", "fast", "want a number; got 'fast'"),
    ("cell_m: 1", "cell_m: 1\n  colour: blue", "colour", "unknown key; known: cell_m, file, grounds, places"),
    ("question:", "queston:", "queston", "unknown key; did you mean 'question'?"),
    ("pace: 0.6", "pace: -1", "-1", "want more than 0; got -1"),
    ("pace: 0.6", "pace: 0", "0,", "nobody walks around anything, make a wall slow ground"),
    ("max_s: 300", "max_s: .inf", ".inf", "want a finite number"),
    (
        "{dt_s: 0.2, max_s: 300}",
        "{dt_s: 0.001, max_s: 1e7}",
        "{dt_s",
        "10,000,000,000 steps of 0.001 s; a run has at most 10,000,000: a `dt_s` from 1, or a shorter `max_s`",
    ),
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


def test_a_hazard_without_a_clock_is_told_what_a_clock_looks_like(problems):
    [line] = problems({"clock: {dt_s: 0.2, max_s: 300}\n": ""})
    assert line == "creek.yaml:2:1: clock: this key is missing; such as `clock: {dt_s: 1, max_s: 3600}`"


def test_nobody_is_placed_in_a_wall(problems):
    wall = {
        '"s": {name: bank, pace: 0.6, step_m: 0.3}': '"s": {name: bank, pace: 0.6, step_m: 0.3, solid: true}'
    }
    assert problems(wall) == [
        "creek.yaml:15:38: map.places.H.ground: bank is solid, nobody can be there (creek.txt, line 3, column 7); "
        "want the ground that H lies on"
    ]


def test_a_group_along_a_line_through_a_wall_is_told_who_would_stand_in_it(problems):
    edits = {
        '"~": {name: creek bed, pace: 0.4}': '"~": {name: creek bed, pace: 0.4, solid: true}',
        'between stones, ground: "~"': 'between stones, ground: "."',
        "friend: {role: civilian, at: C}": "friend: {role: civilian, at: H, count: 3, to: C}",
    }
    [line] = problems(edits)
    assert (
        line.startswith("creek.yaml:")
        and ": cast.friend.to: friend_2 would stand on solid ground (creek.txt, line " in line
    )


def test_a_front_that_nothing_gives_a_clock_is_refused_at_its_place(problems):
    without = {
        "  flood.warning_s: 1 min\n": "",
        "factors: [flood.warning_s, collie.bond]": "factors: [collie.bond]",
    }
    assert problems(without) == [
        "creek.yaml:27:3: hazards.flood: nothing says when it arrives; such as `set: {flood.warning_s: 60 s}`, or "
        "flood.warning_s among the `factors`"
    ]


def test_two_handlers_of_one_dog_are_both_pointed_to(problems):
    told = problems({"friend: {role: civilian, at: C": "friend: {role: handler, at: C, partner: collie"})
    assert len(told) == 2
    assert all("collie has two handlers: a dog has one; leave `partner` out" in line for line in told)
    assert [line.split(": ")[1] for line in told] == ["cast.hiker.partner", "cast.friend.partner"]


def test_a_map_that_is_not_there_is_told_with_the_nearest_name(problems):
    [line] = problems({"file: creek.txt": "file: crek.txt"})
    assert "crek.txt:1:1: cannot be read: No such file or directory; did you mean 'creek.txt'?" in line


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
