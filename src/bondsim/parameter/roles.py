"""Roles are rows of parameters: the same laws, other weights, bodies and actions."""

from typing import ClassVar, Self

from pydantic import model_validator

from bondsim import sources as s
from bondsim.parameter import (
    ageing,
    body,
    care,
    crowd,
    dart,
    duty,
    feeling,
    fight,
    gun,
    handover,
    kennel,
    kin,
    medevac,
    mourning,
    office,
    perimeter,
    rooms,
    scent,
    skills,
    sound,
    strain,
    ties,
    visits,
    ward,
)
from bondsim.parameter.base import Parameters, parameter

WEIGHT = "weights order the motives of the role; no measurement exists"


class CoreTraits(Parameters):
    """Traits that count in every incident, and how an agent is at the start."""

    # what it weighs
    w_command: float = parameter(3.0, "weight of an order", low=0, high=50, range=(1, 6), assumption=WEIGHT)
    w_protect: float = parameter(6.0, "weight of harm to the partner", low=0, high=50, range=(2, 10), assumption=WEIGHT)
    w_task: float = parameter(2.5, "weight of the task", low=0, high=50, range=(1, 5), assumption=WEIGHT)
    w_seek: float = parameter(1.5, "weight of being near the partner", low=0, high=50, range=(0.5, 3), assumption=WEIGHT)
    w_self: float = parameter(5.0, "weight of harm to itself", low=0, high=50, range=(2, 8), assumption=WEIGHT)
    w_effort: float = parameter(1.0, "weight of effort when tired or hurt", low=0, high=50, range=(0.5, 2), assumption=WEIGHT)
    protects: bool = parameter(True, "harm to the partner enters its choices", assumption="switch, used by the obedient baseline")
    seeks: bool = parameter(True, "closeness to the partner enters its choices", assumption="switch, used by the obedient baseline")
    # towards its partner
    bond: float = parameter(0.0, "attachment to its partner", low=0, high=1, range=(0, 1), assumption="none to strangers")
    trust: float = parameter(0.5, "trust in its partner's direction or competence", low=0.01, high=0.99, range=(0.3, 0.95), assumption="undecided")
    trust_orders: float = parameter(0.9, "trust in the orders of a superior who is not its partner", low=0.01, high=0.99, range=(0.6, 0.99), assumption="trained")
    self_trust: float = parameter(0.5, "trust that its partner can look after itself", low=0.01, high=0.99, range=(0.1, 0.9), assumption="undecided")
    # character and skill
    drive: float = parameter(0.8, "drive for its task; in a handler the need to prove himself", low=0, high=1, range=(0.2, 1), assumption="keen")
    boldness: float = parameter(0.6, "boldness", low=0, high=1, range=(0.4, 0.9), assumption="middling")
    skill_task: float = parameter(1.0, "skill at its task", low=0, high=1, range=(0.3, 1), assumption="able")
    skill_obey: float = parameter(1.0, "skill at holding itself to an order", low=0, high=1, range=(0.3, 1), assumption="able")
    gain_pursue: float = parameter(0.6, "believed chance that a pursuit succeeds", low=0, high=1, range=(0.3, 0.9), assumption="rather yes than no")
    arousal_rest: float = parameter(0.4, "arousal at rest on duty", low=0, high=1, range=(0.2, 0.6), assumption="awake")
    arousal_best: float = parameter(0.5, "arousal at which it works best", low=0, high=1, range=(0.3, 0.7), source=s.BRAY_2015, assumption="value")
    # body
    mass_kg: float = parameter(80.0, "body mass", unit="kg", low=1, high=300, range=(50, 120), assumption="adult")
    age_y: float = parameter(30.0, "age", unit="y", low=0, high=120, range=(18, 65), assumption="adult")
    ages_like_dog: bool = parameter(False, "capacity falls with age as in dogs", assumption="people of working age keep it")
    speed_m_s: float = parameter(4.8, "top speed", unit="m/s", low=0, high=20, range=(3, 6), source=s.TRELOAR_2011)
    critical_speed_m_s: float = parameter(3.0, "speed that can be kept up", unit="m/s", low=0, high=20, range=(2, 4), assumption="a steady run")
    sprint_m: float = parameter(150.0, "distance above the critical speed that empties the reserve", unit="m", low=1, high=5000, range=(80, 300), source=s.SKIBA_CLARKE_2021, assumption="value; the source gives the form")
    pull_share: float = parameter(0.6, "peak pull as a share of body weight", low=0, high=2, range=(0.4, 0.8), source=s.VINE_2023, assumption="set so that one person drags 94 kg at about the published speed")
    surefoot: bool = parameter(True, "does not fall at obstacles", assumption="switch")
    sight_m: float = parameter(40.0, "distance at which a person is seen with signal 1", unit="m", low=0, high=1000, range=(20, 100), assumption="dusk among wagons")
    # at the start
    reserve: float = parameter(1.0, "anaerobic reserve at the start", low=0, high=1, range=(0.5, 1), assumption="rested")
    arousal: float = parameter(0.4, "arousal at the start", low=0, high=1, range=(0.2, 0.9), assumption="on duty")
    stress: float = parameter(0.0, "stress load at the start", low=0, high=1, range=(0, 0.6), assumption="none")
    wear: float = parameter(0.0, "injury and wear at the start", low=0, high=1, range=(0, 0.8), assumption="sound")
    present: bool = parameter(True, "is there at all", assumption="switch, used by the no-dog baseline")
    trapped: bool = parameter(False, "lies caught at the start", assumption="set by the scenario")
    # in the organisation
    travel_s: float = parameter(0.0, "time from dispatch to the edge of the map", unit="s", low=0, high=7200, range=(0, 600), assumption="on the map already")


