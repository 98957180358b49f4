"""Parameters of an incident within a career."""

from bondsim.parameter.base import Parameters, parameter


class CalloutParameters(Parameters):
    """An incident that may befall a team."""

    weight: float = parameter(1.0, "how often it is this incident that a team is called into, against the others", low=0, high=1000, range=(0, 5), assumption="all alike")
