"""Ageing: capacity, wear by service, a failing heart, death, welfare, and when a dog is retired.

Ages and times are in years. Rates of death and of unfitness are integrated exactly: one who has used up the
room that luck gave at the start dies or is unfit, so that the length of a step does not matter.
"""

from bondsim.rules.maths import exp, log


def death_rate(age_y, p):
    """Rate of death at an age, 1/y: a constant part, and one that doubles every year and a half or so.

    Parameters
    ----------
    age_y : float
        Age, y.
    p : AgeingParameters
        Reads `accident_rate`, `death_at_birth` (1/y), `death_growth` (1/y): Gompertz-Makeham.

    References
    ----------
    .. [1] `bondsim.sources.TENG_2022`.
    """
    return p.accident_rate + p.death_at_birth * exp(p.death_growth * age_y)


def grown(from_y, to_y, p):
    """Integral of exp(growth t) between two ages, in y; exact."""
    g = p.death_growth
    if g <= 0.0:
        return to_y - from_y
    return (exp(g * to_y) - exp(g * from_y)) / g


def death_used(from_y, to_y, p):
    """Cumulated rate of death between two ages, the share of the heart left out (`p.heart_share`).

    Deaths of the heart have a course of their own (`heart_onset_used`).
    """
    return p.accident_rate * (to_y - from_y) + (1.0 - p.heart_share) * p.death_at_birth * grown(
        from_y, to_y, p
    )


def heart_onset_used(from_y, to_y, stress_y, p):
    """Cumulated rate at which the heart begins to fail between two ages.

    It anticipates the deaths of the heart by the length of the course (`p.heart_course_y`), so that the life
    table comes out as it is; stress borne over the years adds to it.

    Parameters
    ----------
    from_y, to_y : float
        Ages, y.
    stress_y : float
        Stress load integrated over life so far, y.
    p : AgeingParameters
        Reads `heart_share`, `death_at_birth`, `death_growth`, `heart_course_y`, `heart_stress`.
    """
    ahead = exp(p.death_growth * p.heart_course_y)
    return (
        p.heart_share * p.death_at_birth * ahead * grown(from_y, to_y, p) * (1.0 + p.heart_stress * stress_y)
    )


def heart_after(heart, is_treated, years, p):
    """How far a failing heart has come after some time, 0 to 1; medication slows it (`p.medication`)."""
    pace = (1.0 - p.medication * is_treated) / p.heart_course_y
    after = heart + pace * years
    return after if after < 1.0 else 1.0


def room(u):
    """Cumulated rate that is survived: exponential with mean 1, from a uniform number."""
    return -log(u)


def service_used(service_y, p):
    """Cumulated rate of unfitness after some years of service at the reference load (Weibull).

    Parameters
    ----------
    service_y : float
        Years of service, each weighted by its load (`service_pace`), >= 0.
    p : AgeingParameters
        Reads `unfit_shape`, `unfit_scale_y`.

    References
    ----------
    .. [1] `bondsim.sources.WORTH_2013`.
    """
    if service_y <= 0.0:
        return 0.0
    return exp(p.unfit_shape * log(service_y / p.unfit_scale_y))


def service_pace(load, p):
    """How fast service wears, against the reference load.

    Parameters
    ----------
    load : float
        Load against the reference, 1 at the reference.
    p : AgeingParameters
        Reads `load_wear`, the part of wear that goes with the load; 0 switches it off.

    References
    ----------
    .. [1] `bondsim.sources.CARON_LORMIER_2016`.
    """
    pace = 1.0 + p.load_wear * (load - 1.0)
    return pace if pace > 0.0 else 0.0


def worn(used, given, p):
    """Wear by service, 0 to `p.unfit_wear`, the wear at which a dog is unfit."""
    if given <= 0.0 or used >= given:
        return p.unfit_wear
    return p.unfit_wear * used / given


def injury_after(injury, lasting, days, p):
    """Injury some days later: it heals down to what lasts, with `p.heal_d`."""
    return lasting + (injury - lasting) * exp(-days / p.heal_d)


def welfare_of(wear, heart, capacity, stress, grief, p):
    """How a dog fares, 1 well, below 0 ill-being.

    Parameters
    ----------
    wear, heart : float
        Injury and wear, and how far the heart has failed, in [0, 1].
    capacity : float
        Capacity left by age, in [0, 1].
    stress, grief : float
        Stress load and grief, in [0, 1].
    p : WelfareParameters
        Reads `wear`, `heart`, `age`, `stress`, `grief`.
    """
    return (
        1.0 - p.wear * wear - p.heart * heart - p.age * (1.0 - capacity) - p.stress * stress - p.grief * grief
    )


def is_time(age_y, capacity, wear, p):
    """Why a dog is retired now: 1 by age, 2 by lost capacity, 3 by injury and wear, 0 not at all.

    Parameters
    ----------
    age_y, capacity, wear : float
        Age (y), capacity left, injury and wear.
    p : RetireParameters
        Reads `age_y`, `capacity`, `wear`.
    """
    if age_y >= p.age_y:
        return 1
    if capacity < p.capacity:
        return 2
    if wear > p.wear:
        return 3
    return 0
