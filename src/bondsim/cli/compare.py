"""`bondsim compare`: what was changed between two experiments, and the difference it makes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from bondsim.cli.answer import heading, interval
from bondsim.cli.terminal import console, new_table, print_json
from bondsim.documents import printable


def compare_results(a: Path, b: Path, as_json: bool) -> None:
    """Print changes and differences between two result folders."""
    from bondsim.experiments.results import open_results
    from bondsim.experiments.upkeep.compare import compare

    left, right = open_results(a), open_results(b)
    found = compare(left, right)
    if as_json:
        print_json(asdict(found))
        return
    screen = console()
    screen.print(printable(f"{found.b} compared with {found.a}", 500), style="bold", soft_wrap=True)
    screen.print()
    for name, lines in (("Changed", found.changed or ("nothing that decides a run",)), ("Note", found.notes)):
        for i, line in enumerate(lines):
            screen.print(f"{'' if i else name:<9}{printable(line, 500)}", soft_wrap=True)
    screen.print(
        f"{'Points':<9}{found.shared_points:,} that both have, of {found.points[0]:,} and {found.points[1]:,}"
    )
    screen.print()
    table = new_table()
    for name in ("outcome", found.a, found.b, "difference", "over"):
        table.add_column(printable(name), justify="left" if name in ("outcome", "over") else "right")
    for each in found.effects:
        change = each.difference
        over = f"{change.n:,} {'pairs' if change.paired else 'runs'}"
        over += f", {change.cells:,} points" if change.cells > 1 else ""
        over += f", {change.missing:,} without a value" if change.missing else ""
        over += f", {change.left_out:,} left out" if change.left_out else ""
        table.add_row(
            printable(heading(left, each.outcome)),
            _number(each.a),
            _number(each.b),
            interval(change.estimate, change.low, change.high, "+"),
            over,
        )
    screen.print(table)
    screen.print()
    screen.print(
        "In brackets: 95 % intervals. A difference is the mean over the points that both have.", style="dim"
    )


def _number(value: float) -> str:
    if value != value:
        return "no value"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
