"""Public attention, the pressure it brings, and what a department decides under it.

Attention to a post is a logistic growth whose speed falls with novelty. The stretched exponential of
exponent 0.4 has an integral in closed form, so that views at any time are exact, and two days of them are
the views of one and then of the other.
"""

from bondsim.rules.maths import clamp, exp, log, logistic, normal_cdf, normal_quantile, sqrt

EXPONENT = 0.4  # of the stretched exponential; the closed form of its integral holds for this value
ROOT_PI = 1.7724538509055160
ROOT_2 = 1.4142135623730951
LOG_10 = 2.3025850929940457


def novelty(minutes, p):
    """Novelty of a post, 1 when new.

    Parameters
    ----------
    minutes : float
        Age of the post, min.
    p : OfficeParameters
        Reads `novelty_min`, its time scale.

    References
    ----------
    .. [1] `bondsim.sources.WU_HUBERMAN_2007`.
    """
    return exp(-exp(EXPONENT * log(minutes / p.novelty_min))) if minutes > 0.0 else 1.0


def novel_minutes(minutes, p):
    """Integral of the novelty of a post over its age, min: its age as it would be had novelty lasted.

    The incomplete gamma function of 5/2 at x = (minutes / `p.novelty_min`)^0.4.
    """
    if minutes <= 0.0:
        return 0.0
    x = exp(EXPONENT * log(minutes / p.novelty_min))
    root = sqrt(x)
    fall = exp(-x)
    half = ROOT_PI * (2.0 * normal_cdf(ROOT_2 * root) - 1.0)
    three_halves = 0.5 * half - root * fall
    integral = p.novelty_min / EXPONENT * (1.5 * three_halves - x * root * fall)
    return integral if integral > 0.0 else 0.0


def views_of(minutes, audience, p):
    """People who have seen a post, in all, up to some age of it (min).

    Parameters
    ----------
    minutes : float
        Age of the post, min.
    audience : float
        People whom it can reach at most.
    p : OfficeParameters
        Reads `growth_min` (1/min), `first_views`, `novelty_min`.
    """
    if audience <= p.first_views:
        return audience
    return audience / (
        1.0 + (audience / p.first_views - 1.0) * exp(-p.growth_min * novel_minutes(minutes, p))
    )


def audience_of(u, post, p):
    """People whom a post can reach: log-normal; each later post about the same dog reaches a share of that.

    Parameters
    ----------
    u : float
        Uniform number in (0, 1).
    post : float
        Number of posts before it.
    p : OfficeParameters
        Reads `audience`, `audience_sd` (log), `repeat_share`.
    """
    share = 1.0 if post <= 0.0 else (exp(post * log(p.repeat_share)) if p.repeat_share > 0.0 else 0.0)
    return p.audience * exp(p.audience_sd * normal_quantile(u)) * share


def letters_of(days, viewers, p):
    """Letters and signatures a day, some days after a post that so many saw.

    Parameters
    ----------
    days : float
        Whole days since the post.
    viewers : float
        People who have seen it.
    p : OfficeParameters
        Reads `letter_share`, the share who write on the first day, and `letter_power`.

    References
    ----------
    .. [1] `bondsim.sources.CRANE_2010`: donations after a disaster fell with time to the power of -2.5.
    """
    since = 1.0 + days if days > 0.0 else 1.0
    return p.letter_share * viewers * exp(-p.letter_power * log(since))


def pressure_drive(views, letters, p):
    """Pressure that a day's views and letters add, a day; `p` is OfficeParameters (`view_push`, `letter_push`)."""
    return (p.view_push * log(1.0 + views) + p.letter_push * log(1.0 + letters)) / LOG_10


def pressure_after(pressure, drive, days, p):
    """Pressure after some days under a constant drive, exactly: dP/dt = drive - P / `p.pressure_d`."""
    level = drive * p.pressure_d
    return level + (pressure - level) * exp(-days / p.pressure_d)


def grant_odds(bias, pressure, suffering, evidence, readiness, precedents, p):
    """Log-odds that a department grants what it is asked for at one review.

    Parameters
    ----------
    bias : float
        How hard this kind of wish is to grant, log-odds.
    pressure : float
        Pressure of the public.
    suffering, evidence, readiness : float
        How the dog fares, how often it refuses, and what its work is worth, each in [0, 1].
    precedents : float
        Wishes of any dog that it has granted before.
    p : OfficeParameters
        Reads `reluctance`, `w_pressure`, `w_welfare`, `w_evidence`, `w_readiness`, `w_precedent` (log-odds).
    """
    return (
        bias
        - p.reluctance
        + p.w_pressure * pressure
        + p.w_welfare * suffering
        + p.w_evidence * evidence
        - p.w_readiness * readiness
        + p.w_precedent * precedents
    )


def p_grant(odds):
    """Probability that it is granted."""
    return logistic(clamp(odds, -50.0, 50.0))


def lag_days(u, another_u, p):
    """Days from a decision until it is carried out: two desks, each exponential (`p.lag_d` in all on average)."""
    return -0.5 * p.lag_d * (log(u) + log(another_u))
