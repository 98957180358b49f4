"""The table of finalists: their estimates on fresh luck, what they gain, and how much too good the search was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsim.analysis import Interval, mean_interval, paired_difference, unpaired_difference
from bondsim.analysis.fronts import fronts
from bondsim.experiments.reading.over_draws import OverDraws
from bondsim.experiments.search.spec import MINIMISE

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.experiments.results import Results
    from bondsim.experiments.search.found import Found


def table(found: Found) -> pd.DataFrame:
    """The rows of `bondsim.experiments.search.found.Found.front`."""
    import pandas as pd

    fresh = found.fresh
    told = OverDraws(fresh) if fresh.uncertain else fresh
    summary = {(row["point"], row["outcome"]): row for row in _rows(told.summary)}
    settings = {int(row["point"]): {key: row[key] for key in found.levers} for row in _rows(told.points)}
    by_setting = {tuple(setting.values()): point for point, setting in settings.items()}
    reference = by_setting.get(tuple(found.reference[key] for key in found.levers))
    finalists = {
        by_setting[tuple(each["point"][key] for key in found.levers)]: each
        for each in found.about["finalists"]
    }
    rows: list[dict[str, Any]] = []
    for point in dict.fromkeys([*finalists, *([] if reference is None else [reference])]):
        known = finalists.get(point)
        row: dict[str, Any] = {
            "trial": known["trial"] if known else pd.NA,
            "point": point,
            "front": bool(known and known["front"]),
            "reference": point == reference,
            **settings[point],
        }
        for name, way in found.objectives.items():
            estimate = summary[point, name]
            gain = (
                None if reference in (None, point) else _difference(fresh, name, int(reference or 0), point)
            )
            knew = (
                known["search"] if known else found.about["reference_search"] if point == reference else None
            )
            told_by_search = knew[name] if knew else np.nan
            row |= {
                name: estimate["estimate"],
                f"{name}_low": estimate["low"],
                f"{name}_high": estimate["high"],
                f"{name}_n": int(estimate["n"]),
                f"{name}_gain": gain.estimate if gain else np.nan,
                f"{name}_gain_low": gain.low if gain else np.nan,
                f"{name}_gain_high": gain.high if gain else np.nan,
                f"{name}_search": told_by_search,
                f"{name}_optimism": (told_by_search - estimate["estimate"]) * (-1 if way == MINIMISE else 1),
            }
        rows.append(row)
    frame = pd.DataFrame(rows).astype({"trial": "Int64"})
    signs = [1.0 if way == MINIMISE else -1.0 for way in found.objectives.values()]
    dominated = fronts(frame[[*found.objectives]].to_numpy(float) * signs) > 0
    frame.insert(3, "dominated", dominated)
    return frame


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _difference(fresh: Results, outcome: str, a: int, b: int) -> Interval:
    """Outcome at setting b minus outcome at setting a, on fresh luck; over draws the draw is the unit."""
    if fresh.uncertain:
        draws = OverDraws(fresh).draws
        sides = [np.array([_values(fresh, outcome, int(p)) for p in draws[k]]) for k in (a, b)]
        left, right = (np.nanmean(side, axis=1) for side in sides)
        return mean_interval(right - left)
    share = fresh.describe(outcome).kind == "boolean"
    left, right = _values(fresh, outcome, a), _values(fresh, outcome, b)
    if fresh.manifest["pairing"] != "common":
        return unpaired_difference(left, right, share=share)
    n = min(left.size, right.size)
    return paired_difference(left[:n], right[:n], share=share)


def _values(fresh: Results, outcome: str, point: int) -> NDArray[np.float64]:
    """Values of an outcome at a design point, in the order of replicates."""
    rows = fresh.runs.loc[fresh.runs["point"] == point, outcome]
    return np.asarray(rows.astype("Float64").to_numpy(float, na_value=np.nan), float)
