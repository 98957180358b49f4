"""Columns as Arrow arrays and back, made without pandas; files whose bytes depend on their rows alone."""

import numpy as np
import pyarrow as pa
import pytest

from bondsim.experiments import tables


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("boolean", [1.0, 0.0, np.nan, 1.0, 0.0, 0.0, 1.0, np.nan, 1.0]),
        ("integer", [3.0, np.nan, -(2.0**40), 0.0]),
        ("number", [0.1, np.nan, -1e300, 5e-324]),
        ("number", []),
    ],
)
def test_outcomes_come_back_as_they_were(kind, values):
    column = tables.outcome_column(np.array(values), kind)
    assert column.type == tables.TYPES[kind]
    assert column.to_pylist() == [None if np.isnan(v) else v for v in values]
    np.testing.assert_array_equal(tables.outcome_values(column), values)
    np.testing.assert_array_equal(tables.outcome_values(column[2:]), values[2:])  # part of an array, too


def test_text_of_any_script():
    said = ["dog", "", "Hündin", "犬"]
    assert tables.words(said).to_pylist() == said
    assert tables.words([]).to_pylist() == []
    tables.words(said).validate(full=True)


def test_recorded_columns_keep_their_kind():
    columns = {
        "run_index": np.array([0, 0, 1]),
        "t_s": np.array([0.0, 0.1, 0.0], np.float32),
        "agent": np.array(["dog", "handler", "dog"]),
        "action": np.array([1, 2, 3], np.int8),
        "is_down": np.array([True, False, True]),
        "event": np.array(["fell", "clear", "fell"], object),
    }
    table = tables.recorded_table(columns, 100)
    assert table["run"].to_pylist() == [100, 100, 101]
    assert [str(field.type) for field in table.schema] == [
        "int64",
        "double",
        "string",
        "int64",
        "bool",
        "string",
    ]
    assert table["event"].to_pylist() == ["fell", "clear", "fell"]
    table.validate(full=True)


def rows(n):
    luck = np.random.default_rng(6)
    return pa.table(
        {
            "run": np.arange(n),
            "x": pa.array(luck.normal(size=n), mask=luck.random(n) < 0.1),
            "rescued": luck.random(n) < 0.5,
            "agent": luck.choice(["dog", "handler"], n).tolist(),
            "action": luck.integers(0, 9, n),
        }
    )


@pytest.mark.parametrize("batch", [1, 77, 1000])
def test_how_rows_are_cut_into_batches_is_not_seen_in_a_file(tmp_path, monkeypatch, batch):
    monkeypatch.setattr(tables, "ROWS", 300)
    table = rows(1000)
    assert tables.write_parquet(tmp_path / "whole", table.to_batches()) == 1000
    assert tables.write_parquet(tmp_path / "cut", table.to_batches(max_chunksize=batch)) == 1000
    assert (tmp_path / "cut").read_bytes() == (tmp_path / "whole").read_bytes()
    assert tables.read_parquet(tmp_path / "cut").equals(table)


def test_no_rows_are_no_file(tmp_path):
    assert tables.write_parquet(tmp_path / "none", rows(0).to_batches()) == 0
    assert list(tmp_path.iterdir()) == []
