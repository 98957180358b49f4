"""Parameters of the family `kennel`: attention that drifts, drills, latches and those who watch them."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

WEIGHT = "weights order the motives of the role; no measurement exists"
FIT = "chosen, among about twenty settings of a prototype, so that some dogs drift within weeks and others do not"


class KennelParameters(Parameters):
    """Scent and drill, latch and fence."""

    w_lure: float = parameter(2.0, "weight of a remembered scent; 0 takes it out of every choice", low=0, high=50, range=(1, 4), assumption=WEIGHT)
    idle: float = parameter(0.2, "utility of whatever else there is to see and smell", low=-5, high=5, range=(0, 0.5), assumption="a bird, a leaf")
    p_scent: float = parameter(0.7, "share of days on which the wind brings the scent", low=0, high=1, range=(0.2, 1), assumption="the prevailing wind")
    interest: float = parameter(0.4, "what the drill promises the dog: play and food", low=0, high=1, range=(0.1, 0.9), assumption="routine")
    order_share: float = parameter(0.5, "weight of the handler's word at a drill against an order in earnest", low=0, high=1, range=(0.2, 1), assumption="a drill is not an emergency")
    windows: int = parameter(60, "moments of 5 s a day in which it shows what a dog attends to; 0 drops the drill", unit="1/d", low=0, high=1000, range=(12, 240), assumption="five minutes of heel work")
    lure_gain: float = parameter(0.03, "rate at which a scent gains hold while the dog attends to nothing else; 0 adds none", unit="1/d", low=0, high=10, range=(0.01, 0.06), assumption=FIT)
    lure_loss: float = parameter(0.04, "rate at which it loses hold while the dog attends to the drill in spite of it; 0 takes none", unit="1/d", low=0, high=10, range=(0.02, 0.1), assumption=FIT)
    learns: bool = parameter(True, "the drill changes the dog's trust in its handler", assumption="switch")
    p_latch: float = parameter(0.001, "chance a day that the latch does not catch; 0 makes it safe", unit="1/d", low=0, high=1, range=(0.0001, 0.02), assumption="one careless second in three years")
    home: float = parameter(0.6, "how near its partner is felt to be in the pen", low=0, high=1, range=(0, 1), assumption="a blanket that smells of him")
    fence_m: float = parameter(1.8, "height of the fence behind the pen", unit="m", low=0, high=10, range=(0, 3), assumption="a kennel's outer fence")
    jump_m: float = parameter(2.2, "height that a young, rested, sound dog clears", unit="m", low=0, high=5, range=(1.5, 2.5), assumption="scaling walls of working-dog trials stand at 1.8 m")
    warning_tau_d: float = parameter(14.0, "memory of the running mean of drill errors", unit="d", low=1, high=365, range=(5, 30), assumption="what a handler means by lately")
    drifted_at: float = parameter(0.5, "running mean of drill errors that counts as drift", low=0, high=1, range=(0.3, 0.7), assumption="it attends elsewhere more than not")
    review_d: float = parameter(60.0, "day on which the running mean is written down, to see what it foretold", unit="d", low=1, high=3650, range=(20, 180), assumption="two months")
    heed_at: float = parameter(1.0, "running mean of drill errors at which the handler acts; 1 is never", low=0, high=1, range=(0.2, 1), assumption="nobody does anything")
    heed_interest: float = parameter(0.4, "what acting adds to what the drill promises", low=0, high=1, range=(0, 0.6), assumption="play instead of routine")
    heed_checks: bool = parameter(True, "acting has the latch checked twice", assumption="a word to the staff")


class StaffParameters(Parameters):
    """Those who look after the latch."""

    vigilance: float = parameter(0.9, "chance at the start that an open latch is noticed in time", low=0, high=1, range=(0.5, 0.99), assumption="nine in ten")
    floor: float = parameter(0.6, "what it sinks to while nothing ever happens", low=0, high=1, range=(0.3, 0.9), assumption="routine")
    tau_d: float = parameter(180.0, "time constant with which it sinks", unit="d", low=1, high=1e6, range=(60, 700), assumption="half a year without an event")
    alarm: float = parameter(0.8, "share of what is missing that an open latch brings back", low=0, high=1, range=(0.3, 1), assumption="a fright")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    lure: float = parameter(0.0, "hold of a remembered scent on it at the start: match with what the wind brings", low=0, high=1, range=(0, 1), assumption="none")
    lure_spread: float = parameter(0.0, "spread of that between individuals", unit="log-odds", low=0, high=5, range=(0, 2), assumption="none; set by the scenario")
    drilled: bool = parameter(False, "it is drilled every day", assumption="switch, set by the scenario")
    watches: bool = parameter(False, "looks after the latches", assumption="switch, set by the scenario")


READS = frozenset(["choice.temperature", "choice.arousal_noise", "choice.arousal_cap", "energy.age_half", "energy.age_spread", "arousal.stress_shift"]) | {
    f"dog.{name}" for name in ("w_task", "w_command", "w_seek", "drive", "skill_task", "skill_obey", "arousal", "arousal_best", "age_y", "wear", "reserve", "stress")
}
OF_DRILLED = frozenset({"lure", "lure_spread", "drilled"})
GROUPS: dict[str, type[Parameters]] = {"kennel": KennelParameters, "staff": StaffParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
