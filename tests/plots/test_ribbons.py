"""Ribbons of state, and the bars of teams: values, marks and words."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from bondsim.plots.ribbons import CAREER, INCIDENT, draw_ribbons, ribbons_data, spells
from bondsim.plots.unit import Tie, draw_relations, draw_teams, layout, marks_data, teams_data

DAY = 86400.0
SERIES = pd.DataFrame(
    {
        "t_s": [0.0, 0.0, 1.0, 1.0, 2.0, 2.0],
        "agent": ["dog", "handler"] * 3,
        "role": ["dog", "handler"] * 3,
        "action": ["guard", "wait", "pull", "wait", "pull", "wait"],
        "bond": [0.9, 0.8] * 3,
        "trust": [0.7, 0.6] * 3,
        "reserve": [1.0, 0.9, 0.8, 0.9, 0.5, 0.9],
        "arousal": [0.4, 0.5, 0.6, 0.5, 0.7, 0.5],
        "stress": [0.1] * 6,
        "wear": [0.2] * 6,
    }
)
UNIT = pd.DataFrame(
    {
        "t_s": [0.0, DAY, 2 * DAY] * 2,
        "agent": ["dog_1"] * 3 + ["dog_2"] * 3,
        "role": ["dog"] * 6,
        "mate": ["ann", "ann", "", "bob", "bob", "ann"],
        "alive": [1, 1, 0, 1, 1, 1],
        "bond": [0.5, 0.6, 0.6, 0.3, 0.4, 0.1],
    }
)
EVENTS = {
    "t_s": np.array([DAY, 1.5 * DAY, 2 * DAY]),
    "event": np.array(["called_out", "died", "chose"], dtype=object),
    "actor": np.array(["ann", "dog_1", "dog_2"], dtype=object),
    "target": np.array(["dog_1", "", ""], dtype=object),
}


def test_fatigue_is_what_is_spent_of_the_reserve():
    data = ribbons_data(SERIES, INCIDENT)
    assert data.loc[data["agent"] == "dog", "fatigue"].tolist() == pytest.approx([0.0, 0.2, 0.5])
    assert data.columns.tolist() == ["time", "agent", "bond", "trust", "fatigue", "arousal"]


def test_time_of_a_career_is_told_in_days():
    assert ribbons_data(SERIES.assign(t_s=SERIES["t_s"] * DAY), CAREER, in_days=True)["time"].max() == 2.0


def test_spells_are_stretches_of_one_action():
    assert spells(SERIES).values.tolist() == [
        ["dog", "guard", 0.0, 1.0],
        ["dog", "pull", 1.0, 2.0],
        ["handler", "wait", 0.0, 2.0],
    ]


def test_ribbons_show_each_agent_in_each_state():
    axes = Figure().subplots(5, 1)
    draw_ribbons(list(axes), SERIES)
    for ax, label in zip(axes, ("bond", "trust", "fatigue", "arousal"), strict=False):
        assert ax.get_ylabel() == label
        assert [line.get_label() for line in ax.lines] == ["dog", "handler"]
    assert axes[2].lines[0].get_ydata().tolist() == pytest.approx([0.0, 0.2, 0.5])
    assert axes[-1].get_xlabel() == "time (s)"
    assert [text.get_text() for text in axes[-1].texts] == ["guard", "pull", "wait"]
    assert axes[0].lines[0].get_color() != axes[0].lines[1].get_color()


def test_a_bar_a_team_holds_the_bond_of_the_dog_that_lives_there():
    bars = teams_data(UNIT)
    assert bars["ann"].tolist() == [0.5, 0.6, 0.1]  # a second dog has come
    assert bars["bob"].tolist()[:2] == [0.3, 0.4] and np.isnan(bars["bob"].iloc[2])
    assert bars.index.tolist() == [0.0, 1.0, 2.0]


def test_events_are_marked_on_the_bar_of_their_team():
    marks = marks_data(EVENTS, UNIT)
    assert marks.values.tolist() == [
        [1.0, "ann", "called_out", "grave incident"],
        [1.5, "ann", "died", "death"],
    ]
    ax = Figure().add_subplot()
    draw_teams(ax, UNIT, EVENTS)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["ann", "bob"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["grave incident", "death"]
    assert ax.get_xlabel() == "day"


def test_partners_stand_side_by_side():
    names = ["ann", "bob", "dog_1", "dog_2"]
    at = layout(names, [Tie("dog_1", "ann", 0.9), Tie("dog_2", "bob", 0.5)])
    apart = {n: np.hypot(*np.subtract(at["ann"], at[n])) for n in names if n != "ann"}
    assert apart["dog_1"] <= min(apart.values()) + 1e-9
    assert len(set(at.values())) == 4


def test_a_tie_is_wider_where_the_bond_is_stronger_and_absent_where_there_is_none():
    ax = Figure().add_subplot()
    ties = [Tie("a", "b", 0.9), Tie("b", "a", 0.2), Tie("b", "c", 0.3), Tie("a", "c", 0.001)]
    draw_relations(ax, {"a": "dog", "b": "handler", "c": "civilian"}, ties, gone=["c"])
    widths = [line.get_linewidth() for line in ax.lines if len(line.get_xdata()) == 2]
    assert widths == pytest.approx([0.8 + 4 * 0.9, 0.8 + 4 * 0.3])
    assert {text.get_text() for text in ax.texts} == {"a", "b", "c"}
    hollow = [line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_mfc() == "white"]
    assert len(hollow) == 1
