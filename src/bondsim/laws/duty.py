"""Duty over days: shifts and rest, company, searches, and what a day's incident needs and leaves."""

from bondsim.laws.ageing import (
    IN_INCIDENT,
    IN_SERVICE,
    PENSIONED,
    WITHOUT_HANDLER,
    die,
    injure,
    leave_service,
)
from bondsim.laws.calendar import days, is_new_day, whole_days
from bondsim.laws.strain import go_through
from bondsim.laws.ties import learn_from
from bondsim.laws.world import luck, note
from bondsim.rules.duty import is_duty_day, load_of, p_called, p_false_alert, p_find
from bondsim.rules.maths import on_lattice
from bondsim.rules.strain import work_drive
from bondsim.streams import CALLS, FINDS, KINDS_OF_CALL
from bondsim.vocabulary import CALLED_OUT, DOG, HANDLER, INCIDENT_OVER, KILLED_ON_DUTY, NOBODY


def enter_unit(w, i):
    """Agent i at the start: teams beyond those of the unit are not there; the years of the unit end the run."""
    me = w.agents[i]
    p = w.p.unit
    if me.number >= p.teams and (me.role == DOG or me.role == HANDLER):
        me.present = 0
        me.alive = 0
    steps = int(p.years * 365.25 / days(w) + 0.5)
    if steps < w.clock.max_steps:
        w.clock.max_steps = steps if steps > 1 else 1


def is_fit_for_duty(w, i):
    """1 where agent i could work today: alive, there, not off duty after a collapse, and not injured."""
    me = w.agents[i]
    is_well = me.hurt - me.lasting <= w.p.rota.sick_leave
    return 1 if me.alive == 1 and me.present == 1 and me.off_duty == 0 and is_well else 0


def report(w, i):
    """Agent i, of a team: whether it works today, and for how long; a dog's load. The morning decides for the day."""
    me = w.agents[i]
    me.called = 0
    if is_new_day(w) == 1:
        set_out(w, i)
    if me.role == DOG:
        w.tally.duty_h = w.tally.duty_h + on_lattice(me.duty_h * days(w))


def set_out(w, i):
    """Agent i's hours of duty of this day, and what they weigh."""
    me = w.agents[i]
    hours = 0.0
    if me.role == HANDLER:
        hours = hours_today(w, i)
    elif me.role == DOG and me.mate >= 0 and w.agents[me.mate].mate == i:
        hours = hours_today(w, me.mate)
        me.load = load_of(hours, w.p.ageing)
    elif me.role == DOG:
        me.load = 0.0
    me.duty_h = hours
    me.work_drive = work_drive(hours, w.p.strain)


def hours_today(w, h):
    """Hours of duty of handler h and his dog today: none where one of them cannot, or the team is off."""
    me = w.agents[h]
    p = w.p.rota
    if me.mate < 0 or is_fit_for_duty(w, h) == 0 or is_fit_for_duty(w, me.mate) == 0:
        return 0.0
    if w.agents[me.mate].standing != IN_SERVICE:
        return 0.0
    day = whole_days(w, w.clock.step)
    return p.shift_h + p.training_h if is_duty_day(day, me.number, p.rest_days) == 1 else 0.0


def live_together(w, i):
    """Agent i, a dog: how much of the day it has with its handler, on duty, at home, or in retirement."""
    me = w.agents[i]
    if me.role != DOG or me.mate < 0:
        return
    h = me.mate
    share = 0.0
    if w.agents[h].alive == 0 and me.alive == 1:
        leave_service(w, i, WITHOUT_HANDLER)
    if me.alive == 1 and me.present == 1 and w.agents[h].alive == 1:
        together = me.company if me.company < w.agents[h].company else w.agents[h].company
        if me.standing == IN_SERVICE:
            share = together + me.duty_h / 24.0
            if w.clock.has_skills == 1 and me.in_training == 1:
                share = share + w.p.training.play_per_week / 168.0
        elif me.standing == PENSIONED:
            share = together * w.p.retire.home
    w.relations[i, h].contact = share if share < 1.0 else 1.0
    w.relations[h, i].contact = w.relations[i, h].contact


