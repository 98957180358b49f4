"""Parameters of the family `fight`: bites, blades and blows."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class FightParameters(Parameters):
    """A dog that holds somebody, what ends the hold, and what an attacker does."""

    disarm_rate: float = parameter(1 / 60, "rate at which one held by a full grip drops the blade; 0 never", unit="1/s", low=0, high=10, range=(1 / 240, 1 / 30), source=s.HYYTIAINEN_2021, assumption="value; the source gives bite forces, not what they achieve")
    submit_rate: float = parameter(1 / 20, "rate at which one held without a blade gives in; 0 never", unit="1/s", low=0, high=10, range=(1 / 60, 1 / 10), assumption="three times as fast as one who is armed")
    release_rate: float = parameter(1 / 12, "rate at which a sound dog without skill or bond is shaken off; 0 never", unit="1/s", low=0, high=10, range=(1 / 60, 1 / 6), assumption="a wrestle of seconds")
    release_wear: float = parameter(4.0, "rise of that rate (log) with wear of 1", low=0, high=10, range=(2, 6), assumption="a dog that is hurt lets go")
    release_bond: float = parameter(3.6, "fall of that rate (log) with a bond of 1 and certain harm to the partner; 0 takes bond out of the grip", low=0, high=10, range=(0, 5), assumption="holding on is for somebody")
    release_skill: float = parameter(1.2, "fall of that rate (log) with skill of 1", low=0, high=10, range=(0, 3), assumption="a full, calm grip is trained")
    blow_rate: float = parameter(1 / 6, "rate at which one who is held strikes the dog", unit="1/s", low=0, high=1, range=(0, 1), assumption="a blow every six seconds")
    blow_wear: float = parameter(0.015, "injury and wear done by one blow; 0 switches blows off", low=0, high=1, range=(0.005, 0.05), assumption="sixty blows to wear a dog down")
    drain_per_s: float = parameter(0.002, "reserve that holding uses", unit="1/s", low=0, high=1, range=(0, 0.01), assumption="a reserve holds for minutes")
    shaken_s: float = parameter(4.0, "time that a dog shaken off needs to gather itself", unit="s", low=0, high=60, range=(2, 8), assumption="thrown to the ground")
    lunge_m: float = parameter(10.0, "distance within which a dog goes for somebody with its teeth", unit="m", low=1, high=100, range=(5, 20), assumption="a second's run")
    alarm_m: float = parameter(15.0, "distance of an attacker at which half of the harm is foreseen", unit="m", low=0.5, high=100, range=(8, 30), assumption="seconds away")
    alarm_spread_m: float = parameter(4.0, "width of that judgement", unit="m", low=0.1, high=50, range=(2, 8), assumption="a few paces")
    blade_harm: float = parameter(0.8, "harm foreseen from an attacker with a blade at hand", low=0, high=1, range=(0.5, 0.95), assumption="near certain")
    fist_harm: float = parameter(0.15, "harm foreseen from an attacker without one", low=0, high=1, range=(0, 0.4), assumption="what is left when the blade has dropped")
    blade_risk: float = parameter(0.3, "harm that a dog expects from holding one with a blade", low=0, high=1, range=(0, 0.6), assumption="blow after blow")
    guard_harm: float = parameter(0.5, "harm that an attacker expects from a dog beside the one attacked", low=0, high=1, range=(0.2, 0.9), assumption="dogs deter; no rate is known")
    guard_relief: float = parameter(0.3, "believed share of an attacker's harm that standing beside the partner averts", low=0, high=1, range=(0, 0.6), assumption="it deters, it does not stop a blade")
    guard_m: float = parameter(6.0, "distance from the one attacked within which a dog deters", unit="m", low=0, high=50, range=(2, 10), assumption="a leap")
    stab_rate: float = parameter(1 / 4, "rate of wounds that an attacker inflicts on one who lies there", unit="1/s", low=0, high=1, range=(0.1, 1), assumption="a blow every few seconds")
    stab_fatal: float = parameter(0.10, "probability that one such wound kills at once", low=0, high=1, range=(0.02, 0.3), assumption="heart or great vessels")
    stab_flow_ml_min: float = parameter(60.0, "median flow from one such wound", unit="mL/min", low=0, high=5000, range=(30, 300), assumption="bleeds out in an hour untreated")
    stab_flow_sd: float = parameter(0.8, "spread of that flow (log)", low=0, high=3, range=(0.3, 1.2), assumption="wounds differ")
    stabs_enough: float = parameter(3.0, "wounds after which an attacker has done what he came for", low=0, high=100, range=(1, 10), assumption="a few")
    cut_share: float = parameter(0.05, "share of blows with a blade that open a wound on the dog", low=0, high=1, range=(0, 0.2), assumption="most land on vest, skull or with the hilt")
    cut_flow_ml_min: float = parameter(20.0, "median flow from such a wound", unit="mL/min", low=0, high=5000, range=(5, 100), assumption="a flesh wound")


class BiteParameters(ActionParameters):
    """Take hold of the quarry with the teeth, and hold on."""

    relief: float = parameter(0.8, "believed share of an attacker's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="the arm that is held does not strike")
    effort: float = parameter(0.2, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="in a fight pain is hardly felt")
    exposure: float = parameter(0.1, "own harm it is believed to bring by itself", low=0, high=1, range=(0, 0.3), assumption="as of a pursuit")
    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 600), assumption="or at a blow, a dropped blade, a call")


class StabParameters(ActionParameters):
    """Go for the quarry with a blade."""

    effort: float = parameter(0.5, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 2), assumption="less than a flight")
    duration_s: float = parameter(20.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 60), assumption="or when done, or on an event")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    blade: bool = parameter(False, "carries a blade at the start", assumption="set by the scenario")
    gain_stab: float = parameter(1.7, "what an attack with the blade is worth to it, an escape being 1", low=0, high=5, range=(0.5, 2), assumption="bent on it")


GROUPS: dict[str, type[Parameters]] = {"fight": FightParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"bite": BiteParameters, "stab": StabParameters}
