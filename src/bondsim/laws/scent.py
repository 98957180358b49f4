"""Trails and the nose: who lays scent, who follows it, how it is lost and found again.

A trail is no field over the map. It is a row of time-stamped points of the path of one who is followed, a
stride apart; its age is read off the clock where it is smelled.
"""

from bondsim.laws.motion import ground_at
from bondsim.laws.world import luck, note, steps_of
from bondsim.rules.maths import clamp, distance, normal_cdf, normal_quantile
from bondsim.rules.scent import (
    arousal_at_cue,
    bearing_x,
    bearing_y,
    beside_trail,
    coupled_arousal,
    cue_strength,
    deploy_time,
    loop_angle,
    loop_radius,
    nose_after,
    nose_effort,
    nose_loss,
    offset,
    p_false_start,
    span_to_tell,
    trail_sensitivity,
)
from bondsim.rules.sense import criterion, logit_gain, p_detect, p_see
from bondsim.streams import TRAIL, TRAIL_NOSE, WANDER
from bondsim.vocabulary import (
    CAST,
    DEPLOYED,
    FREEZE,
    LOST_TRAIL,
    NOBODY,
    TOOK_TRAIL,
    TRACK,
    TRAIL_GIVEN_UP,
    TURNED_ROUND,
)

TRAIL_ROOM = 4096  # points of trails of a run
WINDOW = 8  # points to both sides in which one who is on a trail looks for it
RADIAN = 57.29577951308232  # degrees


def air(w):
    """The wind on this run, and what a look at a trail adds to evidence."""
    c = w.clock
    p = w.p.scent
    turned = p.wind_from_deg + p.wind_spread_deg * (2.0 * luck(w, WANDER, 0, 0) - 1.0) + 180.0
    turned = turned - 360.0 * int(turned / 360.0)
    turned = turned - 360.0 if turned > 180.0 else turned
    turned = turned + 360.0 if turned < -180.0 else turned
    c.wind_x = bearing_x(turned)
    c.wind_y = bearing_y(turned)
    false_alarm = p_detect(0.0, w.p.sense.criterion, c.look_s)
    hit = p_detect(p.trail_expected, w.p.sense.criterion, c.look_s)
    c.trail_hit_gain = logit_gain(hit, false_alarm)
    c.trail_miss_gain = logit_gain(1.0 - hit, 1.0 - false_alarm)
    c.n_trail = 0


def set_out(w, i):
    """Agent i at the start: its nose, its cues, and the way it has come, which has left a trail."""
    me = w.agents[i]
    p = w.p.scent
    me.nose_fatigue = me.nose_start
    me.course_x = 1.0
    me.course_y = 0.0
    if me.quarry >= 0:
        me.sees = 0
        me.unseen_s = w.p.pursuit.memory_s + 1.0
    if me.quarry >= 0 and me.nose == 0 and me.partner >= 0:
        me.gave_up = 1 if w.agents[me.partner].nose == 1 and w.agents[me.partner].present == 0 else 0
    if me.nose == 1:
        cue = cue_strength(me.shifts_together, p.cue_followed, p)
        me.arousal = arousal_at_cue(me.arousal, cue)
        if luck(w, TRAIL, me.id, 0) < p_false_start(cue, p.cue_followed):
            me.arousal = arousal_at_cue(me.arousal, cue)
            w.tally.false_starts = w.tally.false_starts + 1.0
        wait = deploy_time(cue, p)
        me.deploys = steps_of(w, wait) if wait > 0.0 else 0
        if not w.tally.deploy_s >= wait:
            w.tally.deploy_s = wait
        me.trail_evidence = 0.0
        me.sure_x_m = me.x_m
        me.sure_y_m = me.y_m
    me.followed = is_followed(w, i)
    if me.followed == 1:
        lay(w, i, -me.head_start_s)
        walked = me.head_start_s * me.trail_m_s
        walked = walked if walked < me.refuge_m else me.refuge_m
        n = int(walked / p.stride_m)
        for k in range(n):
            if distance(me.x_m, me.y_m, me.target_x_m, me.target_y_m) > 2.0 * p.stride_m:
                stride(w, i, p.stride_m)
                me.x_m = me.next_x_m
                me.y_m = me.next_y_m
                me.trek_m = me.trek_m + p.stride_m
                lay(w, i, (k + 1.0) * p.stride_m / me.trail_m_s - me.head_start_s)
        me.next_x_m = me.x_m
        me.next_y_m = me.y_m


