"""Bites, blades and blows: how firmly a dog holds, what makes it or the one it holds give in."""

from bondsim.rules.maths import exp, logistic


def grip(skill, wear, reserve):
    """Grip of a dog, as a share of a sound, rested, skilled dog's.

    Parameters
    ----------
    skill, wear, reserve : float
        Skill at apprehending, injury and wear, anaerobic reserve, in [0, 1].

    References
    ----------
    .. [1] `bondsim.sources.HYYTIAINEN_2021`: bite forces of police dogs spread widely.
    """
    return (0.5 + 0.5 * skill) * (1.0 - wear) * (0.5 + 0.5 * reserve)


def release_rate(skill, wear, bond, harm, p):
    """Rate at which a dog that holds is shaken off or lets go, 1/s.

    Parameters
    ----------
    skill, wear : float
        Skill at apprehending, injury and wear, in [0, 1].
    bond : float
        Bond to its partner, in [0, 1].
    harm : float
        Harm to its partner that it foresees, in [0, 1].
    p : FightParameters
        Reads `release_rate` (1/s), `release_wear`, `release_bond`, `release_skill` (log).
    """
    return p.release_rate * exp(
        p.release_wear * wear - p.release_bond * bond * harm - p.release_skill * skill
    )


def p_within(rate, seconds):
    """Probability that something with a rate (1/s) happens within some seconds."""
    return 1.0 - exp(-rate * seconds)


def happens_first(rate, other_rate):
    """Probability that of two things, one of which has just happened, it was the first."""
    total = rate + other_rate
    return rate / total if total > 0.0 else 0.0


def count_within(mean, u):
    """Number of events of a Poisson process with a mean in an interval, 20 at most; `u` is uniform."""
    chance = exp(-mean)
    below = chance
    n = 0
    for k in range(1, 21):
        if u > below:
            n = k
            chance = chance * mean / k
            below += chance
    return n


def wear_after_blows(wear, blows, p):
    """Injury and wear after some blows (`p.blow_wear` each), never above 1."""
    after = wear + p.blow_wear * blows
    return after if after < 1.0 else 1.0


def attack_harm(distance_m, has_blade, p):
    """Harm that one attacker at a distance (m) is foreseen to do to the one attacked.

    Parameters
    ----------
    distance_m : float
        Distance between the two, m.
    has_blade : int
        1 where the attacker has a blade.
    p : FightParameters
        Reads `blade_harm`, `fist_harm`, `alarm_m`, `alarm_spread_m`.
    """
    worst = p.blade_harm if has_blade == 1 else p.fist_harm
    return worst * logistic((p.alarm_m - distance_m) / p.alarm_spread_m)


def bite_risk(has_blade, p):
    """Harm that a dog expects from holding somebody, beyond the exposure of the action itself."""
    return p.blade_risk if has_blade == 1 else 0.0


def gap_left(gap_m, spare_m):
    """Distance still to go after using up what was left of a step, m, never negative."""
    return gap_m - spare_m if gap_m > spare_m else 0.0
