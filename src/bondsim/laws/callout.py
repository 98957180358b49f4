"""Incidents within a career: a team goes in as it is that day, and comes out as the incident left it."""

from bondsim.vocabulary import DOG, HANDLER


def brief(w, v, i):
    """Handler i and its dog enter the world v of an incident with the state of their day."""
    d = at_his_side(w, i)
    h = first_of(v, HANDLER)
    k = first_of(v, DOG)
    share_laws(w, v)
    send(w, v, i, h)
    if d >= 0:
        send(w, v, d, k)
        if w.agents[d].alive == 0:
            v.agents[k].present = 0
        tell_tie(w, v, i, d, h, k)
        tell_tie(w, v, d, i, k, h)


def debrief(w, v, i):
    """Handler i and its dog come back from the world v of an incident that is over."""
    d = at_his_side(w, i)
    h = first_of(v, HANDLER)
    k = first_of(v, DOG)
    take_back(w, v, i, h)
    if d >= 0 and w.agents[d].alive == 1:
        take_back(w, v, d, k)
        bring_tie(w, v, i, d, h, k)
        bring_tie(w, v, d, i, k, h)


def at_his_side(w, i):
    """Place in the cast of the dog that handler i works with, -1 for none."""
    return w.agents[i].mate if w.clock.has_ties == 1 else w.agents[i].partner


def first_of(v, role):
    """Place in the cast of v of the first with a role; 0 where there is none."""
    for j in range(v.n_agents):
        if v.agents[j].role == role:
            return j
    return 0


def share_laws(w, v):
    """How trust is learned, and how age tells, in the incident as in the career."""
    v.p.trust.memory = w.p.trust.memory
    v.p.trust.negativity = w.p.trust.negativity
    v.p.trust.learns = w.p.trust.learns
    v.p.energy.age_half = w.p.energy.age_half
    v.p.energy.age_spread = w.p.energy.age_spread


def send(w, v, i, j):
    """Agent j of the incident is agent i of the career, as it is today; what no career moves stays the incident's."""
    me = w.agents[i]
    one = v.agents[j]
    if w.clock.has_ageing == 1 and me.role == DOG:
        one.age_y = me.now_y
    if w.clock.has_strain == 1:
        one.vigilance = me.alertness
    if me.role == DOG:
        one.skill_task = me.skill_task
    one.wear = me.wear
    one.stress = me.stress
    me.call_wear = me.wear


def tell_tie(w, v, i, j, there, other):
    """What i holds towards j is what `there` holds towards `other` in the incident."""
    held = w.relations[i, j]
    one = v.relations[there, other]
    one.bond = held.bond
    one.good = held.good
    one.bad = held.bad
    one.trust = held.trust
    one.self_trust = held.self_trust


def take_back(w, v, i, j):
    """Agent i of the career is agent j of the incident, as it came out."""
    me = w.agents[i]
    one = v.agents[j]
    me.alive = one.alive
    me.wear = one.wear
    me.stress = one.stress
    me.call_wear = one.wear - me.call_wear
    me.call_arousal = one.arousal
    me.call_defied = one.defied
    me.call_s = v.clock.t_s
    me.call_rescued = v.tally.rescued if v.tally.rescued >= 0.0 else 0.0


def bring_tie(w, v, i, j, there, other):
    """What i holds towards j is what `there` came to hold towards `other`."""
    held = w.relations[i, j]
    one = v.relations[there, other]
    held.bond = one.bond
    held.good = one.good
    held.bad = one.bad
    held.trust = one.trust
    held.self_trust = one.self_trust
