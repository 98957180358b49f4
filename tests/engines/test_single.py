"""One run by name: what goes in, what comes out."""

import math

import numpy as np
import pandas as pd
import pytest

import bondsim as bs
from bondsim.engines.recording import Recording
from bondsim.engines.run import run_setup
from bondsim.scenario import ScenarioError, SettingsError, load


@pytest.fixture(scope="module")
def run():
    return bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": "30 s"})


def test_outcomes_have_names_and_plain_python_values(run):
    scenario = load("rail_yard")
    assert list(run.outcomes) == list(scenario.outcomes)
    kinds = {"boolean": bool, "integer": int, "number": float}
    for name, value in run.outcomes.items():
        assert value is None or type(value) is kinds[scenario.outcomes[name].kind], name


def test_what_did_not_happen_is_missing():
    alone = bs.simulate("rail_yard", seed=1, set={"baseline": "no_dog"}).outcomes
    assert alone["dog_alive"] is None and alone["force_margin"] is None
    assert alone["dog_pulls"] == 0 and alone["disobeyed"] is False
    chase = bs.simulate("rail_yard", seed=1, set={"start": "pursuit", "handler.surefoot": True}).outcomes
    assert chase["trapped"] is False and chase["rescued"] is None and chase["dragged_m"] is None


def test_the_series_has_a_row_a_step_and_agent(run):
    series = run.series
    assert isinstance(series, pd.DataFrame)
    assert list(series.columns[:2]) == ["t_s", "agent"]
    steps = round(run.outcomes["duration_s"] / 0.1) + 1
    assert len(series) == steps * len(run.scenario.cast)
    dog = series[series["agent"] == "dog"]
    assert np.allclose(np.diff(dog["t_s"]), 0.1)
    assert dog["bond"].iloc[0] == 0.9
    assert dog["bond"].iloc[-1] == run.outcomes["dog_bond_after"]
    assert dog["alive"].iloc[-1] == run.outcomes["dog_alive"]


def test_the_series_has_the_core_and_the_families_in_use_and_states_has_any():
    plain, armed = bs.simulate("rail_yard", seed=3), bs.simulate("hostage_recon", seed=3)
    assert len(plain.series.columns) < 150
    assert {"arousal", "bond", "own_harm"} <= {*plain.series.columns}
    for run in (plain, armed):
        own, all_of_them = run.series, run.block.series
        left_out = all_of_them.keys() - {"run_index"} - set(own.columns)
        assert left_out
        given = run.states(sorted(left_out))
        assert set(given.columns) == left_out | {"t_s", "agent"}
        for name in left_out:  # nothing has changed it
            each = given.groupby("agent", sort=False)[name]
            assert (each.nunique(dropna=False) == 1).all(), name
    named = run_setup(
        load("rail_yard").setup({}),
        3,
        0,
        record=Recording(every_s=1.0, variables=("dog.arousal", f"dog.{min(left_out)}")),
    )
    assert {*named.series.columns} == {"t_s", "agent", "arousal", min(left_out)}


def test_shares_stay_shares_at_every_step(run):
    for name in ("arousal", "reserve", "wear", "bond", "trust", "partner_harm", "own_harm", "capacity"):
        assert run.series[name].between(0, 1).all(), name


def test_events_come_in_the_order_of_time_and_choices_say_why(run):
    events = run.events
    assert events["t_s"].is_monotonic_increasing
    chose = events[events["event"] == "chose"]
    assert chose["value"].between(0, 1).all()
    assert (chose["why_1_value"].abs() >= chose["why_2_value"].abs()).all()
    assert (chose["why_2_value"].abs() >= chose["why_3_value"].abs()).all()
    assert {"protect", "command"} <= set(chose["why_1"])


def test_a_run_is_told_line_by_line(run):
    told = run.timeline().splitlines()
    assert told[0] == "    0.0 s  handler is caught fast"
    assert any("handler orders dog: withdraw" in line for line in told)
    assert repr(run).startswith("Run(rail_yard, seed=3, replicate=0: rescued=")


def test_the_same_address_is_the_same_run_and_another_is_another():
    first, again, other, replicate = (
        bs.simulate("rail_yard", seed=s, replicate=r) for s, r in ((5, 0), (5, 0), (6, 0), (5, 1))
    )
    assert first.timeline() == again.timeline()
    assert len({first.timeline(), other.timeline(), replicate.timeline()}) == 3


def test_both_engines_tell_the_same_run():
    batch, live = (
        bs.simulate("rail_yard", seed=2, set={"start": "pursuit"}, engine=engine)
        for engine in ("batch", "mesa")
    )
    assert batch.outcomes == live.outcomes
    assert batch.timeline() == live.timeline()
    pd.testing.assert_frame_equal(batch.series, live.series)
    pd.testing.assert_frame_equal(batch.events, live.events)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"seed": -1}, ValueError, r"seed -1 must be a whole number from 0 to 2\*\*63 - 1"),
        ({"seed": 2**63}, ValueError, "seed"),
        ({"seed": 1.0}, ValueError, "seed 1.0 must be a whole number"),
        ({"seed": True}, ValueError, "seed True"),
        ({"replicate": 2**32}, ValueError, "replicate"),
        ({"engine": "quantum"}, ValueError, "unknown engine 'quantum'; there are batch, mesa"),
        ({"set": {"dog.bnod": 1}}, SettingsError, r"dog\.bnod: unknown key; did you mean 'dog\.bond'\?"),
        ({"set": {"dog.bond": 1.5}}, SettingsError, r"dog\.bond: 1\.5 is out of range; 0 to 1 would do"),
        ({"scenario": "railyard"}, ScenarioError, "unknown scenario 'railyard'; did you mean 'rail_yard'"),
    ],
)
def test_what_cannot_be_run_is_refused_with_what_would_do(given, error, message):
    with pytest.raises(error, match=message):
        bs.simulate(**({"scenario": "rail_yard"} | given))


def test_all_settings_that_do_not_fit_are_told_at_once():
    wrong = {"dog.bond": "strong", "train.warning_s": "40 kg", "baseline": "cat", "moon.phase": 1}
    with pytest.raises(SettingsError) as caught:
        bs.simulate("rail_yard", set=wrong)
    assert list(caught.value.problems) == list(wrong)


def test_units_are_understood():
    a = bs.simulate("rail_yard", set={"train.warning_s": "1 min", "dog.mass_kg": "85 lb"})
    b = bs.simulate("rail_yard", set={"train.warning_s": 60, "dog.mass_kg": 85 * 0.45359237})
    assert a.outcomes == b.outcomes
    assert not any(isinstance(v, float) and math.isnan(v) for v in a.outcomes.values())
