"""A moment of an incident as a map: grounds, ways come, scent, sounds, dangers, and who is where."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from matplotlib.transforms import ScaledTranslation

from bondsim.plots import style
from bondsim.scenes import Actor, Danger, Land, Scene

View = tuple[float, float, float, float]
"""Left, right, top and bottom of what is shown, m; y grows downwards, as the rows of a map do."""

GROUND_COLOURS = {
    r"\b(lake|water|creek|river|stream|pond)": "#C9DDEE",
    r"\b(thicket|scrub|bush)": "#C3D4B4",
    r"\b(wood|tree|forest|leaf|litter)": "#D9E5CF",
    r"\b(grass|park|garden|clearing|lawn|meadow)": "#E7EFDB",
    r"\b(wall|house|building)": "#C6BFB6",
    r"\b(main street|footbridge|bridge)": "#CFCFCF",
    r"\b(street|road|path|yard)|pav(ed|ing|ement)": "#E9E9E9",
    r"\brails?\b": "#9A9A9A",
    r"\b(rock|stone|ballast|gravel)": "#DCD7CE",
    r"\b(ravine|ditch|slope)": "#CDC5B2",
    r"floor|room|hall|kitchen|landing|study": "#F3ECE0",
}
OTHER_GROUND = "#F2EFE6"
ROLE_MARKS = {
    "dog": (style.COLOURS[1], "^"),
    "handler": (style.COLOURS[0], "o"),
    "suspect": (style.COLOURS[6], "X"),
    "responder": (style.COLOURS[2], "s"),
    "dispatcher": (style.COLOURS[5], "P"),
    "civilian": (style.COLOURS[3], "D"),
    "department": (style.COLOURS[4], "v"),
}
DANGER, SOUND, SCENT = "#B2182B", "#7B3294", "#8C6D1F"
NUMBERED = re.compile(r"_[0-9]+$")
CLOSE_UP_M = tuple(20.0 * 2**k for k in range(11))
FARTHEST_NAME = 2.2  # lines below its mark at most
MANY = 12  # more in a group than this stand without their names
NAME_PT = 8.0
LINE_IN, LETTER_IN = 1.45 * NAME_PT / 72, 0.55 * NAME_PT / 72  # of a name: a line's height, a letter's width
KEY_IN = 0.5  # of a legend: a mark and the space to the next


def ground_colours(land: Land) -> list[str]:
    """Colour of each kind of ground: the scenario's own, else one that fits its name, each another."""
    out: list[str] = []
    for name, own in zip(land.grounds, land.colours, strict=True):
        found = (colour for words, colour in GROUND_COLOURS.items() if re.search(words, name.lower()))
        colour = own or next(found, OTHER_GROUND)
        while colour in out:
            red, green, blue = to_rgb(colour)
            colour = to_hex((0.965 * red, 0.965 * green, 0.965 * blue))
        out.append(colour)
    return out


def whole_map(land: Land) -> View:
    """The view of all of a map."""
    return (0.0, land.width_m, 0.0, land.height_m)


def close_up(scene: Scene, margin: float = 1.3) -> View | None:
    """A view of the teams and of those close to them; None where it would be no smaller than the map.

    Its size goes in steps of two and its middle in quarters of it, so that a film does not tremble.
    """
    team = [a for a in scene.actors if a.partnered] or list(scene.actors)
    if scene.land is None or not team:
        return None
    x, y = np.array([a.x_m for a in team]), np.array([a.y_m for a in team])
    span = margin * max(np.ptp(x), np.ptp(y) * 1.5, 1e-9)
    width = next((size for size in CLOSE_UP_M if size >= span), CLOSE_UP_M[-1])
    if width >= 0.5 * scene.land.width_m:
        return None
    snap = width / 4
    middle_x = round(float(x.min() + x.max()) / 2 / snap) * snap
    middle_y = round(float(y.min() + y.max()) / 2 / snap) * snap
    return (
        middle_x - width / 2,
        middle_x + width / 2,
        middle_y - width * 0.31,
        middle_y + width * 0.31,
    )


def draw_scene(ax: Axes, scene: Scene, view: View | None = None, *, legend: bool = True) -> None:
    """Draw a moment of an incident to scale.

    Parameters
    ----------
    ax
        Axes to draw on; what was there stays.
    scene
        What to draw.
    view
        What to show, m; all of the map without it.
    legend
        Whether to say below the map what the marks are.
    """
    land = scene.land
    view = view or (whole_map(land) if land else _around(scene.actors))
    if land is not None:
        _draw_land(ax, land)
    ax.set(xlim=view[:2], ylim=(view[3], view[2]), aspect="equal", xlabel="m")
    ax.grid(False)
    _draw_scent(ax, scene, view)
    for sound in scene.sounds:
        ax.add_patch(
            Circle((sound.x_m, sound.y_m), sound.reach_m, fill=False, ec=SOUND, ls=(0, (4, 3)), lw=1.4)
        )
    for danger in scene.dangers:
        _draw_danger(ax, danger, view)
    roles = {actor.name: actor.role for actor in scene.actors}
    for name, track in scene.tracks.items():
        colour = ROLE_MARKS[roles[name]][0] if name in roles else style.FAINT
        ax.plot(track[:, 0], track[:, 1], color=colour, lw=1.2, alpha=0.65, zorder=4)
    for actor in sorted(scene.actors, key=lambda one: one.partnered):
        _draw_actor(ax, actor)
    _name_actors(ax, scene.actors, view)
    if legend:
        _legend(ax, scene, view)


