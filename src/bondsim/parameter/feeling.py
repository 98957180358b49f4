"""Parameters of the family `feeling`: feelings that pass from one to another."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among about twenty settings of a prototype, with the shares that cry in view"


class WalkParameters(ActionParameters):
    """Walk along a line to its end."""

    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="or at the end of the line")


class ComfortParameters(ActionParameters):
    """Put a hand on the shoulder of a neighbour who cries."""

    relief_distress: float = parameter(0.8, "believed share of the other's distress averted", low=0, high=1, range=(0.4, 1), assumption="a hand on the shoulder helps")
    duration_s: float = parameter(10.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(3, 30), assumption="a few breaths")


class StandParameters(ActionParameters):
    """Stand in line as ordered."""

    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="or when somebody beside it begins to cry")


class FeelingParameters(Parameters):
    """How grief passes from one to another."""

    contagion_rate: float = parameter(0.04, "rate at which one takes up what those around feel, with full channel, expressiveness and openness", unit="1/s", low=0, high=1, range=(0, 0.1), source=s.BARSADE_2002, assumption="size; the source shows that moods spread in groups")
    amplification: float = parameter(0.6, "part of it that adds the others' grief to one's own; the rest moves towards their mean", low=0, high=1, range=(0, 1), source=s.BOSSE_2009, assumption="size; the source gives the form")
    tau_s: float = parameter(600.0, "time constant with which grief of the moment fades", unit="s", low=1, high=1e6, range=(200, 2000), assumption=FIT)
    near_m: float = parameter(1.2, "distance at which half of what a face shows is taken in", unit="m", low=0.1, high=100, range=(0.8, 2.5), assumption="an arm's length and a half; " + FIT)
    reach_m: float = parameter(6.0, "distance beyond which faces do not count", unit="m", low=0, high=1000, range=(3, 20), assumption="the width of a street")
    tie: float = parameter(0.6, "mean tie between those who are not partners", low=0, high=1, range=(0.2, 1), assumption="colleagues")
    tie_spread: float = parameter(0.67, "half width of its spread, as a share of it", low=0, high=1, range=(0, 1), assumption="some are friends")
    tie_rate: float = parameter(0.005, "rate at which comfort strengthens a tie, both ways", unit="1/s", low=0, high=1, range=(0, 0.02), assumption="a minute of it is remembered")
    expressive_spread: float = parameter(0.67, "half width of the spread of expressiveness, as a share of its mean", low=0, high=1, range=(0, 1), assumption="people differ")
    cry_at: float = parameter(0.8, "mean grief at which people cry", low=0.05, high=2, range=(0.6, 1), assumption="in uniform")
    cry_sd: float = parameter(0.12, "spread of it among people", low=0, high=1, range=(0.05, 0.25), assumption="people differ")
    cry_ends: float = parameter(0.1, "how far grief must fall below that for the crying to end", low=0, high=1, range=(0.05, 0.3), assumption="it does not stop at once")
    crying_boost: float = parameter(2.0, "how much more crying shows than a face, times its expressiveness", low=0, high=20, range=(0, 4), assumption=FIT)
    source_m: float = parameter(3.0, "distance at which one who mourns in public moves others half as much", unit="m", low=0.1, high=1000, range=(2, 6), assumption=FIT)
    source_sd: float = parameter(0.5, "spread of that from occasion to occasion (log)", low=0, high=2, range=(0, 0.8), assumption="some days show less than others; " + FIT)
    comfort_rate: float = parameter(0.02, "rate at which comfort over a tie of 1 takes grief away", unit="1/s", low=0, high=1, range=(0, 0.05), assumption="half of it in about half a minute")
    comfort_m: float = parameter(2.0, "distance within which one can comfort another", unit="m", low=0, high=100, range=(1, 3), assumption="the next in the line")
    stress_rate: float = parameter(0.0005, "rate at which full grief adds to the stress load", unit="1/s", low=0, high=1, range=(0, 0.002), assumption="a walk adds a few hundredths")
    walk_m_s: float = parameter(0.5, "pace of one who walks along a line", unit="m/s", low=0.01, high=5, range=(0.3, 1), assumption="a slow march")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    openness: float = parameter(0.0, "openness to the feelings of others", low=0, high=2, range=(0, 1), assumption="none where nothing is said: the family then does nothing to an agent")
    expressiveness: float = parameter(0.6, "mean of how plainly it shows what it feels", low=0, high=1, range=(0.2, 1), assumption="in uniform, hats off")
    sorrow: float = parameter(0.0, "mean of the grief it brings along", low=0, high=1, range=(0, 0.4), assumption="none")
    mourning_rate: float = parameter(0.0, "rate at which it moves those beside it while it mourns in public", unit="1/s", low=0, high=1, range=(0, 0.1), assumption="none")


GROUPS: dict[str, type[Parameters]] = {"feeling": FeelingParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"walk": WalkParameters, "comfort": ComfortParameters, "stand": StandParameters}
