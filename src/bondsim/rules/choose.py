"""Law 3, choose: utilities become an action. The same for all roles; the weights are the role."""

from bondsim.rules.maths import clamp, exp


def command_term(weight, trust, skill, is_ordered):
    """Pull of an order: a command names one action and is silent about all others.

    References
    ----------
    .. [1] `bondsim.sources.MILLI_2017`: an order is one reason among others, weighed against what is foreseen.
    """
    return weight * trust * skill * is_ordered


def protect_term(weight, bond, harm_averted):
    """Pull of averting predicted harm from the one it is attached to."""
    return weight * bond * harm_averted


def task_term(weight, drive, skill, gain):
    """Pull of the task."""
    return weight * drive * skill * gain


def seek_term(weight, bond, near):
    """Pull of being near the one it is attached to."""
    return weight * bond * near


def self_term(weight, boldness, harm):
    """Cost of harm to itself (a negative number)."""
    return -weight * (1.0 - boldness) * harm


def effort_term(weight, fatigue, wear, effort):
    """Cost of effort when tired or hurt (a negative number)."""
    return -weight * (fatigue + wear) * effort


def temperature(arousal, arousal_best, p):
    """Softmax temperature: least at best arousal, more noise when too calm or too aroused.

    Parameters
    ----------
    arousal, arousal_best : float
        Arousal, and the arousal at which this agent works best, in [0, 1].
    p : ChoiceParameters
        Reads `temperature`, `arousal_noise`, `arousal_cap`.

    Returns
    -------
    float
        In units of utility, > 0.

    References
    ----------
    .. [1] `bondsim.sources.BRAY_2015`.
    """
    off = 2.0 * (clamp(arousal, 0.0, p.arousal_cap) - arousal_best)
    return p.temperature * (1.0 + p.arousal_noise * off * off)


def softmax_weight(utility, best, temperature):
    """Weight of an action in the softmax, 1 for the best one."""
    return exp((utility - best) / temperature)


def interrupts(lead, lead_when_chosen, temperature, p):
    """1 where the best alternative has gained so much that the running action is broken off.

    Parameters
    ----------
    lead, lead_when_chosen : float
        Utility of the best alternative less that of the running action, now and when it was chosen.
    temperature : float
        Softmax temperature now.
    p : ChoiceParameters
        Reads `interrupt` (temperatures).
    """
    return 1 if lead - lead_when_chosen > p.interrupt * temperature else 0


def p_still_there(rate, seconds):
    """Believed chance that a suspect is still there after `seconds` (s) at an escape rate `rate` (1/s)."""
    return exp(-rate * seconds)
