"""A larger experiment from a smaller one: the same bytes as from the beginning, and nothing computed twice."""

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import bondsim as bs
from bondsim.experiments import tables
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.folder import manifest, store
from bondsim.experiments.folder.checksums import taken
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.extend import extend

SCRIPT = Path(__file__).with_name("fake.py")


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    """Files of 50 runs, so that small experiments have several."""
    monkeypatch.setattr(store, "SHARD", 50)


@pytest.fixture
def old(tmp_path, fake):
    execute(fake.plan(), tmp_path / "old", engine=fake.Engine())
    return open_results(tmp_path / "old")


def extended(fake, old, plan, out, engine=None, **how):
    """What became of old results in a larger experiment, which must be as if all had been computed anew."""
    before = fake.tree(old.folder)
    made = extend(old, plan, out, engine=engine or fake.Engine(), **how)
    execute(plan, out.with_name("fresh"), engine=fake.Engine())
    assert fake.tree(out) == fake.tree(out.with_name("fresh"))
    assert fake.tree(old.folder) == before
    return made


GRID = {"dog.bond": [0.1, 0.5, 0.9], "warning_s": [20.0, 40.0]}


@pytest.mark.parametrize(
    ("vary", "replicates", "more", "computed"),
    [
        (GRID, 33, {}, 6 * 13),
        ({"dog.bond": [0.1, 0.3, 0.5, 0.7, 0.9], "warning_s": [20.0, 40.0]}, 20, {}, 4 * 20),
        ({"dog.bond": [0.9, 0.5, 0.1], "warning_s": [40.0, 30.0, 20.0]}, 25, {}, 3 * 25 + 6 * 5),
        ({"warning_s": [20.0, 40.0], "dog.bond": [0.1, 0.5, 0.9]}, 20, {}, 0),
        (GRID | {"baseline": ["none", "no_dog"]}, 20, {}, 120),
        (GRID, 40, {"outcomes": ("pulls",)}, 6 * 20),
        (GRID, 40, {"series": False}, 6 * 20),
        (GRID, 40, {"pairing": "common", "question": "And now?", "name": "larger"}, 6 * 20),
    ],
    ids=["replicates", "levels", "both, in another order", "factors", "another factor", "fewer outcomes",
         "no series", "other words"],
)  # fmt: skip
def test_only_what_is_missing_is_computed(tmp_path, fake, old, vary, replicates, more, computed):
    engine = fake.Engine()
    made = extended(fake, old, fake.plan(vary, replicates, **more), tmp_path / "new", engine)
    sampled = 16  # old runs that are run again before the others are believed
    assert sum(engine.calls) == computed + sampled
    assert made.taken_over and made.shared == 120 and made.runs == computed + 120


def test_independent_luck_belongs_to_the_settings(tmp_path, fake):
    execute(fake.plan(pairing="independent"), tmp_path / "old", engine=fake.Engine())
    engine = fake.Engine()
    vary = {"dog.bond": [0.1, 0.2, 0.5, 0.9], "warning_s": [20.0, 40.0]}
    plan = fake.plan(vary, pairing="independent")
    extended(fake, open_results(tmp_path / "old"), plan, tmp_path / "new", engine)
    assert sum(engine.calls) == 2 * 20 + 16


@pytest.mark.parametrize("was_adaptive", [False, True])
def test_an_adaptive_experiment_takes_over_what_its_rounds_ask_for(tmp_path, fake, was_adaptive):
    """Old runs decide nothing that they would not have decided if they had been computed now."""
    until = ("rescued", 0.12)
    plan = fake.plan(replicates=20, until=until, most=200) if was_adaptive else fake.plan(replicates=60)
    execute(plan, tmp_path / "old", engine=fake.Engine())
    old, engine = open_results(tmp_path / "old"), fake.Engine()
    larger = fake.plan(replicates=20, until=("rescued", 0.08), most=400)
    made = extended(fake, old, larger, tmp_path / "new", engine)
    assert made.shared > 100
    assert sum(engine.calls) == made.runs - made.shared + 16


def test_a_new_outcome_needs_all_runs_again_and_the_old_ones_have_to_be_the_same(tmp_path, fake):
    execute(fake.plan(outcomes=("rescued", "time_s")), tmp_path / "old", engine=fake.Engine())
    follower, engine = fake.Followed(), fake.Engine()
    old = open_results(tmp_path / "old")
    made = extended(fake, old, fake.plan(replicates=30), tmp_path / "new", engine, report=follower)
    assert sum(engine.calls) == 180
    assert (made.taken_over, made.shared) == (False, 120)
    assert made.reason == "the old results do not have pulls"
    assert follower.messages[0].startswith("the old results do not have pulls: all runs are computed")


