"""Searches on functions whose best is known, on nothing but noise, broken off and gone on with."""

import random
import shutil
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

import bondsim as bs
from bondsim import documents
from bondsim.documents import DocumentError
from bondsim.experiments.config.document import Optimise
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.planning.plan import Replicates
from bondsim.experiments.runner import execute
from bondsim.experiments.search import Search, open_search, search
from bondsim.experiments.search.levers import Lever
from bondsim.experiments.search.spec import Objective, resolve_search

BOND = Lever("dog.bond", "number", low=0.0, high=1.0)
MASS = Lever("dog.mass_kg", "number", low=0.0, high=60.0)
BASE = Lever("baseline", "choice", levels=("none", "no_dog"))


@dataclass(frozen=True)
class Made(Search):
    """A search over the made-up scenario, whose plans need no config."""

    fake: object = None
    runs: int = 300

    def rung(self, points, generation, rung):
        size = self.rung_size(rung)
        return self.planned(points, size, self.luck("rung", rung))

    def fresh(self, points):
        return self.planned(points, self.runs, self.luck("fresh"))

    def possible(self, point):
        return True

    def planned(self, points, size, seed):
        made = self.fake.plan({}, size, seed=seed, pairing=self.base.pairing, outcomes=self.outcomes)
        factors = tuple(lever.key for lever in self.levers)
        plan = replace(made, factors=factors, points=tuple(points))
        plan.resolved["points"] = list(points)
        return plan


def made(fake, levers, goals, *, pairing="common", seed=4, runs=200, **asked):
    base = replace(fake.plan(pairing=pairing, seed=seed), replicates=Replicates(runs, runs))
    objectives = tuple(Objective(name, way) for name, way in goals.items())
    reference = {lever.key: fake.KEYS[lever.key].default for lever in levers}
    document = documents.Document(documents.from_python({}), "made up\n")
    return Made(base, levers, objectives, Optimise(**asked), reference, document, None, fake=fake, runs=runs)


def engine(fake, function):
    """An engine whose outcomes are a function of the settings and of the luck of each run."""

    class Known(fake.Engine):
        def run_block(self, setups, point, replicate, seed, record=None):
            self.calls.append(len(point))
            luck = [fake.luck(seed, replicate, stream) for stream in (1, 2, 3)]
            rows = [function(setups[p], *each) for p, *each in zip(point, *luck, strict=True)]
            return SimpleNamespace(
                outcomes=np.array(rows, float),
                status=np.zeros(len(point), np.int8),
                series=None,
                events=None,
            )

    return Known()


def run(wanted, fake, function, out, **options):
    search(wanted, out, run=partial(execute, engine=engine(fake, function)), **options)
    return open_search(out)


def valley(settings, a, b, c):
    """Rescued the more often, the nearer the bond is to 0.3; times tell the same."""
    miss = (settings["dog.bond"] - 0.3) ** 2
    return a < 0.9 - miss, 10 + 40 * miss + 4 * (b - 0.5), 3


def bargain(settings, a, b, c):
    """Pulls cost what time saves along the bond; another weight of the dog than 30 kg is bad for both."""
    worse = ((settings["dog.mass_kg"] - 30) / 20) ** 2
    bond = settings["dog.bond"]
    return a < 0.5, 10 * (1 - bond) + 5 * worse + b - 0.5, np.round(10 * bond + 5 * worse + 6 * (c - 0.5))


def test_the_best_of_one_outcome_is_found(tmp_path, fake):
    wanted = made(fake, (BOND, BASE), {"time_s": "minimise"}, trials=50, batch=10, first=10)
    found = run(wanted, fake, valley, tmp_path / "out")
    best = found.front.iloc[0]
    assert best["front"]
    assert abs(best["dog.bond"] - 0.3) < 0.06
    assert best["time_s_low"] < 10 + 40 * (best["dog.bond"] - 0.3) ** 2 < best["time_s_high"]
    reference = found.front[found.front["reference"]].iloc[0]
    assert reference["dog.bond"] == 0.5
    assert best["time_s_gain"] == pytest.approx(best["time_s"] - reference["time_s"])
    assert best["time_s_gain_high"] < 0
    assert found.front["front"].sum() == 1
    assert found.about["runs"] < 0.6 * 50 * 90 + 200 * len(found.front)  # promising ones alone get all runs


