"""The clock: when all look, when it is over."""

from bondsim.laws.choose import is_free
from bondsim.vocabulary import STEP_CAP


def tick(w):
    """One step of time; in some steps all look."""
    c = w.clock
    c.step = c.step + 1
    c.t_s = c.step * c.dt_s
    c.look = 1 if c.step % c.look_steps == 0 else 0


def conclude(w):
    """Stop when no hazard is on its way and, unless someone was caught, no chase is on; or at the step cap."""
    c = w.clock
    if c.step + 1 >= c.max_steps:
        c.stop = 1
        c.status = STEP_CAP
    elif is_threat_on(w) == 0 and (c.entrapped >= 0 or is_chase_on(w) == 0):
        c.stop = 1
    if c.stop == 1 and c.entrapped >= 0:
        victim = w.agents[c.entrapped]
        w.tally.rescued = 1.0 if victim.alive == 1 and c.status != STEP_CAP else 0.0
        w.tally.dragged_m = victim.dragged_m


def is_threat_on(w):
    """1 while a hazard is on its way."""
    for k in range(w.n_hazards):
        if w.hazards[k].armed == 1 and w.hazards[k].over == 0:
            return 1
    return 0


def is_chase_on(w):
    """1 while somebody is after one who is still at large."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.present == 1 and me.quarry >= 0 and is_free(w, me.quarry) == 1:
            return 1
    return 0
