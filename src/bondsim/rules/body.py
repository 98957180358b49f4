"""Bodies that bleed: blood volume, strength, consciousness, the level below which one dies."""

from bondsim.rules.maths import clamp, exp, log, logistic


def bleeding_rate(flow_ml_min, volume_ml_kg, mass_kg):
    """Share of its blood that a body of full volume loses, 1/s.

    Parameters
    ----------
    flow_ml_min : float
        Flow from the wound at full blood volume, mL/min.
    volume_ml_kg : float
        Blood volume of the healthy body, mL/kg.
    mass_kg : float
        Body mass, kg.
    """
    return flow_ml_min / (60.0 * volume_ml_kg * mass_kg)


def blood_after(blood, bleed_per_s, pressed, seconds):
    """Blood left after an interval; the flow falls with what is left, and pressure holds a share of it back.

    Linear in blood and integrated exactly, so that two half intervals equal one.

    Parameters
    ----------
    blood : float
        Blood before, 1 for the healthy volume.
    bleed_per_s : float
        Share of the healthy volume lost per second from a full body (`bleeding_rate`), 1/s.
    pressed : float
        Share of the flow held back, in [0, 1].
    seconds : float
        Length of the interval, s.
    """
    return blood * exp(-bleed_per_s * (1.0 - pressed) * seconds)


def deadly_blood(u, p):
    """Blood below which one individual dies: logistic around `p.deadly`; `u` is uniform, `p` is BodyParameters."""
    return clamp(p.deadly + p.deadly_spread * log(u / (1.0 - u)), 0.01, 0.99)


def strength(blood, p):
    """Share of power left: all of it above `p.impaired`, none below `p.fainted`, a straight line between."""
    if blood >= p.impaired:
        return 1.0
    if blood <= p.fainted:
        return 0.0
    return (blood - p.fainted) / (p.impaired - p.fainted)


def bleeding_harm(blood, bleed_per_s, pressed, seconds, p):
    """Chance of dying of a wound before care that is `seconds` (s) away, as one foresees it who sees it bleed.

    Parameters
    ----------
    blood, bleed_per_s, pressed : float
        As for `blood_after`.
    seconds : float
        Time to care, s.
    p : BodyParameters
        Reads `deadly`, `deadly_spread`.

    Returns
    -------
    float
        In [0, 1); 0 for one that does not bleed.
    """
    if bleed_per_s <= 0.0:
        return 0.0
    left = blood_after(blood, bleed_per_s, pressed, seconds)
    return logistic((p.deadly - left) / p.deadly_spread)
