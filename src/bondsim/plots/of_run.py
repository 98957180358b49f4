"""Figures of a single run with one line each: ``run.plot.ribbons()`` and the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from bondsim.plots.runs import SingleRun


class RunPlots:
    """Figures of a run; each returns Matplotlib axes, and `bondsim.plots.data` the numbers behind them."""

    def __init__(self, run: SingleRun) -> None:
        self._run = run

    def ribbons(self, agents: Sequence[str] | None = None, of: Sequence[str] | None = None) -> Axes:
        """Draw states over time under a time line of events; see `bondsim.plots.ribbons_of`."""
        from bondsim.plots import ribbons_of

        return ribbons_of(self._run, agents, of)

    def map(self, *, ax: Axes | None = None) -> Axes:
        """Draw the ways of all on the map, with the events; see `bondsim.plots.map_of`."""
        from bondsim.plots import map_of

        return map_of(self._run, ax)

    def career(self, *, until_d: float | None = None, ax: Axes | None = None) -> Axes:
        """Draw a bar for each team over the days of a career; see `bondsim.plots.career`."""
        from bondsim.plots import career

        return career(self._run, until_d=until_d, ax=ax)

    def _html(self, outcomes: Iterable[tuple[str, object, str, str]], *, with_states: bool) -> str:
        """The run as a notebook shows it: name, value, unit and meaning of its outcomes, and its states."""
        from bondsim.plots.frame import file_figure
        from bondsim.plots.html import run_html
        from bondsim.plots.ribbon_chart import ribbons_figure

        figure = ribbons_figure(file_figure, self._run) if with_states else None
        return run_html(self._run, outcomes, figure)
