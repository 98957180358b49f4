"""Whole figures: the question above, a panel for each combination of other factors, n and interval below."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bondsim.plots import labels, style
from bondsim.plots.heat_map import draw_heatmap, half_width, heatmap_data, is_written
from bondsim.plots.response_curve import add_legend, draw_response, response_data
from bondsim.plots.tables import Panel, Source, estimates, levels, panels, require_factor
from bondsim.plots.trade_off import draw_tradeoff, name_points, tradeoff_data

NewFigure = Callable[..., Figure]
MAX_PANELS = 12
TITLE_PT, TEXT_PT, SMALL_PT = 12.5, 9.5, 8.0


class Spec(Protocol):
    """A figure as a config asks for it."""

    @property
    def kind(self) -> str:
        """``response``, ``heatmap`` or ``tradeoff``."""

    @property
    def x(self) -> str:
        """Varied key on the horizontal axis; an outcome of a trade-off."""

    @property
    def y(self) -> str:
        """Outcome of a response curve or a trade-off; varied key on the vertical axis of a heat map."""

    @property
    def by(self) -> str | None:
        """Varied key with a line for each level of a response curve, a point for each of a trade-off."""

    @property
    def value(self) -> str | None:
        """Outcome of a heat map."""


def draw(results: Source, spec: Spec) -> Figure:
    """Draw the figure that `spec` describes, a panel for each combination of the factors it does not name.

    Parameters
    ----------
    results
        Where the tables are read from.
    spec
        ``response`` with `x`, `y` and perhaps `by`, ``heatmap`` with `x`, `y` and `value`, or ``tradeoff`` with
        the outcomes `x` and `y` and the factor `by`.

    Returns
    -------
    Figure
        Ready for ``savefig``. It is unknown to pyplot, so that a program may draw any number of them.

    Raises
    ------
    ValueError
        If the kind or a name is unknown, or if the figure would have more than 12 panels.
    """
    if spec.kind == "response":
        return _response(_file_figure, results, spec.x, spec.y, spec.by, None)
    if spec.kind == "heatmap" and spec.value is not None:
        return _heatmap(_file_figure, results, spec.x, spec.y, spec.value, None)
    if spec.kind == "tradeoff" and spec.by is not None:
        return _tradeoff(_file_figure, results, spec.x, spec.y, spec.by, None)
    raise ValueError(
        f"no such figure: {spec}; there are response (x, y, by), heatmap (x, y, value) and tradeoff (x, y, by)"
    )


def response(
    results: Source,
    x: str,
    y: str,
    by: str | None = None,
    *,
    at: Mapping[str, object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `y` against the factor `x`, a line for each level of `by`, with 95 % intervals.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, by
        Varied keys.
    y
        Name of a recorded outcome.
    at
        Levels of the other varied keys; needed where the design varies more than `x` and `by`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `response_data` gives the numbers.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    if ax is not None:
        draw_response(ax, results, x, y, by, at)
        ax.set(xlabel=labels.key(results, x), ylabel=labels.measure(results, y))
        if by:
            add_legend(ax, results, by)
        return ax
    response_data(results, x, y, by, at)  # refuse before a figure is made
    return _response(_pyplot_figure, results, x, y, by, Panel(dict(at or {}))).axes[0]


def heatmap(
    results: Source,
    x: str,
    y: str,
    value: str,
    *,
    at: Mapping[str, object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `value` over the factors `x` and `y`, each cell with its 95 % half-width and n.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Varied keys: the columns and the rows.
    value
        Name of a recorded outcome.
    at
        Levels of the other varied keys; needed where the design varies more than `x` and `y`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `heatmap_data` gives the numbers.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one cell.
    """
    if ax is not None:
        draw_heatmap(ax, results, x, y, value, at)
        ax.set(xlabel=labels.key(results, x), ylabel=labels.key(results, y))
        return ax
    heatmap_data(results, x, y, value, at)
    return _heatmap(_pyplot_figure, results, x, y, value, Panel(dict(at or {}))).axes[0]


