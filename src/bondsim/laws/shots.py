"""Shots: what stands in the line of fire, who is hit, who takes hold of the shooter.

Shots fall at their own times within a step, in the order of these times, and bodies in motion are where they
are at that time. So no result depends on the order of the cast, nor much on the step.
"""

from bondsim.laws.body import wound
from bondsim.laws.gun import NEVER, is_able, stand_down
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.act import spread_log
from bondsim.rules.gun import armour_stops, line_share, p_hit_target, p_reaim, reaction_time
from bondsim.rules.maths import distance
from bondsim.streams import AIM_TIMES, ARMOUR, LINES, ROUNDS, SEIZURES, STOPS, TARGETS, WOUNDS, towards
from bondsim.vocabulary import (
    BITE,
    FELLED,
    GUN_LOST,
    HELD_FIRE,
    HIT_BY_SHOT,
    NOBODY,
    SHOOT,
    SHOT_ARMOUR,
    SHOT_MISSED,
)


def exchange(w):
    """All shots of a step, in the order of their times; then attackers take hold of those whom they reach."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.raised_s >= 0.0 and (me.action != SHOOT or me.armed == 0 or is_able(w, i) == 0):
            stand_down(w, i)
        if me.action == BITE and me.quarry >= 0 and me.down == 0 and me.alive == 1:
            if me.charged_s < 0.0 and w.agents[me.quarry].armed == 1 and is_able(w, me.quarry) == 1:
                me.charged_s = w.clock.t_s
                me.has_charged = 1
        elif me.charged_s >= 0.0:
            me.charged_s = NEVER
            me.has_seized = 0
    i = next_to_fire(w)
    while i >= 0:
        fire(w, i)
        i = next_to_fire(w)
    for i in range(w.n_agents):
        if w.agents[i].charged_s >= 0.0 and w.agents[i].has_seized == 0 and is_able(w, i) == 1:
            seize(w, i)


def next_to_fire(w):
    """Place in the cast of the one whose shot falls first in what is left of the step; -1 for nobody."""
    best = NOBODY
    for i in range(w.n_agents):
        a = w.agents[i]
        if a.fires_s < 0.0 or a.fires_s >= w.clock.t_s + w.clock.dt_s or a.armed == 0 or is_able(w, i) == 0:
            continue
        first = best == NOBODY or a.fires_s < w.agents[best].fires_s
        if first or (a.fires_s == w.agents[best].fires_s and a.id < w.agents[best].id):
            best = i
    return best


def where_x(w, j, at_s):
    """Where agent j is along the map at a time within the step, m."""
    a = w.agents[j]
    return a.x_m + (a.next_x_m - a.x_m) * share_of_step(w, at_s)


def where_y(w, j, at_s):
    """Where agent j is across the map at a time within the step, m."""
    a = w.agents[j]
    return a.y_m + (a.next_y_m - a.y_m) * share_of_step(w, at_s)


def share_of_step(w, at_s):
    """Share of the step that has passed at a time, in [0, 1]."""
    f = (at_s - w.clock.t_s) / w.clock.dt_s
    if f < 0.0:
        return 0.0
    return f if f < 1.0 else 1.0


def gap_at(w, i, j, at_s):
    """Distance between two agents at a time within the step, m."""
    return distance(where_x(w, i, at_s), where_y(w, i, at_s), where_x(w, j, at_s), where_y(w, j, at_s))


def is_at(w, k, j, at_s):
    """1 where agent k, who runs at agent j, has hold of him at a time within the step."""
    a = w.agents[k]
    if a.charged_s < 0.0 or a.quarry != j or is_able(w, k) == 0:
        return 0
    return 1 if gap_at(w, k, j, at_s) <= w.p.gun.contact_m else 0


def fire(w, i):
    """Agent i's shot is due: it fires, or holds fire for its partner's sake."""
    me = w.agents[i]
    p = w.p.gun
    at_s = me.fires_s
    aimed = me.aim
    if aimed < 0 or is_able(w, aimed) == 0 or me.n_shots >= p.rounds:
        stand_down(w, i)
        return
    if me.partner >= 0 and is_able(w, me.partner) == 1:
        if share_in_line(w, i, aimed, me.partner, at_s) > p.hold_fire:
            if me.n_held_fire == 0:
                note(w, HELD_FIRE, i, me.partner, SHOOT, share_in_line(w, i, aimed, me.partner, at_s))
            me.n_held_fire = me.n_held_fire + 1
            me.fires_s = at_s + 0.1
            return
    kept = aim_kept(w, i, at_s)
    target = target_of(w, i, at_s)
    other = w.agents[target]
    size = p.dog_size if ((other.repertoire >> BITE) & 1) == 1 else 1.0
    chance = p_hit_target(gap_at(w, i, target, at_s), size, other.exposure, 1.0 - kept, p)
    me.n_shots = me.n_shots + 1
    me.has_fired = 1
    w.tally.n_shots = w.tally.n_shots + 1.0
    w.clock.last_shot_s = at_s
    again = p.again_s + (p.struggle_s if kept < 1.0 else 0.0)
    me.fires_s = at_s + reaction_time(again, p.again_sd_s, luck(w, AIM_TIMES, me.id, me.n_shots))
    if luck(w, ROUNDS, me.id, me.n_shots) < chance:
        me.n_scored = me.n_scored + 1
        strike(w, i, meets(w, i, target, at_s))
    else:
        note(w, SHOT_MISSED, i, target, SHOOT, chance)
    alert_all(w)


def aim_kept(w, i, at_s):
    """Share of agent i's aim that those who have hold of it leave."""
    kept = 1.0
    for k in range(w.n_agents):
        if is_at(w, k, i, at_s) == 1:
            kept = kept * (1.0 - w.p.gun.spoil)
    return kept


