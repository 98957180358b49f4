"""Means over draws: intervals whose unit is the draw, whatever the replicates."""

import numpy as np
import pandas as pd
import pytest

from bondsim.analysis import contrast_over_draws, mean_over_draws, summarise_over_draws, wilson
from bondsim.analysis.draws import in_blocks, table_of_runs


def world(draws, replicates, rng, *, of_draws=1.0, of_luck=1.0, rest=1.0, paired=True):
    """A table of draws by replicates whose mean is 5."""
    luck = rng.normal(size=replicates) if paired else rng.normal(size=(draws, replicates))
    each = rng.normal(size=(draws, replicates))
    return 5 + of_draws * rng.normal(size=(draws, 1)) + of_luck * luck + rest * each


def test_the_interval_is_that_of_two_crossed_samples():
    rng = np.random.default_rng(1)
    y = world(12, 9, rng)
    found = mean_over_draws(y, share=False, paired=True)
    rows, columns = y.mean(axis=1), y.mean(axis=0)
    rest = y - rows[:, None] - columns + y.mean()
    cell = (rest**2).sum() / (11 * 8)
    variance = rows.var(ddof=1) / 12 + columns.var(ddof=1) / 9 - cell / 108
    half = (found.high - found.low) / 2
    assert found.estimate == pytest.approx(y.mean())
    assert 1.96 * np.sqrt(variance) < half < 2.45 * np.sqrt(variance)
    assert found.spread**2 == pytest.approx(rows.var(ddof=1) - cell / 9)
    assert (found.n, found.missing, found.draws) == (108, 0, 12)


def test_more_replicates_do_not_narrow_it_below_what_the_draws_allow():
    rng = np.random.default_rng(2)
    few = mean_over_draws(world(8, 20, rng), share=False, paired=False)
    many = mean_over_draws(world(8, 20_000, rng), share=False, paired=False)
    assert many.high - many.low > 0.5 * (few.high - few.low)
    assert many.spread == pytest.approx(1, abs=0.6)


@pytest.mark.parametrize("paired", [True, False])
def test_shares_get_wilsons_interval_with_the_runs_that_they_are_worth(paired):
    rng = np.random.default_rng(3)
    p = rng.uniform(0.1, 0.9, size=(20, 1))
    y = (rng.random((20, 400)) < p).astype(float)
    found = mean_over_draws(y, share=True, paired=paired)
    naive = np.subtract(*wilson(y.sum(), y.size)[::-1])
    assert 0 < found.low < found.estimate < found.high < 1
    assert found.high - found.low > 4 * naive  # 8,000 runs, but 20 draws
    assert found.spread == pytest.approx(p.std(ddof=1), abs=0.02)
    nobody = mean_over_draws(np.zeros((20, 400)), share=True, paired=paired)
    assert nobody.low == 0 and nobody.high > wilson(0, 20)[1] * 0.99 and nobody.spread == 0


@pytest.mark.parametrize("values", [[[0.0], [1.0]], [[0.0, 1.0], [0.0, 0.0]], [[1.0], [1.0]]])
def test_two_draws_of_a_share_have_an_interval(values):
    """Student's quantile of one degree of freedom is beyond what a normal distribution can tell from certainty."""
    found = mean_over_draws(np.array(values), share=True, paired=True)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert found.high - found.low > 0.9


def test_missing_values_and_single_draws():
    y = world(6, 5, np.random.default_rng(4))
    y[0], y[1, 2] = np.nan, np.nan
    found = mean_over_draws(y, share=False, paired=True)
    assert (found.n, found.missing, found.draws) == (24, 6, 5)
    assert found.estimate == pytest.approx(np.mean([np.nanmean(row) for row in y[1:]]))
    one = mean_over_draws(y[1:2], share=False, paired=True)
    assert np.isnan(one.low) and one.estimate == pytest.approx(np.nanmean(y[1]))
    assert mean_over_draws(y[:1], share=False, paired=True).draws == 0


def test_rows_that_belong_together_are_one_draw():
    y = np.array([[1.0, 2], [3, np.nan], [5, np.nan], [7, np.nan]])
    assert in_blocks(y, 2).tolist()[0] == [2, 2] and np.isnan(in_blocks(y, 2)[1, 1])


def runs_of(table):
    """Runs of a table of points by replicates."""
    points, replicates = np.indices(table.shape)
    return pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(), "y": table.ravel()})


def test_settings_and_their_contrast_meet_the_same_draws():
    rng = np.random.default_rng(5)
    low = world(16, 30, rng, of_draws=5.0)
    high = low + 1 + 0.1 * rng.normal(size=low.shape)
    runs = runs_of(np.concatenate([low, high]))
    settings = pd.DataFrame({"point": [0, 1], "bond": [0.0, 0.9]})
    points = np.arange(32).reshape(2, 16)
    assert np.array_equal(table_of_runs(runs, "y", 32)[16:], high)
    summary = summarise_over_draws(runs, points, ["y"], paired=True)
    assert summary["estimate"].tolist() == pytest.approx([low.mean(), high.mean()])
    assert summary["n"].tolist() == [480, 480] and summary["draws"].tolist() == [16, 16]
    found = contrast_over_draws(runs, settings, points, "y", "bond", 0, 0.9, paired=True)
    assert (
        found.low < 1 < found.high
        and found.high - found.low < 0.05 < (summary["high"] - summary["low"]).min()
    )
    assert found.draws == 16 and "over 16 draws" in repr(found)
    with pytest.raises(ValueError, match=r"bond has no level 0\.5"):
        contrast_over_draws(runs, settings, points, "y", "bond", 0, 0.5, paired=True)


def test_a_row_drawn_twice_counts_twice():
    runs = runs_of(np.array([[0.0, 0.0], [3.0, 3.0]]))
    summary = summarise_over_draws(runs, np.array([[0, 1, 1]]), ["y"], paired=True)
    assert summary.loc[0, "estimate"] == pytest.approx(2) and summary.loc[0, "n"] == 4


def coverage(rounds, seed, share, **arguments):
    rng = np.random.default_rng(seed)
    hits = 0
    for _ in range(rounds):
        y = world(**arguments, rng=rng)
        truth = 5.0
        if share:
            y, truth = (y > 5.5).astype(float), 0.3618  # of a normal variate with variance 2
        found = mean_over_draws(y, share=share, paired=arguments.get("paired", True))
        hits += found.low <= truth <= found.high
    return hits / rounds


SHARE = {"of_draws": 0.8, "of_luck": 0.6, "rest": 1.0}


def test_the_interval_covers_a_sample():
    assert 0.90 <= coverage(200, 1, False, draws=12, replicates=20) <= 0.99
    assert 0.90 <= coverage(200, 2, True, draws=24, replicates=40, **SHARE) <= 0.99


@pytest.mark.prove
@pytest.mark.parametrize("share", [True, False])
@pytest.mark.parametrize("paired", [True, False])
@pytest.mark.parametrize("sizes", [(12, 20), (32, 50), (50, 12)])
def test_the_interval_covers(sizes, paired, share):
    parts = SHARE if share else {}
    found = coverage(4000, 7, share, draws=sizes[0], replicates=sizes[1], paired=paired, **parts)
    assert 0.93 <= found <= 0.97, found
