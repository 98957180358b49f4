"""Training, day by day: sessions, mentors, absences, and the ways of a handler that a dog learns to read."""

from bondsim.laws.ageing import IN_SERVICE, UNFIT, YEAR_D, leave_service
from bondsim.laws.calendar import day_of, is_new_day
from bondsim.laws.duty import is_fit_for_duty
from bondsim.laws.ties import experience_self, learn_from
from bondsim.laws.world import luck, note
from bondsim.rules.appraise import believed_harm
from bondsim.rules.choose import temperature
from bondsim.rules.draws import binomial, p_within, spread_logit, times_on
from bondsim.rules.duty import hours_on_rota
from bondsim.rules.kennel import p_of_two
from bondsim.rules.learn import experience_weight
from bondsim.rules.maths import clamp, on_lattice
from bondsim.rules.mourning import worth_by_memorial
from bondsim.rules.scent import deploy_time
from bondsim.rules.skills import (
    cue_after,
    ease_of_arousal,
    exposure_of,
    look_back_utility,
    match_quality,
    mentored,
    need_for_mentor,
    next_absence,
    p_startle_bite,
    repetitions_counted,
    shown_skill,
    skill_after_practice,
    skill_after_rest,
    undisturbed,
    weight_of_absence,
    work_on_utility,
    worth_of_spacing,
)
from bondsim.streams import ABSENCE, CUE_FOLLOWED, SEEN_RIGHT, SOUND, STARTLE, TEMPER, TOLD_RIGHT
from bondsim.vocabulary import DOG, NOBODY, STARTLED, UNSOUND


def enter_skills(w, i):
    """Agent i at the start: its temper, its skills, and whether it begins the course."""
    me = w.agents[i]
    me.excites = spread_logit(me.excitability, me.temper_spread, luck(w, TEMPER, me.id, 0))
    me.suits = spread_logit(me.style, me.temper_spread, luck(w, TEMPER, me.id, 1))
    me.reading_now = me.reads_dog
    me.best_reading = me.reads_dog
    me.best_task = me.skill_task
    me.best_obey = me.skill_obey
    me.task_now = me.skill_task
    me.obey_now = me.skill_obey
    if me.role == DOG and me.in_training == 1:
        me.enrolled = 1
        me.absence_s = w.p.absence.first_s
        me.reaction_s = deploy_time(0.0, w.p.cue)
        w.tally.n_enrolled = w.tally.n_enrolled + 1.0
        look_around(w, i)
        me.looks_first = me.looks_a_min


def is_team(w, i):
    """1 where dog i has a handler with whom it can work."""
    me = w.agents[i]
    if me.role != DOG or me.alive == 0 or me.present == 0 or me.partner < 0:
        return 0
    other = w.agents[me.partner]
    return 1 if other.alive == 1 and other.present == 1 else 0


def is_pupil(w, i):
    """1 where dog i is in training: with a handler, and, where dogs serve, in service."""
    me = w.agents[i]
    if me.in_training == 0 or is_team(w, i) == 0:
        return 0
    return 1 if w.clock.has_ageing == 0 or me.standing == IN_SERVICE else 0


def may_train(w, i):
    """1 where neither dog i nor its handler is hurt or off duty."""
    if w.clock.has_duty == 0:
        return 1
    return 1 if is_fit_for_duty(w, i) == 1 and is_fit_for_duty(w, w.agents[i].partner) == 1 else 0


def timetable(w, i):
    """Dog i's day in the course: a session or none; more company by play; how well the two fit."""
    me = w.agents[i]
    me.in_view = 0.0
    if is_new_day(w) == 1:
        me.trains_today = 0
    if is_pupil(w, i) == 0:
        return
    p = w.p.training
    j = me.partner
    me.fits = match_quality(me.excites, w.agents[j].suits, p)
    mine = w.relations[i, j]
    its = w.relations[j, i]
    if me.dropped == 0:
        mine.contact = clamp(mine.contact + p.play_per_week / 168.0, 0.0, 1.0)
        its.contact = mine.contact
    mine.response = w.agents[j].responsive * me.fits
    its.response = me.responsive * me.fits
    if is_new_day(w) == 1 and me.enrolled == 1 and day_of(w) >= me.rests_until and may_train(w, i) == 1:
        me.trains_today = 1 if times_on(int(day_of(w) + 0.5), p.sessions_per_week) > 0 else 0


