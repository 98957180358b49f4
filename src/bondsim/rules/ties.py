"""Bond, separation, grief and acceptance over days.

All are linear with constant coefficients within a step, so they are solved exactly: two half-days give what
one day gives.
"""

from bondsim.rules.maths import exp


def presence(contact, response, p):
    """How far the other counts as there.

    Parameters
    ----------
    contact : float
        Share of the day together.
    response : float
        How responsive the other is, 0 to 1: one who does not respond is hardly there.
    p : SeparationParameters
        Reads `enough`.
    """
    share = contact / p.enough
    return response * (share if share < 1.0 else 1.0)


def bond_rate_up(contact, response, isolation, p):
    """Rate at which the missing part of a bond grows, 1/d; `p` is BondParameters."""
    return p.growth_per_d * contact * response * (1.0 + p.need_gain * isolation)


def bond_rate_down(contact, scent, p):
    """Rate at which a bond fades, 1/d: only without company and without scent."""
    alone = 1.0 - contact - scent
    return p.fading_per_d * alone if alone > 0.0 else 0.0


def toward(value, target, rate, days):
    """A value that approaches a target at a rate (1/d), after some days."""
    return target + (value - target) * exp(-rate * days)


def settled(up, down):
    """Where a quantity comes to rest that grows by `up` (1 - x) and falls by `down` x."""
    total = up + down
    return up / total if total > 0.0 else 0.0


def accepts_rate(present, scent, p):
    """Rate at which an absence is accepted, 1/d; `p` is SeparationParameters."""
    return (1.0 - present) * (1.0 - p.scent_delay * scent) / p.acceptance_d


def expects_rate(present, p):
    """Rate at which one who is there is expected again, 1/d."""
    return present / p.expectation_d


def distress_time(present, p):
    """Time constant of distress, d: slower in separation than in company."""
    return p.grief_d + (p.relief_d - p.grief_d) * present


def followed(rate, tau, days):
    """What a follower with time constant tau (d) holds after some days of a signal exp(-rate t), from nothing."""
    gap = 1.0 - rate * tau
    after = exp(-days / tau)
    if -1.0e-9 < gap < 1.0e-9:
        return days / tau * after
    return (exp(-rate * days) - after) / gap


def grief_after(grief, bond, bond_rest, bond_rate, accepted, accepted_rest, accepted_rate, weight, tau, days):
    """Distress after some days in which bond and acceptance approach their rest.

    It follows ``weight * bond * (1 - accepted)`` with time constant tau.

    Parameters
    ----------
    grief, bond, accepted : float
        At the beginning.
    bond_rest, accepted_rest : float
        Where they come to rest.
    bond_rate, accepted_rate : float
        At which rates, 1/d.
    weight : float
        Share of the day without the other, less what scent takes away.
    tau, days : float
        Time constant and time, d.

    Returns
    -------
    float
        0 to 1.
    """
    expected_rest = 1.0 - accepted_rest
    expected_gap = accepted_rest - accepted
    bond_gap = bond - bond_rest
    total = bond_rest * expected_rest * followed(0.0, tau, days)
    total += bond_rest * expected_gap * followed(accepted_rate, tau, days)
    total += bond_gap * expected_rest * followed(bond_rate, tau, days)
    total += bond_gap * expected_gap * followed(bond_rate + accepted_rate, tau, days)
    return grief * exp(-days / tau) + weight * total
