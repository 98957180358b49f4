"""Any figure of results by its kind, as a config or a command names it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol

from matplotlib.figure import Figure

from bondsim.plots.frame import file_figure
from bondsim.plots.kinds import KINDS, asked_for
from bondsim.plots.tables import Source

HOMES = {
    "response": "response_curve",
    "heatmap": "heat_map",
    "tradeoff": "trade_off",
    "difference": "difference_plot",
    "pareto": "pareto_front",
    "fan": "fan_chart",
    "survival": "survival_curve",
    "tornado": "tornado_chart",
    "morris": "sensitivity_plot",
    "sobol": "sensitivity_plot",
    "convergence": "convergence_plot",
    "starts": "start_map",
}


class Spec(Protocol):
    """A figure as a config asks for it: its kind; its options are attributes, None where they are not given."""

    @property
    def kind(self) -> str:
        """One of `bondsim.plots.kinds.KINDS`."""


def draw(results: Source, spec: Spec) -> Figure:
    """Draw the figure that `spec` describes, a panel for each combination of the factors it does not name.

    Parameters
    ----------
    results
        Where the tables are read from.
    spec
        Its kind and options, as `bondsim.plots.kinds.KINDS` has them.

    Returns
    -------
    Figure
        Ready for ``savefig``. It is unknown to pyplot, so that a program may draw any number of them.

    Raises
    ------
    ValueError
        If the kind or a name is unknown, or if the figure would have more than 12 panels.
    """
    kind = KINDS.get(spec.kind)
    given = {name: getattr(spec, name, None) for name in kind.options} if kind else {}
    if kind is None or any(not given[name] for name in kind.needs):
        raise ValueError(f"no such figure: {spec}; there are {', '.join(map(asked_for, KINDS))}")
    options = {name: value for name, value in given.items() if value}
    module = import_module(f"bondsim.plots.{HOMES[spec.kind]}")
    figure: Callable[..., Figure] = getattr(module, f"{spec.kind}_figure")
    return (
        figure(file_figure, results, None, **options)
        if kind.has_panels
        else figure(file_figure, results, **options)
    )