def tradeoff(
    results: Source,
    x: str,
    y: str,
    by: str,
    *,
    at: Mapping[str, object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the outcome `y` against the outcome `x`, a point for each level of `by`, with both 95 % intervals.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Names of recorded outcomes.
    by
        Varied key.
    at
        Levels of the other varied keys; needed where the design varies more than `by`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `tradeoff_data` gives the numbers.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    if ax is not None:
        draw_tradeoff(ax, results, x, y, by, at)
        name_points(ax)
        ax.set(xlabel=labels.measure(results, x), ylabel=labels.measure(results, y))
        return ax
    tradeoff_data(results, x, y, by, at)
    return _tradeoff(_pyplot_figure, results, x, y, by, Panel(dict(at or {}))).axes[0]


def _file_figure(*, figsize: tuple[float, float], layout: Literal["constrained"]) -> Figure:
    return Figure(figsize=figsize, layout=layout, dpi=style.FILE_DPI)


def _pyplot_figure(*, figsize: tuple[float, float], layout: Literal["constrained"]) -> Figure:
    from matplotlib import pyplot

    return pyplot.figure(figsize=figsize, layout=layout)


def _response(new: NewFigure, results: Source, x: str, y: str, by: str | None, only: Panel | None) -> Figure:
    found = _cells(results, [x] if by is None else [x, by], only)
    cells = with_lines(results, x, found)
    rows = pd.concat([estimates(results, y, panel.at) for panel in cells])
    left_out = sum(len(estimates(results, y, panel.at)) for panel in found) - len(rows)
    points = "point of the design that lies" if left_out == 1 else "points of the design that lie"
    note = f"Not drawn: {left_out} {points} on no line." if left_out else ""
    size = (5.2, 3.5) if len(cells) == 1 else (3.5, 2.6)
    with style.look():
        figure, grid = _grid(new, cells, *size, right=1.5 if by else 0.0)
        for ax, panel in zip(grid, cells, strict=True):
            draw_response(ax, results, x, y, by, panel.at)
        if by:
            add_legend(grid[_columns(len(cells)) - 1], results, by)
        _label(grid, labels.axis(results, x, size[0]), labels.measure(results, y))
        _frame(figure, results, y, labels.footer(results, rows, note))
    return figure


def with_lines(results: Source, x: str, cells: list[Panel]) -> list[Panel]:
    """Of panels, those with two levels of `x` or more; all where none has.

    A list of points that vary one factor at a time would else give a panel for each point.
    """

    def n_levels(panel: Panel) -> int:
        points = results.points
        for factor, value in panel.at.items():
            points = points[points[factor] == value]
        return int(points[x].nunique())

    return [panel for panel in cells if n_levels(panel) > 1] or cells


def _tradeoff(new: NewFigure, results: Source, x: str, y: str, by: str, only: Panel | None) -> Figure:
    cells = _cells(results, [by], only)
    rows = pd.concat([estimates(results, y, panel.at) for panel in cells])
    size = (5.2, 3.8) if len(cells) == 1 else (3.5, 2.9)
    with style.look():
        figure, grid = _grid(new, cells, *size, right=0.0)
        for ax, panel in zip(grid, cells, strict=True):
            draw_tradeoff(ax, results, x, y, by, panel.at)
        limits = [ax.get_xlim() for ax in grid]
        for ax in grid:
            ax.set_xlim(min(low for low, _ in limits), max(high for _, high in limits))
            name_points(ax)
        _label(grid, labels.measure(results, x), labels.measure(results, y))
        note = f"Points: {labels.key(results, by)}."
        _frame(figure, results, y, labels.footer(results, rows, note))
    return figure


def _heatmap(new: NewFigure, results: Source, x: str, y: str, value: str, only: Panel | None) -> Figure:
    cells = _cells(results, [x, y], only)
    rows = pd.concat([estimates(results, value, panel.at) for panel in cells])
    width = min(8.0, max(3.0, 0.72 * len(levels(results, x)) + 0.8))
    height = min(6.0, max(1.6, 0.56 * len(levels(results, y)) + 0.4))
    with style.look():
        figure, grid = _grid(new, cells, width, height, right=1.4)
        images = [
            draw_heatmap(ax, results, x, y, value, panel.at) for ax, panel in zip(grid, cells, strict=True)
        ]
        bar = figure.colorbar(images[0], ax=grid, label=labels.measure(results, value), pad=0.02, aspect=18)
        bar.outline.set_visible(False)
        _label(grid, labels.axis(results, x, width), labels.axis(results, y, height))
        note = "± is half of the interval."
        if not is_written(len(levels(results, x)) * len(levels(results, y))):
            note = f"Half of the interval is at most {half_width(rows).max():.2g}."
        _frame(figure, results, value, labels.footer(results, rows, note))
    return figure


def _cells(results: Source, shown: list[str], only: Panel | None) -> list[Panel]:
    """The panels of a figure, refused where they are too many."""
    for name in shown:
        require_factor(results, name)
    found = [only] if only else panels(results, shown)
    if len(found) > MAX_PANELS:
        names = " and ".join(found[0].at)
        raise ValueError(
            f"{len(found)} combinations of {names}; a figure shows at most {MAX_PANELS} panels: "
            "choose levels, with response(..., at={...}), heatmap or tradeoff"
        )
    return found


def _columns(n_panels: int) -> int:
    return min(n_panels, 3 if n_panels != 4 else 2)


def _grid(
    new: NewFigure, cells: list[Panel], width: float, height: float, *, right: float
) -> tuple[Figure, list[Axes]]:
    """A figure with an axes a panel, each about `width` x `height` inches, and `right` inches beside them."""
    columns = _columns(len(cells))
    lines = math.ceil(len(cells) / columns)
    figure = new(figsize=(columns * width + right + 0.6, lines * height + 0.8), layout="constrained")
    grid = [figure.add_subplot(lines, columns, i + 1) for i in range(len(cells))]
    for ax, panel in zip(grid, cells, strict=True):
        if panel.at:
            ax.set_title("\n".join(style.wrapped(panel.title, width, labels.LETTER_PT)))
    return figure, grid


def _label(grid: list[Axes], x: str, y: str) -> None:
    """Label the outer axes, and give all panels the same limits."""
    columns = _columns(len(grid))
    low = min(ax.get_ylim()[0] for ax in grid)
    high = max(ax.get_ylim()[1] for ax in grid)
    for i, ax in enumerate(grid):
        ax.set_ylim(low, high)
        leftmost, lowest = i % columns == 0, i + columns >= len(grid)
        ax.tick_params(labelleft=leftmost, labelbottom=lowest)
        ax.set(xlabel=x if lowest else "", ylabel=y if leftmost else "")


def _frame(figure: Figure, results: Source, outcome: str, note: str) -> None:
    """Put the question and the outcome's definition above the panels, and `note` below them."""
    width, height = figure.get_size_inches()
    inner = width - 2 * style.MARGIN
    asked = style.wrapped(results.question, inner, TITLE_PT, bold=True)
    defined = style.wrapped(labels.meaning(results, outcome), inner, TEXT_PT)
    below = style.wrapped(note, inner, SMALL_PT)
    top = style.MARGIN + (len(asked) * TITLE_PT + len(defined) * TEXT_PT) * 1.35 / 72
    bottom = style.MARGIN + len(below) * SMALL_PT * 1.35 / 72
    height += top + bottom
    figure.set_size_inches(width, height)
    left = style.MARGIN / width
    y = 1 - style.MARGIN / height
    for lines, size, weight in ((asked, TITLE_PT, "bold"), (defined, TEXT_PT, "normal")):
        figure.text(left, y, "\n".join(lines), ha="left", va="top", size=size, weight=weight, linespacing=1.2)
        y -= len(lines) * size * 1.35 / 72 / height
    figure.text(
        left, 0.5 * style.MARGIN / height, "\n".join(below), ha="left", va="bottom", size=SMALL_PT,
        color=style.FAINT, linespacing=1.2,
    )  # fmt: skip
    gap = 0.06
    layout = figure.get_layout_engine()
    assert isinstance(layout, ConstrainedLayoutEngine)
    layout.set(rect=(0.0, (bottom + gap) / height, 1.0, 1.0 - (top + bottom + 2 * gap) / height))
