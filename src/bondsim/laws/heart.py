"""Bodies of the family `care`: seizures run their course, hearts stop, are treated, and may return by themselves.

Times are seconds of the run. A body reads what others did in the step before; nobody decides here.
"""

from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.act import spread_log
from bondsim.rules.care import (
    arrest_rate,
    p_resuscitated,
    seizure_severity,
    spread_moments,
    treatment_time,
)
from bondsim.rules.maths import distance, log
from bondsim.streams import HEART, SEIZURE, WAKING
from bondsim.vocabulary import (
    ADVANCED_CARE,
    AID,
    ALERT,
    CPR,
    CPR_BEGAN,
    CPR_STOPPED,
    HEART_STOPPED,
    NO_SCENT,
    NO_WARNING,
    NOBODY,
    RECOVERED,
    RESUSCITATED,
    RETURNED,
    SEIZURE_BEGAN,
    SEIZURE_ENDED,
)

SHOCKABLE = 1
UNSHOCKABLE = 2


def ail(w, i):
    """Agent i at the start: the seizure that awaits it, the arrest it lies in, the sleep it is in."""
    me = w.agents[i]
    c = w.clock
    if me.present == 1 and me.partner >= 0:
        me.knows_partner = 1
    if me.asleep == 1:
        me.sleeps = 1
        me.next_check_s = -me.check_s * log(luck(w, WAKING, me.id, 0))
    me.life_left = -log(luck(w, HEART, me.id, 0))
    if me.seizure_onset_s >= 0.0 and me.collapsed == 0:
        p = w.p.seizure
        me.ill = 1
        me.fit_starts_s = me.seizure_onset_s
        length = spread_moments(p.duration_s, p.duration_sd_s, luck(w, SEIZURE, me.id, 0))
        me.fit_ends_s = me.fit_starts_s + length
        me.severity = seizure_severity(length, me.wear, p)
        if luck(w, SEIZURE, me.id, 1) < p.scent_share:
            me.scent_s = me.fit_starts_s - p.lead_s if me.fit_starts_s > p.lead_s else 0.0
    if me.collapsed == 1:
        me.ill = 1
        sink(w, i)
        stop_heart(w, i)
        c.look = 1


def sink(w, i):
    """Agent i falls to the ground, senseless."""
    me = w.agents[i]
    me.down = 1
    me.clear = 1  # nothing to be dragged out of
    me.senseless = 1
    me.conscious = 0
    alert_all(w)


def suffer(w, i):
    """Agent i, if it is ill: the seizure and its risk, the heart and its treatment."""
    me = w.agents[i]
    if me.ill == 0 or me.care_over == 1 or me.alive == 0:
        return
    if me.rhythm > 0:
        be_treated(w, i)
    elif me.given_over_s < 0.0:
        convulse(w, i)


def convulse(w, i):
    """Agent i's seizure begins, goes on, ends; while it lies senseless its heart may stop."""
    me = w.agents[i]
    t = w.clock.t_s
    if t < me.fit_starts_s or me.fit_starts_s < 0.0:
        return
    if me.senseless == 0 and t < me.fit_ends_s:
        begin_fit(w, i)
    if me.fit == 1 and t >= me.fit_ends_s:
        me.fit = 0
        note(w, SEIZURE_ENDED, i, NOBODY, -1, me.fit_ends_s - me.fit_starts_s)
    if me.senseless == 1 and t >= me.fit_ends_s + w.p.seizure.window_s:
        me.senseless = 0
        me.conscious = 1
        note(w, RECOVERED, i, NOBODY, -1, t - me.fit_starts_s)
        alert_all(w)
    if me.senseless == 1:
        window_s = me.fit_ends_s - me.fit_starts_s + w.p.seizure.window_s
        me.life_left = (
            me.life_left - arrest_rate(me.severity, me.attended, window_s, w.p.seizure) * w.clock.dt_s
        )
        if me.life_left <= 0.0:
            stop_heart(w, i)


def begin_fit(w, i):
    """Agent i's seizure begins; whether a dog at its side had warned is told."""
    me = w.agents[i]
    me.fit = 1
    sink(w, i)
    w.tally.n_seizures = w.tally.n_seizures + 1.0
    note(w, SEIZURE_BEGAN, i, NOBODY, -1, me.fit_ends_s - me.fit_starts_s)
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == i and a.present == 1 and a.alive == 1 and ((a.repertoire >> ALERT) & 1) == 1:
            if a.forewarned == 1 and me.scent_s >= 0.0:
                w.tally.warned = 1.0
            elif not w.tally.warned >= 0.0:
                w.tally.warned = 0.0
            if a.forewarned == 0:
                note(w, NO_WARNING if me.scent_s >= 0.0 else NO_SCENT, j, i, -1, a.scent_evidence)


def stop_heart(w, i):
    """Agent i's heart stops."""
    me = w.agents[i]
    t = w.clock.t_s
    me.fit = 0
    me.rhythm = SHOCKABLE if luck(w, HEART, me.id, 1) < w.p.heart.shockable_share else UNSHOCKABLE
    me.stopped_s = t
    w.tally.n_arrests = w.tally.n_arrests + 1.0
    note(w, HEART_STOPPED, i, NOBODY, -1, t - me.fit_starts_s if me.fit_starts_s >= 0.0 else 0.0)
    alert_all(w)


