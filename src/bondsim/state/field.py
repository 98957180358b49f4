"""How a state variable is declared."""

import math
from typing import NamedTuple

MISSING = math.nan  # of a tally: what may never happen


class Field(NamedTuple):
    """One field of a record.

    Attributes
    ----------
    name : str
        Name, as in the rules and in the columns of a series.
    kind : str
        ``"float"`` or ``"int"``.
    unit : str
        Unit, empty where there is none.
    text : str
        Meaning in one line.
    start : float
        Value at the start of a run, where neither scenario nor parameter sets it; `MISSING` in a tally for
        what may never happen.
    """

    name: str
    kind: str
    unit: str
    text: str
    start: float = 0
