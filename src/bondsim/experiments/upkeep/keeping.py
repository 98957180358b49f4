"""What can be done with results as a whole: look on, verify, compare, extend, export."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from bondsim.engines.mesa import Member
    from bondsim.experiments.experiment import Experiment
    from bondsim.experiments.results import Results
    from bondsim.experiments.upkeep.compare import Comparison
    from bondsim.experiments.upkeep.status import Status
    from bondsim.experiments.upkeep.verify import Verification


class Keeping:
    """The part of `Results` that is about the folder and not about the answer."""

    folder: Path

    @property
    def _whole(self) -> Results:
        return cast("Results", self)

    def status(self) -> Status:
        """How far the experiment is by now, and who works on it; see `bondsim.experiments.upkeep.status.Status`."""
        from bondsim.experiments.upkeep.status import status

        return status(self.folder)

    def verify(
        self,
        runs: int = 100,
        *,
        engines: Sequence[str] = ("batch",),
        seed: int | None = None,
        scenario: str | Path | None = None,
        agents: Mapping[str, type[Member]] | None = None,
    ) -> Verification:
        """Compare the folder with its checksums, and some runs with what they give when run again.

        See `bondsim.experiments.verify.verify`.
        """
        from bondsim.experiments.upkeep.verify import verify

        return verify(self.folder, runs, engines=engines, seed=seed, scenario=scenario, agents=agents)

    def compare(self, other: Results | str | Path) -> Comparison:
        """What was changed from this experiment to `other`, and the difference that it makes.

        See `bondsim.experiments.compare.compare`.
        """
        from bondsim.experiments.upkeep.compare import compare

        return compare(self._whole, other)

    def extend(
        self,
        changes: Mapping[str, Any] | Experiment | str | Path,
        out: str | Path | None = None,
        threads: int | None = None,
        dask: Any = None,
    ) -> Results:
        """A larger experiment, of which only what these results do not hold is computed.

        Parameters
        ----------
        changes
            What is larger, as by ``--set``: ``{"replicates": 800}``, ``{"dog.bond": [0, 0.3, 0.6, 0.9]}``; or
            the larger experiment, or its file.
        out
            Its folder; by default beside this one, which is only read. One that was begun goes on.
        threads
            Threads, by default one for each processor.
        dask
            Compute on a Dask cluster, as of `bondsim.Experiment.run`. It changes no result.

        Returns
        -------
        Results
            Those of the larger experiment, as if all of it had been computed anew.

        Raises
        ------
        ResultsError
            If these results cannot be extended to that; see `bondsim.experiments.extend.extend`.
        """
        from bondsim.experiments.experiment import Experiment
        from bondsim.experiments.planning.plan import Plan
        from bondsim.experiments.upkeep.again import plan_again
        from bondsim.experiments.upkeep.extend import extend

        if isinstance(changes, Mapping):
            plan = plan_again(self._whole, changes)
        else:
            plan = changes.plan if isinstance(changes, Experiment) else Plan.load(changes)
        return type(self._whole)(
            extend(
                self._whole,
                plan,
                Path(out) if out else None,
                threads=threads,
                dask=dask,
                warn=lambda text: warnings.warn(text, stacklevel=8),
            ).folder
        )

    def export(self, form: str, out: str | Path | None = None) -> Path:
        """Write the results as ``csv``, ``netcdf`` or ``archive``; see `bondsim.experiments.export.export`."""
        from bondsim.experiments.upkeep.export import export

        return export(self._whole, form, out)
