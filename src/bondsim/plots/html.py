"""Results and runs as a notebook shows them: tables with units, and a small figure. Every text is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from contextlib import suppress
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from bondsim.plots.labels import key, measure
from bondsim.plots.levels import level_text
from bondsim.plots.tables import Source

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from bondsim.plots.figure import Spec
    from bondsim.plots.runs import SingleRun

MOST_POINTS = 8
MOST_OUTCOMES = 3
WIDTH_PX = 860
DPI = 90
CELL = "text-align: left; white-space: nowrap"


def results_html(results: Source, state: str, outcomes: Sequence[str], spec: Spec | None) -> str:
    """An experiment's results: its question, its first points with estimates and intervals, and a figure.

    Parameters
    ----------
    results
        Where the tables are read from.
    state
        How far they are, in words.
    outcomes
        Recorded outcomes, those that matter most first.
    spec
        The figure, if there is one.

    Returns
    -------
    str
        HTML that needs nothing from elsewhere.
    """
    shown = list(outcomes)[:MOST_OUTCOMES]
    points = results.points.head(MOST_POINTS)
    factors = [str(name) for name in points.columns if name != "point"]
    summary = results.summary[results.summary["outcome"].isin(shown)].set_index(["point", "outcome"])
    rows = []
    for row in points.to_dict("records"):
        cells = [level_text(row[name]) for name in ("point", *factors)]
        for outcome in shown:
            at = (row["point"], outcome)
            cells.append(_interval(summary.loc[at]) if at in summary.index else "no runs yet")
        rows.append(cells)
    heads = ["point", *(key(results, name) for name in factors), *(measure(results, name) for name in shown)]
    parts = [f"<b>{escape(results.question or results.folder.name)}</b>", f"<div>{escape(state)}</div>"]
    parts.append(_table(heads, rows))
    left = len(results.points) - len(points)
    others = len(outcomes) - len(shown)
    more = [f"{left} more points"] * (left > 0) + [f"{others} more outcomes"] * (others > 0)
    note = "Simulated results of a model; in brackets 95 % intervals."
    parts.append(f"<div>{escape(' '.join([note, *(f'And {text}.' for text in more)]))}</div>")
    if spec is not None:
        from bondsim.plots.figure import draw

        with suppress(ValueError):  # of results that are not finished it may not be possible yet
            parts.append(_image(draw(results, spec), f"Figure of {results.folder.name}"))
    return _framed(parts)


def run_html(run: SingleRun, outcomes: Iterable[tuple[str, object, str, str]], figure: Figure | None) -> str:
    """One run: its outcomes with units and meaning, and its states over time.

    Parameters
    ----------
    run
        The run.
    outcomes
        Name, value (None where it is missing), unit and meaning of each.
    figure
        Its states over time, if they were recorded.
    """
    settings = ", ".join(f"{name} = {level_text(value)}" for name, value in run.settings.items())
    heading = f"{run.scenario.name}, seed {run.seed}, replicate {run.replicate}"
    rows = [(name, _value(value, unit), text) for name, value, unit, text in outcomes]
    table = _table(("outcome", "value", "meaning"), rows)
    parts = [
        f"<b>{escape(heading)}</b>",
        f"<div>{escape(settings or 'all at its default')}</div>",
        f"<details><summary>outcomes of this simulated run</summary>{table}</details>",
    ]
    if figure is not None:
        parts.insert(2, _image(figure, f"States over time of {heading}"))
    return _framed(parts)


def _interval(row: pd.Series[Any]) -> str:
    if pd.isna(row["estimate"]):
        return "no value"
    bounds = "" if pd.isna(row["low"]) else f" [{row['low']:.3g}, {row['high']:.3g}]"
    return f"{row['estimate']:.3g}{bounds}, n = {row['n']}"


def _value(value: object, unit: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = f"{value:.4g}" if isinstance(value, float) else str(value)
    return f"{said} {unit}".rstrip()


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th style='text-align: left'>{escape(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td style='{CELL}'>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _image(figure: Figure, about: str) -> str:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    data = b64encode(out.getvalue()).decode()
    return f"<img src='data:image/png;base64,{data}' alt='{escape(about, quote=True)}' style='max-width: {WIDTH_PX}px'>"


def _framed(parts: Iterable[str]) -> str:
    """All parts together; a dollar in them is no mathematics."""
    return f"<div class='tex2jax_ignore mathjax_ignore'>{''.join(parts)}</div>"
