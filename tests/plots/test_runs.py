"""Figures of single runs show the states, ways and events of that run."""

import matplotlib as mpl
import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.recording import Recording
from bondsim.engines.run import prepare, run_setup
from bondsim.plots import career_data, data, map_data, ribbons_data
from bondsim.plots.runs import MAX_LISTED, listed, spans

mpl.use("agg")


@pytest.fixture(autouse=True)
def close_figures():
    from matplotlib import pyplot

    yield
    pyplot.close("all")


@pytest.fixture(scope="module")
def run():
    return bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": "30 s"})


@pytest.fixture(scope="module")
def life():
    """Twelve years of six teams of which little is recorded."""
    setup = prepare("careers", {"unit.teams": 6, "handler.count": 6, "dog.count": 6, "heir.count": 6})
    wanted = ("standing", "present", "alive", "role", "partner", "bond", "trust", "stress", "service_d")
    names = tuple(f"{agent}.{name}" for agent in setup.scenario.cast for name in wanted)
    return run_setup(setup, 3, 0, record=Recording(every_s=7 * 86400.0, variables=names, events=True))


def test_ribbons_are_the_states_of_the_team(run):
    ax = run.plot.ribbons()
    shown = data(ax.figure)
    dog = run.series.query("agent == 'dog'")
    for variable, expected in (
        ("bond", dog["bond"]),
        ("fatigue", 1 - dog["reserve"]),
        ("arousal", dog["arousal"]),
    ):
        rows = shown[(shown["variable"] == variable) & (shown["agent"] == "dog")]
        np.testing.assert_allclose(rows["value"].to_numpy(float), expected)
    arousal = ax.figure.axes[4]
    line = next(line for line in arousal.get_lines() if line.get_label() == "dog")
    np.testing.assert_allclose(line.get_ydata(), dog["arousal"])
    assert [each.get_ylabel() for each in ax.figure.axes[:7]] == [
        "events", "bond", "trust", "fatigue", "arousal", "handler", "dog"
    ]  # fmt: skip
    assert ax.figure.axes[6].get_xlabel() == "time (s)"
    footer = ax.figure.texts[-1].get_text().replace("\n", " ")
    assert "n = 1, no interval" in footer and "seed 3, replicate 0" in footer and "dog.bond = 0.9" in footer


def test_what_a_dog_felt_ends_with_it():
    """The states of one that has died stay as they were in the series; a line of them would say that they go on."""
    lost = bs.simulate("rail_yard", seed=3, set={"dog.bond": 1, "train.warning_s": 8, "handler.mass_kg": 130})
    rows = data(lost.plot.ribbons().figure).query("agent == 'dog' and variable == 'arousal'")
    alive = lost.series.query("agent == 'dog'")["alive"].to_numpy() == 1
    assert 0 < alive.sum() < len(alive)
    assert np.array_equal(rows["value"].notna().to_numpy(), alive)


def test_bands_say_what_the_dog_did_and_for_how_long(run):
    band = data(run.plot.ribbons().figure.axes[6])
    assert {"pull", "guard", "withdraw"} <= set(band["action"])
    dog = run.series.query("agent == 'dog'")
    assert (band["to_s"] - band["from_s"]).sum() == pytest.approx(dog["t_s"].max())
    assert (band["from_s"].to_numpy()[1:] >= band["to_s"].to_numpy()[:-1] - 1e-6).all()


def test_events_are_numbered_and_what_is_not_listed_is_said(run):
    events, note = listed(run)
    assert list(events["number"]) == list(range(1, len(events) + 1)) and len(events) <= MAX_LISTED
    assert events["t_s"].is_monotonic_increasing
    assert "handler slips free after 0.91 m" in set(events["text"])
    assert any(text.startswith("dog pulls handler") for text in events["text"])
    assert "18 chose" in note
    line = data(run.plot.ribbons())
    assert line.equals(listed(run, ["handler", "dog"])[0])
    assert spans([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"


def test_what_is_not_there_is_refused(run):
    with pytest.raises(ValueError, match="no agent 'cat'"):
        run.plot.ribbons(["cat"])
    with pytest.raises(ValueError, match="no state variable 'mood'"):
        ribbons_data(run, of=["mood"])
    with pytest.raises(ValueError, match="is an incident"):
        run.plot.career()


def test_a_map_has_the_ways_and_the_events(run):
    ax = run.plot.map()
    ways = data(ax)
    dog = run.series.query("agent == 'dog'")
    mine = ways[ways["agent"] == "dog"]
    assert tuple(mine.iloc[0][["x_m", "y_m"]]) == tuple(dog.iloc[0][["x_m", "y_m"]])
    assert tuple(mine.iloc[-1][["x_m", "y_m"]]) == tuple(dog.iloc[-1][["x_m", "y_m"]])
    assert mine["t_s"].is_monotonic_increasing and len(mine) < len(dog)
    drawn = [line for line in ax.get_lines() if len(line.get_xdata()) == len(mine)]
    assert any(np.array_equal(line.get_ydata(), mine["y_m"]) for line in drawn)
    left, right = ax.get_xlim()
    assert left <= mine["x_m"].min() and mine["x_m"].max() <= right
    assert right - left < 0.6 * run.land.width_m  # a close-up of a large map
    assert ax.get_xlabel() == "along the map (m)"


def test_a_career_has_a_bar_for_each_team(life):
    bars, marks = career_data(life)
    assert set(bars["team"]) == {f"handler_{i}" for i in range(1, 7)}
    served = bars[bars["state"] == "in service"].groupby("dog")[["from_d", "to_d"]].sum()
    last = life.states(["service_d"]).groupby("agent")["service_d"].last()
    for dog, row in served.iterrows():
        assert row["to_d"] - row["from_d"] == pytest.approx(last[dog], abs=8.0), dog
    of_teams = life.events["actor"].str.match(r"(handler|dog|heir)_[1-6]$")
    assert len(marks) == of_teams.sum()
    ax = life.plot.career()
    assert [text.get_text() for text in ax.get_yticklabels()] == list(dict.fromkeys(bars["team"]))
    assert ax.get_xlabel() == "years"
    shown = data(ax)
    assert set(shown["what"]) == {"bar", "event"}
    assert len(ax.patches) == (shown["what"] == "bar").sum()


def test_a_career_can_be_drawn_as_it_stood(life):
    ax = life.plot.career(until_d=400.0)
    assert max(patch.get_x() + patch.get_width() for patch in ax.patches) == pytest.approx(400 / 365.25)


def test_ribbons_of_a_career_go_over_years_and_tell_of_the_team_alone(life):
    ax = life.plot.ribbons()
    assert [each.get_ylabel() for each in ax.figure.axes[:4]] == ["events", "bond", "trust", "stress"]
    told = [
        text for text in data(ax)["text"] if not text.endswith("nobody is hurt")
    ]  # its own incidents, in brief
    assert told and not [text for text in told if "_1" not in text]
    with pytest.raises(ValueError, match="has no map"):
        map_data(life)
