"""Bodies: wounds bleed, hands press on them, casualties are carried to care.

Others add wounds by `wound`; what helpers foresee and decide hangs on the blood that is left.
"""

from bondsim.laws.motion import go
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.body import bleeding_harm, bleeding_rate, blood_after, deadly_blood
from bondsim.rules.maths import distance
from bondsim.streams import BLOOD
from bondsim.vocabulary import (
    AID,
    BLED_TO_DEATH,
    CARRY,
    DIED_OF_WOUND,
    FAINTED,
    IN_CARE,
    LIFTED,
    NOBODY,
    PRESSED,
    SET_OFF,
    TRAVEL,
    WOUNDED,
)

NEAR_M = 1e-6  # m, distance at which a place counts as reached


def embody(w, i):
    """Agent i's body at the start: its deadly level, a wound that it may bear."""
    me = w.agents[i]
    me.blood_limit = deadly_blood(luck(w, BLOOD, me.id, 0), w.p.body)
    me.origin_x_m = me.x_m
    me.origin_y_m = me.y_m
    if me.bleed_ml_min > 0.0 and me.present == 1:
        wound(w, i, me.bleed_ml_min)


def wound(w, i, flow_ml_min):
    """Agent i gets a wound more, that bleeds with a flow (mL/min) at full blood volume."""
    me = w.agents[i]
    if me.wounded == 0:
        me.wounded = 1
        me.wounded_s = w.clock.t_s
    if w.p.body.bleeds == 1:
        me.bleed_per_s = me.bleed_per_s + bleeding_rate(flow_ml_min, me.blood_ml_kg, me.mass_kg)
    note(w, WOUNDED, i, NOBODY, -1, flow_ml_min)
    alert_all(w)


def bleed(w):
    """Blood of all who bleed, one step on: they faint, they die. Hands on a wound count for one step."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.bleed_per_s > 0.0 and me.alive == 1 and me.in_care == 0 and me.gone == 0:
            me.blood = blood_after(me.blood, me.bleed_per_s, me.pressed, w.clock.dt_s)
            if me.blood <= me.blood_limit:
                die(w, i)
            elif me.blood < w.p.body.fainted and me.conscious == 1:
                faint(w, i)
        if me.pressed > 0.0 and me.tended == 0:
            me.tended = 1
            waited = w.clock.t_s - me.wounded_s
            w.tally.aid_s = waited if not w.tally.aid_s <= waited else w.tally.aid_s
            note(w, PRESSED, me.presser, i, AID, me.blood)
        me.pressed = 0.0
        me.presser = NOBODY


def faint(w, i):
    """Agent i loses consciousness, and lies."""
    me = w.agents[i]
    me.conscious = 0
    me.down = 1
    me.rises = -1
    note(w, FAINTED, i, NOBODY, -1, me.blood)
    alert_all(w)


def die(w, i):
    """Agent i dies of its wounds: of the blood that it has lost, or in care, of a wound that no care can mend."""
    me = w.agents[i]
    me.alive = 0
    me.conscious = 0
    w.tally.n_bled_to_death = w.tally.n_bled_to_death + 1.0
    note(w, BLED_TO_DEATH if me.in_care == 0 else DIED_OF_WOUND, i, NOBODY, -1, me.blood)
    alert_all(w)


def needs_care(w, j):
    """1 where agent j bleeds, lives and is not in care yet."""
    a = w.agents[j]
    return 1 if a.alive == 1 and a.present == 1 and a.in_care == 0 and a.bleed_per_s > 0.0 else 0


def patient_of(w, i):
    """Place in the cast of the one whom agent i would tend; -1 for none.

    Its partner, else its partner's partner; one who was sent to help also tends the nearest other who cannot run.
    """
    me = w.agents[i]
    if me.partner < 0 or me.knows_partner == 0:
        return NOBODY
    if needs_care(w, me.partner) == 1:
        return me.partner
    other = w.agents[me.partner].partner
    if other >= 0 and other != i and needs_care(w, other) == 1:
        return other
    return NOBODY if ((me.repertoire >> TRAVEL) & 1) == 0 else stranger_of(w, i)


def stranger_of(w, i):
    """Place in the cast of the nearest who bleeds and cannot run, whoever it is; -1 for none."""
    me = w.agents[i]
    best = NOBODY
    nearest = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if j != i and needs_care(w, j) == 1 and (a.down == 1 or a.arrested == 1):
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if best == NOBODY or d < nearest or (d == nearest and a.id < w.agents[best].id):
                best = j
                nearest = d
    return best


def tended_by_another(w, i, j):
    """Share of agent j's flow that others than agent i hold back."""
    best = 0.0
    for k in range(w.n_agents):
        a = w.agents[k]
        if k != i and a.patient == j and a.hands > best:
            best = a.hands
    return best


