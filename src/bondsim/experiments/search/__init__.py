"""Searches: which settings of some levers are best in one or several outcomes, and how good they are.

`levers` says what may be chosen, `spec` makes a `Search` of a config, `race` goes through its trials and
evaluates the finalists on fresh luck, `found` reads what came out. Every part of a search is an ordinary
experiment with a result folder of its own, so a kill costs what a kill of an experiment costs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.experiments.search.found import Found, open_search
    from bondsim.experiments.search.race import optimise, search
    from bondsim.experiments.search.spec import Search

_HOME = {"Found": "found", "open_search": "found", "Search": "spec", "optimise": "race", "search": "race"}

__all__ = ["Found", "Search", "open_search", "optimise", "search"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
