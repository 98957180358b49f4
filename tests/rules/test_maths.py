"""Portable elementary functions against the C library and scipy, with the errors that they may have."""

import math

import numpy as np
import pytest
from scipy import special

from bondsim.rules import maths

RNG = np.random.default_rng(1)


def worst(own, other, values, relative):
    """Largest error of `own` over the values, in shares of the true value or as it is."""
    errors = []
    for x in values:
        true = float(other(x))
        errors.append(abs(own(x) - true) / (abs(true) if relative else 1.0))
    return max(errors)


def test_exp_is_within_4e_15_of_the_c_library_over_its_whole_range():
    values = [*RNG.uniform(-700, 700, 5000), *RNG.uniform(-2, 2, 5000), *np.linspace(-50, 50, 1001)]
    assert worst(maths.exp, math.exp, map(float, values), relative=True) < 4e-15


def test_exp_is_held_at_both_ends_instead_of_overflowing():
    assert maths.exp(1e9) == maths.exp(700.0) < math.inf
    assert maths.exp(-1e9) == maths.exp(-700.0) > 0.0
    assert maths.exp(0.0) == 1.0


def test_log_is_within_4e_15_of_the_c_library_from_the_smallest_to_the_largest_number():
    wide = np.exp(RNG.uniform(-690, 690, 5000))
    near_one = 1.0 + RNG.uniform(-1e-3, 1e-3, 5000)
    values = [*wide, *near_one, *RNG.uniform(0.5, 2, 5000), 5e-324, 1.7e308]
    assert worst(maths.log, math.log, map(float, values), relative=True) < 4e-15


def test_log_of_nothing_is_a_large_negative_number_not_an_error():
    assert maths.log(0.0) == maths.log(-3.0) == -700.0
    assert maths.log(1.0) == 0.0


def test_log_undoes_exp():
    for x in np.linspace(-600, 600, 997):
        assert maths.log(maths.exp(float(x))) == pytest.approx(x, rel=1e-15, abs=1e-15)


def test_cosine_and_sine_are_within_2e_15_of_the_c_library():
    assert worst(maths.cos, math.cos, np.linspace(-math.pi, math.pi, 10001).tolist(), relative=False) < 2e-15
    half = np.linspace(-math.pi / 2, math.pi / 2, 10001).tolist()
    assert worst(maths.sin, math.sin, half, relative=False) < 2e-15


def test_cosine_and_sine_of_the_angles_that_everybody_knows():
    assert [round(maths.cos(d * maths.DEGREE), 14) for d in (0, 60, 90, 180)] == [1, 0.5, 0, -1]
    assert [round(maths.sin(d * maths.DEGREE), 14) for d in (-90, 0, 30, 90)] == [-1, 0, 0.5, 1]


def test_normal_distribution_function_is_within_1e_15_of_scipy():
    values = [*RNG.uniform(-9, 9, 8000), *RNG.uniform(-45, 45, 2000), 7.07106781186547, -7.08, 0.0]
    assert worst(maths.normal_cdf, special.ndtr, map(float, values), relative=False) < 1e-15


def test_normal_quantile_is_within_4e_15_of_scipy_far_into_both_tails():
    tails = 10.0 ** RNG.uniform(-15, -2, 3000)
    values = [*RNG.uniform(1e-9, 1, 6000), *tails, *(1.0 - tails), 1e-300, 0.075, 0.925, 0.5 - 2e-16]
    for u in map(float, values):
        true = float(special.ndtri(u))
        assert maths.normal_quantile(u) == pytest.approx(true, rel=4e-15, abs=4e-15)


def test_normal_quantile_undoes_the_distribution_function():
    for x in np.linspace(-5, 5, 401):
        assert maths.normal_quantile(maths.normal_cdf(float(x))) == pytest.approx(x, abs=1e-9)


def test_logistic_and_logit_agree_with_scipy_and_undo_each_other():
    values = RNG.uniform(-36, 36, 5000).tolist()
    assert worst(maths.logistic, special.expit, values, relative=True) < 4e-15
    for p in RNG.uniform(1e-6, 1 - 1e-6, 2000).tolist():
        assert maths.logit(p) == pytest.approx(float(special.logit(p)), rel=1e-14, abs=1e-14)
        assert maths.logistic(maths.logit(p)) == pytest.approx(p, rel=1e-14)


def test_logit_of_certainty_is_finite_and_symmetric():
    assert maths.logit(0.0) == maths.logit(1e-9) == pytest.approx(-20.723265836)
    assert maths.logit(1.0) == pytest.approx(-maths.logit(0.0), rel=1e-8)


def test_clamp_and_distance_by_hand():
    assert [maths.clamp(x, 0.0, 1.0) for x in (-0.5, 0.25, 7.0)] == [0.0, 0.25, 1.0]
    assert maths.distance(1.0, 2.0, 4.0, 6.0) == 5.0


def test_a_direction_is_turned_by_any_angle_within_half_a_turn():
    for angle in map(float, np.linspace(-math.pi, math.pi, 101)):
        x, y = maths.turned_x(0.6, -0.8, angle), maths.turned_y(0.6, -0.8, angle)
        assert x == pytest.approx(0.6 * math.cos(angle) + 0.8 * math.sin(angle), abs=1e-15)
        assert y == pytest.approx(0.6 * math.sin(angle) - 0.8 * math.cos(angle), abs=1e-15)
        assert math.hypot(x, y) == pytest.approx(1.0)
    assert (maths.turned_x(1.0, 0.0, 0.0), maths.turned_y(1.0, 0.0, 0.0)) == (1.0, 0.0)
