"""Ties over days: bond and trust between any two, separation, grief, acceptance and reunion."""

from bondsim.laws.begin import shuffle_bond
from bondsim.laws.calendar import days
from bondsim.laws.world import note
from bondsim.rules.learn import bad_after, good_after, trust_of
from bondsim.rules.maths import on_lattice
from bondsim.rules.ties import (
    accepts_rate,
    bond_rate_down,
    bond_rate_up,
    distress_time,
    expects_rate,
    grief_after,
    presence,
    settled,
    toward,
)
from bondsim.vocabulary import LEARNED_TRUST


def enter_ties(w, i):
    """Agent i at the start: the trust that its experience stands for."""
    shuffle_bond(w, i)
    w.agents[i].mate = w.agents[i].partner
    for j in range(w.n_agents):
        r = w.relations[i, j]
        r.trust = trust_of(r.good, r.bad)
        r.self_good = r.self_trust * w.p.trust.experience
        r.self_bad = (1.0 - r.self_trust) * w.p.trust.experience


def keep_company(w, i):
    """Agent i's usual day: with the one it lives with for as long as both have, with nobody else."""
    me = w.agents[i]
    if me.alive == 0 and me.present == 0:
        return
    for j in range(w.n_agents):
        r = w.relations[i, j]
        r.contact = 0.0
        r.response = w.agents[j].responsive
    if me.mate >= 0 and me.alive == 1:
        other = w.agents[me.mate]
        if other.alive == 1 and other.present == 1 and me.present == 1:
            short = me.company if me.company < other.company else other.company
            w.relations[i, me.mate].contact = short


def bind(w, i):
    """Agent i's ties to all others move by what the day was: bond, expectation and distress."""
    me = w.agents[i]
    if me.alive == 0 or me.present == 0:
        return
    dt = days(w)
    company = 0.0
    load = 0.0
    for j in range(w.n_agents):
        r = w.relations[i, j]
        if j != i and (r.bond > 0.0 or r.contact > 0.0 or r.distress > 0.0):
            move_tie(w, i, j, dt)
            if r.contact > company:
                company = r.contact
            load += on_lattice(r.distress)
    me.distress_load = load
    me.isolation = toward(me.isolation, 1.0 - company, 1.0 / w.p.bonding.isolation_d, dt)


def move_tie(w, i, j, dt):
    """Bond, acceptance and grief of agent i towards j after a day."""
    r = w.relations[i, j]
    p = w.p.separation
    up = 0.0
    down = 0.0
    if w.p.bonding.learns == 1:
        up = bond_rate_up(r.contact, r.response, w.agents[i].isolation, w.p.bonding)
        down = bond_rate_down(r.contact, r.scent, w.p.bonding)
    bond_rest = settled(up, down) if up + down > 0.0 else r.bond
    there = presence(r.contact, r.response, p)
    accepts = accepts_rate(there, r.scent, p)
    expects = expects_rate(there, p)
    accepted_rest = settled(accepts, expects)
    if p.grieves == 1:
        weight = (1.0 - there) * (1.0 - p.scent_relief * r.scent)
        tau = distress_time(there, p)
        r.distress = grief_after(
            r.distress,
            r.bond,
            bond_rest,
            up + down,
            r.accepted,
            accepted_rest,
            accepts + expects,
            weight,
            tau,
            dt,
        )
    r.bond = toward(r.bond, bond_rest, up + down, dt)
    r.accepted = toward(r.accepted, accepted_rest, accepts + expects, dt)


def experience(w, i, j, success, weight):
    """Agent i's trust in j after one experience that is worth telling; failures weigh more."""
    if w.p.trust.learns == 0:
        return
    learn_from(w, i, j, success, weight)
    note(w, LEARNED_TRUST, i, j, -1, w.relations[i, j].trust)


def learn_from(w, i, j, success, weight):
    """Agent i's trust in j after one experience, or the share of good ones among many of a day."""
    if w.p.trust.learns == 0:
        return
    r = w.relations[i, j]
    r.good = good_after(r.good, weight, success, w.p.trust)
    r.bad = bad_after(r.bad, weight, success, w.p.trust)
    r.trust = trust_of(r.good, r.bad)


def experience_self(w, i, j, success, weight):
    """Agent i's trust that j can look after itself after one experience."""
    if w.p.trust.learns == 0:
        return
    r = w.relations[i, j]
    r.self_good = good_after(r.self_good, weight, success, w.p.trust)
    r.self_bad = bad_after(r.self_bad, weight, success, w.p.trust)
    r.self_trust = trust_of(r.self_good, r.self_bad)
