"""Replicating until intervals are narrow enough, in rounds that nothing but the results decides."""

import numpy as np
import pytest

from bondsim.analysis import Tally
from bondsim.experiments.errors import Interrupted
from bondsim.experiments.folder import store
from bondsim.experiments.planning.rounds import Round, first_round, next_round
from bondsim.experiments.planning.watch import OfPoints
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute


@pytest.fixture
def adaptive(fake):
    return fake.plan(replicates=20, most=2000, until=("rescued", 0.06))


def test_points_stop_when_they_are_narrow_enough(tmp_path, fake, adaptive):
    execute(adaptive, tmp_path / "out", engine=fake.Engine())
    summary = open_results(tmp_path / "out").summary
    rescued = summary[summary["outcome"] == "rescued"]
    assert ((rescued["high"] - rescued["low"]) / 2 <= 0.06).all()
    assert rescued["n"].max() < 400  # no more than it takes: 270 runs at a share of a half
    assert rescued["n"].min() < 0.6 * rescued["n"].max()  # wide points get more than narrow ones
    assert list(open_results(tmp_path / "out").runs["run"]) == list(
        range(len(open_results(tmp_path / "out").runs))
    )


def test_a_point_stops_at_the_cap(tmp_path, fake):
    plan = fake.plan(replicates=20, most=90, until=("rescued", 0.001))
    execute(plan, tmp_path / "out", engine=fake.Engine())
    assert (open_results(tmp_path / "out").runs.groupby("point").size() == 90).all()


def test_means_are_replicated_too(tmp_path, fake):
    plan = fake.plan({"warning_s": [20.0, 60.0]}, 5, most=5000, until=("time_s", 0.5))
    execute(plan, tmp_path / "out", engine=fake.Engine())
    summary = open_results(tmp_path / "out").summary.set_index(["outcome", "point"]).loc["time_s"]
    assert ((summary["high"] - summary["low"]) / 2 <= 0.5).all()
    assert summary.loc[1, "n"] > 4 * summary.loc[0, "n"]  # three times the spread


@pytest.mark.parametrize(("threads", "block_runs"), [(1, 1), (2, 7), (3, 1000)])
def test_completion_order_never_decides(tmp_path, fake, threads, block_runs, monkeypatch):
    monkeypatch.setattr(store, "SHARD", 100)
    adaptive = fake.plan(replicates=10, most=500, until=("rescued", 0.12))
    luck = np.random.default_rng(threads)

    def shuffled(compute, blocks):
        todo = list(blocks)
        for i in luck.permutation(len(todo)):
            yield [compute(todo[i])]

    execute(adaptive, tmp_path / "a", engine=fake.Engine())
    execute(adaptive, tmp_path / "b", engine=fake.Engine(), threads=threads, block_runs=block_runs)
    execute(adaptive, tmp_path / "c", engine=fake.Engine(), block_runs=block_runs, executor=shuffled)
    assert fake.tree(tmp_path / "a") == fake.tree(tmp_path / "b") == fake.tree(tmp_path / "c")


def test_interrupted_in_every_round(tmp_path, fake, adaptive):
    execute(adaptive, tmp_path / "whole", engine=fake.Engine())
    engine, sessions = fake.Engine(), 0

    def one_block(compute, blocks):
        for block in [*blocks][:9]:
            yield [compute(block)]

    for _ in range(100):
        try:
            execute(adaptive, tmp_path / "out", engine=engine, block_runs=13, executor=one_block)
        except Interrupted:
            sessions += 1
        else:
            break
    assert sessions > 5
    assert fake.tree(tmp_path / "out") == fake.tree(tmp_path / "whole")
    assert sum(engine.calls) == open_results(tmp_path / "out").manifest["runs"]  # nothing computed twice


def test_progress_tells_of_each_round(tmp_path, fake, adaptive):
    follower = fake.Followed()
    execute(adaptive, tmp_path / "out", engine=fake.Engine(), report=follower)
    totals, done = zip(*follower.starts, strict=True)
    assert done == (0, *totals[:-1])
    assert totals[-1] == follower.advanced


