"""Figures of an experiment's results: never without their interval and n.

Nothing here is loaded before it is used: Matplotlib takes longer to import than a small experiment to run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.plots.figure import draw, heatmap, response, tradeoff
    from bondsim.plots.heat_map import heatmap_data
    from bondsim.plots.response_curve import response_data
    from bondsim.plots.trade_off import tradeoff_data

_HOMES = {
    "draw": "figure",
    "heatmap": "figure",
    "response": "figure",
    "tradeoff": "figure",
    "heatmap_data": "heat_map",
    "response_data": "response_curve",
    "tradeoff_data": "trade_off",
}

__all__ = ["draw", "heatmap", "heatmap_data", "response", "response_data", "tradeoff", "tradeoff_data"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
