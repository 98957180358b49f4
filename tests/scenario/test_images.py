"""A map as an image: a pixel a cell, colours named in the scenario."""

import numpy as np
import pytest
from PIL import Image

from bondsim.documents import DocumentError
from bondsim.scenario import load

COLOURS = {
    ".": "#ffffff",
    "s": "#c0a060",
    "~": "#2060ff",
    "X": "#ff0000",
    "H": "#ff8000",
    "D": "#00ff00",
    "C": "#808080",
    "R": "#ff00ff",
    "S": "#000000",
}


def painted(written, spoil=None, colours=COLOURS):
    """The creek with its map painted; `spoil(pixels)` may change them."""
    marks = {
        'grounds:\n    ".": {name: meadow,': f'grounds:\n    ".": {{colour: "{colours["."]}", name: meadow,',
        '"s": {name: bank,': f'"s": {{colour: "{colours["s"]}", name: bank,',
        '"~": {name: creek bed,': f'"~": {{colour: "{colours["~"]}", name: creek bed,',
        "file: creek.txt": "file: creek.png",
    }
    marks |= {f"{p}: {{name:": f'{p}: {{colour: "{colours[p]}", name:' for p in "XHDCRS"}
    path = written(marks)
    rows = (path.parent / "creek.txt").read_text().splitlines()
    rgb = {letter: tuple(bytes.fromhex(colour[1:])) for letter, colour in COLOURS.items()}
    pixels = np.array([[rgb[letter] for letter in row] for row in rows], np.uint8)
    if spoil:
        spoil(pixels)
    Image.fromarray(pixels).save(path.parent / "creek.png")
    return path


def test_an_image_makes_the_same_world_as_a_text_map(written, creek):
    drawn = load(painted(written))
    assert np.array_equal(drawn.map.terrain, creek.map.terrain)
    assert drawn.map.places == creek.map.places
    assert drawn.setup({}).agents.tobytes() == creek.setup({}).agents.tobytes()


def test_a_colour_that_nothing_has_is_named_with_its_cell(written):
    def spoil(pixels):
        pixels[2, 5] = (18, 52, 86)

    with pytest.raises(DocumentError, match=r"row 3, column 6: #123456 is the colour of no ground"):
        load(painted(written, spoil))


def test_two_marks_of_one_colour_are_refused(written):
    with pytest.raises(DocumentError, match="same colour"):
        load(painted(written, colours=COLOURS | {"H": "#ff0000"}))


def test_a_file_that_is_no_image_is_refused(written):
    path = painted(written)
    (path.parent / "creek.png").write_text("no image")
    with pytest.raises(DocumentError, match="not a PNG image"):
        load(path)


def test_an_image_of_too_many_cells_is_refused_before_it_is_unpacked(written):
    path = painted(written)
    for size in ((20_000, 5_000), (10_000, 10_000), (30_000, 30_000)):
        Image.new("1", size).save(path.parent / "creek.png")
        with pytest.raises(DocumentError, match=r"cells; a map has 262,144 at most: make the cells larger"):
            load(path)
