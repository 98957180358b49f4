"""State of the family `medevac`: the way to hospital, and survival there."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field(
        "leaves_s", "float", "s", "time at which it leaves the place where it was found, -1 for none", -1.0
    ),
    Field("door_s", "float", "s", "time at which it reaches hospital, -1 for none", -1.0),
    Field("flown", "int", "", "1 where a helicopter takes it"),
    Field("under_way", "int", "", "1 once a crew has it in its care"),
)
TALLY = (
    Field("untreated_s", "float", "s", "time from the wound to first care", MISSING),
    Field(
        "door_s",
        "float",
        "s",
        "time from the wound to the hospital's door, of one who reaches it alive",
        MISSING,
    ),
    Field("flown", "float", "", "1 if a casualty was flown, 0 if taken by road", MISSING),
    Field("p_survival", "float", "", "probability of survival of one who reaches hospital alive", MISSING),
    Field("lived", "float", "", "1 if the casualty lived through the critical hours", MISSING),
)
