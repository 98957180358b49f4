"""Bites, blades and blows: who attacks, who holds whom, what ends it.

A hold is worked out by the one who holds (`grapple`), from how all stood before; `yield_` then makes it so on
the side of the one held. So it depends on no order of agents, and several may hold one.
"""

from bondsim.laws.body import harm_body, patient_of, wound
from bondsim.laws.motion import go, ground_at
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.act import running_speed, spread_log
from bondsim.rules.appraise import combined_harm
from bondsim.rules.fight import (
    attack_harm,
    bite_risk,
    count_within,
    gap_left,
    grip,
    happens_first,
    p_within,
    release_rate,
    wear_after_blows,
)
from bondsim.rules.maths import distance
from bondsim.streams import BLOWS, CUTS, HOLD_ENDS, HOLDS, STAB_WOUNDS, STABS, towards
from bondsim.vocabulary import (
    AID,
    BARK,
    BITE,
    CARRY,
    DISARMED,
    FLEE,
    GAVE_IN,
    GRIPPED,
    GUARD,
    HOLD,
    KILLED,
    LET_GO,
    NO_ORDER,
    NOBODY,
    PURSUE,
    SHAKEN_OFF,
    SHOOT,
    STAB,
    STABBED,
    SURRENDER,
    TORE_LOOSE,
)
from bondsim.vocabulary import BLOWS as BLOWS_TAKEN

NOTHING = 0  # what a hold came to in a step
DROPPED = 1
THROWN = 2
YIELDED = 3
ROOM = 64  # addresses of luck a step, for the wounds of one attacker in it


def take_arms(w, i):
    """Agent i at the start, with a blade or without."""
    me = w.agents[i]
    me.has_blade = me.blade


def can(w, i, action):
    """1 where an action is of agent i's repertoire."""
    return (w.agents[i].repertoire >> action) & 1


# What is foreseen ---------------------------------------------------------------------------------


def harm_fight(w, i, j):
    """Harm that agent i foresees for agent j from those who attack it; one who runs away is no attacker."""
    other = w.agents[j]
    harm = 0.0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.quarry == j and can(w, k, STAB) == 1 and is_dangerous(w, k) == 1 and a.runs == 0:
            d = distance(a.x_m, a.y_m, other.x_m, other.y_m)
            harm = combined_harm(harm, attack_harm(d, a.has_blade, w.p.fight))
    return harm


def is_dangerous(w, k):
    """1 where agent k is there, on its feet, and has not given in."""
    a = w.agents[k]
    return 1 if a.present == 1 and a.alive == 1 and a.arrested == 0 and a.pinned == 0 and a.down == 0 else 0


def weigh_plight(w, i):
    """What agent i, beside what it reads off its partner's distress, foresees from attackers and from wounds."""
    me = w.agents[i]
    me.partner_attack = 0.0
    me.partner_plight = me.partner_distress
    if me.partner >= 0 and me.knows_partner == 1:
        other = w.agents[me.partner]
        if other.present == 1 and other.alive == 1:
            me.partner_attack = harm_fight(w, i, me.partner)
            if w.clock.has_body == 1:
                me.partner_plight = combined_harm(me.partner_distress, harm_body(w, i, me.partner))


def averted_fight(w, i, action):
    """Harm to its partner that agent i believes to avert from attackers, or by standing by it in its plight."""
    me = w.agents[i]
    f = w.actions[action]
    if action == BITE:
        return f.relief * me.partner_attack
    if action == GUARD or action == BARK:
        return combined_harm(
            f.relief_distress * me.partner_plight, w.p.fight.guard_relief * me.partner_attack
        )
    return 0.0


# What is open -------------------------------------------------------------------------------------


def is_barred(w, i, action):
    """1 where a fight leaves agent i no room for an action that would else be open."""
    me = w.agents[i]
    if w.clock.step < me.shaken or me.pinned == 1:
        return 1
    if action == FLEE or action == SURRENDER:
        return me.held
    if action == PURSUE:
        return is_open_fight(w, i, BITE)
    return 0


def is_open_fight(w, i, action):
    """1 where agent i could take hold of the one it is after, or go for it with a blade."""
    me = w.agents[i]
    if me.quarry < 0 or can(w, i, action) == 0:
        return 0
    other = w.agents[me.quarry]
    if other.present == 0 or other.alive == 0 or other.arrested == 1:
        return 0
    if action == STAB:
        return 1 if me.has_blade == 1 and me.n_stabs < w.p.fight.stabs_enough else 0
    if me.grips == 1:
        return 1
    near = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    return 1 if me.sees == 1 and near <= w.p.fight.lunge_m else 0


