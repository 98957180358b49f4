"""Parameters of the family `body`: blood, consciousness, wounds."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class CarryParameters(ActionParameters):
    """Take a casualty to care."""


class AidParameters(ActionParameters):
    """Press on a wound, tend somebody."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"carry": CarryParameters, "aid": AidParameters}
