"""The loop over runs of careers, as plain Python (`compiled` lifts it): days, and in them incidents.

An incident is a run of one of the other kernels, which is reached through its address: its laws are compiled
once and not again in here.
"""

from bondsim.engines.batch.kernel import put, record, take
from bondsim.laws.callout import brief, debrief
from bondsim.streams import CALLOUT, another_seed


def begin(w):
    """Stands for the phases of `schedule.DAWN`, to which it is bound when lifted."""


def before(w):
    """Stands for the phases of `schedule.DAY` before the incidents."""


def after(w):
    """Stands for those after them."""


def run_all(
    worlds,
    memory,
    start_spans,
    starts,
    point,
    replicate,
    seed,
    end_spans,
    ends,
    row_spans,
    rows,
    every_s,
    stop_flag,
    play_core,
    play_all,
    kinds,
    rooms,
    first_span,
    inner_spans,
    first_image,
    inner_starts,
    inner_point,
    no_spans,
    no_image,
    zero,
    other_seed,
):
    """Run all, one after the other.

    Parameters
    ----------
    worlds : record array of shape (1 + n,)
        Room for the world of the career and for one of each kind of incident that can happen, with their maps
        in place.
    memory : int64 array of shape (1 + n, words)
        The same room, as words of memory.
    start_spans to stop_flag
        As in `kernel.run_all`.
    play_core, play_all : function
        `kernel.run_all` of the kernels of incidents.
    kinds, rooms : int64 arrays of shape (k,)
        Which of the two plays an incident: 0 or 1; and its room in `worlds`, 0 for one that never happens.
    first_span, first_image : int64 and uint64 arrays of shape (k + 1,)
        First of an incident's rows in `inner_spans`, and of its words in a row of `inner_starts`; the last is the end.
    inner_spans : uint64 array of shape (n, 3)
        As `start_spans`, of all incidents.
    inner_starts : int64 array of shape (p, words)
        Images that the incidents start from, one after the other; a row for each way in which they start.
    inner_point : int64 array of shape (points,)
        Row of `inner_starts` of each design point.
    no_spans, no_image, zero : arrays of shapes (0, 3), (1, 0), (1,)
        Nothing to copy, for incidents, whose worlds are in place when they begin; and what never stops them: a
        run is made whole or not at all.
    other_seed : int64 array of shape (1,)
        Takes the seed of an incident.

    Returns
    -------
    (int, int)
        Runs made, rows recorded.
    """
    w = worlds[0]
    here = memory[0]
    n_rows = 0
    for r in range(len(point)):
        if stop_flag[0] != 0:
            return r, n_rows
        put(here, start_spans, starts, point[r])
        w.clock.seed = seed[r]
        w.clock.replicate = replicate[r]
        begin(w)
        n_rows = record(w, here, row_spans, rows, every_s, n_rows)
        while w.clock.stop == 0:
            if stop_flag[0] != 0:
                return r, n_rows
            before(w)
            for i in range(w.n_agents):
                k = w.agents[i].called
                if k > 0 and k <= len(kinds) and rooms[k - 1] > 0:
                    at = rooms[k - 1]
                    lay_out(
                        memory[at],
                        inner_spans[first_span[k - 1] : first_span[k]],
                        inner_starts[inner_point[point[r]]],
                        first_image[k - 1],
                    )
                    brief(w, worlds[at], i)
                    other_seed[0] = another_seed(
                        w.clock.seed, w.clock.replicate, CALLOUT, w.agents[i].id, w.clock.step
                    )
                    there, room = worlds[at : at + 1], memory[at]
                    if kinds[k - 1] == 0:
                        play_core(
                            there,
                            room,
                            no_spans,
                            no_image,
                            zero,
                            zero,
                            other_seed,
                            no_spans,
                            no_image,
                            no_spans,
                            no_image,
                            0.0,
                            zero,
                        )
                    else:
                        play_all(
                            there,
                            room,
                            no_spans,
                            no_image,
                            zero,
                            zero,
                            other_seed,
                            no_spans,
                            no_image,
                            no_spans,
                            no_image,
                            0.0,
                            zero,
                        )
                    debrief(w, worlds[at], i)
            after(w)
            n_rows = record(w, here, row_spans, rows, every_s, n_rows)
        take(here, end_spans, ends, r)
    return len(point), n_rows


def lay_out(memory, spans, words, at):
    """Copy the image of an incident into its memory."""
    for s in range(len(spans)):
        to, first, n = spans[s, 0], at + spans[s, 1], spans[s, 2]
        for k in range(n):
            memory[to + k] = words[first + k]
