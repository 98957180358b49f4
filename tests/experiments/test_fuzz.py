# ruff: noqa: E501
"""Configs that nobody would write: each is a plan or is refused in words, in no time, and writes nothing."""

import os
import shutil
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
config = st.fixed_dictionaries(
    {"scenario": st.one_of(st.just("rail_yard"), st.just("rail_yard"), st.just("rail_yard"), text)},
    optional={
        "question": text, "name": text, "seed": st.one_of(number, junk), "fix": st.one_of(st.dictionaries(key, scalar, max_size=3), junk),
        "vary": st.one_of(varied, junk), "design": design, "where": condition, "uncertain": st.one_of(st.lists(key, max_size=2), varied),
        "draws": st.one_of(count, design), "points": st.lists(st.dictionaries(key, scalar, max_size=2), max_size=3), "csv": text,
        "extends": text, "replicates": replicates, "pairing": st.sampled_from(["common", "independent", "both"]), "record": record,
        "plots": st.one_of(st.lists(figure, max_size=3), junk), "sede": junk,
    },
)  # fmt: skip


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


def tried(folder, said, runs):
    """Load a config, run it where it is a small plan; the folder must be as it was, but for the results."""
    file = folder / "fuzz.yaml"
    file.write_text("".join(f"{name}: {spelt(value)}\n" for name, value in said.items()), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    begun = time.monotonic()
    try:
        plan = Plan.load(file)
    except DocumentError as error:
        assert error.problems
        assert all(problem.isprintable() for problem in error.problems)
        plan = None
    assert time.monotonic() - begun < LONGEST_S
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    if plan is not None and runs and plan.max_runs <= 200 and plan.record.series is None:
        out = folder.parent / f"{folder.name}-results"
        execute(plan, out, threads=1)
        assert len(open_results(out).runs) <= plan.max_runs
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
        assert {path.name for path in folder.parent.glob(f"{folder.name}*")} == {folder.name, out.name}
        shutil.rmtree(out)
    return plan


def fuzzed(tmp_path, monkeypatch, examples, *, runs):
    """Try many configs; return how many were plans."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.chdir(folder)
    plans = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(said=config)
    def each(said):
        plans.append(tried(folder, said, runs) is not None)

    each()
    assert [path.name for path in folder.iterdir()] == ["fuzz.yaml"]
    return plans


def test_a_hundred_configs_are_plans_or_refused(tmp_path, monkeypatch):
    plans = fuzzed(tmp_path, monkeypatch, 100, runs=False)
    assert 0 < sum(plans) < len(plans)


@pytest.mark.prove
@pytest.mark.timeout(7200)
def test_ten_thousand_configs_are_plans_or_refused(tmp_path, monkeypatch):
    plans = fuzzed(tmp_path, monkeypatch, int(os.environ.get("BONDSIM_FUZZ", 10_000)), runs=True)
    assert 0 < sum(plans) < len(plans)
