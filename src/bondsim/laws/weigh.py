"""Part of law 3, choose: what is open to an agent, and what speaks for it and against it."""

from bondsim.laws.body import averted_body, is_open_body
from bondsim.laws.care import averted_care, gain_care, is_barred_care, is_open_care, risk_care
from bondsim.laws.crowd import (
    averted_by_snap,
    gain_crowd,
    is_among_people,
    is_open_crowd,
    lure_crowd,
    risk_crowd,
)
from bondsim.laws.dart import gain_dart, is_in_ring, is_open_dart
from bondsim.laws.feeling import is_open_feeling
from bondsim.laws.fight import averted_fight, gain_fight, heed, is_barred, is_open_fight, risk_fight
from bondsim.laws.gun import averted_gun, is_bound_gun, is_open_gun, risk_gun
from bondsim.laws.handling import gain_scent, is_open_scent, risk_scent
from bondsim.laws.kin import gain_kin, is_open_kin, is_out_of_call, lure_kin
from bondsim.laws.perimeter import gain_perimeter, is_open_perimeter, may_flee, may_give_up
from bondsim.laws.plume import is_searching
from bondsim.laws.rooms import gain_rooms, is_open_rooms
from bondsim.laws.sound import is_open_sound
from bondsim.laws.world import is_free
from bondsim.rules.act import p_fall
from bondsim.rules.appraise import combined_harm
from bondsim.rules.choose import (
    command_term,
    effort_term,
    p_still_there,
    protect_term,
    seek_term,
    self_term,
    task_term,
)
from bondsim.rules.kin import kin_term
from bondsim.vocabulary import (
    AID,
    AIM,
    AMBUSH,
    BARK,
    BITE,
    CARRY,
    CAST,
    COMFORT,
    COMMAND,
    DECLARE,
    EFFORT,
    ENTER,
    FLEE,
    FREEZE,
    GUARD,
    HIDE,
    HOLD,
    KIN,
    LOOK,
    LOWER,
    N_TERMS,
    PROTECT,
    PULL,
    PURSUE,
    SEEK,
    SEEK_SCENT,
    SELF,
    SHOOT,
    SNAP,
    STAB,
    STAND,
    SURRENDER,
    TASK,
    TRACK,
    TRAVEL,
    WALK,
    WITHDRAW,
)


def is_open(w, i, action):
    """1 where agent i could now do an action of its repertoire."""
    me = w.agents[i]
    if me.down == 1 or me.arrested == 1 or me.lifted_by >= 0:
        return 0
    if me.aboard == 1 and action != AID and action != CARRY:
        return 0
    # families: what one bars of all actions, and opens of those that others share
    if w.clock.has_care == 1:
        if is_barred_care(w, i, action) == 1:
            return 0
        if is_open_care(w, i, action) == 1:
            return 1
    if w.clock.has_kin == 1 and action == SEEK_SCENT:
        return is_open_kin(w, i, action)
    # families: what bars actions that would else be open
    if w.clock.has_gun == 1 and is_bound_gun(w, i, action) == 1:
        return 0
    if w.clock.has_fight == 1 and is_barred(w, i, action) == 1:
        return 0
    if action == WITHDRAW or action == TRAVEL:
        return 1 if me.order == action else 0
    if action == PULL or action == GUARD:
        if me.partner < 0 or me.knows_partner == 0 or is_in_ring(w, i) == 1:
            return 0
        other = w.agents[me.partner]
        if other.present == 0 or other.alive == 0:
            return 0
        if w.clock.has_kin == 1 and is_out_of_call(w, i) == 1:
            return 0
        if action == GUARD:
            return 1
        return 1 if other.down == 1 and other.clear == 0 and w.n_hazards > 0 else 0
    if action == PURSUE or action == HOLD:
        if me.quarry < 0 or is_free(w, me.quarry) == 0:
            return 0
        if me.sees == 0 and me.unseen_s > w.p.pursuit.memory_s:
            return 0
        if action == HOLD and w.clock.has_scent == 1 and is_searching(w, i) == 1:
            return 0
        return 1 if action == PURSUE or (me.backed == 0 and w.agents[me.quarry].down == 0) else 0
    if action == SURRENDER:
        if w.clock.has_perimeter == 1:
            return may_give_up(w, i)
        return 1 if me.own_harm > 0.0 else 0
    if action == FLEE and ((me.repertoire >> SURRENDER) & 1) == 1:
        if me.room >= 0:
            return 0
        return may_flee(w, i) if w.clock.has_perimeter == 1 else 1
    # families: what is open of the actions of each
    if w.clock.has_body == 1 and (action == AID or action == CARRY):
        return is_open_body(w, i, action)
    if w.clock.has_gun == 1 and action == SHOOT:
        return is_open_gun(w, i)
    if w.clock.has_feeling == 1 and (action == STAND or action == WALK or action == COMFORT):
        return is_open_feeling(w, i, action)
    if w.clock.has_rooms == 1 and (action == LOOK or action == ENTER):
        return is_open_rooms(w, i, action)
    if w.clock.has_fight == 1 and (action == BITE or action == STAB):
        return is_open_fight(w, i, action)
    if w.clock.has_sound == 1 and action == BARK:
        return is_open_sound(w, i, action)
    if w.clock.has_crowd == 1 and is_open_crowd(w, i, action) == 1:
        return 1
    if w.clock.has_dart == 1 and (action == AIM or action == LOWER):
        return is_open_dart(w, i, action)
    if w.clock.has_scent == 1 and (action == TRACK or action == CAST or action == FREEZE):
        return is_open_scent(w, i, action)
    if w.clock.has_perimeter == 1 and (action == HIDE or action == AMBUSH):
        return is_open_perimeter(w, i, action)
    return 0


