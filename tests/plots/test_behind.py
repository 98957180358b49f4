"""Every figure hands out the numbers that it shows; panels, kinds and log axes."""

from types import SimpleNamespace

import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure

from bondsim.plots import data, draw, heatmap, response, response_data, tradeoff
from bondsim.plots.figure import HOMES
from bondsim.plots.kinds import KINDS, main_outcome
from bondsim.plots.levels import is_log

from .conftest import made_up


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


def test_axes_hand_out_what_they_show(results):
    ax = response(results, "dog.bond", "rescued", by="train.warning_s")
    assert data(ax).equals(response_data(results, "dog.bond", "rescued", by="train.warning_s"))
    assert data(ax.figure).equals(data(ax))
    assert {"half_width", "n"} <= set(
        data(heatmap(results, "dog.bond", "train.warning_s", "rescued")).columns
    )
    with pytest.raises(ValueError, match="drawn nothing"):
        data(Figure().add_subplot())


def test_a_panel_for_each_level_of_a_third_factor(three_factors):
    ax = response(three_factors, "dog.bond", "rescued", by="train.warning_s", over="baseline")
    left, right = ax.figure.axes
    assert [each.get_title(loc="left") for each in (left, right)] == ["baseline = none", "baseline = no_dog"]
    assert left.get_legend() is None and right.get_legend() is not None
    rows = data(ax.figure)
    assert set(rows["panel"]) == {"baseline = none", "baseline = no_dog"} and len(rows) == 8
    many = tradeoff(
        three_factors,
        "rescued",
        "time_to_clear_s",
        "dog.bond",
        at={"baseline": "none"},
        over="train.warning_s",
    )
    assert len(many.figure.axes) == 2
    with pytest.raises(ValueError, match="panels"):
        response(three_factors, "dog.bond", "rescued", over="baseline", ax=left)


def test_every_kind_has_its_figure_and_says_what_it_is_about():
    assert set(HOMES) == set(KINDS)
    assert main_outcome({"kind": "heatmap", "x": "a", "y": "b", "value": "rescued"}) == "rescued"
    assert main_outcome({"kind": "response", "x": "a", "y": "rescued"}) == "rescued"
    assert main_outcome({"kind": "survival", "x": "time_to_clear_s", "y": None}) == "time_to_clear_s"
    assert main_outcome({"kind": "fan", "y": "dog.arousal"}) is None


@pytest.mark.parametrize(
    ("numbers", "log"),
    [
        ([0.0, 1e3, 1e4, 1e5, 1e6, 1e7], True),
        ([0.15, 0.25, 0.5, 100], True),
        ([0.0001, 0.0003, 0.0005, 0.001, 0.003], True),
        ([10, 15, 20, 30, 45, 60, 90], False),
        ([0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9], False),
        ([1, 100], False),
        ([-1, 1, 10, 100, 1000], False),
    ],
)
def test_levels_at_ratios_stand_on_a_log_axis(numbers, log):
    assert is_log(numbers) == log
    figure = draw(
        made_up({"train.warning_s": [float(number) for number in numbers]}),
        SimpleNamespace(kind="response", x="train.warning_s", y="rescued", by=None, value=None),
    )
    assert (figure.axes[0].get_xscale() != "linear") == log
    figure.draw_without_rendering()


def test_lines_that_lie_on_each_other_can_all_be_seen():
    results = made_up({"dog.bond": [0.1, 0.9], "baseline": ["none", "no_dog", "obedient_dog"]})
    rows = results.summary.merge(results.points).query("outcome == 'rescued'")
    same = rows[rows["baseline"] == "none"].set_index("dog.bond")["estimate"]
    for _, row in rows[rows["baseline"] == "obedient_dog"].iterrows():
        results.summary.loc[
            (results.summary["point"] == row["point"]) & (results.summary["outcome"] == "rescued"), "estimate"
        ] = same[row["dog.bond"]]
    widths = [
        line.get_linewidth() for line in response(results, "dog.bond", "rescued", "baseline").get_lines()
    ]
    assert widths[0] > widths[1] == widths[2]
