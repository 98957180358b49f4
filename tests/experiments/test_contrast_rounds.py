"""Replicating until differences are narrow enough, whatever the estimates themselves are."""

import numpy as np
import pytest

import bondsim as bs
from bondsim.analysis import Differences, paired_difference, unpaired_difference
from bondsim.documents import DocumentError
from bondsim.experiments.errors import Interrupted
from bondsim.experiments.planning.plan import Plan, Until
from bondsim.experiments.planning.watch import pairs
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute

UNTIL = ("rescued", 0.06, "dog.bond", "next")


def half_widths(results, levels, factor, at):
    found = [results.contrast("rescued", factor, a, b, at=at) for a, b in levels]
    return [(each.high - each.low) / 2 for each in found]


def test_contrasts_stop_when_they_are_narrow_enough(tmp_path, fake):
    plan = fake.plan(replicates=20, most=2000, until=UNTIL)
    execute(plan, tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    for warning in (20.0, 40.0):
        wide = half_widths(results, [(0.1, 0.5), (0.5, 0.9)], "dog.bond", {"warning_s": warning})
        assert max(wide) <= 0.06
    counts = results.runs.groupby("point").size()
    assert counts.min() < 0.7 * counts.max()  # the clear ones stop early
    found = results.replication
    assert (found.contrast, found.intervals, found.reached) == ("dog.bond", 4, 4)
    assert found.fixed == 6 * counts.max()
    assert "every interval of differences in rescued by dog.bond" in repr(found)


def test_common_luck_takes_fewer_runs(tmp_path, fake):
    taken = {}
    for pairing in ("common", "independent"):
        plan = fake.plan(replicates=20, most=4000, until=UNTIL, pairing=pairing)
        execute(plan, tmp_path / pairing, engine=fake.Engine())
        results = open_results(tmp_path / pairing)
        assert results.replication.reached == 4
        taken[pairing] = len(results.runs)
    assert taken["common"] < 0.75 * taken["independent"]


def test_the_first_level_against_each_other(tmp_path, fake):
    plan = fake.plan(replicates=20, most=2000, until=(*UNTIL[:3], "first"))
    execute(plan, tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    wide = half_widths(results, [(0.1, 0.5), (0.1, 0.9)], "dog.bond", {"warning_s": 40.0})
    assert max(wide) <= 0.06
    assert results.replication.reached == 4


@pytest.mark.parametrize(("threads", "block_runs"), [(1, 1), (2, 7)])
def test_completion_order_never_decides(tmp_path, fake, threads, block_runs):
    plan = fake.plan(replicates=10, most=500, until=("rescued", 0.12, "warning_s", "next"), budget=900)
    luck = np.random.default_rng(threads)

    def shuffled(compute, blocks):
        todo = list(blocks)
        for i in luck.permutation(len(todo)):
            yield [compute(todo[i])]

    execute(plan, tmp_path / "a", engine=fake.Engine())
    execute(plan, tmp_path / "b", engine=fake.Engine(), threads=threads, block_runs=block_runs)
    execute(plan, tmp_path / "c", engine=fake.Engine(), block_runs=block_runs, executor=shuffled)
    assert fake.tree(tmp_path / "a") == fake.tree(tmp_path / "b") == fake.tree(tmp_path / "c")


def test_interrupted_it_goes_on_to_the_same(tmp_path, fake):
    plan = fake.plan(replicates=20, most=600, until=UNTIL)
    execute(plan, tmp_path / "whole", engine=fake.Engine())

    def some_blocks(compute, blocks):
        for block in [*blocks][:9]:
            yield [compute(block)]

    sessions = 0
    for _ in range(100):
        try:
            execute(plan, tmp_path / "out", engine=fake.Engine(), block_runs=13, executor=some_blocks)
        except Interrupted:
            sessions += 1
        else:
            break
    assert sessions > 5
    assert fake.tree(tmp_path / "out") == fake.tree(tmp_path / "whole")


def test_pairs_are_points_that_differ_in_the_factor_alone():
    points = [{"bond": b, "warning": w} for b in (0.9, 0.1, 0.5) for w in (20, 60)][:5]  # no (0.5, 60)
    found = pairs(points, Until("rescued", 0.1, "bond", "next"), ordered=True)
    levels = [(points[a]["bond"], points[b]["bond"], points[a]["warning"]) for a, b in found]
    assert levels == [(0.1, 0.5, 20), (0.1, 0.9, 60), (0.5, 0.9, 20)]
    found = pairs(points, Until("rescued", 0.1, "bond", "first"), ordered=False)
    levels = [(points[a]["bond"], points[b]["bond"], points[a]["warning"]) for a, b in found]
    assert set(levels) == {(0.9, 0.5, 20), (0.9, 0.1, 20), (0.9, 0.1, 60)}


@pytest.mark.parametrize("share", [True, False])
@pytest.mark.parametrize("paired", [True, False])
def test_differences_are_those_of_the_pairs_that_are_there(share, paired):
    luck = np.random.default_rng(3)
    values = luck.random((2, 60)) < 0.4 if share else luck.exponential(size=(2, 60))
    values = values.astype(float)
    values[0, 7] = np.nan
    found = Differences(3, np.array([[0, 2]]), share=share, paired=paired)
    assert np.isnan(found.intervals()[0]).all()
    found.add(np.repeat([0, 2], [30, 20]), np.r_[values[0, :30], values[1, :20]])
    found.add(np.repeat([0, 1, 2], [30, 5, 20]), np.r_[values[0, 30:], np.zeros(5), values[1, 20:40]])
    ends = (40, 40) if paired else (60, 40)
    difference = paired_difference if paired else unpaired_difference
    expected = difference(values[0, : ends[0]], values[1, : ends[1]], share=share)
    low, high = found.intervals()
    assert (low[0], high[0]) == (expected.low, expected.high)


EXPERIMENT = {"scenario": "rail_yard", "vary": {"dog.bond": [0.2, 0.8], "baseline": ["none", "no_dog"]}}


def planned(**replicates):
    until = {"outcome": "rescued", "half_width": 0.05} | replicates.pop("until", {})
    return Plan.make(**EXPERIMENT, replicates={"min": 50, "max": 500, "until": until} | replicates)


def test_a_config_says_which_contrasts_and_what_is_not_said_is_not_told():
    plain = planned()
    assert plain.resolved["replicates"]["until"] == {"outcome": "rescued", "half_width": 0.05}
    assert set(plain.resolved["replicates"]) == {"min", "max", "until"}
    numbers, choices = (planned(until={"contrast": name}) for name in ("dog.bond", "baseline"))
    assert numbers.replicates.until.against == "next"
    assert choices.replicates.until.against == "first"
    assert numbers.id != choices.id != plain.id
    assert planned(budget=300).max_runs == 300


@pytest.mark.parametrize(
    ("replicates", "says"),
    [
        ({"until": {"contrast": "dog.bnd"}}, "'dog.bnd' is not varied .*did you mean 'dog.bond'"),
        ({"until": {"contrast": "dog.mass_kg"}}, "not varied .varied: dog.bond, baseline"),
        ({"until": {"against": "next"}}, "want contrast too"),
        ({"until": {"contrast": "dog.bond", "half_width": 1.0}}, "want less than 1"),
        ({"until": {"contrast": "dog.bond", "against": "last"}}, "want one of next, first; got 'last'"),
        ({"budget": 100}, "at least min x points, 200; got 100"),
    ],
)
def test_what_cannot_be_meant_is_refused(replicates, says):
    with pytest.raises(DocumentError, match=says):
        planned(**replicates)


def test_the_model_itself_until_a_contrast_is_known(tmp_path):
    """Bond against the rail yard, in common luck: rescued differs by bond to within 0.1."""
    experiment = bs.Experiment(
        scenario="rail_yard",
        vary={"dog.bond": [0.2, 0.5, 0.8]},
        replicates={
            "min": 50,
            "max": 1000,
            "until": {"outcome": "rescued", "contrast": "dog.bond", "half_width": 0.08},
        },
        record={"outcomes": ["rescued"]},
    )
    results = experiment.run(tmp_path / "out")
    assert results.replication.reached == 2
    for a, b in ((0.2, 0.5), (0.5, 0.8)):
        found = results.contrast("rescued", "dog.bond", a, b)
        assert (found.high - found.low) / 2 <= 0.08