def utility(w, i, action):
    """Utility of an action to agent i; its terms are left in `w.terms`."""
    me = w.agents[i]
    f = w.actions[action]
    bond = 0.0
    whom = meant_by(w, i, action)
    if whom >= 0:
        bond = w.relations[i, whom].bond
    trust = 0.0
    if me.superior >= 0:
        trust = w.relations[i, me.superior].trust
    w.terms[COMMAND] = command_term(me.w_command, trust, me.skill_obey, told(w, i, action))
    w.terms[PROTECT] = protect_term(me.w_protect * me.protects, bond, harm_averted(w, i, action))
    w.terms[TASK] = task_term(me.w_task, me.drive, me.skill_task, gain(w, i, action))
    w.terms[SEEK] = seek_term(me.w_seek * me.seeks, bond, f.near)
    risk = harm_of_action(w, i, action)
    if w.clock.has_gun == 1:
        risk = combined_harm(risk, risk_gun(w, i, action))
    w.terms[SELF] = self_term(me.w_self, me.boldness, risk)
    w.terms[EFFORT] = effort_term(me.w_effort, 1.0 - me.reserve, me.wear, f.effort)
    w.terms[KIN] = kin_term(me.w_kin, f.approach, lure(w, i, action))
    total = 0.0
    for k in range(N_TERMS):
        total += w.terms[k]
    return total


def meant_by(w, i, action):
    """Place in the cast of the one for whose sake agent i would do an action, -1 for nobody: mostly its partner."""
    me = w.agents[i]
    # families: whom each of their actions is for, where it is not the partner
    if action == COMFORT:
        return me.neighbour
    return me.partner


def told(w, i, action):
    """How far agent i is told to do an action: 1 by an order, less than none where it is trained not to."""
    if action == SNAP:
        return -1.0 if w.agents[i].bites_on_order_only == 1 else 0.0
    return heed(w, i, action)