def heed(w, i, action):
    """Share of an order's weight with which it speaks for an action.

    One whose superior has lost consciousness falls back on its standing order: what it was told last, else to
    go after its quarry. To go after somebody is also to take hold of him, to hold him off is to answer his
    gun, and to see to one who bleeds is to bring him to care.
    """
    me = w.agents[i]
    told = me.order
    share = 1.0
    if me.superior >= 0 and w.agents[me.superior].conscious == 0:
        share = w.p.choice.standing_order
        if told == NO_ORDER and me.quarry >= 0:
            told = PURSUE
    if told == action or (told == PURSUE and action == BITE) or (told == HOLD and action == SHOOT):
        return share
    if told == AID and action == CARRY and patient_of(w, i) >= 0:
        return share
    return 0.0


def gain_fight(w, i, action):
    """What agent i believes an attack to be worth: a bite as much as a pursuit."""
    return w.agents[i].gain_stab if action == STAB else w.agents[i].gain_pursue


def risk_fight(w, i, action):
    """Harm to itself that agent i believes an attack to bring."""
    me = w.agents[i]
    exposure = w.actions[action].exposure
    if action == BITE:
        return combined_harm(exposure, bite_risk(w.agents[me.quarry].has_blade, w.p.fight))
    risk = combined_harm(exposure, me.own_harm)
    return combined_harm(risk, w.p.fight.guard_harm) if is_guarded(w, me.quarry) == 1 else risk


def is_guarded(w, j):
    """1 where somebody with teeth stands beside agent j."""
    other = w.agents[j]
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.partner == j and can(w, k, BITE) == 1 and a.present == 1 and a.alive == 1 and a.down == 0:
            if distance(a.x_m, a.y_m, other.x_m, other.y_m) <= w.p.fight.guard_m:
                return 1
    return 0


def count_stay(w, i, action):
    """Tally of agent i's first choice between staying and going, once the attacker is disarmed or runs."""
    me = w.agents[i]
    if w.tally.stayed >= 0.0 or can(w, i, BITE) == 0 or me.quarry < 0 or me.partner < 0:
        return
    other = w.agents[me.quarry]
    if other.present == 0 or (other.has_blade == 1 and other.runs == 0) or w.agents[me.partner].down == 0:
        return
    if action == GUARD or action == BARK:
        w.tally.stayed = 1.0
    elif action == PURSUE or action == BITE:
        w.tally.stayed = 0.0


# What is done -------------------------------------------------------------------------------------


