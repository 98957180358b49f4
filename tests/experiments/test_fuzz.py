# ruff: noqa: E501
"""Configs that nobody would write: each is a plan or is refused in words, in no time, and writes nothing."""

import os
import shutil
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bondsim.cli.figures import draw_configured
from bondsim.documents import DocumentError
from bondsim.experiments.planning.plan import Plan
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute

LONGEST_S = 60.0  # for one config, on a busy machine: a hang is longer

KEYS = [
    "dog.bond",
    "train.warning_s",
    "dog.mass_kg",
    "baseline",
    "start",
    "dog.protects",
    "dog.bnd",
    "seed",
    "",
    "a.b.c",
]
OUTCOMES = ["rescued", "time_to_clear_s", "disobeyed", "dog_pulls", "rescud", "dog.bond"]
DESIGNS = [
    "grid",
    "zip",
    "list",
    "csv",
    "one_at_a_time",
    "latin_hypercube",
    "sobol",
    "random",
    "saltelli",
    "morris",
]
DESIGNS += ["product", "union", "grd"]
KINDS = [
    "response",
    "heatmap",
    "tradeoff",
    "difference",
    "pareto",
    "fan",
    "survival",
    "tornado",
    "convergence",
    "starts",
]

key, outcome = st.sampled_from(KEYS), st.sampled_from(OUTCOMES)
number = st.one_of(
    st.integers(-3, 100),
    st.floats(-2, 100),
    st.sampled_from([0, 1, 0.5, 1e308, -1e308, 5e-324, float("inf"), float("nan"), 10**30, 2**63, -(2**63)]),
)
text = st.one_of(
    st.sampled_from(
        [
            "40 s",
            "1 kg",
            "none",
            "no_dog",
            "shuffled_bond",
            "plausible",
            "~",
            "true",
            "../x",
            "/etc/passwd",
            "a: b",
        ]
    ),
    st.text(max_size=12),
)
scalar = st.one_of(number, text, st.booleans(), st.none())
junk = st.recursive(
    scalar,
    lambda some: st.one_of(
        st.lists(some, max_size=3), st.dictionaries(st.one_of(key, text), some, max_size=3)
    ),
    max_leaves=5,
)
levels = st.one_of(
    st.lists(scalar, max_size=4),
    st.fixed_dictionaries(
        {"from": number, "to": number},
        optional={"levels": st.integers(-1, 6), "scale": st.sampled_from(["log", "linear", "lgo"])},
    ),
    st.dictionaries(
        st.sampled_from(["uniform", "normal", "beta", "triangular", "loguniform", "from", "to"]),
        st.lists(number, max_size=3),
        max_size=2,
    ),
    st.just("plausible"),
    junk,
)
varied = st.dictionaries(key, levels, max_size=3)
condition = st.one_of(
    st.sampled_from(
        [
            "dog.bond < 0.5",
            "dog.bond in [0, 1]",
            "not dog.bond == 1",
            "dog.bond / 0 < 1",
            "a",
            "1 < 2",
            "(((",
            "dog.bond" * 40,
        ]
    ),
    st.text(max_size=30),
)
count = st.one_of(st.integers(-1, 5), st.sampled_from([8, 16, 10**9, 10**30]), junk)
part = st.fixed_dictionaries(
    {},
    optional={
        "vary": varied,
        "where": condition,
        "points": st.lists(st.dictionaries(key, scalar, max_size=2), max_size=3),
    },
)
design = st.one_of(
    st.sampled_from(DESIGNS),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(DESIGNS)},
        optional={
            "points": count,
            "base": st.one_of(count, st.dictionaries(key, scalar, max_size=2)),
            "trajectories": count,
            "levels": count,
            "second_order": st.booleans(),
            "of": st.lists(part, max_size=3),
        },
    ),
    junk,
)
replicates = st.one_of(
    count,
    st.fixed_dictionaries(
        {},
        optional={
            "min": count,
            "max": count,
            "budget": count,
            "until": st.one_of(
                junk,
                st.fixed_dictionaries(
                    {},
                    optional={
                        "outcome": outcome,
                        "half_width": number,
                        "contrast": key,
                        "against": st.sampled_from(["next", "first", "last"]),
                    },
                ),
            ),
        },
    ),
)
record = st.one_of(
    junk,
    st.fixed_dictionaries(
        {},
        optional={
            "outcomes": st.lists(outcome, max_size=3),
            "events": st.one_of(st.booleans(), scalar),
            "series": st.one_of(
                junk,
                st.fixed_dictionaries(
                    {"every_s": st.one_of(number, st.just(5))},
                    optional={"of": st.lists(st.sampled_from(["dog.bond", "dog.arousal", "x"]), max_size=2)},
                ),
            ),
        },
    ),
)
figure = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS)},
    optional={name: st.one_of(key, outcome) for name in ("x", "y", "by", "value", "event", "until")},
)
WILD = {
    "question": text, "name": text, "seed": st.one_of(number, junk), "fix": st.one_of(st.dictionaries(key, scalar, max_size=3), junk),
    "vary": st.one_of(varied, junk), "design": design, "where": condition, "uncertain": st.one_of(st.lists(key, max_size=2), varied),
    "draws": st.one_of(count, design), "points": st.lists(st.dictionaries(key, scalar, max_size=2), max_size=3), "csv": text,
    "extends": text, "replicates": replicates, "pairing": st.sampled_from(["common", "independent", "both"]), "record": record,
    "plots": st.one_of(st.lists(figure, max_size=3), junk), "sede": junk,
}  # fmt: skip
config = st.fixed_dictionaries(
    {"scenario": st.one_of(st.just("rail_yard"), st.just("rail_yard"), st.just("rail_yard"), text)},
    optional=WILD,
)