@pytest.mark.parametrize("record", ["series", "events"])
def test_state_and_events_that_were_not_recorded_need_all_runs_again(tmp_path, fake, record):
    execute(fake.plan(**{record: False}), tmp_path / "old", engine=fake.Engine())
    made = extended(fake, open_results(tmp_path / "old"), fake.plan(), tmp_path / "new")
    assert not made.taken_over and record in made.reason


def altered(folder, name, run):
    """Change one value, and everything that says how the file was."""
    path = folder / "runs" / f"{run // 50:05d}.parquet"
    table = pq.read_table(path)
    values = table[name].to_pylist()
    values[run % 50] += 1
    at = table.schema.get_field_index(name)
    field = table.schema.field(name)
    tables.write_parquet(path, table.set_column(at, field, [values]).cast(table.schema).to_batches())
    known = taken(folder, store.TABLES, (store.POINTS, store.SUMMARY), 1)
    manifest.save(folder, manifest.load(folder) | {"files": known})


def test_old_results_that_this_machine_does_not_give_are_never_mixed_in(tmp_path, fake, monkeypatch):
    monkeypatch.setattr("bondsim.experiments.upkeep.extend.SAMPLE", 1000)
    execute(fake.plan(outcomes=("pulls",)), tmp_path / "old", engine=fake.Engine())
    altered(tmp_path / "old", "pulls", 77)
    old = open_results(tmp_path / "old")
    for outcomes, message in (
        (("pulls",), "does not come again on this machine: run 77 "),
        (None, "run 77 of "),
    ):
        plan = fake.plan(replicates=30, **({"outcomes": outcomes} if outcomes else {}))
        with pytest.raises(ResultsError, match=message):
            extend(old, plan, tmp_path / f"new-{bool(outcomes)}", engine=fake.Engine())


def test_an_altered_file_is_refused(tmp_path, fake, old):
    path = old.folder / "runs" / "00001.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ResultsError, match=r"00001\.parquet is altered"):
        extend(old, fake.larger(), tmp_path / "new", engine=fake.Engine())
    assert not (tmp_path / "new").exists()


def test_failed_runs_are_tried_again(tmp_path, fake, monkeypatch):
    monkeypatch.setattr("bondsim.experiments.upkeep.extend.SAMPLE", 0)
    fails = fake.Engine(raises=lambda settings, replicate: replicate in (3, 4))
    execute(fake.plan(), tmp_path / "old", engine=fails)
    engine = fake.Engine()
    extended(fake, open_results(tmp_path / "old"), fake.plan(replicates=21), tmp_path / "new", engine)
    assert sum(engine.calls) == 6 * (1 + 2)
    assert open_results(tmp_path / "new").manifest["failed"] == 0


def test_a_bond_drawn_from_the_levels_of_the_design_is_drawn_anew_when_they_change(tmp_path, fake):
    vary = {"dog.bond": [0.1, 0.9], "baseline": ["none", "shuffled_bond"]}
    execute(fake.plan(vary), tmp_path / "old", engine=fake.Engine())
    engine = fake.Engine()
    more = fake.plan(vary | {"dog.bond": [0.1, 0.5, 0.9]})
    made = extended(fake, open_results(tmp_path / "old"), more, tmp_path / "new", engine)
    assert made.shared == 40
    assert sum(engine.calls) == 120 - 40 + 16


def test_what_is_there_of_an_unfinished_experiment_is_taken_over(tmp_path, fake):
    def some(compute, blocks):
        for i, block in enumerate(blocks):
            if i != 2:
                yield [compute(block)]
            if i == 7:
                return

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "old", engine=fake.Engine(), block_runs=10, executor=some)
    engine = fake.Engine()
    made = extended(fake, open_results(tmp_path / "old"), fake.larger(), tmp_path / "new", engine)
    assert made.shared == 70 and sum(engine.calls) == 240 - 70 + 16


