"""Units of two teams under three policies: both engines agree, day by day."""

from itertools import product

import numpy as np
import pytest
from equality import compare, sample

from bondsim.engines.batch import run_block
from bondsim.scenario import load

POLICIES = {
    "alone, at home": {},
    "with backup, in a kennel, on short weeks": {
        "solo_rule": "with_backup",
        "keeping": "in_kennel",
        "rota.rest_days": 4,
        "retire.home": 0,
    },
    "trained, by veterans, retired early": {
        "schooling": "followed",
        "mentor.veteran_y": 0,
        "course.rematch_d": 30,
        "retire.age_y": 2.5,
        "second_dog.day": 14,
    },
}


def unit(policy, days):
    """Start of a unit of two teams with an incident in two months each."""
    settings = {"unit.teams": 2, "rota.calls_per_month": 0.5, **POLICIES[policy]}
    return sample(load("careers").setup(settings), days, of_incident=1 << 30)


@pytest.mark.parametrize("policy", POLICIES)
def test_both_engines_agree_on_a_unit_of_two_teams(policy):
    """Two months, one seed; `test_both_engines_agree_for_a_year_and_twenty_seeds` is the whole."""
    assert compare(unit(policy, 60), 3, 0).differing == []


def test_a_swap_of_dogs_leaves_each_run_its_own_outcomes_and_the_engines_equal():
    """Seeds 11, 13 and 14 swap within a month; what a dog holds is read towards the handler of its own run."""
    start = unit("trained, by veterans, retired early", 40)
    assert compare(start, 11, 0).differing == []
    academy = load("academy")
    setup = academy.setup({"course.rematch_d": 5, "training.match_width": 0.15})
    together = run_block([setup], np.zeros(6, int), np.arange(6), np.full(6, 5)).outcomes
    for k in range(6):
        alone = run_block([setup], [0], [k], [5]).outcomes[0]
        np.testing.assert_array_equal(together[k], alone)


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_both_engines_agree_for_a_year_and_twenty_seeds():
    """Three policies, twenty seeds, a year: every value of every day."""
    values = 0
    for policy, seed in product(POLICIES, range(20)):
        found = compare(unit(policy, 366), seed, 0)
        assert found.differing == [], (policy, seed)
        values += found.values
    assert values > 10_000_000
