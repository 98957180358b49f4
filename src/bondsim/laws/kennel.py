"""Attention that drifts, day by day: the drill, the scent on the wind, the latch and those who look after it."""

from bondsim.laws.calendar import day_of, is_new_day
from bondsim.laws.ties import learn_from
from bondsim.laws.world import luck, note
from bondsim.rules.act import age_capacity
from bondsim.rules.choose import temperature
from bondsim.rules.draws import binomial, spread_logit
from bondsim.rules.kennel import (
    drill_utility,
    interest_of,
    leave_utility,
    lure_after,
    lure_utility,
    p_of_two,
    p_overlooked,
    resting_arousal,
    smoothed,
    stay_utility,
    vigilance_after,
)
from bondsim.rules.kin import jump_height
from bondsim.rules.learn import experience_weight
from bondsim.streams import HOLD, LAPSES, LATCH, LATCH_SEEN, LEAVING, WIND
from bondsim.vocabulary import (
    DRIFTED,
    DRILLS_REVIEWED,
    FENCE_HELD,
    HEEDED,
    LATCH_FOUND,
    LEFT_KENNEL,
    NOBODY,
    STAYED,
)

FIRST_DRILLS = 14  # what counts as the beginning


def enter_kennel(w, i):
    """Agent i at the start: how a remembered scent holds it, how watchful it is."""
    me = w.agents[i]
    me.hold = spread_logit(me.lure, me.lure_spread, luck(w, HOLD, me.id, 0))
    if me.watches == 1:
        me.watchful = w.p.staff.vigilance


def heat(w, i):
    """Softmax temperature of dog i at work, at the arousal that its stress leaves it."""
    me = w.agents[i]
    aroused = resting_arousal(me.arousal, me.stress, w.p.arousal.stress_shift)
    return temperature(aroused, me.arousal_best, w.p.choice)


def drill(w, i):
    """Dog i at its drill: some moments it gives to the work, some to what the wind brings; both leave a trace."""
    me = w.agents[i]
    if me.drilled == 0 or me.partner < 0 or is_new_day(w) == 0:
        return
    if me.left == 1:
        w.relations[i, me.partner].contact = 0.0
        w.relations[me.partner, i].contact = 0.0
        return
    p = w.p.kennel
    me.smells = 1 if luck(w, WIND, me.id, w.clock.step) < p.p_scent else 0
    other = w.agents[me.partner]
    if p.windows <= 0.0 or me.alive == 0 or other.alive == 0 or other.present == 0:
        return
    trust = w.relations[i, me.partner].trust
    interest = interest_of(p.interest, me.heeded, p)
    drilling = drill_utility(
        me.w_task, me.drive, me.skill_task, me.w_command, trust, me.skill_obey, interest, p
    )
    lapse = p_of_two(lure_utility(me.hold * me.smells, p), drilling, heat(w, i))
    n = int(p.windows + 0.5)
    share = binomial(n, lapse, luck(w, LAPSES, me.id, w.clock.step)) / n
    if me.smells == 1:
        me.hold = lure_after(me.hold, share, 1.0, p)
    if p.learns == 1:
        learn_from(w, i, me.partner, 1.0 - share, experience_weight(me.arousal))
    keep_record(w, i, share)


def keep_record(w, i, share):
    """What dog i's drill came to: the running mean, whether it counts as drift, whether the handler acts on it."""
    me = w.agents[i]
    p = w.p.kennel
    me.lapses = share
    me.drift = smoothed(me.drift, share, 1.0, p.warning_tau_d) if me.n_drills > 0 else share
    me.n_drills = me.n_drills + 1
    me.lapses_sum = me.lapses_sum + share
    if me.n_drills == FIRST_DRILLS:
        me.early_lapses = me.drift
    if me.drift > p.drifted_at and not me.drifted_d >= 0.0 and me.n_drills >= FIRST_DRILLS:
        me.drifted_d = day_of(w)
        note(w, DRIFTED, i, me.partner, -1, me.drift)
    if me.drift > p.heed_at and me.heeded == 0 and me.n_drills >= FIRST_DRILLS:
        me.heeded = 1
        note(w, HEEDED, me.partner, i, -1, me.drift)
    if not me.warning >= 0.0 and day_of(w) >= p.review_d:
        me.warning = me.drift
        me.left_later = 0.0
        note(w, DRILLS_REVIEWED, me.partner, i, -1, me.drift)


def latch(w, i):
    """Dog i's gate at night: the latch may not have caught, nobody may see it, the dog may go."""
    me = w.agents[i]
    p = w.p.kennel
    if me.drilled == 0 or me.left == 1 or me.alive == 0 or is_new_day(w) == 0:
        return
    step = w.clock.step
    if luck(w, LATCH, me.id, step) >= p.p_latch:
        return
    me.n_open = me.n_open + 1
    if luck(w, LATCH_SEEN, me.id, step) >= overlooked(w, i):
        for j in range(w.n_agents):
            if w.agents[j].watches == 1:
                w.agents[j].alarmed = 1
        note(w, LATCH_FOUND, i, NOBODY, -1, me.drift)
        return
    me.n_gates = me.n_gates + 1
    me.drift_at_gate = me.drift
    trust = 0.0
    bond = 0.0
    if me.partner >= 0:
        trust = w.relations[i, me.partner].trust
        bond = w.relations[i, me.partner].bond
    go = leave_utility(me.hold * me.smells, p)
    stay = stay_utility(me.w_command, trust, me.skill_obey, me.w_seek, bond, p)
    chance = p_of_two(go, stay, heat(w, i))
    if luck(w, LEAVING, me.id, step) >= chance:
        me.n_stayed = me.n_stayed + 1
        note(w, STAYED, i, NOBODY, -1, 1.0 - chance)
        return
    if (
        jump_height(
            age_capacity(me.now_y if w.clock.has_ageing == 1 else me.age_y, w.p.energy),
            me.reserve,
            me.wear,
            p,
        )
        < p.fence_m
    ):
        me.n_failed = me.n_failed + 1
        note(w, FENCE_HELD, i, NOBODY, -1, p.fence_m)
        return
    me.left = 1
    me.present = 0
    me.left_d = day_of(w)
    if me.drifted_d >= 0.0:
        me.lead_d = me.left_d - me.drifted_d
    if me.warning >= 0.0:
        me.left_later = 1.0
    note(w, LEFT_KENNEL, i, NOBODY, -1, chance)


def overlooked(w, i):
    """Chance that all who watch overlook dog i's open latch; nobody watches: surely."""
    twice = 1 if w.agents[i].heeded == 1 and w.p.kennel.heed_checks == 1 else 0
    chance = 1.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.watches == 1 and a.alive == 1:
            chance = chance * p_overlooked(a.watchful, twice)
    return chance


def watch(w, i):
    """Agent i, who watches, is woken by what it found, or grows used to finding nothing."""
    me = w.agents[i]
    if me.watches == 1 and is_new_day(w) == 1:
        me.watchful = vigilance_after(me.watchful, me.alarmed, 1.0, w.p.staff)
        me.alarmed = 0
