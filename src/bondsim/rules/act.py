"""Law 4, act: actions become forces, motion and work."""

from bondsim.rules.maths import DEGREE, clamp, cos, exp, logistic, normal_quantile, sin, sqrt

GRAVITY = 9.81  # m/s2


def age_capacity(age_y, p):
    """Capacity left to a dog of `age_y` years, in (0, 1); `p` is EnergyParameters (`age_half`, `age_spread`)."""
    return logistic((p.age_half - age_y) / p.age_spread)


def cold_power(temperature_c, p):
    """Share of muscle power left in the cold.

    Parameters
    ----------
    temperature_c : float
        Air temperature, C.
    p : EnergyParameters
        Reads `cold_per_degree` (1/K), `muscle_cooling` (K/K), `cold_below_c` (C).

    References
    ----------
    .. [1] `bondsim.sources.FAULKNER_2013`.
    """
    below = p.cold_below_c - temperature_c
    if below <= 0.0:
        return 1.0
    return clamp(1.0 - p.cold_per_degree * p.muscle_cooling * below, 0.0, 1.0)


def running_speed(top_m_s, critical_m_s, reserve, wear, power, p):
    """Speed that an agent runs at: the critical speed, and above it what the reserve allows.

    Parameters
    ----------
    top_m_s, critical_m_s : float
        Top speed and the speed that can be kept up, m/s.
    reserve : float
        Anaerobic reserve, in [0, 1].
    wear : float
        Injury and wear, in [0, 1].
    power : float
        Share of muscle power left, in [0, 1].
    p : EnergyParameters
        Reads `wear_slows`.
    """
    above = top_m_s - critical_m_s
    return (critical_m_s + above * reserve if above > 0.0 else top_m_s) * (1.0 - p.wear_slows * wear) * power


def reserve_after(reserve, speed_m_s, critical_m_s, sprint_m, seconds):
    """Anaerobic reserve after moving at a speed: spent above the critical speed, refilled below it.

    Parameters
    ----------
    reserve : float
        Reserve before, in [0, 1].
    speed_m_s, critical_m_s : float
        Speed moved at, and the speed that can be kept up, m/s.
    sprint_m : float
        Distance above the critical speed that empties the reserve, m.
    seconds : float
        Time, s.

    Returns
    -------
    float
        In [0, 1].

    References
    ----------
    .. [1] `bondsim.sources.SKIBA_CLARKE_2021`.
    """
    over = speed_m_s - critical_m_s
    if over > 0.0:
        return clamp(reserve - over * seconds / sprint_m, 0.0, 1.0)
    return reserve_rested(reserve, exp(over * seconds / sprint_m))


def rest_kept(critical_m_s, sprint_m, seconds):
    """Share of fatigue that is left after a rest, of `seconds`, standing still (see `reserve_after`)."""
    return exp(-critical_m_s * seconds / sprint_m)


def reserve_rested(reserve, kept):
    """Anaerobic reserve of which a share `kept` of what is missing is still missing."""
    return clamp(1.0 - (1.0 - reserve) * kept, 0.0, 1.0)


def peak_force(share, mass_kg, capacity, wear, reserve, vigour):
    """Peak force along the strap of one pull, N.

    Parameters
    ----------
    share : float
        Peak pull of a rested, sound, young agent as a share of its body weight.
    mass_kg : float
        Body mass, kg.
    capacity, wear, reserve : float
        Capacity left by age, injury and wear, anaerobic reserve, in [0, 1].
    vigour : float
        Share of full force that it gives (`vigour`).

    References
    ----------
    .. [1] `bondsim.sources.BAILEY_2025`.
    """
    return share * mass_kg * GRAVITY * capacity * (1.0 - wear) * (0.5 + 0.5 * reserve) * vigour


def vigour(bond, partner_harm, p):
    """Share of full force given: all for a bonded partner in certain danger, at least `p.vigour_floor`."""
    return p.vigour_floor + (1.0 - p.vigour_floor) * bond * partner_harm


def force_along_ground(force_n, friction, angle_deg):
    """What a pull at an angle does along the ground: the raised strap also takes weight off it, N."""
    return force_n * (cos(angle_deg * DEGREE) + friction * sin(angle_deg * DEGREE))


def spread_force(force_n, sd, u):
    """Force of one pull, N: pulls differ by a relative standard deviation `sd`; `u` is uniform."""
    if sd <= 0.0:
        return force_n
    f = force_n * (1.0 + sd * normal_quantile(u))
    return f if f > 0.0 else 0.0


def spread_log(median, sd, u):
    """Log-normal quantity with a median and a standard deviation of its logarithm; `u` is uniform."""
    if sd <= 0.0:
        return median
    return median * exp(sd * normal_quantile(u))


