"""Parameters of the family `gun`: firearms."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class ShootParameters(ActionParameters):
    """Aim at somebody and fire."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"shoot": ShootParameters}
