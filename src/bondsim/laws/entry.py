"""When to go into a house with hostages, and what comes of it: the order, the entry, the one inside."""

from bondsim.laws.learn import revise_trust
from bondsim.laws.rooms import likeliest, posterior, sought
from bondsim.laws.settle import arrest
from bondsim.laws.speak import order
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.maths import distance
from bondsim.rules.rooms import (
    believed_false,
    believed_hit,
    chance_below,
    escalation_rate,
    goes_in,
    harm_of_each,
    harm_of_entry,
    p_within,
    weight_after,
)
from bondsim.streams import ENTRY, ESCALATION
from bondsim.vocabulary import (
    ENTER,
    ENTERED,
    GAVE_UP,
    GUARD,
    HOSTAGE_HARMED,
    KIND_ROOM,
    LOOK,
    NO_ORDER,
    NOBODY,
    SENT_IN,
    TURNED_ON,
)


def wait_indoors(w):
    """The one inside may turn on the hostages, the sooner once he knows that he is watched; late he gives up."""
    c = w.clock
    i = sought(w)
    if c.searched == 1 or i < 0:
        return
    he = w.agents[i]
    if c.t_s >= w.p.rooms.siege_s and c.escalated == 0:
        c.searched = 1
        w.tally.gave_up = 1.0
        note(w, GAVE_UP, i, NOBODY, -1, c.t_s)
        arrest(w, i, NOBODY)
        return
    if c.escalated == 0:
        rate = escalation_rate(c.t_s, c.alerted, w.p.rooms)
        if luck(w, ESCALATION, he.id, c.step) < p_within(rate, c.dt_s):
            c.escalated = 1
            c.alerted = 1
            w.tally.escalated = 1.0
            note(w, TURNED_ON, i, NOBODY, -1, rate)
            harm_hostages(w, i, w.p.rooms.escalation_harm, 0)
            alert_all(w)


def harm_hostages(w, i, harm, occasion):
    """Each hostage of agent i may be harmed; `harm` is the chance that any of them is."""
    each = harm_of_each(harm, int(w.tally.n_hostages))
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.indoors == 1 and a.superior == i and a.present == 1 and a.harmed == 0:
            if luck(w, ENTRY, a.id, occasion) < each:
                a.harmed = 1
                w.tally.n_harmed = w.tally.n_harmed + 1.0
                w.tally.harmed = 1.0
                note(w, HOSTAGE_HARMED, i, j, -1, each)


def command_search(w, i):
    """A handler sends his dog to search, or searches himself; one who leads a team decides when to go in."""
    me = w.agents[i]
    if w.clock.searched == 1:
        return
    is_sent = 1 if w.tally.ordered_s < w.clock.t_s else 0  # a step after the order, whoever stands first
    if me.leads == 1 and w.clock.entering == 0:
        weigh_entry(w, i)
    elif me.leads == 0 and ((me.repertoire >> LOOK) & 1) == 1 and me.partner >= 0:
        other = w.agents[me.partner]
        if other.superior == i and other.present == 1 and other.alive == 1:
            task = GUARD if is_sent == 1 else LOOK
            if other.order != task:
                order(w, i, me.partner, task)
        elif other.superior == i:
            me.order = NO_ORDER if is_sent == 1 else LOOK


def searcher_of(w, i):
    """Place in the cast of the one who searches for agent i, its superior's dog or else the superior."""
    chief = w.agents[w.agents[i].superior]
    if chief.partner >= 0:
        dog = w.agents[chief.partner]
        if dog.superior == w.agents[i].superior and dog.present == 1 and dog.alive == 1:
            return chief.partner
    return w.agents[i].superior


def share_believed(w, i):
    """Share of the evidence of a look that reaches agent i, who leads: its trust, the handler's, and his reading."""
    me = w.agents[i]
    by = searcher_of(w, i)
    share = w.relations[i, me.superior].trust
    if by != me.superior:
        share = share * w.relations[me.superior, by].trust * w.agents[me.superior].reading
    return share


