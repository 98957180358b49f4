"""A made-up scenario and an engine for it, so that running and storing can be tested without a model.

As a script it runs the experiment of `plan()` into a folder, slowly, to be killed:

    python fake.py FOLDER [RESULTS] [--log LOG] [--dask ADDRESS] [--until]

It extends the RESULTS, which are those of `plan()`, to `larger()`; LOG gets a letter for each run whose
computation is begun; ADDRESS is that of a Dask cluster; with --until it runs `adaptive()`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np

from bondsim.experiments.folder import store
from bondsim.experiments.planning.plan import Plan, Record, Replicates, Series, Until
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.extend import extend


@dataclass(frozen=True)
class Key:
    name: str
    kind: str
    unit: str = ""
    default: object = 0.5
    description: str = "a key"


@dataclass(frozen=True)
class Outcome:
    name: str
    kind: str
    unit: str = ""
    description: str = "an outcome"


KEYS = {
    "dog.bond": Key("dog.bond", "number"),
    "dog.mass_kg": Key("dog.mass_kg", "number", "kg", 30.0),
    "warning_s": Key("warning_s", "number", "s", 40.0),
    "baseline": Key("baseline", "choice", default="none"),
    "radio.works": Key("radio.works", "boolean", default=True),
}
OUTCOMES = {
    "rescued": Outcome("rescued", "boolean", description="out of the water"),
    "time_s": Outcome("time_s", "number", "s", "until out of the water"),
    "pulls": Outcome("pulls", "integer"),
}


@dataclass(frozen=True)
class Scenario:
    name: str = "quay"
    title: str = "The quay"
    digest: str = "d" * 64
    dt_s: float = 0.1
    max_s: float = 60.0

    incidents: ClassVar[tuple] = ()
    sources: ClassVar[dict] = {}
    keys: ClassVar[dict] = KEYS
    outcomes: ClassVar[dict] = OUTCOMES

    def setup(self, settings, swept):
        if settings.get("dog.bond", 0.5) < 0:
            raise ValueError("a bond below 0")
        if settings.get("baseline") == "shuffled_bond":
            return {**settings, "swept": dict(swept)}
        return {**settings}


def luck(seed, replicate, stream):
    """Uniform numbers by address: seed, replicate, stream."""
    x = seed.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x ^= replicate.astype(np.uint64) * np.uint64(0xBF58476D1CE4E5B9) + np.asarray(stream, np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    return ((x ^ (x >> np.uint64(31))) >> np.uint64(11)) / 2.0**53


def never(settings: dict, replicate: int) -> bool:
    return False


def nothing() -> None:
    pass


@dataclass
class Engine:
    """An engine with the ways of `bondsim.engines.batch`; luck looked up by address, as there."""

    raises: Callable[[dict, int], bool] = never
    caps: Callable[[dict, int], bool] = never
    seconds_per_run: float = 0.0
    rules: str = "r" * 64
    on_block: Callable[[], None] = nothing
    calls: list = field(default_factory=list)

    Recording = staticmethod(SimpleNamespace)

    def rules_digest(self):
        return self.rules

    def compile(self, scenarios, progress=None):
        progress("compiling")

    def run_block(self, setups, point, replicate, seed, record=None):
        self.on_block()
        self.calls.append(len(point))
        time.sleep(self.seconds_per_run * len(point))
        for i in range(len(point)):
            if self.raises(setups[point[i]], int(replicate[i])):
                raise ZeroDivisionError(f"the dog divides by zero at {setups[point[i]]['dog.bond']}")
        bond, warning = (
            np.array([s.get(name, Scenario.keys[name].default) for s in setups], float)[point]
            for name in ("dog.bond", "warning_s")
        )
        rescued = luck(seed, replicate, 1) < bond * np.clip(warning / 60, 0, 1)
        time_s = np.where(rescued, warning * (0.5 + luck(seed, replicate, 2) / 2), np.nan)
        pulls = np.floor(10 * luck(seed, replicate, 3))
        unknown = luck(seed, replicate, 4) < 0.05  # nobody was in the water
        outcomes = np.column_stack([np.where(unknown, np.nan, rescued), time_s, pulls])
        status = np.array(
            [self.caps(setups[p], int(r)) for p, r in zip(point, replicate, strict=True)], np.int8
        )
        return SimpleNamespace(
            outcomes=outcomes,
            status=status,
            series=self._series(replicate, seed, record) if record and record.every_s else None,
            events=self._events(replicate, record) if record and record.events else None,
        )

    def _series(self, replicate, seed, record):
        rows = np.repeat(np.arange(len(replicate)), 2 * (1 + replicate % 4))
        step = np.concatenate([np.arange(n) for n in 2 * (1 + replicate % 4)])
        return {
            "run_index": rows,
            "t_s": step // 2 * record.every_s,
            "agent": np.array(["dog", "handler"])[step % 2],
            "arousal": np.where(step % 5 == 4, np.nan, luck(seed[rows], replicate[rows], 5 + step)),
            "action": (replicate[rows] + step) % 9,
        }

    def _events(self, replicate, record):
        rows = np.repeat(np.arange(len(replicate)), replicate % 3)
        words = np.array(["fell", "noticed", "clear"], object)[replicate[rows] % 3]
        return {
            "run_index": rows,
            "t_s": replicate[rows] * 0.1,
            "event": words,
            "is_seen": replicate[rows] % 2 == 0,
        }


class Followed:
    """Progress that remembers what it was told."""

    def __init__(self):
        self.starts, self.advanced, self.messages = [], 0, []

    def start(self, total, done):
        self.starts.append((total, done))

    def advance(self, n):
        self.advanced += n

    def message(self, text):
        self.messages.append(text)


def plan(
    vary=None,
    replicates=20,
    *,
    until=None,
    budget=None,
    most=None,
    seed=7,
    pairing="common",
    fixed=None,
    outcomes=("rescued", "time_s", "pulls"),
    series=True,
    events=True,
    name="quay",
    question="Who gets out?",
    scenario=None,
    source="scenario: quay  # as given\n",
):
    """A plan over a grid."""
    vary = {"dog.bond": [0.1, 0.5, 0.9], "warning_s": [20.0, 40.0]} if vary is None else vary
    scenario, fixed = scenario or Scenario(), fixed or {}
    points = tuple(dict(zip(vary, levels, strict=True)) for levels in product(*vary.values()))
    recorded = Series(1.0, ("dog.arousal",)) if series else None
    resolved = {
        "name": name,
        "question": question,
        "scenario": {"name": scenario.name, "digest": scenario.digest},
        "seed": seed,
        "pairing": pairing,
        "fix": {"dog.mass_kg": 30.0} | fixed,
        "points": list(points),
        "replicates": {
            "min": replicates,
            "max": most or replicates,
            "until": asdict(Until(*until)) if until else None,
            "budget": budget,
        },
        "record": {
            "outcomes": list(outcomes),
            "series": {"every_s": 1.0, "of": ["dog.arousal"]} if series else None,
            "events": events,
        },
        "plots": [],
    }
    return Plan(
        name=name,
        question=question,
        scenario=scenario,
        seed=seed,
        pairing=pairing,
        fixed=fixed,
        factors=tuple(vary),
        points=points,
        replicates=Replicates(replicates, most or replicates, Until(*until) if until else None, budget),
        record=Record(tuple(outcomes), recorded, events),
        plots=(),
        resolved=resolved,
        source_text=source,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """All files under a folder, by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def larger():
    """An experiment that holds all of `plan()`."""
    return plan({"dog.bond": [0.1, 0.3, 0.5, 0.9], "warning_s": [20.0, 40.0]}, 30)


