"""A ring of people with dart guns: who aims, who fires, what a dart does and when."""

from bondsim.rules.maths import clamp, cos, distance, exp, log

PI = 3.141592653589793


def ring_x(place, n):
    """Direction along the map from the middle of a ring to the place of one of `n`, evenly spread, in [-1, 1]."""
    return cos(PI * (2.0 * (place + 0.5) / n - 1.0))


def ring_y(place, n):
    """Direction across the map from the middle of a ring to the place of one of `n` (see `ring_x`)."""
    turn = PI * (2.0 * (place + 0.5) / n - 1.0) - 0.5 * PI
    return cos(turn if turn >= -PI else turn + 2.0 * PI)


def fire_rate(threat, p):
    """Rate at which one who aims fires, 1/s: it grows as an exponential of the threat.

    Parameters
    ----------
    threat : float
        How dangerous the dog looks, in [0, 1] (`bondsim.rules.crowd.menace`).
    p : DartParameters
        Reads `rate` (1/s), `threat_gain`.
    """
    return p.rate * exp(p.threat_gain * threat)


def guns_harm(n, p):
    """Harm foreseen from `n` guns that aim, each as bad as another; `p` is DartParameters (`gun_harm`)."""
    return 1.0 - exp(n * log(1.0 - clamp(p.gun_harm, 0.0, 0.999999999)))


def p_within(rate, seconds):
    """Probability that what happens at a rate (1/s) happens within some seconds."""
    return 1.0 - exp(-rate * seconds)


def is_in_line(x, y, from_x, from_y, to_x, to_y, clear_m):
    """1 where a point lies within `clear_m` (m) of the line of fire from one point to another, short of its end."""
    dx = to_x - from_x
    dy = to_y - from_y
    length = dx * dx + dy * dy
    if length <= 0.0:
        return 0
    share = ((x - from_x) * dx + (y - from_y) * dy) / length
    if share <= 0.0 or share >= 1.0:
        return 0
    return 1 if distance(x, y, from_x + share * dx, from_y + share * dy) < clear_m else 0


def lag(mean_s, u):
    """Time until one who was called complies if it will, s: exponential with a mean; `u` is uniform."""
    return -mean_s * log(1.0 - u)


def between(low, high, u):
    """Quantity between two bounds; `u` is uniform."""
    return low + (high - low) * u


def sedation(seconds, onset_s, full_s):
    """Depth of sedation some seconds after the dart, in [0, 1]: none before the onset, then rising evenly.

    Parameters
    ----------
    seconds : float
        Time since the dart, s.
    onset_s : float
        Time from the dart to the first effect, s.
    full_s : float
        Time from the first to the full effect, s.
    """
    after = seconds - onset_s
    if after <= 0.0:
        return 0.0
    return clamp(after / full_s, 0.0, 1.0) if full_s > 0.0 else 1.0
