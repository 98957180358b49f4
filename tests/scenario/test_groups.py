"""Groups of the cast, and phases of the clock: data of a scenario, the same in both engines."""

import numpy as np
import pytest

from bondsim.engines.run import run_setup
from bondsim.scenario import SettingsError, load

ONE = "friend: {role: civilian, at: C}"
LINE = "friend: {role: civilian, count: 4, at: C, to: S}"
CLOCK = "clock: {dt_s: 0.2, max_s: 300}"
PHASES = "clock: {dt_s: 0.2, max_s: 4, phases: [{name: later, dt_s: 1, max_s: 90}]}"


def test_members_of_a_group_are_numbered_and_share_keys(written):
    scenario = load(written({ONE: LINE}))
    assert [name for name in scenario.cast if name.startswith("friend")] == [
        f"friend_{k}" for k in (1, 2, 3, 4)
    ]
    assert "friend.present" in scenario.keys and "friend_1.present" not in scenario.keys
    ids = scenario.setup({}).agents["id"]
    assert len(set(ids)) == len(ids)


def test_a_group_stands_evenly_along_a_line(written):
    scenario = load(written({ONE: LINE}))
    (start,), (end,) = scenario.map.places["C"], scenario.map.places["S"]
    at = scenario.cast.index("friend_1")
    x = scenario.setup({}).agents["x_m"][at : at + 4]
    assert np.allclose(np.diff(x), (end[0] - start[0]) / 3)


def test_the_count_says_how_many_of_a_group_are_there(written):
    scenario = load(written({ONE: LINE}))
    at = scenario.cast.index("friend_1")
    assert scenario.setup({"friend.count": 2}).agents["present"][at : at + 4].tolist() == [1, 1, 0, 0]
    for wrong in (5, 1.5, -1):
        with pytest.raises(SettingsError, match=r"friend\.count"):
            scenario.setup({"friend.count": wrong})


def test_one_letter_at_several_cells_is_for_groups_alone(written, problems):
    rows = (written().parent / "creek.txt").read_text().splitlines()
    row = next(k for k, line in enumerate(rows) if "C" in line)
    twice = {rows[row]: rows[row].replace("C.", "CC", 1)}
    assert len(load(written({ONE: LINE}, twice)).map.places["C"]) == 2
    [line] = problems({}, twice)
    assert "place C stands twice" in line


def test_a_group_is_scattered_by_luck(written):
    scenario = load(written({ONE: "friend: {role: civilian, count: 3, at: C, spread_m: 1.5}"}))
    runs = [run_setup(scenario.setup({}), 1, r, "mesa").series for r in (0, 1)]
    first = [run[(run.t_s == 0) & run.agent.str.startswith("friend")].x_m.to_numpy() for run in runs]
    assert len(set(first[0])) == 3 and not np.array_equal(*first)
    ((x, _),) = scenario.map.places["C"]
    assert np.all(np.abs(first[0] - x) <= 1.5)


def test_two_handlers_for_one_dog_are_refused(problems):
    lines = problems({ONE: "friend: {role: handler, at: C, partner: collie}"})
    assert any("two handlers" in line for line in lines)


def test_a_later_phase_has_its_own_step_in_both_engines(written):
    setup = load(written({CLOCK: PHASES, "flood.warning_s: 1 min": "flood.warning_s: 20"})).setup({})
    batch, mesa = (run_setup(setup, 3, 0, engine) for engine in ("batch", "mesa"))
    assert batch.series.equals(mesa.series) and batch.events.equals(mesa.events)
    t = np.unique(batch.series.t_s)
    steps = np.round(np.diff(t), 9)
    assert set(steps) == {0.2, 1.0} and np.all(np.diff(steps) >= 0)
    turned = batch.events[batch.events.event == "phase"].t_s.tolist()
    assert len(turned) == 1 and turned[0] == pytest.approx(3.8, abs=0.21)
    assert t[-1] > 20
