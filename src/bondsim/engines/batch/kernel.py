"""The loop over runs, as plain Python (`compiled` lifts it): one run to its end, then the next.

A world is one stretch of memory. What a run starts from and what is kept of it are images: parts of that
memory side by side. `block` says in a table of spans which part of the memory goes where.
"""

from bondsim.laws.clock import is_row


def begin(w):
    """Stands for the phases of `schedule.BEGIN`, to which it is bound when lifted."""


def step(w):
    """Stands for the phases of `schedule.STEP`, to which it is bound when lifted."""


def put(memory, spans, images, at):
    """Copy image `at` into memory, word by word: slices would take seconds to compile."""
    image = images[at]
    for s in range(len(spans)):
        to, first, n = spans[s, 0], spans[s, 1], spans[s, 2]
        for k in range(n):
            memory[to + k] = image[first + k]


def take(memory, spans, images, at):
    """Copy memory into image `at`."""
    image = images[at]
    for s in range(len(spans)):
        first, to, n = spans[s, 0], spans[s, 1], spans[s, 2]
        for k in range(n):
            image[to + k] = memory[first + k]


def record(w, memory, row_spans, rows, every_s, n_rows):
    """Take the next row of the series, every `every_s`; return how many rows there are."""
    if is_row(w, every_s) == 0 or n_rows >= len(rows):
        return n_rows
    take(memory, row_spans, rows, n_rows)
    return n_rows + 1


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
):
    """Run all, one after the other.

    Parameters
    ----------
    worlds : record array of shape (1,)
        Room for the world, with its map in place.
    memory : int64 array
        The same room, as words of memory.
    start_spans, end_spans, row_spans : uint64 arrays of shape (n, 3)
        First word in the memory, first word in the image, and number of words.
    starts : int64 array of shape (points, words)
        Images of the design points.
    point, replicate, seed : int64 arrays of shape (n,)
        Of each run.
    ends : int64 array of shape (n, words)
        Takes an image of each run at its end.
    rows : int64 array of shape (rows, words)
        Takes the series of all runs.
    every_s : float
        Time between two rows, s; 0 for none.
    stop_flag : int64 array of shape (1,)
        Another thread may set it to end the block; the run under way is given up.

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
        put(memory, start_spans, starts, point[r])
        w.clock.seed = seed[r]
        w.clock.replicate = replicate[r]
        begin(w)
        n_rows = record(w, memory, row_spans, rows, every_s, n_rows)
        while w.clock.stop == 0:
            if stop_flag[0] != 0:
                return r, n_rows
            step(w)
            n_rows = record(w, memory, row_spans, rows, every_s, n_rows)
        take(memory, end_spans, ends, r)
    return len(point), n_rows
