"""State of the family `scent`: trails, plumes and the nose."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("nose_fatigue", "float", "", "fatigue of the nose, 0 to 1"),
    Field("followed", "int", "", "1 where one who follows trails is after it"),
    Field("bend_deg", "float", "deg", "how far its path now bends off the straight way"),
    Field("trek_m", "float", "m", "way walked since it left its place, that of its head start included"),
    Field("laid_m", "float", "m", "way walked since it last left scent"),
    Field("deploys", "int", "step", "step at which it begins to work"),
    Field("trail_at", "int", "", "point of the trail that it is at, -1 for none", -1),
    Field("trail_way", "int", "", "1 where it follows the trail forwards, -1 backwards", 1),
    Field("trail_told", "int", "", "1 once it knows which way the trail leads"),
    Field("trail_span_s", "float", "s", "span of the trail smelled since it took it up"),
    Field("trail_needs_s", "float", "s", "span that tells it the way"),
    Field("trail_taken", "int", "step", "step at which it took the trail up"),
    Field("trail_hit", "int", "", "what the last look brought: 1 the trail, 2 a false alarm, 0 nothing"),
    Field("trail_evidence", "float", "log-odds", "evidence of being on the trail"),
    Field("trail_age_s", "float", "s", "age of the trail under its nose"),
    Field("trail_ageing", "float", "", "change of that age in a second, smoothed; negative where it gains"),
    Field("course_x", "float", "", "direction that it works in"),
    Field("course_y", "float", "", "direction that it works in"),
    Field("sure_x_m", "float", "m", "last place where it was sure of the trail"),
    Field("sure_y_m", "float", "m", "last place where it was sure of the trail"),
    Field("unsure_s", "float", "s", "time since it was last sure"),
    Field("cast_m", "float", "m", "way cast since then"),
    Field("gave_up", "int", "", "1 once it has given up the search"),
    Field("in_touch", "int", "", "1 once it has come up with the one it follows"),
    Field("wind_evidence", "float", "log-odds", "evidence on the wind that somebody is hidden near by"),
    Field("noise_evidence", "float", "log-odds", "evidence of small sounds"),
    Field("hush_evidence", "float", "log-odds", "evidence of silenced birds"),
    Field("threat", "float", "log-odds", "evidence of all that, or what is read off the dog"),
    Field("froze", "int", "step", "step at which it began to point, -1 while it does not", -1),
    Field("answered", "int", "", "1 once it is known what its handler made of its pointing"),
    Field(
        "sensed", "float", "log-odds", "most evidence of somebody hidden that it has had while he was near by"
    ),
    Field("winded_s", "float", "s", "time for which his scent has reached its nose while he was near by"),
    Field(
        "went_command", "float", "", "what command said for going on rather than pointing, at that evidence"
    ),
    Field("went_protect", "float", "", "what protect said"),
    Field("went_task", "float", "", "what task said"),
    Field("went_seek", "float", "", "what seek said"),
    Field("went_self", "float", "", "what self said"),
    Field("leg", "int", "", "leg of the area search that it is on"),
    Field("wind_miss_s", "float", "s", "time since it last had scent on the wind"),
    Field("located", "int", "", "1 once it was found by one who searches for it"),
)
CLOCK = (
    Field("wind_x", "float", "", "direction that the wind blows to, along the map"),
    Field("wind_y", "float", "", "direction that the wind blows to, across the map"),
    Field("n_trail", "int", "", "points of trails laid so far"),
    Field("trail_hit_gain", "float", "log-odds", "evidence of being on a trail that a look with scent adds"),
    Field("trail_miss_gain", "float", "log-odds", "evidence that a look without scent takes away"),
)
TALLY = (
    Field("tracked", "float", "", "1 if a trail was followed to the one who laid it"),
    Field("contact_s", "float", "s", "time at which one who was followed was come up with", MISSING),
    Field("tracked_m", "float", "m", "way along the trail from its start to where it was last followed"),
    Field("n_trail_losses", "float", "", "times that a trail was lost"),
    Field("n_wrong_ways", "float", "", "times that a trail was first followed backwards"),
    Field("off_trail_m", "float", "m", "way walked while casting"),
    Field("n_freezes", "float", "", "times that a dog pointed at somebody"),
    Field("n_false_freezes", "float", "", "those with nobody within 100 m"),
    Field("first_freeze_s", "float", "s", "time of the first sign of somebody hidden within 100 m", MISSING),
    Field("freeze_m", "float", "m", "distance of the one pointed at, at that sign", MISSING),
    Field("deploy_s", "float", "s", "time from the word to the start of work", MISSING),
    Field("false_starts", "float", "", "times that a dog had been roused by cues that led to no work"),
    Field("nose_fatigue_max", "float", "", "greatest nose fatigue"),
    Field("located_s", "float", "s", "time at which one who was searched for was found", MISSING),
    Field("located_by_dog", "float", "", "1 if a dog found him"),
)
