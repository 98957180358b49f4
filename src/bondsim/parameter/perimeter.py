"""Parameters of the family `perimeter`: units around an area, hiding and ambush."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class HideParameters(ActionParameters):
    """Hide."""


class AmbushParameters(ActionParameters):
    """Lie in wait with a weapon."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"hide": HideParameters, "ambush": AmbushParameters}
