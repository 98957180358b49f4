"""Units that search for a stray: reports, the ring around the last of them, the catch."""

from bondsim.laws.kin import hold
from bondsim.laws.sense import is_seen
from bondsim.laws.streets import is_passer_by, is_street
from bondsim.laws.world import luck, note
from bondsim.rules.maths import distance, turned_x, turned_y
from bondsim.rules.patrol import p_catch, ring_bearing, ring_radius
from bondsim.streams import CATCH, WITNESS, towards
from bondsim.vocabulary import DISPATCHER, NOBODY, PURSUE, RECAUGHT, REPORTED, TRAVEL

NEVER_S = 1e9  # s, time since it saw its quarry, of one that never did
TALK_S = 60.0  # s, time in which one and the same agent's reports are told as one


def is_unit(w, i):
    """1 where agent i is one of those whom a dispatcher sends after a quarry."""
    me = w.agents[i]
    if me.quarry < 0 or me.superior < 0 or ((me.repertoire >> TRAVEL) & 1) == 0:
        return 0
    return 1 if w.agents[me.superior].role == DISPATCHER else 0


def enter_patrol(w, i):
    """Agent i, a unit: its place on the ring, by the order of identities."""
    me = w.agents[i]
    if is_unit(w, i) == 0:
        return
    me.sees = 0
    me.unseen_s = NEVER_S
    me.heard = 1  # it has no need to call for help
    for j in range(w.n_agents):
        a = w.agents[j]
        if is_unit(w, j) == 1 and a.superior == me.superior:
            me.in_ring = me.in_ring + 1
            if a.id < me.id:
                me.rank = me.rank + 1


def watch_out(w, i):
    """Agent i, in the street or on patrol, may see a stray, and reports it."""
    stray = w.clock.stray
    me = w.agents[i]
    if w.clock.look == 0 or stray < 0 or w.agents[stray].loose == 0 or me.superior < 0:
        return
    if w.agents[me.superior].role != DISPATCHER:
        return
    if me.quarry == stray and me.in_ring > 0:
        me.order = PURSUE if me.sees == 1 else TRAVEL
        if me.sees == 1:
            report(w, i)
    elif is_passer_by(w, i) == 1 and me.indoors_until <= w.clock.step and is_seen(w, i, stray) == 1:
        if luck(w, WITNESS, me.id, w.clock.step) < w.p.patrol.p_report:
            report(w, i)


def report(w, i):
    """Agent i tells its dispatcher where the stray is."""
    me = w.agents[i]
    c = w.clock
    desk = w.agents[me.superior]
    other = w.agents[c.stray]
    if me.reported < 0 or (c.step - me.reported) * c.dt_s > TALK_S:
        w.tally.n_reports = w.tally.n_reports + 1.0
        note(w, REPORTED, i, c.stray, -1, distance(me.x_m, me.y_m, other.x_m, other.y_m))
    me.reported = c.step
    if desk.informed < 0:
        return
    desk.seen_step = c.step
    desk.target_x_m = other.x_m
    desk.target_y_m = other.y_m


def act_patrol(w, i):
    """What agent i does, if it is a unit: goes to its place on the ring, or gives chase; 1 where that was all of it."""
    me = w.agents[i]
    if me.in_ring == 0 or (me.action != TRAVEL and me.action != PURSUE):
        return 0
    if me.action == TRAVEL:
        take_place(w, i)
        return 1
    if me.sees == 1:
        me.target_x_m = w.agents[me.quarry].x_m
        me.target_y_m = w.agents[me.quarry].y_m
    drives = is_street(w, me.x_m, me.y_m)
    drive(w, i, me.target_x_m, me.target_y_m, me.speed_m_s if drives == 1 else w.p.patrol.foot_m_s)
    return 1


def take_place(w, i):
    """Agent i, a unit, goes to its place on the ring around the last report."""
    me = w.agents[i]
    desk = w.agents[me.superior]
    since = desk.seen_step if desk.seen_step >= 0 else desk.informed
    age = (w.clock.step - since) * w.clock.dt_s
    radius = ring_radius(age, w.p.patrol)
    bearing = ring_bearing(me.rank, me.in_ring, age, w.p.patrol)
    x = desk.target_x_m + radius * turned_x(1.0, 0.0, bearing)
    y = desk.target_y_m + radius * turned_y(1.0, 0.0, bearing)
    drive(w, i, x, y, me.speed_m_s)


def drive(w, i, x_m, y_m, speed_m_s):
    """Set agent i's next position on the way to a place, at a speed."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    stride = speed_m_s * w.clock.dt_s
    share = stride / left if stride < left else 1.0
    me.next_x_m = me.x_m + (x_m - me.x_m) * share
    me.next_y_m = me.y_m + (y_m - me.y_m) * share


def catch_stray(w, i):
    """Agent i, at large, may be caught by one of the units that have come up to it."""
    me = w.agents[i]
    if me.loose == 0:
        return
    by = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.in_ring > 0 and a.present == 1 and a.alive == 1 and a.action == PURSUE:
            if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.patrol.catch_m:
                if luck(w, towards(CATCH, a.id), me.id, w.clock.step) < p_catch(w.clock.dt_s, w.p.patrol):
                    if by == NOBODY or a.id < w.agents[by].id:
                        by = j
    if by >= 0:
        hold(w, i)
        w.tally.recaught = 1.0
        w.tally.recaught_s = w.clock.t_s - w.tally.left_s
        note(w, RECAUGHT, by, i, -1, w.tally.recaught_s)
