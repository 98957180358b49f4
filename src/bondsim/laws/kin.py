"""One who remembers a scent: it leaves its pen, is led by cues, walks on without them, and may find the source."""

from bondsim.laws.motion import ground_at
from bondsim.laws.speak import call_for_help, order
from bondsim.laws.streets import chaser, is_held_back, is_passer_by
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.act import running_speed
from bondsim.rules.appraise import combined_harm
from bondsim.rules.kin import (
    cue_error,
    freshness,
    jump_height,
    kin_match,
    p_cue_far,
    plume_signal,
    wander,
    wrapped,
)
from bondsim.rules.maths import distance, turned_x, turned_y
from bondsim.rules.sense import criterion, p_see, sensitivity
from bondsim.streams import CUE, CUE_ERROR, DECOY, LATCH, TURN, towards
from bondsim.vocabulary import (
    FOUND_KIN,
    GUARD,
    LEFT_PEN,
    NO_ORDER,
    NOBODY,
    PEN_SHUT,
    RECALLED,
    SEEK_SCENT,
    SMELLED,
)

NEVER_S = 1e9  # s, time since the last cue of one who has had none
FULL_TURN = 6.283185307179586
EIGHTH_TURN = 0.7853981633974483
TALK_S = 60.0  # s, a cue after so long without is told as a new one


def enter_kin(w, i):
    """Agent i at the start: what it remembers, where it heads, whether it is penned or at large."""
    me = w.agents[i]
    if ((me.repertoire >> SEEK_SCENT) & 1) == 0:
        return
    me.since_cue_s = NEVER_S
    angle = wrapped(FULL_TURN * luck(w, TURN, me.id, 0))
    me.heading_x = turned_x(1.0, 0.0, angle)
    me.heading_y = turned_y(1.0, 0.0, angle)
    source = source_of(w, i)
    if source >= 0:
        me.kin_match = match_with(w, i, source)
    me.penned = me.starts_penned
    if me.penned == 1 and luck(w, LATCH, me.id, 0) >= w.p.kin.p_latch:
        me.shut = 1
    if me.penned == 1 and w.p.kin.told_to_stay == 1 and me.superior >= 0:
        me.order = GUARD
    if me.penned == 0 and me.starts_loose == 1 and me.present == 1:
        let_loose(w, i)


def match_with(w, i, j):
    """Match of the scent that agent j carries with what agent i remembers."""
    me = w.agents[i]
    a = w.agents[j]
    return kin_match(me.kin_relatedness, a.relic_strength, a.relic_age_y, me.kin_familiar, w.p.kin)


def source_of(w, i):
    """Place in the cast of the one whose scent matches best what agent i remembers, -1 for nobody."""
    best = NOBODY
    most = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if j != i and a.relic_strength > 0.0 and a.present == 1:
            match = match_with(w, i, j)
            if match > most or (match == most and best >= 0 and a.id < w.agents[best].id):
                best = j
                most = match
    return best


def decoy_of(w, i, source):
    """Place in the cast of the passer-by whom luck has taken for the source; the source where there is none."""
    drawn = source
    least = 1.0
    for j in range(w.n_agents):
        if is_passer_by(w, j) == 1:
            u = luck(w, towards(DECOY, w.agents[j].id), w.agents[i].id, 0)
            if u < least:
                drawn = j
                least = u
    return drawn


def sense_kin(w, i):
    """Agent i, if a remembered scent can lead it, may catch a cue in this look, which gives it a direction."""
    me = w.agents[i]
    if w.clock.look == 0 or ((me.repertoire >> SEEK_SCENT) & 1) == 0:
        return
    me.cued = 0
    me.since_cue_s = me.since_cue_s + w.clock.look_s
    source = source_of(w, i)
    if source < 0 or me.heeds_kin == 0:
        return
    at = source if w.p.kin.decoy == 0 else decoy_of(w, i, source)
    x = w.agents[at].x_m
    y = w.agents[at].y_m
    if luck(w, CUE, me.id, w.clock.step) < p_of_cue(w, i, distance(me.x_m, me.y_m, x, y)):
        follow_cue(w, i, x, y)


def p_of_cue(w, i, distance_m):
    """Chance that agent i catches a cue in this look, from afar or from the plume near the source."""
    me = w.agents[i]
    signal = plume_signal(me.kin_match, distance_m, w.p.kin)
    d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
    near = p_see(d, criterion(0.0, 0, w.p.sense), w.clock.look_s)
    return combined_harm(near, p_cue_far(me.kin_match, me.capacity, w.clock.look_s, w.p.kin))


