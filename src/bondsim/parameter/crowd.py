"""Parameters of the family `crowd`: bystanders and what they do to a dog."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class ThreatenParameters(ActionParameters):
    """Growl, show teeth."""


class ApproachParameters(ActionParameters):
    """Come closer."""


class CalmParameters(ActionParameters):
    """Stand still and speak low."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"threaten": ThreatenParameters, "approach": ApproachParameters, "calm": CalmParameters}
