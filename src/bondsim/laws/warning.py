"""What is told of a warning that did not come, or was not heeded: why the dog gave no sign, why its handler went on.

Nothing here changes what anybody does: it reads what is, and notes it.
"""

from bondsim.laws.choose import give_reasons
from bondsim.laws.weigh import utility
from bondsim.laws.world import note
from bondsim.rules.maths import distance
from bondsim.rules.scent import read_answer, read_evidence
from bondsim.vocabulary import (
    COMMAND,
    FAINT_SIGN,
    FREEZE,
    HIDE,
    N_TERMS,
    NOT_BELIEVED,
    NOT_READ,
    OFF_WORK,
    OUT_OF_SCENT,
    OUTWEIGHED,
    PROTECT,
    SEEK,
    SELF,
    SIGN_PASSED,
    SIGN_TOO_LATE,
    SIGN_TOO_SHORT,
    SIGN_TOO_WEAK,
    TASK,
    TRACK,
    UP_THE_WIND,
)


def account(w, i):
    """Agent i gave no sign before the first shot from an ambush, or went on although its dog pointed: why."""
    t = w.tally
    fired = 1 if t.first_shot_s == w.clock.t_s else 0
    if t.first_shot_s >= 0.0 and fired == 0:
        return
    me = w.agents[i]
    if me.nose == 1:
        if me.threat >= w.p.scent.freeze_at and me.threat == me.sensed and me.action != FREEZE:
            remember_terms(w, i)
        if fired == 1 and me.quarry >= 0 and w.agents[me.quarry].rounds_fired > 0:
            explain_silence(w, i)
    elif me.partner >= 0 and w.agents[me.partner].nose == 1:
        explain_going_on(w, i, fired)


def explain_silence(w, i):
    """Dog i had not pointed at the one who fires now, nor does it: what kept it from that."""
    me = w.agents[i]
    other = w.agents[me.quarry]
    if w.tally.first_freeze_s >= 0.0 or me.froze >= 0:
        return
    d = distance(me.x_m, me.y_m, other.x_m, other.y_m)
    if me.gave_up == 1 or me.down == 1 or w.clock.step < me.deploys:
        note(w, OFF_WORK, i, me.quarry, -1, d)
    elif me.action == FREEZE:
        note(w, SIGN_TOO_LATE, i, me.quarry, -1, me.sensed)
    elif me.sensed >= w.p.scent.freeze_at:
        tell_terms(w, i)
    elif me.winded_s > 0.0:
        note(w, FAINT_SIGN, i, me.quarry, -1, me.sensed)
    elif (me.x_m - other.x_m) * w.clock.wind_x + (me.y_m - other.y_m) * w.clock.wind_y <= 0.0:
        note(w, UP_THE_WIND, i, me.quarry, -1, d)
    else:
        note(w, OUT_OF_SCENT, i, me.quarry, -1, d)


def remember_terms(w, i):
    """What spoke for what dog i does, and not for pointing, as its evidence of somebody near is at its most."""
    me = w.agents[i]
    set_terms_against(w, i, me.action, FREEZE)
    me.went_command = w.terms[COMMAND]
    me.went_protect = w.terms[PROTECT]
    me.went_task = w.terms[TASK]
    me.went_seek = w.terms[SEEK]
    me.went_self = w.terms[SELF]


def tell_terms(w, i):
    """Dog i had sensed the one who fires now, and gone on: write the terms of that moment."""
    me = w.agents[i]
    n = w.clock.n_events
    note(w, SIGN_PASSED, i, me.quarry, -1, me.sensed)
    if n >= w.log_room:
        return
    for k in range(N_TERMS):
        w.terms[k] = 0.0
    w.terms[COMMAND] = me.went_command
    w.terms[PROTECT] = me.went_protect
    w.terms[TASK] = me.went_task
    w.terms[SEEK] = me.went_seek
    w.terms[SELF] = me.went_self
    give_reasons(w, n, 0)


def explain_going_on(w, i, fired):
    """Agent i is still on its way once its dog points no more, or a shot falls: what became of the sign."""
    me = w.agents[i]
    dog = w.agents[me.partner]
    if dog.froze < 0 or dog.answered == 1:
        return
    if me.action == HIDE:
        dog.answered = 1
        return
    if fired == 0 and dog.action == FREEZE and dog.alive == 1 and dog.present == 1:
        return
    dog.answered = 1
    if me.action != TRACK or (me.down == 1 and fired == 0):
        return
    trust = w.relations[i, me.partner].trust
    answer_s = read_answer(me.skill_read, trust, w.p.scent)
    seen = w.p.perimeter.threat_seen
    if me.threat >= seen:
        n = w.clock.n_events
        note(w, OUTWEIGHED, i, me.partner, TRACK, me.threat)
        if n < w.log_room:
            set_terms_against(w, i, TRACK, HIDE)
            give_reasons(w, n, 0)
    elif (w.clock.step - dog.froze) * w.clock.dt_s < answer_s:
        note(w, SIGN_TOO_SHORT, i, me.partner, -1, answer_s)
    elif dog.threat < seen and read_evidence(w.p.scent.freeze_at, me.skill_read, trust) >= seen:
        note(w, SIGN_TOO_WEAK, i, me.partner, -1, dog.threat)
    elif me.skill_read < trust:
        note(w, NOT_READ, i, me.partner, -1, me.skill_read)
    else:
        note(w, NOT_BELIEVED, i, me.partner, -1, trust)


def set_terms_against(w, i, action, other):
    """Leave in `w.terms` what speaks to agent i for an action less what speaks for another."""
    utility(w, i, action)
    for k in range(N_TERMS):
        w.utilities[k] = w.terms[k]
    utility(w, i, other)
    for k in range(N_TERMS):
        w.terms[k] = w.utilities[k] - w.terms[k]
