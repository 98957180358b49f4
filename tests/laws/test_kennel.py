"""A dog at its drill, day by day: what drifts, what foretells it, what a latch and those who watch it do."""

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

import bondsim as bs
from bondsim.engines.batch import run_block
from bondsim.scenario import load

OFTEN = {"kennel.p_latch": 0.02}


def runs(settings, n=400):
    """Outcomes by name, always with the same luck."""
    setup = load("attention_drift").setup(settings)
    done = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23)).outcomes
    return dict(zip(load("attention_drift").outcomes, done.T, strict=True))


def test_errors_on_day_60_tell_who_leaves_later():
    later = runs(OFTEN, 3000)
    known = ~np.isnan(later["left_later"])
    warning, left = later["warning"][known], later["left_later"][known]
    area = mannwhitneyu(warning[left == 1], warning[left == 0]).statistic
    assert area / (left.sum() * (1 - left).sum()) > 0.8


def test_drift_precedes_the_escape():
    done = runs(OFTEN, 2000)
    left = done["left"] == 1
    assert np.nanmean(done["errors_at_gate"][left] - done["early_errors"][left]) > 0.1
    assert np.nanmedian(done["lead_d"][left]) > 30
    assert (done["lead_d"][~np.isnan(done["lead_d"])] >= 0).all()


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("dog.lure", (0.1, 0.8)),
        ("dog.trust", (0.8, 0.4)),
        ("dog.stress", (0.0, 1.0)),
        ("kennel.p_scent", (0.1, 1.0)),
        ("kennel.interest", (0.6, 0.3)),
        ("kennel.lure_gain", (0.0, 0.06)),
        ("kennel.heed_at", (0.3, 1.0)),
    ],
)
def test_more_errors_with(key, levels):
    """A dog in between, on whom it depends."""
    few, many = (
        runs({"dog.lure": 0.35, "dog.lure_spread": 0.5} | {key: v})["drill_errors"].mean() for v in levels
    )
    assert many > few + 0.02


def test_nobody_leaves_by_a_safe_latch_past_sharp_eyes_or_over_a_high_fence():
    held = {"dog.lure": 0.8, "kennel.p_latch": 0.05}
    assert runs(held)["left"].mean() > 0.3
    for safe in (
        {"kennel.p_latch": 0},
        {"staff.vigilance": 1, "staff.floor": 1},
        {"kennel.fence_m": 3},
        {"dog.age_y": 11},
        {"dog.wear": 0.5},
    ):
        assert runs(held | safe)["left"].mean() == 0


def test_found_latches_keep_staff_awake():
    often, seldom = (runs({"kennel.p_latch": p})["vigilance"].mean() for p in (0.1, 0.0001))
    assert often > seldom + 0.1


def test_without_scent_or_learning_nothing_moves():
    still = runs({"kennel.lure_gain": 0, "kennel.lure_loss": 0, "kennel.learns": False}, 50)
    assert (still["trust"] == still["trust"][0]).all() and still["trust"][0] == pytest.approx(0.6)
    none = runs({"kennel.w_lure": 0}, 50)
    assert none["drill_errors"].max() < 0.2


def test_a_dog_without_a_drill_does_not_drift():
    idle = runs({"kennel.windows": 0}, 20)
    assert (idle["drill_errors"] == 0).all() and np.isnan(idle["drifted_d"]).all()


def test_the_story_of_an_escape_is_told():
    told = str(
        bs.simulate("attention_drift", set={"dog.lure": 0.6, "kennel.p_latch": 0.02}, seed=3).timeline()
    )
    assert "it has drifted" in told and "leaves by an open gate" in told