def test_a_stop_loses_nothing_and_the_same_call_goes_on(tmp_path, fake, old):
    class Impatient(fake.Followed):
        def advance(self, n):
            super().advance(n)
            if self.advanced >= 40:
                raise KeyboardInterrupt

    before, report = fake.tree(old.folder), Impatient()
    with pytest.raises(Interrupted):
        extend(old, fake.larger(), tmp_path / "new", engine=fake.Engine(), block_runs=20, report=report)
    assert fake.tree(old.folder) == before
    engine = fake.Engine()
    extended(fake, old, fake.larger(), tmp_path / "new", engine)
    assert sum(engine.calls) == 240 - 120 - report.advanced + 16
    again = fake.Engine()
    extend(old, fake.larger(), tmp_path / "new", engine=again)
    assert sum(again.calls) == 16  # it is there


def test_kills_at_random_moments_leave_no_trace(tmp_path, fake, kills, old):
    before = fake.tree(old.folder)
    longest = kills.seconds(kills.python(SCRIPT, tmp_path / "whole", old.folder))
    command = kills.python(SCRIPT, tmp_path / "new", old.folder)
    assert kills.killed_until_done(command, 3, 0.8 * longest, random.Random(3)) >= 1
    assert fake.tree(tmp_path / "new") == fake.tree(tmp_path / "whole")
    assert fake.tree(old.folder) == before


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_a_hundred_kills_at_random_moments_leave_no_trace(tmp_path, fake, kills, old):
    before, luck, killed = fake.tree(old.folder), random.Random(4), 0
    longest = kills.seconds(kills.python(SCRIPT, tmp_path / "whole", old.folder))
    while killed < 100:
        out = tmp_path / f"after-{killed}"
        killed += kills.killed_until_done(kills.python(SCRIPT, out, old.folder), 10, longest, luck)
        assert fake.tree(out) == fake.tree(tmp_path / "whole")
        assert fake.tree(old.folder) == before


# What cannot be extended -------------------------------------------------------------------------------


def refused(fake, old, plan, folder, **how):
    with pytest.raises(ResultsError) as error:
        extend(old, plan, folder, engine=how.pop("engine", None) or fake.Engine())
    return str(error.value)


def test_what_is_no_larger_experiment_is_refused_in_words(tmp_path, fake, old):
    new = tmp_path / "new"
    assert "its seed is 7, asked for is 8" in refused(fake, old, fake.plan(seed=8), new)
    assert "its pairing is common" in refused(fake, old, fake.plan(pairing="independent"), new)
    smaller = fake.plan({"dog.bond": [0.1, 0.5, 0.7], "warning_s": [20.0, 40.0]})
    assert '2 points that the new experiment would not have, such as {"dog.bond":0.9' in refused(
        fake, old, smaller, new
    )
    assert "has 20 replicates, asked for are 10" in refused(fake, old, fake.plan(replicates=10), new)
    other = fake.plan(scenario=fake.Scenario(digest="e" * 64))
    assert "of another scenario, or of another version" in refused(fake, old, other, new)
    assert "another version of the model" in refused(
        fake, old, fake.larger(), new, engine=fake.Engine(rules="s" * 64)
    )
    assert "is the folder of the old results" in refused(fake, old, fake.larger(), old.folder)
    assert not new.exists()


def test_by_default_the_larger_one_lies_beside_the_old_one(fake, old):
    plan = fake.larger()
    assert extend(old, plan, engine=fake.Engine()).folder == old.folder.parent / f"quay-{plan.id}"


# In Python ---------------------------------------------------------------------------------------------


def test_results_can_be_extended_by_changes_an_experiment_or_a_file(tmp_path, fake):
    levels, record = [0.1, 0.9], {"outcomes": ["rescued", "time_to_clear_s"]}

    def experiment(levels, replicates):
        return bs.Experiment("rail_yard", vary={"dog.bond": levels}, replicates=replicates, record=record)

    old = experiment(levels, 10).run(tmp_path / "old")
    larger = experiment([0.1, 0.5, 0.9], 15)
    fresh = fake.tree(larger.run(tmp_path / "fresh").folder)
    path = tmp_path / "rail_yard.yaml"
    path.write_text(larger.plan.source_text)
    changes = {"dog.bond": [0.1, 0.5, 0.9], "replicates": 15}
    for i, given in enumerate((changes, larger, path)):
        new = old.extend(given, tmp_path / f"new-{i}", threads=1)
        assert len(new.runs) == 45
        made = fake.tree(new.folder)
        for name in fresh:
            assert name == "config.yaml" or made[name] == fresh[name], name
