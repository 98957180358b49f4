"""Two groups of runs: published worked examples, an independent oracle, and coverage."""

import numpy as np
import pytest
from scipy import optimize, stats

from bondsim.analysis import McNemar, paired_difference, unpaired_difference
from bondsim.analysis.differences import newcombe, tango

AIRWAYS = McNemar(both=1, only_a=1, only_b=7, neither=12)
"""Bentur et al. (2009): responsive airways of 21 children before (a) and after (b) stem cell transplantation.

Worked in Fagerland, Lydersen, Laake (2014), Stat Med 33:2850-2875: before minus after is -0.286,
by Tango's score -0.517 to -0.026; ours is after minus before.
"""


def test_tango_gives_the_published_interval():
    low, high = tango(AIRWAYS)
    assert (low, high) == (pytest.approx(0.026, abs=5e-4), pytest.approx(0.517, abs=5e-4))


@pytest.mark.parametrize(
    "counts", [AIRWAYS, McNemar(59, 16, 6, 80), McNemar(100, 0, 3, 97), McNemar(43, 0, 1, 0)]
)
def test_tango_bounds_are_where_the_score_test_turns(counts):
    """At each bound the score statistic, with its nuisance share fitted by brute force, is 1.96."""
    n, b, c = counts.n, counts.only_a, counts.only_b

    def statistic(d):
        def minus_log_likelihood(p):
            shares = np.array([p, p + d, 1 - 2 * p - d])
            return -np.sum(np.array([b, c, n - b - c]) * np.log(np.maximum(shares, 1e-300)))

        fit = optimize.minimize_scalar(
            minus_log_likelihood, bounds=(max(0, -d), (1 - d) / 2), method="bounded", options={"xatol": 1e-12}
        )
        return (c - b - n * d) / np.sqrt(n * (2 * fit.x + d - d * d))

    low, high = tango(counts)
    assert statistic(low) == pytest.approx(1.96, abs=2e-3)
    assert statistic(high) == pytest.approx(-1.96, abs=2e-3)


def test_tango_at_the_edges():
    assert tango(McNemar(0, 10, 0, 0))[0] == -1.0
    assert tango(McNemar(0, 0, 10, 0))[1] == 1.0
    low, high = tango(McNemar(100, 0, 0, 100))  # no pair changed: that is evidence, not certainty
    assert (low, high) == pytest.approx((-0.0188, 0.0188), abs=2e-4)
    assert np.isnan(tango(McNemar(0, 0, 0, 0))).all()


@pytest.mark.parametrize(("only_a", "only_b"), [(0.01, 0.01), (0.01, 0.05), (0.2, 0.2), (0.05, 0.4)])
def test_tango_covers(only_a, only_b):
    """Few discordant pairs, as common luck leaves them: the case in which simpler intervals fail."""
    luck = np.random.default_rng(1)
    rest = 1 - only_a - only_b
    draws = luck.multinomial(100, [rest / 2, only_a, only_b, rest / 2], size=1500)
    bounds = [tango(McNemar(*map(int, draw))) for draw in draws]
    coverage = np.mean([low <= only_b - only_a <= high for low, high in bounds])
    assert coverage > 0.93  # 1,500 samples of a 95 % interval fall below once in 5,000 times
    assert coverage < 0.97 or only_a + only_b < 0.03


def test_newcombe_gives_the_published_interval():
    """Newcombe (1998), Table II (a): 56/70 - 48/80 = 0.2, method 10: 0.0524 to 0.3339."""
    assert newcombe(48, 80, 56, 70) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_paired_means_are_the_paired_t_test_where_differences_are_symmetric():
    a, b = [31.0, 29.5, 40.2, 35.1], [29.0, 28.5, 33.2, 29.1]
    found = paired_difference([*a, np.nan], [*b, 1.0], share=False)
    expected = stats.ttest_rel(b, a).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-9)
    assert (found.n, found.missing) == (4, 1)
    assert found.estimate < 0  # b minus a


def test_unpaired_means_are_welchs():
    a, b = [31.0, 29.5, 40.2, 35.1], [28.0, 30.0, 33.3, 30.9, 31.0, np.nan]
    found = unpaired_difference(a, b, share=False)
    expected = stats.ttest_ind(b[:5], a, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-10)
    assert (found.n, found.missing) == (9, 1)


def test_pairs_with_a_missing_side_are_left_out_and_counted():
    nan = np.nan
    found = paired_difference([1, 0, nan, 0], [1, 1, 1, nan], share=True)
    assert (found.n, found.missing, found.estimate) == (2, 2, 0.5)


def test_sides_of_different_length_are_no_pairs():
    with pytest.raises(ValueError, match="as many values"):
        paired_difference([1, 0], [1], share=True)


def test_pairing_narrows_the_interval():
    """The reason for common luck: the same runs, compared pair by pair, say more."""
    luck = np.random.default_rng(3)
    hard = luck.random(400)
    a, b = hard < 0.5, hard < 0.56
    paired, unpaired = (f(a, b, share=True) for f in (paired_difference, unpaired_difference))
    assert paired.high - paired.low < 0.5 * (unpaired.high - unpaired.low)
    assert paired.low > 0 > unpaired.low
