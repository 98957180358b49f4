"""Ageing over days: wear, heart, death, welfare; when a dog leaves service, and why."""

from bondsim.laws.calendar import days
from bondsim.laws.world import luck, note
from bondsim.rules.act import age_capacity
from bondsim.rules.ageing import (
    death_used,
    heart_after,
    heart_onset_used,
    injury_after,
    is_time,
    room,
    service_pace,
    service_used,
    welfare_of,
    worn,
)
from bondsim.rules.appraise import combined_harm
from bondsim.rules.maths import on_lattice
from bondsim.streams import LIFE, SCREENING
from bondsim.vocabulary import (
    DIED,
    DOG,
    HEART_FAILS,
    HEART_FOUND,
    NOBODY,
    PUT_TO_SLEEP,
    RETIRED,
    RETIRED_ALONE,
    RETIRED_STRAIN,
    RETIRED_UNFIT,
)

YEAR_D = 365.25
FOUND_AT = 0.1  # how far a heart must have failed for a vet to hear it

# Standings of a dog
NOT_YET = 1
IN_SERVICE = 2
PENSIONED = 3
DEAD = 4

# Why a dog left service; 1 to 3 are those of `rules.ageing.is_time`
BY_AGE = 1
BY_CAPACITY = 2
BY_INJURY = 3
UNFIT = 4
COLLAPSED = 5
OF_AGE_OR_ILLNESS = 6
MERCY = 7
IN_INCIDENT = 8
WITHOUT_HANDLER = 9
FAILED_EXAMS = 10


def enter_ageing(w, i):
    """Agent i, a dog, at the start: its age, and how much life and service luck gives it."""
    me = w.agents[i]
    me.hurt = me.wear
    me.lasting = me.wear
    if me.role != DOG or me.alive == 0:
        return
    me.now_y = me.age_y
    me.life_room = room(luck(w, LIFE, me.id, 0))
    me.heart_room = room(luck(w, LIFE, me.id, 1))
    me.unfit_room = room(luck(w, LIFE, me.id, 2))
    me.capacity = age_capacity(me.now_y, w.p.energy)
    if me.waits == 1:
        me.standing = NOT_YET
    else:
        join_service(w, i)


def join_service(w, i):
    """Agent i, a dog, enters service today."""
    me = w.agents[i]
    me.standing = IN_SERVICE
    me.entry_y = me.now_y
    w.tally.dogs = w.tally.dogs + 1.0


def grow_old(w, i):
    """Agent i's injuries heal; a dog is a day older: it may die, its heart may fail, service wears it."""
    me = w.agents[i]
    if me.alive == 0 or me.present == 0:
        return
    p = w.p.ageing
    dt = days(w)
    me.hurt = injury_after(me.hurt, me.lasting, dt, p)
    if me.role != DOG:
        me.wear = me.hurt
        return
    before = me.now_y
    me.now_y = before + dt / YEAR_D
    me.capacity = age_capacity(me.now_y, w.p.energy)
    me.stress_y = me.stress_y + me.stress * dt / YEAR_D
    me.life_used = me.life_used + death_used(before, me.now_y, p)
    fail_heart(w, i, before, dt)
    if me.standing == IN_SERVICE:
        me.service_d = me.service_d + dt
        w.tally.served_d = w.tally.served_d + dt
        me.worn_y = me.worn_y + service_pace(me.load, p) * dt / YEAR_D
        me.unfit_used = service_used(me.worn_y, p)
    elif me.standing == PENSIONED:
        me.retired_d = me.retired_d + dt
        w.tally.retired_d = w.tally.retired_d + dt
    me.wear = combined_harm(worn(me.unfit_used, me.unfit_room, p), me.hurt)
    fare(w, i, dt)
    if me.alive == 1 and (me.life_used >= me.life_room or me.heart >= 1.0):
        die(w, i, OF_AGE_OR_ILLNESS)


def injure(w, i, wear):
    """Agent i comes back with an injury, of which a part stays."""
    me = w.agents[i]
    if wear > 0.0:
        me.hurt = combined_harm(me.hurt, wear if wear < 1.0 else 1.0)
        me.lasting = combined_harm(me.lasting, w.p.ageing.lasting * (wear if wear < 1.0 else 1.0))


def fail_heart(w, i, before, dt):
    """Agent i's heart may begin to fail; a vet who finds it slows it."""
    me = w.agents[i]
    p = w.p.ageing
    if me.heart <= 0.0:
        me.heart_used = me.heart_used + heart_onset_used(before, me.now_y, me.stress_y, p)
        if me.heart_used < me.heart_room:
            return
        w.tally.hearts = w.tally.hearts + 1.0
        note(w, HEART_FAILS, i, NOBODY, -1, me.now_y)
    me.heart = heart_after(me.heart, me.treated, dt / YEAR_D, p)
    if me.treated == 0 and me.heart > FOUND_AT:
        if luck(w, SCREENING, me.id, w.clock.step) * p.screening_d < dt:
            me.treated = 1
            note(w, HEART_FOUND, i, NOBODY, -1, me.heart)


