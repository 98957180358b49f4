"""What stands beside the data: axis labels with units, titles, and the line that says n and interval."""

from __future__ import annotations

import pandas as pd

from bondsim.plots import style
from bondsim.plots.tables import Source

METHODS = {"wilson": "Wilson", "student": "Student", "hall": "Student, skewness-corrected"}
LETTER_PT = 10.0  # size of an axis label
MAX_LINES = 2  # of a description beside an axis; a longer one is left out


def key(results: Source, name: str) -> str:
    """A factor's name and unit."""
    unit = results.describe(name).unit
    return f"{name} ({unit})" if unit else name


def axis(results: Source, name: str, length_in: float) -> str:
    """Label of a factor's axis of `length_in` inches: what it means, its name and its unit."""
    lines = style.wrapped(sentence(results.describe(name).description), length_in, LETTER_PT)
    return "\n".join([*(lines if len(lines) <= MAX_LINES else []), key(results, name)])


def measure(results: Source, outcome: str) -> str:
    """Label of an outcome's axis: a share of runs, or a mean with its unit."""
    about = results.describe(outcome)
    if about.kind == "boolean":
        return f"{outcome} (share of runs)"
    return f"{outcome} (mean, {about.unit})" if about.unit else f"{outcome} (mean)"


def meaning(results: Source, outcome: str) -> str:
    """The outcome and its definition, as one line under the title."""
    about = results.describe(outcome)
    text = about.description.strip().rstrip(".")
    return f"{outcome}: {text}" if text else outcome


def footer(results: Source, rows: pd.DataFrame, note: str = "") -> str:
    """What a reader must know of the estimates in `rows`: n, kind of interval, what is missing, whence."""
    n = rows["n"].fillna(0).astype(int)
    parts = [f"n = {_span(n)} {'run' if n.max() == 1 else 'runs'} a point"]
    methods = [METHODS.get(str(name), str(name)) for name in pd.unique(rows["method"].dropna())]
    parts.append("95 % intervals" + (f" ({', '.join(methods)})" if methods else ""))
    missing = rows["missing"].fillna(0).astype(int)
    if missing.max() > 0:
        parts.append(f"runs without a value, not counted: {_span(missing)} a point")
    begin = (
        "Simulated results of a model" if results.finished else "NOT FINISHED: simulated results of a model"
    )
    whence = f"Scenario {results.scenario}, results {results.folder.resolve().name}."
    return " ".join(filter(None, (f"{begin}; {'; '.join(parts)}.", note, whence)))


def sentence(text: str) -> str:
    """`text` without its full stop, beginning with a capital letter."""
    text = " ".join(text.split()).rstrip(".")
    return text[:1].upper() + text[1:]


def _span(counts: pd.Series) -> str:
    low, high = int(counts.min()), int(counts.max())
    return f"{low}" if low == high else f"{low} to {high}"
