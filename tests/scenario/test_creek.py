"""A scenario that is data alone runs like those of the catalogue, under names of its own."""

import numpy as np
import pytest

import bondsim as bs
from bondsim.engines.batch import run_block
from bondsim.scenario.catalogue import read


def shares(scenario, settings, n=500):
    """Mean of each outcome over n runs."""
    block = run_block([scenario.setup(settings)], np.zeros(n, int), np.arange(n), np.full(n, 3))
    known = np.ma.masked_invalid(block.outcomes)
    return dict(zip(scenario.outcomes, known.mean(axis=0), strict=True))


def test_it_is_told_in_its_own_names(creek):
    told = bs.simulate(creek, seed=3).timeline()
    assert "hiker orders collie: withdraw" in told and "hiker calls station" in told
    assert "handler" not in told and "train" not in told


def test_the_bond_of_the_collie_gets_the_hiker_out(creek):
    devoted, stranger = shares(creek, {}), shares(creek, {"collie.bond": 0})
    assert devoted["hiker_out"] > stranger["hiker_out"] + 0.2


def test_a_dam_that_holds_longer_leaves_time_for_the_ranger(creek):
    alone = {"collie.present": False, "radio.p_message": 1, "radio.dispatch_s": 30}
    gives, holds = (shares(creek, alone | {"dam": dam}) for dam in ("gives", "holds"))
    assert holds["hiker_out"] > gives["hiker_out"] + 0.2


def test_the_water_takes_a_disc_and_not_a_strip(creek):
    """With nobody to help, the hiker dies in the creek and the friend in the camp does not."""
    run = bs.simulate(creek, seed=1, set={"collie.present": False, "radio.p_message": 0})
    last = run.series.groupby("agent").last()
    assert last.loc["hiker", "alive"] == 0 and last.loc["friend", "alive"] == 1
    struck = run.events[run.events["event"] == "struck"]
    assert struck["target"].tolist() == ["hiker"]
    assert struck["t_s"].iloc[0] == pytest.approx(60, abs=0.21)


def test_a_run_goes_on_to_its_last_moment_where_the_scenario_says_so(written):
    settled = read(written())
    timed = read(written({"max_s: 300": "max_s: 100, ends: time"}))
    assert shares(settled, {}, 50)["duration_s"] == pytest.approx(70, abs=0.5)
    assert shares(timed, {}, 50)["duration_s"] == pytest.approx(100, abs=0.5)
    assert set(run_block([timed.setup({})], [0], [0], [1]).status) == {0}


@pytest.mark.parametrize(
    ("ends", "max_s", "duration_s", "status"),
    [("settled", 100, 70, 0), ("settled", 40, 40, 1), ("either", 100, 70, 0), ("either", 40, 40, 0)],
)
def test_it_may_end_at_whichever_comes_first(written, ends, max_s, duration_s, status):
    scenario = read(written({"max_s: 300": f"max_s: {max_s}, ends: {ends}"}))
    block = run_block([scenario.setup({"collie.present": False, "radio.p_message": 0})], [0], [0], [1])
    assert block.status.tolist() == [status]
    assert block.outcomes[0, list(scenario.outcomes).index("duration_s")] == pytest.approx(
        duration_s, abs=0.5
    )
