"""Levels of a factor as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def level_text(value: object) -> str:
    """A level as written in a config: ``40``, ``0.25``, ``true``, ``no_dog``."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, float, np.number)):
        return _plain(float(value), 6)
    return str(value)


def level_texts(values: Sequence[object]) -> list[str]:
    """Levels as text, numbers with no more digits than tell them apart (at least three)."""
    numbers = [value for value in values if isinstance(value, (int, float, np.number))]
    if len(numbers) < len(values):
        return [level_text(value) for value in values]
    for digits in range(3, 17):
        texts = [_plain(float(value), digits) for value in numbers]
        if len(set(texts)) == len(texts):
            break
    return texts


LOG_RATIO, LOG_GAIN = 20.0, 1.5
"""Levels stand on a logarithmic axis where the largest is so many times the smallest that is not 0, and the
closest two are by this factor farther apart on it."""


def is_log(values: Sequence[Any]) -> bool:
    """Whether levels were chosen as if on a logarithmic scale: four or more, at ratios rather than distances."""
    above = np.array(sorted(float(value) for value in values if value > 0))
    if len(above) < 4 or min(values) < 0 or above[-1] < LOG_RATIO * above[0]:
        return False
    nearest = [np.diff(scaled).min() / (scaled[-1] - scaled[0]) for scaled in (above, np.log(above))]
    return bool(nearest[1] > LOG_GAIN * nearest[0])


def _plain(value: float, digits: int) -> str:
    """A number with so many digits, and without an exponent where it is neither huge nor tiny."""
    text = f"{value:.{digits}g}"
    if "e" in text and 1e-5 <= abs(value) < 1e7:
        return np.format_float_positional(float(text), trim="-")
    return text
