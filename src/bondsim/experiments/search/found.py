"""The result folder of a search: what it says of itself, its trials, and its finalists on fresh luck."""

from __future__ import annotations

import json
import math
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bondsim
from bondsim.documents import printable
from bondsim.experiments import files, tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import manifest
from bondsim.experiments.planning.plan import differences
from bondsim.experiments.results import Results, open_results

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.experiments.search.spec import Search

NAME = "search.json"
TRIALS = "trials.parquet"
FRESH = "fresh"
SCHEMA = 1


def is_search(folder: str | Path) -> bool:
    """Whether a folder holds a search."""
    return (Path(folder) / NAME).is_file()


def open_search(folder: str | Path) -> Found:
    """Open the result folder of a search, finished or not.

    Parameters
    ----------
    folder
        What `bondsim.optimise` or ``bondsim optimise`` wrote.

    Raises
    ------
    ResultsError
        If it is no such folder, or cannot be read.
    """
    return Found(Path(folder))


class Found:
    """What a search found.

    Parameters
    ----------
    folder
        The result folder.

    Attributes
    ----------
    folder : Path
        The result folder.
    about : dict
        What it says of itself: question, levers, objectives, state, versions.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _load(folder)

    def __repr__(self) -> str:
        """Question, state, objectives, and the best that was found."""
        goals = ", ".join(f"{way} {name}" for name, way in self.objectives.items())
        if not self.finished:
            return f"Search in {self.folder} (UNFINISHED, {len(self.trials)} trials so far): {goals}"
        lines = [f"Search in {self.folder} ({len(self.trials)} trials, {self.about['runs']:,} runs): {goals}"]
        lines += [f"  question: {self.about['question']}"] if self.about["question"] else []
        return "\n".join([*lines, f"  {int(self.front['front'].sum())} on the front; see .front"])

    def _repr_html_(self) -> str | None:
        """The finalists on fresh luck, as a notebook shows results."""
        if not self.finished:
            return None
        from bondsim.experiments.planning.plan import PlotSpec
        from bondsim.plots.html import results_html

        goals = ", ".join(f"{way} {name}" for name, way in self.objectives.items())
        state = f"{goals}: finalists of {len(self.trials)} trials and the reference, on fresh luck"
        told = self.fresh.over_draws if self.fresh.uncertain else self.fresh
        specs = [PlotSpec(**spec) for spec in self.fresh.config.get("plots", [])]
        return results_html(told, state, list(self.objectives), next(iter(specs), None))

    @property
    def name(self) -> str:
        """Name of the search."""
        return str(self.about["name"])

    @property
    def question(self) -> str:
        """What it asks."""
        return str(self.about["question"])

    @property
    def finished(self) -> bool:
        """Whether all trials are done and the finalists evaluated."""
        return bool(self.about["state"] == manifest.DONE)

    @property
    def levers(self) -> tuple[str, ...]:
        """Keys that were chosen."""
        return tuple(lever["key"] for lever in self.about["levers"])

    @property
    def objectives(self) -> dict[str, str]:
        """``maximise`` or ``minimise``, by outcome."""
        return dict(self.about["objectives"])

    @property
    def reference(self) -> dict[str, Any]:
        """The scenario's own value of each lever."""
        return dict(self.about["reference"])

    @cached_property
    def trials(self) -> pd.DataFrame:
        """One row a trial: `trial`, `generation`, levers, `rungs`, and for each objective `n` and its estimate.

        Columns are `trial`, `generation`, `same_as` (an earlier trial with the same settings, else NA), the
        levers, `rungs`, and for each objective's outcome ``<outcome>_n`` and ``<outcome>``. The estimates are those
        by which the search chose; the best of them are too good.
        """
        import pandas as pd

        path = self.folder / TRIALS
        return tables.dataframe(tables.read_parquet(path)) if path.exists() else pd.DataFrame({"trial": []})

    @cached_property
    def fresh(self) -> Results:
        """The experiment that ran the finalists, and the reference after them, on fresh luck."""
        self._require_finished()
        return open_results(self.folder / FRESH)

    @cached_property
    def front(self) -> pd.DataFrame:
        """One row a finalist, the best first, then the reference; all of its estimates on fresh luck.

        Columns are

        - `trial`: where the search met it first; NA for a reference that is no finalist;
        - `point`: its number in `fresh`;
        - `front`: whether the search had it on its Pareto front, so that no fresh luck had a say in that;
        - `dominated`: whether fresh luck shows another row as good in every objective and better in one;
        - `reference`: whether it has the scenario's own value of every lever;
        - the levers, each under its key;
        - for each objective's outcome: ``<outcome>``, ``<outcome>_low``, ``<outcome>_high`` and ``<outcome>_n``,
          the estimate with its 95 % interval and number of values; ``<outcome>_gain``, ``_gain_low`` and
          ``_gain_high``, the paired difference to the reference; ``<outcome>_search``, the estimate by which it was
          chosen; and ``<outcome>_optimism``, by how much that was better than the fresh one.
        """
        from bondsim.experiments.search.finalists import table

        self._require_finished()
        return table(self)

    @property
    def optimism(self) -> pd.DataFrame:
        """By how much the search was too good, a row for each objective, on average over the finalists.

        `estimate` is that of their estimates, where it counts too whether the search's luck was good as a whole;
        `gain` that of what they promised over the reference, where under common luck it does not. NaN where the
        search did not have the reference.
        """
        import pandas as pd

        front = self.front
        finalists, reference = front[front["trial"].notna()], front[front["reference"]]
        others = finalists[~finalists["reference"]]
        rows = {}
        for name in self.objectives:
            column = f"{name}_optimism"
            of_reference = float(reference[column].iloc[0]) if len(reference) else math.nan
            rows[name] = {
                "estimate": float(finalists[column].mean()),
                "gain": float(others[column].mean()) - of_reference,
            }
        return pd.DataFrame.from_dict(rows, orient="index")

    def _require_finished(self) -> None:
        if not self.finished:
            raise ResultsError(f"{self.folder} is not finished; the same command goes on with the search")


