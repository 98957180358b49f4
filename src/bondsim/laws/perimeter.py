"""One who is followed, and those who surround him: pressure, hiding, ambush, cover, the cordon."""

from bondsim.laws.motion import go, ground_at
from bondsim.laws.scent import stride, turn_to, walk_on
from bondsim.laws.sense import is_seen
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.appraise import combined_harm
from bondsim.rules.gun import p_hit_target
from bondsim.rules.maths import distance, exp, log, on_lattice
from bondsim.rules.perimeter import (
    gain_of_ambush,
    gain_of_flight,
    gain_of_hiding,
    p_held_by_unit,
    p_shot_opens,
    pressure,
)
from bondsim.rules.scent import p_somebody
from bondsim.streams import AMBUSH_FIRE, AMBUSH_HIT, AMBUSH_WOUND, CORDON, towards
from bondsim.vocabulary import (
    AMBUSH,
    AMBUSH_SHOT,
    FLEE,
    GONE_TO_GROUND,
    HELD_AT_CORDON,
    HIDE,
    HIT_FROM_AMBUSH,
    KILLED,
    NOBODY,
    POSTED,
    ROUSED,
    TOOK_COVER,
)

NEAR_BY_M = 100.0  # m, distance within which cover was taken for a reason
FAR_M = 1.0e6  # m, where nobody follows
AT_HIM_M = 10.0  # m, distance at which a dog that comes on is fired at


# The cordon ---------------------------------------------------------------------------------------


def post(w, i):
    """Agent i, if it is a unit of the cordon, reaches its post after its travel time."""
    me = w.agents[i]
    c = w.clock
    if me.posted == 0:
        return
    if c.step == 0:
        me.on_duty = 1 if me.repertoire != 0 else 0  # members of a group that are not there can do nothing
        me.present = 0
    elif me.on_duty == 1 and me.present == 0 and c.step * c.dt_s >= me.travel_s:
        take_post(w, i)


def take_post(w, i):
    """Agent i stands at its post: the units that are there share the stretch of exits evenly among them."""
    me = w.agents[i]
    c = w.clock
    n = 0
    before = 0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.posted == 1 and a.on_duty == 1:
            n += 1
            if a.id < me.id:
                before += 1
    along = c.exit_spread_m * (2.0 * (before + 0.5) / n - 1.0)
    me.x_m = c.exit_x_m + (0.0 if c.exit_across == 1 else along)
    me.y_m = c.exit_y_m + (along if c.exit_across == 1 else 0.0)
    me.next_x_m = me.x_m
    me.next_y_m = me.y_m
    me.present = 1
    c.n_units = c.n_units + 1
    note(w, POSTED, i, NOBODY, -1, me.travel_s)


def held_at_cordon(w, i):
    """Place in the cast of the unit that holds agent i, who crosses the cordon, -1 where it slips by."""
    me = w.agents[i]
    slip = 0.0
    best = NOBODY
    nearest = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.posted == 1 and a.present == 1 and a.alive == 1:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            slip = slip + on_lattice(-log(1.0 - p_held_by_unit(d, w.p.perimeter)))
            if best < 0 or d < nearest or (d == nearest and a.id < w.agents[best].id):
                best = j
                nearest = d
    if best < 0 or luck(w, CORDON, me.id, 0) < exp(-slip):
        return NOBODY
    w.tally.held_at_cordon = 1.0
    note(w, HELD_AT_CORDON, best, i, -1, nearest)
    return best


# One who is followed ------------------------------------------------------------------------------


def mind_pursuit(w, i):
    """Agent i, if it is followed, feels the pressure; it goes to ground where it meant to, and is roused."""
    me = w.agents[i]
    if me.followed == 0 or w.clock.look == 0:
        return
    p = w.p.perimeter
    d = nearest_pursuer_m(w, i)
    if me.pursuer_m > 0.0 and me.pursuer_m < FAR_M and d < FAR_M:
        rate = (me.pursuer_m - d) / w.clock.look_s
        me.closing_m_s = 0.8 * me.closing_m_s + 0.2 * rate
    me.pursuer_m = d
    me.pressure = pressure(d, me.closing_m_s, p) if p.press_m > 0.0 else 0.0
    if me.grounded == 0 and me.rested == 0 and me.trek_m >= me.refuge_m:
        me.grounded = 1
        me.grounded_s = w.clock.t_s
        me.rested = 1
        me.aware = 1
        me.ends = w.clock.step
        note(w, GONE_TO_GROUND, i, NOBODY, -1, me.trek_m)
    elif me.grounded == 1 and (me.pressure >= p.aroused or w.clock.t_s - me.grounded_s > p.lie_up_s):
        me.grounded = 0
        me.aware = 1
        me.ends = w.clock.step
        note(w, ROUSED, i, NOBODY, -1, d)


