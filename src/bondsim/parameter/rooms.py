"""Parameters of the family `rooms`: rooms that are searched from outside."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class LookParameters(ActionParameters):
    """Search the rooms of a house from outside, one after the other."""

    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="or on another order; a look that was begun goes on")


class EnterParameters(ActionParameters):
    """Go into a room."""

    exposure: float = parameter(0.2, "own harm it is believed to bring by itself", low=0, high=1, range=(0, 0.5), assumption="an armed man inside")
    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="until it is over")


class RoomsParameters(Parameters):
    """What looks tell, what they risk, and when to go in."""

    # a look
    look_s: float = parameter(5.0, "time of one look at a window", unit="s", low=0.1, high=600, range=(3, 15), assumption="a few breaths of air")
    creep_m_s: float = parameter(1.0, "pace of one who moves unheard", unit="m/s", low=0.05, high=5, range=(0.5, 1.5), assumption="a slow walk")
    nose_share: float = parameter(0.5, "part that the nose has in a look; the ear has the rest", low=0, high=1, range=(0, 1), assumption="nobody has parted them")
    nose_kept: float = parameter(1.0, "part of the nose that wind and fatigue leave", low=0, high=1, range=(0.3, 1), assumption="a still night, a fresh dog")
    ear_kept: float = parameter(1.0, "part of the ear that noise leaves", low=0, high=1, range=(0.3, 1), assumption="a still night")
    # being heard
    heard: float = parameter(0.2, "chance, for small ones, that a look of noise 1 is heard right beside it", low=0, high=100, range=(0.05, 1), assumption="a trained man who listens")
    hear_m: float = parameter(5.0, "distance at which half of that is left", unit="m", low=0.1, high=1000, range=(3, 15), assumption="through a wall")
    unruly_noise: float = parameter(1.0, "noise of one that does not hold itself to orders at all", low=0, high=100, range=(0.5, 2), assumption="whining, panting, a bark; the unit of noise")
    aroused_noise: float = parameter(1.0, "noise added per unit of arousal above the best", low=0, high=100, range=(0, 3), assumption="an excited dog whines")
    # what the one inside does
    escalation_rate: float = parameter(0.0005, "rate at which he turns on the hostages", unit="1/s", low=0, high=1, range=(0.0001, 0.003), assumption="half within 23 minutes")
    escalation_growth: float = parameter(0.0, "growth of that rate with time, as a share of it", unit="1/s", low=0, high=1, range=(0, 0.005), assumption="steady")
    alerted_factor: float = parameter(5.0, "by how much it is larger once he knows that he is watched", low=1, high=1000, range=(1, 20), assumption="fear")
    escalation_harm: float = parameter(0.8, "chance that a hostage is harmed when he turns on them", low=0, high=1, range=(0.5, 1), assumption="armed")
    siege_s: float = parameter(3600.0, "time after which he gives up, if nothing has happened", unit="s", low=1, high=1e6, range=(1800, 14400), assumption="a night is long; set by the scenario")
    # going in
    harm_right: float = parameter(0.05, "chance that an entry into his room harms a hostage", low=0, high=1, range=(0.01, 0.2), assumption="surprise is on the team's side")
    harm_wrong: float = parameter(0.6, "chance that an entry into another room does", low=0, high=1, range=(0.3, 0.9), assumption="he has time to act")
    alerted_harm: float = parameter(0.2, "chance of harm added by an entry that he expects", low=0, high=1, range=(0, 0.5), assumption="no surprise")
    reach_m: float = parameter(1.0, "distance from the middle of a room at which the team is in it", unit="m", low=0.1, high=20, range=(0.5, 2), assumption="a pace")
    enter_at: float = parameter(0.9, "chance of the likeliest room at which the team goes in", low=0, high=1, range=(0.5, 0.99), assumption="nine in ten")
    looks: float = parameter(-1.0, "looks after which the team goes in whatever they said; below 0 it judges for itself", low=-1, high=100000, range=(-1, 72), assumption="it judges for itself")
    weighs_time: bool = parameter(True, "the team goes in as soon as another round costs more than it tells", assumption="switch")
    round_s: float = parameter(110.0, "time that the team expects a round of looks to take", unit="s", low=1, high=1e5, range=(60, 300), assumption="the way around the house and the looks")


class RoomParameters(Parameters):
    """A room that can be looked into from a place outside."""

    prior: float = parameter(1.0, "weight of the room among all, before anything is known", low=0.001, high=1000, range=(0.2, 5), assumption="all alike")
    openness: float = parameter(1.0, "share of scent and sound that gets out", low=0, high=1, range=(0.3, 1), assumption="a window ajar")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    p_hit: float = parameter(0.35, "chance that its look at the right room says yes", low=0.001, high=0.999, range=(0.2, 0.95), assumption="a man who listens at a window")
    p_false: float = parameter(0.2, "chance that its look at another room says yes", low=0.001, high=0.999, range=(0.02, 0.3), assumption="a house is full of sounds")
    vigilance: float = parameter(0.0, "how far its criterion is lowered by what it has been through", unit="sd", low=-3, high=3, range=(-0.5, 1), source=s.GREEN_SWETS_1966, assumption="value; hits and false alarms rise together along one curve")
    reading: float = parameter(0.9, "skill at reading the dog", low=0, high=1, range=(0.2, 1), assumption="years together")
    step_noise: float = parameter(0.3, "noise of its steps", low=0, high=10, range=(0.02, 0.5), assumption="boots")
    indoors: bool = parameter(False, "is in one of the rooms, drawn by luck", assumption="set by the scenario")


GROUPS: dict[str, type[Parameters]] = {"rooms": RoomsParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"look": LookParameters, "enter": EnterParameters}
