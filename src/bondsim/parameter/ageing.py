"""Parameters of the family `ageing`: age, wear, heart, death, retirement."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen with the results in view: 6.26 alone makes the published mean and share; in the whole model deaths and incidents come on top"

READS = frozenset({"dog.age_y", "dog.wear", "energy.age_half", "energy.age_spread"})


class AgeingParameters(Parameters):
    """How dogs age, wear and die."""

    accident_rate: float = parameter(0.01, "rate of death that does not depend on age", unit="1/y", low=0, high=1, range=(0.005, 0.03), source=s.TENG_2022, assumption="split of the life table")
    death_at_birth: float = parameter(0.00206, "rate of death that grows with age, at birth", unit="1/y", low=0, high=1, range=(0.001, 0.004), source=s.TENG_2022, assumption="fitted to the life expectancy, given the growth")
    death_growth: float = parameter(0.45, "growth of the rate of death with age", unit="1/y", low=0, high=2, range=(0.35, 0.55), source=s.TENG_2022, assumption="value; doubling in a year and a half")
    unfit_shape: float = parameter(2.05, "shape of the time to unfitness at the reference load (Weibull)", low=0.2, high=10, range=(1.5, 3), source=s.WORTH_2013, assumption="fitted to the mean and the share that reaches 8 years")
    unfit_scale_y: float = parameter(7.5, "scale of it", unit="y", low=0.1, high=100, range=(5, 9), source=s.WORTH_2013, assumption=FIT)
    load_wear: float = parameter(0.7, "part of wear that goes with the load; 0 makes all duty wear alike", low=0, high=1, range=(0, 1), source=s.CARON_LORMIER_2016, assumption="size; with no load 90 % would serve 8 years, as guide dogs nearly do")
    load_hours: float = parameter(45.0, "hours of duty and training a week at the reference load", unit="h", low=1, high=168, range=(35, 60), assumption="five days of a shift and an hour of training")
    unfit_wear: float = parameter(0.4, "wear by service at which a dog is unfit", low=0, high=1, range=(0.2, 0.6), assumption="two fifths of strength gone")
    heal_d: float = parameter(60.0, "time constant of healing", unit="d", low=1, high=3650, range=(30, 120), assumption="two months")
    lasting: float = parameter(0.2, "share of an injury that never heals", low=0, high=1, range=(0, 0.4), assumption="a fifth stays")
    heart_share: float = parameter(0.08, "share of deaths of age that come by the heart", low=0, high=0.95, range=(0.04, 0.2), source=s.BONNETT_2005)
    heart_course_y: float = parameter(0.5, "time from the beginning of heart failure to death without medication", unit="y", low=0.02, high=5, range=(0.25, 1.5), assumption="half a year")
    heart_stress: float = parameter(0.2, "growth of the rate of heart failure for each year of full stress", unit="1/y", low=0, high=10, range=(0, 1), assumption="stress ages the heart; nobody has measured it in dogs")
    medication: float = parameter(0.5, "share by which medication slows a failing heart once it is found; 0 for none", low=0, high=0.99, range=(0, 0.7), assumption="doubles what time is left")
    screening_d: float = parameter(180.0, "time between two examinations by a vet", unit="d", low=1, high=3650, range=(30, 365), assumption="twice a year")


class RetireParameters(Parameters):
    """When a dog is retired, and what becomes of it."""

    age_y: float = parameter(10.0, "age at which a dog is retired; 99 for no rule", unit="y", low=0, high=99, range=(8, 11), assumption="a policy; the source plans for 8", source=s.WORTH_2013)
    capacity: float = parameter(0.2, "capacity of age below which it is retired; 0 for no rule", low=0, high=1, range=(0, 0.4), assumption="a policy")
    wear: float = parameter(0.6, "injury and wear above which it is retired; 1 for no rule", low=0, high=1, range=(0.4, 1), assumption="a policy")
    home: float = parameter(1.0, "share of the days that a retired dog spends with its handler; 0 gives it away", low=0, high=1, range=(0, 1), assumption="a policy; handlers mostly keep their dogs")


class WelfareParameters(Parameters):
    """How a dog fares, from 1 down; below 0 for long, and it is put to sleep."""

    wear: float = parameter(0.5, "loss by wear of 1", low=0, high=5, range=(0.2, 1), assumption="pain")
    heart: float = parameter(1.2, "loss by a heart that has failed", low=0, high=5, range=(0.8, 2), assumption="breathless near the end")
    age: float = parameter(0.3, "loss by the whole capacity of age", low=0, high=5, range=(0.1, 0.6), assumption="an old dog still lives gladly")
    stress: float = parameter(0.5, "loss by a stress load of 1", low=0, high=5, range=(0.2, 1), assumption="as wear")
    grief: float = parameter(0.4, "loss by grief of 1", low=0, high=5, range=(0.2, 1), assumption="as stress")
    mercy_d: float = parameter(14.0, "days below 0 after which a dog is put to sleep; 36500 for never", unit="d", low=1, high=36500, range=(3, 60), assumption="two weeks")


class Traits(Parameters):
    """What the family adds to the traits of an agent: nothing."""


GROUPS: dict[str, type[Parameters]] = {"ageing": AgeingParameters, "retire": RetireParameters, "welfare": WelfareParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