def follow_cue(w, i, x_m, y_m):
    """A cue turns agent i towards a place, not exactly."""
    me = w.agents[i]
    d = distance(me.x_m, me.y_m, x_m, y_m)
    if d < 1e-9:
        return
    if me.since_cue_s > TALK_S:
        note(w, SMELLED, i, NOBODY, -1, me.kin_match)
    me.cued = 1
    me.since_cue_s = 0.0
    w.tally.n_cues = w.tally.n_cues + 1.0
    angle = cue_error(luck(w, CUE_ERROR, me.id, w.clock.step), w.p.kin)
    x = (x_m - me.x_m) / d
    y = (y_m - me.y_m) / d
    me.heading_x = turned_x(x, y, angle)
    me.heading_y = turned_y(x, y, angle)


def is_open_kin(w, i, action):
    """1 where agent i could follow a remembered scent: at large, or in a pen whose latch has not caught."""
    me = w.agents[i]
    if action != SEEK_SCENT or me.found_kin == 1:
        return 0
    return 1 if me.loose == 1 or (me.penned == 1 and me.shut == 0) else 0


def is_out_of_call(w, i):
    """1 where agent i is at large and too far from its partner to hear it."""
    me = w.agents[i]
    if me.loose == 0 or me.partner < 0:
        return 0
    other = w.agents[me.partner]
    return 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) > w.p.kin.call_m else 0


def lure_kin(w, i, action):
    """Match of the remembered scent that an action of agent i would follow, as present as its last cue."""
    me = w.agents[i]
    if action != SEEK_SCENT or me.heeds_kin == 0:
        return 0.0
    return me.kin_match * freshness(me.since_cue_s, w.p.kin)


def gain_kin(w, i, action):
    """Worth of roaming."""
    return w.p.kin.roam_gain if action == SEEK_SCENT else 0.0


def speak_kin(w, i):
    """Agent i, who leads a penned dog, notices in time: it shuts the pen, calls the dog, or calls for help."""
    me = w.agents[i]
    if me.partner < 0 or w.clock.t_s < w.p.kin.notice_s:
        return
    other = w.agents[me.partner]
    if other.superior != i:
        return
    if other.penned == 1 and other.shut == 0:
        other.shut = 1
        other.aware = 1
        note(w, PEN_SHUT, i, me.partner, -1, 0.0)
    elif other.loose == 1 and other.alive == 1:
        call_back(w, i)


def call_back(w, i):
    """Agent i calls its partner, who is at large; once that is out of hearing, it calls for help."""
    me = w.agents[i]
    other = w.agents[me.partner]
    if is_out_of_call(w, me.partner) == 0:
        if other.order != GUARD:
            order(w, i, me.partner, GUARD)
        return
    if other.order == GUARD:
        other.order = NO_ORDER
    if me.heard == 0:
        call_for_help(w, i)


def act_kin(w, i):
    """What agent i does by the actions of the family, and in a pen; 1 where that was all of it."""
    me = w.agents[i]
    if me.penned == 1:
        return 1
    if me.action != SEEK_SCENT:
        return 0
    seek(w, i)
    return 1


def seek(w, i):
    """Agent i walks on: by its last cue, else as one who wanders; it stops at kerbs and goes round what bars it."""
    me = w.agents[i]
    dt = w.clock.dt_s
    speed = (
        me.critical_speed_m_s * w.p.kin.seek_pace * (1.0 - w.p.energy.wear_slows * me.wear) * w.clock.power
    )
    if shy_away(w, i) == 1:
        speed = running_speed(
            me.speed_m_s, me.critical_speed_m_s, me.reserve, me.wear, w.clock.power, w.p.energy
        )
    elif me.cued == 0:
        turn_by(w, i, wander(dt, luck(w, TURN, me.id, w.clock.step + 1), w.p.kin))
    stride = speed * w.grounds[ground_at(w, me.x_m, me.y_m)].pace * dt
    skirt(w, i, stride)
    x = me.x_m + me.heading_x * stride
    y = me.y_m + me.heading_y * stride
    if is_held_back(w, i, x, y) == 1:
        w.tally.held_back_s = w.tally.held_back_s + dt
        return
    me.path_m = me.path_m + distance(me.x_m, me.y_m, x, y)
    me.next_x_m = x
    me.next_y_m = y


def shy_away(w, i):
    """Turn agent i away from the nearest of those who chase it, where one is near; 1 where it was."""
    me = w.agents[i]
    by = chaser(w, i)
    if by < 0:
        return 0
    off = distance(me.x_m, me.y_m, w.agents[by].x_m, w.agents[by].y_m)
    if off >= w.p.kin.shy_m or off < 1e-9:
        return 0
    me.heading_x = (me.x_m - w.agents[by].x_m) / off
    me.heading_y = (me.y_m - w.agents[by].y_m) / off
    return 1


