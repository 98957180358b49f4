"""State of the family `strain`: stress load over days, vigilance, collapse."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("expects_harm", "float", "", "prior of harm with which it goes to work", 0.05),
    Field("alertness", "float", "", "shift of belief by it, log-odds against the naive prior"),
    Field("collapse_at", "float", "", "stress load at which it collapses, by luck"),
    Field("off_duty", "int", "", "1 while it is off duty after a collapse"),
    Field("n_harmed", "int", "", "incidents so far in which its team came to harm"),
    Field("n_collapsed", "int", "", "collapses so far"),
    Field("off_d", "float", "d", "days off duty since the collapse"),
    Field("heard_stress", "float", "", "its partner's stress load this morning"),
    Field("work_drive", "float", "1/d", "drive of stress by the duty of this day"),
    Field("jolt", "float", "", "size of the shocks of this day"),
    Field("grief_d", "float", "d", "its grief, 0 to 1, integrated over days"),
)

TALLY = (
    Field("stress_d", "float", "d", "stress load of all that bear it, integrated over days"),
    Field("strain_d", "float", "d", "days of those"),
    Field("stress_level", "float", "", "mean stress load over them", MISSING),
    Field("dogs_collapsed", "float", "", "dogs that ever collapsed"),
    Field("people_collapsed", "float", "", "people that ever collapsed"),
    Field("grief_d", "float", "d", "grief of all that bear stress, integrated over days"),
)
