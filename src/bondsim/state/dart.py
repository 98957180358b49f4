"""State of the family `dart`: tranquilliser guns."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("shots", "int", "", "darts that it has fired"),
    Field("gun_up", "int", "", "1 while it aims"),
    Field("heeds", "int", "step", "step at which it weighs the order to lower its gun, -1 for none", -1),
    Field("called_down", "int", "", "1 once it has ordered the guns down"),
    Field("guns", "int", "", "guns that aim at it"),
    Field("hits", "int", "", "darts that hit it in this step"),
    Field("darted", "int", "step", "step at which a dart first hit it, -1 for never", -1),
    Field("onset_s", "float", "s", "time from that dart to its first effect"),
    Field("sedation", "float", "", "depth of its sedation, 0 to 1"),
)
TALLY = (
    Field("darted", "float", "", "1 if a dog was hit by a dart"),
    Field("darted_s", "float", "s", "time at which it was", MISSING),
    Field("fired", "float", "", "darts fired"),
    Field("bites_after_dart", "float", "", "people bitten by a dog that a dart had hit"),
    Field("guns_up_s", "float", "s", "time in which guns were aimed, summed over guns"),
    Field("asleep_s", "float", "s", "time at which the dog was asleep", MISSING),
)
