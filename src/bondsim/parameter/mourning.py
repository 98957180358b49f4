"""Parameters of the family `mourning`: how one carries a loss over days and years."""

from typing import ClassVar

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

READS = frozenset({"stress"})


OF_PEOPLE = frozenset({"mourns", "support", "openness_unit", "knew", "teaches"})  # traits that only people have


class MourningParameters(Parameters):
    """Well-being, meaning, support, contagion, memory."""

    ONLY_WITH: ClassVar[dict[str, str]] = {"memorial_teaching": "skills"}

    period_d: float = parameter(30.0, "period of the undamped swing of well-being", unit="d", low=8, high=365, range=(15, 60), source=s.BISCONTI_2004, assumption="size; the source gives the form over three months")
    damping: float = parameter(0.15, "damping of the swing, as a share of the critical", low=0, high=0.99, range=(0.05, 0.5), source=s.BISCONTI_2004, assumption="size; the source gives the form")
    blow: float = parameter(1.0, "fall of well-being by the loss of one with a bond of 1, were it not damped", low=0, high=10, range=(0.5, 2), source=s.WROBEL_DYE_2003, assumption="sets the scale of well-being; the source shows that attachment deepens it")
    grief_weight: float = parameter(1.0, "fall of the level of well-being with grief of 1", low=0, high=10, range=(0.5, 2), assumption="sets the scale")
    support_weight: float = parameter(0.6, "share of that which full support takes away; off at 0", low=0, high=10, range=(0, 1), source=s.TZIVIAN_2015, assumption="size; the source gives the direction")
    disenfranchised: float = parameter(0.3, "share of support that does not arrive, since a dog is not seen as a loss", low=0, high=1, range=(0, 0.7), assumption="a third")
    meaning_weight: float = parameter(0.4, "rise of the level of well-being with meaning of 1", low=0, high=10, range=(0, 1), assumption="two fifths of what grief takes")
    meaning_d: float = parameter(365.0, "time constant with which meaning fades", unit="d", low=1, high=36500, range=(90, 1500), assumption="a year")
    ritual: float = parameter(0.3, "meaning given by a rite at the death; 0 for none", low=0, high=1, range=(0, 0.6), assumption="a last walk, a headstone")
    ritual_heals: float = parameter(0.3, "share by which it brings forward the acceptance of the loss", low=0, high=0.95, range=(0, 0.5), assumption="a farewell makes the loss true")
    teaching_rate: float = parameter(0.002, "meaning gained a day by one who teaches", unit="1/d", low=0, high=1, range=(0, 0.01), assumption="a quarter in half a year")
    memorial_rate: float = parameter(0.001, "meaning gained a day by a full memorial", unit="1/d", low=0, high=1, range=(0, 0.01), assumption="half of teaching")
    new_dog_grief: float = parameter(0.6, "grief at which one answers a new dog half as much", low=0, high=1, range=(0.4, 0.8), source=s.SERVICE_DOG_LOSS, assumption="size; the source gives the direction")
    new_dog_spread: float = parameter(0.05, "width of that", low=0.005, high=1, range=(0.02, 0.2), assumption="a soft step")
    new_dog_loss: float = parameter(0.8, "share of the answer lost in full grief; 0 switches it off", low=0, high=1, range=(0, 1), assumption="a dog is fed and walked")
    new_dog_rate: float = parameter(0.002, "meaning gained a day by a bond of 1 with a new dog", unit="1/d", low=0, high=1, range=(0, 0.01), assumption="as teaching: somebody to get up for")
    contagion_rate: float = parameter(0.1, "rate at which one takes up what the others feel, with full ties and openness", unit="1/d", low=0, high=10, range=(0, 0.3), source=s.BARSADE_2002, assumption="size; the source shows that moods spread in groups")
    amplification: float = parameter(0.3, "part of it that adds the others' sorrow to one's own", low=0, high=1, range=(0, 0.6), source=s.BOSSE_2009, assumption="size; the source gives the form")
    sorrow_d: float = parameter(14.0, "time constant with which sorrow of a member of the unit fades", unit="d", low=0.5, high=3650, range=(5, 60), assumption="two weeks")
    tie: float = parameter(0.5, "mean tie between members of the unit", low=0, high=1, range=(0.2, 1), assumption="colleagues")
    tie_spread: float = parameter(0.67, "half width of its spread, as a share of it", low=0, high=1, range=(0, 1), assumption="some are friends")
    stress_rate: float = parameter(0.01, "drive of stress by full sorrow; 0 for none", unit="1/d", low=0, high=1, range=(0, 0.05), assumption="half of what grief of one's own does")
    attention_half_d: float = parameter(69 / 1440, "half-life of the novelty of a story", unit="d", low=0.001, high=100, range=(0.02, 1), source=s.WU_HUBERMAN_2007)
    attention_stretch: float = parameter(0.4, "stretch of its decay; 1 for an exponential", low=0.05, high=2, range=(0.3, 0.6), source=s.WU_HUBERMAN_2007)
    attention: float = parameter(0.5, "attention that the death gets, against the greatest", low=0, high=1, range=(0, 1), assumption="half; heavy-tailed in life")
    memorial_gain: float = parameter(0.8, "share of attention that a memorial keeps; 0 for no memorial", low=0, high=1, range=(0, 1), assumption="a headstone, a plaque, a foundation")
    memorial_y: float = parameter(5.0, "time constant with which a memorial fades", unit="y", low=0.01, high=1000, range=(2, 20), assumption="five years")
    memorial_teaching: float = parameter(0.2, "how much more a session of training is worth under a full memorial; 0 for none", low=0, high=10, range=(0, 0.5), assumption="what was learned from a death is taught: a method with a name")
    donation_burst: float = parameter(1.0, "donations on the day of the news, as the unit of donations", low=0, high=1e6, range=(0, 2), assumption="sets the scale")
    donation_power: float = parameter(2.5, "power of time with which the burst relaxes", low=0, high=10, range=(1, 3), source=s.CRANE_SORNETTE_2008, assumption="value")
    donation_memorial: float = parameter(0.005, "donations a day by a full memorial", low=0, high=1e6, range=(0, 0.02), assumption="two a year of the first day's")
    take_base: float = parameter(0.5, "readiness to take another dog when all is well", low=-10, high=10, range=(0, 1), assumption="rather yes than no")
    take_grief: float = parameter(1.0, "readiness lost with grief of 1", low=0, high=10, range=(0, 2), assumption="as the level of well-being")
    take_meaning: float = parameter(0.5, "readiness gained with meaning of 1", low=-10, high=10, range=(0, 1), assumption="half of that")
    take_spread: float = parameter(0.3, "width of that choice", low=0.01, high=10, range=(0.1, 1), assumption="a soft choice")


