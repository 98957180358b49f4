"""A configured figure shows all of the design: other factors get panels of their own."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from matplotlib import pyplot

from bondsim.plots import draw

from .conftest import made_up


def spec(kind="response", x="dog.bond", y="rescued", by=None, value=None):
    return SimpleNamespace(kind=kind, x=x, y=y, by=by, value=value)


def test_other_factors_get_panels(three_factors):
    figure = draw(three_factors, spec(by="train.warning_s"))
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles == ["baseline = none", "baseline = no_dog"]

    left, right = figure.axes
    assert left.get_ylim() == right.get_ylim()
    assert left.get_lines()[1].get_ydata().max() > 0.9
    assert right.get_lines()[1].get_ydata().max() < 0.2


def test_panels_of_heat_maps_share_their_colours():
    results = made_up(
        {"dog.bond": [0.1, 0.9], "train.warning_s": [20.0, 60.0], "radio.works": [True, False]}, n=2_000
    )
    figure = draw(results, spec("heatmap", y="train.warning_s", value="time_to_clear_s"))
    maps = [ax for ax in figure.axes if ax.get_title(loc="left")]
    assert [ax.get_title(loc="left") for ax in maps] == ["radio.works = true", "radio.works = false"]
    assert maps[0].collections[0].get_clim() == maps[1].collections[0].get_clim()


def test_drawing_for_a_file_leaves_pyplot_alone(results, tmp_path):
    for _ in range(25):  # pyplot warns of more than twenty open figures
        draw(results, spec(by="train.warning_s"))
    assert not pyplot.get_fignums()
    draw(results, spec(by="train.warning_s")).savefig(tmp_path / "figure.png")
    assert (tmp_path / "figure.png").stat().st_size > 10_000


def test_nothing_overlaps_or_is_cut_off(three_factors):
    figure = draw(three_factors, spec(by="train.warning_s"))
    figure.draw_without_rendering()
    page = figure.bbox
    question, definition, footer = (text.get_window_extent() for text in figure.texts)
    panels = [ax.get_tightbbox() for ax in figure.axes]

    assert question.y0 > definition.y0 > max(panel.y1 for panel in panels)
    assert footer.y1 < min(panel.y0 for panel in panels)
    assert panels[0].x1 < panels[1].x0
    for box in (question, definition, footer, *panels):
        assert box.x0 >= page.x0
        assert box.x1 <= page.x1


def test_a_long_question_is_wrapped_not_cut(results):
    long = replace(results, question="Does a stronger bond save a handler? " * 6)
    figure = draw(long, spec(by="train.warning_s"))
    figure.draw_without_rendering()
    assert figure.texts[0].get_window_extent().x1 < figure.bbox.x1


def test_a_figure_leads_back_to_the_runs(results):
    assert "Scenario rail_yard, results rails-0123abcd." in draw(results, spec(by="train.warning_s")).texts[
        -1
    ].get_text().replace("\n", " ")


def test_an_unfinished_experiment_says_so_in_its_figures(results):
    unfinished = replace(results, finished=False)
    assert "NOT FINISHED" in draw(unfinished, spec(by="train.warning_s")).texts[-1].get_text().replace(
        "\n", " "
    )


def test_a_dollar_sign_is_a_dollar_sign(results):
    priced = replace(results, question="What does $1 buy, and what $2_?")
    figure = draw(priced, spec(by="train.warning_s"))
    figure.draw_without_rendering()
    assert figure.texts[0].get_text() == "What does $1 buy, and what $2_?"


def test_more_panels_than_can_be_read_are_refused():
    results = made_up({"dog.bond": [0.1, 0.9], "train.warning_s": [float(i) for i in range(13)]})
    with pytest.raises(ValueError, match=r"13 combinations of train\.warning_s"):
        draw(results, spec())


@pytest.mark.parametrize("wrong", [spec("violin"), spec("heatmap", y="train.warning_s")])
def test_an_unknown_figure_is_refused_with_those_there_are(results, wrong):
    with pytest.raises(ValueError, match=r"there are response .*, heatmap .*, tradeoff"):
        draw(results, wrong)


def test_panels_can_be_held_to_levels(three_factors):
    figure = draw(three_factors, spec(by="train.warning_s"), at={"baseline": "no_dog"})
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["baseline = no_dog"]
    alone = draw(three_factors, spec(), at={"baseline": "none"})
    assert [ax.get_title(loc="left") for ax in alone.axes] == [
        "train.warning_s = 20, baseline = none",
        "train.warning_s = 60, baseline = none",
    ]
    for at, message in (
        ({"baseline": "no_dg"}, "did you mean 'no_dog'"),
        ({"dog.bond": "0.1"}, "is shown by the figure"),
        ({"weather": "1"}, "no factor 'weather'"),
    ):
        with pytest.raises(ValueError, match=message):
            draw(three_factors, spec(), at=at)
