"""Going through the trials of a search, and evaluating what it finds on fresh luck.

The search is replayed from its beginning each time: the sampler, begun anew with the same seed, asks for the same
candidates as long as it is told the same values, and those lie in the result folders of the experiments that are done.
So nothing but these folders has to survive a kill.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim.experiments import files
from bondsim.experiments.errors import ClusterError, Interrupted, ResultsError
from bondsim.experiments.folder import manifest
from bondsim.experiments.folder.store import explained
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import Progress, Silent, execute
from bondsim.experiments.search import found as stored
from bondsim.experiments.search.spec import MAXIMISE, Search, resolve_search
from bondsim.experiments.search.trials import Archive, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    import optuna

    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.points.levels import Point
    from bondsim.experiments.search.found import Found
    from bondsim.scenario import Scenario

STARTUP = 2  # batches that are drawn at random before the sampler learns from what it was told


def optimise(
    scenario: str | Path | Scenario,
    *,
    vary: Mapping[str, Any],
    maximise: str | Sequence[str] = (),
    minimise: str | Sequence[str] = (),
    fix: Mapping[str, Any] | None = None,
    uncertain: Mapping[str, Any] | Sequence[str] | None = None,
    draws: int | str | Mapping[str, Any] | None = None,
    replicates: int | Mapping[str, Any] | None = None,
    seed: int = 0,
    pairing: str = "common",
    record: Mapping[str, Any] | None = None,
    name: str | None = None,
    question: str = "",
    out: str | Path | None = None,
    threads: int | None = None,
    dask: Any = None,
    **asked: Any,
) -> Found:
    """Search for the settings that are best in one or several outcomes.

    Parameters
    ----------
    scenario : str, Path or Scenario
        Name of a scenario, path of one's file, or one that is loaded.
    vary : mapping
        The levers: by key a list of values, ``{"from": 0, "to": 1}`` for all between, or ``"plausible"``.
    maximise, minimise : str or sequence of str
        Outcomes of which more, or less, is better.
    fix, uncertain, draws, seed, pairing, record, name, question
        As for `bondsim.Experiment`.
    replicates : int or mapping, optional
        Runs of each finalist on fresh luck.
    out : str or Path, optional
        The result folder, by default ``results/<name>-<id>``; one that was interrupted goes on.
    threads : int, optional
        Threads, by default one for each processor. They change no result.
    dask : str, distributed.Client or cluster, optional
        Compute on a Dask cluster; see `bondsim.Experiment.run`.
    **asked
        ``trials``, ``batch``, ``first``, ``rungs``, ``growth``, ``finalists`` and ``sampler``, as in a file.

    Raises
    ------
    bondsim.documents.DocumentError
        Every mistake at once.
    bondsim.experiments.errors.ResultsError
        The folder holds something else, is in use, or cannot be written.
    """
    from bondsim import documents
    from bondsim.experiments.planning.plan import slug
    from bondsim.scenario import Scenario

    loaded = scenario if isinstance(scenario, Scenario) else None
    label = loaded.name if loaded else str(scenario)
    given = {
        "question": question, "name": name, "scenario": label, "seed": seed, "fix": fix, "vary": vary,
        "uncertain": uncertain, "draws": draws, "replicates": replicates, "pairing": pairing, "record": record,
        "optimise": {"maximise": maximise, "minimise": minimise, **asked},
    }  # fmt: skip
    node = documents.from_python({key: value for key, value in given.items() if value is not None})
    text = manifest.as_json(node.plain()).decode()
    document = documents.Document(node, text)
    wanted = resolve_search(document, name=slug(Path(label).stem), folder=None, scenario=loaded)
    folder = wanted.folder if out is None else Path(out)
    search(wanted, folder, threads=threads, dask=dask, warn=lambda text: warnings.warn(text, stacklevel=3))
    return stored.open_search(folder)


def search(
    wanted: Search,
    out: str | Path,
    *,
    threads: int | None = None,
    report: Progress | None = None,
    run: Callable[..., None] = execute,
    dask: Any = None,
    warn: Callable[[str], None] | None = None,
) -> None:
    """Do all of a search that is not yet in the folder `out`.

    Parameters
    ----------
    wanted
        What is searched for.
    out
        The result folder: new, empty, or begun with the same search and the same model.
    threads
        Threads that compute; they change no result.
    report
        Told how far it has come.
    run
        What runs an experiment into a folder, with the arguments of `bondsim.experiments.runner.execute`.
    dask, warn
        A Dask cluster to compute on, and who is told what a user should know of it, as of
        `bondsim.experiments.cluster.access.connected`.

    Raises
    ------
    ResultsError
        If the folder cannot be used.
    ClusterError
        If the cluster cannot be used, or not any more; the same call goes on.
    Interrupted
        If the user stopped it; the same call goes on.
    """
    folder, report = Path(out), report or Silent()
    with explained(folder), ExitStack() as stack:
        about = stored.require_ours(folder, wanted)
        if about is not None and about["state"] == manifest.DONE:
            return
        if dask is not None:
            from bondsim.experiments.cluster.access import connected

            executor = stack.enter_context(connected(dask, threads, warn or report.message))
            executor.tell = report.message
            run = partial(run, executor=executor)
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(files.held(folder))
        about = stored.require_ours(folder, wanted) or stored.describing(wanted)
        about |= {"state": manifest.RUNNING}
        stored.save(folder, about, wanted)
        race = _Race(wanted, folder, threads, report, run)
        try:
            race.trials()
            finalists = race.fresh()
        except (KeyboardInterrupt, ClusterError) as stop:
            stored.save(folder, about | {"state": manifest.INTERRUPTED}, wanted)
            if isinstance(stop, ClusterError):
                raise
            raise Interrupted(folder, race.runs) from None
        of_reference = race.archive.known(race.archive.candidates.get(race.archive.key(wanted.reference)))
        done = {"state": manifest.DONE, "runs": race.runs, "failed": race.failed}
        done |= {"finalists": finalists, "reference_search": of_reference}
        stored.save(folder, about | done, wanted)


class _Race:
    """One search under way."""

    def __init__(
        self,
        wanted: Search,
        folder: Path,
        threads: int | None,
        report: Progress,
        run: Callable[..., None],
    ) -> None:
        self.wanted = wanted
        self.folder = folder
        self.archive = Archive(wanted)
        self.runs = 0
        self.failed = 0
        self._threads = threads
        self._report = report
        self._run = run

    def trials(self) -> None:
        """Go through all generations."""
        asked = self.wanted.asked
        study = _study(self.wanted)
        with _quiet():
            reference = {each.key: each.told(self.wanted.reference[each.key]) for each in self.wanted.levers}
            if None not in reference.values():
                study.enqueue_trial(reference)
            for generation in range(-(-asked.trials // asked.batch)):
                size = min(asked.batch, asked.trials - generation * asked.batch)
                trials = [study.ask() for _ in range(size)]
                points = [{each.key: each.ask(trial) for each in self.wanted.levers} for trial in trials]
                chosen = [self.archive.take(point, generation) for point in points]
                self._generation(chosen, generation)
                for trial, candidate in zip(trials, chosen, strict=True):
                    _tell(study, trial, candidate)
                stored.save_trials(self.folder, self.archive.columns(len(self.archive.by_trial)), self.wanted)

    def _generation(self, chosen: Sequence[Candidate], generation: int) -> None:
        """Run the new candidates on the first rung, and the best of them on the next ones."""
        asked = self.wanted.asked
        there = list(dict.fromkeys(each.trial for each in chosen if not each.rungs))
        new = [self.archive.by_trial[trial] for trial in there]
        new = [each for each in new if self.wanted.possible(each.point)]
        for rung in range(asked.rungs):
            new = self.archive.promoted(new, rung) if rung else new
            if not new:
                return
            plan = self.wanted.rung([each.point for each in new], generation, rung)
            results = self._evaluate(plan, self.folder / "search" / f"{generation:04d}-{rung}")
            self.archive.add(new, plan, results)

    def fresh(self) -> list[dict[str, Any]]:
        """Evaluate the finalists and the reference on fresh luck; what the search knew of each finalist."""
        finalists, on_front = self.archive.finalists()
        if not finalists:
            raise ResultsError(
                f"{self.folder}: no candidate has a value of every objective; {self.folder / 'search'} has "
                "their runs"
            )
        points: list[Point] = [each.point for each in finalists]
        if self.wanted.reference not in points and self.wanted.possible(self.wanted.reference):
            points.append(self.wanted.reference)
        self._evaluate(self.wanted.fresh(points), self.folder / "fresh")
        return [
            {
                "trial": each.trial,
                "point": each.point,
                "front": front,
                "search": self.archive.known(each),
            }
            for each, front in zip(finalists, on_front, strict=True)
        ]

    def _evaluate(self, plan: Plan, folder: Path) -> Any:
        folder.parent.mkdir(exist_ok=True)
        onward = _Onward(self._report, self.runs)
        self._run(plan, folder, threads=self._threads, report=onward)
        results = open_results(folder)
        self.runs += results.manifest["runs"]
        self.failed += results.manifest["failed"]
        return results


class _Onward:
    """Tells of one experiment as a part of the search that it belongs to."""

    def __init__(self, report: Progress, before: int) -> None:
        self._report = report
        self._before = before

    def start(self, total: int, done: int) -> None:
        """Say that there are more runs."""
        self._report.start(self._before + total, self._before + done)

    def advance(self, n: int) -> None:
        """Say that `n` more runs are on disk."""
        self._report.advance(n)

    def message(self, text: str) -> None:
        """Say it."""
        self._report.message(text)


def _study(wanted: Search) -> optuna.Study:
    """An empty study whose sampler has the search's own luck."""
    try:
        import optuna
    except ImportError:
        raise ResultsError("a search needs Optuna: pip install 'bondsim[optimise]'") from None

    with _quiet():
        seed = wanted.luck("sampler") % 2**32
        if wanted.asked.sampler == "random":
            sampler: optuna.samplers.BaseSampler = optuna.samplers.RandomSampler(seed=seed)
        else:
            sampler = optuna.samplers.TPESampler(
                seed=seed,
                multivariate=True,
                constant_liar=wanted.asked.batch > 1,
                n_startup_trials=STARTUP * wanted.asked.batch,
            )
        ways = optuna.study.StudyDirection
        directions = [ways.MAXIMIZE if o.direction == MAXIMISE else ways.MINIMIZE for o in wanted.objectives]
        return optuna.create_study(directions=directions, sampler=sampler)


def _tell(study: optuna.Study, trial: optuna.Trial, candidate: Candidate) -> None:
    import optuna

    values = candidate.estimate().tolist() if candidate.rungs else []
    if not values or any(value != value for value in values):
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
    else:
        study.tell(trial, values)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Optuna's lines on each trial, and its notes on what it calls experimental."""
    import optuna

    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(before)
