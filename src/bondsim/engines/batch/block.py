"""Blocks of runs on the compiled kernel: serial, without the interpreter's lock, safe in many threads."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bondsim import records, state
from bondsim.engines.batch.compiled import cache_folder, is_cached, is_ready, kernel_for, pointer_to, run_all
from bondsim.engines.batch.image import EndImage, Image, RowImage
from bondsim.engines.recording import (
    Block,
    Recording,
    Stopped,
    event_columns,
    kept_events,
    read_outcomes,
    recorded,
    series_columns,
)
from bondsim.scenario import Scenario, Setup
from bondsim.vocabulary import FAMILIES

CHUNK = 4096  # runs whose final states are held at once, at most
NO_SPANS = np.zeros((0, 3), np.uint64)
KINDS = {
    "core": "incidents of its core alone",
    "all": "incidents with families of mechanisms",
    "days": "what goes on for days",
}
TAKES = {"core": "about twenty seconds", "all": "about a minute", "days": "about twenty seconds"}


class Bench:
    """What the kernel reads and writes for runs of one scenario: starts, a world, ends."""

    def __init__(
        self,
        setups: Sequence[Setup],
        runs: int,
        with_events: bool = False,
        room: np.ndarray | None = None,
    ) -> None:
        self.scenario = scenario = setups[0].scenario
        self.kernel = kernel_for(scenario)
        n, m = len(scenario.cast), len(scenario.hazard_names)
        people = {"agents": (records.AGENT, (n,)), "relations": (records.RELATION, (n, n))}
        ways = {"clock": (records.CLOCK, (1,)), "tally": (records.TALLY, (1,))}
        rest = {
            "beliefs": (records.BELIEF, (n, m)),
            "hazards": (records.HAZARD, (m,)),
            "actions": (records.ACTION, setups[0].actions.shape),
            "levels": (np.dtype(float), setups[0].levels.shape),
            "p": (records.LAW, (1,)),
            "incidents": (records.INCIDENT, setups[0].callouts.shape),
        }
        self.parts = people | ways | rest
        self.start = Image(self.parts, scenario.file.uses)
        self.end = EndImage(scenario)
        tally = records.blank(records.TALLY, state.TALLY, (1,))
        self.starts = np.stack([self.start.pack(dict(_parts(s, tally))) for s in setups])
        self.ends = np.zeros((runs, self.end.words), np.int64)
        self.incidents = Incidents(setups) if scenario.is_career else None
        if self.incidents:
            room = self.incidents.worlds[:1]  # where the career is lived, and its log is read
        self.world = np.zeros(1, records.WORLD) if room is None else room
        self.world["n_agents"] = n
        self.world["n_hazards"] = m
        self.world["n_incidents"] = len(setups[0].callouts)
        self.world["log_room"] = records.MAX_EVENTS if with_events else 0
        self.world["place"] = scenario.place
        self.world["phases"][0, : len(scenario.phases)] = scenario.phases
        self.world["terrain"][0, : scenario.map.terrain.size] = scenario.map.terrain.ravel()
        self.world["grounds"][0, : len(scenario.grounds)] = scenario.grounds
        self.memory = self.world.view(np.int64)
        self._lay_out_unused(dict(_parts(setups[0], tally)))

    def _lay_out_unused(self, values: Mapping[str, np.ndarray]) -> None:
        """Put what families add that are not used where it stays: no run copies, reads or writes it."""
        whole = Image(self.parts, FAMILIES)
        words = whole.pack(values)
        for first, at, n in whole.spans:
            self.memory[first : first + n] = words[at : at + n]

    def run(
        self,
        point: np.ndarray,
        replicate: np.ndarray,
        seed: np.ndarray,
        stop: np.ndarray,
        series: "Series | None" = None,
    ) -> tuple[int, int]:
        """Run some, at most as many as there is room for; return how many were made and how many rows recorded."""
        series = series or NO_SERIES
        made, rows = run_all(
            self.kernel,
            self.incidents.worlds if self.incidents else self.world,
            self.incidents.memory if self.incidents else self.memory,
            self.start.spans,
            self.starts,
            point,
            replicate,
            seed,
            self.end.spans,
            self.ends,
            series.spans,
            series.rows,
            series.every_s,
            stop,
            *(self.incidents.arguments() if self.incidents else ()),
        )
        return int(made), int(rows)

    def clock(self, k: int, field: str) -> np.ndarray:
        """``status`` or ``n_events`` of the first k runs at their end."""
        return self.end.column(self.ends[:k], "clock", (), field)

    def outcomes(self, k: int) -> np.ndarray:
        """Outcomes of the first k runs."""
        return read_outcomes(self.scenario, partial(self.end.column, self.ends[:k]))


@dataclass(frozen=True)
class Series:
    """Where a run's series is written: spans of a row's image, room for the rows, time between two, s."""

    spans: np.ndarray
    rows: np.ndarray
    every_s: float


NO_SERIES = Series(NO_SPANS, np.zeros((0, 1), np.int64), 0.0)


class Incidents:
    """The incidents that can happen in a career: a world for each, what it starts from, and what plays it.

    Those whose weight is 0 at all design points have no world, and their kernel is not compiled.
    """

    def __init__(self, setups: Sequence[Setup]) -> None:
        weights = np.array([setup.callouts["weight"] for setup in setups])
        used = [k for k in range(weights.shape[1]) if weights[:, k].any()]
        ways = list(dict.fromkeys(tuple(map(id, setup.incidents)) for setup in setups))
        of_way = {tuple(map(id, setup.incidents)): setup.incidents for setup in setups}
        self.point = np.array([ways.index(tuple(map(id, setup.incidents))) for setup in setups], np.int64)
        self.worlds = np.zeros(1 + len(used), records.WORLD)
        self.memory = self.worlds.view(np.int64).reshape(len(self.worlds), -1)
        benches = [
            Bench([of_way[way][k] for way in ways], 0, room=self.worlds[1 + at : 2 + at])
            for at, k in enumerate(used)
        ]
        self.scenarios = {bench.kernel: bench.scenario for bench in benches}
        n = weights.shape[1]
        self.kinds, self.rooms = np.zeros(n, np.int64), np.zeros(n, np.int64)
        spans, words = np.zeros(n, np.int64), np.zeros(n, np.int64)
        for at, (k, bench) in enumerate(zip(used, benches, strict=True)):
            self.kinds[k], self.rooms[k] = ["core", "all"].index(bench.kernel), 1 + at
            spans[k], words[k] = len(bench.start.spans), bench.start.words
        self.first_span = np.concatenate([[0], np.cumsum(spans)]).astype(np.int64)
        self.first_image = np.concatenate([[0], np.cumsum(words)]).astype(np.uint64)
        self.spans = np.concatenate([NO_SPANS, *(bench.start.spans for bench in benches)])
        nothing = np.zeros((len(ways), 0), np.int64)
        self.starts = np.concatenate([nothing, *(bench.starts for bench in benches)], axis=1)

    def arguments(self) -> tuple[Any, ...]:
        """What `career.run_all` takes beside the arguments of `kernel.run_all`."""
        no_spans, no_image = NO_SPANS, np.zeros((1, 0), np.int64)
        zero, seed = np.zeros(1, np.int64), np.zeros(1, np.int64)
        for kernel, scenario in self.scenarios.items():
            if not is_ready(kernel):
                compile([scenario])
        sample: tuple[Any, ...] = (self.worlds[:1], self.memory[0], no_spans, no_image, zero, zero, seed)
        sample += (no_spans, no_image, no_spans, no_image, 0.0, zero)
        plays = (pointer_to(k if k in self.scenarios else None, *sample) for k in ("core", "all"))
        inner = (
            self.kinds,
            self.rooms,
            self.first_span,
            self.spans,
            self.first_image,
            self.starts,
            self.point,
        )
        return (*plays, *inner, no_spans, no_image, zero, seed)


def _parts(setup: Setup, tally: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """What a run starts from, by the name of its place in the world."""
    yield "tally", tally
    yield "incidents", setup.callouts
    for name in ("agents", "relations", "clock", "beliefs", "hazards", "actions", "levels", "p"):
        yield name, getattr(setup, name)


def _int64(values: ArrayLike) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int64)


def run_block(
    setups: Sequence[Setup],
    point: ArrayLike,
    replicate: ArrayLike,
    seed: ArrayLike,
    record: Recording | None = None,
    stop: np.ndarray | None = None,
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
    stop : int64 array of shape (1,), optional
        Another thread may set it, to give up the block and the run under way.

    Returns
    -------
    Block
        In the order of the runs asked for.

    Raises
    ------
    Stopped
        When it was given up.
    ValueError
        When the runs cannot be made: compiled code checks nothing.
    """
    point, replicate, seed = _int64(point), _int64(replicate), _int64(seed)
    _check(setups, point, replicate, seed)
    if record is not None and (record.every_s > 0 or record.events):
        return _run_recorded(setups, point, replicate, seed, record, _flag(stop))
    n = len(point)
    bench = Bench(setups, min(n, CHUNK))
    outcomes = np.empty((n, len(bench.scenario.outcomes)))
    status = np.empty(n, np.int8)
    flag = _flag(stop)
    for start in range(0, n, CHUNK):
        part = slice(start, min(start + CHUNK, n))
        k = part.stop - start
        if bench.run(point[part], replicate[part], seed[part], flag)[0] < k:
            raise Stopped
        outcomes[part] = bench.outcomes(k)
        status[part] = bench.clock(k, "status")
    return Block(outcomes, status)


