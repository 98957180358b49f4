"""Contact: steps are made, bodies slide, obstacles trip, pursuers seize. It depends on no order of agents."""

from bondsim.laws.act import helping_force
from bondsim.laws.hazards import arm_around, threatens
from bondsim.laws.motion import ground_at
from bondsim.laws.perimeter import held_at_cordon
from bondsim.laws.speak import order
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.act import (
    headway,
    p_fall,
    reserve_after,
    reserve_rested,
    slide_acceleration,
    slide_distance,
    slide_speed_after,
)
from bondsim.rules.maths import distance
from bondsim.streams import ENTRAPMENT, INJURY, towards
from bondsim.vocabulary import (
    ARRESTED,
    BITE,
    CAUGHT_FAST,
    CLEAR,
    ESCAPED,
    FELL,
    FLEE,
    GUARD,
    NOBODY,
    PURSUE,
    SLIPPED_FREE,
    SURRENDER,
    WITHDRAW,
)

EXIT_M = 0.5  # m, distance from its exit at which one who flees is gone: half a pace


def settle(w, i):
    """Agent i's step is made; if it lies on the ground, it slides, crawls or gets up."""
    me = w.agents[i]
    if me.next_x_m != me.x_m or me.next_y_m != me.y_m:
        step(w, i)
    elif me.reserve < 1.0:
        me.reserve = reserve_rested(me.reserve, me.rest_kept)
    if me.down == 1:
        lie(w, i)


def step(w, i):
    """Make agent i's own step, over whatever lies in the way, and pay for it."""
    me = w.agents[i]
    dt = w.clock.dt_s
    pace = distance(me.x_m, me.y_m, me.next_x_m, me.next_y_m) / dt
    me.reserve = reserve_after(me.reserve, pace, me.critical_speed_m_s, me.sprint_m, dt)
    if me.next_y_m < me.y_m:
        me.out_y = -1.0
    elif me.next_y_m > me.y_m:
        me.out_y = 1.0
    x = me.x_m
    y = me.y_m
    me.x_m = me.next_x_m
    me.y_m = me.next_y_m
    if me.surefoot == 0:
        cross(w, i, x, y)


def cross(w, i, x_m, y_m):
    """Agent i has come from a place: at each obstacle on its way it may fall, and then stays there."""
    me = w.agents[i]
    n = 1 + int(distance(x_m, y_m, me.x_m, me.y_m) / w.place.cell_m)
    dx = (me.x_m - x_m) / n
    dy = (me.y_m - y_m) / n
    before = ground_at(w, x_m, y_m)
    for k in range(n):
        x = x_m + dx * (k + 1)
        y = y_m + dy * (k + 1)
        after = ground_at(w, x, y)
        step_m = w.grounds[after].step_m
        if before != after and step_m > 0.0 and me.down == 0:
            tired = 1.0 - me.reserve
            p = p_fall(me.wear, tired, w.p.weather.temperature_c, step_m, w.p.ground.ice, w.p.fall)
            if luck(w, towards(INJURY, k), me.id, w.clock.step) < p:
                me.x_m = x
                me.y_m = y
                fall(w, i, p)
        before = after


def fall(w, i, p):
    """Agent i falls at an obstacle, and may be caught there."""
    me = w.agents[i]
    w.tally.n_falls = w.tally.n_falls + 1.0
    me.wear = me.wear + w.p.fall.wear_added if me.wear + w.p.fall.wear_added < 1.0 else 1.0
    me.down = 1
    note(w, FELL, i, NOBODY, -1, p)
    if luck(w, ENTRAPMENT, me.id, w.clock.step) < w.p.fall.p_caught:
        entrap(w, i)
    else:
        me.rises = w.clock.step + steps_of(w, w.p.fall.down_s)
        alert_all(w)


def entrap(w, i):
    """Agent i is caught: the hazards that wait for it start, and it orders its partner away."""
    me = w.agents[i]
    me.trapped = 1
    me.down = 1
    me.rises = -1
    me.clear = 0
    me.caught = 1
    me.heard = 0
    me.encourages = 0
    w.tally.n_trapped = w.tally.n_trapped + 1.0
    if w.clock.entrapped == NOBODY:
        w.clock.entrapped = i
        w.tally.trapped_s = w.clock.t_s
        w.tally.disobeyed = 0.0
        w.tally.rescued = 0.0
    note(w, CAUGHT_FAST, i, NOBODY, -1, 0.0)
    arm_around(w, i)
    if me.partner >= 0 and w.agents[me.partner].superior == i and w.agents[me.partner].present == 1:
        order(w, i, me.partner, WITHDRAW)
    alert_all(w)


