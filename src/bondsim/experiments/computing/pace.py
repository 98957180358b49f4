"""How many runs make a block: about half a second's worth.

It changes no result, only what a kill costs and how well threads share the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bondsim.experiments.computing.blocks import Finished
    from bondsim.experiments.planning.plan import Plan

SECONDS = 0.5  # of work in a block
FIRST = 256  # runs of a block before any has been timed
MOST = 1 << 12
BLOCKS_PER_THREAD = (
    16  # at least, where there are runs enough: so that all threads end at about the same time
)
WORTH_IT = 16  # runs below which a smaller block only costs
RECORDED_BYTES = 1 << 25  # of series and events in one block, about; runs mostly end before they must,
LARGEST_BYTES = 1 << 28  # so a block worth its cost may have as much if all of its runs go on to the end
VALUE_BYTES, EVENT_BYTES = 8, 1 << 15  # of a value of a series, and of the events of a run, about


class Pace:
    """Sizes of blocks, from the time that earlier ones took.

    Parameters
    ----------
    plan
        What is computed; series and events limit how many runs fit into memory at a time.
    threads
        How many compute.
    fixed
        Runs of a block as the user wants it; None to choose.
    first
        Runs of a block before any has been timed.

    Attributes
    ----------
    runs : int
        Runs that the next block should have.
    most : int
        Runs that a block may have at most.
    """

    def __init__(self, plan: Plan, threads: int, fixed: int | None, first: int = FIRST) -> None:
        self.fixed = fixed
        self.threads = threads
        self.runs = fixed or first
        per_run = max(1, _bytes_per_run(plan))
        worth_it = min(WORTH_IT, LARGEST_BYTES // per_run)
        self.most = min(MOST, max(1, worth_it, RECORDED_BYTES // per_run))
        self._share = MOST

    def begin(self, left: int) -> None:
        """A round begins, with `left` runs to compute."""
        self._share = max(WORTH_IT, left // (self.threads * BLOCKS_PER_THREAD))
        self._choose(self.runs)

    def note(self, finished: Iterable[Finished]) -> None:
        """Some blocks have been computed."""
        for block in finished:
            per_run = block.seconds / (block.stop - block.start)
            self._choose(int(SECONDS / max(per_run, 1e-9)))

    def _choose(self, wanted: int) -> None:
        if self.fixed is None:
            self.runs = max(1, min(wanted, self.most, self._share))


def _bytes_per_run(plan: Plan) -> int:
    series, total = plan.record.series, 0
    if series is not None:
        agents, variables = ({name.rpartition(".")[part] for name in series.of} for part in (0, 2))
        if not series.of:  # all of them
            from bondsim import records

            agents, variables = {*plan.scenario.cast}, {*records.AGENT_STATE, *records.RELATION_STATE}
        rows = plan.scenario.max_s / series.every_s * len(agents)
        total += int(rows * (len(variables) + 3) * VALUE_BYTES)
    return total + EVENT_BYTES * plan.record.events
