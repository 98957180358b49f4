"""A plan: what an experiment computes, fully resolved and checked; it knows nothing of folders or threads."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsim.experiments.planning.own_agents import Limits, OwnAgents
    from bondsim.experiments.points.levels import Point, Value
    from bondsim.experiments.points.sampling import Sample
    from bondsim.scenario import Scenario, Setup

WORDING = ("name", "question", "plots")
"""Parts of a resolved config that change no number of the results."""


@dataclass(frozen=True)
class Until:
    """When replication stops: when 95 % intervals reach at most `half_width` to either side.

    The intervals are those of `outcome` at every point; where `contrast` names a factor, those of its
    differences between a level and the ``next`` one, or the ``first`` and each other one (`against`), at every
    setting of the other factors.
    """

    outcome: str
    half_width: float
    contrast: str | None = None
    against: str | None = None


@dataclass(frozen=True)
class Replicates:
    """Runs of each point: `min`, then on until `until` holds or there are `max`; a fixed number is both.

    The runs of all points are at most `budget`.
    """

    min: int
    max: int
    until: Until | None = None
    budget: int | None = None


@dataclass(frozen=True)
class Series:
    """State variables over time: a row every `every_s` seconds; of all variables where `of` names none."""

    every_s: float
    of: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """What is kept of each run; outcomes in the scenario's order."""

    outcomes: tuple[str, ...]
    series: Series | None = None
    events: bool = False


@dataclass(frozen=True)
class PlotSpec:
    """A figure as a config asks for it: its kind, and what each of its options names (`bondsim.plots.kinds`)."""

    kind: str
    x: str | None = None
    y: str | None = None
    by: str | None = None
    value: str | None = None
    event: str | None = None
    until: str | None = None
    x_best: str | None = None
    y_best: str | None = None


