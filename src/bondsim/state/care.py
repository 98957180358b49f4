"""State of the family `care`: seizures, hearts and resuscitation."""

from bondsim.state.field import MISSING, Field

AGENT = (
    # its body
    Field("ill", "int", "", "1 for one who has, or will have, a seizure or an arrest in this incident"),
    Field("fit_starts_s", "float", "s", "time at which its seizure begins, -1 for never", -1),
    Field("fit_ends_s", "float", "s", "time at which its seizure ends, -1 for never", -1),
    Field("scent_s", "float", "s", "time from which a scent announces the seizure, -1 for never", -1),
    Field("fit", "int", "", "1 while the seizure lasts"),
    Field("senseless", "int", "", "1 while it lies senseless"),
    Field("severity", "float", "", "arrests to be expected over its time at risk, unattended"),
    Field("life_left", "float", "", "what is left of the threshold at which its heart stops"),
    Field("rhythm", "int", "", "0 while the heart beats, 1 arrest that a shock can end, 2 another arrest"),
    Field("stopped_s", "float", "s", "time at which the heart stopped, -1 for never", -1),
    Field("cpr_s", "float", "s", "time of the first compressions, -1 for never", -1),
    Field("advanced_s", "float", "s", "time at which advanced care began, -1 for never", -1),
    Field("treated_s", "float", "s", "time at which treatment will bring the heart back, -1 for never", -1),
    Field("given_over_s", "float", "s", "time at which resuscitation stopped, -1 for never", -1),
    Field("returns_s", "float", "s", "time at which the heart returns by itself, -1 for never", -1),
    Field("weak_pulse", "int", "", "1 where resuscitation stopped at a pulse that nobody felt"),
    Field("declared_s", "float", "s", "time at which it was given up, -1 for never", -1),
    Field("seen_alive", "int", "", "1 once it was seen that the heart is back"),
    Field("taken", "int", "", "1 once the body was taken away"),
    Field("attended", "int", "", "1 while somebody looks after it"),
    Field("attended_s", "float", "s", "time at which somebody first looked after it, -1 for never", -1),
    Field("guarded", "int", "", "1 while a dog stands guard over it"),
    Field("shown", "float", "", "how plainly a dog standing guard over it shows that it will not give way"),
    Field("bite_risk", "float", "", "chance that this dog bites one who takes the body away"),
    Field("care_over", "int", "", "1 once its fate is settled"),
    # who looks after others
    Field("up_s", "float", "s", "time at which one who was woken is on its feet", -1),
    Field("stays_up_s", "float", "s", "time until which one who was woken stays up", -1),
    Field("sleeps", "int", "", "1 for one who goes back to sleep"),
    Field("next_check_s", "float", "s", "time of the next check of one who sleeps"),
    Field("n_checks", "int", "", "checks so far"),
    Field("tried_step", "int", "step", "end of the action in which it last tried to take the body", -1),
    Field("bitten", "int", "", "1 once a dog standing guard bit it"),
    # a dog beside its partner
    Field("scent_evidence", "float", "log-odds", "evidence that a seizure is coming"),
    Field("forewarned", "int", "", "1 once it is sure of that"),
    Field("bursts", "int", "", "1 in a step in which it makes itself heard"),
    Field("next_burst_s", "float", "s", "time of its next burst of sound"),
    Field("led_away", "int", "", "1 once it was led away from the one it guarded"),
    Field("guarded_s", "float", "s", "time for which it stood guard after resuscitation had stopped"),
)

TALLY = (
    Field("n_seizures", "float", "", "seizures"),
    Field("n_arrests", "float", "", "hearts that stopped"),
    Field("warned", "float", "", "1 if a dog was sure of the scent before the seizure", MISSING),
    Field("alert_s", "float", "s", "time from the seizure to the first burst of a dog's alarm", MISSING),
    Field(
        "unattended_s",
        "float",
        "s",
        "time from the seizure until somebody looks after the one who has it",
        MISSING,
    ),
    Field("cpr_delay_s", "float", "s", "time from the arrest to compressions", MISSING),
    Field("advanced_delay_s", "float", "s", "time from the arrest to advanced care", MISSING),
    Field("resuscitated", "float", "", "1 if treatment brought the heart back", MISSING),
    Field(
        "observed_s",
        "float",
        "s",
        "time from the end of resuscitation until nobody watches any more",
        MISSING,
    ),
    Field(
        "guarded_s", "float", "s", "time from the end of resuscitation to the end of the dog's guard", MISSING
    ),
    Field("declared_s", "float", "s", "time from the end of resuscitation until he was given up", MISSING),
    Field(
        "would_return", "float", "", "1 if a heart that was given up returns by itself, seen or not", MISSING
    ),
    Field("return_seen", "float", "", "1 if it was seen to have returned", MISSING),
    Field("return_s", "float", "s", "time from the end of resuscitation to a return that was seen", MISSING),
    Field("missed", "float", "", "1 if it returned when nobody watched any more", MISSING),
    Field("grade", "float", "", "2 recovered, 1 impaired, 0 dead", MISSING),
    Field("survived", "float", "", "1 if the one who was ill lived", MISSING),
    Field("n_bites", "float", "", "people bitten by a dog that stood guard"),
    Field("n_left", "float", "", "people who left one they had given up where he lay"),
    Field("n_calls_off", "float", "", "orders to a dog standing guard to come away"),
    Field("n_bursts", "float", "", "bursts of alarm by dogs"),
    Field("n_false_alarms", "float", "", "dogs sure of a scent that was not there"),
)
