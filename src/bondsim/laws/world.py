"""How laws read and write the world that they are given.

A world ``w`` is all that a run is. In the Mesa engine it is an object that holds the agents themselves, in
the batch engine one record of memory; both read alike:

``w.agents[i]``
    Agent i of ``w.n_agents``: fields of `state.AGENT`, `state.STARTING` and the traits of its role.
``w.active[k]``
    Place in the cast of the k-th of ``w.n_active`` agents that are alive and on the map in this step.
``w.relations[i, j]``
    What i holds towards j, fields of `state.RELATION`.
``w.hazards[k]``, ``w.beliefs[i, k]``
    Hazard k of ``w.n_hazards`` (`state.HAZARD` and its parameters), and what i believes of it
    (`state.BELIEF`).
``w.incidents[k]``
    Incident k of ``w.n_incidents`` that a team may be called into in a career (`parameter.CalloutParameters`).
``w.actions[a]``, ``w.p``
    Features of each action, and the parameters of the laws, a record a group.
``w.place``, ``w.terrain[cell]``, ``w.grounds[kind]``
    The map: its size (`width`, `height` in cells, `cell_m`), the kind of ground of each cell row by row,
    and what a kind does (`pace`, a share of speed; `step_m`, the height of the obstacle).
``w.clock``, ``w.tally``
    Fields of `state.CLOCK` and `state.TALLY`.
``w.levels``
    Levels that a shuffled bond is drawn from.
``w.log[n]``, ``w.log_room``
    Events (`state.EVENT`) and how many there is room for.
``w.trail[k]``
    Point k of ``w.clock.n_trail`` of the trails laid so far: whose (`who`), when (`t_s`), where (`x_m`, `y_m`), how far
    along (`way_m`).
``w.phases[k]``
    Step and longest time of each of ``w.clock.n_phases`` phases (`dt_s`, `max_s`).
``w.options``, ``w.utilities``, ``w.terms``
    Scratch of one choice.
"""

from bondsim.streams import uniform


def luck(w, stream, who, step):
    """Uniform number of this run at an address."""
    return uniform(w.clock.seed, w.clock.replicate, stream, who, step)


def steps_of(w, seconds):
    """Whole steps in a time in seconds, at least one."""
    n = int(seconds / w.clock.dt_s + 0.5)
    return n if n > 1 else 1


def elapsed(w, step):
    """Time since a step, s, which may lie in an earlier phase with another step."""
    c = w.clock
    if step >= c.phase_step:
        return (c.step - step) * c.dt_s
    return (c.phase_step - step) * w.phases[c.phase - 1].dt_s + (c.step - c.phase_step) * c.dt_s


def note(w, kind, actor, target, action, value):
    """Write an event, where there is room; count it in any case."""
    c = w.clock
    n = c.n_events
    c.n_events = n + 1
    if n < w.log_room:
        row = w.log[n]
        row.step = c.step
        row.t_s = c.t_s
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
    for j in range(w.n_agents):
        w.agents[j].aware = 1


def is_free(w, j):
    """1 where agent j is still at large."""
    a = w.agents[j]
    return 1 if a.present == 1 and a.alive == 1 and a.arrested == 0 else 0
