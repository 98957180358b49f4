"""Law 2, appraise: what is noticed becomes predicted harm to the partner and to itself, and arousal."""

from bondsim.laws.body import harm_body
from bondsim.laws.care import harm_care, menace
from bondsim.laws.crowd import harm_crowd
from bondsim.laws.dart import harm_dart
from bondsim.laws.fight import harm_fight, weigh_plight
from bondsim.laws.gun import harm_gun, weigh_guns
from bondsim.laws.hazards import threatens
from bondsim.laws.perimeter import harm_perimeter
from bondsim.laws.plume import harm_scent
from bondsim.laws.streets import harm_kin
from bondsim.rules.appraise import arousal_after, believed_harm, combined_harm, front_harm, pursuer_harm
from bondsim.rules.maths import distance
from bondsim.vocabulary import FLEE, PULL, PURSUE


def appraise(w, i):
    """Agent i foresees harm, at each look and when something has happened; arousal follows at each look."""
    me = w.agents[i]
    if w.clock.look == 0 and me.aware == 0:
        return
    me.own_harm = harm_foreseen(w, i)
    me.partner_distress = 0.0
    me.partner_harm = 0.0
    if me.partner >= 0 and me.knows_partner == 1:
        other = w.agents[me.partner]
        if other.present == 1 and other.alive == 1:
            me.partner_distress = w.p.harm.distress if other.down == 1 else 0.0
            # families: what else is read off the partner, and that presence wards off
            if w.clock.has_care == 1:
                me.partner_distress = combined_harm(me.partner_distress, menace(w, i))
            me.partner_harm = combined_harm(harm_to_partner(w, i), me.partner_distress)
    if w.clock.has_gun == 1:
        weigh_guns(w, i)
    if w.clock.has_fight == 1:
        weigh_plight(w, i)
    if w.clock.look == 1:
        excite(w, i)


def harm_foreseen(w, i):
    """Harm that agent i foresees for itself, from hazards it has noticed and from those who are after it."""
    me = w.agents[i]
    harm = 0.0
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if w.beliefs[i, k].noticed == 1 and threatens(h, me.x_m, me.y_m) == 1:
            harm = combined_harm(harm, front_harm(h.eta_s, h.foreseen_s, h.foreseen_spread_s))
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.present == 1 and a.alive == 1 and a.down == 0 and a.in_ring == 0:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            harm = combined_harm(harm, pursuer_harm(d, w.p.pursuit))
    return combined_harm(harm, harm_of_families(w, i, i))


def harm_of_families(w, i, j):
    """Harm that agent i foresees for agent j, who may be itself, from what the families add to the core."""
    # families: combined harm of harm_<family>(w, i, j), each where w.clock.has_<family> == 1
    harm = 0.0
    if w.clock.has_body == 1:
        harm = combined_harm(harm, harm_body(w, i, j))
    if w.clock.has_care == 1:
        harm = combined_harm(harm, harm_care(w, i, j))
    if w.clock.has_kin == 1:
        harm = combined_harm(harm, harm_kin(w, i, j))
    if w.clock.has_gun == 1 and i == j:
        harm = combined_harm(harm, harm_gun(w, i, i))
    if w.clock.has_fight == 1:
        harm = combined_harm(harm, harm_fight(w, i, j))
    if w.clock.has_crowd == 1:
        harm = combined_harm(harm, harm_crowd(w, i, j))
    if w.clock.has_dart == 1:
        harm = combined_harm(harm, harm_dart(w, i, j))
    if w.clock.has_scent == 1:
        harm = combined_harm(harm, harm_scent(w, i, j))
    if w.clock.has_perimeter == 1:
        harm = combined_harm(harm, harm_perimeter(w, i, j))
    return harm


def harm_to_partner(w, i):
    """Harm that agent i foresees for its partner from hazards it has noticed."""
    me = w.agents[i]
    other = w.agents[me.partner]
    is_out = 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) > me.sight_m else 0
    harm = 0.0
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if w.beliefs[i, k].noticed == 1 and threatens(h, other.x_m, other.y_m) == 1:
            foreseen = front_harm(h.eta_s, h.foreseen_s, h.foreseen_spread_s)
            believed = believed_harm(foreseen, w.relations[i, me.partner].self_trust, is_out, w.p.harm)
            harm = combined_harm(harm, believed)
    return combined_harm(harm, harm_of_families(w, i, me.partner))


def excite(w, i):
    """Arousal of agent i over one look: alarm and effort raise it, a bonded partner beside it calms."""
    me = w.agents[i]
    p = w.p.arousal
    alarm = me.own_harm if me.own_harm > me.partner_harm else me.partner_harm
    rise = p.alarm_rate * alarm
    if me.action == PULL or me.action == PURSUE or me.action == FLEE:
        rise += p.effort_rate
    calming = 0.0
    if me.partner >= 0:
        other = w.agents[me.partner]
        if other.present == 1 and distance(me.x_m, me.y_m, other.x_m, other.y_m) < p.near_m:
            calming = p.calming_rate * w.relations[i, me.partner].bond
    if w.clock.has_crowd == 1:
        calming += me.soothed
    rest = me.arousal_rest + p.stress_shift * me.stress
    me.arousal = arousal_after(me.arousal, rest, rise, calming, w.clock.look_s, p)
