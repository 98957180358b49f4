"""One run on the Mesa engine, recorded as the batch engine records it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from struct import Struct, error
from typing import Any

import numpy as np

from bondsim import records
from bondsim.engines.mesa.agents import Member
from bondsim.engines.mesa.career import Career
from bondsim.engines.mesa.model import Incident
from bondsim.engines.recording import (
    TABLES,
    Block,
    Recording,
    event_columns,
    kept_events,
    read_outcomes,
    series_columns,
)
from bondsim.engines.recording import recorded as recorded_of
from bondsim.laws.clock import is_row
from bondsim.scenario import Setup


def run_single(setup: Setup, replicate: int, seed: int, record: Recording) -> Block:
    """Run one incident to its end; a block of one run."""
    return recorded(live(setup, seed, replicate), record)


def live(
    setup: Setup, seed: int, replicate: int, agents: Mapping[str, type[Member]] | None = None
) -> Incident:
    """The Mesa model of a setup: an incident or a career."""
    kind = Career if setup.scenario.is_career else Incident
    return kind(setup, seed, replicate, agents)


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
    series = events = None
    if record.every_s > 0.0:
        agents, relations = _rows(agent_rows, records.AGENT), _rows(relation_rows, records.RELATION)
        at, _ = recorded_of(scenario, record.variables)

        def column(name: str) -> np.ndarray:
            return (relations if name in records.RELATION_STATE else agents)[name][:, at]

        series = series_columns(scenario, record.variables, np.array(t_s), column)
        series = {"run_index": np.zeros(len(series["t_s"]), int), **series}
    if record.events:
        kept = kept_events(model.world.clock.n_events)
        events = event_columns(scenario, model.log[:kept])
        events = {"run_index": np.zeros(kept, int), **events}
    status = np.array([model.world.clock.status], np.int8)
    return Block(outcomes_of(model)[None], status, series, events)


def outcomes_of(model: Incident) -> np.ndarray:
    """Outcomes of a model as it stands, in the order of the scenario's outcomes; NaN is missing."""

    def at_end(table: str, place: tuple[int, ...], field: str) -> np.ndarray:
        source = getattr(model.world, table)
        if place:
            source = source[place if len(place) == 2 else place[0]]
        return np.array([getattr(source, field)], TABLES[table][field])

    return read_outcomes(model.setup.scenario, at_end)[0]


def _records(sources: Sequence[Any], dtype: np.dtype) -> np.ndarray:
    """Objects as records: their numbers packed at once, as NumPy takes longer for each field of a record."""
    packed = _packed(dtype)
    out = bytearray(packed.size * len(sources))
    for k, source in enumerate(sources):
        numbers = values(source, dtype)
        try:
            packed.pack_into(out, k * packed.size, *numbers)
        except error:  # a subclass keeps a count as a float
            numbers = np.array(numbers, dtype).item()
            packed.pack_into(out, k * packed.size, *numbers)
    return np.frombuffer(out, dtype)


def values(source: Any, dtype: np.dtype) -> tuple[Any, ...]:
    """Attributes of an object that have the names of a record's fields."""
    from_dict, from_object = _readers(dtype)
    try:
        return from_dict(vars(source))
    except KeyError:  # a subclass has one as a property
        return from_object(source)


@cache
def _readers(dtype: np.dtype) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]]]:
    """What reads the fields of a record off the attributes of an object, quick, and off the object itself."""
    names = dtype.names or ()
    return itemgetter(*names), attrgetter(*names)


@cache
def _packed(dtype: np.dtype) -> Struct:
    """How the fields of a record lie: numbers of 8 bytes one after the other."""
    packed = Struct("=" + "".join("d" if dtype[name].kind == "f" else "q" for name in dtype.names or ()))
    assert packed.size == dtype.itemsize
    return packed


def _rows(rows: Sequence[np.ndarray], dtype: np.dtype) -> np.ndarray:
    """Rows of records one under the other; NumPy's own ways compare all field names for each of them."""
    out = np.zeros((len(rows), len(rows[0]) if rows else 0), dtype)
    for k, row in enumerate(rows):
        out[k] = row
    return out


def _agents(model: Incident) -> np.ndarray:
    return _records(model.cast, records.AGENT)


def _relations(model: Incident) -> np.ndarray:
    """What each holds towards its partner at the start; zeros where there is none."""
    w = model.world
    out = np.zeros(len(w.agents), records.RELATION)
    for i, j in enumerate(model.setup.agents["partner"].tolist()):
        if j >= 0:
            out[i] = _records([w.relations[i, j]], records.RELATION)[0]
    return out