def test_it_beats_chance(tmp_path, fake):
    def hill(settings, a, b, c):
        away = 5 * ((settings["dog.mass_kg"] - 30) / 20) ** 2 + 10 * (settings["dog.bond"] - 0.3) ** 2
        return a < 0.5, away + 2 * (b - 0.5), 0

    left = {}
    for sampler in ("tpe", "random"):
        wanted = made(
            fake,
            (BOND, MASS),
            {"time_s": "minimise"},
            trials=50,
            batch=10,
            first=10,
            sampler=sampler,
            runs=20,
        )
        best = run(wanted, fake, hill, tmp_path / sampler).front.iloc[0]
        left[sampler] = hill(best, 0.5, 0.5, 0)[1]
    assert left["tpe"] < 0.5 * left["random"]


def test_the_front_of_two_outcomes_is_found(tmp_path, fake):
    wanted = made(
        fake, (BOND, MASS), {"time_s": "minimise", "pulls": "minimise"}, trials=80, batch=10, first=10
    )
    front = run(wanted, fake, bargain, tmp_path / "out").front
    there = front[front["front"]]
    assert len(there) >= 4
    assert np.abs(there["dog.mass_kg"] - 30).max() < 8
    assert there["time_s"].max() - there["time_s"].min() > 5  # it spans the bargain
    truth = 10 * (1 - there["dog.bond"]) + 5 * ((there["dog.mass_kg"] - 30) / 20) ** 2
    assert ((there["time_s_low"] <= truth) & (truth <= there["time_s_high"])).mean() > 0.7
    costs = front[["time_s", "pulls"]].to_numpy()
    worse = [any((o <= c).all() and (o < c).any() for o in costs) for c in costs]
    assert list(front["dominated"]) == worse


def test_of_noise_alone_the_search_promises_what_fresh_luck_does_not_keep(tmp_path, fake):
    """The winner's curse: the best of many is too good, and is told by how much."""

    def noise(settings, a, b, c):
        return a < 0.5, 10 * (b - 0.5), 0

    wanted = made(
        fake, (BOND,), {"time_s": "maximise"}, trials=120, batch=20, first=10, rungs=2, pairing="independent",
        runs=1000, finalists=12,
    )  # fmt: skip
    found = run(wanted, fake, noise, tmp_path / "out")
    finalists = found.front[found.front["trial"].notna()]
    winner = finalists.iloc[0]
    error = 10 / np.sqrt(12) / np.sqrt(30)
    assert winner["time_s_search"] > 2 * error  # the best of 120 is far from the truth, which is 0
    assert winner["time_s_low"] < 0 < winner["time_s_high"]
    assert abs(finalists["time_s"].mean()) < 4 * 10 / np.sqrt(12) / np.sqrt(12_000)
    assert found.optimism.loc["time_s", "estimate"] == pytest.approx(
        (finalists["time_s_search"] - finalists["time_s"]).mean()
    )
    assert found.optimism.loc["time_s", "estimate"] > error
    assert found.optimism.loc["time_s", "gain"] > 0.5 * error


@pytest.mark.prove
def test_the_winners_interval_on_fresh_luck_covers(tmp_path, fake):
    """Over 200 searches in nothing but noise; by the runs that chose it the winner is never fairly judged."""

    def noise(settings, a, b, c):
        return a < 0.5, 10 * (b - 0.5), 0

    fresh, by_search = [], []
    for seed in range(200):
        wanted = made(
            fake, (BOND,), {"time_s": "maximise"}, trials=24, batch=24, first=20, rungs=1, sampler="random",
            pairing="independent", seed=seed, runs=100, finalists=1,
        )  # fmt: skip
        winner = run(wanted, fake, noise, tmp_path / str(seed)).front.iloc[0]
        fresh.append(winner["time_s_low"] <= 0 <= winner["time_s_high"])
        by_search.append(abs(winner["time_s_search"]) <= 1.96 * 10 / np.sqrt(12) / np.sqrt(20))
    print(f"covered on fresh luck {np.mean(fresh):.3f}, by the runs of the search {np.mean(by_search):.3f}")
    assert 0.91 <= np.mean(fresh) <= 0.99  # 200 samples of 95 % fall outside once in 100 times
    assert np.mean(by_search) < 0.7


