"""Figures of an experiment's results: never without their interval and n.

Importing this package imports Matplotlib; a command that may not need a figure imports it when it does.
"""

from bondsim.plots.figure import draw, heatmap, response
from bondsim.plots.heatmap import heatmap_data
from bondsim.plots.response import response_data
from bondsim.plots.tables import Source

__all__ = ["Source", "draw", "heatmap", "heatmap_data", "response", "response_data"]
