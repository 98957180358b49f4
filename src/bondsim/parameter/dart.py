"""Parameters of the family `dart`: a ring of dart guns, the order to lower them, and what a dart does."""

from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class DartParameters(Parameters):
    """Officers with dart guns around a dog."""

    rate: float = parameter(4e-4, "rate at which one who aims fires at a dog without any threat; 0 switches darting off", unit="1/s", low=0, high=1, range=(1e-4, 1e-3), assumption="small: at 1.5e-3 even full trust in the order leaves most dogs darted")
    threat_gain: float = parameter(2.5, "growth of the log of that rate with threat; 0 makes fire blind to threat", low=0, high=10, range=(1, 4), assumption="twelve times as often at a raging dog as at a quiet one")
    p_hit: float = parameter(0.95, "probability that a dart hits", low=0, high=1, range=(0.7, 1), assumption="ten metres, aimed")
    clear_m: float = parameter(0.6, "distance that a person must be off the line of fire", unit="m", low=0, high=10, range=(0.3, 1.5), assumption="half a body and a doubt; 0 lets fire pass people")
    ring_m: float = parameter(10.0, "radius of the ring", unit="m", low=2, high=100, range=(6, 20), assumption="range of a dart gun with certain aim")
    aim_m: float = parameter(25.0, "distance within which officers aim", unit="m", low=1, high=200, range=(15, 40), assumption="range of a dart gun")
    gun_harm: float = parameter(0.08, "harm that a dog foresees from one person who aims at it; 0 cuts the feedback of guns on arousal", low=0, high=1, range=(0, 0.2), assumption="a stare and a stance; six of them nearly half")
    aim_gain: float = parameter(0.9, "believed share of the danger of a loose dog ended by aiming; 0 leaves only the one in danger as a reason", low=0, high=1, range=(0.5, 1), assumption="that is what they were called for")
    close_m: float = parameter(5.0, "distance from the dog within which it takes aimed guns for a threat to its partner, too", unit="m", low=0, high=100, range=(2, 10), assumption="both are in the same sights")
    orders: bool = parameter(True, "the handler orders the guns down", assumption="switch")
    order_delay_s: float = parameter(20.0, "time until the handler orders the guns down", unit="s", low=0, high=3600, range=(0, 80), assumption="he has to get there")
    comply_s: float = parameter(8.0, "mean time until an officer who was ordered weighs the order", unit="s", low=0, high=600, range=(3, 15), assumption="heard, understood, looked at the others")
    shock: float = parameter(0.3, "share of missing arousal added by a dart that hits", low=0, high=1, range=(0.1, 0.6), assumption="a sting and a bang")
    onset_low_s: float = parameter(300.0, "least time from dart to first effect", unit="s", low=0, high=7200, range=(120, 600), assumption="minutes: a drug in muscle, in an aroused animal")
    onset_high_s: float = parameter(600.0, "greatest time from dart to first effect", unit="s", low=0, high=7200, range=(300, 900), assumption="minutes: a drug in muscle, in an aroused animal")
    full_s: float = parameter(300.0, "time from first to full effect", unit="s", low=0, high=7200, range=(120, 600), assumption="asleep ten to fifteen minutes after the dart")
    jaw: float = parameter(0.5, "depth of sedation above which a dog no longer bites or threatens", low=0, high=1, range=(0.3, 0.8), assumption="it staggers before it sleeps")


class AimParameters(ActionParameters):
    """Aim a dart gun from a place in the ring."""

    relief: float = parameter(0.85, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="a dog that sleeps bites nobody")
    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few seconds")


class LowerParameters(ActionParameters):
    """Keep the gun down, in the ring."""

    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few seconds")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    darts: float = parameter(0.0, "darts that it carries", low=0, high=100, range=(0, 5), assumption="none; set by the scenario")


GROUPS: dict[str, type[Parameters]] = {"dart": DartParameters}
ACTIONS: dict[str, type[ActionParameters]] = {"aim": AimParameters, "lower": LowerParameters}
