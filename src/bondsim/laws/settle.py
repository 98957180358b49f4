"""Contact: steps are made, bodies slide, obstacles trip, pursuers seize. It depends on no order of agents."""

from bondsim.laws.act import ground_at, helping_force
from bondsim.laws.choose import is_free
from bondsim.laws.hazards import arm_around, threatens
from bondsim.laws.speak import order
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.act import p_fall, reserve_after, slide_acceleration, slide_distance, slide_speed_after
from bondsim.rules.maths import distance
from bondsim.streams import INJURY
from bondsim.vocabulary import (
    ARRESTED,
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


def settle(w, i):
    """Agent i's step is made; if it lies on the ground, it slides, crawls or gets up."""
    me = w.agents[i]
    if me.present == 0 or me.alive == 0:
        me.pull_n = 0.0
        return
    if me.next_x_m != me.x_m or me.next_y_m != me.y_m:
        step(w, i)
    elif w.clock.look == 1 and me.reserve < 1.0:
        me.reserve = reserve_after(me.reserve, 0.0, me.critical_speed_m_s, me.sprint_m, w.p.sense.look_s)
    if me.down == 1:
        lie(w, i)


def step(w, i):
    """Make agent i's own step, over whatever lies in the way."""
    me = w.agents[i]
    before = ground_at(w, me.x_m, me.y_m)
    if me.next_y_m < me.y_m:
        me.out_y = -1.0
    elif me.next_y_m > me.y_m:
        me.out_y = 1.0
    me.x_m = me.next_x_m
    me.y_m = me.next_y_m
    after = ground_at(w, me.x_m, me.y_m)
    if me.surefoot == 0 and before != after and w.grounds[after].step_m > 0.0:
        ice = w.p.ground.ice
        p = p_fall(me.wear, 1.0 - me.reserve, w.p.weather.temperature_c, w.grounds[after].step_m, ice, w.p.fall)
        if luck(w, INJURY, me.id, w.clock.step) < p:
            fall(w, i, p)


def fall(w, i, p):
    """Agent i falls at an obstacle, and may be caught there."""
    me = w.agents[i]
    w.tally.n_falls = w.tally.n_falls + 1.0
    me.wear = me.wear + w.p.fall.wear_added if me.wear + w.p.fall.wear_added < 1.0 else 1.0
    me.down = 1
    note(w, FELL, i, NOBODY, -1, p)
    if luck(w, INJURY, me.id ^ 1, w.clock.step) < w.p.fall.p_caught:
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
    w.clock.entrapped = i
    w.tally.n_trapped = w.tally.n_trapped + 1.0
    w.tally.trapped_s = w.clock.t_s
    w.tally.disobeyed = 0.0
    w.tally.rescued = 0.0
    note(w, CAUGHT_FAST, i, NOBODY, -1, 0.0)
    arm_around(w, i)
    if me.partner >= 0 and w.agents[me.partner].superior == i and w.agents[me.partner].present == 1:
        order(w, i, me.partner, WITHDRAW)
    alert_all(w)


def lie(w, i):
    """Agent i, on the ground: dragged by what pulls it, crawling once it is free, clear once no hazard threatens it."""
    me = w.agents[i]
    dt = w.clock.dt_s
    moved = 0.0
    if me.pull_n > 0.0 or me.slide_m_s > 0.0:
        force = me.pull_n + helping_force(w, i) if me.pull_n > 0.0 else 0.0
        a = slide_acceleration(force, w.clock.friction, me.mass_kg, me.slide_m_s)
        moved = slide_distance(me.slide_m_s, a, dt)
        me.slide_m_s = slide_speed_after(me.slide_m_s, a, dt)
        me.dragged_m = me.dragged_m + moved
        me.pull_n = 0.0
    if me.trapped == 1 and me.dragged_m >= w.p.drag.slip_m:
        me.trapped = 0
        note(w, SLIPPED_FREE, i, NOBODY, -1, me.dragged_m)
    if me.trapped == 0 and me.clear == 0 and me.rises < 0:
        moved += w.p.drag.crawl_m_s * dt
    if moved > 0.0:
        me.x_m = me.x_m + me.out_x * moved
        me.y_m = me.y_m + me.out_y * moved
    me.next_x_m = me.x_m
    me.next_y_m = me.y_m
    if me.rises >= 0 and w.clock.step >= me.rises:
        me.down = 0
        me.rises = -1
        alert_all(w)
    if w.clock.entrapped == i and me.clear == 0:
        watch_clear(w, i)


def watch_clear(w, i):
    """Agent i, who was caught, may have got out of all danger."""
    me = w.agents[i]
    if me.trapped == 1:
        return
    eta = 0.0
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if threatens(h, me.x_m, me.y_m) == 1:
            return
        if h.armed == 1 and h.over == 0:
            eta = h.eta_s
    me.clear = 1
    me.slide_m_s = 0.0
    w.tally.clear_s = w.clock.t_s - w.tally.trapped_s
    w.tally.clear_margin_s = eta
    w.tally.dragged_m = me.dragged_m
    note(w, CLEAR, i, NOBODY, -1, eta)
    if me.partner >= 0 and w.agents[me.partner].superior == i and w.agents[me.partner].present == 1:
        order(w, i, me.partner, GUARD)
    alert_all(w)


def meet(w, i):
    """Agent i, at large, may be seized, give up, or leave by its exit."""
    me = w.agents[i]
    if me.present == 0 or me.alive == 0 or me.arrested == 1:
        return
    if ((me.repertoire >> FLEE) & 1) == 1:
        if me.action == SURRENDER:
            arrest(w, i, NOBODY)
        elif me.action == FLEE and distance(me.x_m, me.y_m, me.target_x_m, me.target_y_m) < 0.5:
            me.gone = 1
            me.present = 0
            w.tally.escaped = 1.0
            note(w, ESCAPED, i, NOBODY, -1, 0.0)
            alert_all(w)
    if me.action == PURSUE and me.down == 0 and me.quarry >= 0 and is_free(w, me.quarry) == 1:
        other = w.agents[me.quarry]
        if distance(me.x_m, me.y_m, other.x_m, other.y_m) <= w.p.pursuit.reach_m:
            arrest(w, me.quarry, i)


def arrest(w, j, by):
    """Agent j is held."""
    w.agents[j].arrested = 1
    w.tally.arrested = 1.0
    note(w, ARRESTED, by, j, -1, 0.0)
    alert_all(w)
