"""The frozen kernel in C of `benchmarks/`, against which speed is measured, gives the values of the model."""

import sys
from pathlib import Path

import numpy as np
import pytest
from equality import SETTINGS

from bondsim.engines.batch import run_block
from bondsim.scenario import load

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import trapped

N = 120
POINTS = [
    *({"dog.bond": bond, "train.warning_s": warning_s} for bond in (0.1, 0.9) for warning_s in (20, 45)),
    SETTINGS["ice, cold and a tired leg"],
]


@pytest.fixture(scope="module")
def runs():
    """Design points, and of each run its point, replicate and seed; skipped where nothing can compile C."""
    try:
        trapped.library()
    except trapped.NoCompiler as error:
        pytest.skip(str(error))
    setups = [load("rail_yard").setup(settings) for settings in POINTS]
    seeds = np.random.default_rng(6).integers(0, 2**63, N)
    return setups, np.arange(N) % len(setups), np.arange(N), seeds


def test_no_value_differs_from_the_frozen_kernel(runs):
    setups, *addresses = runs
    block, out = run_block(*runs), trapped.Kernel(setups).run(*addresses)
    assert trapped.differing(load("rail_yard"), block, out) == {}
    assert len({run.tobytes() for run in block.outcomes}) > N // 2
    out["duration_s"][5] = np.nextafter(out["duration_s"][5], np.inf)  # and a single bit would be told
    assert trapped.differing(load("rail_yard"), block, out) == {"duration_s": 1}
