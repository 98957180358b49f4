"""Streets: traffic in the way of one who crosses, kerbs it stops at, warnings that clear the street."""

from bondsim.laws.motion import ground_at
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.appraise import combined_harm, pursuer_harm
from bondsim.rules.maths import clamp, distance
from bondsim.rules.sense import p_see, sensitivity
from bondsim.rules.streets import flow_left, loudspeaker_signal, p_conflict, p_hold_back, road_harm
from bondsim.streams import BLOW, HEAR, KERB, TRAFFIC
from bondsim.vocabulary import CIVILIAN, KILLED_IN_TRAFFIC, MET, NEAR_MISS, NOBODY, PURSUE, RUN_OVER, WARNED


def flow_at(w, x_m, y_m):
    """Vehicles an hour that would drive at a position, without any warning."""
    return w.grounds[ground_at(w, x_m, y_m)].traffic_per_h * w.p.streets.scale


def is_street(w, x_m, y_m):
    """1 where vehicles can drive at a position."""
    return 1 if w.grounds[ground_at(w, x_m, y_m)].traffic_per_h > 0.0 else 0


def share_who_hear(w, x_m, y_m, seconds):
    """Share of people at a position who make out a warning within some seconds: of the units, the loudest counts."""
    if w.p.patrol.loudspeakers == 0:
        return 0.0
    loudest = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.present == 1 and a.in_ring > 0:
            signal = loudspeaker_signal(distance(x_m, y_m, a.x_m, a.y_m), w.p.streets)
            if signal > loudest:
                loudest = signal
    d = sensitivity(loudest, 0.0, 0.0, 1.0, w.p.sense)
    return p_see(d, w.p.sense.criterion, seconds)


def flow_now(w, x_m, y_m):
    """Vehicles an hour that still drive at a position, where warnings are heard."""
    flow = flow_at(w, x_m, y_m)
    if flow <= 0.0:
        return 0.0
    return flow_left(flow, share_who_hear(w, x_m, y_m, w.clock.dt_s), w.p.streets)


def harm_kin(w, i, j):
    """Harm that agent i, at large, foresees for itself from the traffic where it stands and from those who chase it."""
    me = w.agents[i]
    if i != j or me.loose == 0:
        return 0.0
    by = chaser(w, i)
    harm = road_harm(flow_now(w, me.x_m, me.y_m), w.p.streets)
    if by < 0:
        return harm
    a = w.agents[by]
    return combined_harm(harm, pursuer_harm(distance(me.x_m, me.y_m, a.x_m, a.y_m), w.p.pursuit))


def chaser(w, i):
    """Place in the cast of the nearest unit that chases agent i, -1 for nobody."""
    me = w.agents[i]
    by = NOBODY
    nearest = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.quarry == i and a.in_ring > 0 and a.present == 1 and a.alive == 1 and a.action == PURSUE:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if by < 0 or d < nearest or (d == nearest and a.id < w.agents[by].id):
                by = j
                nearest = d
    return by


def is_held_back(w, i, x_m, y_m):
    """1 where agent i stops at the kerb of a street that its step would take it into."""
    me = w.agents[i]
    if is_street(w, me.x_m, me.y_m) == 1:
        return 0
    flow = flow_now(w, x_m, y_m)
    if flow <= 0.0:
        return 0
    return 1 if luck(w, KERB, me.id, w.clock.step) < p_hold_back(flow, me.boldness, w.p.streets) else 0


def is_passer_by(w, i):
    """1 where agent i is one of the people in the street who would call the police."""
    me = w.agents[i]
    return 1 if me.role == CIVILIAN and me.superior >= 0 and me.present == 1 else 0


def is_behind_houses(w, i, j):
    """1 where houses hide agent j from agent i."""
    me = w.agents[i]
    other = w.agents[j]
    return 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) > w.p.streets.sight_max_m else 0


def hear_warning(w, i):
    """Agent i, a person in the street, may hear a warning, and then goes indoors for a while."""
    me = w.agents[i]
    if w.clock.look == 0 or is_passer_by(w, i) == 0 or me.indoors_until > w.clock.step:
        return
    heard = share_who_hear(w, me.x_m, me.y_m, w.clock.look_s)
    if luck(w, HEAR, me.id, w.clock.step) < heard * w.p.streets.clears:
        me.indoors_until = w.clock.step + steps_of(w, w.p.streets.warned_s)
        w.tally.n_warned = w.tally.n_warned + 1.0
        note(w, WARNED, i, NOBODY, -1, w.p.streets.warned_s)


def cross_streets(w, i):
    """Agent i, at large: a vehicle may come close to it or strike it, and it may come close to people."""
    me = w.agents[i]
    if me.loose == 0:
        return
    if w.clock.stray == i:
        meet_people(w, i)
    flow = flow_now(w, me.x_m, me.y_m)
    if flow <= 0.0:
        return
    w.tally.n_streets = w.tally.n_streets + 1.0
    if luck(w, TRAFFIC, me.id, w.clock.step) >= p_conflict(flow, w.clock.dt_s, w.p.streets):
        return
    if luck(w, BLOW, me.id, w.clock.step) < w.p.streets.p_struck:
        knock_down(w, i)
    else:
        w.tally.n_near_misses = w.tally.n_near_misses + 1.0
        note(w, NEAR_MISS, i, NOBODY, -1, flow)
    me.aware = 1


def knock_down(w, i):
    """Agent i is struck by a vehicle: hurt, or killed when that is too much."""
    me = w.agents[i]
    w.tally.n_blows = w.tally.n_blows + 1.0
    me.wear = clamp(me.wear + w.p.streets.wear, 0.0, 1.0)
    note(w, RUN_OVER, i, NOBODY, -1, me.wear)
    if me.wear >= 1.0:
        me.alive = 0
        me.loose = 0
        note(w, KILLED_IN_TRAFFIC, i, NOBODY, -1, 0.0)
        alert_all(w)


def meet_people(w, i):
    """Count those in the street whom agent i comes close to, each once in a while."""
    me = w.agents[i]
    for j in range(w.n_agents):
        a = w.agents[j]
        if is_passer_by(w, j) == 1 and a.indoors_until <= w.clock.step:
            is_near = 1 if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.kin.found_m else 0
            if is_near == 1 and a.met == 0:
                w.tally.n_met = w.tally.n_met + 1.0
                note(w, MET, i, j, -1, 0.0)
            a.met = is_near