def share_mentor(w):
    """The mentors' time is shared among those who train today, the more to those who can less."""
    p = w.p.mentor
    if p.works == 0 or w.tally.n_enrolled <= 0.0 or is_new_day(w) == 0 or skill_shown(w, 1) <= 0.0:
        return
    needs = 0.0
    for i in range(w.n_agents):
        if w.agents[i].trains_today == 1 and w.agents[i].enrolled == 1:
            needs += on_lattice(need_for_mentor(w.agents[i].skill_task, p))
    for i in range(w.n_agents):
        if w.agents[i].trains_today == 1 and w.agents[i].enrolled == 1:
            w.agents[i].in_view = exposure_of(need_for_mentor(w.agents[i].skill_task, p), needs, p)


def skill_shown(w, is_dog):
    """Highest skill that a mentor shows: that of a dog at the task, or that of a handler at reading."""
    best = 0.0
    for j in range(w.n_agents):
        a = w.agents[j]
        if is_mentor(w, j) == 1 and (a.role == DOG) == (is_dog == 1):
            shown = a.skill_task if is_dog == 1 else a.reading_now
            if shown > best:
                best = shown
    return best


def is_mentor(w, j):
    """1 where agent j works in view of others: by its trait, or as a team with years of service."""
    a = w.agents[j]
    if a.alive == 0 or a.present == 0:
        return 0
    if a.mentors == 1:
        return 1
    if w.clock.has_ageing == 0:
        return 0
    d = j if a.role == DOG else a.mate
    if d < 0 or w.agents[d].standing != IN_SERVICE or w.agents[d].alive == 0:
        return 0
    return 1 if w.agents[d].service_d >= w.p.mentor.veteran_y * YEAR_D else 0


def keep_in_practice(w, i):
    """Dog i and its handler practise; what is not practised fades; a startled dog may bite; some turn out unsound."""
    me = w.agents[i]
    if is_pupil(w, i) == 0 or is_new_day(w) == 0:
        return
    p = w.p.training
    other = w.agents[me.partner]
    keeps_up = 1 if me.certified == 1 and p.keeps_up == 1 else 0
    used = 1.0 if me.trains_today == 1 or keeps_up == 1 else 0.0
    me.skill_task = skill_after_rest(me.skill_task, used, 1.0, p)
    me.skill_obey = skill_after_rest(me.skill_obey, used, 1.0, p)
    other.reading_now = skill_after_rest(other.reading_now, used, 1.0, p)
    me.task_now = me.skill_task
    me.obey_now = me.skill_obey
    if me.enrolled == 1 and luck(w, SOUND, me.id, w.clock.step) < p_within(w.p.course.p_unfit, 1.0 / 365.0):
        me.enrolled = 0
        me.dropped = 1
        w.tally.n_unfit = w.tally.n_unfit + 1.0
        note(w, UNSOUND, i, NOBODY, -1, day_of(w))
        if w.clock.has_ageing == 1:
            leave_service(w, i, UNFIT)
        return
    if me.trains_today == 0:
        return
    practise(w, i)
    me.task_now = me.skill_task
    me.obey_now = me.skill_obey
    meet_halfway(w, i)
    me.last_session_d = day_of(w)
    if luck(w, STARTLE, me.id, w.clock.step) < p_startle_bite(me.excites, me.skill_obey, p):
        me.n_startled = me.n_startled + 1
        me.rests_until = day_of(w) + p.bite_pause_d
        w.tally.n_startle_bites = w.tally.n_startle_bites + 1.0
        learn_from(w, me.partner, i, 0.0, experience_weight(1.0))
        note(w, STARTLED, i, me.partner, -1, me.rests_until)


