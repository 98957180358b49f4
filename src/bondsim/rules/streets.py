"""Streets: what traffic does to one who crosses them, and what a loudspeaker does to traffic."""

from bondsim.rules.maths import exp
from bondsim.rules.sound import audible_signal, level_at


def flow_left(flow_per_h, heard, p):
    """Vehicles an hour that still drive where a share `heard` of people has heard a warning to clear the street."""
    return flow_per_h * (1.0 - p.clears * heard)


def p_conflict(flow_per_h, seconds, p):
    """Chance of a conflict with a vehicle in some seconds on a street.

    Vehicles arrive at random (Poisson); one that arrives while the walker is on its lane is a conflict.

    Parameters
    ----------
    flow_per_h : float
        Vehicles an hour.
    seconds : float
        Time on the street, s.
    p : StreetsParameters
        Reads `on_lane`, the share of that time in the way of vehicles.
    """
    return 1.0 - exp(-flow_per_h / 3600.0 * p.on_lane * seconds)


def p_hold_back(flow_per_h, boldness, p):
    """Chance that a walker stops at the kerb: a vehicle is within the gap it wants, and it is not bold enough.

    Parameters
    ----------
    flow_per_h : float
        Vehicles an hour.
    boldness : float
        Boldness, in [0, 1].
    p : StreetsParameters
        Reads `gap_s`.
    """
    return (1.0 - boldness) * (1.0 - exp(-flow_per_h / 3600.0 * p.gap_s))


def road_harm(flow_per_h, p):
    """Harm that one foresees from crossing a street: a conflict within the gap it wants, that ends badly."""
    return p.feared * (1.0 - exp(-flow_per_h / 3600.0 * p.gap_s))


def loudspeaker_signal(distance_m, p):
    """Signal of a loudspeaker on a car, for `rules.sense.sensitivity`; 0 where the noise of the streets masks it.

    Parameters
    ----------
    distance_m : float
        Distance, m.
    p : StreetsParameters
        Reads `level_db` (at 1 m), `absorption_db_m`, `noise_db`.
    """
    return audible_signal(level_at(p.level_db, distance_m, p.absorption_db_m), p.noise_db)
