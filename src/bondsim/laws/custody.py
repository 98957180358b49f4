"""The end of a fight: those who gave in are taken over by those who have come."""

from bondsim.laws.settle import arrest
from bondsim.vocabulary import NOBODY


def custody(w):
    """Those who lie pinned when the incident is over are taken over by those who have come."""
    if w.clock.stop == 0:
        return
    for j in range(w.n_agents):
        if w.agents[j].pinned == 1 and w.agents[j].alive == 1 and w.agents[j].arrested == 0:
            arrest(w, j, NOBODY)
