# ruff: noqa: E501
"""Designs beyond grid and list: what points they have, what they refuse, what is drawn and what is chosen."""

import math

import numpy as np
import pytest
from SALib.sample import morris as salib_morris
from SALib.sample import sobol as salib_sobol

from bondsim import scenario
from bondsim.documents import Document, DocumentError, from_python
from bondsim.experiments.config.design import Beta, Loguniform, Normal, Triangular, Uniform
from bondsim.experiments.planning.plan import Plan
from bondsim.experiments.points.sampling import Sample, generator
from bondsim.experiments.points.spread import spread

RAIL_YARD = scenario.load("rail_yard")
TWO = {"dog.bond": [0, 0.5, 1], "train.warning_s": [20, 40, 60]}
SPACE = {"dog.bond": "plausible", "train.warning_s": {"from": 10, "to": 90, "scale": "log"}}


def plan(**arguments):
    return Plan.make(scenario=RAIL_YARD, replicates=2, **arguments)


def values(**arguments):
    return [tuple(point.values()) for point in plan(**arguments).points]


def refusal(**arguments) -> str:
    with pytest.raises(DocumentError) as caught:
        plan(**arguments)
    return str(caught.value)


def test_zip_takes_the_levels_together():
    assert values(vary=TWO, design="zip") == [(0.0, 20.0), (0.5, 40.0), (1.0, 60.0)]
    assert values(vary=TWO, design={"kind": "zip"}) == values(vary=TWO, design="zip")
    wrong = refusal(vary=TWO | {"dog.age_y": [3, 4]}, design="zip")
    assert (
        wrong
        == "vary: zip wants as many levels of each; there are: dog.bond 3, train.warning_s 3, dog.age_y 2"
    )


def test_one_at_a_time_goes_out_from_the_base_point():
    design = {"kind": "one_at_a_time", "base": {"dog.bond": 0.5}}
    made = plan(vary=TWO | {"baseline": ["none", "no_dog"]}, design=design)
    at = [(p["dog.bond"], p["train.warning_s"], p["baseline"]) for p in made.points]
    assert at[0] == (0.5, 45.0, "none")  # what base does not say is as in the scenario
    assert at[1:] == [
        (0.5, 45.0, "no_dog"), (0.0, 45.0, "none"), (1.0, 45.0, "none"),
        (0.5, 20.0, "none"), (0.5, 40.0, "none"), (0.5, 60.0, "none"),
    ]  # fmt: skip
    assert "design.base.dog.age_y: this key is not varied; want it under fix" in refusal(
        vary=TWO, design={"kind": "one_at_a_time", "base": {"dog.age_y": 3}}
    )


def test_plausible_means_the_ends_of_the_range_or_all_options():
    vary = {"dog.mass_kg": "plausible", "baseline": "plausible", "dog.protects": "plausible"}
    points = plan(vary=vary).points
    assert {p["dog.mass_kg"] for p in points} == set(RAIL_YARD.keys["dog.mass_kg"].range)
    assert {p["baseline"] for p in points} == set(RAIL_YARD.keys["baseline"].options)
    assert {p["dog.protects"] for p in points} == {False, True}


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "random"])
def test_a_sampled_design_fills_the_space_and_follows_the_seed(kind):
    design = {"kind": kind, "points": 64}
    at = np.array(values(vary=SPACE, design=design))
    assert at.shape == (64, 2) and len({*map(tuple, at)}) == 64
    assert np.all((at[:, 0] >= 0) & (at[:, 0] <= 1) & (at[:, 1] >= 10) & (at[:, 1] <= 90))
    for column in (at[:, 0], np.log(at[:, 1] / 10) / math.log(9)):
        counts = np.bincount((column * 8).astype(int), minlength=8)
        assert kind == "random" or set(counts) == {8}
    assert values(vary=SPACE, design=design) == list(map(tuple, at))
    assert values(vary=dict(reversed(SPACE.items())), design=design) == [(b, a) for a, b in at]
    assert values(vary=SPACE, design=design, seed=1) != list(map(tuple, at))


@pytest.mark.parametrize("kind", ["sobol", "random"])
def test_more_points_go_on_from_fewer(kind):
    few, many = (values(vary=SPACE, design={"kind": kind, "points": n}) for n in (16, 64))
    assert many[:16] == few


