"""What an outcome hangs on: the plane of Morris' effects, and bars of Sobol's indices, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bondsim.analysis import Sensitivity
from bondsim.plots import labels, style
from bondsim.plots.behind import remember
from bondsim.plots.frame import NewFigure, compose, pyplot_figure
from bondsim.plots.tables import Panel, SensitiveSource, each
from bondsim.plots.trade_off import draw_crosses

DESIGNS = {"morris": "morris", "sobol": "saltelli"}
COUNTED = {"morris": "trajectories", "sobol": "base points"}
METHOD = "bootstrap over the design and replicates"


def morris_data(results: SensitiveSource, y: str, *, at: Mapping[str, object] | None = None) -> pd.DataFrame:
    """What a Morris plane shows, as a table.

    Parameters
    ----------
    results
        Results of a Morris design.
    y
        Name of a recorded outcome.
    at
        Levels of factors that the design does not sample, to hold to.

    Returns
    -------
    DataFrame
        `factor`, then `estimate`, `low`, `high` of mu* with ``_x`` and of sigma with ``_y`` (in the outcome's unit,
        for going through a factor's whole range), and of mu with ``_mu``; `n` runs; the largest mu* first.

    Raises
    ------
    ValueError
        If the design is another one, or a name is not in the results.
    """
    return _morris(_sensitivity(results, "morris", y, at))


def sobol_data(results: SensitiveSource, y: str, *, at: Mapping[str, object] | None = None) -> pd.DataFrame:
    """What bars of Sobol's indices show, as a table.

    Parameters
    ----------
    results
        Results of a Saltelli design.
    y
        Name of a recorded outcome.
    at
        Levels of factors that the design does not sample, to hold to.

    Returns
    -------
    DataFrame
        `factor`, `index` (``S1`` or ``ST``), `estimate`, `low`, `high` (shares of the variance), `n`, `note`; the
        factor with the largest ``ST`` first.

    Raises
    ------
    ValueError
        If the design is another one, or a name is not in the results.
    """
    return _sobol(_sensitivity(results, "sobol", y, at))


def morris(
    results: SensitiveSource, y: str, *, at: Mapping[str, object] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw each factor by the size of its effects on `y` and by how much they differ, with 95 % intervals.

    Parameters
    ----------
    results, y, at
        As in `morris_data`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives the numbers.
    """
    found = _sensitivity(results, "morris", y, at)
    if ax is not None:
        _draw_plane(ax, results, found, y)
        return ax
    return _figure(pyplot_figure, results, found, y, at).axes[0]


def sobol(
    results: SensitiveSource, y: str, *, at: Mapping[str, object] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the share of the variance of `y` that hangs on each factor, alone and in all, with 95 % intervals.

    Parameters
    ----------
    results, y, at
        As in `sobol_data`.
    ax
        Axes to draw on. Without it pyplot makes a figure, with title and footer, and a notebook shows it.

    Returns
    -------
    Axes
        The axes drawn on; `bondsim.plots.data` gives the numbers.
    """
    found = _sensitivity(results, "sobol", y, at)
    if ax is not None:
        _draw_bars(ax, results, found)
        return ax
    return _figure(pyplot_figure, results, found, y, at).axes[0]


def morris_figure(new: NewFigure, results: SensitiveSource, y: str) -> Figure:
    """A figure of the plane."""
    return _figure(new, results, _sensitivity(results, "morris", y, None), y, None)


def sobol_figure(new: NewFigure, results: SensitiveSource, y: str) -> Figure:
    """A figure of the bars."""
    return _figure(new, results, _sensitivity(results, "sobol", y, None), y, None)


def _sensitivity(results: SensitiveSource, kind: str, y: str, at: Mapping[str, object] | None) -> Sensitivity:
    found = results.sensitivity(y, at=at)
    if found.kind != kind:
        raise ValueError(
            f"this figure needs a {DESIGNS[kind]} design; these results have {found.kind} indices"
        )
    return found


def _morris(found: Sensitivity) -> pd.DataFrame:
    wide = found.table.pivot(index="factor", columns="index", values=["estimate", "low", "high"])
    n = found.table.groupby("factor")["n"].first()
    rows = pd.DataFrame({"factor": wide.index, "n": n.reindex(wide.index).to_numpy()})
    for index, side in (("mu_star", "x"), ("sigma", "y"), ("mu", "mu")):
        for part in ("estimate", "low", "high"):
            rows[f"{part}_{side}"] = wide[part, index].to_numpy(float)
    return rows.sort_values("estimate_x", ascending=False, kind="stable", ignore_index=True)


def _sobol(found: Sensitivity) -> pd.DataFrame:
    rows = found.table[found.table["index"].isin(["S1", "ST"])]
    total = rows[rows["index"] == "ST"].set_index("factor")["estimate"]
    order = rows.assign(size=rows["factor"].map(total)).sort_values(
        ["size", "factor", "index"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="size").reset_index(drop=True)


def _figure(
    new: NewFigure, results: SensitiveSource, found: Sensitivity, y: str, at: Mapping[str, object] | None
) -> Figure:
    plane = found.kind == "morris"

    def drawing(ax: Axes, _: Mapping[str, Any]) -> pd.DataFrame:
        return _draw_plane(ax, results, found, y) if plane else _draw_bars(ax, results, found)

    def note(_: pd.DataFrame) -> str:
        counts = pd.DataFrame({"n": [found.replicates], "missing": [0], "method": [METHOD]})
        luck = f"{100 * found.noise.estimate:.0f} % of the variance of single runs"
        noise = f"Luck accounts for {luck}, and is taken out."
        counted = f"replicates of each of {found.blocks} {COUNTED[found.kind]}"
        return labels.footer(
            results,
            counts,
            " ".join([noise, *(f"{labels.sentence(text)}." for text in found.warnings)]),
            counted,
        )

    n_factors = found.table.loc[found.table["index"] != "S2", "factor"].nunique()
    about = (
        "Effects of going through each factor's whole range; on the dashed line there is as much interaction or "
        "curvature as effect"
        if plane
        else "Share of the variance by factor"
    )
    return compose(
        new,
        results,
        [Panel(dict(at or {}))],
        drawing,
        about=f"{about}. {labels.meaning(results, y)}",
        note=note,
        whole=(5.8, 4.2) if plane else (6.2, 0.9 + 0.5 * n_factors),
    )


def _draw_plane(ax: Axes, results: SensitiveSource, found: Sensitivity, y: str) -> pd.DataFrame:
    rows = _morris(found)
    draw_crosses(ax, rows, linestyle="", color=style.COLOURS[0], marker="o")
    end = 1.08 * max(float(np.nanmax(rows["high_x"])), 1e-12)
    low, high = ax.get_ylim()
    ax.plot([0, end], [0, end], color=style.FAINT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=0)
    ax.set_xlim(min(0.0, float(np.nanmin(rows["low_x"]))), end)
    ax.set_ylim(min(0.0, low), high)
    top = 0.98 * min(end, high)
    ax.text(
        top, top, "sigma = mu*", ha="right", va="bottom", size=8, color=style.FAINT, rotation=45,
        rotation_mode="anchor", transform_rotates_text=True,
    )  # fmt: skip
    labels.beside(ax, [(row.factor, row.estimate_x, row.estimate_y) for row in each(rows)])
    unit = "share of runs" if results.describe(y).kind == "boolean" else results.describe(y).unit
    inside = f" ({unit})" if unit else ""
    ax.set(xlabel=f"mu*: mean size of the effect{inside}", ylabel=f"sigma: how much it differs{inside}")
    remember(ax, rows)
    return rows


def _draw_bars(ax: Axes, results: SensitiveSource, found: Sensitivity) -> pd.DataFrame:
    rows = _sobol(found)
    names = list(dict.fromkeys(rows["factor"]))
    looks = (
        ("S1", "alone (S1)", style.COLOURS[0], -0.19),
        ("ST", "with all interactions (ST)", "#9ECAE1", 0.19),
    )
    for index, text, colour, shift in looks:
        part = rows[rows["index"] == index]
        places = np.array([names.index(name) for name in part["factor"]], dtype=float) + shift
        ax.barh(places, part["estimate"], height=0.36, color=colour, label=text)
        ends = part[["low", "high"]].to_numpy(float)
        for place, (low, high) in zip(places, ends, strict=True):
            if np.isfinite([low, high]).all():
                ax.plot([low, high], [place, place], color=style.INK, linewidth=1.2)
    ax.set_yticks(range(len(names)), [labels.key(results, name) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.axvline(0.0, color=style.INK, linewidth=1.0)
    ax.grid(axis="y", visible=False)
    ax.set_xlabel("share of the variance of the outcome")
    ax.legend(loc="lower right", fontsize=8.5)
    remember(ax, rows)
    return rows
