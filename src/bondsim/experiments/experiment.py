"""An experiment as Python users meet it: a plan that can be run."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bondsim.experiments.planning.plan import Plan

if TYPE_CHECKING:
    from bondsim.engines.mesa import Member
    from bondsim.experiments.results import Results
    from bondsim.scenario import Scenario


class Experiment:
    """A question to a scenario: what is varied, how often it is repeated, what is recorded.

    ::

        experiment = bs.Experiment(scenario="rail_yard", vary={"dog.bond": [0, 0.5, 0.9]}, replicates=500)
        results = experiment.run()

    Parameters
    ----------
    scenario : str, Path or Scenario
        Name of a scenario, path of one's file, or one that is loaded.
    vary : mapping, optional
        What each key takes: a sequence or an array of levels, ``{"from": 0, "to": 1, "levels": 5}``,
        ``"plausible"``, or a distribution such as ``{"normal": [38.6, 3]}``.
    fix : mapping, optional
        Values by key, for all points.
    points : sequence of mappings, optional
        The points themselves, instead of `vary`.
    design : str or mapping, optional
        How points are chosen from `vary`: ``"grid"``, ``"zip"``, ``{"kind": "sobol", "points": 128}``, …
    where : str, optional
        Condition that points must meet: ``"dog.bond < train.warning_s / 100"``.
    uncertain : mapping or sequence of str, optional
        Keys that are not known, and what each may be; of a mere list the plausible ranges.
    draws : int, str or mapping, optional
        Draws of the uncertain keys, at each of which every point is run.
    replicates : int or mapping, optional
        Runs of each point, or ``{"min": …, "max": …, "until": {"outcome": …, "half_width": …}}``, where
        ``contrast`` and ``budget`` may stand too.
    seed : int
        Seed of the experiment's luck.
    pairing : str
        ``"common"``: a replicate meets the same luck at each point; ``"independent"``: each its own.
    record : mapping, optional
        ``{"outcomes": […], "series": {"every_s": 1, "of": ["dog.arousal"]}, "events": True}``.
    plots : sequence of mappings, optional
        Figures, as in a file.
    name, question : str, optional
        Name of the result folder, by default the scenario's; and what is asked, in words.
    agents : mapping of str to type, optional
        Your own agent classes by name of an agent or of a role, such as ``{"dog": MyDog}``. Runs are then made
        by the Mesa engine, each in a process of its own.
    limits : mapping, optional
        What such a run may take: ``{"time_s": 60, "memory_mb": 1024, "retries": 1}``. One that hangs, crashes or
        takes more is a row of `failures`.

    Attributes
    ----------
    plan : Plan
        What it computes, checked, every default spelt out.

    Raises
    ------
    bondsim.documents.DocumentError
        Every mistake at once.
    ValueError, TypeError
        Own agent classes do not fit the scenario, or a limit makes no sense.
    """

    plan: Plan

    def __init__(
        self,
        scenario: "str | Path | Scenario",
        *,
        vary: Mapping[str, Any] | None = None,
        fix: Mapping[str, Any] | None = None,
        points: Sequence[Mapping[str, Any]] | None = None,
        design: str | Mapping[str, Any] | None = None,
        where: str | None = None,
        uncertain: Mapping[str, Any] | Sequence[str] | None = None,
        draws: int | str | Mapping[str, Any] | None = None,
        replicates: int | Mapping[str, Any] | None = None,
        seed: int = 0,
        pairing: str = "common",
        record: Mapping[str, Any] | None = None,
        plots: Sequence[Mapping[str, Any]] | None = None,
        name: str | None = None,
        question: str = "",
        agents: "Mapping[str, type[Member]] | None" = None,
        limits: Mapping[str, Any] | None = None,
    ) -> None:
        plan = Plan.make(
            scenario=scenario,
            vary=vary,
            fix=fix,
            points=points,
            design=design,
            where=where,
            uncertain=uncertain,
            draws=draws,
            replicates=replicates,
            seed=seed,
            pairing=pairing,
            record=record,
            plots=plots,
            name=name,
            question=question,
        )
        self.plan = _with_agents(plan, agents, limits)

    @classmethod
    def load(
        cls,
        path: str | Path,
        overrides: Mapping[str, object] | None = None,
        agents: "Mapping[str, type[Member]] | None" = None,
        limits: Mapping[str, Any] | None = None,
    ) -> Self:
        """The experiment of a file.

        Parameters
        ----------
        path : str or Path
            YAML file.
        overrides : mapping, optional
            What ``--set`` says on the command line: ``{"dog.bond": 0.4, "replicates": 50}``.
        agents, limits
            As for `Experiment`.

        Raises
        ------
        bondsim.documents.DocumentError
            Every mistake, each with file, line and column.
        """
        experiment = cls.__new__(cls)
        experiment.plan = _with_agents(Plan.load(path, overrides), agents, limits)
        return experiment

    def run(
        self,
        out: str | Path | None = None,
        threads: int | None = None,
        block_runs: int | None = None,
        dask: Any = None,
    ) -> "Results":
        """Compute what is not yet in the result folder, and open it.

        Parameters
        ----------
        out : str or Path, optional
            The result folder, by default ``results/<name>-<id>``; one that was interrupted goes on.
        threads : int, optional
            Threads, by default one for each processor. They change no result.
        block_runs : int, optional
            Runs that are computed and stored at a time. They change no result.
        dask : str, distributed.Client or cluster, optional
            Compute on a Dask cluster: the address of its scheduler, a client, a cluster object (of dask-jobqueue,
            say), or ``"local"`` for `threads` workers on this machine. It changes no result.

        Raises
        ------
        bondsim.experiments.errors.ClusterError
            The cluster cannot be reached, or its workers have other versions.
        bondsim.experiments.errors.ResultsError
            The folder belongs to another experiment or another version, is in use, or cannot be written.
        """
        from bondsim.experiments.results import open_results
        from bondsim.experiments.runner import execute

        folder = self.plan.folder if out is None else Path(out)
        if self.plan.own is not None:
            self._run_own(folder, threads, block_runs, dask)
            return open_results(folder)
        if dask is None:
            execute(self.plan, folder, threads=threads, block_runs=block_runs)
            return open_results(folder)
        from bondsim.experiments.cluster.access import execute_there

        execute_there(
            self.plan,
            folder,
            dask,
            lambda text: warnings.warn(text, stacklevel=6),
            threads=threads,
            block_runs=block_runs,
        )
        return open_results(folder)

    def _run_own(self, folder: Path, threads: int | None, block_runs: int | None, dask: Any) -> None:
        """Compute with a user's own agent classes, in `threads` processes."""
        from bondsim.experiments.computing.executors import processors
        from bondsim.experiments.computing.own_engine import OwnEngine
        from bondsim.experiments.runner import execute

        if dask is not None:
            raise ValueError("agent classes of your own are run on this machine: leave dask out")
        count = threads or processors()
        with OwnEngine(self.plan, count) as engine:
            execute(self.plan, folder, threads=count, block_runs=block_runs, engine=engine)

    def __repr__(self) -> str:
        replicates = self.plan.replicates
        count = f"{replicates.min}" if replicates.until is None else f"{replicates.min} to {replicates.max}"
        points = "1 point" if len(self.plan.points) == 1 else f"{len(self.plan.points)} points"
        return f"Experiment({self.plan.name}: {self.plan.scenario.name}, {points} x {count} runs)"


def _with_agents(
    plan: Plan, agents: "Mapping[str, type[Member]] | None", limits: Mapping[str, Any] | None
) -> Plan:
    if agents:
        return plan.with_agents(agents, limits)
    if limits:
        raise ValueError("limits belong to runs with agent classes of your own: give agents too")
    return plan