def test_broken_off_it_goes_on_to_the_same(tmp_path, fake):
    wanted = made(
        fake, (BOND, MASS), {"time_s": "minimise", "pulls": "minimise"}, trials=30, batch=6, first=6
    )
    whole = run(wanted, fake, bargain, tmp_path / "whole")
    known, sessions = engine(fake, bargain), 0

    def some(compute, blocks):
        for block in [*blocks][:4]:
            yield [compute(block)]

    for _ in range(200):
        try:
            search(
                wanted,
                tmp_path / "out",
                run=partial(execute, engine=known, executor=some, block_runs=30),
            )
        except Interrupted as stop:
            sessions += 1
            assert stop.folder == tmp_path / "out"
        else:
            break
    assert sessions > 5
    assert fake.tree(tmp_path / "out") == fake.tree(tmp_path / "whole")
    assert sum(known.calls) == whole.about["runs"]  # nothing twice
    search(wanted, tmp_path / "out", run=None)  # a finished one computes nothing


def test_threads_do_not_matter(tmp_path, fake):
    wanted = made(fake, (BOND, BASE), {"time_s": "minimise"}, trials=12, batch=6, first=6)
    for threads in (1, 2):
        run(wanted, fake, valley, tmp_path / str(threads), threads=threads)
    assert fake.tree(tmp_path / "1") == fake.tree(tmp_path / "2")


def test_settings_met_again_are_not_run_again(tmp_path, fake):
    levels = Lever("dog.bond", "number", levels=(0.1, 0.3, 0.9))
    wanted = made(fake, (levels, BASE), {"time_s": "minimise"}, trials=30, batch=6, first=6)
    found = run(wanted, fake, valley, tmp_path / "out")
    first = found.trials[found.trials["same_as"].isna()]
    assert len(first) <= 6
    assert not first.duplicated(["dog.bond", "baseline"]).any()
    assert found.front.iloc[0]["dog.bond"] == 0.3
    assert len(found.trials) == 30


def test_candidates_without_a_value_are_no_finalists(tmp_path, fake):
    def partly(settings, a, b, c):
        return a < 0.5, np.nan if settings["dog.bond"] < 0.5 else settings["dog.bond"] + b, 0

    wanted = made(fake, (BOND,), {"time_s": "minimise"}, trials=24, batch=6, first=6)
    found = run(wanted, fake, partly, tmp_path / "out")
    assert (found.front.loc[found.front["trial"].notna(), "dog.bond"] >= 0.5).all()
    assert found.trials.loc[found.trials["dog.bond"] < 0.5, "time_s"].isna().all()

    def never(settings, a, b, c):
        return a < 0.5, np.nan, 0

    with pytest.raises(ResultsError, match="no candidate has a value of every objective"):
        run(wanted, fake, never, tmp_path / "never")


def test_another_search_in_the_folder_is_refused(tmp_path, fake):
    wanted = made(fake, (BOND,), {"time_s": "minimise"}, trials=6, batch=6, first=6)
    run(wanted, fake, valley, tmp_path / "out")
    other = made(fake, (BOND,), {"time_s": "maximise"}, trials=12, batch=6, first=6)
    with pytest.raises(ResultsError, match=r"another search(.|\n)*trials: 6 -> 12"):
        run(other, fake, valley, tmp_path / "out")
    with pytest.raises(ResultsError, match="holds a search"):
        bs.open_results(tmp_path / "out")
    execute(fake.plan(), tmp_path / "plain", engine=fake.Engine())
    with pytest.raises(ResultsError, match="something else than a search"):
        run(wanted, fake, valley, tmp_path / "plain")
    with pytest.raises(ResultsError, match="not the folder of a search"):
        open_search(tmp_path / "plain")


CONFIG = {
    "scenario": "rail_yard",
    "vary": {"dog.bond": {"from": 0, "to": 1}, "baseline": ["none", "no_dog"]},
    "optimise": {"maximise": "rescued"},
}


def resolved(**changed):
    node = documents.from_python(CONFIG | changed)
    return resolve_search(documents.Document(node), name="x", folder=None)


