"""Strain over days: stress load, collapse and return, vigilance after harm."""

from bondsim.laws.calendar import days
from bondsim.laws.world import luck, note
from bondsim.rules.maths import on_lattice
from bondsim.rules.strain import (
    alertness_of,
    shock,
    stress_after,
    stress_after_shock,
    threshold_of,
    vigilance_after,
    vigilance_faded,
)
from bondsim.streams import NERVES
from bondsim.vocabulary import BACK_ON_DUTY, BROKE_DOWN, DOG, LEARNED_HARM, NOBODY


def enter_strain(w, i):
    """Agent i at the start: what it bears, and what harm it expects."""
    me = w.agents[i]
    p = w.p.strain
    me.expects_harm = p.naive
    if me.strained == 1:
        me.collapse_at = threshold_of(luck(w, NERVES, me.id, 0), p)


def bear(w, i):
    """Agent i's stress load after the day: work, grief, its partner's stress; company takes it away."""
    me = w.agents[i]
    if me.strained == 0 or me.alive == 0 or me.present == 0:
        return
    p = w.p.strain
    dt = days(w)
    grief = me.distress_load if me.distress_load < 1.0 else 1.0
    drive = me.work_drive + p.grief_rate * grief
    calm = 0.0
    if me.mate >= 0:
        other = w.agents[me.mate]
        r = w.relations[i, me.mate]
        if other.alive == 1 and r.contact > 0.0:
            calm = p.contact_rate * r.bond * r.contact * r.response
            drive += p.coupling * r.bond * me.heard_stress
            calm += p.coupling * r.bond * (1.0 - me.heard_stress)
    if w.clock.has_mourning == 1:
        drive += w.p.mourning.stress_rate * me.sadness
    if w.clock.has_visits == 1:
        drive += me.unrest_rate
        calm += me.relief
    me.stress = stress_after(me.stress, drive, calm, dt, p)
    if me.jolt > 0.0:
        me.stress = stress_after_shock(me.stress, me.jolt)
        me.jolt = 0.0
    me.expects_harm = vigilance_faded(me.expects_harm, dt, p)
    me.alertness = alertness_of(me.expects_harm, p)
    t = w.tally
    t.stress_d = t.stress_d + on_lattice(me.stress * dt)
    t.strain_d = t.strain_d + dt
    me.grief_d = me.grief_d + on_lattice(grief * dt)
    if me.off_duty == 1:
        recover(w, i, dt)
    elif me.stress > me.collapse_at:
        break_down(w, i)


def overhear_stress(w, i):
    """Agent i takes note of its partner's stress before anybody's changes, so that no order of the cast counts."""
    me = w.agents[i]
    me.heard_stress = w.agents[me.mate].stress if me.mate >= 0 else 0.0


def break_down(w, i):
    """Agent i collapses: off duty, to be treated."""
    me = w.agents[i]
    me.off_duty = 1
    me.off_d = 0.0
    if me.n_collapsed == 0:
        if me.role == DOG:
            w.tally.dogs_collapsed = w.tally.dogs_collapsed + 1.0
        else:
            w.tally.people_collapsed = w.tally.people_collapsed + 1.0
    me.n_collapsed = me.n_collapsed + 1
    me.collapse_at = me.collapse_at * w.p.strain.after_collapse
    note(w, BROKE_DOWN, i, NOBODY, -1, me.stress)


def recover(w, i, dt):
    """Agent i, off duty: after its treatment it returns, or stays away for good."""
    me = w.agents[i]
    p = w.p.strain
    me.off_d = me.off_d + dt
    if me.off_d - dt < p.treatment_d and me.off_d >= p.treatment_d:
        if luck(w, NERVES, me.id, me.n_collapsed) < p.returns:
            me.off_duty = 0
            note(w, BACK_ON_DUTY, i, NOBODY, -1, me.stress)


def go_through(w, i, arousal, hurt, lost):
    """Agent i has been through an incident: its shock counts in today's stress, harm in what it expects."""
    me = w.agents[i]
    if me.strained == 0 or me.alive == 0:
        return
    p = w.p.strain
    me.jolt = me.jolt + shock(arousal, me.arousal_rest, hurt, lost, p)
    harmed = 1 if hurt > p.harm_from or lost == 1 else 0
    before = me.expects_harm
    me.expects_harm = vigilance_after(before, harmed, p)
    if harmed == 1:
        me.n_harmed = me.n_harmed + 1
        note(w, LEARNED_HARM, i, NOBODY, -1, me.expects_harm)
    me.alertness = alertness_of(me.expects_harm, p)


def sum_strain(w):
    """Mean stress load over all who bear it and all days so far; their grief together."""
    t = w.tally
    grief = 0.0
    for i in range(w.n_agents):
        grief += w.agents[i].grief_d
    t.grief_d = grief
    if t.strain_d > 0.0:
        t.stress_level = t.stress_d / t.strain_d
