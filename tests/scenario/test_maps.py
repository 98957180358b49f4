"""Text maps: a letter a cell; what is wrong with one is told by line and column of the map."""

import numpy as np
import pytest

from bondsim.documents import DocumentError
from bondsim.scenario import load
from bondsim.scenario.catalogue import read


def test_letters_become_kinds_of_ground_and_places(creek):
    assert creek.map.terrain.shape == (12, 12)
    kinds = list(creek.file.map.grounds)
    assert kinds == [".", "s", "~"]
    assert creek.map.terrain[3].tolist() == [0, 0, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0]
    assert creek.map.terrain[4, 6] == kinds.index("~")  # below the place X
    assert creek.map.places["X"] == ((6.5, 4.5),)
    assert creek.map.places["C"] == ((1.5, 6.5),)


def test_grounds_and_size_go_to_the_engines_as_records(creek):
    assert creek.grounds["pace"].tolist() == [0.9, 0.6, 0.4]
    assert creek.grounds["step_m"].tolist() == [0.0, 0.3, 0.0]
    assert creek.place.item() == (12, 12, 1.0)


def test_agents_and_hazards_begin_at_their_places(creek):
    setup = creek.setup({})
    positions = {name: (a["x_m"], a["y_m"]) for name, a in zip(creek.cast, setup.agents, strict=True)}
    assert positions["hiker"] == creek.map.places["X"][0]
    assert positions["collie"] == creek.map.places["D"][0]
    assert (setup.hazards["x_m"][0], setup.hazards["y_m"][0]) == creek.map.places["X"][0]


@pytest.mark.parametrize(
    ("scenario", "map", "message"),
    [
        (None, {"~~X~": "~~X"}, "creek.txt, line 5: 11 letters where 12 are needed"),
        (None, {"~~X~": "~~X~~"}, "creek.txt, line 1: 12 letters where 13 are needed"),
        (
            None,
            {"~~X~": "~?X~"},
            "creek.txt, line 5, column 6: '?' is neither ground nor place; grounds are . s ~, places X H",
        ),
        (None, {"~~X~": "~XX~"}, "creek.txt, line 5: place X stands twice"),
        (None, {"~~X~": "~~~~", "H": "."}, "creek.txt has no X H"),
        ({'bank, ground: "s"': 'bank, ground: "q"'}, None, "place H: ground 'q' is none of . s ~"),
        ({"    H: {": "    s: {"}, None, "letter s is both a place and a ground"),
        ({"file: creek.txt": "file: gone.txt"}, None, "gone.txt:1:1: cannot be read: No such file"),
        ({"file: creek.txt": "file: /etc/passwd"}, None, "want a relative path, got '/etc/passwd'"),
        ({"file: creek.txt": "file: ../creek.txt"}, None, "'../creek.txt' leads out of the folder"),
        ({"file: creek.txt": "file: sub/../../x.txt"}, None, "leads out of the folder"),
    ],
)
def test_what_is_wrong_with_a_map_is_told(problems, scenario, map, message):
    [line] = problems(scenario, map)
    assert line.startswith("creek.yaml:") and message in line


def test_an_empty_and_a_too_large_map_are_refused(written):
    path = written()
    for text, message in (
        ("", "is empty; a map has a letter a cell"),
        ("\n".join(["." * 513] * 512), "has 262,656 cells; a map has 262,144 at most: make the cells larger"),
        ("\n".join(["." * 10_000] * 10_000), "larger than 1,000,000 bytes; a map has 262,144 at most"),
    ):
        (path.parent / "creek.txt").write_text(text)
        with pytest.raises(DocumentError, match=message):
            read(path)


def test_a_map_that_links_out_of_its_folder_is_refused(written, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}.txt"
    path = written()
    (tmp_path / "creek.txt").rename(outside)
    (tmp_path / "creek.txt").symlink_to(outside)
    with pytest.raises(DocumentError, match="leads out of the folder"):
        read(path)


def test_the_rail_yard_is_the_map_that_it_promises():
    yard = load("rail_yard")
    assert yard.map.terrain.shape == (60, 240)
    assert yard.file.map.cell_m == 0.5
    rails = list(yard.file.map.grounds).index("=")
    crossed = yard.map.terrain[:, 100]
    assert (np.diff((crossed == rails).astype(int)) == 1).sum() >= 8  # rails between the road and the street
