"""Conduct of the family `care`: a dog that warns, wakes and stands guard; people who help, give up or hold back."""

from bondsim.laws.world import luck, note
from bondsim.rules.care import (
    p_wake,
    scent_signal,
    sound_level,
    strangers_harm,
    trained_sensitivity,
)
from bondsim.rules.maths import distance, log
from bondsim.rules.sense import criterion, evidence_after, p_detect, sensitivity
from bondsim.streams import NOSE, WAKING, towards
from bondsim.vocabulary import (
    AID,
    ALERT,
    CARRY,
    CHECKS,
    CPR,
    DECLARE,
    DISBELIEVED,
    DOG,
    FOREWARNED,
    GUARD,
    HOLD,
    NOBODY,
    PULL,
    SLEPT_ON,
    WITHDRAW,
    WOKEN,
)


# Sense --------------------------------------------------------------------------------------------
def watch_over(w, i):
    """Agent i near one who is ill: a dog smells what comes, one who sleeps gets up for a check or goes back."""
    me = w.agents[i]
    if w.clock.look == 0 or me.partner < 0:
        return
    if ((me.repertoire >> ALERT) & 1) == 1 and me.forewarned == 0:
        smell(w, i)
    if me.asleep == 1 and w.clock.t_s >= me.next_check_s:
        rouse(w, i)
        note(w, CHECKS, i, me.partner, -1, w.clock.t_s)
    elif me.sleeps == 1 and me.asleep == 0 and w.clock.t_s >= me.stays_up_s and is_unwell(w, me.partner) == 0:
        me.asleep = 1
        me.n_checks = me.n_checks + 1
        me.next_check_s = w.clock.t_s - me.check_s * log(luck(w, WAKING, me.id, me.n_checks))


def smell(w, i):
    """Agent i may be sure that its partner will have a seizure; whether or not there is a scent."""
    me = w.agents[i]
    other = w.agents[me.partner]
    if other.ill == 0 or other.senseless == 1 or other.fit_starts_s < w.clock.t_s:
        return
    p = w.p.seizure
    d = 0.0
    if other.scent_s >= 0.0 and w.clock.t_s >= other.scent_s:
        off_m = distance(me.x_m, me.y_m, other.x_m, other.y_m)
        d = sensitivity(scent_signal(off_m, p.scent_1m), me.arousal, me.arousal_best, me.capacity, w.p.sense)
        d = trained_sensitivity(d, me.skill_alert, p)
    about = criterion(w.relations[i, me.partner].bond, 1, w.p.sense)
    hit = p_detect(d, about, w.clock.look_s)
    gain = w.clock.hit_gain if luck(w, NOSE, me.id, w.clock.step) < hit else w.clock.miss_gain
    me.scent_evidence = evidence_after(me.scent_evidence, w.clock.evidence_kept, gain, w.p.sense)
    if me.scent_evidence > p.evidence:
        me.forewarned = 1
        me.aware = 1
        if d <= 0.0:
            w.tally.n_false_alarms = w.tally.n_false_alarms + 1.0
        note(w, FOREWARNED, i, me.partner, -1, other.fit_starts_s - w.clock.t_s)


def rouse(w, i):
    """Agent i wakes, and is on its feet a little later."""
    me = w.agents[i]
    me.asleep = 0
    me.up_s = w.clock.t_s + w.p.waking.rouse_s
    me.stays_up_s = w.clock.t_s + w.p.waking.awake_s
    me.aware = 1


def hear(w, i):
    """Agent i, asleep, may be woken by each dog that makes itself heard, and follows one that it believes."""
    me = w.agents[i]
    if me.asleep == 0:
        return
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.bursts == 1 and a.present == 1 and a.partner == me.partner:
            off_m = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            p = p_wake(sound_level(off_m, w.p.waking.closed_doors, w.p.waking), w.p.waking)
            u = luck(w, towards(WAKING, a.id), me.id, w.clock.step)
            if u < p * me.trust_animal:
                rouse(w, i)
                note(w, WOKEN, i, j, -1, p * me.trust_animal)
            elif u < p:
                note(w, DISBELIEVED, i, j, -1, me.trust_animal)
            else:
                note(w, SLEPT_ON, i, j, -1, p)


# Appraise -----------------------------------------------------------------------------------------
def is_unwell(w, j):
    """1 while agent j can be seen to need help, as far as anybody knows."""
    a = w.agents[j]
    return 1 if a.senseless == 1 and a.care_over == 0 else 0


def harm_care(w, i, j):
    """Harm that agent i foresees for its partner j from what can be seen, smelt or heard of its illness."""
    me = w.agents[i]
    other = w.agents[j]
    if i == j or me.partner != j or other.ill == 0 or other.care_over == 1:
        return 0.0
    if other.given_over_s >= 0.0 and me.role != DOG:
        return me.trust_animal * other.shown
    if other.rhythm > 0:
        return w.p.heart.arrest_harm
    if other.senseless == 1:
        return w.p.seizure.fit_harm
    if me.forewarned == 1 and other.fit_starts_s >= w.clock.t_s:
        return w.p.seizure.scent_harm
    return 0.0


