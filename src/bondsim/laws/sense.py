"""Law 1, sense: look, and turn signals into evidence."""

from bondsim.laws.hazards import threatens
from bondsim.laws.sound import meet_up
from bondsim.laws.streets import is_behind_houses
from bondsim.laws.world import luck, note
from bondsim.rules.maths import distance
from bondsim.rules.sense import (
    criterion,
    evidence_after,
    front_signal,
    p_detect,
    p_see,
    sensitivity,
    sight_signal,
)
from bondsim.streams import SENSES, towards
from bondsim.vocabulary import AID, FOUND, LOST_SIGHT, NOTICED, PULL


def sense(w, i):
    """Agent i looks, every `sense.look_s`, at all that it has not noticed yet and at the one it is after."""
    me = w.agents[i]
    if w.clock.look == 0 or me.conscious == 0:
        return
    for k in range(w.n_hazards):
        if w.hazards[k].armed == 1 and w.hazards[k].over == 0 and w.beliefs[i, k].noticed == 0:
            listen(w, i, k)
    if me.quarry >= 0 and w.agents[me.quarry].arrested == 0:
        watch(w, i)
    if me.partner >= 0 and me.knows_partner == 0:
        look_for_partner(w, i)


def listen(w, i, k):
    """Agent i may detect hazard k; enough evidence, and it is noticed."""
    me = w.agents[i]
    h = w.hazards[k]
    belief = w.beliefs[i, k]
    if belief.evidence <= w.p.sense.notice:
        bond = 0.0
        about = 0
        if me.partner >= 0:
            other = w.agents[me.partner]
            bond = w.relations[i, me.partner].bond
            about = threatens(h, other.x_m, other.y_m)
        signal = front_signal(h.gap_m, h.signal_100m)
        d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
        p = p_detect(d, criterion(bond, about, w.p.sense), w.clock.look_s)
        gain = (
            w.clock.hit_gain if luck(w, towards(SENSES, h.id), me.id, w.clock.step) < p else w.clock.miss_gain
        )
        belief.evidence = evidence_after(belief.evidence, w.clock.evidence_kept, gain, w.p.sense)
    if belief.evidence > w.p.sense.notice:
        belief.noticed = 1
        me.aware = 1
        note(w, NOTICED, i, -1, -1, h.eta_s)


def is_seen(w, i, j):
    """1 where agent i truly sees agent j in this look."""
    me = w.agents[i]
    other = w.agents[j]
    if w.clock.has_kin == 1 and is_behind_houses(w, i, j) == 1:
        return 0
    away = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    if w.clock.has_perimeter == 1 and away > w.p.perimeter.visibility_m:
        return 0
    signal = sight_signal(away, me.sight_m) * other.visible
    d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
    p = p_see(d, criterion(0.0, 0, w.p.sense), w.clock.look_s)
    return 1 if luck(w, towards(SENSES, other.id), me.id, w.clock.step) < p else 0


def watch(w, i):
    """Agent i keeps the one it is after in view, or loses it."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    if other.present == 1 and is_seen(w, i, me.quarry) == 1:
        me.sees = 1
        me.unseen_s = 0.0
        return
    me.unseen_s = me.unseen_s + w.clock.look_s
    if me.sees == 1 and me.unseen_s > w.p.pursuit.memory_s:
        me.sees = 0
        me.aware = 1
        note(w, LOST_SIGHT, i, me.quarry, -1, me.unseen_s)


def look_for_partner(w, i):
    """Agent i, sent to its partner, may see where the partner is."""
    me = w.agents[i]
    if is_seen(w, i, me.partner) == 1:
        find(w, i)


def find(w, i):
    """Agent i has found its partner and now helps."""
    me = w.agents[i]
    me.knows_partner = 1
    me.order = AID if w.clock.has_body == 1 and w.agents[me.partner].trapped == 0 else PULL
    me.aware = 1
    if w.clock.has_sound == 1:
        meet_up(w, i)
    note(w, FOUND, i, me.partner, -1, 0.0)