def is_beside(w, i, j):
    """1 where agent i, on its feet, is within reach of agent j."""
    me = w.agents[i]
    if me.present == 0 or me.alive == 0 or me.down == 1:
        return 0
    other = w.agents[j]
    return 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) <= w.p.body.reach_m else 0


def harm_body(w, i, j):
    """Harm that agent i foresees for agent j from its wounds, if nobody comes to help."""
    if i == j or needs_care(w, j) == 0:
        return 0.0
    a = w.agents[j]
    return bleeding_harm(a.blood, a.bleed_per_s, 0.0, w.p.body.foreseen_s, w.p.body)


def averted_body(w, i, action):
    """Harm that agent i believes to avert from its patient by tending it or by taking it to care.

    A second pair of hands on a wound adds nothing; one who is driven without a hand on the wound bleeds all
    the way; hands alone help as far as care will come. Where others are on their way, to drive at once saves
    only the wait for them.
    """
    j = patient_of(w, i)
    if j < 0:
        return 0.0
    p = w.p.body
    a = w.agents[j]
    others = tended_by_another(w, i, j)
    if action == AID:
        mine = p.pressure * w.agents[i].skill_aid
        held = mine if mine > others else others
        seconds = time_to_care(w, i, j)
        without = bleeding_harm(a.blood, a.bleed_per_s, others, seconds, p)
        return without - bleeding_harm(a.blood, a.bleed_per_s, held, seconds, p)
    has = has_help(w, i, j)
    later = wait_for_help(w, i) + ride(w, i, j) if has == 0 and wait_for_help(w, i) > 0.0 else p.foreseen_s
    left = bleeding_harm(a.blood, a.bleed_per_s, others, later, p)
    on_the_way = p.pressure if others == 0.0 and has == 1 else others
    averted = left - bleeding_harm(a.blood, a.bleed_per_s, on_the_way, ride(w, i, j), p)
    return averted if averted > 0.0 else 0.0


def time_to_care(w, i, j):
    """Time to care for agent j, s, as agent i, who tends it, sees it: somebody drives it, or will, or may come."""
    a = w.agents[j]
    if a.aboard == 1:
        left = a.cared_for_s - w.clock.t_s
        return left if left > 0.0 else 0.0
    if w.p.body.transports == 0:
        return w.p.body.foreseen_s
    if a.lifted_by >= 0:
        return ride(w, a.lifted_by, j)
    if has_help(w, i, j) == 1:
        return ride(w, i, j)
    wait = wait_for_help(w, i)
    return wait + ride(w, i, j) if wait > 0.0 else w.p.body.foreseen_s


def wait_for_help(w, i):
    """Time after which agent i, whose call came through, expects others, s; 0 where it expects none, or no more."""
    wait = w.p.pursuit.backup_s - w.clock.t_s
    return wait if w.agents[i].heard == 1 and wait > 0.0 else 0.0


def ride(w, i, j):
    """Time in which agent i would have agent j in care, s."""
    me = w.agents[i]
    a = w.agents[j]
    way = distance(me.x_m, me.y_m, a.x_m, a.y_m) + distance(a.x_m, a.y_m, me.origin_x_m, me.origin_y_m)
    way += me.car_m
    pace = me.critical_speed_m_s if me.critical_speed_m_s > 0.1 else 0.1
    return way / pace + w.p.body.load_s + w.p.body.drive_s


def has_help(w, i, j):
    """1 where another than agent i, on his feet, is there to tend or carry agent j."""
    for k in range(w.n_agents):
        a = w.agents[k]
        if k != i and k != j and a.present == 1 and a.alive == 1 and a.down == 0 and a.arrested == 0:
            if ((a.repertoire >> CARRY) & 1) == 1 and patient_of(w, k) == j:
                return 1
    return 0


def is_open_body(w, i, action):
    """1 where agent i, on its feet, could tend or carry somebody."""
    j = patient_of(w, i)
    if j < 0:
        return 0
    a = w.agents[j]
    is_driver = 1 if a.aboard == 1 and a.lifted_by == i else 0
    if action == AID:
        return 1 if w.p.body.pressure > 0.0 and is_driver == 0 and a.aboard == w.agents[i].aboard else 0
    return 1 if w.p.body.transports == 1 and (a.lifted_by < 0 or a.lifted_by == i) else 0


