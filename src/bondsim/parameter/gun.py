"""Parameters of the family `gun`: firearms."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among about twenty settings, so that the dog is hit about as much more as the handler is hit less"


class GunParameters(Parameters):
    """Who fires first, what a shot hits, what the hit does."""

    fire_s: float = parameter(0.38, "mean time in which one who has made up his mind raises a gun and fires", unit="s", low=0.1, high=5, range=(0.3, 0.5), source=s.BLAIR_2011)
    fire_sd_s: float = parameter(0.08, "its standard deviation", unit="s", low=0.001, high=2, range=(0.05, 0.15), source=s.BLAIR_2011, assumption="size")
    answer_s: float = parameter(0.39, "mean time in which one whose gun is in hand answers a gun that is raised", unit="s", low=0.1, high=5, range=(0.3, 0.6), source=s.BLAIR_2011)
    answer_sd_s: float = parameter(0.09, "its standard deviation", unit="s", low=0.001, high=2, range=(0.05, 0.15), source=s.BLAIR_2011, assumption="size")
    decide_s: float = parameter(0.0, "time that the answer takes longer where it has to be judged first", unit="s", low=0, high=5, range=(0, 0.5), assumption="none: the answer is drilled")
    draw_s: float = parameter(1.73, "median time to draw and fire", unit="s", low=0.1, high=10, range=(1.0, 3.4), source=s.SANDEL_2020)
    draw_sd: float = parameter(0.28, "its spread (log)", low=0, high=2, range=(0.2, 0.35), source=s.SANDEL_2020, assumption="log-normal with the published mean of 1.80 s over the median")
    tie_s: float = parameter(0.02, "difference in time that an observer calls a tie", unit="s", low=0, high=1, range=(0, 0.05), assumption="chosen so that suspects are first or tie in 60 %")
    again_s: float = parameter(0.30, "mean time from one shot to the next", unit="s", low=0.1, high=10, range=(0.2, 0.6), assumption="aimed fire at close range")
    again_sd_s: float = parameter(0.06, "its standard deviation", unit="s", low=0, high=2, range=(0.03, 0.1), assumption="a fifth")
    hit_close: float = parameter(0.45, "probability that a round hits a person at no distance", low=0, high=1, range=(0.3, 0.7), source=s.NYPD_2006, assumption="so that it is 43 % within 6 ft")
    hit_scale_m: float = parameter(16.0, "distance over which that falls to 37 %", unit="m", low=0.1, high=1000, range=(8, 30), source=s.DONNER_2019, assumption="so that it is the published 35 % at 4 m")
    line_share: float = parameter(0.4, "most that a body in the line of fire covers of the target", low=0, high=1, range=(0, 0.6), assumption="a dog in the air before a standing man")
    line_half_width_m: float = parameter(0.6, "distance from the line of fire at which a body covers nothing more", unit="m", low=0.01, high=5, range=(0.3, 1), assumption="half a dog's length")
    hold_fire: float = parameter(0.1, "share of the line of fire, covered by one's partner, above which one holds fire; 1 never does", low=0, high=1, range=(0.05, 0.3), assumption="trained restraint")
    reaim: float = parameter(0.7, "probability that a shooter turns his gun on an attacker whom he has had the time to see", low=0, high=1, range=(0, 1), assumption=FIT)
    spoil: float = parameter(0.8, "share of the aim that an attacker who has hold of the shooter takes away", low=0, high=1, range=(0, 1), assumption=FIT)
    struggle_s: float = parameter(0.8, "time by which a struggle delays each shot", unit="s", low=0, high=10, range=(0, 1), assumption=FIT)
    drop: float = parameter(0.35, "probability that the gun is lost when an attacker takes hold", low=0, high=1, range=(0, 0.6), assumption=FIT)
    contact_m: float = parameter(1.0, "distance at which an attacker has hold of the shooter", unit="m", low=0.1, high=5, range=(0.5, 1.5), assumption="a dog's length")
    take_off_s: float = parameter(0.3, "time from a sign to an animal's first bound", unit="s", low=0, high=2, range=(0.1, 0.5), assumption="turn, crouch, leap")
    stop: float = parameter(0.7, "probability that a hit ends the fight of the one who is hit", low=0, high=1, range=(0.4, 1), assumption="falls, or loses the gun")
    rounds: float = parameter(6.0, "rounds that one fires at most", low=0, high=100, range=(2, 17), assumption="seconds, not magazines, end a fight at close range")
    turn_s: float = parameter(0.5, "time from the first sign of turning to the raising of the gun", unit="s", low=0, high=10, range=(0.2, 1), assumption="half a turn")
    flow_ml_min: float = parameter(145.0, "median flow from a gunshot wound", unit="mL/min", low=0, high=10000, range=(50, 400), assumption="chosen so that four in ten dogs survive")
    flow_sd: float = parameter(1.04, "its spread (log)", low=0, high=3, range=(0.6, 1.4), assumption="chosen with the survival table in view")
    harm_aimed: float = parameter(1.0, "harm foreseen from a gun raised at one", low=0, high=1, range=(0.6, 1), assumption="a raised gun is taken for certain harm")
    harm_near: float = parameter(0.3, "harm foreseen from an armed opponent at no distance", low=0, high=1, range=(0.1, 0.6), assumption="he has not raised it yet")
    quiet_s: float = parameter(3.0, "time without a shot after which it is over", unit="s", low=0.1, high=600, range=(2, 10), assumption="three seconds of silence")
    harm_attack: float = parameter(0.9, "harm that one foresees for itself who runs at a raised gun", low=0, high=1, range=(0.5, 1), assumption="nearly certain")
    armour_stop: float = parameter(0.3, "probability that a hit which armour has stopped ends the fight", low=0, high=1, range=(0, 0.7), assumption="a blow that takes the breath away")
    dog_size: float = parameter(0.8, "size of a dog as a target, against a standing person", low=0, high=2, range=(0.4, 1), assumption="smaller, and nearer")


class ShootParameters(ActionParameters):
    """Raise a gun at somebody and fire, again and again. What it averts is the harm foreseen from the other's gun."""

    FIXED = frozenset(("relief_distress",))

    duration_s: float = parameter(1.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(0.5, 3), assumption="a few shots")
    relief: float = parameter(0.8, "believed share of the harm from another's gun that is averted, from the partner and from itself", low=0, high=1, range=(0.4, 1), assumption="to hit back ends it")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    has_gun: bool = parameter(False, "carries a gun", assumption="set by role and scenario")
    gun_ready: bool = parameter(True, "the gun is in hand; else it has to be drawn first", assumption="approaching one who is wanted")
    gain_shoot: float = parameter(0.9, "believed chance that shooting brings the task to its end", low=0, high=1, range=(0.3, 1), assumption="confident")
    resolved: bool = parameter(False, "has made up its mind to shoot at whoever is after it, from the start", assumption="set by the scenario")
    gunshot: bool = parameter(False, "bears a gunshot wound at the start, and lies", assumption="set by the scenario")
    lead_s: float = parameter(0.0, "time by which it reads the turn of an armed opponent earlier than others", unit="s", low=-1, high=0.5, range=(-0.2, 0.4), assumption="as quick as a person")
    armour: float = parameter(0.0, "share of hits that its armour stops", low=0, high=1, range=(0, 0.7), assumption="none")
    lethal: float = parameter(0.14, "share of gunshot wounds that no care can mend", low=0, high=1, range=(0.1, 0.3), source=s.BEAMAN_2000)


GROUPS: dict[str, type[Parameters]] = {"gun": GunParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"shoot": ShootParameters}