def assist_force(share, mass_kg, power):
    """Push of a conscious person who is being dragged and helps: a share of half the body weight, N."""
    return share * 0.5 * mass_kg * GRAVITY * power


def resistance(friction, mass_kg):
    """Friction that holds a body on the ground, N."""
    return friction * mass_kg * GRAVITY


def slide_acceleration(force_n, friction, mass_kg, speed_m_s):
    """Acceleration of a dragged body, m/s2: none where it lies still and force does not overcome friction."""
    net = force_n - resistance(friction, mass_kg)
    if net <= 0.0 and speed_m_s <= 0.0:
        return 0.0
    return net / mass_kg


def slide_distance(speed_m_s, acceleration_m_s2, seconds):
    """Distance slid under constant acceleration, m; a body that friction stops stays where it stops."""
    if acceleration_m_s2 < 0.0 and speed_m_s + acceleration_m_s2 * seconds < 0.0:
        return -0.5 * speed_m_s * speed_m_s / acceleration_m_s2
    return speed_m_s * seconds + 0.5 * acceleration_m_s2 * seconds * seconds


def slide_speed_after(speed_m_s, acceleration_m_s2, seconds):
    """Speed of a sliding body after an interval, m/s, never negative."""
    v = speed_m_s + acceleration_m_s2 * seconds
    return v if v > 0.0 else 0.0


def p_fall(wear, fatigue, temperature_c, step_m, ice, p):
    """Probability of falling at one obstacle.

    Parameters
    ----------
    wear, fatigue : float
        Injury and wear, and fatigue (1 - reserve), in [0, 1].
    temperature_c : float
        Air temperature, C.
    step_m : float
        Height of the obstacle, m.
    ice : int
        1 where there is ice.
    p : FallParameters
        Log-odds (`base`, `wear`, `fatigue`, `cold`, `height`, `ice`), and `cold_below_c`.
    """
    cold = (p.cold_below_c - temperature_c) / 10.0
    return logistic(
        p.base
        + p.wear * wear
        + p.fatigue * fatigue
        + p.cold * (cold if cold > 0.0 else 0.0)
        + p.height * step_m / 0.2
        + p.ice * ice
    )


def front_gap_after(gap_m, pace_m_s, braking_m_s2, seconds):
    """Distance of an approaching front after an interval, m; one that brakes to a stop stays there."""
    if braking_m_s2 > 0.0 and pace_m_s - braking_m_s2 * seconds < 0.0:
        return gap_m - 0.5 * pace_m_s * pace_m_s / braking_m_s2
    return gap_m - (pace_m_s * seconds - 0.5 * braking_m_s2 * seconds * seconds)


def position_error(position_sd_m, drift_m2_s, age_s):
    """Error of a position that was reported a while ago, m: its square grows as that of a random walk."""
    return sqrt(position_sd_m * position_sd_m + 2.0 * drift_m2_s * age_s)


def search_time(position_sd_m, sight_m, sweep_m, speed_m_s):
    """Time to search the ground around an uncertain position, s.

    Parameters
    ----------
    position_sd_m : float
        Error of the reported position, m.
    sight_m : float
        Distance seen from one spot, m: nothing is left to search within it.
    sweep_m : float
        Width of the swept path, m.
    speed_m_s : float
        Walking speed, m/s.
    """
    radius = position_sd_m - 0.5 * sight_m
    if radius <= 0.0:
        return 0.0
    swept = sweep_m * speed_m_s
    return 3.141592653589793 * radius * radius / (swept if swept > 0.01 else 0.01)


def headway(dragged_m, p):
    """How far the body of one who is dragged has visibly come, in [0, 1); `p.progress_m` is the scale, m."""
    return 1.0 - exp(-dragged_m / p.progress_m)


def encourage_rate(pulled_lately, progress, trust, own_harm, p):
    """Rate at which a handler who ordered the dog away turns to calling it to help, 1/s.

    It is the dog that already pulls which changes the handler's mind; else only a small rate of calling it
    back is left.

    Parameters
    ----------
    pulled_lately : int
        1 where the dog pulled within `p.memory_s`.
    progress : float
        Visible progress, in [0, 1) (`headway`).
    trust : float
        The handler's trust in the dog, in [0, 1].
    own_harm : float
        Predicted harm to the handler, in [0, 1].
    p : StanceParameters
        Rates, 1/s.
    """
    if pulled_lately == 0:
        return p.call_back_rate
    rate = p.base_rate + p.progress_rate * trust * progress
    if own_harm > p.danger_level:
        rate += p.danger_rate * (0.5 + trust)
    return rate
