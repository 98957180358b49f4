"""A scenario: what a file says, and the starting state that it makes of a design point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pydantic import ValidationError

from bondsim import records, state
from bondsim.parameter import ACTIONS, HAZARDS, LAWS, ROLES, CalloutParameters, Parameters, TieParameters
from bondsim.records import MAX_LEVELS, RELATION_FIELDS
from bondsim.scenario.cast import linked, members, place_of
from bondsim.scenario.document import Option, ScenarioFile
from bondsim.scenario.hints import unknown_key
from bondsim.scenario.keys import Key, Outcome, Value
from bondsim.scenario.lives import impossible
from bondsim.scenario.maps import TextMap
from bondsim.streams import agent_id
from bondsim.vocabulary import ACTIONS as ACTION_CODES
from bondsim.vocabulary import FAMILY_OF, KINDS, REPERTOIRE, SHAPES, TRIGGERS
from bondsim.vocabulary import ROLES as ROLE_CODES

CHECKED = {name: group for name, group in LAWS.items() if group.__pydantic_decorators__.model_validators}
"""Groups some of whose values rule out others."""


SOURCE = "scenario.yaml"


class SettingsError(ValueError):
    """Settings that do not fit a scenario.

    Attributes
    ----------
    problems : dict of str to str
        What is wrong, by key.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("\n".join(f"{key}: {text}" for key, text in problems.items()))


