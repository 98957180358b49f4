"""Parameters of the family `fight`: bites, blades and blows."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class BiteParameters(ActionParameters):
    """Take hold of somebody with the teeth."""


class StabParameters(ActionParameters):
    """Go for somebody with a blade."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"bite": BiteParameters, "stab": StabParameters}
