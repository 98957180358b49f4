"""Care: seizure, waking a sleeper, the heart and its treatment, standing guard over one who was given up.

Time to recognised return of circulation, sleep, and the chance of an arrest are closed forms; the tests hold
them to the published figures.
"""

from bondsim.rules.maths import clamp, exp, log, logistic, normal_cdf, normal_quantile


def spread_moments(mean, sd, u):
    """Log-normal quantity with a mean and a standard deviation; `u` is uniform."""
    if sd <= 0.0 or mean <= 0.0:
        return mean
    share = sd / mean
    variance = log(1.0 + share * share)
    return mean * exp(exp(0.5 * log(variance)) * normal_quantile(u) - 0.5 * variance)


def seizure_severity(duration_s, wear, p):
    """Arrests to be expected of one who lies unattended through the whole window of risk.

    Parameters
    ----------
    duration_s : float
        Length of the seizure, s.
    wear : float
        Earlier injury, in [0, 1].
    p : SeizureParameters
        Log-odds `arrest_base`, `arrest_per_min`, `arrest_wear`, and the scale `arrest_scale`.
    """
    return p.arrest_scale * logistic(
        p.arrest_base + p.arrest_per_min * duration_s / 60.0 + p.arrest_wear * wear
    )


def arrest_rate(severity, is_attended, window_s, p):
    """Rate at which breathing and heart stop during and after a seizure, 1/s.

    Parameters
    ----------
    severity : float
        Arrests to be expected over the whole window, unattended (`seizure_severity`).
    is_attended : int
        1 while somebody keeps the airway open.
    window_s : float
        Time at risk: the seizure and what follows it, s.
    p : SeizureParameters
        Reads `attended_share`.
    """
    return severity / window_s * (p.attended_share if is_attended == 1 else 1.0)


def p_arrest(unattended_s, attended_s, severity, window_s, p):
    """Chance of an arrest within a time at risk: at small risk proportional to the time unattended."""
    expected = unattended_s * arrest_rate(severity, 0, window_s, p)
    expected += attended_s * arrest_rate(severity, 1, window_s, p)
    return 1.0 - exp(-expected)


def larsen_survival(cpr_s, shock_s, advanced_s, p):
    """Survival of an arrest with a shockable rhythm, by the time to each treatment.

    Parameters
    ----------
    cpr_s, shock_s, advanced_s : float
        Time from the arrest to chest compressions, to the shock and to advanced care, s.
    p : HeartParameters
        Reads `survival_at_once` and the losses a minute.

    References
    ----------
    .. [1] `bondsim.sources.LARSEN_1993`.
    """
    lost = (p.loss_cpr * cpr_s + p.loss_shock * shock_s + p.loss_advanced * advanced_s) / 60.0
    return clamp(p.survival_at_once - lost, 0.0, 1.0)


def p_resuscitated(cpr_s, shock_s, advanced_s, is_shockable, p):
    """Chance that resuscitation brings the heart back; where no shock helps, a share of it (an upper bound)."""
    chance = larsen_survival(cpr_s, shock_s, advanced_s, p)
    return chance if is_shockable == 1 else chance * p.unshockable_share


def treatment_time(mean_s, u):
    """Time of treatment until a heart that it can bring back is back, s: exponential; `u` is uniform.

    References
    ----------
    .. [1] `bondsim.sources.REYNOLDS_2013`.
    """
    return -mean_s * log(u)


def p_returned_by(seconds, p):
    """Share of hearts that return by themselves which have done so some time after compressions stopped.

    References
    ----------
    .. [1] `bondsim.sources.GORDON_2020`, `bondsim.sources.BALLESTEROS_2014`.
    """
    if seconds <= 0.0:
        return 0.0
    return normal_cdf(log(seconds / p.return_median_s) / p.return_sd)


def worth_of_guard(observed_s, guarded_s, p):
    """Returns seen with a guard over returns seen without: watching ends with whichever lasts longer."""
    longer = guarded_s if guarded_s > observed_s else observed_s
    seen = p_returned_by(observed_s, p)
    return p_returned_by(longer, p) / seen if seen > 0.0 else 1.0


def sound_level(distance_m, walls, p):
    """Level of barking and scratching where a sleeper lies, dB.

    Parameters
    ----------
    distance_m : float
        Distance, m.
    walls : float
        Closed doors or walls between.
    p : WakingParameters
        Reads `level_db` (at 1 m), `wall_db`.
    """
    d = distance_m if distance_m > 1.0 else 1.0
    return p.level_db - 20.0 * log(d) / 2.302585092994046 - p.wall_db * walls


def p_wake(level_db, p):
    """Chance that one burst of sound wakes a sleeper; `p` is WakingParameters (`wake_db`, `wake_spread_db`)."""
    return logistic((level_db - p.wake_db) / p.wake_spread_db)


def scent_signal(distance_m, strength_1m):
    """Scent of a coming seizure at a distance (m), against the weakest one detected."""
    return strength_1m / (distance_m if distance_m > 1.0 else 1.0)


def trained_sensitivity(sensitivity, skill, p):
    """Sensitivity of a nose that was trained on a scent; none without a signal. `p` is SeizureParameters."""
    if sensitivity <= 0.0:
        return 0.0
    d = sensitivity + p.skill_gain * (skill - 0.5)
    return d if d > 0.0 else 0.0


def strangers_harm(number, p):
    """Harm foreseen for one who lies motionless from people at his side who are strangers.

    One who does not move cannot look after himself, so that each of them counts more.

    Parameters
    ----------
    number : int
        How many.
    p : VigilParameters
        Reads `stranger_harm`, `helpless` (log-odds).
    """
    if p.stranger_harm <= 0.0 or number <= 0:
        return 0.0
    each = p.stranger_harm if p.stranger_harm < 1.0 else 1.0
    if each < 1.0:
        each = logistic(log(each / (1.0 - each)) + p.helpless)
    return 1.0 - exp(number * log(1.0 - each)) if each < 1.0 else 1.0


def display(bond, harm):
    """How plainly a dog that stands guard shows that it will not give way, in [0, 1]."""
    return bond * harm


def p_bite(display, boldness, p):
    """Chance that a dog standing guard bites one who takes the body away; `p` is VigilParameters."""
    return logistic((display * boldness - p.bite_half) / p.bite_spread)
