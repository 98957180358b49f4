"""Parameters of the family `strain`: stress load, vigilance, collapse."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen with the published share of dogs that collapse in seven years in view"


READS = frozenset({"stress", "arousal_rest", "trust"})


class StrainParameters(Parameters):
    """What duty, harm and grief do over days and years."""

    tau_d: float = parameter(21.0, "time constant with which stress load fades", unit="d", low=0.5, high=3650, range=(9, 60), assumption="three weeks")
    work_rate: float = parameter(0.004, "drive of stress by a day of eight hours of duty", unit="1/d", low=0, high=1, range=(0, 0.01), assumption="a working week keeps the load near 0.05")
    work_power: float = parameter(2.0, "power with which it grows with the hours of a day; 1 for hours that add up", low=0, high=5, range=(1, 3), assumption="long shifts leave little rest")
    grief_rate: float = parameter(0.02, "drive of stress by full grief; off at 0", unit="1/d", low=0, high=1, range=(0, 0.05), assumption="full grief alone keeps the load near 0.3")
    contact_rate: float = parameter(0.02, "rate at which a bond of 1 takes stress away over a day together; off at 0", unit="1/d", low=0, high=1, range=(0, 0.1), source=s.GACSI_2013, assumption="size; the source gives the direction")
    coupling: float = parameter(0.01, "rate at which a partner's stress goes over by a bond of 1; off at 0", unit="1/d", low=0, high=1, range=(0, 0.03), source=s.SUNDMAN_2019, assumption="size; the source gives direction and share")
    shock_arousal: float = parameter(0.1, "shock by an incident that ends fully aroused", low=0, high=10, range=(0, 0.3), assumption=FIT)
    shock_hurt: float = parameter(1.5, "shock by an injury of 1 to itself or the partner", low=0, high=10, range=(0, 3), assumption=FIT)
    shock_lost: float = parameter(0.8, "shock by the death of the partner before one's eyes", low=0, high=10, range=(0, 3), assumption=FIT)
    collapse_at: float = parameter(0.55, "mean stress load at which one collapses; 2 for never", low=0.05, high=2, range=(0.4, 1), source=s.MWD_STRESS, assumption=FIT)
    collapse_sd: float = parameter(0.15, "spread of it among individuals", low=0, high=1, range=(0.05, 0.25), assumption="individuals differ")
    treatment_d: float = parameter(90.0, "days off duty after a collapse, before it is decided whether one returns", unit="d", low=1, high=3650, range=(30, 365), assumption="three months")
    returns: float = parameter(0.5, "share of those treated who return to duty", low=0, high=1, range=(0.2, 0.8), assumption="half")
    harm_from: float = parameter(0.05, "injury to itself or the partner from which an incident counts as harm", low=0, high=1, range=(0.02, 0.2), assumption="more than a scratch")
    after_collapse: float = parameter(0.7, "threshold of one who has collapsed before, as a share of what it was", low=0, high=1, range=(0.5, 1), assumption="the second time comes sooner")
    naive: float = parameter(0.05, "prior of harm with which one begins", low=0.001, high=0.999, range=(0.01, 0.2), assumption="one in twenty")
    vigilance_up: float = parameter(0.25, "share of the way to certainty that harm teaches; off at 0", low=0, high=1, range=(0.05, 0.5), assumption="one shooting multiplies the prior by five")
    vigilance_down: float = parameter(0.02, "share of the prior that a quiet end takes away", low=0, high=1, range=(0, 0.1), assumption="much less than harm adds")
    vigilance_d: float = parameter(730.0, "time constant with which the prior falls back", unit="d", low=1, high=36500, range=(180, 3650), assumption="two years")
    vigilance_weight: float = parameter(1.0, "weight of vigilance in belief; 0 switches it off", low=0, high=5, range=(0, 2), assumption="as a prior counts")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    strained: bool = parameter(False, "bears stress over days, may collapse, and learns to expect harm", assumption="switch; scenarios set it for those they follow")


GROUPS: dict[str, type[Parameters]] = {"strain": StrainParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
