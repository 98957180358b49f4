"""Nights at a bed: changes that a monitor measures or not, a dog that finds them, one who follows it or not."""

from bondsim.laws.calendar import days
from bondsim.laws.ties import experience
from bondsim.laws.ward import SIGNS, UNCONSCIOUS, is_bedside_dog, is_home
from bondsim.laws.world import luck, note
from bondsim.rules.choose import protect_term, temperature
from bondsim.rules.learn import experience_weight
from bondsim.rules.ward import (
    change_sensitivity,
    count_of,
    monitor_minutes,
    p_found,
    p_wakes_sleeper,
    spell_minutes,
    watch_criterion,
)
from bondsim.streams import NIGHT_NOSE, NIGHT_WAKING, NIGHTS
from bondsim.vocabulary import FALSE_ALARM, LED_TO_SIGN, NOBODY, NOT_FOLLOWED, SIGN_SEEN

MOVES = 0
DIPS = 1
MAX_SPELLS = 15  # of one kind in a night
MAX_MINUTES = 255
NEVER_MIN = 1.0e6


def watch_night(w, i):
    """A dog's night at the bed of its partner."""
    me = w.agents[i]
    if is_bedside_dog(w, i) == 0 or is_home(w) == 0:
        return
    dt = days(w)
    t = w.tally
    t.nights = t.nights + dt
    watcher = who_watches(w)
    if w.agents[me.partner].awareness == SIGNS:
        watch_spells(w, i, watcher, MOVES, w.p.ward.moves_a_night * dt)
    watch_spells(w, i, watcher, DIPS, w.p.ward.dips_a_night * dt)
    bark_at_nothing(w, i, watcher, dt)
    if t.n_true_alerts + t.n_false_alerts > 0.0:
        t.precision = t.n_true_alerts / (t.n_true_alerts + t.n_false_alerts)
    t.false_a_night = t.n_false_alerts / t.nights


def who_watches(w):
    """Place in the cast of the one who sleeps next door, -1 for nobody; of several the one of lowest identity."""
    best = NOBODY
    for j in range(w.n_agents):
        if w.agents[j].keeps_watch == 1 and w.agents[j].alive == 1:
            if best == NOBODY or w.agents[j].id < w.agents[best].id:
                best = j
    return best


def address(w, kind, k):
    """Address of the luck of spell k of a kind in this night."""
    return (w.clock.step * 4 + kind) * 16 + k


def watch_spells(w, i, watcher, kind, mean):
    """All spells of one kind in this night."""
    me = w.agents[i]
    n = count_of(luck(w, NIGHTS, me.id, address(w, kind, 15)), mean)
    for k in range(n if n < MAX_SPELLS else MAX_SPELLS):
        watch_spell(w, i, watcher, kind, k)


def watch_spell(w, i, watcher, kind, k):
    """One spell: when the dog finds it, when a monitor or a round would, who comes, and what is learned of it."""
    me = w.agents[i]
    p = w.p.ward
    t = w.tally
    at = address(w, kind, k)
    length = spell_minutes(luck(w, NIGHTS, me.id, at), p)
    round_min = 60.0 * p.rounds_h * luck(w, NIGHTS, me.id, at + (1 << 28))
    measured = p.monitors_moves if kind == MOVES else p.monitors_dips
    alarm = monitor_minutes(p) if measured == 1 else NEVER_MIN
    other = round_min
    if alarm < other and alarm <= length:
        other = alarm
    dog = NEVER_MIN
    if luck(w, NIGHT_WAKING, me.id, at) < p.bed_h / 24.0:
        dog = minute_found(w, i, at, length)
    come = other + p.reach_min if watcher >= 0 else NEVER_MIN
    if dog < NEVER_MIN and is_told(w, i, at) == 1:
        count_lead(w, kind, other - dog)
        led = led_there(w, i, watcher, at, dog, other, length)
        come = led if led < come else come
        if kind == MOVES and led < NEVER_MIN and led <= length:
            see_sign(w, i, me.partner, 1.0)
    if kind == DIPS:
        t.n_dips = t.n_dips + 1.0
        t.unattended_min = t.unattended_min + (come if come < length else length)
        return
    t.n_signs = t.n_signs + 1.0
    if come <= length:
        t.n_seen = t.n_seen + 1.0
        see_sign(w, i, me.partner, 0.0)


