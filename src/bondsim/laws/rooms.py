"""Rooms that are searched from outside, in the five laws: looks, what they tell, whether they are heard.

A room is an object that bears what each agent believes of it (`w.beliefs[i, k].evidence`, the log-odds that
the one who is sought is there). Evidence is on a lattice, so that its sums depend on no order.
"""

from bondsim.laws.motion import go, stroll
from bondsim.laws.world import luck, note
from bondsim.rules.maths import distance, exp, log
from bondsim.rules.rooms import (
    believed_weight,
    chance_of_look,
    chance_of_sense,
    look_weight,
    noise_of,
    on_signed_lattice,
    p_heard,
    sensitivity_lost,
)
from bondsim.streams import HEARING, OVERHEARD, ROOM, ROOM_NOSE, towards
from bondsim.vocabulary import (
    ENTER,
    HEARD_OUTSIDE,
    KIND_ROOM,
    LOOK,
    LOOKED,
    NOBODY,
    SIGN_FOUND,
)


def enter_rooms(w, i):
    """Agent i at the start: in the room that luck gives it or its captor; what it believes of each room; who leads."""
    me = w.agents[i]
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM:
            w.beliefs[i, k].evidence = on_signed_lattice(log(w.hazards[k].prior))
    if me.indoors == 1:
        who = me.superior if me.superior >= 0 and w.agents[me.superior].indoors == 1 else i
        me.room = room_drawn(w, who)
        if me.room >= 0:
            me.x_m = w.hazards[me.room].x_m
            me.y_m = w.hazards[me.room].y_m
            me.next_x_m = me.x_m
            me.next_y_m = me.y_m
        if who != i and me.present == 1:
            w.tally.n_hostages = w.tally.n_hostages + 1.0
    if ((me.repertoire >> ENTER) & 1) == 1 and me.superior >= 0:
        if ((w.agents[me.superior].repertoire >> LOOK) & 1) == 1:
            me.leads = 1


def room_drawn(w, i):
    """Room that luck gives agent i, in proportion to the weights of the rooms; -1 where there is none."""
    total = 0.0
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM:
            total += w.hazards[k].prior
    point = luck(w, ROOM, w.agents[i].id, 0) * total
    below = 0.0
    found = -1
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM and (found < 0 or below <= point):
            found = k
            below += w.hazards[k].prior
    return found


def sought(w):
    """Place in the cast of the one who is sought: indoors, and nobody's hostage; -1 for nobody."""
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.indoors == 1 and a.present == 1 and a.alive == 1:
            if a.superior < 0 or w.agents[a.superior].indoors == 0:
                return j
    return NOBODY


def likeliest(w, i):
    """Room that agent i holds likeliest; among equals, one that luck picks; -1 where there is none."""
    best = -1
    ties = 0
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM:
            if best < 0 or w.beliefs[i, k].evidence > w.beliefs[i, best].evidence:
                best = k
                ties = 1
            elif w.beliefs[i, k].evidence == w.beliefs[i, best].evidence:
                ties += 1
    if ties < 2:
        return best
    left = int(luck(w, ROOM, w.agents[i].id, 1) * ties)
    top = w.beliefs[i, best].evidence
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM and w.beliefs[i, k].evidence == top:
            if left == 0:
                return k
            left -= 1
    return best


def posterior(w, i, room):
    """Chance that agent i gives a room, by its evidence against that of all."""
    total = 0.0
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM:
            total += exp(w.beliefs[i, k].evidence - w.beliefs[i, room].evidence)
    return 1.0 / total if total > 0.0 else 0.0


def is_open_rooms(w, i, action):
    """1 where agent i could now search rooms, or go into one: as ordered."""
    return 1 if w.agents[i].order == action and w.clock.searched == 0 else 0


def gain_rooms(w, i, action):
    """Believed chance that a search, or an entry, brings the task to its end."""
    if action == LOOK:
        return w.agents[i].p_hit
    return 1.0


def act_rooms(w, i):
    """Agent i creeps from window to window and looks in, or runs into the room it was sent to."""
    me = w.agents[i]
    if me.action == ENTER:
        if me.at_room >= 0:
            go(w, i, w.hazards[me.at_room].x_m, w.hazards[me.at_room].y_m)
        return
    if me.at_room < 0:
        me.at_room = nearest_room(w, i)
        if me.at_room < 0:
            return
    h = w.hazards[me.at_room]
    if stroll(w, i, h.view_x_m, h.view_y_m, w.p.rooms.creep_m_s) == 1:
        return
    if me.look_left_s < 0.0:
        me.look_left_s = w.p.rooms.look_s
    me.look_left_s = me.look_left_s - w.clock.dt_s
    if me.look_left_s <= 1e-9:
        me.look_left_s = -1.0
        look(w, i, me.at_room)
        me.at_room = next_room(w, me.at_room)


