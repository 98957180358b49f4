"""Results where something is uncertain, and results that say what they hang on: from a plan to the answer."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from bondsim.analysis import mean_over_draws
from bondsim.experiments import open_results
from bondsim.experiments.config.design import Morris, Saltelli
from bondsim.experiments.points.sampling import Sample, block, unit_points
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.compare import compare

DRAWN = ((20.0, 0.2), (35.0, 0.5), (45.0, 0.8), (45.0, 0.8))  # the last was drawn twice


def drawn(plan, draws=None, sample=None, levers=None, pairing="common"):
    """A plan of the fake scenario with draws and with sampled levers."""
    factors, points = tuple(levers or {}), [{}]
    if levers:
        points = [dict(zip(levers, row, strict=True)) for row in product(*levers.values())]
    for each in (sample, draws):
        if each is not None:
            factors += each.factors
            rows = [dict(zip(each.factors, row, strict=True)) for row in dict.fromkeys(each.rows)]
            points = [a | b for a in points for b in rows]
    said = {name: each.as_json() for name, each in (("draws", draws), ("sample", sample)) if each}
    resolved = plan.resolved | {"points": points, "pairing": pairing} | said
    return replace(
        plan, factors=factors, points=tuple(points), draws=draws, sample=sample, resolved=resolved, pairing=pairing
    )  # fmt: skip


@pytest.fixture(scope="module")
def results(fake, tmp_path_factory):
    """Two bonds at four draws of warning and mass, 40 replicates."""
    folder = tmp_path_factory.mktemp("draws") / "r"
    sample = Sample("random", ("warning_s", "dog.mass_kg"), DRAWN)
    plan = drawn(
        fake.plan(replicates=40, series=False, events=False), sample, levers={"dog.bond": [0.2, 0.9]}
    )
    execute(plan, folder, engine=fake.Engine())
    return open_results(folder)


def test_levers_and_uncertain_keys_are_kept_apart(results):
    assert results.levers == ("dog.bond",) and results.uncertain == ("warning_s", "dog.mass_kg")
    assert results.factors == ("dog.bond", "warning_s", "dog.mass_kg")
    assert len(results.points) == 6  # a draw that came twice is run once
    over = results.over_draws
    assert over.points.to_dict("records") == [{"point": 0, "dog.bond": 0.2}, {"point": 1, "dog.bond": 0.9}]
    assert over.draws.tolist() == [[0, 1, 2, 2], [3, 4, 5, 5]]
    assert results.over_draws is over


def test_figures_of_runs_take_those_of_all_draws_together_and_say_so(results):
    """A panel and a curve for each lever, whatever the number of draws."""
    from bondsim.experiments.planning.plan import PlotSpec
    from bondsim.plots import data, draw

    held = draw(results, PlotSpec("survival", x="time_s"), {"dog.bond": "0.9"})
    assert data(held)["n"].iloc[0] == results.runs.query("point in (3, 4, 5)")["time_s"].notna().sum()
    for spec, n in (
        (PlotSpec("survival", x="time_s", by="dog.bond"), 1),
        (PlotSpec("survival", x="time_s"), 2),
    ):
        figure = draw(results, spec)
        assert len([ax for ax in figure.axes if ax.lines]) == n
        said = " ".join(text.get_text().replace("\n", " ") for text in figure.texts)
        assert "Runs of 3 draws of what is uncertain (warning_s, dog.mass_kg) are taken together" in said
    one = results.plot.survival("time_s", at={"dog.bond": 0.9, "warning_s": 20.0})
    assert "taken together" not in " ".join(text.get_text() for text in one.figure.texts)


def test_the_summary_is_over_the_draws_and_counts_what_came_twice_twice(results):
    over, runs = results.over_draws, results.runs
    table = over.summary.set_index(["point", "outcome"])
    by_point = runs.groupby("point")["pulls"].mean()
    assert table.loc[(0, "pulls"), "estimate"] == pytest.approx(np.mean([by_point[p] for p in (0, 1, 2, 2)]))
    values = [
        runs[runs["point"] == p]["rescued"].astype("Float64").to_numpy(float, na_value=np.nan)
        for p in (3, 4, 5, 5)
    ]
    found = mean_over_draws(np.array(values), share=True, paired=True)
    row = table.loc[(1, "rescued")]
    assert (row["estimate"], row["low"], row["high"], row["spread"]) == pytest.approx(
        (found.estimate, found.low, found.high, found.spread)
    )
    assert row["n"] + row["missing"] == 120 and row["draws"] == 4


def test_contrasts_are_of_levers_and_over_the_draws(results):
    found = results.contrast("rescued", "dog.bond", 0.2, 0.9)
    assert found.low > 0 and found.draws == 4 and found.paired and found.high <= 1
    with pytest.raises(ValueError, match="no factor 'warning_s'"):
        results.contrast("rescued", "warning_s", 20, 35)


def test_figures_and_runs_are_over_the_draws(results):
    axes = results.plot.response("dog.bond", "rescued")
    assert "over 4 draws of what is uncertain" in " ".join(t.get_text() for t in axes.figure.texts)
    runs = results.over_draws.runs
    assert set(runs["point"]) == {0, 1} and len(runs) == 240


@pytest.mark.parametrize("until", [("rescued", 0.1), ("rescued", 0.1, "dog.bond", "next")])
def test_what_replicates_made_narrow_at_each_draw_is_not_said_of_the_answer(fake, tmp_path, until):
    """Draws of the warning make the answer far wider than the target, which is for each draw."""
    sample = Sample("random", ("warning_s",), tuple((8.0 * i,) for i in range(8)))
    plan = fake.plan(replicates=20, most=2000, until=until, series=False, events=False)
    levers = {"dog.bond": [0.2, 0.9], "dog.mass_kg": [20.0, 40.0]}
    execute(drawn(plan, sample, levers=levers), tmp_path / "r", engine=fake.Engine())
    results = open_results(tmp_path / "r")
    found, over = results.replication, results.over_draws
    if len(until) == 2:
        rows = over.summary.query("outcome == 'rescued'")
        widest = max(rows["high"] - rows["low"]) / 2
    else:
        told = [over.contrast("rescued", "dog.bond", 0.2, 0.9, at={"dog.mass_kg": m}) for m in (20.0, 40.0)]
        widest = max(each.high - each.low for each in told) / 2
    assert found.reached == found.intervals == (32 if len(until) == 2 else 16)
    assert found.draws == 8 and found.over_draws == pytest.approx(widest) and widest > 0.15
    what = "rescued" if len(until) == 2 else "differences in rescued by dog.bond"
    assert repr(found).endswith(
        f" % saved); every interval of {what} at a single draw reaches at most 0.1. "
        f"The answer is over the 8 draws, and reaches up to {widest:.3g}: more draws would narrow it"
    )
    assert "a fixed number as precise at each single draw would have taken" in repr(found)


def test_replicates_may_be_for_differences_between_draws(fake, tmp_path):
    sample = Sample("random", ("warning_s",), ((20.0,), (40.0,)))
    until = ("rescued", 0.1, "warning_s", "next")
    plan = fake.plan(replicates=20, most=2000, until=until, series=False, events=False)
    execute(drawn(plan, sample, levers={"dog.bond": [0.2, 0.9]}), tmp_path / "r", engine=fake.Engine())
    found = open_results(tmp_path / "r").replication
    assert found.draws == 0 and "single draw" not in repr(found) and found.reached == 2


def test_without_uncertain_keys_the_results_are_their_own_answer(fake, tmp_path):
    execute(fake.plan({"dog.bond": [0.5]}, 3), tmp_path / "r", engine=fake.Engine())
    results = open_results(tmp_path / "r")
    assert results.over_draws is results and results.uncertain == ()
    with pytest.raises(
        ValueError, match="its design has no points for sensitivity indices; want design: morris"
    ):
        results.sensitivity("rescued")
    with pytest.raises(ValueError, match="did you mean 'rescued'"):
        results.sensitivity("rescud")


def sampled(sampler):
    """Points over bond in 0 to 1 and warning in 10 to 50."""
    u = unit_points(sampler, 2, 3, "draws")
    rows = tuple((float(a), 10 + 40 * float(b)) for a, b in u)
    steps = tuple(map(tuple, u.tolist())) if sampler.kind == "morris" else ()
    return Sample(sampler.kind, ("dog.bond", "warning_s"), rows, block(sampler, 2), steps)


@pytest.mark.parametrize("pairing", ["common", "independent"])
def test_sensitivity_to_levers(fake, tmp_path, pairing):
    """The fake dog rescues with probability bond x warning / 60, and counts pulls by luck alone."""
    sample = sampled(Saltelli(kind="saltelli", base=64))
    plan = drawn(fake.plan(replicates=25, series=False, events=False), sample=sample, pairing=pairing)
    execute(plan, tmp_path / "r", engine=fake.Engine())
    found = open_results(tmp_path / "r").sensitivity("rescued")
    low, high = (found.table.set_index(["factor", "index"])[end] for end in ("low", "high"))
    # of bond x warning, with means 1/2 and 30 and variances 1/12 and 1600/12
    truth = {"dog.bond": (30**2 / 12, 0), "warning_s": (0.25 * 1600 / 12, 0)}
    whole = 30**2 / 12 + 0.25 * 1600 / 12 + 1600 / 144
    for name, (alone, _) in truth.items():
        assert low[name, "S1"] <= alone / whole <= high[name, "S1"]
        assert low[name, "ST"] <= (alone + 1600 / 144) / whole <= high[name, "ST"]
    luck = open_results(tmp_path / "r").sensitivity("pulls")
    assert (luck.table["low"] <= 0).all() and luck.noise.high > 0.95
    assert found.blocks == 64 and found.replicates == 25 and found.outcome == "rescued"


def test_sensitivity_to_what_is_uncertain_by_lever_and_of_a_contrast(fake, tmp_path):
    draws = sampled(Morris(kind="morris", trajectories=10))
    draws = replace(draws, factors=("dog.bond", "warning_s"))
    levers = {"dog.mass_kg": [20.0, 40.0], "baseline": ["none", "other"]}
    plan = drawn(fake.plan(replicates=30, series=False, events=False), draws, levers=levers)
    execute(plan, tmp_path / "r", engine=fake.Engine())
    results = open_results(tmp_path / "r")
    every = results.sensitivity("rescued")
    held = results.sensitivity("rescued", at={"dog.mass_kg": 20, "baseline": "other"})
    assert every.kind == "morris" and every.blocks == 10
    # mass and baseline do nothing to the fake dog, so each of their settings says the same
    assert np.allclose(every.table[["estimate"]], held.table[["estimate"]])
    assert every.table.query("index == 'mu_star'")["low"].min() > 0
    none = results.sensitivity("rescued", contrast=("dog.mass_kg", 20, 40))
    assert none.outcome == "rescued, dog.mass_kg from 20 to 40" and (none.table["estimate"] == 0).all()
    for arguments, told in (
        ({"at": {"warning_s": 20}}, "warning_s is no factor beside those of the indices; others are dog.mass_kg"),
        ({"contrast": ("dog.mass_kg", 20, 41)}, r"no point has dog.mass_kg = 41; levels: dog.mass_kg 20.0, 40.0"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=told):
            results.sensitivity("rescued", **arguments)


def test_experiments_with_the_same_draws_are_compared_over_them(fake, tmp_path):
    """What is fixed differs; both have the same draws, at which the outcome differs by more than the change."""
    sample = Sample("random", ("dog.bond",), tuple((0.1 + 0.08 * i,) for i in range(10)))
    folders = []
    for name, warning in (("short", 30.0), ("long", 45.0)):
        plan = drawn(
            fake.plan(replicates=40, series=False, events=False, fixed={"warning_s": warning}),
            sample, levers={"baseline": ["none", "other"]},
        )  # fmt: skip
        execute(plan, tmp_path / name, engine=fake.Engine())
        folders.append(open_results(tmp_path / name))
    found = {effect.outcome: effect for effect in compare(*folders).effects}["rescued"]
    # rescued with probability bond x warning / 60: by 0.25 x bond, of which the mean is 0.46
    assert found.difference.low < 0.25 * 0.46 < found.difference.high and found.difference.paired
    assert found.difference.draws == 10 and found.difference.spread == pytest.approx(0.25 * 0.24, abs=0.04)
    assert found.b - found.a == pytest.approx(found.difference.estimate, abs=0.01)
    other = replace(sample, rows=sample.rows[:8])
    plan = drawn(fake.plan(replicates=40, series=False, events=False), other, levers={"baseline": ["none"]})
    execute(plan, tmp_path / "other", engine=fake.Engine())
    (loose, *_) = compare(folders[0], tmp_path / "other").effects
    assert loose.difference.draws == 0
