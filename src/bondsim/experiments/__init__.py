"""Experiments: from a question in YAML to tables that can be trusted.

`config` says what a file may contain, and `schema` makes the JSON Schema for editors from it. `layers` puts
the file, what it extends, its table of points and the command line into one document. `resolve` checks that
against the scenario, with `design` for the points and `figures` for the figures, and makes the `Plan` of what
is to be computed. `runner` computes it, `store` keeps it, `Results` reads it; `Experiment` is all of this in
Python.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.experiments.experiment import Experiment
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.results import Results, open_results

_HOME = {"Experiment": "experiment", "Plan": "planning.plan", "Results": "results", "open_results": "results"}

__all__ = ["Experiment", "Plan", "Results", "open_results"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
