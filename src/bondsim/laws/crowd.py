"""People around an aroused dog: what each shows, what each reads in the others, and how that weighs in a choice.

All is read from a snapshot: `show` writes what the others can see, `face` reads it. The dog reads people by
distance and stance, people read the dog by arousal and teeth.
"""

from bondsim.rules.appraise import combined_harm
from bondsim.rules.crowd import (
    bite_gain,
    dog_harm,
    ease_after,
    ease_gain,
    familiarity,
    intent_harm,
    known_harm,
    menace,
    relic_match,
    soothing_rate,
)
from bondsim.rules.maths import distance, exp, log, on_lattice
from bondsim.vocabulary import (
    APPROACH,
    CALM,
    DOG,
    FLEE,
    GUARD,
    NOBODY,
    RETREAT,
    SNAP,
    SUSPECT,
    THREATEN,
    TUG,
)

SIGHT_M = 25.0  # m, distance beyond which nobody in a crowd counts: what is left there is below 1e-5


def show(w, i):
    """What agent i shows to the others: haste, calm, a tug; a dog its menace."""
    me = w.agents[i]
    me.hastes = 1 if me.action == FLEE else 0
    if me.hastes == 1 and me.fled == 0:
        me.fled = 1
        w.tally.fled = w.tally.fled + 1.0
    me.tugs = 1 if me.action == TUG and me.started >= 0 else 0
    me.shown_calm = me.calmness if me.action == CALM or me.action == APPROACH else 0.0
    if me.role == DOG:
        me.menace = shown_menace(w, i)
        if me.action == THREATEN:
            w.tally.threat_s = w.tally.threat_s + w.clock.dt_s


def shown_menace(w, i):
    """How dangerous dog i looks: one that has bitten lately as bad as one that threatens, one taken not at all."""
    me = w.agents[i]
    if me.at_peace == 1 or me.down == 1:
        return 0.0
    is_fierce = 1 if me.action == THREATEN or me.action == SNAP else 0
    if me.bit >= 0 and (w.clock.step - me.bit) * w.clock.dt_s < w.p.crowd.bite_memory_s:
        is_fierce = 1
    return menace(me.arousal, is_fierce, w.p.crowd)


def face(w, i):
    """Agent i reads those around it: a dog the people, people the nearest dog."""
    if w.agents[i].role == DOG:
        read_people(w, i)
    else:
        read_dog(w, i)


def read_people(w, i):
    """Dog i reads every person near: intent, harm to itself and to its partner, whom it could bite, who soothes.

    Harms are combined as a sum of logarithms on a lattice, so that the order of the cast does not matter.
    """
    me = w.agents[i]
    p = w.p.crowd
    dread = 0.0
    partner_dread = 0.0
    me.foe = NOBODY
    me.soothed = 0.0
    me.match = 0.0
    worst = -1.0
    for k in range(w.n_agents):
        a = w.agents[k]
        if k != i and a.present == 1 and a.alive == 1 and a.role != DOG:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            relation = w.relations[i, k]
            match = relic_match(a.relic, d, p) if a.relic > 0.0 and d < SIGHT_M else 0.0
            familiar = familiarity(relation.bond, match)
            gain = 0.0
            if d < p.voice_m:
                gain = ease_gain(a.shown_calm, familiar, w.clock.dt_s, p)
                rate = soothing_rate(a.shown_calm, familiar, d, p)
                me.soothed = rate if rate > me.soothed else me.soothed
            relation.ease = ease_after(relation.ease, w.clock.evidence_kept, gain)
            if d < SIGHT_M and k != me.superior:
                harm = intent_harm(d, relation.ease, a.hastes, a.tugs, p)
                dread += on_lattice(-log(1.0 - harm))
                if is_in_reach(w, k, d) == 1 and (
                    harm > worst or (harm == worst and a.id < w.agents[me.foe].id)
                ):
                    me.foe = k
                    me.foe_harm = harm
                    worst = harm
            if k == me.partner:
                me.match = match
                if not w.tally.closest_m <= d:
                    w.tally.closest_m = d
            elif me.partner >= 0 and k != me.superior:
                partner_dread += dread_beside(w, i, k)
    me.fear = 1.0 - exp(-dread)
    me.partner_fear = 1.0 - exp(-partner_dread)


