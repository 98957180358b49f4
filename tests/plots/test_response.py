"""A response curve shows the estimates of the summary, with their intervals, n and units."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib import pyplot

from bondsim.plots import draw, response, response_data
from bondsim.plots.levels import level_texts

from .conftest import made_up


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


def test_a_line_is_the_estimates_of_the_summary(results):
    ax = response(results, "dog.bond", "rescued", by="train.warning_s")
    estimates = results.summary.merge(results.points).query("outcome == 'rescued'")

    lines = {line.get_label(): line for line in ax.get_lines()}
    assert set(lines) == {"20", "60"}
    for label, line in lines.items():
        expected = estimates[estimates["train.warning_s"] == float(label)].sort_values("dog.bond")
        np.testing.assert_array_equal(line.get_xdata(), expected["dog.bond"])
        np.testing.assert_array_equal(line.get_ydata(), expected["estimate"])


def test_a_band_is_the_interval(results):
    ax = response(results, "dog.bond", "rescued", by="train.warning_s")
    rows = response_data(results, "dog.bond", "rescued", by="train.warning_s")

    for level, band in zip([20.0, 60.0], ax.collections, strict=True):
        part = rows[rows["train.warning_s"] == level]
        heights = set(band.get_paths()[0].vertices[:, 1])
        assert set(part["low"]) | set(part["high"]) <= heights


def test_a_category_has_a_bar_that_reaches_over_the_interval():
    results = made_up({"baseline": ["none", "no_dog"]})
    ax = response(results, "baseline", "rescued")

    bar = ax.containers[0]
    lows_and_highs = [segment[:, 1] for segment in bar.lines[2][0].get_segments()]
    rows = response_data(results, "baseline", "rescued")
    np.testing.assert_allclose(lows_and_highs, rows[["low", "high"]])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["none", "no_dog"]


def test_levels_of_a_category_stand_beside_each_other():
    results = made_up({"baseline": ["none", "no_dog"], "dog.bond": [0.1, 0.9]})
    ax = response(results, "baseline", "rescued", by="dog.bond")

    weak, strong = (bar.lines[0].get_xdata() for bar in ax.containers)
    assert (strong > weak).all()
    assert np.abs(strong - weak).max() < 1  # inside the place of their category


def test_question_definition_units_n_and_interval_stand_in_the_figure(results):
    ax = response(results, "train.warning_s", "time_to_clear_s", by="dog.bond")
    words = " ".join(text.get_text() for text in ax.figure.texts).replace("\n", " ")

    assert "Does a stronger bond save a handler" in words
    assert "time_to_clear_s: time from the caught boot until the handler is clear" in words
    assert "Simulated results of a model" in words
    assert "95 % intervals (Student)" in words
    counted = results.summary.query("outcome == 'time_to_clear_s'")["n"]
    assert f"n = {counted.min()} to {counted.max()} runs a point" in words
    assert "runs without a value, not counted" in words
    assert ax.get_xlabel() == "Time from the caught boot to the train\ntrain.warning_s (s)"
    assert ax.get_ylabel() == "time to clear (mean, s)"
    assert ax.get_legend().get_title().get_text() == "dog.bond"


def test_shares_stand_on_the_whole_scale_so_that_figures_compare(results):
    low, high = response(results, "dog.bond", "rescued", by="train.warning_s").get_ylim()
    assert low < 0 < 1 < high
    assert high - low < 1.1


def test_rare_shares_stand_on_a_tenth_of_the_scale():
    results = made_up({"baseline": ["no_dog"], "dog.bond": [0.1, 0.9]}, n=2000)
    ax = response(results, "dog.bond", "rescued", at={"baseline": "no_dog"})
    assert ax.get_ylim() == pytest.approx((-0.003, 0.103))


def test_numbers_are_in_rising_order_whatever_the_order_of_the_design():
    results = made_up({"dog.bond": [0.9, 0.1, 0.5]})
    assert list(response_data(results, "dog.bond", "rescued")["dog.bond"]) == [0.1, 0.5, 0.9]


def test_choices_keep_the_order_of_the_design():
    results = made_up({"baseline": ["obedient_dog", "none", "no_dog"]})
    assert list(response_data(results, "baseline", "rescued")["baseline"]) == [
        "obedient_dog",
        "none",
        "no_dog",
    ]


def test_a_third_factor_is_never_averaged_away(three_factors):
    with pytest.raises(ValueError, match=r"baseline also vary: .* at=\{'baseline': 'none'\}"):
        response(three_factors, "dog.bond", "rescued", by="train.warning_s")
    assert not pyplot.get_fignums()  # refused before a figure was made

    ax = response(three_factors, "dog.bond", "rescued", by="train.warning_s", at={"baseline": "no_dog"})
    assert max(line.get_ydata().max() for line in ax.get_lines()) < 0.2
    assert ax.get_title(loc="left") == "baseline = no_dog"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": "dog.bund", "y": "rescued"}, "no factor 'dog.bund' in these results; did you mean 'dog.bond'"),
        ({"x": "dog.bond", "y": "rescue"}, "no outcome 'rescue' in these results; did you mean 'rescued'"),
        ({"x": "dog.bond", "y": "rescued", "by": "weather"}, r"known: dog\.bond, train\.warning_s"),
        ({"x": "dog.bond", "y": "rescued", "by": "dog.bond"}, "two different factors"),
        (
            {"x": "dog.bond", "y": "rescued", "at": {"train.warning_s": 33.0}},
            "no level of train.warning_s '33'",
        ),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(results, arguments, message):
    with pytest.raises(ValueError, match=message):
        response(results, **arguments)


def test_too_many_lines_to_tell_apart_are_refused():
    results = made_up({"dog.bond": [0.1, 0.9], "train.warning_s": [float(i) for i in range(13)]})
    with pytest.raises(ValueError, match="13 levels; a figure shows at most 12 lines: use a heatmap"):
        response(results, "dog.bond", "rescued", by="train.warning_s")


def test_a_point_without_any_value_leaves_a_gap():
    results = made_up({"dog.bond": [0.1, 0.5, 0.9]})
    results.summary.loc[
        results.summary["outcome"].eq("rescued") & results.summary["point"].eq(1),
        ["n", "estimate", "low", "high"],
    ] = [0, np.nan, np.nan, np.nan]
    (line,) = response(results, "dog.bond", "rescued").get_lines()
    assert list(np.isnan(line.get_ydata())) == [False, True, False]


def test_a_figure_leaves_the_users_settings_alone(results):
    before = dict(pyplot.rcParams)
    response(results, "dog.bond", "rescued", by="train.warning_s")
    assert dict(pyplot.rcParams) == before


def test_draws_on_axes_that_are_given(results):
    figure, (left, right) = pyplot.subplots(1, 2)
    assert response(results, "dog.bond", "rescued", by="train.warning_s", ax=right) is right
    assert right.get_ylabel() == "rescued (share of runs)"
    assert not left.get_lines()
    assert not figure.texts


def test_points_that_vary_one_factor_at_a_time_are_drawn_as_one_line():
    results = made_up({"dog.bond": [0.1, 0.5, 0.9], "train.warning_s": [20.0, 60.0]})
    at_60 = results.points["train.warning_s"] == 60
    kept = results.points[~at_60 | (results.points["dog.bond"] == 0.5)]
    star = replace(
        results, points=kept, summary=results.summary[results.summary["point"].isin(kept["point"])]
    )
    figure = draw(star, SimpleNamespace(kind="response", x="dog.bond", y="rescued", by=None, value=None))
    (ax,) = figure.axes
    assert len(ax.get_lines()[0].get_xdata()) == 3
    assert ax.get_title(loc="left") == "train.warning_s = 20"
    assert "Not drawn: 1 point of the design that lies on no line." in " ".join(
        " ".join(text.get_text() for text in figure.texts).split()
    )


def test_ticks_have_no_exponent_where_numbers_are_common():
    assert level_texts([0.0, 600.0, 1200.0, 3600.0]) == ["0", "600", "1200", "3600"]
    assert level_texts([0.00004, 0.0015]) == ["0.00004", "0.0015"]
    assert level_texts([1e9, 2e9]) == ["1e+09", "2e+09"]