def is_followed(w, i):
    """1 where somebody who follows trails is after agent i."""
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.nose == 1 and a.trails == 1:
            return 1
    return 0


def lay(w, i, t_s):
    """Agent i leaves a point of its trail."""
    c = w.clock
    me = w.agents[i]
    me.laid_m = 0.0
    if c.n_trail < TRAIL_ROOM:
        point = w.trail[c.n_trail]
        point.who = i
        point.t_s = t_s
        point.x_m = me.x_m
        point.y_m = me.y_m
        point.way_m = me.trek_m
        c.n_trail = c.n_trail + 1
        me.bend_deg = 0.95 * me.bend_deg + 12.0 * normal_quantile(luck(w, WANDER, me.id, int(me.trek_m)))
        me.bend_deg = clamp(me.bend_deg, -80.0, 80.0)


def stride(w, i, length_m):
    """Set agent i's next position a stride towards its target, off the straight way as its path now bends."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, me.target_x_m, me.target_y_m)
    if left <= length_m:
        me.next_x_m = me.target_x_m
        me.next_y_m = me.target_y_m
        return
    ux = (me.target_x_m - me.x_m) / left
    uy = (me.target_y_m - me.y_m) / left
    a = bearing_x(me.bend_deg)
    b = bearing_y(me.bend_deg)
    me.next_x_m = me.x_m + length_m * (ux * a - uy * b)
    me.next_y_m = clamp(me.y_m + length_m * (uy * a + ux * b), 0.0, w.place.height * w.place.cell_m)


def shed(w, i):
    """Agent i, if it is followed, leaves scent on its way; one with a nose that works tires it."""
    me = w.agents[i]
    way = distance(me.x_m, me.y_m, me.next_x_m, me.next_y_m)
    if me.followed == 1 and me.gone == 0 and me.arrested == 0:
        me.laid_m = me.laid_m + way
        me.trek_m = me.trek_m + way
        if me.laid_m >= w.p.scent.stride_m:
            lay(w, i, w.clock.t_s)
    if me.nose == 1:
        odour = 1.0 if me.trail_hit == 1 else 0.0
        effort = nose_effort(way / w.clock.dt_s, w.p.scent)
        temperature = w.p.weather.temperature_c
        me.nose_fatigue = nose_after(me.nose_fatigue, effort, odour, temperature, w.clock.dt_s, w.p.scent)
        if me.nose_fatigue > w.tally.nose_fatigue_max:
            w.tally.nose_fatigue_max = me.nose_fatigue
        if me.action == CAST:
            w.tally.off_trail_m = w.tally.off_trail_m + way


def attune(w, i):
    """Arousal goes over from agent i's partner, where both are side by side, the more the longer they are together."""
    me = w.agents[i]
    if me.nose == 0 or me.partner < 0 or w.clock.look == 0 or me.shifts_together <= 0.0:
        return
    other = w.agents[me.partner]
    if other.present == 1 and distance(me.x_m, me.y_m, other.x_m, other.y_m) < w.p.perimeter.visibility_m:
        me.arousal = coupled_arousal(me.arousal, other.arousal, me.shifts_together, w.clock.look_s, w.p.scent)


def has_trail(w, i):
    """1 where the one whom agent i is after has left a trail."""
    me = w.agents[i]
    if me.quarry < 0 or me.trails == 0:
        return 0
    for k in range(w.clock.n_trail):
        if w.trail[k].who == me.quarry:
            return 1
    return 0


