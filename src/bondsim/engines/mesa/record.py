"""One run on the Mesa engine, recorded as the batch engine records it."""

from typing import Any

import numpy as np

from bondsim import records
from bondsim.engines.mesa.model import Incident
from bondsim.engines.recording import (
    Block,
    Recording,
    event_columns,
    kept_events,
    read_outcomes,
    series_columns,
)
from bondsim.laws.clock import is_row
from bondsim.scenario import Setup


def run_single(setup: Setup, replicate: int, seed: int, record: Recording) -> Block:
    """Run one incident to its end; a block of one run."""
    return recorded(Incident(setup, seed, replicate), record)


def recorded(model: Incident, record: Recording) -> Block:
    """Run a model to its end and read it off; a block of one run."""
    scenario = model.setup.scenario
    t_s: list[float] = []
    agent_rows: list[np.ndarray] = []
    relation_rows: list[np.ndarray] = []

    def keep() -> None:
        if is_row(model.world, record.every_s) == 1:
            t_s.append(model.world.clock.t_s)
            agent_rows.append(_agents(model))
            relation_rows.append(_relations(model))

    keep()
    while model.running:
        model.step()
        keep()
    clock, tally = _record(model.world.clock, records.CLOCK), _record(model.world.tally, records.TALLY)
    relations = np.array([[_record(r, records.RELATION)[0] for r in row] for row in model.world.relations])
    outcomes = read_outcomes(scenario, _agents(model)[None], relations[None], clock, tally)
    series = events = None
    if record.every_s > 0.0:
        series = series_columns(
            scenario, record.variables, np.array(t_s), np.array(agent_rows), np.array(relation_rows)
        )
        series = {"run_index": np.zeros(len(series["t_s"]), int), **series}
    if record.events:
        kept = kept_events(model.world.clock.n_events)
        events = event_columns(scenario, model.log[:kept])
        events = {"run_index": np.zeros(kept, int), **events}
    return Block(outcomes, clock["status"].astype(np.int8), series, events)


def _record(source: Any, dtype: np.dtype) -> np.ndarray:
    out = np.zeros(1, dtype)
    for name in dtype.names or ():
        out[name] = getattr(source, name)
    return out


def _agents(model: Incident) -> np.ndarray:
    return np.concatenate([_record(member, records.AGENT) for member in model.cast])


def _relations(model: Incident) -> np.ndarray:
    """What each holds towards its partner; zeros where there is none."""
    none = np.zeros(1, records.RELATION)
    w = model.world
    return np.concatenate(
        [
            _record(w.relations[i, a.partner], records.RELATION) if a.partner >= 0 else none
            for i, a in enumerate(w.agents)
        ]
    )
