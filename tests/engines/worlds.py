"""The whole world of a run as both engines hold it: one image of the same words, to be compared bit for bit."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any
from unittest.mock import patch

import numpy as np

from bondsim import records
from bondsim.engines.batch.block import Bench, Series
from bondsim.engines.mesa import career
from bondsim.engines.mesa.model import Incident
from bondsim.laws.clock import is_row
from bondsim.scenario import Setup

# Steps from one row to the next: primes, so that rows fall now with a look, a day of the week, now without one.
STRIDES = (11, 23, 47, 97, 197, 397, 797, 1597)
ROOM_BYTES = 60_000_000  # for the rows of a run, in each engine


class World:
    """All that a run may change, in both engines: agents, relations, beliefs, hazards, clock, tally, parameters.

    What families add that the scenario does not use is left out: no law reads or writes it.

    Parameters
    ----------
    setup : Setup
        Start of the run.

    Attributes
    ----------
    image : Image
        Which part of the world lies where in a row.
    every_s : float
        Time between two rows, s.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.bench = Bench([setup], 1)
        self.image = self.bench.start
        dt_s = setup.scenario.dt_s
        room = ROOM_BYTES // (8 * self.image.words)
        self.every_s = next((k * dt_s for k in STRIDES if self._most_rows(k * dt_s) <= room), 1e4 * dt_s)

    def _most_rows(self, every_s: float) -> int:
        """Rows of a run that goes on as long as it can."""
        phases = self.setup.scenario.phases
        steps = [int(self.setup.clock["max_steps"]), *(round(p["max_s"] / p["dt_s"]) for p in phases[1:])]
        return sum(n // max(1, round(every_s / p["dt_s"])) + 2 for n, p in zip(steps, phases, strict=True))

    def rows(self, seed: int, replicate: int) -> np.ndarray:
        """Run it in the batch engine: the world every `every_s`, shape (rows, words)."""
        rows = np.zeros((self._most_rows(self.every_s), self.image.words), np.int64)
        address = (np.array([n], np.int64) for n in (0, replicate, seed))
        _, made = self.bench.run(
            *address, np.zeros(1, np.int64), Series(self.image.spans, rows, self.every_s)
        )
        return rows[:made]

    def end(self) -> np.ndarray:
        """The world after the run in the batch engine, shape (1, words)."""
        return self._taken(self.bench.memory)

    def trail(self) -> np.ndarray:
        """Points of trails laid in the run of the batch engine."""
        return self.bench.world["trail"][0, : int(self.bench.world["clock"]["n_trail"][0])]

    def end_of_incident(self, k: int) -> np.ndarray:
        """The world of the last incident of a kind within the career that was run, shape (1, words)."""
        incidents = self.bench.incidents
        assert incidents is not None
        return World(self.setup.incidents[k])._taken(incidents.memory[incidents.rooms[k]])

    def _taken(self, memory: np.ndarray) -> np.ndarray:
        out = np.zeros((1, self.image.words), np.int64)
        for first, at, n in self.image.spans:
            out[0, at : at + n] = memory[first : first + n]
        return out

    def packed(self, world: Any) -> np.ndarray:
        """A world of the Mesa engine as it stands, shape (1, words)."""
        parts = self.image.parts.items()
        return self.image.pack({name: _records(getattr(world, name), *how) for name, how in parts})[None]

    def packed_trail(self, world: Any) -> np.ndarray:
        """Points of trails laid in a world of the Mesa engine."""
        laid = world.trail[: world.clock.n_trail]
        return _records(laid, records.TRAIL, (len(laid),))


def watched(model: Incident, world: World) -> list[np.ndarray]:
    """Have a Mesa model leave its world every `world.every_s` when it is run; the list takes the rows."""
    rows: list[np.ndarray] = []
    step = model.step

    def keep() -> None:
        if is_row(model.world, world.every_s) == 1:
            rows.append(world.packed(model.world))

    def step_and_keep() -> None:
        step()
        keep()

    keep()
    model.step = step_and_keep
    return rows


class LastIncidents:
    """While it is open, it keeps the last incident of each kind that Mesa models of careers live through."""

    def __init__(self) -> None:
        self.of: dict[int, Incident] = {}  # by identity of the start
        self._patch = patch.object(career, "Incident", self._made)

    def _made(self, setup: Setup, *arguments: Any, **named: Any) -> Incident:
        self.of[id(setup)] = incident = Incident(setup, *arguments, **named)
        return incident

    def __enter__(self) -> "LastIncidents":
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()


def _records(source: Any, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
    """An object or more of them as records, numbers as they are."""
    if dtype.names is None:
        return np.array(source, dtype).reshape(shape)
    objects = (
        source.ravel() if isinstance(source, np.ndarray) else source if isinstance(source, list) else [source]
    )
    read = _reader(dtype)
    return np.array([read(one) for one in objects], dtype).reshape(shape)


@cache
def _reader(dtype: np.dtype) -> Callable[[Any], tuple[Any, ...]]:
    """What reads the fields of a record off an object."""
    names = dtype.names or ()
    if len(names) > 1 and all(dtype[name].names is None for name in names):
        return attrgetter(*names)
    parts = [(name, _reader(dtype[name]) if dtype[name].names else None) for name in names]
    return lambda source: tuple(
        read(getattr(source, name)) if read else getattr(source, name) for name, read in parts
    )


def numbers(name: str, values: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Every field of some records, and of records within them, with its name."""
    if values.dtype.names is None:
        yield name, values
    for field in values.dtype.names or ():
        yield from numbers(f"{name}.{field}", values[field])
