"""Parameters of the family `handover`: a dog whose handler is taken away, and its new one."""

from typing import Self

from pydantic import model_validator

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

READS = frozenset({"choice.temperature", "choice.arousal_noise", "choice.arousal_cap", "trust"}) | {  # of the core
    *(f"dog.{name}" for name in ("w_command", "w_seek", "seeks", "skill_obey", "arousal", "arousal_best", "stress")),
    *(f"sense.{name}" for name in ("criterion", "bond_shift", "expected", "leak", "floor", "notice")),
}


class HandoverParameters(Parameters):
    """Refusing a new handler, learning to work with him, visits, and the return of the old one."""

    # what is done with the dog
    absent_d: float = parameter(1095.0, "days for which the old handler is away", unit="d", low=1, high=7300, range=(90, 1825), assumption="a sentence of three years")
    assigns: bool = parameter(True, "the dog is given to the new handler at once; else it is kept in a neutral place", assumption="policy")
    visit_every_d: float = parameter(0.0, "days between further visits once one was granted; 0 for the farewell alone", unit="d", low=0, high=3650, range=(0, 90), assumption="policy; the farewell alone was granted")
    first_visit_d: float = parameter(-1.0, "day of a visit that needs no decision; -1 for none", unit="d", low=-1, high=7300, range=(-1, 365), assumption="policy; none")
    # life with each
    hours_new: float = parameter(12.0, "hours a day that the dog spends with the new handler", unit="h", low=0, high=24, range=(8, 24), assumption="on duty, and at his home after it")
    response_new: float = parameter(0.8, "how responsive the new handler is to the dog", low=0, high=1, range=(0.2, 1), assumption="a willing officer")
    visit_h: float = parameter(2.0, "length of a visit", unit="h", low=0, high=24, range=(0.5, 6), assumption="an afternoon")
    visit_resets: float = parameter(0.6, "share of accepted absence that one visit undoes; 0 and a visit leaves no trace in what the dog expects", low=0, high=1, range=(0.2, 0.9), assumption="he exists, so he may come again")
    # orders
    orders_a_day: float = parameter(4.0, "orders a day to come on the leash and work", unit="1/d", low=0, high=24, range=(2, 10), assumption="outings of a shift")
    force: float = parameter(0.3, "share of refusals that the new handler overrides by the leash", low=0, high=1, range=(0, 1), assumption="policy; patience is advised, hurry is human")
    share_kept: float = parameter(0.5, "share of its obedience that works with a new handler at first", low=0, high=1, range=(0.3, 0.8), assumption="voice, gesture and habit are his predecessor's")
    join_d: float = parameter(90.0, "days of followed orders in which the missing share falls to 0.37", unit="d", low=1, high=3650, range=(30, 180), assumption="teams are retrained for about three months")
    # work
    accuracy_sd: float = parameter(1.6, "accuracy at work with a handler to whom it is bonded", unit="sd", low=-5, high=5, range=(1, 2.5), assumption="nineteen targets of twenty")
    stranger_loss: float = parameter(0.6, "accuracy lost with a handler to whom it has no bond", unit="sd", low=0, high=5, range=(0.2, 1.2), source=s.JAMIESON_2018, assumption="size; the source gives the sign")
    grief_loss: float = parameter(0.5, "accuracy lost under full grief", unit="sd", low=0, high=5, range=(0, 1), assumption="a distracted dog")
    # welfare
    force_cost: float = parameter(0.3, "share of a day's welfare lost where all its orders are forced on it", low=0, high=1, range=(0.1, 0.6), assumption="dragged to work")
    kennel_cost: float = parameter(0.2, "share of a day's welfare lost in a neutral place", low=0, high=1, range=(0.05, 0.4), assumption="fed and walked by changing staff")
    # reunion
    greeting: float = parameter(0.28, "share of the first minutes spent wagging at one of bond 1 who was away for long", low=0, high=1, range=(0.2, 0.4), source=s.REHN_KEELING_2011, assumption="fitted to three points of 12 dogs")
    greeting_h: float = parameter(1.2, "time constant with which a greeting grows with time apart", unit="h", low=0.01, high=100, range=(0.9, 1.3), source=s.REHN_KEELING_2011, assumption="fitted to three points of 12 dogs")
    meeting_sd: float = parameter(1.5, "sensitivity of a look, at one whom it knew, across a yard", unit="sd", low=0, high=5, range=(0.5, 2.5), assumption="gait and voice first, the scent comes late")
    habit_d: float = parameter(14.0, "days over which the department counts refusals", unit="d", low=1, high=365, range=(7, 60), assumption="two weekly reports")


    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.hours_new + self.visit_h > 24:
            raise ValueError(f"{self.hours_new:g} h with the new handler (hours_new) and a visit of {self.visit_h:g} h (visit_h) are more than 24 hours a day")
        if self.first_visit_d >= self.absent_d:
            raise ValueError(f"a visit on day {self.first_visit_d:g} (first_visit_d) to one who is free from day {self.absent_d:g} (absent_d)")
        return self


class Traits(Parameters):
    """What the family adds to the traits of an agent."""


GROUPS: dict[str, type[Parameters]] = {"handover": HandoverParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}
