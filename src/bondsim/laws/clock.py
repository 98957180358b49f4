"""The clock: when all look, when it is over."""

from bondsim.laws.body import is_on_body
from bondsim.laws.care import is_on_care
from bondsim.laws.crowd import is_on_crowd
from bondsim.laws.gun import is_on_gun, is_quiet
from bondsim.laws.handling import is_on_scent
from bondsim.laws.kin import is_on_kin
from bondsim.laws.medevac import is_care_on, is_on_medevac
from bondsim.laws.perimeter import is_on_perimeter
from bondsim.laws.rooms import is_on_rooms
from bondsim.laws.world import is_free, note, steps_of
from bondsim.rules.act import cold_power, rest_kept
from bondsim.rules.sense import evidence_gain, evidence_kept
from bondsim.vocabulary import DONE, NOBODY, PHASE, STEP_CAP


def pace(w):
    """Work out what is constant as long as the step and the laws are."""
    c = w.clock
    c.look_steps = steps_of(w, w.p.sense.look_s)
    c.look_s = c.look_steps * c.dt_s
    c.evidence_kept = evidence_kept(c.look_s, w.p.sense)
    c.hit_gain = evidence_gain(1, c.look_s, w.p.sense)
    c.miss_gain = evidence_gain(0, c.look_s, w.p.sense)
    c.force_steps = steps_of(w, w.p.drag.force_s)
    c.retry_steps = steps_of(w, w.p.radio.retry_s)
    c.power = cold_power(w.p.weather.temperature_c, w.p.energy)
    for i in range(w.n_agents):
        me = w.agents[i]
        me.rest_kept = rest_kept(me.critical_speed_m_s, me.sprint_m, c.dt_s)


def turn(w):
    """Begin the next phase of the incident, with its own step; whatever was under way is decided anew."""
    c = w.clock
    c.phase = c.phase + 1
    c.phase_step = c.step
    c.phase_t_s = c.t_s
    c.dt_s = w.phases[c.phase].dt_s
    c.max_steps = c.step + steps_of(w, w.phases[c.phase].max_s)
    pace(w)
    for i in range(w.n_agents):
        me = w.agents[i]
        me.ends = c.step
        me.aware = 1
    note(w, PHASE, NOBODY, NOBODY, -1, c.phase)


def tick(w):
    """One step of time; in some steps all look."""
    c = w.clock
    c.step = c.step + 1
    t = c.phase_t_s + (c.step - c.phase_step) * c.dt_s
    c.t_s = int(t * 1.0e6 + 0.5) / 1.0e6  # whole microseconds: 19.9 and not 19.900000000000002
    c.look = 1 if (c.step - c.phase_step) % c.look_steps == 0 else 0


def is_row(w, every_s):
    """1 in a step that a series with a row every `every_s` records; 0 s is for none."""
    c = w.clock
    return 1 if every_s > 0.0 and (c.step - c.phase_step) % steps_of(w, every_s) == 0 else 0


def muster(w):
    """List who is alive and on the map."""
    n = 0
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.present == 1 and me.alive == 1:
            w.active[n] = i
            n += 1
    w.n_active = n


def conclude(w):
    """Stop when the incident is settled, where the scenario says that it then ends, or when time is up."""
    c = w.clock
    if c.phase + 1 < c.n_phases and (c.step + 1 >= c.max_steps or is_phase_over(w) == 1):
        turn(w)
    elif c.step + 1 >= c.max_steps:
        c.stop = 1
        c.status = DONE if c.ends_in_time == 1 else STEP_CAP
    elif is_settled(w) == 1:
        c.stop = 1
    elif c.phase + 1 < c.n_phases and is_phase_over(w) == 1:
        turn(w)
    if c.stop == 1 and c.entrapped >= 0:
        victim = w.agents[c.entrapped]
        w.tally.rescued = 1.0 if victim.alive == 1 and c.status != STEP_CAP else 0.0
        w.tally.dragged_m = victim.dragged_m


def is_phase_over(w):
    """1 where what needed the short step of a phase is over."""
    # families: what they need it for
    if w.clock.has_medevac == 1:
        return is_care_on(w)
    return 1 if w.clock.has_gun == 1 and is_quiet(w) == 1 else 0


def is_settled(w):
    """1 where no hazard is on its way and no chase is on; a chase counts only while nobody was caught fast."""
    if w.clock.ends_when_settled == 0 or is_threat_on(w) == 1:
        return 0
    # families: return 0 while the business of one is unfinished (is_on_<family>)
    if w.clock.has_rooms == 1 and is_on_rooms(w) == 1:
        return 0
    if w.clock.has_medevac == 1:
        return 1 - is_on_medevac(w)  # whoever is still at large then is another incident
    if w.clock.has_body == 1 and is_on_body(w) == 1:
        return 0
    if w.clock.has_care == 1 and is_on_care(w) == 1:
        return 0
    if w.clock.has_kin == 1 and is_on_kin(w) == 1:
        return 0
    if w.clock.has_gun == 1 and is_on_gun(w) == 1:
        return 0
    if w.clock.has_crowd == 1 and is_on_crowd(w) == 1:
        return 0
    if w.clock.has_scent == 1 and is_on_scent(w) == 1:
        return 0
    if w.clock.has_perimeter == 1 and is_on_perimeter(w) == 1:
        return 0
    return 1 if w.clock.entrapped >= 0 or is_chase_on(w) == 0 else 0


def is_threat_on(w):
    """1 while a hazard is on its way."""
    for k in range(w.n_hazards):
        if w.hazards[k].armed == 1 and w.hazards[k].over == 0:
            return 1
    return 0


def is_chase_on(w):
    """1 while somebody is after one who is still at large and could run."""
    for i in range(w.n_agents):
        me = w.agents[i]
        if me.present == 1 and me.quarry >= 0 and me.quarry != w.clock.stray and is_free(w, me.quarry) == 1:
            is_up = w.agents[me.quarry].down == 0 or w.agents[me.quarry].rises >= 0
            if is_up and me.gave_up == 0 and w.agents[me.quarry].located == 0:
                return 1
    return 0
