"""Two experiments beside each other: what was changed, and what that did to the outcomes they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.documents import printable
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.planning.plan import canonical
from bondsim.experiments.points.sampling import Sample
from bondsim.experiments.results import Results

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.analysis import Contrast

EXPERIMENT = "experiment"  # the factor whose levels are the two
MOST_LEVELS = 6  # that are listed one by one
GONE = "not there"


@dataclass(frozen=True)
class Effect:
    """What the change did to one outcome.

    Attributes
    ----------
    outcome : str
        Which.
    a, b : float
        Mean of the outcome in either experiment over the runs that the difference is of, each point counting
        the same; a share where it is yes or no.
    difference : Contrast
        The second minus the first, with its interval.
    """

    outcome: str
    a: float
    b: float
    difference: Contrast


@dataclass(frozen=True)
class Comparison:
    """Two experiments beside each other.

    Attributes
    ----------
    a, b : str
        What they are called here: their folders' names.
    changed : tuple of str
        What was changed from the first to the second, a line each.
    shared_points : int
        Design points that have a twin in the other: the same setting of every key that either varies.
    points : tuple of int
        Design points of either.
    paired : bool
        Whether the same replicate had the same luck in both.
    effects : tuple of Effect
        One for each outcome that both record.
    notes : tuple of str
        What a reader should know.
    """

    a: str
    b: str
    changed: tuple[str, ...]
    shared_points: int
    points: tuple[int, int]
    paired: bool
    effects: tuple[Effect, ...]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        lines = [f"{self.b} compared with {self.a}, at {self.shared_points} points that both have"]
        lines += [f"  {line}" for line in (*self.changed, *self.notes)]
        return "\n".join([*lines, *(repr(each.difference) for each in self.effects)])


def compare(a: Results | str | Path, b: Results | str | Path) -> Comparison:
    """What was changed from one experiment to another, and the difference that it makes.

    Points are twins where every key that either experiment varies has the same value in both; all that is held
    fixed may differ, and that is what is compared. Differences are taken between twins and averaged, as by
    `bondsim.analysis.contrast`: replicate by replicate where both have common luck of the same seed, of
    independent groups otherwise; over the draws where both have the same draws of what is uncertain. Experiments
    that are not finished are compared as far as they are.

    Parameters
    ----------
    a, b
        Results, or their folders. The differences are `b` minus `a`.

    Raises
    ------
    ResultsError
        If they cannot be compared: of different scenarios, without an outcome or a point in common.
    """
    left, right = (each if isinstance(each, Results) else Results(Path(each)) for each in (a, b))
    _require_one_scenario(left, right)
    shared = [name for name in left.outcomes if _same_outcome(left, right, name)]
    if not shared:
        raise ResultsError(
            f"{left.folder} and {right.folder} cannot be compared: they record no outcome in common "
            f"({', '.join(left.outcomes)}; {', '.join(right.outcomes)})"
        )
    names = _names(left, right)
    varied = list(dict.fromkeys([*left.factors, *right.factors]))
    twins = _twins(left, right, varied)
    paired = (left.manifest["seed"], left.manifest["pairing"]) == (right.manifest["seed"], "common")
    runs, points = _side_by_side(left, right, twins, varied, shared, names)
    drawn = _over_draws(left, right, twins, names)
    effects = [_effect(runs, points, name, names, paired, drawn) for name in shared]
    return Comparison(
        a=names[0],
        b=names[1],
        changed=tuple(_changed(left, right, varied)),
        shared_points=len(twins),
        points=(len(left.points), len(right.points)),
        paired=paired,
        effects=tuple(effects),
        notes=tuple(_notes(left, right, paired, varied)),
    )


def _require_one_scenario(left: Results, right: Results) -> None:
    if left.scenario != right.scenario:
        raise ResultsError(
            f"{left.folder} and {right.folder} cannot be compared: one is of the scenario "
            f"{printable(left.scenario)}, the other of {printable(right.scenario)}"
        )


def _same_outcome(left: Results, right: Results, name: str) -> bool:
    if name not in right.outcomes:
        return False
    one, other = left.describe(name), right.describe(name)
    return (one.kind, one.unit) == (other.kind, other.unit)


def _names(left: Results, right: Results) -> tuple[str, str]:
    names = left.folder.resolve().name, right.folder.resolve().name
    if names[0] == names[1]:
        names = str(left.folder), str(right.folder)
    return names if names[0] != names[1] else (f"{names[0]} (A)", f"{names[1]} (B)")


def _constant(results: Results, key: str) -> Any:
    """Value of a key that an experiment does not vary; None where there is no such key."""
    fixed: Mapping[str, Any] = results.manifest["fixed"]
    return fixed[key] if key in fixed else results.config.get("defaults", {}).get(key)


def _twins(left: Results, right: Results, varied: list[str]) -> pd.DataFrame:
    """Points that agree in every key that either varies: columns `point_a`, `point_b` and these keys."""
    if not varied:
        import pandas as pd

        return pd.DataFrame({"point_a": [0], "point_b": [0]})
    tables = []
    for results in (left, right):
        table = results.points.copy()
        for key in varied:
            if key not in table:
                table[key] = _constant(results, key)
        tables.append(table)
    twins = tables[0].merge(tables[1], on=varied, suffixes=("_a", "_b"))
    if twins.empty:
        raise ResultsError(
            f"{left.folder} and {right.folder} cannot be compared: no point of the one has the settings of a "
            f"point of the other; {_apart(left, right, varied)}"
        )
    return twins


def _apart(left: Results, right: Results, varied: list[str]) -> str:
    """A key whose levels have nothing in common, if there is one, in words."""
    for key in varied:
        one, other = _levels(left, key), _levels(right, key)
        if not set(one) & set(other):
            return f"{key} is {_told(one)} in the one and {_told(other)} in the other"
    return f"they differ in how {', '.join(varied)} are combined"


def _side_by_side(
    left: Results,
    right: Results,
    twins: pd.DataFrame,
    varied: list[str],
    outcomes: list[str],
    names: tuple[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs and points of both as one experiment, of which the factor `EXPERIMENT` says from which they are."""
    import pandas as pd

    runs, points = [], []
    for i, (results, side) in enumerate(zip((left, right), ("point_a", "point_b"), strict=True)):
        number = pd.Series(range(i, 2 * len(twins), 2), index=twins[side].to_numpy())
        mine = results.runs[["point", "replicate", *outcomes]]
        mine = mine[mine["point"].isin(number.index)]
        runs.append(mine.assign(point=mine["point"].map(number)))
        points.append(twins[varied].assign(point=number.to_numpy(), **{EXPERIMENT: names[i]}))
    return pd.concat(runs, ignore_index=True), pd.concat(points, ignore_index=True)


