"""What a rescue from the rails depends on, and in which direction: 2000 runs a level, with the same luck."""

import numpy as np
import pytest
from scipy.stats import spearmanr

NEAR = {"dog.bond": 0.9, "train.warning_s": 30}
STEPS = 4  # standard errors; see `rises`


def test_more_warning_rescues_more(runs):
    """Over 8 to 90 s the rank correlation is at least 0.9, and no step falls by more than 0.03."""
    warnings = [8, 12, 16, 20, 25, 30, 36, 45, 60, 75, 90]
    for bond in (0.3, 0.6, 0.9):
        shares = [runs({"dog.bond": bond, "train.warning_s": w})["rescued"].mean() for w in warnings]
        assert spearmanr(warnings, shares).statistic >= 0.9
        assert np.diff(shares).min() > -0.03
        assert shares[-1] - shares[0] > 0.2


def test_a_stronger_bond_rescues_more(rises, runs):
    assert min(rises("rescued", "dog.bond", [0, 0.3, 0.6, 0.9], {"train.warning_s": 30})) > STEPS
    none, strong = (runs(NEAR | {"dog.bond": b}, 2000)["rescued"].mean() for b in (0, 0.9))
    assert strong - none > 0.5


def test_it_does_so_too_where_bond_plays_no_part_in_the_force(runs):
    choice_alone = {"train.warning_s": 30, "drag.vigour_floor": 1}
    none, strong = (runs(choice_alone | {"dog.bond": b}, 2000)["rescued"].mean() for b in (0, 0.9))
    assert strong - none > 0.5


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("dog.mass_kg", [20, 30, 38.6, 45]),
        ("handler.mass_kg", [110, 94, 80]),
        ("ground.friction", [0.6, 0.5, 0.4, 0.3]),
        ("drag.assist", [0, 0.1, 0.2, 0.3]),
        ("dog.wear", [0.4, 0.2, 0]),
        ("dog.age_y", [11, 9.5, 8]),
        ("dog.pull_share", [0.6, 0.8, 1.0]),
        ("drag.angle_deg", [0, 20]),
        ("drag.period_s", [2, 1.1]),
        ("drag.slip_m", [0.9, 0.4]),
        ("weather.temperature_c", [-30, 10]),
        ("handler.trust", [0.1, 0.95]),
        ("dog.trust", [0.95, 0.5]),
        ("dog.skill_obey", [1, 0.4]),
    ],
)
def test_a_dog_of_strong_bond_rescues_more_with(rises, key, levels):
    """Strength, a light handler, smooth ground, help; a young, sound dog; warmth; trust on either side."""
    settings = NEAR | ({"dog.bond": 0.6} if key in ("dog.trust", "dog.skill_obey") else {})
    assert min(rises("rescued", key, levels, settings)) > STEPS


def test_the_two_faces_of_trust(rises):
    """A dog that trusts its handler's orders disobeys later, a handler who trusts the dog calls it sooner."""
    assert min(rises("first_disobey_s", "dog.trust", [0.3, 0.6, 0.9], NEAR | {"dog.bond": 0.6})) > STEPS
    assert min(rises("encouraged_s", "handler.trust", [0.9, 0.5, 0.1], NEAR)) > STEPS


def test_the_force_margin_is_reported_and_what_it_says_is_so(runs, told):
    """It rises with mass and falls with friction; above 1 the body moves, below it never does."""
    light, heavy = (runs(NEAR | {"dog.mass_kg": m})["force_margin"] for m in (20, 45))
    smooth, rough = (runs(NEAR | {"ground.friction": mu})["force_margin"] for mu in (0.3, 0.6))
    assert np.nanmean(heavy) > np.nanmean(light) + 0.2
    assert np.nanmean(smooth) > np.nanmean(rough) + 0.2
    uncalled = {"stance.base_rate": 0, "stance.danger_rate": 0, "stance.call_back_rate": 0}
    uncalled |= {"stance.progress_rate": 0, "radio.p_message": 0}
    outcomes = runs(NEAR | uncalled)
    pulled = ~np.isnan(outcomes["force_margin_max"])
    assert ((outcomes["dragged_m"] > 0) == (outcomes["force_margin_max"] > 1))[pulled].all()
    assert (outcomes["force_margin"] <= outcomes["force_margin_max"])[pulled].all()
    margins = [e["value"] for e in told(NEAR, 1) if e["event"] == "pulled"]
    assert runs(NEAR, 1)["force_margin"][0] == pytest.approx(np.mean(margins), rel=1e-12)


def test_without_a_dog_and_without_help_nobody_pulls_and_nobody_is_rescued(runs):
    alone = runs(NEAR | {"baseline": "no_dog"})
    assert (alone["dog_pulls"] == 0).all() and np.isnan(alone["dog_alive"]).all()
    assert alone["rescued"].mean() == 0


def test_a_boot_that_is_not_held_needs_no_dog(runs):
    """Where the boot slips free at once, the handler crawls off the track before the train."""
    assert runs(NEAR | {"drag.slip_m": 0, "baseline": "no_dog"})["rescued"].all()
    held_by_weakness = NEAR | {"drag.slip_m": 0, "drag.crawl_m_s": 0, "baseline": "no_dog"}
    assert not runs(held_by_weakness)["rescued"].any()


def test_whoever_is_rescued_lives_and_was_clear_before_the_train(runs):
    outcomes = runs({"dog.bond": 0.6, "train.warning_s": 30})
    rescued = outcomes["rescued"] == 1
    assert (outcomes["handler_alive"] == outcomes["rescued"]).all()
    assert (outcomes["clear_margin_s"][rescued] > 0).all()
    assert np.isnan(outcomes["time_to_clear_s"][~rescued]).all()
    assert (outcomes["dragged_m"][rescued] >= 0.9).all()


def test_time_used_and_time_left_are_the_warning_time(runs):
    outcomes = runs(NEAR | {"radio.stops_traffic": False})
    total = outcomes["time_to_clear_s"] + outcomes["clear_margin_s"]
    assert np.nanmax(np.abs(total - 30)) < 0.2
