"""What there is to run, to set and to measure, as tables."""

from typing import TYPE_CHECKING

from bondsim import scenario, state
from bondsim.scenario import Key, Outcome, Scenario

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
    """Everything that a run of a scenario results in.

    Returns
    -------
    DataFrame
        `outcome`, `kind`, `unit`, `low`, `high` (what it cannot leave, where that is known), `source` (what it is
        read from when a run is over), `definition` (what that is), `needs` (where this is 0, it is missing),
        `description`.
    """
    import pandas as pd

    loaded = scenario.load(name)
    rows = [_of_outcome(each, loaded) for each in loaded.outcomes.values()]
    return pd.DataFrame(rows).astype({"low": float, "high": float})


def _of_outcome(outcome: Outcome, loaded: Scenario) -> dict[str, object]:
    low, high = _bounds(outcome, loaded)
    return {
        "outcome": outcome.name,
        "kind": outcome.kind,
        "unit": outcome.unit,
        "low": low,
        "high": high,
        "source": ".".join(outcome.of),
        "definition": _definition(outcome.of, loaded),
        "needs": ".".join(outcome.needs or ()),
        "description": outcome.description,
    }


def outcome_source(outcome: Outcome, loaded: Scenario) -> str:
    """What an outcome is read from, in words, with the range that it cannot leave."""
    low, high = _bounds(outcome, loaded)
    span = "" if low is None else f"; at least {low:g}" if high is None else f"; {low:g} to {high:g}"
    return f"{'.'.join(outcome.of)}: {_definition(outcome.of, loaded)}{span}"


def _bounds(outcome: Outcome, loaded: Scenario) -> tuple[float | None, float | None]:
    """What an outcome cannot leave: a truth and a share 0 and 1, a count and the clock 0."""
    if outcome.kind == "boolean":
        return 0.0, 1.0
    trait = loaded.keys.get(".".join(outcome.of))
    if trait is not None and (trait.low, trait.high) == (
        0.0,
        1.0,
    ):  # a share is one from the start to the end
        return 0.0, 1.0
    return (0.0 if outcome.kind == "integer" or outcome.of[0] == "clock" else None), None


def _definition(source: tuple[str, str], loaded: Scenario) -> str:
    """What a state variable or a tally is, in the words of the table that has it."""
    owner, name = source
    tables = {"tally": (state.TALLY,), "clock": (state.CLOCK,)}
    for table in tables.get(owner, (state.STARTING, state.AGENT, state.RELATION)):
        for field in table:
            if field.name == name:
                return field.text
    trait = loaded.keys.get(".".join(source))
    return trait.description if trait else ""