def _check(setups: Sequence[Setup], point: np.ndarray, replicate: np.ndarray, seed: np.ndarray) -> None:
    if not setups or any(s.scenario.digest != setups[0].scenario.digest for s in setups):
        raise ValueError("a block needs design points, all of one scenario")
    if not (point.ndim == 1 and point.shape == replicate.shape == seed.shape):
        raise ValueError("point, replicate and seed must be columns of one length")
    if len(point) and not (point.min() >= 0 and point.max() < len(setups)):
        raise ValueError(f"points must lie in 0 to {len(setups) - 1}")
    if len(point) and not (replicate.min() >= 0 and replicate.max() < 2**32 and seed.min() >= 0):
        raise ValueError("replicates must lie in 0 to 2**32 - 1, seeds in 0 to 2**63 - 1")


def _flag(stop: np.ndarray | None) -> np.ndarray:
    return np.zeros(1, np.int64) if stop is None else stop


def _run_recorded(
    setups: Sequence[Setup],
    point: np.ndarray,
    replicate: np.ndarray,
    seed: np.ndarray,
    record: Recording,
    flag: np.ndarray,
) -> Block:
    scenario = setups[0].scenario
    every_s = float(record.every_s)
    bench = Bench(setups, 1, with_events=record.events)
    images: dict[bytes, RowImage] = {}  # by who is whose partner, which the settings of a point may change
    rows = np.zeros((0, 0), np.int64)
    n = len(point)
    outcomes = np.empty((n, len(scenario.outcomes)))
    status = np.empty(n, np.int8)
    series: list[dict[str, np.ndarray]] = []
    events: list[dict[str, np.ndarray]] = []
    for r in range(n):
        one = slice(r, r + 1)
        written = None
        if every_s > 0:
            setup = setups[point[r]]
            partners = setup.agents["partner"].tobytes()
            if partners not in images:
                images[partners] = RowImage(setup, *recorded(scenario, record.variables))
            row = images[partners]
            if not rows.size:
                rows = np.zeros(
                    (sum(n_rows(phase, every_s) for phase in scenario.phases), row.words), np.int64
                )
            written = Series(row.spans, rows, every_s)
        runs, made = bench.run(point[one], replicate[one], seed[one], flag, written)
        if not runs:
            raise Stopped
        outcomes[r] = bench.outcomes(1)[0]
        status[r] = bench.clock(1, "status")[0]
        if every_s > 0:
            here = rows[:made]
            columns = series_columns(scenario, record.variables, row.t_s(here), partial(row.column, here))
            series.append({"run_index": np.full(len(columns["t_s"]), r), **columns})
        if record.events:
            kept = kept_events(int(bench.clock(1, "n_events")[0]))
            columns = event_columns(scenario, bench.world["log"][0, :kept])
            events.append({"run_index": np.full(kept, r), **columns})
    return Block(
        outcomes, status, _joined(series) if every_s > 0 else None, _joined(events) if record.events else None
    )


