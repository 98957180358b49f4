"""The kinds of figure, and what each takes: known without Matplotlib, so that a config can be checked by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FACTOR, OUTCOME, VARIABLE, AGENT, BEST = "factor", "outcome", "variable", "agent", "best"

MAX_PANELS = 12
"""Most panels of a figure, one for each combination of the factors that it does not name."""


@dataclass(frozen=True)
class Kind:
    """A kind of figure.

    Attributes
    ----------
    needs, takes : dict of str to str
        Options that it needs, and others that it takes: what each names, a ``factor`` (varied key), an
        ``outcome``, a state ``variable`` that was recorded over time, an ``agent``, or which end is ``best``.
    has_panels : bool
        Whether factors that it does not name get a panel for each of their levels; else the figure is of the
        whole design.
    series : bool
        Whether it shows state over time, which has to be recorded.
    pools : bool
        Whether a panel takes the runs of all draws of what is uncertain together.
    """

    needs: dict[str, str]
    takes: dict[str, str] = field(default_factory=dict)
    has_panels: bool = True
    series: bool = False
    pools: bool = False

    @property
    def options(self) -> dict[str, str]:
        """All options."""
        return self.needs | self.takes


KINDS = {
    "response": Kind({"x": FACTOR, "y": OUTCOME}, {"by": FACTOR}),
    "heatmap": Kind({"x": FACTOR, "y": FACTOR, "value": OUTCOME}),
    "tradeoff": Kind({"x": OUTCOME, "y": OUTCOME, "by": FACTOR}),
    "difference": Kind({"x": FACTOR, "y": OUTCOME}, {"by": FACTOR}, has_panels=False),
    "pareto": Kind({"x": OUTCOME, "y": OUTCOME}, {"x_best": BEST, "y_best": BEST}, has_panels=False),
    "fan": Kind({"y": VARIABLE}, {"by": FACTOR}, series=True, pools=True),
    "survival": Kind({"x": OUTCOME}, {"event": OUTCOME, "until": OUTCOME, "by": FACTOR}, pools=True),
    "tornado": Kind({"y": OUTCOME}, has_panels=False),
    "morris": Kind({"y": OUTCOME}, has_panels=False),
    "sobol": Kind({"y": OUTCOME}, has_panels=False),
    "convergence": Kind({"y": OUTCOME}, {"by": FACTOR}),
    "starts": Kind({"x": AGENT, "value": OUTCOME}, series=True, pools=True),
}


def main_outcome(spec: Mapping[str, Any]) -> str | None:
    """The outcome that a figure is about, from its kind and options; None where it is about none."""
    kind = KINDS.get(str(spec["kind"]))
    for option in ("value", "y", "x"):
        if kind and kind.options.get(option) == OUTCOME and spec.get(option):
            return str(spec[option])
    return None


def asked_for(name: str) -> str:
    """What a kind takes, such as ``heatmap (x, y, value)``; what may be left out in brackets."""
    kind = KINDS[name]
    return f"{name} ({', '.join([*kind.needs, *(f'[{option}]' for option in kind.takes)])})"
