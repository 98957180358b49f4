"""What an experiment file may say of its design: values of a key, ways to choose points, and their parts."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from bondsim.experiments.config.sections import Name, Scalar, Section, Whole, whole

MOST = 10**15
"""Most that a number of points may say; what is too many is told where they are counted."""


class Range(Section):
    """Values from one end to the other: levels at equal distances, or all between."""

    start: Scalar = Field(alias="from", description="First level.")
    end: Scalar = Field(alias="to", description="Last level.")
    levels: Annotated[int, Field(ge=2, le=MOST), BeforeValidator(whole)] | None = Field(
        None,
        description="Number of levels. A design that samples takes every value between without it.",
    )
    scale: Literal["linear", "log"] = Field(
        "linear", description="Equal differences, or equal ratios (both ends above 0)."
    )


def _numbers(n: int) -> Any:
    return WithJsonSchema(
        {"type": "array", "items": {"type": ["number", "string"]}, "minItems": n, "maxItems": n}
    )


Two = Annotated[list[Scalar], _numbers(2)]
Three = Annotated[list[Scalar], _numbers(3)]


class _Distribution(Section):
    start: Scalar | None = Field(None, alias="from", description="Cut off below this value.")
    end: Scalar | None = Field(None, alias="to", description="Cut off above this value.")


class Uniform(_Distribution):
    """Every value between two bounds is as likely as any other."""

    uniform: Two = Field(description="Lowest and highest value.")


class Loguniform(_Distribution):
    """Every ratio is as likely as any other."""

    loguniform: Two = Field(description="Lowest and highest value, both above 0.")


class Normal(_Distribution):
    """The normal distribution."""

    normal: Two = Field(description="Mean and standard deviation.")


class Triangular(_Distribution):
    """Likeliest at a mode, falling to both ends."""

    triangular: Three = Field(description="Lowest value, mode, highest value.")


class Beta(_Distribution):
    """The beta distribution, from `from` to `to`, or between the bounds of the key."""

    beta: Two = Field(description="Its two shape parameters, both above 0.")


DISTRIBUTIONS = ("uniform", "loguniform", "normal", "triangular", "beta")
PLAUSIBLE = "plausible"
type Distribution = Uniform | Loguniform | Normal | Triangular | Beta


def _one(value: dict[str, Any]) -> dict[str, Any]:
    if value:
        raise ValueError(f"want one distribution; got {' and '.join(n for n in DISTRIBUTIONS if n in value)}")
    return value  # what is left where all in it was refused


# Tags that no key of a mapping can be taken for.
def _values_kind(value: Any) -> str | None:
    if isinstance(value, Mapping):
        named = [name for name in DISTRIBUTIONS if name in value]
        if not value or len(named) > 1:
            return "anything else"
        return f"a {named[0] if named else 'range'}"
    if isinstance(value, Section):
        return f"a {type(value).__name__.lower()}"
    return "a list" if isinstance(value, list) else "a word" if value == PLAUSIBLE else None


Values = Annotated[
    Annotated[list[Scalar], Field(min_length=1), Tag("a list")]
    | Annotated[Range, Tag("a range")]
    | Annotated[Literal["plausible"], Tag("a word")]
    | Annotated[Uniform, Tag("a uniform")]
    | Annotated[Loguniform, Tag("a loguniform")]
    | Annotated[Normal, Tag("a normal")]
    | Annotated[Triangular, Tag("a triangular")]
    | Annotated[Beta, Tag("a beta")]
    | Annotated[dict[str, Any], AfterValidator(_one), WithJsonSchema({"not": {}}), Tag("anything else")],
    Discriminator(
        _values_kind,
        custom_error_type="levels",
        custom_error_message="want a list of levels, {from, to, levels}, a distribution such as "
        "{normal: [mean, sd]}, or plausible; a single value belongs under fix",
    ),
]
"""What a key takes in a design."""


class Plain(Section):
    """A design that takes levels and has no options."""

    kind: Literal["grid", "zip", "list", "csv"] = Field(description="As the word alone.")


class LatinHypercube(Section):
    """Points that fill the space: each factor's values are spread evenly."""

    kind: Literal["latin_hypercube"]
    points: Whole = Field(64, ge=1, le=MOST, description="Number of points.")


