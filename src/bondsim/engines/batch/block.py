"""Blocks of runs on the compiled kernel: serial, without the interpreter's lock, safe to call from many threads."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bondsim import records
from bondsim.engines.batch.compiled import kernel
from bondsim.engines.recording import EVENT_ROOM, Block, Recording, event_columns, read_outcomes, series_columns
from bondsim.scenarios import Setup
from bondsim.vocabulary import N_ACTIONS, N_TERMS

CHUNK = 512  # runs whose final states are held at once


class Bench:
    """Everything that the kernel reads and writes for runs of one scenario: starting states, final states, scratch."""

    def __init__(self, setups: Sequence[Setup], runs: int, events: int, rows: int) -> None:
        scenario = setups[0].scenario
        n, m = len(scenario.cast), len(scenario.hazard_names)
        self.scenario = scenario
        self.starts = tuple(
            np.stack([getattr(s, part) for s in setups])
            for part in ("agents", "relations", "beliefs", "hazards", "actions", "law", "clock", "levels")
        )
        self.world = (scenario.place.reshape(1), scenario.map.terrain, scenario.grounds)
        self.agents = np.zeros((runs, n), records.AGENT)
        self.relations = np.zeros((runs, n, n), records.RELATION)
        self.clocks = np.zeros(runs, records.CLOCK)
        self.tallies = records.blank_tally((runs,))
        self.beliefs = np.zeros((n, m), records.BELIEF)
        self.hazards = np.zeros(m, records.HAZARD)
        self.utilities = np.zeros(N_ACTIONS)
        self.terms = np.zeros(N_TERMS)
        self.log = np.zeros(events, records.EVENT)
        self.agent_rows = np.zeros((rows, n), records.AGENT)
        self.relation_rows = np.zeros((rows, n), records.RELATION)
        self.blank = records.blank_tally((1,))

    def run(self, point: np.ndarray, replicate: np.ndarray, seed: np.ndarray, every: int, stop: np.ndarray) -> tuple[int, int]:
        """Run some, at most as many as there is room for; return the numbers of runs made and of rows recorded."""
        k = len(point)
        self.tallies[:k] = self.blank
        made, rows = kernel()(
            point,
            replicate,
            seed,
            *self.starts,
            *self.world,
            self.agents[:k],
            self.relations[:k],
            self.clocks[:k],
            self.tallies[:k],
            self.beliefs,
            self.hazards,
            self.utilities,
            self.terms,
            self.log,
            self.agent_rows,
            self.relation_rows,
            every,
            stop,
        )
        return int(made), int(rows)

    def outcomes(self, k: int) -> np.ndarray:
        """Outcomes of the first k runs."""
        return read_outcomes(self.scenario, self.agents[:k], self.relations[:k], self.clocks[:k], self.tallies[:k])


def _int64(values: ArrayLike) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int64)


def run_block(
    setups: Sequence[Setup],
    point: ArrayLike,
    replicate: ArrayLike,
    seed: ArrayLike,
    record: Recording | None = None,
) -> Block:
    """Run a block.

    Parameters
    ----------
    setups : sequence of Setup
        Starting states of design points, all of one scenario.
    point, replicate, seed : int arrays of shape (n,)
        Of each run: index into `setups`, replicate, and seed in [0, 2**63).
    record : Recording, optional
        What to keep beside the outcomes.

    Returns
    -------
    Block
        In the order of the runs asked for.
    """
    point, replicate, seed = _int64(point), _int64(replicate), _int64(seed)
    if record is not None and (record.every_s > 0 or record.events):
        return _run_recorded(setups, point, replicate, seed, record)
    n = len(point)
    bench = Bench(setups, min(n, CHUNK), events=0, rows=0)
    outcomes = np.empty((n, len(bench.scenario.outcomes)))
    status = np.empty(n, np.int8)
    go_on = np.zeros(1, np.int64)
    for start in range(0, n, CHUNK):
        part = slice(start, min(start + CHUNK, n))
        k = part.stop - start
        bench.run(point[part], replicate[part], seed[part], 0, go_on)
        outcomes[part] = bench.outcomes(k)
        status[part] = bench.clocks["status"][:k]
    return Block(outcomes, status)


def _run_recorded(setups: Sequence[Setup], point: np.ndarray, replicate: np.ndarray, seed: np.ndarray, record: Recording) -> Block:
    scenario = setups[0].scenario
    every = max(1, round(record.every_s / scenario.dt_s)) if record.every_s > 0 else 0
    rows = round(scenario.max_s / scenario.dt_s) // every + 2 if every else 0
    bench = Bench(setups, 1, events=EVENT_ROOM if record.events else 0, rows=rows)
    n = len(point)
    outcomes = np.empty((n, len(scenario.outcomes)))
    status = np.empty(n, np.int8)
    series: list[dict[str, np.ndarray]] = []
    events: list[dict[str, np.ndarray]] = []
    go_on = np.zeros(1, np.int64)
    for r in range(n):
        one = slice(r, r + 1)
        bench.relation_rows[:] = np.zeros((), records.RELATION)
        _, made = bench.run(point[one], replicate[one], seed[one], every, go_on)
        outcomes[r] = bench.outcomes(1)[0]
        status[r] = bench.clocks["status"][0]
        if every:
            t_s = np.arange(made) * every * scenario.dt_s
            columns = series_columns(scenario, record.variables, t_s, bench.agent_rows[:made], bench.relation_rows[:made])
            series.append({"run_index": np.full(len(columns["t_s"]), r), **columns})
        if record.events:
            kept = min(int(bench.clocks["n_events"][0]), EVENT_ROOM)
            columns = event_columns(scenario, bench.log[:kept], scenario.dt_s)
            events.append({"run_index": np.full(kept, r), **columns})
    return Block(outcomes, status, _joined(series) if every else None, _joined(events) if record.events else None)


def _joined(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def warm_up() -> None:
    """Compile or load the kernel, by running the smallest scenario for no run at all."""
    from bondsim.scenarios import load, names

    setup = load(names()[0]).setup({})
    nothing: Any = np.zeros(0, np.int64)
    Bench([setup], 1, 0, 0).run(nothing, nothing, nothing, 0, np.zeros(1, np.int64))
