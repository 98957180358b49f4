"""Attention that drifts from the drill to a scent, and what a kennel has against it: latch, fence, watchful staff.

A dog at a drill chooses between the scent that it knows and the work, by the law that chooses everything
else. What it chose comes back on the next day: the scent holds it the more the longer it has listened to it,
and an order that led nowhere is worth less.
"""

from bondsim.rules.choose import command_term, seek_term, task_term
from bondsim.rules.maths import clamp, exp, logistic


def lure_utility(match, p):
    """Utility of attending to a scent of some match in [0, 1] (`p.w_lure`), and to what is always there (`p.idle`)."""
    return p.w_lure * match + p.idle


def drill_utility(w_task, drive, skill, w_command, trust, skill_obey, interest, p):
    """Utility of attending to the drill: the work itself, and the one who asks for it.

    Parameters
    ----------
    w_task, drive, skill, w_command, skill_obey : float
        Weights and traits of the dog.
    trust : float
        Its trust that what it is told leads to good, in [0, 1].
    interest : float
        What the drill promises, in [0, 1].
    p : KennelParameters
        Reads `order_share`, the weight of the handler's word at a drill against an order in earnest.
    """
    return task_term(w_task, drive, skill, interest) + command_term(
        w_command, trust, skill_obey, p.order_share
    )


def leave_utility(match, p):
    """Utility of leaving by an open gate towards a scent of some match; without one there is the itch to roam."""
    return p.w_lure * match + p.idle


def stay_utility(w_command, trust, skill_obey, w_seek, bond, p):
    """Utility of staying in an open pen: told to as every evening, and the place smells of its partner.

    Parameters
    ----------
    w_command, trust, skill_obey, w_seek, bond : float
        Weights and traits of the dog, its trust in its partner and its bond to it.
    p : KennelParameters
        Reads `home`, how near the partner is felt to be in the pen.
    """
    return command_term(w_command, trust, skill_obey, 1.0) + seek_term(w_seek, bond, p.home)


def p_of_two(first, second, temperature):
    """Chance of the first of two actions (softmax) by their utilities.

    References
    ----------
    .. [1] `bondsim.sources.MILLI_2017`: an order is one reason among others.
    """
    return logistic((first - second) / temperature)


def lure_after(lure, attended, days, p):
    """Hold that a remembered scent has on a dog after some days on which the wind brings it.

    What it attends to gains: dm/dt = gain · attended (1 - m) - loss (1 - attended) m, integrated exactly. With
    trust that falls where orders lead nowhere, small and great hold are both stable, and what lies
    between them drifts.

    Parameters
    ----------
    lure : float
        Before, in [0, 1].
    attended : float
        Share of the drill spent on it, in [0, 1].
    days : float
        Length of the interval, d.
    p : KennelParameters
        Reads `lure_gain`, `lure_loss` (1/d).
    """
    up = p.lure_gain * attended
    rate = up + p.lure_loss * (1.0 - attended)
    if rate <= 0.0:
        return lure
    level = up / rate
    return level + (lure - level) * exp(-rate * days)


def smoothed(before, now, days, tau_d):
    """A running mean that forgets with a time constant (d)."""
    return now + (before - now) * exp(-days / tau_d)


def resting_arousal(arousal, stress, shift):
    """Arousal at work of one under a stress load: each unit of it adds `shift`."""
    return clamp(arousal + shift * stress, 0.0, 1.0)


def vigilance_after(vigilance, has_found, days, p):
    """Watchfulness of staff after some days: it sinks while nothing happens, and an open latch wakes it.

    Parameters
    ----------
    vigilance : float
        Chance that an open latch is noticed in time, in [0, 1].
    has_found : int
        1 where one was found open.
    days : float
        Length of the interval, d.
    p : StaffParameters
        Reads `floor`, `tau_d`, `alarm`.
    """
    settled = p.floor + (vigilance - p.floor) * exp(-days / p.tau_d) if vigilance > p.floor else vigilance
    if has_found == 1:
        return settled + p.alarm * (1.0 - settled)
    return settled


def p_overlooked(vigilance, is_checked_twice):
    """Chance that an open latch is overlooked; two checks are overlooked as two strangers overlook."""
    miss = 1.0 - vigilance
    return miss * miss if is_checked_twice == 1 else miss


def interest_of(interest, is_heeded, p):
    """What the drill promises: more once the handler has heeded the drift and changed it (`p.heed_interest`)."""
    return clamp(interest + (p.heed_interest if is_heeded == 1 else 0.0), 0.0, 1.0)