def test_points_of_a_design_are_these_on_every_machine():
    """Golden values: ten digits, so that the last bits of a logarithm do not matter."""
    assert values(vary=SPACE, design={"kind": "sobol", "points": 2}, seed=7) == GOLDEN["sobol"]
    assert values(vary=SPACE, design={"kind": "latin_hypercube", "points": 2}, seed=7) == GOLDEN["lhs"]


def test_choices_whole_numbers_and_log_ranges_come_from_the_unit_interval():
    vary = {"baseline": ["none", "no_dog", "obedient_dog"], "train.warning_s": SPACE["train.warning_s"]}
    points = plan(vary=vary, design={"kind": "latin_hypercube", "points": 90}).points
    counts = [sum(p["baseline"] == option for p in points) for option in vary["baseline"]]
    assert counts == [30, 30, 30]
    assert np.median([p["train.warning_s"] for p in points]) == pytest.approx(30, rel=0.02)
    school = scenario.load("academy")
    whole = next(key for key in school.keys.values() if key.kind == "integer" and key.range)
    low, high = whole.range
    made = Plan.make(
        scenario=school, vary={whole.name: "plausible"}, design={"kind": "random", "points": 200}
    )
    found = {point[whole.name] for point in made.points}
    assert found <= set(range(int(low), int(high) + 1)) and {low, high} <= found
    assert all(type(number) is int for number in found)


def test_saltelli_and_morris_are_salibs():
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
    vary = {"dog.bond": {"from": 0, "to": 1}, "handler.bond": {"from": 0, "to": 1}}
    made = plan(vary=vary, design={"kind": "saltelli", "base": 8, "second_order": True}, seed=3)
    own = salib_sobol.sample(problem, 8, calc_second_order=True, seed=generator(3, "design"))
    assert np.allclose(made.sample.rows, own, rtol=1e-9) and made.sample.block == 6
    assert len(made.sample.rows) == 8 * 6 and made.sample.second_order
    assert len(made.points) == 8 * 4  # of two factors, what is crossed one way is crossed the other way too
    made = plan(vary=vary, design={"kind": "morris", "trajectories": 5, "levels": 6}, seed=3)
    own = salib_morris.sample(problem, 5, num_levels=6, seed=generator(3, "design"))
    assert np.allclose(made.sample.rows, own, rtol=1e-9) and np.array_equal(made.sample.steps, own)
    assert Sample.from_json(made.resolved["sample"]) == made.sample


@pytest.mark.parametrize(
    ("design", "told"),
    [
        ({"kind": "sobol", "points": 100}, "design.points: want a power of two, as a Sobol sequence is balanced only then; 64 or 128 would do"),
        ({"kind": "saltelli", "base": 2**20}, "design: 4,194,304 points are too many; at most 100,000 would do"),
        ({"kind": "sobl"}, "design.kind: want one of"),
        ("sobl", "got 'sobl'; did you mean 'sobol'?"),
        ({"kind": "morris", "levels": 5}, "design.levels: want a multiple of 2; got 5"),
        ({"kind": "morris", "trajectory": 5}, "design.trajectory: unknown key; did you mean 'trajectories'?"),
        ({"points": 5}, "design.kind: this key is missing"),
        (7, "design: want one of grid, list"),
        ("grid", "vary.dog.bond.levels: this key is missing; only a design that samples does without"),
    ],
)  # fmt: skip
def test_designs_that_make_no_sense_are_refused(design, told):
    text = refusal(vary={"dog.bond": {"from": 0, "to": 1}, "dog.mass_kg": [20, 30]}, design=design)
    assert told in text and len(text.splitlines()) == 1


# Distributions --------------------------------------------------------------------------------------


def quantiles(said, u, key="dog.mass_kg"):
    document = Document(from_python({}), "")
    found = spread(document, (), RAIL_YARD.keys[key], said)
    document.check()
    return [found.at(each) for each in u]


def test_distributions_have_their_quantiles():
    u = [0.1, 0.5, 0.9]
    assert quantiles(Uniform(uniform=[20, 40]), u) == [22, 30, 38]
    assert quantiles(Loguniform(loguniform=[10, 90]), [0, 0.5, 1]) == [10, 30, 90]
    assert quantiles(Normal(normal=["38.6 kg", 3]), u) == pytest.approx([34.7553, 38.6, 42.4447], abs=1e-4)
    assert quantiles(Triangular(triangular=[20, 30, 40]), [0, 0.125, 0.5, 0.875, 1]) == [20, 25, 30, 35, 40]
    beta = Beta(beta=[2, 2], start=20, end=40)
    assert quantiles(beta, [0, 0.5, 1]) == [20, 30, 40]
    assert quantiles(beta, [5 / 32]) == pytest.approx([25])


