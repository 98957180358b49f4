"""What a scenario file may say: the typed form of its YAML."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bondsim.parameter import HAZARDS
from bondsim.records import MAX_AGENTS, MAX_GROUNDS, MAX_HAZARDS, MAX_INCIDENTS, MAX_PHASES
from bondsim.vocabulary import FAMILIES, ROLES, SHAPES, TRIGGERS

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, Field(max_length=2000)]
Letter = Annotated[str, Field(min_length=1, max_length=1)]
Value = bool | int | float | str


class Strict(BaseModel):
    """A part of a scenario file: closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


MOST_STEPS = 10_000_000  # of an incident or a phase of it: some seconds, compiled


def _check_steps(dt_s: float, max_s: float) -> None:
    if max_s / dt_s > MOST_STEPS:
        raise ValueError(
            f"{max_s / dt_s:,.0f} steps of {dt_s:g} s; a run has at most {MOST_STEPS:,}: "
            f"a `dt_s` from {max_s / MOST_STEPS:g}, or a shorter `max_s`, would do"
        )


class Phase(Strict):
    """A later part of the incident, with a step of its own."""

    name: Word
    text: Text = Field("", description="what it is, as a run tells it")
    dt_s: float = Field(ge=0.001, le=3600)
    max_s: float = Field(gt=0, le=1e7, description="longest time in this phase, s")

    @model_validator(mode="after")
    def _ends(self) -> Self:
        _check_steps(self.dt_s, self.max_s)
        return self


DAY_S = 86400.0


class Clock(Strict):
    """The fixed step, and the time at which a run, or its first phase where there are more, is broken off.

    An incident says both in seconds; a career says how many days it goes on, and its step is a day.
    """

    dt_s: float | None = Field(None, ge=0.001, le=3600, description="step of an incident, s")
    max_s: float | None = Field(None, gt=0, le=1e7)
    days: int | None = Field(None, ge=1, le=18263, description="length of a career, up to fifty years")
    steps_a_day: int = Field(1, ge=1, le=24, description="steps of a career into which a day is cut")
    phases: list[Phase] = Field(default_factory=list, max_length=MAX_PHASES - 1)
    ends: Literal["settled", "time", "either"] = Field(
        "settled", description="when no hazard and no chase is on, or at max_s, or at whichever comes first"
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.days is None) == (self.dt_s is None) or (self.dt_s is None) != (self.max_s is None):
            raise ValueError("a clock has `dt_s` and `max_s` (an incident), or `days` (a career)")
        if self.days is not None and self.phases:
            raise ValueError("a career has no phases")
        if self.dt_s is not None and self.max_s is not None:
            _check_steps(self.dt_s, self.max_s)
        return self

    @property
    def step_s(self) -> float:
        """Length of a step, s."""
        return DAY_S / self.steps_a_day if self.dt_s is None else self.dt_s

    @property
    def limit_s(self) -> float:
        """Time at which a run, or its first phase, is broken off, s."""
        return DAY_S * (self.days or 0) if self.max_s is None else self.max_s


Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", description="of a cell in a map image")]


class Ground(Strict):
    """One kind of ground, a letter or a colour on the map."""

    name: str = Field(max_length=60)
    colour: Colour | None = None
    pace: float = Field(1.0, le=2, description="share of an agent's speed")
    step_m: float = Field(0.0, ge=0, le=2, description="height of the obstacle, m")
    traffic_per_h: float = Field(0.0, ge=0, le=10000, description="vehicles that drive there, an hour")
    cover: float = Field(1.0, ge=0, le=1, description="cover that it gives to one who hides")
    scent: float = Field(1.0, ge=0, le=1, description="share of the scent of a trail that it holds")
    solid: bool = Field(False, description="a wall: nobody can be placed on it; it changes no motion")

    @field_validator("pace")
    @classmethod
    def _is_passable(cls, pace: float) -> float:
        if not pace > 0:
            raise ValueError(
                f"want more than 0; got {pace:g}: nobody walks around anything, make a wall slow ground, and "
                "`solid: true`"
            )
        return pace


class Place(Strict):
    """A letter or a colour on the map that marks a cell; the ground below it is named here."""

    name: str = Field(max_length=60)
    colour: Colour | None = None
    ground: Letter


