"""Results for other programs, and for an archive: CSV, netCDF, one file to deposit."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import pyarrow as pa

from bondsim.experiments import tables
from bondsim.experiments.errors import ResultsError
from bondsim.experiments.files import PARTIAL
from bondsim.experiments.folder import checksums, manifest, store
from bondsim.experiments.folder.columns import TABLES, Column, columns, files
from bondsim.experiments.folder.origin import own_scenario
from bondsim.experiments.planning.plan import canonical
from bondsim.experiments.results import Results

FORMS = {"csv": "-csv", "netcdf": ".nc", "archive": ".zip"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; all entries have this one
ASIDE = "Results of a model, not observations of people or dogs."


def export(results: Results | str | Path, form: str, out: str | Path | None = None) -> Path:
    """Write finished results in another form.

    Parameters
    ----------
    results
        The results, or their folder.
    form
        ``csv``: a folder with a file a table; the runs have the levels of their points beside them.
        ``netcdf``: one file, of points and replicates, with units and meanings (needs the extra ``export``).
        ``archive``: one zip to deposit, with the tables, the manifest, the config, checksums, and a README that
        explains every column; the same results give the same bytes.
    out
        Where to; by default beside the result folder, under its name with ``-csv``, ``.nc`` or ``.zip``.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    ResultsError
        If the experiment is not finished, a table is damaged, or `out` is there already or cannot be written.
    ValueError
        If there is no such form.
    """
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}; there are {', '.join(FORMS)}")
    results = results if isinstance(results, Results) else Results(Path(results))
    _require_sound(results)
    folder = results.folder.resolve()
    out = Path(out) if out is not None else folder.with_name(folder.name + FORMS[form])
    if out.exists():
        raise ResultsError(f"{out} is there already; choose another with --out, or delete it")
    if form == "netcdf":
        from bondsim.experiments.upkeep.netcdf import write_netcdf

        writer: Callable[[Results, Path], None] = write_netcdf
    else:
        writer = _write_csv if form == "csv" else _write_archive
    partial = out.with_name(out.name + PARTIAL)
    with store.explained(out):
        _remove(partial)
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            writer(results, partial)
            partial.rename(out)
        except BaseException:
            _remove(partial)
            raise
    return out


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _require_sound(results: Results) -> None:
    if not results.finished:
        raise ResultsError(
            f"{results.folder} is not finished ({results.state}); run the experiment to its end, then export it"
        )
    wrong = checksums.differing(results.folder, results.manifest.get("files", {}))
    for name, how in wrong.items():
        raise ResultsError(f"{results.folder / name} is {how}; run the experiment again to make it anew")


# CSV ---------------------------------------------------------------------------------------------------


def _write_csv(results: Results, folder: Path) -> None:
    from pyarrow.csv import CSVWriter

    folder.mkdir()
    for table in TABLES:
        parts = _tables(results, table)
        first = next(parts, None)
        if first is None:
            continue
        with CSVWriter(folder / f"{table}.csv", first.schema) as writer:
            writer.write_table(first)
            for part in parts:
                writer.write_table(part)
    (folder / "columns.csv").write_bytes(_columns_csv(results))


def _tables(results: Results, table: str) -> Iterator[pa.Table]:
    """A table file by file; the runs with the levels of their points."""
    points = tables.read_parquet(results.folder / store.POINTS)
    for path in files(results, table):
        part = tables.read_parquet(path)
        if table == "runs":
            at = part["point"].combine_chunks()
            place = part.schema.get_field_index("replicate") + 1
            for i, name in enumerate(results.factors):
                part = part.add_column(place + i, name, points[name].combine_chunks().take(at))
        yield part


def _columns_csv(results: Results) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(Column))
    writer.writerows(astuple(column) for column in columns(results))
    return text.getvalue().encode()


# One file to deposit -----------------------------------------------------------------------------------


def _write_archive(results: Results, path: Path) -> None:
    """Write a zip without times, owners or compression, whose bytes depend on the results alone."""
    top = f"{results.name}-{results.manifest['id']}"
    stored = [results.folder / name for name in (manifest.NAME, store.CONFIG, manifest.RESOLVED)]
    stored += sorted(path for path in (results.folder / store.SCENARIO).rglob("*") if path.is_file())
    stored += [each for table in TABLES for each in files(results, table)]
    made = {
        "README.md": readme(results).encode(),
        "columns.csv": _columns_csv(results),
        "points.csv": _as_csv(results, "points"),
        "summary.csv": _as_csv(results, "summary"),
    }
    entries: dict[str, bytes | Path] = dict(made)
    entries |= {each.relative_to(results.folder).as_posix(): each for each in stored}
    sums = []
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(entries):
            digest = hashlib.sha256()
            with archive.open(_entry(f"{top}/{name}"), "w", force_zip64=True) as file:
                for chunk in _chunks(entries[name]):
                    digest.update(chunk)
                    file.write(chunk)
            sums.append(f"{digest.hexdigest()}  {name}\n")
        with archive.open(_entry(f"{top}/SHA256SUMS"), "w") as file:
            file.write("".join(sums).encode())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o100644 << 16
    return entry


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _as_csv(results: Results, table: str) -> bytes:
    from pyarrow.csv import write_csv

    sink = pa.BufferOutputStream()
    write_csv(next(_tables(results, table)), sink)
    return sink.getvalue().to_pybytes()


def readme(results: Results) -> str:
    """What an archive holds, for a reader who has never heard of bondsim."""
    from bondsim.scenario import names

    about = results.manifest
    fixed = "".join(f"- `{key}` = {canonical(value)}\n" for key, value in sorted(about["fixed"].items()))
    ran_on = ", ".join(f"{name} {version}" for name, version in about["ran_on"].items())
    rows = "".join(
        f"| {c.table} | `{c.name}` | {c.kind} | {c.unit or '-'} | {c.description} |\n"
        for c in columns(results)
    )
    needs, row = "`", ""
    if kept := own_scenario(results):
        needs = f" --set scenario={kept.relative_to(results.folder).as_posix()}`"
        row = f"| `{store.SCENARIO}/` | the scenario, which is not one that comes with bondsim |\n"
    elif results.scenario not in names():
        needs = f"` with the scenario's own file in place of `{results.scenario}`, which is not in here"
    counted = sorted({int(n) for n in np.unique(_replicates(results), return_counts=True)[1]})
    each = f"{counted[0]:,}" if len(counted) == 1 else f"{counted[0]:,} to {counted[-1]:,}"
    return f"""# {results.name}