def n_rows(phase: np.void, every_s: float) -> int:
    """Most rows that a series can have in a phase."""
    return round(phase["max_s"] / phase["dt_s"]) // max(1, round(every_s / phase["dt_s"])) + 2


def _joined(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return parts[0] if len(parts) == 1 else {k: np.concatenate([part[k] for part in parts]) for k in parts[0]}


def compile(scenarios: Iterable[Scenario | Setup], progress: Callable[[str], None] | None = None) -> None:
    """Make ready what runs some scenarios: load it from the cache, or compile it once.

    Parameters
    ----------
    scenarios : iterable of Scenario or Setup
        Those that use no family of mechanisms have a smaller kernel. A career needs the kernels of the incidents
        that can happen in it: of a setup, by its weights; of a scenario, by those it has by itself.
    progress : callable, optional
        Told in words what takes time.
    """
    wanted: list[Scenario] = []
    for one in scenarios:
        setup = one.setup({}) if isinstance(one, Scenario) else one
        can_be = zip(setup.callouts["weight"], setup.incidents, strict=True)
        wanted += [*(incident.scenario for weight, incident in can_be if weight > 0), setup.scenario]
    for kernel, scenario in {kernel_for(s): s for s in wanted}.items():
        if progress is not None and not is_ready(kernel):
            if cache_folder() is None:
                progress(
                    "compiling the model in memory: no private cache folder to keep it in (set BONDSIM_CACHE_DIR)"
                )
            elif not is_cached(kernel):
                kind = KINDS[kernel]
                progress(f"compiling the model for {kind}, once until its rules change: {TAKES[kernel]}")
        nothing: Any = np.zeros(0, np.int64)
        Bench([scenario.setup({})], 1).run(nothing, nothing, nothing, np.zeros(1, np.int64))
