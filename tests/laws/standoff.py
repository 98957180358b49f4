"""Runs of the stand-off in the park, with the same luck at all settings."""

from functools import lru_cache

import numpy as np

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

NAME = "park_standoff"
QUIET = {"officer.count": 0, "man.count": 0}  # a dog and a child among people, no guns
STRANGER = {"dog.bond": 0, "child.relic": 0}  # the dog does not know the child
STEPS = 4  # standard errors


@lru_cache(maxsize=128)
def _outcomes(settings, n):
    scenario = load(NAME)
    block = run_block([scenario.setup(dict(settings))], np.zeros(n, int), np.arange(n), np.full(n, 41))
    return dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


def runs(settings, n=120):
    return _outcomes(tuple(settings.items()), n)


def told(settings, n=40):
    setup = load(NAME).setup(settings)
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 41), Recording(events=True))
    names = list(block.events)
    return [dict(zip(names, row, strict=True)) for row in zip(*block.events.values(), strict=True)]


def rise(outcome, lower, higher, n=120):
    """By how many standard errors an outcome is higher in the second of two settings, with the same luck."""
    difference = runs(higher, n)[outcome] - runs(lower, n)[outcome]
    difference = difference[~np.isnan(difference)]
    return difference.mean() / (max(difference.std(), 1e-9) / np.sqrt(len(difference)))
