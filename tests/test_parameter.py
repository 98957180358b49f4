"""Every number of the model: unit, bounds, plausible range, and grounds."""

import re

import pytest
from pydantic import ValidationError

from bondsim import sources
from bondsim.parameter import ACTIONS, HAZARDS, LAWS, ROLES, Parameters, facts, parameter
from bondsim.scenario.keys import SPELLINGS

GROUPS = LAWS | ACTIONS | ROLES | HAZARDS
EVERY_GROUP = pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)

# Units of numbers that people may write; and those of quantities that nobody would convert.
UNITS = {"dB", "1/min", "h", *SPELLINGS, "", "sd", "log-odds", "1/K", "K/K", "m2/s"}


def test_groups_have_names_of_their_own():
    assert len(GROUPS) == len(LAWS) + len(ACTIONS) + len(ROLES) + len(HAZARDS)


@EVERY_GROUP
def test_every_parameter_says_what_it_is_and_on_what_grounds(group):
    for name, info in group.model_fields.items():
        told = facts(info)
        cited = [s for s in sources.SOURCES.values() if s.citation in told["grounds"]]
        assert cited or re.search(r"assumption: \w", told["grounds"]), name
        assert told["description"] and told["unit"] in UNITS, name


@EVERY_GROUP
def test_every_number_lies_in_its_plausible_range_and_that_within_its_bounds(group):
    for name, info in group.model_fields.items():
        if info.annotation is not bool:
            told = facts(info)
            low, high = told["range"]
            assert told["low"] <= low <= told["default"] <= high <= told["high"], name
            assert low < high, name


@EVERY_GROUP
def test_groups_refuse_unknown_names_values_out_of_bounds_and_changes(group):
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        group(unheard_of=1)
    first = next(name for name, info in group.model_fields.items() if info.annotation is not bool)
    with pytest.raises(ValidationError, match="finite number"):
        group(**{first: float("nan")})
    with pytest.raises(ValidationError, match="frozen"):
        setattr(group(), first, 0.0)


def test_a_number_beyond_its_bounds_is_refused():
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        LAWS["radio"](p_message=1.2)


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        ({"range": (0, 1)}, "a source or a stated assumption"),
        ({"assumption": "a guess"}, "a plausible range"),
        ({"assumption": "a guess", "range": (0, 1), "high": 0.4}, "outside its bounds"),
        ({"assumption": "a guess", "range": (0, 1), "low": 0.6}, "outside its bounds"),
    ],
)
def test_a_careless_declaration_is_refused(declaration, message):
    with pytest.raises(ValueError, match=message):
        parameter(0.5, "a number of unknown origin", **declaration)


def test_a_declared_parameter_tells_its_facts():
    class Example(Parameters):
        speed: float = parameter(
            2.0,
            "speed of an example",
            unit="m/s",
            low=0,
            high=9,
            range=(1, 3),
            source=sources.TENG_2022,
            assumption="half of it",
        )

    told = facts(Example.model_fields["speed"])
    assert told["default"] == 2.0 and told["unit"] == "m/s"
    assert (told["low"], told["high"], told["range"]) == (0, 9, (1, 3))
    assert told["grounds"] == f"{sources.TENG_2022}; assumption: half of it"


def test_roles_differ_in_values_only():
    """The same laws for all: a role may set other values and bounds, but adds no trait of its own."""
    traits = {name: set(role.model_fields) for name, role in ROLES.items()}
    assert len({frozenset(names) for names in traits.values()}) == 1
