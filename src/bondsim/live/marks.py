"""A sweep as marks to click: cells where levels cross, points elsewhere; plain numbers for the browser to draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from bondsim.experiments.results import Results
from bondsim.plots import style
from bondsim.plots.labels import key, measure
from bondsim.plots.levels import level_text, level_texts
from bondsim.plots.tables import is_numeric, levels

WIDTH, HEIGHT = 860.0, 520.0
LEFT, RIGHT, TOP, BOTTOM = 92.0, 96.0, 14.0, 58.0
MOST_LEVELS = 40  # of a factor that is laid out in cells
WRITTEN = 220  # cells; where there are more, no number stands in them
MOST_MARKS = 4000
RADIUS = 6.0


@dataclass(frozen=True)
class Sheet:
    """What the browser draws, in the units of a sheet of 860 x 520.

    Attributes
    ----------
    marks : list of dict
        `id` (design point), `x`, `y`, `w`, `h` (0 for a round mark), `fill`, `ink`, `said` and `half` (the estimate
        and half of its interval, as they stand in a cell), `text` (all of it in words).
    x_ticks, y_ticks : list of dict
        `at` and `text`.
    x_label, y_label, colour_label : str
        What stands beside the axes and the scale of colours.
    scale : list of dict
        `at` (0 to 1), `fill`: colours from low to high.
    low, high : str
        Ends of that scale.
    left_out : int
        Points that are not drawn, since they have no value or are too many.
    """

    marks: list[dict[str, Any]]
    x_ticks: list[dict[str, Any]]
    y_ticks: list[dict[str, Any]]
    x_label: str
    y_label: str
    colour_label: str
    scale: list[dict[str, Any]]
    low: str
    high: str
    left_out: int


def estimates_by_point(results: Results) -> pd.DataFrame:
    """Points with their factors, and for each outcome its estimate under its name."""
    wide = results.summary.pivot(index="point", columns="outcome", values="estimate")
    return results.points.set_index("point").join(wide)


def sheet(results: Results, x: str, y: str, colour: str, at: Mapping[str, Any]) -> Sheet:
    """Lay out the points of a sweep.

    Parameters
    ----------
    results
        The results.
    x, y, colour
        Factors or outcomes: along, up, and as colour.
    at
        Levels of other factors; only points that have them are shown.

    Returns
    -------
    Sheet
        Cells where `x` and `y` are factors whose levels cross in one point each, else a mark at its place for each.

    Raises
    ------
    KeyError
        If a name is neither varied nor recorded.
    """
    table = estimates_by_point(results)
    for name, level in at.items():
        table = table[table[name] == level]
    for name in (x, y, colour):
        results.describe(name)
    all_there = len(table)
    table = table.dropna(subset=list(dict.fromkeys((x, y, colour)))).head(MOST_MARKS)
    shades = _Shades(results, colour, table)
    cells = _in_cells(results, x, y, table)
    across, x_ticks = _axis(results, x, table, LEFT, WIDTH - RIGHT, banded=cells)
    up, y_ticks = _axis(results, y, table, HEIGHT - BOTTOM, TOP, banded=cells)
    width = (WIDTH - LEFT - RIGHT) / max(len(x_ticks), 1) if cells else 0.0
    height = (HEIGHT - TOP - BOTTOM) / max(len(y_ticks), 1) if cells else 0.0
    about = _About(results)
    marks = []
    for point, row in table.iterrows():
        number = int(str(point))
        fill = shades.of(row[colour])
        half = about.half_width(number, colour) if cells else ""
        said = _number(row[colour]) if cells and len(table) <= WRITTEN and colour in results.outcomes else ""
        marks.append(
            {
                "id": number,
                "x": across(row[x]) - width / 2,
                "y": up(row[y]) - height / 2,
                "w": width,
                "h": height,
                "fill": fill,
                "ink": "#000000" if _lightness(fill) > 0.55 else "#ffffff",
                "said": said,
                "half": half,
                "text": about.say(number, row, colour),
            }
        )
    return Sheet(
        marks,
        x_ticks,
        y_ticks,
        _label(results, x),
        _label(results, y),
        _label(results, colour),
        [{"at": k / 20, "fill": _shade(k / 20)} for k in range(21)],
        shades.low_text,
        shades.high_text,
        all_there - len(table),
    )


def _in_cells(results: Results, x: str, y: str, table: pd.DataFrame) -> bool:
    """Whether both are factors with few levels, mostly crossed, that name each point once: no sample of a space."""
    both = [name for name in (x, y) if name in results.factors]
    if len(both) < 2 or x == y or table.duplicated([x, y]).any():
        return False
    columns, lines = table[x].nunique(), table[y].nunique()
    return max(columns, lines) <= MOST_LEVELS and 2 * len(table) >= columns * lines


def _axis(
    results: Results, name: str, table: pd.DataFrame, start: float, end: float, *, banded: bool
) -> tuple[Any, list[dict[str, Any]]]:
    """Where values lie along an axis, and its ticks."""
    ordered = name in results.factors and (banded or not is_numeric(results, name))
    if ordered:
        there = [level for level in levels(results, name) if level in set(table[name])]
        step = (end - start) / max(len(there), 1)
        places = {level: start + (k + 0.5) * step for k, level in enumerate(there)}
        ticks = [
            {"at": places[level], "text": text} for level, text in zip(there, level_texts(there), strict=True)
        ]
        return places.__getitem__, ticks
    values = table[name].astype(float)
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    margin = 0.04 * (high - low) or 0.5 * abs(high) or 0.5
    low, high = low - margin, high + margin

    def place(value: Any) -> float:
        return start + (float(value) - low) / (high - low) * (end - start)

    found = [t for t in MaxNLocator(6).tick_values(low, high) if low <= t <= high]
    return place, [{"at": place(t), "text": level_text(round(float(t), 10))} for t in found]


class _Shades:
    """Colours of values: by number, or by level where a factor is none."""

    def __init__(self, results: Results, name: str, table: pd.DataFrame) -> None:
        self.order: dict[Any, float] = {}
        if name in results.factors and not is_numeric(results, name):
            there = levels(results, name)
            self.order = {level: k / max(len(there) - 1, 1) for k, level in enumerate(there)}
            self.low_text, self.high_text = level_text(there[0]), level_text(there[-1])
            return
        values = table[name].astype(float)
        self.low, self.high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
        if name in results.outcomes and results.describe(name).kind == "boolean":
            self.low, self.high = 0.0, 1.0
        self.low_text, self.high_text = _number(self.low), _number(self.high)

    def of(self, value: Any) -> str:
        if self.order:
            return _shade(self.order[value])
        span = self.high - self.low
        return _shade((float(value) - self.low) / span if span > 0 else 0.5)


def _shade(share: float) -> str:
    return mpl.colors.to_hex(mpl.colormaps[style.COLOUR_MAP](share))


def _lightness(colour: str) -> float:
    red, green, blue = mpl.colors.to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _label(results: Results, name: str) -> str:
    return key(results, name) if name in results.factors else measure(results, name)


def _number(value: Any) -> str:
    number = float(value)
    return f"{number:.2f}" if abs(number) < 10 else f"{number:.4g}"


class _About:
    """What is said of a point: its levels, and the estimate of an outcome with interval and n."""

    def __init__(self, results: Results) -> None:
        self.factors = results.factors
        columns = ["point", "outcome", "estimate", "low", "high", "n"]
        rows = results.summary[columns].itertuples(index=False, name=None)
        self.rows = {(int(p), str(o)): (float(e), float(a), float(b), int(n)) for p, o, e, a, b, n in rows}

    def half_width(self, point: int, outcome: str) -> str:
        """Half of the interval; empty where there is none."""
        _, low, high, _ = self.rows.get((point, outcome), (0.0, np.nan, np.nan, 0))
        return "" if np.isnan(high - low) else f"{(high - low) / 2:.2g}"

    def say(self, point: int, row: Any, outcome: str) -> str:
        """All of it in words."""
        said = f"point {point}: " + ", ".join(f"{name} = {level_text(row[name])}" for name in self.factors)
        if (point, outcome) not in self.rows:
            return said
        estimate, low, high, n = self.rows[point, outcome]
        interval = "" if np.isnan(low) else f" [{_number(low)}, {_number(high)}]"
        return f"{said}; {outcome} {_number(estimate)}{interval}, n = {n}"
