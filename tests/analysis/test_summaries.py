"""Estimates at every point, fed in one piece or in many."""

import numpy as np
import pandas as pd
import pytest

from bondsim.analysis import Tally, mean_interval, quantiles, summarise, wilson

RUNS = pd.DataFrame(
    {
        "point": [0, 0, 0, 0, 2, 2],
        "rescued": pd.array([True, True, False, None, False, False], dtype="boolean"),
        "time_s": [31.0, np.nan, 35.0, 36.0, np.nan, np.nan],
    }
)


def test_a_summary_has_interval_n_and_what_is_missing():
    table = summarise(RUNS, ["rescued", "time_s"]).set_index(["point", "outcome"])
    share = table.loc[(0, "rescued")]
    assert (share["n"], share["missing"], share["estimate"], share["method"]) == (
        3,
        1,
        pytest.approx(2 / 3),
        "wilson",
    )
    assert (share["low"], share["high"]) == pytest.approx([float(b) for b in wilson(2, 3)])
    mean, expected = table.loc[(0, "time_s")], mean_interval([31.0, 35.0, 36.0])
    assert (mean["n"], mean["missing"], mean["method"]) == (3, 1, "hall")
    assert (mean["estimate"], mean["low"], mean["high"]) == pytest.approx(
        (expected.estimate, expected.low, expected.high)
    )
    nothing = table.loc[(2, "time_s")]
    assert (nothing["n"], nothing["missing"]) == (0, 2)
    assert np.isnan([nothing["estimate"], nothing["low"], nothing["high"]]).all()
    assert list(table.loc[2].index) == ["rescued", "time_s"]


def test_stretches_do_not_matter_to_the_last_bit():
    luck = np.random.default_rng(2)
    point = np.sort(luck.integers(0, 7, 5000))
    values = [luck.normal(1e6, 3.0, 5000), (luck.random(5000) < 0.3).astype(float)]
    values[0][luck.random(5000) < 0.1] = np.nan

    def table(cuts):
        tally = Tally(7, [False, True])
        for lo, hi in zip([0, *cuts], [*cuts, 5000], strict=True):
            tally.add(point[lo:hi], [column[lo:hi] for column in values])
        return {name: values.tolist() for name, values in tally.table(["x", "y"]).items()}

    whole = table([])
    assert table([1, 17, 2500]) == whole
    assert table(list(range(100, 5000, 100))) == whole
    assert whole["estimate"][0] == pytest.approx(np.nanmean(values[0][point == 0]), rel=1e-14)


def test_moments_stay_exact_far_from_zero():
    luck = np.random.default_rng(4)
    values = luck.normal(1e9, 1e-2, 400)
    tally = Tally(1, [False])
    tally.add(np.zeros(400, np.int64), [values])
    mean, low, high = tally.intervals(0)
    expected = mean_interval(values)
    assert high[0] - low[0] == pytest.approx(expected.high - expected.low, rel=1e-4)
    assert mean[0] == pytest.approx(expected.estimate, rel=1e-15)


def test_medians_where_asked():
    runs = pd.DataFrame({"point": np.repeat([0, 1], 100), "time_s": np.arange(200.0)})
    table = quantiles(runs, "time_s", q=[0.5])
    assert list(table["estimate"]) == [49.5, 149.5]
    assert list(table["low"]) == [39.0, 139.0]
    assert list(table["method"]) == ["order statistics"] * 2


def test_what_is_never_below_0_has_no_mean_below_0():
    """One shot in twelve runs; margins like it, but one at another point is below 0; and shares like those."""
    shots = np.zeros(24)
    shots[[0, 12]] = 1
    runs = pd.DataFrame({"point": np.repeat([0, 1], 12), "shots": shots, "margin": shots, "share": 1 - shots})
    runs.loc[20, "margin"] = -0.1
    table = summarise(runs, ["shots", "margin", "share"]).set_index(["point", "outcome"])
    assert table.loc[(0, "margin"), "low"] < 0
    assert table.loc[(0, "shots"), "low"] == 0
    assert table.loc[(0, "shots"), "high"] == table.loc[(0, "margin"), "high"]
    assert table.loc[(0, "share"), "high"] == 1
    assert table.loc[(0, "share"), "low"] == pytest.approx(1 - table.loc[(0, "shots"), "high"])


def test_skewness_is_that_of_the_values():
    luck = np.random.default_rng(4)
    values = luck.exponential(size=(3, 500)) + 1e6
    tally = Tally(3, [False])
    tally.add(np.repeat(np.arange(3), 500), [values.ravel()])
    expected = [((v - v.mean()) ** 3).mean() / v.std(ddof=1) ** 3 for v in values]
    assert tally.skewness(0) == pytest.approx(expected, rel=1e-6)
    _, low, high = tally.intervals(0)
    each = [mean_interval(v) for v in values]
    assert low == pytest.approx([found.low for found in each], rel=1e-12)
    assert high == pytest.approx([found.high for found in each], rel=1e-12)
