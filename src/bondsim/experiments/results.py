"""Reading a result folder: its tables as DataFrames, contrasts and figures, finished or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bondsim.documents import nearest
from bondsim.experiments import tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.folder.journal import Journal
from bondsim.experiments.planning.luck import run_seed
from bondsim.experiments.planning.own_agents import told
from bondsim.experiments.reading.failures import reason, repeat
from bondsim.experiments.upkeep.keeping import Keeping

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.analysis import Contrast, Sensitivity
    from bondsim.engines.mesa import Incident, Member
    from bondsim.experiments.reading.drawing import Plots
    from bondsim.experiments.reading.over_draws import OverDraws
    from bondsim.experiments.reading.replication import Replication

SERIES = pa.schema([tables.RUN, pa.field("t_s", pa.float64()), pa.field("agent", pa.string())])
EVENTS = pa.schema([tables.RUN, pa.field("t_s", pa.float64()), pa.field("event", pa.string())])
"""Columns that a series and an event log have at least: what an empty one has."""


def open_results(folder: str | Path) -> Results:
    """Open the result folder of an experiment, finished or not.

    Parameters
    ----------
    folder
        What `Experiment.run` or `bondsim run` wrote.

    Raises
    ------
    ResultsError
        If it is no result folder, cannot be read, or has a form that this bondsim does not read.
    """
    return Results(Path(folder))


@dataclass
class Description:
    """A varied key or a recorded outcome, as the scenario declared it when the experiment was run."""

    kind: str
    unit: str
    description: str


class Results(Keeping):
    """What an experiment found. Tables are read when they are asked for first, and kept.

    Parameters
    ----------
    folder
        The result folder.

    Attributes
    ----------
    folder : Path
        The result folder.
    manifest : dict
        What the folder says of itself: name, question, seed, pairing, versions, and more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = manifest.load(folder)

    def __repr__(self) -> str:
        """Name, state, size and where."""
        about, outcomes = self.manifest, ", ".join(self.outcomes)
        if self.finished:
            state = f"{about['runs']} runs, {about['failed']} failed"
        else:
            state = f"UNFINISHED, {len(self.runs)} runs so far"
        varied = ", ".join(about["factors"]) or "nothing"
        own = f"\n  agent classes of your own: {told(self.own_agents)}" if self.own_agents else ""
        return (
            f"Results of {self.name} in {self.folder} ({state})\n  question: {self.question or '-'}\n"
            f"  {len(self.points)} points, varied: {varied}\n  outcomes: {outcomes}{own}"
        )

    def _repr_html_(self) -> str:
        from bondsim.experiments.reading.drawing import html_of

        return html_of(self)

    @property
    def name(self) -> str:
        """Name of the experiment."""
        return str(self.manifest["name"])

    @property
    def question(self) -> str:
        """The question the experiment asks, in plain words; may be empty."""
        return str(self.manifest["question"])

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return str(self.manifest["scenario"]["name"])

    @property
    def state(self) -> str:
        """``done``; ``interrupted`` by its user, a full disk or a lost cluster; ``running``: at work, or killed."""
        return str(self.manifest["state"])

    @property
    def finished(self) -> bool:
        """Whether all runs are there. What an unfinished experiment tells may still change."""
        return self.state == manifest.DONE

    @property
    def own_agents(self) -> dict[str, dict[str, str]]:
        """Agent classes of the user's own, by agent or role: ``class`` and ``source`` (a SHA-256); mostly none."""
        return self.manifest.get("agents", {})

    @property
    def config(self) -> dict[str, Any]:
        """The resolved config, every default spelt out."""
        return manifest.load_resolved(self.folder)

    @property
    def factors(self) -> tuple[str, ...]:
        """Varied keys, in the order of the config."""
        return tuple(self.manifest["factors"])

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Those factors that were drawn because they are not known."""
        return tuple(self.manifest.get("uncertain", ()))

    @property
    def levers(self) -> tuple[str, ...]:
        """Those factors that were chosen."""
        return tuple(name for name in self.factors if name not in self.uncertain)

    @cached_property
    def over_draws(self) -> Results | OverDraws:
        """Points and summary as answers are given: over the draws where something is uncertain, else these."""
        from bondsim.experiments.reading.over_draws import OverDraws

        return OverDraws(self) if self.uncertain else self

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Recorded outcomes."""
        return tuple(self.manifest["outcomes"])

    def describe(self, name: str) -> Description:
        """Kind, unit and meaning of a varied key or a recorded outcome.

        Raises
        ------
        KeyError
            If it is neither.
        """
        known = self.manifest["factors"] | self.manifest["outcomes"]
        if name not in known:
            raise KeyError(f"{name} is neither varied nor recorded{nearest(name, known)}")
        return Description(*(known[name][part] for part in ("kind", "unit", "description")))

    def settings(self, point: int) -> dict[str, Any]:
        """What the experiment sets at a design point, fixed and varied, by key; all else is at its default.

        Raises
        ------
        IndexError
            If there is no such point.
        """
        if not 0 <= point < self._points.num_rows:
            raise IndexError(f"no point {point}; there are 0 to {self._points.num_rows - 1}")
        row = self._points.slice(point, 1).to_pylist()[0]
        return self.manifest["fixed"] | {name: row[name] for name in self.factors}

    def point_rows(self) -> list[dict[str, Any]]:
        """`points` as plain dictionaries."""
        return self._points.to_pylist()

    def swept(self) -> dict[str, list[float]]:
        """Distinct levels of each numeric factor, in rising order: what a shuffled baseline draws from."""
        numeric = [name for name in self.factors if self.describe(name).kind in ("number", "integer")]
        return {name: sorted({float(v) for v in self._points[name].to_pylist()}) for name in numeric}

    def seed(self, point: int) -> int:
        """Seed of the runs of a design point."""
        defaults = {name: key["default"] for name, key in self.manifest["factors"].items()}
        return run_seed(self.manifest["seed"], self.manifest["pairing"], self.settings(point), defaults)

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a design point: `point` and each varied key."""
        return tables.dataframe(self._points)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run: `run`, `point`, `replicate`, `status` and the outcomes.

        A missing value is NA. `status` is ``done``, the way in which the run ended otherwise, or ``failed``.
        """
        return tables.dataframe(self._table("runs", self._runs_schema), categories=["status"])

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a point and outcome: their names, `n`, `missing`, `estimate`, `low`, `high`, `method`."""
        if self.finished:
            return tables.dataframe(self._read(self.folder / store.SUMMARY))
        from bondsim.analysis import summarise

        return summarise(self.runs, self.outcomes)

    @cached_property
    def series(self) -> pd.DataFrame:
        """One row a run, time and agent: `run`, `t_s`, `agent`, state variables; empty if not recorded."""
        return tables.dataframe(self._table("series", SERIES), categories=["agent"])

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row an event: `run`, `t_s`, `event` and what belongs to it; empty if none were recorded."""
        return tables.dataframe(self._table("events", EVENTS))

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row a run that failed: ids, `status`, `stage`, `seed`, `settings`, `traceback`, `reason`, `repeat`.

        `settings` is JSON; `reason` says in a line why; `repeat` is the command that tells that run as a time
        line, or the Python that runs it again with agent classes of your own. The status ``retried`` is that of
        a run that was done when it was tried again.
        """
        found = self._table("failures", tables.FAILURES)
        frame = tables.dataframe(found)
        rows = found.to_pylist()
        frame["reason"] = [reason(row["status"], row["traceback"]) for row in rows]
        frame["repeat"] = [repeat(self.folder, self.manifest, row) for row in rows]
        return frame

    def contrast(
        self, outcome: str, factor: str, a: Any, b: Any, *, at: Mapping[str, Any] | None = None
    ) -> Contrast:
        """Difference that going from `a` to `b` in a factor makes to an outcome, with its interval.

        Parameters
        ----------
        outcome
            A recorded outcome.
        factor
            A varied key, no uncertain one.
        a, b
            Levels of the factor. The estimate is the outcome at `b` minus the outcome at `a`.
        at
            Levels of other factors to hold to. By default the difference is taken at every setting of the
            other factors and averaged.

        Returns
        -------
        Contrast
            Replicate by replicate under common luck (Tango's score interval for shares, Hall's for means), with
            what that is worth (`gain`); of independent groups otherwise (Newcombe's, Welch's). Over the draws
            where something is uncertain: both sides meet the same ones, and the interval takes the draw as the
            unit.

        Raises
        ------
        ValueError
            If a name or a level is not there, or no two points differ in the factor alone.
        """
        from bondsim.analysis import contrast

        if self.uncertain:
            return self.over_draws.contrast(outcome, factor, a, b, at=at)
        paired = self.manifest["pairing"] == "common"
        return contrast(self.runs, self.points, outcome, factor, a, b, paired=paired, at=at)

    @cached_property
    def replication(self) -> Replication | None:
        """How replicates were spent, and what a fixed number would take; None where it was fixed, or unfinished."""
        from bondsim.experiments.reading.replication import replication

        return replication(self)

    def sensitivity(
        self,
        outcome: str,
        *,
        contrast: tuple[str, Any, Any] | None = None,
        at: Mapping[str, Any] | None = None,
    ) -> Sensitivity:
        """What an outcome hangs on, of a Morris or Saltelli design (under `design`, or under `draws`).

        Parameters
        ----------
        outcome
            A recorded outcome.
        contrast
            A lever and two levels, ``("dog.bond", 0, 0.9)``: what the difference between them hangs on, instead
            of the outcome itself.
        at
            Levels of other factors to hold to. By default the outcome is averaged over their settings.

        Returns
        -------
        Sensitivity
            `table` has the columns `factor`, `index`, `estimate`, `low`, `high`, `n`, `note`: indices ``mu``,
            ``mu_star``, ``sigma`` of Morris' design, ``S1``, ``ST`` (and ``S2``) of Saltelli's; `noise` is the
            share of luck, and `warnings` what to know before believing it.

        Raises
        ------
        ValueError
            If the design has no such points, or a name or a level is not there.
        """
        from bondsim.experiments.reading.sensitive import sensitivity

        return sensitivity(self, outcome, contrast=contrast, at=at)

    def quantiles(self, outcome: str, q: Sequence[float] = (0.25, 0.5, 0.75)) -> pd.DataFrame:
        """Quantiles of an outcome at every point, with intervals; see `bondsim.analysis.quantiles`."""
        from bondsim.analysis import quantiles

        return quantiles(self.runs, outcome, q)

    def replay(
        self,
        point: int,
        replicate: int = 0,
        *,
        scenario: str | Path | None = None,
        agents: Mapping[str, type[Member]] | None = None,
    ) -> Incident:
        """A run of these results as a live Mesa model; see `bondsim.experiments.replay.replay`."""
        from bondsim.experiments.reading.replay import replay

        return replay(self, point, replicate, scenario=scenario, agents=agents)

    def report(self, out: str | Path | None = None) -> Path:
        """Write a report as one HTML file; see `bondsim.experiments.showing.report.write_report`."""
        from bondsim.experiments.showing.report import write_report

        return write_report(self, Path(out) if out else None)

    @property
    def plot(self) -> Plots:
        """Figures of these results, such as ``results.plot.response(x="dog.bond", y="rescued")``."""
        from bondsim.experiments.reading.drawing import Plots

        return Plots(self)

    @cached_property
    def _points(self) -> pa.Table:
        return self._read(self.folder / store.POINTS)

    @property
    def _runs_schema(self) -> pa.Schema:
        return tables.runs_schema({name: about["kind"] for name, about in self.manifest["outcomes"].items()})

    def _table(self, name: str, empty: pa.Schema) -> pa.Table:
        """All rows of a table: of the final files, or of what is there so far."""
        if self.finished:
            shards = range(store.shards(self.manifest["runs"]))
            paths = [store.shard_path(self.folder, name, shard) for shard in shards]
            parts = [self._read(path) for path in paths if name == "runs" or path.exists()]
        else:
            parts = self._unfinished(name)
        return pa.concat_tables(parts) if parts else empty.empty_table()

    def _unfinished(self, name: str) -> list[pa.Table]:
        try:
            entries = Journal(self.folder / store.PARTS).entries
            batches = [batch for entry in entries for batch in entry.batches(name)]
        except FileNotFoundError:
            raise ResultsError(f"{self.folder} changed while it was read; open it again") from None
        except OSError as error:
            raise ResultsError(f"cannot read {error.filename or self.folder}: {error.strerror}") from None
        return [pa.Table.from_batches(batches)] if batches else []

    def _read(self, path: Path) -> pa.Table:
        try:
            return tables.read_parquet(path)
        except FileNotFoundError:
            raise ResultsError(f"{path} is missing; run the experiment again to make it anew") from None
        except (OSError, pa.ArrowInvalid) as error:
            reason = str(error).splitlines()[0]
            raise ResultsError(f"cannot read {path}, it may be damaged: {reason}") from None
