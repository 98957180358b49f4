# ruff: noqa: E501
"""Points of designs: levels, grids, lists, tables, and the cap on their number."""

import time
import tracemalloc

import numpy as np
import pytest

from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan
from bondsim.experiments.points.design import MAX_POINTS, MAX_RUNS


def levels(spec, key="dog.mass_kg"):
    return [point[key] for point in Plan.make(scenario="rail_yard", vary={key: spec}).points]


def refusal(**arguments) -> str:
    with pytest.raises(DocumentError) as caught:
        Plan.make(scenario="rail_yard", **arguments)
    return str(caught.value)


def test_a_range_has_both_its_ends_and_short_levels_between():
    assert levels({"from": 0, "to": 1, "levels": 11}, "dog.bond") == [
        0.0,
        0.1,
        0.2,
        0.3,
        0.4,
        0.5,
        0.6,
        0.7,
        0.8,
        0.9,
        1.0,
    ]
    assert levels({"from": "40 kg", "to": 20, "levels": 3}) == [40.0, 30.0, 20.0]


def test_a_log_range_has_equal_ratios():
    assert levels({"from": 10, "to": 80, "levels": 4, "scale": "log"}) == [10.0, 20.0, 40.0, 80.0]


def test_levels_come_from_lists_and_arrays_with_units():
    assert levels([20, "30 kg", np.float64(40)]) == [20.0, 30.0, 40.0]
    assert levels(np.linspace(20, 40, 3)) == [20.0, 30.0, 40.0]
    assert levels(range(20, 23)) == [20.0, 21.0, 22.0]
    assert levels(("none", "no_dog"), "baseline") == ["none", "no_dog"]


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ([20, "20 kg"], "vary.dog.mass_kg.1: this level is there twice"),
        ([20, "much"], "vary.dog.mass_kg.1: 'much' is not a number (in kg)"),
        ([], "vary.dog.mass_kg: want at least 1 in it; got a list"),
        ({"from": 20, "to": 20, "levels": 3}, "vary.dog.mass_kg.to: the same as from"),
        ({"from": 20, "levels": 3}, "vary.dog.mass_kg.to: this key is missing"),
        ({"from": 20, "to": 30, "levels": 1}, "vary.dog.mass_kg.levels: want at least 2"),
        ({"from": 20, "to": 30, "levels": 2.5}, "vary.dog.mass_kg.levels: want a whole number; got 2.5"),
        ({"from": 20, "to": 30, "level": 2}, "vary.dog.mass_kg.level: unknown key; did you mean 'levels'?"),
        ({"from": 20, "to": 1e200, "levels": 3}, "vary.dog.mass_kg.to: 1e+200 is out of range"),
        ({"from": 20, "to": 20.000000000000004, "levels": 9}, "vary.dog.mass_kg.levels: so many levels cannot be told apart"),
    ],
)  # fmt: skip
def test_levels_that_make_no_sense_are_refused(spec, told):
    assert told in refusal(vary={"dog.mass_kg": spec})


def test_a_log_range_starts_above_zero_and_options_have_no_range():
    assert "dog.bond.from: want more than 0 on a log scale" in refusal(
        vary={"dog.bond": {"from": 0, "to": 1, "levels": 3, "scale": "log"}}
    )
    assert "baseline has no range; want a list of levels" in refusal(
        vary={"baseline": {"from": 0, "to": 1, "levels": 3}}
    )


def test_a_grid_is_every_combination_whatever_the_order_of_the_keys():
    one = Plan.make(scenario="rail_yard", vary={"dog.bond": [0.2, 0.1], "train.warning_s": [20, 40]})
    other = Plan.make(scenario="rail_yard", vary={"train.warning_s": [20, 40], "dog.bond": [0.2, 0.1]})
    assert [tuple(point.values()) for point in one.points] == [
        (0.2, 20.0),
        (0.2, 40.0),
        (0.1, 20.0),
        (0.1, 40.0),
    ]
    assert one.points == other.points
    assert list(other.points[0]) == ["train.warning_s", "dog.bond"]


def test_a_list_has_the_points_it_says():
    plan = Plan.make(
        scenario="rail_yard", points=[{"dog.bond": 0, "dog.age_y": 3}, {"dog.age_y": 4, "dog.bond": 1}]
    )
    assert plan.factors == ("dog.bond", "dog.age_y")
    assert plan.points == ({"dog.bond": 0.0, "dog.age_y": 3.0}, {"dog.bond": 1.0, "dog.age_y": 4.0})


def test_points_of_a_list_have_the_same_keys_and_differ():
    points = [{"dog.bond": 0}, {"dog.age_y": 3}, {"dog.bond": 0.0}, {"dog.bond": 7}, {"dog.bnd": 7}]
    assert refusal(points=points).splitlines() == [
        "points.1: want the keys of the first point; it lacks dog.bond; it has dog.age_y",
        "points.2: this point is there twice",
        "points.3.dog.bond: 7 is out of range; 0 to 1 would do",
        "points.4: want the keys of the first point; it lacks dog.bond; it has dog.bnd",
        "points.4.dog.bnd: unknown key; did you mean 'dog.bond'?",
    ]


