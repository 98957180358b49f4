"""What a document asks for as the text of one file: with what it extends, its table and the command line in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LINES = ("fix", "vary", "uncertain", "points")  # parts with a line for each entry
ELSEWHERE = ("extends", "csv")  # what names other files, which are in the text by now


def as_text(asked: Mapping[str, Any]) -> str:
    """An experiment as YAML.

    Parameters
    ----------
    asked
        Plain values of a document over which everything has been laid.
    """
    lines = []
    for name, value in asked.items():
        if name in ELSEWHERE:
            continue
        if name == "design" and value == "csv":
            value = "list"
        if name in LINES and isinstance(value, Mapping) and value:
            lines += [f"{name}:", *(f"  {key}: {_flow(each)}" for key, each in value.items())]
        elif name in LINES and isinstance(value, list) and value:
            lines += [f"{name}:", *(f"  - {_flow(each)}" for each in value)]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
