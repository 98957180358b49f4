"""Parameters of the family `perimeter`: units around an area, hiding and ambush."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen with the shares of flight, hiding and ambush in view"


class PerimeterParameters(Parameters):
    """One who is followed: what presses him, what he expects of flight, hiding and ambush; the cordon around him."""

    press_m: float = parameter(60.0, "distance of a pursuer at which pressure is half; 0 takes pressure away", unit="m", low=0, high=5000, range=(30, 150), assumption="a dog team is heard coming")
    press_spread_m: float = parameter(15.0, "width of that judgement", unit="m", low=0.1, high=1000, range=(5, 40), assumption="a few trees")
    press_closing_m_s: float = parameter(0.5, "speed of closing in at which a pursuit presses in full; standing off presses half", unit="m/s", low=0.01, high=20, range=(0.2, 1.5), assumption="a walk")
    lie_up_s: float = parameter(1200.0, "time after which one who has gone to ground leaves unpressed", unit="s", low=0, high=1e6, range=(600, 14400), assumption="until it is dark or quiet")
    aroused: float = parameter(0.3, "pressure at which one who has gone to ground plans anew", low=0, high=1, range=(0.1, 0.6), assumption="before he is found")
    flight_gain: float = parameter(0.8, "believed chance to get away by moving on, unpressed", low=0, high=1, range=(0.5, 1), assumption=FIT)
    flight_pressed: float = parameter(0.75, "share of it that full pressure takes", low=0, high=1, range=(0.4, 1), assumption=FIT)
    cordon_feared: float = parameter(0.05, "share of it that each unit of a cordon takes", low=0, high=1, range=(0, 0.2), assumption="sirens are heard")
    hiding_gain: float = parameter(0.45, "believed chance to be passed by in a hiding place, unpressed", low=0, high=1, range=(0.2, 0.7), assumption=FIT)
    hiding_pressed: float = parameter(0.8, "share of it that full pressure takes: a dog finds him", low=0, high=1, range=(0.5, 1), assumption=FIT)
    ambush_gain: float = parameter(0.9, "believed chance to shake off those who press by firing at them; 0 takes ambush away", low=0, high=1, range=(0.5, 1), assumption=FIT)
    ambush_off_m: float = parameter(8.0, "distance from his trail at which he lies in wait", unit="m", low=0, high=200, range=(3, 20), assumption="beside the path, in view of it")
    visibility_m: float = parameter(40.0, "distance beyond which trunks and brush hide everything", unit="m", low=1, high=1e5, range=(20, 80), assumption="a wood in autumn")
    hidden: float = parameter(0.3, "share of somebody in cover that shows", low=0, high=1, range=(0.1, 0.5), assumption="head and arm behind a trunk")
    wary_slows: float = parameter(0.5, "share of its pace that a team loses when it is sure that somebody lies in wait", low=0, high=1, range=(0.2, 0.8), assumption="from tree to tree")
    cover_s: float = parameter(1.0, "time to get into cover", unit="s", low=0, high=60, range=(0.5, 3), assumption="a step and a crouch")
    under_fire_s: float = parameter(60.0, "time for which one who was shot at stays wary", unit="s", low=0, high=3600, range=(20, 300), assumption="a minute")
    fire_harm: float = parameter(0.9, "harm foreseen by one who was just shot at", low=0, high=1, range=(0.6, 1), assumption="nearly certain")
    fire_rate: float = parameter(0.5, "rate at which one who lies in wait opens fire on a near target that he sees", unit="1/s", low=0, high=100, range=(0.1, 2), assumption="two seconds to be sure")
    fire_m: float = parameter(25.0, "distance over which that rate falls to 37 %", unit="m", low=0.1, high=1000, range=(10, 40), assumption="he lets them come close")
    volley: float = parameter(3.0, "rounds that he fires before he breaks off", low=0, high=100, range=(1, 6), source=s.DONNER_2019, assumption="a few rounds")
    hit_wear: float = parameter(0.4, "injury that a hit from an ambush leaves", low=0, high=1, range=(0.2, 0.7), assumption="months off duty, if one lives; nothing in the incident goes by it, since who is hit lies there")
    hit_fatal: float = parameter(0.0, "probability that such a hit kills; 0 where the incident looks no further than the shots", low=0, high=1, range=(0, 0.4), assumption="set by those who follow a life")
    threat_seen: float = parameter(0.5, "evidence of a threat from which cover is thought of", unit="log-odds", low=0, high=20, range=(0.2, 2), assumption="any sign at all")
    cover_gain: float = parameter(0.15, "believed chance that the task still comes to its end from cover", low=0, high=1, range=(0.05, 0.5), assumption="others may close the ring meanwhile")
    give_up_harm: float = parameter(0.05, "own harm from which one who is followed thinks of giving up", low=0, high=1, range=(0.02, 0.3), assumption="somebody within some metres")
    leak: float = parameter(0.1, "chance to slip by even the nearest unit of a cordon; 1 takes the cordon away", low=0, high=1, range=(0, 0.3), assumption="dusk and brush")
    unit_reach_m: float = parameter(60.0, "distance at which a unit holds six in ten of those who cross", unit="m", low=0.1, high=5000, range=(30, 120), assumption="a street with lamps and gardens")


class HideParameters(ActionParameters):
    """Get into cover, and keep still."""

    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="a new plan each half minute")


class AmbushParameters(ActionParameters):
    """Lie in wait with a weapon."""

    exposure: float = parameter(0.5, "own harm it is believed to bring by itself", low=0, high=1, range=(0.3, 0.8), assumption="those who are shot at shoot back")
    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 300), assumption="patience of a minute")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    ambusher: bool = parameter(False, "has a gun, and may lie in wait with it", assumption="set by the scenario")
    posted: bool = parameter(False, "is a unit of the cordon: at its post after `travel_s`, evenly along the stretch of exits", assumption="set by the scenario")


GROUPS: dict[str, type[Parameters]] = {"perimeter": PerimeterParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"hide": HideParameters, "ambush": AmbushParameters}
