"""A small scenario written as data alone, to read, to copy and to spoil."""

from pathlib import Path

import pytest

from bondsim.documents import DocumentError
from bondsim.scenario import load

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def creek():
    """The small scenario."""
    return load(HERE / "creek.yaml")


@pytest.fixture
def written(tmp_path):
    """`written(scenario={old: new}, map={old: new})`: path of a copy in which some text is replaced, once."""

    def write(scenario=None, map=None):
        for name, edits in (("creek.yaml", scenario), ("creek.txt", map)):
            text = (HERE / name).read_text()
            for old, new in (edits or {}).items():
                assert old in text, f"{old!r} is not in {name}"
                text = text.replace(old, new, 1)
            (tmp_path / name).write_text(text)
        return tmp_path / "creek.yaml"

    return write


@pytest.fixture
def problems(written):
    """`problems(scenario, map)`: what is wrong with such a copy, a line each, without the folder."""

    def found(scenario=None, map=None):
        path = written(scenario, map)
        with pytest.raises(DocumentError) as caught:
            load(path)
        return [line.replace(f"{path.parent}/", "") for line in caught.value.problems]

    return found
