"""Grief that passes along a line: where it spreads, what carries it, what each part does."""

from functools import lru_cache

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

RATE = "feeling.contagion_rate"
# Nobody mourns in public, nothing fades, nobody is comforted, all show as much as the others.
CLOSED = {
    "handler.mourning_rate": 0,
    "public.openness": 0,
    "feeling.tau_s": 1e6,
    "feeling.comfort_m": 0,
    "feeling.crying_boost": 0,
    "feeling.expressive_spread": 0,
    "feeling.amplification": 0,
}


@lru_cache(maxsize=64)
def block(settings, n):
    setup = load("last_walk").setup(dict(settings))
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23))


def runs(settings, n=100):
    """Outcomes by name, always with the same luck."""
    done = block(tuple(settings.items()), n).outcomes
    return dict(zip(load("last_walk").outcomes, done.T, strict=True))


def rises(lower, higher):
    """By how many standard errors of the paired difference the higher exceeds the lower."""
    difference = higher - lower
    return difference.mean() / (max(difference.std(), 1e-12) / np.sqrt(len(difference)))


@pytest.mark.parametrize(
    ("rate", "share"),
    [(0, 0.08), (0.02, 0.13), (0.03, 0.23), (0.04, 0.42), (0.05, 0.60), (0.07, 0.83), (0.1, 0.92)],
)
def test_the_share_that_cries_at_each_rate_of_contagion(rate, share):
    """Constants were chosen with these shares in view; the test keeps them."""
    assert runs({RATE: rate}, 200)["cried_share"].mean() == pytest.approx(share, abs=0.08)


def test_at_the_transition_lines_differ_most():
    spread = {
        rate: runs({RATE: rate}, 200)["cried_share"].std() for rate in (0, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1)
    }
    assert 0.03 <= max(spread, key=spread.__getitem__) <= 0.05
    share = runs({RATE: 0.04}, 200)["cried_share"]
    assert np.quantile(share, 0.9) - np.quantile(share, 0.1) > 0.4


def test_without_amplification_no_rate_of_contagion_makes_more_people_cry():
    shares = [runs({RATE: r, "feeling.amplification": 0})["cried_share"].mean() for r in (0, 0.02, 0.05, 0.1)]
    assert max(shares) < 0.18 and max(shares) - min(shares) < 0.03


def test_a_closed_line_that_only_absorbs_keeps_its_grief_and_levels_it():
    """With symmetric ties what one loses another gains: the mean of 40 stays, to the lattice that sums are on."""
    still, moved = (runs(CLOSED | {RATE: rate}, 50) for rate in (0, 0.1))
    assert moved["grief_mean"] == pytest.approx(still["grief_mean"], abs=2e-4)
    assert (moved["grief_sd"] < 0.8 * still["grief_sd"]).all()


def test_it_grows_where_it_amplifies():
    open_line = CLOSED | {"feeling.amplification": 0.6}
    still, moved = (runs(open_line | {RATE: rate}, 50) for rate in (0, 0.05))
    assert (moved["grief_mean"] > still["grief_mean"]).all()


@pytest.mark.parametrize(
    "settings", [{RATE: 0}, {"feeling.tie": 0}, {"feeling.reach_m": 0}, {"officer.openness": 0.001}]
)
def test_nothing_spreads_without_a_rate_ties_sight_or_openness(settings):
    """Each alone: amplification and crying then change nothing."""
    shares = [runs(settings | {"feeling.amplification": a})["cried_share"] for a in (0, 0.6)]
    assert shares[1].mean() - shares[0].mean() < 0.01


def test_closer_ties_and_closer_lines_carry_it_further():
    ties = [runs({"feeling.tie": tie})["cried_share"] for tie in (0.3, 0.6, 0.9)]
    assert rises(ties[0], ties[1]) > 4 and rises(ties[1], ties[2]) > 4
    lines = [runs({"officer.count": count})["cried_share"] for count in (10, 20, 40)]
    assert lines[0].mean() + 0.01 < lines[1].mean() < lines[2].mean() - 0.1


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("handler.mourning_rate", (0, 0.04)),
        ("officer.sorrow", (0.1, 0.3)),
        ("officer.expressiveness", (0.3, 0.9)),
        ("officer.openness", (0.5, 1)),
        ("feeling.crying_boost", (0, 4)),
        ("feeling.near_m", (0.8, 2)),
        ("feeling.cry_at", (1, 0.7)),
        ("feeling.tau_s", (200, 2000)),
        ("feeling.comfort_rate", (0.05, 0)),
    ],
)
def test_more_cry_with(key, levels):
    lower, higher = (runs({key: level})["cried_share"] for level in levels)
    assert rises(lower, higher) > 4


def test_comfort_needs_somebody_within_reach_and_binds_both():
    off, on = runs({"feeling.comfort_m": 0}), runs({})
    assert (off["comforted"] == 0).all() and on["comforted"].mean() > 3
    bound, loose = runs({"feeling.tie_rate": 0.02}), runs({"feeling.tie_rate": 0})
    assert rises(loose["tie_mean"], bound["tie_mean"]) > 8


def test_those_under_a_stricter_order_comfort_less():
    strict, loose = (runs({"officer.w_command": x})["comforted"] for x in (6, 2))
    assert rises(strict, loose) > 8


def test_grief_adds_to_the_stress_load():
    assert (runs({"feeling.stress_rate": 0})["stress_mean"] == 0).all()
    assert rises(runs({RATE: 0})["stress_mean"], runs({RATE: 0.1})["stress_mean"]) > 8


def test_those_far_from_the_mourner_cry_by_what_they_see_of_others():
    """Where nothing passes on and nobody brings grief along, mostly those whom he passes cry."""
    alone = runs({RATE: 0, "officer.sorrow": 0, "handler.mourning_rate": 0.08})
    together = runs({"officer.sorrow": 0, "handler.mourning_rate": 0.08})
    assert alone["cried"].sum() > 50
    assert np.nanmean(alone["far_share"]) + 0.15 < np.nanmean(together["far_share"])


def test_the_run_is_told_with_its_reasons():
    setup = load("last_walk").setup({})
    told = run_block([setup], np.zeros(3, int), np.arange(3), np.full(3, 5), Recording(events=True)).events
    assert {"cried", "comforted", "walked", "chose"} <= set(told["event"])
    comfort = (told["event"] == "chose") & (told["action"] == "comfort")
    assert set(told["why_1"][comfort]) == {"protect"}
    stand = (told["event"] == "chose") & (told["action"] == "stand")
    assert set(told["why_1"][stand]) == {"command"}
