"""A ring of dart guns: who aims, whom that frightens, who is told to lower, who fires, and what a dart does."""

from bondsim.laws.motion import go
from bondsim.laws.world import alert_all, luck, note, steps_of
from bondsim.rules.dart import (
    between,
    fire_rate,
    guns_harm,
    is_in_line,
    lag,
    p_within,
    ring_x,
    ring_y,
    sedation,
)
from bondsim.rules.maths import distance
from bondsim.streams import COMPLY, DRUG, FIRE, towards
from bondsim.vocabulary import AIM, ASLEEP, CALLED_DOWN, DARTED, DOG, FIRED, LOWER, NOBODY, ORDERED

SLACK_M = 1.5  # m, how far off its place in the ring one stands before it moves


def ready(w, i):
    """Agent i shows whether it aims, weighs an order that has come through; a drug works in it."""
    me = w.agents[i]
    me.gun_up = 0
    if me.action == AIM and me.mark >= 0:
        dog = w.agents[me.mark]
        if distance(me.x_m, me.y_m, dog.x_m, dog.y_m) <= w.p.dart.aim_m:
            me.gun_up = 1
            w.tally.guns_up_s = w.tally.guns_up_s + w.clock.dt_s
    if me.heeds >= 0 and w.clock.step >= me.heeds and me.order != LOWER:
        me.order = LOWER
        me.aware = 1
        note(w, ORDERED, me.superior, i, LOWER, 0.0)
    if me.darted >= 0 and me.down == 0:
        sink(w, i)


def sink(w, i):
    """A drug takes hold of agent i, until it sleeps."""
    me = w.agents[i]
    me.sedation = sedation((w.clock.step - me.darted) * w.clock.dt_s, me.onset_s, w.p.dart.full_s)
    if me.sedation >= 1.0:
        me.down = 1
        w.tally.asleep_s = w.clock.t_s
        note(w, ASLEEP, i, NOBODY, -1, 0.0)
        alert_all(w)


def count_guns(w, i):
    """Dog i feels how many guns aim at it."""
    me = w.agents[i]
    me.guns = 0
    if me.role != DOG:
        return
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.gun_up == 1 and a.mark == i and a.present == 1 and a.alive == 1:
            me.guns = me.guns + 1


def harm_dart(w, i, j):
    """Harm that agent i foresees for agent j, itself or its partner, from guns that aim at a dog.

    A dog takes them for a threat to its partner, too, who stands close.
    """
    me = w.agents[i]
    other = w.agents[j]
    if other.role == DOG:
        return guns_harm(other.guns, w.p.dart)
    if me.role == DOG and distance(me.x_m, me.y_m, other.x_m, other.y_m) < w.p.dart.close_m:
        return guns_harm(me.guns, w.p.dart)
    return 0.0


def is_open_dart(w, i, action):
    """1 where agent i, who has darts, could now aim at the dog that it watches, or keep its gun down."""
    me = w.agents[i]
    if is_in_ring(w, i) == 0:
        return 0
    if action == LOWER:
        return 1
    dog = w.agents[me.mark]
    return 1 if dog.at_peace == 0 and dog.darted < 0 and me.shots < me.darts else 0


def is_in_ring(w, i):
    """1 where agent i is one of those who hold a ring around a dog: it does nothing else."""
    me = w.agents[i]
    return 1 if me.darts >= 1.0 and me.mark >= 0 else 0


def gain_dart(w, i, action):
    """What aiming brings for its own sake: the danger of a loose dog ended."""
    return w.p.dart.aim_gain * w.agents[w.agents[i].mark].menace if action == AIM else 0.0


def call_down(w, i):
    """Agent i, if it leads people with dart guns, orders the guns down in its time; each weighs it after a while."""
    me = w.agents[i]
    p = w.p.dart
    if p.orders == 0 or me.called_down == 1 or me.role == DOG or w.clock.t_s < p.order_delay_s:
        return
    for j in range(w.n_agents):
        a = w.agents[j]
        if a.superior == i and a.darts >= 1.0 and a.present == 1 and a.alive == 1:
            a.heeds = w.clock.step + steps_of(w, lag(p.comply_s, luck(w, COMPLY, a.id, 0)))
            me.called_down = 1
    if me.called_down == 1:
        note(w, CALLED_DOWN, i, NOBODY, LOWER, 0.0)


def act_dart(w, i):
    """Agent i keeps its place in the ring, and may fire."""
    me = w.agents[i]
    if me.darts < 1.0 or me.mark < 0 or me.down == 1 or (me.action != AIM and me.action != LOWER):
        return
    dog = w.agents[me.mark]
    if dog.at_peace == 1:
        return
    keep_place(w, i)
    if me.gun_up == 1 and dog.darted < 0 and is_clear(w, i) == 1:
        p = p_within(fire_rate(dog.menace, w.p.dart), w.clock.dt_s)
        if luck(w, FIRE, me.id, w.clock.step) < p:
            fire(w, i)


def keep_place(w, i):
    """Agent i goes to its place in the ring around the dog: its rank, by identity, among those of the ring."""
    me = w.agents[i]
    dog = w.agents[me.mark]
    rank = 0
    n = 0
    for k in range(w.n_agents):
        a = w.agents[k]
        if a.darts >= 1.0 and a.mark == me.mark and a.present == 1 and a.alive == 1:
            n += 1
            if a.id < me.id:
                rank += 1
    x = dog.x_m + w.p.dart.ring_m * ring_x(rank, n)
    y = dog.y_m + w.p.dart.ring_m * ring_y(rank, n)
    if distance(me.x_m, me.y_m, x, y) > SLACK_M:
        go(w, i, x, y)


def is_clear(w, i):
    """1 where nobody stands in the line of fire of agent i."""
    me = w.agents[i]
    dog = w.agents[me.mark]
    for k in range(w.n_agents):
        a = w.agents[k]
        if k != i and k != me.mark and a.present == 1 and a.alive == 1:
            if is_in_line(a.x_m, a.y_m, me.x_m, me.y_m, dog.x_m, dog.y_m, w.p.dart.clear_m) == 1:
                return 0
    return 1


def fire(w, i):
    """Agent i fires a dart."""
    me = w.agents[i]
    dog = w.agents[me.mark]
    me.shots = me.shots + 1
    w.tally.fired = w.tally.fired + 1.0
    note(w, FIRED, i, me.mark, AIM, dog.menace)
    if luck(w, towards(FIRE, dog.id), me.id, w.clock.step) < w.p.dart.p_hit:
        dog.hits = dog.hits + 1


def take_dart(w, i):
    """Agent i, hit by a dart: it stings at once, and works in minutes."""
    me = w.agents[i]
    if me.hits == 0:
        return
    me.hits = 0
    if me.darted >= 0:
        return
    p = w.p.dart
    me.darted = w.clock.step
    me.onset_s = between(p.onset_low_s, p.onset_high_s, luck(w, DRUG, me.id, 0))
    me.arousal = me.arousal + p.shock * (1.0 - me.arousal)
    w.tally.darted = 1.0
    w.tally.darted_s = w.clock.t_s
    note(w, DARTED, i, NOBODY, -1, me.onset_s)
    alert_all(w)
