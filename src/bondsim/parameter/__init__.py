"""Every number of the model, declared once: value, unit, bounds, plausible range, and grounds.

`LAWS`, `ACTIONS`, `ROLES` and `HAZARDS` list the groups. A group becomes a plain record of numbers for the rules
(`bondsim.records`); the names of its fields are the names that configs use, such as ``choice.temperature`` or ``dog.mass_kg``.
What every incident has is in `laws`, `actions` and `roles`; each other module holds what one family of mechanisms adds.
"""

from collections.abc import Iterable
from types import ModuleType

from bondsim.parameter import (
    actions,
    ageing,
    body,
    care,
    crowd,
    dart,
    duty,
    feeling,
    fight,
    gun,
    handover,
    kennel,
    kin,
    laws,
    medevac,
    mourning,
    office,
    perimeter,
    rooms,
    scent,
    skills,
    sound,
    strain,
    ties,
    visits,
    ward,
)
from bondsim.parameter.base import Parameters, facts, parameter
from bondsim.parameter.callout import CalloutParameters
from bondsim.parameter.hazards import FrontParameters
from bondsim.parameter.roles import ROLES, AgentParameters
from bondsim.parameter.ties import TieParameters
from bondsim.vocabulary import ACTIONS as ACTION_CODES
from bondsim.vocabulary import FAMILIES

__all__ = ["ACTIONS", "ALSO_WITH", "FAMILY_OF_GROUP", "FAMILY_OF_TRAIT", "HAZARDS", "LAWS", "ROLES", "AgentParameters", "CalloutParameters", "Parameters", "TieParameters", "facts", "parameter", "read_by"]

_MODULES: dict[str, ModuleType] = {
    "body": body,
    "gun": gun,
    "fight": fight,
    "sound": sound,
    "medevac": medevac,
    "scent": scent,
    "perimeter": perimeter,
    "care": care,
    "rooms": rooms,
    "feeling": feeling,
    "crowd": crowd,
    "dart": dart,
    "kin": kin,
    "ties": ties,
    "skills": skills,
    "kennel": kennel,
    "strain": strain,
    "ageing": ageing,
    "duty": duty,
    "mourning": mourning,
    "ward": ward,
    "handover": handover,
    "office": office,
    "visits": visits,
}
_CORE_LAWS: dict[str, type[Parameters]] = {
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
_CORE_ACTIONS: dict[str, type[actions.ActionParameters]] = {
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

LAWS: dict[str, type[Parameters]] = _CORE_LAWS | {name: group for f in FAMILIES for name, group in _MODULES[f].GROUPS.items()}
_ALL_ACTIONS = _CORE_ACTIONS | {name: group for f in FAMILIES for name, group in _MODULES[f].ACTIONS.items()}
ACTIONS: dict[str, type[actions.ActionParameters]] = {name: _ALL_ACTIONS[name] for name in ACTION_CODES}
HAZARDS: dict[str, type[Parameters]] = {"front": FrontParameters, "room": rooms.RoomParameters}

# The family of a group of laws or of a trait; those that are not named are of the core.
FAMILY_OF_GROUP: dict[str, str] = {name: f for f in FAMILIES for name in (*_MODULES[f].GROUPS, *_MODULES[f].ACTIONS)}
FAMILY_OF_TRAIT: dict[str, str] = {name: f for f in FAMILIES for name in _MODULES[f].Traits.model_fields}
# Traits that count with a second family too, for what its laws make of them.
ALSO_WITH: dict[str, str] = {"w_kin": "crowd", "skill_alert": "ward", "vigilance": "scent"}


def read_by(families: Iterable[str]) -> frozenset[str]:
    """Traits and groups of the core that the laws of some families of careers read, as each says in its `READS`: a trait (`role.trait`), or a group (`group.field`)."""
    return frozenset(name for f in families for name in getattr(_MODULES[f], "READS", ()))
