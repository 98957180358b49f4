"""State of the family `fight`: bites, blades and blows."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("has_blade", "int", "", "1 while it has a blade at hand"),
    Field("grips", "int", "", "1 while it holds the one it is after with its teeth"),
    Field("held", "int", "", "1 while it is held by teeth"),
    Field("runs", "int", "", "1 while it runs away, as the others have seen"),
    Field("pinned", "int", "", "1 while it lies still under the teeth it gave in to"),
    Field("shaken", "int", "step", "step until which it gathers itself after being shaken off"),
    Field(
        "hold_end", "int", "", "what its hold came to in this step: 1 blade dropped, 2 shaken off, 3 given in"
    ),
    Field("hold_s", "float", "s", "time of the hold under way"),
    Field("n_blows", "int", "", "blows it has taken in the hold under way"),
    Field("spare_m", "float", "m", "what its last step left of its stride"),
    Field("n_stabs", "int", "", "wounds that it has inflicted with a blade"),
    Field("partner_attack", "float", "", "predicted harm to its partner from those who attack it"),
    Field("partner_plight", "float", "", "predicted harm to its partner from distress and wounds"),
)
TALLY = (
    Field("gripped", "float", "", "1 if an attacker was held by teeth"),
    Field("disarmed", "float", "", "1 if one who was held dropped the blade", MISSING),
    Field(
        "first_hold",
        "float",
        "",
        "1 if the first hold of one with a blade ended with the blade dropped, 0 if with the dog shaken off",
        MISSING,
    ),
    Field("first_hold_s", "float", "s", "time of that hold", MISSING),
    Field("shaken_off", "float", "", "times that a dog was shaken off"),
    Field("grip_s", "float", "s", "time for which an attacker was held"),
    Field("blows", "float", "", "blows that a dog took"),
    Field("n_stabs", "float", "", "wounds inflicted with a blade"),
    Field(
        "stayed",
        "float",
        "",
        "1 if the first choice, once the attacker was disarmed or ran, was to stay with the partner, 0 to go for him",
        MISSING,
    ),
)
