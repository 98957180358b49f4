"""Parameters of the family `medevac`: the way to hospital."""

from bondsim.parameter.base import Parameters


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[Parameters]] = {}
