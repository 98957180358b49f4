"""Figures and tables of a report: PNG in the page itself, and the numbers as text."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bondsim.experiments.planning.plan import PlotSpec
from bondsim.experiments.reading.drawing import OVER_DRAWS
from bondsim.plots.kinds import FACTOR, KINDS, OUTCOME
from bondsim.plots.levels import level_text

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.experiments.results import Results

MAX_ROWS = 150  # of a table; the rest is in the folder's own tables
BROAD = 1.7  # times as wide as high: such a figure is scrolled, not shrunk, on a phone
TITLES = {name: name.capitalize() for name in KINDS} | {
    "response": "Response curve",
    "heatmap": "Heat map",
    "tradeoff": "Trade-off",
    "difference": "Differences",
    "pareto": "Pareto front",
    "fan": "Fan chart",
    "survival": "Survival curve",
    "starts": "Map of start cells",
    "morris": "Morris plane",
    "sobol": "Sobol indices",
}


def figures(results: Results) -> list[dict[str, Any]]:
    """The figures of the config, as PNG in the file itself, each with its numbers."""
    specs = [PlotSpec(**spec) for spec in results.config.get("plots", [])]
    return [found for spec in specs if (found := _figure(results, spec)) is not None]


def _figure(results: Results, spec: PlotSpec) -> dict[str, Any] | None:
    from bondsim.plots import data, draw

    try:
        figure = draw(results.over_draws if spec.kind in OVER_DRAWS else results, spec)
    except ValueError as error:
        return {"title": _caption(spec), "image": "", "missing": str(error), "broad": False, "table": None}
    image = BytesIO()
    figure.savefig(image, format="png", dpi=150, metadata={"Software": None})
    return {
        "title": _caption(spec),
        "image": b64encode(image.getvalue()).decode("ascii"),
        "missing": "",
        "broad": figure.get_figwidth() > BROAD * figure.get_figheight(),
        "table": table(data(figure)),
    }


def _caption(spec: PlotSpec) -> str:
    """What a figure shows, in words: it stands for the picture where that cannot be seen."""
    options = KINDS[spec.kind].options
    outcomes = [
        getattr(spec, name) for name, what in options.items() if what == OUTCOME and getattr(spec, name)
    ]
    factors = [
        getattr(spec, name) for name, what in options.items() if what == FACTOR and getattr(spec, name)
    ]
    others = [
        getattr(spec, name)
        for name, what in options.items()
        if what not in (OUTCOME, FACTOR, "best") and getattr(spec, name)
    ]
    shown = " and ".join([*outcomes, *others])
    return f"{TITLES[spec.kind]}: {shown}" + (f" by {' and '.join(factors)}" if factors else "")


def table(frame: pd.DataFrame) -> dict[str, Any]:
    """A table as text, cut where it is long."""
    shown = frame.head(MAX_ROWS)
    rows = [[cell(value) for value in row] for row in shown.itertuples(index=False, name=None)]
    return {"head": [str(name) for name in frame.columns], "rows": rows, "left": len(frame) - len(shown)}


def cell(value: object) -> str:
    """A value as text, numbers with three digits that count."""
    if value is None or value != value:
        return "–"
    try:
        return level_text(value) if not isinstance(value, float) else f"{value:.3g}"
    except (TypeError, ValueError):
        return str(value)
