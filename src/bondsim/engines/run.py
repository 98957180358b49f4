"""One run by name: `simulate` it in either engine, or get it as a live Mesa model."""

import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bondsim import records
from bondsim.documents import nearest
from bondsim.engines.recording import Block, Recording
from bondsim.engines.story import lines, of_agents, tell
from bondsim.scenario import Scenario, Setup, load
from bondsim.scenario.acting import idle_keys
from bondsim.scenario.hints import is_used_state

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from bondsim.engines.mesa import Incident, Member
    from bondsim.plots.of_run import RunPlots
    from bondsim.scenes import Land

ENGINES = ("batch", "mesa")


@dataclass(frozen=True)
class Run:
    """One run and all that was recorded of it.

    Attributes
    ----------
    setup : Setup
        What was run.
    seed, replicate : int
        Address of its luck.
    engine : str
        Which engine ran it; both give the same.
    """

    setup: Setup
    seed: int
    replicate: int
    engine: str
    block: Block = field(repr=False)

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.setup.scenario

    @property
    def outcomes(self) -> dict[str, bool | int | float | None]:
        """Outcomes by name; None is missing."""
        return named_outcomes(self.scenario, self.block.outcomes[0])

    @property
    def series(self) -> "pd.DataFrame":
        """State over time, a row per step and agent: `t_s` (s), `agent`, then the variables of `bondsim.state`.

        Of these it has those of the core and of the families that the scenario uses; nothing changes the others,
        which `states` gives too.
        """
        columns = self.block.series or {}
        if columns.keys() >= {*records.AGENT_STATE}:  # else they were asked for by name
            columns = {k: v for k, v in columns.items() if is_used_state(k, self.scenario.file)}
        return _frame(columns)

    @property
    def events(self) -> "pd.DataFrame":
        """What happened: `t_s` (s), `event`, `actor`, `target`, `action`, `value`, and for choices three reasons."""
        return _frame(self.block.events)

    @property
    def settings(self) -> dict[str, Any]:
        """What was set, by key; all else is at its default."""
        return dict(self.setup.settings)

    def told(self, without: Collection[str] = (), of: Collection[str] = ()) -> list[tuple[float, str]]:
        """Time (s) and sentence of what happened.

        Parameters
        ----------
        without
            Kinds of event to leave out.
        of
            Agents: only what they did, what was done to them, and what nobody did; by default all.
        """
        events = self.block.events or {}
        if not events:
            return []
        kept = ~np.isin(events["event"].astype(str), list(without))
        events = {name: column[kept] for name, column in events.items()}
        return lines(of_agents(events, of) if of else events)

    def states(self, variables: Collection[str], agents: Collection[str] = ()) -> "pd.DataFrame":
        """Some columns of `series`, of some agents or of all: `t_s`, `agent`, then the `variables`, of any family."""
        import pandas as pd

        series = self.block.series
        if series is None:
            raise ValueError("no state over time was recorded of this run")
        kept = np.isin(series["agent"], list(agents)) if agents else slice(None)
        names = ["t_s", "agent", *(name for name in variables if name in series)]
        return pd.DataFrame({name: series[name][kept] for name in names})

    @property
    def land(self) -> "Land | None":
        """The map that it went on; None where the scenario has none."""
        from bondsim.engines.mesa.scene import land_of

        return land_of(self.scenario)

    @property
    def plot(self) -> "RunPlots":
        """Figures of this run, such as ``run.plot.ribbons()``."""
        from bondsim.plots.of_run import RunPlots

        return RunPlots(self)

    def timeline(self, of: Collection[str] = ()) -> str:
        """The run told line by line, with the reasons of each choice.

        Parameters
        ----------
        of
            Agents: only what they did, what was done to them, and what nobody did; by default all.

        Raises
        ------
        ValueError
            If somebody of that name takes no part; the message has the nearest.
        """
        return tell(self.events_of(of), self.scenario.is_career)

    def events_of(self, agents: Collection[str]) -> "dict[str, np.ndarray]":
        """Columns of the events in which agents took part, as `timeline` takes them; of all, where none is named."""
        known = list(self.scenario.cast)
        for name in agents:
            if name not in known:
                raise ValueError(f"{name}: nobody of that name takes part{nearest(name, known)}")
        events = dict(self.block.events or {})
        return of_agents(events, agents) if agents and events else events

    def _repr_html_(self) -> str:
        known = self.scenario.outcomes
        told = [(n, value, known[n].unit, known[n].description) for n, value in self.outcomes.items()]
        return self.plot._html(told, with_states=self.block.series is not None)

    def __repr__(self) -> str:
        said = ", ".join(f"{k}={v}" for k, v in list(self.outcomes.items())[:4])
        return f"Run({self.scenario.name}, seed={self.seed}, replicate={self.replicate}: {said}, ...)"