def test_a_grid_and_a_list_do_not_mix(tmp_path):
    assert "vary: a list design has its points listed" in refusal(
        vary={"dog.bond": [0, 1]}, points=[{"dog.bond": 0}]
    )
    path = tmp_path / "a.yaml"
    for text, told in {
        "design: list\n": "points: this key is missing, the design is list",
        "design: csv\n": "csv: this key is missing, the design is csv",
        "design: grid\npoints: [{dog.bond: 1}]\n": "a grid has no points",
        "csv: a.csv\npoints: [{dog.bond: 1}]\n": "want one of the two",
    }.items():
        path.write_text("scenario: rail_yard\n" + text)
        with pytest.raises(DocumentError, match=told):
            Plan.load(path)


@pytest.mark.parametrize("n", [10**12, 1e15])
def test_a_huge_design_is_refused_before_it_is_made(n):
    tracemalloc.start()
    start = time.process_time()
    text = refusal(vary={"dog.bond": {"from": 0, "to": 1, "levels": n}, "dog.age_y": [1, 2]})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"vary.dog.bond.levels: {int(n):,} are too many; at most {MAX_POINTS:,} would do" in text
    assert f"vary: a grid of {int(n):,} x 2 points is too large" in text
    assert time.process_time() - start < 5 and peak < 50e6


def test_many_factors_and_many_runs_are_refused_too():
    many = {f"dog.{name}": {"from": 0, "to": 1, "levels": 1000} for name in ("bond", "trust", "self_trust")}
    assert "a grid of 1,000 x 1,000 x 1,000 points is too large" in refusal(vary=many)
    assert (
        f"replicates: 2 points x 1,000,000,000 replicates are too many runs; at most {MAX_RUNS:,} would do"
        in refusal(vary={"dog.bond": [0, 1]}, replicates=10**9)
    )
    assert "vary.dog.bond: more than 1,000,000 items" in refusal(vary={"dog.bond": range(10**12)})


def test_points_from_a_table(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/points.csv").write_text(
        "\ufeffdog.bond, train.warning_s,baseline\n0.1, 20 s,none\n\n.5,1 min,no_dog\n"
    )
    (tmp_path / "sub/base.yaml").write_text("scenario: rail_yard\ndesign: csv\ncsv: points.csv\n")
    (tmp_path / "a.yaml").write_text("extends: sub/base.yaml\n")
    plan = Plan.load(tmp_path / "a.yaml")
    assert plan.factors == ("dog.bond", "train.warning_s", "baseline")
    assert plan.points[1] == {"dog.bond": 0.5, "train.warning_s": 60.0, "baseline": "no_dog"}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("dog.bond,dog.age\n0.1, 5\n0.2,6,7\n1.5,x\n", ["a.csv:1:10: dog.age: unknown key; did you mean 'dog.age_y'?", "a.csv:3:1: 3 values for 2 columns", "a.csv:4:1: points.1.dog.bond: 1.5 is out of range; 0 to 1 would do"]),
        ("dog.bond\n.nan\n0.1\n", ["a.csv:2:1: want a finite number"]),
        ("dog.bond\n", ["a.csv:1:1: no points; want a line of keys, then a line for each point"]),
        ("dog.bond,dog.bond\n1,2\n", ["a.csv:1:10: column 2 has the same key as column 1"]),
        ('"dog.bond"\n1\n', ["a.csv:1:1: a quote; want plain values and commas"]),
        ("dog.bond\n0.1\n0.10\n", ["a.csv:3:1: points.1: this point is there twice"]),
    ],
)  # fmt: skip
def test_mistakes_in_a_table_are_told_there(tmp_path, table, told):
    (tmp_path / "a.csv").write_text(table)
    (tmp_path / "a.yaml").write_text("scenario: rail_yard\ncsv: a.csv\n")
    with pytest.raises(DocumentError) as caught:
        Plan.load(tmp_path / "a.yaml")
    found = [problem.replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert [problem for problem in found if problem.startswith("a.csv")][: len(told)] == told


def test_a_table_stays_in_the_folder(tmp_path):
    (tmp_path / "a.yaml").write_text("scenario: rail_yard\ncsv: ../a.csv\n")
    with pytest.raises(DocumentError, match=r"a.yaml:2:6: csv: '../a.csv' leads out of the folder"):
        Plan.load(tmp_path / "a.yaml")


def test_a_design_of_nothing_is_none_and_leaves_the_points_there(tmp_path):
    """Once it was a plan without a point, whose folder could not be finished."""
    file = tmp_path / "nothing.yaml"
    file.write_text("scenario: rail_yard\nvary: {dog.bond: [0.1, 0.9]}\ndesign: null\n")
    assert [point["dog.bond"] for point in Plan.load(file).points] == [0.1, 0.9]
    file.write_text("scenario: rail_yard\nvary: {dog.bnd: [0.1, 0.9]}\ndesign: grd\n")
    with pytest.raises(DocumentError) as caught:
        Plan.load(file)
    assert len(caught.value.problems) == 2