def fare(w, i, dt):
    """How agent i fares; one who fares ill for long is put to sleep."""
    me = w.agents[i]
    p = w.p.welfare
    grief = me.distress_load if me.distress_load < 1.0 else 1.0
    me.welfare = welfare_of(me.wear, me.heart, me.capacity, me.stress, grief, p)
    me.well_d = me.well_d + me.welfare * dt
    w.tally.well_d = w.tally.well_d + on_lattice((me.welfare if me.welfare > 0.0 else 0.0) * dt)
    w.tally.ill_d = w.tally.ill_d + on_lattice((-me.welfare if me.welfare < 0.0 else 0.0) * dt)
    w.tally.welfare_d = w.tally.well_d - w.tally.ill_d
    me.ill_d = me.ill_d + dt if me.welfare < 0.0 else 0.0
    if me.ill_d >= p.mercy_d:
        die(w, i, MERCY)


def die(w, i, cause):
    """Agent i, a dog, is dead from today."""
    me = w.agents[i]
    me.alive = 0
    if cause != IN_INCIDENT:
        note(w, PUT_TO_SLEEP if cause == MERCY else DIED, i, NOBODY, -1, me.now_y)
    leave_service(w, i, cause)
    me.standing = DEAD


def leave_service(w, i, cause):
    """Agent i, a dog in service, leaves it; the first cause counts."""
    me = w.agents[i]
    t = w.tally
    if me.standing != IN_SERVICE:
        return
    me.cause = cause
    me.standing = PENSIONED
    t.left_service = t.left_service + 1.0
    t.age_left_sum_y = t.age_left_sum_y + on_lattice(me.now_y)
    t.age_left_y = t.age_left_sum_y / t.left_service
    told = RETIRED_ALONE
    if cause == BY_AGE:
        t.left_age = t.left_age + 1.0
        told = RETIRED
    elif cause == BY_CAPACITY or cause == BY_INJURY or cause == UNFIT or cause == FAILED_EXAMS:
        t.left_unfit = t.left_unfit + 1.0
        told = RETIRED_UNFIT
    elif cause == COLLAPSED:
        t.left_strain = t.left_strain + 1.0
        told = RETIRED_STRAIN
    elif cause == OF_AGE_OR_ILLNESS or cause == MERCY:
        t.left_died = t.left_died + 1.0
    elif cause == IN_INCIDENT:
        t.left_killed = t.left_killed + 1.0
    else:
        t.left_alone = t.left_alone + 1.0
    if me.alive == 1:
        note(w, told, i, NOBODY, -1, me.service_d / YEAR_D)


def review_service(w, i):
    """Agent i, a dog in service, is retired if it is unfit or a rule says so."""
    me = w.agents[i]
    if me.alive == 0 or me.standing != IN_SERVICE:
        return
    if w.clock.has_strain == 1 and me.off_duty == 1 and me.off_d >= w.p.strain.treatment_d:
        leave_service(w, i, COLLAPSED)
        return
    if w.clock.has_strain == 1 and me.mate >= 0:
        handler = w.agents[me.mate]
        if handler.off_duty == 1 and handler.off_d >= w.p.strain.treatment_d:
            leave_service(w, i, WITHOUT_HANDLER)
            return
    if me.unfit_used >= me.unfit_room:
        leave_service(w, i, UNFIT)
        return
    cause = is_time(me.now_y, me.capacity, me.wear, w.p.retire)
    if cause > 0:
        leave_service(w, i, cause)


def sum_service(w):
    """Years of service on average so far, who is in service now, and who of the first is still."""
    t = w.tally
    if t.dogs > 0.0:
        t.service_y = t.served_d / YEAR_D / t.dogs
        t.retired_y = t.retired_d / YEAR_D / t.dogs
    t.censored = t.dogs - t.left_service
    dt = days(w)
    since = (w.clock.step + 1) * dt
    if is_now(since, 2.0, dt) == 1:
        t.in_service_2y = share_in_service(w)
    elif is_now(since, 4.0, dt) == 1:
        t.in_service_4y = share_in_service(w)
    elif is_now(since, 6.0, dt) == 1:
        t.in_service_6y = share_in_service(w)
    elif is_now(since, 8.0, dt) == 1:
        t.in_service_8y = share_in_service(w)


def is_now(since_d, years, dt):
    """1 in the step in which a number of years is over."""
    late = since_d - years * YEAR_D
    return 1 if late >= 0.0 and late < dt else 0


def share_in_service(w):
    """Share of the dogs that were there from the start that are still in service."""
    n = 0.0
    still = 0.0
    for i in range(w.n_agents):
        a = w.agents[i]
        if a.role == DOG and a.waits == 0 and a.standing > 0:
            n += 1.0
            if a.standing == IN_SERVICE:
                still += 1.0
    return still / n if n > 0.0 else 0.0