def nearest_pursuer_m(w, i):
    """Distance of the nearest of those who are after agent i and able to go on, m."""
    me = w.agents[i]
    nearest = FAR_M
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.present == 1 and a.alive == 1 and a.down == 0 and a.gave_up == 0:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if d < nearest:
                nearest = d
    return nearest


def cover_at(w, i):
    """Cover of the ground where agent i stands, 0 to 1."""
    me = w.agents[i]
    return w.grounds[ground_at(w, me.x_m, me.y_m)].cover


def may_flee(w, i):
    """1 where agent i may move on: not while it lies up unpressed."""
    return 1 - w.agents[i].grounded


def may_give_up(w, i):
    """1 where agent i has a reason to give up: somebody close by."""
    return 1 if w.agents[i].own_harm > w.p.perimeter.give_up_harm else 0


def is_open_perimeter(w, i, action):
    """1 where agent i could now hide, take cover, or lie in wait."""
    me = w.agents[i]
    if action == HIDE:
        if me.followed == 1:
            return 1
        return 1 if is_warned(w, i) == 1 or is_under_fire(w, i) == 1 else 0
    if action == AMBUSH and me.followed == 1 and me.ambusher == 1 and me.pressure >= w.p.perimeter.aroused:
        return 1 if me.rounds_fired < w.p.perimeter.volley and w.p.perimeter.ambush_gain > 0.0 else 0
    return 0


def is_warned(w, i):
    """1 while agent i's dog points and agent i has read it."""
    me = w.agents[i]
    if me.partner < 0 or me.threat < w.p.perimeter.threat_seen:
        return 0
    return 1 if w.agents[me.partner].froze >= 0 and w.agents[me.partner].present == 1 else 0


def gain_perimeter(w, i, action):
    """Believed chance that flight, hiding, cover or an ambush brings agent i where it wants."""
    me = w.agents[i]
    p = w.p.perimeter
    if action == FLEE:
        return gain_of_flight(me.pressure, w.clock.n_units, p)
    if action == HIDE:
        return gain_of_hiding(me.pressure, cover_at(w, i), p) if me.followed == 1 else p.cover_gain
    return gain_of_ambush(me.pressure, cover_at(w, i), p)


def count_plan(w, i, action):
    """Tally of one decision of one who is followed."""
    me = w.agents[i]
    if me.followed == 0:
        return
    t = w.tally
    t.n_plans = t.n_plans + 1.0
    if me.pressure > 0.5:
        t.pressed_plans = t.pressed_plans + 1.0
    if action == AMBUSH:
        t.ambushed = 1.0
        t.n_ambush_plans = t.n_ambush_plans + 1.0
        if me.pressure > 0.5:
            t.pressed_ambush = t.pressed_ambush + 1.0


def flee(w, i):
    """Agent i, who is followed, walks on while nobody presses, and runs where somebody does."""
    me = w.agents[i]
    if me.pressure >= w.p.perimeter.aroused:
        go(w, i, me.target_x_m, me.target_y_m)
        return
    pace = w.grounds[ground_at(w, me.x_m, me.y_m)].pace
    stride(w, i, me.trail_m_s * pace * w.clock.dt_s)


def cover(w, i):
    """How much of agent i shows: less once it is in cover, or goes low for what it believes to be ahead."""
    me = w.agents[i]
    me.caution = 0.0
    if me.followed == 0 and me.nose == 0 and me.threat > 0.0:
        me.caution = p_somebody(me.threat, me.vigilance, w.p.scent)
    if me.action != HIDE and me.action != AMBUSH:
        me.covered = -1
        me.visible = 1.0 - (1.0 - w.p.perimeter.hidden) * cover_at(w, i) * me.caution
        return
    if me.covered < 0:
        me.covered = w.clock.step + steps_of(w, w.p.perimeter.cover_s)
        if me.action == HIDE and me.followed == 0:
            count_cover(w, i)
    if w.clock.step >= me.covered:
        me.visible = 1.0 - (1.0 - w.p.perimeter.hidden) * cover_at(w, i)


def count_cover(w, i):
    """Tally of one person who takes cover."""
    me = w.agents[i]
    t = w.tally
    t.covers_taken = t.covers_taken + 1.0
    d = FAR_M
    if me.quarry >= 0 and w.agents[me.quarry].present == 1:
        d = distance(me.x_m, me.y_m, w.agents[me.quarry].x_m, w.agents[me.quarry].y_m)
    if d > NEAR_BY_M:
        t.covers_for_nothing = t.covers_for_nothing + 1.0
    elif not t.first_shot_s >= 0.0:
        t.covers_in_time = t.covers_in_time + 1.0
    note(w, TOOK_COVER, i, NOBODY, -1, me.own_harm)


