"""Guns: who fires first, what a shot hits, what the hit does."""

from bondsim.rules.maths import clamp, exp, normal_cdf, normal_quantile


def reaction_time(mean_s, sd_s, u):
    """Time from a cue to the shot of one whose gun is in hand, s: normal, never below a tenth of a second.

    Parameters
    ----------
    mean_s, sd_s : float
        Mean and standard deviation, s.
    u : float
        Uniform number.

    References
    ----------
    .. [1] `bondsim.sources.BLAIR_2011`.
    """
    t = mean_s + sd_s * normal_quantile(u)
    return t if t > 0.1 else 0.1


def p_hit(distance_m, p):
    """Probability that an aimed round hits a standing person at a distance (m); `p` is GunParameters.

    References
    ----------
    .. [1] `bondsim.sources.DONNER_2019`, `bondsim.sources.NYPD_2006`.
    """
    return p.hit_close * exp(-distance_m / p.hit_scale_m)


def p_hit_target(distance_m, size, exposure, spoiled, p):
    """Probability that a round hits the one it is meant for.

    Parameters
    ----------
    distance_m : float
        Distance, m.
    size : float
        Size of the target against a standing person.
    exposure : float
        Share of the target that is not behind cover, in [0, 1].
    spoiled : float
        Share of the aim lost by a struggle with those who hold the shooter, in [0, 1].
    p : GunParameters
        Reads `hit_close`, `hit_scale_m`.
    """
    return clamp(p_hit(distance_m, p) * size * exposure * (1.0 - spoiled), 0.0, 1.0)


def line_share(along_m, off_m, range_m, p):
    """Share of the line of fire that a body covers.

    Parameters
    ----------
    along_m : float
        Distance of the body from the shooter, measured along the line of fire, m.
    off_m : float
        Its distance from that line, m.
    range_m : float
        Distance of the target, m.
    p : GunParameters
        Reads `line_share` (most that a body covers) and `line_half_width_m`.

    Returns
    -------
    float
        In [0, 1]; 0 for a body behind the shooter or the target.
    """
    if along_m <= 0.0 or along_m >= range_m:
        return 0.0
    beside = off_m / p.line_half_width_m
    return p.line_share * (1.0 - beside) if beside < 1.0 else 0.0


def p_reaim(seen_s, p):
    """Probability that a shooter fires at an attacker that has been coming for `seen_s` (s).

    It takes a reaction to turn the gun.

    References
    ----------
    .. [1] `bondsim.sources.BLAIR_2011`: the time of a reaction.
    """
    return p.reaim * normal_cdf((seen_s - p.fire_s) / p.fire_sd_s)


def gun_harm(distance_m, is_aimed, p):
    """Harm foreseen from one with a gun in hand: by the chance that a round hits, more where it is being raised at one.

    Parameters
    ----------
    distance_m : float
        Distance, m.
    is_aimed : int
        1 where the gun is raised at the one concerned.
    p : GunParameters
        Reads `harm_aimed`, `harm_near`, `hit_scale_m`.
    """
    return p.harm_aimed if is_aimed == 1 else p.harm_near * exp(-distance_m / p.hit_scale_m)


def armour_stops(u, share):
    """1 where armour that covers a share of the body stops a round; `u` is uniform."""
    return 1 if u < share else 0
