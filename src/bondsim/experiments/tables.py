"""The tables of a result, as Arrow: their columns, how they are written, how they become DataFrames.

Ids (`run`, `point`, `replicate`) are never missing; outcomes may be, and are then null. Floats are stored
plain, words and small integers through a dictionary; nothing in a file tells when or where it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bondsim.experiments.files import replacing

if TYPE_CHECKING:
    import pandas as pd

ROWS = 1 << 16  # of one row group
TYPES = {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64(), "choice": pa.string()}

RUN, POINT, REPLICATE = (pa.field(name, pa.int64(), nullable=False) for name in ("run", "point", "replicate"))
RETRIED = "retried"
"""Status of a run that failed and was done when it was tried again; its row of `failures` says how it failed."""

STATUS = pa.field("status", pa.string(), nullable=False)
FAILURES = pa.schema(
    [
        *(RUN, POINT, REPLICATE, STATUS),
        pa.field("stage", pa.string()),
        pa.field("seed", pa.int64()),
        pa.field("settings", pa.string()),
        pa.field("traceback", pa.string()),
    ]
)
SUMMARY = pa.schema(
    [POINT, pa.field("outcome", pa.string(), nullable=False)]
    + [pa.field(name, pa.int64(), nullable=False) for name in ("n", "missing")]
    + [pa.field(name, pa.float64()) for name in ("estimate", "low", "high")]
    + [pa.field("method", pa.string(), nullable=False)]
)


def runs_schema(outcomes: Mapping[str, str]) -> pa.Schema:
    """Columns of the runs, given the kind of each recorded outcome."""
    return pa.schema(
        [RUN, POINT, REPLICATE, STATUS, *(pa.field(name, TYPES[kind]) for name, kind in outcomes.items())]
    )


def points_schema(factors: Mapping[str, str]) -> pa.Schema:
    """Columns of the design points, given the kind of each varied key."""
    return pa.schema(
        [POINT, *(pa.field(name, TYPES[kind], nullable=False) for name, kind in factors.items())]
    )


def column(values: NDArray[Any], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Numbers or truth values as an Arrow array.

    `pyarrow.array` would do, but it imports pandas, which takes longer than a small experiment.
    """
    values = np.ascontiguousarray(values)
    if values.dtype.kind == "b":
        kind, content = pa.bool_(), np.packbits(values, bitorder="little")
    else:
        kind, content = pa.from_numpy_dtype(values.dtype), values
    present = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [present, pa.py_buffer(content)])


def words(values: Sequence[str]) -> pa.Array:
    """Text as an Arrow array, also without pandas."""
    content = [value.encode() for value in values]
    ends = np.cumsum([0, *(len(each) for each in content)])
    if ends[-1] > np.iinfo(np.int32).max:
        raise OverflowError("more text than a block can hold")
    offsets = pa.py_buffer(ends.astype(np.int32))
    return pa.StringArray.from_buffers(len(content), offsets, pa.py_buffer(b"".join(content)))


def outcome_column(values: NDArray[np.float64], kind: str) -> pa.Array:
    """An outcome as the engine gives it (NaN is missing, truth is 0 or 1), in its own type."""
    missing = np.isnan(values)
    if kind == "boolean":
        return column(values > 0.5, missing)
    if kind == "integer":
        return column(np.where(missing, 0, np.rint(values)).astype(np.int64), missing)
    return column(values, missing)


def outcome_values(stored: pa.Array) -> NDArray[np.float64]:
    """The inverse of `outcome_column`."""
    present, content = stored.buffers()
    values = _bits(stored, content) if pa.types.is_boolean(stored.type) else ids(stored)
    return values.astype(float) if present is None else np.where(_bits(stored, present), values, np.nan)


def ids(stored: pa.Array) -> NDArray[Any]:
    """Numbers of an Arrow array of which none is missing."""
    content = np.frombuffer(stored.buffers()[1], stored.type.to_pandas_dtype())
    return content[stored.offset : stored.offset + len(stored)]


def _bits(stored: pa.Array, buffer: pa.Buffer) -> NDArray[np.uint8]:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")
    return bits[stored.offset : stored.offset + len(stored)]


def recorded_table(columns: Mapping[str, NDArray[Any]], first_run: int) -> pa.Table:
    """A series or an event log of the engine, with the number of the run in place of its index in the block.

    Rows are in the order of runs, as the engine made them; words may come as text or as objects, numbers in
    any width.
    """
    runs = column(np.asarray(columns["run_index"], np.int64) + first_run)
    others = {name: _plain(values) for name, values in columns.items() if name != "run_index"}
    schema = pa.schema([RUN, *(pa.field(name, array.type) for name, array in others.items())])
    return pa.table([runs, *others.values()], schema=schema)


def _plain(values: NDArray[Any]) -> pa.Array:
    if values.dtype.kind in "OU":
        return words(values.tolist())
    if values.dtype.kind == "b":
        return column(values)
    if values.dtype.kind in "iu":
        return column(values.astype(np.int64))
    return outcome_column(values.astype(np.float64), "number")


def encoded(table: pa.Table) -> bytes:
    """A table as one Arrow stream, in batches of at most `ROWS` rows."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table, max_chunksize=ROWS)
    return sink.getvalue().to_pybytes()


def write_parquet(path: Path, batches: Iterable[pa.RecordBatch]) -> int:
    """Write batches as one file whose bytes depend on the rows alone, not on how they were cut into batches.

    Parameters
    ----------
    path
        The file appears there when it is whole; none does where there are no rows.
    batches
        Batches of one schema, of any sizes. At most a row group and a batch are held at a time.

    Returns
    -------
    int
        Rows written.
    """
    groups = _row_groups(batches)
    first = next(groups, None)
    if first is None:
        return 0
    rows = 0
    with replacing(path) as file, _writer(file, first.schema) as writer:
        while first is not None:
            writer.write_table(first, row_group_size=ROWS)
            rows += first.num_rows
            first = next(groups, None)
    return rows


def _row_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows in tables of `ROWS` rows each, the last one shorter, every column in one piece."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        while rows >= ROWS:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROWS).combine_chunks()
            waiting = table.slice(ROWS).to_batches()
            rows -= ROWS
    if rows:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _writer(file: Any, schema: pa.Schema) -> pq.ParquetWriter:
    repeating = [
        field.name
        for field in schema
        if pa.types.is_string(field.type) or (pa.types.is_integer(field.type) and field.name != "run")
    ]
    rising = {"run": "DELTA_BINARY_PACKED"} if "run" in schema.names else None
    return pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        compression_level=3,
        use_dictionary=repeating,
        column_encoding=rising,
        write_page_checksum=True,
    )


def read_parquet(path: Path) -> pa.Table:
    """Read a file, checking its pages against their checksums."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        return file.read()


def dataframe(table: pa.Table, categories: Iterable[str] = ()) -> pd.DataFrame:
    """A table as a DataFrame: ``boolean``, ``Int64`` where integers may be missing, ``float64``, text."""
    import pandas as pd

    whole = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}
    frame = table.to_pandas(types_mapper=whole.get, categories=[*categories])
    ids = {field.name: "int64" for field in table.schema if field.type == pa.int64() and not field.nullable}
    return frame.astype(ids)
