"""The page of a sweep: choose what is along, up and coloured, click a point, watch one of its runs."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

import solara
from pandas import isna

from bondsim.experiments.errors import ResultsError
from bondsim.experiments.reading.replay import differences, recorded_run, same_scenario
from bondsim.experiments.results import Results
from bondsim.live.factors import factors
from bondsim.live.marks import RADIUS, sheet
from bondsim.live.page import BASE, PHONE, Heading, Note, RunPage, Stage
from bondsim.live.watched import Ask, Watched
from bondsim.plots.labels import measure
from bondsim.plots.levels import level_text
from bondsim.plots.tables import levels

ALL = "all"
OFFERED = 500  # replicates of a point to choose from
STYLE = f"""{BASE}
.bondsim-page {{grid-template-columns: minmax(180px, 230px) minmax(0, 7fr) minmax(0, 5fr)}}
.bondsim-table {{border-collapse: collapse; font-size: 0.85rem}}
.bondsim-table th, .bondsim-table td {{text-align: left; padding: 1px 12px 1px 0; font-weight: 400; vertical-align: top;
  overflow-wrap: anywhere}}
.bondsim-table th {{color: #555}}
.bondsim-table td:last-child {{white-space: nowrap}}
.bondsim-sheet {{width: 100%; max-width: 1000px; font-family: inherit; font-size: 15px}}
.bondsim-mark:focus rect, .bondsim-mark:focus circle {{stroke: #000; stroke-width: 2}}
{PHONE} {{
  .bondsim-shown {{order: 3}}
  .bondsim-sheet text {{font-size: 24px}}
  .bondsim-sheet text.bondsim-narrow, .bondsim-sheet text.bondsim-half {{display: none}}
}}
"""


@dataclass(frozen=True)
class Sweep:
    """What an explore page shows.

    Attributes
    ----------
    results : Results
        The results.
    scenario_file : Path or None
        The scenario, where it is the user's own.
    """

    results: Results
    scenario_file: Path | None = None


@dataclass(frozen=True)
class Choice:
    """What is along, up and coloured, and the levels that the other factors are held to (`ALL` for any)."""

    x: str
    y: str
    colour: str
    at: tuple[tuple[str, Any], ...]


_sweeps: list[Sweep] = []


def explore(sweep: Sweep) -> None:
    """Say what `Page` shows from now on."""
    _sweeps[:] = [sweep]


def first_choice(results: Results) -> Choice:
    """Where a page begins: two factors and the outcome that the figures are about, the others held at a level."""
    drawn = [spec["value"] or spec["y"] for spec in results.config.get("plots", [])]
    outcomes = [name for name in (*drawn, *results.outcomes) if name in results.outcomes]
    numeric = sorted(results.factors, key=lambda name: -len(levels(results, name)))
    x = numeric[0] if numeric else outcomes[0]
    y = numeric[1] if len(numeric) > 1 else outcomes[0]
    held = tuple((name, held_level(results, name)) for name in results.factors if name not in (x, y))
    return Choice(x, y, outcomes[0], held)


def held_level(results: Results, name: str) -> Any:
    """First level of a factor; any, where it has so many that each is hardly met twice."""
    there = levels(results, name)
    return there[0] if len(there) <= len(results.points) / 2 else ALL


@solara.component_vue("sheet.vue")
def SheetPlot(
    marks: list[dict[str, Any]],
    x_ticks: list[dict[str, Any]],
    y_ticks: list[dict[str, Any]],
    x_label: str,
    y_label: str,
    colour_label: str,
    scale: list[dict[str, Any]],
    low: str,
    high: str,
    radius: float,
    chosen: int,
    about: str,
    event_choose: Callable[[int], None],
) -> None:
    """The marks of a sweep, drawn by the browser."""


@solara.component
def Page() -> None:
    """The page that `explore` has set the sweep for."""
    sweep = _sweeps[0]
    stage, set_stage = solara.use_state(None)
    choice, choose = solara.use_state(first_choice(sweep.results))
    point, set_point = solara.use_state(-1)
    if stage is None:
        SweepView(sweep, choice, choose, point, set_point, set_stage)
    else:
        RunPage(stage, lambda: set_stage(None))


@solara.component
def SweepView(
    sweep: Sweep,
    choice: Choice,
    choose: Callable[[Choice], None],
    point: int,
    set_point: Callable[[int], None],
    watch: Callable[[Stage], None],
) -> None:
    """The sweep, and the chosen point beside it."""
    results = sweep.results
    solara.Title(f"bondsim: {results.name}")
    solara.Style(STYLE)
    with solara.AppBar():
        solara.AppBarTitle(f"bondsim · {results.question or results.name}")
    drawn = solara.use_memo(lambda: drawn_sheet(results, choice), [choice])
    with solara.Div(classes=["bondsim-page"]):
        with solara.Div(classes=["bondsim-shown"]), solara.Card("What is shown"):
            ChoiceFields(results, choice, choose)
        with solara.Div(attributes={"id": "bondsim-explore"}):
            state = f"{len(results.runs):,} runs at {len(results.points):,} points"
            Note(
                f"{results.folder.name}: {state}{'' if results.finished else ', NOT FINISHED'}. Click a point."
            )
            parts = {name: value for name, value in asdict(drawn).items() if name != "left_out"}
            SheetPlot(
                **parts,
                radius=RADIUS,
                chosen=point,
                about=f"{drawn.colour_label} by {drawn.x_label} and {drawn.y_label}",
                event_choose=lambda chosen: set_point(int(chosen)),
            )
            if drawn.left_out:
                few = "1 point is" if drawn.left_out == 1 else f"{drawn.left_out} points are"
                Note(f"{few} not drawn, without a value to draw.")
            if not drawn.marks:
                Note("No point of the design has these levels.", fault=True)
            Note("Simulated results of a model. Point at a mark for its interval and n.")
        with solara.Div():
            if point >= 0:
                PointView(sweep, point, choice.colour, watch).key(f"point-{point}")
            else:
                Note("The chosen point stands here, with its estimates and its runs.")


def drawn_sheet(results: Results, choice: Choice) -> Any:
    """The marks of a choice; of other factors only those that are held count."""
    held = {n: v for n, v in choice.at if v != ALL and n in results.factors and n not in (choice.x, choice.y)}
    return sheet(results, choice.x, choice.y, choice.colour, held)


@solara.component
def ChoiceFields(results: Results, choice: Choice, choose: Callable[[Choice], None]) -> None:
    """What is along, up and coloured, and what the other factors are held to."""
    names = [*results.factors, *results.outcomes]

    def change(**parts: Any) -> None:
        new = Choice(**{"x": choice.x, "y": choice.y, "colour": choice.colour, "at": choice.at, **parts})
        known = dict(new.at)
        others = [name for name in results.factors if name not in (new.x, new.y)]
        choose(
            Choice(new.x, new.y, new.colour, tuple((n, known.get(n, held_level(results, n))) for n in others))
        )

    solara.Select("Along", value=choice.x, values=names, on_value=lambda name: change(x=name))
    solara.Select("Up", value=choice.y, values=names, on_value=lambda name: change(y=name))
    solara.Select("Colour", value=choice.colour, values=names, on_value=lambda name: change(colour=name))
    for name, level in choice.at:
        texts = {level_text(value): value for value in levels(results, name)}

        def hold(text: str, name: str = name, texts: dict[str, Any] = texts) -> None:
            change(at=tuple((n, texts.get(text, ALL) if n == name else v) for n, v in choice.at))

        shown = ALL if level == ALL else level_text(level)
        solara.Select(f"Held: {name}", value=shown, values=[ALL, *texts], on_value=hold)


@solara.component
def PointView(sweep: Sweep, point: int, outcome: str, watch: Callable[[Stage], None]) -> None:
    """A design point: its levels, its estimates, and a run to watch."""
    results = sweep.results
    rows = solara.use_memo(lambda: results.runs[results.runs["point"] == point].head(OFFERED), [point])
    replicates = {run_label(results, row, outcome): int(row["replicate"]) for _, row in rows.iterrows()}
    run, set_run = solara.use_state(next(iter(replicates), ""))
    fault, set_fault = solara.use_state("")
    if run not in replicates:
        run = next(iter(replicates), "")

    def open_run() -> None:
        try:
            stage = run_stage(sweep, point, replicates[run])
        except (ResultsError, ValueError) as error:
            set_fault(str(error))
            return
        watch(stage)

    Heading(f"Point {point}")
    solara.HTML("table", unsafe_innerHTML=settings_table(results, point), classes=["bondsim-table"])
    Heading("Estimates")
    solara.HTML("table", unsafe_innerHTML=estimates_table(results, point), classes=["bondsim-table"])
    Heading("One of its runs")
    if replicates:
        solara.Select("Replicate", value=run, values=list(replicates), on_value=set_run)
        solara.Button("Watch this run", color="primary", on_click=open_run)
    else:
        Note("It has no runs yet.")
    if fault:
        Note(fault, fault=True)


def run_label(results: Results, row: Any, outcome: str) -> str:
    """A run in a list: its replicate, and how the coloured outcome came out."""
    said = f"replicate {row['replicate']}"
    if outcome not in results.outcomes:
        return said
    value = row[outcome]
    if isna(value):
        return f"{said} · {outcome}: –"
    about = results.describe(outcome)
    text = ("yes" if value else "no") if about.kind == "boolean" else level_text(value)
    return f"{said} · {outcome}: {text} {about.unit}".rstrip()


def settings_table(results: Results, point: int) -> str:
    """What a point sets, as rows of HTML."""
    out = []
    for name, value in results.settings(point).items():
        unit = results.describe(name).unit if name in results.factors else ""
        kind = "varied" if name in results.factors else "fixed"
        said = escape(f"{level_text(value)} {unit}".rstrip())
        out.append(f"<tr><th>{escape(name)}</th><td>{said}</td><td>{kind}</td></tr>")
    return "".join(out)


def estimates_table(results: Results, point: int) -> str:
    """Estimates of a point with interval and n, as rows of HTML."""
    rows = results.summary[results.summary["point"] == point]
    out = []
    for name, estimate, low, high, n in rows[["outcome", "estimate", "low", "high", "n"]].itertuples(
        index=False, name=None
    ):
        value = "–" if isna(estimate) else f"{estimate:.3g}"
        interval = "" if isna(low) else f"[{low:.3g}, {high:.3g}]"
        said = escape(measure(results, str(name)))
        out.append(f"<tr><th>{said}</th><td><b>{value}</b> {interval}</td><td>n = {n}</td></tr>")
    return "".join(out)


def run_stage(sweep: Sweep, point: int, replicate: int) -> Stage:
    """The stage of a recorded run: same settings, same luck.

    Raises
    ------
    ResultsError
        If the run would not come again.
    """
    results = sweep.results
    row = recorded_run(results, point, replicate)
    scenario = same_scenario(results, sweep.scenario_file)
    settings = scenario.parse(results.settings(point))
    ask = Ask(scenario, settings, results.seed(point), replicate, results.swept())
    names = [*results.factors, *(f.key.name for f in factors(scenario, settings))]

    def compare(watched: Watched) -> str:
        if watched.ask != ask:
            return "This is no longer the recorded run: what was changed makes it its what-if twin."
        if watched.running:
            return "The recorded run: same settings, same seed."
        differs = differences(results, row, watched.values())
        return (
            f"DIFFERS from what was recorded: {', '.join(differs)}."
            if differs
            else "It came again as recorded."
        )

    heading = f"{results.folder.name}, point {point}, replicate {replicate}"
    return Stage(ask, factors(scenario, settings, names), heading, compare=compare)
