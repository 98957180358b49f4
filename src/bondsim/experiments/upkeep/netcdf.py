"""Results as one netCDF file, by way of xarray.

The form is that of netCDF 3 with 64-bit offsets: SciPy writes it, every program that knows netCDF reads it, and
the same results give the same bytes. It has neither groups nor integers of 64 bits, so the tables are told apart
by prefixes of their names, and whole numbers are 32 bits wide where they fit and floats where they do not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsim.experiments import tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.folder.columns import columns, files

if TYPE_CHECKING:
    from bondsim.experiments.results import Results

MOST_VALUES = 250_000_000  # of a variable: 2 GB
MISSING_CODE = -1  # of truths and words, which have no NaN
INT32 = np.iinfo(np.int32)

type Column = tuple[NDArray[Any], dict[str, Any]]


def write_netcdf(results: Results, path: Path) -> None:
    """Write points, runs and their summary, and series and events where there are any.

    Outcomes are variables over (`point`, `replicate`), varied keys are coordinates of `point`. Where points have
    different numbers of replicates, what is beyond a point's last is missing, as is an outcome without a value.
    The summary is over (`point`, `outcome`); series and events are columns over rows, as in the tables.

    Raises
    ------
    ResultsError
        If xarray is not installed, or a table is too large for such a file.
    """
    try:
        import xarray as xr
    except ModuleNotFoundError as error:
        raise ResultsError(f"netCDF needs {error.name}: pip install 'bondsim[export]'") from None
    about = {(column.table, column.name): column for column in columns(results)}

    def described(table: str, name: str) -> dict[str, str]:
        column = about[table, name]
        return {"long_name": column.description} | ({"units": column.unit} if column.unit else {})

    points, runs = _whole(results, "points"), _whole(results, "runs")
    at = tables.ids(runs["point"].combine_chunks()), tables.ids(runs["replicate"].combine_chunks())
    shape = (points.num_rows, int(at[1].max(initial=-1)) + 1)
    _require_room(shape[0] * shape[1], "runs")
    variables: dict[str, Any] = {}
    for name in ("status", *results.outcomes):
        values, attributes = _column(runs[name])
        kind = _with_gaps(values, shape)
        missing = attributes.get("_FillValue", np.nan if kind.kind == "f" else 0)
        full = np.full(shape, missing, kind)
        full[at] = values
        variables[name] = (("point", "replicate"), full, described("runs", name) | attributes)
    coordinates: dict[str, Any] = {
        "point": ("point", np.arange(shape[0], dtype=np.int32), described("points", "point")),
        "replicate": ("replicate", np.arange(shape[1], dtype=np.int32), described("runs", "replicate")),
        "outcome": list(results.outcomes),
        "outcome_unit": ("outcome", [results.describe(name).unit for name in results.outcomes]),
    }
    for name in results.factors:
        is_text = pa.types.is_string(points[name].type)
        levels, attributes = (points[name].to_pylist(), {}) if is_text else _column(points[name])
        coordinates[name] = ("point", levels, described("points", name) | attributes)
    for name, values in _summary(results, shape[0]).items():
        variables[f"summary_{name}"] = (("point", "outcome"), values, described("summary", name))
    for table in ("series", "events"):
        if files(results, table):
            rows = _whole(results, table)
            _require_room(rows.num_rows, table)
            for name in rows.schema.names:
                values, attributes = _column(rows[name])
                variables[f"{table}_{name}"] = (f"{table}_row", values, described(table, name) | attributes)
    made = xr.Dataset(variables, coordinates, _attributes(results))
    # what stands for a missing value is said by the variables themselves
    encoding = {name: {"_FillValue": made[name].attrs.pop("_FillValue", None)} for name in made.variables}
    made.to_netcdf(path, engine="scipy", format="NETCDF3_64BIT", encoding=encoding)


def _whole(results: Results, table: str) -> pa.Table:
    return pa.concat_tables([tables.read_parquet(path) for path in files(results, table)])


def _require_room(values: int, table: str) -> None:
    if values > MOST_VALUES:
        raise ResultsError(
            f"{table}: {values:,} values are too many for one netCDF file, at most {MOST_VALUES:,} would do; "
            "export CSV, or read the Parquet files"
        )


def _with_gaps(values: NDArray[Any], shape: tuple[int, int]) -> np.dtype[Any]:
    """Type in which some of a full table may be missing."""
    full = len(values) == shape[0] * shape[1]
    return values.dtype if full or values.dtype.kind == "f" or values.dtype.itemsize < 4 else np.dtype(float)


def _summary(results: Results, points: int) -> dict[str, NDArray[Any]]:
    """Estimates over (`point`, `outcome`)."""
    rows = _whole(results, "summary")
    place = {name: i for i, name in enumerate(results.outcomes)}
    at = tables.ids(rows["point"].combine_chunks()), np.array([place[n] for n in rows["outcome"].to_pylist()])
    found = {}
    for name in ("n", "missing", "estimate", "low", "high"):
        values, _ = _column(rows[name])
        found[name] = np.zeros((points, len(place)), values.dtype)
        found[name][at] = values
    return found


def _column(stored: pa.ChunkedArray) -> Column:
    """Values of a column, and what says how to read them; truths and words are numbers with meanings."""
    values = stored.combine_chunks()
    if pa.types.is_string(values.type):
        return _words(values)
    known = tables.outcome_values(values)
    if pa.types.is_boolean(values.type):
        content = np.where(np.isnan(known), MISSING_CODE, known).astype(np.int8)
        return content, _flags(["false", "true"], np.int8)
    if pa.types.is_integer(values.type) and not values.null_count:
        whole = np.asarray(tables.ids(values))
        if whole.min(initial=0) >= INT32.min and whole.max(initial=0) <= INT32.max:
            return whole.astype(np.int32), {}
    return known, {}


def _words(values: pa.StringArray) -> Column:
    encoded = values.dictionary_encode()
    found = encoded.dictionary.to_pylist()
    meanings = sorted(word for word in found if word)
    kind = np.int8 if len(meanings) < 127 else np.int16
    table = np.array([meanings.index(word) if word else MISSING_CODE for word in found], kind)
    codes = table[encoded.indices.to_numpy()] if len(table) else np.zeros(0, kind)
    return codes, _flags(meanings, kind)


def _flags(meanings: list[str], kind: type[np.integer[Any]]) -> dict[str, Any]:
    """Attributes that say what numbers mean; an empty word, and what is missing, is -1."""
    values = {"flag_values": np.arange(len(meanings), dtype=kind)} if meanings else {}
    return values | {"flag_meanings": " ".join(meanings), "_FillValue": kind(MISSING_CODE)}


def _attributes(results: Results) -> dict[str, Any]:
    about = results.manifest
    return {
        "Conventions": "CF-1.11",
        "title": results.question or results.name,
        "source": f"bondsim {about['bondsim']}, scenario {results.scenario}",
        "comment": "Results of a model, not observations of people or dogs.",
        "name": results.name,
        "seed": str(about["seed"]),
        "pairing": about["pairing"],
        "config_sha256": about["config"],
        "rules_sha256": about["rules"],
        "scenario_sha256": about["scenario"]["digest"],
        "failed_runs": np.int32(about["failed"]),
    }
