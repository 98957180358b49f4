"""Parameters of the family `sound`: barks and those who hear them, and searching by ear and by eye."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class SoundParameters(Parameters):
    """Sources, their way through the wood, and the noise that masks them."""

    bark_db: float = parameter(100.0, "level of a bark at 1 m; 0 makes barks inaudible", unit="dB", low=0, high=140, range=(90, 106), assumption="kennels reach 105 dB; no sound-level study of a single working dog was seen")
    siren_db: float = parameter(115.0, "level at 1 m of the siren of those who come to help; 0 makes it inaudible", unit="dB", low=0, high=140, range=(105, 125), assumption="an emergency siren")
    siren_s: float = parameter(300.0, "time for which it sounds after they have come", unit="s", low=0, high=36000, range=(30, 1800), assumption="left on for a few minutes")
    walk_db: float = parameter(55.0, "level at 1 m of one who searches", unit="dB", low=0, high=120, range=(45, 95), assumption="leaf litter; nobody calls out while an armed suspect is at large")
    loss_db_m: float = parameter(0.07, "loss in vegetation and air", unit="dB/m", low=0, high=2, range=(0.05, 0.10), assumption="autumn wood")
    noise_db: float = parameter(40.0, "level of the noise that masks", unit="dB", low=0, high=120, range=(35, 55), assumption="a still wood")
    noise_sd_db: float = parameter(3.0, "spread of the noise from run to run", unit="dB", low=0, high=20, range=(0, 6), assumption="weather and roads differ")
    hush: float = parameter(0.3, "harm to its partner from attackers above which a dog does not bark for help", low=0, high=1, range=(0.2, 0.6), assumption="it has other things to do")
    facing_db: float = parameter(5.0, "level behind a barking dog below that in front of it", unit="dB", low=0, high=30, range=(3, 7), source=s.FROMMOLT_2004)


class SearchParameters(Parameters):
    """Searching for one whose place is not known: in a widening spiral, or towards what is heard."""

    entry_m: float = parameter(-1.0, "distance from the one sought at which searchers come onto the map, from any side; -1: at their own place", unit="m", low=-1, high=5000, range=(-1, 500), assumption="at their own place, where the scenario does not say")
    told: bool = parameter(True, "searchers are told of a place and begin there; else they begin where they come in", assumption="a position is known, with its error (`radio.position_sd_m`), where the scenario does not say")
    speed_m_s: float = parameter(1.2, "speed of a searcher", unit="m/s", low=0.05, high=10, range=(0.6, 2), assumption="a walk that looks and listens, between rocks and leaves")
    spacing_m: float = parameter(40.0, "spacing between the ways of searchers", unit="m", low=1, high=1000, range=(20, 80), assumption="twice as far as one sees in a wood")
    bearing_sd_deg: float = parameter(15.0, "error of one bearing by ear; 90 makes bearings worthless", unit="deg", low=0, high=90, range=(5, 40), assumption="echoes among trunks")
    bearing_kept: float = parameter(0.7, "share of the believed direction that is kept when another bark is heard", low=0, high=0.999, range=(0, 0.95), assumption="three barks make a direction")
    memory_s: float = parameter(30.0, "time for which a direction is followed after the last bark", unit="s", low=0, high=3600, range=(10, 120), assumption="half a minute")


class BarkParameters(ActionParameters):
    """Stay beside the partner and bark, to be found."""

    relief_distress: float = parameter(0.75, "believed share of the partner's distress averted", low=0, high=1, range=(0.6, 0.9), assumption="as guarding, and help is near")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    effort: float = parameter(0.3, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="barking tires a little")
    duration_s: float = parameter(20.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 60), assumption="a bout")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {"sound": SoundParameters, "search": SearchParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"bark": BarkParameters}
