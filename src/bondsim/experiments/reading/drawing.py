"""Figures of results with one line each: ``results.plot.response(...)`` and the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from bondsim.experiments.results import Results

type At = Mapping[str, object] | None
"""Levels of factors that a figure holds to."""

OVER_DRAWS = ("response", "heatmap", "tradeoff", "difference", "pareto", "tornado")
"""Figures of estimates: over the draws where something is uncertain; the others show runs as they are."""


class Plots:
    """Figures of results; each returns Matplotlib axes, and `bondsim.plots.data` the numbers behind them.

    All but a few take `at`, the levels of other factors to hold to; `over`, a factor with a panel for each level;
    and `ax`, axes of your own to draw on.
    """

    def __init__(self, results: Results) -> None:
        self._results = results
        self._answer = results.over_draws

    def response(
        self,
        x: str,
        y: str,
        by: str | None = None,
        *,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the outcome `y` against the factor `x`, by levels of `by`; see `bondsim.plots.response`."""
        from bondsim.plots import response

        return response(self._answer, x, y, by, at=at, over=over, ax=ax)

    def heatmap(
        self,
        x: str,
        y: str,
        value: str,
        *,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the outcome `value` over the factors `x` and `y`; see `bondsim.plots.heatmap`."""
        from bondsim.plots import heatmap

        return heatmap(self._answer, x, y, value, at=at, over=over, ax=ax)

    def tradeoff(
        self,
        x: str,
        y: str,
        by: str,
        *,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the outcome `y` against the outcome `x`, by levels of `by`; see `bondsim.plots.tradeoff`."""
        from bondsim.plots import tradeoff

        return tradeoff(self._answer, x, y, by, at=at, over=over, ax=ax)

    def difference(
        self,
        x: str,
        y: str,
        by: str | None = None,
        *,
        a: object = None,
        b: object = None,
        at: At = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw what a factor changes in the outcome `y`, pair by pair; see `bondsim.plots.difference`."""
        from bondsim.plots import difference

        return difference(self._answer, x, y, by, a=a, b=b, at=at, ax=ax)

    def pareto(
        self,
        x: str,
        y: str,
        *,
        x_best: str = "high",
        y_best: str = "high",
        at: At = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw all points over two outcomes, and the front of the best; see `bondsim.plots.pareto`."""
        from bondsim.plots import pareto

        return pareto(self._answer, x, y, x_best=x_best, y_best=y_best, at=at, ax=ax)

    def fan(
        self,
        y: str,
        by: str | None = None,
        *,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a recorded state over time, with median and bands; see `bondsim.plots.fan`."""
        from bondsim.plots import fan

        return fan(self._results, y, by, at=at, over=over, ax=ax)

    def survival(
        self,
        x: str,
        *,
        event: str | None = None,
        until: str | None = None,
        by: str | None = None,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the share that the time `x` has not ended, with the numbers at risk; see `bondsim.plots.survival`."""
        from bondsim.plots import survival

        return survival(self._results, x, event=event, until=until, by=by, at=at, over=over, ax=ax)

    def tornado(
        self,
        y: str,
        *,
        at: At = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw what each factor by itself changes in the outcome `y`; see `bondsim.plots.tornado`."""
        from bondsim.plots import tornado

        return tornado(self._answer, y, at=at, ax=ax)

    def convergence(
        self,
        y: str,
        by: str | None = None,
        *,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw how the estimate of `y` settles with more replicates; see `bondsim.plots.convergence`."""
        from bondsim.plots import convergence

        return convergence(self._results, y, by, at=at, over=over, ax=ax)

    def starts(
        self,
        agent: str,
        value: str,
        *,
        cell_m: float | None = None,
        at: At = None,
        over: str | None = None,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw the outcome `value` over the cells in which an agent began; see `bondsim.plots.starts`."""
        from bondsim.plots import starts

        return starts(self._results, agent, value, cell_m=cell_m, at=at, over=over, ax=ax)

    def morris(self, y: str, *, at: At = None, ax: Axes | None = None) -> Axes:
        """Draw the factors of a Morris design by their effects on `y`; see `bondsim.plots.morris`."""
        from bondsim.plots import morris

        return morris(self._results, y, at=at, ax=ax)

    def sobol(self, y: str, *, at: At = None, ax: Axes | None = None) -> Axes:
        """Draw the shares of the variance of `y` by factor; see `bondsim.plots.sobol`."""
        from bondsim.plots import sobol

        return sobol(self._results, y, at=at, ax=ax)


def html_of(results: Results) -> str:
    """Results as a notebook shows them: what is asked, the first estimates with intervals, and a small figure."""
    from bondsim.experiments.planning.plan import PlotSpec
    from bondsim.plots.html import results_html

    specs = [PlotSpec(**spec) for spec in results.config.get("plots", [])]
    drawn = [name for spec in specs for name in (spec.value, spec.y, spec.x) if name in results.outcomes]
    count = f"{len(results.runs):,} runs at {len(results.points):,} points"
    state = f"{results.name}: {count}" if results.finished else f"{results.name}: UNFINISHED, {count} so far"
    return results_html(
        results, state, list(dict.fromkeys((*drawn, *results.outcomes))), next(iter(specs), None)
    )
