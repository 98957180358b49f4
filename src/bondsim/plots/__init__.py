"""Figures of experiments and of single runs: never without units, and of results never without interval and n.

Each function draws one kind of figure and returns its Matplotlib axes; `data` gives the numbers behind them.
Nothing here is loaded before it is used: Matplotlib takes longer to import than a small experiment to run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.plots.behind import data
    from bondsim.plots.career_chart import career, career_data
    from bondsim.plots.convergence_plot import convergence, convergence_data
    from bondsim.plots.difference_plot import difference, difference_data
    from bondsim.plots.fan_chart import fan, fan_data
    from bondsim.plots.figure import draw
    from bondsim.plots.heat_map import heatmap, heatmap_data
    from bondsim.plots.pareto_front import pareto, pareto_data
    from bondsim.plots.response_curve import response, response_data
    from bondsim.plots.ribbon_chart import ribbons_data, ribbons_of
    from bondsim.plots.sensitivity_plot import morris, morris_data, sobol, sobol_data
    from bondsim.plots.start_map import starts, starts_data
    from bondsim.plots.survival_curve import survival, survival_data
    from bondsim.plots.tornado_chart import tornado, tornado_data
    from bondsim.plots.track_map import map_data, map_of
    from bondsim.plots.trade_off import tradeoff, tradeoff_data

_HOMES = {
    "morris": "sensitivity_plot",
    "morris_data": "sensitivity_plot",
    "sobol": "sensitivity_plot",
    "sobol_data": "sensitivity_plot",
    "career": "career_chart",
    "career_data": "career_chart",
    "map_data": "track_map",
    "map_of": "track_map",
    "ribbons_of": "ribbon_chart",
    "ribbons_data": "ribbon_chart",
    "convergence": "convergence_plot",
    "convergence_data": "convergence_plot",
    "data": "behind",
    "difference": "difference_plot",
    "difference_data": "difference_plot",
    "draw": "figure",
    "fan": "fan_chart",
    "fan_data": "fan_chart",
    "heatmap": "heat_map",
    "heatmap_data": "heat_map",
    "pareto": "pareto_front",
    "pareto_data": "pareto_front",
    "response": "response_curve",
    "response_data": "response_curve",
    "starts": "start_map",
    "starts_data": "start_map",
    "survival": "survival_curve",
    "survival_data": "survival_curve",
    "tornado": "tornado_chart",
    "tornado_data": "tornado_chart",
    "tradeoff": "trade_off",
    "tradeoff_data": "trade_off",
}

__all__ = [
    "career",
    "career_data",
    "convergence",
    "convergence_data",
    "data",
    "difference",
    "difference_data",
    "draw",
    "fan",
    "fan_data",
    "heatmap",
    "heatmap_data",
    "map_data",
    "map_of",
    "morris",
    "morris_data",
    "pareto",
    "pareto_data",
    "response",
    "response_data",
    "ribbons_data",
    "ribbons_of",
    "sobol",
    "sobol_data",
    "starts",
    "starts_data",
    "survival",
    "survival_data",
    "tornado",
    "tornado_data",
    "tradeoff",
    "tradeoff_data",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
