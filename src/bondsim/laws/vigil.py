"""Contact of the family `care`: people at the side of one who is ill, a dog that stands guard, what is seen there.

All of this is told of the one who is ill and from a snapshot, so that it depends on no order of the cast.
"""

from bondsim.laws.care import sleeper_for
from bondsim.laws.heart import helper_of
from bondsim.laws.motion import go, to_partner
from bondsim.laws.speak import order
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.care import display, p_bite
from bondsim.rules.maths import distance, exp
from bondsim.streams import BITTEN_HAND, HEART, NOTICE, towards
from bondsim.vocabulary import (
    AID,
    ALERT,
    BARKED,
    BITTEN,
    CAME_AWAY,
    CARRY,
    CPR,
    DECLARE,
    DECLARED,
    DOG,
    GUARD,
    HOLD,
    LED_AWAY,
    LEFT,
    MISSED_RETURN,
    NO_ORDER,
    NOBODY,
    RULED,
    SEEN_ALIVE,
    TAKEN,
    WITHDRAW,
)


def abide(w, i):
    """Agent i goes by the rule: observe on, or keep off, while a dog stands guard; a keeper calls the dog off."""
    me = w.agents[i]
    if me.partner < 0 or ((me.repertoire >> CPR) & 1) == 0 or me.asleep == 1:
        return
    other = w.agents[me.partner]
    if other.ill == 0 or other.given_over_s < 0.0 or other.care_over == 1:
        return
    rule = NO_ORDER
    if other.declared_s >= 0.0:
        if other.guarded == 1 and w.p.protocol.keeps_off == 1:
            rule = HOLD
    elif w.clock.t_s - other.given_over_s >= w.p.protocol.observation_s:
        rule = DECLARE
        if other.guarded == 1 and w.p.protocol.heeds_animal == 1:
            rule = AID
    if me.order != rule:
        me.order = rule
        me.aware = 1
        if rule != NO_ORDER and me.may_declare == 1 and other.guarded == 1:
            note(w, RULED, i, me.partner, rule, 0.0)
    if other.declared_s >= 0.0 and other.guarded == 1:
        call_off(w, i)


def call_off(w, i):
    """Agent i, whose orders a dog standing guard knows, tells it now and then to come away."""
    me = w.agents[i]
    passed = w.clock.t_s - w.agents[me.partner].declared_s
    before = passed - w.clock.dt_s
    every = w.p.protocol.call_off_s
    if before > 0.0 and int(passed / every) == int(before / every):
        return
    if every >= 36000.0:
        return
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.superior == i and a.partner == me.partner and a.action == GUARD and a.led_away == 0:
            w.tally.n_calls_off = w.tally.n_calls_off + 1.0
            order(w, i, k, WITHDRAW)


def tend(w, i):
    """Agent i goes to the one it looks after, or, a dog, to the one it would wake, and makes itself heard."""
    me = w.agents[i]
    me.bursts = 0
    if me.partner < 0 or w.agents[me.partner].ill == 0 or me.down == 1:
        return
    if me.action == AID or me.action == CPR or me.action == DECLARE or me.action == CARRY:
        to_partner(w, i, w.p.drag.grip_m)
    elif me.action == ALERT:
        k = sleeper_for(w, i)
        if k < 0:
            return
        other = w.agents[k]
        left = distance(me.x_m, me.y_m, other.x_m, other.y_m)
        if left > w.p.waking.reach_m + 0.01:
            share = (left - w.p.waking.reach_m) / left
            go(w, i, me.x_m + (other.x_m - me.x_m) * share, me.y_m + (other.y_m - me.y_m) * share)
        elif w.clock.t_s >= me.next_burst_s:
            burst(w, i, k)


