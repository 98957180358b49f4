"""Guns: who raises one and who answers, what is foreseen of it. Where the shots go is in `bondsim.laws.shots`."""

from bondsim.laws.world import luck, note
from bondsim.rules.act import spread_log
from bondsim.rules.appraise import combined_harm
from bondsim.rules.gun import gun_harm, reaction_time
from bondsim.rules.maths import distance
from bondsim.streams import AIM_TIMES
from bondsim.vocabulary import (
    BITE,
    FLEE,
    GUN_SEEN,
    NOBODY,
    PURSUE,
    RAISED,
    SHOOT,
    SURRENDER,
)

NEVER = -1.0
FIRST_SHOT = 1 << 16  # addresses of the times to a first shot; those of later ones lie below


def arm_agents(w, i):
    """Agent i at the start, with a gun or without."""
    w.agents[i].armed = w.agents[i].has_gun


def is_able(w, j):
    """1 where agent j is there, lives, stands and is not held by the law."""
    a = w.agents[j]
    return 1 if a.present == 1 and a.alive == 1 and a.down == 0 and a.arrested == 0 else 0


def opponent_of(w, i):
    """Place in the cast of the one whom agent i would shoot at; -1 for nobody.

    The one it is after; else, of those who are after it, one who is armed or comes at it: the armed before the
    others, the near before the far.
    """
    me = w.agents[i]
    if me.quarry >= 0:
        return me.quarry if is_able(w, me.quarry) == 1 else NOBODY
    best = NOBODY
    nearest = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        comes = a.armed == 1 or a.action == BITE or a.action == PURSUE
        if a.quarry == i and comes and is_able(w, j) == 1:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m) + (0.0 if a.armed == 1 else 1.0e6)
            if best == NOBODY or d < nearest or (d == nearest and a.id < w.agents[best].id):
                best = j
                nearest = d
    return best


# What is sensed and foreseen ----------------------------------------------------------------------


def watch_guns(w, i):
    """Agent i takes in that a gun goes up against it or its partner, or in the hand of the one it is after.

    People react from that moment (their time is in the shot); an animal takes a moment to bound, and may have
    read the turn before.
    """
    me = w.agents[i]
    me.rival = opponent_of(w, i) if me.armed == 1 else NOBODY
    me.rival_raised_s = w.agents[me.rival].raised_s if me.rival >= 0 else NEVER
    was = me.sees_gun
    me.sees_gun = 0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.raised_s >= 0.0 and concerns(w, i, k) == 1:
            late = w.p.gun.take_off_s if ((me.repertoire >> BITE) & 1) == 1 else 0.0
            if w.clock.t_s + 0.5 * w.clock.dt_s >= a.raised_s + late - me.lead_s:
                me.sees_gun = 1
                if was == 0:
                    me.aware = 1
                    note(w, GUN_SEEN, i, k, -1, w.clock.t_s - a.raised_s)


def concerns(w, i, k):
    """1 where the gun of agent k is of concern to agent i."""
    me = w.agents[i]
    a = w.agents[k]
    if k == i or is_able(w, k) == 0 or a.armed == 0:
        return 0
    return 1 if a.aim == i or (me.partner >= 0 and a.aim == me.partner) or me.quarry == k else 0


def harm_gun(w, i, j):
    """Harm that agent i foresees for agent j, who may be itself, from guns raised at j or known in a foe's hand."""
    me = w.agents[i]
    other = w.agents[j]
    harm = 0.0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.armed == 1 and k != j and k != i and is_able(w, k) == 1:
            d = distance(a.x_m, a.y_m, other.x_m, other.y_m)
            if a.aim == j and me.sees_gun == 1:
                harm = combined_harm(harm, gun_harm(d, 1, w.p.gun))
            elif a.quarry == j or (other.quarry == k and has_shown(w, i, k) == 1):
                harm = combined_harm(harm, gun_harm(d, 0, w.p.gun))
    return harm


def has_shown(w, i, k):
    """1 where agent i knows that agent k, who is hunted, carries a gun; of those who hunt one takes it for granted."""
    a = w.agents[k]
    return 1 if a.n_shots > 0 or (a.raised_s >= 0.0 and w.agents[i].sees_gun == 1) else 0


def weigh_guns(w, i):
    """Agent i foresees what guns may do to its partner; kept apart, since it is averted in other ways."""
    me = w.agents[i]
    me.partner_gun = 0.0
    if me.partner >= 0 and me.knows_partner == 1:
        other = w.agents[me.partner]
        if other.present == 1 and other.alive == 1:
            me.partner_gun = harm_gun(w, i, me.partner)


