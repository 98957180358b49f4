"""State that every incident has: people and dogs that move, choose, pull and speak; fronts; the clock."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("id", "int", "", "identity in addresses of luck, a hash of the name"),
    Field("role", "int", "", "role, as in `vocabulary.ROLES`"),
    Field("number", "int", "", "its number within its group, from 0"),
    Field("partner", "int", "", "place in the cast of the one it is attached to, -1 for none", -1),
    Field("superior", "int", "", "place in the cast of the one whose orders count, -1 for none", -1),
    Field("quarry", "int", "", "place in the cast of the one it is after, -1 for none", -1),
    Field("repertoire", "int", "", "actions open to its role, a bit each"),
    # where it is
    Field("alive", "int", "", "1 while it lives", 1),
    Field("x_m", "float", "m", "position along the map"),
    Field("y_m", "float", "m", "position across the map"),
    Field("spread_m", "float", "m", "how far, by luck, it starts off its place"),
    Field("next_x_m", "float", "m", "where its own step would take it"),
    Field("next_y_m", "float", "m", "where its own step would take it"),
    Field(
        "target_x_m",
        "float",
        "m",
        "place it is bound for: last seen place of its quarry, exit, or place of duty",
    ),
    Field("target_y_m", "float", "m", "place it is bound for"),
    # body
    Field("capacity", "float", "", "capacity left by age, 0 to 1"),
    Field("rest_kept", "float", "", "share of fatigue left after a step of rest"),
    Field("down", "int", "", "1 while it lies on the ground"),
    Field("rises", "int", "step", "step at which one who fell gets up, -1 for never", -1),
    Field("clear", "int", "", "1 once it was in danger and has got out"),
    Field("gone", "int", "", "1 once it left by an exit"),
    Field("arrested", "int", "", "1 once it is held"),
    Field("out_y", "float", "", "direction out of the danger, across the map", 1),
    Field("caught", "int", "", "1 once it was caught fast"),
    Field("defied", "int", "", "1 once it pulled against an order to withdraw"),
    Field("dragged_m", "float", "m", "distance it has been dragged"),
    Field("headway", "float", "", "how far it has visibly come by that, 0 to 1"),
    Field("slide_m_s", "float", "m/s", "speed at which it is being dragged"),
    Field("pull_n", "float", "N", "force of all who pull it in this step"),
    # what it knows and foresees
    Field("aware", "int", "", "1 while something has just happened that calls for a new look"),
    Field("knows_partner", "int", "", "1 while it knows where its partner is"),
    Field("sees", "int", "", "1 while it sees the one it is after"),
    Field("backed", "int", "", "1 once backup is on the map"),
    Field("unseen_s", "float", "s", "time since it last saw the one it is after"),
    Field("partner_harm", "float", "", "predicted harm to its partner from hazards and distress together"),
    Field("partner_distress", "float", "", "the part of it read off the partner's distress"),
    Field("own_harm", "float", "", "predicted harm to itself"),
    # what it does
    Field("order", "int", "", "action it is ordered to do, -1 for none", -1),
    Field("action", "int", "", "what it is doing"),
    Field("ends", "int", "step", "step at which it decides again"),
    Field("started", "int", "step", "step at which the pull under way began, -1 for none", -1),
    Field("force_n", "float", "N", "force along the ground of the pull under way"),
    Field(
        "lead",
        "float",
        "",
        "utility by which the best alternative led or trailed the action when it was chosen",
    ),
    Field("patience", "float", "", "what is left of the threshold at which it changes its order"),
    Field("last_pull", "int", "step", "last step in which its partner pulled it", -1),
    Field("encourages", "int", "", "1 once it has called its partner to help"),
    # messages
    Field("heard", "int", "", "1 once its call about its present situation came through"),
    Field("informed", "int", "step", "step at which a first call reached it, -1 for none", -1),
    Field("warned", "int", "step", "step at which a call from one in danger reached it, -1 for none", -1),
    Field("delay_s", "float", "s", "time from message to dispatch on this run"),
    Field("sent", "int", "step", "step at which it was dispatched or dispatched others, -1 for never", -1),
    Field("search_s", "float", "s", "search time left once it is at the reported place"),
    # in careers
    Field(
        "called",
        "int",
        "",
        "incident of the scenario into which its team is called today, from 1; 0 for none",
    ),
    Field("call_rescued", "float", "", "whether the one who was caught in it was rescued, 0 or 1"),
    Field("call_arousal", "float", "", "its arousal at the end of it"),
    Field("call_wear", "float", "", "injury and wear that it brought"),
)

# State variables whose value at the start is a parameter of the role, under the same name.
STARTING = (
    Field("present", "int", "", "1 while it is on the map"),
    Field("trapped", "int", "", "1 while it is caught fast"),
    Field("reserve", "float", "", "anaerobic reserve, 1 rested, 0 spent"),
    Field("arousal", "float", "", "arousal, 0 to 1"),
    Field("stress", "float", "", "stress load, 0 to 1"),
    Field("wear", "float", "", "injury and wear, 0 to 1"),
)

RELATION = (
    Field("bond", "float", "", "attachment of one to the other, 0 to 1"),
    Field("good", "float", "", "weight of good experience behind the trust"),
    Field("bad", "float", "", "weight of bad experience behind the trust"),
    Field("trust", "float", "", "trust of one in the other, good / (good + bad)"),
    Field("self_trust", "float", "", "trust that the other can look after itself"),
)

BELIEF = (
    Field("evidence", "float", "log-odds", "evidence that the hazard is there"),
    Field("noticed", "int", "", "1 once it is noticed"),
)

HAZARD = (
    Field("id", "int", "", "identity in addresses of luck, a hash of the name"),
    Field("shape", "int", "", "shape of its region, as in `vocabulary.SHAPES`"),
    Field("trigger", "int", "", "what sets it going, as in `vocabulary.TRIGGERS`"),
    Field("x_m", "float", "m", "centre of its region"),
    Field("y_m", "float", "m", "centre of its region"),
    Field("armed", "int", "", "1 once it is on its way"),
    Field("over", "int", "", "1 once it has passed or stopped"),
    Field("braking", "int", "", "1 while it brakes"),
    Field("at_last", "int", "", "1 once its last moment was announced"),
    Field("gap_m", "float", "m", "distance of its front; negative while it passes"),
    Field("pace_m_s", "float", "m/s", "its speed now"),
    Field("eta_s", "float", "s", "time to its arrival at this speed"),
)

CLOCK = (
    Field("step", "int", "step", "step of the clock"),
    Field("t_s", "float", "s", "time"),
    Field("dt_s", "float", "s", "length of a step"),
    Field("phase", "int", "", "phase of the incident, from 0"),
    Field("n_phases", "int", "", "number of phases"),
    Field("phase_step", "int", "step", "step at which the phase began"),
    Field("phase_t_s", "float", "s", "time at which it began"),
    Field("look_steps", "int", "step", "steps between two looks"),
    Field("look_s", "float", "s", "time between two looks"),
    Field("evidence_kept", "float", "", "share of evidence kept from one look to the next"),
    Field("hit_gain", "float", "log-odds", "evidence added by a look that detects"),
    Field("miss_gain", "float", "log-odds", "evidence added by a look that does not"),
    Field("force_steps", "int", "step", "steps of a pull with force"),
    Field("retry_steps", "int", "step", "steps between two calls by radio"),
    Field("power", "float", "", "share of muscle power left in the cold"),
    Field("look", "int", "", "1 in a step in which all look"),
    Field("ends_when_settled", "int", "", "1 where the run ends when no hazard and no chase is on"),
    Field("ends_in_time", "int", "", "1 where a run that reaches its last step has come to its end"),
    Field("max_steps", "int", "step", "step at which the run is broken off"),
    Field("seed", "int", "", "seed of the luck"),
    Field("replicate", "int", "", "replicate of the luck"),
    Field("stop", "int", "", "1 once the incident is over"),
    Field("status", "int", "", "how the run ended, as in `vocabulary.STATUSES`"),
    Field("n_events", "int", "", "events so far, those that found no room included"),
    Field("friction", "float", "", "friction of the ground on this run"),
    Field("exit_x_m", "float", "m", "where those who flee run to"),
    Field("exit_y_m", "float", "m", "where those who flee run to"),
    Field("exit_spread_m", "float", "m", "half width of the stretch within which their exit lies"),
    Field("entrapped", "int", "", "place in the cast of the first who was caught, -1 for nobody", -1),
    Field("shuffled", "int", "", "place in the cast whose bond is drawn anew, -1 for nobody", -1),
    Field("n_levels", "int", "", "number of levels it is drawn from"),
)

TALLY = (
    Field("n_trapped", "float", "", "people who were caught"),
    Field(
        "rescued", "float", "", "1 if the one who was caught was alive and out of danger in the end", MISSING
    ),
    Field("clear_s", "float", "s", "time from entrapment to being clear", MISSING),
    Field("clear_margin_s", "float", "s", "time left to the hazard's arrival when clear", MISSING),
    Field("trapped_s", "float", "s", "time of entrapment", MISSING),
    Field("disobeyed", "float", "", "1 if an order to withdraw was met by pulling", MISSING),
    Field("first_disobey_s", "float", "s", "time from entrapment to the first such pull", MISSING),
    Field("encouraged_s", "float", "s", "time from entrapment to the call to help", MISSING),
    Field("n_partner_pulls", "float", "", "pulls by the partner"),
    Field("n_other_pulls", "float", "", "pulls by others"),
    Field("margin_sum", "float", "", "sum of the force margins of all pulls"),
    Field("force_margin", "float", "", "mean force margin of all pulls: force over resistance", MISSING),
    Field("force_margin_max", "float", "", "largest force margin", MISSING),
    Field("dragged_m", "float", "m", "distance dragged", MISSING),
    Field("informed_s", "float", "s", "time of the run at which the latest call came through", MISSING),
    Field(
        "backup_s",
        "float",
        "s",
        "time from entrapment to the first responder at the side of the one caught",
        MISSING,
    ),
    Field("went", "float", "", "1 if the first choice was to pursue alone, 0 to hold back", MISSING),
    Field("n_falls", "float", "", "falls"),
    Field("arrested", "float", "", "1 if the suspect was held"),
    Field("escaped", "float", "", "1 if the suspect left by an exit"),
    Field("n_decisions", "float", "", "decisions taken by all"),
)

EVENT = (
    Field("step", "int", "step", "step of the clock"),
    Field("t_s", "float", "s", "time"),
    Field("kind", "int", "", "what happened, as in `vocabulary.EVENTS`"),
    Field("actor", "int", "", "place in the cast, -1 for none"),
    Field("target", "int", "", "place in the cast, or after its end among the hazards, -1 for none"),
    Field("action", "int", "", "action chosen or ordered, -1 for none"),
    Field("value", "float", "", "probability, metres, seconds or level, as the event says"),
    Field(
        "why_1",
        "int",
        "",
        "term that spoke loudest for or against, -1 for none; + `N_TERMS` (1 + a): of action a, not chosen",
    ),
    Field("why_1_value", "float", "", "its part of the utility"),
    Field("why_2", "int", "", "second term"),
    Field("why_2_value", "float", "", "its part"),
    Field("why_3", "int", "", "third term"),
    Field("why_3_value", "float", "", "its part"),
)
