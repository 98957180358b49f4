"""State of the family `mourning`: well-being, meaning, sorrow of a unit, memory."""

from bondsim.state.field import MISSING, Field

AGENT = (
    Field("lost", "int", "", "place in the cast of the one it has lost, -1 for nobody", -1),
    Field("loss_d", "float", "d", "days since that"),
    Field("wellbeing", "float", "", "well-being against what it was before the loss"),
    Field("wellbeing_rate", "float", "1/d", "its change a day"),
    Field("meaning", "float", "", "meaning found, 0 to 1"),
    Field("distress_max", "float", "", "its largest distress about the one it has lost"),
    Field("distress_d", "float", "d", "that distress, integrated over days"),
    Field("below_d", "float", "d", "well-being below 0, integrated over days"),
    Field(
        "up_d", "float", "d", "days until it has been above -0.1 for a month on end, -1 while it has not", -1
    ),
    Field("up_run_d", "float", "d", "days for which it has now been above that"),
    Field("offer_d", "float", "d", "days without a dog after which the next is offered"),
    Field("alone_d", "float", "d", "days without a dog"),
    Field("came_on", "int", "step", "step at which it came to its handler"),
    Field("sadness", "float", "", "sorrow it feels with the others, 0 to 1"),
    Field("next_sadness", "float", "", "the same after today"),
    Field("sadness_max", "float", "", "the largest so far"),
)

RELATION = (
    Field("closeness", "float", "", "how close two of a unit are, 0 to 1"),
    Field("mourned", "int", "", "1 once its death has been mourned"),
)

CLOCK = (Field("news", "int", "step", "step of the latest death that was news, -1 for none", -1),)

TALLY = (
    Field("attention", "float", "", "public attention today, as a share of the greatest"),
    Field("memorial", "float", "", "memorial: what is kept of it"),
    Field("donations", "float", "", "donations so far, in first days' worth"),
    Field("unit_sorrow", "float", "", "mean sorrow in the unit today", MISSING),
    Field("unit_sorrow_max", "float", "", "the largest mean sorrow so far", MISSING),
    Field("unit_sorrow_d", "float", "d", "mean sorrow in the unit, integrated over days"),
    Field("unit_stress", "float", "", "mean stress load in the unit today", MISSING),
    Field("unit_stress_max", "float", "", "the largest mean stress load so far", MISSING),
    Field("touched", "float", "", "share of the unit whose sorrow was ever above a half", MISSING),
    Field(
        "attention_gone_d",
        "float",
        "d",
        "days until attention was below a thousandth of its first day",
        MISSING,
    ),
    Field(
        "second_d",
        "float",
        "d",
        "days without a dog until another came, on average over those that came",
        MISSING,
    ),
    Field("declined", "float", "", "times that another dog was declined"),
    Field(
        "grief_then",
        "float",
        "",
        "handlers' mean distress about the one lost when another dog came",
        MISSING,
    ),
    Field("bond_90", "float", "", "handlers' bond to the new dog 90 days after it came, on average", MISSING),
    Field(
        "dog_bond_90",
        "float",
        "",
        "new dogs' bond to the handler 90 days after they came, on average",
        MISSING,
    ),
    Field("n_second", "float", "", "dogs that came to handlers without one"),
    Field("second_sum_d", "float", "d", "days without a dog before them, summed"),
    Field("grief_then_sum", "float", "", "distress at that time, summed"),
    Field("n_bond_90", "float", "", "of them those followed for 90 days"),
    Field("bond_90_sum", "float", "", "bonds to them, summed"),
    Field("dog_bond_90_sum", "float", "", "their bonds, summed"),
)
