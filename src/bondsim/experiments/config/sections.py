"""What the parts of an experiment file are made of: the closed section, and the plain values in it."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from bondsim.documents import quoted

SLUG = r"^[a-z0-9][a-z0-9_-]{0,63}$"


def _scalar(value: Any) -> Any:
    if not isinstance(value, bool | int | float | str):
        raise ValueError(f"want a number, text, true or false; got {quoted(value)}")
    return value


def checked_slug(value: str | None) -> str | None:
    """`value`, which is refused where it is no slug."""
    if value is not None and not re.fullmatch(SLUG, value):
        raise ValueError(f"want small letters, digits, _ and -, such as 'rail_yard'; got {quoted(value)}")
    return value


def whole(value: Any) -> Any:
    """A number without a fraction as an int."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _seconds(value: Any) -> Any:
    if isinstance(value, str) and value.endswith("s"):
        try:
            return float(value.removesuffix("s"))
        except ValueError:
            return value
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


type Scalar = Annotated[
    Any, AfterValidator(_scalar), WithJsonSchema({"type": ["number", "string", "boolean"]})
]
"""A value of a scenario's key: a number, text (also a number with a unit, "40 s"), true or false."""

Whole = Annotated[int, BeforeValidator(whole)]
"""A whole number; 1e3 is one."""

Seconds = Annotated[
    float,
    BeforeValidator(_seconds),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.]+ *s$"}]}),
]
"""A time: a number of seconds, or text with the unit s."""

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Section(BaseModel):
    """A part of an experiment file: closed to unknown keys, no value taken for another kind of value."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)
