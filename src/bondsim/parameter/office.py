"""Parameters of the family `office`: public attention, its pressure, and a department that decides."""

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

BASE = "set so that without attention a grant takes months"
PUSH = "a widely seen post should count as much as the dog's suffering"


OF_DEPARTMENTS = frozenset({"precedents"})


class OfficeParameters(Parameters):
    """Attention of the public, and how a department weighs wishes about a dog."""

    # attention
    p_post: float = parameter(0.3, "chance that a day on which the dog refuses in public is posted; 0 and nobody hears of it", low=0, high=1, range=(0, 1), assumption="somebody films")
    post_gap_d: float = parameter(14.0, "days before another post about it counts as new", unit="d", low=1, high=1000, range=(7, 60), assumption="news is old after two weeks")
    first_views: float = parameter(50.0, "people who see a post at once", low=1, high=1e6, range=(10, 500), assumption="friends and followers")
    growth_min: float = parameter(0.25, "rate at which views grow while a post is new", unit="1/min", low=0, high=10, range=(0.1, 0.5), assumption="a hundred thousand views in an hour are told of")
    novelty_min: float = parameter(172.6, "time scale of novelty, exp(-(t / scale)^0.4)", unit="min", low=1, high=1e5, range=(138, 207), source=s.WU_HUBERMAN_2007, assumption="set at the published half-life of 69 min")
    audience: float = parameter(2.0e5, "median of the people whom a post can reach", low=0, high=1e9, range=(1e3, 1e7), assumption="most posts are seen by few")
    audience_sd: float = parameter(2.0, "spread of it (log)", low=0, high=5, range=(1, 3), source=s.WU_HUBERMAN_2007, assumption="size; the source shows a log-normal")
    repeat_share: float = parameter(0.5, "share of the audience that each later post reaches", low=0, high=1, range=(0.2, 0.9), assumption="the story is known")
    letter_share: float = parameter(1e-3, "share of those who have seen it who write or sign on the first day", low=0, high=1, range=(1e-4, 1e-2), assumption="one in a thousand")
    letter_power: float = parameter(2.5, "power with which letters fall with time", low=0, high=10, range=(2.4, 2.6), source=s.CRANE_2010, assumption="as donations after a disaster did")
    # pressure
    view_push: float = parameter(0.2, "pressure a day for each tenfold of views", unit="1/d", low=0, high=10, range=(0, 0.5), assumption=PUSH)
    letter_push: float = parameter(0.2, "pressure a day for each tenfold of letters", unit="1/d", low=0, high=10, range=(0, 0.5), assumption=PUSH)
    pressure_d: float = parameter(14.0, "time constant with which pressure fades", unit="d", low=0.1, high=1000, range=(7, 30), assumption="two weeks")
    # decisions
    may_adopt: bool = parameter(True, "the department may promise it to the old handler for when he is free", assumption="policy")
    may_move: bool = parameter(True, "the department may take it out of service into a neutral place", assumption="policy")
    may_visit: bool = parameter(True, "the department may grant a farewell visit", assumption="policy")
    review_d: float = parameter(7.0, "days between two reviews of a wish", unit="d", low=1, high=3650, range=(1, 90), assumption="a weekly meeting")
    lag_d: float = parameter(10.0, "mean days from a decision until it is carried out; 0 at once", unit="d", low=0, high=3650, range=(0, 60), assumption="two desks")
    reluctance: float = parameter(6.0, "log-odds against a grant where nothing speaks for it; 50 and nothing is ever granted", unit="log-odds", low=-50, high=50, range=(4, 8), assumption=BASE)
    visit_bias: float = parameter(1.0, "how much easier a farewell visit is to grant", unit="log-odds", low=-50, high=50, range=(0, 2), assumption="it costs an afternoon")
    neutral_bias: float = parameter(0.0, "how much easier it is to take the dog out of service into a neutral place", unit="log-odds", low=-50, high=50, range=(-1, 1), assumption="the reference")
    adoption_bias: float = parameter(-1.0, "how much easier it is to promise the dog to its old handler", unit="log-odds", low=-50, high=50, range=(-2, 0), assumption="it gives up property")
    w_pressure: float = parameter(1.0, "weight of public pressure; 0 and the public does not count", unit="log-odds", low=0, high=50, range=(0, 2), assumption="a pressure of 1 counts as one log-odds")
    w_welfare: float = parameter(2.0, "weight of the dog's suffering", unit="log-odds", low=0, high=50, range=(0, 4), assumption=BASE)
    w_evidence: float = parameter(2.0, "weight of the share of orders that it refuses", unit="log-odds", low=0, high=50, range=(0, 4), assumption=BASE)
    w_readiness: float = parameter(2.0, "weight of the work that it does", unit="log-odds", low=0, high=50, range=(0, 4), assumption="a dog that works is kept")
    w_precedent: float = parameter(0.5, "weight of each wish granted before; 0 and decisions leave no trace", unit="log-odds", low=0, high=50, range=(0, 1), assumption="what was granted once is easier to grant again")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    precedents: float = parameter(0.0, "wishes that it has granted before", low=0, high=1000, range=(0, 5), assumption="none; set by the scenario")


GROUPS: dict[str, type[Parameters]] = {"office": OfficeParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