def sniff(w, i):
    """Agent i, if it has a nose and works, smells for the trail; evidence of being on it grows or fades."""
    me = w.agents[i]
    if me.nose == 0 or me.quarry < 0 or w.clock.look == 0 or w.clock.step < me.deploys or me.gave_up == 1:
        return
    if w.clock.step == me.deploys:
        note(w, DEPLOYED, i, NOBODY, -1, w.tally.deploy_s)
    if me.in_touch == 1 or (me.action != TRACK and me.action != CAST and me.action != FREEZE):
        return
    if has_trail(w, i) == 0:
        return
    c = w.clock
    p = w.p.scent
    k = nearest_point(w, i)
    off = off_trail(w, i, k)
    age = c.t_s - w.trail[k].t_s
    surface = w.grounds[ground_at(w, me.x_m, me.y_m)].scent
    d = trail_sensitivity(me.skill_trail, age, nose_loss(me.nose_fatigue, p), me.capacity, surface, p)
    away = 2.0 * (me.arousal - me.arousal_best)
    d = beside_trail(d - w.p.sense.arousal_loss * away * away, off, p)
    false_alarm = 1.0 - normal_cdf(w.p.sense.criterion)
    u = luck(w, TRAIL_NOSE, me.id, c.step)
    truly = p_see(d, criterion(0.0, 0, w.p.sense), c.look_s)
    if u < truly:
        me.trail_hit = 1
        come_to(w, i, k, age)
    elif u < truly + (1.0 - truly) * false_alarm:
        me.trail_hit = 2
    else:
        me.trail_hit = 0
    was = me.trail_evidence
    gain = c.trail_hit_gain if me.trail_hit > 0 else c.trail_miss_gain
    after = was * c.evidence_kept + gain
    me.trail_evidence = clamp(after, w.p.sense.floor, p.most_sure)
    if me.trail_evidence >= p.sure:
        me.unsure_s = 0.0
        me.cast_m = 0.0
        me.sure_x_m = me.x_m
        me.sure_y_m = me.y_m
    else:
        me.unsure_s = me.unsure_s + c.look_s
    doubt(w, i, was)


def doubt(w, i, was):
    """Agent i loses the trail, takes it up again, or gives it up, as its evidence goes."""
    me = w.agents[i]
    if was >= 0.0 and me.trail_evidence < 0.0:
        me.cast_m = 0.0
        me.aware = 1
        w.tally.n_trail_losses = w.tally.n_trail_losses + 1.0
        note(w, LOST_TRAIL, i, NOBODY, -1, me.trail_age_s / 60.0)
    elif was < 0.0 and me.trail_evidence >= 0.0:
        me.aware = 1
        if me.trail_at >= 0:
            take_up(w, i)
    if me.unsure_s > w.p.scent.cast_s:
        me.gave_up = 1
        note(w, TRAIL_GIVEN_UP, i, NOBODY, -1, me.unsure_s)
        me.aware = 1
        if me.partner >= 0 and w.agents[me.partner].quarry == me.quarry:
            w.agents[me.partner].gave_up = 1
            w.agents[me.partner].aware = 1


def take_up(w, i):
    """Agent i has a trail under its nose (or thinks so): it guesses which way it leads, until it can tell."""
    me = w.agents[i]
    me.trail_taken = w.clock.step
    me.trail_span_s = 0.0
    me.trail_told = 0
    me.trail_needs_s = span_to_tell(me.trail_age_s, luck(w, TRAIL, me.id, 2 * w.clock.step), w.p.scent)
    me.trail_way = 1 if luck(w, TRAIL, me.id, 2 * w.clock.step + 1) < 0.5 else -1
    note(w, TOOK_TRAIL, i, NOBODY, -1, me.trail_age_s / 60.0)


def come_to(w, i, k, age_s):
    """Agent i smells the trail at point k: how old it is, and whether it grows fresher."""
    me = w.agents[i]
    if me.trail_at < 0:
        me.trail_age_s = age_s
        me.trail_at = k
        take_up(w, i)
        return
    slow = 0.5 if is_deciding(w, i) == 1 else 1.0
    me.trail_span_s = me.trail_span_s + slow * me.trail_m_s * w.clock.look_s / w.agents[me.quarry].trail_m_s
    me.trail_ageing = 0.9 * me.trail_ageing + 0.1 * (age_s - me.trail_age_s) / w.clock.look_s
    me.trail_age_s = age_s
    me.trail_at = k
    if me.trail_told == 0 and me.trail_span_s >= me.trail_needs_s:
        me.trail_told = 1
        if me.trail_way < 0:
            me.trail_way = 1
            decided = (w.clock.step - me.trail_taken) * w.clock.dt_s
            if decided > w.p.scent.deciding_s:
                w.tally.n_wrong_ways = w.tally.n_wrong_ways + 1.0
                note(w, TURNED_ROUND, i, NOBODY, -1, decided)
    if w.trail[k].way_m > w.tally.tracked_m:
        w.tally.tracked_m = w.trail[k].way_m


def is_deciding(w, i):
    """1 while agent i, at half speed, makes out which way a trail leads that it has just taken up."""
    me = w.agents[i]
    if me.trail_told == 1:
        return 0
    return 1 if (w.clock.step - me.trail_taken) * w.clock.dt_s < w.p.scent.deciding_s else 0


