"""Barks and sirens through vegetation; searching for one whose place is not known, by eye and by ear."""

from math import sqrt

from bondsim.laws.motion import go, ground_at, to_partner
from bondsim.laws.world import elapsed, luck, note
from bondsim.rules.maths import clamp, cos, distance, normal_quantile, on_lattice, sin, turned_x, turned_y
from bondsim.rules.sense import criterion, p_see, sensitivity
from bondsim.rules.sound import (
    PI,
    audible_signal,
    bearing_error,
    blend,
    facing_loss,
    level_at,
    spiral_angle,
    spiral_radius,
)
from bondsim.streams import BEARINGS, EARS, HEADING, NOISE, SIDE, towards
from bondsim.vocabulary import BARK, HEARD_BARK, HEARD_FRIENDS, LOST_BEARING, NOBODY, TRAVEL

AHEAD_M = 30.0  # m, how far ahead one who follows a bearing sets the mark to walk to
HALF_PI = 0.5 * PI


def make_noise(w):
    """The noise that masks, on this run."""
    w.clock.noise_db = w.p.sound.noise_db + w.p.sound.noise_sd_db * normal_quantile(luck(w, NOISE, 0, 0))


def can(w, i, action):
    """1 where an action is of agent i's repertoire."""
    return (w.agents[i].repertoire >> action) & 1


def overhear(w, i):
    """Agent i listens: a dog for those who come to help its partner, one who searches for a dog's bark."""
    if w.clock.look == 0:
        return
    me = w.agents[i]
    if me.partner < 0:
        return
    if can(w, i, BARK) == 1 and me.hears_friend == 0:
        hear_friends(w, i)
    if me.came >= 0 and me.knows_partner == 0:
        hear_barks(w, i)


def is_heard(w, i, j, level_db):
    """1 where agent i hears a sound of agent j, which reaches it at a level."""
    me = w.agents[i]
    signal = audible_signal(level_db, w.clock.noise_db)
    d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
    p = p_see(d, criterion(0.0, 0, w.p.sense), w.clock.look_s)
    return 1 if luck(w, towards(EARS, w.agents[j].id), me.id, w.clock.step) < p else 0


def hear_friends(w, i):
    """Agent i may hear the siren or the steps of those who look for its partner: of several the loudest."""
    me = w.agents[i]
    loudest = NOBODY
    level = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.present == 1 and a.alive == 1 and a.came >= 0 and a.partner == me.partner:
            here = friend_level(w, i, j)
            if loudest == NOBODY or here > level or (here == level and a.id < w.agents[loudest].id):
                loudest = j
                level = here
    if loudest >= 0 and is_heard(w, i, loudest, level) == 1:
        me.hears_friend = 1
        me.aware = 1
        note(w, HEARD_FRIENDS, i, loudest, -1, level - w.clock.noise_db)


def friend_level(w, i, j):
    """Level at agent i of agent j, who has come to help: its siren as long as it sounds, its steps, dB."""
    me = w.agents[i]
    a = w.agents[j]
    p = w.p.sound
    level = level_at(p.walk_db, distance(me.x_m, me.y_m, a.x_m, a.y_m), p.loss_db_m)
    if elapsed(w, a.came) < p.siren_s:
        siren = level_at(p.siren_db, distance(me.x_m, me.y_m, a.base_x_m, a.base_y_m), p.loss_db_m)
        level = siren if siren > level else level
    return level


def hear_barks(w, i):
    """Agent i, who searches, takes a bearing on a dog that barks for the one it looks for: of several the loudest."""
    me = w.agents[i]
    p = w.p.sound
    loudest = NOBODY
    level = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.action == BARK and a.present == 1 and a.alive == 1 and a.partner == me.partner:
            far = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            facing = cos(PI * (2.0 * luck(w, towards(HEADING, me.id), a.id, w.clock.step) - 1.0))
            here = level_at(p.bark_db, far, p.loss_db_m) - facing_loss(facing, p)
            if loudest == NOBODY or here > level or (here == level and a.id < w.agents[loudest].id):
                loudest = j
                level = here
    if loudest >= 0 and is_heard(w, i, loudest, level) == 1:
        take_bearing(w, i, loudest)


def take_bearing(w, i, j):
    """Agent i has heard agent j bark: its belief where from turns towards this bearing."""
    me = w.agents[i]
    a = w.agents[j]
    far_m = distance(me.x_m, me.y_m, a.x_m, a.y_m)
    if far_m <= 0.0:
        return
    z = normal_quantile(luck(w, towards(BEARINGS, a.id), me.id, w.clock.step))
    error = bearing_error(z, w.p.search)
    x = (a.x_m - me.x_m) / far_m
    y = (a.y_m - me.y_m) / far_m
    kept = w.p.search.bearing_kept if me.heard_at >= 0 else 0.0
    me.bearing_x = blend(me.bearing_x, turned_x(x, y, error), kept)
    me.bearing_y = blend(me.bearing_y, turned_y(x, y, error), kept)
    if me.heard_at < 0:
        note(w, HEARD_BARK, i, j, -1, far_m)
    me.heard_at = w.clock.step
    if not w.tally.first_heard_s >= 0.0:
        w.tally.first_heard_s = w.clock.t_s - w.tally.came_s


