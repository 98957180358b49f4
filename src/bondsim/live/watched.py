"""A run that is being watched: a live Mesa model, and what it has been through so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from bondsim.engines.mesa.record import live, outcomes_of
from bondsim.engines.mesa.scene import ACTION_NAMES, ROLE_NAMES, Observer
from bondsim.engines.recording import event_columns
from bondsim.engines.run import check_address, named_outcomes
from bondsim.engines.story import clock_time, lines
from bondsim.records import MAX_EVENTS
from bondsim.scenario import Scenario, SettingsError, Setup
from bondsim.scenario.keys import Value
from bondsim.scenes import Scene

STATES = ("arousal", "reserve", "stress", "wear")
KEPT = ("mate", "present", "alive", "action", "bond", "trust", *STATES)
MOST_ROWS = 800  # of a series that is drawn


@dataclass(frozen=True)
class Ask:
    """Which run is to be watched: scenario, settings and the address of its luck.

    Attributes
    ----------
    scenario : Scenario
        The scenario.
    settings : mapping of str to value
        What is set; all else is at its default.
    seed, replicate : int
        Address of the luck.
    swept : mapping of str to sequence of float
        Levels that a shuffled bond is drawn from.
    """

    scenario: Scenario
    settings: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 0
    replicate: int = 0
    swept: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def setup(self) -> Setup:
        """Starting state.

        Raises
        ------
        SettingsError
            When the settings do not fit the scenario or each other.
        """
        self.scenario.check(self.settings)
        return self.scenario.setup(self.settings, self.swept)

    def with_setting(self, name: str, value: Any) -> "Ask":
        """The same with one key at another value.

        Raises
        ------
        SettingsError
            When the value does not fit.
        """
        asked = replace(self, settings={**self.settings, **self.scenario.parse({name: value})})
        asked.setup()
        return asked

    def with_seed(self, text: str) -> "Ask":
        """The same with another seed, as it was typed.

        Raises
        ------
        ValueError
            When it is none.
        """
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(
                f"{text.strip()[:40]!r} is no seed: a whole number from 0 on would do, such as 3"
            )
        check_address(int(digits), self.replicate)
        return replace(self, seed=int(digits))

    def value(self, name: str) -> Value:
        """What a key is at: set, chosen by an option, or by default."""
        if name in self.settings:
            return self.settings[name]
        for chosen, choice in self.scenario.file.choices.items():
            option = choice.options[str(self.settings.get(chosen, choice.default))]
            if name in option.set:
                return self.scenario.keys[name].parse(option.set[name])
        return self.scenario.keys[name].default


class Watched:
    """A live run and its history, as Mesa's controller drives it.

    Parameters
    ----------
    ask
        Which run.

    Attributes
    ----------
    model : bondsim.Incident
        The live Mesa model.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.model = live(ask.setup(), ask.seed, ask.replicate)
        self._observer = Observer(self.model)
        self.followed = tuple(m for m in self.model.cast if m.partner >= 0)
        self._t_s: list[float] = []
        self._rows: list[np.ndarray] = []
        self._first = outcomes_of(self.model)
        self._keep()

    @property
    def running(self) -> bool:
        """False once the run is over."""
        return self.model.running

    @property
    def is_career(self) -> bool:
        """Whether it is told in days."""
        return self.ask.scenario.is_career

    @property
    def t_s(self) -> float:
        """Time, s."""
        return float(self.model.world.clock.t_s)

    @property
    def clock(self) -> str:
        """Time in words."""
        return " ".join(clock_time(self.t_s, self.is_career).split())

    def step(self) -> None:
        """One step of the model."""
        if self.running:
            self.model.step()
            self._observer.look()
            self._keep()

    def scene(self) -> Scene:
        """The moment as it is now."""
        return self._observer.scene()

    def _keep(self) -> None:
        w = self.model.world
        rows = np.full((len(self.followed), len(KEPT)), np.nan)
        for row, m in zip(rows, self.followed, strict=True):
            mate = getattr(m, "mate", -1)
            mate = m.partner if mate < 0 and not self.is_career else mate
            row[:4] = mate, m.present, m.alive, m.action
            if mate >= 0:
                relation = w.relations[m.index, mate]
                row[4:6] = relation.bond, relation.trust
            row[6:] = [getattr(m, name) for name in STATES]
        self._t_s.append(w.clock.t_s)
        self._rows.append(rows)

    def series(self, agents: Sequence[str] = ()) -> pd.DataFrame:
        """State so far of some agents that have a partner, or of all these.

        Returns
        -------
        DataFrame
            A row per time and agent: `t_s` (s), `agent`, `role`, `mate` (a name, empty for none), `present`,
            `alive`, `action`, `bond` and `trust` towards the mate, `arousal`, `reserve`, `stress`, `wear` (0 to
            1). A long run is thinned out to 800 times.
        """
        every = -(-len(self._t_s) // MOST_ROWS)
        at = [*range(0, len(self._t_s), every)]
        if at[-1] != len(self._t_s) - 1:
            at.append(len(self._t_s) - 1)
        who = [k for k, m in enumerate(self.followed) if not agents or m.name in agents]
        values = np.array([self._rows[k] for k in at])[:, who].reshape(-1, len(KEPT))
        frame = pd.DataFrame(values, columns=list(KEPT))
        names = dict(enumerate(self.ask.scenario.cast)) | {-1: ""}
        frame["mate"] = [names[int(k)] for k in frame["mate"]]
        frame["action"] = [ACTION_NAMES[int(k)] for k in frame["action"]]
        frame.insert(0, "role", [ROLE_NAMES[self.followed[k].role] for k in who] * len(at))
        frame.insert(0, "agent", [self.followed[k].name for k in who] * len(at))
        frame.insert(0, "t_s", np.repeat([self._t_s[k] for k in at], len(who)))
        return frame

    def events(self) -> dict[str, np.ndarray]:
        """What has happened so far, as the columns of a run's events."""
        kept = min(self.model.world.clock.n_events, MAX_EVENTS)
        return event_columns(self.ask.scenario, self.model.log[:kept])

    def story(self) -> list[tuple[str, str]]:
        """Time and sentence of what has happened so far, in order."""
        return [(clock_time(t, self.is_career).strip(), text) for t, text in lines(self.events())]

    def values(self) -> dict[str, bool | int | float | None]:
        """Outcomes by name as they stand now; None is missing."""
        return named_outcomes(self.ask.scenario, outcomes_of(self.model))

    def outcomes(self) -> list[tuple[str, str, str]]:
        """Name, value with unit, and meaning of each outcome as it stands now.

        A yes or no that is as it was at the beginning, and may still change, is told as "so far".
        """
        out = []
        named = self.ask.scenario.outcomes.values()
        for outcome, value, first in zip(named, outcomes_of(self.model), self._first, strict=True):
            if value != value:
                said = "–"
            elif outcome.kind == "boolean":
                said = ("yes" if value else "no") + (", so far" if self.running and value == first else "")
            else:
                said = f"{value:.4g} {outcome.unit}".rstrip()
            out.append((outcome.name, said, outcome.description))
        return out


__all__ = ["Ask", "SettingsError", "Watched"]