# Configs that are right -----------------------------------------------------------------------------------

LEVELS = {
    "dog.bond": [0, 0.3, 0.6, 0.9],
    "train.warning_s": [15, "40 s", "1.5 min", 70.5],
    "dog.mass_kg": [25, "38 kg", "85 lb", 45.25],
    "baseline": ["none", "no_dog", "obedient_dog", "shuffled_bond"],
    "start": ["standard"],
}
RANGES = {"dog.bond": (0, 0.9), "train.warning_s": (10, 90), "dog.mass_kg": (20, 45)}
RIGHT = ["rescued", "time_to_clear_s", "disobeyed", "dog_pulls"]
SAMPLERS = ["latin_hypercube", "sobol", "random", "morris", "saltelli"]


@st.composite
def sound(draw):
    """A config that is a plan, of a few runs in most cases; its parts fit each other."""

    def pick(*of):
        return draw(st.sampled_from(of))

    said = {
        "scenario": "rail_yard",
        "replicates": pick(1, 2, 3, {"min": 2, "max": 4, "until": {"outcome": "rescued", "half_width": 0.3}}),
    }
    factors = draw(
        st.lists(
            st.sampled_from(["dog.bond", "train.warning_s", "dog.mass_kg", "baseline"]),
            max_size=2,
            unique=True,
        )
    )
    ranged = [name for name in factors if name in RANGES]
    made = pick("grid", "grid", "zip", "list", "sampled")
    if made == "list" and factors:
        each = st.fixed_dictionaries({name: st.sampled_from(LEVELS[name]) for name in factors})
        said["points"] = draw(st.lists(each, min_size=1, max_size=3, unique_by=str))
    elif made == "sampled" and ranged:
        factors = ranged
        said["vary"] = {
            name: pick("plausible", {"from": RANGES[name][0], "to": RANGES[name][1]}) for name in factors
        }
        kind = pick(*SAMPLERS)
        said["design"] = {
            "kind": kind,
            {"morris": "trajectories", "saltelli": "base"}.get(kind, "points"): pick(2, 4),
        }
    elif factors:
        n = pick(1, 2, 3)
        said["vary"] = {name: LEVELS[name][:n] for name in factors}
        for name in ranged:
            if made == "grid" and pick(True, False):
                said["vary"][name] = {"from": RANGES[name][0], "to": RANGES[name][1], "levels": pick(2, 3)}
        if made == "zip":
            said["design"] = "zip"
        if "dog.bond" in factors and pick(True, False):
            said["where"] = "dog.bond < 0.95"
    free = [name for name in RANGES if name not in factors]
    if free and made == "grid" and pick(True, False, False):
        said["uncertain"] = pick({free[0]: "plausible"}, [free[-1]])
        said["draws"] = pick(2, {"kind": "sobol", "points": 2})
        free = [name for name in free if name not in said["uncertain"]]
    if free and pick(True, False):
        said["fix"] = {free[0]: pick(*LEVELS[free[0]])}
    outcomes = ["rescued", *draw(st.lists(st.sampled_from(RIGHT[1:]), max_size=2, unique=True))]
    said["record"] = {"outcomes": outcomes, "events": pick(True, False)}
    if pick(True, False, False):
        said["record"]["series"] = {"every_s": 30, "of": ["dog.arousal"]}
    for name, of in {
        "seed": (0, 7, 2**63 - 1),
        "name": ("fuzz", "a-b_c"),
        "question": ("Why?", "a: b # c", "\u00dcber 'alles'"),
        "pairing": ("common", "independent"),
    }.items():
        if pick(True, False):
            said[name] = pick(*of)
    drawn = [{"kind": "convergence", "y": outcomes[-1]}] + [
        {"kind": "response", "x": name, "y": "rescued"} for name in factors
    ]
    plots = pick([], drawn[-1:], None)
    if plots is not None:
        said["plots"] = plots
    return said  # fmt: skip