def practise(w, i):
    """A session of dog i: what it teaches the dog and its handler."""
    me = w.agents[i]
    p = w.p.training
    other = w.agents[me.partner]
    weekly = p.hours_per_week
    if w.clock.has_duty == 1:
        weekly = weekly + hours_on_rota(w.p.rota)
    hours = weekly / p.sessions_per_week if p.sessions_per_week > 0.0 else 0.0
    counted = repetitions_counted(hours * p.repetitions_per_h, p)
    apart = day_of(w) - me.last_session_d
    ease = ease_of_arousal(0.5 * (me.excites + other.suits), me.arousal_best, p)
    worth = me.fits * ease * worth_of_spacing(apart, p)
    if w.clock.has_mourning == 1:
        worth = worth * worth_by_memorial(w.tally.memorial, w.p.mourning)
    by_mentor = mentored(skill_shown(w, 1), me.in_view, w.p.mentor)
    task = counted * (1.0 - p.obedience)
    obey = counted * p.obedience
    me.skill_task = skill_after_practice(me.skill_task, me.best_task, task, worth * by_mentor, p)
    me.skill_obey = skill_after_practice(me.skill_obey, me.best_obey, obey, worth * by_mentor, p)
    by_teacher = mentored(skill_shown(w, 0), me.in_view, w.p.mentor)
    reading = p.read_share * worth_of_spacing(apart, p) * by_teacher
    other.reading_now = skill_after_practice(other.reading_now, other.best_reading, 0.5 * counted, reading, p)
    me.best_task = me.skill_task if me.skill_task > me.best_task else me.best_task
    me.best_obey = me.skill_obey if me.skill_obey > me.best_obey else me.best_obey
    other.best_reading = other.reading_now if other.reading_now > other.best_reading else other.best_reading


def meet_halfway(w, i):
    """What dog i and its handler learn of one another in a session: whose word is good, what the ways foretell."""
    me = w.agents[i]
    j = me.partner
    n = int(w.p.training.trials + 0.5)
    step = w.clock.step
    if n > 0:
        weight = experience_weight(me.arousal_best)
        told = binomial(n, me.fits, luck(w, TOLD_RIGHT, me.id, step)) / n
        learn_from(w, i, j, told, weight)
        seen = shown_skill(me.skill_task, w.agents[j].reading_now)
        learn_from(w, j, i, binomial(n, seen, luck(w, SEEN_RIGHT, me.id, step)) / n, weight)
    followed = 1.0 if luck(w, CUE_FOLLOWED, me.id, step) < w.p.cue.followed else 0.0
    me.cue = cue_after(me.cue, followed, w.p.cue.cue_rate)
    me.reaction_s = deploy_time(me.cue, w.p.cue)


def look_around(w, i):
    """How often dog i, sent to search, looks back for its handler: by bond, and by trust that the other copes."""
    me = w.agents[i]
    if me.partner < 0:
        return
    p = w.p.absence
    r = w.relations[i, me.partner]
    back = look_back_utility(
        me.w_protect, r.bond, believed_harm(p.harm, r.self_trust, 1, w.p.harm), me.w_seek, p
    )
    on = work_on_utility(me.w_task, me.drive, me.skill_task, me.w_command, r.trust, me.skill_obey, p)
    me.look_back = p_of_two(back, on, temperature(p.arousal, me.arousal_best, w.p.choice))
    me.looks_a_min = me.look_back * 60.0 / p.window_s


def go_out_of_sight(w, i):
    """Dog i's handler goes out of sight in a session and comes back; each time teaches whether that ends well."""
    me = w.agents[i]
    if is_pupil(w, i) == 0 or is_new_day(w) == 0:
        return
    p = w.p.absence
    if p.trains == 1 and me.trains_today == 1:
        for k in range(int(p.per_session + 0.5)):
            stays = undisturbed(me.look_back, me.absence_s, p.breaks, p)
            went_well = 1 if luck(w, ABSENCE, me.id, w.clock.step * 64 + k) < stays else 0
            me.n_absences = me.n_absences + 1
            me.n_broken = me.n_broken + 1 - went_well
            experience_self(w, i, me.partner, 1.0 * went_well, weight_of_absence(me.absence_s, p))
            me.absence_s = next_absence(me.absence_s, went_well, p)
    look_around(w, i)
