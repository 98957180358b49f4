"""State of the family `kin`: remembered scents that lead, streets that hinder."""

from bondsim.state.field import MISSING, Field

AGENT = (
    # one who follows a scent
    Field("kin_match", "float", "", "match of the scent that leads it with what it remembers, 0 to 1"),
    Field("since_cue_s", "float", "s", "time since the last cue"),
    Field("cued", "int", "", "1 in a look that gave it a direction"),
    Field("heading_x", "float", "", "direction it walks in, along the map"),
    Field("heading_y", "float", "", "direction it walks in, across the map"),
    Field("penned", "int", "", "1 while it is in its pen"),
    Field("shut", "int", "", "1 where the latch of the pen holds"),
    Field("loose", "int", "", "1 while it is at large"),
    Field("found_kin", "int", "", "1 once it has found the source of the scent"),
    Field("from_x_m", "float", "m", "where its search began"),
    Field("from_y_m", "float", "m", "where its search began"),
    Field("path_m", "float", "m", "length of its path since then"),
    # those who search for a stray
    Field("rank", "int", "", "number of its place on the ring of units, from 0"),
    Field("in_ring", "int", "", "number of units in the ring"),
    Field("seen_step", "int", "step", "of a dispatcher, step of the latest report of a stray", -1),
    # people in the street
    Field("indoors_until", "int", "step", "step until which a warning keeps it off the street", -1),
    Field("met", "int", "", "1 while a stray is close to it"),
    Field("reported", "int", "step", "step at which it last reported a stray, -1 for never", -1),
)
CLOCK = (Field("stray", "int", "", "place in the cast of the one that got loose, -1 for none", -1),)
TALLY = (
    Field("left", "float", "", "1 if a dog left its pen, or was at large from the start"),
    Field("left_s", "float", "s", "time at which it left", MISSING),
    Field("kin_found", "float", "", "1 if it found the source of the scent"),
    Field("kin_found_s", "float", "s", "time from leaving to finding it", MISSING),
    Field("n_cues", "float", "", "cues that gave it a direction"),
    Field("path_m", "float", "m", "length of its path"),
    Field("straightness", "float", "", "distance from start to end over the length of the path", MISSING),
    Field("nearest_m", "float", "m", "least distance to the source", MISSING),
    Field("n_streets", "float", "", "steps on streets"),
    Field("n_near_misses", "float", "", "conflicts with vehicles in which it was not struck"),
    Field("n_blows", "float", "", "times it was struck by a vehicle"),
    Field("held_back_s", "float", "s", "time spent waiting at kerbs"),
    Field("n_met", "float", "", "people in the street whom it came close to"),
    Field("n_warned", "float", "", "warnings that sent people indoors"),
    Field("n_reports", "float", "", "reports of it to the dispatcher"),
    Field("recaught", "float", "", "1 if a unit caught it"),
    Field("recaught_s", "float", "s", "time from leaving to being caught", MISSING),
    Field("recalled", "float", "", "1 if it came back when it was called"),
)
