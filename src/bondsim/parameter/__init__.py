"""Every number of the model, declared once: value, unit, bounds, plausible range, and grounds.

`LAWS`, `ACTIONS`, `ROLES` and `HAZARDS` list the groups. A group becomes a plain record of numbers for the rules
(`bondsim.records`); the names of its fields are the names that configs use, such as ``choice.temperature`` or ``dog.mass_kg``.
"""

from bondsim.parameter import actions, laws
from bondsim.parameter.base import Parameters, facts, parameter
from bondsim.parameter.hazards import FrontParameters
from bondsim.parameter.roles import ROLES, AgentParameters

__all__ = ["ACTIONS", "HAZARDS", "LAWS", "ROLES", "AgentParameters", "Parameters", "facts", "parameter"]

LAWS: dict[str, type[Parameters]] = {
    "sense": laws.SenseParameters,
    "harm": laws.HarmParameters,
    "choice": laws.ChoiceParameters,
    "arousal": laws.ArousalParameters,
    "energy": laws.EnergyParameters,
    "drag": laws.DragParameters,
    "fall": laws.FallParameters,
    "stance": laws.StanceParameters,
    "pursuit": laws.PursuitParameters,
    "radio": laws.RadioParameters,
    "trust": laws.TrustParameters,
    "attachment": laws.AttachmentParameters,
    "ground": laws.GroundParameters,
    "weather": laws.WeatherParameters,
}
ACTIONS: dict[str, type[actions.ActionParameters]] = {
    "wait": actions.WaitParameters,
    "pull": actions.PullParameters,
    "guard": actions.GuardParameters,
    "withdraw": actions.WithdrawParameters,
    "pursue": actions.PursueParameters,
    "hold": actions.HoldParameters,
    "flee": actions.FleeParameters,
    "surrender": actions.SurrenderParameters,
    "travel": actions.TravelParameters,
}
HAZARDS: dict[str, type[Parameters]] = {"front": FrontParameters}