def is_in_reach(w, k, d):
    """1 where a dog at a distance (m) could go for person k: at hand, or running off from close by a moment ago."""
    a = w.agents[k]
    if a.hastes == 1 and d - a.speed_m_s * w.clock.dt_s < w.p.crowd.chase_m:
        return 1
    return 1 if d < w.p.crowd.reach_m else 0


def dread_beside(w, i, k):
    """Harm that dog i foresees for its partner from person k, as a logarithm on the lattice."""
    other = w.agents[w.agents[i].partner]
    a = w.agents[k]
    d = distance(other.x_m, other.y_m, a.x_m, a.y_m)
    if other.present == 0 or d > SIGHT_M:
        return 0.0
    return on_lattice(-log(1.0 - intent_harm(d, w.relations[i, k].ease, a.hastes, a.tugs, w.p.crowd)))


def read_dog(w, i):
    """Person i reads the nearest dog: the harm it could do to i, and to i's partner."""
    me = w.agents[i]
    me.mark = nearest_dog(w, i)
    me.fear = 0.0
    me.partner_fear = 0.0
    if me.mark < 0 or w.agents[me.mark].superior == i:
        return
    dog = w.agents[me.mark]
    p = w.p.crowd
    bond = w.relations[i, me.mark].bond if me.snapped_at == 0 else 0.0
    me.fear = known_harm(dog_harm(dog.menace, distance(me.x_m, me.y_m, dog.x_m, dog.y_m), p.fear_m, p), bond)
    if me.partner >= 0 and me.partner != me.mark:
        other = w.agents[me.partner]
        if other.present == 1 and other.alive == 1:
            d = distance(other.x_m, other.y_m, dog.x_m, dog.y_m)
            me.partner_fear = dog_harm(dog.menace, d, p.fear_m, p)


def nearest_dog(w, i):
    """Place in the cast of the dog nearest to agent i, -1 where none is in sight."""
    me = w.agents[i]
    best = NOBODY
    nearest = me.sight_m
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.role == DOG and k != i and a.present == 1 and a.alive == 1:
            d = distance(me.x_m, me.y_m, a.x_m, a.y_m)
            if d < nearest or (d == nearest and best >= 0 and a.id < w.agents[best].id):
                best = k
                nearest = d
    return best


def harm_crowd(w, i, j):
    """Harm that agent i foresees for agent j, itself or its partner, from people or from a dog."""
    return w.agents[i].fear if i == j else w.agents[i].partner_fear


def is_open_crowd(w, i, action):
    """1 where agent i could now do an action of this family, or flee from a dog."""
    me = w.agents[i]
    if action == CALM:
        return 1 if me.role == DOG or me.fear > w.p.crowd.flee_harm or is_beside(w, i) == 1 else 0
    if action == APPROACH:
        return is_beside(w, i) if me.approaches == 1 and me.at_peace == 0 else 0
    if action == FLEE:
        return 1 if me.flees == 1 and me.fear > w.p.crowd.flee_harm and me.role != SUSPECT else 0
    if action == TUG:
        return is_tug_open(w, i)
    if me.role != DOG or me.at_peace == 1 or me.sedation > w.p.dart.jaw:
        return 0
    if action == THREATEN:
        return me.threatens
    if action == SNAP:
        return 1 if me.snaps == 1 and me.foe >= 0 else 0
    return 1 if action == RETREAT and me.retreats == 1 and me.fear > w.p.crowd.flee_harm else 0


def is_beside(w, i):
    """1 where agent i has a partner there."""
    me = w.agents[i]
    if me.partner < 0 or me.knows_partner == 0:
        return 0
    other = w.agents[me.partner]
    return 1 if other.present == 1 and other.alive == 1 else 0


