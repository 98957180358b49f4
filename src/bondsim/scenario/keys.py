"""Every key that a config can set: what it is, its bounds, and how a value of it is read."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bondsim.documents import nearest, quoted

Value = bool | int | float | str
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
PARTS = re.compile(r"(?P<number>[+-]?[0-9]+([.,][0-9]+)?)(?P<unit>[^0-9.,]\S*)?")

# Accepted spellings of units, and what one of them is in the unit of the key.
SPELLINGS: dict[str, dict[str, float]] = {
    "s": {"s": 1, "sec": 1, "seconds": 1, "min": 60, "minutes": 60, "h": 3600},
    "m": {"m": 1, "metres": 1, "meters": 1, "cm": 0.01, "km": 1000},
    "kg": {"kg": 1, "g": 0.001, "lb": 0.45359237},
    "m/s": {"m/s": 1, "km/h": 1 / 3.6},
    "m/s2": {"m/s2": 1, "m/s^2": 1},
    "C": {"C": 1, "degC": 1, "°C": 1},
    "deg": {"deg": 1, "°": 1},
    "y": {"y": 1, "years": 1},
    "d": {"d": 1, "days": 1, "weeks": 7, "months": 30.4375, "y": 365.25, "years": 365.25},
    "min": {"min": 1, "minutes": 1, "h": 60, "s": 1 / 60},
    "h": {"h": 1, "hours": 1, "min": 1 / 60, "minutes": 1 / 60},
    "1/d": {"1/d": 1, "/d": 1, "1/week": 1 / 7, "1/month": 1 / 30.4375, "1/y": 1 / 365.25},
    "1/y": {"1/y": 1, "/y": 1, "1/month": 12, "/month": 12},
    "1/week": {"1/week": 1, "/week": 1, "a week": 1},
    "1/month": {"1/month": 1, "/month": 1, "a month": 1},
    "h/week": {"h/week": 1, "hours a week": 1},
    "h/d": {"h/d": 1, "hours a day": 1},
    "mL/min": {"mL/min": 1, "ml/min": 1},
    "mL/kg": {"mL/kg": 1, "ml/kg": 1},
    "dB": {"dB": 1},
    "dB/m": {"dB/m": 1},
    "1/h": {"1/h": 1, "/h": 1},
    "1/s": {"1/s": 1, "/s": 1, "1/min": 1 / 60, "/min": 1 / 60},
}


@dataclass(frozen=True)
class Key:
    """One key of a scenario.

    Attributes
    ----------
    name : str
        As written in configs, such as ``dog.bond``.
    kind : str
        ``"number"``, ``"integer"``, ``"boolean"`` or ``"choice"``.
    unit : str
        Unit of a number, empty where it has none.
    default : value
        What it is when nothing sets it.
    low, high : float or None
        Hard bounds of a number.
    range : (float, float) or None
        Plausible range of a number.
    options : tuple of str
        Options of a choice.
    grounds, description : str
        Source or stated assumption, and meaning.
    """

    name: str
    kind: str
    unit: str
    default: Value
    low: float | None
    high: float | None
    range: tuple[float, float] | None
    options: tuple[str, ...]
    grounds: str
    description: str

    def parse(self, value: Any) -> Value:
        """Value of this key from what a config holds; text may carry a unit, as in "40 s".

        Raises
        ------
        ValueError
            When it is not a value of this key; the message says what would do.
        """
        if isinstance(value, np.generic):
            value = value.item()
        if self.kind == "choice":
            return self._option(value)
        if self.kind == "boolean":
            return self._truth(value)
        return self._number(value)

    def _option(self, value: Any) -> str:
        if isinstance(value, str) and value in self.options:
            return value
        hint = nearest(value, self.options) if isinstance(value, str) else ""
        hint = hint if "did you mean" in hint else ""
        raise ValueError(f"{quoted(value)} is not one of {', '.join(self.options)}{hint}")

    def _truth(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return value == "true"
        raise ValueError(f"{quoted(value)} is neither true nor false")

    def _number(self, value: Any) -> float:
        if isinstance(value, str):
            value = self._with_unit(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{quoted(value)} is not a number{self._in_unit()}")
        number = float(
            min(max(value, -sys.float_info.max), sys.float_info.max) if isinstance(value, int) else value
        )
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError(f"{quoted(value)} is not a finite number")
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise ValueError(f"{number:g} is out of range; {self.bounds()} would do")
        if self.kind == "integer" and number != int(number):
            raise ValueError(f"{number:g} is not a whole number; {self.bounds()} would do")
        return number

    def _with_unit(self, text: str) -> float:
        words = text.split()
        if not words or not NUMBER.fullmatch(words[0]):
            raise ValueError(f"{quoted(text)} is not a number{self._in_unit()}{_meant(words)}")
        number = float(words[0])
        if len(words) == 1:
            return number
        known = SPELLINGS.get(self.unit, {self.unit: 1.0} if self.unit else {})
        unit = " ".join(words[1:])
        if unit not in known:
            takes = f"takes {', '.join(known)}" if known else "has no unit"
            hint = nearest(unit, known)
            hint = hint if "did you mean" in hint else ""
            raise ValueError(f"unit {quoted(unit)} does not fit: {self.name} {takes}{hint}")
        return number * known[unit]

    def _in_unit(self) -> str:
        return f" (in {self.unit})" if self.unit else ""

    def bounds(self) -> str:
        """Bounds of a number in words."""
        unit = f" {self.unit}" if self.unit else ""
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}{unit}"
        if self.low is not None:
            return f"at least {self.low:g}{unit}"
        if self.high is not None:
            return f"at most {self.high:g}{unit}"
        return f"any number{unit}"


def _meant(words: Sequence[str]) -> str:
    """End of a message on text that would be a number with a point for its comma, or with a space before its unit."""
    parts = PARTS.fullmatch(words[0]) if words else None
    if parts is None:
        return ""
    rest = " ".join((*(parts["unit"] or "").split(), *words[1:]))
    return f"; want {quoted(f'{parts["number"].replace(",", ".")} {rest}'.rstrip())}" + (
        ", with a point" if "," in parts["number"] else ", with a space before the unit"
    )


@dataclass(frozen=True)
class Outcome:
    """One outcome of a scenario.

    Attributes
    ----------
    name : str
        Column of the results.
    kind : str
        ``"boolean"``, ``"number"`` or ``"integer"``.
    unit, description : str
        Unit, empty where it has none, and meaning.
    of : (str, str)
        Where it is read: agent, ``tally`` or ``clock``, and the field.
    needs : (str, str) or None
        Where this is 0, the outcome is missing.
    """

    name: str
    kind: str
    unit: str
    description: str
    of: tuple[str, str]
    needs: tuple[str, str] | None
