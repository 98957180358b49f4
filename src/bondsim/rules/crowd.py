"""People around an aroused dog, and the dog among them: what each foresees from the other, and what soothes.

A dog reads a person by distance and by stance. Evidence about a person's intent adds up look by look, as all
evidence does (`ease_after`); a person's calm counts for more from one the dog is bonded to or whose scent it
knows (`familiarity`).
"""

from bondsim.rules.maths import clamp, exp, logistic


def familiarity(bond, match):
    """How far a dog takes a person for its own, in [0, 1]: by bond, or by a scent that it knows, or both."""
    return 1.0 - (1.0 - bond) * (1.0 - match)


def relic_match(strength, distance_m, p):
    """Match of a scent that a person carries with one that the dog remembers, in [0, 1].

    Parameters
    ----------
    strength : float
        Match at no distance, in [0, 1].
    distance_m : float
        Distance to the person, m.
    p : CrowdParameters
        Reads `relic_m` (m), the distance at which 1/e of it is left.
    """
    return strength * exp(-distance_m / p.relic_m)


def ease_gain(calm, familiar, seconds, p):
    """Evidence of a person's good intent that some seconds of calm posture and voice add, in log-odds.

    Parameters
    ----------
    calm : float
        How calm posture, direction and voice are, in [0, 1].
    familiar : float
        How far the dog takes the person for its own, in [0, 1] (`familiarity`).
    seconds : float
        Length of the look, s.
    p : CrowdParameters
        Reads `ease_rate` (log-odds per s), `stranger_share`.
    """
    return p.ease_rate * calm * (p.stranger_share + (1.0 - p.stranger_share) * familiar) * seconds


def ease_after(ease, kept, gain):
    """Evidence of good intent after a look, in log-odds: a share `kept` of what was there, and what the look adds."""
    return ease * kept + gain


def intent_harm(distance_m, ease, haste, grabs, p):
    """Harm that a dog foresees from one person.

    Parameters
    ----------
    distance_m : float
        Distance to the person, m.
    ease : float
        Evidence of the person's good intent, log-odds.
    haste : int
        1 while the person runs.
    grabs : int
        1 while the person takes hold of somebody.
    p : CrowdParameters
        Reads `near_m`, `near_spread_m` (m), `stranger`, `haste`, `grab` (log-odds).

    Returns
    -------
    float
        In (0, 1): what the stance tells, weighted by how near the person is.
    """
    stance = logistic(p.stranger + p.haste * haste + p.grab * grabs - ease)
    return logistic((p.near_m - distance_m) / p.near_spread_m) * stance


def soothing_rate(calm, familiar, distance_m, p):
    """Extra settling of a dog's arousal beside a calm person whom it takes for its own, 1/s.

    Parameters
    ----------
    calm, familiar : float
        The person's calm, and how far the dog takes the person for its own, in [0, 1].
    distance_m : float
        Distance to the person, m.
    p : CrowdParameters
        Reads `soothe_rate` (1/s), `touch_m` (m): beyond it only voice and posture count, `voice_share`.

    References
    ----------
    .. [1] `bondsim.sources.GACSI_2013`: a bonded person's presence attenuates the rise; a stranger's does less.
    """
    share = 1.0 if distance_m <= p.touch_m else p.voice_share
    return p.soothe_rate * calm * familiar * share


def menace(arousal, is_threatening, p):
    """How dangerous a dog looks to people, in [0, 1]: its arousal, and teeth and growl on top.

    Parameters
    ----------
    arousal : float
        Its arousal, in [0, 1].
    is_threatening : int
        1 while it growls and shows its teeth.
    p : CrowdParameters
        Reads `look`, the share of the full display that an aroused dog shows which does not threaten.
    """
    return clamp(arousal * (p.look + (1.0 - p.look) * is_threatening), 0.0, 1.0)


def dog_harm(menace, distance_m, fear_m, p):
    """Harm that people foresee from a dog for one who is some way off, in [0, 1].

    Parameters
    ----------
    menace : float
        How dangerous it looks, in [0, 1] (`menace`).
    distance_m : float
        Distance between the dog and the one in danger, m.
    fear_m : float
        Distance at which half of it is left, m.
    p : CrowdParameters
        Reads `fear_spread` (a share of `fear_m`).
    """
    return menace * logistic((fear_m - distance_m) / (p.fear_spread * fear_m))


def known_harm(harm, bond):
    """Harm foreseen from a dog by one who is bonded to it: a bond of 1 foresees none."""
    return harm * (1.0 - bond)


def bite_gain(arousal, intent, hastes, p):
    """What a bite brings a dog for its own sake, as a share of its task.

    Parameters
    ----------
    arousal : float
        Its arousal, in [0, 1].
    intent : float
        Harm that it foresees from the one to be bitten, in [0, 1] (`intent_harm`).
    hastes : int
        1 where that one runs.
    p : CrowdParameters
        Reads `chase`.
    """
    return arousal * (intent + p.chase * hastes)
