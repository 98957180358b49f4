"""A search as a config asks for it: its levers, its objectives, and the experiments that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsim import documents
from bondsim.documents import Document, Node, nearest
from bondsim.experiments.config.document import ExperimentFile, Optimise
from bondsim.experiments.planning.plan import Plan, canonical, deciding, slug
from bondsim.experiments.points.design import MAX_RUNS
from bondsim.experiments.search.levers import Lever, all_levers

if TYPE_CHECKING:
    from bondsim.experiments.points.levels import Point
    from bondsim.scenario import Scenario

MAXIMISE, MINIMISE = "maximise", "minimise"
NOT_ITS_OWN = ("vary", "optimise", "plots", "extends", "name")
"""What the experiments of a search do not take over from its config."""
CHOSEN = ("points", "csv", "design", "where")
"""Sections that choose points, which a search does by itself."""


@dataclass(frozen=True)
class Objective:
    """An outcome, and whether more or less of it is better (``maximise``, ``minimise``)."""

    outcome: str
    direction: str

    @property
    def sign(self) -> float:
        """Turns the outcome into a cost, of which less is better."""
        return 1.0 if self.direction == MINIMISE else -1.0


@dataclass(frozen=True)
class Search:
    """Levers to choose, objectives to choose them by, and how much is spent on that.

    Attributes
    ----------
    base : Plan
        The experiment that evaluates the levers at their reference on fresh luck; finalists are evaluated
        likewise.
    levers : tuple of Lever
        What is chosen.
    objectives : tuple of Objective
        What for.
    asked : Optimise
        Trials, rungs, and the rest that the config says.
    reference : dict
        The scenario's own value of each lever.
    """

    base: Plan
    levers: tuple[Lever, ...]
    objectives: tuple[Objective, ...]
    asked: Optimise
    reference: Point
    document: Document = field(repr=False)
    file_folder: Path | None = field(repr=False, default=None)

    @classmethod
    def load(cls, path: str | Path, overrides: Mapping[str, object] | None = None) -> Search:
        """The search of an experiment file; see `bondsim.experiments.planning.plan.Plan.load`."""
        from bondsim.experiments.config.layers import assemble

        path = Path(path)
        return resolve_search(assemble(path, overrides or {}), name=slug(path.stem), folder=path.parent)

    @property
    def name(self) -> str:
        """Name of the result folder."""
        return self.base.name

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that the objectives are about."""
        return tuple(objective.outcome for objective in self.objectives)

    @property
    def resolved(self) -> dict[str, Any]:
        """All that decides what is found, in JSON's types."""
        kept = {key: value for key, value in self.base.resolved.items() if key not in ("points", "plots")}
        objectives = [[each.outcome, each.direction] for each in self.objectives]
        asked = self.asked.model_dump(exclude={MAXIMISE, MINIMISE})
        return kept | {
            "search": {
                "levers": [lever.as_json() for lever in self.levers],
                "objectives": objectives,
                **asked,
            }
        }

    @property
    def config_hash(self) -> str:
        """SHA-256 of what decides what is found."""
        return hashlib.sha256(canonical(deciding(self.resolved)).encode()).hexdigest()

    @property
    def folder(self) -> Path:
        """The result folder where none is named."""
        return Path("results") / f"{self.name}-{self.config_hash[:8]}"

    def rung_size(self, rung: int) -> int:
        """Runs of a candidate that a rung adds to those of the rungs before."""
        growth, first = self.asked.growth, self.asked.first
        return first if rung == 0 else first * growth**rung - first * growth ** (rung - 1)

    @property
    def expected_runs(self) -> tuple[int, int]:
        """About how many runs it takes: those of the search, and those on fresh luck at least."""
        each, asked = len(self.base.points), self.asked  # a point for each draw of what is uncertain
        kept = [max(1, round(asked.trials / asked.growth**rung)) for rung in range(asked.rungs)]
        chosen = sum(n * self.rung_size(rung) for rung, n in enumerate(kept)) * each
        return chosen, (asked.finalists + 1) * self.base.replicates.min * each

    def luck(self, *address: object) -> int:
        """Seed of a part of the search; parts with other addresses know nothing of each other's luck."""
        digest = hashlib.sha256(canonical([self.base.seed, "search", *address]).encode()).digest()
        return int.from_bytes(digest[:8], "big") >> 1

    def rung(self, points: Sequence[Point], generation: int, rung: int) -> Plan:
        """The experiment that runs candidates of a generation on one rung, all with the luck of the rung."""
        return self._plan(
            points,
            f"{self.name}-{generation:04d}-{rung}",
            seed=self.luck("rung", rung),
            replicates=self.rung_size(rung),
            record={"outcomes": list(self.outcomes)},
            plots=[],
        )

    def fresh(self, points: Sequence[Point]) -> Plan:
        """The experiment that evaluates finalists on luck that no choice has rested on."""
        plots = []
        if len(self.objectives) > 1:
            x, y = self.objectives[1], self.objectives[0]
            best = {MAXIMISE: "high", MINIMISE: "low"}
            plots = [
                {
                    "kind": "pareto",
                    "x": x.outcome,
                    "y": y.outcome,
                    "x_best": best[x.direction],
                    "y_best": best[y.direction],
                }
            ]
        return self._plan(points, f"{self.name}-fresh", seed=self.luck("fresh"), plots=plots)

    def notes(self) -> list[str]:
        """A line for each key that is set or chosen and changes nothing, wherever the levers stand."""
        from bondsim.experiments.planning.notes import idle_notes

        ends = [lever.levels or (lever.low, lever.high) for lever in self.levers]
        names = [lever.key for lever in self.levers]
        corners = ({**self.base.fixed, **dict(zip(names, corner, strict=True))} for corner in product(*ends))
        return idle_notes(self.base.scenario, (*self.base.fixed, *names), corners)

    def possible(self, point: Point) -> bool:
        """Whether the scenario can be set so: values may each be possible and not all at once."""
        from bondsim.scenario import SettingsError

        if not self.base.scenario.is_career:
            return True
        try:
            self.base.scenario.check({**self.base.fixed, **point})
        except SettingsError:
            return False
        return True

    def _plan(self, points: Sequence[Point], name: str, **changed: Any) -> Plan:
        return _experiment(self.document, points, name, self.file_folder, self.base.scenario, changed)


