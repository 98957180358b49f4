"""Visits, day by day: who meets whom for how long, what it calms, what can go wrong, and what a review makes of it.

A visitor's partner is the dog, while the dog's partner is its handler: the second tie is one of its own.
"""

from bondsim.laws.calendar import day_of, days, is_new_day
from bondsim.laws.ties import learn_from
from bondsim.laws.world import luck, note
from bondsim.rules.draws import times_on
from bondsim.rules.kennel import resting_arousal
from bondsim.rules.learn import experience_weight
from bondsim.rules.maths import on_lattice
from bondsim.rules.strain import load_after
from bondsim.rules.visits import (
    calm_left,
    calmed,
    contact_left,
    hold_left,
    p_mishap,
    relief_rate,
    unrest_of,
    visits_after_review,
    withdrawal_after,
)
from bondsim.streams import MISHAP
from bondsim.vocabulary import DOG, MORE_VISITS, VISIT_WENT_WRONG


def enter_visits(w, i):
    """Agent i at the start: how far it has withdrawn, how often it may come."""
    me = w.agents[i]
    me.withdrawn = me.withdrawal
    me.stress_at_start = me.stress
    me.per_week_now = w.p.visits.per_week if me.visits == 1 else 0.0


def plan_visit(w, i):
    """How long agent i, if it visits, is with the dog today, by its schedule, which reviews change."""
    me = w.agents[i]
    if is_new_day(w) == 0:
        return
    p = w.p.visits
    me.calm = calm_left(me.calm, 1.0, p)
    me.visit_h = 0.0
    if me.visits == 0 or me.partner < 0:
        return
    today = int(day_of(w) + 0.5)
    if today > 0 and today % int(p.review_d + 0.5) == 0:
        before = me.per_week_now
        me.per_week_now = visits_after_review(before, me.mishap_lately, p)
        me.mishap_lately = 0
        if me.per_week_now != before:
            note(w, MORE_VISITS, i, me.partner, -1, me.per_week_now)
    dog = w.agents[me.partner]
    if dog.alive == 0 or dog.present == 0 or me.alive == 0 or day_of(w) < me.paused_until:
        return
    n = times_on(today, me.per_week_now)
    hours = n * p.hours
    me.visit_h = hours if hours < 24.0 else 24.0
    me.n_visits = me.n_visits + n


def pay_visit(w, i):
    """Agent i, if it visits, is with the dog today or not; it is calmed by it, or once in a while it goes wrong."""
    me = w.agents[i]
    if me.visits == 0 or me.partner < 0:
        return
    p = w.p.visits
    j = me.partner
    dog = w.agents[j]
    response = p.response * p.supervised_response if p.supervised == 1 else p.response
    mine = w.relations[i, j]
    its = w.relations[j, i]
    mine.contact = me.visit_h / 24.0
    its.contact = me.visit_h / 24.0
    mine.response = response
    its.response = response
    if me.visit_h <= 0.0 or is_new_day(w) == 0:
        return
    aroused = resting_arousal(dog.arousal, dog.stress, w.p.arousal.stress_shift)
    if luck(w, MISHAP, me.id, w.clock.step) < p_mishap(aroused, p.supervised, p):
        me.n_mishaps = me.n_mishaps + 1
        me.mishap_lately = 1
        me.paused_until = day_of(w) + p.pause_d
        me.fright = p.mishap_stress
        learn_from(w, i, j, 0.0, experience_weight(aroused))
        note(w, VISIT_WENT_WRONG, i, j, -1, me.paused_until)
        return
    me.calm = calmed(me.calm, me.visit_h, p)
    learn_from(w, i, j, 1.0, experience_weight(me.arousal))


def be_visited(w, i):
    """Dog i was with those who visit it: it is calmed, its handler may have had the less of it, a scent is there."""
    me = w.agents[i]
    if me.role != DOG:
        return
    p = w.p.visits
    hours = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.visits == 1 and a.partner == i and a.visit_h > 0.0:
            hours += on_lattice(a.visit_h)
            if is_new_day(w) == 1 and day_of(w) >= a.paused_until:
                learn_from(w, i, j, 1.0, experience_weight(me.arousal))
    if hours <= 0.0:
        return
    if me.partner >= 0:
        left = contact_left(w.relations[i, me.partner].contact, hours, p.budget)
        w.relations[i, me.partner].contact = left
        w.relations[me.partner, i].contact = left
    if is_new_day(w) == 1:
        me.calm = calmed(me.calm, hours, p)
        if w.clock.has_kennel == 1:
            me.hold = hold_left(me.hold, hours, p)


def ease(w, i):
    """Agent i's stress load after the day: grief and a scent out of reach drive it, being calmed takes it away.

    Of one whom the family `strain` follows, that family moves the stress load, with these two rates in it.
    """
    me = w.agents[i]
    if me.alive == 0 or (me.role != DOG and me.visits == 0):
        return
    p = w.p.visits
    me.relief = 0.0
    me.unrest_rate = 0.0
    if me.visits == 1 and me.partner >= 0:
        me.relief = relief_rate(w.relations[i, me.partner].bond, me.calm, p)
    if me.role == DOG:
        for j in range(w.n_agents):
            if w.agents[j].visits == 1 and w.agents[j].partner == i:
                me.relief = me.relief + on_lattice(relief_rate(w.relations[i, j].bond, me.calm, p))
        if w.clock.has_kennel == 1:
            me.unrest_rate = unrest_of(me.hold, p)
    if w.clock.has_strain == 0 or me.strained == 0:
        grief = me.distress_load if me.distress_load < 1.0 else 1.0
        me.stress = load_after(me.stress, p.grief * grief + me.unrest_rate, me.relief, days(w), p.recovery_d)
    me.stress = me.stress + me.fright * (1.0 - me.stress)
    me.fright = 0.0
    if me.stress_at_start > 0.0 and not me.stress_half_d >= 0.0 and me.stress <= 0.5 * me.stress_at_start:
        me.stress_half_d = day_of(w) + days(w)


def come_out(w, i):
    """Agent i, who has withdrawn, comes out of it in the company that calms it, and goes back in where it grieves."""
    me = w.agents[i]
    if me.withdrawn <= 0.0 and me.withdrawal <= 0.0:
        return
    bond = 0.0
    if me.visits == 1 and me.partner >= 0:
        bond = w.relations[i, me.partner].bond
    grief = me.distress_load if me.distress_load < 1.0 else 1.0
    me.withdrawn = withdrawal_after(me.withdrawn, bond, me.calm, grief, days(w), w.p.visits)
    if not me.withdrawn_half_d >= 0.0 and me.withdrawn <= 0.5 * me.withdrawal:
        me.withdrawn_half_d = day_of(w) + days(w)
