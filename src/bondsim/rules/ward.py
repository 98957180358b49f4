"""A patient who does not wake, the dog at the bed, the monitor, the night nurse, and the way back to duty."""

from bondsim.rules.maths import clamp, exp, log, logistic, logit, normal_cdf

MONTH_D = 30.4375


def waking_hazard(days, p):
    """Rate at which one who lies unconscious shows a first sign of consciousness, 1/month.

    It is constant within each quarter of the first year, and then until `p.last_month`.

    Parameters
    ----------
    days : float
        Days since the injury.
    p : WardParameters
        Reads `hazard_0_3`, `hazard_3_6`, `hazard_6_9`, `hazard_9_12`, `hazard_later` (1/month), `last_sign_d`.
    """
    month = days / MONTH_D
    if month < 3.0:
        return p.hazard_0_3
    if month < 6.0:
        return p.hazard_3_6
    if month < 9.0:
        return p.hazard_6_9
    if month < 12.0:
        return p.hazard_9_12
    return p.hazard_later if days < p.last_sign_d else 0.0


def presence_factor(presence, p):
    """How much a familiar presence multiplies a rate of waking: exp(`p.presence_effect` times its share of the day).

    References
    ----------
    .. [1] `bondsim.sources.HEDIGER_2019`: more movements with an animal present; it counts behaviour, not recovery.
    """
    return exp(p.presence_effect * presence)


def p_within(rate, days):
    """Probability that what comes at a monthly rate comes within some days."""
    return 1.0 - exp(-rate * days / MONTH_D)


def p_found(sensitivity, criterion):
    """Probability that one look finds a change."""
    return normal_cdf(sensitivity - criterion)


def watch_criterion(bond, p):
    """Criterion of a dog beside a bed; a bond lowers it, and so raises false alarms with the hits.

    Parameters
    ----------
    bond : float
        Bond to the patient, in [0, 1].
    p : WardParameters
        Reads `criterion`, `bond_shift` (standard deviations).

    References
    ----------
    .. [1] `bondsim.sources.CATALA_2020`.
    """
    return p.criterion - p.bond_shift * bond


def change_sensitivity(minutes, skill, p):
    """Sensitivity to a change of the patient that has been under way for some minutes.

    Parameters
    ----------
    minutes : float
        Time since it began, min: it grows at first, and is whole after `p.change_min`.
    skill : float
        Skill of the nose at scents of the body, 0.5 middling.
    p : WardParameters
        Reads `change_sd`, `skill_gain` (standard deviations), `change_min`.
    """
    share = minutes / p.change_min if minutes < p.change_min else 1.0
    d = share * (p.change_sd + p.skill_gain * (skill - 0.5))
    return d if d > 0.0 else 0.0


def monitor_minutes(p):
    """Minutes from the onset of a change that the monitor measures to its alarm.

    The change crosses the limit after a share of its ramp, and the monitor averages.
    """
    return p.monitor_limit * p.change_min + p.monitor_mean_min


def p_wakes_sleeper(utility, cost, temperature):
    """Probability that a dog that has found a change goes and wakes somebody."""
    return logistic(clamp((utility - cost) / temperature, -50.0, 50.0))


def trust_at_rest(precision, negativity):
    """Trust that settles where a share of the alarms is true, and a false one weighs so much more.

    Below one half where precision is under negativity / (1 + negativity).
    """
    bad = negativity * (1.0 - precision)
    return precision / (precision + bad) if precision + bad > 0.0 else 0.5


def count_of(u, mean):
    """Number of events in a time in which so many are expected (Poisson), 50 at most."""
    chance = exp(-mean)
    below = chance
    n = 0
    while below < u and n < 50:
        n = n + 1
        chance = chance * mean / n
        below = below + chance
    return n


def spell_minutes(u, p):
    """Length of a sign, min, exponential about `p.sign_min`."""
    return -p.sign_min * log(u)


def injury_mended(injury, days, tau_d):
    """Injury of a patient after some days of healing: strength recovers along a logistic curve.

    Exact, so that two half intervals equal one: the log-odds of the injury fall by 1 in `tau_d`.

    Parameters
    ----------
    injury : float
        Injury before, in [0, 1].
    days, tau_d : float
        Length of the interval and time constant, d.
    """
    if injury <= 0.0 or injury >= 1.0:
        return injury
    return logistic(logit(injury) - days / tau_d)


def days_to_heal(injury, allowed, tau_d):
    """Days until an injury has healed to what is allowed."""
    return tau_d * (logit(injury) - logit(allowed)) if injury > allowed else 0.0


def attends(bond, p):
    """Share of a session in which a dog attends to its trainer; more with a bond (`p.attends_bare`)."""
    return p.attends_bare + (1.0 - p.attends_bare) * bond


def is_fit(skill, stress, injury, p):
    """1 where a team may go back on duty (`p.fit_skill`, `p.fit_stress`, `p.fit_injury`)."""
    return 1 if skill > p.fit_skill and stress < p.fit_stress and injury < p.fit_injury else 0


def appetite(grief, p):
    """Share of its food that a grieving dog eats; `p` is WardParameters (`appetite_loss`).

    References
    ----------
    .. [1] `bondsim.sources.UCCHEDDU_2022`: a third of bereaved dogs eat less.
    """
    return 1.0 - p.appetite_loss * grief
