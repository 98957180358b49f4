"""`bondsim report`: a result folder as one HTML file."""

from __future__ import annotations

from pathlib import Path

from bondsim.cli.terminal import console, fail
from bondsim.documents import printable

SUFFIXES = (".html", ".htm")


def report_results(folder: Path, out: Path | None, scenario_file: Path | None) -> None:
    """Write the report of a folder, and say where it lies."""
    from bondsim.experiments.results import open_results
    from bondsim.experiments.showing.report import write_report

    if out is not None and out.suffix.lower() not in SUFFIXES:
        fail(f"{printable(out, 300)}: a report is written as {' or '.join(SUFFIXES)}")
    path = write_report(open_results(folder), out, scenario_file)
    console().print(printable(path, 500), soft_wrap=True)
    console(stderr=True).print("open it in a browser", style="dim")
