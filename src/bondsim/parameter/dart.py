"""Parameters of the family `dart`: tranquilliser guns."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class AimParameters(ActionParameters):
    """Aim a tranquilliser gun."""


class LowerParameters(ActionParameters):
    """Lower it."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"aim": AimParameters, "lower": LowerParameters}