def _draw_land(ax: Axes, land: Land) -> None:
    colours = ground_colours(land)
    ax.imshow(
        land.cells,
        cmap=ListedColormap(colours),
        vmin=-0.5,
        vmax=len(colours) - 0.5,
        extent=(0.0, land.width_m, land.height_m, 0.0),
        interpolation="nearest",
        zorder=0,
    )


def _draw_scent(ax: Axes, scene: Scene, view: View) -> None:
    trail = scene.scent.trail
    if len(trail):
        fresh = np.clip(1.0 - trail[:, 2] / max(600.0, float(trail[:, 2].max())), 0.08, 1.0)
        faded = [(*to_rgb(SCENT), float(alpha)) for alpha in fresh]
        ax.scatter(trail[:, 0], trail[:, 1], s=4, c=faded, linewidths=0, zorder=2)
    for plume in scene.scent.plumes:
        ax.add_patch(Polygon(plume, closed=True, fc=SCENT, ec=SCENT, alpha=0.18, lw=1.0, zorder=1))
    if scene.scent.wind is not None:
        width, height = view[1] - view[0], view[3] - view[2]
        tip = (view[0] + 0.06 * width, view[2] + 0.1 * height)
        reach = 0.035 * width
        x, y = scene.scent.wind
        ax.annotate(
            "",
            (tip[0] + reach * x, tip[1] + reach * y),
            (tip[0] - reach * x, tip[1] - reach * y),
            arrowprops={"arrowstyle": "->", "color": style.INK, "lw": 1.6},
            zorder=8,
        )
        ax.text(tip[0], tip[1] + 0.06 * height, "wind", fontsize=8, ha="center", va="top", zorder=8)


def _draw_danger(ax: Axes, danger: Danger, view: View) -> None:
    left, right, top = view[:3]
    if danger.kind == "room":
        ax.plot(danger.x_m, danger.y_m, marker="s", ms=15, mfc="none", mec=style.FAINT, mew=1.2, zorder=3)
        ax.annotate(
            danger.name,
            (danger.x_m, danger.y_m),
            xytext=(0, -11),
            textcoords="offset points",
            ha="center",
            va="top",
            color=style.FAINT,
            fontsize=NAME_PT,
            zorder=8,
        )
        return
    active = danger.stage in ("coming", "passing")
    alpha = 0.22 if active else 0.07
    if danger.shape == "disc":
        ax.add_patch(Circle((danger.x_m, danger.y_m), danger.half_width_m, fc=DANGER, alpha=alpha, lw=0))
        where = (danger.x_m, danger.y_m - danger.half_width_m)
    else:
        bottom = danger.y_m - danger.half_width_m
        if danger.stage != "still":
            ax.add_patch(
                Rectangle((left, bottom), right - left, 2 * danger.half_width_m, fc=DANGER, alpha=alpha, lw=0)
            )
        front = danger.x_m + danger.gap_m
        if active:
            ax.add_patch(
                Rectangle(
                    (front, bottom),
                    danger.length_m,
                    2 * danger.half_width_m,
                    fc=DANGER,
                    ec=DANGER,
                    alpha=0.75,
                )
            )
        where = (min(max(front, left), right), bottom)
    said = {
        "coming": f"{danger.name}: {danger.eta_s:.0f} s, {danger.gap_m:.0f} m off",
        "passing": f"{danger.name} passes",
        "over": f"{danger.name}: over",
    }.get(danger.stage)
    if said:
        outside = where[1] < top + 0.06 * (view[3] - top)
        on_right = where[0] > (left + right) / 2
        ax.annotate(
            said,
            (where[0], max(where[1], top)),
            xytext=(-4 if on_right else 4, -14 if outside else 4),
            textcoords="offset points",
            ha="right" if on_right else "left",
            va="bottom",
            color=DANGER,
            fontsize=9,
            fontweight="bold",
            zorder=9,
        )


def _draw_actor(ax: Axes, actor: Actor) -> None:
    colour, marker = ROLE_MARKS[actor.role]
    hollow = not actor.alive or actor.down or actor.held
    ax.plot(
        actor.x_m,
        actor.y_m,
        marker=marker,
        ms=10 if actor.partnered else 7,
        mfc="white" if hollow else colour,
        mec=colour if hollow else "white",
        mew=1.8 if hollow else 0.8,
        ls="none",
        zorder=6 if actor.partnered else 5,
    )
    if not actor.alive:
        ax.plot(actor.x_m, actor.y_m, marker="x", ms=13, color=style.INK, mew=1.6, ls="none", zorder=7)