class AgentParameters(
    CoreTraits,
    body.Traits,
    gun.Traits,
    fight.Traits,
    sound.Traits,
    medevac.Traits,
    scent.Traits,
    perimeter.Traits,
    care.Traits,
    rooms.Traits,
    feeling.Traits,
    crowd.Traits,
    dart.Traits,
    kin.Traits,
    ties.Traits,
    skills.Traits,
    kennel.Traits,
    strain.Traits,
    ageing.Traits,
    duty.Traits,
    mourning.Traits,
    ward.Traits,
    handover.Traits,
    office.Traits,
    visits.Traits,
):
    """All traits of one agent: those of the core and what each family adds.

    `FIXED` names those that do not matter to a role: they keep their value and are no keys of a config.
    `ONLY_WITH` names the family without which one does not matter to a role.
    """

    FIXED: ClassVar[frozenset[str]] = frozenset()
    ONLY_WITH: ClassVar[dict[str, str]] = {}


class Dog(AgentParameters):
    """A patrol dog."""

    FIXED = frozenset(["travel_s", "trapped", "skill_aid", "has_gun", "gun_ready", "gain_shoot", "resolved", "blade", "gain_stab", "injury"]) | crowd.OF_PEOPLE | skills.OF_HANDLERS | {"darts", "watches"} | mourning.OF_PEOPLE | ward.OF_PEOPLE | office.OF_DEPARTMENTS | visits.OF_VISITORS

    bond: float = parameter(0.7, "attachment to its handler", low=0, high=1, range=(0, 1), assumption="a good team")
    trust: float = parameter(0.8, "trust that the handler's orders lead to good", low=0.01, high=0.99, range=(0.3, 0.95), assumption="a trained team")
    drive: float = parameter(0.8, "prey and work drive", low=0, high=1, range=(0.4, 1), assumption="a working dog")
    boldness: float = parameter(0.7, "boldness", low=0, high=1, range=(0.5, 0.9), assumption="a working dog")
    skill_task: float = parameter(0.8, "skill at apprehending", low=0, high=1, range=(0.4, 1), assumption="certified")
    skill_obey: float = parameter(0.8, "skill at obeying", low=0, high=1, range=(0.4, 1), assumption="certified")
    gain_pursue: float = parameter(0.7, "believed chance that a pursuit succeeds", low=0, high=1, range=(0.4, 0.9), assumption="dogs mostly catch")
    mass_kg: float = parameter(38.6, "body mass", unit="kg", low=5, high=100, range=(20, 45), assumption="a large German Shepherd, 85 lb")
    age_y: float = parameter(3.0, "age", unit="y", low=0.5, high=20, range=(2, 10), assumption="young, in service")
    ages_like_dog: bool = parameter(True, "capacity falls with age as in dogs", source=s.TENG_2022)
    speed_m_s: float = parameter(9.0, "top speed on rough ground", unit="m/s", low=0, high=20, range=(7, 13.4), source=s.HYYTIAINEN_2021, assumption="two thirds of the published top speed")
    critical_speed_m_s: float = parameter(4.5, "speed that can be kept up", unit="m/s", low=0, high=20, range=(3, 6), assumption="a canter")
    sprint_m: float = parameter(400.0, "distance above the critical speed that empties the reserve", unit="m", low=1, high=5000, range=(200, 800), assumption="a long sprint")
    pull_share: float = parameter(0.9, "peak pull as a share of body weight", low=0, high=2, range=(0.6, 1.2), source=s.BAILEY_2025, assumption="199 N is 0.9 of 22.5 kg; extrapolated to heavier dogs")
    sight_m: float = parameter(50.0, "distance at which a moving person is seen with signal 1", unit="m", low=0, high=1000, range=(20, 100), assumption="movement is seen well")
    reserve: float = parameter(0.9, "anaerobic reserve at the start", low=0, high=1, range=(0.5, 1), assumption="after a run")
    arousal: float = parameter(0.7, "arousal at the start", low=0, high=1, range=(0.4, 0.9), assumption="in a chase")
    # gun
    lethal: float = parameter(0.35, "share of gunshot wounds that no care can mend", low=0, high=1, range=(0.3, 0.6), source=s.BAKER_2013, assumption="value; half or more in the series, of rifle wounds")
    # body
    blood_ml_kg: float = parameter(85.0, "blood volume of the healthy body", unit="mL/kg", low=30, high=150, range=(80, 90), assumption="a dog")

    @model_validator(mode="after")
    def _is_young_enough_to_train(self) -> Self:
        if self.in_training and self.age_y > skills.OLDEST_Y:
            raise ValueError(f"a dog of {self.age_y:g} y is not taken into training: {skills.OLDEST_Y:g} y at most")
        return self


