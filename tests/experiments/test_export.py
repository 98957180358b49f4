"""Results in other forms: nothing lost, nothing that tells when or where."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from importlib import resources

import numpy as np
import pandas as pd
import pytest

import bondsim as bs
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.folder import store
from bondsim.experiments.planning.plan import Plan
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute
from bondsim.experiments.showing.report import write_report
from bondsim.experiments.upkeep.again import plan_again
from bondsim.experiments.upkeep.export import export


@pytest.fixture(scope="module")
def results(tmp_path_factory, fake):
    out = tmp_path_factory.mktemp("export") / "out"
    engine = fake.Engine(raises=lambda settings, replicate: replicate == 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "SHARD", 50)
        execute(fake.plan({"dog.bond": [0.2, 0.8], "baseline": ["none", "no_dog"]}), out, engine=engine)
        yield open_results(out)


def same(table, frame):
    """Whether a CSV table holds the columns of a DataFrame."""
    for name in table:
        read, there = table[name], frame[name]
        if there.dtype.kind == "f":
            np.testing.assert_array_equal(read, there)
        else:
            one, other = ([None if pd.isna(v) else v for v in column.tolist()] for column in (read, there))
            assert one == other, name


def test_csv_is_every_table_with_levels_beside_the_runs(results, tmp_path):
    out = export(results, "csv", tmp_path / "tables")
    assert {path.name for path in out.iterdir()} == {
        "points.csv", "runs.csv", "summary.csv", "failures.csv", "series.csv", "events.csv", "columns.csv",
    }  # fmt: skip
    runs = pd.read_csv(out / "runs.csv", dtype_backend="numpy_nullable").astype({"time_s": float})
    expected = results.runs.merge(results.points, on="point").sort_values("run")
    assert list(runs.columns)[:5] == ["run", "point", "replicate", "dog.bond", "baseline"]
    assert len(runs) == 80 and runs["rescued"].isna().sum() == results.runs["rescued"].isna().sum()
    same(runs, expected)
    same(pd.read_csv(out / "summary.csv"), results.summary)
    same(pd.read_csv(out / "series.csv"), results.series)
    assert len(pd.read_csv(out / "events.csv")) == len(results.events)
    columns = pd.read_csv(out / "columns.csv", keep_default_na=False).set_index(["table", "name"])
    assert columns.loc[("runs", "time_s"), "unit"] == "s"
    assert columns.loc[("runs", "time_s"), "description"] == "until out of the water"
    assert columns.loc[("runs", "rescued"), "kind"] == "boolean"
    for table in ("points", "runs", "summary", "failures", "series", "events"):
        stored = set(pd.read_csv(out / f"{table}.csv", nrows=0).columns)
        assert stored >= set(columns.loc[table].index), table


def test_every_column_of_a_real_experiment_has_its_meaning(tmp_path):
    from bondsim.experiments.folder.columns import columns

    record = {"series": {"every_s": 5}, "events": True}
    found = bs.Experiment("rail_yard", vary={"dog.bond": [0.1, 0.9]}, replicates=2, record=record).run(
        tmp_path / "out"
    )
    about = list(columns(found))
    assert len(about) > 50
    assert [column for column in about if not column.description] == []
    assert {column.unit for column in about if column.name == "t_s"} == {"s"}


def test_netcdf_has_outcomes_over_points_and_replicates(results, tmp_path):
    xarray = pytest.importorskip("xarray")
    out = export(results, "netcdf", tmp_path / "results.nc")
    with xarray.open_dataset(out) as data:
        data.load()
    assert data["time_s"].dims == ("point", "replicate") and data["time_s"].attrs["units"] == "s"
    for name in ("rescued", "time_s", "pulls"):
        table = results.runs.pivot(index="point", columns="replicate", values=name)
        np.testing.assert_array_equal(data[name].values, table.to_numpy(float, na_value=np.nan))
    np.testing.assert_array_equal(data["dog.bond"].values, results.points["dog.bond"])
    assert list(data["baseline"].values) == list(results.points["baseline"])
    assert data["status"].attrs["flag_meanings"] == "done failed"
    low = data["summary_low"].sel(outcome="rescued").values
    np.testing.assert_array_equal(low, results.summary.query("outcome == 'rescued'")["low"])
    words = data["events_event"].attrs["flag_meanings"].split()
    assert [words[int(i)] for i in data["events_event"].values] == list(results.events["event"])
    assert data["pulls"].dtype.kind == "f" and data["point"].dtype.kind == "i"
    assert data.attrs["config_sha256"] == results.manifest["config"]
    assert "not observations" in data.attrs["comment"]


def test_netcdf_of_points_with_different_numbers_of_replicates(tmp_path, fake):
    xarray = pytest.importorskip("xarray")
    plan = fake.plan(
        {"dog.bond": [0.05, 0.6]}, 20, until=("rescued", 0.1), most=400, series=False, events=False
    )
    execute(plan, tmp_path / "out", engine=fake.Engine())
    results = open_results(tmp_path / "out")
    counts = results.runs.groupby("point").size()
    assert counts.nunique() == 2
    with xarray.open_dataset(export(results, "netcdf", tmp_path / "results.nc")) as data:
        assert list(data["status"].notnull().sum("replicate").values) == list(counts)
        assert data.sizes["replicate"] == counts.max()


def test_an_archive_explains_itself_and_gives_the_same_bytes_each_time(results, tmp_path):
    one, other = (
        export(results, "archive", tmp_path / "a.zip"),
        export(results, "archive", tmp_path / "b.zip"),
    )
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    (top,) = (tmp_path / "unpacked").iterdir()
    assert top.name == f"quay-{results.manifest['id']}"
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=top, check=False).returncode == 0
    said = (top / "README.md").read_text()
    assert "Who gets out?" in said and "| runs | `time_s` | number | s | until out of the water |" in said
    assert "80 runs of which\n4 failed" in said
    assert str(results.folder) not in said
    assert (top / "runs" / "00001.parquet").read_bytes() == (
        results.folder / "runs" / "00001.parquet"
    ).read_bytes()
    known = json.loads((top / "manifest.json").read_text())["files"]
    for name, about in known.items():
        assert hashlib.sha256((top / name).read_bytes()).hexdigest() == about["sha256"]
    again = open_results(top)  # an archive, unpacked, is a result folder
    pd.testing.assert_frame_equal(again.runs, results.runs)


@pytest.mark.parametrize("how", ["grid", "from Python", "csv", "extends", "sampled"])
def test_what_an_archive_says_to_run_gives_the_experiment_again(tmp_path, how):
    """Whatever made it: a grid, a table, a file that changes another one, the command line."""
    (tmp_path / "dogs.csv").write_text("dog.bond,baseline\n0.9,no_dog\n1e-5,none\n")
    (tmp_path / "base.yaml").write_text(
        "scenario: rail_yard\nvary:\n  dog.bond: {from: 0, to: 0.9, levels: 3}\n"
    )
    given = {
        "grid": "vary:\n  dog.bond: [0.3, 1e-5]  # a note\nreplicates: 2\n",
        "csv": "design: csv\ncsv: dogs.csv\n",
        "extends": "extends: base.yaml\n",
        "sampled": "design: {kind: latin_hypercube, points: 3}\nvary:\n  dog.bond: {from: 0, to: 0.9}\n",
    }
    changes = {"replicates": 2, "handler.mass_kg": "81.3 kg", "record.outcomes": ["rescued"]}
    if how == "from Python":
        made = bs.Experiment(
            "rail_yard",
            question='Does: "this" {help}?',
            points=[{"dog.bond": 1e-5}, {"dog.bond": 0.5}],
            replicates=2,
        )
    else:
        (tmp_path / "given.yaml").write_text(f"scenario: rail_yard\n{given[how]}")
        made = bs.Experiment.load(tmp_path / "given.yaml", changes if how != "grid" else None)
        assert (made.plan.source_text == (tmp_path / "given.yaml").read_text()) == (how == "grid")
    results = made.run(tmp_path / "out", threads=1)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(results.folder / "config.yaml", alone)
    assert Plan.load(alone / "config.yaml").config_hash == results.manifest["config"]
    assert plan_again(results, {}).resolved == results.config


def test_what_cannot_be_exported_is_said_and_nothing_is_left(results, tmp_path, fake):
    out = tmp_path / "results.zip"
    out.write_text("mine")
    with pytest.raises(ResultsError, match="is there already; choose another"):
        export(results, "archive", out)
    assert out.read_text() == "mine"
    with pytest.raises(ValueError, match="there are csv, netcdf, archive"):
        export(results, "xlsx", out)
    with pytest.raises(ResultsError, match="cannot use /proc/"):
        export(results, "csv", "/proc/bondsim/tables")

    def one_block(compute, blocks):
        yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "begun", engine=fake.Engine(), executor=one_block, block_runs=10)
    with pytest.raises(ResultsError, match="is not finished"):
        export(tmp_path / "begun", "csv")
    execute(fake.plan(), tmp_path / "begun", engine=fake.Engine())
    with (tmp_path / "begun" / "runs" / "00000.parquet").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ResultsError, match=r"runs/00000\.parquet is altered"):
        export(tmp_path / "begun", "csv")
    assert not list(tmp_path.glob("*.partial")) and not (tmp_path / "begun-csv").exists()


def test_an_archive_holds_a_scenario_of_ones_own_and_says_how_to_use_it(tmp_path):
    """A map in a folder of its own; also where the name is that of a scenario that comes with bondsim."""
    data = resources.files("bondsim.scenario") / "data"
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "yard.txt").write_text((data / "rail_yard.txt").read_text())
    text = (data / "rail_yard.yaml").read_text().replace("file: rail_yard.txt", "file: maps/yard.txt")
    (tmp_path / "own.yaml").write_text(text.replace("max_s: 900", "max_s: 800"))
    results = bs.Experiment(tmp_path / "own.yaml", vary={"dog.bond": [0.2, 0.8]}, replicates=3).run(
        tmp_path / "out", threads=1
    )
    shutil.rmtree(tmp_path / "maps")
    with zipfile.ZipFile(results.export("archive", tmp_path / "all.zip")) as archive:
        archive.extractall(tmp_path / "taken")
    (top,) = (tmp_path / "taken").iterdir()
    assert (top / "scenario" / "maps" / "yard.txt").is_file()
    assert (
        "`bondsim run config.yaml --set scenario=scenario/scenario.yaml`; the"
        in (top / "README.md").read_text()
    )
    again = Plan.load(top / "config.yaml", {"scenario": "scenario/scenario.yaml"})
    assert again.config_hash == results.manifest["config"]
    assert bs.open_results(top).verify(3).ok
    report = write_report(results, tmp_path / "page.html").read_text()
    assert "config.yaml --set scenario=scenario/scenario.yaml --out again" in report
