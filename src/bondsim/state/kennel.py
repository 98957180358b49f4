"""State of the family `kennel`: what holds a dog's attention, and whether its gate is shut."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("hold", "float", "", "hold that a remembered scent has on it, 0 to 1"),
    Field("smells", "int", "", "1 on a day on which the wind brings that scent"),
    Field("lapses", "float", "", "share of today's drill spent on something else"),
    Field("drift", "float", "", "running mean of that share"),
    Field("n_drills", "int", "", "drills so far"),
    Field("lapses_sum", "float", "", "sum of the shares of all drills"),
    Field("early_lapses", "float", "", "running mean after the first two weeks", MISSING),
    Field("drifted_d", "float", "d", "day on which the running mean first counted as drift", MISSING),
    Field("warning", "float", "", "running mean on the day of the review", MISSING),
    Field(
        "left_later", "float", "", "1 if it left after that day, 0 if it did not, unless it had left", MISSING
    ),
    Field("heeded", "int", "", "1 once its handler has acted on the drift"),
    Field("n_open", "int", "", "days on which its latch had not caught"),
    Field("left", "int", "", "1 once it has left"),
    Field("left_d", "float", "d", "day on which it left", MISSING),
    Field(
        "lead_d",
        "float",
        "d",
        "time from the day on which it had drifted to the day on which it left",
        MISSING,
    ),
    Field("drift_at_gate", "float", "", "running mean when it last stood before an open gate", MISSING),
    Field("n_gates", "int", "", "times that it stood before an open gate"),
    Field("n_stayed", "int", "", "times that it stayed"),
    Field("n_failed", "int", "", "times that the fence was too high for it"),
    Field("watchful", "float", "", "chance that it notices an open latch in time, of one who watches"),
    Field("alarmed", "int", "", "1 where it found a latch open today"),
)

TALLY = ()
