"""One section of a page of answers: tables with n and 95 % intervals, and statements tested against them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

import bondsim as bs
from bondsim.analysis import Contrast
from bondsim.plots.levels import level_text


@dataclass(frozen=True)
class Ablation:
    """A mechanism, how it is switched off, and an effect that must then be gone.

    The effect is the difference of `outcome` between two levels of `factor`, or, where there is no factor,
    between the scenario as it is and with the mechanism switched off.
    """

    mechanism: str
    off: dict[str, Any]
    outcome: str
    factor: str = ""
    levels: tuple[Any, Any] = (0, 1)
    fixed: dict[str, Any] | None = None
    replicates: int = 2000

    def effects(self, scenario: str, results: Path) -> list[str]:
        """The effect with the mechanism and without it, in words; runs are kept below the folder `results`."""
        fixed = self.fixed or {}
        if not self.factor:
            (key, value), *more = self.off.items()
            default = bs.parameters(scenario).set_index("key")["default"][key]
            return [self._effect(scenario, key, (value, default), fixed | dict(more), results), "–"]
        sides = (fixed, fixed | self.off)
        return [self._effect(scenario, self.factor, self.levels, side, results) for side in sides]

    def _effect(
        self, scenario: str, key: str, levels: tuple[Any, Any], fixed: dict[str, Any], results: Path
    ) -> str:
        experiment = bs.Experiment(
            scenario=scenario,
            vary={key: list(levels)},
            fix=fixed,
            replicates=self.replicates,
            record={"outcomes": [self.outcome]},
        )
        done = experiment.run(results / f"{scenario}-{experiment.plan.id}")
        return interval(done.contrast(self.outcome, key, *levels))

    def question(self) -> str:
        """The effect in words."""
        off = ", ".join(f"`{key}: {level_text(value)}`" for key, value in self.off.items())
        if not self.factor:
            return f"`{self.outcome}` without {off}"
        first, last = (level_text(level) for level in self.levels)
        return f"`{self.outcome}`, `{self.factor}` {last} less {first}; off: {off}"


@dataclass(frozen=True)
class Target:
    """A published figure that the model is held against: met or missed, it stays in the table."""

    id: str
    quantity: str
    published: str
    here: str
    met: bool
    use: str  # "fit", "hold-out" or "consistency"


class Answer:
    """One section of the page."""

    def __init__(self, name: str, results: bs.Results) -> None:
        self.name = name
        self.results = results
        self.targets: list[Target] = []
        self.holds = True
        self.lines: list[str] = []
        self.tables: list[str] = []

    def section(self, picture: str) -> str:
        """The section: its question, the figure, what was found, and the tables behind it."""
        source = f"From `experiments/{self.name}.yaml`, n = {self.n()} runs a point."
        parts = [
            f"## {self.results.question}",
            source,
            picture,
            "\n".join(self.lines),
            "\n".join(self.tables),
        ]
        return "\n\n".join(part.strip() for part in parts if part)

    def n(self) -> str:
        """Runs a point, as text."""
        counts = self.results.runs.groupby("point").size()
        return f"{counts.min()}" if counts.min() == counts.max() else f"{counts.min()} to {counts.max()}"

    def table(self, outcome: str, **only: object) -> pd.DataFrame:
        """Summary of one outcome joined with its points, for some levels of the factors."""
        summary = self.results.summary
        joined = summary[summary["outcome"] == outcome].merge(
            self.results.points, on="point", suffixes=("", "_")
        )
        for key, value in only.items():
            column = key.replace("__", ".")
            joined = joined[joined[column] == value]
        return joined

    def value(self, outcome: str, **only: object) -> pd.Series:
        """The one row of an outcome at one point."""
        rows = self.table(outcome, **only)
        assert len(rows) == 1, (outcome, only, len(rows))
        return rows.iloc[0]

    def show(self, outcome: str, rows: str, columns: str, note: str = "", **only: object) -> None:
        """Add a table of estimates with intervals; `note` says what is special about it."""
        joined = self.table(outcome, **only)
        joined = joined.assign(text=[cell(r) for _, r in joined.iterrows()])
        wide = joined.pivot(index=rows, columns=columns, values="text")
        self.tables += [
            f"`{outcome}`, rows `{rows}`, columns `{columns}`"
            + said(only)
            + (f" ({note})" if note else "")
            + ":",
            "",
            markdown(wide),
            "",
        ]

    def show_list(self, outcomes: list[str], keys: list[str]) -> None:
        """Add a table with a row a point."""
        first = self.table(outcomes[0]).set_index("point")[keys]
        for outcome in outcomes:
            joined = self.table(outcome).set_index("point")
            first[outcome] = [cell(r) for _, r in joined.iterrows()]
        self.tables += [markdown(first.set_index(keys[0]) if len(keys) == 1 else first), ""]

    def target(self, id: str, quantity: str, published: str, here: str, met: bool, use: str) -> None:
        """Hold a figure of the model against a published one; it goes into the table of all."""
        self.targets.append(Target(id, quantity, published, here, bool(met), use))

    def say(self, text: str) -> None:
        """Add a paragraph."""
        self.lines += [text, ""]

    def conclude(self, text: str, follows: bool | None = None) -> None:
        """Add a paragraph if it `follows`; where that is not said, if all statements tested above it hold."""
        self.say("")
        if self.holds if follows is None else follows:
            self.say(text)
        else:
            self.say("Not all of this is borne out, so nothing is concluded from it here.")

    def check(self, statement: str, figure: str, holds: bool) -> bool:
        """Add a tested statement with its figure; whether it holds."""
        self.holds = self.holds and bool(holds)
        self.lines.append(f"- {'Holds' if holds else '**Not borne out**'}: {statement} ({figure}).")
        return bool(holds)


def cell(row: pd.Series) -> str:
    """Estimate with its interval."""
    if pd.isna(row["estimate"]):
        return "–"
    digits = 2 if abs(row["estimate"]) < 10 else 1 if abs(row["estimate"]) < 100 else 0
    estimate, low, high = (f"{row[name]:z.{digits}f}" for name in ("estimate", "low", "high"))
    if pd.isna(row["low"]):
        return f"{estimate} ({row['n']:.0f} run)"
    return f"{estimate} [{low}, {high}]"


def said(only: dict[str, object]) -> str:
    """Fixed levels, in words."""
    return (
        (" at " + ", ".join(f"`{k.replace('__', '.')}` = {level_text(v)}" for k, v in only.items()))
        if only
        else ""
    )


def markdown(frame: pd.DataFrame) -> str:
    """A small table in Markdown."""
    head = [str(frame.index.name or "point"), *[level_text(c) for c in frame.columns]]
    body = [
        [level_text(i), *[level_text(v) for v in row]]
        for i, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, ["---"] * len(head), *body])


def interval(contrast: Contrast) -> str:
    """A contrast in words."""
    if contrast.n == 0:
        return "no run has a value"
    size = abs(contrast.estimate)
    digits = 3 if size < 10 else 1 if size < 100 else 0
    low, high = (f"{end:+.{digits}f}" for end in (contrast.low, contrast.high))
    return f"{contrast.estimate:+.{digits}f} [{low}, {high}], n = {contrast.n}"
