"""Feelings that pass from one to another, in the five laws: taken up, shown, acted on.

Agents with an openness above 0 take part. What each takes up is worked out for all (`take_in`) before any
grief changes (`feel`), and sums are on a lattice, so that nothing depends on the order of the cast.
"""

from bondsim.laws.motion import stroll
from bondsim.laws.world import luck, note
from bondsim.rules.act import spread_log
from bondsim.rules.feeling import (
    channel,
    crying_threshold,
    exchange_share,
    expressiveness_of,
    grief_after,
    grief_at_start,
    grief_exchanged,
    shown,
    source_rate,
    speed_of_wave,
    stress_after_grief,
    tie_after_comfort,
    tie_at_start,
)
from bondsim.rules.maths import distance, on_lattice, sqrt
from bondsim.streams import MOURNING, TIE, towards
from bondsim.vocabulary import COMFORT, COMFORTED, CRIED, NOBODY, STAND, WALK, WALKED

FAR = 2.0  # half distances of a mourner beyond which he is not near: there a fifth of his effect is left


def enter_feeling(w, i):
    """Agent i at the start: what it brings along, shows and bears; its ties to all who feel; its place in line."""
    me = w.agents[i]
    p = w.p.feeling
    me.shows = 0.0
    if me.mourning_rate > 0.0:
        me.shows = spread_log(me.mourning_rate, p.source_sd, luck(w, MOURNING, me.id, 0))
    if me.openness <= 0.0:
        return
    me.grief = grief_at_start(me.sorrow, luck(w, MOURNING, me.id, 1))
    me.expresses = expressiveness_of(me.expressiveness, luck(w, MOURNING, me.id, 2), p)
    me.cries_at = crying_threshold(luck(w, MOURNING, me.id, 3), p)
    for j in range(w.n_agents):
        a = w.agents[j]
        if j != i and j != me.partner and a.openness > 0.0:
            w.relations[i, j].bond = tie_at_start(luck_of_pair(w, me.id, a.id), p)
    if me.superior >= 0 and ((me.repertoire >> STAND) & 1) == 1:
        me.order = STAND
        me.in_line = 1
        if me.present == 1:
            w.tally.n_in_line = w.tally.n_in_line + 1.0
            w.tally.cried_share = 0.0


def luck_of_pair(w, one, other):
    """Uniform number of two agents together, the same for both."""
    if one < other:
        return luck(w, towards(TIE, one), other, 0)
    return luck(w, towards(TIE, other), one, 0)


def take_in(w, i):
    """Agent i takes up what those around it feel and show, in the light of who mourns in public and who comforts it."""
    me = w.agents[i]
    if me.openness <= 0.0:
        return
    p = w.p.feeling
    dt = w.clock.dt_s
    strength = 0.0
    received = 0.0
    source = 0.0
    comfort = 0.0
    nearest = p.comfort_m
    neighbour = NOBODY
    far = p.reach_m if p.reach_m > p.comfort_m else p.comfort_m
    for j in range(w.n_agents):
        a = w.agents[j]
        dx = a.x_m - me.x_m
        is_near = 1 if a.openness > 0.0 and -far <= dx and dx <= far else 0
        if j != i and a.present == 1 and a.alive == 1 and (is_near == 1 or a.shows > 0.0):
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if a.shows > 0.0:
                source += on_lattice(source_rate(a.shows, d, p))
            if a.openness > 0.0 and d <= p.reach_m:
                flow = shown(a.expresses, a.crying, p) * channel(d, w.relations[i, j].bond, p)
                strength += on_lattice(flow)
                received += on_lattice(flow * a.grief)
            if a.crying == 1 and is_nearer(w, j, d, neighbour, nearest) == 1:
                neighbour = j
                nearest = d
            if a.action == COMFORT and a.consoles == i:
                comfort += on_lattice(p.comfort_rate * w.relations[i, j].bond)
                w.relations[i, j].bond = tie_after_comfort(w.relations[i, j].bond, dt, p)
    if me.action == COMFORT and me.consoles >= 0:
        relation = w.relations[i, me.consoles]
        relation.bond = tie_after_comfort(relation.bond, dt, p)
    if neighbour != me.neighbour:
        me.aware = 1
    me.neighbour = neighbour
    grief = me.grief
    if strength > 0.0:
        share = exchange_share(strength, me.openness, dt, p)
        grief = grief_exchanged(grief, received / strength, share, p)
    me.next_grief = grief_after(grief, source, comfort, dt, p)


def is_nearer(w, j, d, best, nearest):
    """1 where agent j at distance d is nearer than the best so far; of two as near, the one of lower identity."""
    if d < nearest:
        return 1
    if d > nearest:
        return 0
    return 1 if best == NOBODY or w.agents[j].id < w.agents[best].id else 0


