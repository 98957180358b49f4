"""Parameters of the family `kin`: remembered scents that lead, streets that hinder."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class SeekParameters(ActionParameters):
    """Follow a remembered scent."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    w_kin: float = parameter(2.0, "weight of a remembered scent", low=0, high=50, range=(1, 4), assumption="weights order the motives of the role; no measurement exists")


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"seek": SeekParameters}
