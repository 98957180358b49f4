"""Scent: trails that age, the nose that tires, plumes on the wind, and what a person reads off a dog."""

from bondsim.rules.maths import DEGREE, clamp, cos, distance, exp, log, logistic, normal_cdf, normal_quantile

TWO_PI = 6.283185307179586


# Trails -------------------------------------------------------------------------------------------


def trail_sensitivity(skill, age_s, nose_loss, capacity, surface, p):
    """Sensitivity to a trail under the nose.

    It falls with the logarithm of age: an exponential decay would make a cliff within hours, while trails of
    two days are followed by experienced dogs.

    Parameters
    ----------
    skill : float
        Skill at trailing, in [0, 1].
    age_s : float
        Time since the trail was laid here, s.
    nose_loss : float
        Sensitivity lost by nose fatigue (`nose_loss`), sd.
    capacity : float
        Capacity left by age, in [0, 1].
    surface : float
        Share of scent that the ground holds, in [0, 1].
    p : ScentParameters
        Reads `trail_strength`, `trail_skill`, `trail_ageing`, `trail_age_loss` (sd), `trail_young_s` (s).

    Returns
    -------
    float
        d' in standard deviations, >= 0.

    References
    ----------
    .. [1] `bondsim.sources.HARVEY_2003`.
    """
    if surface <= 0.0:
        return 0.0
    d = p.trail_strength + p.trail_skill * (skill - 0.8)
    d = d - p.trail_ageing * log(1.0 + (age_s if age_s > 0.0 else 0.0) / p.trail_young_s)
    d = d + log(surface) - nose_loss - p.trail_age_loss * (1.0 - capacity)
    return d if d > 0.0 else 0.0


def beside_trail(sensitivity, off_m, p):
    """Sensitivity beside a trail: scent falls as a bell of half width `p.trail_width_m` (m) around it."""
    d = sensitivity - 0.5 * (off_m / p.trail_width_m) * (off_m / p.trail_width_m)
    return d if d > 0.0 else 0.0


def offset(x_m, y_m, x0_m, y0_m, x1_m, y1_m):
    """Distance of a point from the stretch between two others, m."""
    dx = x1_m - x0_m
    dy = y1_m - y0_m
    length = dx * dx + dy * dy
    if length <= 0.0:
        return distance(x_m, y_m, x0_m, y0_m)
    share = clamp(((x_m - x0_m) * dx + (y_m - y0_m) * dy) / length, 0.0, 1.0)
    return distance(x_m, y_m, x0_m + share * dx, y0_m + share * dy)


def age_slope(dog_m_s, walker_m_s):
    """Change of the age under the nose for each second that a dog follows: negative where it is the faster one."""
    return 1.0 - dog_m_s / (walker_m_s if walker_m_s > 0.01 else 0.01)


def span_to_tell(age_s, u, p):
    """Span of a trail, s between its first and last print smelled, that tells which way it leads.

    Parameters
    ----------
    age_s : float
        Age of the trail, s.
    u : float
        Uniform number: noses differ.
    p : ScentParameters
        Reads `way_span_s` (s), `way_spread`, `way_ageing_s` (s).

    References
    ----------
    .. [1] `bondsim.sources.HEPPER_WELLS_2005`, `bondsim.sources.THESEN_1993`.
    """
    span = p.way_span_s * (1.0 + age_s / p.way_ageing_s) * (1.0 + p.way_spread * normal_quantile(u))
    return span if span > 0.0 else 0.0


def p_tells_way(prints, age_s, p):
    """Chance that a dog tells which way a trail leads from a number of footprints; else it guesses.

    `p` is ScentParameters: `print_s` is the time between two prints, s; for the rest see `span_to_tell`.
    """
    span = (prints - 1.0) * p.print_s / (p.way_span_s * (1.0 + age_s / p.way_ageing_s))
    if p.way_spread <= 0.0:
        return 1.0 if span >= 1.0 else 0.0
    return normal_cdf((span - 1.0) / p.way_spread)


def loop_radius(walked_m, spacing_m):
    """Distance from its middle of one who casts in widening loops `spacing_m` apart, after a walk (m)."""
    m = 0.3183098861837907 * walked_m * spacing_m
    return exp(0.5 * log(m)) if m > 0.0 else 0.0


