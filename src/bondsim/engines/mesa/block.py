"""Blocks of runs on the Mesa engine: what the batch engine does, some hundred times slower."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from bondsim.engines.mesa.agents import Member
from bondsim.engines.mesa.record import live, recorded
from bondsim.engines.recording import Block, Recording
from bondsim.scenario import Setup


def run_block(
    setups: Sequence[Setup],
    point: ArrayLike,
    replicate: ArrayLike,
    seed: ArrayLike,
    record: Recording | None = None,
    agents: Mapping[str, type[Member]] | None = None,
) -> Block:
    """Run a block, one run after the other.

    Parameters
    ----------
    setups : sequence of Setup
        Starting states of design points, all of one scenario.
    point, replicate, seed : int arrays of shape (n,)
        Of each run: index into `setups`, replicate, and seed in [0, 2**63).
    record : Recording, optional
        What to keep beside the outcomes.
    agents : mapping of str to type, optional
        A user's own classes, by name of an agent or of a role.

    Returns
    -------
    Block
        In the order of the runs asked for.
    """
    record = record or Recording()
    runs = [
        recorded(live(setups[p], int(s), int(r), agents), record)
        for p, r, s in zip(np.asarray(point), np.asarray(replicate), np.asarray(seed), strict=True)
    ]
    return Block(
        np.concatenate([run.outcomes for run in runs]),
        np.concatenate([run.status for run in runs]),
        _joined([run.series for run in runs]) if record.every_s > 0 else None,
        _joined([run.events for run in runs]) if record.events else None,
    )


def _joined(parts: Sequence[Mapping[str, np.ndarray] | None]) -> dict[str, np.ndarray]:
    numbered = [
        {**part, "run_index": np.full(len(part["run_index"]), i)} for i, part in enumerate(parts) if part
    ]
    return {name: np.concatenate([part[name] for part in numbered]) for name in numbered[0]}
