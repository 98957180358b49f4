"""Rules, laws, agents and engines know no scenario: what is special to one is data."""

import ast
import re
from importlib import resources
from pathlib import Path

import pytest

from bondsim import records
from bondsim.parameter import LAWS
from bondsim.scenario import load, names
from bondsim.vocabulary import ACTIONS, FAMILIES, ROLES

PACKAGE = Path(str(resources.files("bondsim")))
CODE = [
    *(
        path
        for part in ("rules", "laws", "engines", "state", "vocabulary")
        for path in sorted((PACKAGE / part).rglob("*.py"))
    ),
    *(PACKAGE / f"{name}.py" for name in ("records", "streams")),
]
# Words that the model has for itself, though scenarios use them too.
OWN = {
    *ROLES,
    *LAWS,
    *FAMILIES,
    *ACTIONS,
    *records.AGENT_STATE,
    "start",
    "none",
    "preset",
    "story",
    "evidence",
    "no_order",
    "wind",
    "attack",
}


def words_of_code(path):
    """Names and texts in a source file, without its docstrings and comments."""
    tree = ast.parse(path.read_text())
    found = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            body.pop(0)
    for node in ast.walk(tree):
        found += [
            str(value)
            for field in ("id", "attr", "name", "arg", "value", "module")
            if isinstance(value := getattr(node, field, None), str)
        ]
    return set(re.findall(r"[a-z]+(?:_[a-z0-9]+)*", " ".join(found).lower()))


@pytest.fixture(scope="module")
def special():
    """For each scenario: its name, and those that it gives to its dangers, cast, choices and options."""
    of = {}
    for name in names():
        scenario = load(name)
        choices = scenario.file.choices
        options = {option for choice in choices.values() for option in choice.options}
        of[name] = {name, *scenario.hazard_names, *scenario.cast, *choices, *options} - OWN
    return of


@pytest.mark.parametrize("path", CODE, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_code_below_the_scenarios_names_one_or_what_is_special_to_it(path, special):
    words = words_of_code(path)
    assert {name: words & of for name, of in special.items() if words & of} == {}


def test_the_second_scenario_shares_no_name_with_the_first(creek):
    """So that what works there does not rest on the names of the rail yard."""
    first, second = load("rail_yard"), load(creek)
    own = {*second.cast, *second.hazard_names, *second.outcomes, *second.file.choices}
    shared = own & {*first.cast, *first.hazard_names, *first.outcomes, *first.file.choices}
    assert shared == {"duration_s"}
