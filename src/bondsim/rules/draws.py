"""Draws of more than one kind: a uniform number becomes a count, a level or a chance within days."""

from bondsim.rules.maths import exp, log, logistic, normal_quantile

MOST = 1000  # trials beyond which the chance of none is too small a number


def binomial(n, chance, u):
    """Successes among `n` trials of some chance, by inversion of the distribution.

    Parameters
    ----------
    n : int
        Trials, 1000 at most; more are taken as 1000.
    chance : float
        Of each, in [0, 1].
    u : float
        Uniform number in (0, 1).

    Returns
    -------
    int
        In [0, n].
    """
    if n > MOST:
        n = MOST
    if n <= 0 or chance <= 0.0:
        return 0
    if chance >= 1.0:
        return n
    is_rare = 1 if chance <= 0.5 else 0
    q = chance if is_rare == 1 else 1.0 - chance
    mass = exp(n * log(1.0 - q))
    rest = u if is_rare == 1 else 1.0 - u
    k = 0
    while rest > mass and k < n:
        rest -= mass
        mass = mass * (n - k) / (k + 1) * q / (1.0 - q)
        k += 1
    return k if is_rare == 1 else n - k


def spread_logit(mean, spread, u):
    """A share in (0, 1) that differs between individuals: normal in log-odds around a mean.

    Parameters
    ----------
    mean : float
        Its median, in (0, 1); 0 and 1 stay what they are.
    spread : float
        Standard deviation, log-odds.
    u : float
        Uniform number in (0, 1).
    """
    if mean <= 0.0 or mean >= 1.0 or spread <= 0.0:
        return mean
    return logistic(log(mean / (1.0 - mean)) + spread * normal_quantile(u))


def p_within(p_a_day, days):
    """Chance of something within some days, by its chance a day."""
    if p_a_day >= 1.0:
        return 1.0 if days > 0.0 else 0.0
    return 1.0 - exp(days * log(1.0 - p_a_day))


def times_on(day, per_week):
    """How often something falls on a day that comes some times a week, spread evenly over the weeks.

    Parameters
    ----------
    day : int
        Day, from 0.
    per_week : float
        Times a week, >= 0.

    Returns
    -------
    int
    """
    return int((day + 1) * per_week / 7.0 + 1e-9) - int(day * per_week / 7.0 + 1e-9)
