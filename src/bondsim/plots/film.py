"""Pictures of a film: a run from moment to moment on its map, or a career that grows, alone or beside its twin."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from bondsim.plots import labels, style
from bondsim.plots.career_chart import career_data, draw_career
from bondsim.plots.ribbons import DAY_S
from bondsim.plots.runs import SingleRun, time_text
from bondsim.plots.scene import ROLE_MARKS, View, draw_scene
from bondsim.scenes import Scene

DPI = 100
WIDE_IN, TWIN_IN, TEAM_IN = (
    8.0,
    6.4,
    0.24,
)  # widths of a run alone and beside another; height of a bar of a career
TEXT_IN, HEAD_IN, LINE_PT = 1.15, 0.62, 11.0
MAX_LINES = 6  # of the text below a picture
LETTER_IN = 0.066
LEAST_M, MARGIN = 12.0, 0.2
NOT_TOLD = ("called_out", "incident_over", "learned_harm")  # everyday events of a career

type Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Reel:
    """One of the runs that a film shows.

    Attributes
    ----------
    title : str
        What stands above it.
    run : SingleRun
        The run; of a career with its series.
    scenes : tuple of Scene
        Its moments, of an incident.
    ending : str
        How it came out, told once it has ended.
    """

    title: str
    run: SingleRun
    scenes: tuple[Scene, ...] = ()
    ending: str = ""

    @property
    def end_s(self) -> float:
        """Time of its end, s."""
        if self.scenes:
            return self.scenes[-1].t_s
        return float(self.run.states(["standing"])["t_s"].max())


def frames(reels: Sequence[Reel], n: int) -> Iterator[Pixels]:
    """The pictures of a film, at equal distances in time from the first moment to the last.

    Parameters
    ----------
    reels
        One run, or two side by side.
    n
        How many pictures; 2 or more.

    Yields
    ------
    uint8 array of shape (height, width, 3)
        Red, green and blue; height and width are even.
    """
    end = max(reel.end_s for reel in reels)
    with style.look():
        figure, updates = (_career if reels[0].run.scenario.is_career else _incident)(reels)
        canvas = FigureCanvasAgg(figure)
        for t_s in np.linspace(0.0, end, n):
            for update in updates:
                update(float(t_s))
            canvas.draw()
            picture = np.asarray(canvas.buffer_rgba())[:, :, :3]
            yield np.ascontiguousarray(picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2])


def _sheet(reels: Sequence[Reel], picture_in: float) -> tuple[Figure, list[Axes], list[Text], list[Text]]:
    """A figure with a column for each run: axes for its picture, its clock above, its story below."""
    width = WIDE_IN if len(reels) == 1 else TWIN_IN * len(reels)
    height = picture_in + TEXT_IN + HEAD_IN
    figure = Figure(figsize=(round(width * 50) / 50, round(height * 50) / 50), dpi=DPI)
    each = width / len(reels)
    axes, clocks, stories = [], [], []
    for k, reel in enumerate(reels):
        left = (k * each + 0.7) / width
        axes.append(
            figure.add_axes((left, TEXT_IN / height, (each - 0.85) / width, (picture_in - 0.05) / height))
        )
        top = 1 - 0.1 / height
        figure.text(left, top, reel.title, ha="left", va="top", size=11, weight="bold")
        clocks.append(
            figure.text((k + 1) * each / width - 0.15 / width, top, "", ha="right", va="top", size=11)
        )
        stories.append(
            figure.text(left, (TEXT_IN - 0.42) / height, "", ha="left", va="top", size=8, linespacing=1.25)
        )
    figure.text(
        0.7 / width, 1 - 0.33 / height, "One simulated run of a model" if len(reels) == 1 else
        "Two simulated runs of a model, with the same luck", ha="left", va="top", size=8, color=style.FAINT,
    )  # fmt: skip
    return figure, axes, clocks, stories


def _incident(reels: Sequence[Reel]) -> tuple[Figure, list[Callable[[float], None]]]:
    view = shared_view([scene for reel in reels for scene in reel.scenes])
    width = (WIDE_IN if len(reels) == 1 else TWIN_IN) - 0.85
    high = float(np.clip(width * (view[3] - view[2]) / (view[1] - view[0]), 1.8, 5.0))
    figure, axes, clocks, stories = _sheet(reels, high + 0.35)
    roles = dict.fromkeys(actor.role for reel in reels for actor in reel.scenes[0].actors)
    marks = [
        Line2D([], [], linestyle="", color=ROLE_MARKS[role][0], marker=ROLE_MARKS[role][1], label=role)
        for role in roles
    ]
    marks.append(
        Line2D([], [], linestyle="", color=style.FAINT, marker="o", mfc="none", label="down or held")
    )
    wide, tall = figure.get_size_inches()
    figure.legend(
        handles=marks, loc="upper right", bbox_to_anchor=(1 - 0.1 / wide, 1 - 0.26 / tall), ncols=len(marks),
        fontsize=8, handletextpad=0.1, columnspacing=1.0, borderaxespad=0.0,
    )  # fmt: skip
    unit, seconds = labels.time_unit(max(reel.end_s for reel in reels))
    return figure, [
        _Moments(reel, ax, clock, story, view, unit, seconds)
        for reel, ax, clock, story in zip(reels, axes, clocks, stories, strict=True)
    ]


class _Moments:
    """Draws the moment of an incident that a time falls into."""

    def __init__(
        self, reel: Reel, ax: Axes, clock: Text, story: Text, view: View, unit: str, seconds: float
    ) -> None:
        self.reel, self.ax, self.clock, self.view, self.unit, self.seconds = (
            reel,
            ax,
            clock,
            view,
            unit,
            seconds,
        )
        self.times = np.array([scene.t_s for scene in reel.scenes])
        self.story = _Story(reel, story, unit, seconds)

    def __call__(self, t_s: float) -> None:
        at = max(0, int(np.searchsorted(self.times, t_s + 1e-9, side="right")) - 1)
        now = min(t_s, self.reel.end_s)
        self.ax.clear()
        draw_scene(self.ax, self.reel.scenes[at], self.view, legend=False)
        self.ax.set_xlabel("m", size=8, labelpad=1)
        self.ax.tick_params(labelsize=8)
        self.clock.set_text(
            f"{now / self.seconds:.1f} {self.unit}" + (" (ended)" if t_s > self.reel.end_s else "")
        )
        self.story(t_s)


def shared_view(scenes: Sequence[Scene], least_m: float = LEAST_M) -> View:
    """A view that holds all places where teams are at any of the moments; the whole map where that is most of it."""
    team = [(a.x_m, a.y_m) for scene in scenes for a in scene.actors if a.partnered]
    team = team or [(a.x_m, a.y_m) for scene in scenes for a in scene.actors] or [(0.0, 0.0)]
    places = np.array(team)
    low, high = places.min(axis=0), places.max(axis=0)
    span = (high - low) * (1 + 2 * MARGIN)
    width = max(float(span[0]), 1.6 * float(span[1]), least_m)
    land = scenes[0].land
    if land is not None and width > 0.6 * land.width_m:
        return (0.0, land.width_m, 0.0, land.height_m)
    x, y = (low + high) / 2
    left, top = float(x) - width / 2, float(y) - width / 3.2
    if land is not None:
        left = min(max(left, 0.0), max(land.width_m - width, 0.0))
        top = min(max(top, 0.0), max(land.height_m - width / 1.6, 0.0))
    return (left, left + width, top, top + width / 1.6)


def _career(reels: Sequence[Reel]) -> tuple[Figure, list[Callable[[float], None]]]:
    tables = [career_data(reel.run) for reel in reels]
    n_teams = max(bars["team"].nunique() for bars, _ in tables)
    figure, axes, clocks, stories = _sheet(reels, max(2.2, TEAM_IN * n_teams + 0.9))
    unit, seconds = labels.time_unit(max(reel.end_s for reel in reels))
    updates: list[Callable[[float], None]] = []
    for reel, ax, clock, story, (bars, marks) in zip(reels, axes, clocks, stories, tables, strict=True):
        draw_career(ax, reel.run, bars, marks, counted=False)
        ax.tick_params(labelsize=7.5)
        legend = ax.get_legend()
        if legend is not None:
            box = ax.get_position()
            ax.set_position((box.x0, box.y0, box.width, box.height - 0.55 / figure.get_figheight()))
            ax.legend(
                handles=legend.legend_handles, labels=[text.get_text() for text in legend.get_texts()],
                loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, fontsize=8, borderaxespad=0.2, columnspacing=1.2,
            )  # fmt: skip
        updates.append(_Years(reel, ax, clock, story, unit, seconds))
    return figure, updates


class _Years:
    """Uncovers the chart of a career up to a time."""

    def __init__(self, reel: Reel, ax: Axes, clock: Text, story: Text, unit: str, seconds: float) -> None:
        self.reel, self.clock, self.unit, self.seconds = reel, clock, unit, seconds
        low, high = ax.get_ylim()
        self.end = ax.get_xlim()[1]
        self.cover = Rectangle((0, high), self.end, low - high, fc="white", zorder=8, clip_on=False)
        ax.add_patch(self.cover)
        self.line = ax.axvline(0.0, color=style.INK, linewidth=1.0, zorder=9)
        self.story = _Story(reel, story, unit, seconds, NOT_TOLD)

    def __call__(self, t_s: float) -> None:
        now = min(t_s, self.reel.end_s)
        x = now / self.seconds
        self.cover.set_x(x)
        self.cover.set_width(max(1.02 * self.end - x, 0.0) if x < self.end else 0.0)
        self.line.set_xdata([x, x])
        self.clock.set_text(f"{x:.1f} {self.unit}" if self.unit != "d" else f"day {now / DAY_S:.0f}")
        self.story(t_s)


class _Story:
    """The last few sentences of what has happened, and at the end how it came out."""

    def __init__(
        self, reel: Reel, text: Text, unit: str, seconds: float, without: Sequence[str] = ()
    ) -> None:
        self.reel, self.text, self.unit, self.seconds = reel, text, unit, seconds
        self.told = reel.run.told(without)
        figure = text.get_figure(root=True)
        assert figure is not None
        width = WIDE_IN if len(figure.axes) == 1 else TWIN_IN
        self.letters = int((width - 0.85) / LETTER_IN)

    def __call__(self, t_s: float) -> None:
        past = [line for line in self.told if line[0] <= t_s + 1e-9]
        ending: list[str] = []
        if t_s >= self.reel.end_s and self.reel.ending:
            ending = textwrap.wrap(f"In the end: {self.reel.ending}", self.letters)
        lines: list[str] = []
        for when, said in reversed(past):
            wrapped = textwrap.wrap(
                f"{time_text(when, self.unit, self.seconds)}  {said}",
                self.letters,
                subsequent_indent="        ",
            )
            if len(ending) + len(lines) + len(wrapped) > MAX_LINES - 1:
                break
            lines = [*wrapped, *lines]
        self.text.set_text("\n".join([*lines, *ending]))
