"""State of the family `crowd`: people around a dog, and the dog among them."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("mark", "int", "", "place in the cast of the dog that is nearest to it, -1 for none", -1),
    Field(
        "foe",
        "int",
        "",
        "place in the cast of the one within reach that it, a dog, fears most, -1 for none",
        -1,
    ),
    Field("foe_harm", "float", "", "harm that it foresees from that one"),
    Field("fear", "float", "", "harm that it foresees for itself from people or from a dog"),
    Field("partner_fear", "float", "", "harm that it foresees from them for its partner"),
    Field("match", "float", "", "match of the scent that its partner carries with one that it remembers"),
    Field("soothed", "float", "1/s", "extra settling of its arousal by those around it"),
    Field("menace", "float", "", "how dangerous it looks to people, if it is a dog, 0 to 1"),
    Field("shown_calm", "float", "", "how calm it shows itself to a dog, 0 to 1"),
    Field("hastes", "int", "", "1 while it runs"),
    Field("tugs", "int", "", "1 while it pulls its partner by the arm"),
    Field("bit", "int", "step", "step at which it last bit somebody, -1 for never", -1),
    Field("fled", "int", "", "1 once it ran from a dog"),
    Field("fled_x_m", "float", "m", "where it first began to run, along the map"),
    Field("fled_y_m", "float", "m", "where it first began to run, across the map"),
    Field("snapped_at", "int", "", "1 once a dog bit it unordered"),
    Field("quiet_s", "float", "s", "time for which it, a dog, has been calm"),
    Field("at_peace", "int", "", "1 once it, a dog, lets itself be taken"),
)
RELATION = (Field("ease", "float", "log-odds", "evidence of one for the other's good intent"),)
TALLY = (
    Field("calmed", "float", "", "1 if the dog let itself be taken"),
    Field("calmed_s", "float", "s", "time at which it did", MISSING),
    Field("bites", "float", "", "people bitten by a dog without an order"),
    Field("partner_bites", "float", "", "bites at the one the dog is attached to"),
    Field("first_bite_s", "float", "s", "time of the first bite", MISSING),
    Field("threat_s", "float", "s", "time in which a dog threatened"),
    Field("tugs", "float", "", "times that somebody pulled another away"),
    Field("fled", "float", "", "people who ran from a dog"),
    Field("closest_m", "float", "m", "least distance between a dog and its partner", MISSING),
    Field(
        "partner_left",
        "float",
        "",
        "1 if the one a dog is attached to ran far from where it began to",
    ),
)