class Sobol(Section):
    """A scrambled Sobol sequence; a longer one goes on from a shorter one."""

    kind: Literal["sobol"]
    points: Whole = Field(64, ge=1, le=MOST, description="Number of points, a power of two.")


class Random(Section):
    """Independent random points; more of them go on from fewer."""

    kind: Literal["random"]
    points: Whole = Field(64, ge=1, le=MOST, description="Number of points.")


class Saltelli(Section):
    """Points for Sobol's sensitivity indices."""

    kind: Literal["saltelli"]
    base: Whole = Field(
        64,
        ge=4,
        le=MOST,
        description="Base points, a power of two: the design has this times (factors + 2) points.",
    )
    second_order: bool = Field(
        False, description="Also for the indices of pairs: this times (2 factors + 2) points."
    )


class Morris(Section):
    """Trajectories that change one factor at a time, for screening by elementary effects."""

    kind: Literal["morris"]
    trajectories: Whole = Field(
        20, ge=2, le=MOST, description="Trajectories: the design has this times (factors + 1) points."
    )
    levels: Whole = Field(
        4, ge=4, le=100, multiple_of=2, description="Levels of each factor, an even number."
    )


class OneAtATime(Section):
    """The base point, and each factor over its levels with all others at the base."""

    kind: Literal["one_at_a_time"]
    base: dict[str, Scalar] = Field(
        {}, description="Value of a factor at the base point. Default: the scenario's own."
    )


class Product(Section):
    """Every point of one part with every point of the others."""

    kind: Literal["product"]
    of: list["Part"] = Field(min_length=2, max_length=20, description="Parts, each with factors of its own.")


class Union(Section):
    """The points of all parts; what a part does not vary is at the scenario's own value there."""

    kind: Literal["union"]
    of: list["Part"] = Field(min_length=2, max_length=20, description="Parts.")


Sample = LatinHypercube | Sobol | Random | Saltelli | Morris
Word = Literal[
    "grid", "list", "csv", "zip", "one_at_a_time", "latin_hypercube", "sobol", "random", "saltelli", "morris"
]
WORDS = get_args(Word)
SAMPLED = ("latin_hypercube", "sobol", "random", "saltelli", "morris")


def _form(value: Any) -> str:
    return "a mapping" if isinstance(value, Mapping | Section) else "a word"


def _draws_form(value: Any) -> str:
    if isinstance(value, str):
        return "a word"
    return "a mapping" if isinstance(value, Mapping | Section) else "a number"


DesignOf = Annotated[
    Annotated[Word, Tag("a word")]
    | Annotated[
        Annotated[Plain | Sample | OneAtATime | Product | Union, Field(discriminator="kind")],
        Tag("a mapping"),
    ],
    Discriminator(_form),
]
Draws = Annotated[
    Annotated[int, Field(ge=1, le=MOST), WithJsonSchema({"type": "integer", "minimum": 1}), Tag("a number")]
    | Annotated[Literal["latin_hypercube", "sobol", "random", "saltelli", "morris"], Tag("a word")]
    | Annotated[Annotated[Sample, Field(discriminator="kind")], Tag("a mapping")],
    Discriminator(_draws_form),
]
Uncertain = Annotated[
    Annotated[list[Name], Field(max_length=1000), Tag("a list")]
    | Annotated[dict[str, Values], Tag("a mapping")],
    Discriminator(lambda value: "a list" if isinstance(value, list) else "a mapping"),
]
Where = Annotated[str, Field(min_length=1, max_length=500)]

VARY = (
    "Keys of the scenario that are varied: a list of levels, {from, to, levels}, plausible (the key's own "
    "range), or a distribution."
)
DESIGN = (
    "How points are chosen from what is under vary. A word: grid, zip, one_at_a_time, latin_hypercube, "
    "sobol, random, saltelli, morris, list, csv; or {kind, …} with its options, also product and union. "
    "Default: grid, or list or csv where these are given."
)
WHERE = "Condition that points must meet to be kept, such as dog.bond < train.warning_s / 100."


class Part(Section):
    """A design within a product or a union."""

    vary: dict[str, Values] = Field({}, description=VARY)
    design: DesignOf | None = Field(None, description=DESIGN)
    points: list[dict[str, Scalar]] | None = Field(
        None, min_length=1, description="Points of a list design: mappings with the same keys."
    )
    where: Where | None = Field(None, description=WHERE)
