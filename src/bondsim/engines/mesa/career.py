"""A career as a live Mesa model: its agents stand on the graph of their relations."""

from functools import partial
from typing import Any

import mesa
import networkx as nx
from mesa.discrete_space import Cell, Network

from bondsim.engines.mesa.model import Incident
from bondsim.laws import schedule
from bondsim.streams import CALLOUT, another_seed


def _enter(phase: schedule.Phase, w: Any, i: int, v: Any) -> None:
    phase.law(w, v, i)


class Career(Incident):
    """A career, day by day, in the order of `bondsim.laws.schedule.DAY`; else as `Incident`.

    Attributes
    ----------
    space : mesa.discrete_space.Network
        A node for each agent, by its name, an edge where one holds something towards the other at the start:
        it is a partner, a superior, or named in the `ties` of the scenario.
    """

    BEGIN = schedule.DAWN
    STEP = schedule.DAY

    def _make_space(self) -> mesa.discrete_space.DiscreteSpace[Cell]:
        scenario = self.setup.scenario
        graph = nx.Graph()
        graph.add_nodes_from(scenario.cast)
        for i, name in enumerate(scenario.cast):
            for link in ("partner", "superior"):
                j = int(self.setup.agents[link][i])
                if j >= 0:
                    graph.add_edge(name, scenario.cast[j])
        graph.add_edges_from((tie.of, tie.to) for tie in scenario.file.ties.values())
        return Network(graph, random=self.random)

    def _go(self, phase: schedule.Phase) -> None:
        """One phase, which may be the incidents of the day."""
        if phase.kind == schedule.INCIDENT:
            self._live_through(phase)
        else:
            super()._go(phase)

    def _live_through(self, phase: schedule.Phase) -> None:
        """Those who are called out today live through an incident, one after the other."""
        w = self.world
        for i in range(w.n_agents):
            k = w.agents[i].called
            if 0 < k <= len(self.setup.incidents):
                seed = another_seed(w.clock.seed, w.clock.replicate, CALLOUT, w.agents[i].id, w.clock.step)
                incident = Incident(self.setup.incidents[k - 1], seed, prepare=partial(_enter, phase, w, i))
                incident.run_to_end()
                if phase.after is not None:
                    phase.after(w, incident.world, i)

    def cell_of(self, index: int) -> Cell:
        """Node of an agent."""
        return self.space[self.setup.scenario.cast[index]]
