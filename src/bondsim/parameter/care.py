"""Parameters of the family `care`: seizures, hearts and resuscitation."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters


class CprParameters(ActionParameters):
    """Resuscitate."""


class DeclareParameters(ActionParameters):
    """Give somebody up."""


class AlertParameters(ActionParameters):
    """Wake or fetch somebody."""


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {}
ACTIONS: dict[str, type[ActionParameters]] = {"cpr": CprParameters, "declare": DeclareParameters, "alert": AlertParameters}
