"""The scenario that the documentation writes step by step: data alone, and the same with a painted map."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bondsim.documents import DocumentError
from bondsim.engines.run import run_setup
from bondsim.scenario import load

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "scenarios.md"


@pytest.fixture
def painted(tmp_path):
    """The scenario with its map painted in the colours that the page names."""
    [block] = re.findall(r"^```text painted\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    text = (HERE / "lost_child.yaml").read_text()
    old = text[text.index("  file:") : text.index("cast:")]
    new = block.replace("  grounds:", "  cell_m: 20\n  grounds:")
    (tmp_path / "lost_child.yaml").write_text(text.replace(old, new))
    colours = re.findall(r'^ +"?(.)"?: .*colour: "#([0-9a-f]{6})"', block, re.MULTILINE)
    rgb = {letter: tuple(bytes.fromhex(code)) for letter, code in colours}
    rows = (HERE / "lost_child.txt").read_text().splitlines()
    Image.fromarray(np.array([[rgb[letter] for letter in row] for row in rows], np.uint8)).save(
        tmp_path / "lost_child.png"
    )
    return tmp_path / "lost_child.yaml"


def test_a_painted_map_makes_the_same_wood(painted):
    drawn, written = load(painted), load(HERE / "lost_child.yaml")
    assert np.array_equal(drawn.map.terrain, written.map.terrain)
    assert drawn.map.places == written.map.places
    assert drawn.setup({}).agents.tobytes() == written.setup({}).agents.tobytes()


def test_a_smoothed_edge_is_told_with_its_pixel(painted):
    with Image.open(painted.with_suffix(".png")) as image:
        image.putpixel((12, 6), (0x25, 0x65, 0x28))
        image.save(painted.with_suffix(".png"))
    with pytest.raises(DocumentError, match=r"row 7, column 13: #256528 is the colour of no ground"):
        load(painted)


def test_the_child_sits_elsewhere_on_each_run_and_on_the_map():
    scenario = load(HERE / "lost_child.yaml")
    at = [
        run_setup(scenario.setup({"dog.present": False}), 1, r, "batch")
        .series.query("agent == 'child'")
        .iloc[0]
        for r in range(8)
    ]
    places = {(row.x_m, row.y_m) for row in at}
    assert len(places) == 8
    assert all(0 < x < 600 and 0 < y < 400 for x, y in places)


def test_both_engines_play_it_alike():
    setup = load(HERE / "lost_child.yaml").setup({"scent.leg_m": 90})
    batch, mesa = (run_setup(setup, 4, 1, engine) for engine in ("batch", "mesa"))
    assert batch.events.equals(mesa.events)
    assert batch.outcomes == pytest.approx(mesa.outcomes, nan_ok=True, abs=0)
