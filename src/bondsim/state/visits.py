"""State of the family `visits`: who meets whom, and what it has come to."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("withdrawn", "float", "", "how far it has withdrawn, 0 to 1"),
    Field("calm", "float", "", "how far a visit has calmed it, fading since, 0 to 1"),
    Field("relief", "float", "1/d", "rate at which that takes stress away"),
    Field("unrest_rate", "float", "1/d", "drive of stress by a scent that it may not follow"),
    Field("per_week_now", "float", "1/week", "visits a week that it is allowed now"),
    Field("visit_h", "float", "h", "hours of visits today"),
    Field("n_visits", "int", "", "visits so far"),
    Field("n_mishaps", "int", "", "visits that went wrong"),
    Field("mishap_lately", "int", "", "1 where one went wrong since the last review"),
    Field("paused_until", "float", "d", "day before which there are no visits"),
    Field("fright", "float", "", "share of the missing stress that today's mishap adds"),
    Field("stress_at_start", "float", "", "its stress load at the start"),
    Field("stress_half_d", "float", "d", "day on which its stress load had fallen to half of that", MISSING),
    Field("withdrawn_half_d", "float", "d", "day on which its withdrawal had fallen to half", MISSING),
)

TALLY = ()