def describing(wanted: Search) -> dict[str, Any]:
    """What a new folder says of itself."""
    from bondsim.experiments.runner import batch_engine

    scenario = wanted.base.scenario
    return {
        "schema": SCHEMA,
        "config": wanted.config_hash,
        "state": manifest.RUNNING,
        "name": wanted.name,
        "question": wanted.base.question,
        "scenario": {"name": scenario.name, "title": scenario.title, "digest": scenario.digest},
        "seed": wanted.base.seed,
        "levers": [lever.as_json() for lever in wanted.levers],
        "objectives": {each.outcome: each.direction for each in wanted.objectives},
        "reference": wanted.reference,
        "trials": wanted.asked.trials,
        "runs": None,
        "failed": None,
        "bondsim": bondsim.__version__,
        "rules": batch_engine().rules_digest(),
        "optuna": version("optuna"),
    }


def save(folder: Path, about: dict[str, Any], wanted: Search) -> None:
    """Write what the folder says of itself, and the config, where they have changed."""
    for name, content in (
        (manifest.RESOLVED, manifest.as_json(wanted.resolved)),
        ("config.yaml", wanted.document.text.encode()),
        (NAME, manifest.as_json(about)),
    ):
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            files.write(path, content)


def save_trials(folder: Path, columns: dict[str, list[Any]], wanted: Search) -> None:
    """Write the table of trials, where it has changed."""
    import pyarrow as pa

    numbers = {"trial": pa.int64(), "generation": pa.int64(), "same_as": pa.int64(), "rungs": pa.int64()}
    numbers |= {lever.key: tables.TYPES[lever.kind] for lever in wanted.levers}
    for name in wanted.outcomes:
        numbers |= {f"{name}_n": pa.int64(), name: pa.float64()}
    table = pa.table({name: pa.array(values, numbers[name]) for name, values in columns.items()})
    path = folder / TRIALS
    if path.exists() and tables.read_parquet(path).num_rows >= table.num_rows:
        return  # a search that goes on passes here again
    tables.write_parquet(path, table.to_batches())


def require_ours(folder: Path, wanted: Search) -> dict[str, Any] | None:
    """What a folder says that this search may go on in; None where it is new or empty.

    Raises
    ------
    ResultsError
        If it holds something else, or was made by another version.
    """
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise ResultsError(f"{folder} is a file; choose a folder with --out")
    if not is_search(folder):
        leftovers = (files.LOCK, manifest.RESOLVED, "config.yaml")
        names = {path.name for path in folder.iterdir() if not path.name.endswith(files.PARTIAL)}
        if names - {*leftovers}:
            raise ResultsError(f"{folder} holds something else than a search; choose another with --out")
        return None
    about, new = _load(folder), describing(wanted)
    lines = differences(manifest.load_resolved(folder), wanted.resolved)
    if lines or about["config"] != new["config"]:
        told = "".join(f"\n  {line}" for line in lines)
        raise ResultsError(
            f"{folder} holds another search (in the folder -> asked for):{told}\n"
            "choose another folder with --out, or delete this one"
        )
    made_by = ("bondsim", "rules") if about["state"] == manifest.DONE else ("bondsim", "rules", "optuna")
    for name in made_by:
        if about[name] != new[name]:
            raise ResultsError(
                f"{folder} was made with {name} {printable(about[name])[:12]}, this is {new[name][:12]}; a search "
                "cannot go on with another: choose another folder with --out, or delete this one"
            )
    return about


def _load(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise ResultsError(f"{folder} is not the folder of a search: it has no {NAME}") from None
    except (OSError, ValueError) as error:
        raise ResultsError(f"cannot read {folder / NAME}: {error}") from None
    if not isinstance(about, dict) or about.get("schema") != SCHEMA:
        raise ResultsError(f"{folder / NAME} is not one that bondsim {bondsim.__version__} reads")
    return about
