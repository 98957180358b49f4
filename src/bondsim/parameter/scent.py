"""Parameters of the family `scent`: trails, plumes and the nose."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class TrackParameters(ActionParameters):
    """Follow a trail."""


class CastParameters(ActionParameters):
    """Search for a lost trail or a plume."""


class FreezeParameters(ActionParameters):
    """Stand still and point at something."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"track": TrackParameters, "cast": CastParameters, "freeze": FreezeParameters}