def harm_averted(w, i, action):
    """Harm to the partner, or whom else it is meant for, that agent i believes an action to avert."""
    me = w.agents[i]
    if w.clock.has_crowd == 1 and action == SNAP:
        return averted_by_snap(w, i)
    f = w.actions[action]
    # families: what their actions avert from others than the partner
    if action == COMFORT:
        return f.relief_distress * w.agents[me.neighbour].grief if me.neighbour >= 0 else 0.0
    by_all = f.relief * me.partner_harm if action != BITE else 0.0  # teeth avert what people do, no more
    by_distress = f.relief_distress * me.partner_distress
    best = by_all if by_all > by_distress else by_distress
    # families: harm that their actions avert in ways of their own
    if w.clock.has_body == 1 and (action == AID or action == CARRY):
        by_care = averted_body(w, i, action)
        best = by_care if by_care > best else best
        by_eyes = averted_care(w, i, action)
        best = by_eyes if by_eyes > best else best
    if w.clock.has_gun == 1:
        by_fire = averted_gun(w, i, action)
        best = by_fire if by_fire > best else best
    if w.clock.has_fight == 1:
        by_fight = averted_fight(w, i, action)
        best = by_fight if by_fight > best else best
    return best


def gain(w, i, action):
    """Believed chance that an action brings the task to its end."""
    me = w.agents[i]
    if action == PURSUE:
        return me.gain_pursue
    if action == HOLD and me.quarry >= 0:
        left = w.p.pursuit.backup_s - w.clock.t_s
        return p_still_there(w.p.pursuit.escape_rate, left if left > 0.0 else 0.0)
    if action == FLEE and w.clock.has_perimeter == 0:
        return 1.0
    # families: the chance that each of their actions brings the task to its end
    if w.clock.has_care == 1 and (action == DECLARE or action == CARRY or action == WITHDRAW):
        return gain_care(w, i, action)
    if w.clock.has_rooms == 1 and (action == LOOK or action == ENTER):
        return gain_rooms(w, i, action)
    if w.clock.has_kin == 1 and action == SEEK_SCENT:
        return gain_kin(w, i, action)
    if action == SHOOT:
        return me.gain_shoot
    if w.clock.has_fight == 1 and (action == BITE or action == STAB):
        return gain_fight(w, i, action)
    if w.clock.has_crowd == 1 and action == SNAP:
        return gain_crowd(w, i, action)
    if w.clock.has_dart == 1 and action == AIM:
        return gain_dart(w, i, action)
    if w.clock.has_scent == 1 and (action == TRACK or action == CAST or action == FREEZE):
        return gain_scent(w, i, action)
    if w.clock.has_perimeter == 1 and (action == FLEE or action == HIDE or action == AMBUSH):
        return gain_perimeter(w, i, action)
    return 0.0


def lure(w, i, action):
    """Match of a remembered scent that an action would follow."""
    # families: what leads agent i on
    if w.clock.has_kin == 1:
        return lure_kin(w, i, action)
    if w.clock.has_crowd == 1:
        return lure_crowd(w, i, action)
    return 0.0


def harm_of_action(w, i, action):
    """Harm to itself that agent i believes an action to bring: its own exposure, and what it exposes it to."""
    me = w.agents[i]
    exposure = w.actions[action].exposure
    if w.clock.has_crowd == 1 and is_among_people(action) == 1:
        return risk_crowd(w, i, action)
    if action == PULL or action == GUARD:
        return combined_harm(exposure, harm_beside_partner(w, i))
    if action == PURSUE and me.surefoot == 0:
        step_m = w.p.fall.expected_step_m
        fall = p_fall(me.wear, 1.0 - me.reserve, w.p.weather.temperature_c, step_m, w.p.ground.ice, w.p.fall)
        return combined_harm(exposure, fall)
    if action == FLEE:
        return combined_harm(exposure, me.own_harm)
    # families: what each of their actions exposes one to
    if w.clock.has_care == 1 and action == CARRY:
        return combined_harm(exposure, risk_care(w, i))
    if action == SEEK_SCENT:
        return combined_harm(exposure, me.own_harm)
    if w.clock.has_fight == 1 and (action == BITE or action == STAB):
        return risk_fight(w, i, action)
    if w.clock.has_scent == 1 and (action == TRACK or action == CAST):
        return risk_scent(w, i, action)
    return exposure


def harm_beside_partner(w, i):
    """Harm that agent i believes to share beside its partner; in the last moment it sees its own in full."""
    me = w.agents[i]
    for k in range(w.n_hazards):
        if w.hazards[k].at_last == 1 and w.beliefs[i, k].noticed == 1:
            return me.own_harm
    return w.p.harm.own_share * me.partner_harm
