"""State of the family `sound`: barks and those who hear them, and searching by ear and by eye."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("hears_friend", "int", "", "1 once it has heard those who come to help its partner"),
    Field("found", "int", "", "1 once those who searched for it have found it"),
    Field("came", "int", "step", "step at which it came to search, -1 for none", -1),
    Field("base_x_m", "float", "m", "where its car stands"),
    Field("base_y_m", "float", "m", "where its car stands"),
    Field("searching", "int", "", "1 once it is where its search begins"),
    Field("spiral_x_m", "float", "m", "middle of the spiral that it searches"),
    Field("spiral_y_m", "float", "m", "middle of the spiral that it searches"),
    Field("spacing_m", "float", "m", "spacing of the turns of its spiral"),
    Field("turn", "float", "", "where that spiral begins, in turns"),
    Field("walked_m", "float", "m", "way along that spiral"),
    Field("heard_at", "int", "step", "step at which it last heard a bark, -1 for none", -1),
    Field("bearing_x", "float", "", "direction from which it believes the barks to come"),
    Field("bearing_y", "float", "", "direction from which it believes the barks to come"),
)
CLOCK = (Field("noise_db", "float", "dB", "level of the noise that masks, on this run"),)
TALLY = (
    Field("barked_s", "float", "s", "time for which a dog barked"),
    Field("came_s", "float", "s", "time of the run at which the first searcher came", MISSING),
    Field(
        "first_heard_s",
        "float",
        "s",
        "time from the first searcher's coming to the first bark heard",
        MISSING,
    ),
    Field(
        "search_s",
        "float",
        "s",
        "time from the first searcher's coming to the finding of the one sought",
        MISSING,
    ),
    Field("found_s", "float", "s", "time of the run at which the one sought was found", MISSING),
    Field("searched_m", "float", "m", "way of all searchers until then"),
)
