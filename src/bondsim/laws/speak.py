"""Part of law 4, act: orders and messages.

Handlers order dogs, callers reach a dispatcher, a dispatcher sends responders.
"""

from bondsim.laws.care import needs_help
from bondsim.laws.sense import find
from bondsim.laws.sound import come
from bondsim.laws.world import elapsed, luck, note
from bondsim.rules.act import encourage_rate, position_error, search_time, spread_log
from bondsim.rules.maths import normal_quantile
from bondsim.streams import RADIO, WORLD, towards
from bondsim.vocabulary import (
    AID,
    ARRIVED,
    BRAKING,
    CARRY,
    DISPATCHED,
    DISPATCHER,
    GUARD,
    HOLD,
    NOBODY,
    ORDERED,
    PULL,
    PURSUE,
    RADIO_HEARD,
    RADIO_LOST,
    SHOOT,
    TRAVEL,
)


def speak(w, i):
    """Agent i gives the orders and sends the messages that its situation calls for."""
    me = w.agents[i]
    if me.conscious == 0:
        return
    if me.heard == 0 and calls_for_help(w, i) == 1:
        call_for_help(w, i)
    if me.partner >= 0 and w.agents[me.partner].superior == i:
        lead_partner(w, i)


def direct(w, i):
    """Agent i, if it is a dispatcher who was told, sends responders and has traffic stopped."""
    me = w.agents[i]
    if me.informed >= 0 and me.role == DISPATCHER:
        dispatch(w, i)
        brake(w, i)


def calls_for_help(w, i):
    """1 where agent i's situation calls for others: it lies, it is after somebody, or it tends a casualty."""
    me = w.agents[i]
    if me.down == 1 or me.action == PURSUE or (me.action == HOLD and me.quarry >= 0):
        return 1
    # families: who else does
    if me.action == SHOOT or (w.clock.has_care == 1 and needs_help(w, i) == 1):
        return 1
    is_sent = (me.repertoire >> TRAVEL) & 1
    return 1 if is_sent == 0 and (me.action == AID or me.action == CARRY) else 0


def order(w, i, j, action):
    """Agent i orders agent j to do an action (or lifts its order)."""
    w.agents[j].order = action
    w.agents[j].aware = 1
    note(w, ORDERED, i, j, action, 0.0)


def lead_partner(w, i):
    """A handler orders the dog: to pursue along with him, or to stay while he holds back.

    One who lies in danger and has ordered it away may turn to calling it.
    """
    me = w.agents[i]
    other = w.agents[me.partner]
    if other.present == 0 or other.alive == 0:
        return
    if me.down == 0:
        if me.action == PURSUE and other.order != PURSUE:
            order(w, i, me.partner, PURSUE)
        elif me.action == HOLD and other.order != GUARD:
            order(w, i, me.partner, GUARD)
        return
    if me.caught == 0 or me.encourages == 1 or me.clear == 1:
        return
    pulled_lately = 0
    if me.last_pull >= 0 and (w.clock.step - me.last_pull) * w.clock.dt_s <= w.p.stance.memory_s:
        pulled_lately = 1
    trust = w.relations[i, me.partner].trust
    rate = encourage_rate(pulled_lately, me.headway, trust, me.own_harm, w.p.stance)
    me.patience = me.patience - rate * w.clock.dt_s
    if me.patience <= 0.0:
        me.encourages = 1
        w.tally.encouraged_s = w.clock.t_s - w.tally.trapped_s
        order(w, i, me.partner, PULL)


def call_for_help(w, i):
    """Agent i calls its dispatcher until a call gets through; the position it gives is uncertain.

    One who falls into danger after a first call calls again: the news redirects those who are on their way.
    """
    me = w.agents[i]
    c = w.clock
    if me.superior < 0 or w.agents[me.superior].role != DISPATCHER:
        return
    if c.step % c.retry_steps != 0:
        return
    if luck(w, RADIO, me.id, c.step) >= w.p.radio.p_message:
        note(w, RADIO_LOST, i, me.superior, -1, 0.0)
        return
    take_call(w, i)


def take_call(w, i):
    """Agent i's dispatcher has heard it."""
    me = w.agents[i]
    c = w.clock
    desk = w.agents[me.superior]
    me.heard = 1
    if desk.informed < 0:
        desk.informed = c.step
        desk.delay_s = spread_log(w.p.radio.dispatch_s, w.p.radio.dispatch_sd, luck(w, WORLD, desk.id, 1))
    if me.down == 1:
        desk.warned = c.step
    sd = w.p.radio.position_sd_m
    desk.target_x_m = me.x_m + sd * normal_quantile(luck(w, towards(WORLD, me.id), desk.id, 2 + me.down))
    desk.target_y_m = me.y_m + sd * normal_quantile(luck(w, towards(WORLD, me.id), desk.id, 4 + me.down))
    w.tally.informed_s = c.t_s
    note(w, RADIO_HEARD, i, me.superior, -1, desk.delay_s)


def dispatch(w, i):
    """A dispatcher who was told sends all responders under its orders, and passes on where they are needed."""
    me = w.agents[i]
    c = w.clock
    if c.step <= me.informed or elapsed(w, me.informed) < me.delay_s:
        return
    if me.sent < 0:
        me.sent = c.step
    head_start = -me.delay_s if me.delay_s < 0.0 else 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.superior == i and ((a.repertoire >> TRAVEL) & 1) == 1 and a.knows_partner == 0:
            a.target_x_m = me.target_x_m
            a.target_y_m = me.target_y_m
            if a.sent < 0:
                a.sent = c.step
                a.order = TRAVEL
                note(w, DISPATCHED, i, j, TRAVEL, a.travel_s)
            elif a.present == 0 and elapsed(w, a.sent) + head_start >= a.travel_s:
                arrive(w, j)


def brake(w, i):
    """A dispatcher warned of danger has every hazard that can brake do so, after the same delay."""
    me = w.agents[i]
    c = w.clock
    if me.warned < 0 or c.step <= me.warned or w.p.radio.stops_traffic == 0:
        return
    if elapsed(w, me.warned) < me.delay_s:
        return
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if h.armed == 1 and h.over == 0 and h.braking == 0 and h.braking_m_s2 > 0.0:
            h.braking = 1
            note(w, BRAKING, i, NOBODY, -1, h.gap_m)


def arrive(w, i):
    """A responder on its way reaches the edge of the map."""
    me = w.agents[i]
    me.present = 1
    me.aware = 1
    error = position_error(w.p.radio.position_sd_m, w.p.radio.drift_m2_s, age_of_report(w, i))
    me.search_s = search_time(error, me.sight_m, w.p.radio.sweep_m, me.critical_speed_m_s)
    if w.clock.has_sound == 1:
        come(w, i)
    note(w, ARRIVED, i, NOBODY, -1, me.search_s)
    for j in range(w.n_agents):
        if w.agents[j].superior == me.superior:
            w.agents[j].backed = 1
            w.agents[j].aware = 1


def age_of_report(w, i):
    """Time since agent i's dispatcher last heard a position, s."""
    desk = w.agents[w.agents[i].superior]
    heard = desk.warned if desk.warned > desk.informed else desk.informed
    return elapsed(w, heard) if heard >= 0 else 0.0


def search(w, i):
    """A responder at the reported place searches, until the one it was sent to is found."""
    me = w.agents[i]
    me.search_s = me.search_s - w.clock.dt_s
    if me.search_s <= 0.0 and me.knows_partner == 0:
        find(w, i)
