"""Sound through vegetation, and finding its source by ear."""

from math import sqrt

from bondsim.rules.maths import clamp, exp, log

PI = 3.141592653589793
DECIBEL = 0.2302585092994046  # of power, as a logarithm


def level_at(source_db, distance_m, loss_db_m):
    """Level of a sound at a distance: it spreads over a sphere, and vegetation takes its share, dB.

    Parameters
    ----------
    source_db : float
        Level at 1 m, dB.
    distance_m : float
        Distance, m; nearer than 1 m it is as loud as at 1 m.
    loss_db_m : float
        Loss in vegetation and air, dB/m.
    """
    r = distance_m if distance_m > 1.0 else 1.0
    return source_db - 2.0 * log(r) / DECIBEL - loss_db_m * r


def facing_loss(cosine, p):
    """Loss towards a listener from where the barking dog faces, dB: none in front, all of it behind.

    Parameters
    ----------
    cosine : float
        Cosine of the angle between the dog's head and the listener.
    p : SoundParameters
        Reads `facing_db`.

    References
    ----------
    .. [1] `bondsim.sources.FROMMOLT_2004`.
    """
    return 0.5 * (1.0 - cosine) * p.facing_db


def audible_signal(level_db, noise_db):
    """Strength of a sound for `rules.sense.sensitivity`: its power above the noise; 0 where noise masks it."""
    above = level_db - noise_db
    return exp(DECIBEL * above) - 1.0 if above > 0.0 else 0.0


def bearing_error(z, p):
    """Error of one bearing by ear, radians, from a standard normal number `z`; `p` is SearchParameters."""
    return clamp(p.bearing_sd_deg * z * PI / 180.0, -0.5 * PI, 0.5 * PI)


def blend(old, new, kept):
    """Running mean: a share `kept` of the old, the rest of the new."""
    return kept * old + (1.0 - kept) * new


def spiral_radius(walked_m, spacing_m):
    """Distance from the middle of a spiral with a spacing between its turns, after walking along it, m."""
    return sqrt(walked_m * spacing_m / PI)


def spiral_angle(radius_m, spacing_m, turn):
    """Angle at which a spiral passes a radius, in [-pi, pi]; `turn` is where it begins, in turns."""
    turns = radius_m / spacing_m + turn
    return 2.0 * PI * (turns - int(turns)) - PI