def is_open_sound(w, i, action):
    """1 where agent i could bark for help: it has heard friends, nobody attacks its partner, nobody has come yet."""
    me = w.agents[i]
    if me.partner < 0 or me.knows_partner == 0 or me.hears_friend == 0 or me.partner_attack > w.p.sound.hush:
        return 0
    other = w.agents[me.partner]
    return 1 if other.present == 1 and other.alive == 1 and other.found == 0 else 0


def act_sound(w, i):
    """Agent i goes to its partner's side and barks."""
    to_partner(w, i, w.p.drag.grip_m)
    w.tally.barked_s = w.tally.barked_s + w.clock.dt_s


def come(w, i):
    """Agent i comes to search: at its own place, or at a distance from the one sought, from any side."""
    me = w.agents[i]
    if w.p.search.entry_m >= 0.0 and me.partner >= 0:
        other = w.agents[me.partner]
        angle = PI * (2.0 * luck(w, SIDE, other.id, 0) - 1.0)
        me.x_m = other.x_m + w.p.search.entry_m * cos(angle)
        me.y_m = other.y_m + w.p.search.entry_m * sine(angle)
    me.next_x_m = me.x_m
    me.next_y_m = me.y_m
    take_base(w, i)


def take_base(w, i):
    """Agent i begins to look for its partner from where it stands."""
    me = w.agents[i]
    me.came = w.clock.step
    me.base_x_m = me.x_m
    me.base_y_m = me.y_m
    share_out(w, i)
    if not w.tally.came_s >= 0.0:
        w.tally.came_s = w.clock.t_s


def share_out(w, i):
    """The turns of agent i's spiral lie between those of the others who look for the same one."""
    me = w.agents[i]
    before = 0
    n = 0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == me.partner and can(w, j, TRAVEL) == 1:
            n += 1
            if a.id < me.id:
                before += 1
    me.turn = before / n if n > 0 else 0.0
    me.spacing_m = w.p.search.spacing_m * n


def meet_up(w, i):
    """Agent i has found the one it was looking for."""
    other = w.agents[w.agents[i].partner]
    if other.found == 0:
        other.found = 1
        w.tally.found_s = w.clock.t_s
        w.tally.search_s = w.clock.t_s - w.tally.came_s


def sine(angle):
    """Sine of an angle in [-pi, pi]."""
    if angle > HALF_PI:
        return sin(PI - angle)
    return sin(-PI - angle) if angle < -HALF_PI else sin(angle)


def seek_out(w, i):
    """Agent i searches: towards barks while they are fresh, else along a spiral that widens."""
    me = w.agents[i]
    p = w.p.search
    if me.came < 0:
        take_base(w, i)
    pace = w.grounds[ground_at(w, me.x_m, me.y_m)].pace
    stride = p.speed_m_s * pace * w.clock.dt_s
    w.tally.searched_m = w.tally.searched_m + on_lattice(stride)
    if me.heard_at >= 0 and elapsed(w, me.heard_at) <= p.memory_s:
        length = sqrt(me.bearing_x * me.bearing_x + me.bearing_y * me.bearing_y)
        if length > 0.01:
            share = AHEAD_M / length
            walk(w, i, me.x_m + share * me.bearing_x, me.y_m + share * me.bearing_y, stride)
            return
    elif me.heard_at >= 0:
        note(w, LOST_BEARING, i, NOBODY, -1, elapsed(w, me.heard_at))
        me.heard_at = -1
        begin_spiral(w, i)
    if me.searching == 0:
        if w.p.search.told == 1 and go(w, i, me.target_x_m, me.target_y_m) == 1:
            return
        begin_spiral(w, i)
    me.walked_m = me.walked_m + stride
    radius = spiral_radius(me.walked_m, me.spacing_m)
    angle = spiral_angle(radius, me.spacing_m, me.turn)
    walk(w, i, me.spiral_x_m + radius * cos(angle), me.spiral_y_m + radius * sine(angle), stride)


def begin_spiral(w, i):
    """Agent i searches from here."""
    me = w.agents[i]
    me.searching = 1
    me.walked_m = 0.0
    me.spiral_x_m = me.x_m
    me.spiral_y_m = me.y_m


def walk(w, i, x_m, y_m, stride_m):
    """Set agent i's next position on the way to a place, a stride on."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    share = clamp(stride_m / left, 0.0, 1.0) if left > 1e-9 else 0.0
    me.next_x_m = me.x_m + (x_m - me.x_m) * share
    me.next_y_m = me.y_m + (y_m - me.y_m) * share
