"""State of the family `gun`: firearms."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("armed", "int", "", "1 while it has a gun that it can use"),
    Field("aim", "int", "", "place in the cast of the one it aims at, -1 for nobody", -1),
    Field(
        "rival",
        "int",
        "",
        "place in the cast of the one it would shoot at, as all stood before, -1 for nobody",
        -1,
    ),
    Field("rival_raised_s", "float", "s", "time at which that one's gun goes up, -1 where it does not", -1.0),
    Field("raised_s", "float", "s", "time at which its gun goes up, -1 while it does not shoot", -1.0),
    Field("fires_s", "float", "s", "time of its next shot, -1 while it does not shoot", -1.0),
    Field("first_shot_s", "float", "s", "time for which its first shot was set, -1 for none", -1.0),
    Field("n_shots", "int", "", "rounds it has fired"),
    Field("has_fired", "int", "", "1 once it has fired"),
    Field("n_scored", "int", "", "rounds of its that hit somebody"),
    Field("n_held_fire", "int", "", "times it held fire because its partner was in the line"),
    Field("shot", "int", "", "1 once it has been hit by a round"),
    Field("n_rounds_taken", "int", "", "rounds that have hit it"),
    Field("shot_first", "int", "", "1 where it was the first person to be hit"),
    Field("exposure", "float", "", "share of it that is not behind cover", 1.0),
    Field(
        "sees_gun", "int", "", "1 while it knows of a gun that is raised at it, its partner or by its quarry"
    ),
    Field("partner_gun", "float", "", "predicted harm to its partner from guns"),
    Field("charged_s", "float", "s", "time at which it began to run at one who is armed, -1 for never", -1.0),
    Field("has_charged", "int", "", "1 once it ran at one who was armed"),
    Field("has_seized", "int", "", "1 once it has got hold of one who is armed"),
)
CLOCK = (
    Field("last_shot_s", "float", "s", "time of the last shot, -1 before the first", -1.0),
    Field("anyone_shot", "int", "", "1 once a person has been hit"),
)
TALLY = (
    Field("n_shots", "float", "", "rounds fired by all", 0),
    Field(
        "answered_late",
        "float",
        "",
        "1 if who fired at others was first or tied, 0 if the answer was",
        MISSING,
    ),
    Field("team_shot", "float", "", "members of a partnership who were hit", 0),
    Field("gun_lost", "float", "", "1 if a gun was lost in a struggle", 0),
    Field("shielded", "float", "", "rounds that hit a body in the line of fire", 0),
)