@st.composite
def mistaken(draw):
    """A config that is a plan but, mostly, for one thing."""
    said = draw(sound())
    how = draw(st.sampled_from(["not", "replace", "replace", "drop", "within"]))
    if how == "replace":
        name = draw(st.sampled_from([*WILD]))
        said[name] = draw(WILD[name])
    elif how == "drop":
        del said[draw(st.sampled_from([*said]))]
    elif how == "within":
        name = draw(st.sampled_from([*said]))
        inner = said[name]
        if isinstance(inner, dict) and inner:
            said[name] = inner | {draw(st.sampled_from([*inner])): draw(scalar)}
        else:
            said[name] = draw(scalar)
    return said


any_config = st.integers(0, 3).flatmap(lambda n: mistaken() if n else config)


def spelt(value):
    """A value as YAML in flow style; text in quotes more often than not, so that both spellings are met."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spelt(str(name))}: {spelt(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(spelt, value)) + "]"
    if isinstance(value, str):
        import json

        return (
            value
            if value.replace(".", "").replace("_", "").isalnum() and value.isascii()
            else json.dumps(value)
        )
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return repr(value)


def everything(root):
    """All that lies under a folder: files by when they were written and how large they are."""
    return {
        path: (path.is_file() and (path.stat().st_mtime_ns, path.stat().st_size)) for path in root.rglob("*")
    }


def tried(root, said, most_runs, drawn):
    """Load a config in `root`/own, and run it where it is a plan of at most `most_runs` runs.

    Nothing under `root` may change but the result folder, which is the one that the plan names itself. Returns
    whether it was a plan, and whether it was run.
    """
    results, file = root / "own" / "results", root / "own" / "fuzz.yaml"
    shutil.rmtree(results, ignore_errors=True)  # of a config that came to nothing
    file.write_text("".join(f"{name}: {spelt(value)}\n" for name, value in said.items()), encoding="utf-8")
    before, begun = everything(root), time.monotonic()
    try:
        plan = Plan.load(file)
    except DocumentError as error:
        assert error.problems
        assert all(problem.isprintable() for problem in error.problems)
        plan = None
    assert time.monotonic() - begun < LONGEST_S
    assert everything(root) == before
    assert plan is None or plan.max_runs > 0
    if plan is None or plan.max_runs > most_runs:
        return plan is not None, False
    out = plan.folder.resolve()
    assert out.parent == results
    begun = time.monotonic()
    execute(plan, plan.folder, threads=1)
    assert time.monotonic() - begun < LONGEST_S
    made = open_results(plan.folder)
    assert made.finished and len(made.runs) <= plan.max_runs
    if drawn:
        begun = time.monotonic()
        assert len(draw_configured(made)) == len(plan.plots)
        assert time.monotonic() - begun < LONGEST_S
    after = everything(root)
    assert {path: after.get(path) for path in before} == before
    assert all(path in (results, out) or out in path.parents for path in after.keys() - before.keys())
    shutil.rmtree(results)
    return True, True


def fuzzed(tmp_path, monkeypatch, examples, *, one_in, most_runs, drawn_in):
    """Try many configs, run one in so many plans, draw the figures of one in so many of these.

    Enough have to be plans, and to run.
    """
    (tmp_path / "own").mkdir()
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "kept.txt").write_text("as it was")
    monkeypatch.chdir(tmp_path / "own")
    tally = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.generate, Phase.shrink],
    )
    @given(said=any_config, turn=st.integers(0, one_in - 1), brush=st.integers(0, drawn_in - 1))
    def each(said, turn, brush):
        tally.append(tried(tmp_path, said, 0 if turn else most_runs, drawn=not brush))

    each()
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["fuzz.yaml"]
    plans, ran = (sum(column) for column in zip(*tally, strict=True))
    told = f"{len(tally)} configs, {plans} plans, {ran} run"
    print(told)
    assert 0.2 * len(tally) <= plans < len(tally), told
    assert 0.05 * len(tally) <= ran, told


def test_a_hundred_configs_are_plans_or_refused(tmp_path, monkeypatch):
    fuzzed(tmp_path, monkeypatch, 100, one_in=2, most_runs=8, drawn_in=16)


@pytest.mark.prove
@pytest.mark.timeout(7200)
def test_ten_thousand_configs_are_plans_or_refused(tmp_path, monkeypatch):
    examples = int(os.environ.get("BONDSIM_FUZZ", 10_000))
    fuzzed(tmp_path, monkeypatch, examples, one_in=3, most_runs=24, drawn_in=16)