@dataclass(frozen=True)
class _Drawn:
    """Twins where both experiments have the same draws: settings of the levers on either side, and their points.

    Attributes
    ----------
    settings : DataFrame
        `point` (number of the setting), the levers, and from which experiment it is.
    points : ndarray
        Number of the point of each draw at each setting, as in the runs side by side.
    block : int
        Rows of the draws that are one draw.
    is_shared : bool
        Whether a replicate meets the same luck at all draws.
    """

    settings: pd.DataFrame
    points: NDArray[np.int64]
    block: int
    is_shared: bool


def _over_draws(left: Results, right: Results, twins: pd.DataFrame, names: tuple[str, str]) -> _Drawn | None:
    """The twins by lever and draw; None where nothing is uncertain, or the draws are not the same."""
    import pandas as pd

    said = left.config.get("draws")
    if said is None or said != right.config.get("draws"):
        return None
    sample = Sample.from_json(said)
    levers = [key for key in twins.columns if key not in (*sample.factors, "point_a", "point_b")]
    by_setting: dict[Any, dict[Any, int]] = {}
    for number, row in enumerate(twins.to_dict("records")):
        here = by_setting.setdefault(tuple(row[key] for key in levers), {})
        here[tuple(row[key] for key in sample.factors)] = number
    rows: list[dict[str, Any]] = []
    points = []
    for setting, where in by_setting.items():
        for side, name in enumerate(names):
            rows.append({"point": len(rows), **dict(zip(levers, setting, strict=True)), EXPERIMENT: name})
            points.append([2 * where[row] + side for row in sample.rows])
    pairings = {left.manifest["pairing"], right.manifest["pairing"]}
    return _Drawn(pd.DataFrame(rows), np.array(points, np.int64), sample.block, "common" in pairings)


