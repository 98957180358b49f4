"""A suspect at large, those who surround the area, and the place to lie in wait."""

from bondsim.rules.maths import clamp, exp, logistic


def pressure(distance_m, closing_m_s, p):
    """Pressure of a pursuit as the one who is followed feels it, in [0, 1].

    Parameters
    ----------
    distance_m : float
        Distance of the nearest pursuer, m.
    closing_m_s : float
        Speed at which the pursuit comes closer, m/s; one that does not close presses less.
    p : PerimeterParameters
        Reads `press_m`, `press_spread_m` (m), `press_closing_m_s` (m/s).
    """
    near = logistic((p.press_m - distance_m) / p.press_spread_m)
    return near * clamp(0.5 + 0.5 * closing_m_s / p.press_closing_m_s, 0.0, 1.0)


def gain_of_flight(pressure, n_units, p):
    """Believed chance to get away by moving on: `p.flight_gain`, less under pressure and before a known cordon."""
    return p.flight_gain * (1.0 - p.flight_pressed * pressure) * exp(-p.cordon_feared * n_units)


def gain_of_hiding(pressure, cover, p):
    """Believed chance to be passed by in a hiding place; a dog that closes in on it leaves little of it."""
    return p.hiding_gain * cover * (1.0 - p.hiding_pressed * pressure)


def gain_of_ambush(pressure, cover, p):
    """Believed chance to shake off a pursuit by shooting: nothing to gain where nobody presses."""
    return p.ambush_gain * cover * pressure


def p_shot_opens(distance_m, seconds, p):
    """Chance that one who lies in wait and sees his target opens fire within some seconds.

    Parameters
    ----------
    distance_m : float
        Distance of the target, m.
    seconds : float
        Time, s.
    p : PerimeterParameters
        Reads `fire_rate` (1/s), `fire_m` (m): he lets it come close.
    """
    return 1.0 - exp(-p.fire_rate * exp(-(distance_m / p.fire_m) * (distance_m / p.fire_m)) * seconds)


def p_held_by_unit(distance_m, p):
    """Chance that one unit of a cordon holds somebody who crosses it at a distance, m.

    `p` is PerimeterParameters: `leak`, the chance to slip by even the nearest, and `unit_reach_m` (m).
    """
    share = distance_m / p.unit_reach_m
    return (1.0 - p.leak) * exp(-0.5 * share * share)