def burst(w, i, k):
    """Agent i barks and scratches at the door of agent k."""
    me = w.agents[i]
    me.bursts = 1
    me.next_burst_s = w.clock.t_s + w.p.waking.burst_s
    w.tally.n_bursts = w.tally.n_bursts + 1.0
    ill = w.agents[me.partner]
    if w.clock.t_s >= ill.fit_starts_s and not w.tally.alert_s >= 0.0:
        w.tally.alert_s = w.clock.t_s - ill.fit_starts_s
    note(w, BARKED, i, k, ALERT, distance(me.x_m, me.y_m, w.agents[k].x_m, w.agents[k].y_m))


def keep_vigil(w, i):
    """What happens at the side of agent i once resuscitation has stopped: seen alive, given up, guarded, taken away."""
    me = w.agents[i]
    if me.ill == 0 or me.care_over == 1 or me.given_over_s < 0.0:
        return
    be_guarded(w, i)
    if me.rhythm == 0:
        be_noticed(w, i)
    if me.care_over == 0 and me.declared_s < 0.0:
        be_declared(w, i)
    elif me.care_over == 0:
        be_taken(w, i)
    if me.care_over == 0 and me.declared_s >= 0.0 and (me.taken == 1 or is_deserted(w, i) == 1):
        be_lost(w, i)


def guard_of(w, j):
    """Place of a dog that stands guard over agent j, -1 for none; of several the one of lowest identity."""
    other = w.agents[j]
    best = NOBODY
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.partner == j and a.role == DOG and a.action == GUARD and a.led_away == 0:
            if a.present == 1 and a.alive == 1:
                if distance(other.x_m, other.y_m, a.x_m, a.y_m) <= w.p.vigil.near_m:
                    if best == NOBODY or a.id < w.agents[best].id:
                        best = k
    return best


def be_guarded(w, i):
    """Dogs at agent i's side stand guard, obey an order to come away, or are led away when their time is up."""
    me = w.agents[i]
    t = w.clock.t_s
    guarded = 0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == i and a.role == DOG and a.led_away == 0 and a.present == 1 and a.alive == 1:
            if t - me.given_over_s >= w.p.protocol.removal_s:
                a.led_away = 1
                note(w, LED_AWAY, j, i, -1, t - me.given_over_s)
            elif a.order == WITHDRAW and a.action == WITHDRAW:
                a.led_away = 1
                note(w, CAME_AWAY, j, i, -1, t - me.given_over_s)
            elif a.action == GUARD:
                if a.order == WITHDRAW:
                    a.order = NO_ORDER
                if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.vigil.near_m:
                    guarded = 1
                    a.guarded_s = t - me.given_over_s
                    w.tally.guarded_s = a.guarded_s
            if a.led_away == 1:
                a.aware = 1
                a.order = NO_ORDER
    me.shown = 0.0
    me.bite_risk = 0.0
    dog = guard_of(w, i)
    if dog >= 0:
        a = w.agents[dog]
        me.shown = display(w.relations[dog, i].bond, a.partner_distress)
        me.bite_risk = p_bite(me.shown, a.boldness, w.p.vigil)
    if guarded != me.guarded:
        me.guarded = guarded
        alert_all(w)


def watches(w, i, j):
    """1 where agent j is at the side of agent i and looks: by a rule, or kept there by a dog."""
    a = w.agents[j]
    looks = 1 if a.action == AID or a.action == HOLD or a.action == DECLARE else 0
    if looks == 0 or a.partner != i or a.present == 0 or a.alive == 0:
        return 0
    return 1 if distance(w.agents[i].x_m, w.agents[i].y_m, a.x_m, a.y_m) <= w.p.vigil.near_m else 0


def be_noticed(w, i):
    """Agent i's heart is back: a monitor shows it at once; after that somebody at his side must notice."""
    me = w.agents[i]
    p = 1.0 if me.declared_s < 0.0 else 1.0 - exp(-w.p.vigil.notice_rate * w.clock.dt_s)
    by = NOBODY
    for j in range(w.n_agents):
        if (
            watches(w, i, j) == 1
            and luck(w, towards(NOTICE, w.agents[i].id), w.agents[j].id, w.clock.step) < p
        ):
            if by == NOBODY or w.agents[j].id < w.agents[by].id:
                by = j
    if by >= 0:
        be_seen(w, i, by)


