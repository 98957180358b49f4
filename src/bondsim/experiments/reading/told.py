"""What results say, in sentences: the outcome they are about, the main difference, the range over the design."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bondsim.plots.kinds import FACTOR, KINDS, main_outcome
from bondsim.plots.levels import level_text

if TYPE_CHECKING:
    from bondsim.analysis import Contrast
    from bondsim.experiments.reading.over_draws import OverDraws
    from bondsim.experiments.results import Results


@dataclass(frozen=True)
class Answer:
    """The answer of an experiment.

    Attributes
    ----------
    outcome : str
        The outcome that it is about.
    contrast : Contrast or None
        The main difference; None where no two points differ in one factor alone.
    sentence : str
        The answer, with its interval and n.
    range : str
        Between which values the outcome lies over the design.
    """

    outcome: str
    contrast: Contrast | None
    sentence: str
    range: str


def told_outcomes(results: Results) -> list[str]:
    """The outcomes that the figures are about, else the first: those to tell where there is room for few."""
    drawn = [main_outcome(spec) for spec in results.config.get("plots", [])]
    return [name for name in results.outcomes if name in drawn] or [*results.outcomes[:1]]


def contrasts(results: Results | OverDraws, outcomes: Sequence[str]) -> Iterator[Contrast]:
    """Contrasts of each outcome: between the ends of a number, from a first option to each of the others."""
    for outcome in outcomes:
        for factor in results.factors:
            yield from _of_factor(results, outcome, factor)


def contrast(results: Results | OverDraws, outcome: str, factor: str, a: Any, b: Any) -> Contrast | None:
    """The contrast, or None where no two points of the design (a list, say) differ in this factor alone."""
    try:
        return results.contrast(outcome, factor, a, b)
    except ValueError:
        return None


def _of_factor(results: Results | OverDraws, outcome: str, factor: str) -> list[Contrast]:
    from bondsim.plots.tables import is_numeric, levels

    first, *others = levels(results, factor)
    ends = others[-1:] if is_numeric(results, factor) else others
    return [found for b in ends if (found := contrast(results, outcome, factor, first, b)) is not None]


def answer(results: Results) -> Answer:
    """The answer: the main difference in the outcome that the first figure is about, and the range."""
    drawn = [spec for spec in results.config.get("plots", []) if main_outcome(spec) in results.outcomes]
    outcome = main_outcome(drawn[0]) if drawn else None
    outcome = outcome or results.outcomes[0]
    estimates = results.over_draws
    named = [
        spec[option]
        for spec in drawn
        for option, what in KINDS[spec["kind"]].options.items()
        if what == FACTOR and spec.get(option) in estimates.factors
    ]
    found = None
    for factor in dict.fromkeys([*named, *estimates.factors]):
        of_factor = [each for each in _of_factor(estimates, outcome, factor) if math.isfinite(each.estimate)]
        if of_factor:
            found = max(of_factor, key=lambda each: abs(each.estimate))
            break
    sentence = difference_told(results, found) if found else ""
    return Answer(outcome, found, sentence, range_told(results, outcome))


def difference_told(results: Results, found: Contrast) -> str:
    """A difference in a sentence, with its interval and n."""
    about = results.describe(found.outcome)
    share = about.kind == "boolean"
    scale, unit = (100.0, " percentage points") if share else (1.0, f" {about.unit}".rstrip())
    counted = f"n = {found.n:,} {'pairs of runs with the same luck' if found.paired else 'runs'}"
    counted += f" over {found.draws} draws of what is not known" if found.draws else ""
    meaning = plain(about.description)
    what = (
        f"the share of runs in which {meaning}" if share else f"the mean of {_named(results, found.outcome)}"
    )
    change = f"{_change(results, found)}, {what}"
    over = f", on average over {found.cells} settings of {_others(results, found.factor)}"
    over = over if found.cells > 1 else ""
    size = f"{_number(scale * found.estimate)}{unit}"
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return f"{change} changes by {size}{over}; there are too few runs for an interval."
    low, high = (_number(scale * end) for end in (found.low, found.high))
    interval = f"95 % interval {low} to {high}{unit}; {counted}"
    if found.low <= 0.0 <= found.high:
        none = "does not change by more than chance can explain: the difference is"
        return f"{change} {none} {size}{over} ({interval})."
    verb, ends = "rises" if found.estimate > 0 else "falls", _ends(results, found)
    a, b = (value_told(results, found.outcome, end) for end in ends) if ends else ("", "")
    from_to = f", from {a} to {b}" if ends else ""
    return f"{change} {verb} by {size.removeprefix('−')}{from_to}{over} ({interval})."


def range_told(results: Results, outcome: str) -> str:
    """Between which values an outcome lies over the design, and where."""
    estimates = results.over_draws
    rows = estimates.summary[estimates.summary["outcome"] == outcome].merge(estimates.points, on="point")
    rows = rows.dropna(subset=["estimate"])
    if rows.empty:
        return f"No run has a value of {outcome}."

    def at(row: Any) -> str:
        held = ", ".join(f"{name} = {with_unit(results, name, row[name])}" for name in estimates.factors)
        low, high = (value_told(results, outcome, float(row[end])) for end in ("low", "high"))
        return f"{value_told(results, outcome, float(row['estimate']))} [{low} to {high}]" + (
            f" at {held}" if held else ""
        )

    ordered = rows.sort_values("estimate", kind="stable").to_dict("records")
    least, most = ordered[0], ordered[-1]
    name = _named(results, outcome)
    if len(rows) == 1:
        return f"At the one point of the design, {name} is {at(least)}."
    return f"Over the {len(rows)} points of the design, {name} goes from {at(least)}, to {at(most)}."


def value_told(results: Results, outcome: str, value: float) -> str:
    """An estimate with its unit: a share as per cent."""
    about = results.describe(outcome)
    if not math.isfinite(value):
        return "too few runs"
    if about.kind == "boolean":
        return f"{_number(100.0 * value)} %"
    return f"{_number(value)} {about.unit}".rstrip()


def with_unit(results: Results, factor: str, level: Any) -> str:
    """A level of a factor with its unit."""
    return f"{level_text(level)} {results.describe(factor).unit}".rstrip()


def plain(description: str) -> str:
    """A description without what it says of missing values and of options."""
    return " ".join(description.split()).split("; missing")[0].split(" (none:")[0].rstrip(".")


def _change(results: Results, found: Contrast) -> str:
    about = results.describe(found.factor)
    a, b = (with_unit(results, found.factor, level) for level in (found.a, found.b))
    meaning = plain(about.description)
    named = f"{found.factor} ({meaning})" if meaning else found.factor
    if about.kind in ("number", "integer"):
        return f"When {named} goes from {a} to {b}"
    return f"When {named} is {b} instead of {a}"


def _named(results: Results, outcome: str) -> str:
    meaning = plain(results.describe(outcome).description)
    return f"{outcome} ({meaning})" if meaning else outcome


def _others(results: Results, factor: str) -> str:
    return " and ".join(name for name in results.over_draws.factors if name != factor)


def _ends(results: Results, found: Contrast) -> tuple[float, float] | None:
    """Mean estimates at both levels; None where they are of other runs than the difference is."""
    estimates = results.over_draws
    rows = estimates.summary[estimates.summary["outcome"] == found.outcome].merge(
        estimates.points, on="point"
    )
    others = [name for name in estimates.factors if name != found.factor]
    sides = [rows[rows[found.factor] == level] for level in (found.a, found.b)]
    if others:
        both = sides[0].merge(sides[1], on=others, suffixes=("_a", "_b"))
    else:
        both = sides[0].merge(sides[1], how="cross", suffixes=("_a", "_b"))
    a, b = float(both["estimate_a"].mean()), float(both["estimate_b"].mean())
    return (a, b) if math.isclose(b - a, found.estimate, rel_tol=1e-6, abs_tol=1e-9) else None


def _number(value: float) -> str:
    """A number with three digits that count, and no exponent where people write none."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{min(digits, 6)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
