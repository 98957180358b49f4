"""Parameters and state as plain records of numbers: the memory that engines run on.

A record type is made from the declarations (`bondsim.parameter`, `bondsim.state`), never written by hand.
Flags and counts are 64-bit integers, all else 64-bit floats, so that the compiled engine reads them at a
fixed place.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from bondsim import state, vocabulary
from bondsim.parameter import (
    ACTIONS,
    ALSO_WITH,
    FAMILY_OF_GROUP,
    FAMILY_OF_TRAIT,
    HAZARDS,
    LAWS,
    AgentParameters,
    CalloutParameters,
    Parameters,
)
from bondsim.parameter.actions import ActionParameters

RELATION_FIELDS = (
    "bond",
    "trust",
    "self_trust",
    "accepted",
    "distress",
)  # parameters of a role that go into its relation to its partner

KINDS = {"int": np.int64, "float": np.float64}


def _of_fields(fields: Iterable[state.Field]) -> list[tuple[str, Any]]:
    return [(f.name, KINDS[f.kind]) for f in fields]


def _of_group(group: type[Parameters], leave_out: Iterable[str] = ()) -> list[tuple[str, Any]]:
    return [
        (name, np.int64 if info.annotation in (bool, int) else np.float64)
        for name, info in group.model_fields.items()
        if name not in leave_out
    ]


def _grouped(fields: Iterable[tuple[str, Any]], family_of: Mapping[str, str]) -> np.dtype:
    """A record type in which what a family adds lies side by side, after the core."""
    order = ("", *vocabulary.FAMILIES)
    return np.dtype(sorted(fields, key=lambda f: order.index(family_of.get(f[0], ""))), align=True)


_OF_AGENT = state.FAMILY_OF["AGENT"] | {n: f for n, f in FAMILY_OF_TRAIT.items() if n not in ALSO_WITH}
AGENT = _grouped(_of_fields(state.AGENT) + _of_group(AgentParameters, RELATION_FIELDS), _OF_AGENT)
RELATION = np.dtype(_of_fields(state.RELATION), align=True)
BELIEF = np.dtype(_of_fields(state.BELIEF), align=True)
HAZARD = np.dtype(
    _of_fields(state.HAZARD) + list(dict.fromkeys(f for group in HAZARDS.values() for f in _of_group(group))),
    align=True,
)
ACTION = np.dtype(_of_group(ActionParameters), align=True)
LAW = _grouped([(name, _of_group(group)) for name, group in LAWS.items()], FAMILY_OF_GROUP)
GROUND = np.dtype(
    [(name, np.float64) for name in ("pace", "step_m", "traffic_per_h", "cover", "scent")], align=True
)
PLACE = np.dtype([("width", np.int64), ("height", np.int64), ("cell_m", np.float64)], align=True)
PHASE = np.dtype([("dt_s", np.float64), ("max_s", np.float64)], align=True)
TRAIL = np.dtype(
    [("who", np.int64), ("t_s", np.float64), ("x_m", np.float64), ("y_m", np.float64), ("way_m", np.float64)],
    align=True,
)
INCIDENT = np.dtype(_of_group(CalloutParameters), align=True)
CLOCK = _grouped(_of_fields(state.CLOCK), state.FAMILY_OF["CLOCK"])
TALLY = _grouped(_of_fields(state.TALLY), state.FAMILY_OF["TALLY"])
EVENT = np.dtype(_of_fields(state.EVENT), align=True)

# The whole world of a run as one record, so that a law gets a single pointer. Rooms are generous; only what
# is used is touched.
MAX_AGENTS = (
    240  # eighty teams with an heir each; the room for what each holds towards each goes with the square
)
MAX_HAZARDS = 8
MAX_GROUNDS = 50
MAX_PHASES = 4
MAX_CELLS = 1 << 18  # 512 x 512
MAX_LEVELS = 64
MAX_EVENTS = 1 << 13
MAX_INCIDENTS = 8
MAX_TRAIL = 1 << 12  # points of trails
WORLD = np.dtype(
    [
        ("n_agents", np.int64),
        ("n_hazards", np.int64),
        ("n_active", np.int64),
        ("n_incidents", np.int64),
        ("log_room", np.int64),
        ("clock", CLOCK),
        ("tally", TALLY),
        ("p", LAW),
        ("place", PLACE),
        ("active", np.int64, (MAX_AGENTS,)),
        ("options", np.int64, (len(ACTIONS),)),
        ("phases", PHASE, (MAX_PHASES,)),
        ("utilities", np.float64, (len(ACTIONS),)),
        ("terms", np.float64, (vocabulary.N_TERMS,)),
        ("levels", np.float64, (MAX_LEVELS,)),
        ("actions", ACTION, (len(ACTIONS),)),
        ("grounds", GROUND, (MAX_GROUNDS,)),
        ("hazards", HAZARD, (MAX_HAZARDS,)),
        ("incidents", INCIDENT, (MAX_INCIDENTS,)),
        ("agents", AGENT, (MAX_AGENTS,)),
        ("beliefs", BELIEF, (MAX_AGENTS, MAX_HAZARDS)),
        ("relations", RELATION, (MAX_AGENTS, MAX_AGENTS)),
        ("terrain", np.int8, (MAX_CELLS,)),
        ("trail", TRAIL, (MAX_TRAIL,)),
        ("log", EVENT, (MAX_EVENTS,)),
    ],
    align=True,
)

# The family of each field of a record type; those that are not named are of the core.
FAMILY_OF: dict[np.dtype, Mapping[str, str]] = {
    AGENT: _OF_AGENT,
    CLOCK: state.FAMILY_OF["CLOCK"],
    TALLY: state.FAMILY_OF["TALLY"],
    LAW: FAMILY_OF_GROUP,
}


@cache
def in_use(dtype: np.dtype, families: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Stretches of a record that matter where only some families are used: first byte and length of each."""
    family_of = FAMILY_OF.get(dtype)
    if family_of is None or dtype.names is None:
        return ((0, dtype.itemsize),)
    stretches: list[tuple[int, int]] = []
    for name in dtype.names:
        if family_of.get(name, "") in ("", *families):
            first, length = dtype.fields[name][1], dtype[name].itemsize  # type: ignore[index]
            if stretches and sum(stretches[-1]) == first:
                first, length = stretches[-1][0], stretches.pop()[1] + length
            stretches.append((first, length))
    return tuple(stretches)