def target_of(w, i, at_s):
    """Place in the cast of the one whom agent i's shot is meant for: the one it aims at, or the nearest attacker."""
    me = w.agents[i]
    best = NOBODY
    nearest = 0.0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.charged_s >= 0.0 and a.quarry == i and is_able(w, k) == 1:
            d = gap_at(w, k, i, at_s)
            if best == NOBODY or d < nearest or (d == nearest and a.id < w.agents[best].id):
                best = k
                nearest = d
    if best >= 0:
        seen = at_s - w.agents[best].charged_s
        if luck(w, TARGETS, me.id, me.n_shots) < p_reaim(seen, w.p.gun):
            return best
    return me.aim


def share_in_line(w, i, target, k, at_s):
    """Share of the line of fire from agent i to its target that agent k covers at a time within the step."""
    if w.agents[k].charged_s >= 0.0 and w.agents[k].quarry == target and is_at(w, k, target, at_s) == 1:
        return w.p.gun.line_share
    x = where_x(w, i, at_s)
    y = where_y(w, i, at_s)
    range_m = gap_at(w, i, target, at_s)
    if range_m <= 0.0:
        return 0.0
    ux = (where_x(w, target, at_s) - x) / range_m
    uy = (where_y(w, target, at_s) - y) / range_m
    dx = where_x(w, k, at_s) - x
    dy = where_y(w, k, at_s) - y
    off = dx * uy - dy * ux
    return line_share(dx * ux + dy * uy, off if off >= 0.0 else -off, range_m, w.p.gun)


def meets(w, i, target, at_s):
    """Place in the cast of the one whom a round on its way to a target meets: the target, or who covers most of it."""
    me = w.agents[i]
    best = NOBODY
    most = 0.0
    for k in range(w.n_agents):
        if k != i and k != target and is_able(w, k) == 1:
            share = share_in_line(w, i, target, k, at_s)
            if share > most or (share == most and best >= 0 and w.agents[k].id < w.agents[best].id):
                best = k
                most = share
    if best >= 0 and luck(w, LINES, me.id, me.n_shots) < most:
        w.tally.shielded = w.tally.shielded + 1.0
        return best
    return target


def strike(w, i, j):
    """A round of agent i's hits agent j: it may be stopped by armour, else it wounds; it may end the fight."""
    me = w.agents[i]
    other = w.agents[j]
    p = w.p.gun
    n = other.n_rounds_taken
    other.n_rounds_taken = n + 1
    note(w, HIT_BY_SHOT, i, j, SHOOT, gap_at(w, i, j, w.clock.t_s))
    if other.shot == 0:
        other.shot = 1
        if other.partner >= 0 and w.agents[other.partner].partner == j:
            w.tally.team_shot = w.tally.team_shot + 1.0
    if w.clock.anyone_shot == 0 and ((other.repertoire >> BITE) & 1) == 0:
        w.clock.anyone_shot = 1
        other.shot_first = 1
    stop = p.stop
    if armour_stops(luck(w, towards(ARMOUR, me.id), other.id, n), other.armour) == 1:
        stop = p.armour_stop
        note(w, SHOT_ARMOUR, j, NOBODY, -1, 0.0)
    else:
        injure(w, j, towards(WOUNDS, me.id), 2 * n)
    if luck(w, towards(STOPS, me.id), other.id, n) < stop:
        other.down = 1
        other.rises = -1
        stand_down(w, j)
        note(w, FELLED, j, NOBODY, -1, 0.0)


def injure(w, j, stream, at):
    """Agent j bears one more gunshot wound: how it bleeds, and whether care can mend it, is a matter of luck."""
    p = w.p.gun
    other = w.agents[j]
    if luck(w, stream, other.id, at) < other.lethal:
        other.beyond_help = 1
    wound(w, j, spread_log(p.flow_ml_min, p.flow_sd, luck(w, stream, other.id, at + 1)))


def bear_shot(w, i):
    """Agent i, where the scenario says so, has been shot before the first step."""
    me = w.agents[i]
    if me.gunshot == 1 and me.present == 1:
        me.shot = 1
        me.down = 1
        injure(w, i, WOUNDS, 0)


def seize(w, k):
    """Agent k, who runs at one who is armed, has got hold of him by the end of the step: he may lose the gun."""
    a = w.agents[k]
    j = a.quarry
    if is_at(w, k, j, w.clock.t_s + w.clock.dt_s) == 0 or w.agents[j].armed == 0:
        return
    a.has_seized = 1
    other = w.agents[j]
    if other.fires_s >= 0.0:
        other.fires_s = other.fires_s + w.p.gun.struggle_s
    if luck(w, SEIZURES, a.id, w.clock.step) < w.p.gun.drop:
        other.armed = 0
        w.tally.gun_lost = 1.0
        stand_down(w, j)
        note(w, GUN_LOST, j, k, -1, 0.0)
    alert_all(w)
