"""A grid of which only those cells exist where somebody stands.

Building a whole one costs more than a run takes.
"""

from random import Random

from mesa.discrete_space import Cell
from mesa.discrete_space.discrete_space import DiscreteSpace


class SparseGrid(DiscreteSpace[Cell]):
    """Rectangular Mesa space whose cells come into being when they are first asked for.

    Parameters
    ----------
    width, height : int
        Size in cells.
    random : random.Random
        Mesa's own generator; the model of bondsim never draws from it.
    """

    def __init__(self, width: int, height: int, random: Random) -> None:
        super().__init__(random=random)
        self.width = width
        self.height = height

    def __getitem__(self, key: tuple[int, ...]) -> Cell:
        """Cell at (column, row).

        Raises
        ------
        IndexError
            Beyond the edge.
        """
        if key not in self._cells:
            column, row = key
            if not (0 <= column < self.width and 0 <= row < self.height):
                raise IndexError(f"cell {key} lies beyond a grid of {self.width} x {self.height}")
            self.add_cell(Cell(key, random=self.random))
        return self._cells[key]
