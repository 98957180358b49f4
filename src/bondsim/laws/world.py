"""The world that laws act on, and how luck and events are addressed in it."""

from typing import Any, NamedTuple

from bondsim.streams import uniform


class World(NamedTuple):
    """All that a run is. In the Mesa engine the members hold objects, in the batch engine records; both read alike.

    Attributes
    ----------
    agents : sequence of n agents
        Fields of `state.AGENT`, `state.STARTING` and the traits of their role.
    relations : n x n, indexed ``[i, j]``
        What i holds towards j, fields of `state.RELATION`.
    beliefs : n x m, indexed ``[i, k]``
        What i believes of hazard k, fields of `state.BELIEF`.
    hazards : sequence of m hazards
        Fields of `state.HAZARD` and of `parameters.hazards`.
    actions : sequence
        Features of each action, fields of `parameters.actions`.
    p : record
        Parameters of the laws, a record a group.
    place : record
        `width` and `height` in cells, `cell_m`.
    terrain : int array, indexed ``[row, column]``
        Kind of ground of each cell.
    grounds : sequence
        What each kind of ground does: `pace` (share of speed), `step_m` (height of the obstacle).
    clock : record
        Fields of `state.CLOCK`.
    tally : record
        Fields of `state.TALLY`.
    levels : float array
        Levels that a shuffled bond is drawn from.
    log : array of `state.EVENT`
        Room for events; may be empty.
    utilities, terms : float arrays
        Scratch of one choice.
    """

    agents: Any
    relations: Any
    beliefs: Any
    hazards: Any
    actions: Any
    p: Any
    place: Any
    terrain: Any
    grounds: Any
    clock: Any
    tally: Any
    levels: Any
    log: Any
    utilities: Any
    terms: Any


def luck(w, stream, who, step):
    """Uniform number of this run at an address."""
    return uniform(w.clock.seed, w.clock.replicate, stream, who, step)


def steps_of(w, seconds):
    """Whole steps in a time in seconds, at least one."""
    n = int(seconds / w.clock.dt_s + 0.5)
    return n if n > 1 else 1


def note(w, kind, actor, target, action, value):
    """Write an event, where there is room; count it in any case."""
    c = w.clock
    n = c.n_events
    c.n_events = n + 1
    if n < len(w.log):
        row = w.log[n]
        row.step = c.step
        row.kind = kind
        row.actor = actor
        row.target = target
        row.action = action
        row.value = value
        row.why_1 = -1
        row.why_2 = -1
        row.why_3 = -1
        row.why_1_value = 0.0
        row.why_2_value = 0.0
        row.why_3_value = 0.0


def alert_all(w):
    """Something has happened that all must look at."""
    for j in range(len(w.agents)):
        w.agents[j].aware = 1
