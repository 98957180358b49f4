"""Trade-offs: one outcome against another, a point for each level of a factor, joined in their order."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from bondsim.plots import style
from bondsim.plots.levels import level_text
from bondsim.plots.response_curve import response_data
from bondsim.plots.tables import Source

CLOSE_PT = (16.0, 9.0)  # width and height of a short level's text


def tradeoff_data(
    results: Source, x: str, y: str, by: str, at: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What a trade-off shows, as a table.

    Parameters
    ----------
    results
        Where the tables are read from.
    x, y
        Names of recorded outcomes.
    by
        Varied key whose levels are the points.
    at
        Levels of the other varied keys.

    Returns
    -------
    DataFrame
        `by`, and `n`, `estimate`, `low`, `high` of both outcomes, with `_x` and `_y`; one row a level of `by`.

    Raises
    ------
    ValueError
        If a name is not in the results, or if several design points would share one place.
    """
    if x == y:
        raise ValueError(f"x and y are both {x!r}; give two different outcomes")
    sides = (response_data(results, by, name, at=at) for name in (x, y))
    columns = [by, "n", "estimate", "low", "high"]
    left, right = (side[columns] for side in sides)
    return left.merge(right, on=by, suffixes=("_x", "_y"))


def draw_tradeoff(
    ax: Axes, results: Source, x: str, y: str, by: str, at: Mapping[str, object] | None = None
) -> None:
    """Draw the points of `tradeoff_data` on `ax`, each with both intervals and its level."""
    rows = tradeoff_data(results, x, y, by, at)
    reach = {
        side: np.abs(
            rows[[f"low_{side}", f"high_{side}"]].to_numpy(float).T - rows[f"estimate_{side}"].to_numpy(float)
        )
        for side in ("x", "y")
    }
    ax.errorbar(
        rows["estimate_x"], rows["estimate_y"], xerr=reach["x"], yerr=reach["y"],
        color=style.COLOURS[0], marker=style.MARKERS[0], linestyle="-", capsize=3, elinewidth=1.2,
    )  # fmt: skip
    for _, row in rows.iterrows():
        ax.annotate(
            level_text(row[by]), (row["estimate_x"], row["estimate_y"]), xytext=(5, 5),
            textcoords="offset points", color=style.FAINT, size=8,
        )  # fmt: skip


def name_points(ax: Axes) -> None:
    """Of points of `ax` so close that their levels would be written over each other, name the first and the last."""
    to_screen = ax.transData.transform
    names = [text for text in ax.texts if isinstance(text, Annotation)]
    while names:
        first, *rest = names
        group = [first]
        for text in rest:
            x, y = np.abs(to_screen(text.xy) - to_screen(group[-1].xy)) * 72 / ax.figure.dpi
            if x < CLOSE_PT[0] and y < CLOSE_PT[1]:
                group.append(text)
            else:
                break
        if len(group) > 1:
            first.set_text(f"{first.get_text()} … {group[-1].get_text()}")
        for text in group[1:]:
            text.remove()
        names = names[len(group) :]
