"""Tests of engines share a module of theirs by its name, and the small scenario of `tests/scenario`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def creek():
    """A tiny scenario that is data alone."""
    return Path(__file__).parent.parent / "scenario" / "creek.yaml"