@dataclass(frozen=True)
class Plan:
    """What an experiment computes.

    Attributes
    ----------
    name, question : str
        Name of the result folder (a slug), and what is asked.
    scenario : Scenario
        The incident.
    seed : int
        Seed of the experiment's luck, in [0, 2^63).
    pairing : str
        ``"common"`` or ``"independent"``.
    fixed : dict
        Keys set for all points, as parsed.
    factors : tuple of str
        Varied keys, in the order of the config, then uncertain ones.
    points : tuple of dict
        Value of each factor, a dict a point; a single empty one where nothing is varied.
    replicates, record, plots
        Runs of each point, what is kept of them, and the figures.
    resolved : dict
        All of this and every default in JSON's types, whatever the order and spelling of the config.
    source_text : str
        The config as the user gave it.
    sample : Sample or None
        How the settings of the levers were made, where their analysis needs to know: Saltelli's, Morris' and
        one-at-a-time designs.
    draws : Sample or None
        How the uncertain keys were drawn.
    own : OwnAgents or None
        A user's own agent classes.
    """

    name: str
    question: str
    scenario: "Scenario"
    seed: int
    pairing: str
    fixed: "dict[str, Value]"
    factors: tuple[str, ...]
    points: "tuple[Point, ...]"
    replicates: Replicates
    record: Record
    plots: tuple[PlotSpec, ...]
    resolved: dict[str, Any] = field(repr=False)
    source_text: str = field(repr=False)
    sample: "Sample | None" = field(default=None, repr=False)
    draws: "Sample | None" = field(default=None, repr=False)
    own: "OwnAgents | None" = field(default=None, repr=False)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Keys that are drawn because they are not known."""
        return tuple(name for name in self.factors if self.draws and name in self.draws.factors)

    @classmethod
    def load(cls, path: str | Path, overrides: Mapping[str, object] | None = None) -> "Plan":
        """The plan of an experiment file.

        Parameters
        ----------
        path : str or Path
            YAML file.
        overrides : mapping, optional
            Values that replace those of the file: ``{"dog.bond": "0.4", "replicates": "50"}``. A key of
            the scenario is fixed by a single value and varied by a list or a range; text is read as YAML.

        Raises
        ------
        bondsim.documents.DocumentError
            Every mistake, each with file, line and column, or with the override that has it.
        """
        from bondsim.experiments.config.layers import assemble
        from bondsim.experiments.planning.resolve import resolve

        path = Path(path)
        document = assemble(path, overrides or {})
        return resolve(document, name=slug(path.stem), folder=path.parent)

    @classmethod
    def make(
        cls,
        *,
        scenario: "str | Path | Scenario",
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
    ) -> "Plan":
        """The plan that Python arguments say; they mean what they mean in a file.

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
        seed, pairing, record, plots, name, question
            As in a file.

        Raises
        ------
        bondsim.documents.DocumentError
            Every mistake.
        """
        from bondsim import documents
        from bondsim.experiments.planning.resolve import resolve
        from bondsim.scenario import Scenario

        loaded = scenario if isinstance(scenario, Scenario) else None
        label = loaded.name if loaded else str(scenario)
        given = {
            "question": question, "name": name, "scenario": label, "seed": seed, "fix": fix, "vary": vary,
            "points": points, "design": design, "where": where, "uncertain": uncertain, "draws": draws,
            "replicates": replicates, "pairing": pairing, "record": record, "plots": plots,
        }  # fmt: skip
        node = documents.from_python({key: value for key, value in given.items() if value is not None})
        text = json.dumps(node.plain(), indent=2, ensure_ascii=False) + "\n"
        default = slug(Path(label).stem)
        return resolve(documents.Document(node, text), name=default, folder=None, scenario=loaded)

    def with_agents(self, classes: Mapping[str, type], limits: "Limits | Mapping[str, Any] | None") -> "Plan":
        """The same experiment with a user's own agent classes: another experiment, of another model.

        Raises
        ------
        ValueError, TypeError
            If they do not fit the scenario, or a limit makes no sense.
        """
        from bondsim.experiments.planning.own_agents import OwnAgents

        own = OwnAgents.of(self.scenario, classes, limits)
        return replace(self, own=own, resolved=self.resolved | {"agents": own.described()})

    def settings(self, point: int) -> "dict[str, Value]":
        """What is set at a point, by key."""
        return self.fixed | self.points[point]

    def swept(self) -> dict[str, list[float]]:
        """Distinct levels of each numeric factor, in rising order: what a shuffled baseline draws from."""
        numeric = [name for name in self.factors if self.scenario.keys[name].kind in ("number", "integer")]
        return {name: sorted({float(point[name]) for point in self.points}) for name in numeric}

    def to_compile(self) -> "list[Scenario | Setup]":
        """What the compiled engine has to be ready for: a career by each set of incidents that a point gives it."""
        if not self.scenario.incidents:
            return [self.scenario]
        keys = {name for name, key in self.scenario.keys.items() if key.kind == "choice"}
        weights = {f"{name}.weight" for name in self.scenario.file.incidents}
        kinds = set()
        for point in range(len(self.points)):
            given = self.settings(point).items()
            kinds.add(
                (
                    *((k, v) for k, v in given if k in keys),
                    *((k, 1.0 if float(v) > 0 else 0.0) for k, v in given if k in weights),
                )
            )
        return [self.scenario.setup(dict(kind)) for kind in sorted(kinds, key=repr)]

    @property
    def max_runs(self) -> int:
        """Runs of the experiment at most: exactly these when the number of replicates is fixed."""
        most = len(self.points) * self.replicates.max
        return most if self.replicates.budget is None else min(most, self.replicates.budget)

    @property
    def id(self) -> str:
        """Short form of `config_hash`, which names the result folder: ``results/<name>-<id>``."""
        return self.config_hash[:8]

    @property
    def folder(self) -> Path:
        """The result folder where none is named."""
        return Path("results") / f"{self.name}-{self.id}"

    @property
    def config_hash(self) -> str:
        """SHA-256 of what decides the numbers: `resolved` without the name, the question and the figures."""
        return hashlib.sha256(canonical(deciding(self.resolved)).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: equal values, equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def deciding(resolved: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a resolved config that decide the numbers of the results."""
    return {key: value for key, value in resolved.items() if key not in WORDING}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What two resolved configs differ in, where it decides numbers: lines such as ``seed: 1 -> 2``."""
    return _differences(deciding(old), deciding(new), "")


def _differences(old: object, new: object, name: str) -> list[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        keys = [*old, *(key for key in new if key not in old)]
        dot = f"{name}." if name else ""
        return [line for key in keys for line in _differences(old.get(key), new.get(key), f"{dot}{key}")]
    if old == new:
        return []
    if isinstance(old, list) and isinstance(new, list) and max(len(old), len(new)) > 8:
        return [
            f"{name}: {len(old)} -> {len(new)} entries" if len(old) != len(new) else f"{name}: other entries"
        ]
    return [f"{name}: {canonical(old)} -> {canonical(new)}"]


def slug(text: str) -> str:
    """A name made of small letters, digits, _ and -, from any text."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in text.lower())
    return kept.strip("_-")[:64] or "experiment"
