"""The way to hospital, and what a delay costs there."""

from bondsim.rules.maths import exp, logistic


def door_by_road(p):
    """Time from finding a casualty to the hospital's door by road, s.

    Parameters
    ----------
    p : MedevacParameters
        Reads `ambulance_s`, `carry_m`, `carry_m_s`, `scene_s`, `drive_s`.
    """
    carried = p.carry_m / p.carry_m_s
    ready = carried if carried > p.ambulance_s else p.ambulance_s
    return ready + p.scene_s + p.drive_s


def door_by_air(p):
    """Time from finding a casualty to the hospital's door by helicopter, s (`launch_s`, `scene_s`, `flight_s`)."""
    return p.launch_s + p.scene_s + p.flight_s


def flies(by_road_s, by_air_s, p):
    """1 where a helicopter is called: there is one, it can land, and it saves more than `p.advantage_s`."""
    return 1 if p.helicopter == 1 and p.can_land == 1 and by_road_s - by_air_s > p.advantage_s else 0


def crew_gain(drive_s, p):
    """What a helicopter's crew adds to survival, log-odds: nothing on short ways, all of it on long ones.

    Parameters
    ----------
    drive_s : float
        Drive to hospital that it spares, s.
    p : MedevacParameters
        Reads `crew_gain` (log-odds), `gain_from_s`, `gain_full_s`.

    References
    ----------
    .. [1] `bondsim.sources.GALVAGNO_2012`.
    """
    if drive_s <= p.gain_from_s:
        return 0.0
    if drive_s >= p.gain_full_s:
        return p.crew_gain
    return p.crew_gain * (drive_s - p.gain_from_s) / (p.gain_full_s - p.gain_from_s)


def p_surgery(injury, untreated_s, crew, p):
    """Probability to survive surgery of one who reaches hospital alive.

    Parameters
    ----------
    injury : float
        Severity on the abbreviated injury scale, 0 to 6.
    untreated_s : float
        Time from the wound to first care, s.
    crew : float
        What the crew added, log-odds (`crew_gain`).
    p : MedevacParameters
        Reads `base`, `per_injury`, `per_minute` (log-odds).

    References
    ----------
    .. [1] `bondsim.sources.NEWGARD_2015`.
    """
    return logistic(p.base - p.per_injury * injury - p.per_minute * untreated_s / 60.0 + crew)


def p_critical(untreated_s, p):
    """Probability to live through the critical hours after surgery: swelling kills at a rate that delay raises.

    Parameters
    ----------
    untreated_s : float
        Time from the wound to first care, s.
    p : MedevacParameters
        Reads `swelling_rate_h` (1/h), `swelling_growth` (1/h), `critical_s` (s).
    """
    return exp(-p.swelling_rate_h * (1.0 + p.swelling_growth * untreated_s / 3600.0) * p.critical_s / 3600.0)
