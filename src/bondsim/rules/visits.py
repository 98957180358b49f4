"""Visits to one another: what a visit calms, how long that lasts, and how one who has withdrawn comes back.

Being calmed fills within a quarter of an hour and is carried over some days, so that more visits help less
and less; bond grows with the hours themselves.
"""

from bondsim.rules.maths import exp, logistic, logit


def calmed(calm, hours, p):
    """How far one is calmed after some hours together: towards 1, most of it within minutes.

    Parameters
    ----------
    calm : float
        Before, in [0, 1].
    hours : float
        Time together, h.
    p : VisitParameters
        Reads `calm_h`.

    References
    ----------
    .. [1] `bondsim.sources.HENNESSY_THESIS`.
    """
    return 1.0 - (1.0 - calm) * exp(-hours / p.calm_h)


def calm_left(calm, days, p):
    """What is left of it after some days apart (`p.carry_d`); 0 days of carrying leaves none.

    References
    ----------
    .. [1] `bondsim.sources.GACSI_2013`: the benefit carries over to a later encounter alone.
    """
    return calm * exp(-days / p.carry_d) if p.carry_d > 0.0 else 0.0


def relief_rate(bond, calm, p):
    """Rate (1/d) at which being calmed by one it is attached to takes stress away (`p.relief`)."""
    return p.relief * bond * calm


def hold_left(hold, hours, p):
    """Hold of a scent on a dog after some hours with one who carries it: what is here is not sought (`p.sates`)."""
    return hold * exp(-p.sates * hours)


def unrest_of(hold, p):
    """Drive of stress (1/d) by a scent that holds a dog and is out of its reach (`p.unrest`)."""
    return p.unrest * hold


def withdrawal_after(withdrawal, bond, calm, grief, days, p):
    """Withdrawal of one who has lost somebody, after some days.

    Linear and integrated exactly: dh/dt = grieving · grief (1 - h) - reaching · bond · calm · h.

    Parameters
    ----------
    withdrawal : float
        Before, in [0, 1].
    bond, calm : float
        Bond to the one it visits, and how far it is calmed by it, in [0, 1].
    grief : float
        Grief, in [0, 1].
    days : float
        Length of the interval, d.
    p : VisitParameters
        Reads `withdraws`, `reaches` (1/d).
    """
    up = p.withdraws * grief
    rate = up + p.reaches * bond * calm
    if rate <= 0.0:
        return withdrawal
    level = up / rate
    return level + (withdrawal - level) * exp(-rate * days)


def p_mishap(arousal, is_supervised, p):
    """Chance that a visit goes wrong: a growl, a snap. It rises with arousal; a supervisor sees it coming.

    Parameters
    ----------
    arousal : float
        Arousal of the dog, in [0, 1].
    is_supervised : int
        1 where somebody who knows the dog stands by.
    p : VisitParameters
        Reads `p_mishap` (at arousal 0.5), `mishap_arousal` (log-odds), `sees_coming`.
    """
    if p.p_mishap <= 0.0:
        return 0.0
    chance = logistic(logit(p.p_mishap) + p.mishap_arousal * (arousal - 0.5))
    return chance * (1.0 - p.sees_coming) if is_supervised == 1 else chance


def visits_after_review(per_week, had_mishap, p):
    """Visits a week after a review: one more where all went well, back to the start where it did not."""
    if had_mishap == 1:
        return p.per_week if p.per_week < per_week else per_week
    more = per_week + p.step
    most = p.most_per_week if p.most_per_week > p.per_week else p.per_week
    return more if more < most else most


def contact_left(contact, visit_hours, is_budget):
    """Share of the day left for its partner: visits take their hours away only where time is a fixed budget."""
    left = contact - visit_hours / 24.0 if is_budget == 1 else contact
    return left if left > 0.0 else 0.0