def test_levers_are_what_is_varied():
    found = resolved(
        vary={
            "dog.bond": {"from": 0.1, "to": 1, "scale": "log"},
            "handler.mass_kg": "plausible",
            "train.warning_s": [40, "20 s"],
            "radio.stops_traffic": [True, False],
        }
    )
    by_key = {lever.key: lever for lever in found.levers}
    assert (by_key["dog.bond"].low, by_key["dog.bond"].log) == (0.1, True)
    assert by_key["train.warning_s"].levels == (20.0, 40.0)
    assert by_key["radio.stops_traffic"].levels == (True, False)
    assert by_key["handler.mass_kg"].low < 94 < by_key["handler.mass_kg"].high
    assert found.reference["dog.bond"] == 0.7
    assert found.luck("rung", 0) != found.luck("rung", 1) != found.luck("fresh")
    assert [found.rung_size(rung) for rung in range(3)] == [30, 60, 180]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"optimise": {"maximise": "rescue"}}, "unknown outcome rescue; did you mean 'rescued'"),
        ({"optimise": {"maximise": ["rescued"], "minimise": ["rescued"]}}, "rescued is there twice"),
        ({"optimise": {}}, "nothing to optimise"),
        ({"vary": {}}, "vary: this key is missing"),
        ({"vary": {"dog.bnd": [0, 1]}}, "did you mean 'dog.bond'"),
        ({"vary": {"dog.bond": {"normal": [0.5, 0.1]}}}, "a lever is chosen, not drawn"),
        ({"vary": {"dog.bond": {"from": 0.5, "to": 0.5}}}, "want more than from"),
        ({"vary": {"dog.bond": [0.5]}}, "a single value is no choice"),
        ({"vary": {"baseline": {"from": 0, "to": 1}}}, "has no range"),
        ({"points": [{"dog.bond": 0.5}]}, "a search chooses its points"),
        ({"fix": {"dog.bond": 0.5}}, "fixed and varied"),
        ({"record": {"outcomes": ["dog_pulls"]}}, "rescued is not recorded"),
        ({"replicates": "many"}, "want a whole number"),
    ],
)
def test_what_cannot_be_searched_is_refused(changed, says):
    with pytest.raises(DocumentError, match=says):
        resolved(**changed)


def test_a_search_over_what_is_not_known(tmp_path):
    """Every candidate meets the same draws; finalists are compared draw by draw."""
    found = bs.optimise(
        "rail_yard",
        vary={"dog.bond": [0.1, 0.9]},
        uncertain={"train.warning_s": [20, 40, 60]},
        draws=6,
        maximise="rescued",
        trials=8,
        first=5,
        rungs=1,
        replicates=20,
        record={"outcomes": ["rescued"]},
        out=tmp_path / "out",
    )
    best = found.front.iloc[0]
    assert best["dog.bond"] == 0.9
    assert found.fresh.uncertain == ("train.warning_s",)
    reference = found.front[found.front["reference"]].iloc[0]
    assert (found.reference["dog.bond"], reference["dog.bond"]) == (0.7, 0.7)
    assert best["rescued_gain"] == pytest.approx(best["rescued"] - reference["rescued"])
    assert best["rescued_gain_low"] <= best["rescued_gain"] <= best["rescued_gain_high"]
    assert "Search in" in repr(found)
    assert "maximise rescued: finalists of 8 trials and the reference, on fresh luck" in found._repr_html_()


SLOW = """\
question: Which dog, and how fond of its handler?
scenario: rail_yard
vary: {dog.bond: [0.1, 0.5, 0.9], dog.mass_kg: {from: 25, to: 45}}
fix: {train.warning_s: 30 s}
replicates: 400
record: {outcomes: [rescued, dog_pulls]}
optimise: {maximise: rescued, minimise: dog_pulls, trials: 24, batch: 6, first: 200, finalists: 3}
"""


@pytest.mark.prove
def test_killed_at_any_moment_it_goes_on_to_the_same(tmp_path, kills, fake):
    """SIGKILL at random moments, of the command itself."""
    (tmp_path / "which.yaml").write_text(SLOW)
    command = kills.bondsim(
        "optimise", tmp_path / "which.yaml", "--progress", "none", "--threads", "2", "--out"
    )
    longest = kills.seconds([*command, tmp_path / "whole"])
    killed = kills.killed_until_done([*command, tmp_path / "out"], 15, 0.8 * longest, random.Random(4))
    assert killed > 3
    for folder in (tmp_path / "whole", tmp_path / "out"):
        shutil.rmtree(folder / "fresh" / "figures")  # PNG, drawn after the search
    assert fake.tree(tmp_path / "out") == fake.tree(tmp_path / "whole")


@pytest.mark.prove
def test_on_a_cluster_it_finds_the_same(tmp_path, fake):
    asked = {
        "vary": {"dog.bond": {"from": 0, "to": 1}},
        "maximise": "rescued",
        "trials": 12,
        "batch": 6,
        "first": 10,
        "replicates": 50,
        "record": {"outcomes": ["rescued"]},
    }
    bs.optimise("rail_yard", **asked, out=tmp_path / "here", threads=1)
    bs.optimise("rail_yard", **asked, out=tmp_path / "there", dask="local", threads=2)
    assert fake.tree(tmp_path / "here") == fake.tree(tmp_path / "there")
