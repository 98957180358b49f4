"""Which figures an experiment draws: those its config names, checked, or a good choice for what is varied."""

from typing import TYPE_CHECKING

from bondsim.documents import Document, Loc, nearest, quoted
from bondsim.experiments.config import ExperimentFile, Heatmap, Tradeoff
from bondsim.experiments.plan import PlotSpec, Until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bondsim.experiments.design import Point
    from bondsim.scenario import Scenario

MAX_PANELS = 12
"""Most panels of a figure, one for each combination of the factors not shown, as in `bondsim.plots`."""
MAX_LINES = 8
"""Most lines in a panel of a figure that was not asked for."""


def figures(
    document: Document,
    file: ExperimentFile,
    scenario: "Scenario",
    points: "Sequence[Point]",
    outcomes: tuple[str, ...],
    until: Until | None,
) -> tuple[PlotSpec, ...]:
    """The figures that a config asks for; what is wrong with them is noted in the document.

    Where it says nothing of figures: the response of the outcome that replication is for, or of the first, to
    the numeric factor with most levels, by the next factor; and a heat map where two numeric factors of a
    grid have three levels or more.
    """
    if file.plots is not None:
        return _asked(document, file, scenario, points, outcomes)
    if document.found or not points or not points[0] or not outcomes:
        return ()
    return _chosen(scenario, points, until.outcome if until else outcomes[0], is_grid=file.points is None)


def _asked(
    document: Document,
    file: ExperimentFile,
    scenario: "Scenario",
    points: "Sequence[Point]",
    outcomes: tuple[str, ...],
) -> tuple[PlotSpec, ...]:
    # as the document names them: a factor or an outcome that is wrong elsewhere is not told again here
    factors = [*document.names(("vary",)), *(points[0] if points and not file.vary else ())]
    broken = bool(document.found) and not factors

    def factor(loc: Loc, name: str, *others: str | None) -> None:
        if name in others:
            document.problem(loc, "want another factor here than in the rest of the figure")
        elif name not in factors and not broken:
            document.problem(loc, _no_factor(name, factors, scenario))

    def outcome(loc: Loc, name: str) -> None:
        if name not in scenario.outcomes:
            document.problem(loc, f"unknown outcome{nearest(name, scenario.outcomes)}")
        elif name not in outcomes:
            document.problem(loc, "this outcome is not recorded; add it to record.outcomes")

    specs = []
    for i, plot in enumerate(file.plots or ()):
        loc: Loc = ("plots", i)
        if isinstance(plot, Tradeoff):
            outcome((*loc, "x"), plot.x)
            outcome((*loc, "y"), plot.y)
            factor((*loc, "by"), plot.by)
            spec = PlotSpec("tradeoff", plot.x, plot.y, by=plot.by)
        elif isinstance(plot, Heatmap):
            factor((*loc, "x"), plot.x)
            factor((*loc, "y"), plot.y, plot.x)
            outcome((*loc, "value"), plot.value)
            spec = PlotSpec("heatmap", plot.x, plot.y, value=plot.value)
        else:
            factor((*loc, "x"), plot.x)
            outcome((*loc, "y"), plot.y)
            if plot.by is not None:
                factor((*loc, "by"), plot.by, plot.x)
            spec = PlotSpec("response", plot.x, plot.y, by=plot.by)
        if not document.found and (n_panels := _panels(points, _shown(spec))) > MAX_PANELS:
            rest = " and ".join(name for name in points[0] if name not in _shown(spec))
            message = f"{n_panels} panels, one for each {rest}; at most {MAX_PANELS} would do"
            document.problem(loc, message)
        specs.append(spec)
        if document.is_full:
            break
    return tuple(specs)


def _no_factor(name: str, factors: list[str], scenario: "Scenario") -> str:
    if name in scenario.keys:
        varied = f"varied: {', '.join(factors)}" if factors else "nothing is"
        return f"{name} is not varied ({varied})"
    return f"unknown key {quoted(name)}{nearest(name, factors)}"


def _shown(spec: PlotSpec) -> set[str | None]:
    if spec.kind == "tradeoff":
        return {spec.by}
    return {spec.x, spec.by if spec.kind == "response" else spec.y}


def _panels(points: "Sequence[Point]", shown: "set[str | None]") -> int:
    rest = [name for name in points[0] if name not in shown]
    return len({tuple(point[name] for name in rest) for point in points})


def _chosen(
    scenario: "Scenario", points: "Sequence[Point]", outcome: str, *, is_grid: bool
) -> tuple[PlotSpec, ...]:
    sizes = {name: len({point[name] for point in points}) for name in points[0]}
    numeric = [name for name in sizes if scenario.keys[name].kind in ("number", "integer")]
    x = max(numeric or sizes, key=lambda name: sizes[name])
    others = [name for name in sizes if name != x and 1 < sizes[name] <= MAX_LINES]
    specs = [PlotSpec("response", x, outcome, by=others[0] if others else None)]
    wide = [name for name in numeric if name != x and sizes[name] >= 3]
    if is_grid and wide and sizes[x] >= 3:
        specs.append(PlotSpec("heatmap", x, wide[0], value=outcome))
    return tuple(spec for spec in specs if _panels(points, _shown(spec)) <= MAX_PANELS)
