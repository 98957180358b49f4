"""A department hears of the public and decides, at its reviews, on the wishes that are before it."""

from bondsim.laws.calendar import days, is_new_day, whole_days
from bondsim.laws.world import luck, note
from bondsim.rules.maths import on_lattice
from bondsim.rules.office import (
    audience_of,
    grant_odds,
    lag_days,
    letters_of,
    p_grant,
    pressure_after,
    pressure_drive,
    views_of,
)
from bondsim.streams import DESK, GRANT, POST, towards
from bondsim.vocabulary import (
    DEPARTMENT,
    GRANTED_HOME,
    GRANTED_NEUTRAL,
    GRANTED_VISIT,
    NOBODY,
    POSTED_PUBLIC,
)

DAY_MIN = 1440.0


def enter_office(w, i):
    """A department at the start: what it has granted before."""
    me = w.agents[i]
    if me.role == DEPARTMENT:
        me.granted = me.precedents


def hear_public(w, i):
    """The department hears of the posts, views and letters of the day, and feels their pressure."""
    me = w.agents[i]
    if me.role != DEPARTMENT:
        return
    p = w.p.office
    c = w.clock
    dt = days(w)
    new = is_new_day(w)
    rests = 1 if me.post_step >= 0 and (c.step - me.post_step) * dt < p.post_gap_d else 0
    if new == 1 and rests == 0 and is_in_public(w) == 1 and luck(w, POST, me.id, c.step) < p.p_post:
        me.reach = audience_of(luck(w, POST, me.id, c.step + (1 << 24)), me.posts, p)
        me.post_step = c.step
        me.posts = me.posts + 1.0
        w.tally.n_posts = w.tally.n_posts + 1.0
        note(w, POSTED_PUBLIC, i, NOBODY, -1, me.reach)
    me.views = 0.0
    letters = 0.0
    if me.post_step >= 0:
        age = 1.0 * whole_days(w, c.step - me.post_step)
        after = views_of((age + 1.0) * DAY_MIN, me.reach, p)
        before = views_of(age * DAY_MIN, me.reach, p) if age > 0.0 else 0.0
        me.views = after - before if after > before else 0.0
        letters = letters_of(age, after, p)
    me.public_pressure = pressure_after(me.public_pressure, pressure_drive(me.views, letters, p), dt, p)
    t = w.tally
    if new == 1:
        t.views = t.views + me.views
    if me.views > t.views_peak:
        t.views_peak = me.views
    if me.public_pressure > t.pressure_peak:
        t.pressure_peak = me.public_pressure


def is_in_public(w):
    """1 where something could be seen today that somebody might post."""
    for j in range(w.n_agents):
        if w.agents[j].in_public == 1:
            return 1
    return 0


def review_wishes(w, i):
    """At a review the department decides on every wish that is open; what it grants weighs from the next review on."""
    me = w.agents[i]
    if me.role != DEPARTMENT or is_review(w) == 0:
        return
    new = 0.0
    for j in range(w.n_agents):
        if w.agents[j].has_case == 1 and w.agents[j].alive == 1:
            new += review_case(w, i, j)
    me.granted = me.granted + new


def is_review(w):
    """1 in a step in which a review falls; none on the first day."""
    dt = days(w)
    now = int(w.clock.step * dt / w.p.office.review_d + 1.0e-9)
    before = int((w.clock.step - 1) * dt / w.p.office.review_d + 1.0e-9)
    return 1 if w.clock.step > 0 and now > before else 0


def review_case(w, i, j):
    """The wishes about agent j, one after another; how many were granted."""
    p = w.p.office
    a = w.agents[j]
    n = 0.0
    if p.may_visit == 1 and a.visit_due < 0 and is_granted(w, i, j, 0, p.visit_bias) == 1:
        a.visit_due = due(w, j, 0)
        w.tally.visit_d = a.visit_due * days(w)
        note(w, GRANTED_VISIT, i, j, -1, w.tally.visit_d)
        n += 1.0
    if p.may_move == 1 and a.neutral_due < 0 and a.in_service == 1:
        if is_granted(w, i, j, 1, p.neutral_bias) == 1:
            a.neutral_due = due(w, j, 1)
            w.tally.neutral_d = a.neutral_due * days(w)
            note(w, GRANTED_NEUTRAL, i, j, -1, w.tally.neutral_d)
            n += 1.0
    if p.may_adopt == 1 and a.home_due < 0 and is_granted(w, i, j, 2, p.adoption_bias) == 1:
        a.home_due = due(w, j, 2)
        w.tally.promise_d = a.home_due * days(w)
        note(w, GRANTED_HOME, i, j, -1, w.tally.promise_d)
        n += 1.0
    w.tally.n_grants = w.tally.n_grants + n
    return n


def is_granted(w, i, j, kind, bias):
    """1 where the department grants a wish about agent j at this review."""
    me = w.agents[i]
    a = w.agents[j]
    w.tally.n_reviews = w.tally.n_reviews + 1.0
    odds = grant_odds(bias, me.public_pressure, a.suffering, a.refusing, a.working, me.granted, w.p.office)
    return 1 if luck(w, towards(GRANT, a.id), me.id, 4 * w.clock.step + kind) < p_grant(odds) else 0


def due(w, j, kind):
    """Step at which what was granted is carried out."""
    a = w.agents[j]
    u = luck(w, DESK, a.id, 2 * kind)
    lag = lag_days(u, luck(w, DESK, a.id, 2 * kind + 1), w.p.office)
    return w.clock.step + 1 + int(on_lattice(lag) / days(w))
