"""What people and dogs do to each other at close quarters: threaten, go up, back away, tug, snap, run off."""

from bondsim.laws.crowd import SIGHT_M
from bondsim.laws.motion import go
from bondsim.laws.world import alert_all, note, steps_of
from bondsim.rules.maths import distance
from bondsim.vocabulary import (
    APPROACH,
    CALMED,
    DOG,
    FLEE,
    NOBODY,
    RETREAT,
    SNAP,
    SNAPPED,
    SUSPECT,
    THREATEN,
    TUG,
    TUGGED,
)

SHIELD_M = 0.8  # m, how far before its partner a dog stands: a body's length
AWAY_M = 200.0  # m, how far off the map one who runs away is bound


def act_crowd(w, i):
    """Agent i does an action of this family."""
    me = w.agents[i]
    if me.action == FLEE and me.fled == 0:
        me.fled_x_m = me.x_m
        me.fled_y_m = me.y_m
    if me.down == 1:
        return
    if me.action == APPROACH:
        other = w.agents[me.partner]
        stroll(w, i, other.x_m, other.y_m, SHIELD_M)
    elif me.action == THREATEN:
        shield(w, i)
    elif me.action == RETREAT:
        back_away(w, i)
    elif me.action == TUG:
        tug(w, i)
    elif me.action == SNAP:
        snap(w, i)
    elif me.action == FLEE and me.role != SUSPECT:
        run_off(w, i)


def stroll(w, i, x_m, y_m, off_m):
    """Agent i walks slowly up to `off_m` of a place."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    if left <= off_m:
        return
    stride = w.p.crowd.back_m_s * w.clock.dt_s
    share = (stride if stride < left - off_m else left - off_m) / left
    me.next_x_m = me.x_m + (x_m - me.x_m) * share
    me.next_y_m = me.y_m + (y_m - me.y_m) * share


def nearest_stranger(w, i):
    """Place in the cast of the person nearest to dog i, in sight, neither its partner nor its superior; -1 for none."""
    me = w.agents[i]
    best = NOBODY
    nearest = SIGHT_M
    for k in range(w.n_agents):
        a = w.agents[k]
        if k != me.partner and k != me.superior and a.role != DOG and a.present == 1 and a.alive == 1:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if d < nearest or (d == nearest and best >= 0 and a.id < w.agents[best].id):
                best = k
                nearest = d
    return best


def shield(w, i):
    """Dog i, threatening, stands between its partner and the nearest stranger."""
    me = w.agents[i]
    k = nearest_stranger(w, i)
    if me.partner < 0 or k < 0 or w.agents[me.partner].present == 0:
        return
    other = w.agents[me.partner]
    a = w.agents[k]
    d = distance(other.x_m, other.y_m, a.x_m, a.y_m)
    share = SHIELD_M / d if d > SHIELD_M else 1.0
    go(w, i, other.x_m + (a.x_m - other.x_m) * share, other.y_m + (a.y_m - other.y_m) * share)


def back_away(w, i):
    """Dog i backs away from the nearest stranger, slowly."""
    me = w.agents[i]
    k = nearest_stranger(w, i)
    if k < 0:
        return
    a = w.agents[k]
    d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
    if d <= 0.0 or d >= w.p.crowd.retreat_m:
        return
    stride = w.p.crowd.back_m_s * w.clock.dt_s / d
    me.next_x_m = me.x_m + (me.x_m - a.x_m) * stride
    me.next_y_m = me.y_m + (me.y_m - a.y_m) * stride


def tug(w, i):
    """Agent i runs to its partner and pulls at its arm; the partner comes along only if it flees by itself."""
    me = w.agents[i]
    other = w.agents[me.partner]
    if me.started >= 0:
        return
    if distance(me.x_m, me.y_m, other.x_m, other.y_m) > w.p.crowd.touch_m:
        go(w, i, other.x_m, other.y_m)
        return
    me.started = w.clock.step
    me.ends = w.clock.step + steps_of(w, w.p.crowd.tug_s)
    w.tally.tugs = w.tally.tugs + 1.0
    note(w, TUGGED, i, me.partner, TUG, 0.0)


def snap(w, i):
    """Dog i goes for its foe, who is in reach or runs close by, bites it once, and lets go."""
    me = w.agents[i]
    if me.foe < 0 or me.started >= 0:
        return
    other = w.agents[me.foe]
    go(w, i, other.x_m, other.y_m)
    lead = me.speed_m_s - other.speed_m_s if other.hastes == 1 else me.speed_m_s
    gap = distance(me.x_m, me.y_m, other.x_m, other.y_m) - w.p.crowd.reach_m
    if gap > lead * w.clock.dt_s:
        return
    me.started = w.clock.step
    me.bit = w.clock.step
    w.agents[me.foe].snapped_at = 1
    t = w.tally
    t.bites = t.bites + 1.0
    if not t.first_bite_s >= 0.0:
        t.first_bite_s = w.clock.t_s
    if me.foe == me.partner:
        t.partner_bites = t.partner_bites + 1.0
    if me.darted >= 0:
        t.bites_after_dart = t.bites_after_dart + 1.0
    note(w, SNAPPED, i, me.foe, SNAP, me.arousal)
    alert_all(w)


def run_off(w, i):
    """Agent i runs straight away from the dog."""
    me = w.agents[i]
    if me.mark < 0:
        return
    dog = w.agents[me.mark]
    d = distance(me.x_m, me.y_m, dog.x_m, dog.y_m)
    share = AWAY_M / d if d > 0.1 else AWAY_M
    go(w, i, me.x_m + (me.x_m - dog.x_m) * share, me.y_m + (me.y_m - dog.y_m) * share)


def part(w, i):
    """What contact has come to: one who ran far enough is gone; a dog that has been calm lets itself be taken."""
    me = w.agents[i]
    if me.role == DOG:
        quieten(w, i)
        return
    if me.mark >= 0 and w.agents[me.mark].partner == i and is_driven_off(w, i) == 1:
        w.tally.partner_left = 1.0
    if me.action == FLEE and me.role != SUSPECT and is_away(w, i) == 1:
        me.gone = 1
        me.present = 0


def is_driven_off(w, i):
    """1 where agent i has run and is far from where that began, whether or not the dog came after it."""
    me = w.agents[i]
    if me.fled == 0:
        return 0
    return 1 if distance(me.x_m, me.y_m, me.fled_x_m, me.fled_y_m) > w.p.crowd.away_m else 0


def is_away(w, i):
    """1 where agent i, who runs, is far from the dog or has lost it from sight."""
    me = w.agents[i]
    if me.mark < 0:
        return 1
    dog = w.agents[me.mark]
    return 1 if distance(me.x_m, me.y_m, dog.x_m, dog.y_m) > w.p.crowd.away_m else 0


def quieten(w, i):
    """Dog i: how long has it been calm; long enough, and it lets itself be taken."""
    me = w.agents[i]
    p = w.p.crowd
    if me.at_peace == 1 or me.down == 1:
        return
    if me.arousal > p.calm_arousal or me.action == THREATEN or me.action == SNAP:
        me.quiet_s = 0.0
        return
    me.quiet_s = me.quiet_s + w.clock.dt_s
    if me.quiet_s >= p.calm_s:
        me.at_peace = 1
        w.tally.calmed = 1.0
        w.tally.calmed_s = w.clock.t_s
        note(w, CALMED, i, me.partner, -1, me.arousal)
        alert_all(w)
