"""Whether a comparison model is still the same incident: what comes of its runs and of bondsim's, and how far their means lie apart."""

import math

import numpy as np

from bondsim.engines.batch import run_block
from bondsim.scenario import load


def ours(n, bond, warning_s):
    """Outcomes of n runs of bondsim, arrays by name, NaN where missing."""
    scenario = load("rail_yard")
    setup = scenario.setup({"dog.bond": bond, "train.warning_s": warning_s})
    done = run_block([setup], np.zeros(n, np.int64), np.arange(n), np.ones(n, np.int64))
    return dict(zip(scenario.outcomes, done.outcomes.T, strict=True))


def theirs(model, seeds, bond, warning_s):
    """Outcomes of one run a seed of a Mesa model, likewise."""
    found = {}
    for seed in seeds:
        run = model(bond, warning_s, rng=seed)
        while run.running:
            run.step()
        for name, (value,) in run.datacollector.model_vars.items():
            found.setdefault(name, []).append(math.nan if value is None else float(value))
    return {name: np.array(values) for name, values in found.items()}


def z(a, b):
    """Mean of b less that of a, in the standard errors that it would have if both were of one distribution; 0 without any spread."""
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    if not len(a) or not len(b):
        return 0.0
    spread = np.concatenate([a, b]).std() * math.sqrt(1.0 / len(a) + 1.0 / len(b))
    return float((b.mean() - a.mean()) / spread) if spread > 0.0 else 0.0


def apart(a, b):
    """z of each outcome that both have, and, as `no ...`, of the share of runs in which it is missing."""
    names = [name for name in b if name in a]
    return {name: z(a[name], b[name]) for name in names} | {
        f"no {name}": z(1.0 * np.isnan(a[name]), 1.0 * np.isnan(b[name])) for name in names
    }
