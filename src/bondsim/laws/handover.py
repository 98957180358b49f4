"""A dog whose handler is away: with whom it lives, whether it follows the new one, visits, and the reunion."""

from bondsim.laws.calendar import days, is_new_day, whole_days
from bondsim.laws.ties import experience
from bondsim.laws.world import luck, note
from bondsim.rules.choose import temperature
from bondsim.rules.handover import (
    accepted_after_visit,
    expectation_at_meeting,
    greeting,
    p_refuse,
    shared_after,
    utility_of_going,
    utility_of_staying,
    welfare_lost,
    work_accuracy,
)
from bondsim.rules.kennel import smoothed
from bondsim.rules.learn import experience_weight
from bondsim.rules.sense import criterion, evidence_after, evidence_gain, evidence_kept, p_detect
from bondsim.streams import LEASH, MEETING, ORDERS, towards
from bondsim.vocabulary import CAME_HOME, FORCED, HANDED_OVER, MOVED, REFUSED, VISITED

WITH_PARTNER = 0
WITH_NEW = 1
NEUTRAL = 2
FIRST_D = 30.0  # days that count as the first
AFTER_D = (
    7.0  # days after a visit at which its effect is read: distress is then back, the relief of the day gone
)
ACCEPTED_AT = 0.25  # share of refusals at which it counts as won over
MEETING_S = 600  # seconds after which it comes up whether it has recognised him or not


def enter_handover(w, i):
    """Agent i at the start: a dog that is given to a superior who is not its partner."""
    me = w.agents[i]
    if is_handed(w, i) == 0:
        return
    p = w.p.handover
    me.handed = 1
    me.has_case = 1
    me.shared = p.share_kept
    me.refusing = 0.0
    if p.assigns == 1:
        me.place = WITH_NEW
        note(w, HANDED_OVER, i, me.superior, -1, 0.0)
    else:
        me.place = NEUTRAL
        note(w, MOVED, i, me.partner, -1, 0.0)


def is_handed(w, i):
    """1 where agent i has a partner and another superior who may become its handler."""
    me = w.agents[i]
    return (
        1
        if me.partner >= 0 and me.superior >= 0 and me.superior != me.partner and me.ages_like_dog == 1
        else 0
    )


def part_company(w, i):
    """Agent i's day: where it lives, who is with it, whether its old handler visits."""
    me = w.agents[i]
    if me.handed == 0:
        return
    p = w.p.handover
    c = w.clock
    if is_new_day(w) == 1:
        me.in_public = 0
    if me.place == WITH_NEW and me.neutral_due >= 0 and c.step >= me.neutral_due:
        me.place = NEUTRAL
        note(w, MOVED, i, me.partner, -1, 0.0)
    if me.place != WITH_PARTNER and is_free_again(w) == 1 and me.home_due >= 0 and c.step >= me.home_due:
        come_home(w, i)
    me.in_service = 1 if me.place == WITH_NEW else 0
    if me.place == WITH_PARTNER:
        return
    share = p.hours_new / 24.0 if me.place == WITH_NEW else 0.0
    meet_for(w, i, me.partner, 0.0, 0.0)
    meet_for(w, i, me.superior, share, p.response_new)
    if is_visit(w, i) == 1:
        meet_for(w, i, me.partner, p.visit_h / 24.0, w.agents[me.partner].responsive)
        if is_new_day(w) == 1:
            receive_visit(w, i)


def is_free_again(w):
    """1 once the old handler is back."""
    return 1 if w.clock.step * days(w) >= w.p.handover.absent_d else 0


def meet_for(w, i, j, share, response):
    """Agents i and j are together for a share of the day."""
    w.relations[i, j].contact = share
    w.relations[i, j].response = response
    w.relations[j, i].contact = share
    w.relations[j, i].response = w.agents[i].responsive


def is_visit(w, i):
    """1 on a day on which the old handler may see agent i."""
    me = w.agents[i]
    p = w.p.handover
    c = w.clock
    dt = days(w)
    if is_new_day(w) == 0:
        return 1 if me.visited >= 0 and whole_days(w, c.step - me.visited) == 0 else 0
    if p.first_visit_d >= 0.0 and me.visited < 0 and c.step * dt >= p.first_visit_d:
        return 1
    if me.visit_due < 0 or c.step < me.visit_due:
        return 0
    if me.visited < me.visit_due:
        return 1
    return 1 if p.visit_every_d > 0.0 and (c.step - me.visited) * dt >= p.visit_every_d else 0


def receive_visit(w, i):
    """Agent i has seen its old handler: what it had accepted is partly undone."""
    me = w.agents[i]
    r = w.relations[i, me.partner]
    if me.visited < 0:
        w.tally.refusal_before = me.p_refuse
    me.visited = w.clock.step
    me.in_public = 1
    r.accepted = accepted_after_visit(r.accepted, r.response, w.p.handover)
    w.tally.n_visits = w.tally.n_visits + 1.0
    note(w, VISITED, me.partner, i, -1, r.accepted)


