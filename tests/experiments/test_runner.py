"""Running a plan: the same bytes whatever the threads, the blocks, the order; one bad run costs itself."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from bondsim import records
from bondsim.experiments.computing.pace import Pace
from bondsim.experiments.errors import Interrupted
from bondsim.experiments.folder import store
from bondsim.experiments.planning.luck import run_seed
from bondsim.experiments.planning.plan import Plan
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    """Files of 32 runs, so that small experiments have several."""
    monkeypatch.setattr(store, "SHARD", 32)


@pytest.fixture
def reference(tmp_path, fake):
    execute(fake.plan(), tmp_path / "reference", engine=fake.Engine())
    return fake.tree(tmp_path / "reference")


def test_every_run_is_there_once(tmp_path, fake):
    execute(fake.plan(replicates=40), tmp_path / "out", engine=fake.Engine())
    runs = open_results(tmp_path / "out").runs
    assert list(runs["run"]) == list(range(240))
    assert (runs["run"] == runs["point"] * 40 + runs["replicate"]).all()
    assert (runs.groupby("point")["replicate"].nunique() == 40).all()


@pytest.mark.parametrize(("threads", "block_runs"), [(1, 1), (2, 7), (1, 1000), (3, 32), (2, None)])
def test_neither_threads_nor_blocks_change_a_byte(tmp_path, fake, reference, threads, block_runs):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), threads=threads, block_runs=block_runs)
    assert fake.tree(tmp_path / "out") == reference


def test_the_order_of_blocks_changes_no_byte(tmp_path, fake, reference):
    def last_first(compute, blocks):
        for block in reversed(list(blocks)):
            yield [compute(block)]

    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), block_runs=5, executor=last_first)
    assert fake.tree(tmp_path / "out") == reference


def test_blocks_can_be_computed_elsewhere(tmp_path, fake, reference):
    """What goes to a worker on another machine, and what comes back, survives the journey."""

    def far_away(compute, blocks):
        there = pickle.loads(pickle.dumps(compute))
        for block in blocks:
            yield [pickle.loads(pickle.dumps(there(pickle.loads(pickle.dumps(block)))))]

    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), executor=far_away)
    assert fake.tree(tmp_path / "out") == reference


def test_a_run_meets_its_own_luck_only(tmp_path, fake):
    """More levels and more replicates change no earlier run; replicate 17 is as lucky at every point."""
    few, many = (
        fake.plan({"dog.bond": levels}, replicates)
        for levels, replicates in (([0.3, 0.6], 20), ([0.1, 0.3, 0.5, 0.6], 50))
    )
    for plan, name in ((few, "few"), (many, "many")):
        execute(plan, tmp_path / name, engine=fake.Engine())
    small, large = (
        (r := open_results(tmp_path / name))
        .runs.merge(r.points, on="point")
        .set_index(["dog.bond", "replicate"])
        for name in ("few", "many")
    )
    pd.testing.assert_frame_equal(
        small[["rescued", "time_s", "pulls"]], large.loc[small.index, ["rescued", "time_s", "pulls"]]
    )
    assert large.groupby("replicate")["pulls"].nunique().max() == 1


def test_independent_luck_belongs_to_the_settings_not_to_their_place(tmp_path, fake):
    plans = [
        fake.plan({"dog.bond": levels}, pairing="independent") for levels in ([0.3, 0.6], [0.6, 0.3, 0.9])
    ]
    seeds = []
    for i, plan in enumerate(plans):
        execute(plan, tmp_path / str(i), engine=fake.Engine())
        results = open_results(tmp_path / str(i))
        assert results.runs.groupby("replicate")["pulls"].nunique().max() > 1
        seeds.append({results.settings(p)["dog.bond"]: results.seed(p) for p in results.points["point"]})
    assert seeds[0][0.3] == seeds[1][0.3] != seeds[0][0.6] == seeds[1][0.6]
    defaults = {"dog.bond": 0.5, "baseline": "none"}
    said, left = ({"dog.bond": 0.3, "baseline": "none"}, {"dog.bond": 0.3})
    assert (
        run_seed(7, "independent", said, defaults)
        == run_seed(7, "independent", left, defaults)
        == seeds[0][0.3]
    )
    assert all(0 <= seed < 2**63 for seed in seeds[0].values())


def test_golden_seeds():
    """These values are behind every stored result with independent luck; they must never change."""
    assert run_seed(7, "common", {"dog.bond": 0.3}, {}) == 7
    assert (
        run_seed(7, "independent", {"dog.bond": 0.3, "start": "pursuit"}, {"dog.bond": 0.5})
        == 1359176865465815726
    )


def test_a_run_that_raises_costs_only_itself(tmp_path, fake, reference):
    engine = fake.Engine(
        raises=lambda settings, replicate: settings["dog.bond"] == 0.9 and replicate in (3, 11)
    )
    execute(fake.plan(), tmp_path / "out", engine=engine, block_runs=50)
    results, sound = open_results(tmp_path / "out"), open_results(tmp_path / "reference")
    failed = results.runs["status"] == "failed"
    assert list(results.runs[failed]["replicate"]) == [3, 11, 3, 11]
    assert results.runs.loc[failed, ["rescued", "time_s", "pulls"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(
        results.runs[~failed].drop(columns="status"), sound.runs[~failed].drop(columns="status")
    )
    row = results.failures.iloc[0]
    assert (row["run"], row["point"], row["replicate"], row["status"], row["stage"]) == (
        83,
        4,
        3,
        "failed",
        "run",
    )
    assert "ZeroDivisionError: the dog divides by zero at 0.9" in row["traceback"]
    assert row["settings"] == '{"dog.bond":0.9,"warning_s":20.0}'
    assert row["seed"] == 7
    assert row["repeat"] == f"bondsim replay {tmp_path / 'out'} --point 4 --replicate 3"
    assert results.manifest["failed"] == 4
    missing = results.summary.set_index(["point", "outcome"])["missing"]
    assert missing[(4, "pulls")] == 2


@pytest.mark.parametrize("block_runs", [1, 7, 1000])
def test_failures_are_the_same_however_blocks_are_cut(tmp_path, fake, block_runs):
    engine = fake.Engine(
        raises=lambda settings, replicate: replicate % 7 == 3, caps=lambda settings, replicate: replicate == 5
    )
    execute(fake.plan(), tmp_path / "a", engine=engine, block_runs=block_runs)
    execute(fake.plan(), tmp_path / "b", engine=engine, threads=1)
    assert fake.tree(tmp_path / "a") == fake.tree(tmp_path / "b")
    assert open_results(tmp_path / "a").failures["status"].value_counts().to_dict() == {
        "failed": 18,
        "step_cap": 6,
    }


def test_a_run_without_end_keeps_its_outcomes_and_says_so(tmp_path, fake):
    engine = fake.Engine(caps=lambda settings, replicate: replicate == 5)
    execute(fake.plan(), tmp_path / "out", engine=engine)
    results = open_results(tmp_path / "out")
    capped = results.runs[results.runs["status"] == "step_cap"]
    assert len(capped) == len(results.failures) == 6
    assert capped["pulls"].notna().all()
    assert results.failures["traceback"].isna().all()


def test_settings_that_cannot_be_set_up_fail_their_runs(tmp_path, fake):
    execute(fake.plan({"dog.bond": [-1.0, 0.5]}), tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    assert results.runs.groupby("point")["status"].unique().map(list).to_dict() == {
        0: ["failed"],
        1: ["done"],
    }
    assert set(results.failures["stage"]) == {"setup"}
    assert results.failures["traceback"].str.contains("ValueError: a bond below 0").all()


def test_an_engine_where_everything_raises_still_ends(tmp_path, fake):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(raises=lambda settings, replicate: True))
    results = open_results(tmp_path / "out")
    assert len(results.failures) == len(results.runs) == 120
    assert results.series.empty
    assert list(results.series.columns) == ["run", "t_s", "agent"]


def test_what_is_not_recorded_is_not_there(tmp_path, fake):
    execute(
        fake.plan(outcomes=("time_s",), series=False, events=False), tmp_path / "out", engine=fake.Engine()
    )
    results = open_results(tmp_path / "out")
    assert list(results.runs.columns) == ["run", "point", "replicate", "status", "time_s"]
    assert results.series.empty
    assert results.events.empty
    assert not (tmp_path / "out" / "series").exists()


def test_one_point_where_nothing_is_varied(tmp_path, fake):
    execute(fake.plan({}), tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    assert results.points.to_dict("list") == {"point": [0]}
    assert len(results.runs) == 20


def test_progress_is_told(tmp_path, fake):
    follower = fake.Followed()
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), report=follower)
    assert follower.starts == [(120, 0)]
    assert follower.advanced == 120
    assert follower.messages == ["compiling"]


@pytest.mark.parametrize("wrong", [{"threads": 0}, {"block_runs": 0}])
def test_nothing_computes_nothing(tmp_path, fake, wrong):
    with pytest.raises(ValueError, match="at least 1 would do"):
        execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), **wrong)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_keeps_what_is_finished_and_goes_on(tmp_path, fake, reference, number):
    after = iter(range(1000))

    def stop_at_the_fifth():
        if next(after) == 4:
            os.kill(os.getpid(), number)

    with pytest.raises(Interrupted, match="the same command goes on from there") as stopped:
        execute(
            fake.plan(),
            tmp_path / "out",
            engine=fake.Engine(on_block=stop_at_the_fifth),
            threads=1,
            block_runs=10,
        )
    assert 40 <= stopped.value.done < 120
    unfinished = open_results(tmp_path / "out")
    assert unfinished.state == "interrupted"
    assert len(unfinished.runs) == stopped.value.done
    engine = fake.Engine()
    follower = fake.Followed()
    execute(fake.plan(), tmp_path / "out", engine=engine, threads=2, block_runs=7, report=follower)
    assert sum(engine.calls) == follower.advanced == 120 - stopped.value.done  # nothing is computed twice
    assert follower.starts == [(120, stopped.value.done)]
    assert fake.tree(tmp_path / "out") == reference


def test_signals_mean_again_what_they_meant(tmp_path, fake):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine())
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_ctrl_c_while_compiling(tmp_path, fake):
    class Impatient(fake.Engine):
        def compile(self, scenarios, progress=None):
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "out", engine=Impatient())
    assert open_results(tmp_path / "out").state == "interrupted"


def test_it_runs_in_any_thread(tmp_path, fake, reference):
    worker = threading.Thread(
        target=execute, args=(fake.plan(), tmp_path / "out"), kwargs={"engine": fake.Engine()}
    )
    worker.start()
    worker.join()
    assert fake.tree(tmp_path / "out") == reference


def test_threads_share_the_work(tmp_path, fake):
    def took(threads):
        begun = time.perf_counter()
        engine = fake.Engine(seconds_per_run=0.003)
        execute(fake.plan(), tmp_path / str(threads), engine=engine, threads=threads)
        return time.perf_counter() - begun

    assert took(4) < 0.6 * took(1)  # asleep, not computing: so this holds on a busy machine too


def test_blocks_are_half_a_second_and_never_huge(fake):
    def block(runs, seconds):
        return fake.SimpleNamespace(start=0, stop=runs, seconds=seconds)

    pace = Pace(fake.plan(series=False, events=False), threads=2, fixed=None)
    pace.begin(10**6)
    assert pace.runs == 256
    pace.note([block(256, 256 * 2e-4)])
    assert pace.runs == 2500
    pace.note([block(5000, 5000 * 1e-6)])
    assert pace.runs == 1 << 12
    pace.note([block(100, 1000.0)])
    assert pace.runs == 1
    pace.begin(320)
    pace.note([block(100, 1e-3)])
    assert pace.runs == 16  # few runs left: all threads should end at about the same time
    recorded = Pace(fake.plan(), threads=2, fixed=None)
    recorded.begin(10**6)
    recorded.note([block(100, 1e-4)])
    assert recorded.runs < 1000  # series and events of a block must fit into memory
    assert Pace(fake.plan(), threads=2, fixed=7).runs == 7


def test_a_series_of_all_variables_is_known_to_be_large():
    plan = Plan.make(scenario="rail_yard", replicates=10**4, record={"series": {"every_s": 1}})
    pace = Pace(plan, threads=2, fixed=None)
    pace.begin(10**4)
    pace.note([SimpleNamespace(start=0, stop=10, seconds=1e-4)])
    columns = len(plan.scenario.cast) * len((*records.AGENT_STATE, *records.RELATION_STATE))
    most = plan.scenario.max_s * columns * 8  # bytes of a run that goes on to the end
    assert 4 <= pace.runs <= 16
    assert pace.runs * most <= 1 << 28


def test_memory_does_not_grow_with_runs(tmp_path, fake, monkeypatch):
    """Ten times the runs, no more memory held by Arrow or by Python's arrays."""
    import tracemalloc

    import pyarrow as pa

    monkeypatch.setattr(store, "SHARD", 1 << 12)

    def peak(replicates):
        plan = fake.plan({"dog.bond": [0.3, 0.6]}, replicates, series=False, events=False)
        pool = pa.system_memory_pool()
        before, most = pool.bytes_allocated(), 0

        def look():
            nonlocal most
            most = max(most, pool.bytes_allocated() - before)

        tracemalloc.start()
        engine = fake.Engine(on_block=look)
        execute(plan, tmp_path / str(replicates), engine=engine, threads=1, block_runs=1 << 11)
        python = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most, python

    peak(100)  # imports
    few, many = peak(5_000), peak(50_000)
    assert many[0] <= few[0] + 1_000_000  # all of the runs are three times that
    assert many[1] <= 1.2 * few[1] + 100_000


