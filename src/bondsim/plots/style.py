"""One look for every figure: legible in print and in grey, safe for the colour-blind."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

# Okabe & Ito's palette, without its yellow (too pale for a line on white), dark colours first.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = (
    "-",
    (0, (6, 1.5)),
    (0, (3, 1.5)),
    (0, (1, 1.2)),
    (0, (6, 1.5, 1, 1.5)),
    (0, (3, 1, 1, 1, 1, 1)),
    "-",
)
INK = "#222222"
FAINT = "#666666"
EMPTY = "#E6E6E6"  # a cell or a place without a value
FILE_DPI = 160
COLOUR_MAP = "cividis"

MARGIN = 0.12  # inches between text and the edge of a figure

SETTINGS: dict[Any, Any] = {
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "font.size": 10,
    "text.color": INK,
    "text.parse_math": False,  # a description may hold a dollar sign
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "xtick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.color": FAINT,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.8,
    "lines.markersize": 5.5,
    "legend.frameon": False,
    "svg.fonttype": "none",  # text stays text
    "pdf.fonttype": 42,
}


@contextmanager
def look() -> Iterator[None]:
    """Draw in the style of this module; afterwards the user's own settings are as they were."""
    with mpl.rc_context():
        mpl.rcParams.update(SETTINGS)
        yield


def ordered_colours(n: int) -> list[str]:
    """`n` colours from dark to light for levels that have an order, such as warning times."""
    if n == 1:
        return [COLOURS[0]]
    shades = mpl.colormaps["viridis"]
    return [mpl.colors.to_hex(shades(0.82 * i / (n - 1))) for i in range(n)]


def wrapped(text: str, width_in: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Lines of `text` that fit into `width_in` inches at a letter size of `size_pt` points."""
    letter_in = (0.65 if bold else 0.53) * size_pt / 72
    return textwrap.wrap(" ".join(text.split()), max(16, int(width_in / letter_in)))