def test_distributions_are_cut_off_at_the_bounds_of_the_key_and_at_their_own():
    at = quantiles(Normal(normal=[0.9, 0.5]), [0, 0.5, 1], "dog.bond")
    assert 0 <= at[0] < 0.1 and 0.5 < at[1] < 0.7 and 0.98 < at[2] <= 1
    at = quantiles(Normal(normal=[38, 3], start=35, end=41), [0, 0.5, 1])
    assert at == pytest.approx([35, 38, 41])
    assert quantiles(Uniform(uniform=[20, 40], end=30), [0, 1]) == [20, 30]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"normal": [38]}, "uncertain.dog.mass_kg.normal: want 2 numbers; got 1"),
        ({"normal": [38, 0]}, "uncertain.dog.mass_kg.normal.1: want a standard deviation above 0"),
        ({"normal": ["38 s", 3]}, "uncertain.dog.mass_kg.normal.0: unit 's' does not fit"),
        ({"normal": [38, 3], "to": 6}, "uncertain.dog.mass_kg: almost nothing of it lies within 5 to 6"),
        ({"normal": [38, 3], "uniform": [1, 2]}, "uncertain.dog.mass_kg: want one distribution; got uniform and normal"),
        ({"norml": [38, 3]}, "uncertain.dog.mass_kg.norml: unknown key"),
        ({"uniform": [40, 20]}, "uncertain.dog.mass_kg.uniform.1: want more than 40"),
        ({"uniform": [20, 400]}, "uncertain.dog.mass_kg.uniform.1: 400 is out of range; 5 to 100 kg would do"),
        ({"triangular": [20, 45, 40]}, "uncertain.dog.mass_kg.triangular.1: want a mode from 20 to 40"),
        ({"beta": [2, 0]}, "uncertain.dog.mass_kg.beta.1: want a number above 0"),
        ("plausibel", "uncertain.dog.mass_kg: want a list of levels, {from, to, levels}, a distribution"),
    ],
)  # fmt: skip
def test_distributions_that_make_no_sense_are_refused(said, told):
    assert told in refusal(uncertain={"dog.mass_kg": said})


# Levers and uncertainties ---------------------------------------------------------------------------


def test_every_setting_of_the_levers_meets_the_same_draws():
    made = plan(vary={"dog.bond": [0, 1]}, uncertain=["dog.mass_kg", "ground.friction"], draws=8)
    assert made.factors == ("dog.bond", "dog.mass_kg", "ground.friction")
    assert made.uncertain == ("dog.mass_kg", "ground.friction")
    assert len(made.points) == 16 and made.draws.kind == "latin_hypercube"
    drawn = [(p["dog.mass_kg"], p["ground.friction"]) for p in made.points]
    assert drawn[:8] == drawn[8:] == list(made.draws.rows)
    more = plan(vary={"dog.bond": [0, 0.5, 1]}, uncertain=["dog.mass_kg", "ground.friction"], draws=8)
    assert more.draws == made.draws  # what is drawn does not hang on what is chosen
    assert "uncertain" not in made.resolved and made.resolved["draws"]["rows"] == list(
        map(list, made.draws.rows)
    )


def test_draws_that_fall_together_are_one_point_and_count_twice():
    made = plan(uncertain={"dog.protects": [True, False]}, draws=6)
    assert len(made.points) == 2 and len(made.draws.rows) == 6


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"uncertain": ["dog.mass_kg", "ground.frictin"]}, "uncertain.1: unknown key; did you mean 'ground.friction'?"),
        ({"uncertain": ["dog.mass_kg", "dog.mass_kg"]}, "uncertain.1: this key is there twice"),
        ({"uncertain": ["dog.mass_kg"], "vary": {"dog.mass_kg": [20, 30]}}, "uncertain.dog.mass_kg: varied and uncertain; want one of the two"),
        ({"uncertain": ["dog.mass_kg"], "fix": {"dog.mass_kg": 20}}, "fix.dog.mass_kg: fixed and uncertain; want one of the two"),
        ({"draws": 8}, "draws: nothing is uncertain; want uncertain, or no draws"),
        ({"uncertain": ["dog.mass_kg"], "draws": 10**9}, "draws: 1,000,000,000 points are too many"),
        ({"uncertain": ["dog.mass_kg"], "draws": "grid"}, "draws: want one of latin_hypercube, sobol, random, saltelli, morris; got 'grid'"),
        ({"uncertain": ["dog.mass_kg"], "draws": 60_000, "vary": {"dog.bond": [0, 1]}}, "draws: 2 points x 60,000 draws are too many; at most 100,000 would do"),
    ],
)  # fmt: skip
def test_uncertainties_that_make_no_sense_are_refused(arguments, told):
    assert told in refusal(**arguments)


