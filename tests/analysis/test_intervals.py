"""One group of runs: against SciPy, at the edges, and covering what they promise."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import stdtrit

from bondsim.analysis import Tally, mean_interval, quantile_interval, student, wilson
from bondsim.analysis.intervals import normal_quantile, student_quantile


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_student_quantile_is_scipys(level):
    df = np.array([*range(1, 120), 499, 500, 1999, 2000, 2001, 2500, 10_000, 1_000_000])
    ours = [student_quantile(level, int(each)) for each in df]
    np.testing.assert_allclose(ours, stdtrit(df, (1 + level) / 2), rtol=1e-12)


def test_normal_quantile_is_the_familiar_196():
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-14)


@pytest.mark.parametrize(("k", "n"), [(0, 10), (10, 10), (3, 7), (50, 1000), (1, 1)])
def test_wilson_is_scipys(k, n):
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(wilson(k, n), (expected.low, expected.high), atol=1e-14)


def test_wilson_takes_arrays_and_knows_nothing_of_no_runs():
    low, high = wilson([0, 5, 0], [10, 10, 0])
    assert low[0] == 0.0
    assert high[0] < 0.31
    assert np.isnan([low[2], high[2]]).all()


def test_wilson_covers_95_percent():
    """Exact coverage, from the binomial distribution, on average over shares."""
    n, k = 200, np.arange(201)
    low, high = wilson(k, n)
    shares = np.linspace(0.02, 0.98, 97)
    coverage = [stats.binom.pmf(k, n, p)[(low <= p) & (p <= high)].sum() for p in shares]
    assert 0.945 < np.mean(coverage) < 0.955
    assert min(coverage) > 0.92


def test_the_interval_of_symmetric_values_is_scipys():
    values = [3.1, 2.9, 4.4, 5.9, 5.7]
    found = mean_interval([*values, np.nan])
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-9)
    assert (found.estimate, found.n, found.missing) == (pytest.approx(4.4), 5, 1)


@pytest.mark.parametrize("values", [[0.1, 0.2, 0.2, 0.9, 4.0, 0.4], [0, 0, 0, 0, 1, 0, 0, 0, 2, 0]])
def test_the_interval_of_skewed_values_is_halls(values):
    """At its bounds Hall's cubic of the studentised distance, solved here by root finding, is Student's t."""
    values = np.array(values, float)
    n, sd = values.size, values.std(ddof=1)
    bend = ((values - values.mean()) ** 3).mean() / sd**3 / np.sqrt(n)

    def cubic(t):
        return t + bend * (t * t / 3 + 1 / 6) + bend * bend * t**3 / 27

    found, t = mean_interval(values), stdtrit(n - 1, 0.975)
    for bound, side in ((found.low, t), (found.high, -t)):
        assert cubic((values.mean() - bound) / (sd / np.sqrt(n))) == pytest.approx(side, rel=1e-9)
    assert found.high - found.estimate > found.estimate - found.low  # the longer tail is to the right


@pytest.mark.parametrize(
    ("name", "draw", "truth", "least"),
    [
        ("normal", lambda luck, shape: luck.normal(size=shape), 0.0, 0.94),
        ("exponential", lambda luck, shape: luck.exponential(size=shape), 1.0, 0.93),
        ("gamma", lambda luck, shape: luck.gamma(0.2, size=shape), 0.2, 0.91),
    ],
)
def test_means_of_few_values_are_covered(name, draw, truth, least):
    """Twenty values; Student's interval covers 95, 91 and 83 % of the time."""
    samples = draw(np.random.default_rng(8), (4000, 20))
    tally = Tally(4000, [False])
    tally.add(np.repeat(np.arange(4000), 20), [samples.ravel()])
    _, low, high = tally.intervals(0)
    assert least < np.mean((low <= truth) & (truth <= high)) < 0.97, name


def test_one_value_has_a_mean_and_no_interval():
    found = mean_interval([2.0])
    assert found.estimate == 2.0
    assert np.isnan([found.low, found.high]).all()
    assert np.isnan(mean_interval([]).estimate)


def test_student_takes_arrays():
    low, high = student([1.0, 1.0], [2.0, 2.0], [9, 1])
    assert high[0] - 1 == pytest.approx(stdtrit(8, 0.975) * 2 / 3)
    assert np.isnan(low[1])


def test_median_lies_between_the_textbook_ranks():
    """For n = 100 the 95 % interval of the median runs from the 40th to the 61st value."""
    found = quantile_interval(np.arange(1.0, 101.0), 0.5)
    assert (found.estimate, found.low, found.high) == (50.5, 40.0, 61.0)


def test_too_few_values_name_no_bound():
    five, six = (quantile_interval(np.arange(float(n)), 0.5) for n in (5, 6))
    assert np.isnan([five.low, five.high]).all()  # five values miss the median 6 % of the time
    assert (six.low, six.high) == (0.0, 5.0)
    assert np.isnan(quantile_interval([np.nan], 0.5).estimate)


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
def test_quantile_interval_covers(q):
    luck = np.random.default_rng(5)
    truth = stats.expon.ppf(q)
    hits = 0
    for sample in luck.exponential(size=(1000, 80)):
        found = quantile_interval(sample, q)
        hits += found.low <= truth <= found.high
    # covers 95 % or more by construction; 1,000 samples fall below 0.93 once in 300 times were it just 95 %
    assert hits >= 930


def test_a_quantile_outside_0_and_1_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile_interval([1.0], 50)