def nearest_room(w, i):
    """Room whose place of view is nearest to agent i, -1 where there is none."""
    me = w.agents[i]
    best = -1
    nearest = 0.0
    for k in range(w.n_hazards):
        h = w.hazards[k]
        if h.kind == KIND_ROOM:
            d = distance(me.x_m, me.y_m, h.view_x_m, h.view_y_m)
            if best < 0 or d < nearest:
                best = k
                nearest = d
    return best


def next_room(w, room):
    """The room after this one, in the order of the scenario, and from the last on to the first."""
    for step in range(1, w.n_hazards):
        k = (room + step) % w.n_hazards
        if w.hazards[k].kind == KIND_ROOM:
            return k
    return room


def look(w, i, room):
    """Agent i has looked into a room with nose and ear: what it found is told, and it may have been heard."""
    me = w.agents[i]
    h = w.hazards[room]
    p = w.p.rooms
    target = sought(w)
    is_there = 1 if target >= 0 and w.agents[target].room == room else 0
    loss = sensitivity_lost(me.arousal, me.arousal_best, me.capacity, w.p.sense)
    chance = chance_of_look(me.p_hit, me.p_false, is_there, h.openness, loss, me.vigilance)
    by_nose = chance_of_sense(chance, p.nose_share, p.nose_kept)
    by_ear = chance_of_sense(chance, 1.0 - p.nose_share, p.ear_kept)
    smelled = 1 if luck(w, towards(ROOM_NOSE, h.id), me.id, w.clock.step) < by_nose else 0
    heard = 1 if luck(w, towards(HEARING, h.id), me.id, w.clock.step) < by_ear else 0
    says = 1 if smelled + heard > 0 else 0
    w.tally.n_looks = w.tally.n_looks + 1.0
    me.looks = me.looks + 1.0
    if says == 1:
        w.tally.n_yes = w.tally.n_yes + 1.0
        w.tally.n_false = w.tally.n_false + 1.0 - is_there
        note(w, SIGN_FOUND, i, w.n_agents + room, -1, smelled + 2.0 * heard)
    else:
        note(w, LOOKED, i, w.n_agents + room, -1, 0.0)
    tell(w, i, room, look_weight(says, me.p_hit, me.p_false))
    be_heard(w, i, target)


def tell(w, i, room, weight):
    """What agent i found becomes evidence: to itself, to the handler who reads it, to those who trust him."""
    me = w.agents[i]
    w.beliefs[i, room].evidence = w.beliefs[i, room].evidence + weight
    chief = i
    reaching = weight
    if me.superior >= 0 and ((w.agents[me.superior].repertoire >> LOOK) & 1) == 1:
        chief = me.superior
        reaching = believed_weight(weight, w.relations[chief, i].trust * w.agents[chief].reading)
        w.beliefs[chief, room].evidence = w.beliefs[chief, room].evidence + reaching
    for j in range(w.n_agents):
        if w.agents[j].leads == 1 and w.agents[j].superior == chief:
            trust = w.relations[j, chief].trust
            w.beliefs[j, room].evidence = w.beliefs[j, room].evidence + believed_weight(reaching, trust)


def be_heard(w, i, target):
    """The one inside may hear agent i, who searches."""
    if target < 0 or w.clock.alerted == 1:
        return
    me = w.agents[i]
    he = w.agents[target]
    noise = noise_of(me.step_noise, me.skill_obey, me.arousal, me.arousal_best, w.p.rooms)
    p = p_heard(noise, distance(me.x_m, me.y_m, he.x_m, he.y_m), w.p.rooms)
    if luck(w, towards(OVERHEARD, he.id), me.id, w.clock.step) < p:
        w.clock.alerted = 1
        w.tally.compromised = 1.0
        note(w, HEARD_OUTSIDE, target, i, -1, p)


def is_on_rooms(w):
    """1 while somebody is sought indoors."""
    return 1 if w.clock.searched == 0 and sought(w) >= 0 else 0