def test_few_files_while_it_runs_and_after(tmp_path, fake, monkeypatch):
    """Blocks of one run are no reason for a file a run."""
    monkeypatch.setattr(store, "SHARD", 1 << 14)
    most = 0

    def look():
        nonlocal most
        most = max(most, len(fake.tree(tmp_path / "out")))

    execute(fake.plan(replicates=30), tmp_path / "out", engine=fake.Engine(on_block=look), block_runs=1)
    assert most <= 8
    assert len(fake.tree(tmp_path / "out")) == 8
    assert -(-(10**6) // store.SHARD) * 4 + 10 < 500


def test_outcomes_are_as_the_engine_gives_them(tmp_path, fake):
    plan, engine = fake.plan({"dog.bond": [0.4]}, 200, series=False, events=False), fake.Engine()
    execute(plan, tmp_path / "out", engine=engine, threads=1, block_runs=33)
    runs = open_results(tmp_path / "out").runs
    n = np.arange(200)
    made = engine.run_block([{"dog.bond": 0.4}], 0 * n, n, 0 * n + 7).outcomes
    for column, name in enumerate(("rescued", "time_s", "pulls")):
        found = runs[name].astype("Float64").to_numpy(float, na_value=np.nan)
        np.testing.assert_array_equal(found, made[:, column])
    assert (runs["rescued"].dtype, runs["pulls"].dtype, runs["time_s"].dtype) == (
        "boolean",
        "Int64",
        "float64",
    )


def test_running_imports_neither_pandas_nor_scipys_functions(tmp_path, fake):
    """Together they take longer to import than a small experiment takes to run."""
    script = (
        "import runpy, sys\n"
        "sys.argv[:] = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "assert not {'pandas', 'scipy.special', 'matplotlib', 'mesa'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script, fake.__file__, str(tmp_path / "out")], check=True)


@pytest.mark.parametrize("module", ["results", "upkeep.status"])
def test_reading_results_loads_no_model(module):
    """A look at a folder has not to wait for every parameter of every scenario."""
    script = (
        f"import sys, bondsim.experiments.{module}\n"
        "found = {'bondsim.parameter', 'bondsim.scenario', 'pandas', 'matplotlib', 'numba'} & sys.modules.keys()\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_long_block_is_given_up_when_the_user_stops():
    """Sixteen thousand runs in one block, of which most are never made; what is given up is no failure."""
    import bondsim as bs
    from bondsim.engines import batch
    from bondsim.experiments.computing.blocks import Block
    from bondsim.experiments.computing.executors import Threads, Todo
    from bondsim.experiments.runner import computation

    plan = bs.Experiment("rail_yard", replicates=100_000).plan
    batch.compile([plan.scenario])
    compute = computation(plan, batch)
    long = Block(0, np.zeros(100_000, np.int64), np.arange(100_000))
    threading.Timer(0.3, compute.stop).start()
    assert list(Threads(1)(compute, Todo(iter([long]), compute.is_stopped))) == [[]]
