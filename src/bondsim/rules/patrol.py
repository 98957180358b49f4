"""Patrol units: a ring around the place where a stray was last seen, and the catch."""

from bondsim.rules.maths import clamp, exp

FULL_TURN = 6.283185307179586


def ring_radius(age_s, p):
    """Radius, m, of the ring around a place last seen `age_s` seconds ago: it grows with what may have been run."""
    return clamp(p.ring_m + p.ring_m_s * age_s, 0.0, p.ring_max_m)


def ring_bearing(rank, n, age_s, p):
    """Bearing of a unit on the ring, rad: units divide the circle, and move along it to see all of it."""
    share = (rank + 0.5) / n + p.sweep_per_h * age_s / 3600.0
    whole = int(share)
    return (share - whole - 0.5) * FULL_TURN


def p_catch(seconds, p):
    """Chance that a unit which has come up to a stray lays hold of it within some seconds."""
    return 1.0 - exp(-p.catch_per_s * seconds)
