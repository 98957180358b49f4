"""Parameters of the family `sound`: barks and those who hear them."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class BarkParameters(ActionParameters):
    """Bark to be heard."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"bark": BarkParameters}