def loop_angle(walked_m, spacing_m):
    """Direction from the middle of one who casts in widening loops, radians in [-pi, pi]."""
    turns = loop_radius(walked_m, spacing_m) / (spacing_m if spacing_m > 0.0 else 1.0)
    return TWO_PI * (turns - int(turns)) - 0.5 * TWO_PI


# The nose -----------------------------------------------------------------------------------------


def nose_effort(speed_m_s, p):
    """Exertion of a dog that works at a speed (m/s): 1 at the trot `p.trot_m_s` at which noses were measured."""
    return speed_m_s / p.trot_m_s


def nose_after(nose, effort, odour, temperature_c, seconds, p):
    """Nose fatigue after an interval: panting and adaptation build it up, rest lets it go.

    Linear, and integrated exactly, so that two half intervals equal one.

    Parameters
    ----------
    nose : float
        Fatigue before, in [0, 1].
    effort : float
        Exertion (`nose_effort`).
    odour : float
        Presence of the odour it adapts to, in [0, 1].
    temperature_c : float
        Air temperature, C.
    seconds : float
        Time, s.
    p : ScentParameters
        Reads `pant_rate`, `adapt_rate` (1/min), `pant_effort`, `nose_rest_s` (s), `pant_per_degree` (1/K),
        `pant_warm_c` (C).

    References
    ----------
    .. [1] `bondsim.sources.RUNNING_NOSE_2024`, `bondsim.sources.GAZIT_TERKEL_2003`.
    """
    over = effort - p.pant_effort
    warm = temperature_c - p.pant_warm_c
    heat = 1.0 + p.pant_per_degree * warm if warm > 0.0 else 1.0
    build = (p.pant_rate * over * heat if over > 0.0 else 0.0) + p.adapt_rate * odour
    rate = build + 60.0 / p.nose_rest_s
    level = build / rate
    return clamp(level + (nose - level) * exp(-rate * seconds / 60.0), 0.0, 1.0)


def nose_loss(nose, p):
    """Sensitivity lost by nose fatigue, sd: hardly any to half way, then a collapse (`p.nose_loss` at 0.5)."""
    half = 2.0 * nose
    return p.nose_loss * half * half * half * half


# Plumes -------------------------------------------------------------------------------------------


def plume_signal(down_m, cross_m, wind_m_s, p):
    """Mean signal of a person's scent on the wind, against the weakest that a dog detects.

    A Gaussian plume: it widens with the way from the source and thins out accordingly; upwind of the source
    there is none beyond arm's length. In calm air it spreads to all sides, and not far.

    Parameters
    ----------
    down_m, cross_m : float
        Distance down the wind from the source (negative upwind of it), and across, m.
    wind_m_s : float
        Speed of the wind, m/s.
    p : ScentParameters
        Reads `plume_10m` (signal on the axis at 10 m), `plume_spread` (half width per metre), `plume_decay`,
        `plume_near_m` (m), `calm_m_s` (m/s).

    References
    ----------
    .. [1] `bondsim.sources.FARRELL_2002`: odour in puffs that meander and spread downwind. That a dog sweeps a
       width of about 95 m on it, `bondsim.sources.CHIACCHIA_2015`, is a check: nothing here was fitted to it.
    """
    if wind_m_s < p.calm_m_s:
        r = distance(down_m, cross_m, 0.0, 0.0)
        return p.plume_10m * exp(-r / p.plume_near_m)
    if down_m <= 0.0:
        r = distance(down_m, cross_m, 0.0, 0.0)
        return p.plume_10m * exp(-3.0 * r / p.plume_near_m)
    width = p.plume_near_m * 0.1 + p.plume_spread * down_m
    near = down_m if down_m > 1.0 else 1.0
    across = cross_m / width
    return p.plume_10m * exp(-p.plume_decay * log(near / 10.0) - 0.5 * across * across)


def quiet_share(distance_m, p):
    """Share of the birds that sing on at a distance from somebody hidden, m; `p.hush_m` is the scale."""
    return 1.0 - exp(-(distance_m / p.hush_m) * (distance_m / p.hush_m))


