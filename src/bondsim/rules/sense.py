"""Law 1, sense: signals become evidence."""

from bondsim.rules.maths import exp, log, normal_cdf


def sensitivity(signal, arousal, arousal_best, capacity, p):
    """Sensitivity to a signal.

    Parameters
    ----------
    signal : float
        Strength of the signal against the weakest one detected, dimensionless, >= 0.
    arousal, arousal_best : float
        Arousal, and the arousal at which this agent works best, in [0, 1].
    capacity : float
        Capacity left by age, in [0, 1].
    p : SenseParameters
        Reads `gain`, `arousal_loss`, `age_loss` (standard deviations of the noise).

    Returns
    -------
    float
        d' in standard deviations, >= 0; 0 where there is no signal, whatever the skill.

    References
    ----------
    .. [1] `bondsim.sources.GREEN_SWETS_1966`, `bondsim.sources.BRAY_2015`.
    """
    if signal <= 0.0:
        return 0.0
    off = 2.0 * (arousal - arousal_best)
    d = p.gain * log(1.0 + signal) - p.arousal_loss * off * off - p.age_loss * (1.0 - capacity)
    return d if d > 0.0 else 0.0


def criterion(bond, is_about_partner, p):
    """Criterion of a look, in standard deviations: attention to a bonded partner lowers it.

    Parameters
    ----------
    bond : float
        Bond to the partner, in [0, 1].
    is_about_partner : int
        1 where the signal concerns the partner.
    p : SenseParameters
        Reads `criterion`, `bond_shift`.

    References
    ----------
    .. [1] `bondsim.sources.CATALA_2020`.
    """
    return p.criterion - p.bond_shift * bond * is_about_partner


def p_detect(sensitivity, criterion, seconds):
    """Probability that looking for some seconds detects: one chance a second, so that two half looks equal one.

    Parameters
    ----------
    sensitivity, criterion : float
        d' and criterion, in standard deviations.
    seconds : float
        Length of the look, s.
    """
    missed = 1.0 - normal_cdf(sensitivity - criterion)
    return 1.0 - exp(seconds * log(missed)) if missed > 0.0 else 1.0


def p_see(sensitivity, criterion, seconds):
    """Probability that looking for some seconds truly sees: what a detection exceeds a false alarm by."""
    false_alarm = p_detect(0.0, criterion, seconds)
    return (
        (p_detect(sensitivity, criterion, seconds) - false_alarm) / (1.0 - false_alarm)
        if false_alarm < 1.0
        else 0.0
    )


def evidence_kept(seconds, p):
    """Share of evidence that is left after some seconds (`p.leak` is the share a second)."""
    return exp(seconds * log(p.leak))


def evidence_gain(is_hit, seconds, p):
    """Evidence that one look adds, in log-odds.

    A hit or a miss counts by the sensitivity that the agent credits itself with, not by the true one, which
    it cannot know; so it is the same at every look.

    Parameters
    ----------
    is_hit : int
        1 where the look detected.
    seconds : float
        Length of the look, s.
    p : SenseParameters
        Reads `expected`, `criterion`.
    """
    false_alarm = p_detect(0.0, p.criterion, seconds)
    hit = p_detect(p.expected, p.criterion, seconds)
    return logit_gain(hit, false_alarm) if is_hit == 1 else logit_gain(1.0 - hit, 1.0 - false_alarm)


def evidence_after(evidence, kept, gain, p):
    """Evidence for a hypothesis after one look, in log-odds, never below `p.floor`.

    Parameters
    ----------
    evidence : float
        Evidence before, log-odds.
    kept : float
        Share of it that is left (`evidence_kept`).
    gain : float
        What the look adds (`evidence_gain`), log-odds.
    p : SenseParameters
        Reads `floor`.
    """
    after = evidence * kept + gain
    return after if after > p.floor else p.floor


def logit_gain(p, q):
    """Log of how much likelier something is under the hypothesis (p) than without it (q), both kept above 1e-9."""
    return log((p if p > 1e-9 else 1e-9) / (q if q > 1e-9 else 1e-9))


def sight_signal(distance_m, sight_m):
    """Signal of a person in view: it falls with the square of distance and is 1 at `sight_m` (m)."""
    d = distance_m if distance_m > 0.1 else 0.1
    return (sight_m / d) * (sight_m / d)


def front_signal(distance_m, signal_100m):
    """Signal of an approaching front: it falls with distance and is `signal_100m` at 100 m."""
    d = distance_m if distance_m > 1.0 else 1.0
    return signal_100m * 100.0 / d
