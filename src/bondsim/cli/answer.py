"""The answer of an experiment as text: estimates with their intervals, and contrasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bondsim.cli.terminal import console, new_table
from bondsim.documents import printable
from bondsim.plots.tables import is_numeric, level_text, levels

if TYPE_CHECKING:
    import pandas as pd

    from bondsim.analysis import Contrast
    from bondsim.experiments.results import Results

GAP = 2  # columns between two columns of a table
MAX_CONTRASTS = 12


def print_question(results: Results) -> None:
    """Print what the experiment asks."""
    if results.question:
        console().print(printable(results.question, 1_000), style="bold", soft_wrap=True)


def print_estimates(results: Results, outcomes: Sequence[str], most: int | None = None) -> int:
    """Print a row for each design point: its levels, and estimate [low, high] of each outcome.

    Outcomes that do not fit beside each other go into tables of their own. Where n differs it stands in the
    cell.

    Parameters
    ----------
    results
        Where the tables are read from.
    outcomes
        Which outcomes.
    most
        Design points to print; all of them without it.

    Returns
    -------
    int
        Design points that were left out.
    """
    screen = console()
    points = results.points if most is None else results.points.head(most)
    factors = [str(name) for name in points.columns if name != "point"]
    head = {"point": [str(point) for point in points["point"]]}
    head |= {name: [level_text(value) for value in points[name]] for name in factors}
    counted = results.summary[results.summary["outcome"].isin(list(outcomes))]
    n = counted["n"].unique()
    cells = {}
    for outcome in outcomes:
        rows = points[["point"]].merge(counted[counted["outcome"] == outcome], on="point", how="left")
        cells[heading(results, outcome)] = [estimate(row, with_n=len(n) > 1) for row in _rows(rows)]
    for group in _fitting(head, cells, screen.width):
        table = new_table()
        for name, column in (head | {name: cells[name] for name in group}).items():
            table.add_column(printable(name), justify="left" if _is_text(column) else "right", no_wrap=True)
        for row in zip(*head.values(), *(cells[name] for name in group), strict=True):
            table.add_row(*(printable(cell) for cell in row))
        screen.print(table)
        screen.print()
    says_n = f"n = {int(n[0])} runs a point. " if len(n) == 1 else ""
    screen.print(
        f"{says_n}In brackets: 95 % intervals. A share is of the runs that have a value.", style="dim"
    )
    return len(results.points) - len(points)


def print_contrasts(results: Results, outcomes: Sequence[str]) -> None:
    """Print what each factor changes in each outcome, from its first level to its last."""
    table = new_table()
    for name in ("outcome", "factor", "from", "to"):
        table.add_column(name)
    table.add_column("difference", justify="right", no_wrap=True)
    table.add_column("over", justify="left")
    told = 0
    for each in contrasts(results, outcomes):
        told += 1
        if told > MAX_CONTRASTS:
            break
        over = f"{each.n} {'pairs' if each.paired else 'runs'}"
        if each.cells > 1:
            over += f", {each.cells} settings of the other factors"
        if each.left_out:
            over += f", {each.left_out} left out"
        table.add_row(
            *map(printable, (each.outcome, each.factor, level_text(each.a), level_text(each.b))),
            interval(each.estimate, each.low, each.high, "+"),
            over,
        )
    if told:
        screen = console()
        screen.print(table)
        screen.print()


def contrasts(results: Results, outcomes: Sequence[str]) -> Iterator[Contrast]:
    """Contrasts of each outcome: between the ends of a number, from a first option to each of the others."""
    for outcome in outcomes:
        for factor in (str(name) for name in results.points.columns if name != "point"):
            first, *others = levels(results, factor)
            for other in others[-1:] if is_numeric(results, factor) else others:
                if (found := contrast(results, outcome, factor, first, other)) is not None:
                    yield found


def contrast(results: Results, outcome: str, factor: str, a: Any, b: Any) -> Contrast | None:
    """The contrast, or None where no two points of the design (a list, say) differ in this factor alone."""
    try:
        return results.contrast(outcome, factor, a, b)
    except ValueError:
        return None


def told_outcomes(results: Results) -> list[str]:
    """The outcomes that the figures are about, else the first: those to tell where there is room for few."""
    drawn = [spec["value"] or spec["y"] for spec in results.config.get("plots", [])]
    return [name for name in results.outcomes if name in drawn] or [*results.outcomes[:1]]


def heading(results: Results, outcome: str) -> str:
    """An outcome as a heading: its name, what the number is, its unit."""
    about = results.describe(outcome)
    if about.kind == "boolean":
        return f"{outcome} (share)"
    return f"{outcome} (mean, {about.unit})" if about.unit else f"{outcome} (mean)"


def estimate(row: dict[str, Any], *, with_n: bool) -> str:
    """``0.62 [0.55, 0.69]``, with n where it differs between points."""
    n = 0 if row["n"] != row["n"] else int(row["n"])
    counted = f" n={n}" if with_n else ""
    if row["estimate"] != row["estimate"]:
        return f"no value{counted}"
    return interval(row["estimate"], row["low"], row["high"]) + counted


def interval(estimate: float, low: float, high: float, sign: str = "") -> str:
    """``0.620 [0.551, 0.690]``, with fewer decimals for large numbers; `sign` is ``+`` for a difference."""
    form = f"{sign}.3f" if abs(estimate) < 10 else f"{sign}.1f"
    bounds = f"{low:{form}}, {high:{form}}" if low == low else "too few runs"
    return f"{estimate:{form}} [{bounds}]"


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _is_text(column: list[str]) -> bool:
    return any(cell[:1].isalpha() for cell in column)


def _fitting(head: dict[str, list[str]], cells: dict[str, list[str]], width: int) -> list[list[str]]:
    """Names of `cells` in groups that fit beside `head` into `width` letters; at least one a group."""
    groups: list[list[str]] = []
    room = 0
    taken = sum(_width(name, column) for name, column in head.items())
    for name, column in cells.items():
        need = _width(name, column)
        if not groups or need > room:
            groups.append([])
            room = width - taken
        groups[-1].append(name)
        room -= need
    return groups


def _width(name: str, column: list[str]) -> int:
    return GAP + max(map(len, [name, *column]))
