"""What there is to run, to set and to measure, as tables."""

from typing import TYPE_CHECKING

from bondsim import scenario
from bondsim.scenario import Key

if TYPE_CHECKING:
    import pandas as pd


def scenarios() -> "pd.DataFrame":
    """Scenarios of the catalogue: `scenario`, `title`, `question`, `step_s`, `agents`, `hazards`."""
    import pandas as pd

    loaded = [scenario.load(name) for name in scenario.names()]
    return pd.DataFrame(
        [
            {
                "scenario": s.name,
                "title": s.title,
                "question": s.question,
                "step_s": s.dt_s,
                "agents": ", ".join(s.cast),
                "hazards": ", ".join(s.hazard_names),
            }
            for s in loaded
        ]
    )


def parameters(name: str | None = None) -> "pd.DataFrame":
    """Everything that a config can set, with its value in a scenario.

    Parameters
    ----------
    name : str, optional
        One scenario; by default those of all, each key once for each scenario.

    Returns
    -------
    DataFrame
        `scenario`, `key`, `kind`, `default`, `unit`, `low`, `high` (hard bounds), `range_low`, `range_high`
        (plausible range), `options`, `grounds`, `description`.
    """
    import pandas as pd

    rows = [
        {"scenario": each, **_of_key(key)}
        for each in ([name] if name else scenario.names())
        for key in scenario.load(each).keys.values()
    ]
    return pd.DataFrame(rows)


def _of_key(key: Key) -> dict[str, object]:
    low, high = key.range or (None, None)
    return {
        "key": key.name,
        "kind": key.kind,
        "default": key.default,
        "unit": key.unit,
        "low": key.low,
        "high": key.high,
        "range_low": low,
        "range_high": high,
        "options": ", ".join(key.options),
        "grounds": key.grounds,
        "description": key.description,
    }


def outcomes(name: str) -> "pd.DataFrame":
    """Everything that a run of a scenario results in: `outcome`, `kind`, `unit`, `description`."""
    import pandas as pd

    return pd.DataFrame(
        [
            {"outcome": o.name, "kind": o.kind, "unit": o.unit, "description": o.description}
            for o in scenario.load(name).outcomes.values()
        ]
    )