def is_tug_open(w, i):
    """1 where agent i could go and pull its partner away from a dog that is close to it."""
    me = w.agents[i]
    if me.pulls_away == 0 or me.mark < 0 or me.snapped_at == 1 or is_beside(w, i) == 0:
        return 0
    other = w.agents[me.partner]
    dog = w.agents[me.mark]
    reach = w.p.crowd.tug_m
    if dog.at_peace == 1 or distance(dog.x_m, dog.y_m, other.x_m, other.y_m) > reach:
        return 0
    return 1 if distance(me.x_m, me.y_m, other.x_m, other.y_m) < reach else 0


def gain_crowd(w, i, action):
    """What an action of this family brings for its own sake: an aroused dog is ready to bite, most of all who runs."""
    me = w.agents[i]
    return bite_gain(me.arousal, me.foe_harm, w.agents[me.foe].hastes, w.p.crowd) if action == SNAP else 0.0


def averted_by_snap(w, i):
    """Harm that a bite keeps from the partner of dog i: of one who tugs at it; less than none if it is the partner."""
    me = w.agents[i]
    if me.foe == me.partner:
        return -w.p.crowd.bite_harm
    foe = w.agents[me.foe]
    return me.partner_harm * w.actions[SNAP].relief if foe.tugs == 1 and foe.partner == me.partner else 0.0


def lure_crowd(w, i, action):
    """Match of a remembered scent that an action would follow, negative where it would hurt the one who bears it."""
    me = w.agents[i]
    if action == APPROACH:
        return me.match
    if action == SNAP and me.foe == me.partner:
        return -me.match
    return 0.0


def is_among_people(action):
    """1 for what is done among people or before a dog, whose risk is what they leave of the harm foreseen."""
    if action == FLEE or action == CALM or action == APPROACH or action == TUG or action == GUARD:
        return 1
    return 1 if action == THREATEN or action == SNAP or action == RETREAT else 0


def risk_crowd(w, i, action):
    """Harm to itself that agent i believes to be left when it acts so among people or before a dog."""
    me = w.agents[i]
    p = w.p.crowd
    exposure = w.actions[action].exposure
    left = me.own_harm
    if action == FLEE:
        left = me.own_harm * (1.0 - p.flight_relief)
    elif action == CALM and me.role != DOG:
        left = me.own_harm * (1.0 - p.still_relief)
    elif action == THREATEN or action == SNAP:
        left = me.own_harm * (1.0 - p.threat_relief)
    elif action == RETREAT:
        left = me.own_harm * (1.0 - p.retreat_relief)
    elif action == TUG:
        left = combined_harm(me.own_harm, me.partner_fear)
    elif action == APPROACH:
        left = combined_harm(me.own_harm, harm_in_touch(w, i))
    elif action == GUARD:
        exposure = combined_harm(exposure, w.p.harm.own_share * me.partner_harm)
        left = combined_harm(me.own_harm, harm_in_touch(w, i))
    return combined_harm(exposure, left)


def harm_in_touch(w, i):
    """Harm that agent i foresees from its partner, a dog or a person, in touch with it."""
    me = w.agents[i]
    p = w.p.crowd
    other = w.agents[me.partner]
    relation = w.relations[i, me.partner]
    if me.role == DOG and other.role != DOG:
        return intent_harm(p.touch_m, relation.ease, other.hastes, other.tugs, p)
    if me.role != DOG and other.role == DOG:
        return known_harm(dog_harm(other.menace, p.touch_m, p.fear_m, p), relation.bond)
    return 0.0


def is_on_crowd(w):
    """1 while a dog is there that neither lets itself be taken nor sleeps."""
    for i in range(w.n_agents):
        a = w.agents[i]
        if a.role == DOG and a.present == 1 and a.alive == 1 and a.at_peace == 0 and a.sedation < 1.0:
            return 1
    return 0
