"""A patient who does not wake, over days: where he lies, whether he wakes, the dog with him, the way back to duty."""

from bondsim.laws.calendar import days, whole_days
from bondsim.laws.world import luck, note
from bondsim.rules.skills import faded, learned
from bondsim.rules.ward import (
    appetite,
    attends,
    injury_mended,
    is_fit,
    p_within,
    presence_factor,
    waking_hazard,
)
from bondsim.streams import RECOVERY
from bondsim.vocabulary import CONSCIOUS, FIRST_SIGN, INDEPENDENT, NOBODY, ON_DUTY, TAKEN_HOME

UNCONSCIOUS = 0
SIGNS = 1
AWAKE = 2
ON_HIS_FEET = 3
BACK = 4
MONTH_D = 30.4375


def enter_ward(w, i):
    """Agent i at the start: a patient lies unconscious, others are well; what a dog can do it has learned."""
    me = w.agents[i]
    me.awareness = UNCONSCIOUS if me.unconscious == 1 else BACK
    me.skill_best = me.skill_obey


def is_home(w):
    """1 from the day on which the patient is at home."""
    return 1 if w.clock.step * days(w) >= w.p.ward.discharge_d else 0


def lie_by(w, i):
    """A dog's day with a partner who is a patient, and with whoever keeps it meanwhile."""
    me = w.agents[i]
    if is_bedside_dog(w, i) == 0:
        return
    p = w.p.ward
    him = w.agents[me.partner]
    share = 0.0
    response = p.response_ward
    scent = p.scent_item
    if is_home(w) == 1:
        share = p.bed_h / 24.0
        response = responsiveness(w, me.partner)
    elif is_hospital_visit(w) == 1:
        share = p.visit_h / 24.0
    near = w.relations[i, me.partner]
    near.contact = share
    near.response = response
    near.scent = scent if share == 0.0 else 0.0
    far = w.relations[me.partner, i]
    far.contact = share
    far.response = me.responsive if him.awareness > UNCONSCIOUS else 0.0
    keep_dog(w, i, share)


def is_bedside_dog(w, i):
    """1 where agent i is a dog whose partner is, or was, a patient not yet back on duty."""
    me = w.agents[i]
    if me.ages_like_dog == 0 or me.alive == 0 or me.partner < 0:
        return 0
    him = w.agents[me.partner]
    return 1 if him.unconscious == 1 and him.awareness < BACK else 0


def responsiveness(w, j):
    """How responsive a patient at home is to a dog beside him."""
    state = w.agents[j].awareness
    if state == UNCONSCIOUS:
        return w.p.ward.response_bed
    return w.p.ward.response_aware if state == SIGNS else w.agents[j].responsive


def is_hospital_visit(w):
    """1 on a day on which the dog is taken to the hospital."""
    every = w.p.ward.visit_every_d
    today = 1.0 * whole_days(w, w.clock.step)
    if every <= 0.0 or today <= 0.0:
        return 0
    now = int(today / every + 1.0e-9)
    before = int((today - 1.0) / every + 1.0e-9)
    return 1 if now > before else 0


def keep_dog(w, i, share):
    """Those who have a tie to the dog and are no patients spend with it what is left of their time for it."""
    p = w.p.ward
    left = 1.0 - share if 1.0 - share < p.carer_h / 24.0 else p.carer_h / 24.0
    for j in range(w.n_agents):
        if j != w.agents[i].partner and w.agents[j].keeps_dog == 1 and w.agents[j].alive == 1:
            w.relations[i, j].contact = left
            w.relations[i, j].response = w.agents[j].responsive
            w.relations[j, i].contact = left
            w.relations[j, i].response = w.agents[i].responsive


def wake(w, i):
    """Agent i, a patient, may show a first sign, become conscious, become independent."""
    me = w.agents[i]
    if me.unconscious == 0 or me.alive == 0:
        return
    p = w.p.ward
    c = w.clock
    dt = days(w)
    today = c.step * dt
    if today >= p.discharge_d and today - dt < p.discharge_d:
        note(w, TAKEN_HOME, i, NOBODY, -1, today)
    u = luck(w, RECOVERY, me.id, c.step)
    if me.awareness == UNCONSCIOUS:
        rate = waking_hazard(today, p) * presence_factor(presence_of_dog(w, i), p)
        if u < p_within(rate, dt):
            me.awareness = SIGNS
            w.tally.first_sign_d = today
            note(w, FIRST_SIGN, i, NOBODY, -1, today)
    elif me.awareness == SIGNS:
        rate = p.conscious_rate * (p.noticed_factor if me.noticed_signs == 1 else 1.0)
        if u < p_within(rate, dt):
            me.awareness = AWAKE
            w.tally.conscious_d = today
            note(w, CONSCIOUS, i, NOBODY, -1, today)
    elif me.awareness == AWAKE and luck(w, RECOVERY, me.id, 1 << 24) < p.p_independent:
        if u < p_within(MONTH_D / p.independent_d, dt):
            me.awareness = ON_HIS_FEET
            w.tally.independent_d = today
            note(w, INDEPENDENT, i, NOBODY, -1, today)


def presence_of_dog(w, i):
    """Share of the day that a familiar dog is at the patient's side, times his bond to it."""
    j = w.agents[i].partner
    if j < 0:
        return 0.0
    return w.relations[i, j].contact * w.relations[i, j].bond


def heal(w, i):
    """The injury of agent i, a patient, heals."""
    me = w.agents[i]
    if me.unconscious == 1:
        me.wear = injury_mended(me.wear, days(w), w.p.ward.tau_heal_d)


def recover(w, i):
    """Agent i, a patient's dog, after the day: it eats or does not, its skills fade or come back, a team may be fit."""
    me = w.agents[i]
    p = w.p.ward
    dt = days(w)
    if is_bedside_dog(w, i) == 0:
        return
    t = w.tally
    r = w.relations[i, me.partner]
    me.eats = appetite(r.distress, p)
    t.meals_lost = t.meals_lost + (1.0 - me.eats) * dt
    if r.distress > t.distress_peak:
        t.distress_peak = r.distress
    next_d = (w.clock.step + 1) * dt
    if next_d >= p.discharge_d and next_d - dt < p.discharge_d:
        t.apart_distress = r.distress
    if w.agents[me.partner].awareness < ON_HIS_FEET:
        me.skill_obey = faded(me.skill_obey, dt, p.tau_skill_d)
        return
    retrain(w, i)


def retrain(w, i):
    """A dog and its partner train together again until both are fit for duty."""
    me = w.agents[i]
    him = w.agents[me.partner]
    p = w.p.ward
    t = w.tally
    dt = days(w)
    r = w.relations[i, me.partner]
    hours = p.retrain_h * dt
    done = p.learn_rate * hours * attends(r.bond, p)
    me.skill_obey = learned(me.skill_obey, me.skill_best, done, p.savings)
    t.retrain_h = t.retrain_h + hours
    stress = me.stress if me.stress > him.stress else him.stress
    if is_fit(me.skill_obey, stress, him.wear, p) == 1:
        him.awareness = BACK
        t.duty_d = (w.clock.step + 1) * dt
        note(w, ON_DUTY, me.partner, i, -1, t.retrain_h)
