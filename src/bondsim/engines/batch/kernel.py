"""The loop over runs, as plain Python: `compiled` lifts it. One run goes to its end before the next begins."""

from bondsim.laws.world import World


def begin(w):  # bound to the phases of schedule.BEGIN when lifted
    """Begin a run."""
    raise NotImplementedError


def step(w):  # bound to the phases of schedule.STEP when lifted
    """One step of a run."""
    raise NotImplementedError


def record(w, agent_rows, relation_rows, every, n_rows):
    """Copy the state of all agents into the next row, every `every` steps."""
    if every == 0 or w.clock.step % every != 0 or n_rows >= len(agent_rows):
        return n_rows
    for i in range(len(w.agents)):
        agent_rows[n_rows, i] = w.agents[i]
        partner = w.agents[i].partner
        if partner >= 0:
            relation_rows[n_rows, i] = w.relations[i, partner]
    return n_rows + 1


def run_all(
    point,
    replicate,
    seed,
    agents_of,
    relations_of,
    beliefs_of,
    hazards_of,
    actions_of,
    law_of,
    clock_of,
    levels_of,
    place,
    terrain,
    grounds,
    agents,
    relations,
    clocks,
    tallies,
    beliefs,
    hazards,
    utilities,
    terms,
    log,
    agent_rows,
    relation_rows,
    every,
    stop_flag,
):
    """Run all, one after the other; return the number of runs made and of rows recorded.

    Arrays that end in ``_of`` hold the starting state of every design point; `agents`, `relations`, `clocks` and `tallies` hold one
    entry a run and are left as they were at its end; the rest is shared or scratch.
    """
    n_rows = 0
    for r in range(len(point)):
        if stop_flag[0] != 0:
            return r, n_rows
        q = point[r]
        n = agents_of.shape[1]
        m = hazards_of.shape[1]
        for i in range(n):
            agents[r, i] = agents_of[q, i]
            for j in range(n):
                relations[r, i, j] = relations_of[q, i, j]
            for k in range(m):
                beliefs[i, k] = beliefs_of[q, i, k]
        for k in range(m):
            hazards[k] = hazards_of[q, k]
        clocks[r] = clock_of[q]
        clocks[r].seed = seed[r]
        clocks[r].replicate = replicate[r]
        w = World(
            agents[r],
            relations[r],
            beliefs,
            hazards,
            actions_of[q],
            law_of[q],
            place[0],
            terrain,
            grounds,
            clocks[r],
            tallies[r],
            levels_of[q],
            log,
            utilities,
            terms,
        )
        begin(w)
        n_rows = record(w, agent_rows, relation_rows, every, n_rows)
        while w.clock.stop == 0:
            step(w)
            n_rows = record(w, agent_rows, relation_rows, every, n_rows)
    return len(point), n_rows