@cache
def compact(dtype: np.dtype, families: frozenset[str]) -> np.dtype:
    """The record type without the fields that only matter to other families."""
    family_of = FAMILY_OF.get(dtype)
    if family_of is None or dtype.names is None:
        return dtype
    kept = [name for name in dtype.names if family_of.get(name, "") in ("", *families)]
    return np.dtype([(name, dtype[name]) for name in kept], align=True)


# What a series holds of each agent: the state that changes, and the relation to its partner.
AGENT_STATE = tuple(f.name for f in (*state.STARTING, *state.AGENT))
RELATION_STATE = tuple(f.name for f in state.RELATION)


def blank(dtype: np.dtype, fields: Iterable[state.Field], shape: tuple[int, ...]) -> np.ndarray:
    """Records at the values that fields start with, where nothing else sets them."""
    out = np.zeros(shape, dtype)
    for f in fields:
        if f.start != 0:
            out[f.name] = f.start
    return out


def action_records(values: dict[str, ActionParameters]) -> np.ndarray:
    """Records of all actions, in the order of their codes."""
    out = np.zeros(len(ACTIONS), ACTION)
    for name, group in values.items():
        fill(out, vocabulary.ACTIONS[name], group)
    return out


def fill(records: np.ndarray, at: Any, group: Parameters, leave_out: Iterable[str] = ()) -> None:
    """Copy a group of parameters into one record."""
    for name in type(group).model_fields:
        if name not in leave_out:
            records[name][at] = getattr(group, name)


def as_object(record: Any) -> Any:
    """A record as a plain object whose attributes are Python numbers; records within become objects too."""
    dtype = record.dtype
    return SimpleNamespace(
        **{n: as_object(record[n]) if dtype[n].names else record[n].item() for n in dtype.names or ()}
    )
