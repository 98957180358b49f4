"""Differences, tornados and Pareto fronts show what the tables say, each with its interval."""

import numpy as np
import pytest
from matplotlib import pyplot

from bondsim.plots import data, difference, difference_data, pareto, pareto_data, tornado, tornado_data

from .conftest import of_runs


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


def rails(bonds=(0.1, 0.5, 0.9), warnings=(20.0, 60.0), n=20):
    """Runs of a grid: replicate i is rescued where i is below a number that bond and warning time raise."""
    points = [{"dog.bond": bond, "train.warning_s": warning} for bond in bonds for warning in warnings]
    rows = []
    for at, point in enumerate(points):
        rescued = round(n * (0.1 + 0.6 * point["dog.bond"] + 0.004 * point["train.warning_s"]))
        rows += [
            {
                "point": at,
                "replicate": i,
                "rescued": i < rescued,
                "time_to_clear_s": 60.0 - 20 * point["dog.bond"] + i,
            }
            for i in range(n)
        ]
    return of_runs(points, rows)


def test_a_difference_is_the_contrast_at_each_level():
    results = rails()
    ax = difference(results, "train.warning_s", "rescued", by="dog.bond")
    line = ax.get_lines()[1]
    for x, y, row in zip(line.get_xdata(), line.get_ydata(), data(ax).itertuples(), strict=True):
        found = results.contrast("rescued", "dog.bond", 0.1, 0.9, at={"train.warning_s": x})
        assert (y, row.low, row.high, row.n) == (found.estimate, found.low, found.high, 20)
    words = " ".join(text.get_text() for text in ax.figure.texts).replace("\n", " ")
    assert "when dog.bond goes from 0.1 to 0.9" in words
    assert "n = 20 pairs of runs with the same luck a difference; 95 % intervals (Tango score)" in words
    assert ax.get_ylabel() == "change in rescued (share of runs)"
    assert ax.get_lines()[0].get_ydata() == [0.0, 0.0]


def test_without_by_each_level_is_compared_with_the_first():
    rows = difference_data(rails(), "dog.bond", "time_to_clear_s")
    np.testing.assert_allclose(rows["estimate"], [-8.0, -16.0])
    assert list(rows["a"]) == [0.1, 0.1] and list(rows["b"]) == [0.5, 0.9]
    assert set(rows["cells"]) == {2} and set(rows["n"]) == {40}
    down = difference_data(rails(), "dog.bond", "time_to_clear_s", a=0.9)
    np.testing.assert_allclose(down["estimate"], [16.0, 8.0])


def test_a_difference_of_a_factor_from_itself_is_refused():
    with pytest.raises(ValueError, match="two different factors"):
        difference(rails(), "dog.bond", "rescued", by="dog.bond")
    with pytest.raises(ValueError, match="one level"):
        difference(rails(bonds=(0.5,)), "dog.bond", "rescued")


def test_a_tornado_has_the_largest_effect_on_top():
    ax = tornado(rails(), "rescued")
    rows = data(ax)
    assert list(rows["factor"]) == ["dog.bond", "train.warning_s"]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["dog.bond", "train.warning_s (s)"]
    assert [patch.get_width() for patch in ax.patches] == list(rows["estimate"])
    for row, line in zip(rows.itertuples(), ax.get_lines(), strict=False):
        assert list(line.get_xdata()) == [row.low, row.high]
        found = rails().contrast("rescued", row.factor, row.a, row.b)
        assert (row.estimate, row.low, row.high) == (found.estimate, found.low, found.high)
    assert ax.yaxis_inverted()


def test_a_design_that_varies_one_factor_at_a_time_has_two_effects_a_factor():
    points = [
        {"dog.bond": 0.5, "train.warning_s": 40.0},
        {"dog.bond": 0.1, "train.warning_s": 40.0},
        {"dog.bond": 0.9, "train.warning_s": 40.0},
        {"dog.bond": 0.5, "train.warning_s": 20.0},
        {"dog.bond": 0.5, "train.warning_s": 60.0},
    ]
    share = [10, 4, 18, 8, 12]
    rows = [{"point": at, "replicate": i, "rescued": i < share[at]} for at in range(5) for i in range(20)]
    table = tornado_data(of_runs(points, rows), "rescued")
    effects = {(row.factor, row.a, row.b): row.estimate for row in table.itertuples()}
    assert effects == {
        ("dog.bond", 0.5, 0.1): pytest.approx(-0.3),
        ("dog.bond", 0.5, 0.9): pytest.approx(0.4),
        ("train.warning_s", 40.0, 20.0): pytest.approx(-0.1),
        ("train.warning_s", 40.0, 60.0): pytest.approx(0.1),
    }
    assert list(table["factor"])[:2] == ["dog.bond", "dog.bond"]


def test_options_of_a_choice_have_a_bar_each():
    points = [{"baseline": name} for name in ("none", "no_dog", "obedient_dog")]
    rows = [
        {"point": at, "replicate": i, "rescued": i < (18, 2, 9)[at]} for at in range(3) for i in range(20)
    ]
    ax = tornado(of_runs(points, rows), "rescued")
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert names == ["baseline\nnone to no_dog", "baseline\nnone to obedient_dog"]
    assert [patch.get_width() for patch in ax.patches] == pytest.approx([-0.8, -0.45])


def test_a_design_without_pairs_has_no_tornado():
    points = [{"dog.bond": 0.1, "train.warning_s": 20.0}, {"dog.bond": 0.9, "train.warning_s": 60.0}]
    rows = [{"point": at, "replicate": i, "rescued": i < 5} for at in range(2) for i in range(10)]
    with pytest.raises(ValueError, match="differ in one factor alone"):
        tornado(of_runs(points, rows), "rescued")


def front(shares, n=400):
    """Points with given shares of two outcomes."""
    points = [{"dog.bond": i / 10} for i in range(len(shares))]
    rows = [
        {"point": at, "replicate": i, "arrested": i < share[0] * n, "rescued": i < share[1] * n}
        for at, share in enumerate(shares)
        for i in range(n)
    ]
    return of_runs(points, rows)


SHARES = [(0.1, 0.9), (0.5, 0.7), (0.9, 0.1), (0.48, 0.69), (0.2, 0.2)]


def test_the_front_is_what_nothing_betters():
    rows = pareto_data(front(SHARES), "arrested", "rescued")
    assert list(rows["front"]) == [True, True, True, False, False]
    assert list(rows["possible"]) == [True, True, True, True, False]
    low = pareto_data(front(SHARES), "arrested", "rescued", x_best="low")
    assert list(low["front"]) == [True, False, False, False, False]
    assert not (rows["front"] & ~rows["possible"]).any()


def test_points_of_the_front_are_named_and_joined():
    ax = pareto(front(SHARES), "arrested", "rescued")
    *numbers, listed = [text.get_text() for text in ax.texts]
    assert numbers == ["1", "2", "3"] and listed.splitlines() == ["1: 0", "2: 0.1", "3: 0.2"]
    joined = ax.get_lines()[-1]
    np.testing.assert_allclose(joined.get_xdata(), [0.1, 0.5, 0.9])
    assert ax.get_xlabel() == "arrested (share of runs)\nbetter →"
    with pytest.raises(ValueError, match="'high' or 'low'"):
        pareto(front(SHARES), "arrested", "rescued", y_best="up")
    with pytest.raises(ValueError, match="two different outcomes"):
        pareto(front(SHARES), "rescued", "rescued")