def nearest_point(w, i):
    """Point nearest to agent i of the trail that it is after; on a trail only those near by count."""
    me = w.agents[i]
    first = 0
    last = w.clock.n_trail
    if me.trail_at >= 0 and me.trail_evidence >= 0.0:
        first = me.trail_at - WINDOW if me.trail_at > WINDOW else 0
        last = me.trail_at + WINDOW if me.trail_at + WINDOW < last else last
    best = -1
    nearest = 0.0
    for k in range(first, last):
        point = w.trail[k]
        if point.who == me.quarry:
            dx = point.x_m - me.x_m
            dy = point.y_m - me.y_m
            d = dx * dx + dy * dy
            if best < 0 or d < nearest:
                best = k
                nearest = d
    return best if best >= 0 else first


def beyond(w, k, way):
    """Point of the same trail that comes next after point k one way or the other; k itself at its end."""
    j = k + way
    while j >= 0 and j < w.clock.n_trail:
        if w.trail[j].who == w.trail[k].who:
            return j
        j = j + way
    return k


def off_trail(w, i, k):
    """Distance of agent i from the trail around point k, m."""
    me = w.agents[i]
    at = w.trail[k]
    on = w.trail[beyond(w, k, 1)]
    back = w.trail[beyond(w, k, -1)]
    ahead = offset(me.x_m, me.y_m, at.x_m, at.y_m, on.x_m, on.y_m)
    behind = offset(me.x_m, me.y_m, back.x_m, back.y_m, at.x_m, at.y_m)
    return ahead if ahead < behind else behind


def follow(w, i, speed_m_s):
    """Agent i works along the trail: where it smells it, to the next print; else straight on, with a wander."""
    me = w.agents[i]
    p = w.p.scent
    c = w.clock
    if c.look == 1:
        if me.trail_hit == 1 and me.trail_at >= 0:
            ahead = beyond(w, beyond(w, me.trail_at, me.trail_way), me.trail_way)
            turn_to(w, i, w.trail[ahead].x_m, w.trail[ahead].y_m)
        elif me.trail_hit == 2:
            turn_by(w, i, p.misled_deg * (2.0 * luck(w, WANDER, me.id, c.step) - 1.0))
        else:
            turn_by(w, i, p.wobble_deg * normal_quantile(luck(w, WANDER, me.id, c.step)))
    walk_on(w, i, (0.5 if is_deciding(w, i) == 1 else 1.0) * speed_m_s)


def cast(w, i, speed_m_s):
    """Agent i searches for a lost trail in widening loops around the place where it was last sure of it."""
    me = w.agents[i]
    if me.trail_hit == 1 and me.trail_at >= 0:
        turn_to(w, i, w.trail[me.trail_at].x_m, w.trail[me.trail_at].y_m)
        walk_on(w, i, speed_m_s)
        return
    me.cast_m = me.cast_m + speed_m_s * w.clock.dt_s
    r = loop_radius(me.cast_m, w.p.scent.cast_spacing_m)
    angle = RADIAN * loop_angle(me.cast_m, w.p.scent.cast_spacing_m)
    x = me.sure_x_m + r * bearing_x(angle)
    y = me.sure_y_m + r * bearing_y(angle)
    left = distance(me.x_m, me.y_m, x, y)
    turn_to(w, i, x, y)
    walk_on(w, i, speed_m_s if left > speed_m_s * w.clock.dt_s else left / w.clock.dt_s)


def turn_to(w, i, x_m, y_m):
    """Agent i heads for a place, where that is not where it stands."""
    me = w.agents[i]
    left = distance(me.x_m, me.y_m, x_m, y_m)
    if left > 1e-6:
        me.course_x = (x_m - me.x_m) / left
        me.course_y = (y_m - me.y_m) / left


def turn_by(w, i, angle_deg):
    """Agent i's heading turns by an angle, kept within half a turn."""
    me = w.agents[i]
    angle = clamp(angle_deg, -180.0, 180.0)
    a = bearing_x(angle)
    b = bearing_y(angle)
    x = me.course_x
    me.course_x = x * a - me.course_y * b
    me.course_y = x * b + me.course_y * a


def walk_on(w, i, speed_m_s):
    """Set agent i's next position along its heading, over the ground's pace, within the map."""
    me = w.agents[i]
    step = speed_m_s * w.grounds[ground_at(w, me.x_m, me.y_m)].pace * w.clock.dt_s
    me.next_x_m = clamp(me.x_m + step * me.course_x, 0.0, w.place.width * w.place.cell_m)
    me.next_y_m = clamp(me.y_m + step * me.course_y, 0.0, w.place.height * w.place.cell_m)
