"""Indices that know of noise: right on functions whose indices are known, and silent where there is only luck."""

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_points
from SALib.sample import sobol as saltelli_points

from bondsim.analysis import morris_effects, sobol_indices
from bondsim.analysis.sensitivity import COLUMNS, NOT_ZERO, WIDE, crossed, finished

NAMES = ["a", "b", "c"]
NOTES = (NOT_ZERO, WIDE)
PROBLEM = {"num_vars": 3, "names": NAMES, "bounds": [[0, 1]] * 3}
# of Ishigami's function with 7 and 0.1
ISHIGAMI = {
    ("a", "S1"): 0.3139, ("b", "S1"): 0.4424, ("c", "S1"): 0.0,
    ("a", "ST"): 0.5576, ("b", "ST"): 0.4424, ("c", "ST"): 0.2437,
    ("a x b", "S2"): 0.0, ("a x c", "S2"): 0.2437, ("b x c", "S2"): 0.0,
}  # fmt: skip


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def linear(u):
    return u @ np.array([3.0, -1.0, 0.0])


def nothing(u):
    return np.zeros(len(u))


def noisy(function, u, replicates, sd, rng, paired):
    """Runs of a function, shape (rows, replicates): luck of its own for each, or shared as under common luck."""
    mean = function(u)[:, None]
    if not paired:
        return mean + sd * rng.normal(size=(len(u), replicates))
    at_all, where = rng.normal(size=replicates), rng.normal(size=(3, replicates))
    phase = rng.uniform(0, 2 * np.pi, size=replicates)  # so that luck is 0 on average, everywhere
    each = rng.normal(size=(len(u), replicates))
    return mean + sd * (0.6 * at_all + 0.55 * np.cos(3 * (u @ where) + phase) + 0.6 * each)


def saltelli(n, rng, second_order=False):
    return saltelli_points.sample(PROBLEM, n, calc_second_order=second_order, seed=rng)


def sobol(function, n, replicates, sd, seed, paired=True, second_order=False, level=0.95):
    rng = np.random.default_rng(seed)
    u = saltelli(n, rng, second_order)
    values = noisy(function, u, replicates, sd, rng, paired).reshape(n, -1, replicates)
    return sobol_indices(values, NAMES, second_order=second_order, paired=paired, outcome="y", level=level)


def morris(function, n, replicates, sd, seed, paired=True, level=0.95):
    rng = np.random.default_rng(seed)
    u = morris_points.sample(PROBLEM, n, num_levels=4, seed=rng)
    values = noisy(function, u, replicates, sd, rng, paired).reshape(n, 4, replicates)
    return morris_effects(values, u.reshape(n, 4, 3), NAMES, paired=paired, outcome="y", level=level)


def covered(result, truth):
    rows = {
        (f, i): (low, high) for f, i, low, high in result.table[["factor", "index", "low", "high"]].to_numpy()
    }
    return {key: rows[key][0] <= value <= rows[key][1] for key, value in truth.items() if key in rows}


@pytest.mark.parametrize("paired", [True, False])
def test_ishigamis_indices_lie_in_their_intervals_under_noise(paired):
    result = sobol(ishigami, 256, 30, 3.0, 1, paired, second_order=True)
    assert list(result.table.columns) == COLUMNS
    assert all(covered(result, ISHIGAMI).values()) and len(covered(result, ISHIGAMI)) == 9
    width = (result.table["high"] - result.table["low"])[result.table["index"] != "S2"]
    assert width.max() < 0.45
    # variance of the function 13.845; of the luck 9, or 9 (0.36 + 0.55² / 2 + 0.36)
    noise = 9 * (0.36 + 0.55**2 / 2 + 0.36) if paired else 9
    assert result.noise.low < noise / (13.845 + noise) < result.noise.high
    assert result.noise_of_means < 0.1 and not [w for w in result.warnings if "luck" in w]


def test_without_noise_the_indices_are_salibs():
    u = saltelli(64, np.random.default_rng(4), second_order=True)
    y = ishigami(u)
    theirs = salib_sobol.analyze(PROBLEM, y, calc_second_order=True, num_resamples=10, seed=1)
    own = sobol_indices(y.reshape(64, -1, 1).repeat(3, axis=2), NAMES, second_order=True)
    table = own.table.set_index(["factor", "index"])["estimate"]
    for i, name in enumerate(NAMES):
        # centred on the mean of all rows here, on that of A, B and the rest there: equal to the order of 1 / n
        assert table[name, "S1"] == pytest.approx(theirs["S1"][i], abs=0.03)
        assert table[name, "ST"] == pytest.approx(theirs["ST"][i], rel=0.02)
    assert table["a x c", "S2"] == pytest.approx(theirs["S2"][0, 2], abs=0.05)
    assert own.noise.estimate == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("paired", [True, False])
