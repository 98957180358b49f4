"""Law 2, appraise: beliefs become predicted harm and arousal."""

from bondsim.rules.maths import clamp, exp, logistic, logit


def front_harm(eta_s, foreseen_s, spread_s):
    """Harm that an approaching front is foreseen to do to one who stays in its region.

    Parameters
    ----------
    eta_s : float
        Time to its arrival, s.
    foreseen_s, spread_s : float
        Time at which harm is even odds, and the width of that judgement, s.

    Returns
    -------
    float
        In (0, 1), rising as time runs out.
    """
    return logistic((foreseen_s - eta_s) / spread_s)


def believed_harm(harm, self_trust, is_out_of_reach, p):
    """Harm to another as an agent believes it: lowered out of reach by trust that the other copes.

    Parameters
    ----------
    harm : float
        Harm as the hazard exposes it, in [0, 1].
    self_trust : float
        Trust that the other can look after itself, in [0, 1].
    is_out_of_reach : int
        1 where the other is not perceived.
    p : HarmParameters
        Reads `bias`, `self_reliance` (log-odds).
    """
    if harm <= 0.0:
        return 0.0
    shift = p.bias - p.self_reliance * (self_trust - 0.5) * is_out_of_reach
    if shift == 0.0:
        return harm
    return logistic(logit(harm) + shift)


def combined_harm(harm, another):
    """Harm from either of two independent causes."""
    return 1.0 - (1.0 - harm) * (1.0 - another)


def arousal_after(arousal, rest, rise_rate, calming_rate, seconds, p):
    """Arousal after an interval under constant drives.

    Linear in arousal and integrated exactly, so that two half intervals equal one:
    dA/dt = -(A - A_rest) (1/tau + calming) + rise (1 - A).

    Parameters
    ----------
    arousal : float
        Arousal before, in [0, 1].
    rest : float
        Resting arousal of this agent, in [0, 1].
    rise_rate : float
        Drive of alarm and effort, 1/s, >= 0.
    calming_rate : float
        Extra settling beside a bonded partner, 1/s, >= 0; it acts only above rest.
    seconds : float
        Length of the interval, s, >= 0.
    p : ArousalParameters
        Reads `tau` (s).

    Returns
    -------
    float
        Arousal after, in [0, 1].

    References
    ----------
    .. [1] `bondsim.sources.GACSI_2013`.
    """
    settle = 1.0 / p.tau + (calming_rate if arousal > rest else 0.0)
    rate = settle + rise_rate
    level = (settle * rest + rise_rate) / rate
    return clamp(level + (arousal - level) * exp(-rate * seconds), 0.0, 1.0)


def pursuer_harm(distance_m, p):
    """Harm that one who flees foresees from a pursuer at a distance (m); `p` is PursuitParameters."""
    return logistic((p.threat_m - distance_m) / p.threat_spread_m)
