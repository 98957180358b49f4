"""`bondsim export`: results for other programs, and for an archive."""

from __future__ import annotations

from pathlib import Path

from bondsim.cli.check import size_text
from bondsim.cli.terminal import console
from bondsim.documents import printable


def export_results(folder: Path, form: str, out: Path | None) -> None:
    """Write the results of a folder in another form, and say where."""
    from bondsim.experiments.upkeep.export import export

    written = export(folder, form, out)
    paths = [path for path in written.rglob("*") if path.is_file()] if written.is_dir() else [written]
    size = size_text(sum(path.stat().st_size for path in paths))
    console().print(f"{printable(written, 500)} ({size})", soft_wrap=True)
