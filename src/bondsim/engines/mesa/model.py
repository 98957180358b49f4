"""One incident as a live Mesa model."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
from mesa.discrete_space import Cell
from mesa.discrete_space.discrete_space import DiscreteSpace

from bondsim import records, state
from bondsim.engines.mesa.agents import CLASSES, Member
from bondsim.engines.mesa.space import SparseGrid
from bondsim.laws import schedule
from bondsim.scenario import Scenario, Setup
from bondsim.scenario.cast import members
from bondsim.vocabulary import N_TERMS


class Incident(mesa.Model):
    """One incident, step by step, in the order of `bondsim.laws.schedule`.

    Parameters
    ----------
    setup : Setup
        Starting state of a design point.
    seed, replicate : int
        Address of the run's luck.
    agents : mapping of str to type, optional
        A user's own classes, by name of an agent or of a role.
    prepare : callable, optional
        Given the world before anything happens in it.

    Attributes
    ----------
    world : object
        What laws read and write (`bondsim.laws.world`); its agents are the Mesa agents themselves.
    space : SparseGrid
        Where the agents stand.
    running : bool
        False once the incident is over.
    """

    BEGIN: tuple[schedule.Phase, ...] = schedule.BEGIN
    STEP: tuple[schedule.Phase, ...] = schedule.STEP

    running: bool

    def __init__(
        self,
        setup: Setup,
        seed: int = 0,
        replicate: int = 0,
        agents: Mapping[str, type[Member]] | None = None,
        prepare: Callable[[Any], None] | None = None,
    ) -> None:
        super().__init__(rng=0)  # Mesa's generator; nothing here draws from it
        scenario = setup.scenario
        self.setup = setup
        self.space = self._make_space()
        self.cast = self._make_cast(setup, dict(agents or {}))
        clock = records.as_object(setup.clock)
        clock.seed, clock.replicate = seed, replicate
        self.log = np.zeros(records.MAX_EVENTS, records.EVENT).view(np.recarray)
        room = records.MAX_TRAIL if clock.has_scent == 1 else 0
        self.world = SimpleNamespace(
            n_agents=len(self.cast),
            n_hazards=len(scenario.hazard_names),
            n_active=0,
            n_incidents=len(setup.callouts),
            incidents=[records.as_object(c) for c in setup.callouts],
            active=[0] * len(self.cast),
            log_room=records.MAX_EVENTS,
            agents=self.cast,
            relations=_objects(setup.relations),
            beliefs=_objects(setup.beliefs),
            hazards=[records.as_object(h) for h in setup.hazards],
            actions=[records.as_object(a) for a in setup.actions],
            p=records.as_object(setup.p),
            place=records.as_object(scenario.place),
            terrain=scenario.map.terrain.ravel().tolist(),
            grounds=[records.as_object(g) for g in scenario.grounds],
            clock=clock,
            tally=records.as_object(records.blank(records.TALLY, state.TALLY, ())),
            levels=setup.levels.tolist(),
            log=self.log,
            trail=[records.as_object(point) for point in np.zeros(room, records.TRAIL)],
            phases=[records.as_object(p) for p in scenario.phases],
            options=[0] * len(setup.actions),
            utilities=[0.0] * len(setup.actions),
            terms=[0.0] * N_TERMS,
        )
        if prepare is not None:
            prepare(self.world)
        self._go_through(self.BEGIN)
        for member in self.cast:
            member.enter_cell()

    def _make_space(self) -> DiscreteSpace[Cell]:
        place = self.setup.scenario.place
        return SparseGrid(int(place["width"]), int(place["height"]), self.random)

    def _make_cast(self, setup: Setup, own: dict[str, type[Member]]) -> list[Member]:
        scenario = setup.scenario
        roles = {name: one.entry.role for name, one in members(scenario.file).items()}
        check_agents(scenario, own)
        classes = {name: own.get(name, own.get(role, CLASSES[role])) for name, role in roles.items()}
        return [classes[name](self, name, i, setup.agents[i]) for i, name in enumerate(scenario.cast)]

    def _go_through(self, phases: tuple[schedule.Phase, ...]) -> None:
        for phase in phases:
            if not phase.family or getattr(self.world.clock, f"has_{phase.family}") == 1:
                self._go(phase)

    def _go(self, phase: schedule.Phase) -> None:
        """One phase: of the world, or of each of the cast in turn."""
        w = self.world
        if phase.kind == schedule.WORLD:
            phase.law(w)
            return
        members = self.cast
        if phase.kind == schedule.ACTIVE:
            members = [self.cast[i] for i in w.active[: w.n_active]]
        law = phase.law.__name__
        for member in members:
            if hasattr(type(member), law) or law in vars(member):
                getattr(member, law)()
            else:
                phase.law(w, member.index)

    def step(self) -> None:
        """One step of the schedule; nothing once the incident is over."""
        if self.running:
            self._go_through(self.STEP)
            self.running = self.world.clock.stop == 0

    def run_to_end(self) -> None:
        """Step until the incident is over."""
        while self.running:
            self.step()

    def cell_of(self, index: int) -> Cell:
        """Cell of the space where an agent stands; beyond the edge, the nearest one."""
        member, place = self.cast[index], self.setup.scenario.place
        column = min(max(int(member.x_m / place["cell_m"]), 0), int(place["width"]) - 1)
        row = min(max(int(member.y_m / place["cell_m"]), 0), int(place["height"]) - 1)
        return self.space[column, row]

    def __getitem__(self, name: str) -> Member:
        """One of the cast by its name."""
        return self.cast[self.setup.scenario.cast.index(name)]


def check_agents(scenario: Scenario, own: Mapping[str, type]) -> None:
    """Refuse a user's own classes that do not fit a scenario.

    Raises
    ------
    ValueError
        If it has no such agent or role.
    TypeError
        If a class is no subclass of `Member`.
    """
    roles = {name: one.entry.role for name, one in members(scenario.file).items()}
    unknown = set(own) - set(roles) - set(roles.values())
    if unknown:
        raise ValueError(
            f"no agent or role is called {', '.join(sorted(unknown))}; "
            f"there are {', '.join(dict.fromkeys([*roles, *roles.values()]))}"
        )
    for key, cls in own.items():
        if not (isinstance(cls, type) and issubclass(cls, Member)):
            raise TypeError(
                f"the class for {key!r} must be a subclass of bondsim.Member, such as bondsim.Dog"
            )


def _objects(table: np.ndarray) -> np.ndarray:
    """A two-dimensional table of records as objects, indexed ``[i, j]``."""
    out = np.empty(table.shape, dtype=object)
    for at in np.ndindex(*table.shape):
        out[at] = records.as_object(table[at])
    return out
