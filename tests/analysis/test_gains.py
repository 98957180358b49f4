"""What common luck is worth, against what it must be and against independent runs."""

import numpy as np
import pandas as pd
import pytest

from bondsim.analysis import contrast
from bondsim.analysis.gains import gain


def pairs(a, b):
    """Pairs of values, shape (cells, replicates)."""
    a, b = np.atleast_2d(a), np.atleast_2d(b)
    cell, replicate = np.indices(a.shape)
    columns = {"cell": cell, "replicate": replicate, "value_a": a, "value_b": b}
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def correlated(correlation, cells, replicates, seed=3):
    """Normal values with that correlation between the two sides; cells know nothing of each other."""
    luck = np.random.default_rng(seed)
    a, other = luck.standard_normal((2, cells, replicates))
    return a, correlation * a + np.sqrt(1 - correlation**2) * other


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_it_is_what_the_correlation_says(correlation):
    found = gain(pairs(*correlated(correlation, 1, 4000)))
    assert found.low < 1 / (1 - correlation) < found.high
    assert found.high < 1.15 * found.low


def test_luck_that_goes_the_other_way_does_harm():
    luck = np.random.default_rng(2).standard_normal(2000)
    assert gain(pairs(luck, -luck)).estimate == pytest.approx(0.5)


def test_cells_with_the_same_luck_are_counted_as_what_they_are():
    """The mean of two cells with the very same luck is as uncertain as one; of independent runs it is not."""
    a, b = correlated(0.8, 1, 3000)
    one, two = gain(pairs(a, b)), gain(pairs(np.vstack([a, a]), np.vstack([b, b])))
    assert two.estimate == pytest.approx(one.estimate / 2)
    assert two.within == pytest.approx(one.estimate)
    assert (two.cells, one.cells) == (2, 1)
    assert f", {one.estimate:.3g} [{two.within_low:.3g}, {two.within_high:.3g}] in a single setting" in repr(
        two
    )
    apart = gain(pairs(*correlated(0.8, 2, 3000)))
    assert apart.low < 5 < apart.high


def coverage(samples):
    truth = 1 / (1 - 0.7)
    found = [gain(pairs(*correlated(0.7, 1, 300, seed))) for seed in range(samples)]
    return np.mean([each.low <= truth <= each.high for each in found])


def test_its_interval_covers():
    """Of 60 intervals at 95 % fewer than 52 cover the truth once in 500 times."""
    assert coverage(60) > 51 / 60


@pytest.mark.prove
def test_its_interval_covers_as_often_as_it_says():
    """Of 2,000 samples; a 95 % interval falls outside 93 to 97 % once in 20,000 times."""
    assert 0.93 <= coverage(2000) <= 0.97


def test_where_nothing_can_be_said():
    same = np.full((1, 10), 2.0)
    assert np.isnan(gain(pairs(same, same)).estimate)  # nothing varies
    assert np.isnan(gain(pairs([[1.0]], [[2.0]])).estimate)
    varied = np.arange(10.0)
    always = gain(pairs(varied, varied + 3))
    assert np.isinf(always.estimate)
    assert repr(always) == "worth any number of runs of independent luck"


def test_a_contrast_says_it_where_runs_are_paired():
    points = pd.DataFrame({"point": [0, 1], "bond": [0.2, 0.6]})
    luck = np.random.default_rng(5).random(400)
    runs = pd.DataFrame(
        {
            "point": np.repeat([0, 1], 400),
            "replicate": np.tile(np.arange(400), 2),
            "rescued": np.concatenate([luck < 0.2, luck < 0.6]),
        }
    )
    paired = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=True)
    # variances 0.16 and 0.24 apart; 0.4 of the pairs differ, which leaves 0.24
    assert paired.gain.low < 0.4 / 0.24 < paired.gain.high
    assert f"common luck worth {paired.gain.estimate:.3g} [" in repr(paired)
    unpaired = contrast(runs, points, "rescued", "bond", 0.2, 0.6, paired=False)
    assert unpaired.gain is None
    assert "luck" not in repr(unpaired)
