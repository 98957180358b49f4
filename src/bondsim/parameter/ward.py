"""Parameters of the family `ward`: a patient who does not wake, a dog at the bed, a night nurse, and the return to duty."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

COHORT = "worked out from the published shares who recovered of those still unconscious at 0, 3, 6, 9 and 12 months"


READS = frozenset({"stress", "wear", "choice.temperature", "choice.arousal_noise", "choice.arousal_cap", "trust"}) | {  # of the core
    *(f"dog.{name}" for name in ("w_protect", "protects", "skill_obey", "arousal_best")),
    *(f"{role}.arousal" for role in ("dog", "handler", "responder", "civilian")),
}
OF_PEOPLE = frozenset({"unconscious", "keeps_watch", "keeps_dog"})


class WardParameters(Parameters):
    """Waking, signs, alarms and their worth, healing, retraining."""

    # where he lies
    discharge_d: float = parameter(90.0, "day on which he is taken home; the dog is with him from then on", unit="d", low=0, high=7300, range=(30, 365), assumption="three months in hospital, as told")
    visit_every_d: float = parameter(0.0, "days between visits of the dog to the hospital; 0 for none", unit="d", low=0, high=3650, range=(0, 30), assumption="policy; hospitals keep dogs out")
    visit_h: float = parameter(1.0, "length of such a visit", unit="h", low=0, high=24, range=(0.5, 4), assumption="an hour")
    bed_h: float = parameter(20.0, "hours a day that the dog spends at his bed at home", unit="h", low=0, high=24, range=(0, 24), assumption="all but its walks")
    scent_item: float = parameter(0.0, "how strongly something of his smells of him where the dog lives meanwhile", low=0, high=1, range=(0, 1), assumption="policy; a uniform in the closet, 1, or nothing, 0")
    carer_h: float = parameter(16.0, "hours a day that the one who keeps the dog meanwhile spends with it", unit="h", low=0, high=24, range=(4, 24), assumption="somebody takes it in")
    response_ward: float = parameter(0.2, "how responsive one who lies unconscious among tubes is to a dog", low=0, high=1, range=(0, 0.5), assumption="as told: the visit did not help")
    response_bed: float = parameter(0.6, "how responsive one who lies unconscious at home is to a dog beside him", low=0, high=1, range=(0.2, 0.9), assumption="warmth, scent and breath; no voice and no hand")
    response_aware: float = parameter(0.8, "how responsive one who shows signs of consciousness is", low=0, high=1, range=(0.5, 1), assumption="a hand moves")
    # waking
    hazard_0_3: float = parameter(0.0409, "rate of a first sign in months 0 to 3", unit="1/month", low=0, high=10, range=(0.03, 0.06), source=s.VEGETATIVE_COHORT, assumption=COHORT)
    hazard_3_6: float = parameter(0.0845, "rate of a first sign in months 3 to 6", unit="1/month", low=0, high=10, range=(0.06, 0.11), source=s.VEGETATIVE_COHORT, assumption=COHORT)
    hazard_6_9: float = parameter(0.0631, "rate of a first sign in months 6 to 9", unit="1/month", low=0, high=10, range=(0.04, 0.09), source=s.VEGETATIVE_COHORT, assumption=COHORT)
    hazard_9_12: float = parameter(0.0461, "rate of a first sign in months 9 to 12", unit="1/month", low=0, high=10, range=(0.03, 0.07), source=s.VEGETATIVE_COHORT, assumption=COHORT)
    hazard_later: float = parameter(0.0121, "rate of a first sign after a year", unit="1/month", low=0, high=10, range=(0, 0.02), source=s.VEGETATIVE_COHORT, assumption=COHORT + "; within half a year more")
    last_sign_d: float = parameter(548.0, "day after which nobody wakes any more", unit="d", low=366, high=7300, range=(366, 1100), assumption="the cohort was followed no longer")
    presence_effect: float = parameter(0.0, "log of the factor by which a familiar dog at his side all day raises the rate of a first sign", low=0, high=2, range=(0, 0.26), source=s.HEDIGER_2019, assumption="none: more movement beside an animal was measured, recovery was not")
    conscious_rate: float = parameter(0.7, "rate from first signs to consciousness", unit="1/month", low=0, high=100, range=(0.3, 1.5), assumption="weeks from fingers to faces")
    noticed_factor: float = parameter(1.3, "factor on that rate once the signs were noticed and rehabilitation began; 1 makes noticing of no use", low=1, high=10, range=(1, 2), source=s.PAPE_2015, assumption="size; the source finds a gain in arousal by familiar voices, none in function")
    p_independent: float = parameter(0.5, "chance that one who is conscious becomes independent", low=0, high=1, range=(0.3, 0.7), source=s.MCCREA_2021)
    independent_d: float = parameter(60.0, "mean days from consciousness to independence", unit="d", low=1, high=3650, range=(30, 180), assumption="months of exercise")
    # signs at night
    night_h: float = parameter(8.0, "length of a night", unit="h", low=1, high=24, range=(6, 12), assumption="eight hours")
    moves_a_night: float = parameter(1.5, "spells of movement a night once there are signs", low=0, high=50, range=(0.5, 5), assumption="few and short")
    dips_a_night: float = parameter(0.2, "dips of breathing or circulation a night", low=0, high=50, range=(0, 1), assumption="one in five nights")
    sign_min: float = parameter(15.0, "mean length of such a spell", unit="min", low=0.1, high=600, range=(5, 30), assumption="a quarter of an hour")
    change_min: float = parameter(4.0, "time in which a change is fully there", unit="min", low=0.1, high=120, range=(1, 10), assumption="minutes")
    monitor_limit: float = parameter(0.3, "share of a full change at which the monitor alarms", low=0, high=1, range=(0.1, 0.8), assumption="limits are set tight")
    monitor_mean_min: float = parameter(0.25, "time over which the monitor averages", unit="min", low=0, high=60, range=(0.15, 0.5), assumption="10 to 15 s are usual for oxygen saturation")
    monitors_dips: bool = parameter(True, "a monitor measures breathing and circulation", assumption="policy; usual")
    monitors_moves: bool = parameter(False, "a monitor measures movement", assumption="policy; unusual")
    rounds_h: float = parameter(2.0, "hours between the nurse's rounds at night", unit="h", low=0.1, high=24, range=(1, 4), assumption="she sleeps in between")
    # the dog
    change_sd: float = parameter(3.0, "sensitivity of a middling nose beside the bed to a full change", unit="sd", low=0, high=10, range=(1, 5), assumption="movement at arm's length is plain")
    skill_gain: float = parameter(1.5, "sensitivity gained between no skill and full skill", unit="sd", low=0, high=10, range=(0, 3), assumption="as for seizures")
    criterion: float = parameter(3.6, "criterion of a dog that lies beside a bed all night, a look a minute", unit="sd", low=-5, high=10, range=(2.5, 5), assumption="it would otherwise wake the house every night")
    bond_shift: float = parameter(0.5, "criterion lowered by a bond of 1 to the patient", unit="sd", low=0, high=3, range=(0, 1), source=s.CATALA_2020, assumption="size; the source gives the direction")
    change_harm: float = parameter(0.5, "harm to its partner that a dog foresees at a change", low=0, high=1, range=(0.2, 0.8), assumption="alarming")
    relief: float = parameter(0.8, "believed share of it averted by waking somebody", low=0, high=1, range=(0.4, 1), assumption="people help")
    scolding: float = parameter(1.0, "cost to the dog of leaving the bed and waking somebody", low=0, high=50, range=(0, 3), assumption="it is scolded for noise at night")
    # the nurse
    p_woken: float = parameter(0.9, "chance that scratching and barking at her door wake her", low=0, high=1, range=(0.6, 1), assumption="a light sleeper")
    heeds: bool = parameter(True, "she follows the dog as far as she trusts it; else she always follows", assumption="switch")
    reach_min: float = parameter(1.0, "time from waking to the bed", unit="min", low=0, high=60, range=(0.5, 5), assumption="across a corridor")
    # back to duty
    tau_heal_d: float = parameter(60.0, "days in which the log-odds of an injury fall by one", unit="d", low=1, high=3650, range=(40, 120), assumption="a logistic recovery of strength")
    tau_skill_d: float = parameter(365.0, "time constant with which skill fades without practice", unit="d", low=1, high=36500, range=(180, 730), assumption="half in eight months")
    retrain_h: float = parameter(1.0, "hours of retraining a day once he is independent", unit="h", low=0, high=24, range=(0, 4), source=s.HART_2000, assumption="seven hours a week are reported for teams on duty")
    learn_rate: float = parameter(0.02, "share of what is missing that an hour of training teaches", unit="1/h", low=0, high=1, range=(0.01, 0.05), assumption="fifty hours for two thirds of it")
    savings: float = parameter(1.5, "how much faster relearning is than learning; 1 for no faster", low=1, high=10, range=(1, 3), assumption="what was known comes back faster")
    attends_bare: float = parameter(0.4, "share of a session in which a dog attends to a trainer to whom it has no bond", low=0, high=1, range=(0.2, 0.8), assumption="a stranger has to win it first")
    fit_skill: float = parameter(0.7, "skill above which a team may go on duty", low=0, high=1, range=(0.6, 0.9), assumption="policy")
    fit_stress: float = parameter(0.3, "stress load below which it may", low=0, high=1.01, range=(0.2, 0.5), assumption="policy")
    fit_injury: float = parameter(0.2, "injury below which it may", low=0, high=1, range=(0.1, 0.4), assumption="policy")
    # how grief shows
    appetite_loss: float = parameter(0.6, "share of its food that a dog of full grief leaves", low=0, high=1, range=(0.3, 0.9), source=s.UCCHEDDU_2022, assumption="size; a third of bereaved dogs ate less")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    keeps_dog: bool = parameter(False, "keeps the dog of one who is a patient", assumption="set by the scenario")
    unconscious: bool = parameter(False, "lies unconscious from the start", assumption="set by the scenario")
    keeps_watch: bool = parameter(False, "is the one who sleeps next door and can be woken", assumption="set by the scenario")


GROUPS: dict[str, type[Parameters]] = {"ward": WardParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
