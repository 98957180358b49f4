"""What an outcome of an experiment hangs on: its Morris or Saltelli points as arrays, and their indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.documents import nearest
from bondsim.experiments.points.sampling import Sample

if TYPE_CHECKING:
    from bondsim.analysis import Sensitivity
    from bondsim.experiments.results import Results

KINDS = ("morris", "saltelli")


def sample_of(results: Results) -> Sample:
    """The Morris or Saltelli points of an experiment: those of what is uncertain, else of the levers.

    Raises
    ------
    ValueError
        If the design has none.
    """
    config = results.config
    for name in ("draws", "sample"):
        if config.get(name, {}).get("kind") in KINDS:
            return Sample.from_json(config[name])
    raise ValueError(
        f"{results.folder}: its design has no points for sensitivity indices; want design: morris or "
        "saltelli, or the same under draws; effects of single factors are in bondsim show"
    )


def sensitivity(
    results: Results,
    outcome: str,
    *,
    contrast: tuple[str, Any, Any] | None = None,
    at: Mapping[str, Any] | None = None,
) -> Sensitivity:
    """See `Results.sensitivity`."""
    from bondsim.analysis import morris_effects, sobol_indices
    from bondsim.analysis.draws import table_of_runs

    if outcome not in results.outcomes:
        raise ValueError(f"no outcome {outcome!r}{nearest(outcome, results.outcomes)}")
    sample = sample_of(results)
    paired = results.manifest["pairing"] == "common"
    table = table_of_runs(results.runs, outcome, len(results.points))
    name = outcome
    if contrast is None:
        values = _mean(table, _rows(results, sample, at or {}))
    else:
        factor, a, b = contrast
        sides = [_mean(table, _rows(results, sample, {**(at or {}), factor: level})) for level in (a, b)]
        values, name = sides[1] - sides[0], f"{outcome}, {factor} from {a} to {b}"
    values = values.reshape(-1, sample.block, values.shape[1])
    if sample.kind == "morris":
        steps = np.array(sample.steps).reshape(-1, sample.block, len(sample.factors))
        return morris_effects(values, steps, sample.factors, outcome=name, paired=paired)
    return sobol_indices(
        values, sample.factors, second_order=sample.second_order, outcome=name, paired=paired
    )


def _mean(table: NDArray[np.float64], points: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over the settings of the other factors, shape (rows, replicates); NaN where one has no value."""
    return table[points].mean(axis=0)


def _rows(results: Results, sample: Sample, at: Mapping[str, Any]) -> NDArray[np.int64]:
    """Design point of each row at each setting of the other factors where `at` holds, shape (settings, rows)."""
    others = [name for name in results.factors if name not in sample.factors]
    for name in at:
        if name not in others:
            known = f"; others are {', '.join(others)}" if others else "; there is no other factor"
            raise ValueError(f"{name} is no factor beside those of the indices{known}")
    settings: dict[Any, dict[Any, int]] = {}
    for row in results.points.to_dict("records"):
        if all(_same(row[name], value) for name, value in at.items()):
            here = settings.setdefault(tuple(row[name] for name in others), {})
            here[tuple(row[name] for name in sample.factors)] = int(row["point"])
    if not settings:
        asked = ", ".join(f"{name} = {value}" for name, value in at.items())
        raise ValueError(f"no point has {asked}; levels: {_levels(results, [*at])}")
    return np.array([[where[row] for row in sample.rows] for where in settings.values()], np.int64)


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, float) and isinstance(wanted, int | float):
        return bool(np.isclose(value, wanted, rtol=1e-9, atol=1e-12))
    return bool(value == wanted)


def _levels(results: Results, names: Sequence[str]) -> str:
    found = (
        f"{name} {', '.join(str(v) for v in results.points[name].drop_duplicates()[:12])}" for name in names
    )
    return "; ".join(found)
