"""The Morris plane and Sobol's bars show the indices with their intervals, the largest first."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

from bondsim.analysis import Interval, Sensitivity
from bondsim.plots import data, morris, sobol

from .conftest import MadeUp, made_up


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


@dataclass(frozen=True)
class Sensitive(MadeUp):
    """Made-up results with made-up indices."""

    found: Sensitivity = None

    def sensitivity(self, outcome, *, at=None):
        assert outcome == "rescued"
        return self.found


def results(kind, indices):
    rows = [
        (factor, index, value, value - 0.05, value + 0.05, 400, "")
        for factor, values in indices.items()
        for index, value in values.items()
    ]
    table = pd.DataFrame(rows, columns=["factor", "index", "estimate", "low", "high", "n", "note"])
    noise = Interval(0.62, 0.6, 0.64, 400, 0, "made up")
    found = Sensitivity("rescued", kind, table, noise, 0.04, 10, 40, ("too few of them",))
    base = made_up({"dog.bond": [0.1, 0.9], "train.warning_s": [20.0, 60.0]})
    return Sensitive(base.question, base.points, base.summary, found=found)


MORRIS = results(
    "morris",
    {
        "dog.bond": {"mu": 0.2, "mu_star": 0.2, "sigma": 0.1},
        "train.warning_s": {"mu": -0.1, "mu_star": 0.5, "sigma": 0.3},
    },
)
SOBOL = results(
    "sobol",
    {
        "dog.bond": {"S1": 0.2, "ST": 0.3},
        "train.warning_s": {"S1": 0.5, "ST": 0.7},
        "dog.bond x train.warning_s": {"S2": 0.1},
    },
)


def test_the_plane_has_a_point_a_factor_with_both_intervals():
    ax = morris(MORRIS, "rescued")
    rows = data(ax)
    assert list(rows["factor"]) == ["train.warning_s", "dog.bond"]
    line = ax.get_lines()[0]
    np.testing.assert_array_equal(line.get_xdata(), [0.5, 0.2])
    np.testing.assert_array_equal(line.get_ydata(), [0.3, 0.1])
    np.testing.assert_allclose(rows["low_x"], [0.45, 0.15])
    np.testing.assert_allclose(rows["estimate_mu"], [-0.1, 0.2])
    assert [text.get_text() for text in ax.texts][-2:] == ["train.warning_s", "dog.bond"]
    assert ax.get_xlabel() == "mu*: mean size of the effect (share of runs)"
    footer = ax.figure.texts[-1].get_text().replace("\n", " ")
    assert "Luck accounts for 62 % of the variance" in footer and "Too few of them." in footer
    assert "n = 40 replicates of each of 10 trajectories" in footer


def test_names_of_points_that_lie_together_do_not_run_into_each_other():
    near = {
        name: {"mu": x, "mu_star": x, "sigma": 0.4}
        for name, x in (("dog.bond", 0.50), ("ground.friction", 0.52), ("handler.mass_kg", 0.53))
    }
    ax = morris(results("morris", near), "rescued")
    ax.figure.draw_without_rendering()
    named = [text for text in ax.texts if text.get_text() in near]
    boxes = [text.get_window_extent() for text in named]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_bars_are_the_indices_with_intervals():
    ax = sobol(SOBOL, "rescued")
    rows = data(ax)
    assert list(zip(rows["factor"], rows["index"], strict=True)) == [
        ("train.warning_s", "S1"), ("train.warning_s", "ST"), ("dog.bond", "S1"), ("dog.bond", "ST")
    ]  # fmt: skip
    assert sorted(patch.get_width() for patch in ax.patches) == [0.2, 0.3, 0.5, 0.7]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["train.warning_s (s)", "dog.bond"]
    ends = sorted(tuple(line.get_xdata()) for line in ax.get_lines() if len(set(line.get_xdata())) == 2)
    np.testing.assert_allclose(ends, [(0.15, 0.25), (0.25, 0.35), (0.45, 0.55), (0.65, 0.75)])


def test_the_other_design_is_named():
    with pytest.raises(ValueError, match="needs a morris design"):
        morris(SOBOL, "rescued")
    with pytest.raises(ValueError, match="needs a saltelli design"):
        sobol(MORRIS, "rescued")