def test_an_outcome_of_pure_luck_hangs_on_nothing(paired):
    for seed in range(3):  # 54 intervals: of 95 % ones some would miss
        result = sobol(nothing, 64, 8, 1.0, seed, paired, level=0.999)
        assert all(covered(result, dict.fromkeys(ISHIGAMI, 0.0)).values())
        assert result.noise.high == pytest.approx(1, abs=0.03)
        assert set(result.table["note"]) <= set(NOTES)
        notes = result.table[result.table["index"] == "ST"].set_index("factor")["note"]
        silent, wide = (", ".join(notes.index[notes == text]) for text in NOTES)
        assert bool(silent) == (f"no effect was told from 0 of: {silent}" in result.warnings)
        wide = ", ".join(f"ST of {name}" for name in wide.split(", ") if name)
        assert bool(wide) == (f"intervals are too wide to say anything: {wide}" in result.warnings)
        result = morris(nothing, 20, 8, 1.0, seed, paired, level=0.999)
        assert (result.table["low"] <= 0).all() and (result.table["high"] >= 0).all()
        assert result.noise.high == pytest.approx(1, abs=0.05)


def indices(*rows):
    """A finished table of indices that were made up: factor, index, low, high."""
    made = [
        {"factor": factor, "index": index, "estimate": (low + high) / 2, "low": low, "high": high, "n": 100}
        for factor, index, low, high in rows
    ]
    kind = "morris" if any(index == "mu" for _, index, *_ in rows) else "sobol"
    values = np.random.default_rng(1).normal(size=(40, 5, 10))
    return finished("y", kind, made, values, [], True, 0.95).warnings


def test_what_is_told_from_0_by_any_index_is_not_said_to_do_nothing():
    found = indices(
        ("pull", "S1", -0.1, 0.3), ("pull", "ST", 0.1, 1.2),  # told from 0, by an interval as wide as that
        ("friction", "S1", 0.117, 0.756), ("friction", "ST", -0.2, 0.9),
        ("mass", "S1", -0.1, 0.2), ("mass", "ST", -0.2, 0.3),
        ("bond", "S1", -0.1, 0.2), ("bond", "ST", -0.2, 0.3),
        ("fear", "S1", -0.1, 0.2), ("fear", "ST", -0.2, 0.3), ("bond x fear", "S2", 0.1, 0.3),
    )  # fmt: skip
    silent, wide = (next(text for text in found if text.startswith(start)) for start in ("no ", "intervals"))
    assert silent == "no effect was told from 0 of: mass"
    assert wide == "intervals are too wide to say anything: ST of pull, ST of friction"
    turns = indices(
        ("a", "mu", -2.0, -1.0), ("a", "mu_star", 0.0, 2.0), ("b", "mu", -1, 1), ("b", "mu_star", 0, 1)
    )
    assert [text for text in turns if text.startswith("no ")] == ["no effect was told from 0 of: b"]
    assert not [text for text in indices(("a", "S1", 0.1, 0.4), ("a", "ST", 0.2, 0.5)) if "0 of" in text]


def test_morris_on_a_linear_function_is_exact():
    result = morris(linear, 10, 5, 0.0, 2)
    table = result.table.set_index(["factor", "index"])
    for name, effect in zip(NAMES, (3.0, -1.0, 0.0), strict=True):
        for index, value in (("mu", effect), ("mu_star", abs(effect)), ("sigma", 0.0)):
            row = table.loc[(name, index)]
            assert [row["estimate"], row["low"], row["high"]] == pytest.approx([value] * 3, abs=1e-7)
    assert result.noise.estimate == pytest.approx(0, abs=1e-12)


def test_without_noise_morris_is_salibs():
    rng = np.random.default_rng(6)
    u = morris_points.sample(PROBLEM, 30, num_levels=4, seed=rng)
    theirs = salib_morris.analyze(PROBLEM, u, ishigami(u), num_levels=4, num_resamples=10, seed=1)
    own = morris_effects(ishigami(u).reshape(30, 4, 1).repeat(4, axis=2), u.reshape(30, 4, 3), NAMES)
    for index in ("mu", "mu_star", "sigma"):
        mine = own.table[own.table["index"] == index]["estimate"]
        assert mine.to_numpy() == pytest.approx(np.asarray(theirs[index], float), rel=1e-9)


