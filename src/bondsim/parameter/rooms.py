"""Parameters of the family `rooms`: rooms that are searched from outside."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class LookParameters(ActionParameters):
    """Search a room from outside."""


class EnterParameters(ActionParameters):
    """Go in."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"look": LookParameters, "enter": EnterParameters}