def be_seen(w, i, by):
    """Agent i was seen to live; what becomes of him is luck, and never better than before."""
    me = w.agents[i]
    t = w.clock.t_s
    h = w.p.heart
    me.rhythm = 0
    me.seen_alive = 1
    me.care_over = 1
    w.tally.return_seen = 1.0
    w.tally.return_s = t - me.given_over_s
    w.tally.observed_s = t - me.given_over_s
    u = luck(w, HEART, me.id, 7)
    grade = 0.0
    if u < h.p_full:
        grade = 2.0
    elif u < h.p_full + h.p_impaired:
        grade = 1.0
        me.wear = me.wear + (1.0 - me.wear) * h.impairment
    w.tally.grade = grade
    w.tally.survived = 1.0 if grade > 0.0 else 0.0
    note(w, SEEN_ALIVE, by, i, -1, (t - me.given_over_s) / 60.0)
    if grade == 0.0:
        me.alive = 0
    alert_all(w)


def be_declared(w, i):
    """Agent i is given up by one who may; a last check may find a pulse that nobody had felt."""
    me = w.agents[i]
    by = helper_of(w, i, DECLARE, 0)
    if by < 0:
        return
    if me.weak_pulse == 1 and luck(w, HEART, me.id, 8) < w.p.protocol.check_sensitivity:
        be_seen(w, i, by)
        return
    me.declared_s = w.clock.t_s
    w.tally.declared_s = w.clock.t_s - me.given_over_s
    note(w, DECLARED, by, i, -1, (w.clock.t_s - me.given_over_s) / 60.0)
    alert_all(w)


def be_taken(w, i):
    """People come for agent i, or leave; a dog standing guard may bite those who take him away."""
    me = w.agents[i]
    dog = guard_of(w, i)
    by = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner != i or a.present == 0 or a.alive == 0 or a.role == DOG:
            continue
        if a.action == WITHDRAW:
            a.present = 0
            a.gone = 1
            w.tally.n_left = w.tally.n_left + 1.0
            note(w, LEFT, j, i, -1, (w.clock.t_s - me.given_over_s) / 60.0)
        elif a.action == CARRY and a.tried_step != a.ends:
            if distance(me.x_m, me.y_m, a.x_m, a.y_m) <= w.p.vigil.near_m:
                a.tried_step = a.ends
                if dog >= 0 and is_bitten(w, i, j, dog) == 1:
                    a.bitten = 1
                    a.aware = 1
                elif by == NOBODY or a.id < w.agents[by].id:
                    by = j
    if by >= 0:
        me.taken = 1
        note(w, TAKEN, by, i, CARRY, (w.clock.t_s - me.given_over_s) / 60.0)


def is_bitten(w, i, j, dog):
    """1 where the dog that stands guard over agent i bites agent j, who has come to take him away."""
    a = w.agents[j]
    p = w.agents[i].bite_risk
    if luck(w, towards(BITTEN_HAND, w.agents[dog].id), a.id, w.clock.step) >= p:
        return 0
    a.wear = a.wear + (1.0 - a.wear) * w.p.vigil.bite_wear
    w.tally.n_bites = w.tally.n_bites + 1.0
    note(w, BITTEN, dog, j, -1, p)
    return 1


def is_deserted(w, i):
    """1 where nobody who could help is left on the map for agent i."""
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.partner == i and a.present == 1 and a.alive == 1 and ((a.repertoire >> CPR) & 1) == 1:
            return 0
    return 1


def be_lost(w, i):
    """Nobody watches agent i any more; if the heart returns now, or has, it stops again unseen."""
    me = w.agents[i]
    me.care_over = 1
    w.tally.observed_s = w.clock.t_s - me.given_over_s
    w.tally.survived = 0.0
    w.tally.grade = 0.0
    if me.returns_s >= 0.0:
        w.tally.missed = 1.0
        note(w, MISSED_RETURN, i, NOBODY, -1, (me.returns_s - w.clock.t_s) / 60.0)
    me.alive = 0
