"""Pictures of a watched run at its present moment."""

from collections.abc import Callable, Sequence
from io import BytesIO
from threading import Lock

from matplotlib.figure import Figure

from bondsim.engines.mesa.scene import ROLE_NAMES
from bondsim.live.watched import Watched
from bondsim.plots import style
from bondsim.plots.ribbons import CAREER, INCIDENT, draw_ribbons
from bondsim.plots.scene import close_up, draw_scene
from bondsim.plots.unit import Tie, draw_relations, draw_teams, layout

DPI = 150
WIDE_IN, HIGH_IN = 5.4, 5.2  # about as wide as a page shows it, so that its letters are as large as the text
_drawing = Lock()  # Matplotlib's settings are those of the whole process


def png(make: Callable[[], Figure]) -> bytes:
    """A picture as the bytes of a PNG image."""
    with _drawing, style.look():
        out = BytesIO()
        make().savefig(out, format="png", dpi=DPI)
        return out.getvalue()


def _figure(high: float, *, left: float, bottom: float, right: float = 0.2, top: float = 0.12) -> Figure:
    """A figure with margins in inches: laying it out anew each time would take longer."""
    figure = Figure(figsize=(WIDE_IN, high), dpi=DPI)
    figure.subplots_adjust(
        left=left / WIDE_IN, right=1 - right / WIDE_IN, bottom=bottom / high, top=1 - top / high
    )
    return figure


def map_picture(watched: Watched, *, near: bool) -> Figure:
    """The map with all that is on it; close to the teams where asked for and they are close together."""
    scene = watched.scene()
    view = close_up(scene) if near else None
    high = 4.2
    if view is None and scene.land is not None:
        high = min(HIGH_IN, max(1.9, (WIDE_IN - 0.7) * scene.land.height_m / scene.land.width_m + 1.1))
    figure = _figure(high, left=0.5, bottom=1.0)
    draw_scene(figure.add_subplot(), scene, view)
    return figure


def ribbons_picture(watched: Watched, agents: Sequence[str]) -> Figure:
    """State of some agents over time."""
    series = watched.series(agents)
    rows = len(CAREER) if watched.is_career else len(INCIDENT) + 1
    heights = [1.0] * rows
    if not watched.is_career:
        heights[-1] = max(0.6, 0.5 * series["agent"].nunique())
    figure = _figure(0.5 * sum(heights) + 0.75, left=1.0, bottom=0.45, top=0.3)
    axes = figure.subplots(rows, 1, sharex=True, height_ratios=heights)
    draw_ribbons(list(axes), series, in_days=watched.is_career)
    return figure


def teams_picture(watched: Watched) -> Figure:
    """One bar a team of a career, with what befell it."""
    series = watched.series()
    teams = series.loc[series["role"] == "dog", "mate"].nunique()
    figure = _figure(0.2 * max(teams, 6) + 1.2, left=0.95, bottom=0.45, top=0.5)
    draw_teams(figure.add_subplot(), series, watched.events())
    return figure


def relations_picture(watched: Watched) -> Figure:
    """Who holds what towards whom, now; of those who are not there, those who are held to.

    Somebody who has not come yet keeps their place, so that nobody moves when they do.
    """
    cast, names = watched.model.cast, watched.ask.scenario.cast
    relations = watched.model.world.relations
    roles = {member.name: ROLE_NAMES[member.role] for member in cast}
    ties = [
        Tie(names[i], names[j], relations[i, j].bond)
        for i in range(len(names))
        for j in range(len(names))
        if i != j and relations[i, j].bond > 0.0
    ]
    partners = [Tie(m.name, names[m.partner], 1.0) for m in watched.followed]
    gone = [m.name for m in cast if not m.alive or not m.present]
    held = {name for tie in ties for name in (tie.of, tie.to) if {tie.of, tie.to} - {*gone}}
    at = {name: xy for name, xy in layout(list(roles), partners).items() if name in held or name not in gone}
    ties = [tie for tie in ties if tie.of in at and tie.to in at]
    figure = _figure(WIDE_IN + 0.5, left=0.05, right=0.05, bottom=0.6, top=0.05)
    there = {name: roles[name] for name in at}
    draw_relations(figure.add_subplot(), there, ties, [name for name in gone if name in at], at)
    return figure
