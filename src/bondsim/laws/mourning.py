"""Mourning over days: the swing of well-being, support, meaning; sorrow in a unit; memory; another dog.

What each of a unit takes up is worked out for all (`hear_sorrow`) before anybody's changes (`carry`), and sums
are on a lattice, so that nothing depends on the order of the cast.
"""

from bondsim.laws.ageing import IN_SERVICE, NOT_YET, OF_AGE_OR_ILLNESS, die, join_service
from bondsim.laws.calendar import days, whole_days
from bondsim.laws.feeling import luck_of_pair
from bondsim.laws.world import luck, note
from bondsim.rules.feeling import grief_at_start, taken_up
from bondsim.rules.maths import clamp, on_lattice
from bondsim.rules.mourning import (
    attention_of_day,
    blow,
    closeness_of,
    donations_of_day,
    meaning_after,
    memorial_after,
    p_takes_dog,
    response_in_grief,
    sorrow_after,
    sorrow_share,
    support_felt,
    wellbeing_after,
    wellbeing_level,
    wellbeing_rate_after,
)
from bondsim.rules.strain import stress_after
from bondsim.streams import SECOND_DOG, SORROW, towards
from bondsim.vocabulary import CAME_TO, DECLINED, DOG, HANDLER, LOST, NOBODY, PASSED_AWAY, RECOVERED_SPIRIT

WELL = -0.1  # well-being above which one counts as back
MONTH_D = 30.0


def enter_mourning(w, i):
    """Agent i at the start: one that comes later is not there yet; members of a unit have ties to each other."""
    me = w.agents[i]
    if me.waits == 1:
        me.present = 0
    if me.openness_unit > 0.0:
        for j in range(w.n_agents):
            a = w.agents[j]
            if j != i and (a.openness_unit > 0.0 or a.mourns == 1):
                closeness = closeness_of(luck_of_pair(w, me.id, a.id), w.p.mourning)
                w.relations[i, j].closeness = closeness
                w.relations[j, i].closeness = closeness
    me.offer_d = w.p.second_dog.day


def pass_away(w, i):
    """Agent i dies on the day that the scenario sets."""
    me = w.agents[i]
    if me.alive == 1 and me.dies_on_d >= 0.0 and w.clock.step * days(w) >= me.dies_on_d:
        note(w, PASSED_AWAY, i, NOBODY, -1, me.dies_on_d)
        if w.clock.has_ageing == 1 and me.role == DOG:
            die(w, i, OF_AGE_OR_ILLNESS)
        me.alive = 0


def lose(w, i):
    """Agent i, who mourns, may have lost its partner or the one that it lives with now."""
    me = w.agents[i]
    if me.mourns == 0 or me.alive == 0:
        return
    if me.partner >= 0:
        mourn_for(w, i, me.partner)
    if me.mate >= 0 and me.mate != me.partner:
        mourn_for(w, i, me.mate)


def mourn_for(w, i, j):
    """Agent i has lost agent j, if j is dead and was not mourned yet: the blow, a rite, the news."""
    me = w.agents[i]
    r = w.relations[i, j]
    if r.mourned == 1 or w.agents[j].alive == 1 or w.agents[j].present == 0:
        return
    p = w.p.mourning
    r.mourned = 1
    me.lost = j
    me.loss_d = 0.0
    me.up_d = -1.0
    me.up_run_d = 0.0
    me.wellbeing_rate = me.wellbeing_rate + blow(r.bond, p)
    me.meaning = me.meaning + p.ritual * (1.0 - me.meaning)
    if p.ritual > 0.0:
        r.accepted = r.accepted + p.ritual_heals * (1.0 - r.accepted)
    w.clock.news = w.clock.step
    note(w, LOST, i, j, -1, r.bond)
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.openness_unit > 0.0 and k != i:
            own = grief_at_start(a.knew, luck(w, towards(SORROW, w.agents[j].id), a.id, w.clock.step))
            a.sadness = a.sadness + own * (1.0 - a.sadness)


