"""State of the family `feeling`: feelings that pass from one to another."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("grief", "float", "", "grief of the moment, 0 to 1"),
    Field("next_grief", "float", "", "grief after this step"),
    Field("expresses", "float", "", "how plainly it shows what it feels"),
    Field("cries_at", "float", "", "grief at which it cries"),
    Field("shows", "float", "1/s", "rate at which it moves those beside it while it mourns in public"),
    Field("crying", "int", "", "1 while it cries"),
    Field("cried", "int", "", "1 once it has cried"),
    Field("in_line", "int", "", "1 where it stands under order"),
    Field("walked", "int", "", "1 once it has walked to the end of the line"),
    Field("neighbour", "int", "", "place in the cast of the nearest within reach who cries, -1 for none", -1),
    Field("consoles", "int", "", "place in the cast of the one it comforts, -1 for none", -1),
)

TALLY = (
    Field("n_in_line", "float", "", "people who stand in line under order"),
    Field("n_cried", "float", "", "those of them who cried"),
    Field("cried_share", "float", "", "share of them who cried", MISSING),
    Field("n_far", "float", "", "those of them who began where no mourner was near"),
    Field("far_share", "float", "", "share of those who cried who began where no mourner was near", MISSING),
    Field("first_cry_s", "float", "s", "time of the first to cry", MISSING),
    Field("sum_cry_t", "float", "s", "sum of the times of those who began to cry"),
    Field("sum_cry_x", "float", "m", "sum of their places along the map"),
    Field("sum_cry_tt", "float", "s2", "sum of their squared times"),
    Field("sum_cry_tx", "float", "s m", "sum of the products of time and place"),
    Field("wave_m_s", "float", "m/s", "speed at which crying ran along the line", MISSING),
    Field("grief_mean", "float", "", "mean grief of those in line at the end", MISSING),
    Field("grief_sd", "float", "", "spread of it among them", MISSING),
    Field("grief_peak", "float", "", "largest mean grief of those in line", MISSING),
    Field("stress_mean", "float", "", "mean stress load of those in line at the end", MISSING),
    Field("n_comforted", "float", "", "times that somebody began to comfort another"),
    Field("tie_mean", "float", "", "mean tie at the end among those in line who stand side by side", MISSING),
)
