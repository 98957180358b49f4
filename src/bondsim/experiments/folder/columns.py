"""What the columns of the tables of a result mean, for whoever opens them without bondsim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from bondsim.experiments.folder import store

if TYPE_CHECKING:
    from bondsim.experiments.results import Results

TABLES = ("points", "runs", "summary", "failures", "series", "events")
KINDS = {"bool": "boolean", "int64": "integer", "double": "number", "string": "text"}
STATED = {
    "run": "number of the run",
    "point": "number of the design point",
    "replicate": "number of the replicate; under common luck the same one meets the same luck at every point",
    "status": "how the run ended: done, step_cap (cut off at the longest time) or failed (no outcomes)",
    "outcome": "which outcome the row is about",
    "n": "runs that have a value",
    "missing": "runs without one",
    "estimate": "mean; of a yes-or-no outcome the share of yes",
    "low": "lower end of the 95 % interval",
    "high": "upper end of the 95 % interval",
    "method": "how the interval was made",
    "stage": "what failed: setting up the run, or running it",
    "seed": "seed of the run's luck",
    "settings": "what was set, as JSON",
    "traceback": "what was raised",
    "t_s": "time since the start of the run",
    "day": "days since the start of the run",
    "agent": "name in the cast",
    "event": "what happened",
    "actor": "who did it, by name; empty for nobody",
    "target": "to whom or what, by name; empty for nobody",
    "action": "action chosen or ordered, by name",
}
UNITS = {"t_s": "s", "day": "d"}


@dataclass(frozen=True)
class Column:
    """A column of a table: where it is, what it holds, in which unit, and what that means."""

    table: str
    name: str
    kind: str
    unit: str
    description: str


def columns(results: Results) -> Iterator[Column]:
    """All columns of all tables that a finished result has."""
    from bondsim.state import AGENT, EVENT, RELATION, STARTING

    events = {field.name: field.text.split(", -1")[0] for field in EVENT}
    states = {field.name: field for field in (*RELATION, *STARTING, *AGENT)}
    described = results.manifest["factors"] | results.manifest["outcomes"]
    for table in TABLES:
        path = next(iter(files(results, table)), None)
        for field in pq.read_schema(path) if path else ():
            kind, unit, said = KINDS[str(field.type)], UNITS.get(field.name, ""), STATED.get(field.name, "")
            if field.name in described and table in ("points", "runs"):
                about = described[field.name]
                kind, unit, said = about["kind"], about["unit"], about["description"]
            elif table == "series" and field.name in states:
                unit, said = states[field.name].unit, states[field.name].text
            elif table == "events":
                said = said or events.get(field.name, "")
            if table == "summary" and field.name in ("estimate", "low", "high"):
                unit = "as the outcome"
            yield Column(table, field.name, kind, unit, said)


def files(results: Results, table: str) -> list[Path]:
    """The files of a table, in the order of their rows."""
    if table in ("points", "summary"):
        return [results.folder / f"{table}.parquet"]
    paths = [
        store.shard_path(results.folder, table, i) for i in range(store.shards(results.manifest["runs"]))
    ]
    return [path for path in paths if path.exists()]
