"""Whether a result folder holds what the model gives: checksums, and runs that are run again."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bondsim as bs
from bondsim.experiments import tables
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.folder import manifest
from bondsim.experiments.folder.checksums import taken
from bondsim.experiments.runner import execute
from bondsim.experiments.upkeep.verify import require_unharmed, verify


def rails(**more):
    return bs.Experiment(
        "rail_yard",
        vary={"dog.bond": [0.2, 0.8]},
        fix={"baseline": "shuffled_bond"},
        replicates=10,
        record={
            "outcomes": ["rescued", "time_to_clear_s"],
            "series": {"every_s": 5, "of": ["dog.arousal"]},
            "events": True,
        },
        **more,
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify") / "out"
    rails().run(folder)
    return folder


@pytest.fixture
def copy(sound, tmp_path):
    return shutil.copytree(sound, tmp_path / "copy")


def rewritten(folder, table, change):
    """Change a table and everything that says how it was."""
    path = folder / table / "00000.parquet"
    tables.write_parquet(path, change(pq.read_table(path)).to_batches())
    known = taken(folder, ("runs", "failures", "series", "events"), ("points.parquet", "summary.parquet"), 1)
    manifest.save(folder, manifest.load(folder) | {"files": known})


def test_both_engines_give_all_runs_again(sound):
    found = verify(sound, 6, engines=("batch", "mesa"), seed=1)
    assert found.ok and found.files == 5
    assert len(found.runs) == 6 and found.runs == tuple(sorted(set(found.runs)))
    assert verify(sound, 6, engines=(), seed=1).runs == ()
    assert len(bs.open_results(sound).verify(1000).runs) == 20
    require_unharmed(found)


@pytest.mark.parametrize("table", ["runs", "series", "events"])
def test_what_does_not_come_again_is_told_run_by_run(copy, table):
    column = {"runs": "time_to_clear_s", "series": "arousal", "events": "value"}[table]

    def nudge(found):
        values = found[column].to_pylist()
        i = next(k for k, value in enumerate(values) if value and found["run"][k].as_py() >= 7)
        values[i] *= 1 + 2**-52
        at = found.schema.get_field_index(column)
        return found.set_column(at, found.schema.field(column), pa.array(values))

    rewritten(copy, table, nudge)
    found = verify(copy)
    assert not found.ok and not found.damaged and found.differing == 1
    (difference,) = found.differences
    assert difference.what == (column if table == "runs" else table)
    assert difference.run >= 7
    assert f"{difference.what} was {difference.was} and is {difference.now}" in str(difference)
    with pytest.raises(ResultsError, match="does not come again: run "):
        require_unharmed(found)


def test_an_altered_and_a_missing_file_are_named(copy):
    path = copy / "series" / "00000.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (copy / "events" / "00000.parquet").unlink()
    found = verify(copy, 5)
    assert found.damaged == {"series/00000.parquet": "altered", "events/00000.parquet": "missing"}
    assert len(found.runs) == 5 and not found.differences  # what is sound is compared all the same
    with pytest.raises(ResultsError, match=r"is missing|is altered"):
        require_unharmed(found)
    (copy / "points.parquet").unlink()
    assert verify(copy, 5).runs == ()


def test_another_version_of_the_model_is_said_and_nothing_is_run(copy):
    about = json.loads((copy / "manifest.json").read_text())
    manifest.save(copy, about | {"rules": "0" * 64})
    found = verify(copy)
    assert not found.ok and found.runs == ()
    assert "was made by another version of the model" in found.model
    manifest.save(copy, about | {"scenario": about["scenario"] | {"digest": "0" * 64}})
    with pytest.raises(ResultsError, match="another version of the scenario rail_yard"):
        verify(copy)


def test_what_is_there_of_an_unfinished_experiment_is_compared(tmp_path):
    def two_blocks(compute, blocks):
        for _ in range(2):
            yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(rails().plan, tmp_path / "out", block_runs=4, executor=two_blocks)
    found = verify(tmp_path / "out")
    assert found.ok and found.files == 0 and found.runs == tuple(range(8))


@pytest.mark.parametrize("wrong", [{"runs": -1}, {"engines": ("gpu",)}])
def test_what_cannot_be_asked(sound, wrong):
    with pytest.raises(ValueError, match=r"would do|there are batch, mesa"):
        verify(sound, **wrong)
