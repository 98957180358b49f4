"""The way to hospital: the alarm, the crew, the door, and what the delay has cost."""

from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.act import spread_log
from bondsim.rules.medevac import crew_gain, door_by_air, door_by_road, flies, p_critical, p_surgery
from bondsim.streams import CRITICAL, SURGERY, WORLD
from bondsim.vocabulary import (
    ALARM,
    AMBULANCE_CALLED,
    AT_HOSPITAL,
    CREW_LEFT,
    DIED_CRITICAL,
    DIED_IN_SURGERY,
    DISPATCHER,
    HELICOPTER_CALLED,
    NOBODY,
    SURVIVED,
)


def lay_low(w, i):
    """Agent i at the start: one who is injured lies senseless."""
    me = w.agents[i]
    if me.injury > 0.0 and me.present == 1:
        me.down = 1
        me.conscious = 0


def raise_alarm(w, i):
    """Agent i, a dispatcher whom no call has reached, learns from others that somebody is down."""
    me = w.agents[i]
    c = w.clock
    alarm_s = w.p.medevac.alarm_s
    if me.role != DISPATCHER or me.informed >= 0 or alarm_s < 0.0 or c.t_s < alarm_s:
        return
    first = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.injury > 0.0 and a.present == 1 and a.superior == i:
            if first == NOBODY or a.id < w.agents[first].id:
                first = j
    if first >= 0:
        me.informed = c.step
        me.delay_s = spread_log(w.p.radio.dispatch_s, w.p.radio.dispatch_sd, luck(w, WORLD, me.id, 1))
        me.target_x_m = w.agents[first].x_m
        me.target_y_m = w.agents[first].y_m
        note(w, ALARM, i, first, -1, me.delay_s)


def evacuate(w, i):
    """Agent i, if it is injured and has been found, is taken to hospital."""
    me = w.agents[i]
    if me.injury <= 0.0 or me.in_care == 1 or me.found == 0:
        return
    if me.door_s < 0.0:
        call_crew(w, i)
    if me.under_way == 0 and w.clock.t_s >= me.leaves_s:
        me.under_way = 1
        note(w, CREW_LEFT, NOBODY, i, -1, me.blood)
    if me.under_way == 1:
        me.pressed = w.p.body.pressure
        if w.clock.t_s >= me.door_s:
            operate(w, i)


def call_crew(w, i):
    """A crew is called for agent i, who has just been found: by air where that saves enough, else by road."""
    me = w.agents[i]
    p = w.p.medevac
    by_road = door_by_road(p)
    by_air = door_by_air(p)
    me.flown = flies(by_road, by_air, p)
    door = by_air if me.flown == 1 else by_road
    way = p.flight_s if me.flown == 1 else p.drive_s
    me.door_s = w.clock.t_s + door
    me.leaves_s = me.door_s - way
    w.tally.untreated_s = w.clock.t_s
    w.tally.flown = me.flown
    note(w, HELICOPTER_CALLED if me.flown == 1 else AMBULANCE_CALLED, NOBODY, i, -1, door)
    alert_all(w)


def operate(w, i):
    """Agent i has reached hospital: surgery and the critical hours decide."""
    me = w.agents[i]
    p = w.p.medevac
    t = w.tally
    me.in_care = 1
    t.door_s = w.clock.t_s
    crew = crew_gain(p.drive_s, p) if me.flown == 1 else 0.0
    surgery = p_surgery(me.injury, t.untreated_s, crew, p)
    critical = p_critical(t.untreated_s, p)
    t.p_survival = surgery * critical
    note(w, AT_HOSPITAL, NOBODY, i, -1, surgery * critical)
    t.lived = 0.0
    if luck(w, SURGERY, me.id, 0) >= surgery:
        note(w, DIED_IN_SURGERY, NOBODY, i, -1, 0.0)
        me.alive = 0
    elif luck(w, CRITICAL, me.id, 0) >= critical:
        note(w, DIED_CRITICAL, NOBODY, i, -1, 0.0)
        me.alive = 0
    else:
        note(w, SURVIVED, NOBODY, i, -1, 0.0)
        t.lived = 1.0


def record_death(w):
    """Count one who died before the door as not surviving."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.injury > 0.0 and me.present == 1 and (me.alive == 0 or w.clock.stop == 1):
            if not w.tally.lived >= 0.0:
                w.tally.lived = 0.0


def is_care_on(w):
    """1 once a crew has been called for all who are injured and alive."""
    called = 0
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.injury > 0.0 and me.present == 1 and me.alive == 1:
            if me.door_s < 0.0:
                return 0
            called = 1
    return called


def is_on_medevac(w):
    """1 while somebody who is injured lives and has not reached hospital."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.injury > 0.0 and me.present == 1 and me.alive == 1 and me.in_care == 0:
            return 1
    return 0