def search_on_duty(w, i):
    """Agent i, a dog on duty, searches once: a find, or a false alert, from which its handler learns."""
    me = w.agents[i]
    if is_new_day(w) == 0:
        return
    if me.role != DOG or me.duty_h <= 0.0 or me.mate < 0 or me.standing != IN_SERVICE or me.alive == 0:
        return
    p = w.p.rota
    step = w.clock.step
    if luck(w, FINDS, me.id, 2 * step) < p.hidden_share:
        me.searches = me.searches + 1.0
        if luck(w, FINDS, me.id, 2 * step + 1) < p_find(
            me.capacity, me.skill_task, me.alertness, w.p.nosework
        ):
            me.finds = me.finds + 1.0
            learn_from(w, me.mate, i, 1.0, p.search_weight)
    else:
        me.empty_searches = me.empty_searches + 1.0
        if luck(w, FINDS, me.id, 2 * step + 1) < p_false_alert(me.alertness, w.p.nosework):
            me.false_alerts = me.false_alerts + 1.0
            learn_from(w, me.mate, i, 0.0, p.search_weight)


def call_out(w, i):
    """Agent i, a handler on duty, may be called to a grave incident today."""
    me = w.agents[i]
    if me.role != HANDLER or me.alive == 0 or me.duty_h <= 0.0 or is_new_day(w) == 0:
        return
    p = w.p.rota
    if w.n_incidents == 0:
        return
    if luck(w, CALLS, me.id, w.clock.step) < p_called(me.duty_h, 1.0, w.p.ageing.load_hours, p):
        me.called = 1 + which_incident(w, luck(w, KINDS_OF_CALL, me.id, w.clock.step))
        if me.called == 0:
            return
        me.n_calls = me.n_calls + 1.0
        dog = w.agents[me.mate]
        dog.load = dog.load + load_of(p.call_h, w.p.ageing)
        me.work_drive = work_drive(me.duty_h + p.call_h, w.p.strain)
        dog.work_drive = work_drive(dog.duty_h + p.call_h, w.p.strain)
        note(w, CALLED_OUT, i, me.mate, -1, me.n_calls)


def which_incident(w, u):
    """Place of the incident that a uniform number chooses, by their weights; -1 where all are 0."""
    total = 0.0
    last = NOBODY
    for k in range(w.n_incidents):
        total += w.incidents[k].weight
        if w.incidents[k].weight > 0.0:
            last = k
    left = u * total
    for k in range(w.n_incidents):
        left -= w.incidents[k].weight
        if left < 0.0:
            return k
    return last


def come_back(w, i):
    """Agent i, a handler, and his dog after a grave incident: injuries, shocks, deaths, what is counted."""
    me = w.agents[i]
    if me.called == 0 or me.role != HANDLER:
        return
    dog = w.agents[me.mate]
    t = w.tally
    t.incidents = t.incidents + 1.0
    if me.call_rescued > 0.0:
        dog.rescues = dog.rescues + 1.0
    count_signs(w, i)
    hurt = me.call_wear if me.call_wear > dog.call_wear else dog.call_wear
    if me.alive == 0:
        t.handlers_killed = t.handlers_killed + 1.0
    if me.alive == 0 or dog.alive == 0 or hurt > w.p.strain.harm_from:
        dog.harms = dog.harms + 1.0
    if me.alive == 0:
        note(w, KILLED_ON_DUTY, i, me.mate, -1, hurt)
    if dog.alive == 0:
        note(w, KILLED_ON_DUTY, me.mate, i, -1, hurt)
    if me.alive == 1 or dog.alive == 1:
        note(w, INCIDENT_OVER, i, me.mate, -1, hurt)
    go_through(w, i, me.call_arousal, hurt, 1 - dog.alive)
    go_through(w, me.mate, dog.call_arousal, hurt, 1 - me.alive)
    if me.alive == 1:
        injure(w, i, me.call_wear)
    if dog.alive == 1:
        injure(w, me.mate, dog.call_wear)
    else:
        die(w, me.mate, IN_INCIDENT)


