"""What is in the air: signs of somebody hidden, what a person reads off the dog, and the search of an area."""

from bondsim.laws.scent import has_trail, turn_to, walk_on
from bondsim.laws.world import alert_all, luck, note
from bondsim.rules.maths import clamp, distance, exp
from bondsim.rules.scent import (
    nose_loss,
    plume_signal,
    quiet_share,
    read_answer,
    read_evidence,
    rustle_signal,
    silence_gain,
    threat_foreseen,
)
from bondsim.rules.sense import criterion, evidence_after, p_detect, sensitivity
from bondsim.streams import BIRDS, RUSTLE, TRAIL_NOSE, towards
from bondsim.vocabulary import CAST, FREEZE, NOBODY, POINTS, QUARRY_FOUND, READS_DOG

NEAR_BY_M = 100.0  # m, distance within which a sign of somebody hidden counts as true


def scan(w, i):
    """Agent i, if it has a nose, takes in what the air brings of somebody hidden near by."""
    me = w.agents[i]
    if w.clock.look == 0 or me.nose == 0:
        return
    if me.quarry >= 0 and w.clock.step >= me.deploys:
        smell_air(w, i)
        listen_for(w, i)
        hear_birds(w, i)
    total = positive(me.wind_evidence) + positive(me.noise_evidence) + positive(me.hush_evidence)
    most = w.p.scent.threat_most
    me.threat = total if total < most else most
    if w.clock.has_perimeter == 1:
        keep_sign(w, i)
    point_at(w, i)


def heed(w, i):
    """Agent i, a person with a dog, reads what it shows; whoever searches may find."""
    me = w.agents[i]
    if w.clock.look == 0:
        return
    if me.nose == 0 and me.partner >= 0 and w.agents[me.partner].nose == 1:
        read_dog(w, i)
    if me.quarry >= 0:
        find_quarry(w, i)


def positive(x):
    """X where it is positive, else 0."""
    return x if x > 0.0 else 0.0


def smell_air(w, i):
    """Agent i may have the one it is after on the wind."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    c = w.clock
    signal = 0.0
    if other.present == 1 and other.gone == 0:
        dx = me.x_m - other.x_m
        dy = me.y_m - other.y_m
        down = dx * c.wind_x + dy * c.wind_y
        across = dx * c.wind_y - dy * c.wind_x
        signal = plume_signal(down, across, w.p.scent.wind_m_s, w.p.scent)
    d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
    d = positive(d - nose_loss(me.nose_fatigue, w.p.scent))
    if signal >= 1.0 and d > 0.0:
        me.winded_s = me.winded_s + c.look_s
    p = p_detect(d, criterion(0.0, 0, w.p.sense), c.look_s)
    hit = 1 if luck(w, towards(TRAIL_NOSE, other.id), me.id, c.step) < p else 0
    gain = c.hit_gain if hit == 1 else c.miss_gain
    me.wind_evidence = evidence_after(me.wind_evidence, c.evidence_kept, gain, w.p.sense)
    me.wind_miss_s = 0.0 if hit == 1 else me.wind_miss_s + c.look_s


def listen_for(w, i):
    """Agent i may hear the small sounds of the one it is after."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    c = w.clock
    signal = 0.0
    if other.present == 1 and other.gone == 0:
        signal = rustle_signal(distance(me.x_m, me.y_m, other.x_m, other.y_m), w.p.scent)
    d = sensitivity(signal, me.arousal, me.arousal_best, me.capacity, w.p.sense)
    p = p_detect(d, criterion(0.0, 0, w.p.sense), c.look_s)
    hit = 1 if luck(w, towards(RUSTLE, other.id), me.id, c.step) < p else 0
    gain = c.hit_gain if hit == 1 else c.miss_gain
    me.noise_evidence = evidence_after(me.noise_evidence, c.evidence_kept, gain, w.p.sense)


def hear_birds(w, i):
    """Agent i hears birds, or that they have fallen silent."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    c = w.clock
    share = 1.0
    if other.present == 1 and other.gone == 0:
        share = quiet_share(distance(me.x_m, me.y_m, other.x_m, other.y_m), w.p.scent)
    heard = 1 if luck(w, BIRDS, me.id, c.step) < 1.0 - exp(-w.p.scent.birdsong_rate * share * c.look_s) else 0
    gain = silence_gain(heard, c.look_s, w.p.scent)
    me.hush_evidence = evidence_after(me.hush_evidence, c.evidence_kept, gain, w.p.sense)


def keep_sign(w, i):
    """What agent i has had of the one it is after, while he is near by: for the story alone."""
    me = w.agents[i]
    d = NEAR_BY_M + 1.0
    if me.quarry >= 0 and w.agents[me.quarry].present == 1:
        d = distance(me.x_m, me.y_m, w.agents[me.quarry].x_m, w.agents[me.quarry].y_m)
    if d > NEAR_BY_M:
        me.sensed = 0.0
        me.winded_s = 0.0
    elif me.threat > me.sensed:
        me.sensed = me.threat


def point_at(w, i):
    """Agent i begins or ends to point, as its action goes."""
    me = w.agents[i]
    if me.action != FREEZE:
        me.froze = -1
        return
    if me.froze >= 0:
        return
    me.froze = w.clock.step
    me.answered = 0
    t = w.tally
    t.n_freezes = t.n_freezes + 1.0
    d = -1.0
    if me.quarry >= 0 and w.agents[me.quarry].present == 1:
        d = distance(me.x_m, me.y_m, w.agents[me.quarry].x_m, w.agents[me.quarry].y_m)
    if d < 0.0 or d > NEAR_BY_M:
        t.n_false_freezes = t.n_false_freezes + 1.0
    elif not t.first_freeze_s >= 0.0:
        t.first_freeze_s = w.clock.t_s
        t.freeze_m = d
    note(w, POINTS, i, NOBODY, -1, me.threat)


def read_dog(w, i):
    """Agent i reads the dog's pointing, once it has answered to it; what was read fades when it ends."""
    me = w.agents[i]
    dog = w.agents[me.partner]
    c = w.clock
    was = me.threat
    me.threat = me.threat * exp(-c.look_s / w.p.scent.remember_s)
    if dog.froze >= 0 and dog.present == 1 and dog.alive == 1:
        trust = w.relations[i, me.partner].trust
        if (c.step - dog.froze) * c.dt_s >= read_answer(me.skill_read, trust, w.p.scent):
            read = read_evidence(dog.threat, me.skill_read, trust)
            if read > me.threat:
                me.threat = read
    if was < 1.0 and me.threat >= 1.0:
        note(w, READS_DOG, i, me.partner, -1, me.threat)