def answer(w, i):
    """Agent i, in grief, answers a dog less, and so does the dog."""
    me = w.agents[i]
    if me.mourns == 0 or me.lost < 0 or me.alive == 0:
        return
    share = response_in_grief(w.relations[i, me.lost].distress, w.p.mourning)
    if me.mate >= 0 and me.mate != me.lost:
        w.relations[me.mate, i].response = w.relations[me.mate, i].response * share
        w.relations[i, me.mate].response = w.relations[i, me.mate].response * share


def hear_sorrow(w, i):
    """Agent i, of a unit, takes up what the others feel, over the ties between them."""
    me = w.agents[i]
    if me.openness_unit <= 0.0 or me.alive == 0:
        return
    strength = 0.0
    received = 0.0
    n = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        tie = w.relations[i, j].closeness
        if tie > 0.0 and a.alive == 1:
            felt = a.sadness
            if a.mourns == 1:
                felt = clamp(a.distress_load, 0.0, 1.0)
            n += 1.0
            strength += on_lattice(tie)
            received += on_lattice(tie * felt)
    p = w.p.mourning
    dt = days(w)
    sorrow = me.sadness
    if strength > 0.0:
        share = sorrow_share(strength / n, me.openness_unit, dt, p)
        sorrow = sorrow + share * (taken_up(sorrow, received / strength, p) - sorrow)
    me.next_sadness = clamp(sorrow_after(sorrow, 0.0, dt, p), 0.0, 1.0)


def carry(w, i):
    """Agent i after the day: sorrow of the unit, or well-being and meaning of one who mourns."""
    me = w.agents[i]
    if me.alive == 0:
        return
    dt = days(w)
    if me.openness_unit > 0.0:
        me.sadness = me.next_sadness
        if me.sadness > me.sadness_max:
            me.sadness_max = me.sadness
        if me.strained == 0:
            me.stress = stress_after(me.stress, w.p.mourning.stress_rate * me.sadness, 0.0, dt, w.p.strain)
    if me.mourns == 1:
        swing(w, i, dt)


def swing(w, i, dt):
    """Agent i's well-being swings about the level that grief, support and meaning set."""
    me = w.agents[i]
    p = w.p.mourning
    source = p.teaching_rate * me.teaches
    if me.lost >= 0:
        me.loss_d = me.loss_d + dt
        source += p.memorial_rate * w.tally.memorial
        if me.mate != me.lost and w.agents[me.mate].alive == 1:
            source += p.new_dog_rate * w.relations[i, me.mate].bond
    me.meaning = meaning_after(me.meaning, source, dt, p)
    grief = w.relations[i, me.lost].distress if me.lost >= 0 else 0.0
    level = wellbeing_level(grief, support_felt(me.support, p), me.meaning, p)
    before = me.wellbeing
    me.wellbeing = wellbeing_after(before, me.wellbeing_rate, level, dt, p)
    me.wellbeing_rate = wellbeing_rate_after(before, me.wellbeing_rate, level, dt, p)
    if me.lost < 0:
        return
    me.distress_d = me.distress_d + grief * dt
    if grief > me.distress_max:
        me.distress_max = grief
    if me.wellbeing < 0.0:
        me.below_d = me.below_d - me.wellbeing * dt
    me.up_run_d = me.up_run_d + dt if me.wellbeing > WELL else 0.0
    if me.up_d < 0.0 and me.up_run_d >= MONTH_D:
        me.up_d = me.loss_d - me.up_run_d
        note(w, RECOVERED_SPIRIT, i, NOBODY, -1, me.up_d)


def has_dog(w, i):
    """1 where the partner of agent i, a handler, is with him and at work."""
    me = w.agents[i]
    if me.mate < 0:
        return 0
    dog = w.agents[me.mate]
    if dog.alive == 0 or dog.present == 0:
        return 0
    return 1 if w.clock.has_ageing == 0 or dog.standing == IN_SERVICE else 0


def offer_dog(w, i):
    """Agent i, a handler without a dog, is offered another after a while, or assigned it."""
    me = w.agents[i]
    if me.role != HANDLER or me.alive == 0 or me.present == 0:
        return
    if has_dog(w, i) == 1:
        me.alone_d = 0.0
        return
    if me.alone_d >= me.offer_d:
        new = one_who_waits(w, i)
        if new >= 0:
            decide_on_dog(w, i, new)
    me.alone_d = me.alone_d + days(w)