def silence_gain(heard, seconds, p):
    """Evidence for somebody hidden near by that an interval with (1) or without (0) birdsong adds, log-odds.

    It compares a wood in which `p.hush_left` of the birds sing on with one in which all sing, at
    `p.birdsong_rate` (1/s). Without birds there is nothing to be missed.
    """
    if p.birdsong_rate <= 0.0:
        return 0.0
    silent = p.birdsong_rate * (1.0 - p.hush_left) * seconds
    if heard == 0:
        return silent
    with_person = 1.0 - exp(-p.birdsong_rate * p.hush_left * seconds)
    without = 1.0 - exp(-p.birdsong_rate * seconds)
    return log((with_person if with_person > 1e-9 else 1e-9) / without)


def rustle_signal(distance_m, p):
    """Signal of the small sounds of somebody hidden: `p.rustle_10m` at 10 m, falling with the square of distance."""
    d = distance_m if distance_m > 1.0 else 1.0
    return p.rustle_10m * (10.0 / d) * (10.0 / d)


def p_somebody(evidence, vigilance, p):
    """Belief that somebody is hidden near by, in [0, 1]; see `threat_foreseen`."""
    return logistic(evidence + p.threat_prior + vigilance)


def threat_foreseen(evidence, vigilance, p):
    """Harm that somebody foresees from one who may lie in wait.

    Parameters
    ----------
    evidence : float
        Evidence that somebody is hidden near by, log-odds.
    vigilance : float
        What experience has taught it to expect: shifts the prior, log-odds.
    p : ScentParameters
        Reads `threat_prior` (log-odds), `threat_harm`.
    """
    return p.threat_harm * p_somebody(evidence, vigilance, p)


# What a person makes of a dog ---------------------------------------------------------------------


def read_evidence(evidence, skill_read, trust):
    """Evidence that a handler takes from the dog's: what he reads of it, as far as he trusts it."""
    return evidence * skill_read * trust


def read_answer(skill_read, trust, p):
    """Time from the dog's sign to the handler's answer, s: short with a dog that he reads and trusts.

    `p` is ScentParameters: `react_s`, `doubt_s` (s), `react_gain`.
    """
    return p.react_s + p.doubt_s * exp(-p.react_gain * skill_read * trust)


# Anticipation -------------------------------------------------------------------------------------


def cue_strength(shifts, share_followed, p):
    """What a handler's cues have come to mean after some shifts together, in [0, 1] (Rescorla and Wagner).

    Parameters
    ----------
    shifts : float
        Shifts together.
    share_followed : float
        Share of the cues that a deployment followed: with the rest it is the level that learning reaches.
    p : ScentParameters
        Reads `cue_rate` (a shift).
    """
    return share_followed * (1.0 - exp(shifts * log(1.0 - p.cue_rate)))


def arousal_at_cue(arousal, cue):
    """Arousal once the cues have been read."""
    return arousal + cue * (1.0 - arousal)


def deploy_time(cue, p):
    """Time until a dog works after the word, s: `p.deploy_s` for one that foresaw nothing."""
    return p.deploy_s * (1.0 - cue)


def p_false_start(cue, share_followed):
    """Chance that the dog had been roused for nothing before: by cues that are read, and mislead."""
    return cue * (1.0 - share_followed)


def coupled_arousal(arousal, partner_arousal, shifts, seconds, p):
    """Arousal after an interval beside a partner whose arousal it takes over, the more the longer they are together.

    `p` is ScentParameters: `coupling_rate` (1/s), `coupling_shifts`.

    References
    ----------
    .. [1] `bondsim.sources.KATAYAMA_2019`.
    """
    rate = p.coupling_rate * (1.0 - exp(-shifts / p.coupling_shifts))
    return partner_arousal + (arousal - partner_arousal) * exp(-rate * seconds)


def bearing_x(angle_deg):
    """Part along the map of a direction in degrees, from -180 to 180, counted from +x towards +y."""
    return cos(angle_deg * DEGREE)


def bearing_y(angle_deg):
    """Part across the map of a direction in degrees, from -180 to 180."""
    shifted = angle_deg - 90.0
    return cos((shifted if shifted >= -180.0 else shifted + 360.0) * DEGREE)