def menace(w, i):
    """Harm that agent i, a dog, foresees for a partner who lies motionless from strangers at his side."""
    me = w.agents[i]
    other = w.agents[me.partner]
    if me.role != DOG or other.senseless == 0 or other.fit == 1:
        return 0.0
    n = 0
    for k in range(w.n_agents):
        a = w.agents[k]
        if (
            k != i
            and k != me.partner
            and k != me.superior
            and a.present == 1
            and a.alive == 1
            and a.role != DOG
        ):
            if a.asleep == 0 and distance(other.x_m, other.y_m, a.x_m, a.y_m) <= w.p.vigil.near_m:
                n += 1
    return strangers_harm(n, w.p.vigil)


# Choose -------------------------------------------------------------------------------------------
def is_barred_care(w, i, action):
    """1 where agent i cannot do what it else could: asleep, led away; one who can help does not just stand by."""
    me = w.agents[i]
    if me.asleep == 1 or w.clock.t_s < me.up_s:
        return 1
    if me.partner < 0 or w.agents[me.partner].ill == 0:
        return 0
    if me.led_away == 1 or w.agents[me.partner].care_over == 1:
        return 1
    if action == PULL:
        return 1
    return 1 if action == GUARD and ((me.repertoire >> CPR) & 1) == 1 else 0


def is_open_care(w, i, action):
    """1 where agent i could do an action of this family, or one that the family gives another use."""
    me = w.agents[i]
    if me.partner < 0 or me.knows_partner == 0:
        return 0
    other = w.agents[me.partner]
    if other.ill == 0 or other.care_over == 1 or other.present == 0 or other.alive == 0:
        return 0
    if action == ALERT:
        needed = 1 if is_unwell(w, me.partner) == 1 or me.forewarned == 1 else 0
        if needed == 0 or other.attended == 1 or other.given_over_s >= 0.0:
            return 0
        return 1 if sleeper_for(w, i) >= 0 else 0
    if me.role == DOG or ((me.repertoire >> CPR) & 1) == 0:
        return 0
    is_near = 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) <= w.p.vigil.near_m else 0
    if other.given_over_s < 0.0:
        is_due = 1 if is_near == 1 and other.rhythm > 0 else 0
        if action == CPR:
            return is_due
        if action == AID:
            return 1 if is_due == 0 and (is_unwell(w, me.partner) == 1 or w.clock.t_s < me.stays_up_s) else 0
        return 0
    if other.declared_s < 0.0:
        if action == DECLARE:
            watched_s = w.clock.t_s - other.given_over_s
            return 1 if me.may_declare == 1 and watched_s >= w.p.protocol.observation_s else 0
        return 1 if action == AID else 0
    if action == HOLD:
        return other.guarded
    if action == CARRY:
        return 1 if me.advanced == 1 and me.bitten == 0 else 0
    return 1 if action == WITHDRAW else 0


def averted_care(w, i, action):
    """Harm that agent i believes to avert from a partner who is ill by looking after him."""
    me = w.agents[i]
    if w.clock.has_care == 0 or action != AID or me.partner < 0 or w.agents[me.partner].ill == 0:
        return 0.0
    return w.p.seizure.aid_relief * me.partner_harm


def sleeper_for(w, i):
    """Place of the nearest one asleep whom agent i could fetch for its partner, -1 for nobody."""
    me = w.agents[i]
    best = NOBODY
    nearest = 1.0e300
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.asleep == 1 and a.present == 1 and a.alive == 1 and a.partner == me.partner and k != i:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if d < nearest or (d == nearest and a.id < w.agents[best].id):
                best = k
                nearest = d
    return best


def gain_care(w, i, action):
    """Gain of giving up, taking away or leaving one whose resuscitation has stopped; 0 where that is not so."""
    me = w.agents[i]
    if w.clock.has_care == 0 or me.partner < 0 or me.role == DOG or w.agents[me.partner].given_over_s < 0.0:
        return 0.0
    return w.p.vigil.leave_gain if action == WITHDRAW else 1.0


def risk_care(w, i):
    """Harm that agent i believes to risk where it takes a body from a dog that stands guard over it."""
    me = w.agents[i]
    if w.clock.has_care == 0 or me.partner < 0 or w.agents[me.partner].guarded == 0:
        return 0.0
    return w.agents[me.partner].bite_risk


# Speak --------------------------------------------------------------------------------------------
def needs_help(w, i):
    """1 where agent i looks after one who is ill and has nobody yet with more to offer."""
    me = w.agents[i]
    if me.advanced == 1 or me.may_declare == 1 or me.partner < 0 or w.agents[me.partner].ill == 0:
        return 0
    if w.agents[me.partner].given_over_s >= 0.0 or is_unwell(w, me.partner) == 0:
        return 0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.partner == me.partner and a.advanced == 1 and a.present == 1 and a.alive == 1:
            return 0
    return 1 if me.action == AID or me.action == CPR else 0


def is_on_care(w):
    """1 while the fate of one who is ill is open."""
    for i in range(w.n_agents):
        if w.agents[i].ill == 1 and w.agents[i].care_over == 0:
            return 1
    return 0
