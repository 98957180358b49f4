"""One section of a page of answers: tables with n and 95 % intervals, and statements tested against them."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import bondsim as bs
from bondsim.analysis import Contrast
from bondsim.plots.levels import level_text

GONE, NOT_GONE, ACTS = "gone", "**not gone**", "acts"
NOT_LOOKED_INTO = "why was not looked into"


SHARE_LEFT = 0.1  # of the effect with a mechanism; what is left without it counts as gone up to this share


@dataclass(frozen=True)
class Ablation:
    """A mechanism, how it is switched off, and an effect that must then be gone.

    The effect is the difference of `outcome` between two levels of `factor`, or, where there is no factor,
    between the scenario as it is and with the mechanism switched off. It is gone where its interval with the mechanism
    off holds 0, or where no more is left than `tolerance` (unit of the outcome) or a tenth of it. Where there is no
    factor, it is the outcome itself that must be at `left` with the mechanism off; None where other causes leave it
    somewhere, so that no more can be shown than that the mechanism acts. `why` gives the reason of a tolerance, of an
    effect that stays, or of an outcome that is left.
    """

    mechanism: str
    off: dict[str, Any]
    outcome: str
    factor: str = ""
    levels: tuple[Any, Any] = (0, 1)
    fixed: dict[str, Any] | None = None
    replicates: int = 2000
    tolerance: float = 0.0
    left: float | None = 0.0
    why: str = ""

    def row(self, scenario: str, results: Path, explains: bool = False) -> list[str]:
        """The effect with the mechanism, without it, and whether it is gone; runs are kept below `results`.

        Where the page `explains`, a reason must be given for an effect that is not gone.
        """
        with_it, without = self._effects(scenario, results)
        told = f"{without} is left of `{self.outcome}`" if isinstance(without, Level) else interval(without)
        verdict = self.verdict(with_it, without)
        if verdict.startswith((NOT_GONE, ACTS)):
            asked = (
                f"{scenario}: {self.mechanism!r} is {verdict}; choose what acts through it alone, or say why="
            )
            assert self.why or not explains, asked
            verdict += f": {self.why or NOT_LOOKED_INTO}"
        return [self.mechanism, self.question(), interval(with_it), told, verdict]

    def _effects(self, scenario: str, results: Path) -> tuple[Contrast, "Contrast | Level"]:
        """The effect with the mechanism, and what is left without it."""
        fixed = self.fixed or {}
        if self.factor:
            sides = [
                self._run(scenario, self.factor, self.levels, side, results)
                for side in (fixed, fixed | self.off)
            ]
            with_it, without = (done.contrast(self.outcome, self.factor, *self.levels) for done in sides)
            return with_it, without
        (key, value), *more = self.off.items()
        default = bs.parameters(scenario).set_index("key")["default"][key]
        done = self._run(scenario, key, (value, default), fixed | dict(more), results)
        rows = done.summary[done.summary["outcome"] == self.outcome].set_index("point")
        point = done.points.loc[done.points[key] == value, "point"].iloc[0]
        return done.contrast(self.outcome, key, value, default), Level(rows.loc[point])

    def _run(
        self, scenario: str, key: str, levels: tuple[Any, Any], fixed: dict[str, Any], results: Path
    ) -> bs.Results:
        experiment = bs.Experiment(
            scenario=scenario,
            vary={key: list(levels)},
            fix=fixed,
            replicates=self.replicates,
            record={"outcomes": [self.outcome]},
        )
        return experiment.run(results / f"{scenario}-{experiment.plan.id}")

    def verdict(self, with_it: Contrast, without: "Contrast | Level") -> str:
        """Whether the effect is gone, and by which measure."""
        if not with_it.n or with_it.low <= 0 <= with_it.high:
            return f"{NOT_GONE} (no effect to begin with)"
        if isinstance(without, Level) and self.left is None:
            return ACTS
        zero = (self.left or 0.0) if isinstance(without, Level) else 0.0
        if not without.n:
            return f"{NOT_GONE} (no run has a value)"
        left = abs(without.estimate - zero)
        if left <= 1e-9 or without.low <= zero <= without.high:
            return GONE
        if left <= self.tolerance:
            return f"{GONE} (no more than {self.tolerance:g} is left: {self.why})"
        share = left / abs(with_it.estimate)
        return f"{GONE} but for {share:.0%}" if share <= SHARE_LEFT else NOT_GONE

    def question(self) -> str:
        """The effect in words."""
        off = ", ".join(f"`{key}: {level_text(value)}`" for key, value in self.off.items())
        if not self.factor:
            return f"`{self.outcome}` without {off}"
        first, last = (level_text(level) for level in self.levels)
        return f"`{self.outcome}`, `{self.factor}` {last} less {first}; off: {off}"


class Level:
    """What an outcome is where a mechanism is switched off."""

    def __init__(self, row: pd.Series) -> None:
        self.estimate, self.low, self.high = (float(row[name]) for name in ("estimate", "low", "high"))
        self.n = int(row["n"])
        self.text = cell(row)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Target:
    """A published figure that the model is held against: met or missed, it stays in the table."""

    id: str
    quantity: str
    published: str
    here: str
    status: str  # "met", "**missed**" with its reason, or "**no counterpart**"
    use: str  # "fit", "hold-out" or "consistency"


class Answer:
    """One section of the page.

    Where the page `explains`, a statement that is not borne out and a target that is missed need a reason.
    """

    def __init__(self, name: str, results: bs.Results, explains: bool = False) -> None:
        self.name = name
        self.results = results
        self.explains = explains
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

    def target(
        self, id: str, quantity: str, published: str, here: str, met: bool, use: str, why: str = ""
    ) -> None:
        """Hold a figure of the model against a published one; it goes into the table of all.

        `why` says what makes it miss the target, where it does.
        """
        status = "met" if met else f"**missed**: {self.reason(id, why)}"
        self.targets.append(Target(id, quantity, published, here, status, use))

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

    def check(self, statement: str, figure: str, holds: bool, why: str = "") -> bool:
        """Add a tested statement with its figure; whether it holds. `why` says why not, where it does not."""
        self.holds = self.holds and bool(holds)
        if holds:
            self.lines.append(f"- Holds: {statement} ({figure}).")
        else:
            self.lines.append(
                f"- **Not borne out**: {statement} ({figure}). Why: {self.reason(statement, why)}."
            )
        return bool(holds)

    def shuffled(self, outcome: str, **only: object) -> None:
        """State that the bond written in the config does nothing where luck shuffles it among the runs."""
        estimates = self.table(outcome, baseline="shuffled_bond", **only)["estimate"]
        spread = estimates.max() - estimates.min()
        self.check(
            "with the bond shuffled among runs, the bond written in the config changes nothing",
            f"spread over its levels {spread:.3f}",
            spread < 0.04,
        )

    def reason(self, what: str, why: str) -> str:
        """Why something did not come out; on a page that explains, it must be given."""
        asked = (
            f"{self.name}: {what!r} is not borne out; find out why and give it as why=, "
            f"or say openly why={NOT_LOOKED_INTO!r}"
        )
        assert why or not self.explains, asked
        return why or NOT_LOOKED_INTO


def cell(row: pd.Series) -> str:
    """Estimate with its interval."""
    if pd.isna(row["estimate"]):
        return "–"
    digits = 2 if abs(row["estimate"]) < 10 else 1 if abs(row["estimate"]) < 100 else 0
    estimate, low, high = (f"{row[name]:z.{digits}f}" for name in ("estimate", "low", "high"))
    if pd.isna(row["low"]):
        return f"{estimate} ({row['n']:.0f} run)"
    return f"{estimate} [{low}, {high}]"


def crossing(rows: pd.DataFrame, key: str, share: float) -> tuple[float, float, float]:
    """Where a share that rises with `key` passes a level, between two of the levels run; NaN where it does not.

    The interval is where the curves of the upper and of the lower ends of the shares' intervals pass it.
    """
    rows = rows.sort_values(key)
    found = []
    for side in ("estimate", "high", "low"):
        x, y = rows[key].to_numpy(float), rows[side].to_numpy(float)
        above = np.flatnonzero((y[1:] >= share) & (y[:-1] < share))
        k = int(above[0]) if above.size else -1
        found.append(
            float(x[k] + (share - y[k]) / (y[k + 1] - y[k]) * (x[k + 1] - x[k])) if above.size else math.nan
        )
    return found[0], found[1], found[2]


def within(estimate: float, low: float, high: float, digits: int = 2) -> str:
    """An estimate with its interval, at so many digits."""
    return f"{estimate:z.{digits}f} [{low:z.{digits}f}, {high:z.{digits}f}]"


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