def test_runs_are_numbered_by_round_point_replicate():
    third = Round(100, np.array([2, 5]), np.array([30, 10]), np.array([3, 2]))
    assert third.stop == 105
    point, replicate = third.runs(100, 105)
    assert list(zip(point, replicate, strict=True)) == [(2, 30), (2, 31), (2, 32), (5, 10), (5, 11)]
    point, replicate = third.runs(102, 104)
    assert list(zip(point, replicate, strict=True)) == [(2, 32), (5, 10)]


def test_a_fixed_number_is_one_round(fake):
    plan = fake.plan(replicates=30)
    only = first_round(plan)
    assert only.stop == 180
    assert next_round(plan, only, np.full(6, 30), None) is None


def test_points_without_values_go_on_to_the_cap(fake):
    """Where nobody was ever in the water there is no share, narrow or wide: more runs may find one."""
    plan = fake.plan({}, replicates=10, most=35, until=("rescued", 0.1))
    tally, replicates, current = Tally(1, [True, False, False]), np.zeros(1, np.int64), first_round(plan)
    sizes = []
    while current is not None:
        sizes.append(int(current.count[0]))
        tally.add(np.zeros(sizes[-1], np.int64), [np.full(sizes[-1], np.nan)] * 3)
        replicates += current.count
        current = next_round(plan, current, replicates, OfPoints(tally, 0))
    assert sizes == [10, 10, 15]


def test_a_budget_is_shared_and_kept(tmp_path, fake, adaptive):
    execute(adaptive, tmp_path / "free", engine=fake.Engine())
    free = open_results(tmp_path / "free").runs.groupby("point").size()
    plan = fake.plan(replicates=20, most=2000, until=("rescued", 0.06), budget=700)
    assert plan.max_runs == 700
    execute(plan, tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    spent = results.runs.groupby("point").size()
    assert 690 <= spent.sum() <= 700
    assert list(spent.nsmallest(2).index) == list(free.nsmallest(2).index)  # less where it is clear
    assert results.replication.reached < results.replication.intervals
    assert "did NOT get to 0.06" in repr(results.replication)


def test_what_was_saved_is_told(tmp_path, fake, adaptive):
    execute(adaptive, tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    found, each = results.replication, results.runs.groupby("point").size()
    assert (found.runs, found.fixed) == (each.sum(), 6 * each.max())
    assert found.saved == pytest.approx(1 - each.mean() / each.max())
    assert (found.reached, found.intervals, found.widest <= 0.06) == (6, 6, True)
    assert f"a fixed number as precise everywhere would have taken {found.fixed:,}" in repr(found)
    execute(fake.plan(replicates=int(each.max())), tmp_path / "fixed", engine=fake.Engine())
    fixed = open_results(tmp_path / "fixed")
    assert fixed.replication is None
    half = (fixed.summary["high"] - fixed.summary["low"])[fixed.summary["outcome"] == "rescued"] / 2
    assert half.max() < 1.05 * found.widest  # it is indeed as precise everywhere, and no better


def test_skewed_means_do_not_stop_before_they_have_shown_it(fake):
    """Cochran's rule: 25 times the squared skewness; of an exponential time some 100 runs."""
    tally = Tally(2, [False])
    tally.add(np.zeros(40, np.int64), [np.r_[np.zeros(36), np.ones(4)]])
    tally.add(np.ones(40, np.int64), [np.linspace(0, 1, 40)])
    plan = fake.plan({"warning_s": [20.0, 40.0]}, 40, most=500, until=("time_s", 5.0), outcomes=("time_s",))
    found = next_round(plan, first_round(plan), np.full(2, 40), OfPoints(tally, 0))
    assert list(found.point) == [0]  # both are narrow enough; the skewness of one is 2.6
    assert found.count[0] == 40  # no more than it has at a time
