"""Blocks of runs: no result depends on threads, on how runs are cut into blocks, or on their order."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from equality import anywhere, not_too_often, options, sample

from bondsim import records
from bondsim.engines.batch import Recording, run_block
from bondsim.engines.recording import Stopped, check_variables
from bondsim.engines.run import run_setup
from bondsim.scenario import load, names
from bondsim.vocabulary import STATUSES

N = 700  # more than are held at once


@pytest.fixture(scope="module")
def setups():
    scenario = load("rail_yard")
    points = [{}, {"dog.bond": 0.2, "train.warning_s": 20}, {"start": "pursuit", "pursuit.backup_s": 200}]
    return [scenario.setup(settings) for settings in points]


@pytest.fixture(scope="module")
def addresses(setups):
    """Points, replicates and seeds of some runs, all mixed."""
    rng = np.random.default_rng(3)
    return rng.integers(0, len(setups), N), rng.integers(0, 50, N), rng.integers(0, 2**63, N)


@pytest.fixture(scope="module")
def whole(setups, addresses):
    return run_block(setups, *addresses)


def same(a, b):
    return a.tobytes() == b.tobytes()


def test_a_block_has_a_row_a_run(whole, setups):
    assert whole.outcomes.shape == (N, len(setups[0].scenario.outcomes))
    assert whole.outcomes.dtype == np.float64 and whole.status.dtype == np.int8
    assert set(whole.status) == {STATUSES["done"]}
    assert whole.series is None and whole.events is None


@pytest.mark.parametrize("cut", [1, 97, 512, 699])
def test_cutting_a_block_changes_nothing(setups, addresses, whole, cut):
    size = cut if cut > 1 else 1
    some = 40 if cut == 1 else N
    blocks = [
        run_block(setups, *(part[k : min(k + size, some)] for part in addresses))
        for k in range(0, some, size)
    ]
    assert same(np.concatenate([b.outcomes for b in blocks]), whole.outcomes[:some])
    assert same(np.concatenate([b.status for b in blocks]), whole.status[:some])


def test_the_order_of_runs_changes_nothing(setups, addresses, whole):
    order = np.random.default_rng(4).permutation(N)
    shuffled = run_block(setups, *(part[order] for part in addresses))
    assert same(shuffled.outcomes, whole.outcomes[order])


def test_the_order_of_design_points_changes_nothing(setups, addresses, whole):
    point, replicate, seed = addresses
    turned = run_block(setups[::-1], len(setups) - 1 - point, replicate, seed)
    assert same(turned.outcomes, whole.outcomes)


def test_threads_change_nothing(setups, addresses, whole):
    def part(k):
        return run_block(setups, *(each[k : k + 60] for each in addresses)).outcomes

    with ThreadPoolExecutor(5) as pool:
        together = np.concatenate(list(pool.map(part, range(0, N, 60))))
    assert same(together, whole.outcomes)


FEW = 9  # runs of each scenario


@pytest.mark.parametrize("name", names())
def test_cuts_order_and_threads_change_nothing_in_any_scenario(name):
    """Whatever families it has, and incidents within a career: nothing of one run is left to the next."""
    scenario = load(name)
    few = {"unit.teams": 2} if "unit.teams" in scenario.keys else {}
    drawn = not_too_often(anywhere(scenario, 1)) | few
    setups = [scenario.setup(few), scenario.setup(drawn), scenario.setup(options(scenario)[-1] | few)]
    if scenario.is_career:
        setups = [sample(setup) for setup in setups]
    rng = np.random.default_rng(5)
    point, replicate, seed = np.arange(FEW) % 3, rng.integers(0, 50, FEW), rng.integers(0, 2**63, FEW)
    whole = run_block(setups, point, replicate, seed)
    assert (
        len({run.tobytes() for run in whole.outcomes}) > 2
    )  # else one that took over another's end were not seen

    def part(k):
        return run_block(setups, point[k], replicate[k], seed[k])

    order = rng.permutation(FEW)
    turned = run_block(setups[::-1], len(setups) - 1 - point[order], replicate[order], seed[order])
    assert same(turned.outcomes, whole.outcomes[order]) and same(turned.status, whole.status[order])
    with ThreadPoolExecutor(3) as pool:
        parts = list(pool.map(part, (slice(0, 4), slice(4, 5), slice(5, FEW))))
    assert same(np.concatenate([p.outcomes for p in parts]), whole.outcomes)
    assert same(np.concatenate([p.status for p in parts]), whole.status)


def test_recording_changes_nothing(setups, addresses, whole):
    some = [part[:60] for part in addresses]
    recorded = run_block(setups, *some, Recording(every_s=0.1, events=True))
    assert same(recorded.outcomes, whole.outcomes[:60])


def test_runs_recorded_together_are_those_recorded_alone(setups, addresses):
    record = Recording(every_s=1.0, variables=("dog.arousal", "handler.x_m"), events=True)
    together = run_block(setups, *(part[:12] for part in addresses), record)
    for k in range(12):
        alone = run_block(setups, *(part[k : k + 1] for part in addresses), record)
        for table in ("series", "events"):
            rows = getattr(together, table)["run_index"] == k
            for name, column in getattr(alone, table).items():
                if name != "run_index":
                    assert (getattr(together, table)[name][rows] == column).all(), (table, name)


def test_points_with_other_partners_in_one_block_have_their_own_series():
    """Of six officers some are not there at one point: they hold nothing towards anybody."""
    scenario = load("park_standoff")
    setups = [scenario.setup({"officer.count": count}) for count in (6, 2)]
    assert (setups[0].agents["partner"] != setups[1].agents["partner"]).any()
    record = Recording(every_s=5.0)
    together = run_block(setups, [0, 1, 0], [0, 0, 1], [7, 7, 7], record).series
    for k, (point, replicate) in enumerate(((0, 0), (1, 0), (0, 1))):
        alone = run_setup(setups[point], 7, replicate, "mesa").series
        here = together["run_index"] == k
        alone = alone[alone["t_s"] % 5.0 == 0]
        for name in ("bond", "good", "arousal"):
            assert together[name][here].tolist() == alone[name].tolist(), (k, name)
    absent = (
        np.char.startswith(together["agent"], "officer")
        & (together["run_index"] == 1)
        & (together["present"] == 0)
    )
    assert absent.any() and not together["bond"][absent].any()


def test_a_series_has_a_row_for_each_time_and_agent_named(setups):
    record = Recording(every_s=0.5, variables=("dog.arousal", "dog.bond", "handler.x_m"))
    block = run_block(setups[:1], [0], [0], [7], record)
    series = block.series
    assert set(series) == {"run_index", "t_s", "agent", "x_m", "arousal", "bond"}
    assert list(series["agent"][:4]) == ["handler", "dog", "handler", "dog"]
    assert series["t_s"][:6].tolist() == [0, 0, 0.5, 0.5, 1, 1]
    last = block.outcomes[0, list(setups[0].scenario.outcomes).index("duration_s")]
    assert last - 0.5 < series["t_s"][-1] <= last + 1e-9
    assert block.events is None


def test_a_sparse_series_is_a_part_of_a_dense_one(setups):
    dense = run_block(setups[:1], [0], [0], [7], Recording(every_s=0.1)).series
    sparse = run_block(setups[:1], [0], [0], [7], Recording(every_s=1.0)).series
    rows = np.isin(np.round(dense["t_s"], 6), np.round(sparse["t_s"], 6))
    for name, column in sparse.items():
        if name != "t_s":
            assert dense[name][rows].tobytes() == column.tobytes(), name


def test_the_same_address_is_the_same_luck_at_every_point(setups):
    """Whatever the bond, the first call gets through at the same time and dispatch takes as long."""
    scenario = setups[0].scenario
    points = [scenario.setup({"dog.bond": b}) for b in (0.0, 0.5, 1.0)]
    blocks = [run_block(points, [q], [3], [8], Recording(events=True)) for q in range(3)]
    heard = [b.events["event"] == "radio_heard" for b in blocks]
    assert (
        len({(b.events["t_s"][h][0], b.events["value"][h][0]) for b, h in zip(blocks, heard, strict=True)})
        == 1
    )
    assert len({b.outcomes.tobytes() for b in blocks}) == 3


def test_no_run_at_all_is_an_empty_block(setups):
    empty = run_block(setups, [], [], [])
    assert empty.outcomes.shape == (0, len(setups[0].scenario.outcomes))
    assert len(empty.status) == 0


def test_a_run_that_does_not_end_is_broken_off_and_says_so():
    """With a chase that nobody can end, the run is broken off at `max_s`."""
    scenario = load("rail_yard")
    endless = {
        "start": "pursuit",
        "suspect.w_task": 50,
        "suspect.speed_m_s": 0,
        "suspect.critical_speed_m_s": 0,
        "dog.present": False,
        "handler.speed_m_s": 0,
        "handler.critical_speed_m_s": 0,
        "pursuit.memory_s": 600,
        "handler.sight_m": 1000,
    }
    block = run_block([scenario.setup(endless)], [0], [0], [1])
    assert block.status[0] == STATUSES["step_cap"]
    duration = block.outcomes[0, list(scenario.outcomes).index("duration_s")]
    assert duration == pytest.approx(scenario.max_s, abs=0.2)


def test_events_beyond_the_room_for_them_are_missed_aloud_and_change_nothing():
    """A dog that decides ten times a second for fifteen minutes."""
    scenario = load("rail_yard")
    restless = {"train.warning_s": 3600, "withdraw.duration_s": 0.1, "guard.duration_s": 0.1}
    restless |= {"baseline": "obedient_dog", "stance.call_back_rate": 0, "radio.p_message": 0}
    setup = scenario.setup(restless)
    with pytest.warns(UserWarning, match=r"\d+ of \d+ events found no room"):
        told = run_block([setup], [0], [0], [1], Recording(events=True))
    assert len(told.events["t_s"]) == records.MAX_EVENTS
    assert same(told.outcomes, run_block([setup], [0], [0], [1]).outcomes)


BAD_BLOCKS = """
import sys
from bondsim.engines.batch import run_block
from bondsim.scenario import load
yard, creek = (load(name).setup({}) for name in ("rail_yard", sys.argv[1]))
bad = {
    "a point that is not there": ([yard], [1], [0], [0]),
    "a point below 0": ([yard], [-1], [0], [0]),
    "columns of other lengths": ([yard], [0, 0, 0], [0], [0]),
    "a seed below 0": ([yard], [0], [0], [-1]),
    "a replicate below 0": ([yard], [0], [-1], [0]),
    "two scenarios": ([yard, creek], [0, 1], [0, 0], [0, 0]),
    "no design point": ([], [], [], []),
}
for name, arguments in bad.items():
    try:
        run_block(*arguments)
    except ValueError:
        continue
    print("taken:", name)
