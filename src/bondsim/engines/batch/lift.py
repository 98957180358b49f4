"""Lift plain functions into compiled ones: the same source, with the functions that it calls lifted too."""

import dis
from collections.abc import Sequence
from types import FunctionType
from typing import Any

import numba
import numpy as np

from bondsim.laws.schedule import ACTIVE, AGENT, WORLD, Phase

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


def in_turn(phases: Sequence[Phase]) -> Any:
    """All phases of a schedule as one compiled function, one after the other.

    Written out as one function and not nested: what holds compiled code is optimised as a whole each time.
    """
    names = {f"law_{k}": lift(phase.law) for k, phase in enumerate(phases)}  # type: ignore[arg-type]
    each = {
        WORLD: "{law}(w)",
        AGENT: "for i in range(w.n_agents): {law}(w, i)",
        ACTIVE: "for k in range(w.n_active): {law}(w, w.active[k])",
    }
    body = []
    for name, phase in zip(names, phases, strict=True):
        if phase.family:
            body += [f"    if w.clock.has_{phase.family} == 1:\n    "]
        body += [f"    {each[phase.kind].format(law=name)}\n"]
    scope: dict[str, Any] = dict(names)
    exec("def phases(w):\n" + "".join(body), scope)
    return numba.njit(**INNER)(scope["phases"])
