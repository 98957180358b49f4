"""Reading results: tables, descriptions, contrasts, figures; of finished experiments and of others."""

import numpy as np
import pandas as pd
import pytest

from bondsim.analysis import summarise
from bondsim.experiments.errors import Interrupted, ResultsError
from bondsim.experiments.results import open_results
from bondsim.experiments.runner import execute


@pytest.fixture(scope="module")
def results(tmp_path_factory, fake):
    out = tmp_path_factory.mktemp("results") / "out"
    execute(fake.plan(replicates=100), out, engine=fake.Engine())
    return open_results(out)


def test_tables_have_their_columns_and_types(results):
    assert list(results.points.columns) == ["point", "dog.bond", "warning_s"]
    assert list(results.runs.columns) == ["run", "point", "replicate", "status", "rescued", "time_s", "pulls"]
    assert dict(results.runs.dtypes.astype(str)) == {
        "run": "int64", "point": "int64", "replicate": "int64", "status": "category",
        "rescued": "boolean", "time_s": "float64", "pulls": "Int64",
    }  # fmt: skip
    assert list(results.summary.columns) == [
        "point", "outcome", "n", "missing", "estimate", "low", "high", "method",
    ]  # fmt: skip
    assert {"run", "t_s", "agent", "arousal"} <= set(results.series.columns)
    assert {"run", "t_s", "event"} <= set(results.events.columns)
    assert set(results.series["agent"]) == {"dog", "handler"}


def test_series_and_events_belong_to_their_runs(results):
    replicate = results.runs.set_index("run")["replicate"]
    rows = results.series.groupby("run").size()
    assert (rows == 2 * (1 + replicate % 4)).all()
    assert (results.events.groupby("run").size() == (replicate % 3)[replicate % 3 > 0]).all()
    assert results.series["run"].is_monotonic_increasing


def test_the_stored_summary_is_that_of_the_runs(results):
    pd.testing.assert_frame_equal(results.summary, summarise(results.runs, results.outcomes))


def test_a_missing_truth_is_neither_true_nor_false(results):
    row = results.summary.set_index(["point", "outcome"]).loc[(0, "rescued")]
    assert row["n"] + row["missing"] == 100
    assert row["missing"] == results.runs.loc[results.runs["point"] == 0, "rescued"].isna().sum() > 0


def test_columns_explain_themselves(results):
    warning, rescued = results.describe("warning_s"), results.describe("rescued")
    assert (warning.kind, warning.unit) == ("number", "s")
    assert (rescued.kind, rescued.description) == ("boolean", "out of the water")
    with pytest.raises(KeyError, match="warning_s"):
        results.describe("warning")


def test_points_of_every_kind_come_back_as_they_were(tmp_path, fake):
    vary = {"dog.bond": [0.25], "baseline": ["none", "no_dog"], "radio.works": [True, False]}
    execute(fake.plan(vary, fixed={"warning_s": 30.0}), tmp_path / "out", engine=fake.Engine())
    found = open_results(tmp_path / "out")
    assert list(found.points["baseline"]) == ["none", "none", "no_dog", "no_dog"]
    assert list(found.points["radio.works"]) == [True, False, True, False]
    assert found.settings(2) == {
        "warning_s": 30.0,
        "dog.bond": 0.25,
        "baseline": "no_dog",
        "radio.works": True,
    }
    assert found.swept() == {"dog.bond": [0.25]}
    with pytest.raises(IndexError, match="there are 0 to 3"):
        found.settings(4)


def test_a_contrast_is_paired_by_common_luck(results):
    found = results.contrast("rescued", "dog.bond", 0.1, 0.9)
    assert (found.paired, found.method, found.cells) == (True, "Tango score", 2)
    assert found.low > 0.2
    single = results.contrast("rescued", "dog.bond", 0.1, 0.9, at={"warning_s": 40})
    assert single.n + single.missing == 100


def test_a_contrast_of_independent_luck_is_not(tmp_path, fake):
    execute(fake.plan(replicates=50, pairing="independent"), tmp_path / "out", engine=fake.Engine())
    found = open_results(tmp_path / "out").contrast("rescued", "dog.bond", 0.1, 0.9)
    assert (found.paired, found.method) == (False, "Newcombe hybrid score")


def test_medians(results):
    table = results.quantiles("time_s", [0.5])
    at_point = results.runs.loc[results.runs["point"] == 5, "time_s"]
    assert table.set_index("point").loc[5, "estimate"] == np.nanmedian(at_point)


def test_figures_are_drawn_from_the_tables(results):
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    axes = results.plot.response("dog.bond", "rescued", by="warning_s")
    assert "dog.bond" in axes.get_xlabel()
    axes = results.plot.heatmap("dog.bond", "warning_s", "rescued")
    assert "warning_s" in axes.get_ylabel()
    level = results.points["warning_s"].iloc[0]
    axes = results.plot.tradeoff("time_s", "rescued", "dog.bond", at={"warning_s": level})
    assert "time (mean, s)" in axes.get_xlabel() and "rescued" in axes.get_ylabel()
    plt.close("all")


def test_it_says_what_it_is(results):
    assert "Results of quay" in repr(results)
    assert "600 runs, 0 failed" in repr(results)
    assert "Who gets out?" in repr(results)


def test_an_unfinished_experiment_shows_what_is_there(tmp_path, fake):
    def two_blocks(compute, blocks):
        for _ in range(2):
            yield [compute(next(blocks))]

    with pytest.raises(Interrupted):
        execute(fake.plan(), tmp_path / "out", engine=fake.Engine(), block_runs=15, executor=two_blocks)
    found = open_results(tmp_path / "out")
    assert not found.finished
    assert "UNFINISHED, 30 runs so far" in repr(found)
    assert list(found.runs["run"]) == list(range(30))
    assert set(found.summary["point"]) == {0, 1}
    assert len(found.series) > 0
    assert list(found.failures.columns)[-1] == "repeat"


def test_what_is_no_result_folder(tmp_path):
    with pytest.raises(ResultsError, match="there is no folder"):
        open_results(tmp_path / "nowhere")
    with pytest.raises(ResultsError, match="is not a result folder of bondsim"):
        open_results(tmp_path)


def test_an_altered_table_is_noticed(tmp_path, fake):
    execute(fake.plan(), tmp_path / "out", engine=fake.Engine())
    path = tmp_path / "out" / "runs" / "00000.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ResultsError, match="may be damaged"):
        _ = open_results(tmp_path / "out").runs
