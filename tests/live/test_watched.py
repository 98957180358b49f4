"""A watched run is the run itself, told as it goes."""

from dataclasses import replace

import numpy as np
import pytest

import bondsim as bs
from bondsim.live.pictures import relations_picture
from bondsim.live.server import PageError, listening
from bondsim.live.watched import MOST_ROWS, Ask, Watched
from bondsim.scenario import SettingsError, load

RAIL = load("rail_yard")
ASK = Ask(RAIL, RAIL.parse({"dog.bond": 0.9, "train.warning_s": "30 s"}), seed=3)


def ended(ask):
    watched = Watched(ask)
    while watched.running:
        watched.step()
    return watched


@pytest.fixture(scope="module")
def over():
    return ended(ASK)


def test_it_ends_as_the_same_run_in_the_other_engine(over):
    run = bs.simulate("rail_yard", seed=3, set=dict(ASK.settings))
    told = {name: value for name, value, _ in over.outcomes()}
    assert told["rescued"] == "yes" and run.outcomes["rescued"] is True
    assert told["dog_pulls"] == str(run.outcomes["dog_pulls"])
    assert told["encouraged_s"] == f"{run.outcomes['encouraged_s']:.4g} s"
    assert [text for _, text in over.story()] == [line[11:] for line in run.timeline().splitlines()]


def test_a_yes_or_no_that_may_still_change_is_told_as_so_far(over):
    """Not one that has come about, and none of a run that is over."""
    begun = Watched(ASK)
    told = {name: value for name, value, _ in begun.outcomes()}
    assert told["rescued"] == "no, so far" and told["dog_alive"] == "yes, so far"
    assert told["dog_pulls"] == "0"
    while not begun.model.world.tally.disobeyed:
        begun.step()
    assert begun.running and {n: v for n, v, _ in begun.outcomes()}["disobeyed"] == "yes"
    assert not [value for _, value, _ in over.outcomes() if "so far" in value]


def test_its_series_is_that_of_the_run(over):
    run = bs.simulate("rail_yard", seed=3, set=dict(ASK.settings)).series
    dog, mine = run[run["agent"] == "dog"].set_index("t_s"), over.series(["dog"]).set_index("t_s")
    assert len(mine) <= MOST_ROWS + 1 and mine.index[-1] == dog.index[-1]
    for name in ("arousal", "reserve", "bond", "trust"):
        assert np.array_equal(mine[name], dog.loc[mine.index, name])
    assert set(mine["mate"]) == {"handler"} and "pull" in set(mine["action"])


def test_a_step_after_the_end_changes_nothing(over):
    before = over.t_s, len(over.story())
    over.step()
    assert (over.t_s, len(over.story())) == before


def test_a_factor_changes_the_run_under_the_same_luck():
    other = ended(ASK.with_setting("dog.bond", 0.3))
    told = {name: value for name, value, _ in other.outcomes()}
    assert told["rescued"] == "no"
    assert other.ask.seed == 3


@pytest.mark.parametrize("text", ["abc", "-1", "", "1.5", "3; import os", "٣", str(2**63)])
def test_a_text_that_is_no_seed_is_refused_in_words(text):
    with pytest.raises(ValueError, match="seed"):
        ASK.with_seed(text)


def test_a_seed_may_be_typed():
    assert ASK.with_seed(" 12 ") == replace(ASK, seed=12)


def test_a_value_out_of_range_is_refused():
    with pytest.raises(SettingsError, match="out of range"):
        ASK.with_setting("dog.bond", 2)


def test_what_an_option_sets_is_what_the_page_shows():
    scenario = load("rail_yard")
    pursuit = Ask(scenario, scenario.parse({"start": "pursuit"}))
    assert pursuit.value("dog.reserve") == 1.0
    assert Ask(scenario).value("dog.reserve") != 1.0
    assert Ask(scenario, {"dog.bond": 0.2}).value("dog.bond") == 0.2


def test_a_career_knows_who_lives_with_whom():
    watched = Watched(Ask(load("reassignment"), {}, 1))
    for _ in range(20):
        watched.step()
    series = watched.series(["dog"])
    assert set(series["mate"]) - {""}
    assert watched.clock == "day 20"


def test_who_is_not_there_yet_is_not_drawn_among_those_who_hold_something():
    career = load("careers")
    watched = Watched(Ask(career, career.parse({"unit.teams": 3, "rota.calls_per_month": 0}), 1))
    watched.step()
    (ax,) = relations_picture(watched).axes
    assert {text.get_text() for text in ax.texts} == {
        f"{who}_{k}" for who in ("handler", "dog") for k in (1, 2, 3)
    }


def test_a_port_that_is_taken_is_said_and_a_free_one_is_found():
    with listening(None) as door:
        port = door.getsockname()[1]
        with pytest.raises(PageError, match=f"--port {port} is taken; leave it out and a free one is found"):
            listening(port)
        with listening(None) as other:
            assert other.getsockname()[1] != port and other.getsockname()[0] == "127.0.0.1"
