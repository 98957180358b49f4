"""The numbers behind what is drawn: every figure leaves them with its axes."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_BEHIND: WeakKeyDictionary[Axes, list[pd.DataFrame]] = WeakKeyDictionary()


def remember(ax: Axes, rows: pd.DataFrame) -> None:
    """Keep the numbers that were drawn on `ax`."""
    _BEHIND.setdefault(ax, []).append(rows)


def data(drawn: Axes | Figure) -> pd.DataFrame:
    """The numbers behind axes, or behind all axes of a figure, as a table.

    Parameters
    ----------
    drawn
        What a figure of bondsim returned, or its ``.figure``.

    Returns
    -------
    DataFrame
        A row for each thing drawn, with its estimate, interval and n where it has them; each kind of figure
        says which columns. Of a figure with panels, `panel` says where a row stands.

    Raises
    ------
    ValueError
        If nothing of bondsim's was drawn there.
    """
    many = list(drawn.axes) if isinstance(drawn, Figure) else [drawn]
    found = [(ax, rows) for ax in many for rows in _BEHIND.get(ax, ())]
    if not found:
        raise ValueError("bondsim has drawn nothing there: give the axes that a figure returned")
    if len({id(ax) for ax, _ in found}) == 1:
        return pd.concat([rows for _, rows in found], ignore_index=True)
    parts = [rows.assign(panel=ax.get_title(loc="left")) for ax, rows in found]
    return pd.concat(parts, ignore_index=True)
