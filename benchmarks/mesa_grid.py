"""The same incident on a Mesa grid of the rail yard's map: 240 x 60 cells of half a metre, the ground as a property of cells.

Bodies keep their position in metres, as a dragged one must; each stands in the cell that holds it, and the ground of that cell sets
its pace. Two variants: `CellRailYard` on `OrthogonalMooreGrid`, the space that Mesa recommends for new models, and `MultiRailYard` on
the older `MultiGrid`, which Mesa keeps but no longer develops. Both make their grid for every run, as `batch_run` makes a model for
every run.
"""

from functools import cache

import mesa_plain as plain
import numpy as np
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid
from mesa.space import MultiGrid, PropertyLayer

WIDTH, HEIGHT, CELL_M = 240, 60, 0.5


@cache
def pace_map():
    """Share of speed on each cell, shape (WIDTH, HEIGHT): a road along either side, ballast and rails between."""
    pace = np.full((WIDTH, HEIGHT), plain.PACE_ON_BALLAST)
    pace[:, :4] = pace[:, 56:] = 1.0
    return pace


def cell_of(x, y):
    return min(max(int(x / CELL_M), 0), WIDTH - 1), min(max(int(y / CELL_M), 0), HEIGHT - 1)


class OnCells(CellAgent):
    """Stands in a cell of the model's grid."""

    def __init__(self, model, *args):
        super().__init__(model, *args)
        self.cell = model.grid[cell_of(self.x, self.y)]

    def set_position(self, x, y):
        super().set_position(x, y)
        there = cell_of(x, y)
        if there != self.cell.coordinate:
            self.cell = self.model.grid[there]

    def pace(self):
        return self.cell.pace


class CellDog(OnCells, plain.Dog):
    pass


class CellResponder(OnCells, plain.Responder):
    pass


class CellHandler(OnCells, plain.Handler):
    pass


class CellRailYard(plain.RailYard):
    """On `OrthogonalMooreGrid`."""

    handler_class, dog_class, responder_class = CellHandler, CellDog, CellResponder

    def make_space(self):
        self.grid = OrthogonalMooreGrid((WIDTH, HEIGHT), torus=False, random=self.random)
        self.grid.create_property_layer("pace", default_value=1.0)
        self.grid.pace.data[:] = pace_map()


class OnGrid(plain.Actor):
    """Stands on the model's grid."""

    def __init__(self, model, *args):
        super().__init__(model, *args)
        model.grid.place_agent(self, cell_of(self.x, self.y))

    def set_position(self, x, y):
        super().set_position(x, y)
        there = cell_of(x, y)
        if there != self.pos:
            self.model.grid.move_agent(self, there)

    def pace(self):
        return self.model.grid.properties["pace"].data[self.pos]


class GridDog(OnGrid, plain.Dog):
    pass


class GridResponder(OnGrid, plain.Responder):
    pass


class GridHandler(OnGrid, plain.Handler):
    pass


class MultiRailYard(plain.RailYard):
    """On `MultiGrid`."""

    handler_class, dog_class, responder_class = GridHandler, GridDog, GridResponder

    def make_space(self):
        pace = PropertyLayer("pace", WIDTH, HEIGHT, default_value=1.0, dtype=float)
        pace.data[:] = pace_map()
        self.grid = MultiGrid(WIDTH, HEIGHT, torus=False, property_layers=pace)
