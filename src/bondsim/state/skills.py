"""State of the family `skills`: what each can do, and how far the course has brought it."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("excites", "float", "", "excitability of this one, 0 to 1"),
    Field("suits", "float", "", "excitability of a dog that suits this handler best"),
    Field("fits", "float", "", "quality of its match with its partner, 0 to 1"),
    Field("task_now", "float", "", "skill at its task"),
    Field("obey_now", "float", "", "skill at obeying"),
    Field("reading_now", "float", "", "skill at reading its dog, 0 to 1"),
    Field("best_task", "float", "", "highest skill at its task so far"),
    Field("best_obey", "float", "", "highest skill at obeying so far"),
    Field("best_reading", "float", "", "highest skill at reading so far"),
    Field("last_session_d", "float", "d", "day of its last session", -1000),
    Field("trains_today", "int", "", "1 on a day with a session"),
    Field("in_view", "float", "", "share of the session with a mentor in view"),
    Field("cue", "float", "", "what its handler's ways foretell to it, 0 to 1"),
    Field("reaction_s", "float", "s", "time until it works after the word", MISSING),
    Field("absence_s", "float", "s", "length of the next absence of its handler"),
    Field("n_absences", "int", "", "absences so far"),
    Field("n_broken", "int", "", "those that it broke off"),
    Field("look_back", "float", "", "chance to look back in a moment of search"),
    Field("looks_first", "float", "1/min", "looks back a minute of search at the start"),
    Field("looks_a_min", "float", "1/min", "looks back a minute of search"),
    Field("n_startled", "int", "", "times that it startled and bit"),
    Field("rests_until", "float", "d", "day before which it rests"),
    Field("enrolled", "int", "", "1 while it goes through the course"),
    Field("n_fails", "int", "", "examinations that it has failed"),
    Field("certified", "int", "", "1 once it has passed"),
    Field("certified_d", "float", "d", "day on which it passed", MISSING),
    Field("dropped", "int", "", "1 once it was dropped, or turned out unsound"),
)

TALLY = (
    Field("n_enrolled", "float", "", "dogs that began the course"),
    Field("n_certified", "float", "", "dogs that passed"),
    Field("n_passed", "float", "", "examinations passed by dogs in service"),
    Field("n_dropped", "float", "", "dogs that failed too often"),
    Field("n_unfit", "float", "", "dogs that turned out unsound"),
    Field("n_startle_bites", "float", "", "bites of startled dogs"),
    Field("n_swaps", "float", "", "swaps of dogs between handlers"),
    Field("certified_share", "float", "", "share of the dogs that passed", MISSING),
    Field("certified_days", "float", "d", "sum of the days on which they passed"),
    Field("certified_mean_d", "float", "d", "mean day on which they passed", MISSING),
    Field("skill_mean", "float", "", "mean skill at the task of all dogs that began", MISSING),
    Field("skill_sd", "float", "", "spread of it among them", MISSING),
)
