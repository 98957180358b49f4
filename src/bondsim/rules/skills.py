"""Skills that grow with practice and fade without it; who teaches whom; who fits whom; a dog that looks back.

Practice is counted in repetitions. A session is worth less the more of them it crams in, and less the
sooner it follows the last; a mentor who works in view multiplies what it is worth.
"""

from bondsim.rules.maths import clamp, exp, log, logistic, logit, normal_cdf


def match_quality(excitability, style, p):
    """How well a dog's excitability and a handler's style of work fit, in (0, 1].

    Parameters
    ----------
    excitability, style : float
        Of the dog, and what the handler works best with, in [0, 1].
    p : TrainingParameters
        Reads `match_width`, the difference at which the quality has fallen to 0.61.
    """
    off = (excitability - style) / p.match_width
    return exp(-0.5 * off * off)


def ease_of_arousal(arousal, arousal_best, p):
    """Share of a repetition's worth at some arousal: an inverted U (`p.arousal_width`).

    References
    ----------
    .. [1] `bondsim.sources.BRAY_2015`.
    """
    off = (arousal - arousal_best) / p.arousal_width
    return exp(-0.5 * off * off)


def repetitions_counted(repetitions, p):
    """Repetitions of a session that teach: `p.full` at most, however many are crammed in."""
    if p.full <= 0.0:
        return 0.0
    return p.full * (1.0 - exp(-repetitions / p.full))


def worth_of_spacing(days, p):
    """Share of a session's worth that stays, by the days since the last (`p.spacing_d`; 0 makes all of it stay).

    References
    ----------
    .. [1] `bondsim.sources.KIS_2017`: sleep after learning a command improves it later.
    """
    if p.spacing_d <= 0.0:
        return 1.0
    return 1.0 - exp(-days / p.spacing_d)


def mentored(skill_mentor, exposure, p):
    """Factor of a repetition's worth while a skilled one works in view for a share of the time (`p.gain`).

    References
    ----------
    .. [1] `bondsim.sources.SLABBERT_RASA_1997`.
    """
    return 1.0 + p.gain * skill_mentor * exposure


def skill_after_practice(skill, best, repetitions, worth, p):
    """Skill after practice: it takes a share of what is missing, and comes back faster than it came.

    Parameters
    ----------
    skill, best : float
        Skill, and the highest that it has been, in [0, 1].
    repetitions : float
        Repetitions that teach (`repetitions_counted`).
    worth : float
        Worth of each, by arousal, match, spacing and mentor.
    p : TrainingParameters
        Reads `rate` (a repetition), `savings`, how much faster a lost skill is learned again.
    """
    return learned(skill, best, p.rate * repetitions * worth, p.savings)


def learned(skill, best, done, savings):
    """Skill after practice that takes 1 - exp(-done) of what is missing; what was known comes faster."""
    if skill < best and savings > 1.0:
        again = 1.0 - (1.0 - skill) * exp(-done * savings)
        if again <= best:
            return again
        used = log((1.0 - skill) / (1.0 - best)) / savings if best < 1.0 else done
        return 1.0 - (1.0 - best) * exp(-(done - used))
    return 1.0 - (1.0 - skill) * exp(-done)


def skill_after_rest(skill, use, days, p):
    """Skill after some days at a share of full use: what is not used fades (`p.fades_d`)."""
    return faded(skill, (1.0 - use) * days, p.fades_d)


def faded(skill, days, tau_d):
    """Skill after some days without practice."""
    return skill * exp(-days / tau_d)


def need_for_mentor(skill, p):
    """Weight with which a mentor turns to one of a class: the same for all, or the more the less it can (`p.focus`)."""
    missing = 1.0 - skill
    return exp(p.focus * log(missing)) if missing > 0.0 else 0.0


def exposure_of(need, needs, p):
    """Share of the time in which one of a class has the mentor in view, by its share of all needs.

    `p` is MentorParameters: `hours`, `reach`.
    """
    if needs <= 0.0:
        return 0.0
    share = p.reach * need / needs
    return p.hours * (share if share < 1.0 else 1.0)


def shown_skill(skill, reading):
    """Chance that what a dog does right is seen to be right by a handler who reads it well or badly."""
    return skill * (0.5 + 0.5 * reading)


def p_pass(skill, mark, nerves, p):
    """Chance to reach a mark in one part of an examination.

    Parameters
    ----------
    skill, mark : float
        Skill, and what is asked for, in [0, 1].
    nerves : float
        Stress of the team on the day, in [0, 1].
    p : CourseParameters
        Reads `day_sd`, how much one day differs from another, and `nerves`, what full stress takes.

    References
    ----------
    .. [1] `bondsim.sources.JEZIERSKI_2014`: examinations go worse than the last trainings.
    .. [2] `bondsim.sources.MWD_SUPPLY`, `bondsim.sources.SLABBERT_ODENDAAL_1999`: half to two thirds do not pass.
    """
    return normal_cdf((skill - p.nerves * nerves - mark) / p.day_sd)


def p_startle_bite(excitability, skill_obey, p):
    """Chance a day of training that a dog startles and bites (`p.bite`: excitability 0.5, no obedience)."""
    if p.bite <= 0.0:
        return 0.0
    return logistic(logit(p.bite) + p.bite_excites * (excitability - 0.5)) * (1.0 - skill_obey)


# The dog that does not let its partner out of its sight ------------------------------------------------------


def look_back_utility(w_protect, bond, harm, w_seek, p):
    """Utility of looking back for the partner, at some predicted harm to it out of sight.

    `p` is AbsenceParameters: `relief`, the believed share of the harm that looking averts, and `near`.
    """
    return w_protect * bond * harm * p.relief + w_seek * bond * p.near


def work_on_utility(w_task, drive, skill, w_command, trust, skill_obey, p):
    """Utility of going on with the search; `p` is AbsenceParameters (`order_share`)."""
    return w_task * drive * skill + w_command * trust * skill_obey * p.order_share


def undisturbed(p_a_window, seconds, share, p):
    """Chance that a dog does not break off within an absence (s), where a `share` of its look-backs would.

    `p` is AbsenceParameters: `window_s`.
    """
    p_break = p_a_window * share
    if p_break >= 1.0:
        return 0.0
    return exp(seconds / p.window_s * log(1.0 - p_break))


def weight_of_absence(seconds, p):
    """Weight of an absence as experience: seconds teach little (`p.telling_s`)."""
    return 1.0 - exp(-seconds / p.telling_s)


def next_absence(seconds, ended_well, p):
    """Length of the next absence, s: `p.factor` times as long after one that ended well, else as much shorter."""
    longer = seconds * p.factor if ended_well == 1 else seconds / p.factor
    return clamp(longer, p.first_s, p.longest_s)


# Cues ------------------------------------------------------------------------------------------------------


def cue_after(cue, is_followed, rate):
    """What a handler's cues mean after one more, followed by work or not (Rescorla and Wagner)."""
    return cue + rate * (is_followed - cue)