class Handler(AgentParameters):
    """A dog handler."""

    FIXED = frozenset(["w_protect", "w_seek", "protects", "seeks", "pull_share", "travel_s", "self_trust", "ages_like_dog", "age_y"]) | kin.OF_SEEKERS | {"blade", "gain_stab"} | kennel.OF_DRILLED | skills.OF_DOGS | crowd.OF_DOGS | {"flees", "pulls_away", "darts"} | {"waits"} | office.OF_DEPARTMENTS | visits.OF_VISITORS

    bond: float = parameter(0.8, "attachment to the dog", low=0, high=1, range=(0.3, 1), assumption="a good team")
    trust: float = parameter(0.6, "trust in what the dog does", low=0.01, high=0.99, range=(0.1, 0.95), assumption="a young team")
    mass_kg: float = parameter(94.0, "body mass with kit", unit="kg", low=30, high=200, range=(70, 120), assumption="a tall officer in gear")
    age_y: float = parameter(48.0, "age", unit="y", low=18, high=80, range=(22, 60), assumption="late in service")
    speed_m_s: float = parameter(3.7, "top speed with kit", unit="m/s", low=0, high=12, range=(3, 5), source=s.TRELOAR_2011)
    critical_speed_m_s: float = parameter(2.6, "speed that can be kept up", unit="m/s", low=0, high=12, range=(2, 3.5), assumption="a run in gear")
    surefoot: bool = parameter(False, "does not fall at obstacles", assumption="people do")
    arousal: float = parameter(0.6, "arousal at the start", low=0, high=1, range=(0.3, 0.9), assumption="in a chase")


class Suspect(AgentParameters):
    """A person who flees."""

    FIXED = frozenset(
        ["w_command", "w_protect", "w_seek", "protects", "seeks", "bond", "trust", "trust_orders", "self_trust", "skill_obey", "gain_pursue", "ages_like_dog", "age_y", "surefoot", "pull_share", "travel_s", "trapped", "mass_kg"]
    ) | kin.OF_SEEKERS | {"injury"} | kennel.OF_DRILLED | skills.OF_DOGS | skills.OF_HANDLERS | {"mentors", "temper_spread"} | crowd.OF_DOGS | crowd.OF_PEOPLE | {"approaches", "darts"} | office.OF_DEPARTMENTS | visits.OF_VISITORS

    w_command: float = parameter(0.0, "weight of an order", low=0, high=50, range=(0, 1), assumption=WEIGHT)
    w_protect: float = parameter(0.0, "weight of harm to the partner", low=0, high=50, range=(0, 1), assumption=WEIGHT)
    boldness: float = parameter(0.6, "boldness", low=0, high=1, range=(0.1, 0.9), assumption="middling")
    drive: float = parameter(1.0, "will to get away", low=0, high=1, range=(0.5, 1), assumption="full")
    speed_m_s: float = parameter(5.0, "top speed without kit", unit="m/s", low=0, high=12, range=(4, 7), source=s.TRELOAR_2011, assumption="young and unloaded, a little faster")
    critical_speed_m_s: float = parameter(3.5, "speed that can be kept up", unit="m/s", low=0, high=12, range=(2.5, 4.5), assumption="a fit run")
    arousal: float = parameter(0.7, "arousal at the start", low=0, high=1, range=(0.4, 0.9), assumption="in flight")


