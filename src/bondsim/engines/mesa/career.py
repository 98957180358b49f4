"""A career as a live Mesa model: its agents stand on the graph of their relations."""

import mesa
import networkx as nx
from mesa.discrete_space import Cell, Network

from bondsim.engines.mesa.model import Incident
from bondsim.laws import schedule


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

    def cell_of(self, index: int) -> Cell:
        """Node of an agent."""
        return self.space[self.setup.scenario.cast[index]]