@dataclass(frozen=True)
class Setup:
    """Starting state of one design point, as records.

    Attributes
    ----------
    scenario : Scenario
        Where it comes from.
    settings : dict
        What was set, as parsed.
    swept : dict
        Levels that a shuffled bond is drawn from, by key.
    agents, relations, beliefs, hazards : record arrays of shape (n,), (n, n), (n, m), (m,)
        Fields of `records.AGENT`, `RELATION`, `BELIEF`, `HAZARD`.
    actions, p : record arrays of shape (n_actions,), ()
        Fields of `records.ACTION`, `LAW`.
    clock : record array of shape ()
        Fields of `records.CLOCK`, without seed and replicate.
    levels : float64 array of shape (records.MAX_LEVELS,)
        Levels of a shuffled bond.
    callouts : record array of shape (k,)
        Of a career: fields of `records.INCIDENT`, one for each incident that it may hold.
    incidents : tuple of Setup
        What these start from, in the same order.
    """

    scenario: "Scenario"
    settings: dict[str, Value]
    swept: dict[str, tuple[float, ...]]
    agents: np.ndarray
    relations: np.ndarray
    beliefs: np.ndarray
    hazards: np.ndarray
    actions: np.ndarray
    p: np.ndarray
    clock: np.ndarray
    levels: np.ndarray
    callouts: np.ndarray
    incidents: tuple["Setup", ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario, read and checked.

    Attributes
    ----------
    name, title, question, story : str
        Words for people.
    dt_s, max_s : float
        Step (of the first phase), and the time at which a run is broken off, s.
    keys : dict of str to Key
        Everything that a config can set.
    outcomes : dict of str to Outcome
        Everything that a run results in.
    cast : tuple of str
        Names of the agents, in the order of the file.
    hazard_names : tuple of str
        Names of the hazards.
    digest : str
        SHA-256 of the scenario's file and map, and of those of its incidents.
    incidents : tuple of Setup
        Of a career: the incidents that it may hold.
    sources : dict of str to bytes
        Of a scenario that does not come with the package: its file, as `SOURCE`, and its map, by the path that the
        file has it under.
    """

    name: str
    title: str
    question: str
    story: str
    dt_s: float
    max_s: float
    keys: dict[str, Key]
    outcomes: dict[str, Outcome]
    cast: tuple[str, ...]
    hazard_names: tuple[str, ...]
    digest: str
    file: ScenarioFile = field(repr=False)
    map: TextMap = field(repr=False)
    incidents: tuple[Setup, ...] = field(default=(), repr=False)
    sources: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def grounds(self) -> np.ndarray:
        """Kinds of ground, records of `records.GROUND`."""
        kinds = self.file.map.grounds.values() if self.file.map else ()
        return np.array(
            [(g.pace, g.step_m, g.traffic_per_h, g.cover, g.scent) for g in kinds], records.GROUND
        )

    @property
    def phases(self) -> np.ndarray:
        """Phases of the incident, records of `records.PHASE`."""
        clock = self.file.clock
        return np.array(
            [(clock.step_s, clock.limit_s), *((p.dt_s, p.max_s) for p in clock.phases)], records.PHASE
        )

    def phase_name(self, number: int) -> str:
        """What a phase of the incident is, and its step; they are counted from 0."""
        phase = self.file.clock.phases[number - 1]
        return f"{phase.text or phase.name}, in steps of {phase.dt_s:g} s"

    @property
    def place(self) -> np.ndarray:
        """Size of the map, one record of `records.PLACE`."""
        height, width = self.map.terrain.shape
        return np.array((width, height, self.file.map.cell_m if self.file.map else 1.0), records.PLACE)

    @property
    def is_career(self) -> bool:
        """Whether its clock runs in days."""
        return self.file.is_career

    def parse(self, settings: Mapping[str, Any]) -> dict[str, Value]:
        """Values of settings by key.

        Raises
        ------
        SettingsError
            With what is wrong with each.
        """
        problems: dict[str, str] = {}
        values: dict[str, Value] = {}
        for name, value in settings.items():
            if name not in self.keys:
                problems[name] = unknown_key(name, self.keys, self.file)
                continue
            try:
                values[name] = self.keys[name].parse(value)
            except ValueError as error:
                problems[name] = str(error)
        if problems:
            raise SettingsError(problems)
        return values

    def setup(self, settings: Mapping[str, Any], swept: Mapping[str, Sequence[float]] | None = None) -> Setup:
        """Starting state under some settings.

        Parameters
        ----------
        settings : mapping
            Key to value; what is not set keeps its default.
        swept : mapping, optional
            Levels that a design sweeps, by key: a shuffled bond is drawn from them.

        Raises
        ------
        SettingsError
            When settings do not fit.
        """
        given = self.parse(settings)
        options, values = self._values(given)
        if problems := impossible(self.file, values, given):
            raise SettingsError(problems)
        places: dict[str, str | None] = {name: member.at for name, member in self.file.cast.items()}
        for option in options:
            places |= option.at
        agents, relations = self._people(values, places)
        clock = records.blank(records.CLOCK, state.CLOCK, ())
        clock["dt_s"] = self.dt_s
        clock["max_steps"] = round(self.file.clock.limit_s / self.dt_s)
        clock["n_phases"] = len(self.phases)
        for family in self.file.uses:
            clock[f"has_{family}"] = 1
        clock["ends_when_settled"] = self.file.clock.ends != "time"
        clock["ends_in_time"] = self.file.clock.ends != "settled"
        if self.file.exit:
            clock["exit_x_m"], clock["exit_y_m"] = self.map.places[self.file.exit.at][0]
            clock["exit_spread_m"] = self.file.exit.spread_m
            clock["exit_across"] = self.file.exit.across
        levels = np.zeros(MAX_LEVELS)
        shuffled = [option.shuffle for option in options if option.shuffle]
        if shuffled:
            drawn = list((swept or {}).get(shuffled[0], ())) or [float(values[shuffled[0]])]
            if len(drawn) > MAX_LEVELS:
                raise SettingsError(
                    {shuffled[0]: f"shuffled among {len(drawn)} levels; {MAX_LEVELS} at most"}
                )
            levels[: len(drawn)] = drawn
            clock["n_levels"] = len(drawn)
            clock["shuffled"] = self.cast.index(shuffled[0].split(".")[0])
        return Setup(
            scenario=self,
            settings=given,
            swept={name: tuple(some) for name, some in (swept or {}).items()},
            agents=agents,
            relations=relations,
            beliefs=self._beliefs(values),
            hazards=self._hazards(values),
            actions=records.action_records({n: g(**_part(values, n)) for n, g in ACTIONS.items()}),
            p=self._law(values),
            clock=clock,
            levels=levels,
            callouts=self._callouts(values),
            incidents=self._incidents_of(given, options),
        )

    def values(self, settings: Mapping[str, Any]) -> dict[str, Value]:
        """The value of every key under some settings; what is not set, and no option sets, keeps its default."""
        return self._values(self.parse(settings))[1]

    def _incidents_of(self, given: Mapping[str, Value], options: Sequence[Option]) -> tuple[Setup, ...]:
        """What incidents start from, under what settings and options say of them."""
        said: dict[str, Any] = {}
        for some in (self.file.set, *(option.set for option in options), given):
            said |= some
        setups = []
        for (name, spec), setup in zip(self.file.incidents.items(), self.incidents, strict=True):
            own = {key: said[f"{name}.{key}"] for key in spec.keys if f"{name}.{key}" in said}
            try:
                setups.append(setup.scenario.setup(setup.settings | own) if own else setup)
            except SettingsError as error:
                raise SettingsError({f"{name}.{key}": text for key, text in error.problems.items()}) from None
        return tuple(setups)

    def check(self, settings: Mapping[str, Any]) -> None:
        """Refuse settings each of which is possible, but not all at once.

        Raises
        ------
        SettingsError
            With why, by the key or the name of the group.
        """
        given = self.parse(settings)
        _, values = self._values(given)
        if problems := impossible(self.file, values, given):
            raise SettingsError(problems)
        for name, group in CHECKED.items():
            if any(key.startswith(f"{name}.") for key in self.keys):
                _built(group, name, values)
        for name, member in self.file.cast.items():
            if ROLES[member.role].__pydantic_decorators__.model_validators:
                _built(ROLES[member.role], name, values)

    def _values(self, given: Mapping[str, Value]) -> tuple[list[Option], dict[str, Value]]:
        """Options chosen, and the value of every key."""
        options = [c.options[str(given.get(name, c.default))] for name, c in self.file.choices.items()]
        values = {name: key.default for name, key in self.keys.items()}
        for option in options:
            values |= {name: self.keys[name].parse(v) for name, v in option.set.items()}
        return options, values | dict(given)

    def _people(
        self, values: dict[str, Value], places: Mapping[str, str | None]
    ) -> tuple[np.ndarray, np.ndarray]:
        cast = members(self.file)
        n = len(cast)
        actions = sum(
            1 << code for code in ACTION_CODES.values() if FAMILY_OF.get(code, "") in ("", *self.file.uses)
        )
        agents = records.blank(records.AGENT, state.AGENT, (n,))
        relations = np.zeros((n, n), records.RELATION)
        experience = float(values["trust.experience"])
        relations["good"] = relations["bad"] = 0.5 * experience
        relations["self_trust"] = 0.5
        for i, (name, one) in enumerate(cast.items()):
            member = one.entry
            count = int(values.get(f"{one.name}.count", 1))
            is_there = one.number < count
            traits = _built(ROLES[member.role], one.name, values)
            records.fill(agents, i, traits, RELATION_FIELDS)
            agents["id"][i] = agent_id(name)
            agents["role"][i] = ROLE_CODES[member.role]
            agents["repertoire"][i] = REPERTOIRE[ROLE_CODES[member.role]] & actions
            at = places[one.name]
            if at is not None:
                agents["x_m"][i], agents["y_m"][i] = place_of(one, at, self.map.places, count)
            agents["spread_m"][i] = member.spread_m
            agents["number"][i] = one.number
            if self.is_career:
                agents["present"][i] = 1
            if not is_there:
                agents["present"][i] = agents["repertoire"][i] = 0
            for link in ("partner", "superior", "quarry"):
                other = linked(self.file, one, getattr(member, link)) if is_there else None
                agents[link][i] = self.cast.index(other) if other else -1
            is_sent = member.superior in cast and cast[member.superior].entry.role == "dispatcher"
            is_placed = member.role != "responder" or (traits.present and not is_sent)
            agents["knows_partner"][i] = 1 if is_placed else 0
            for link, trust in (("superior", traits.trust_orders), ("partner", traits.trust)):
                j = agents[link][i]
                if j >= 0:  # one who is both is trusted as a partner
                    relations["good"][i, j] = trust * experience
                    relations["bad"][i, j] = (1.0 - trust) * experience
            j = agents["partner"][i]
            if j >= 0:
                relations["bond"][i, j] = traits.bond
                for name in ("self_trust", "accepted", "distress"):
                    relations[name][i, j] = getattr(traits, name)
        for name, tie in self.file.ties.items():
            held = TieParameters(**_part(values, name))
            i, j = self.cast.index(tie.of), self.cast.index(tie.to)
            relations["bond"][i, j] = held.bond
            for name in ("self_trust", "accepted", "distress"):
                relations[name][i, j] = getattr(held, name)
            relations["good"][i, j] = held.trust * experience
            relations["bad"][i, j] = (1.0 - held.trust) * experience
        return agents, relations

    def _beliefs(self, values: dict[str, Value]) -> np.ndarray:
        return np.zeros((len(self.cast), len(self.hazard_names)), records.BELIEF)

    def _hazards(self, values: dict[str, Value]) -> np.ndarray:
        hazards = records.blank(records.HAZARD, state.HAZARD, (len(self.hazard_names),))
        for k, name in enumerate(self.hazard_names):
            spec = self.file.hazards[name]
            records.fill(hazards, k, HAZARDS[spec.kind](**_part(values, name)))
            hazards["id"][k] = agent_id(name)
            hazards["shape"][k] = SHAPES[spec.shape]
            hazards["trigger"][k] = TRIGGERS[spec.trigger]
            hazards["kind"][k] = KINDS[spec.kind]
            if spec.at:
                hazards["x_m"][k], hazards["y_m"][k] = self.map.places[spec.at][0]
            if spec.view:
                hazards["view_x_m"][k], hazards["view_y_m"][k] = self.map.places[spec.view][0]
        return hazards

    def _callouts(self, values: dict[str, Value]) -> np.ndarray:
        callouts = np.zeros(len(self.file.incidents), records.INCIDENT)
        for k, name in enumerate(self.file.incidents):
            records.fill(callouts, k, CalloutParameters(weight=values[f"{name}.weight"]))
        return callouts

    def _law(self, values: dict[str, Value]) -> np.ndarray:
        law = np.zeros((), records.LAW)
        for name, group in LAWS.items():
            known = {} if name in self.file.cast else values
            records.fill(law[name], (), _built(group, name, known))
        return law


def _built[Group: Parameters](group: type[Group], prefix: str, values: Mapping[str, Value]) -> Group:
    """A group of parameters; values that cannot all be so at once are refused in its own words."""
    given = _part(values, prefix)
    given.pop("count", None)  # of a group of the cast
    try:
        return group(**given)
    except ValidationError as error:
        said = "; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())
        raise SettingsError({prefix: said}) from None


def _part(values: Mapping[str, Value], prefix: str) -> dict[str, Any]:
    """Values of one group, by the names of its fields."""
    start = prefix + "."
    return {name[len(start) :]: value for name, value in values.items() if name.startswith(start)}