def feel(w, i):
    """Agent i's grief is now what it has become: it may begin or cease to cry; its stress load grows."""
    me = w.agents[i]
    if me.openness <= 0.0:
        return
    me.grief = me.next_grief
    me.stress = stress_after_grief(me.stress, me.grief, w.clock.dt_s, w.p.feeling)
    if me.crying == 0 and me.grief > me.cries_at:
        me.crying = 1
        me.aware = 1
        begin_to_cry(w, i)
    elif me.crying == 1 and me.grief < me.cries_at - w.p.feeling.cry_ends:
        me.crying = 0
        me.aware = 1


def begin_to_cry(w, i):
    """Agent i begins to cry; those in line are counted the first time, with when and where."""
    me = w.agents[i]
    t = w.tally
    c = w.clock
    if me.cried == 1:
        return
    me.cried = 1
    off = distance_to_mourner(w, i)
    note(w, CRIED, i, NOBODY, -1, off)
    if me.in_line == 0:
        return
    t.n_cried = t.n_cried + 1.0
    t.cried_share = t.n_cried / t.n_in_line
    if not t.first_cry_s >= 0.0:
        t.first_cry_s = c.t_s
    if off < 0.0 or off > FAR * w.p.feeling.source_m:
        t.n_far = t.n_far + 1.0
    t.far_share = t.n_far / t.n_cried
    t.sum_cry_t = t.sum_cry_t + on_lattice(c.t_s)
    t.sum_cry_x = t.sum_cry_x + on_lattice(me.x_m)
    t.sum_cry_tt = t.sum_cry_tt + on_lattice(c.t_s * c.t_s)
    t.sum_cry_tx = t.sum_cry_tx + on_lattice(c.t_s * me.x_m)
    if t.n_cried > 2.0:
        t.wave_m_s = speed_of_wave(t.n_cried, t.sum_cry_t, t.sum_cry_x, t.sum_cry_tt, t.sum_cry_tx)


def distance_to_mourner(w, i):
    """Distance of agent i from the nearest who mourns in public, -1 where nobody does."""
    me = w.agents[i]
    nearest = -1.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if j != i and a.shows > 0.0 and a.present == 1 and a.alive == 1:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if nearest < 0.0 or d < nearest:
                nearest = d
    return nearest


def sum_up(w):
    """Mean and spread of grief among those in line; in the end also their stress and their ties."""
    n = 0.0
    total = 0.0
    squares = 0.0
    stress = 0.0
    for k in range(w.n_active):
        me = w.agents[w.active[k]]
        if me.in_line == 1:
            n += 1.0
            total += on_lattice(me.grief)
            squares += on_lattice(me.grief * me.grief)
            stress += on_lattice(me.stress)
    if n == 0.0:
        return
    t = w.tally
    mean = total / n
    if not t.grief_peak >= mean:
        t.grief_peak = mean
    t.grief_mean = mean
    t.stress_mean = stress / n
    spread = squares / n - mean * mean
    t.grief_sd = sqrt(spread) if spread > 0.0 else 0.0
    if w.clock.stop == 1:
        sum_up_ties(w)


def sum_up_ties(w):
    """Mean tie among those in line who stand within reach of each other's hand."""
    n = 0.0
    total = 0.0
    for k in range(w.n_active):
        for m in range(w.n_active):
            i = w.active[k]
            j = w.active[m]
            me = w.agents[i]
            a = w.agents[j]
            if i != j and me.in_line == 1 and a.in_line == 1:
                if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.feeling.comfort_m:
                    n += 1.0
                    total += on_lattice(w.relations[i, j].bond)
    if n > 0.0:
        w.tally.tie_mean = total / n


def is_open_feeling(w, i, action):
    """1 where agent i could now stand in line, walk along it, or comfort a neighbour."""
    me = w.agents[i]
    if action == STAND:
        return 1 if me.order == STAND else 0
    if action == WALK:
        return 1 if me.mourning_rate > 0.0 and me.walked == 0 else 0
    return 1 if me.openness > 0.0 and me.crying == 0 and me.neighbour >= 0 else 0


def act_feeling(w, i):
    """Agent i walks along the line and out by the exit, or lays a hand on the shoulder of its neighbour."""
    me = w.agents[i]
    if me.action == WALK:
        if stroll(w, i, w.clock.exit_x_m, w.clock.exit_y_m, w.p.feeling.walk_m_s) == 0:
            me.walked = 1
            me.gone = 1
            me.present = 0
            note(w, WALKED, i, NOBODY, -1, w.clock.t_s)
        return
    if me.action == COMFORT and me.neighbour >= 0:
        if me.consoles != me.neighbour:
            me.consoles = me.neighbour
            w.tally.n_comforted = w.tally.n_comforted + 1.0
            note(w, COMFORTED, i, me.neighbour, COMFORT, w.relations[i, me.neighbour].bond)
        return
    me.consoles = NOBODY
