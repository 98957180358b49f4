"""Parameters of the family `feeling`: feelings that pass from one to another."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class WalkParameters(ActionParameters):
    """Walk along a line."""


class ComfortParameters(ActionParameters):
    """Comfort a neighbour."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"walk": WalkParameters, "comfort": ComfortParameters}