def turn_by(w, i, angle_rad):
    """Turn the heading of agent i."""
    me = w.agents[i]
    x = turned_x(me.heading_x, me.heading_y, angle_rad)
    me.heading_y = turned_y(me.heading_x, me.heading_y, angle_rad)
    me.heading_x = x


def skirt(w, i, stride_m):
    """Turn agent i by as many eighths as it needs not to walk into what bars its way."""
    me = w.agents[i]
    side = 1.0 if luck(w, TURN, me.id, w.clock.step + (1 << 31)) < 0.5 else -1.0
    for k in range(9):
        eighths = (k + 1) // 2
        angle = side * EIGHTH_TURN * eighths if k % 2 == 1 else -side * EIGHTH_TURN * eighths
        x = turned_x(me.heading_x, me.heading_y, angle)
        y = turned_y(me.heading_x, me.heading_y, angle)
        if is_barred(w, i, me.x_m + x * stride_m, me.y_m + y * stride_m) == 0:
            me.heading_x = x
            me.heading_y = y
            return


def is_barred(w, i, x_m, y_m):
    """1 where agent i would not step: off the map, over what is too high to jump, out of its depth."""
    me = w.agents[i]
    if (
        x_m < 0.0
        or y_m < 0.0
        or x_m >= w.place.width * w.place.cell_m
        or y_m >= w.place.height * w.place.cell_m
    ):
        return 1
    here = w.grounds[ground_at(w, me.x_m, me.y_m)]
    there = w.grounds[ground_at(w, x_m, y_m)]
    if there.step_m > jump_height(me.capacity, me.reserve, me.wear, w.p.kin):
        return 1
    return 1 if there.pace < 0.5 * here.pace else 0


def meet_kin(w, i):
    """Agent i leaves its pen, comes back to its partner, or finds the source of the scent."""
    me = w.agents[i]
    if me.penned == 1 and me.action == SEEK_SCENT and me.shut == 0:
        leave_pen(w, i)
    elif me.loose == 1:
        come_back(w, i)
        find_kin(w, i)
        keep_count(w, i)


def leave_pen(w, i):
    """Agent i bursts the gate and jumps the fence, where it can."""
    me = w.agents[i]
    height = jump_height(me.capacity, me.reserve, me.wear, w.p.kin)
    if height < w.p.kin.fence_m:
        return
    me.penned = 0
    note(w, LEFT_PEN, i, NOBODY, -1, height)
    let_loose(w, i)


def let_loose(w, i):
    """Agent i is at large from now."""
    me = w.agents[i]
    me.loose = 1
    me.from_x_m = me.x_m
    me.from_y_m = me.y_m
    if w.clock.stray == NOBODY:
        w.clock.stray = i
    w.tally.left = 1.0
    if not w.tally.left_s >= 0.0:
        w.tally.left_s = w.clock.t_s


def come_back(w, i):
    """Agent i, called back and at its partner's side, is held there."""
    me = w.agents[i]
    if me.partner < 0 or me.action != GUARD or me.order != GUARD:
        return
    other = w.agents[me.partner]
    if distance(me.x_m, me.y_m, other.x_m, other.y_m) <= w.p.pursuit.reach_m:
        hold(w, i)
        w.tally.recalled = 1.0
        note(w, RECALLED, me.partner, i, -1, 0.0)


def hold(w, i):
    """Agent i is no longer at large."""
    me = w.agents[i]
    me.loose = 0
    me.arrested = 1
    alert_all(w)


def find_kin(w, i):
    """Agent i may have come to the source of the scent."""
    me = w.agents[i]
    source = source_of(w, i)
    if source < 0 or me.loose == 0:
        return
    d = distance(me.x_m, me.y_m, w.agents[source].x_m, w.agents[source].y_m)
    if not w.tally.nearest_m <= d:
        w.tally.nearest_m = d
    if d <= w.p.kin.found_m:
        me.found_kin = 1
        me.loose = 0
        w.tally.kin_found = 1.0
        w.tally.kin_found_s = w.clock.t_s - w.tally.left_s
        note(w, FOUND_KIN, i, source, -1, w.tally.kin_found_s)
        alert_all(w)


def keep_count(w, i):
    """Tally of the path."""
    me = w.agents[i]
    w.tally.path_m = me.path_m
    if me.path_m > 0.0:
        w.tally.straightness = distance(me.x_m, me.y_m, me.from_x_m, me.from_y_m) / me.path_m


def is_on_kin(w):
    """1 while a pen stands open, or somebody is at large."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.alive == 1 and me.present == 1 and (me.loose == 1 or (me.penned == 1 and me.shut == 0)):
            return 1
    return 0
