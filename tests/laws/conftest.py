"""Some hundred or thousand runs of a design point at a time, on the batch engine."""

import itertools
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

sys.path.insert(0, str(Path(__file__).parent))


@lru_cache(maxsize=64)
def _outcomes(settings, n):
    scenario = load("rail_yard")
    setup = scenario.setup(dict(settings))
    block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 17))
    return dict(zip(scenario.outcomes, block.outcomes.T, strict=True))


@pytest.fixture(scope="session")
def runs():
    """`runs(settings, n)`: outcomes of n runs by name, always with the same luck."""
    return lambda settings, n=1000: _outcomes(tuple(settings.items()), n)


@pytest.fixture(scope="session")
def told():
    """`told(settings, n)`: the events of n runs, as a list of rows; `run_index` says whose."""

    def rows(settings, n=20):
        setup = load("rail_yard").setup(settings)
        block = run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 17), Recording(events=True))
        names = list(block.events)
        return [dict(zip(names, row, strict=True)) for row in zip(*block.events.values(), strict=True)]

    return rows


@pytest.fixture(scope="session")
def rises(runs):
    """`rises(outcome, key, levels, settings)`: by how many standard errors an outcome rises at each step up.

    The same luck is used at all levels, so that differences are paired. An outcome that does not respond
    shows more than 4 standard errors once in 30,000 times. Where a rise is claimed it is 8 or more, so that
    other luck would bring it below 4 as rarely.
    """

    def steps(outcome, key, levels, settings=None, n=2000):
        columns = [runs((settings or {}) | {key: level}, n)[outcome] for level in levels]
        found = []
        for lower, higher in itertools.pairwise(columns):
            difference = (higher - lower)[~np.isnan(higher - lower)]
            error = max(difference.std(), 1e-9) / np.sqrt(max(len(difference), 1))
            found.append(difference.mean() / error)
        return found

    return steps