"""


def test_a_block_that_cannot_be_run_is_refused_before_compiled_code_sees_it(creek):
    command = [sys.executable, "-c", BAD_BLOCKS, str(creek)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_unknown_variables_are_told_with_the_nearest(setups):
    wrong = check_variables(setups[0].scenario, ["dog.arousal", "dog.arrousal", "cat.x_m"])
    assert list(wrong) == ["dog.arrousal", "cat.x_m"]
    assert "did you mean 'dog.arousal'" in wrong["dog.arrousal"]


@pytest.mark.parametrize("record", [None, Recording(every_s=1.0, events=True)])
def test_a_block_is_given_up_when_another_thread_says_so(record):
    """Long before all its runs are made: the flag is looked at after each."""
    setup = load("rail_yard").setup({})
    n, stop = 500_000, np.zeros(1, np.int64)
    threading.Timer(0.2, lambda: stop.fill(1)).start()
    runs = [np.zeros(n, np.int64), np.arange(n), np.zeros(n, np.int64)]
    with pytest.raises(Stopped):
        run_block([setup], *runs, record, stop=stop)
    again = run_block([setup], *(each[:3] for each in runs), record)
    assert (again.status == 0).all()


@pytest.mark.parametrize("name", ["rail_yard", "woods_ambush", "attention_drift"])
def test_a_run_that_would_never_end_is_given_up_when_asked(name):
    setup = load(name).setup({})
    clock, stop = setup.clock.copy(), np.zeros(1, np.int64)
    clock["max_steps"], clock["ends_when_settled"] = 2**50, 0
    threading.Timer(0.2, lambda: stop.fill(1)).start()
    with pytest.raises(Stopped):
        run_block([replace(setup, clock=clock)], *np.zeros((3, 1), np.int64), stop=stop)
