"""A heat map shows estimate, half-width and n of every cell."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib import pyplot

from bondsim.plots import heatmap, heatmap_data

from .conftest import made_up


@pytest.fixture(autouse=True)
def close_figures():
    yield
    pyplot.close("all")


def test_a_cell_holds_the_estimate_of_its_point(results):
    ax = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    estimates = results.summary.merge(results.points).query("outcome == 'rescued'")

    shown = ax.collections[0].get_array()
    expected = estimates.pivot(index="train.warning_s", columns="dog.bond", values="estimate")
    np.testing.assert_array_equal(shown, expected)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "0.5", "0.9"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["20", "60"]


def test_a_cell_says_its_half_width(results):
    written = [text.get_text() for text in heatmap(results, "dog.bond", "train.warning_s", "rescued").texts]
    for row in heatmap_data(results, "dog.bond", "train.warning_s", "rescued").itertuples():
        assert row.half_width == (row.high - row.low) / 2
        assert f"{row.estimate:.2f}" in written
        assert f"± {row.half_width:.2f}" in written


def test_a_narrow_interval_is_not_said_to_be_nothing(results):
    narrow = results.summary.copy()
    narrow["low"], narrow["high"] = narrow["estimate"] - 0.0012, narrow["estimate"] + 0.0012
    ax = heatmap(replace(results, summary=narrow), "dog.bond", "train.warning_s", "rescued")
    assert sum("± 0.001" in text.get_text() for text in ax.texts) == 6


def test_n_stands_in_the_cells_where_it_differs_and_once_where_it_does_not(results):
    same = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    assert not any("n =" in text.get_text() for text in same.texts)
    assert any("n = 200 runs a point" in text.get_text() for text in same.figure.texts)

    different = heatmap(results, "dog.bond", "train.warning_s", "time_to_clear_s")
    n = results.summary.query("outcome == 'time_to_clear_s'")["n"]
    written = " ".join(text.get_text() for text in different.texts)
    assert all(f"n = {count}" in written for count in n)


def test_a_cell_without_a_value_says_so():
    results = made_up({"dog.bond": [0.1, 0.9], "baseline": ["none", "no_dog"]}, n=1)
    ax = heatmap(results, "dog.bond", "baseline", "time_to_clear_s")
    rows = heatmap_data(results, "dog.bond", "baseline", "time_to_clear_s")
    assert rows["estimate"].isna().all()
    assert [text.get_text() for text in ax.texts] == ["no value"] * 4


def test_shares_have_the_colours_of_the_whole_scale(results):
    ax = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    assert ax.collections[0].get_clim() == (0.0, 1.0)


def test_numbers_on_cells_can_be_read_on_their_colour(results):
    ax = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    mesh = ax.collections[0]
    for text in ax.texts:
        i, j = round(text.get_position()[1]), round(text.get_position()[0])
        red, green, blue, _ = mesh.to_rgba(float(mesh.get_array()[i, j]))
        is_light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
        assert text.get_color() == ("black" if is_light else "white")


def test_a_large_map_shows_the_widths_as_dots_and_names_the_largest():
    results = made_up(
        {"dog.bond": list(np.linspace(0, 1, 20)), "train.warning_s": list(np.linspace(8, 90, 10))}
    )
    ax = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    rows = heatmap_data(results, "dog.bond", "train.warning_s", "rescued")
    widest = rows["half_width"].max()
    assert not ax.texts
    dots = np.sqrt(ax.collections[1].get_sizes())
    np.testing.assert_allclose(dots / dots.max(), rows["half_width"] / widest)
    footer = ax.figure.texts[-1].get_text().replace("\n", " ")
    assert f"half of it is at most {widest:.2g}, the largest dot" in footer


def test_levels_beside_a_map_do_not_run_into_each_other():
    results = made_up({"dog.bond": list(np.linspace(0, 1, 31)), "train.warning_s": [20.0, 60.0]})
    ax = heatmap(results, "dog.bond", "train.warning_s", "rescued")
    ax.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert len(boxes) > 5
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_more_cells_than_a_map_can_show_are_refused():
    results = made_up(
        {"dog.bond": list(np.linspace(0, 1, 51)), "train.warning_s": list(np.linspace(8, 90, 50))}, n=2
    )
    with pytest.raises(ValueError, match="51 x 50 cells"):
        heatmap(results, "dog.bond", "train.warning_s", "rescued")
