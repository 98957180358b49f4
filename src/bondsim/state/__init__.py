"""What a world is made of while it runs: agents, relations, beliefs, hazards, the clock, the tally.

Each field says its unit and meaning once; records, series columns and documentation are made from these
tables. Flags and counts are integers, all else are floats. An agent is the fields of `AGENT` and, under the
names of `bondsim.parameter.roles`, the state it starts with (`STARTING`) and its traits, which do not
change. What every incident has is in `core`; each other module holds what one family of mechanisms adds.
"""

from types import ModuleType

from bondsim.state import (
    ageing,
    body,
    care,
    core,
    crowd,
    dart,
    duty,
    feeling,
    fight,
    gun,
    handover,
    kennel,
    kin,
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
from bondsim.state.core import BELIEF, EVENT, STARTING
from bondsim.state.field import Field
from bondsim.vocabulary import FAMILIES

__all__ = [
    "AGENT",
    "BELIEF",
    "CLOCK",
    "EVENT",
    "FAMILY_OF",
    "HAZARD",
    "RELATION",
    "STARTING",
    "TALLY",
    "Field",
]

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


def _all(table: str) -> tuple[Field, ...]:
    """A table of the core and what each family adds to it."""
    parts = [getattr(core, table), *(getattr(_MODULES[f], table, ()) for f in FAMILIES)]
    return tuple(field for part in parts for field in part)


AGENT = _all("AGENT")
RELATION = _all("RELATION")
HAZARD = _all("HAZARD")
CLOCK = _all("CLOCK") + tuple(
    Field(f"has_{f}", "int", "", f"1 where the scenario uses the family `{f}`") for f in FAMILIES
)
TALLY = _all("TALLY")

# The family that adds a field, by table and name; those that are not named are of the core.
FAMILY_OF: dict[str, dict[str, str]] = {
    table: {field.name: f for f in FAMILIES for field in getattr(_MODULES[f], table, ())}
    for table in ("AGENT", "CLOCK", "TALLY")
}
