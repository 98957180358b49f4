"""What changing one factor brings, with other factors in the design, with luck in common and without."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from bondsim.analysis import contrast, paired_difference


def design(**vary):
    rows = [dict(zip(vary, values, strict=True)) for values in product(*vary.values())]
    return pd.DataFrame(rows).rename_axis("point").reset_index()


def rescued(points, replicates, seed=1, common=True):
    """A handler is rescued where the bond beats the difficulty of the replicate."""
    luck = np.random.default_rng(seed)
    shared = luck.random(replicates)
    parts = []
    for row in points.itertuples():
        difficulty = shared if common else luck.random(replicates)
        ease = 0.2 * (row.warning == 60) if hasattr(row, "warning") else 0.0
        time = 30 - 10 * row.bond + 5 * difficulty + 0.5 * luck.standard_normal(replicates)
        parts.append(
            pd.DataFrame(
                {"point": row.point, "replicate": range(replicates)}
                | {"rescued": pd.array(row.bond + ease > difficulty, dtype="boolean"), "time_s": time}
            )
        )
    runs = pd.concat(parts, ignore_index=True)
    runs.insert(0, "run", range(len(runs)))
    return runs


def test_one_factor_is_the_paired_difference():
    points = design(bond=[0.0, 0.5, 0.9])
    runs = rescued(points, 300)
    found = contrast(runs, points, "rescued", "bond", 0.0, 0.9, paired=True)
    a, b = (runs.loc[runs["point"] == point, "rescued"].to_numpy(float) for point in (0, 2))
    expected = paired_difference(a, b, share=True)
    assert (found.estimate, found.low, found.high) == (expected.estimate, expected.low, expected.high)
    assert (found.n, found.cells, found.method) == (300, 1, "Tango score")
    assert found.counts.only_a == 0
    assert found.counts.only_b == pytest.approx(270, abs=20)


def test_it_is_b_minus_a_and_says_so():
    points = design(bond=[0.0, 0.9])
    found = contrast(rescued(points, 300), points, "rescued", "bond", 0.0, 0.9, paired=True)
    assert found.low > 0.5
    assert repr(found).startswith("rescued, bond from 0.0 to 0.9: +0.9")
    assert "n = 300 pairs" in repr(found)
    back = contrast(rescued(points, 300), points, "rescued", "bond", 0.9, 0.0, paired=True)
    assert back.estimate == -found.estimate


def test_other_factors_are_held_the_same():
    points = design(bond=[0.2, 0.6], warning=[20, 60])
    runs = rescued(points, 400)
    both = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=True)
    single = [
        contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=True, at={"warning": w}) for w in (20, 60)
    ]
    assert both.cells == 2
    assert both.n == 800
    assert both.estimate == pytest.approx(np.mean([each.estimate for each in single]))
    assert all(each.cells == 1 and each.n == 400 for each in single)


@pytest.mark.parametrize("outcome", ["rescued", "time_s"])
def test_a_replicate_met_in_many_cells_is_not_counted_as_many(outcome):
    """Twelve cells with the very same luck tell no more than one."""
    one, many = design(bond=[0.2, 0.6]), design(bond=[0.2, 0.6], barrier=list(range(12)))
    runs = rescued(one, 200)
    copies = pd.concat(
        [runs[runs["point"] == (row.bond == 0.6)].assign(point=row.point) for row in many.itertuples()]
    )
    alone = contrast(runs, one, outcome, "bond", 0.2, 0.6, paired=True)
    together = contrast(copies, many, outcome, "bond", 0.2, 0.6, paired=True)
    assert together.n == 12 * alone.n
    assert (together.low, together.high) == pytest.approx((alone.low, alone.high))


def test_cells_together_cover():
    """Two cells that share their luck: the interval of their mean difference covers as often as it says."""
    points = design(bond=[0.3, 0.5], warning=[20, 60])
    truth = 0.2  # at both warnings
    hits = 0
    for seed in range(120):
        found = contrast(rescued(points, 60, seed), points, "rescued", "bond", 0.3, 0.5, paired=True)
        hits += found.low <= truth <= found.high
    assert 105 <= hits < 120  # outside once in some 300 times at 95 %


def test_independent_luck_is_not_paired():
    points = design(bond=[0.2, 0.6], warning=[20, 60])
    runs = rescued(points, 400, common=False)
    shares = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=False)
    assert (shares.method, shares.n, shares.counts, shares.paired) == (
        "Newcombe hybrid score",
        1600,
        None,
        False,
    )
    assert shares.low < 0.4 < shares.high
    means = contrast(runs, points, "time_s", "bond", 0.2, 0.6, paired=False)
    assert means.method == "Welch"
    assert means.low < -4 < means.high
    assert "runs" in repr(means)


def test_missing_values_are_left_out_and_counted():
    points = design(bond=[0.2, 0.6])
    runs = rescued(points, 100)
    runs.loc[[0, 1, 150], "rescued"] = pd.NA
    found = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=True)
    assert (found.n, found.missing) == (97, 3)
    unpaired = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=False)
    assert (unpaired.n, unpaired.missing) == (197, 3)


def test_a_setting_without_values_is_left_out_and_said():
    points = design(bond=[0.2, 0.6], warning=[20, 60])
    runs = rescued(points, 50)
    runs.loc[runs["point"] == 0, "time_s"] = np.nan
    for paired in (True, False):
        found = contrast(runs, points, "time_s", "bond", 0.2, 0.6, paired=paired)
        assert (found.cells, found.left_out) == (1, 1)
        assert "1 settings left out" in repr(found)


def test_nothing_to_compare_is_no_number():
    points = design(bond=[0.2, 0.6])
    runs = rescued(points, 5).assign(time_s=np.nan)
    for paired in (True, False):
        found = contrast(runs, points, "time_s", "bond", 0.2, 0.6, paired=paired)
        assert np.isnan([found.estimate, found.low, found.high]).all()
        assert found.n == 0


def test_levels_that_are_words():
    points = design(baseline=["none", "obedient_dog"])
    runs = rescued(points.assign(bond=[0.9, 0.3]), 200)
    assert contrast(runs, points, "rescued", "baseline", "obedient_dog", "none", paired=True).low > 0.4


@pytest.mark.parametrize(
    ("outcome", "factor", "a", "b", "at", "says"),
    [
        ("rescue", "bond", 0.2, 0.6, None, "no outcome 'rescue'; did you mean 'rescued'"),
        ("rescued", "bnd", 0.2, 0.6, None, "no factor 'bnd'; did you mean 'bond'"),
        ("rescued", "bond", 0.2, 0.7, None, "bond has no level 0.7; it has 0.2, 0.6"),
        ("rescued", "bond", 0.2, 0.6, {"warning": 30}, "warning has no level 30; it has 20, 60"),
        ("rescued", "bond", 0.2, 0.6, {"bond": 0.2}, "no other factor 'bond'"),
    ],
)
def test_names_and_levels_that_are_not_there(outcome, factor, a, b, at, says):
    points = design(bond=[0.2, 0.6], warning=[20, 60])
    with pytest.raises(ValueError, match=says):
        contrast(rescued(points, 5), points, outcome, factor, a, b, paired=True, at=at)


def test_a_list_design_may_have_nothing_to_compare():
    points = pd.DataFrame({"point": [0, 1], "bond": [0.2, 0.6], "warning": [20, 60]})
    with pytest.raises(ValueError, match="no two points of the design differ in bond alone"):
        contrast(rescued(points, 5), points, "rescued", "bond", 0.2, 0.6, paired=True)
