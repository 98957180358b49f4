"""The map of a moment: what is drawn, where, and what is said beside it."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from bondsim.plots.scene import CLOSE_UP_M, close_up, draw_scene, ground_colours
from bondsim.scenes import Actor, Danger, Land, Scene, Scent, Sound

CELLS = np.zeros((50, 200), np.int8)
CELLS[20:24] = 1
LAND = Land(CELLS, ("ballast", "rail"), (None, "#123456"), 0.5)
DOG = Actor("dog", "dog", "pull", 50.0, 12.0, partnered=True)
HANDLER = Actor("handler", "handler", "wait", 50.5, 11.0, down=True, partnered=True)
TRAIN = Danger("train", "front", "strip", 50.0, 11.0, 1.6, 100.0, 246.0, 10.0, "coming")


def drawn(scene, view=None):
    ax = Figure(figsize=(7, 4)).add_subplot()
    draw_scene(ax, scene, view)
    return ax


def texts(ax):
    return {text.get_text() for text in ax.texts if text.get_text()}


def marks(ax):
    return {
        (float(x), float(y))
        for line in ax.lines
        for x, y in [line.get_xydata()[0]]
        if len(line.get_xdata()) == 1
    }


def test_everybody_stands_at_their_place_with_a_name_and_what_they_do():
    ax = drawn(Scene(0.0, LAND, (DOG, HANDLER)))
    assert {(50.0, 12.0), (50.5, 11.0)} <= marks(ax)
    assert {"dog: pull", "handler: wait"} <= texts(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "dog",
        "handler",
        "down or held",
        "ballast",
        "rail",
    ]


def test_the_whole_map_is_shown_with_its_first_row_on_top():
    ax = drawn(Scene(0.0, LAND, (DOG,)))
    assert ax.get_xlim() == (0.0, 100.0)
    assert ax.get_ylim() == (25.0, 0.0)
    assert ax.get_xlabel() == "m"
    [image] = ax.images
    assert np.array_equal(image.get_array(), CELLS)


def test_the_dead_and_the_held_are_told_by_word_and_mark():
    dead = Actor("dog", "dog", "pull", 10.0, 10.0, alive=False, partnered=True)
    held = Actor("suspect", "suspect", "flee", 20.0, 10.0, held=True)
    ax = drawn(Scene(0.0, LAND, (dead, held)))
    assert {"dog: dead", "suspect: held"} <= texts(ax)
    assert "x" in [line.get_marker() for line in ax.lines]


def test_a_hazard_on_its_way_says_how_long_and_how_far():
    ax = drawn(Scene(0.0, LAND, (HANDLER,), dangers=(TRAIN,)))
    assert "train: 10 s, 246 m off" in texts(ax)
    strip, front = (patch for patch in ax.patches if hasattr(patch, "get_xy"))
    assert (strip.get_y(), strip.get_height()) == pytest.approx((9.4, 3.2))
    assert (front.get_x(), front.get_width()) == (296.0, 100.0)


def test_sounds_scents_and_ways_are_drawn_to_scale():
    trail = np.array([[10.0, 5.0, 0.0], [12.0, 5.0, 900.0]])
    plume = np.array([[1.0, 1.0], [9.0, 1.0], [5.0, 4.0]])
    scene = Scene(
        0.0,
        LAND,
        (DOG,),
        sounds=(Sound("bark of dog", 50.0, 12.0, 7.5),),
        scent=Scent(trail, (plume,), (1.0, 0.0)),
        tracks={"dog": np.array([[40.0, 12.0], [50.0, 12.0]])},
    )
    ax = drawn(scene)
    [circle] = (patch for patch in ax.patches if hasattr(patch, "get_radius"))
    assert (circle.center, circle.radius) == ((50.0, 12.0), 7.5)
    [points] = ax.collections
    assert np.array_equal(points.get_offsets(), trail[:, :2])
    assert points.get_facecolors()[0, 3] > points.get_facecolors()[1, 3]  # what is older is fainter
    assert any(np.array_equal(line.get_xydata(), scene.tracks["dog"]) for line in ax.lines)
    assert "wind" in texts(ax)


def test_a_close_up_holds_the_team_and_does_not_tremble():
    view = close_up(Scene(0.0, LAND, (DOG, HANDLER)))
    assert view[0] < 50.0 < view[1] and view[2] < 11.0 < 12.0 < view[3]
    assert view[1] - view[0] == CLOSE_UP_M[0]
    moved = Actor("dog", "dog", "pull", 50.4, 12.2, partnered=True)
    assert close_up(Scene(1.0, LAND, (moved, HANDLER))) == view


def test_there_is_no_close_up_of_a_team_all_over_the_map():
    far = Actor("dog", "dog", "pull", 99.0, 12.0, partnered=True)
    assert close_up(Scene(0.0, LAND, (far, Actor("h", "handler", "wait", 1.0, 1.0, partnered=True)))) is None


def test_large_groups_stand_without_names():
    crowd = tuple(Actor(f"man_{k}", "civilian", "wait", 2.0 * k, 5.0) for k in range(1, 20))
    assert not [text for text in texts(drawn(Scene(0.0, LAND, crowd))) if text.startswith("man")]


def test_grounds_are_told_apart_and_keep_a_colour_of_their_own():
    land = Land(CELLS, ("wood", "dark wood", "side street", "swamp"), (None, None, None, "#abcdef"), 1.0)
    colours = ground_colours(land)
    assert len(set(colours)) == 4
    assert colours[3] == "#abcdef"
