"""A dog and a new handler: refusing him, learning to work with him, and meeting the old one again."""

from bondsim.rules.choose import command_term, seek_term
from bondsim.rules.maths import clamp, exp, logistic, logit, normal_cdf


def utility_of_staying(weight, bond, accepted, grief, is_perceived):
    """Pull of the old handler on a dog that is told to go with another.

    What keeps it is the bond as far as it still expects him, and its grief.

    Parameters
    ----------
    weight : float
        Weight of being near the partner.
    bond, accepted, grief : float
        Bond to him, accepted absence and grief about him, in [0, 1].
    is_perceived : int
        1 where he is there: his absence then counts for nothing.
    """
    expects = 1.0 - accepted * (1 - is_perceived)
    return seek_term(weight, bond * expects + grief, 1.0)


def utility_of_going(w_command, trust, skill, shared, w_seek, bond):
    """Pull of an order by the new handler.

    Parameters
    ----------
    w_command : float
        Weight of an order.
    trust : float
        Trust in the new handler.
    skill, shared : float
        Skill at obeying, and the share of it that works with him.
    w_seek, bond : float
        Weight of being near one it is attached to, and the bond to the new handler.
    """
    return command_term(w_command, trust, skill * shared, 1.0) + seek_term(w_seek, bond, 1.0)


def p_refuse(staying, going, temperature):
    """Probability that it refuses to go."""
    return logistic(clamp((staying - going) / temperature, -50.0, 50.0))


def shared_after(shared, followed, days, p):
    """Share of its skill that works with the new handler, after days in which it followed a share of his orders.

    Integrated exactly: what is missing falls at the rate `followed` / `p.join_d`.
    """
    return 1.0 - (1.0 - shared) * exp(-followed * days / p.join_d)


def work_accuracy(bond, grief, p):
    """Share of targets that it finds at work with one to whom it has a bond, under grief.

    Parameters
    ----------
    bond : float
        Bond to the one it works with, in [0, 1].
    grief : float
        Sum of its griefs, in [0, 1].
    p : HandoverParameters
        Reads `accuracy_sd`, `stranger_loss`, `grief_loss` (standard deviations).

    References
    ----------
    .. [1] `bondsim.sources.JAMIESON_2018`: accuracy falls and distraction rises with an unfamiliar handler.
    """
    return normal_cdf(p.accuracy_sd - p.stranger_loss * (1.0 - bond) - p.grief_loss * grief)


def accepted_after_visit(accepted, response, p):
    """Accepted absence after one visit: a share of it is undone, more by one who responds (`p.visit_resets`)."""
    return accepted * (1.0 - p.visit_resets * response)


def welfare_lost(grief, stress, forced, kennelled, p):
    """Share of a day's welfare that is lost; each burden takes its share of what the others leave.

    Parameters
    ----------
    grief, stress : float
        Its grief and stress load, in [0, 1].
    forced : float
        Share of the orders of the day that were forced on it.
    kennelled : int
        1 where it is kept without a person of its own.
    p : HandoverParameters
        Reads `force_cost`, `kennel_cost`.
    """
    left = (1.0 - grief) * (1.0 - stress) * (1.0 - p.force_cost * forced) * (1.0 - p.kennel_cost * kennelled)
    return 1.0 - left


def greeting(hours, bond, accepted, p):
    """Strength of a greeting after some hours apart: it saturates within hours, and accepted absence halves it.

    Parameters
    ----------
    hours : float
        Time apart, h.
    bond, accepted : float
        Bond and accepted absence, in [0, 1].
    p : HandoverParameters
        Reads `greeting`, `greeting_h`.

    Returns
    -------
    float
        Share of the first minutes spent wagging.

    References
    ----------
    .. [1] `bondsim.sources.REHN_KEELING_2011`.
    """
    return p.greeting * (1.0 - exp(-hours / p.greeting_h)) * bond * (1.0 - 0.5 * accepted)


def expectation_at_meeting(accepted, floor, notice):
    """Evidence, log-odds, that the one who comes is the one who was missed, before he is looked at.

    Parameters
    ----------
    accepted : float
        Accepted absence of him, in [0, 1]: the less he is expected, the more has to be seen.
    floor, notice : float
        Lowest evidence kept, and the evidence at which he is recognised, log-odds.
    """
    return clamp(logit(1.0 - accepted), floor, notice)


def recognition_s(start, notice, p_hit, hit_gain, miss_gain):
    """Expected time to recognise somebody, s, at a look a second.

    Parameters
    ----------
    start, notice : float
        Evidence at first, and the evidence at which he is recognised, log-odds.
    p_hit : float
        Probability that a look detects something of him.
    hit_gain, miss_gain : float
        What a look that does and one that does not adds, log-odds.

    Returns
    -------
    float
        0 where he is expected; 1e9 where looking brings no evidence.
    """
    drift = p_hit * hit_gain + (1.0 - p_hit) * miss_gain
    if start >= notice:
        return 0.0
    return (notice - start) / drift if drift > 0.0 else 1.0e9
