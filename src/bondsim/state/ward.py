"""State of the family `ward`: a patient who does not wake, the dog at the bed, the night nurse, the return to duty."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field(
        "awareness",
        "int",
        "",
        "of a patient: 0 unconscious, 1 shows signs, 2 conscious, 3 independent, 4 on duty",
    ),
    Field("noticed_signs", "int", "", "1 once somebody noticed the signs of a patient"),
    Field("skill_best", "float", "", "best skill at obeying that it has had"),
    Field("eats", "float", "", "share of its food that it eats", 1),
)

TALLY = (
    Field("first_sign_d", "float", "d", "day of the first sign of consciousness", MISSING),
    Field("noticed_d", "float", "d", "day on which such a sign was noticed", MISSING),
    Field("noticed_by_dog", "float", "", "1 if the dog led somebody to it", MISSING),
    Field("conscious_d", "float", "d", "day of consciousness", MISSING),
    Field("independent_d", "float", "d", "day of independence", MISSING),
    Field("duty_d", "float", "d", "day of the return to duty", MISSING),
    Field("retrain_h", "float", "h", "hours of retraining until then"),
    Field("nights", "float", "", "nights that the dog lay at the bed"),
    Field("n_signs", "float", "", "spells of movement on those nights"),
    Field("n_seen", "float", "", "those that somebody saw"),
    Field("n_dips", "float", "", "dips of breathing or circulation on those nights"),
    Field("unattended_min", "float", "min", "time that dips went on before somebody came"),
    Field("n_true_alerts", "float", "", "alarms of the dog about a change"),
    Field("n_false_alerts", "float", "", "alarms of the dog about nothing"),
    Field("n_followed", "float", "", "alarms that were followed"),
    Field("precision", "float", "", "share of its alarms that were about a change", MISSING),
    Field("false_a_night", "float", "", "false alarms on each of those nights", MISSING),
    Field("lead_moves_sum", "float", "min", "sum of its leads on movement"),
    Field("lead_moves_n", "float", "", "their number"),
    Field(
        "lead_moves_min",
        "float",
        "min",
        "mean time by which it found movement before monitor or round",
        MISSING,
    ),
    Field("lead_dips_sum", "float", "min", "sum of its leads on dips"),
    Field("lead_dips_n", "float", "", "their number"),
    Field(
        "lead_dips_min", "float", "min", "mean time by which it found dips before monitor or round", MISSING
    ),
    Field(
        "apart_distress",
        "float",
        "",
        "the dog's separation distress on the eve of the discharge",
        MISSING,
    ),
    Field("distress_peak", "float", "", "largest separation distress of the dog"),
    Field("meals_lost", "float", "d", "days of food that the dog left"),
)
