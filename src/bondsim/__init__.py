"""bondsim: agent-based experiments on working-dog partnerships.

One incident::

    import bondsim as bs
    run = bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": "30 s"})
    print(run.timeline())

A question, from a sweep to a figure with intervals::

    results = bs.Experiment(scenario="rail_yard", vary={"dog.bond": [0, 0.3, 0.6, 0.9]}, replicates=500).run()
    results.plot.response(x="dog.bond", y="rescued")

Everything here is loaded when it is first used; importing bondsim runs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from bondsim.engines.mesa import (
        Career,
        Civilian,
        Department,
        Dispatcher,
        Dog,
        Handler,
        Incident,
        Member,
        Responder,
        Suspect,
    )
    from bondsim.engines.run import Run, model, simulate
    from bondsim.experiments import Experiment, Results, open_results
    from bondsim.experiments.search import Found, open_search, optimise
    from bondsim.tables import outcomes, parameters, scenarios

_HOME = {
    "simulate": "engines.run",
    "model": "engines.run",
    "Run": "engines.run",
    "Experiment": "experiments",
    "Results": "experiments",
    "open_results": "experiments",
    "Found": "experiments.search",
    "open_search": "experiments.search",
    "optimise": "experiments.search",
    "scenarios": "tables",
    "parameters": "tables",
    "outcomes": "tables",
    "Career": "engines.mesa",
    "Incident": "engines.mesa",
    "Member": "engines.mesa",
    "Handler": "engines.mesa",
    "Dog": "engines.mesa",
    "Suspect": "engines.mesa",
    "Responder": "engines.mesa",
    "Dispatcher": "engines.mesa",
    "Civilian": "engines.mesa",
    "Department": "engines.mesa",
}

__all__ = [
    "Career",
    "Civilian",
    "Department",
    "Dispatcher",
    "Dog",
    "Experiment",
    "Found",
    "Handler",
    "Incident",
    "Member",
    "Responder",
    "Results",
    "Run",
    "Suspect",
    "__version__",
    "model",
    "open_results",
    "open_search",
    "optimise",
    "outcomes",
    "parameters",
    "scenarios",
    "simulate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'bondsim' has no attribute {name!r}")
    value = getattr(import_module(f"bondsim.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
