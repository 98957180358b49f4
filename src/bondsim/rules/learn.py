"""Law 5, learn: what happened changes trust and bond."""


def good_after(good, weight, success, p):
    """Weight of good experience after one more.

    Parameters
    ----------
    good : float
        Weight before, >= 0.
    weight : float
        Weight of this experience: aroused ones weigh more.
    success : float
        1 for a success, 0 for a failure.
    p : TrustParameters
        Reads `memory`.

    References
    ----------
    .. [1] `bondsim.sources.GUO_YANG_2020`.
    """
    return p.memory * good + weight * success


def bad_after(bad, weight, success, p):
    """Weight of bad experience after one more: a failure weighs `p.negativity` times a success.

    References
    ----------
    .. [1] `bondsim.sources.YANG_2021`.
    """
    return p.memory * bad + weight * p.negativity * (1.0 - success)


def trust_of(good, bad):
    """Trust: the mean of the Beta distribution; undecided without experience."""
    total = good + bad
    return good / total if total > 0.0 else 0.5


def experience_weight(arousal):
    """Weight of an experience made at an arousal in [0, 1]."""
    return 0.5 + arousal


def bond_after_rescue(bond, p):
    """Bond after a shared rescue; `p` is AttachmentParameters (`rescue_gain`)."""
    return bond + p.rescue_gain * (1.0 - bond)