def lie(w, i):
    """Agent i, on the ground: dragged, crawling once it is free, clear once no hazard threatens it."""
    me = w.agents[i]
    dt = w.clock.dt_s
    moved = 0.0
    if me.pull_n > 0.0 or me.slide_m_s > 0.0:
        force = me.pull_n + helping_force(w, i) if me.pull_n > 0.0 else 0.0
        a = slide_acceleration(force, w.clock.friction, me.mass_kg, me.slide_m_s)
        moved = slide_distance(me.slide_m_s, a, dt)
        me.slide_m_s = slide_speed_after(me.slide_m_s, a, dt)
        me.dragged_m = me.dragged_m + moved
        me.headway = headway(me.dragged_m, w.p.stance)
        me.pull_n = 0.0
    if me.trapped == 1 and me.dragged_m >= w.p.drag.slip_m:
        me.trapped = 0
        note(w, SLIPPED_FREE, i, NOBODY, -1, me.dragged_m)
    if me.caught == 1 and me.trapped == 0 and me.clear == 0 and me.conscious == 1:
        moved += w.p.drag.crawl_m_s * dt
    if moved > 0.0:
        me.y_m = me.y_m + me.out_y * moved
    me.next_x_m = me.x_m
    me.next_y_m = me.y_m
    if me.rises >= 0 and w.clock.step >= me.rises:
        me.down = 0
        me.rises = -1
        alert_all(w)
    if me.caught == 1 and me.trapped == 0 and me.clear == 0:
        watch_clear(w, i)


def watch_clear(w, i):
    """Agent i, who was caught, may have got out of all danger."""
    me = w.agents[i]
    eta = -1.0
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if threatens(h, me.x_m, me.y_m) == 1:
            return
        if h.armed == 1 and h.over == 0 and (eta < 0.0 or h.eta_s < eta):
            eta = h.eta_s
    eta = eta if eta > 0.0 else 0.0
    me.clear = 1
    me.slide_m_s = 0.0
    if w.clock.entrapped == i:
        w.tally.clear_s = w.clock.t_s - w.tally.trapped_s
        w.tally.clear_margin_s = eta
    note(w, CLEAR, i, NOBODY, -1, eta)
    if me.partner >= 0 and w.agents[me.partner].superior == i and w.agents[me.partner].present == 1:
        order(w, i, me.partner, GUARD)
    alert_all(w)


def meet(w, i):
    """Agent i, if it could give up, may be seized by the nearest who reaches it, else do so, else leave by its exit."""
    me = w.agents[i]
    if me.arrested == 1 or ((me.repertoire >> SURRENDER) & 1) == 0 or me.raised_s >= 0.0:
        return  # nobody seizes one who points a gun; who holds him is another law's business
    by = seized_by(w, i)
    if by >= 0 or me.action == SURRENDER:
        arrest(w, i, by)
    elif me.action == FLEE and distance(me.x_m, me.y_m, me.target_x_m, me.target_y_m) < EXIT_M:
        if w.clock.has_perimeter == 1:
            by = held_at_cordon(w, i)
            if by >= 0:
                arrest(w, i, by)
                return
        me.gone = 1
        me.present = 0
        w.tally.escaped = 1.0
        note(w, ESCAPED, i, NOBODY, -1, 0.0)
        alert_all(w)


def seized_by(w, i):
    """Place in the cast of the nearest pursuer who reaches agent i, -1 for nobody."""
    me = w.agents[i]
    best = NOBODY
    nearest = w.p.pursuit.reach_m
    for j in range(w.n_agents):
        a = w.agents[j]
        if (
            a.quarry == i
            and a.action == PURSUE
            and (a.repertoire >> BITE) & 1 == 0
            and a.present == 1
            and a.alive == 1
            and a.down == 0
        ):
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if d < nearest or (d == nearest and (best == NOBODY or a.id < w.agents[best].id)):
                best = j
                nearest = d
    return best


def arrest(w, j, by):
    """Agent j is held."""
    w.agents[j].arrested = 1
    w.tally.arrested = 1.0
    note(w, ARRESTED, by, j, -1, 0.0)
    alert_all(w)
