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


def on_signed_lattice(x):
    """`x` rounded to 2**-20, whatever its sign."""
    return on_lattice(x) if x >= 0.0 else -on_lattice(-x)


def look_weight(is_hit, p_hit, p_false):
    """Evidence of one look for its room, in log-odds; on a lattice, so that sums depend on no order."""
    if is_hit == 1:
        return on_signed_lattice(log(p_hit / p_false))
    return on_signed_lattice(log((1.0 - p_hit) / (1.0 - p_false)))


def believed_weight(weight, share):
    """Evidence as it arrives at one who gives it a share of its weight; on a lattice as well."""
    return on_signed_lattice(weight * share)


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


def weight_after(posterior, says, p_hit, p_false):
    """Weight of a room after one look at it, against rooms whose looks are left out of account.

    It is the posterior times the ratio with which the outcome of the look speaks for the room.
    """
    if says == 1:
        return posterior * p_hit / p_false
    return posterior * (1.0 - p_hit) / (1.0 - p_false)


def chance_below(weight, is_first, posterior, p_hit, p_false):
    """Chance that another room's weight after one look at it stays below a weight, as if nobody were in it.

    Of two equal weights the first room counts as the larger, so `is_first` = 1, for a room that comes before,
    asks for strictly below.
    """
    p = 0.0
    yes = weight_after(posterior, 1, p_hit, p_false)
    no = weight_after(posterior, 0, p_hit, p_false)
    if yes < weight or (yes == weight and is_first == 0):
        p += p_false
    if no < weight or (no == weight and is_first == 0):
        p += 1.0 - p_false
    return p


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


def goes_in(sure, gain, n_looks, t_s, p):
    """1 where it is time to go in.

    Parameters
    ----------
    sure : float
        Posterior chance of the likeliest room.
    gain : float
        By how much another round of looks is expected to raise it.
    n_looks : float
        Looks so far.
    t_s : float
        Time of the incident, s.
    p : RoomsParameters
        Reads `looks`, `enter_at`, `weighs_time`, and what the cost of a round reads.
    """
    if p.looks >= 0.0:
        return 1 if n_looks >= p.looks else 0
    if sure >= p.enter_at:
        return 1
    if p.weighs_time == 0:
        return 0
    return 1 if cost_of_round(t_s, sure, p) > gain * (p.harm_wrong - p.harm_right) else 0
