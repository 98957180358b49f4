"""How a run begins: luck decides how the world is, and each agent takes its place."""

from bondsim.laws.clock import pace
from bondsim.laws.hazards import arm
from bondsim.laws.settle import entrap
from bondsim.laws.speak import take_call
from bondsim.laws.world import luck, note
from bondsim.rules.act import age_capacity, spread_log
from bondsim.rules.appraise import arousal_after
from bondsim.rules.learn import trust_of
from bondsim.rules.maths import log
from bondsim.streams import MOTION, RADIO, SHUFFLE, STANCE, WORLD
from bondsim.vocabulary import (
    CALLED_BEFORE,
    CHASE_BEFORE,
    DISPATCHER,
    FROM_START,
    GUARD,
    HOLD,
    NOBODY,
    ROUSED_BEFORE,
    SURRENDER,
)

BEFORE = 1 << 20  # addresses of calls made before the first step


def begin(w):
    """The world on this run: the ground, the hazards that are on their way from the start."""
    c = w.clock
    c.look = 1
    pace(w)
    c.entrapped = NOBODY
    c.friction = spread_log(w.p.ground.friction, w.p.ground.friction_sd, luck(w, WORLD, 0, 0))
    for k in range(w.n_hazards):
        if w.hazards[k].trigger == FROM_START:
            arm(w, k)
    if w.p.pursuit.prelude_s > 0.0:
        note(w, CHASE_BEFORE, NOBODY, NOBODY, -1, w.p.pursuit.prelude_s)


def enter(w, i):
    """Agent i at the start."""
    me = w.agents[i]
    c = w.clock
    if me.spread_m > 0.0:
        me.x_m = me.x_m + me.spread_m * (2.0 * luck(w, WORLD, me.id, 10) - 1.0)
        me.y_m = me.y_m + me.spread_m * (2.0 * luck(w, WORLD, me.id, 11) - 1.0)
    me.next_x_m = me.x_m
    me.next_y_m = me.y_m
    me.target_x_m = me.x_m
    me.target_y_m = me.y_m
    me.capacity = age_capacity(me.age_y, w.p.energy) if me.ages_like_dog == 1 else 1.0
    me.patience = -log(luck(w, STANCE, me.id, 0))
    shuffle_bond(w, i)
    for j in range(w.n_agents):
        relation = w.relations[i, j]
        relation.trust = trust_of(relation.good, relation.bad)
    if ((me.repertoire >> SURRENDER) & 1) == 1:
        along = c.exit_spread_m * (2.0 * luck(w, MOTION, me.id, 0) - 1.0)
        me.target_x_m = c.exit_x_m + (0.0 if c.exit_across == 1 else along)
        me.target_y_m = c.exit_y_m + (along if c.exit_across == 1 else 0.0)
    if me.quarry >= 0:
        me.sees = w.agents[me.quarry].present
    if me.quarry >= 0 and ((me.repertoire >> SURRENDER) & 1) == 0:
        me.target_x_m = w.agents[me.quarry].x_m
        me.target_y_m = w.agents[me.quarry].y_m
    can_hold = (me.repertoire >> HOLD) & 1
    if w.p.pursuit.no_solo == 1 and me.superior >= 0 and me.quarry >= 0:
        if can_hold == 1:
            me.order = HOLD
        elif me.superior == me.partner:
            me.order = GUARD


def shuffle_bond(w, i):
    """Agent i's bond is drawn anew, where the scenario says so."""
    c = w.clock
    if c.shuffled == i and c.n_levels > 0:
        me = w.agents[i]
        w.relations[i, me.partner].bond = w.levels[int(luck(w, SHUFFLE, me.id, 0) * c.n_levels)]


def recall(w, i):
    """Agent i comes out of a stop and a chase that went before: aroused, and with a call that may be on its way."""
    me = w.agents[i]
    before_s = w.p.pursuit.prelude_s
    if before_s <= 0.0 or me.present == 0:
        return
    p = w.p.arousal
    me.arousal = arousal_after(
        me.arousal, me.arousal_rest + p.stress_shift * me.stress, p.effort_rate, 0.0, before_s, p
    )
    note(w, ROUSED_BEFORE, i, NOBODY, -1, me.arousal)
    if ((me.repertoire >> HOLD) & 1) == 0 or me.superior < 0 or w.agents[me.superior].role != DISPATCHER:
        return
    k = 0
    while k * w.p.radio.retry_s < before_s:
        if luck(w, RADIO, me.id, BEFORE + k) < w.p.radio.p_message:
            note(w, CALLED_BEFORE, i, me.superior, -1, before_s - k * w.p.radio.retry_s)
            take_call(w, i)
            desk = w.agents[me.superior]
            desk.delay_s = desk.delay_s + k * w.p.radio.retry_s - before_s
            return
        k = k + 1


def catch(w, i):
    """Agent i lies caught from the start, where the scenario says so."""
    if w.agents[i].trapped == 1:
        entrap(w, i)
