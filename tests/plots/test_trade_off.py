"""A trade-off shows two outcomes of the same design points, each with its interval."""

from types import SimpleNamespace

import numpy as np
import pytest

from bondsim.plots import draw, tradeoff
from bondsim.plots.trade_off import tradeoff_data

from .conftest import made_up

SPEC = SimpleNamespace(kind="tradeoff", x="rescued", y="time_to_clear_s", by="dog.bond", value=None)


def test_points_are_the_estimates_of_both_outcomes():
    results = made_up({"dog.bond": [0.1, 0.5, 0.9]})
    rows = tradeoff_data(results, "rescued", "time_to_clear_s", "dog.bond")
    for side, outcome in (("x", "rescued"), ("y", "time_to_clear_s")):
        expected = results.summary[results.summary["outcome"] == outcome]
        for part in ("estimate", "low", "high"):
            np.testing.assert_array_equal(rows[f"{part}_{side}"], expected[part])
    (ax,) = draw(results, SPEC).axes
    line = ax.get_lines()[0]
    np.testing.assert_array_equal(line.get_xdata(), rows["estimate_x"])
    np.testing.assert_array_equal(line.get_ydata(), rows["estimate_y"])
    assert [text.get_text() for text in ax.texts] == ["0.1", "0.5", "0.9"]
    assert ax.get_xlabel() == "rescued (share of runs)"


def test_other_factors_get_panels():
    results = made_up({"dog.bond": [0.1, 0.9], "train.warning_s": [20.0, 60.0]})
    assert len(draw(results, SPEC).axes) == 2


def test_panels_share_their_axes_and_points_in_one_place_are_named_once():
    results = made_up({"dog.bond": [0.1, 0.5, 0.9], "baseline": ["none", "no_dog"]})
    with_dog, without = draw(results, SPEC).axes
    assert with_dog.get_xlim() == without.get_xlim() and with_dog.get_ylim() == without.get_ylim()
    assert [text.get_text() for text in with_dog.texts] == ["0.1", "0.5", "0.9"]
    assert [text.get_text() for text in without.texts] == ["0.1 … 0.9"]


def test_an_outcome_against_itself_is_refused():
    with pytest.raises(ValueError, match="two different outcomes"):
        tradeoff_data(made_up({"dog.bond": [0.1, 0.9]}), "rescued", "rescued", "dog.bond")


def test_it_can_be_drawn_from_python_on_axes_of_ones_own():
    from matplotlib.figure import Figure

    results = made_up({"dog.bond": [0.1, 0.9], "train.warning_s": [20.0, 60.0]})
    ax = Figure().add_subplot()
    assert (
        tradeoff(results, "rescued", "time_to_clear_s", "dog.bond", at={"train.warning_s": 20.0}, ax=ax) is ax
    )
    rows = tradeoff_data(results, "rescued", "time_to_clear_s", "dog.bond", at={"train.warning_s": 20.0})
    np.testing.assert_array_equal(ax.get_lines()[0].get_ydata(), rows["estimate_y"])
    assert ax.get_xlabel() == "rescued (share of runs)"
    with pytest.raises(ValueError):
        tradeoff(results, "rescued", "time_to_clear_s", "dog.bond")
