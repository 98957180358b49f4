"""Parameters of the family `crowd`: people around a dog, and the dog among them."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

FIT = "chosen, among the settings of a prototype, with the shapes of the park stand-off in view"


class CrowdParameters(Parameters):
    """What dog and people foresee from each other, and what soothes."""

    near_m: float = parameter(4.0, "distance at which a person's stance counts half for a dog", unit="m", low=0.1, high=100, range=(2, 8), assumption="a few leaps")
    near_spread_m: float = parameter(1.5, "width of that judgement", unit="m", low=0.1, high=50, range=(0.5, 3), assumption="graded over three metres")
    stranger: float = parameter(-1.0, "harm that an aroused dog foresees from a stranger who stands close", unit="log-odds", low=-10, high=10, range=(-2, 0), assumption="one stranger in four looks dangerous to it")
    haste: float = parameter(1.0, "added while the person runs", unit="log-odds", low=0, high=10, range=(0, 2), assumption="running excites")
    grab: float = parameter(2.5, "added while the person takes hold of somebody; 0 makes grabbing harmless", unit="log-odds", low=0, high=10, range=(1, 4), assumption="an attack in a dog's eyes")
    ease_rate: float = parameter(0.15, "evidence of good intent, in log-odds a second, that full calm of one of its own adds; 0 makes posture worthless", unit="1/s", low=0, high=10, range=(0, 0.4), assumption="half a minute of quiet tells")
    stranger_share: float = parameter(0.3, "share of that from a complete stranger", low=0, high=1, range=(0, 0.6), source=s.HORN_2013, assumption="size; the source finds that an unfamiliar person does not help")
    soothe_rate: float = parameter(0.02, "extra settling of arousal by full calm of one of its own who touches it; 0 switches soothing off", unit="1/s", low=0, high=1, range=(0, 0.04), source=s.GACSI_2013, assumption=FIT + "; the source gives the direction")
    voice_share: float = parameter(0.3, "share of that by voice and posture, out of touch", low=0, high=1, range=(0, 0.6), assumption="touch tells most")
    voice_m: float = parameter(6.0, "distance within which a low voice soothes", unit="m", low=0, high=100, range=(3, 10), assumption="a whisper")
    touch_m: float = parameter(1.2, "distance within which a hand reaches the dog", unit="m", low=0.1, high=5, range=(0.8, 1.5), assumption="an arm's length")
    relic_m: float = parameter(3.0, "distance at which a scent carried by a person keeps 1/e of its match", unit="m", low=0.1, high=200, range=(1, 10), assumption="a collar in the hand")
    look: float = parameter(0.65, "share of the full menace that an aroused dog shows which does not threaten", low=0, high=1, range=(0.3, 0.9), assumption="a stiff, staring dog frightens too")
    fear_m: float = parameter(6.0, "distance at which people feel half the menace of a dog", unit="m", low=0.1, high=100, range=(3, 12), assumption="a leap or two")
    fear_spread: float = parameter(0.3, "width of that, as a share of it", low=0.01, high=2, range=(0.1, 0.6), assumption="graded")
    reach_m: float = parameter(1.5, "distance at which a dog can bite", unit="m", low=0.1, high=10, range=(1, 2), assumption="one lunge")
    chase_m: float = parameter(4.5, "distance from which one who runs off is chased", unit="m", low=0, high=50, range=(2, 10), assumption="two leaps")
    chase: float = parameter(2.0, "what running adds to the readiness to bite, against certain harm; 0 makes running no worse than standing", low=0, high=10, range=(0, 3), assumption="what runs is chased")
    bite_harm: float = parameter(0.5, "harm that a bite would do to the one bitten, as the dog believes", low=0, high=1, range=(0.2, 0.9), assumption="no dog bites its own lightly")
    threat_relief: float = parameter(0.5, "share of harm from people that a dog believes to keep off itself by threatening", low=0, high=1, range=(0.2, 0.8), assumption="threats mostly work")
    retreat_relief: float = parameter(0.4, "share that it believes to keep off by backing away", low=0, high=1, range=(0.2, 0.8), assumption="in a ring there is nowhere to go")
    flight_relief: float = parameter(0.9, "share of harm that people believe to escape by running off", low=0, high=1, range=(0.5, 1), assumption="away is safe")
    still_relief: float = parameter(0.2, "share that they believe to avoid by standing still", low=0, high=1, range=(0, 0.5), assumption="common advice")
    tug_m: float = parameter(12.0, "distance from which a bystander comes to pull somebody away", unit="m", low=0, high=100, range=(5, 20), assumption="those who stand close")
    tug_s: float = parameter(6.0, "time that one tug takes", unit="s", low=0.5, high=60, range=(3, 10), assumption="a few seconds")
    bite_memory_s: float = parameter(30.0, "time for which people see a dog that has bitten as one that threatens", unit="s", low=0, high=3600, range=(10, 120), assumption="nobody turns his back on it")
    retreat_m: float = parameter(8.0, "distance to the nearest person at which a dog stops backing away", unit="m", low=0, high=100, range=(4, 15), assumption="out of reach of all")
    back_m_s: float = parameter(1.0, "speed of backing away, and of walking up to a dog", unit="m/s", low=0, high=10, range=(0.5, 1.5), assumption="a slow walk")
    away_m: float = parameter(28.0, "distance at which one who runs has left: from the dog, or, of one whom the dog follows, from where it began to run", unit="m", low=1, high=1000, range=(15, 60), assumption="half the park")
    flee_harm: float = parameter(0.1, "harm foreseen below which a bystander only looks on", low=0, high=1, range=(0.02, 0.3), assumption="from afar people stand and watch")
    calm_arousal: float = parameter(0.6, "arousal at or below which a dog lets itself be taken", low=0, high=1, range=(0.5, 0.7), assumption=FIT)
    calm_s: float = parameter(10.0, "time that it must then stay so, without threat", unit="s", low=0, high=600, range=(5, 20), assumption="a hand on the collar")


class ThreatenParameters(ActionParameters):
    """Growl and show teeth, between the partner and whoever is nearest."""

    relief: float = parameter(0.6, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.3, 0.8), assumption="a threat keeps people off")
    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few seconds")


class ApproachParameters(ActionParameters):
    """Go up to the partner, slowly, and stay in touch."""

    relief: float = parameter(0.3, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0, 0.6), assumption="one who stands beside shields")
    near: float = parameter(1.0, "closeness to the partner that it brings", low=0, high=1, range=(0.5, 1), assumption="in touch")
    approach: float = parameter(1.0, "how far it leads towards a scent that is remembered", low=0, high=1, range=(0, 1), assumption="right up to it")
    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few steps")


class CalmParameters(ActionParameters):
    """Stand still and speak low; of a dog, stand and watch."""

    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="it stays where it is")
    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few seconds")


class SnapParameters(ActionParameters):
    """Bite somebody within reach, once, without an order, and let go."""

    approach: float = parameter(1.0, "how far it would follow a scent that is remembered; it speaks against a bite at who bears it", low=0, high=1, range=(0, 1), assumption="no dog bites its own kin lightly")
    relief: float = parameter(0.8, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="one who is bitten lets go")
    exposure: float = parameter(0.9, "own harm it is believed to bring by itself", low=0, high=1, range=(0.3, 1), assumption="it brings kicks and shouts")
    duration_s: float = parameter(2.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(0.5, 4), assumption="a short run and a bite")


class RetreatParameters(ActionParameters):
    """Back away from people."""

    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few steps")


class TugParameters(ActionParameters):
    """Take the partner by the arm and pull it away."""

    relief: float = parameter(0.8, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="away is safe")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    effort: float = parameter(1.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 3), assumption="a tug")
    duration_s: float = parameter(10.0, "time after which it is decided again, if it has not begun", unit="s", low=0.1, high=3600, range=(5, 30), assumption="a short run")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    calmness: float = parameter(0.3, "how calm posture, direction and voice are before a dog while it stands or comes slowly", low=0, high=1, range=(0, 1), assumption="most people are stiff with fear")
    relic: float = parameter(0.0, "match of a scent that it carries with one that the dog remembers", low=0, high=1, range=(0, 1), assumption="none")
    flees: bool = parameter(True, "runs away where fear is greatest", assumption="switch")
    pulls_away: bool = parameter(False, "pulls its partner away from a dog", assumption="switch; set by the scenario")
    approaches: bool = parameter(True, "may go up to its partner", assumption="switch")
    threatens: bool = parameter(True, "may growl and show teeth at people", assumption="switch")
    retreats: bool = parameter(True, "may back away from people", assumption="switch")
    bites_on_order_only: bool = parameter(True, "is trained not to bite without an order", assumption="switch")
    snaps: bool = parameter(True, "may bite people who come near, unordered", assumption="switch")


OF_DOGS = frozenset(["threatens", "retreats", "snaps", "bites_on_order_only"])
OF_PEOPLE = frozenset(["calmness", "relic", "flees", "pulls_away"])
GROUPS: dict[str, type[Parameters]] = {"crowd": CrowdParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"threaten": ThreatenParameters, "approach": ApproachParameters, "calm": CalmParameters, "snap": SnapParameters, "retreat": RetreatParameters, "tug": TugParameters}