def test_morris_under_noise_sees_what_is_there():
    result = morris(linear, 30, 20, 2.0, 0)
    rows = result.table.set_index(["factor", "index"])
    for name, effect in zip(NAMES, (3.0, -1.0, 0.0), strict=True):
        assert rows.loc[(name, "mu"), "low"] <= effect <= rows.loc[(name, "mu"), "high"]
        assert rows.loc[(name, "mu_star"), "low"] <= abs(effect) <= rows.loc[(name, "mu_star"), "high"]
    assert rows.loc[("c", "mu_star"), "note"] == "not told from 0" and rows.loc[("a", "mu"), "note"] == ""
    quiet = morris(nothing, 200, 2, 1.0, 1, paired=False).table.set_index(["factor", "index"])
    assert quiet.loc[("a", "mu_star"), "estimate"] < 0.2  # where the mean size of the noise itself is 1.2


def test_products_are_of_different_replicates_whatever_is_missing():
    rng = np.random.default_rng(5)
    a, b = rng.normal(size=(2, 4, 6))
    a[1, 2] = b[2, 3] = np.nan
    for j in range(4):
        pairs = [a[j, r] * b[j, s] for r in range(6) for s in range(6) if r != s]
        assert crossed(a, b, np.ones((6, 1)))[j, 0] == pytest.approx(np.nanmean(pairs))
    weights = np.array([[2.0], [0], [1], [0], [0], [3]])  # a replicate drawn twice is still one replicate
    pairs = {(r, s): a[0, r] * b[0, s] for r in (0, 2, 5) for s in (0, 2, 5) if r != s}
    count = {(r, s): weights[r, 0] * weights[s, 0] for r, s in pairs}
    expected = sum(pairs[k] * count[k] for k in pairs) / sum(count.values())
    assert crossed(a, b, weights)[0, 0] == pytest.approx(expected)


def test_what_cannot_be_known_is_said():
    few = sobol(ishigami, 8, 4, 1.0, 1)
    assert any("8 base points are few" in text for text in few.warnings)
    single = sobol(ishigami, 64, 1, 1.0, 1)
    assert any("one replicate a point" in text for text in single.warnings)
    loud = morris(linear, 20, 3, 60.0, 1, paired=False)
    assert any("of the variance between points; more replicates" in text for text in loud.warnings)
    values = ishigami(saltelli(64, np.random.default_rng(1))).reshape(64, 5, 1).repeat(4, axis=2)
    values[:3, 1], values[:, :, 0] = np.nan, np.nan
    some = sobol_indices(values, NAMES)
    assert any("3 base points are left out" in text for text in some.warnings)
    assert any("of the runs have no value" in text for text in some.warnings)
    assert some.table["n"].max() == 3 * 61 * 3
    assert "warning: " in repr(some) and "luck: 0%" in repr(some)


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("paired", [True, False])
@pytest.mark.parametrize(("n", "replicates"), [(64, 10), (256, 20)])
def test_intervals_of_indices_cover(n, replicates, paired):
    """Of 200 experiments each: Ishigami under noise, and noise alone."""
    rounds, hits = 200, {}
    for function, truth in ((ishigami, ISHIGAMI), (nothing, dict.fromkeys(ISHIGAMI, 0.0))):
        for seed in range(rounds):
            for key, hit in covered(sobol(function, n, replicates, 3.0, seed, paired), truth).items():
                hits[function.__name__, *key] = hits.get((function.__name__, *key), 0) + hit
    assert min(hits.values()) / rounds >= 0.90, hits
    assert sum(hits.values()) / len(hits) / rounds >= 0.95, hits


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("paired", [True, False])
def test_intervals_of_effects_cover(paired):
    """Of 150 experiments each: a linear function under noise, and noise alone."""
    rounds, hits = 150, {}
    for function, effects in ((linear, (3.0, -1.0, 0.0)), (nothing, (0.0, 0.0, 0.0))):
        truth = {(name, "mu"): effect for name, effect in zip(NAMES, effects, strict=True)}
        truth |= {(name, "mu_star"): abs(effect) for name, effect in zip(NAMES, effects, strict=True)}
        truth |= {(name, "sigma"): 0.0 for name in NAMES}
        for seed in range(rounds):
            for key, hit in covered(morris(function, 20, 20, 1.0, seed, paired), truth).items():
                hits[function.__name__, *key] = hits.get((function.__name__, *key), 0) + hit
    assert min(hits.values()) / rounds >= 0.90, hits
