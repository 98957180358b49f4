"""How a number of the model is declared: value, unit, bounds, plausible range, and grounds."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from bondsim.sources import Source


class Parameters(BaseModel):
    """A group of parameters: frozen, and closed to unknown names."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_default=True,
        allow_inf_nan=False,
        defer_build=True,  # most processes use few of the groups
    )


def parameter(
    value: float | int | bool,
    text: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    range: tuple[float, float] | None = None,
    source: Source | None = None,
    assumption: str = "",
) -> Any:
    """Declare one parameter.

    Parameters
    ----------
    value : float, int or bool
        Default value.
    text : str
        What it is, in one line.
    unit : str
        Unit in SI or a common accepted spelling; empty where the quantity has none.
    low, high : float, optional
        Hard bounds: a value outside is refused.
    range : (float, float), optional
        Plausible range, for designs and sensitivity analysis. Required for numbers.
    source : Source, optional
        Publication that gives the value.
    assumption : str
        Why this value, where no publication gives it.

    Raises
    ------
    ValueError
        When there is neither a source nor a stated assumption, or a number has no plausible range, or the value lies outside its bounds.
    """
    if source is None and not assumption:
        raise ValueError(f"{text!r}: a parameter needs a source or a stated assumption")
    numeric = not isinstance(value, bool)
    if numeric and range is None:
        raise ValueError(f"{text!r}: a number needs a plausible range")
    if numeric and ((low is not None and value < low) or (high is not None and value > high)):
        raise ValueError(f"{text!r}: {value} lies outside its bounds")
    grounds = "; ".join(part for part in (str(source) if source else "", assumption and f"assumption: {assumption}") if part)
    return Field(
        default=value,
        ge=low if numeric else None,
        le=high if numeric else None,
        description=text,
        json_schema_extra={"unit": unit, "range": list(range) if range else None, "grounds": grounds},
    )


def facts(info: FieldInfo) -> dict[str, Any]:
    """Unit, bounds, range and grounds of a declared parameter."""
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    low = next((m.ge for m in info.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in info.metadata if hasattr(m, "le")), None)
    return {
        "default": info.default,
        "unit": extra.get("unit", ""),
        "low": low,
        "high": high,
        "range": tuple(extra["range"]) if extra.get("range") else None,  # type: ignore[arg-type]
        "grounds": extra.get("grounds", ""),
        "description": info.description or "",
    }
