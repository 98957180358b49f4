"""Which figures an experiment draws: those its config names, checked, or a good choice for what is varied."""

from typing import TYPE_CHECKING

from bondsim.documents import Document, Loc, nearest, printable, quoted
from bondsim.experiments.config.document import ExperimentFile
from bondsim.experiments.planning.plan import PlotSpec, Until
from bondsim.plots.kinds import AGENT, FACTOR, KINDS, MAX_PANELS, OUTCOME, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bondsim.experiments.points.levels import Point
    from bondsim.scenario import Scenario

OF_DESIGNS = {"morris": "morris", "sobol": "saltelli"}
"""Figures of sensitivity, and the design that each needs."""
MAX_LINES = 8
"""Most lines in a panel of a figure that was not asked for."""


def figures(
    document: Document,
    file: ExperimentFile,
    scenario: "Scenario",
    points: "Sequence[Point]",
    outcomes: tuple[str, ...],
    until: Until | None,
    *,
    sample: str | None = None,
    draws: str | None = None,
) -> tuple[PlotSpec, ...]:
    """The figures that a config asks for; what is wrong with them is noted in the document.

    `points` are the settings of the levers. Where a config says nothing of figures: the response of the
    outcome that replication is for, or of the first, to the numeric factor with most levels, by the next
    factor; and a heat map where two numeric factors of a grid have three levels or more. Levers that were
    sampled have no levels to draw. `sample` and `draws` are the kinds of design of the levers and of what is
    uncertain; those made for sensitivity have a figure of their own.
    """
    indexed = draws if draws in OF_DESIGNS.values() else sample
    if file.plots is not None:
        return _asked(document, file, scenario, points, outcomes, indexed)
    if document.found or not points or not outcomes:
        return ()
    outcome = until.outcome if until else outcomes[0]
    indices = [PlotSpec(kind, y=outcome) for kind, design in OF_DESIGNS.items() if design == indexed]
    if not points[0] or sample is not None:
        return tuple(indices)
    is_grid = file.points is None
    return (*_chosen(scenario, points, outcome, is_grid=is_grid), *indices)


def _asked(
    document: Document,
    file: ExperimentFile,
    scenario: "Scenario",
    points: "Sequence[Point]",
    outcomes: tuple[str, ...],
    indexed: str | None,
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

    def recorded(loc: Loc, name: str, what: str) -> None:
        if file.record.series is None:
            document.problem(loc, "this figure shows state over time: add record.series")
            return
        wanted = [name] if what == VARIABLE else [f"{name}.x_m", f"{name}.y_m"] if what == AGENT else []
        if what == AGENT and name not in scenario.cast:
            document.problem(loc, f"unknown agent{nearest(name, scenario.cast)}")
            return
        kept = file.record.series.of
        for variable in wanted:
            if kept is not None and variable not in kept:
                document.problem(loc, f"{variable} is not recorded; add it to record.series.of")

    specs = []
    for i, plot in enumerate(file.plots or ()):
        loc: Loc = ("plots", i)
        kind = KINDS[plot.kind]
        options = {name: value for name in kind.options if (value := getattr(plot, name)) is not None}
        named: list[str] = []
        for option, name in options.items():
            what = kind.options[option]
            if what == FACTOR:
                factor((*loc, option), name, *named)
                named.append(name)
            elif what == OUTCOME:
                outcome((*loc, option), name)
            elif what in (VARIABLE, AGENT):
                recorded((*loc, option), name, what)
        wanted = OF_DESIGNS.get(plot.kind)
        if wanted is not None and not document.found and wanted != indexed:
            document.problem((*loc, "kind"), f"this figure shows a {wanted} design, and there is none")
        spec = PlotSpec(plot.kind, **options)
        if not document.found and points and (n_panels := _panels(points, spec)) > MAX_PANELS:
            rest = " and ".join(name for name in points[0] if name not in named)
            message = f"{n_panels} panels, one for each {rest}; at most {MAX_PANELS} would do"
            document.problem(loc, message)
        specs.append(spec)
        if document.is_full:
            break
    return tuple(specs)


def _no_factor(name: str, factors: list[str], scenario: "Scenario") -> str:
    if name in scenario.keys:
        varied = f"varied: {', '.join(map(printable, factors))}" if factors else "nothing is"
        return f"{name} is not varied ({varied})"
    return f"unknown key {quoted(name)}{nearest(name, factors)}"


def _panels(points: "Sequence[Point]", spec: PlotSpec) -> int:
    kind = KINDS[spec.kind]
    if not kind.has_panels:
        return 1
    shown = {getattr(spec, option) for option, what in kind.options.items() if what == FACTOR}
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
    return tuple(spec for spec in specs if _panels(points, spec) <= MAX_PANELS)
