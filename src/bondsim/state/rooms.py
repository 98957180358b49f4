"""State of the family `rooms`: rooms that are searched from outside."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("room", "int", "", "place among the hazards of the room it is in, -1 outdoors", -1),
    Field("at_room", "int", "", "room it looks at, or is bound for, -1 for none", -1),
    Field("look_left_s", "float", "s", "what is left of the look under way, -1 for none", -1),
    Field("looks", "float", "", "looks that it took into rooms"),
    Field("leads", "int", "", "1 where it decides when to go in"),
    Field("weighed", "float", "", "looks so far when it last weighed going in, -1 before", -1),
    Field("harmed", "int", "", "1 once it was harmed as a hostage"),
)

HAZARD = (
    Field("kind", "int", "", "what it is, as in `vocabulary.KINDS`"),
    Field("view_x_m", "float", "m", "place from which it is looked into"),
    Field("view_y_m", "float", "m", "place from which it is looked into"),
)

CLOCK = (
    Field("alerted", "int", "", "1 once the one inside knows that he is watched"),
    Field("escalated", "int", "", "1 once he has turned on the hostages"),
    Field("entering", "int", "", "1 once the team was told to go in"),
    Field("searched", "int", "", "1 once it is over: somebody went in, or he gave up"),
)

TALLY = (
    Field("n_looks", "float", "", "looks into rooms"),
    Field("n_yes", "float", "", "those of them that said yes"),
    Field("n_false", "float", "", "those that said yes to an empty room"),
    Field("compromised", "float", "", "1 if somebody inside heard the search"),
    Field("escalated", "float", "", "1 if the one inside turned on the hostages"),
    Field("ordered_s", "float", "s", "time at which the team was told to go in", MISSING),
    Field("entered_s", "float", "s", "time at which it was inside", MISSING),
    Field("sure", "float", "", "chance that the team gave the room it went into", MISSING),
    Field("right_room", "float", "", "1 if that was the right one", MISSING),
    Field(
        "named_right", "float", "", "1 if the room that the team held likeliest at the end was the right one"
    ),
    Field("n_hostages", "float", "", "hostages"),
    Field("n_harmed", "float", "", "hostages harmed"),
    Field("harmed", "float", "", "1 if any hostage was harmed"),
    Field("gave_up", "float", "", "1 if the one inside gave up by himself"),
)
