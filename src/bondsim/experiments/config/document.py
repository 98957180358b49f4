"""What an experiment file may say: the typed form of its YAML, without the keys of the scenario.

The scenario's own keys (``dog.bond``, ``baseline``, …) and outcomes are text here: it takes the scenario to
check them, see `bondsim.experiments.planning.resolve`. The JSON Schema for editors is made from these models, see
`bondsim.experiments.config.schema`.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from bondsim.experiments.config.design import DESIGN, VARY, WHERE, DesignOf, Draws, Uncertain, Values, Where
from bondsim.experiments.config.sections import (
    SLUG,
    Name,
    Scalar,
    Seconds,
    Section,
    Whole,
    checked_slug,
    whole,
)

MAX_SEED = 2**63 - 1
DEFAULT_REPLICATES = 400
"""Enough for a 95 % interval of a share to reach at most 0.05 to either side."""
DEFAULT_DRAWS = 32


class Until(Section):
    """When there are enough replicates."""

    outcome: Name = Field(description="An outcome that is recorded.")
    half_width: float = Field(
        gt=0, description="The 95 % interval reaches at most this far to either side, in the outcome's unit."
    )
    contrast: Name | None = Field(
        None,
        description="A varied key: the intervals meant are those of the differences that it makes, at every "
        "setting of the other factors. Default: those of the outcome at every point.",
    )
    against: Literal["next", "first"] | None = Field(
        None,
        description="next: a level of that key is compared with the next one. first: the first level with "
        "each other one. Default: next for numbers, first for choices.",
    )


class Adaptive(Section):
    """Replicates until intervals are narrow enough."""

    min: Whole = Field(100, ge=2, le=10**15, description="Replicates that every point gets.")
    max: Whole = Field(10_000, ge=2, le=10**15, description="Replicates at which a point stops anyway.")
    until: Until = Field(description="When a point stops.")
    budget: Whole | None = Field(
        None, ge=2, le=10**15, description="Runs of all points together at which all stop anyway."
    )


def _replicates_kind(value: Any) -> str:
    return "adaptive" if isinstance(value, dict | Adaptive) else "fixed"


class Series(Section):
    """State variables over time."""

    every_s: Seconds = Field(
        gt=0, le=1e7, description="Time between rows, s: a multiple of the scenario's step."
    )
    of: list[Name] | None = Field(
        None,
        min_length=1,
        max_length=1000,
        description="State variables by agent, such as dog.arousal; all when left out.",
    )


class Record(Section):
    """What is kept of each run."""

    outcomes: list[Name] | None = Field(
        None,
        min_length=1,
        max_length=1000,
        description="Outcomes of the scenario; all of them when left out.",
    )
    series: Series | None = Field(None, description="State variables over time; none when left out.")
    events: bool = Field(False, description="What happened in each run, and when.")


class Response(Section):
    """An outcome against a factor, with intervals."""

    kind: Literal["response"]
    x: Name = Field(description="Varied key on the horizontal axis.")
    y: Name = Field(description="Recorded outcome on the vertical axis.")
    by: Name | None = Field(None, description="Varied key with a line for each level.")


class Heatmap(Section):
    """An outcome over two factors."""

    kind: Literal["heatmap"]
    x: Name = Field(description="Varied key on the horizontal axis.")
    y: Name = Field(description="Varied key on the vertical axis.")
    value: Name = Field(description="Recorded outcome shown as colour.")


class Tradeoff(Section):
    """One outcome against another, a point for each level of a factor."""

    kind: Literal["tradeoff"]
    x: Name = Field(description="Recorded outcome on the horizontal axis.")
    y: Name = Field(description="Recorded outcome on the vertical axis.")
    by: Name = Field(description="Varied key whose levels are the points, joined in their order.")


class Difference(Section):
    """The difference that a factor makes to an outcome, pair by pair, with its interval."""

    kind: Literal["difference"]
    x: Name = Field(
        description="Varied key on the horizontal axis; without `by` each level is compared with its first."
    )
    y: Name = Field(description="Recorded outcome whose differences are shown.")
    by: Name | None = Field(None, description="Varied key whose last level is compared with its first.")


type Best = Literal["high", "low"]


class Pareto(Section):
    """All points of the design over two outcomes, and those that no other betters in both."""

    kind: Literal["pareto"]
    x: Name = Field(description="Recorded outcome on the horizontal axis.")
    y: Name = Field(description="Recorded outcome on the vertical axis.")
    x_best: Best = Field("high", description="Which end of x is the better one.")
    y_best: Best = Field("high", description="Which end of y is the better one.")


class Fan(Section):
    """A state variable over time: median and bands over the runs."""

    kind: Literal["fan"]
    y: Name = Field(description="State variable that record.series keeps, such as dog.arousal.")
    by: Name | None = Field(None, description="Varied key with a line for each level.")


class Survival(Section):
    """Share of runs that a time has not ended yet (Kaplan-Meier), with the number at risk."""

    kind: Literal["survival"]
    x: Name = Field(description="Recorded outcome that is the time.")
    event: Name | None = Field(
        None, description="Recorded outcome that is 0 or false where the time was cut off (censored)."
    )
    until: Name | None = Field(
        None, description="Recorded outcome at which a missing time was cut off, such as duration_s."
    )
    by: Name | None = Field(None, description="Varied key with a line for each level.")


class Tornado(Section):
    """What each factor does to an outcome from its lowest level to its highest, the largest first."""

    kind: Literal["tornado"]
    y: Name = Field(description="Recorded outcome.")


class MorrisPlane(Section):
    """Factors by the size of their effects and by how much these differ; of a Morris design."""

    kind: Literal["morris"]
    y: Name = Field(description="Recorded outcome.")


class SobolBars(Section):
    """The share of the variance that hangs on each factor; of a Saltelli design."""

    kind: Literal["sobol"]
    y: Name = Field(description="Recorded outcome.")


class Convergence(Section):
    """An estimate and its interval with more and more replicates."""

    kind: Literal["convergence"]
    y: Name = Field(description="Recorded outcome.")
    by: Name | None = Field(None, description="Varied key with a line for each level.")


class Starts(Section):
    """An outcome over the places where an agent began, as record.series keeps its x_m and y_m."""

    kind: Literal["starts"]
    x: Name = Field(description="Agent, such as dog.")
    value: Name = Field(description="Recorded outcome shown as colour.")


Plot = Annotated[
    Response
    | Heatmap
    | Tradeoff
    | Difference
    | Pareto
    | Fan
    | Survival
    | Tornado
    | MorrisPlane
    | SobolBars
    | Convergence
    | Starts,
    Field(discriminator="kind"),
]


def _names(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[
    list[Name],
    BeforeValidator(_names),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Optimise(Section):
    """A search for the best settings of what is varied."""

    maximise: Names = Field([], description="Outcomes of which more is better.")
    minimise: Names = Field([], description="Outcomes of which less is better.")
    trials: Whole = Field(120, ge=1, le=100_000, description="Candidates that are tried.")
    batch: Whole = Field(
        12, ge=1, le=1000, description="Candidates chosen at a time, without knowing of each other."
    )
    first: Whole = Field(30, ge=2, le=10**6, description="Runs of each candidate on the first rung.")
    rungs: Whole = Field(
        3, ge=1, le=8, description="Rungs of the race: on each the best of the one below get more runs."
    )
    growth: Whole = Field(
        3, ge=2, le=10, description="A rung keeps one candidate in this many, with this many times the runs."
    )
    finalists: Whole = Field(
        8,
        ge=1,
        le=1000,
        description="Candidates that are evaluated on fresh luck, with `replicates` of the file.",
    )
    sampler: Literal["tpe", "random"] = Field(
        "tpe", description="How candidates are chosen: tree-structured Parzen estimator, or at random."
    )


class ExperimentFile(Section):
    """A question to a scenario: what is varied, how often it is repeated, what is recorded and drawn."""

    question: str = Field("", max_length=2000, description="The question in words; figures carry it.")
    name: Annotated[str | None, AfterValidator(checked_slug)] = Field(
        None,
        json_schema_extra={"pattern": SLUG},
        description="Name of the results: small letters, digits, _ and -. Default: the file's own name.",
    )
    scenario: Name = Field(
        description="Name of a scenario (`bondsim scenarios` lists them), or its .yaml file in this folder."
    )
    extends: Name | None = Field(
        None,
        description="Experiment file in this folder tree that this one changes. fix, vary, uncertain, "
        "record and replicates are merged key by key, the rest is replaced, and the name is not taken over.",
    )
    seed: Whole = Field(0, ge=0, le=MAX_SEED, description="Seed of the experiment's luck.")
    fix: dict[str, Scalar] = Field(
        {},
        description="Keys of the scenario set for all points (`bondsim params SCENARIO` lists them); numbers "
        "may carry their unit, as in 40 s.",
    )
    vary: dict[str, Values] = Field({}, description=VARY)
    design: DesignOf | None = Field(None, description=DESIGN)
    where: Where | None = Field(None, description=WHERE)
    uncertain: Uncertain = Field(
        {},
        description="Keys of the scenario that are not known: what each may be, as under vary, or a list of keys "
        "whose plausible range is meant. Every point is run at all draws of them, and answers are given over "
        "the draws.",
    )
    draws: Draws = Field(
        DEFAULT_DRAWS,
        description="How the uncertain keys are drawn: a number (of a Latin hypercube), or a design that "
        "samples, as under design.",
    )
    points: list[dict[str, Scalar]] | None = Field(
        None, min_length=1, description="Points of a list design: mappings with the same keys."
    )
    csv: Name | None = Field(
        None,
        description="Table of points in this folder tree: keys in the first line, commas, no quotes.",
    )
    replicates: Annotated[
        Annotated[int, Field(ge=1, le=10**15), BeforeValidator(whole), Tag("fixed")]
        | Annotated[Adaptive, Tag("adaptive")],
        Discriminator(_replicates_kind),
    ] = Field(
        DEFAULT_REPLICATES,
        description="Runs of each point: a number, or {min, max, budget, until: {outcome, contrast, half_width}}.",
    )
    pairing: Literal["common", "independent"] = Field(
        "common",
        description="common: a replicate meets the same luck at each point. independent: each its own.",
    )
    optimise: Optimise | None = Field(
        None,
        description="A search among what is under vary, which `bondsim optimise` runs; replicates are then those "
        "of the finalists.",
    )
    record: Record = Field(Record(), description="What is kept of each run.")
    plots: list[Plot] | None = Field(
        None, description="Figures; [] for none. Default: chosen by what is varied."
    )
