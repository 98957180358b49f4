"""The loop over runs, as plain Python (`compiled` lifts it): one run to its end, then the next."""


def begin(w):
    """Stands for the phases of `schedule.BEGIN`, to which it is bound when lifted."""


def step(w):
    """Stands for the phases of `schedule.STEP`, to which it is bound when lifted."""


def load(w, q, starts):
    """Put the starting state of design point q into the world."""
    n = w.n_agents
    m = w.n_hazards
    for i in range(n):
        w.agents[i] = starts.agents[q, i]
        for j in range(n):
            w.relations[i, j] = starts.relations[q, i, j]
        for k in range(m):
            w.beliefs[i, k] = starts.beliefs[q, i, k]
    for k in range(m):
        w.hazards[k] = starts.hazards[q, k]
    for a in range(starts.actions.shape[1]):
        w.actions[a] = starts.actions[q, a]
    for k in range(starts.levels.shape[1]):
        w.levels[k] = starts.levels[q, k]
    w.p = starts.law[q]


def record(w, agent_rows, relation_rows, every, n_rows):
    """Copy the state of all agents into the next row, every `every` steps."""
    if every == 0 or w.clock.step % every != 0 or n_rows >= len(agent_rows):
        return n_rows
    for i in range(w.n_agents):
        agent_rows[n_rows, i] = w.agents[i]
        partner = w.agents[i].partner
        if partner >= 0:
            relation_rows[n_rows, i] = w.relations[i, partner]
    return n_rows + 1


def run_all(worlds, starts, point, replicate, seed, ends, agent_rows, relation_rows, every, stop_flag):
    """Run all, one after the other.

    Parameters
    ----------
    worlds : record array of shape (1,)
        Room for the world, with its map in place.
    starts : block.Starts
        Starting states of the design points.
    point, replicate, seed : int64 arrays of shape (n,)
        Of each run.
    ends : block.Ends
        Takes what each run was at its end.
    agent_rows, relation_rows : record arrays of shape (rows, n_agents)
        Take the series of all runs.
    every : int
        Steps between two rows; 0 for none.
    stop_flag : int64 array of shape (1,)
        Another thread may set it to end the block after the run under way.

    Returns
    -------
    (int, int)
        Runs made, rows recorded.
    """
    w = worlds[0]
    n_rows = 0
    for r in range(len(point)):
        if stop_flag[0] != 0:
            return r, n_rows
        load(w, point[r], starts)
        w.clock = starts.clock[point[r]]
        w.tally = starts.tally[0]
        w.clock.seed = seed[r]
        w.clock.replicate = replicate[r]
        begin(w)
        n_rows = record(w, agent_rows, relation_rows, every, n_rows)
        while w.clock.stop == 0:
            step(w)
            n_rows = record(w, agent_rows, relation_rows, every, n_rows)
        for i in range(w.n_agents):
            ends.agents[r, i] = w.agents[i]
            for j in range(w.n_agents):
                ends.relations[r, i, j] = w.relations[i, j]
        ends.clocks[r] = w.clock
        ends.tallies[r] = w.tally
    return len(point), n_rows
