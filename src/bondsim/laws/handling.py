"""A handler and the dog that works for him: who follows whom, what is ordered, when the work is done."""

from bondsim.laws.motion import go
from bondsim.laws.plume import is_searching, search_area
from bondsim.laws.scent import cast, follow, has_trail
from bondsim.laws.speak import order
from bondsim.laws.world import note
from bondsim.rules.appraise import combined_harm
from bondsim.rules.maths import distance, logistic
from bondsim.vocabulary import CAME_UP, CAST, FREEZE, HIDE, NOBODY, TRACK


def dog_of(w, i):
    """Place in the cast of the nose that agent i, a person, leads; -1 for none."""
    me = w.agents[i]
    if me.nose == 1 or me.partner < 0:
        return NOBODY
    dog = w.agents[me.partner]
    return me.partner if dog.nose == 1 and dog.present == 1 and dog.alive == 1 else NOBODY


def is_led_on(w, i):
    """1 where agent i may go on: off the lead, or its partner follows."""
    me = w.agents[i]
    if me.leashed == 0 or me.partner < 0:
        return 1
    other = w.agents[me.partner]
    return 1 if other.down == 0 and other.alive == 1 and other.action == TRACK else 0


def is_open_scent(w, i, action):
    """1 where agent i could now track, cast or point."""
    me = w.agents[i]
    if me.quarry < 0 or me.gave_up == 1 or w.agents[me.quarry].located == 1:
        return 0
    if w.agents[me.quarry].arrested == 1 or w.agents[me.quarry].gone == 1:
        return 0
    dog = dog_of(w, i)
    if dog >= 0:
        return 1 if action == TRACK and w.agents[dog].gave_up == 0 and w.agents[dog].down == 0 else 0
    if me.nose == 0:
        return 1 if action == CAST and is_searching(w, i) == 1 else 0
    if action == FREEZE:
        if me.partner < 0 or w.agents[me.partner].down == 1 or w.agents[me.partner].present == 0:
            return 0
        from_here = (
            1.0 if me.action == FREEZE else w.p.scent.freeze_at
        )  # one that points goes on while there is any sign
        return 1 if me.threat >= from_here or me.order == FREEZE else 0
    if me.leashed == 1 and me.partner >= 0 and w.agents[me.partner].down == 1:
        return 0
    if w.clock.step < me.deploys:
        return 0
    if has_trail(w, i) == 0:
        return 1 if action == CAST else 0
    if action == TRACK:
        return 1 if me.trail_evidence >= 0.0 else 0
    return 1 if me.trail_evidence < 0.0 else 0


def gain_scent(w, i, action):
    """Believed chance that the work brings agent i to the one it is after.

    A trail that grows fresher promises more; of that a handler believes what he reads off a dog he trusts.
    """
    me = w.agents[i]
    if action == FREEZE:
        return 0.0
    dog = dog_of(w, i)
    if dog >= 0:
        seen = -w.agents[dog].trail_ageing * me.skill_read * w.relations[i, dog].trust
        return shifted(me.gain_track, seen, w.p.scent.closing_gain)
    if action == TRACK:
        return shifted(me.gain_track, -me.trail_ageing, w.p.scent.closing_gain) * logistic(
            me.trail_evidence + 2.0
        )
    return me.gain_track


def shifted(chance, closing, gain):
    """A chance whose odds grow with how fast the age of the trail falls."""
    odds = chance * (1.0 + gain * (closing if closing > 0.0 else 0.0))
    return odds / (1.0 - chance + odds)


def risk_scent(w, i, action):
    """Harm to itself that agent i believes its work to bring: to go on is to walk into it."""
    if action == TRACK or action == CAST:
        return combined_harm(w.actions[action].exposure, w.agents[i].own_harm)
    return w.actions[action].exposure


def act_scent(w, i):
    """Agent i works: a nose along the trail or up the wind, a handler behind it, others leg by leg."""
    me = w.agents[i]
    dog = dog_of(w, i)
    if dog >= 0:
        walk_behind(w, i, dog)
    elif me.nose == 0:
        search_area(w, i, me.trail_m_s)
    elif me.action == FREEZE and (me.leashed == 0 or is_led_on(w, i) == 0):
        return  # one whose handler goes on all the same is taken along
    elif is_led_on(w, i) == 1:
        pace = me.trail_m_s
        if me.partner >= 0 and me.leashed == 1:
            pace = pace * (1.0 - w.p.perimeter.wary_slows * w.agents[me.partner].caution)
        if has_trail(w, i) == 0:
            search_area(w, i, pace)
        elif me.trail_evidence < 0.0:
            cast(w, i, pace)
        else:
            follow(w, i, pace)


def walk_behind(w, i, j):
    """Agent i walks behind agent j, a lead's length off."""
    me = w.agents[i]
    dog = w.agents[j]
    left = distance(me.x_m, me.y_m, dog.x_m, dog.y_m)
    lead = w.p.scent.lead_m
    if left > lead:
        share = lead / left
        go(w, i, dog.x_m + (me.x_m - dog.x_m) * share, dog.y_m + (me.y_m - dog.y_m) * share)


def guide(w, i):
    """Agent i, a handler, tells his dog what he wants of it as he goes on, or keeps it by him in cover."""
    me = w.agents[i]
    dog = dog_of(w, i)
    if dog < 0 or w.agents[dog].superior != i or me.down == 1 or w.agents[dog].gave_up == 1:
        return
    wanted = w.agents[dog].order
    if me.action == TRACK:
        wanted = TRACK if has_trail(w, dog) == 1 and w.agents[dog].trail_evidence >= 0.0 else CAST
    elif me.action == HIDE:
        wanted = FREEZE
    if wanted != w.agents[dog].order:
        order(w, i, dog, wanted)


def come_up(w, i):
    """Agent i, with its nose, may have come up with the one it follows."""
    me = w.agents[i]
    if me.nose == 0 or me.quarry < 0 or me.trails == 0:
        return
    other = w.agents[me.quarry]
    if other.present == 0 or w.tally.tracked == 1.0:
        return
    d = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    if d < w.p.scent.contact_m:
        w.tally.tracked = 1.0
        w.tally.contact_s = w.clock.t_s
        note(w, CAME_UP, i, me.quarry, -1, d)


def is_on_scent(w):
    """1 while somebody searches for one who is still to be found."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.present == 1 and me.alive == 1 and is_searching(w, i) == 1:
            return 1
    return 0
