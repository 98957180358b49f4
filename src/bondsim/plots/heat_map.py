"""Heat maps: an outcome over two factors, every cell with its estimate, its half-width and its n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, cells_of, frame, grid, join, pyplot_figure
from bondsim.plots.levels import level_texts
from bondsim.plots.response_curve import response_data
from bondsim.plots.tables import Panel, Source, estimates, levels

MAX_CELLS = 2_500
MAX_WRITTEN = 150  # more cells than this are too small to be written into


def heatmap_data(
    results: Source, x: str, y: str, value: str, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a heat map shows, as a table.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Varied keys: the columns and the rows of the map.
    value
        Name of a recorded outcome: what the cells show.
    at
        Levels of the other varied keys; needed where the design varies more than `x` and `y`.

    Returns
    -------
    DataFrame
        `x`, `y`, `n`, `missing`, `estimate`, `low`, `high`, `method`, and `half_width`, half of the 95 %
        interval; one row a cell.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one cell.
    """
    rows = response_data(results, x, value, y, at)
    rows["half_width"] = half_width(rows)
    return rows


def heatmap(
    results: Source,
    x: str,
    y: str,
    value: str,
    *,
    at: Mapping[str, object] | None = None,
    over: str | None = None,
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
        Levels of the other varied keys; needed where the design varies more than `x`, `y` and `over`.
    over
        Varied key with a panel for each level.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on, of panels the first; `bondsim.plots.data` gives the numbers of `heatmap_data`.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one cell.
    """
    cells = cells_of(results, [x, y], at or {}, over, ax)
    for panel in cells:
        heatmap_data(results, x, y, value, panel.at)
    if ax is not None:
        draw_heatmap(ax, results, x, y, value, cells[0].at)
        return ax
    return heatmap_figure(pyplot_figure, results, cells, x, y, value).axes[0]


def heatmap_figure(
    new: NewFigure, results: Source, cells: list[Panel] | None, x: str, y: str, value: str
) -> Figure:
    """A figure of heat maps; without `cells`, a panel for each combination of the other factors."""
    kept = cells or cells_of(results, [x, y], None)
    width = min(8.0, max(3.0, 0.72 * len(levels(results, x)) + 0.8))
    height = min(6.0, max(1.6, 0.56 * len(levels(results, y)) + 0.4))
    rows = pd.concat([heatmap_data(results, x, y, value, panel.at) for panel in kept])
    with style.look():
        figure, axes = grid(new, kept, width, height, right=1.4)
        images = [
            draw_heatmap(ax, results, x, y, value, panel.at) for ax, panel in zip(axes, kept, strict=True)
        ]
        bar = figure.colorbar(images[0], ax=axes, label=labels.measure(results, value), pad=0.02, aspect=18)
        bar.outline.set_visible(False)
        if len(axes) == 1:
            axes[0].set(xlabel=labels.axis(results, x, width), ylabel=labels.axis(results, y, height))
        join(axes)
        note = "± is half of the interval."
        if not is_written(len(levels(results, x)) * len(levels(results, y))):
            note = (
                "The larger a dot, the wider the interval; half of it is at most "
                f"{half_width(rows).max():.2g}, the largest dot."
            )
        if len(axes) > 1:
            note = " ".join([note, labels.glossed(results, x), labels.glossed(results, y)])
        frame(figure, results.question, labels.meaning(results, value), labels.footer(results, rows, note))
    return figure


def half_width(rows: pd.DataFrame) -> pd.Series:
    """Half of the interval of each estimate."""
    return (rows["high"] - rows["low"]) / 2


def is_written(n_cells: int) -> bool:
    """Whether the cells of a map with so many are large enough to hold their numbers."""
    return n_cells <= MAX_WRITTEN


def draw_heatmap(
    ax: Axes, results: Source, x: str, y: str, value: str, at: Mapping[str, object] | None = None
) -> ScalarMappable:
    """Draw the map of `heatmap_data` on `ax`; return what a colour bar needs."""
    rows = heatmap_data(results, x, y, value, at)
    columns, lines = levels(results, x), levels(results, y)
    if len(columns) * len(lines) > MAX_CELLS:
        raise ValueError(f"{len(columns)} x {len(lines)} cells; a heat map shows at most {MAX_CELLS}")
    written = is_written(len(columns) * len(lines))
    place = [
        (lines.index(row_y), columns.index(row_x)) for row_x, row_y in zip(rows[x], rows[y], strict=True)
    ]
    estimate = np.full((len(lines), len(columns)), np.nan)
    for (i, j), number in zip(place, rows["estimate"], strict=True):
        estimate[i, j] = number

    scale = colour_scale(results, value)
    image = ax.pcolormesh(
        np.arange(len(columns) + 1) - 0.5,
        np.arange(len(lines) + 1) - 0.5,
        np.ma.masked_invalid(estimate),
        cmap=style.COLOUR_MAP,
        norm=scale,
        edgecolors="white",
        linewidth=1.0 if written else 0.0,
    )
    ax.set_facecolor(style.EMPTY)
    if written:
        write_cells(ax, rows, place, image)
    else:
        _dot_cells(ax, rows, place, image)
    ax.set(xlabel=labels.key(results, x), ylabel=labels.key(results, y))
    _ticks(ax, columns, lines)
    remember(ax, rows)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return image


def colour_scale(results: Source, value: str) -> Normalize:
    """Colours over [0, 1] for a share, over the estimates of all points for anything else."""
    if results.describe(value).kind == "boolean":
        return Normalize(0.0, 1.0)
    numbers = estimates(results, value)["estimate"]
    low, high = float(numbers.min()), float(numbers.max())
    if not np.isfinite(low):
        return Normalize(0.0, 1.0)
    return Normalize(low, high) if high > low else Normalize(low - 0.5, low + 0.5)


def write_cells(
    ax: Axes,
    rows: pd.DataFrame,
    place: Sequence[tuple[float, float]],
    image: ScalarMappable,
    lift: float = 0.04,
) -> None:
    """Estimate, half-width and n in every cell, in black or white, whichever is legible.

    `place` holds the middles of the cells, (y, x); lines stand `lift` from it.
    """
    same_n = rows["n"].nunique() == 1
    form = _number_form(rows["estimate"])
    numbers = zip(
        rows["estimate"].to_numpy(float), rows["half_width"].to_numpy(float), rows["n"], strict=True
    )
    for (i, j), (estimate, half, n) in zip(place, numbers, strict=True):
        ink, first, below = style.FAINT, "no value", ""
        if np.isfinite(estimate):
            ink = _ink(image, estimate)
            first = f"{estimate:{form}}"
            below = f"± {_half_text(half, form)}" + ("" if same_n else f"\nn = {n:.0f}")
        ax.text(
            j,
            i + (lift if below else 0.0),
            first,
            ha="center",
            va="bottom" if below else "center",
            color=ink,
            fontsize=9.5,
            weight="bold",
        )
        if below:
            ax.text(j, i - lift, below, ha="center", va="top", color=ink, fontsize=7.5, linespacing=1.1)


def _dot_cells(ax: Axes, rows: pd.DataFrame, place: list[tuple[int, int]], image: ScalarMappable) -> None:
    """A dot in every cell, as large as its interval is wide, where there is no room for numbers."""
    half = rows["half_width"].to_numpy(float)
    widest = np.nanmax(half) if np.isfinite(half).any() else 0.0
    if not widest > 0:
        return
    width, height = (side * inches for side, inches in zip(ax.get_position().size, _inches(ax), strict=True))
    cell_pt = 72 * min(width / (max(j for _, j in place) + 1), height / (max(i for i, _ in place) + 1))
    shown = np.isfinite(half)
    where = np.array(place, dtype=float)[shown]
    colours = [_ink(image, estimate) for estimate in rows["estimate"].to_numpy(float)[shown]]
    ax.scatter(
        where[:, 1], where[:, 0], s=(0.62 * cell_pt * half[shown] / widest) ** 2, c=colours, linewidths=0
    )


def _ink(image: ScalarMappable, estimate: float) -> str:
    """Black or white, whichever is legible on the colour of an estimate."""
    red, green, blue = image.to_rgba(np.array([estimate]))[0, :3]
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "white"


def _half_text(half: float, form: str) -> str:
    """Half of an interval, as the estimate is written, or to one digit where that would be all zeros."""
    text = f"{half:{form}}"
    return text if half == 0.0 or float(text) > 0.0 else f"{half:.1g}"


def _number_form(numbers: pd.Series) -> str:
    """As many decimals as tell the estimates apart: two for shares, none for hundreds."""
    size = float(np.nanmax(np.abs(numbers))) if numbers.notna().any() else 1.0
    return ".2f" if size < 10 else ".1f" if size < 100 else ".0f"


def _ticks(ax: Axes, columns: list[object], lines: list[object]) -> None:
    """The levels themselves; every second, third ... where there are too many to read."""
    names = level_texts(columns)
    width, height = (side * inches for side, inches in zip(ax.get_position().size, _inches(ax), strict=True))
    for axis, texts, room in (
        (ax.xaxis, names, width / (0.1 * max(map(len, names)) + 0.1)),
        (ax.yaxis, level_texts(lines), height / 0.2),
    ):
        step = max(1, -(-len(texts) // max(1, int(room))))
        axis.set_ticks(range(0, len(texts), step), texts[::step])


def _inches(ax: Axes) -> tuple[float, float]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    width, height = figure.get_size_inches()
    return float(width), float(height)