class Map(Strict):
    """A map as text, a letter a cell, or as a PNG image, a pixel a cell; rows run along y, columns along x."""

    file: str
    cell_m: float = Field(gt=0, le=1000)
    grounds: dict[Letter, Ground] = Field(min_length=1, max_length=MAX_GROUNDS)
    places: dict[Letter, Place] = Field(default_factory=dict, max_length=100)


class Exit(Strict):
    """Where those who flee run to: a stretch around a place, along x, or along y where it runs across."""

    at: Letter
    spread_m: float = Field(0.0, ge=0)
    across: bool = False


class Member(Strict):
    """One of the cast, or `count` who are alike, named with numbers from 1."""

    role: Literal[tuple(ROLES)]  # type: ignore[valid-type]
    at: Letter | None = Field(
        None, description="place; of several cells with this letter each of a group takes one in turn"
    )
    count: int | None = Field(None, ge=1, le=MAX_AGENTS)
    to: Letter | None = Field(None, description="a group stands evenly along the line from `at` to here")
    spread_m: float = Field(0.0, ge=0, le=1e5, description="each is off its place by up to this, by luck, m")
    partner: Word | None = None
    superior: Word | None = None
    quarry: Word | None = None


class Tie(Strict):
    """What one of the cast holds towards another who is not its partner."""

    of: Word
    to: Word


class IncidentSpec(Strict):
    """An incident that may befall a team in a career: a scenario of the catalogue, and what is set in it."""

    scenario: Word
    set: dict[str, Value] = Field(default_factory=dict)
    keys: list[str] = Field(
        default_factory=list,
        max_length=100,
        description="its scenario's keys that are keys of the career too, as `<incident>.<key>`",
    )


class Hazard(Strict):
    """One hazard."""

    kind: Literal[tuple(HAZARDS)]  # type: ignore[valid-type]
    shape: Literal[tuple(SHAPES)] = "strip"  # type: ignore[valid-type]
    trigger: Literal[tuple(TRIGGERS)] = "start"  # type: ignore[valid-type]
    at: Letter | None = None
    view: Letter | None = Field(None, description="place outside from which a room is looked into")


class Option(Strict):
    """One option of a choice: parameters it sets, places it moves the cast to, a bond it shuffles."""

    text: Text = ""
    set: dict[str, Value] = Field(default_factory=dict)
    at: dict[Word, Letter] = Field(default_factory=dict)
    shuffle: str | None = None


class Choice(Strict):
    """A named choice between options; a factor like any other."""

    text: Text
    default: Word
    options: dict[Word, Option] = Field(min_length=1, max_length=50)


class OutcomeSpec(Strict):
    """One outcome: where it is read when a run is over."""

    of: str
    kind: Literal["boolean", "number", "integer"]
    unit: str = Field("", max_length=20)
    text: Text
    needs: str | None = Field(None, description="where this is 0, the outcome is missing")


class ScenarioFile(Strict):
    """A scenario: place, cast, hazards, clock, question."""

    name: Word
    title: Text
    question: Text = Field(examples=["question: Who finds the child first?"])
    story: Text = ""
    uses: list[Literal[tuple(FAMILIES)]] = Field(  # type: ignore[valid-type]
        default_factory=list, description="families of mechanisms beside the core"
    )
    clock: Clock = Field(examples=["clock: {dt_s: 1, max_s: 3600}"])
    map: Map | None = Field(None, description="careers need none")
    exit: Exit | None = None
    cast: dict[Word, Member] = Field(min_length=1, max_length=MAX_AGENTS)
    ties: dict[Word, Tie] = Field(default_factory=dict, max_length=200)
    incidents: dict[Word, IncidentSpec] = Field(
        default_factory=dict,
        max_length=MAX_INCIDENTS,
        description="of a career: what a team may be called into, in this order",
    )
    hazards: dict[Word, Hazard] = Field(default_factory=dict, max_length=MAX_HAZARDS)
    set: dict[str, Value] = Field(default_factory=dict)
    choices: dict[Word, Choice] = Field(default_factory=dict)
    factors: list[str] = Field(
        default_factory=list,
        max_length=20,
        description="keys that matter most here, which a page lets one vary",
    )
    outcomes: dict[Word, OutcomeSpec] = Field(min_length=1)

    @property
    def is_career(self) -> bool:
        """Whether it goes on in days."""
        return self.clock.days is not None