def harm_scent(w, i, j):
    """Harm that agent i foresees for agent j from somebody hidden: for itself and for its partner beside it."""
    me = w.agents[i]
    if me.threat <= 0.0 or (j != i and j != me.partner):
        return 0.0
    return threat_foreseen(me.threat, me.vigilance, w.p.scent)


# The search of an area ----------------------------------------------------------------------------


def is_searching(w, i):
    """1 where agent i is after somebody who has not been found and has left it no trail."""
    me = w.agents[i]
    if me.quarry < 0 or me.gave_up == 1:
        return 0
    other = w.agents[me.quarry]
    if other.located == 1 or other.gone == 1 or other.arrested == 1:
        return 0
    return 1 - has_trail(w, i)


def search_area(w, i, speed_m_s):
    """Agent i sweeps its share of the map leg by leg; a nose that has scent on the wind works up to its source."""
    me = w.agents[i]
    if me.nose == 1 and me.wind_evidence > w.p.scent.wind_follow:
        work_up_wind(w, i, speed_m_s)
        return
    height = w.place.height * w.place.cell_m
    n_legs = 1 + int(height / w.p.scent.leg_m)
    width = w.place.width * w.place.cell_m / searchers(w, i)
    left = width * rank(w, i)
    row = me.leg % n_legs
    x = left if (me.leg + int(me.leg / n_legs)) % 2 == 0 else left + width
    y = clamp((row + 0.5) * w.p.scent.leg_m, 0.0, height)
    near = speed_m_s * w.clock.dt_s
    if distance(me.x_m, me.y_m, x, y) <= near:
        me.leg = me.leg + 1
    elif (me.y_m - y) * (me.y_m - y) > near * near:
        turn_to(w, i, me.x_m, y)
        walk_on(w, i, speed_m_s)
    else:
        turn_to(w, i, x, y)
        walk_on(w, i, speed_m_s)


def searchers(w, i):
    """How many search for the one that agent i searches for, teams counted by the one who leads."""
    n = 0
    for j in range(w.n_agents):
        if leads_search(w, j) == 1 and w.agents[j].quarry == w.agents[i].quarry:
            n += 1
    return n if n > 0 else 1


def rank(w, i):
    """How many of them come before agent i, by identity."""
    n = 0
    for j in range(w.n_agents):
        if leads_search(w, j) == 1 and w.agents[j].quarry == w.agents[i].quarry:
            if w.agents[j].id < w.agents[i].id:
                n += 1
    return n


def leads_search(w, j):
    """1 where agent j sweeps by its own way: a dog, or a person without one."""
    a = w.agents[j]
    if a.quarry < 0 or a.present == 0 or ((a.repertoire >> CAST) & 1) == 0:
        return 0
    if a.nose == 0 and a.partner >= 0 and w.agents[a.partner].nose == 1:
        return 0
    return 1


def work_up_wind(w, i, speed_m_s):
    """Agent i goes up the wind while it has scent, and across it, from side to side and wider, while it has none."""
    me = w.agents[i]
    c = w.clock
    if me.wind_miss_s <= 2.0 * c.look_s:
        turn_to(w, i, me.x_m - c.wind_x, me.y_m - c.wind_y)
    else:
        side = 1.0 if int(me.wind_miss_s / 4.0) % 2 == 0 else -1.0
        turn_to(w, i, me.x_m + side * c.wind_y, me.y_m - side * c.wind_x)
    walk_on(w, i, speed_m_s)


def find_quarry(w, i):
    """Agent i, if it sees the one it searches for and comes near, has found it."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    if me.sees == 0 or other.present == 0 or me.gave_up == 1 or has_trail(w, i) == 1:
        return
    if other.located == 1 and w.tally.located_s != w.clock.t_s:
        return
    if distance(me.x_m, me.y_m, other.x_m, other.y_m) > w.p.scent.find_m:
        return
    other.located = 1
    if not w.tally.located_s >= 0.0:
        w.tally.located_s = w.clock.t_s
    if me.nose == 1:
        w.tally.located_by_dog = 1.0
    note(w, QUARRY_FOUND, i, me.quarry, -1, 0.0)
    alert_all(w)