def resolve_search(
    document: Document, *, name: str, folder: Path | None, scenario: Scenario | None = None
) -> Search:
    """The search that a document asks for.

    Raises
    ------
    bondsim.documents.DocumentError
        With every mistake.
    """
    from bondsim.experiments.planning.resolve import scenario_of

    file = document.validate(ExperimentFile)
    scenario = scenario or scenario_of(document, folder)
    if file is None or scenario is None:
        document.check()
        raise AssertionError("a config without a scenario has problems")
    for section in CHOSEN:
        if section in document.names(()):
            document.problem((section,), f"a search chooses its points; want no {section}", key=True)
    asked = file.optimise or Optimise()
    if not file.vary:
        document.problem((), "vary: this key is missing; a search chooses among what is under vary")
    levers = all_levers(document, file.vary, dict(scenario.keys))
    for lever in levers:
        if lever.key in file.fix:
            document.problem(("fix", lever.key), "fixed and varied; want one of the two", key=True)
    objectives = _objectives(document, asked, scenario, file.record.outcomes)
    if asked.batch > asked.trials:
        asked = asked.model_copy(update={"batch": asked.trials})
    reference = {lever.key: scenario.keys[lever.key].default for lever in levers}
    # the rest is checked as the experiment that it is; what a search does not need is told of only once
    plain = Document(document.node, document.text, typed=document.typed)
    if not document.found:
        base = _experiment(plain, [reference], file.name or name, folder, scenario, {"plots": []})
        found = Search(base, levers, objectives, asked, reference, plain, folder)
        if sum(found.expected_runs) <= MAX_RUNS:
            return found
        said = f"about {sum(found.expected_runs):,} runs are too many; at most {MAX_RUNS:,} would do"
        document.problem(("optimise",), said, key=True)
    document.check()
    raise AssertionError("problems are raised")


def _objectives(
    document: Document, asked: Optimise, scenario: Scenario, recorded: list[str] | None
) -> tuple[Objective, ...]:
    found: list[Objective] = []
    for direction, names in ((MAXIMISE, asked.maximise), (MINIMISE, asked.minimise)):
        for name in names:
            loc = ("optimise", direction)
            if name not in scenario.outcomes:
                document.problem(loc, f"unknown outcome {name}{nearest(name, scenario.outcomes)}")
            elif recorded is not None and name not in recorded:
                document.problem(loc, f"{name} is not recorded; add it to record.outcomes")
            elif name in (each.outcome for each in found):
                document.problem(loc, f"{name} is there twice")
            found.append(Objective(name, direction))
    if not found:
        document.problem((), "optimise: nothing to optimise; want maximise or minimise, with outcomes")
    return tuple(found)


def _experiment(
    document: Document,
    points: Sequence[Point],
    name: str,
    folder: Path | None,
    scenario: Scenario,
    changed: Mapping[str, Any],
) -> Plan:
    """The experiment of some points in place of what a search varies."""
    from bondsim.experiments.planning.resolve import resolve

    entries = dict(document.node.content) if isinstance(document.node.content, dict) else {}
    entries = {key: node for key, node in entries.items() if key not in NOT_ITS_OWN}
    made = documents.from_python({"points": list(points), **changed})
    entries |= made.content if isinstance(made.content, dict) else {}
    node = Node(entries, document.node.place, document.node.key_place)
    return resolve(
        Document(node, document.text, typed=document.typed), name=name, folder=folder, scenario=scenario
    )