def named_outcomes(scenario: Scenario, values: "np.ndarray") -> dict[str, bool | int | float | None]:
    """Outcomes by name from their values in the scenario's order; None is missing."""
    kinds = {"boolean": bool, "integer": int, "number": float}
    return {
        name: None if value != value else kinds[outcome.kind](value)
        for (name, outcome), value in zip(scenario.outcomes.items(), values, strict=True)
    }


def _frame(columns: dict[str, Any] | None) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame({k: v for k, v in (columns or {}).items() if k != "run_index"})


def prepare(scenario: str | Path | Scenario, settings: Mapping[str, Any] | None) -> Setup:
    """Starting state of a scenario, by name, path or itself, under some settings."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    return loaded.setup(settings or {})


def simulate(
    scenario: str | Path | Scenario,
    *,
    seed: int = 0,
    replicate: int = 0,
    engine: str = "batch",
    set: Mapping[str, Any] | None = None,
    every_s: float | None = None,
) -> Run:
    """Run one incident or career and record it.

    Parameters
    ----------
    scenario : str, Path or Scenario
        Name in the catalogue (`bondsim.scenario()`), or a YAML file.
    seed, replicate : int
        Address of the luck: the same address is the same luck under any settings.
    engine : {"batch", "mesa"}
        Compiled, or live Mesa agents; both give the same, bit for bit.
    set : mapping, optional
        Values by key, such as ``{"dog.bond": 0.9, "train.warning_s": "40 s"}``.
    every_s : float, optional
        Time between rows of `series`, s, by default every step. Of a career of years ``7 * 86400``, a row a week,
        takes a seventh of the time and the memory.

    Returns
    -------
    Run
        With `outcomes`, `series`, `events` and `timeline()`.

    Raises
    ------
    ValueError
        Unknown scenario, key or engine, or a value out of range; the message says what would do.

    Warns
    -----
    UserWarning
        Of a key of a career that changes nothing as things are set, with what would switch on what it acts on.
    """
    check_address(seed, replicate)
    if every_s is not None and not 0.0 < every_s < float("inf"):
        raise ValueError(f"every_s is {every_s!r}; want a time above 0, in seconds")
    setup = prepare(scenario, set)
    for key, reason in idle_keys(setup.scenario, setup.settings, [setup.settings]).items():
        warnings.warn(f"{key} changes nothing here: {reason}", stacklevel=2)
    record = None if every_s is None else Recording(every_s=every_s, events=True)
    return run_setup(setup, seed, replicate, engine, record=record)


def run_setup(
    setup: Setup,
    seed: int,
    replicate: int,
    engine: str = "batch",
    with_series: bool = True,
    record: Recording | None = None,
) -> Run:
    """Run one design point once and record its events and, if asked for, every step; or what `record` says."""
    record = record or Recording(every_s=setup.scenario.dt_s if with_series else 0.0, events=True)
    if engine == "batch":
        from bondsim.engines.batch import run_block

        block = run_block([setup], [0], [replicate], [seed], record)
    elif engine == "mesa":
        from bondsim.engines.mesa.record import run_single

        block = run_single(setup, replicate, seed, record)
    else:
        raise ValueError(f"unknown engine {engine!r}; there are {', '.join(ENGINES)}")
    return Run(setup, seed, replicate, engine, block)


def model(
    scenario: str | Path | Scenario,
    *,
    seed: int = 0,
    replicate: int = 0,
    set: Mapping[str, Any] | None = None,
    agents: "Mapping[str, type[Member]] | None" = None,
) -> "Incident":
    """One incident as a live Mesa model, to step, watch or change.

    Parameters
    ----------
    scenario, seed, replicate, set
        As in `simulate`.
    agents : mapping of str to type, optional
        Your own agent classes by name of an agent or of a role, such as ``{"dog": MyDog}``; a run with one
        of them leaves the promise that both engines agree.

    Returns
    -------
    Incident
        A `mesa.Model`: `step()`, `run_to_end()`, `running`, ``model["dog"]``.
    """
    from bondsim.engines.mesa.record import live

    check_address(seed, replicate)
    return live(prepare(scenario, set), seed, replicate, agents)


def check_address(seed: int, replicate: int) -> None:
    """Refuse a seed or replicate that luck cannot be addressed by."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise ValueError(f"seed {seed!r} must be a whole number from 0 to 2**63 - 1")
    if isinstance(replicate, bool) or not isinstance(replicate, int) or not 0 <= replicate < 2**32:
        raise ValueError(f"replicate {replicate!r} must be a whole number from 0 to 2**32 - 1")