def test_a_key_can_be_set_over_what_a_file_calls_uncertain(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "scenario: rail_yard\nuncertain: [dog.mass_kg, ground.friction]\ndraws: 4\n"
    )
    made = Plan.load(tmp_path / "a.yaml", {"dog.mass_kg": "30"})
    assert made.uncertain == ("ground.friction",) and made.fixed == {"dog.mass_kg": 30.0}
    made = Plan.load(tmp_path / "a.yaml", {"dog.mass_kg": "[20, 30]", "draws": "2"})
    assert made.factors == ("dog.mass_kg", "ground.friction") and len(made.points) == 4
    made = Plan.load(tmp_path / "a.yaml", {"uncertain.dog.bond": "plausible"})
    assert made.uncertain == ("dog.mass_kg", "ground.friction", "dog.bond")


def test_designs_for_sensitivity_have_their_figure_and_samples_have_no_curves():
    drawn = {"uncertain": ["dog.mass_kg", "dog.age_y"], "vary": {"dog.bond": [0, 1]}}
    kinds = [(plot.kind, plot.y) for plot in plan(**drawn, draws="morris").plots]
    assert kinds == [("response", "rescued"), ("morris", "rescued")]
    assert [plot.kind for plot in plan(vary=SPACE, design="saltelli").plots] == ["sobol"]
    assert plan(vary=SPACE, design="sobol").plots == ()
    assert [plot.kind for plot in plan(**drawn, draws=8).plots] == ["response"]
    told = refusal(**drawn, draws=8, plots=[{"kind": "morris", "y": "rescued"}])
    assert told == "plots.0.kind: this figure shows a morris design, and there is none"
    assert len(plan(**drawn, draws="morris", plots=[{"kind": "morris", "y": "rescued"}]).plots) == 1


# Products, unions, conditions -----------------------------------------------------------------------


def test_a_product_takes_every_point_of_one_part_with_every_point_of_the_others():
    lines = {"points": [{"dog.age_y": 3, "dog.mass_kg": 30}, {"dog.age_y": 9, "dog.mass_kg": 40}]}
    of = [{"vary": {"dog.bond": [0, 1]}}, lines]
    assert values(design={"kind": "product", "of": of}) == [
        (0.0, 3.0, 30.0), (0.0, 9.0, 40.0), (1.0, 3.0, 30.0), (1.0, 9.0, 40.0)
    ]  # fmt: skip
    of = [{"vary": {"dog.bond": [0, 1]}}, {"vary": SPACE, "design": "sobol"}]
    assert "design.of.1: dog.bond is in another part of this product too" in refusal(
        design={"kind": "product", "of": of}
    )
    assert "vary: the parts of a product say what is varied" in refusal(
        vary=TWO, design={"kind": "product", "of": of}
    )


def test_a_union_has_the_points_of_all_parts_once():
    of = [{"vary": {"dog.bond": [0, 1]}}, {"vary": {"dog.bond": [1], "dog.age_y": [3, 9]}}]
    assert RAIL_YARD.keys["dog.age_y"].default == 3
    assert values(design={"kind": "union", "of": of}) == [(0.0, 3.0), (1.0, 3.0), (1.0, 9.0)]
    of = [{"vary": SPACE, "design": "morris"}, {"vary": {"dog.bond": [0]}}]
    assert "design: points of morris belong together" in refusal(design={"kind": "union", "of": of})


