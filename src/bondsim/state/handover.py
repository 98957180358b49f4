"""State of the family `handover`: a dog whose handler is away, and its new one."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("place", "int", "", "with whom it lives: 0 partner, 1 new handler, 2 neutral place"),
    Field("handed", "int", "", "1 where its handler was taken from it"),
    Field("shared", "float", "", "share of its obedience that works with the new handler", 1),
    Field("p_refuse", "float", "", "probability that it refuses an order of the new handler today"),
    Field("complied", "float", "", "share of the orders of the day that it followed"),
    Field("forced", "float", "", "share of the orders of the day that were forced on it"),
    Field("accuracy", "float", "", "share of targets that it would find at work today"),
    Field("visited", "int", "step", "step of the latest visit, -1 for none", -1),
    Field("welfare_lost", "float", "", "share of the day's welfare that it lost"),
)

TALLY = (
    Field("n_orders", "float", "", "orders of the new handler"),
    Field("n_refused", "float", "", "those that were refused"),
    Field("n_forced", "float", "", "those that were forced"),
    Field("refused_share", "float", "", "share of orders refused", MISSING),
    Field("refused_first", "float", "", "share of orders refused in the first thirty days", MISSING),
    Field(
        "accept_d",
        "float",
        "d",
        "day from which it refused a quarter or less, by the running mean",
        MISSING,
    ),
    Field("worked_d", "float", "d", "days with the new handler on which it worked"),
    Field("accuracy_sum", "float", "d", "sum of its accuracy over those days"),
    Field("accuracy_mean", "float", "", "mean share of targets that it found at work", MISSING),
    Field("welfare_lost_d", "float", "d", "days of welfare lost"),
    Field("readiness_lost_d", "float", "d", "days of work lost while its handler was away"),
    Field("distress_d", "float", "d", "sum of its separation distress over the days"),
    Field("new_d", "float", "d", "days with the new handler"),
    Field("neutral_days", "float", "d", "days in a neutral place"),
    Field("lives_home", "float", "", "1 while it lives with its old handler", MISSING),
    Field("lives_new", "float", "", "1 while it lives with the new one", MISSING),
    Field("lives_neutral", "float", "", "1 while it lives in a neutral place", MISSING),
    Field("n_visits", "float", "", "visits"),
    Field("refusal_before", "float", "", "probability of refusal on the eve of the first visit", MISSING),
    Field("refusal_after", "float", "", "probability of refusal a week after it", MISSING),
    Field("reunion_d", "float", "d", "day on which it came home to its old handler", MISSING),
    Field("hesitation_s", "float", "s", "time until it recognised him", MISSING),
    Field("greeting", "float", "", "share of the first minutes that it spent wagging", MISSING),
)