def be_treated(w, i):
    """Agent i's heart stands still: compressions, advanced care, their end, and what comes by itself."""
    me = w.agents[i]
    t = w.clock.t_s
    if me.given_over_s < 0.0:
        by = helper_of(w, i, CPR, 0)
        if me.cpr_s < 0.0 and by >= 0:
            me.cpr_s = t
            w.tally.cpr_delay_s = t - me.stopped_s
            note(w, CPR_BEGAN, by, i, CPR, t - me.stopped_s)
        by = helper_of(w, i, CPR, 1)
        if me.advanced_s < 0.0 and by >= 0:
            take_over(w, i, by)
        if me.treated_s >= 0.0 and t >= me.treated_s:
            be_saved(w, i)
        elif me.advanced_s >= 0.0 and t - me.advanced_s >= w.p.protocol.cpr_s:
            stop_treating(w, i)
    if me.rhythm > 0 and me.returns_s >= 0.0 and t >= me.returns_s:
        me.rhythm = 0
        note(w, RETURNED, i, NOBODY, -1, t - me.given_over_s)


def helper_of(w, i, action, advanced):
    """Place of one who does an action at the side of agent i, -1 for nobody; of several the one of lowest identity."""
    me = w.agents[i]
    best = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == i and a.action == action and a.present == 1 and a.alive == 1:
            if (advanced == 0 or a.advanced == 1) and distance(
                me.x_m, me.y_m, a.x_m, a.y_m
            ) <= w.p.vigil.near_m:
                if best == NOBODY or a.id < w.agents[best].id:
                    best = j
    return best


def take_over(w, i, by):
    """Advanced care of agent i begins; whether it brings the heart back is luck, at the chance that is left."""
    me = w.agents[i]
    t = w.clock.t_s
    me.advanced_s = t
    late = t - me.stopped_s
    w.tally.advanced_delay_s = late
    is_shockable = 1 if me.rhythm == SHOCKABLE else 0
    p = p_resuscitated(me.cpr_s - me.stopped_s, late, late, is_shockable, w.p.heart)
    if luck(w, HEART, me.id, 2) < p:
        me.treated_s = t + treatment_time(w.p.heart.treated_mean_s, luck(w, HEART, me.id, 3))
    note(w, ADVANCED_CARE, by, i, CPR, p)


def be_saved(w, i):
    """Treatment brings agent i's heart back."""
    me = w.agents[i]
    me.rhythm = 0
    me.care_over = 1
    w.tally.resuscitated = 1.0
    w.tally.survived = 1.0
    w.tally.grade = 2.0
    note(w, RESUSCITATED, i, NOBODY, -1, w.clock.t_s - me.stopped_s)
    alert_all(w)


def stop_treating(w, i):
    """Resuscitation of agent i is stopped by one who may; whether and when the heart returns by itself is luck."""
    me = w.agents[i]
    h = w.p.heart
    t = w.clock.t_s
    by = leader_of(w, i)
    if by < 0:
        return
    me.given_over_s = t
    w.tally.resuscitated = 0.0
    w.tally.would_return = 0.0
    w.tally.return_seen = 0.0
    w.tally.missed = 0.0
    if me.cpr_s - me.stopped_s <= h.viable_s:
        me.weak_pulse = 1 if luck(w, HEART, me.id, 6) < h.p_missed_pulse else 0
        if me.weak_pulse == 1 or luck(w, HEART, me.id, 4) < h.p_return:
            me.returns_s = t + spread_log(h.return_median_s, h.return_sd, luck(w, HEART, me.id, 5))
            w.tally.would_return = 1.0
    note(w, CPR_STOPPED, by, i, -1, (t - me.advanced_s) / 60.0)
    alert_all(w)


def leader_of(w, i):
    """Place of one at the side of agent i who may give it up, -1 for nobody."""
    me = w.agents[i]
    best = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == i and a.may_declare == 1 and a.present == 1 and a.alive == 1:
            if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.vigil.near_m:
                if best == NOBODY or a.id < w.agents[best].id:
                    best = j
    return best


def look_after(w, i):
    """Agent i, if it is ill, may by now be looked after; the time until then is kept."""
    me = w.agents[i]
    if me.ill == 0 or me.care_over == 1:
        return
    t = w.clock.t_s
    me.attended = 1 if helper_of(w, i, AID, 0) >= 0 or helper_of(w, i, CPR, 0) >= 0 else 0
    if me.attended == 1 and me.attended_s < 0.0 and (me.senseless == 1 or t > me.fit_ends_s >= 0.0):
        me.attended_s = t
        if me.fit_starts_s >= 0.0:
            w.tally.unattended_s = t - me.fit_starts_s
    if me.attended_s >= 0.0 and me.senseless == 0 and me.given_over_s < 0.0 and t > me.fit_ends_s >= 0.0:
        me.care_over = 1
        w.tally.survived = 1.0
        w.tally.grade = 2.0