def weigh_entry(w, i):
    """Agent i, who leads, goes in when it is sure, when time costs more than it tells, or when it must."""
    me = w.agents[i]
    if me.weighed == w.tally.n_looks and w.clock.escalated == 0:
        return
    me.weighed = w.tally.n_looks
    best = likeliest(w, i)
    if best < 0 or sought(w) < 0:
        return
    sure = posterior(w, i, best)
    if w.clock.escalated == 1:
        send_in(w, i, best, sure)
        return
    gain = gain_of_round(w, i, sure) if w.p.rooms.weighs_time == 1 else 0.0
    if goes_in(sure, gain, w.tally.n_looks, w.clock.t_s, w.p.rooms) == 1:
        send_in(w, i, best, sure)


def gain_of_round(w, i, sure):
    """By how much agent i expects one more look at every room to raise its largest posterior.

    Exact: the sum over rooms and outcomes of the weight that a room then has, times the chance that all
    others stay below it.
    """
    by = w.agents[searcher_of(w, i)]
    share = share_believed(w, i)
    hit = believed_hit(by.p_hit, by.p_false, share)
    false = believed_false(by.p_hit, by.p_false, share)
    after = 0.0
    for k in range(w.n_hazards):
        if w.hazards[k].kind == KIND_ROOM:
            held = posterior(w, i, k)
            for says in range(2):
                weight = weight_after(held, says, hit, false)
                p = false if says == 1 else 1.0 - false
                for j in range(w.n_hazards):
                    if j != k and w.hazards[j].kind == KIND_ROOM:
                        p *= chance_below(weight, 1 if j < k else 0, posterior(w, i, j), hit, false)
                after += weight * p
    return after - sure if after > sure else 0.0


def send_in(w, i, room, sure):
    """Agent i, who leads, orders its team into a room, and goes along."""
    c = w.clock
    c.entering = 1
    w.tally.sure = sure
    w.tally.ordered_s = c.t_s
    note(w, SENT_IN, i, w.n_agents + room, ENTER, sure)
    for j in range(w.n_agents):
        a = w.agents[j]
        if (j == i or a.superior == i) and ((a.repertoire >> ENTER) & 1) == 1:
            a.at_room = room
            a.order = ENTER
            a.aware = 1


def storm(w, i):
    """Agent i, who leads, is in the room with its team: the right one or not, it is over."""
    me = w.agents[i]
    c = w.clock
    if me.leads == 0 or me.action != ENTER or c.searched == 1 or me.at_room < 0:
        return
    h = w.hazards[me.at_room]
    target = sought(w)
    if target < 0 or distance(me.x_m, me.y_m, h.x_m, h.y_m) > w.p.rooms.reach_m:
        return
    right = 1.0 if w.agents[target].room == me.at_room else 0.0
    c.searched = 1
    w.tally.entered_s = c.t_s
    w.tally.right_room = right
    note(w, ENTERED, i, w.n_agents + me.at_room, -1, right)
    harm_hostages(w, target, harm_of_entry(right, c.alerted, w.p.rooms), 1)
    arrest(w, target, i)


def review(w, i):
    """At the end the handler learns what the search was worth; the room that the team held likeliest is noted."""
    if w.clock.stop == 0:
        return
    target = sought(w)
    if w.agents[i].leads == 1 and target >= 0:
        w.tally.named_right = 1.0 if w.agents[target].room == likeliest(w, i) else 0.0
    me = w.agents[i]
    if w.tally.right_room >= 0.0 and w.tally.n_looks > 0.0 and me.partner >= 0:
        other = w.agents[me.partner]
        if other.superior == i and other.present == 1 and other.alive == 1 and other.looks > 0.0:
            revise_trust(w, i, w.tally.right_room, 1.0)