# The ambush ---------------------------------------------------------------------------------------


def lie_in_wait(w, i):
    """Agent i, who lies in wait, goes beside its trail; in place, it fires at whom it sees come near."""
    me = w.agents[i]
    if me.action != AMBUSH:
        return
    if me.covered < 0 or w.clock.step < me.covered:
        left = 1.0 if (me.id & 1) == 0 else -1.0
        aside = w.p.perimeter.ambush_off_m / w.p.perimeter.cover_s if w.p.perimeter.cover_s > 0.0 else 0.0
        turn_to(w, i, me.x_m + left * (me.target_y_m - me.y_m), me.y_m - left * (me.target_x_m - me.x_m))
        walk_on(w, i, aside)
        return
    if me.rounds_fired >= w.p.perimeter.volley:
        return
    j = target_of(w, i)
    if j < 0:
        return
    d = distance(me.x_m, me.y_m, w.agents[j].x_m, w.agents[j].y_m)
    if me.rounds_fired > 0 or luck(w, AMBUSH_FIRE, me.id, w.clock.step) < p_shot_opens(
        d, w.clock.dt_s, w.p.perimeter
    ):
        fire_at(w, i, j, d)


def target_of(w, i):
    """Whom agent i, in wait, would fire at: the nearest person after it whom it sees, else a dog that is at it."""
    best = NOBODY
    nearest = FAR_M
    me = w.agents[i]
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.present == 1 and a.alive == 1 and a.down == 0:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            far = w.p.perimeter.visibility_m if a.nose == 0 else AT_HIM_M
            rank = d if a.nose == 0 else d + w.p.perimeter.visibility_m
            if d < far and is_seen(w, i, j) == 1:
                if rank < nearest or (rank == nearest and a.id < w.agents[best].id):
                    best = j
                    nearest = rank
    return best


def fire_at(w, i, j, distance_m):
    """Agent i fires one round at agent j; all who are after it know themselves under fire."""
    me = w.agents[i]
    c = w.clock
    t = w.tally
    other = w.agents[j]
    me.rounds_fired = me.rounds_fired + 1
    t.n_ambush_shots = t.n_ambush_shots + 1.0
    if not t.first_shot_s >= 0.0:
        t.first_shot_s = c.t_s
        if t.first_freeze_s >= 0.0:
            t.warning_s = c.t_s - t.first_freeze_s
    p = p_hit_target(distance_m, 1.0, other.visible, 0.0, w.p.gun)
    note(w, AMBUSH_SHOT, i, j, -1, p)
    if luck(w, towards(AMBUSH_HIT, other.id), me.id, c.step) < p:
        note(w, HIT_FROM_AMBUSH, i, j, -1, distance_m)
        be_hit(w, i, j)
    for k in range(w.n_agents):
        if w.agents[k].quarry == i:
            w.agents[k].under_fire = c.step + steps_of(w, w.p.perimeter.under_fire_s)
    if me.rounds_fired >= w.p.perimeter.volley or t.person_hit > 0.0:
        me.rounds_fired = int(w.p.perimeter.volley) + 1
        me.ends = c.step + 1
    alert_all(w)


def be_hit(w, i, j):
    """Agent j is hit by a round of agent i: it falls, with an injury, or dies."""
    other = w.agents[j]
    p = w.p.perimeter
    other.down = 1
    other.rises = -1
    other.clear = 1
    other.wear = combined_harm(other.wear, p.hit_wear)
    if other.nose == 1:
        w.tally.dog_hit = 1.0
    else:
        w.tally.person_hit = 1.0
    if luck(w, towards(AMBUSH_WOUND, other.id), w.agents[i].id, w.clock.step) < p.hit_fatal:
        other.alive = 0
        note(w, KILLED, i, j, -1, 0.0)


def is_under_fire(w, i):
    """1 while agent i knows itself under fire."""
    return 1 if w.clock.step <= w.agents[i].under_fire else 0


def harm_perimeter(w, i, j):
    """Harm that agent i foresees for agent j, itself or its partner, who was just fired at."""
    me = w.agents[i]
    if j != i and j != me.partner:
        return 0.0
    return w.p.perimeter.fire_harm if is_under_fire(w, j) == 1 else 0.0


def is_on_perimeter(w):
    """1 while one who is followed is at large: in the end he crosses the cordon, or is held."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.followed == 1 and me.present == 1 and me.alive == 1 and me.arrested == 0:
            return 1
    return 0
