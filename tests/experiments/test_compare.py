"""Two experiments beside each other: what was changed, and the difference it makes."""

import numpy as np
import pytest

from bondsim.analysis.differences import paired_difference
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.compare import compare


@pytest.fixture
def run(tmp_path, fake):
    def made(name, *arguments, **named):
        options = {"series": False, "events": False} | named
        execute(fake.plan(*arguments, **options), tmp_path / name, engine=fake.Engine())
        return open_results(tmp_path / name)

    return made


def test_a_fixed_key_that_was_changed_is_told_and_measured_pair_by_pair(run):
    """By hand: at each level of the bond, replicate by replicate."""
    vary = {"dog.bond": [0.3, 0.9]}
    a, b = (run(name, vary, 200, fixed={"warning_s": at}) for name, at in (("calm", 50.0), ("hurry", 30.0)))
    found = compare(a, b)
    assert found.changed == ("warning_s: 50 -> 30",)
    assert (found.a, found.b, found.shared_points, found.paired) == ("calm", "hurry", 2, True)
    rescued, time_s, pulls = found.effects
    assert [each.outcome for each in found.effects] == ["rescued", "time_s", "pulls"]
    values = [r.runs["rescued"].astype(float).to_numpy(na_value=np.nan) for r in (a, b)]
    there = ~np.isnan(values[0]) & ~np.isnan(values[1])
    by_cell = [
        paired_difference(values[0][at][there[at]], values[1][at][there[at]], share=True).estimate
        for at in (slice(0, 200), slice(200, 400))
    ]
    assert rescued.difference.estimate == pytest.approx(np.mean(by_cell))
    assert rescued.difference.n == there.sum() and rescued.difference.missing == (~there).sum()
    assert rescued.difference.low < rescued.difference.estimate < rescued.difference.high < 0
    assert found.notes == ()
    assert pulls.difference.estimate == 0  # nothing that they depend on was changed
    for each in (rescued, time_s, pulls):
        assert each.b - each.a == pytest.approx(each.difference.estimate)
    assert "rescued, experiment from calm to hurry: -" in repr(found)


def test_the_other_way_round_is_the_opposite(run):
    a, b = (run(name, {"dog.bond": levels}, 100) for name, levels in (("a", [0.3, 0.9]), ("b", [0.9])))
    there, back = compare(a, b), compare(b, a)
    assert there.changed == ("dog.bond: 0.3, 0.9 -> 0.9",)
    assert there.shared_points == back.shared_points == 1
    assert there.points == (2, 1)
    for one, other in zip(there.effects, back.effects, strict=True):
        assert one.difference.estimate == -other.difference.estimate == 0


def test_a_key_varied_in_one_and_fixed_in_the_other(run):
    a = run("a", {"dog.bond": [0.3, 0.9], "warning_s": [20.0, 40.0]}, 50)
    b = run("b", {"dog.bond": [0.3, 0.6, 0.9]}, 80, fixed={"warning_s": 20.0, "baseline": "no_dog"})
    found = compare(a, b)
    assert found.shared_points == 2
    assert "warning_s: 20, 40 -> 20" in found.changed
    assert "replicates.min: 50 -> 80" in found.changed
    assert {each.difference.n for each in found.effects if each.outcome == "pulls"} == {100}


def test_other_luck_is_no_pair(run):
    a, b = run("a", {"dog.bond": [0.3]}, 100), run("b", {"dog.bond": [0.3]}, 150, seed=8)
    found = compare(a, b)
    assert not found.paired and found.effects[0].difference.method == "Newcombe hybrid score"
    assert "seed: 7 -> 8" in found.changed
    assert any("independent groups" in note for note in found.notes)
    assert found.effects[2].difference.n == 250
    for each in found.effects:
        assert each.b - each.a == pytest.approx(each.difference.estimate)


def test_an_experiment_with_itself(run):
    a = run("a", {"dog.bond": [0.3, 0.6]})
    found = compare(a, a.folder)
    assert found.changed == () and found.shared_points == 2
    assert found.notes == ("what both have are the same runs: nothing that decides them was changed",)
    assert (found.a, found.b) == (f"{a.folder} (A)", f"{a.folder} (B)")


def test_nothing_varied_is_a_single_point(run):
    found = compare(run("a", {}), run("b", {}, fixed={"dog.bond": 0.9}))
    assert found.shared_points == 1 and found.changed == ("dog.bond: not there -> 0.9",)


def test_what_is_there_of_unfinished_ones_is_compared_and_said(run, tmp_path, fake):
    def two_blocks(compute, blocks):
        for _ in range(2):
            yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "b", engine=fake.Engine(), block_runs=15, executor=two_blocks)
    found = compare(run("a"), tmp_path / "b")
    assert f"{tmp_path / 'b'} is not finished: 30 of 120 runs are there" in found.notes
    assert found.effects[2].difference.n == 30


def test_another_version_of_model_or_scenario_is_noted(run, tmp_path, fake):
    a = run("a")
    execute(
        fake.plan(scenario=fake.Scenario(digest="e" * 64)), tmp_path / "b", engine=fake.Engine(rules="s" * 64)
    )
    notes = compare(a, tmp_path / "b").notes
    assert any("the scenario quay itself was changed" in note for note in notes)
    assert any("two versions of the model" in note for note in notes)


def test_what_cannot_be_compared_is_said(run, fake):
    a = run("a", {"dog.bond": [0.3]})
    with pytest.raises(ResultsError, match="one is of the scenario quay, the other of ward"):
        compare(a, run("b", {"dog.bond": [0.3]}, scenario=fake.Scenario(name="ward")))
    with pytest.raises(ResultsError, match=r"no outcome in common \(pulls; rescued\)"):
        compare(run("c", outcomes=("pulls",)), run("d", outcomes=("rescued",)))
    with pytest.raises(ResultsError, match=r"dog\.bond is 0\.3 in the one and 0\.6 in the other"):
        compare(a, run("e", {"dog.bond": [0.6]}))
