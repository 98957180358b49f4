"""Part of law 4, act: where a step would take an agent."""

from bondsim.rules.act import running_speed
from bondsim.rules.body import strength
from bondsim.rules.maths import clamp, distance


def go(w, i, x_m, y_m):
    """Set agent i's next position on the way to a place, as fast as it can; return 0 where it is there."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    if left < 1e-9:
        return 0
    pace = w.grounds[ground_at(w, me.x_m, me.y_m)].pace
    power = w.clock.power * strength(me.blood, w.p.body)
    speed = running_speed(me.speed_m_s, me.critical_speed_m_s, me.reserve, me.wear, power, w.p.energy)
    stride = speed * pace * w.clock.dt_s
    share = 1.0 if stride >= left else stride / left
    me.next_x_m = me.x_m + (x_m - me.x_m) * share
    me.next_y_m = me.y_m + (y_m - me.y_m) * share
    return 1


def stroll(w, i, x_m, y_m, pace_m_s):
    """Set agent i's next position on the way to a place at a pace of its choice; return 0 where it is there."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    if left < 1e-9:
        return 0
    stride = pace_m_s * w.clock.dt_s
    share = 1.0 if stride >= left else stride / left
    me.next_x_m = me.x_m + (x_m - me.x_m) * share
    me.next_y_m = me.y_m + (y_m - me.y_m) * share
    return 1


def ground_at(w, x_m, y_m):
    """Kind of ground at a position (m); beyond the edge it goes on as at the edge."""
    column = clamp(int(x_m / w.place.cell_m), 0, w.place.width - 1)
    row = clamp(int(y_m / w.place.cell_m), 0, w.place.height - 1)
    return w.terrain[row * w.place.width + column]


def to_partner(w, i, off_m):
    """Agent i goes to a spot `off_m` from its partner, away from the danger; return 0 where it is there."""
    other = w.agents[w.agents[i].partner]
    return go(w, i, other.x_m, other.y_m + other.out_y * off_m)
