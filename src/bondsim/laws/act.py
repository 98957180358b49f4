"""Law 4, act: what each agent does in one step, from a snapshot of where all stand.

`settle` then makes it so.
"""

from bondsim.laws.body import act_body
from bondsim.laws.feeling import act_feeling
from bondsim.laws.fight import act_fight
from bondsim.laws.gun import act_gun
from bondsim.laws.handling import act_scent
from bondsim.laws.kin import act_kin
from bondsim.laws.motion import go, to_partner
from bondsim.laws.patrol import act_patrol
from bondsim.laws.perimeter import flee
from bondsim.laws.rooms import act_rooms
from bondsim.laws.sound import act_sound, seek_out
from bondsim.laws.speak import search
from bondsim.laws.world import luck, note, steps_of
from bondsim.rules.act import (
    assist_force,
    force_along_ground,
    peak_force,
    resistance,
    spread_force,
    vigour,
)
from bondsim.rules.maths import distance, on_lattice
from bondsim.streams import FORCE
from bondsim.vocabulary import (
    AID,
    BARK,
    BITE,
    CARRY,
    CAST,
    COMFORT,
    ENTER,
    FLEE,
    FREEZE,
    GUARD,
    LOOK,
    PULL,
    PULLED,
    PURSUE,
    SHOOT,
    STAB,
    STAND,
    TRACK,
    TRAVEL,
    WALK,
    WITHDRAW,
)


def act(w, i):
    """Agent i moves towards where its action takes it, or pulls."""
    me = w.agents[i]
    if me.down == 1:
        return
    if w.clock.has_kin == 1 and (act_kin(w, i) == 1 or act_patrol(w, i) == 1):
        return
    if me.action == PULL:
        pull(w, i)
    elif me.action == GUARD:
        to_partner(w, i, w.p.drag.grip_m)
    elif me.action == WITHDRAW:
        to_partner(w, i, w.p.drag.withdrawn_m)
    elif me.action == PURSUE:
        pursue(w, i)
    elif me.action == FLEE:
        if me.followed == 1 and w.clock.has_perimeter == 1:
            flee(w, i)
        else:
            go(w, i, me.target_x_m, me.target_y_m)
    elif me.action == TRAVEL:
        if w.clock.has_sound == 1:
            seek_out(w, i)
        elif go(w, i, me.target_x_m, me.target_y_m) == 0:
            search(w, i)
    # families: what each of their actions does
    elif w.clock.has_body == 1 and (me.action == AID or me.action == CARRY):
        act_body(w, i)
    elif w.clock.has_gun == 1 and me.action == SHOOT:
        act_gun(w, i)
    elif w.clock.has_feeling == 1 and (me.action == WALK or me.action == COMFORT or me.action == STAND):
        act_feeling(w, i)
    elif w.clock.has_rooms == 1 and (me.action == LOOK or me.action == ENTER):
        act_rooms(w, i)
    elif w.clock.has_fight == 1 and (me.action == BITE or me.action == STAB):
        act_fight(w, i)
    elif w.clock.has_sound == 1 and me.action == BARK:
        act_sound(w, i)
    elif w.clock.has_scent == 1 and (me.action == TRACK or me.action == CAST or me.action == FREEZE):
        act_scent(w, i)


def pursue(w, i):
    """Agent i runs after the one it is after while it sees it, else to where it last saw it."""
    me = w.agents[i]
    if me.sees == 1:
        me.target_x_m = w.agents[me.quarry].x_m
        me.target_y_m = w.agents[me.quarry].y_m
    go(w, i, me.target_x_m, me.target_y_m)


def pull(w, i):
    """Agent i pulls its partner: it takes hold, then one pull after another, each with a time of force."""
    me = w.agents[i]
    p = w.p.drag
    other = w.agents[me.partner]
    if me.started < 0:
        if distance(me.x_m, me.y_m, other.x_m, other.y_m + other.out_y * p.grip_m) > p.reach_m:
            to_partner(w, i, p.grip_m)
            return
        take_hold(w, i)
    if w.clock.step - me.started < w.clock.force_steps:
        other.pull_n = other.pull_n + me.force_n
    to_partner(w, i, p.grip_m)


def take_hold(w, i):
    """Agent i begins one pull: its force is drawn, its reserve and body pay for it."""
    me = w.agents[i]
    p = w.p.drag
    other = w.agents[me.partner]
    me.started = w.clock.step
    me.ends = w.clock.step + steps_of(w, p.period_s)
    give = vigour(w.relations[i, me.partner].bond, me.partner_harm, p)
    peak = peak_force(me.pull_share, me.mass_kg, me.capacity, me.wear, me.reserve, give)
    peak = spread_force(peak, p.force_sd, luck(w, FORCE, me.id, w.clock.step))
    me.force_n = on_lattice(force_along_ground(peak, w.clock.friction, p.angle_deg))
    me.reserve = me.reserve - p.drain if me.reserve > p.drain else 0.0
    me.wear = me.wear + p.wear if me.wear + p.wear < 1.0 else 1.0
    other.last_pull = w.clock.step
    held = resistance(w.clock.friction, other.mass_kg)
    margin = on_lattice((me.force_n + helping_force(w, me.partner)) / held)
    count_pull(w, i, margin)
    note(w, PULLED, i, me.partner, PULL, margin)


def helping_force(w, j):
    """Push of agent j, who is being dragged, once it wants to be, N."""
    a = w.agents[j]
    if a.encourages == 0 or a.alive == 0:
        return 0.0
    return assist_force(w.p.drag.assist, a.mass_kg, w.clock.power)


def count_pull(w, i, margin):
    """Tally of one pull."""
    me = w.agents[i]
    t = w.tally
    if w.agents[me.partner].partner == i:
        t.n_partner_pulls = t.n_partner_pulls + 1.0
    else:
        t.n_other_pulls = t.n_other_pulls + 1.0
        if not t.backup_s >= 0.0:
            t.backup_s = w.clock.t_s - t.trapped_s
    t.margin_sum = t.margin_sum + margin
    t.force_margin = t.margin_sum / (t.n_partner_pulls + t.n_other_pulls)
    if not t.force_margin_max >= margin:
        t.force_margin_max = margin
    if me.order == WITHDRAW:
        me.defied = 1
    if me.order == WITHDRAW and t.disobeyed < 1.0:
        t.disobeyed = 1.0
        t.first_disobey_s = w.clock.t_s - t.trapped_s
