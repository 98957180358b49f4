"""Strain of a life on duty: stress load, vigilance after harm, and collapse.

Stress load is a level in [0, 1] that work, grief and bad incidents raise and rest takes away. Vigilance is
apart from it: the prior of harm with which one goes to work, learned from what happened.
"""

from bondsim.rules.maths import exp, log, logit, normal_quantile


def work_drive(hours, p):
    """Drive of stress by a day's duty, 1/d: it grows faster than its hours, since rest shrinks with them.

    Parameters
    ----------
    hours : float
        Hours of duty on this day, in [0, 24].
    p : StrainParameters
        Reads `work_rate` (1/d at eight hours), `work_power`.
    """
    if hours <= 0.0:
        return 0.0
    return p.work_rate * exp(p.work_power * log(hours / 8.0))


def stress_after(stress, drive, calm, days, p):
    """Stress load after some days, as `load_after`; `p` is StrainParameters (`tau_d`)."""
    return load_after(stress, drive, calm, days, p.tau_d)


def load_after(stress, drive, calm, days, tau_d):
    """Stress load after some days under constant drives.

    Linear and integrated exactly, so that two half intervals equal one:
    dS/dt = drive (1 - S) - (1/tau + calm) S.

    Parameters
    ----------
    stress : float
        Load before, in [0, 1].
    drive : float
        Drive of work, grief and the partner's stress, 1/d, >= 0.
    calm : float
        Rate at which bonded company takes it away, 1/d, >= 0.
    days : float
        Length of the interval, d.
    tau_d : float
        Time constant with which it fades by itself, d.
    """
    rate = drive + calm + 1.0 / tau_d
    level = drive / rate
    return level + (stress - level) * exp(-rate * days)


def shock(arousal, rest, hurt, lost, p):
    """Size of a bad incident for one who went through it, >= 0.

    Parameters
    ----------
    arousal, rest : float
        Arousal at the end of it, and at rest.
    hurt : float
        Wear that the incident did to itself or the partner, whichever is more, in [0, 1].
    lost : int
        1 where the partner died in it.
    p : StrainParameters
        Reads `shock_arousal`, `shock_hurt`, `shock_lost`.
    """
    above = arousal - rest if arousal > rest else 0.0
    return p.shock_arousal * above + p.shock_hurt * hurt + p.shock_lost * lost


def stress_after_shock(stress, size):
    """Stress load after a shock: the part of the way to 1 that its size makes, 1 - exp(-size)."""
    return stress + (1.0 - stress) * (1.0 - exp(-size))


def threshold_of(u, p):
    """Stress load at which one collapses: normal, as individuals differ (`p.collapse_at`, `p.collapse_sd`).

    References
    ----------
    .. [1] `bondsim.sources.MWD_STRESS` for dogs, `bondsim.sources.SYED_2020` for people.
    """
    x = p.collapse_at + p.collapse_sd * normal_quantile(u)
    return x if x > 0.05 else 0.05


def vigilance_after(vigilance, harmed, p):
    """Prior of harm after one incident; harm teaches fast, a quiet end slowly.

    Parameters
    ----------
    vigilance : float
        Prior before, in (0, 1).
    harmed : int
        1 where somebody of the team came to harm.
    p : StrainParameters
        Reads `vigilance_up`, `vigilance_down`.
    """
    if harmed == 1:
        return vigilance + p.vigilance_up * (1.0 - vigilance)
    return vigilance - p.vigilance_down * vigilance


def vigilance_faded(vigilance, days, p):
    """Prior of harm some days later: it goes back to what one starts with (`p.vigilance_d`, `p.naive`)."""
    return p.naive + (vigilance - p.naive) * exp(-days / p.vigilance_d)


def alertness_of(vigilance, p):
    """Shift of belief by vigilance, log-odds against the naive prior; 0 where `p.vigilance_weight` is 0."""
    return p.vigilance_weight * (logit(vigilance) - logit(p.naive))