class Responder(AgentParameters):
    """Police, medics: sent by a dispatcher."""

    FIXED = frozenset(["trust", "skill_task", "drive", "gain_pursue", "w_task", "ages_like_dog", "age_y", "surefoot", "trapped"]) | kin.OF_SEEKERS | {"blade", "gain_stab", "injury"} | kennel.OF_DRILLED | skills.OF_DOGS | skills.OF_HANDLERS | {"mentors", "temper_spread"} | crowd.OF_DOGS | {"relic", "flees", "pulls_away", "approaches"} | office.OF_DEPARTMENTS | visits.OF_VISITORS

    w_command: float = parameter(4.0, "weight of an order", low=0, high=50, range=(2, 6), assumption=WEIGHT)
    w_protect: float = parameter(4.0, "weight of harm to the one in danger", low=0, high=50, range=(2, 6), assumption=WEIGHT)
    w_self: float = parameter(4.0, "weight of harm to itself", low=0, high=50, range=(2, 8), assumption=WEIGHT)
    bond: float = parameter(0.5, "duty of care towards the one in danger", low=0, high=1, range=(0.2, 0.8), assumption="duty stands in for a bond")
    self_trust: float = parameter(0.5, "trust that the one in danger can look after itself", low=0.01, high=0.99, range=(0.1, 0.9), assumption="undecided")
    mass_kg: float = parameter(90.0, "body mass with kit", unit="kg", low=30, high=200, range=(60, 120), assumption="an officer in gear")
    speed_m_s: float = parameter(3.7, "top speed with kit", unit="m/s", low=0, high=12, range=(3, 5), source=s.TRELOAR_2011)
    critical_speed_m_s: float = parameter(2.8, "speed that can be kept up", unit="m/s", low=0, high=12, range=(2, 3.5), assumption="a run in gear")
    travel_s: float = parameter(60.0, "time from dispatch to the edge of the map", unit="s", low=0, high=7200, range=(20, 600), assumption="the next unit by car")
    present: bool = parameter(False, "is there at all", assumption="comes when it is sent")


class Dispatcher(AgentParameters):
    """Hears calls, sends responders, has traffic stopped; sits elsewhere. Its delays are parameters of `radio`."""

    FIXED = frozenset(AgentParameters.model_fields)

    present: bool = parameter(False, "is there at all", assumption="sits in a control room off the map")
    w_protect: float = parameter(0.0, "weight of harm to the partner", low=0, high=50, range=(0, 1), assumption=WEIGHT)


class Civilian(AgentParameters):
    """A bystander: stands there, and can be struck; in a crowd it runs, stands, goes up to one or pulls one away."""

    ONLY_WITH = dict.fromkeys(["w_seek", "w_self", "protects", "seeks", "bond", "boldness", "arousal", "speed_m_s", "critical_speed_m_s"], "crowd")
    FIXED = (frozenset(CoreTraits.model_fields) - {"present", "w_command", "w_protect", *ONLY_WITH}) | kin.OF_SEEKERS | kennel.OF_DRILLED | skills.OF_DOGS | skills.OF_HANDLERS | {"mentors", "temper_spread"} | crowd.OF_DOGS | {"darts"} | office.OF_DEPARTMENTS

    w_command: float = parameter(1.5, "weight of an order", low=0, high=50, range=(0.5, 3), assumption=WEIGHT)
    w_self: float = parameter(6.0, "weight of harm to itself", low=0, high=50, range=(2, 8), assumption=WEIGHT)
    w_task: float = parameter(0.0, "weight of the task", low=0, high=50, range=(0, 1), assumption=WEIGHT)


class Department(AgentParameters):
    """The organisation that owns the dogs and decides, as one agent; it plays in careers."""

    FIXED = frozenset(CoreTraits.model_fields) | ward.OF_PEOPLE | visits.OF_VISITORS

    present: bool = parameter(False, "is there at all", assumption="an office off the map")


ROLES: dict[str, type[AgentParameters]] = {
    "dog": Dog,
    "handler": Handler,
    "suspect": Suspect,
    "responder": Responder,
    "dispatcher": Dispatcher,
    "civilian": Civilian,
    "department": Department,
}
