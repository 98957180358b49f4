"""Levers: what a search may choose, and how an Optuna trial is asked for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bondsim.documents import Document, Loc
from bondsim.experiments.config.design import PLAUSIBLE, Range
from bondsim.experiments.points.levels import Value, known, levels, parse, plausible

if TYPE_CHECKING:
    from optuna.trial import Trial

    from bondsim.scenario import Key

DIGITS = 4  # of a number that is chosen between two ends; more would be spelt out and mean nothing


@dataclass(frozen=True)
class Lever:
    """One key that is chosen.

    Attributes
    ----------
    key : str
        A key of the scenario.
    kind : str
        Its kind: ``number``, ``integer``, ``boolean`` or ``choice``.
    levels : tuple
        The values that it may take, numbers in rising order; empty where it may take all between two ends.
    low, high : float
        These ends; NaN where it has levels.
    log : bool
        Whether ratios count rather than differences, between the ends.
    """

    key: str
    kind: str
    levels: tuple[Value, ...] = ()
    low: float = math.nan
    high: float = math.nan
    log: bool = False

    def ask(self, trial: Trial) -> Value:
        """The value that a trial is to have."""
        if self.levels and self.kind in ("number", "integer"):
            return self.levels[trial.suggest_int(self.key, 0, len(self.levels) - 1)]
        if self.levels:
            return self.levels[trial.suggest_categorical(self.key, list(range(len(self.levels))))]
        if self.kind == "integer":
            return trial.suggest_int(self.key, int(self.low), int(self.high), log=self.log)
        value = trial.suggest_float(self.key, self.low, self.high, log=self.log)
        return min(max(float(f"{value:.{DIGITS}g}"), self.low), self.high) + 0.0

    def told(self, value: Value) -> Any | None:
        """How a trial is told to have `value`; None where it cannot have it."""
        if self.levels:
            return self.levels.index(value) if value in self.levels else None
        return value if self.low <= float(value) <= self.high else None

    def as_json(self) -> dict[str, Any]:
        """What decides which values are asked for."""
        ends = {} if self.levels else {"from": self.low, "to": self.high, "log": self.log}
        return {"key": self.key, "kind": self.kind, "levels": list(self.levels)} | ends


def lever(document: Document, key: Key, spec: Any) -> Lever | None:
    """The lever that the config asks for under ``vary``; None, and problems noted, where it is none."""
    loc: Loc = ("vary", key.name)
    if isinstance(spec, Range) and spec.levels is None:
        return _between(document, loc, key, spec)
    if spec == PLAUSIBLE and key.kind in ("number", "integer"):
        bounds = plausible(document, loc, key)
        return None if bounds is None else Lever(key.name, key.kind, low=bounds[0], high=bounds[1])
    if not isinstance(spec, list | Range | str):
        document.problem(
            loc,
            "a lever is chosen, not drawn; want a list, {from, to} or plausible, or put it under uncertain",
        )
        return None
    found = levels(document, loc, key, spec)
    if key.kind in ("number", "integer"):
        found = sorted(found)
    if len(found) == 1:
        document.problem(loc, "a single value is no choice; it belongs under fix")
    return Lever(key.name, key.kind, tuple(found)) if found else None


def _between(document: Document, loc: Loc, key: Key, spec: Range) -> Lever | None:
    if key.kind not in ("number", "integer"):
        document.problem(loc, f"{key.name} has no range; want a list of levels")
        return None
    ends = [parse(document, (*loc, part), key, raw) for part, raw in (("from", spec.start), ("to", spec.end))]
    if ends[0] is None or ends[1] is None:
        return None
    low, high = float(ends[0]), float(ends[1])
    if low >= high:
        document.problem((*loc, "to"), "want more than from")
        return None
    log = spec.scale == "log"
    if log and low <= 0:
        document.problem((*loc, "from"), "want more than 0 on a log scale")
        return None
    return Lever(key.name, key.kind, low=low, high=high, log=log)


def all_levers(document: Document, vary: dict[str, Any], keys: dict[str, Key]) -> tuple[Lever, ...]:
    """The levers of a config, in the order of their names; problems are noted in the document."""
    found = []
    for name in sorted(vary):
        if known(document, ("vary", name), keys) and (each := lever(document, keys[name], vary[name])):
            found.append(each)
    return tuple(found)