# What is open, and what it is worth ---------------------------------------------------------------


def is_bound_gun(w, i, action):
    """1 where agent i has made up its mind to shoot, and so does nothing else until it has."""
    me = w.agents[i]
    if me.resolved == 0 or me.n_shots > 0 or action == SHOOT:
        return 0
    return is_open_gun(w, i)


def is_open_gun(w, i):
    """1 where agent i could shoot.

    One who is after another may only answer a gun that it sees raised; one who is hunted may begin.
    """
    me = w.agents[i]
    if me.armed == 0 or me.n_shots >= w.p.gun.rounds:
        return 0
    j = me.rival
    if j < 0 or distance(me.x_m, me.y_m, w.agents[j].x_m, w.agents[j].y_m) > me.sight_m:
        return 0
    if me.quarry < 0:
        return 1
    return 1 if me.sees_gun == 1 and me.rival_raised_s >= 0.0 and me.sees == 1 else 0


def averted_gun(w, i, action):
    """Harm from guns to its partner that agent i believes to avert by attacking or by shooting back."""
    me = w.agents[i]
    if action == BITE or action == SHOOT:
        return w.actions[action].relief * me.partner_gun
    return 0.0


def risk_gun(w, i, action):
    """Harm from guns that agent i believes to stand in while it does something.

    To run at a raised gun is nearly certain harm; to shoot back averts a share of what it faces; else it faces
    all of it, as long as it stays where it is.
    """
    me = w.agents[i]
    if action == FLEE or action == SURRENDER:
        return 0.0  # a share of all that is foreseen, or none
    if action == BITE or action == PURSUE:
        if me.quarry >= 0 and w.agents[me.quarry].armed == 1 and is_able(w, me.quarry) == 1:
            if w.agents[me.quarry].raised_s >= 0.0 and me.sees_gun == 1:
                return w.p.gun.harm_attack
    harm = harm_gun(w, i, i)
    if action == SHOOT:
        return harm * (1.0 - w.actions[SHOOT].relief)
    return harm


# What is done -------------------------------------------------------------------------------------


def act_gun(w, i):
    """Agent i turns and raises its gun, or answers one that is raised; then the shots come (`laws.shots`)."""
    me = w.agents[i]
    p = w.p.gun
    j = me.rival
    if j < 0 or me.armed == 0:
        stand_down(w, i)
        return
    if me.raised_s >= 0.0:
        return
    me.aim = j
    now = w.clock.t_s
    u = luck(w, AIM_TIMES, me.id, FIRST_SHOT + me.n_shots)
    cue = me.rival_raised_s
    if cue < 0.0:
        me.raised_s = now + p.turn_s
        me.fires_s = me.raised_s + reaction_time(p.fire_s, p.fire_sd_s, u)
    else:
        start = cue if now - cue <= w.clock.dt_s and cue - now <= w.clock.dt_s else now
        if me.gun_ready == 1:
            me.fires_s = start + p.decide_s + reaction_time(p.answer_s, p.answer_sd_s, u)
        else:
            me.fires_s = start + p.decide_s + spread_log(p.draw_s, p.draw_sd, u)
        me.raised_s = start
        if me.first_shot_s < 0.0 and w.agents[j].first_shot_s >= 0.0:
            w.tally.answered_late = 1.0 if w.agents[j].first_shot_s <= me.fires_s + p.tie_s else 0.0
    if me.first_shot_s < 0.0:
        me.first_shot_s = me.fires_s
    note(w, RAISED, i, j, SHOOT, me.fires_s - now)


def stand_down(w, i):
    """Agent i no longer aims."""
    me = w.agents[i]
    me.aim = NOBODY
    me.raised_s = NEVER
    me.fires_s = NEVER


def is_quiet(w):
    """1 once the shooting is over: nobody aims, and for a while nobody has fired, or nobody could."""
    could = 0
    for i in range(w.n_agents):
        a = w.agents[i]
        if a.raised_s >= 0.0:
            return 0
        if a.armed == 1 and a.quarry < 0 and is_able(w, i) == 1:
            could = 1
    if could == 0:
        return 1
    since = w.clock.t_s - w.clock.last_shot_s
    return 1 if w.clock.last_shot_s >= 0.0 and since >= w.p.gun.quiet_s else 0


def is_on_gun(w):
    """1 while somebody aims at somebody."""
    for i in range(w.n_agents):
        if w.agents[i].raised_s >= 0.0 and is_able(w, i) == 1:
            return 1
    return 0
