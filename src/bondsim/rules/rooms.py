"""Rooms that are searched from outside: what a look tells, what it costs to go on looking, when to go in."""

from bondsim.rules.maths import exp, log, normal_cdf, normal_quantile, on_lattice


def chance_of_look(p_hit, p_false, is_there, openness, loss, vigilance):
    """Chance that a look of both senses at their best says yes.

    Parameters
    ----------
    p_hit, p_false : float
        Chance with and without somebody there, in (0, 1), on a good day.
    is_there : int
        1 where the one who is sought is in the room.
    openness : float
        Share of scent and sound that gets out of the room, in [0, 1].
    loss : float
        Sensitivity lost to arousal and age, standard deviations, >= 0. It acts only where there is a signal.
    vigilance : float
        How far the criterion is lowered, standard deviations: more hits and more false alarms.

    References
    ----------
    .. [1] `bondsim.sources.GREEN_SWETS_1966`.
    """
    z = normal_quantile(p_false)
    if is_there == 1:
        d = openness * (normal_quantile(p_hit) - z) - loss
        if d > 0.0:
            z += d
    return normal_cdf(z + vigilance)


def chance_of_sense(p, share, kept):
    """Chance that one sense alone says yes, where both at their best do so with chance `p`.

    Parameters
    ----------
    p : float
        Chance of a look of both senses.
    share : float
        Part that this sense has in it, in [0, 1].
    kept : float
        Part of this sense that wind, noise or fatigue leaves, in [0, 1].
    """
    return 1.0 - exp(share * kept * log(1.0 - p)) if p < 1.0 else 1.0


def sensitivity_lost(arousal, arousal_best, capacity, p):
    """Sensitivity lost to arousal off its best and to age; `p` is SenseParameters."""
    off = 2.0 * (arousal - arousal_best)
    return p.arousal_loss * off * off + p.age_loss * (1.0 - capacity)


def look_weight(is_hit, p_hit, p_false):
    """Evidence of one look for its room, in log-odds; on a lattice, so that sums depend on no order."""
    x = log(p_hit / p_false) if is_hit == 1 else log((1.0 - p_hit) / (1.0 - p_false))
    return on_lattice(x) if x >= 0.0 else -on_lattice(-x)


def believed_weight(weight, share):
    """Evidence as it arrives at one who gives it a share of its weight; on a lattice as well."""
    x = weight * share
    return on_lattice(x) if x >= 0.0 else -on_lattice(-x)


def noise_of(steps, skill, arousal, arousal_best, p):
    """Noise of one who moves around a house: its steps, want of discipline, arousal above the best.

    Parameters
    ----------
    steps : float
        Noise of its steps.
    skill : float
        Skill at holding itself to an order, in [0, 1].
    arousal, arousal_best : float
        Arousal, and the arousal at which it works best.
    p : RoomsParameters
        Reads `unruly_noise`, `aroused_noise`.
    """
    above = arousal - arousal_best
    return steps + p.unruly_noise * (1.0 - skill) + p.aroused_noise * (above if above > 0.0 else 0.0)


def p_heard(noise, distance_m, p):
    """Chance that one look is heard by somebody at a distance (m)."""
    x = distance_m / p.hear_m
    return 1.0 - exp(-p.heard * noise / (1.0 + x * x))


def escalation_rate(t_s, is_alerted, p):
    """Rate, 1/s, at which one who holds hostages turns on them; growing with time, faster once alerted."""
    return (
        p.escalation_rate * (1.0 + p.escalation_growth * t_s) * (p.alerted_factor if is_alerted == 1 else 1.0)
    )


def p_within(rate, seconds):
    """Chance that something of a rate (1/s) happens within some seconds."""
    return 1.0 - exp(-rate * seconds)


def harm_of_entry(p_right, is_alerted, p):
    """Chance that an entry harms a hostage, where the room is the right one with chance `p_right`."""
    harm = p.harm_wrong + (p.harm_right - p.harm_wrong) * p_right
    return 1.0 - (1.0 - harm) * (1.0 - (p.alerted_harm if is_alerted == 1 else 0.0))


def harm_of_each(harm, n):
    """Chance of harm to each of n, independently, where `harm` is that of any of them."""
    if n < 1 or harm >= 1.0:
        return harm
    return 1.0 - exp(log(1.0 - harm) / n)


def believed_false(p_hit, p_false, share):
    """Chance of a false alarm that fits evidence counted at a share of its weight.

    Hit and miss then speak with ratios (h/f)^share and ((1-h)/(1-f))^share; exactly one pair of chances has
    these ratios.
    """
    a = exp(share * log(p_hit / p_false))
    b = exp(share * log((1.0 - p_hit) / (1.0 - p_false)))
    return (1.0 - b) / (a - b) if a - b > 1e-9 else 0.5


def believed_hit(p_hit, p_false, share):
    """Chance of a hit that goes with `believed_false`."""
    return believed_false(p_hit, p_false, share) * exp(share * log(p_hit / p_false))


def gain_of_round(first, second, p_hit, p_false):
    """By how much one more look at each of the two likeliest rooms raises the chance of the right one.

    Parameters
    ----------
    first, second : float
        Posterior chance of the likeliest room and of the next, first >= second.
    p_hit, p_false : float
        Chances of a look as believed.

    Returns
    -------
    float
        Expected largest posterior after both looks less the one before, >= 0; what the other rooms may
        still become is left out.
    """
    h = p_hit
    f = p_false
    after = (
        larger(first * h * f, second * f * h)
        + larger(first * h * (1.0 - f), second * f * (1.0 - h))
        + larger(first * (1.0 - h) * f, second * (1.0 - f) * h)
        + larger(first * (1.0 - h) * (1.0 - f), second * (1.0 - f) * (1.0 - h))
    )
    return after - first if after > first else 0.0


def larger(x, y):
    """The larger of two numbers."""
    return x if x > y else y


def cost_of_round(t_s, p_right, p):
    """Harm that one more round of looks is expected to cost: he may turn on them meanwhile.

    Parameters
    ----------
    t_s : float
        Time of the incident, s.
    p_right : float
        Chance of the right room.
    p : RoomsParameters
        Reads `round_s`, `escalation_rate`, `escalation_growth`, `escalation_harm`, and what `harm_of_entry`
        reads.
    """
    meanwhile = p_within(escalation_rate(t_s, 0, p), p.round_s)
    return meanwhile * p.escalation_harm * (1.0 - harm_of_entry(p_right, 0, p))


def goes_in(first, second, n_looks, t_s, p_hit, p_false, p):
    """1 where it is time to go in.

    Parameters
    ----------
    first, second : float
        Posterior chance of the likeliest room and of the next.
    n_looks : int
        Looks so far.
    t_s : float
        Time of the incident, s.
    p_hit, p_false : float
        Chances of a look as believed; equal where looks tell nothing.
    p : RoomsParameters
        Reads `min_looks`, `max_looks`, `enter_at`, `weighs_time`, and what the cost of a round reads.
    """
    if n_looks < p.min_looks:
        return 0
    if n_looks >= p.max_looks or first >= p.enter_at:
        return 1
    if p.weighs_time == 0:
        return 0
    worth = gain_of_round(first, second, p_hit, p_false) * (p.harm_wrong - p.harm_right)
    return 1 if cost_of_round(t_s, first, p) > worth else 0