class SecondDogParameters(Parameters):
    """When another dog is offered to one who lost his."""

    day: float = parameter(90.0, "day after the loss on which it is offered; 36500 for never", unit="d", low=0, high=36500, range=(0, 365), assumption="a policy")
    again_d: float = parameter(30.0, "days after which it is offered again to one who declined", unit="d", low=1, high=3650, range=(7, 90), assumption="a policy")
    must: bool = parameter(False, "it is assigned and not offered", assumption="a policy")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    mourns: bool = parameter(False, "carries a loss: its well-being is followed", assumption="switch; scenarios set it")
    support: float = parameter(0.5, "support by family and colleagues", low=0, high=1, range=(0, 1), source=s.ZALTA_2021, assumption="middling; the source gives the direction")
    openness_unit: float = parameter(0.0, "openness to the sorrow of others in the unit", low=0, high=2, range=(0, 1), assumption="none where nothing is said")
    knew: float = parameter(0.0, "how well it knew the one who died", low=0, high=1, range=(0, 1), assumption="a stranger")
    dies_on_d: float = parameter(-1.0, "day on which it dies; -1 for no such day", unit="d", low=-1, high=36500, range=(-1, 30), assumption="none; set by the scenario")
    waits: bool = parameter(False, "comes later, when its handler has no dog", assumption="switch; set by the scenario")
    teaches: float = parameter(0.0, "share of its days on which it teaches", low=0, high=1, range=(0, 1), assumption="none")


GROUPS: dict[str, type[Parameters]] = {"mourning": MourningParameters, "second_dog": SecondDogParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