def _name_actors(ax: Axes, actors: Iterable[Actor], view: View) -> None:
    """Names beside the marks, a line lower where several stand at one place; where it is too crowded they stay away."""
    some = list(actors)
    sizes: dict[str, int] = {}
    for actor in some:
        sizes[NUMBERED.sub("", actor.name)] = sizes.get(NUMBERED.sub("", actor.name), 0) + 1
    size_in = ax.figure.get_figure(root=True).get_size_inches()
    metres_an_inch = max((view[1] - view[0]) / (0.85 * size_in[0]), (view[3] - view[2]) / (0.7 * size_in[1]))
    line = LINE_IN * metres_an_inch
    taken: list[tuple[float, float, float]] = []
    for actor in sorted(some, key=lambda one: (not one.partnered, one.y_m, one.name)):
        seen = view[0] <= actor.x_m <= view[1] and view[2] <= actor.y_m <= view[3]
        if not seen or sizes[NUMBERED.sub("", actor.name)] > MANY:
            continue
        said = f"{actor.name}: {'dead' if not actor.alive else 'held' if actor.held else actor.action}"
        long = (len(said) + 3) * LETTER_IN * metres_an_inch
        left = actor.x_m + long < view[1]
        start = actor.x_m if left else actor.x_m - long
        y = actor.y_m
        while any(start < b and a < start + long and abs(y - c) < line for a, b, c in taken):
            y += line
        if not actor.partnered and y - actor.y_m > FARTHEST_NAME * line:
            continue  # its name would stand beside somebody else
        taken.append((start, start + long, y))
        ax.annotate(
            said,
            (actor.x_m, y),
            xytext=(9 if left else -9, 0),
            textcoords="offset points",
            ha="left" if left else "right",
            va="center",
            fontsize=NAME_PT,
            color=style.INK,
            zorder=9,
            annotation_clip=True,
            bbox={"fc": "white", "ec": "none", "alpha": 0.7, "pad": 0.8},
        )


def _around(actors: Iterable[Actor]) -> View:
    places = [(a.x_m, a.y_m) for a in actors] or [(0.0, 0.0)]
    x, y = zip(*places, strict=True)
    return (min(x) - 10, max(x) + 10, min(y) - 7, max(y) + 7)


def _legend(ax: Axes, scene: Scene, view: View) -> None:
    """What the marks mean: roles, then scent and sound, then the grounds in view."""
    handles: list[Line2D | Patch] = []
    for role in dict.fromkeys(actor.role for actor in scene.actors):
        colour, marker = ROLE_MARKS[role]
        handles.append(Line2D([], [], color=colour, marker=marker, ls="none", ms=7, label=role))
    if any(not a.alive or a.down or a.held for a in scene.actors):
        grey = style.FAINT
        handles.append(
            Line2D([], [], mfc="white", mec=grey, mew=1.6, marker="o", ls="none", ms=7, label="down or held")
        )
    if len(scene.scent.trail):
        handles.append(Line2D([], [], color=SCENT, marker=".", ls="none", label="scent of the trail"))
    if scene.scent.plumes:
        handles.append(Patch(fc=SCENT, alpha=0.3, label="scent on the wind"))
    if scene.sounds:
        handles.append(
            Line2D([], [], color=SOUND, ls=(0, (4, 3)), label="as far as it stands out from the noise")
        )
    if scene.land is not None:
        handles += [Patch(fc=c, ec="#BBBBBB", lw=0.5, label=name) for name, c in _grounds(scene.land, view)]
    below = ScaledTranslation(0, -0.45, ax.figure.get_figure(root=True).dpi_scale_trans)
    ax.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        bbox_transform=ax.transAxes + below,
        ncols=_columns([str(h.get_label()) for h in handles], ax),
        fontsize=8,
        handletextpad=0.4,
        columnspacing=1.2,
    )


def _columns(labels: list[str], ax: Axes) -> int:
    """Columns of a legend that fit below a map, at most five."""
    room = 0.95 * float(ax.figure.get_figure(root=True).get_size_inches()[0])
    for columns in range(5, 1, -1):
        parts = np.array_split([len(label) for label in labels], columns)
        if sum(KEY_IN + LETTER_IN * part.max() for part in parts if len(part)) <= room:
            return columns
    return 1


def _grounds(land: Land, view: View) -> list[tuple[str, str]]:
    """Name and colour of the kinds of ground in view."""
    rows, columns = land.cells.shape
    left, right = (int(np.clip(x / land.cell_m, 0, columns)) for x in view[:2])
    top, bottom = (int(np.clip(y / land.cell_m, 0, rows)) for y in view[2:])
    part = land.cells[top : max(bottom, top + 1), left : max(right, left + 1)]
    colours = ground_colours(land)
    return [(land.grounds[k], colours[k]) for k in (np.unique(part) if part.size else [])]