def act_fight(w, i):
    """Agent i runs at the one it is after, or stays with him while one holds the other."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    if me.held == 1:
        return
    pace = w.grounds[ground_at(w, me.x_m, me.y_m)].pace
    speed = running_speed(me.speed_m_s, me.critical_speed_m_s, me.reserve, me.wear, w.clock.power, w.p.energy)
    stride = speed * pace * w.clock.dt_s
    left = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    me.spare_m = stride - left if stride > left else 0.0
    go(w, i, other.x_m, other.y_m)


def grapple(w, i):
    """Agent i takes hold of the one it is after, holds on, or lets go."""
    me = w.agents[i]
    me.hold_end = NOTHING
    if me.quarry < 0 or can(w, i, BITE) == 0:
        return
    if me.action != BITE or me.down == 1 or w.agents[me.quarry].present == 0:
        if me.grips == 1:
            note(w, LET_GO, i, me.quarry, -1, me.hold_s)
            release(w, i)
        return
    if me.grips == 0:
        if reaches(w, i, me.quarry) == 1:
            me.grips = 1
            w.tally.gripped = 1.0
            if w.agents[me.quarry].has_blade == 1 and not w.tally.disarmed >= 0.0:
                w.tally.disarmed = 0.0
            note(w, GRIPPED, i, me.quarry, BITE, 0.0)
            alert_all(w)
        return
    hold(w, i)


def reaches(w, i, j):
    """1 where agent i, with what is left of its step, is at agent j."""
    me = w.agents[i]
    other = w.agents[j]
    gap = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    return 1 if gap_left(gap, me.spare_m) <= w.p.pursuit.reach_m else 0


def hold(w, i):
    """Agent i holds on for a step: it takes blows, and the hold may end."""
    me = w.agents[i]
    p = w.p.fight
    other = w.agents[me.quarry]
    dt = w.clock.dt_s
    me.x_m = other.x_m
    me.y_m = other.y_m
    me.next_x_m = other.x_m
    me.next_y_m = other.y_m
    me.hold_s = me.hold_s + dt
    if other.pinned == 1:
        return
    w.tally.grip_s = w.tally.grip_s + dt
    me.reserve = me.reserve - p.drain_per_s * dt if me.reserve > p.drain_per_s * dt else 0.0
    harm = 0.0
    bond = 0.0
    if me.partner >= 0:
        harm = me.partner_harm
        bond = w.relations[i, me.partner].bond
    work = p.disarm_rate if other.has_blade == 1 else p.submit_rate
    work = work * grip(me.skill_task, me.wear, me.reserve)
    lose = release_rate(me.skill_task, me.wear, bond, harm, p)
    if luck(w, HOLDS, me.id, w.clock.step) < p_within(work + lose, dt):
        me.hold_end = THROWN
        if luck(w, HOLD_ENDS, me.id, w.clock.step) < happens_first(work, lose):
            me.hold_end = DROPPED if other.has_blade == 1 else YIELDED
    suffer(w, i)


def suffer(w, i):
    """Agent i, who holds, takes the blows of a step."""
    me = w.agents[i]
    p = w.p.fight
    other = w.agents[me.quarry]
    n = count_within(p.blow_rate * w.clock.dt_s, luck(w, BLOWS, me.id, w.clock.step))
    if n == 0:
        return
    me.wear = wear_after_blows(me.wear, n, p)
    me.n_blows = me.n_blows + n
    me.aware = 1
    w.tally.blows = w.tally.blows + n
    if other.has_blade == 1 and luck(w, CUTS, me.id, w.clock.step) < p_within(p.cut_share * n, 1.0):
        wound(w, i, p.cut_flow_ml_min)


def release(w, i):
    """Agent i no longer holds."""
    me = w.agents[i]
    if me.n_blows > 0:
        note(w, BLOWS_TAKEN, i, me.quarry, -1, me.n_blows)
    me.grips = 0
    me.n_blows = 0
    me.hold_s = 0.0


def yield_(w, j):
    """What those who hold agent j have brought about: he drops the blade, gives in, shakes them off, is free."""
    me = w.agents[j]
    if can(w, j, STAB) == 0:
        return
    me.runs = 1 if me.action == FLEE else 0
    first = NOBODY
    holders = 0
    end = NOTHING
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.quarry == j and a.grips == 1:
            if a.hold_end == THROWN:
                shake_off(w, j, k)
            else:
                holders += 1
                if a.hold_end != NOTHING and (first == NOBODY or a.id < w.agents[first].id):
                    first = k
                    end = a.hold_end
    if end == DROPPED:
        me.has_blade = 0
        w.tally.disarmed = 1.0
        count_hold(w, 1.0, w.agents[first].hold_s)
        note(w, DISARMED, first, j, -1, 0.0)
        alert_all(w)
    elif end == YIELDED:
        me.pinned = 1
        note(w, GAVE_IN, first, j, -1, 0.0)
        alert_all(w)
    was = me.held
    me.held = 1 if holders > 0 else 0
    if was == 1 and holders == 0:
        me.pinned = 0
        note(w, TORE_LOOSE, j, NOBODY, -1, 0.0)
        alert_all(w)


def count_hold(w, dropped, seconds):
    """Tally of the first hold of one with a blade: whether he dropped it, and after how long."""
    if not w.tally.first_hold >= 0.0:
        w.tally.first_hold = dropped
        w.tally.first_hold_s = seconds


def shake_off(w, j, k):
    """Agent j shakes off agent k, who needs a moment."""
    a = w.agents[k]
    note(w, SHAKEN_OFF, k, j, -1, a.hold_s)
    if w.agents[j].has_blade == 1:
        count_hold(w, 0.0, a.hold_s)
    release(w, k)
    a.shaken = w.clock.step + steps_of(w, w.p.fight.shaken_s)
    a.ends = a.shaken
    w.tally.shaken_off = w.tally.shaken_off + 1.0


def stab(w, i):
    """Agent i, if it is at the one it goes for and nobody holds it, uses its blade."""
    me = w.agents[i]
    if me.action != STAB or me.held == 1 or me.has_blade == 0:
        return
    other = w.agents[me.quarry]
    if other.alive == 0 or distance(me.x_m, me.y_m, other.x_m, other.y_m) > w.p.pursuit.reach_m:
        return
    p = w.p.fight
    n = count_within(p.stab_rate * w.clock.dt_s, luck(w, STABS, me.id, w.clock.step))
    for k in range(n):
        me.n_stabs = me.n_stabs + 1
        w.tally.n_stabs = w.tally.n_stabs + 1.0
        note(w, STABBED, i, me.quarry, -1, 0.0)
        at = w.clock.step * ROOM + 2 * k
        luck_of = towards(STAB_WOUNDS, other.id)
        if luck(w, luck_of, me.id, at) < p.stab_fatal:
            other.alive = 0
            other.conscious = 0
            note(w, KILLED, i, me.quarry, -1, 0.0)
            alert_all(w)
            return
        wound(w, me.quarry, spread_log(p.stab_flow_ml_min, p.stab_flow_sd, luck(w, luck_of, me.id, at + 1)))
    if me.n_stabs >= p.stabs_enough:
        me.aware = 1
