"""Figures that a config asks for: their names are checked, each by what it stands for."""

import pytest

from bondsim.documents import DocumentError
from bondsim.experiments.config.document import Plot
from bondsim.experiments.planning.plan import Plan, PlotSpec
from bondsim.plots.kinds import KINDS

VARY = {"dog.bond": [0.1, 0.9], "train.warning_s": [20, 40]}
SERIES = {"series": {"every_s": 1, "of": ["dog.arousal", "dog.x_m", "dog.y_m"]}}


def plan(plots, record=None):
    return Plan.make(scenario="rail_yard", vary=VARY, plots=plots, record=record or SERIES)


def test_a_config_can_ask_for_every_kind():
    assert {model.model_fields["kind"].annotation.__args__[0] for model in Plot.__origin__.__args__} == set(
        KINDS
    )
    for model in Plot.__origin__.__args__:
        kind = KINDS[model.model_fields["kind"].annotation.__args__[0]]
        assert set(model.model_fields) - {"kind"} == set(kind.options)
        needed = {name for name, field in model.model_fields.items() if field.is_required()} - {"kind"}
        assert needed == set(kind.needs)


def test_options_are_kept():
    asked = [
        {"kind": "survival", "x": "time_to_clear_s", "until": "duration_s", "by": "dog.bond"},
        {"kind": "fan", "y": "dog.arousal", "by": "dog.bond"},
        {"kind": "pareto", "x": "disobeyed", "y": "rescued", "x_best": "low"},
        {"kind": "starts", "x": "dog", "value": "rescued"},
        {"kind": "tornado", "y": "rescued"},
    ]
    assert plan(asked).plots == (
        PlotSpec("survival", x="time_to_clear_s", until="duration_s", by="dog.bond"),
        PlotSpec("fan", y="dog.arousal", by="dog.bond"),
        PlotSpec("pareto", x="disobeyed", y="rescued", x_best="low", y_best="high"),
        PlotSpec("starts", x="dog", value="rescued"),
        PlotSpec("tornado", y="rescued"),
    )


@pytest.mark.parametrize(
    ("plot", "record", "message"),
    [
        (
            {"kind": "difference", "x": "dog.bond", "y": "rescue"},
            None,
            "plots.0.y: unknown outcome; did you mean",
        ),
        (
            {"kind": "difference", "x": "dog.bond", "y": "rescued", "by": "dog.bond"},
            None,
            "another factor here",
        ),
        ({"kind": "fan", "y": "dog.arousal"}, {"events": True}, "add record.series"),
        (
            {"kind": "fan", "y": "dog.reserve"},
            None,
            "dog.reserve is not recorded; add it to record.series.of",
        ),
        ({"kind": "starts", "x": "handler", "value": "rescued"}, None, "handler.x_m is not recorded"),
        ({"kind": "starts", "x": "dogg", "value": "rescued"}, None, "unknown agent; did you mean 'dog'"),
        (
            {"kind": "survival", "x": "time_to_clear_s", "event": "never"},
            None,
            "plots.0.event: unknown outcome",
        ),
        ({"kind": "pareto", "x": "rescued", "y": "disobeyed", "x_best": "up"}, None, "plots.0.x_best"),
        ({"kind": "tornado", "y": "rescued", "by": "dog.bond"}, None, "plots.0.by"),
    ],
)
def test_a_mistake_says_what_would_do(plot, record, message):
    with pytest.raises(DocumentError) as found:
        plan([plot], record)
    assert message in str(found.value)


def test_a_figure_goes_with_the_factor_it_needs():
    base = {"kind": "difference", "x": "train.warning_s", "y": "rescued", "by": "dog.bond"}
    from bondsim import documents
    from bondsim.experiments.config.layers import _still_drawn

    node = documents.from_python([base])
    assert _still_drawn(node, {"train.warning_s"}) == {}
    kept = _still_drawn(node, {"dog.bond"})["plots"].plain()
    assert kept == [{"kind": "difference", "x": "train.warning_s", "y": "rescued"}]


def test_names_that_nobody_can_see_are_spelt_out_wherever_they_are_told(tmp_path):
    file = tmp_path / "unseen.yaml"
    start = 'scenario: rail_yard\nvary: {"\\x1f": [1, 2]}\n'
    for rest in (
        "plots: [{kind: response, x: dog.bond, y: rescued}]\n",
        "replicates: {min: 2, max: 4, until: {outcome: rescued, half_width: 0.1, contrast: dog.bond}}\n",
    ):
        file.write_text(start + rest)
        with pytest.raises(DocumentError) as caught:
            Plan.load(file)
        assert all(problem.isprintable() for problem in caught.value.problems)
    file.write_text('scenario: rail_yard\npoints: [{"\\x1f": 1}, {dog.bond: 0.1}]\n')
    with pytest.raises(DocumentError) as caught:
        Plan.load(file)
    assert all(problem.isprintable() for problem in caught.value.problems)
