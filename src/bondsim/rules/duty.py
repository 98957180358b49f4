"""Duty: which days a team works, how a search turns out, how often a grave incident comes."""

from bondsim.rules.maths import normal_cdf

WEEK_D = 7


def is_duty_day(day, team, rest_days):
    """1 where a team works on a day: its days off follow each other, and teams have them in turn.

    Parameters
    ----------
    day, team : int
        Day and number of the team, from 0.
    rest_days : float
        Days off in a week.
    """
    weekday = (day + 3 * team) % WEEK_D
    return 1 if weekday >= rest_days else 0


def hours_on_rota(p):
    """Hours of training a week on days of duty; `p` is RotaParameters (`training_h`, `rest_days`)."""
    return p.training_h * (WEEK_D - p.rest_days)


def load_of(hours, p):
    """Load of a day with some hours of duty, 1 for the mean day of the reference (`p` is AgeingParameters)."""
    return hours * WEEK_D / p.load_hours


def p_called(hours, days, load_hours, p):
    """Chance of a grave incident in an interval: as often as `p.calls_per_month` at the reference hours a week.

    Parameters
    ----------
    hours : float
        Hours of duty on this day, h.
    days : float
        Length of the interval, d.
    load_hours : float
        Hours of duty a week at the reference, h.
    p : RotaParameters
        Reads `calls_per_month`.
    """
    return p.calls_per_month / 30.4375 * (hours * WEEK_D / load_hours) * days


def search_criterion(alertness, p):
    """Criterion of a search on duty, sd: vigilance (log-odds) lowers it, whatever is there."""
    return p.criterion - p.vigilance_shift * alertness


def p_find(capacity, skill, alertness, p):
    """Chance that a search on duty finds what is there.

    Parameters
    ----------
    capacity, skill : float
        Capacity left by age and skill at the task, in [0, 1].
    alertness : float
        Shift by vigilance, log-odds.
    p : NoseworkParameters
        Reads `sensitivity`, `age_loss`, `skill_loss`, `criterion`, `vigilance_shift` (sd).

    References
    ----------
    .. [1] `bondsim.sources.GREEN_SWETS_1966`, `bondsim.sources.KHAN_2023`.
    """
    d = p.sensitivity - p.age_loss * (1.0 - capacity) - p.skill_loss * (1.0 - skill)
    if d < 0.0:
        d = 0.0
    return normal_cdf(d - search_criterion(alertness, p))


def p_false_alert(alertness, p):
    """Chance that a search on duty ends in a false alert: the criterion alone, whatever the skill."""
    return normal_cdf(-search_criterion(alertness, p))