def act_body(w, i):
    """Agent i goes to its patient and presses on the wound, or takes it up; `transport` does the rest."""
    me = w.agents[i]
    j = patient_of(w, i)
    me.patient = j
    if j < 0:
        return
    a = w.agents[j]
    if is_beside(w, i, j) == 0:
        go(w, i, a.x_m, a.y_m)
    elif me.action == AID:
        press(w, i, j)


def press(w, i, j):
    """Agent i's hands are on agent j's wound for this step; of several the best count."""
    me = w.agents[i]
    a = w.agents[j]
    held = w.p.body.pressure * me.skill_aid
    if held > a.pressed or (held == a.pressed and a.presser >= 0 and me.id < w.agents[a.presser].id):
        a.pressed = held
        a.presser = i


def transport(w):
    """Casualties are taken up, carried to a car and driven to care; those who press on the wound go along."""
    for i in range(w.n_agents):
        me = w.agents[i]
        me.hands = 0.0
        if me.action == AID and me.patient >= 0 and is_beside(w, i, me.patient) == 1:
            me.hands = w.p.body.pressure * me.skill_aid
    for j in range(w.n_agents):
        if needs_care(w, j) == 1:
            if w.agents[j].aboard == 1:
                drive(w, j)
            else:
                hand_over(w, j)
                if w.agents[j].lifted_by >= 0:
                    bear(w, j)


def hand_over(w, j):
    """Who carries agent j: the one who has it, while he can; else the first by identity who is beside it."""
    a = w.agents[j]
    if a.lifted_by >= 0 and can_carry(w, a.lifted_by, j) == 1:
        return
    a.lifted_by = NOBODY
    a.loaded_s = -1.0
    for k in range(w.n_agents):
        if can_carry(w, k, j) == 1 and is_beside(w, k, j) == 1:
            if a.lifted_by == NOBODY or w.agents[k].id < w.agents[a.lifted_by].id:
                a.lifted_by = k
    if a.lifted_by >= 0:
        note(w, LIFTED, a.lifted_by, j, CARRY, a.blood)
        alert_all(w)


def can_carry(w, k, j):
    """1 where agent k is able and willing to carry agent j."""
    a = w.agents[k]
    return (
        1 if a.action == CARRY and a.patient == j and a.down == 0 and a.alive == 1 and a.present == 1 else 0
    )


def bear(w, j):
    """Agent j is borne one step towards its bearer's car, and laid in it when they are there."""
    a = w.agents[j]
    k = a.lifted_by
    bearer = w.agents[k]
    if distance(bearer.x_m, bearer.y_m, bearer.origin_x_m, bearer.origin_y_m) < NEAR_M:
        if a.loaded_s < 0.0:
            a.loaded_s = w.clock.t_s + w.p.body.load_s
        if w.clock.t_s < a.loaded_s:
            return
        a.aboard = 1
        bearer.aboard = 1
        for i in range(w.n_agents):
            if w.agents[i].action == AID and w.agents[i].patient == j and is_beside(w, i, j) == 1:
                w.agents[i].aboard = 1
        seconds = ride(w, k, j) - w.p.body.load_s
        a.cared_for_s = w.clock.t_s + seconds
        note(w, SET_OFF, k, j, CARRY, seconds)
        return
    go(w, k, bearer.origin_x_m, bearer.origin_y_m)
    load = w.p.body.carry_slows * a.mass_kg / bearer.mass_kg
    kept = 1.0 - load if load < 0.95 else 0.05
    bearer.next_x_m = bearer.x_m + (bearer.next_x_m - bearer.x_m) * kept
    bearer.next_y_m = bearer.y_m + (bearer.next_y_m - bearer.y_m) * kept
    a.next_x_m = bearer.next_x_m
    a.next_y_m = bearer.next_y_m
    for i in range(w.n_agents):
        me = w.agents[i]
        if i != k and me.action == AID and me.patient == j and is_beside(w, i, j) == 1:
            me.next_x_m = bearer.next_x_m
            me.next_y_m = bearer.next_y_m


def drive(w, j):
    """Agent j is on its way by car; at the door care begins, too late for a wound beyond help."""
    a = w.agents[j]
    if w.clock.t_s < a.cared_for_s:
        return
    a.in_care = 1
    a.cared_for_s = w.clock.t_s
    waited = w.clock.t_s - a.wounded_s
    w.tally.care_s = waited if not w.tally.care_s >= waited else w.tally.care_s
    note(w, IN_CARE, j, NOBODY, -1, a.blood)
    alert_all(w)
    if a.beyond_help == 1:
        die(w, j)


def is_on_body(w):
    """1 while somebody bleeds whom somebody on his feet could help, or who may yet die of it."""
    for j in range(w.n_agents):
        if needs_care(w, j) == 1:
            return 1
    return 0
