"""Incidents within a career: a team goes in as it is that day, and comes out as the incident left it."""

from bondsim.rules.appraise import combined_harm
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
    if w.clock.has_duty == 1:
        report_signs(w, v, i)
    if d >= 0 and w.agents[d].alive == 1:
        take_back(w, v, d, k)
        bring_tie(w, v, i, d, h, k)
        bring_tie(w, v, d, i, k, h)


def at_his_side(w, i):
    """Place in the cast of the dog that handler i works with, -1 for none."""
    return w.agents[i].mate if w.clock.has_ties == 1 else w.agents[i].partner


def trains(w, i):
    """1 where the dog that handler i works with is in training, by which he learns to read it."""
    d = at_his_side(w, i)
    return 1 if d >= 0 and w.agents[d].in_training == 1 else 0


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
    if w.clock.has_skills == 1 and me.role == DOG:
        one.skill_obey = me.skill_obey
    if w.clock.has_skills == 1 and me.role == HANDLER and trains(w, i) == 1:
        one.skill_read = me.reading_now
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
    if one.blood < 1.0:
        me.wear = combined_harm(one.wear, w.p.rota.wound_wear * (1.0 - one.blood))
    me.stress = one.stress
    me.call_wear = me.wear - me.call_wear
    me.call_arousal = one.arousal
    me.call_rescued = v.tally.rescued if v.tally.rescued >= 0.0 else 0.0


def report_signs(w, v, i):
    """What handler i's dog showed in the incident, what it was worth, and who was hit."""
    me = w.agents[i]
    t = v.tally
    me.call_tracked = 1 if t.n_plans > 0.0 else 0
    me.call_false_signs = t.n_false_freezes
    me.call_true_sign = 1 if t.first_freeze_s >= 0.0 else 0
    me.call_lead_s = t.warning_s if t.warning_s >= 0.0 else -1.0
    me.call_heeded = 1 if t.covers_in_time > 0.0 else 0
    me.call_in_vain = t.covers_for_nothing
    me.call_shots = t.n_ambush_shots + t.n_shots
    me.call_hit = 1 if t.person_hit > 0.0 or t.dog_hit > 0.0 or t.team_shot > 0.0 else 0


def bring_tie(w, v, i, j, there, other):
    """What i holds towards j is what `there` came to hold towards `other`: orders kept or broken are judged there."""
    held = w.relations[i, j]
    one = v.relations[there, other]
    held.bond = one.bond
    held.good = one.good
    held.bad = one.bad
    held.trust = one.trust
    held.self_trust = one.self_trust
