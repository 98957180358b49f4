"""Any figure of results by its kind, as a config or a command names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from matplotlib.figure import Figure

from bondsim.documents import nearest, quoted
from bondsim.plots.frame import file_figure
from bondsim.plots.kinds import FACTOR, KINDS, MAX_PANELS, asked_for
from bondsim.plots.levels import level_text
from bondsim.plots.tables import Panel, Source, levels, panels, require_factor, uncertain

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


def draw(results: Source, spec: Spec, at: Mapping[str, str] | None = None) -> Figure:
    """Draw the figure that `spec` describes, a panel for each combination of the factors it does not name.

    Parameters
    ----------
    results
        Where the tables are read from.
    spec
        Its kind and options, as `bondsim.plots.kinds.KINDS` has them.
    at
        Levels of factors that it does not name, as text: only the panels that have them are drawn.

    Returns
    -------
    Figure
        Ready for ``savefig``. It is unknown to pyplot, so that a program may draw any number of them.

    Raises
    ------
    ValueError
        If the kind, a name or a level is unknown, or if the figure would have more than 12 panels.
    """
    kind = KINDS.get(spec.kind)
    given = {name: getattr(spec, name, None) for name in kind.options} if kind else {}
    if kind is None or any(not given[name] for name in kind.needs):
        raise ValueError(f"no such figure: {spec}; there are {', '.join(map(asked_for, KINDS))}")
    options = {name: value for name, value in given.items() if value}
    module = import_module(f"bondsim.plots.{HOMES[spec.kind]}")
    figure: Callable[..., Figure] = getattr(module, f"{spec.kind}_figure")
    if not kind.has_panels:
        if at:
            raise ValueError(f"{spec.kind} is drawn of the whole design: it takes no levels to hold to")
        return figure(file_figure, results, **options)
    named = [options[name] for name, what in kind.options.items() if what == FACTOR and name in options]
    named += uncertain(results) if kind.pools else []
    return figure(file_figure, results, _held(results, named, at) if at else None, **options)


def _held(results: Source, named: list[str], at: Mapping[str, str]) -> list[Panel]:
    """The panels whose levels are those of `at`."""
    for name in named:
        require_factor(results, name)
    for factor, text in at.items():
        require_factor(results, factor)
        if factor in named:
            raise ValueError(f"{factor} is shown by the figure; hold another factor to a level")
        known = [level_text(level) for level in levels(results, factor)]
        if text not in known:
            raise ValueError(f"no level of {factor} {quoted(text)} in these results{nearest(text, known)}")
    found = panels(results, named)
    kept = [panel for panel in found if all(level_text(panel.at[name]) == text for name, text in at.items())]
    if len(kept) > MAX_PANELS:
        rest = " and ".join(name for name in kept[0].at if name not in at)
        raise ValueError(f"{len(kept)} combinations of {rest}; a figure shows at most {MAX_PANELS} panels")
    if not kept:
        raise ValueError("no point of the design has all these levels")
    return kept
