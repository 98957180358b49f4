"""The cast as Mesa agents.

What an agent does is split by law, so that a subclass can replace one and keep the others.

    class Stubborn(bondsim.Dog):
        def choose(self):
            self.order = NO_ORDER      # hears no order ...
            super().choose()           # ... and decides as dogs do

An agent bears all its state variables and traits as attributes (`bondsim.state`,
`bondsim.parameter.roles`), with the same names as in configs and tables.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from mesa.discrete_space import CellAgent

from bondsim.laws.act import act
from bondsim.laws.appraise import appraise
from bondsim.laws.choose import choose
from bondsim.laws.learn import learn
from bondsim.laws.sense import sense
from bondsim.laws.settle import meet, settle
from bondsim.laws.speak import direct, speak

if TYPE_CHECKING:
    from bondsim.engines.mesa.model import Incident


class Member(CellAgent):
    """One of the cast.

    Attributes
    ----------
    model : Incident
        The world.
    name : str
        Name in the scenario.
    index : int
        Place in the cast.
    """

    def __init__(self, model: "Incident", name: str, index: int, start: np.void) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        for field in start.dtype.names or ():
            setattr(self, field, start[field].item())

    def __getattr__(
        self, name: str
    ) -> Any:  # state variables are set from records: the type checker cannot see them
        raise AttributeError(f"{type(self).__name__} has no state variable or trait {name!r}")

    def sense(self) -> None:
        """Law 1: look, and turn signals into evidence."""
        sense(self.model.world, self.index)

    def appraise(self) -> None:
        """Law 2: what is noticed becomes predicted harm and arousal."""
        appraise(self.model.world, self.index)

    def choose(self) -> None:
        """Law 3: weigh what is open, and draw."""
        choose(self.model.world, self.index)

    def speak(self) -> None:
        """Law 4, orders and messages."""
        speak(self.model.world, self.index)

    def direct(self) -> None:
        """Law 4, what a dispatcher does."""
        direct(self.model.world, self.index)

    def act(self) -> None:
        """Law 4, motion and force, from a snapshot of where all stand."""
        act(self.model.world, self.index)

    def settle(self) -> None:
        """Contact: the step is made, bodies slide, obstacles trip; the agent enters its cell."""
        settle(self.model.world, self.index)
        self.enter_cell()

    def meet(self) -> None:
        """Contact: seized, given up, gone."""
        meet(self.model.world, self.index)

    def learn(self) -> None:
        """Law 5: at the end, what happened changes trust and bond."""
        learn(self.model.world, self.index)

    def enter_cell(self) -> None:
        """Stand in the cell of the space that holds the position; agents that are not there stand in none."""
        self.cell = self.model.cell_of(self.index) if self.present else None


class Dog(Member):
    """A patrol dog."""


class Handler(Member):
    """A dog handler."""


class Suspect(Member):
    """A person who flees."""


class Responder(Member):
    """Police, medics: sent by a dispatcher."""


class Dispatcher(Member):
    """Hears calls, sends responders, has traffic stopped."""


class Civilian(Member):
    """A bystander."""


class Department(Member):
    """The organisation that owns the dogs."""


CLASSES: dict[str, type[Member]] = {
    "dog": Dog,
    "handler": Handler,
    "suspect": Suspect,
    "responder": Responder,
    "dispatcher": Dispatcher,
    "civilian": Civilian,
    "department": Department,
}
