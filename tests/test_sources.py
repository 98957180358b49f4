"""The bibliography: every entry is cited, every citation has an entry."""

import re
from importlib import resources
from pathlib import Path

import pytest

from bondsim.sources import SOURCES

PACKAGE = Path(str(resources.files("bondsim")))
TEXTS = {path: path.read_text() for path in PACKAGE.rglob("*.py") if path != PACKAGE / "sources.py"}


def test_every_source_is_cited_by_a_parameter_or_a_rule():
    words = {word for text in TEXTS.values() for word in re.findall(r"\w+", text)}
    assert set(SOURCES) - words == set()


def test_every_citation_has_an_entry():
    for path, text in TEXTS.items():
        cited = re.findall(r"(?:bondsim\.sources|source=s)\.([A-Z][A-Z0-9_]+)", text)
        assert set(cited) <= set(SOURCES), path.name


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_entries_are_complete(source):
    from bondsim import sources

    assert getattr(sources, source.key) is source
    assert len(source.citation) > 20 and len(source.gives) > 15
    assert re.fullmatch(r"|10\.\d{4,9}/\S+", source.doi)
    year = re.search(r"_((?:19|20)\d\d)$", source.key)
    assert year is None or year[1] in source.citation


def test_a_source_prints_its_citation_and_its_identifier():
    from bondsim.sources import TENG_2022, WEST_2005

    assert str(TENG_2022).endswith(", doi:10.1038/s41598-022-10341-6")
    assert "doi" not in str(WEST_2005)
