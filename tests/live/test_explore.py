"""A sweep as marks to click, and the runs behind them."""

import pytest

import bondsim as bs
from bondsim.experiments.errors import ResultsError
from bondsim.live.explore import Sweep, estimates_table, first_choice, run_label, run_stage, settings_table
from bondsim.live.marks import sheet
from bondsim.live.watched import Watched

HELD = {"baseline": "none"}


def test_a_page_begins_with_two_factors_and_holds_the_third(swept):
    choice = first_choice(swept)
    assert (choice.x, choice.y, choice.colour) == ("dog.bond", "train.warning_s", "rescued")
    assert choice.at == (("baseline", "none"),)


def test_where_two_factors_cross_each_point_is_a_cell(swept):
    drawn = sheet(swept, "dog.bond", "train.warning_s", "rescued", HELD)
    assert len(drawn.marks) == 6 and all(mark["w"] > 0 for mark in drawn.marks)
    assert [tick["text"] for tick in drawn.x_ticks] == ["0", "0.5", "0.9"]
    assert (drawn.x_label, drawn.y_label) == ("dog.bond", "train.warning_s (s)")
    assert drawn.colour_label == "rescued (share of runs)"
    assert (drawn.low, drawn.high) == ("0.00", "1.00")
    summary = swept.summary.set_index(["point", "outcome"])
    for mark in drawn.marks:
        row = summary.loc[(mark["id"], "rescued")]
        assert mark["said"] == f"{row['estimate']:.2f}"
        assert mark["half"] == f"{(row['high'] - row['low']) / 2:.2g}"
        assert f"[{row['low']:.2f}, {row['high']:.2f}], n = 20" in mark["text"]


def test_cells_lie_where_their_levels_are(swept):
    drawn = sheet(swept, "dog.bond", "train.warning_s", "rescued", HELD)
    points = swept.points.set_index("point")
    place = {mark["id"]: (mark["x"], mark["y"]) for mark in drawn.marks}
    for a, (xa, ya) in place.items():
        for b, (xb, yb) in place.items():
            assert (xa < xb) == (points.loc[a, "dog.bond"] < points.loc[b, "dog.bond"])
            assert (ya > yb) == (points.loc[a, "train.warning_s"] < points.loc[b, "train.warning_s"])


def test_points_of_a_sample_lie_at_their_place_and_not_in_cells(tmp_path):
    """Evenly spaced rows and columns would tell nothing of how far apart they are."""
    sampled = bs.Experiment(
        scenario="rail_yard",
        vary={"dog.bond": {"from": 0, "to": 1}, "train.warning_s": {"from": 10, "to": 60}},
        design={"kind": "latin_hypercube", "points": 6},
        record={"outcomes": ["rescued"]},
        replicates=2,
    ).run(tmp_path / "sampled", threads=1)
    drawn = sheet(sampled, "dog.bond", "train.warning_s", "rescued", {})
    assert len(drawn.marks) == 6 and all(mark["w"] == 0 for mark in drawn.marks)
    at = sampled.points.set_index("point")["dog.bond"]
    x = {mark["id"]: mark["x"] for mark in drawn.marks}
    slopes = [(x[p] - x[0]) / (at[p] - at[0]) for p in x if p]
    assert slopes == pytest.approx([slopes[0]] * 5)


def test_an_outcome_along_an_axis_makes_points_at_their_place(swept):
    drawn = sheet(swept, "rescued", "dog_pulls", "dog.bond", {})
    assert len(drawn.marks) + drawn.left_out == 12 and all(mark["w"] == 0 for mark in drawn.marks)
    assert drawn.x_label == "rescued (share of runs)"
    assert {mark["said"] for mark in drawn.marks} == {""}


def test_points_without_a_value_are_left_out_and_counted(swept):
    drawn = sheet(swept, "dog.bond", "train.warning_s", "time_to_clear_s", {"baseline": "obedient_dog"})
    missing = swept.summary.query("outcome == 'time_to_clear_s' and estimate.isna()")["point"]
    held = swept.points.query("baseline == 'obedient_dog'")["point"]
    assert drawn.left_out == len(set(missing) & set(held))


def test_a_factor_that_is_no_number_may_be_an_axis_and_a_colour(swept):
    drawn = sheet(swept, "baseline", "dog.bond", "baseline", {"train.warning_s": 30})
    assert {tick["text"] for tick in drawn.x_ticks} == {"none", "obedient_dog"}
    assert (drawn.low, drawn.high) == ("none", "obedient_dog")
    assert len({mark["fill"] for mark in drawn.marks}) == 2


def test_an_unknown_name_is_refused(swept):
    with pytest.raises(KeyError, match=r"dog\.bnod is neither varied nor recorded"):
        sheet(swept, "dog.bnod", "train.warning_s", "rescued", {})


def test_the_watched_run_is_the_recorded_one(swept):
    stage = run_stage(Sweep(swept), 5, 3)
    watched = Watched(stage.ask)
    assert stage.compare(watched) == "The recorded run: same settings, same seed."
    while watched.running:
        watched.step()
    assert stage.compare(watched) == "It came again as recorded."
    row = swept.runs.query("point == 5 and replicate == 3").iloc[0]
    assert watched.values()["rescued"] == row["rescued"]
    assert [factor.key.name for factor in stage.factors][:3] == list(swept.factors)
    twin = Watched(stage.ask.with_setting("train.warning_s", 60))
    assert "what-if twin" in stage.compare(twin)


def test_results_replay_as_a_live_model(swept):
    model = swept.replay(5, 3)
    assert isinstance(model, bs.Incident) and model.running
    model.run_to_end()
    row = swept.runs.query("point == 5 and replicate == 3").iloc[0]
    assert bool(model.world.tally.rescued) == row["rescued"]
    assert model.world.tally.n_partner_pulls == row["dog_pulls"]


@pytest.mark.parametrize(
    ("point", "replicate", "message"),
    [(12, 0, "no point 12; there are 0 to 11"), (0, 20, "point 0 has the replicates 0 to 19")],
)
def test_a_run_that_is_not_there_is_refused(swept, point, replicate, message):
    with pytest.raises(ResultsError, match=message):
        swept.replay(point, replicate)


def test_tables_of_a_point_are_escaped(swept):
    said = settings_table(swept, 0) + estimates_table(swept, 0)
    assert "<th>dog.bond</th><td>0</td><td>varied</td>" in said
    assert "n = 20" in said and "rescued (share of runs)" in said
    row = swept.runs.iloc[0]
    assert run_label(swept, row, "rescued") == f"replicate 0 · rescued: {'yes' if row['rescued'] else 'no'}"