def minute_found(w, i, at, length):
    """Minute of a spell in which the dog finds it; a look a minute."""
    me = w.agents[i]
    p = w.p.ward
    bar = watch_criterion(w.relations[i, me.partner].bond, p)
    minute = 1
    while minute <= length and minute < MAX_MINUTES:
        d = change_sensitivity(1.0 * minute, me.skill_alert, p)
        if luck(w, NIGHT_NOSE, me.id, at * 256 + minute) < p_found(d, bar):
            return 1.0 * minute
        minute = minute + 1
    return NEVER_MIN


def is_told(w, i, at):
    """1 where a dog that has found something wakes somebody rather than lie still."""
    me = w.agents[i]
    return 1 if luck(w, NIGHT_WAKING, me.id, at + (1 << 28)) < chance_of_telling(w, i) else 0


def chance_of_telling(w, i):
    """Probability of that: what it foresees for its partner against being scolded."""
    me = w.agents[i]
    p = w.p.ward
    bond = w.relations[i, me.partner].bond * me.protects
    drive = protect_term(me.w_protect, bond, p.change_harm * p.relief)
    return p_wakes_sleeper(drive, p.scolding, temperature(me.arousal, me.arousal_best, w.p.choice))


def led_there(w, i, watcher, at, dog, other, length):
    """Minute at which the watcher, led by the dog, is at the bed; 1e6 where she is not. She learns from what she finds.

    An alarm after somebody was woken by other means counts for nothing.
    """
    if watcher < 0 or other <= dog:
        return NEVER_MIN
    t = w.tally
    t.n_true_alerts = t.n_true_alerts + 1.0
    if follows(w, i, watcher, at) == 0:
        return NEVER_MIN
    arrives = dog + w.p.ward.reach_min
    found = 1.0 if arrives <= length else 0.0
    experience(w, watcher, i, found, experience_weight(w.agents[watcher].arousal))
    return arrives


def follows(w, i, watcher, at):
    """1 where the watcher is woken and follows the dog."""
    p = w.p.ward
    her = w.agents[watcher]
    if luck(w, NIGHT_WAKING, her.id, at) >= p.p_woken:
        return 0
    trust = w.relations[watcher, i].trust if p.heeds == 1 else 1.0
    if luck(w, NIGHT_WAKING, her.id, at + (1 << 28)) >= trust:
        note(w, NOT_FOLLOWED, watcher, i, -1, trust)
        return 0
    w.tally.n_followed = w.tally.n_followed + 1.0
    return 1


def count_lead(w, kind, lead):
    """Time by which the dog found a change before it would have been found otherwise."""
    t = w.tally
    if kind == MOVES:
        t.lead_moves_sum = t.lead_moves_sum + lead
        t.lead_moves_n = t.lead_moves_n + 1.0
        t.lead_moves_min = t.lead_moves_sum / t.lead_moves_n
    else:
        t.lead_dips_sum = t.lead_dips_sum + lead
        t.lead_dips_n = t.lead_dips_n + 1.0
        t.lead_dips_min = t.lead_dips_sum / t.lead_dips_n


def see_sign(w, i, j, by_dog):
    """A sign of patient j is seen for the first time."""
    him = w.agents[j]
    if him.noticed_signs == 1 or him.awareness == UNCONSCIOUS:
        return
    him.noticed_signs = 1
    w.tally.noticed_d = w.clock.step * days(w)
    w.tally.noticed_by_dog = by_dog
    note(w, LED_TO_SIGN if by_dog == 1.0 else SIGN_SEEN, i if by_dog == 1.0 else j, j, -1, w.tally.noticed_d)


def bark_at_nothing(w, i, watcher, dt):
    """Minutes of the night in which the dog takes nothing for a change, and wakes somebody."""
    me = w.agents[i]
    p = w.p.ward
    t = w.tally
    bar = watch_criterion(w.relations[i, me.partner].bond, p)
    share = p.bed_h / 24.0 * dt
    mean = 60.0 * p.night_h * share * p_found(0.0, bar) * chance_of_telling(w, i)
    n = count_of(luck(w, NIGHTS, me.id, address(w, 2, 15)), mean)
    t.n_false_alerts = t.n_false_alerts + n
    if n > 0:
        note(w, FALSE_ALARM, i, watcher, -1, 1.0 * n)
    for k in range(n if n < MAX_SPELLS else MAX_SPELLS):
        if watcher >= 0 and follows(w, i, watcher, address(w, 2, k)) == 1:
            experience(w, watcher, i, 0.0, experience_weight(w.agents[watcher].arousal))
