"""Hazards: objects that advance, strike, and expose whom they threaten. They decide nothing."""

from bondsim.laws.world import alert_all, note
from bondsim.rules.act import front_gap_after
from bondsim.rules.maths import distance
from bondsim.vocabulary import NOBODY, ON_ENTRAPMENT, PASSED, STOPPED_SHORT, STRIP, STRUCK


def threatens(h, x_m, y_m):
    """1 where a point lies in the region of a hazard that is on its way."""
    if h.armed == 0 or h.over == 1:
        return 0
    if h.shape == STRIP:
        off = y_m - h.y_m
        return 1 if -h.half_width_m < off and off < h.half_width_m else 0
    return 1 if distance(h.x_m, h.y_m, x_m, y_m) < h.half_width_m else 0


def arm(w, k):
    """Set hazard k going: its warning time runs from now."""
    h = w.hazards[k]
    h.armed = 1
    h.pace_m_s = h.speed_m_s
    h.gap_m = h.warning_s * h.speed_m_s
    h.eta_s = h.warning_s


def arm_around(w, i):
    """Set all hazards going that wait for an entrapment, with agent i `clear_m` inside their edge."""
    me = w.agents[i]
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if h.trigger == ON_ENTRAPMENT and h.armed == 0:
            inside = h.half_width_m - h.clear_m
            h.x_m = me.x_m
            h.y_m = me.y_m - me.out_y * inside
            arm(w, k)


def advance(w):
    """Physics of all hazards for one step: approach, brake, strike, pass."""
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if h.armed == 1 and h.over == 0:
            approach(w, k)
            if h.gap_m <= 0.0:
                strike(w, k)
            leave(w, k)


def approach(w, k):
    """Move the front of hazard k; announce its last moment."""
    h = w.hazards[k]
    dt = w.clock.dt_s
    brake = h.braking_m_s2 if h.braking == 1 else 0.0
    h.gap_m = front_gap_after(h.gap_m, h.pace_m_s, brake, dt)
    h.pace_m_s = h.pace_m_s - brake * dt if h.pace_m_s > brake * dt else 0.0
    if h.gap_m > 0.0 and h.pace_m_s > 0.0:
        h.eta_s = h.gap_m / h.pace_m_s
    elif h.gap_m <= 0.0:
        h.eta_s = 0.0
    if h.at_last == 0 and h.eta_s <= w.p.harm.last_moment_s:
        h.at_last = 1
        alert_all(w)


def leave(w, k):
    """Hazard k is over once it has passed with its whole length, or has come to a stop."""
    h = w.hazards[k]
    if h.gap_m > -h.length_m and h.pace_m_s > 0.0:
        return
    h.over = 1
    note(w, STOPPED_SHORT if h.gap_m > 0.0 else PASSED, NOBODY, NOBODY, -1, h.gap_m)
    alert_all(w)


def strike(w, k):
    """Hazard k strikes all who are in its region while it passes."""
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.present == 1 and a.alive == 1 and threatens(w.hazards[k], a.x_m, a.y_m) == 1:
            a.alive = 0
            a.pull_n = 0.0
            note(w, STRUCK, NOBODY, j, -1, 0.0)
