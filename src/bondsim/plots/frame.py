"""Whole figures: the question above, a panel for each combination of other factors, n and interval below."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bondsim.plots import labels, style
from bondsim.plots.kinds import MAX_PANELS
from bondsim.plots.tables import Panel, Source, levels, panels, require_factor

NewFigure = Callable[..., Figure]
TITLE_PT, TEXT_PT, SMALL_PT = 12.5, 9.5, 8.0
WHOLE, PART = (5.4, 3.6), (3.6, 2.7)  # inches of a panel that stands alone, and of one among others


def file_figure(*, figsize: tuple[float, float], layout: Literal["constrained"]) -> Figure:
    """A figure for a file, unknown to pyplot: a program may draw any number of them."""
    return Figure(figsize=figsize, layout=layout, dpi=style.FILE_DPI)


def pyplot_figure(*, figsize: tuple[float, float], layout: Literal["constrained"]) -> Figure:
    """A figure of pyplot's, which a notebook shows."""
    from matplotlib import pyplot

    return pyplot.figure(figsize=figsize, layout=layout)


def compose(
    new: NewFigure,
    results: Source,
    cells: list[Panel],
    drawing: Callable[[Axes, Mapping[str, Any]], pd.DataFrame],
    *,
    about: str,
    note: Callable[[pd.DataFrame], str],
    whole: tuple[float, float] = WHOLE,
    part: tuple[float, float] = PART,
    right: float = 0.0,
    below: float = 0.0,
) -> Figure:
    """A figure with a panel for each of `cells`, all with the same limits.

    Parameters
    ----------
    new
        Makes the figure.
    results
        Whose question stands above it.
    cells
        Levels that each panel holds fixed.
    drawing
        Draws a panel on axes, labels included, and returns the rows behind it.
    about
        What is shown, in a line under the question.
    note
        The footer, from the rows of all panels.
    whole, part
        Inches of a panel that stands alone, and of one among others.
    right, below
        Inches beside all panels, and below each.
    """
    size = whole if len(cells) == 1 else part
    with style.look():
        figure, axes = grid(new, cells, size[0], size[1] + below, right=right)
        rows = [drawing(ax, panel.at) for ax, panel in zip(axes, cells, strict=True)]
        join(axes)
        frame(figure, results.question, about, note(pd.concat(rows)))
    return figure


def cells_of(
    results: Source,
    shown: list[str],
    at: Mapping[str, Any] | None,
    over: str | None = None,
    ax: Axes | None = None,
) -> list[Panel]:
    """The panels of a figure, refused where they are too many.

    Parameters
    ----------
    results
        Where the tables are read from.
    shown
        Factors that a panel shows.
    at
        Levels of other factors: one panel, or one for each level of `over`. Without either, a panel for each
        combination of the factors that are not shown.
    over
        A factor with a panel for each level.
    ax
        Axes that were given to draw on: they hold one panel.
    """
    if ax is not None and over is not None:
        raise ValueError("over makes a figure of several panels, which do not fit on the axes given as ax")
    for name in [*shown, *([over] if over else [])]:
        require_factor(results, name)
    if over in shown:
        raise ValueError(f"{over} is shown in each panel already; give another factor as over")
    if over is not None:
        found = [Panel(dict(at or {}) | {over: level}) for level in levels(results, over)]
    elif at is not None:
        found = [Panel(dict(at))]
    else:
        found = panels(results, shown)
    if len(found) > MAX_PANELS:
        names = " and ".join(found[0].at)
        raise ValueError(
            f"{len(found)} combinations of {names}; a figure shows at most {MAX_PANELS} panels: "
            "choose levels, with at={...} in Python or --at KEY=LEVEL"
        )
    return found


def columns(n_panels: int) -> int:
    """Panels beside each other."""
    return min(n_panels, 3 if n_panels != 4 else 2)


def grid(
    new: NewFigure, cells: list[Panel], width: float, height: float, *, right: float
) -> tuple[Figure, list[Axes]]:
    """A figure with an axes a panel, each about `width` x `height` inches, and `right` inches beside them."""
    across = columns(len(cells))
    lines = math.ceil(len(cells) / across)
    titles = max(len(panel_title(panel, width)) for panel in cells)
    height += 0.19 * (titles - 1) if len(cells) > 1 else 0.0
    figure = new(figsize=(across * width + right + 0.6, lines * height + 0.8), layout="constrained")
    axes = [figure.add_subplot(lines, across, i + 1) for i in range(len(cells))]
    for ax, panel in zip(axes, cells, strict=True):
        if panel.at:
            ax.set_title("\n".join(panel_title(panel, width)))
    return figure, axes


def panel_title(panel: Panel, width: float) -> list[str]:
    """Lines of a panel's title: all in one where it fits, else a line for each factor."""
    whole = style.wrapped(panel.title, width, labels.LETTER_PT)
    if len(whole) <= 1:
        return whole
    return [
        line
        for name, value in panel.at.items()
        for line in style.wrapped(Panel({name: value}).title, width, labels.LETTER_PT)
    ]


def join(axes: list[Axes]) -> None:
    """Give panels the same limits, and label the outer ones alone; nobody needs a legend twice."""
    if len(axes) == 1:
        return
    across = columns(len(axes))
    for side in ("x", "y"):
        limits = [getattr(ax, f"get_{side}lim")() for ax in axes]
        if len({low < high for low, high in limits}) == 1:
            flip = limits[0][0] > limits[0][1]
            low, high = min(map(min, limits)), max(map(max, limits))
            for ax in axes:
                getattr(ax, f"set_{side}lim")(*((high, low) if flip else (low, high)))
    for i, ax in enumerate(axes):
        leftmost, lowest = i % across == 0, i + across >= len(axes)
        ax.tick_params(labelleft=leftmost, labelbottom=lowest)
        ax.set(xlabel=ax.get_xlabel() if lowest else "", ylabel=ax.get_ylabel() if leftmost else "")
        legend = ax.get_legend()
        if legend is not None and i != across - 1:
            legend.remove()


def frame(figure: Figure, title: str, about: str, note: str) -> None:
    """Put `title` and what is shown above the panels, and `note` below them; the figure grows by them."""
    width, height = figure.get_size_inches()
    inner = width - 2 * style.MARGIN
    asked = style.wrapped(title, inner, TITLE_PT, bold=True)
    defined = style.wrapped(about, inner, TEXT_PT)
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