def _effect(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcome: str,
    names: tuple[str, str],
    paired: bool,
    drawn: _Drawn | None,
) -> Effect:
    from bondsim.analysis import contrast, contrast_over_draws

    if drawn is None:
        found = contrast(runs, points, outcome, EXPERIMENT, *names, paired=paired)
    else:
        found = contrast_over_draws(
            runs, drawn.settings, drawn.points, outcome, EXPERIMENT, *names,
            paired=drawn.is_shared, block=drawn.block,
        )  # fmt: skip
        found = replace(found, paired=paired)
    values = runs[outcome].astype("Float64").astype(float)
    table = runs.assign(value=values, cell=runs["point"] // 2, side=runs["point"] % 2)
    sides = table.pivot_table("value", ["cell", "replicate"], "side", dropna=False).reindex(columns=[0, 1])
    if paired:
        sides = sides.dropna()
    cells = sides.groupby("cell").agg(["mean", "count"])
    least = 1 if runs[outcome].dtype.kind == "b" else 2
    kept = cells[(cells[0, "count"] >= least) & (cells[1, "count"] >= least)]
    return Effect(outcome, float(kept[0, "mean"].mean()), float(kept[1, "mean"].mean()), found)


def _changed(left: Results, right: Results, varied: list[str]) -> list[str]:
    """A line for each thing that differs."""
    one, other = left.config, right.config
    moved = [key for key in varied if _levels(left, key) != _levels(right, key)]
    keys = moved + _held(left, right, varied)
    lines = [f"{key}: {_told(_levels(left, key))} -> {_told(_levels(right, key))}" for key in keys]
    for name in ("seed", "pairing", "replicates", "record", "agents"):
        lines += _within(name, one.get(name), other.get(name))
    return lines


def _held(left: Results, right: Results, varied: list[str]) -> list[str]:
    """Keys that neither varies and that have another value in the other."""
    keys = dict.fromkeys([*left.manifest["fixed"], *right.manifest["fixed"]])
    keys |= dict.fromkeys(key for each in (left, right) for key in each.config.get("defaults", {}))
    return [key for key in keys if key not in varied and _levels(left, key) != _levels(right, key)]


def _same_model(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return (one["rules"], one["bondsim"]) == (other["rules"], other["bondsim"])


def _within(name: str, was: Any, now: Any) -> list[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        keys = dict.fromkeys([*was, *now])
        return [line for key in keys for line in _within(f"{name}.{key}", was.get(key), now.get(key))]
    return [f"{name}: {canonical(was)} -> {canonical(now)}"] if was != now else []


def _levels(results: Results, key: str) -> list[Any]:
    """Levels of a key, in the order of the design; a single one where it is not varied, none without the key."""
    if key in results.factors:
        return [*dict.fromkeys(row[key] for row in results.point_rows())]
    value = _constant(results, key)
    return [] if value is None else [value]


def _told(levels: list[Any]) -> str:
    if not levels:
        return GONE
    if len(levels) > MOST_LEVELS:
        numbers = [level for level in levels if isinstance(level, int | float)]
        ends = f" from {min(numbers):.6g} to {max(numbers):.6g}" if len(numbers) == len(levels) else ""
        return f"{len(levels)} levels{ends}"
    texts = [f"{level:.6g}" if isinstance(level, float) else str(level) for level in levels]
    return ", ".join(texts)


def _notes(left: Results, right: Results, paired: bool, varied: list[str]) -> list[str]:
    notes = []
    for results in (left, right):
        if not results.finished:
            status = results.status()
            notes.append(f"{results.folder} is not finished: {status.done} of {status.total} runs are there")
        if failed := results.manifest["failed"]:
            notes.append(f"{results.folder} has {failed} failed runs")
    one, other = left.manifest, right.manifest
    if one["scenario"]["digest"] != other["scenario"]["digest"]:
        notes.append(f"the scenario {left.scenario} itself was changed between them")
    if not _same_model(one, other):
        notes.append(
            f"they were made by two versions of the model (bondsim {printable(one['bondsim'])}, rules "
            f"{printable(one['rules'])[:12]}; bondsim {printable(other['bondsim'])}, rules "
            f"{printable(other['rules'])[:12]}): the differences are also theirs"
        )
    if paired and _same_model(one, other) and not _held(left, right, varied):
        notes.append("what both have are the same runs: nothing that decides them was changed")
    if not paired:
        notes.append("their luck is not common, so the runs are compared as independent groups")
    return notes
