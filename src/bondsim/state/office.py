"""State of the family `office`: what the public knows of a case, and what a department has decided in it."""

from bondsim.state.field import MISSING, Field

AGENT = (
    # of the one whose case it is
    Field("has_case", "int", "", "1 while wishes about it are before the department"),
    Field(
        "in_public", "int", "", "1 on a day on which something happened to it that others could see and post"
    ),
    Field("in_service", "int", "", "1 while it serves with somebody who is not its partner"),
    Field("suffering", "float", "", "share of its welfare lost, as the department hears of it"),
    Field("refusing", "float", "", "share of its orders that it refuses, as reported"),
    Field("working", "float", "", "what its work is worth, 0 to 1, as reported"),
    Field("visit_due", "int", "step", "step from which visits are allowed, -1 while they are not", -1),
    Field(
        "neutral_due",
        "int",
        "step",
        "step from which it is kept in a neutral place, -1 while not granted",
        -1,
    ),
    Field("home_due", "int", "step", "step from which it is promised to its old handler, -1 while not", -1),
    # of the department
    Field("public_pressure", "float", "", "pressure of the public on it"),
    Field("post_step", "int", "step", "step of the latest post, -1 for none", -1),
    Field("posts", "float", "", "posts so far"),
    Field("reach", "float", "", "people whom the latest post can reach"),
    Field("views", "float", "", "people who have seen it on this day"),
    Field("granted", "float", "", "wishes that it has granted, those before the first day included"),
)

TALLY = (
    Field("n_posts", "float", "", "posts"),
    Field("views", "float", "", "people who saw them, in all"),
    Field("views_peak", "float", "", "people who saw one on its best day"),
    Field("pressure_peak", "float", "", "largest pressure of the public"),
    Field("n_reviews", "float", "", "wishes reviewed"),
    Field("n_grants", "float", "", "wishes granted"),
    Field("visit_d", "float", "d", "day from which visits were allowed", MISSING),
    Field("neutral_d", "float", "d", "day from which it was kept in a neutral place by decision", MISSING),
    Field("promise_d", "float", "d", "day from which it was promised to its old handler", MISSING),
)
