"""`bondsim plot`: the figures of a result folder, as files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.experiments.plan import PlotSpec
    from bondsim.experiments.results import Results

FOLDER = "figures"
FORMATS = (".png", ".svg", ".pdf")
NEEDED = {
    "response": {"x": "KEY", "y": "OUTCOME"},
    "heatmap": {"x": "KEY", "y": "KEY", "value": "OUTCOME"},
    "tradeoff": {"x": "OUTCOME", "y": "OUTCOME", "by": "KEY"},
}


def plot_results(
    folder: Path,
    kind: str | None,
    x: str | None,
    y: str | None,
    by: str | None,
    value: str | None,
    out: Path | None,
) -> None:
    """Draw the configured figures of a folder, or the one that is described."""
    from bondsim.experiments.results import open_results

    results = open_results(folder)
    if kind is None:
        if any((x, y, by, value, out)):
            fail("--x, --y, --by, --value and --out describe a figure of your own: give its --kind too")
        paths = draw_configured(results)
        if not paths:
            fail(f"{folder}: its config has no figures; describe one: --kind response --x KEY --y OUTCOME")
    else:
        paths = [draw_one(results, described(kind, x, y, by, value), out)]
    for path in paths:
        console().print(printable(path, 500), soft_wrap=True)


def described(kind: str, x: str | None, y: str | None, by: str | None, value: str | None) -> PlotSpec:
    """The figure that the options describe."""
    from bondsim.experiments.plan import PlotSpec

    given = {"x": x, "y": y, "by": by, "value": value}
    missing = [name for name in NEEDED[kind] if given[name] is None]
    if missing:
        options = " ".join(f"--{name} {what}" for name, what in NEEDED[kind].items())
        fail(f"--kind {kind} needs {options}")
    if kind != "heatmap" and value is not None:
        fail("--value belongs to --kind heatmap; the outcome of a response curve or a trade-off is --y")
    if kind == "heatmap" and by is not None:
        fail("--by belongs to --kind response and tradeoff; a heat map has --x, --y and --value")
    assert x is not None and y is not None
    return PlotSpec(kind, x, y, by=by, value=value)


def draw_configured(results: Results) -> list[Path]:
    """Draw the figures that the config asks for, into the result folder; where they lie."""
    from bondsim.experiments.plan import PlotSpec

    specs = [PlotSpec(**spec) for spec in results.config.get("plots", [])]
    return [
        draw_one(results, spec, results.folder / FOLDER / file_name(i, spec))
        for i, spec in enumerate(specs, 1)
    ]


def draw_one(results: Results, spec: PlotSpec, path: Path | None) -> Path:
    """Draw one figure into a file, by default in the result folder; where it lies."""
    from bondsim.plots import draw

    path = path or results.folder / FOLDER / file_name(0, spec)
    if path.suffix.lower() not in FORMATS:
        fail(f"{path}: a figure is written as {', '.join(FORMATS)}")
    try:
        figure = draw(results, spec)
    except ValueError as error:  # a name or a level that is not in these results
        fail(str(error))
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    return path


def file_name(number: int, spec: PlotSpec) -> str:
    """Name of a figure's file, such as ``1-response-rescued-dog_bond-train_warning_s.png``."""
    names = (spec.value, spec.x, spec.y) if spec.kind == "heatmap" else (spec.y, spec.x, spec.by)
    words = [re.sub(r"[^A-Za-z0-9]+", "_", name) for name in names if name]
    return "-".join([*([str(number)] if number else []), spec.kind, *words]) + ".png"