def one_who_waits(w, i):
    """Place in the cast of the dog that waits for agent i, -1 for none; of several that of the smallest identity."""
    best = NOBODY
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.waits == 1 and a.partner == i and a.present == 0 and a.alive == 1 and a.role == DOG:
            if best < 0 or a.id < w.agents[best].id:
                best = j
    return best


def decide_on_dog(w, i, new):
    """Agent i takes the dog that he is offered, or declines and is asked again later."""
    me = w.agents[i]
    p = w.p.second_dog
    grief = w.relations[i, me.lost].distress if me.lost >= 0 else 0.0
    chance = 1.0 if p.must == 1 else p_takes_dog(me.wellbeing, grief, me.meaning, w.p.mourning)
    if luck(w, SECOND_DOG, me.id, w.clock.step) >= chance:
        me.offer_d = me.offer_d + p.again_d
        w.tally.declined = w.tally.declined + 1.0
        note(w, DECLINED, i, new, -1, chance)
        return
    me.mate = new
    dog = w.agents[new]
    dog.present = 1
    dog.came_on = w.clock.step
    if w.clock.has_ageing == 1 and dog.standing == NOT_YET:
        join_service(w, new)
    t = w.tally
    t.n_second = t.n_second + 1.0
    t.second_sum_d = t.second_sum_d + on_lattice(me.alone_d)
    t.grief_then_sum = t.grief_then_sum + on_lattice(grief)
    t.second_d = t.second_sum_d / t.n_second
    t.grief_then = t.grief_then_sum / t.n_second
    me.offer_d = p.day
    note(w, CAME_TO, new, i, -1, grief)


def grow_close(w, i):
    """Agent i, a dog that came later: the bonds with its handler 90 days on."""
    me = w.agents[i]
    if me.waits == 0 or me.present == 0 or me.mate < 0:
        return
    since = (w.clock.step - me.came_on) * days(w)
    if since >= 90.0 and since < 90.0 + days(w):
        t = w.tally
        t.n_bond_90 = t.n_bond_90 + 1.0
        t.bond_90_sum = t.bond_90_sum + on_lattice(w.relations[me.mate, i].bond)
        t.dog_bond_90_sum = t.dog_bond_90_sum + on_lattice(w.relations[i, me.mate].bond)
        t.bond_90 = t.bond_90_sum / t.n_bond_90
        t.dog_bond_90 = t.dog_bond_90_sum / t.n_bond_90


def remember(w):
    """The public, which counts in days: attention to the news, the memorial, donations; the unit on average."""
    t = w.tally
    c = w.clock
    p = w.p.mourning
    dt = days(w)
    if c.news >= 0:
        since = 1.0 * whole_days(w, c.step - c.news)
        t.attention = p.attention * attention_of_day(since, 1.0, p)
        if (c.step - c.news) * dt - since < 0.5 * dt:
            t.memorial = memorial_after(t.memorial, t.attention, 1.0, p)
        t.donations = t.donations + donations_of_day(since, t.memorial, p) * dt
        if not t.attention_gone_d >= 0.0 and t.attention < 0.001 * p.attention:
            t.attention_gone_d = since
    n = 0.0
    sorrow = 0.0
    stress = 0.0
    touched = 0.0
    for i in range(w.n_agents):
        a = w.agents[i]
        if a.openness_unit > 0.0 and a.alive == 1:
            n += 1.0
            sorrow += on_lattice(a.sadness)
            stress += on_lattice(a.stress)
            if a.sadness_max > 0.5:
                touched += 1.0
    if n == 0.0:
        return
    t.unit_sorrow = sorrow / n
    t.unit_stress = stress / n
    t.touched = touched / n
    t.unit_sorrow_d = t.unit_sorrow_d + t.unit_sorrow * dt
    if not t.unit_sorrow_max >= t.unit_sorrow:
        t.unit_sorrow_max = t.unit_sorrow
    if not t.unit_stress_max >= t.unit_stress:
        t.unit_stress_max = t.unit_stress
