"""Parameters of the family `body`: blood, consciousness, wounds, first aid and the road to care."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class BodyParameters(Parameters):
    """Blood, consciousness, death; pressure on a wound; the road to care."""

    impaired: float = parameter(0.75, "blood below which strength fails", low=0.01, high=1, range=(0.7, 0.85), assumption="a quarter lost")
    fainted: float = parameter(0.65, "blood below which consciousness is lost", low=0.01, high=1, range=(0.6, 0.7), assumption="a third lost")
    deadly: float = parameter(0.55, "median blood below which one dies", low=0.01, high=0.99, range=(0.45, 0.65), assumption="nearly half lost; drawn once for each body")
    deadly_spread: float = parameter(0.04, "spread of that level between bodies (logistic)", low=0.001, high=0.2, range=(0.02, 0.06), assumption="bodies differ")
    bleeds: bool = parameter(True, "wounds bleed", assumption="switch")
    pressure: float = parameter(0.7, "share of the flow that a skilled hand on the wound holds back; 0 switches first aid off", low=0, high=1, range=(0.4, 0.9), assumption="makes the time left about three times as long")
    foreseen_s: float = parameter(3600.0, "time to care that helpers reckon with for one whom nobody takes there", unit="s", low=0, high=36000, range=(600, 7200), assumption="an hour: help of other kinds")
    reach_m: float = parameter(1.0, "distance within which a wound can be pressed or a body lifted", unit="m", low=0.1, high=5, range=(0.5, 1.5), assumption="on one's knees beside it")
    carry_slows: float = parameter(0.5, "share of speed lost while carrying a casualty of one's own mass", low=0, high=0.95, range=(0.3, 0.9), assumption="a slow walk under a man's weight")
    load_s: float = parameter(20.0, "time to lift a casualty into a car", unit="s", low=0, high=600, range=(10, 60), assumption="through a rear door")
    drive_s: float = parameter(720.0, "time of the drive to care", unit="s", low=0, high=14400, range=(0, 3600), assumption="twelve minutes through a city")
    transports: bool = parameter(True, "casualties are taken to care by those who are there", assumption="switch: a rule may forbid it")


class CarryParameters(ActionParameters):
    """Take a casualty to one's car and drive it to care. What it averts is worked out from the wound and the way."""

    FIXED = frozenset(("relief", "relief_distress", "duration_s"))

    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="in one's arms")
    effort: float = parameter(1.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 3), assumption="heavy work")
    duration_s: float = parameter(3600.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(60, 3600), assumption="until the casualty is in care")


class AidParameters(ActionParameters):
    """Press on a wound. What it averts is worked out from the wound."""

    FIXED = frozenset(("relief",))

    relief_distress: float = parameter(0.6, "believed share of the partner's distress averted", low=0, high=1, range=(0.3, 0.8), assumption="as for staying beside the partner")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="one looks up now and then")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    blood_ml_kg: float = parameter(70.0, "blood volume of the healthy body", unit="mL/kg", low=30, high=150, range=(60, 80), assumption="an adult person")
    bleed_ml_min: float = parameter(0.0, "flow from a wound that it bears at the start", unit="mL/min", low=0, high=10000, range=(0, 800), assumption="no wound")
    car_m: float = parameter(0.0, "distance from where it starts to its car", unit="m", low=0, high=2000, range=(0, 100), assumption="beside it")
    skill_aid: float = parameter(1.0, "skill at first aid", low=0, high=1, range=(0.3, 1), assumption="trained")


GROUPS: dict[str, type[Parameters]] = {"body": BodyParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"carry": CarryParameters, "aid": AidParameters}
