"""Lift plain functions into compiled ones: the same source, with the functions that it calls lifted too."""

import dis
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numba
import numpy as np

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False}
INNER = OPTIONS | {
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}  # called by compiled code only: a third of the compile time

_lifted: dict[FunctionType, Any] = {}


def lift(function: FunctionType) -> Any:
    """Compiled twin of a plain rule or law, inlined where it is called.

    Parameters
    ----------
    function : function
        Plain function; every plain function that it names is lifted as well.
    """
    if function not in _lifted:
        _lifted[function] = numba.njit(forceinline=True, **INNER)(rebound(function))
    return _lifted[function]


def rebound(function: Any, **names: Any) -> FunctionType:
    """A copy of a plain function whose global names mean compiled functions, or what `names` says."""
    scope = dict(function.__globals__)
    # attributes may bear the names of functions (`p.sense`): only names that are loaded as globals count
    for name in {i.argval for i in dis.get_instructions(function) if i.opname == "LOAD_GLOBAL"} - set(names):
        value = scope.get(name)
        if isinstance(value, FunctionType):
            scope[name] = lift(value)
        elif type(value) is int:
            scope[name] = np.int64(
                value
            )  # a plain int would make a new compiled copy of a callee for each value
    scope |= names
    copy = FunctionType(
        function.__code__, scope, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__qualname__ = function.__qualname__
    copy.__module__ = function.__module__
    return copy


def for_world(law: FunctionType) -> Any:
    """A phase of the world."""
    return lift(law)


def for_every_agent(law: FunctionType) -> Any:
    """A phase of all agents, in turn."""
    one = lift(law)

    @numba.njit(**INNER)
    def phase(w):
        for i in range(w.n_agents):
            one(w, i)

    return phase


def in_turn(phases: list[Callable[..., None]]) -> Any:
    """All phases, one after the other."""
    first = phases[0]
    if len(phases) == 1:
        return first
    rest = in_turn(phases[1:])

    @numba.njit(**INNER)
    def both(w):
        first(w)
        rest(w)

    return both
