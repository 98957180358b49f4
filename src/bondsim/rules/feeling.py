"""Feelings that pass from one to another: absorbed, amplified, shown, comforted.

Grief runs between people as in models of emotion contagion (`bondsim.sources.BOSSE_2009`): the strength with
which one takes up what another feels is the product of the expressiveness of the one, the channel between
them, and the openness of the other.
"""

from bondsim.rules.maths import clamp, exp, log, normal_quantile


def tie_at_start(u, p):
    """Tie between two people at the start, spread evenly around `p.tie`; `u` is one number for both.

    Parameters
    ----------
    u : float
        Uniform number in (0, 1).
    p : FeelingParameters
        Reads `tie`, `tie_spread` (a share of it).
    """
    return clamp(p.tie * (1.0 + p.tie_spread * (2.0 * u - 1.0)), 0.0, 1.0)


def tie_after_comfort(tie, seconds, p):
    """Tie after one has comforted the other for some seconds; it approaches 1 at `p.tie_rate` (1/s)."""
    return tie + (1.0 - tie) * (1.0 - exp(-p.tie_rate * seconds))


def expressiveness_of(mean, u, p):
    """How plainly one shows what it feels, spread evenly around the mean of its kind (`p.expressive_spread`)."""
    return clamp(mean * (1.0 + p.expressive_spread * (2.0 * u - 1.0)), 0.0, 1.0)


def grief_at_start(mean, u):
    """Grief that one brings along: exponential around a mean, since few knew the dead well; 1 at most."""
    return clamp(-mean * log(u), 0.0, 1.0)


def crying_threshold(u, p):
    """Grief at which one cries: normal, as people differ (`p.cry_at`, `p.cry_sd`), never below 0.05."""
    x = p.cry_at + p.cry_sd * normal_quantile(u)
    return x if x > 0.05 else 0.05


def channel(distance_m, tie, p):
    """How well one sees the other's face and cares for it, in [0, 1].

    The visible size of a face falls with the square of distance; half is left at `p.near_m` and nothing is
    taken in from beyond `p.reach_m`.
    """
    if distance_m > p.reach_m:
        return 0.0
    x = distance_m / p.near_m
    return tie / (1.0 + x * x)


def shown(expressiveness, is_crying, p):
    """Expressiveness now: crying shows more than any face (`p.crying_boost`)."""
    return expressiveness * (1.0 + p.crying_boost * is_crying)


def exchange_share(strength, openness, seconds, p):
    """Share of the way to what it sees around it that one goes in some seconds.

    Explicit in time, so that what one gains another loses where ties are symmetric; never beyond the whole
    way.

    Parameters
    ----------
    strength : float
        Sum over all others of expressiveness times channel.
    openness : float
        Openness to the feelings of others.
    seconds : float
        Length of the step, s.
    p : FeelingParameters
        Reads `contagion_rate` (1/s).
    """
    share = p.contagion_rate * openness * strength * seconds
    return share if share < 1.0 else 1.0


def taken_up(grief, around, p):
    """Grief towards which one is moved by the grief around it.

    Absorption moves towards the mean of those around, up or down; amplification adds their grief to one's
    own, so that grief among the grieving grows beyond what any of them felt.

    Parameters
    ----------
    grief, around : float
        Own grief, and the mean grief of those around, weighted by what they show and how it reaches one.
    p : FeelingParameters
        Reads `amplification`, the part of it that amplifies.

    References
    ----------
    .. [1] `bondsim.sources.BOSSE_2009`.
    """
    upward = 1.0 - (1.0 - grief) * (1.0 - around)
    return p.amplification * upward + (1.0 - p.amplification) * around


def grief_exchanged(grief, around, share, p):
    """Grief after one step of taking up what is around."""
    return grief + share * (taken_up(grief, around, p) - grief)


def source_rate(rate, distance_m, p):
    """Rate (1/s) at which one who mourns in public moves those at a distance; half at `p.source_m`."""
    x = distance_m / p.source_m
    return rate / (1.0 + x * x)


def grief_after(grief, source, comfort, seconds, p):
    """Grief after some seconds under a source and comfort, apart from what is taken up from others.

    Linear and integrated exactly, so that two half intervals equal one:
    dE/dt = source (1 - E) - (comfort + 1/tau) E.

    Parameters
    ----------
    grief : float
        Grief before, in [0, 1].
    source, comfort : float
        Rates, 1/s, >= 0.
    seconds : float
        Length of the interval, s.
    p : FeelingParameters
        Reads `tau_s`.
    """
    rate = source + comfort + 1.0 / p.tau_s
    level = source / rate
    return level + (grief - level) * exp(-rate * seconds)


def stress_after_grief(stress, grief, seconds, p):
    """Stress load after some seconds of grief; it approaches 1 at `p.stress_rate` (1/s) times the grief."""
    return stress + (1.0 - stress) * (1.0 - exp(-p.stress_rate * grief * seconds))


def speed_of_wave(n, sum_t, sum_x, sum_tt, sum_tx):
    """Speed, m/s, at which something runs along a line: the slope of place on time by least squares.

    Parameters
    ----------
    n : float
        Number of points.
    sum_t, sum_x, sum_tt, sum_tx : float
        Sums of times, places, squared times, and products.

    Returns
    -------
    float
        0 where all happened at one time.
    """
    spread = n * sum_tt - sum_t * sum_t
    return (n * sum_tx - sum_t * sum_x) / spread if spread > 0.0 else 0.0