def order_dog(w, i):
    """The new handler orders agent i to come and work, some times a day; each order is decided anew.

    What it did with the orders of the morning stands for the whole day.
    """
    me = w.agents[i]
    if me.handed == 0:
        return
    if is_new_day(w) == 1 or me.place != WITH_NEW:
        me.complied = 0.0
        me.forced = 0.0
    me.working = 0.0
    if me.place == WITH_PARTNER or (is_free_again(w) == 1 and me.place == NEUTRAL):
        return
    p = w.p.handover
    dt = days(w)
    me.p_refuse = chance_of_refusal(w, i)
    me.accuracy = work_accuracy(w.relations[i, me.superior].bond, w.relations[i, me.partner].distress, p)
    if me.visited >= 0 and not w.tally.refusal_after >= 0.0:
        if (w.clock.step - me.visited) * dt >= AFTER_D:
            w.tally.refusal_after = me.p_refuse
    if me.place == WITH_NEW and is_new_day(w) == 1:
        give_orders(w, i, int(p.orders_a_day + luck(w, ORDERS, me.id, 64 * w.clock.step + 63)))
    t = w.tally
    me.working = (me.complied + me.forced) * me.accuracy
    t.readiness_lost_d = t.readiness_lost_d + (1.0 - me.working) * dt
    if me.complied + me.forced > 0.0:
        t.worked_d = t.worked_d + dt
        t.accuracy_sum = t.accuracy_sum + me.accuracy * dt
        t.accuracy_mean = t.accuracy_sum / t.worked_d


def chance_of_refusal(w, i):
    """Probability that agent i refuses an order of its new handler today."""
    me = w.agents[i]
    old = w.relations[i, me.partner]
    new = w.relations[i, me.superior]
    staying = utility_of_staying(me.w_seek * me.seeks, old.bond, old.accepted, old.distress, 0)
    going = utility_of_going(
        me.w_command, new.trust, me.skill_obey, me.shared, me.w_seek * me.seeks, new.bond
    )
    return p_refuse(staying, going, temperature(me.arousal, me.arousal_best, w.p.choice))


def give_orders(w, i, n):
    """Agent i follows or refuses n orders; some refusals are overridden, and it learns what the new handler is like."""
    me = w.agents[i]
    p = w.p.handover
    t = w.tally
    refused = 0.0
    forced = 0.0
    for k in range(n):
        if luck(w, ORDERS, me.id, 64 * w.clock.step + k) < me.p_refuse:
            refused += 1.0
            if luck(w, LEASH, me.id, 64 * w.clock.step + k) < p.force:
                forced += 1.0
    if n == 0:
        return
    me.complied = (n - refused) / n
    me.forced = forced / n
    me.in_public = 1 if refused > 0.0 or me.in_public == 1 else 0
    t.n_orders = t.n_orders + n
    t.n_refused = t.n_refused + refused
    t.n_forced = t.n_forced + forced
    t.refused_share = t.n_refused / t.n_orders
    if w.clock.step * days(w) < FIRST_D:
        t.refused_first = t.refused_share
    if refused > 0.0:
        note(w, REFUSED, i, me.superior, -1, refused / n)
    if forced > 0.0:
        note(w, FORCED, me.superior, i, -1, me.forced)
        experience(w, i, me.superior, 0.0, experience_weight(me.arousal) * me.forced)
    if me.complied > 0.0:
        experience(w, i, me.superior, 1.0, experience_weight(me.arousal) * me.complied)


def take_stock(w, i):
    """What the day was to agent i, and what is reported of it."""
    me = w.agents[i]
    if me.handed == 0:
        return
    p = w.p.handover
    t = w.tally
    dt = days(w)
    if me.place == WITH_NEW:
        me.shared = shared_after(me.shared, me.complied, dt, p)
        now = 1.0 - me.complied
        me.refusing = smoothed(me.refusing, now, dt, p.habit_d)
        t.new_d = t.new_d + dt
        late = w.clock.step * dt >= p.habit_d
        if me.refusing <= ACCEPTED_AT and late and not t.accept_d >= 0.0:
            t.accept_d = w.clock.step * dt
    kennelled = 1 if me.place == NEUTRAL else 0
    t.lives_home = 1.0 if me.place == WITH_PARTNER else 0.0
    t.lives_new = 1.0 if me.place == WITH_NEW else 0.0
    t.lives_neutral = 1.0 * kennelled
    if kennelled == 1:
        t.neutral_days = t.neutral_days + dt
    grief = w.relations[i, me.partner].distress
    me.welfare_lost = welfare_lost(grief, me.stress, me.forced, kennelled, p)
    me.suffering = me.welfare_lost
    t.welfare_lost_d = t.welfare_lost_d + me.welfare_lost * dt
    t.distress_d = t.distress_d + grief * dt


def come_home(w, i):
    """Agent i is fetched by its old handler: it looks until it is sure, and greets him."""
    me = w.agents[i]
    r = w.relations[i, me.partner]
    t = w.tally
    dt = days(w)
    since = w.clock.step if me.visited < 0 else w.clock.step - me.visited
    t.hesitation_s = recognise(w, i)
    t.greeting = greeting(24.0 * dt * since, r.bond, r.accepted, w.p.handover)
    t.reunion_d = w.clock.step * dt
    me.place = WITH_PARTNER
    me.has_case = 0
    note(w, CAME_HOME, i, me.partner, -1, t.hesitation_s)


def recognise(w, i):
    """Seconds until agent i is sure that the one who comes is its partner."""
    me = w.agents[i]
    other = w.agents[me.partner]
    r = w.relations[i, me.partner]
    p = w.p.sense
    evidence = expectation_at_meeting(r.accepted, p.floor, p.notice)
    hit = p_detect(w.p.handover.meeting_sd, criterion(r.bond, 1, p), 1.0)
    gain = evidence_gain(1, 1.0, p)
    loss = evidence_gain(0, 1.0, p)
    kept = evidence_kept(1.0, p)
    second = 0
    while evidence < p.notice and second < MEETING_S:
        found = luck(w, towards(MEETING, other.id), me.id, second) < hit
        evidence = evidence_after(evidence, kept, gain if found else loss, p)
        second = second + 1
    return 1.0 * second
