"""A user's own agent classes in an experiment: which they are, what tells them from others, what a run may take."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.scenario import Scenario

OURS = "bondsim."


@dataclass(frozen=True)
class Limits:
    """What a run with a user's own classes may take before it is ended and counted as failed.

    Attributes
    ----------
    time_s : float
        Wall-clock time, s.
    memory_mb : float
        Memory beyond that of bondsim itself, MB.
    retries : int
        How often a run that fails is tried again.
    """

    time_s: float = 60.0
    memory_mb: float = 1024.0
    retries: int = 1

    def __post_init__(self) -> None:
        for name in ("time_s", "memory_mb"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise ValueError(f"limits: {name} is {value!r}; more than 0 would do")
        if isinstance(self.retries, bool) or not isinstance(self.retries, int) or self.retries < 0:
            raise ValueError(f"limits: retries is {self.retries!r}; a whole number from 0 would do")

    @classmethod
    def of(cls, given: Limits | Mapping[str, Any] | None) -> Limits:
        """Limits from what a user gives.

        Raises
        ------
        ValueError
            If there is no such limit, or a value makes no sense.
        """
        if isinstance(given, Limits):
            return given
        known = [field.name for field in fields(cls)]
        for name in given or {}:
            if name not in known:
                raise ValueError(f"limits: unknown {name!r}; there are {', '.join(known)}")
        return cls(**(given or {}))


@dataclass(frozen=True)
class OwnAgents:
    """A user's own classes.

    Attributes
    ----------
    classes : dict of str to type
        By name of an agent or of a role.
    limits : Limits
        What a run may take.
    """

    classes: dict[str, type]
    limits: Limits

    @classmethod
    def of(
        cls, scenario: Scenario, classes: Mapping[str, type], limits: Limits | Mapping[str, Any] | None
    ) -> OwnAgents:
        """Own classes for a scenario.

        Raises
        ------
        ValueError
            If the scenario has no such agent or role, or a limit makes no sense.
        TypeError
            If a class is no subclass of `bondsim.Member`.
        """
        from bondsim.engines.mesa.model import check_agents

        check_agents(scenario, classes)
        return cls(dict(sorted(classes.items())), Limits.of(limits))

    def described(self) -> dict[str, dict[str, str]]:
        """By agent or role: the name of its class, and the SHA-256 of its source and that of its bases."""
        return {
            name: {"class": own.__qualname__, "source": source_digest(own)}
            for name, own in self.classes.items()
        }


def source_digest(own: type) -> str:
    """SHA-256 of the source of a class and of those of its bases that are not bondsim's own.

    What is nowhere written down, as what was typed into an interpreter, is known by its compiled code.
    """
    total = hashlib.sha256()
    for each in own.__mro__:
        if each.__module__.startswith((OURS, "mesa.")) or each is object:
            continue
        total.update(each.__qualname__.encode() + b"\0" + _source(each) + b"\0")
    return total.hexdigest()


def _source(own: type) -> bytes:
    try:
        return inspect.getsource(own).encode()
    except (OSError, TypeError):
        parts = []
        for name, value in sorted(vars(own).items()):
            code = getattr(inspect.unwrap(value), "__code__", None) if callable(value) else None
            if code is not None:
                parts.append(f"{name}{_code(code)}")
            elif not name.startswith("__"):
                parts.append(f"{name}={type(value).__name__}")
        return "\n".join(parts).encode()


def _code(code: CodeType) -> str:
    """What a function does, without where it stands."""
    constants = [_code(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts]
    return repr((code.co_code, constants, code.co_names, code.co_varnames))


def told(agents: Mapping[str, Mapping[str, str]]) -> str:
    """Own classes as a manifest describes them, in words: ``dog: Stubborn``."""
    return ", ".join(f"{name}: {about['class']}" for name, about in agents.items())