def adaptive():
    """The experiment of `plan()` with replicates in rounds, until intervals are narrow enough."""
    return plan(until=("rescued", 0.08), most=160)


@dataclass
class Noted(Engine):
    """An engine that notes in a file how many runs it has begun, whichever process it is in."""

    log: str = ""

    def run_block(self, setups, point, replicate, seed, record=None):
        with Path(self.log).open("ab") as file:
            file.write(b"." * len(point))
        return super().run_block(setups, point, replicate, seed, record)


def main(folder, results=None, log=None, dask=None, until=False):
    """Do what the script does."""
    store.SHARD = 50
    wanted = adaptive() if until else plan()
    engine = Noted(seconds_per_run=0.01, log=log) if log else Engine(seconds_per_run=0.01)
    how = {"threads": 2, "block_runs": 3, "engine": engine}
    if results:
        extend(open_results(results), larger(), Path(folder), **how)
    elif dask:
        from bondsim.experiments.cluster.access import connected

        with connected(dask) as executor:
            execute(wanted, folder, executor=executor, **how)
    else:
        execute(wanted, folder, **how)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("results", nargs="?")
    parser.add_argument("--log")
    parser.add_argument("--dask")
    parser.add_argument("--until", action="store_true")
    main(**vars(parser.parse_args()))
