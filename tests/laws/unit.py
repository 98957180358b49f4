"""Runs of scenarios in days, with the same luck, for the tests of their laws."""

from functools import lru_cache

import numpy as np

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load


@lru_cache(maxsize=64)
def _block(name, settings, n):
    done = run_block([load(name).setup(dict(settings))], np.zeros(n, int), np.arange(n), np.full(n, 29))
    return dict(zip(load(name).outcomes, done.outcomes.T, strict=True))


def outcomes(name, settings, n):
    """Outcomes of n runs by name."""
    return _block(name, tuple(settings.items()), n)


def told(name, settings, variables, n=1):
    """Series of some variables of n runs, and events."""
    setup = load(name).setup(settings)
    days = Recording(every_s=86400, variables=tuple(variables), events=True)
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 29), days)


def rises(lower, higher):
    """By how many standard errors of the paired difference the higher exceeds the lower."""
    difference = higher - lower
    return difference.mean() / (max(difference.std(ddof=1), 1e-12) / np.sqrt(len(difference)))
