"""The course: examinations, dogs that are dropped, teams that swap, and what came of it all."""

from bondsim.laws.ageing import FAILED_EXAMS, leave_service
from bondsim.laws.calendar import day_of, is_new_day
from bondsim.laws.skills import is_pupil
from bondsim.laws.world import luck, note
from bondsim.rules.draws import binomial
from bondsim.rules.maths import on_lattice, sqrt
from bondsim.rules.skills import match_quality, p_pass
from bondsim.streams import EXAM
from bondsim.vocabulary import CERTIFIED, DROPPED, FAILED_EXAM, NOBODY, SWAPPED

PARTS = 4  # task, obedience, reading, out of sight


def examine(w, i):
    """Dog i's examination, if it falls on this day: certified, or once more, or dropped.

    One in service is examined for as long as it serves, and leaves it after so many failures in a row.
    """
    me = w.agents[i]
    p = w.p.course
    if me.enrolled == 0 or is_pupil(w, i) == 0 or is_new_day(w) == 0 or day_of(w) < me.rests_until:
        return
    since = int(day_of(w) + 0.5) - int(p.first_exam_d + 0.5)
    if since < 0 or since % int(p.every_d + 0.5) != 0:
        return
    if passes(w, i) == 1:
        if w.clock.has_ageing == 1:
            me.n_fails = 0
            w.tally.n_passed = w.tally.n_passed + 1.0
            return
        me.enrolled = 0
        me.certified = 1
        me.certified_d = day_of(w)
        w.tally.n_certified = w.tally.n_certified + 1.0
        w.tally.certified_days = w.tally.certified_days + me.certified_d
        w.tally.certified_mean_d = w.tally.certified_days / w.tally.n_certified
        note(w, CERTIFIED, i, me.partner, -1, me.skill_task)
        return
    me.n_fails = me.n_fails + 1
    note(w, FAILED_EXAM, i, me.partner, -1, me.skill_task)
    if me.n_fails >= p.tries:
        me.enrolled = 0
        me.dropped = 1
        w.tally.n_dropped = w.tally.n_dropped + 1.0
        note(w, DROPPED, i, NOBODY, -1, day_of(w))
        if w.clock.has_ageing == 1:
            leave_service(w, i, FAILED_EXAMS)


def passes(w, i):
    """1 where dog i and its handler pass all parts on this day."""
    me = w.agents[i]
    p = w.p.course
    other = w.agents[me.partner]
    nerves = 0.5 * (me.stress + other.stress)
    n = w.clock.step * PARTS
    if luck(w, EXAM, me.id, n) >= p_pass(me.skill_task, p.mark_task, nerves, p):
        return 0
    if luck(w, EXAM, me.id, n + 1) >= p_pass(me.skill_obey, p.mark_obey, nerves, p):
        return 0
    if p.mark_read > 0.0:
        if luck(w, EXAM, me.id, n + 2) >= p_pass(other.reading_now, p.mark_read, nerves, p):
            return 0
    moments = int(p.out_s / w.p.absence.window_s)
    looks = binomial(moments, me.look_back, luck(w, EXAM, me.id, n + 3))
    return 1 if looks <= p.looks_allowed else 0


def swap_teams(w):
    """On the day for it, pairs of teams that would fit better crosswise swap their dogs, the best swap first."""
    p = w.p.course
    if p.rematch_d <= 0.0 or is_new_day(w) == 0:
        return
    if int(day_of(w) + 0.5) != int(p.rematch_d + 0.5):
        return
    for _ in range(w.n_agents):
        if swap_best(w) == 0:
            return


def swap_best(w):
    """The swap that gains most in fit, made if it gains enough; 1 where one was made."""
    best = w.p.course.rematch_gain
    first = NOBODY
    second = NOBODY
    for i in range(w.n_agents):
        for j in range(w.n_agents):
            if may_swap(w, i) == 1 and may_swap(w, j) == 1 and w.agents[i].id < w.agents[j].id:
                gain = swap_gain(w, i, j)
                if gain > best or (gain == best and first >= 0 and w.agents[i].id < w.agents[first].id):
                    best = gain
                    first = i
                    second = j
    if first < 0:
        return 0
    one = w.agents[first].partner
    two = w.agents[second].partner
    w.agents[first].partner = two
    w.agents[second].partner = one
    w.agents[one].partner = second
    w.agents[two].partner = first
    w.agents[first].mate = two
    w.agents[second].mate = one
    w.agents[one].mate = second
    w.agents[two].mate = first
    w.tally.n_swaps = w.tally.n_swaps + 1.0
    note(w, SWAPPED, first, second, -1, best)
    return 1


def may_swap(w, i):
    """1 where dog i is in the course with its handler."""
    return 1 if w.agents[i].enrolled == 1 and is_pupil(w, i) == 1 else 0


def swap_gain(w, i, j):
    """What the matches of dogs i and j gain together where they swap handlers."""
    p = w.p.training
    a = w.agents[i]
    b = w.agents[j]
    if a.partner < 0 or b.partner < 0:
        return 0.0
    for_a = w.agents[a.partner].suits
    for_b = w.agents[b.partner].suits
    now = match_quality(a.excites, for_a, p) + match_quality(b.excites, for_b, p)
    return match_quality(a.excites, for_b, p) + match_quality(b.excites, for_a, p) - now


def sum_course(w):
    """Shares, days, means and spread over all dogs that began."""
    t = w.tally
    if t.n_enrolled <= 0.0:
        return
    t.certified_share = t.n_certified / t.n_enrolled
    total = 0.0
    squares = 0.0
    n = 0.0
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.enrolled == 1 or me.certified == 1 or me.dropped == 1:
            n += 1.0
            total += on_lattice(me.skill_task)
            squares += on_lattice(me.skill_task * me.skill_task)
    mean = total / n
    spread = squares / n - mean * mean
    t.skill_mean = mean
    t.skill_sd = sqrt(spread) if spread > 0.0 else 0.0