def count_signs(w, i):
    """What handler i's dog showed on a trail: how long before the first shot, how often for nothing, who went by it.

    Counted apart are teams that had come to harm before, and signs that follow on a true or on a false one.
    """
    me = w.agents[i]
    t = w.tally
    if me.call_tracked == 0:
        return
    harmed = 1 if w.agents[me.mate].n_harmed > 0 else 0
    t.trails = t.trails + 1.0
    t.false_signs = t.false_signs + me.call_false_signs
    t.hits = t.hits + me.call_hit
    if harmed == 1:
        t.trails_harmed = t.trails_harmed + 1.0
        t.false_signs_harmed = t.false_signs_harmed + me.call_false_signs
    if me.call_shots > 0.0:
        t.fired_at = t.fired_at + 1.0
        if me.call_lead_s >= 0.0:
            t.leads = t.leads + 1.0
            t.lead_sum_s = t.lead_sum_s + on_lattice(me.call_lead_s)
            if harmed == 1:
                t.leads_harmed = t.leads_harmed + 1.0
                t.lead_harmed_sum_s = t.lead_harmed_sum_s + on_lattice(me.call_lead_s)
    if me.call_true_sign == 1:
        t.true_signs = t.true_signs + 1.0
        t.heeded = t.heeded + me.call_heeded
        if me.last_sign > 0:
            t.true_after_true = t.true_after_true + 1.0
            t.heeded_after_true = t.heeded_after_true + me.call_heeded
        elif me.last_sign < 0:
            t.true_after_false = t.true_after_false + 1.0
            t.heeded_after_false = t.heeded_after_false + me.call_heeded
    if me.call_true_sign == 1 and me.call_lead_s >= 0.0:
        me.last_sign = 1
    elif me.call_shots > 0.0 or me.call_in_vain > 0.0:
        me.last_sign = -1


def sum_signs(w):
    """Means and shares of that."""
    t = w.tally
    calm = t.trails - t.trails_harmed
    if calm > 0.0:
        t.false_signs_calm_mean = (t.false_signs - t.false_signs_harmed) / calm
    if t.trails_harmed > 0.0:
        t.false_signs_harmed_mean = t.false_signs_harmed / t.trails_harmed
    if t.trails > 0.0:
        t.false_signs_mean = t.false_signs / t.trails
        t.hit_share = t.hits / t.trails
    if t.leads > 0.0:
        t.lead_s = t.lead_sum_s / t.leads
    if t.leads - t.leads_harmed > 0.0:
        t.lead_calm_s = (t.lead_sum_s - t.lead_harmed_sum_s) / (t.leads - t.leads_harmed)
    if t.leads_harmed > 0.0:
        t.lead_harmed_s = t.lead_harmed_sum_s / t.leads_harmed
    if t.true_signs > 0.0:
        t.heeded_share = t.heeded / t.true_signs
    if t.true_after_true > 0.0:
        t.heeded_after_true_share = t.heeded_after_true / t.true_after_true
    if t.true_after_false > 0.0:
        t.heeded_after_false_share = t.heeded_after_false / t.true_after_false


def is_with_dog(w, i):
    """1 where handler i has a dog in service."""
    j = w.agents[i].mate
    return 1 if j >= 0 and w.agents[j].alive == 1 and w.agents[j].standing == IN_SERVICE else 0


def sum_searches(w):
    """What all dogs together have found and missed, come through and come to, so far; shares of it."""
    t = w.tally
    searches = 0.0
    finds = 0.0
    empty = 0.0
    false = 0.0
    rescues = 0.0
    harms = 0.0
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.role == DOG:
            searches += me.searches
            finds += me.finds
            empty += me.empty_searches
            false += me.false_alerts
            rescues += me.rescues
            harms += me.harms
    t.searches = searches
    t.finds = finds
    t.empty_searches = empty
    t.false_alerts = false
    t.rescues = rescues
    t.harms = harms
    if searches > 0.0:
        t.sensitivity = finds / searches
    if empty > 0.0:
        t.false_alert_share = false / empty


def sum_duty(w):
    """Sums over all dogs so far; bond, trust and vigilance of teams over their days."""
    t = w.tally
    sum_searches(w)
    sum_signs(w)
    dt = days(w)
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.role == HANDLER and me.alive == 1 and me.present == 1:
            t.handler_d = t.handler_d + dt
            if is_with_dog(w, i) == 0:
                t.dogless_d = t.dogless_d + dt
        if me.role == DOG and me.standing == IN_SERVICE and me.mate >= 0:
            t.bond_d = t.bond_d + on_lattice(w.relations[i, me.mate].bond * dt)
            t.trust_d = t.trust_d + on_lattice(w.relations[me.mate, i].trust * dt)
            t.skill_d = t.skill_d + on_lattice(me.skill_task * dt)
            t.alert_d = t.alert_d + on_lattice((me.alertness if me.alertness > 0.0 else 0.0) * dt)
    if t.handler_d > 0.0:
        t.dogless_share = t.dogless_d / t.handler_d
    if t.served_d > 0.0:
        t.team_bond = t.bond_d / t.served_d
        t.team_trust = t.trust_d / t.served_d
        t.team_skill = t.skill_d / t.served_d
        t.vigilance = t.alert_d / t.served_d
