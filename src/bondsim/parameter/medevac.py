"""Parameters of the family `medevac`: the way to hospital, and survival there."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter


class MedevacParameters(Parameters):
    """From being found to the end of the critical days."""

    alarm_s: float = parameter(-1.0, "time at which others raise the alarm for a casualty who cannot call; -1 never", unit="s", low=-1, high=36000, range=(-1, 600), assumption="never, where the scenario does not say")
    ambulance_s: float = parameter(318.0, "time from being found until an ambulance is at the road", unit="s", low=0, high=36000, range=(120, 1200), source=s.PEPE_1987, assumption="as the mean response in a city")
    carry_m: float = parameter(200.0, "way on which a casualty is carried to the road", unit="m", low=0, high=20000, range=(0, 1000), assumption="off the road")
    carry_m_s: float = parameter(0.5, "speed of carrying", unit="m/s", low=0.01, high=5, range=(0.3, 1.0), assumption="a stretcher between trees")
    scene_s: float = parameter(600.0, "care on the spot before leaving", unit="s", low=0, high=36000, range=(300, 1800), assumption="a median of ten minutes is reported of helicopter crews")
    drive_s: float = parameter(1500.0, "drive to hospital", unit="s", low=0, high=36000, range=(300, 3600), assumption="twenty-five minutes from the woods")
    helicopter: bool = parameter(True, "there is a helicopter", assumption="switch")
    can_land: bool = parameter(True, "it can land near the casualty", assumption="a clearing")
    launch_s: float = parameter(480.0, "time from being found until a helicopter has landed", unit="s", low=0, high=36000, range=(180, 1200), assumption="it stands ready and is minutes away")
    flight_s: float = parameter(420.0, "flight to hospital", unit="s", low=0, high=36000, range=(180, 1800), assumption="three to four times as fast as by road")
    advantage_s: float = parameter(360.0, "time saved above which a helicopter is called", unit="s", low=0, high=36000, range=(0, 900), assumption="six minutes: below, no benefit is reported")
    crew_gain: float = parameter(0.4, "what a helicopter's crew adds to survival on a long way; 0 nothing but time", unit="log-odds", low=0, high=3, range=(0.15, 0.59), source=s.GALVAGNO_2012, assumption="between an odds ratio of 1.16 for all and of 1.8 for ways of 16 to 20 minutes")
    gain_from_s: float = parameter(360.0, "drive spared up to which it adds nothing", unit="s", low=0, high=36000, range=(180, 600), assumption="six minutes")
    gain_full_s: float = parameter(1080.0, "drive spared from which it adds all", unit="s", low=1, high=36000, range=(900, 1500), assumption="eighteen minutes")
    base: float = parameter(6.5, "survival of surgery without injury or delay", unit="log-odds", low=-20, high=50, range=(5.5, 7.5), assumption="set, before any run, so that four in ten survive a penetrating head wound (injury 5) that reaches hospital in half an hour, as in a trauma centre's series of 72")
    per_injury: float = parameter(1.2, "fall of it with a step of the injury scale", unit="log-odds", low=0, high=10, range=(0.8, 1.6), assumption="each step three times the odds of dying")
    per_minute: float = parameter(0.014, "fall of it with a minute without care", unit="log-odds", low=0, high=1, range=(0, 0.03), source=s.NEWGARD_2015, assumption="odds of 2.4 in an hour, as found for those who bleed; none was found for head wounds as a whole")
    swelling_rate_h: float = parameter(0.0015, "rate of death in the critical hours; 0 switches them off", unit="1/h", low=0, high=1, range=(0.0005, 0.004), assumption="one in ten in three days")
    swelling_growth: float = parameter(2.0, "growth of that rate with an hour without care", unit="1/h", low=0, high=50, range=(0, 5), assumption="a brain without care swells more")
    critical_s: float = parameter(259200.0, "critical hours", unit="s", low=0, high=3600000, range=(172800, 432000), assumption="three days")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    injury: float = parameter(0.0, "injury at the start, on the abbreviated injury scale; above 0 it lies senseless until it is in hospital", low=0, high=6, range=(0, 5), assumption="none")


GROUPS: dict[str, type[Parameters]] = {"medevac": MedevacParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
