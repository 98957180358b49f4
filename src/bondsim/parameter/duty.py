"""Parameters of the family `duty`: the unit, its shifts, its searches and its incidents."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

READS = frozenset({"dog.skill_task", "trust"})


class UnitParameters(Parameters):
    """The unit."""

    teams: int = parameter(20, "teams of a handler and a dog", low=1, high=80, range=(2, 40), assumption="a large unit")
    years: float = parameter(12.0, "years for which it is followed", unit="y", low=0.01, high=12, range=(1, 12), assumption="two dogs one after the other")


class RotaParameters(Parameters):
    """Shifts, and what happens on them."""

    shift_h: float = parameter(8.0, "hours of a shift", unit="h", low=0, high=24, range=(6, 12), assumption="a working day")
    training_h: float = parameter(1.0, "hours of training on a day of duty, beside the shift", unit="h", low=0, high=24, range=(0, 3), assumption="an hour")
    rest_days: int = parameter(2, "days off in a week", low=0, high=7, range=(1, 4), assumption="a weekend")
    sick_leave: float = parameter(0.1, "injury that has not healed above which a team stays off duty; 1 for never", low=0, high=1, range=(0.05, 0.4), assumption="a sprain")
    hidden_share: float = parameter(0.3, "share of searches in which there is something to find; a search a shift", low=0, high=1, range=(0.1, 0.5), assumption="three in ten")
    search_weight: float = parameter(0.2, "weight of a search in the handler's trust, against an incident at middling arousal", low=0, high=5, range=(0, 1), assumption="a fifth: routine")
    calls_per_month: float = parameter(0.5, "grave incidents a month at the reference hours; 0 for none", unit="1/month", low=0, high=30, range=(0, 2), assumption="one in two months")
    call_h: float = parameter(8.0, "hours of duty that an incident counts as in wear and stress, a weight and no time of the day", unit="h", low=0, high=168, range=(0, 40), assumption="a shift more")
    wound_wear: float = parameter(1.0, "injury that the loss of all blood in an incident would leave", low=0, high=1, range=(0.5, 1), assumption="a third lost, a third of strength for months")


class NoseworkParameters(Parameters):
    """How a search on duty turns out."""

    sensitivity: float = parameter(3.0, "sensitivity of a young, able dog in a search on duty", unit="sd", low=0, high=10, range=(2, 4), assumption="a certified dog")
    age_loss: float = parameter(0.8, "sensitivity lost with the whole capacity of age", unit="sd", low=0, high=5, range=(0, 2), source=s.KHAN_2023, assumption="size; the source gives the direction")
    skill_loss: float = parameter(1.5, "sensitivity lost with the whole skill", unit="sd", low=0, high=5, range=(0.5, 3), assumption="an unskilled dog finds little")
    criterion: float = parameter(1.6, "criterion of a search on duty", unit="sd", low=-5, high=5, range=(1, 2.5), assumption="one false alert in eighteen searches")
    vigilance_shift: float = parameter(0.3, "criterion lowered by a log-odds of vigilance; off at 0", unit="sd", low=0, high=2, range=(0, 0.6), assumption="one shooting makes false alerts three times as frequent")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {"unit": UnitParameters, "rota": RotaParameters, "nosework": NoseworkParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