def test_parts_can_hold_parts_and_draw_each_for_themselves():
    part = {"vary": {"train.warning_s": {"from": 10, "to": 90}}, "design": {"kind": "random", "points": 3}}
    other = {"vary": {"dog.mass_kg": {"from": 10, "to": 90}}, "design": {"kind": "random", "points": 3}}
    whole = {
        "kind": "product",
        "of": [part, {"design": {"kind": "union", "of": [other, {"vary": {"dog.bond": [0]}}]}}],
    }
    at = plan(design=whole).points
    assert len(at) == 3 * 4
    assert {p["train.warning_s"] for p in at}.isdisjoint(p["dog.mass_kg"] for p in at)


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("dog.bond < train.warning_s / 100", [(0.0, 20.0), (0.0, 40.0), (0.0, 60.0), (0.5, 60.0)]),
        ("0.2 < dog.bond <= 0.5 and not train.warning_s == 40", [(0.5, 20.0), (0.5, 60.0)]),
        ("dog.bond == 1 or train.warning_s - 2 * 10 <= dog.age_y - 3", [(0.0, 20.0), (0.5, 20.0), (1.0, 20.0), (1.0, 40.0), (1.0, 60.0)]),
        ("dog.bond in [0, 1] and train.warning_s not in [20, 40]", [(0.0, 60.0), (1.0, 60.0)]),
        ("dog.bond > -1 and start == trapped and dog.protects == true and train.warning_s > 50 and dog.protects", [(0.0, 60.0), (0.5, 60.0), (1.0, 60.0)]),
    ],
)  # fmt: skip
def test_where_keeps_the_points_that_meet_it(where, kept):
    fix = {"dog.age_y": 3, "start": "trapped", "dog.protects": True}
    assert values(vary=TWO, where=where, fix=fix) == kept


def test_where_picks_options_by_their_words():
    vary = {"baseline": ["none", "no_dog", "obedient_dog"]}
    assert values(vary=vary, where="baseline != no_dog") == [("none",), ("obedient_dog",)]
    assert values(vary=vary, where="baseline in [none, 'no_dog']") == [("none",), ("no_dog",)]


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("dog.bond <", "where: not a condition"),
        ("dog.bnd < 3", "where: unknown key 'dog.bnd'; did you mean 'dog.bond'?"),
        ("dog.bond", "where: 'dog.bond' is a number; want a comparison"),
        ("dog.age_y < 3", "where: dog.age_y is neither varied nor fixed here (baseline, dog.bond)"),
        ("baseline == nne", "where: 'nne' is no option of baseline; did you mean 'none'?"),
        ("baseline < none", "where: 'baseline' is a choice, which has no order; want == or !="),
        ("dog.bond == true", "they cannot be compared"),
        ("dog.bond / 0 < 1", "where: it divides by 0"),
        ("dog.bond < 0", "where: it holds at none of the 4 points"),
        ("1 < 2", "where: nothing in it is varied"),
        ("__import__('os').system('true') == 0", "cannot stand in a condition"),
        ("dog.bond.__class__ == 1", "where: unknown key 'dog.bond.__class__'"),
        ("[x for x in (1,)] == 1", "cannot stand in a condition"),
        ("(lambda: 1)() == 1", "cannot stand in a condition"),
        ("dog.bond ** 9 < 1", "cannot stand in a condition"),
        ("dog.bond < 9" + "9" * 400, "where: a number in it is too large"),
        ("(" * 240 + "1" + ")" * 240, "where: "),
        ("-" * 480 + "dog.bond < 1", "where: this condition is too deep"),
        ("dog.bond < \x00", "where: "),
    ],
)  # fmt: skip
def test_where_runs_nothing_and_says_what_is_wrong(where, told):
    vary = {"dog.bond": [0, 1], "baseline": ["none", "no_dog"]}
    assert told in refusal(vary=vary, where=where)


def test_where_is_on_levers_or_on_draws_and_leaves_blocks_whole():
    arguments = {"vary": {"dog.bond": [0, 1]}, "uncertain": ["dog.mass_kg", "dog.age_y"], "draws": 16}
    made = plan(**arguments, where="dog.mass_kg > 30")
    assert 0 < len(made.draws.rows) < 16 and len(made.points) == 2 * len(made.draws.rows)
    assert all(row[made.draws.factors.index("dog.mass_kg")] > 30 for row in made.draws.rows)
    assert "dog.bond is varied and dog.mass_kg uncertain" in refusal(
        **arguments, where="dog.mass_kg > 30 * dog.bond"
    )
    for design in ("saltelli", "morris", "one_at_a_time"):
        assert f"where: points of {design} belong together" in refusal(
            vary=TWO, design=design, where="dog.bond < 0.5"
        )


GOLDEN = {
    "sobol": [(0.8425871143, 85.42656911), (0.3412943184, 14.02272725)],
    "lhs": [(0.9479111275, 80.47763194), (0.4978138062, 14.81026942)],
}
