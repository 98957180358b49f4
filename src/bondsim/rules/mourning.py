"""How one carries a loss over days and years: well-being that swings and settles, meaning, support, memory.

Well-being is a damped oscillator about a level that grief lowers and support and meaning raise; support moves
the level, and neither the frequency nor the damping. All is integrated exactly over a day, so that two half
days equal one.
"""

from bondsim.rules.maths import clamp, cos, exp, log, logistic, sin, sqrt

TURN = 6.283185307179586


def wellbeing_level(grief, support, meaning, p):
    """Level about which well-being swings; 0 is what it was before.

    Parameters
    ----------
    grief : float
        Grief carried, in [0, 1].
    support : float
        Support that arrives (`support_felt`), in [0, 1].
    meaning : float
        Meaning found, in [0, 1].
    p : MourningParameters
        Reads `grief_weight`, `support_weight`, `meaning_weight`.
    """
    return grief * (p.support_weight * support - p.grief_weight) + p.meaning_weight * meaning


def support_felt(support, p):
    """Support that arrives: less where others do not see a loss in the death of a dog (`p.disenfranchised`)."""
    return support * (1.0 - p.disenfranchised)


def decayed(days, p):
    """Envelope of the swing after some days."""
    return exp(-p.damping * (TURN / p.period_d) * days)


def swing_rate(p):
    """Angular frequency of the damped swing, 1/d; `p.damping` is below 1."""
    return (TURN / p.period_d) * sqrt(1.0 - p.damping * p.damping)


def wellbeing_after(wellbeing, rate, level, days, p):
    """Well-being some days later, under a constant level.

    Parameters
    ----------
    wellbeing, rate : float
        Well-being, and its change a day, before.
    level : float
        Level about which it swings (`wellbeing_level`).
    days : float
        Length of the interval, d; at most a quarter of `p.period_d`.
    p : MourningParameters
        Reads `period_d`, `damping`.

    References
    ----------
    .. [1] `bondsim.sources.BISCONTI_2004`.
    """
    w = swing_rate(p)
    pull = p.damping * TURN / p.period_d
    x = wellbeing - level
    turn = (rate + pull * x) / w
    return level + decayed(days, p) * (x * cos(w * days) + turn * sin(w * days))


def wellbeing_rate_after(wellbeing, rate, level, days, p):
    """Change a day of well-being some days later; arguments as in `wellbeing_after`."""
    w = swing_rate(p)
    pull = p.damping * TURN / p.period_d
    x = wellbeing - level
    turn = (rate + pull * x) / w
    return decayed(days, p) * ((turn * w - pull * x) * cos(w * days) - (x * w + pull * turn) * sin(w * days))


def blow(bond, p):
    """Change a day of well-being at the moment of the loss: the fall, larger with the bond."""
    return -p.blow * bond * TURN / p.period_d


def meaning_after(meaning, source, days, p):
    """Meaning some days later: what is done adds to it, and it fades.

    dm/dt = source (1 - m) - m / tau, integrated exactly.

    Parameters
    ----------
    meaning : float
        Meaning before, in [0, 1].
    source : float
        Drive of ritual, teaching and rescues, 1/d, >= 0.
    days : float
        Length of the interval, d.
    p : MourningParameters
        Reads `meaning_d`.
    """
    rate = source + 1.0 / p.meaning_d
    level = source / rate
    return level + (meaning - level) * exp(-rate * days)


def response_in_grief(grief, p):
    """How far one who grieves answers a new dog: half at `p.new_dog_grief`, full in good days.

    Parameters
    ----------
    grief : float
        Grief about the one who died, in [0, 1].
    p : MourningParameters
        Reads `new_dog_grief`, `new_dog_spread`, `new_dog_loss` (0 switches it off).

    References
    ----------
    .. [1] `bondsim.sources.SERVICE_DOG_LOSS`.
    """
    return 1.0 - p.new_dog_loss * logistic((grief - p.new_dog_grief) / p.new_dog_spread)


def sorrow_share(strength, openness, days, p):
    """Share of the way to the sorrow around that one goes in some days; never beyond the whole way."""
    return 1.0 - exp(-p.contagion_rate * openness * strength * days)


def sorrow_after(sorrow, source, days, p):
    """Sorrow of the unit's member some days later, under what moves him and the time that takes it away.

    Parameters
    ----------
    sorrow : float
        Sorrow before, in [0, 1].
    source : float
        Drive by his own bond to the dead and what he hears of it, 1/d, >= 0.
    days : float
        Length of the interval, d.
    p : MourningParameters
        Reads `sorrow_d`.
    """
    rate = source + 1.0 / p.sorrow_d
    level = source / rate
    return level + (sorrow - level) * exp(-rate * days)


def closeness_of(u, p):
    """Tie between two of a unit, spread evenly around `p.tie`; `u` is one number for both."""
    return clamp(p.tie * (1.0 + p.tie_spread * (2.0 * u - 1.0)), 0.0, 1.0)


def attention_of_day(day, days, p):
    """Public attention in an interval after the news, as a share of all that it will get.

    Novelty fades as a stretched exponential in time; the share of an interval is the difference of what has been
    got by its end and by its beginning.

    Parameters
    ----------
    day : float
        Days since the news, 0 on its day.
    days : float
        Length of the interval, d.
    p : MourningParameters
        Reads `attention_half_d` (d), `attention_stretch`.

    References
    ----------
    .. [1] `bondsim.sources.WU_HUBERMAN_2007`.
    """
    return novelty(day, p) - novelty(day + days, p)


def novelty(day, p):
    """What is left of the novelty of a story after some days: half after `p.attention_half_d`."""
    if day <= 0.0:
        return 1.0
    return exp(-0.6931471805599453 * exp(p.attention_stretch * log(day / p.attention_half_d)))


def memorial_after(memorial, attention, days, p):
    """Memorial some days later: attention feeds it, years wear it away (`p.memorial_gain`, `p.memorial_y`)."""
    kept = exp(-days / (365.25 * p.memorial_y))
    return clamp(memorial * kept + p.memorial_gain * attention * (1.0 - memorial), 0.0, 1.0)


def worth_by_memorial(memorial, p):
    """Factor of a session's worth where what is remembered of a death is taught (`p.memorial_teaching`)."""
    return 1.0 + p.memorial_teaching * memorial


def donations_of_day(day, memorial, p):
    """Donations on a day after the news: a burst that relaxes as a power of time, and what the memorial brings.

    References
    ----------
    .. [1] `bondsim.sources.CRANE_SORNETTE_2008`.
    """
    burst = exp(-p.donation_power * log(1.0 + day)) if day >= 0.0 else 0.0
    return p.donation_burst * burst + p.donation_memorial * memorial


def p_takes_dog(wellbeing, grief, meaning, p):
    """Chance that one who is offered another dog on this day takes it."""
    return logistic(
        (p.take_base + wellbeing + p.take_meaning * meaning - p.take_grief * grief) / p.take_spread
    )
