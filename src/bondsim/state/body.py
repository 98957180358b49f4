"""State of the family `body`: blood, consciousness, wounds."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("blood", "float", "", "blood volume, 1 for the healthy one", 1.0),
    Field("bleed_per_s", "float", "1/s", "share of its blood that it loses, at full volume and unpressed"),
    Field("pressed", "float", "", "share of the flow held back by hands on the wound in this step"),
    Field("presser", "int", "", "place in the cast of the one whose hands those are, -1 for nobody", -1),
    Field("tended", "int", "", "1 once somebody has pressed on its wound"),
    Field("blood_limit", "float", "", "blood below which it dies"),
    Field("conscious", "int", "", "1 while it is conscious", 1),
    Field("wounded", "int", "", "1 once it bears a wound that bleeds"),
    Field("beyond_help", "int", "", "1 where no care can mend the wound"),
    Field("wounded_s", "float", "s", "time of its first wound, -1 for none", -1.0),
    Field("origin_x_m", "float", "m", "where it came from: its car stands there"),
    Field("origin_y_m", "float", "m", "where it came from"),
    Field("patient", "int", "", "place in the cast of the one it tends or carries, -1 for none", -1),
    Field("hands", "float", "", "share of its patient's flow that its hands held back in the last step"),
    Field("lifted_by", "int", "", "place in the cast of the one who carries it, -1 for none", -1),
    Field("aboard", "int", "", "1 once it is in a car on the way to care, as casualty, driver or companion"),
    Field("loaded_s", "float", "s", "time at which it lies in a car, -1 before it is there", -1.0),
    Field("cared_for_s", "float", "s", "time at which it reaches, or has reached, care; -1 for none", -1.0),
    Field("in_care", "int", "", "1 once it is in care"),
)
TALLY = (
    Field("aid_s", "float", "s", "time from a wound to the first hand on it, the shortest of all", MISSING),
    Field("care_s", "float", "s", "time from a wound to care, the longest of all", MISSING),
    Field("n_bled_to_death", "float", "", "those who died of their wounds", 0),
)
