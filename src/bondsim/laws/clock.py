"""The clock: when all look, when it is over."""

from bondsim.laws.choose import is_free
from bondsim.vocabulary import DONE, STEP_CAP


def tick(w):
    """One step of time; in some steps all look."""
    c = w.clock
    c.step = c.step + 1
    c.t_s = c.step * c.dt_s
    c.look = 1 if c.step % c.look_steps == 0 else 0


def muster(w):
    """List who is alive and on the map."""
    n = 0
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.present == 1 and me.alive == 1:
            w.active[n] = i
            n += 1
    w.n_active = n


def conclude(w):
    """Stop when the incident is settled, where the scenario says that it then ends, or when time is up."""
    c = w.clock
    if c.step + 1 >= c.max_steps:
        c.stop = 1
        c.status = STEP_CAP if c.ends_when_settled == 1 else DONE
    elif is_settled(w) == 1:
        c.stop = 1
    if c.stop == 1 and c.entrapped >= 0:
        victim = w.agents[c.entrapped]
        w.tally.rescued = 1.0 if victim.alive == 1 and c.status != STEP_CAP else 0.0
        w.tally.dragged_m = victim.dragged_m


def is_settled(w):
    """1 where no hazard is on its way and no chase is on; a chase counts only while nobody was caught fast."""
    if w.clock.ends_when_settled == 0 or is_threat_on(w) == 1:
        return 0
    return 1 if w.clock.entrapped >= 0 or is_chase_on(w) == 0 else 0


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
