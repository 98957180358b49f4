"""The short ODD description names every submodel, every rule and every group of numbers, with their grounds."""

import re
import sys
from pathlib import Path

import pytest

from bondsim import sources
from bondsim.parameter import ACTIONS, LAWS
from bondsim.vocabulary import FAMILIES

DOCS = Path(__file__).parents[1] / "docs"
LAW_FILES = Path(sources.__file__).parent / "laws"
PAGE = (DOCS / "odd.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def odd():
    """`docs/page_odd.py` as a module."""
    sys.path.insert(0, str(DOCS))
    try:
        import page_odd

        yield page_odd
    finally:
        sys.path.remove(str(DOCS))


def rows(name):
    part = PAGE.partition(f"<!-- {name}:begin -->")[2].partition(f"<!-- {name}:end -->")[0]
    lines = part.strip().splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def test_it_has_the_seven_elements():
    assert [int(n) for n in re.findall(r"^## (\d)\. ", PAGE, re.MULTILINE)] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("name", ["odd.submodels", "odd.numbers"])
def test_its_tables_are_what_the_code_gives(odd, name):
    """Where they are not: `make docs`."""
    assert odd.TABLES[name]() in PAGE


def test_every_law_is_a_submodel_with_what_it_does_and_where_it_is_described():
    named = {row[0].strip("`").removeprefix("laws.") for row in rows("odd.submodels")}
    there = {path.stem for path in LAW_FILES.glob("*.py")} - {"__init__", "schedule", "world"}
    assert named == there
    for name, says, _, _, grounds, page in rows("odd.submodels"):
        assert len(says) > 15 and grounds, name
        target = re.search(r"\]\(([\w/]+\.md)", page)[1]
        assert (DOCS / target).exists()
    described = {page for *_, page in rows("odd.submodels")}
    assert {family for family in FAMILIES if f"(families/{family}.md)" in "".join(described)} == set(FAMILIES)


def test_every_rule_that_a_law_uses_is_named(odd):
    for name in odd.laws():
        row = next(row for row in rows("odd.submodels") if row[0] == f"`laws.{name}`")
        assert [f"`{rule}`" for rule in odd.rules_in(name)] == ([] if row[2] == "–" else row[2].split(", "))


def test_what_a_submodel_rests_on_is_in_the_bibliography():
    cited = {key for row in rows("odd.submodels") for key in re.findall(r"`([A-Z][A-Z0-9_]+)`", row[4])}
    assert len(cited) > 20 and all(hasattr(sources, key) for key in cited)


def test_every_group_of_numbers_is_counted():
    counted = {row[0].strip("`"): row for row in rows("odd.numbers")}
    for name, group in (LAWS | ACTIONS).items():
        assert int(counted[name][2]) == len(group.model_fields), name
        assert int(counted[name][3]) + int(counted[name][4]) == len(group.model_fields)
