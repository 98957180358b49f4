"""Which luck a design point meets."""

import hashlib
from collections.abc import Mapping
from typing import Any

from bondsim.experiments.planning.plan import canonical

SEED_RULE = (
    "luck is looked up at (seed, replicate, stream, agent, step); pairing common: the experiment's seed at "
    "every point; pairing independent: the first 63 bits of SHA-256 over the JSON of [experiment's seed, "
    "what the point sets beside the defaults]"
)


def run_seed(seed: int, pairing: str, settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> int:
    """Seed of all runs of one design point.

    Parameters
    ----------
    seed
        Seed of the experiment, in [0, 2**63).
    pairing
        ``common``: the same luck at every point; ``independent``: each point its own.
    settings
        What is set at the point, by key. Neither its place in the design nor the words of the config play a
        part.
    defaults
        The scenario's default of each key; a setting that is the default is as good as not set.

    Returns
    -------
    int
        In [0, 2**63).
    """
    if pairing == "common":
        return seed
    changed = {name: value for name, value in settings.items() if value != defaults.get(name)}
    digest = hashlib.sha256(canonical([seed, changed]).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
