"""State of the family `ageing`: age, wear, heart, service, death."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("now_y", "float", "y", "age now"),
    Field("life_room", "float", "", "cumulated rate of death at which it dies, by luck"),
    Field("life_used", "float", "", "rate of death cumulated so far"),
    Field("heart_room", "float", "", "cumulated rate at which its heart begins to fail, by luck"),
    Field("heart_used", "float", "", "rate of heart failure cumulated so far"),
    Field("heart", "float", "", "how far its heart has failed, 0 to 1"),
    Field("treated", "int", "", "1 once a failing heart is found and treated"),
    Field("stress_y", "float", "y", "stress load integrated over its service and after"),
    Field("unfit_room", "float", "", "cumulated rate of unfitness at which it is unfit, by luck"),
    Field("unfit_used", "float", "", "rate of unfitness cumulated so far"),
    Field("worn_y", "float", "y", "years of service, each weighted by its load"),
    Field("hurt", "float", "", "injury by incidents, 0 to 1"),
    Field("lasting", "float", "", "the part of it that never heals"),
    Field("standing", "int", "", "of a dog: 1 not yet in service, 2 in service, 3 retired, 4 dead"),
    Field("entry_y", "float", "y", "age at which it entered service"),
    Field("service_d", "float", "d", "days in service so far"),
    Field("retired_d", "float", "d", "days of retirement so far"),
    Field("load", "float", "", "load of this day, 1 for the mean day of the reference", 1),
    Field(
        "cause",
        "int",
        "",
        "why it left service, 0 while it has not: 1 age, 2 capacity, 3 injury, 4 unfit, "
        "5 collapse, 6 died, 7 put to sleep, 8 killed, 9 its handler is gone",
    ),
    Field("welfare", "float", "", "how it fares, 1 well, below 0 ill", 1),
    Field("ill_d", "float", "d", "days for which it has fared ill"),
    Field("well_d", "float", "d", "welfare integrated over its days, ill ones counted against"),
)

TALLY = (
    Field("dogs", "float", "", "dogs that entered service"),
    Field("served_d", "float", "d", "days of service of all dogs"),
    Field("left_service", "float", "", "dogs that have left service"),
    Field("left_age", "float", "", "those of them retired by age"),
    Field("left_unfit", "float", "", "those retired as unfit, by wear, injury or lost capacity"),
    Field("left_strain", "float", "", "those retired after a collapse"),
    Field("left_died", "float", "", "those that died or were put to sleep in service"),
    Field("left_killed", "float", "", "those killed in an incident"),
    Field("left_alone", "float", "", "those whose handler was gone"),
    Field("retired_d", "float", "d", "days of retirement of all dogs"),
    Field("well_d", "float", "d", "welfare of all dogs on the days on which they fare well"),
    Field("ill_d", "float", "d", "how far they fare below 0 on the others"),
    Field("welfare_d", "float", "d", "the difference of these: welfare of all dogs over their days"),
    Field("hearts", "float", "", "dogs whose heart began to fail"),
    Field("service_y", "float", "y", "mean years of service of the dogs that entered it, so far", MISSING),
    Field(
        "retired_y",
        "float",
        "y",
        "mean years of retirement of the dogs that entered service, so far",
        MISSING,
    ),
)
