"""Parameters of the family `visits`: visits to one another, and what they heal."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class VisitParameters(Parameters):
    """How often and how long they meet, who stands by, and what it does."""

    per_week: float = parameter(2.0, "visits a week at the start; 0 has none", unit="1/week", low=0, high=21, range=(0, 14), assumption="what a department would first allow")
    most_per_week: float = parameter(7.0, "visits a week that reviews can lead up to", unit="1/week", low=0, high=21, range=(0, 14), assumption="daily")
    step: float = parameter(1.0, "visits a week that a review adds where all went well; 0 leaves the schedule as it is", unit="1/week", low=0, high=21, range=(0, 3), assumption="one more")
    review_d: float = parameter(28.0, "time between two reviews", unit="d", low=1, high=3650, range=(7, 90), assumption="four weeks")
    hours: float = parameter(2.0, "length of a visit", unit="h", low=0, high=24, range=(0.25, 6), assumption="an afternoon's part")
    response: float = parameter(0.8, "how responsive the two are to one another during a visit", low=0, high=1, range=(0.3, 1), assumption="they play and rest together; nobody has measured it: sweep it")
    supervised: bool = parameter(True, "somebody who knows the dog stands by", assumption="supervised visits")
    supervised_response: float = parameter(0.9, "share of that responsiveness left while somebody stands by", low=0, high=1, range=(0.6, 1), assumption="less free")
    budget: bool = parameter(False, "time is a fixed budget: what a visit takes, the handler loses", assumption="the handler stays by his dog; both are tested")
    calm_h: float = parameter(0.2, "time together in which two thirds of being calmed come about", unit="h", low=0.001, high=24, range=(0.1, 1), source=s.HENNESSY_THESIS, assumption="value; the source finds 15 min as good as 30")
    carry_d: float = parameter(1.5, "time constant with which being calmed is lost apart; 0 carries nothing over", unit="d", low=0, high=100, range=(0, 4), source=s.GACSI_2013, assumption="size; the source shows that it carries over to a later encounter alone")
    relief: float = parameter(0.12, "rate at which being fully calmed by one it is fully attached to takes stress away; 0 takes none", unit="1/d", low=0, high=10, range=(0.03, 0.4), source=s.SCHOBERL_2016, assumption="size; the source shows that secure attachment buffers stress")
    reaches: float = parameter(0.04, "rate at which it brings one who has withdrawn back; 0 brings none", unit="1/d", low=0, high=10, range=(0.01, 0.1), assumption="weeks to months")
    withdraws: float = parameter(0.02, "rate at which full grief makes one withdraw", unit="1/d", low=0, high=10, range=(0, 0.1), assumption="weeks")
    sates: float = parameter(0.005, "rate at which being with one who carries the scent takes its hold on the dog away; 0 takes none", unit="1/h", low=0, high=10, range=(0, 0.02), assumption="what is there is not looked for")
    recovery_d: float = parameter(21.0, "time constant with which stress load fades by itself", unit="d", low=0.5, high=3650, range=(9, 60), assumption="three weeks")
    grief: float = parameter(0.02, "drive of stress by full distress over one who is missed; 0 is none", unit="1/d", low=0, high=1, range=(0, 0.05), assumption="full grief alone keeps the load near 0.3")
    unrest: float = parameter(0.04, "drive of stress by a scent that fully holds a dog and is out of its reach; 0 is none", unit="1/d", low=0, high=10, range=(0, 0.1), assumption="what it may not follow wears it out")
    p_mishap: float = parameter(0.004, "chance that an unsupervised visit goes wrong at an arousal of 0.5", low=0, high=1, range=(0, 0.02), assumption="a dog that is not used to children")
    mishap_arousal: float = parameter(3.0, "what full arousal adds to that against none", unit="log-odds", low=0, high=10, range=(1, 5), assumption="as for biting in a crowd")
    sees_coming: float = parameter(0.8, "share of them that one who stands by prevents", low=0, high=1, range=(0.3, 1), assumption="somebody who reads the dog")
    mishap_stress: float = parameter(0.2, "share of the missing stress that it adds to the visitor", low=0, high=1, range=(0, 0.5), assumption="a fright")
    pause_d: float = parameter(14.0, "time without visits after it", unit="d", low=0, high=365, range=(0, 60), assumption="two weeks")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    visits: bool = parameter(False, "visits the dog that is its partner, which has a handler of its own", assumption="switch, set by the scenario")
    withdrawal: float = parameter(0.0, "how far it has withdrawn at the start", low=0, high=1, range=(0, 1), assumption="not at all")


READS = frozenset({"dog.arousal", "civilian.arousal", "dog.stress", "civilian.stress", "arousal.stress_shift", "trust.memory", "trust.negativity", "trust.experience", "trust.learns"})
GROUPS: dict[str, type[Parameters]] = {"visits": VisitParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
OF_VISITORS = frozenset({"visits", "withdrawal"})
