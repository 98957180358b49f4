"""Remembered scents that lead: how well a scent matches, when it gives a direction, and how one walks by it."""

from math import sqrt

from bondsim.rules.maths import DEGREE, clamp, exp, log, normal_quantile

FULL_TURN = 6.283185307179586


def kin_match(relatedness, strength, age_y, is_familiar, p):
    """Match of a scent with what an agent remembers of that line, in [0, 1].

    Parameters
    ----------
    relatedness : float
        Coefficient of relatedness to the one whose scent it is, in [0, 1].
    strength : float
        Strength of the scent when it was fresh, in [0, 1].
    age_y : float
        Its age, y.
    is_familiar : int
        1 where the agent has lived with that one, or has met the scent; else it can only go by its own
        phenotype.
    p : KinParameters
        Reads `keeps_y`, `phenotype_match`.

    References
    ----------
    .. [1] `bondsim.sources.HEPPER_1994`, `bondsim.sources.SCENT_MEMORY`.
    """
    match = clamp(sqrt(relatedness) * strength * exp(-age_y / p.keeps_y), 0.0, 1.0)
    if is_familiar == 0 and match > p.phenotype_match:
        return p.phenotype_match
    return match


def p_cue_far(match, capacity, seconds, p):
    """Chance that a match gives a direction within some seconds, at any distance in the city.

    `p.p_cue` is that chance within `p.cue_s` for a dog of full capacity and the reference match; it is the
    one assumption on which a search across a city stands or falls.

    Parameters
    ----------
    match, capacity : float
        Match of the scent (`kin_match`), and capacity left by age, in [0, 1].
    seconds : float
        Time, s.
    p : KinParameters
        Reads `p_cue`, `cue_s`, `reference_match`.
    """
    if p.p_cue <= 0.0:
        return 0.0
    return 1.0 - exp(seconds / p.cue_s * match / p.reference_match * capacity * log(1.0 - p.p_cue))


def plume_signal(match, distance_m, p):
    """Signal of a matching scent on the air near its source, against the weakest one detected; 0 beyond `p.near_m`."""
    if distance_m > p.near_m or match <= 0.0:
        return 0.0
    d = distance_m if distance_m > 1.0 else 1.0
    return match * (p.near_m / d) * (p.near_m / d)


def freshness(since_s, p):
    """How present a cue still is after a time without another (s), in [0, 1]."""
    return exp(-since_s / p.memory_s)


def kin_term(weight, approach, match):
    """Pull of a remembered scent on an action that leads towards it; `match` is as present as its last cue."""
    return weight * approach * match


def wrapped(angle_rad):
    """The same angle within [-pi, pi]."""
    turns = angle_rad / FULL_TURN
    whole = int(turns + 0.5) if turns >= 0.0 else -int(0.5 - turns)
    return clamp(angle_rad - whole * FULL_TURN, -3.141592653589793, 3.141592653589793)


def wander(seconds, u, p):
    """Turn of one who walks without a cue, rad: a normal deviate whose variance grows with time; `u` is uniform."""
    if p.turn_sd_deg <= 0.0:
        return 0.0
    return wrapped(p.turn_sd_deg * DEGREE * sqrt(seconds / p.cue_s) * normal_quantile(u))


def cue_error(u, p):
    """Error of the direction that a cue gives, rad; `u` is uniform."""
    return wrapped(p.cue_sd_deg * DEGREE * normal_quantile(u))


def jump_height(capacity, reserve, wear, p):
    """Height that a dog can clear, m; `p.jump_m` is that of a young, rested, sound one."""
    return p.jump_m * capacity * reserve * (1.0 - wear)
