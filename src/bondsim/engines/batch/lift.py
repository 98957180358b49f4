"""Lift plain functions into compiled ones: the same source, with the functions that it calls lifted too."""

import dis
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from types import FunctionType
from typing import Any

import numba
import numpy as np
from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core import codegen, cpu
from numba.core.compiler_lock import global_compiler_lock

from bondsim.engines.batch.prune import code_without
from bondsim.laws.schedule import ACTIVE, AGENT, WORLD, Phase

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False}
INNER = OPTIONS | {
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}  # called by compiled code only: a third of the compile time

_lifted: dict[tuple[FunctionType, bool, frozenset[str]], Any] = {}

# What every incident runs through, at every step, is inlined where it is called, which is worth half the time
# of a run, and so is there what all share. In the families it is left to the compiler's own judgement: inlined
# everywhere, it would double the time to compile.
CORE = {
    *(f"rules.{name}" for name in ("act", "appraise", "choose", "learn", "sense")),
    *(f"laws.{name}" for name in ("act", "appraise", "begin", "choose", "clock", "hazards", "learn")),
    *(f"laws.{name}" for name in ("motion", "sense", "settle", "speak", "weigh")),
}
SHARED = {"rules.maths", "laws.world", "streams"}


@contextmanager
def brief_types() -> Iterator[None]:
    """Have Numba name a record by its size while it compiles.

    For each call that it resolves it writes out the types of the arguments, and that of a world takes some
    sixty thousand letters: a third of the time to compile, for texts that nobody reads.
    """
    record: Any = numba.types.Record
    in_full = record.__repr__
    record.__repr__ = lambda self: f"Record({self.size} bytes)"
    try:
        yield
    finally:
        record.__repr__ = in_full


@contextmanager
def as_a_whole(name: str) -> Iterator[None]:
    """Have Numba optimise and write machine code of one function alone, with all that it calls as part of it.

    By itself Numba does so for every function, and again in each that calls it: a third of the time to compile.

    Parameters
    ----------
    name : str
        Qualified name of the function.
    """
    library: Any = codegen.CPUCodeLibrary
    context: Any = cpu.CPUContext
    optimise, write = library._optimize_final_module, library._finalize_final_module
    executable = context.get_executable

    def optimise_whole(self: Any) -> None:
        if self.name == name:
            optimise(self)

    def write_whole(self: Any) -> None:
        if self.name == name:
            write(self)
        else:
            self._finalize_dynamic_globals()
            self._finalized = True

    def executable_whole(self: Any, part: Any, described: Any, env: Any) -> Any:
        if part.name == name:
            return executable(self, part, described, env)
        part._ensure_finalized()
        address = 0  # nobody calls a part by itself
        return _dynfunc.make_function(
            described.lookup_module(), described.qualname, "a part", address, env, (part,)
        )

    with global_compiler_lock:  # what other threads compile meanwhile is not meant
        library._optimize_final_module, library._finalize_final_module = optimise_whole, write_whole
        context.get_executable = executable_whole
        try:
            yield
        finally:
            library._optimize_final_module, library._finalize_final_module = optimise, write
            context.get_executable = executable


def lift(function: FunctionType, in_core: bool = True, without: Collection[str] = ()) -> Any:
    """Compiled twin of a plain rule or law.

    Parameters
    ----------
    function : function
        Plain function; every plain function that it names is lifted as well.
    in_core : bool
        Whether it is called by what every incident runs through.
    without : collection of str
        Families of mechanisms that are left out of it.
    """
    module = function.__module__.removeprefix("bondsim.")
    inlined = module in CORE or (in_core and module in SHARED)
    key = function, inlined, frozenset(without)
    if key not in _lifted:
        options = INNER | {"forceinline": inlined}
        _lifted[key] = numba.njit(**options)(rebound(function, inlined, without))
    return _lifted[key]


def rebound(function: Any, in_core: bool = True, without: Collection[str] = (), **names: Any) -> FunctionType:
    """A copy of a plain function whose global names mean compiled functions, or what `names` says."""
    scope = dict(function.__globals__)
    code = code_without(function, without)
    # attributes may bear the names of functions (`p.sense`): only names that are loaded as globals count
    for name in {i.argval for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL"} - set(names):
        value = scope.get(name)
        if isinstance(value, FunctionType):
            scope[name] = lift(value, in_core, without)
        elif type(value) is int:
            scope[name] = np.int64(
                value
            )  # a plain int would make a new compiled copy of a callee for each value
    scope |= names
    copy = FunctionType(code, scope, function.__name__, function.__defaults__, function.__closure__)
    copy.__qualname__ = function.__qualname__
    copy.__module__ = function.__module__
    return copy


def in_turn(phases: Sequence[Phase], without: Collection[str] = ()) -> Any:
    """All phases of a schedule as one compiled function, one after the other.

    Written out as one function and not nested, and taken into the kernel before it is compiled: what holds
    compiled code is optimised as a whole each time.
    """
    phases = [phase for phase in phases if phase.family not in without]
    names = {f"law_{k}": lift(phase.law, without=without) for k, phase in enumerate(phases)}  # type: ignore[arg-type]
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
    return numba.njit(inline="always", **INNER)(scope["phases"])
