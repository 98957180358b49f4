"""What stands beside the data: axis labels with units, titles, and the line that says n and interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from bondsim.plots import style
from bondsim.plots.tables import Source, points_at, uncertain

METHODS = {"wilson": "Wilson", "student": "Student", "hall": "Student, skewness-corrected"}
LETTER_PT = 10.0  # size of an axis label
LETTER_SHARE = 0.62  # width of a letter, of its size
MAX_LINES = 2  # of a description beside an axis; a longer one is left out


def key(results: Source, name: str) -> str:
    """A factor's name and unit."""
    unit = results.describe(name).unit
    return f"{name} ({unit})" if unit else name


def axis(results: Source, name: str, length_in: float) -> str:
    """Label of a factor's axis of `length_in` inches: what it means, its name and its unit."""
    lines = style.wrapped(sentence(results.describe(name).description), length_in, LETTER_PT)
    return "\n".join([*(lines if len(lines) <= MAX_LINES else []), key(results, name)])


def beside(ax: Axes, named: Iterable[tuple[str, float, float]], size: float = 8.5) -> None:
    """Names beside points, at the first of their four corners where no name before them stands.

    Parameters
    ----------
    ax
        Axes with their limits set.
    named
        Name, x and y of each point, in the units of the axes.
    size
        Of the letters, points.
    """
    taken: list[Bbox] = []
    point_px = ax.figure.dpi / 72
    for name, x, y in named:
        at = ax.transData.transform((x, y)) / point_px
        corners = []
        for dx, dy in ((6, 6), (6, -6), (-6, 6), (-6, -6)):
            left = at[0] + dx - (LETTER_SHARE * size * len(name) if dx < 0 else 0)
            foot = at[1] + dy - (size if dy < 0 else 0)
            box = Bbox.from_bounds(left, foot, LETTER_SHARE * size * len(name), size)
            corners.append((sum(box.overlaps(other) for other in taken), dx, dy, box))
        _, dx, dy, box = min(corners, key=lambda corner: corner[0])
        taken.append(box)
        ax.annotate(
            name, (x, y), xytext=(dx, dy), textcoords="offset points", size=size,
            ha="left" if dx > 0 else "right", va="bottom" if dy > 0 else "top",
        )  # fmt: skip


def words(name: str, unit: str = "") -> str:
    """A name as words, without the unit at its end: ``time to clear`` of ``time_to_clear_s``."""
    bare = name.removesuffix(f"_{unit}") if unit else name
    return bare.replace("_", " ")


def glossed(results: Source, name: str) -> str:
    """A factor and its meaning as a sentence of a footer; nothing where it has none."""
    text = " ".join(results.describe(name).description.split()).rstrip(".")
    return f"{name}: {text}." if text else ""


def measure(results: Source, outcome: str) -> str:
    """Label of an outcome's axis: a share of runs, or a mean with its unit."""
    about = results.describe(outcome)
    if about.kind == "boolean":
        return f"{words(outcome)} (share of runs)"
    inside = f"mean, {about.unit}" if about.unit else "mean"
    return f"{words(outcome, about.unit)} ({inside})"


def quantity(results: Source, outcome: str) -> str:
    """Label of an outcome of single runs, with its unit."""
    unit = results.describe(outcome).unit
    return f"{words(outcome, unit)} ({unit})" if unit else words(outcome)


def meaning(results: Source, outcome: str) -> str:
    """The outcome and its definition, as one line under the title."""
    about = results.describe(outcome)
    text = about.description.strip().rstrip(".")
    return f"{outcome}: {text}" if text else outcome


DAY_S = 86400.0
TIMES = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": DAY_S, "y": 365.25 * DAY_S}
ENOUGH = 3.0  # of a unit, for an axis to be written in it: 3 minutes and more are not told in seconds


def time_unit(span_s: float) -> tuple[str, float]:
    """The unit in which a time of `span_s` seconds is best told, and its seconds."""
    unit = [name for name, seconds in TIMES.items() if span_s >= ENOUGH * seconds]
    chosen = unit[-1] if unit else "s"
    return chosen, TIMES[chosen]


def readable(unit: str, span: float) -> tuple[str, float]:
    """The unit in which a quantity up to `span` is best told, and what to divide it by: other units of time."""
    if unit not in TIMES:
        return unit, 1.0
    chosen, seconds = time_unit(span * TIMES[unit])
    return chosen, seconds / TIMES[unit]


def footer(results: Source, rows: pd.DataFrame, note: str = "", counted: str = "runs a point") -> str:
    """What a reader must know of the estimates in `rows`: n, kind of interval, what is missing, whence.

    Parameters
    ----------
    results
        Where they come from.
    rows
        With `n`, `missing` and `method`.
    note
        What else to say.
    counted
        What n counts, and of what.
    """
    n = rows["n"].fillna(0).astype(int)
    what = "run a point" if counted == "runs a point" and n.max() == 1 else counted
    parts = [f"n = {_span(n)} {what}"]
    methods = [METHODS.get(str(name), str(name)) for name in pd.unique(rows["method"].dropna())]
    if "draws" in results.summary:
        parts.append(f"means over {_span(results.summary['draws'])} draws of what is uncertain")
    parts.append("95 % intervals" + (f" ({', '.join(methods)})" if methods else ""))
    missing = rows["missing"].fillna(0).astype(int)
    if missing.max() > 0:
        each, place = "pairs" if counted.startswith("pairs") else "runs", counted.rsplit(" a ", 1)[-1]
        parts.append(f"{each} without a value, not counted: {_span(missing)} a {place}")
    begin = (
        "Simulated results of a model" if results.finished else "NOT FINISHED: simulated results of a model"
    )
    whence = f"Scenario {results.scenario}, results {results.folder.resolve().name}."
    return " ".join(filter(None, (f"{begin}; {'; '.join(parts)}.", note, whence)))


def over_draws(results: Source, at: Mapping[str, object] | None) -> str:
    """Of figures of runs: that those of all draws of what is uncertain are taken together; empty where none are."""
    names = uncertain(results)
    draws = len(points_at(results, at)[names].drop_duplicates()) if names else 1
    if draws == 1:
        return ""
    return (
        f"Runs of {draws} draws of what is uncertain ({', '.join(names)}) are taken together; intervals are those "
        "of more runs at these draws, not of other draws."
    )


def sentence(text: str) -> str:
    """`text` without its full stop, beginning with a capital letter."""
    text = " ".join(text.split()).rstrip(".")
    return text[:1].upper() + text[1:]


def _span(counts: pd.Series) -> str:
    low, high = int(counts.min()), int(counts.max())
    return f"{low}" if low == high else f"{low} to {high}"