{results.question or "(no question was stated)"}

{ASIDE} Simulated with bondsim {about["bondsim"]}: scenario *{about["scenario"]["title"]}*
(`{results.scenario}`), {about["points"]:,} design points, {each} replicates each, {about["runs"]:,} runs of which
{about["failed"]:,} failed.

## Files

| file | what is in it |
| --- | --- |
| `points.parquet`, `points.csv` | a row a design point: `point` and the varied keys |
| `runs/*.parquet` | a row a run: its outcomes; joined to its point by `point` |
| `summary.parquet`, `summary.csv` | a row a point and outcome: estimate and 95 % interval |
| `series/`, `events/`, `failures/` | where there are any: state over time, what happened, runs that failed |
| `columns.csv` | every column of every table: kind, unit, meaning; the table below |
| `config.yaml`, `config.resolved.json` | the experiment, to be run again; and with every default spelt out |
{row}| `manifest.json` | versions, seed, checksums of the tables |
| `SHA256SUMS` | checksums of all files: `sha256sum -c SHA256SUMS` |

Parquet is read by pandas, R (arrow), DuckDB, Julia and others. Missing values are null, never 0.

## To get it again

Install bondsim {about["bondsim"]} and run `bondsim run config.yaml{needs}; the tables are the same, byte for
byte. It ran on {ran_on}, {about["platform"]["system"]} {about["platform"]["machine"]}.

- seed {about["seed"]}, {about["pairing"]} luck: {about["seed_rule"]}
- scenario digest `{about["scenario"]["digest"]}`
- rules digest `{about["rules"]}`
- config digest `{about["config"]}`

## Held fixed

{fixed or "Nothing beside the defaults."}
What else there is to set is at its default: `config.resolved.json` lists it.

## Columns

| table | column | kind | unit | meaning |
| --- | --- | --- | --- | --- |
{rows}"""


def _replicates(results: Results) -> np.ndarray:
    """Points of all runs."""
    parts = [
        tables.ids(tables.read_parquet(path)["point"].combine_chunks()) for path in files(results, "runs")
    ]
    return np.concatenate(parts)
