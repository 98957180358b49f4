"""`bondsim plot`: the figures of a result folder, as files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail, settings_from
from bondsim.documents import printable
from bondsim.plots.kinds import AGENT, BEST, FACTOR, KINDS, OUTCOME, VARIABLE

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import PlotSpec
    from bondsim.experiments.results import Results

FOLDER = "figures"
FORMATS = (".png", ".svg", ".pdf")
NAMED = {FACTOR: "KEY", OUTCOME: "OUTCOME", VARIABLE: "AGENT.VARIABLE", AGENT: "AGENT", BEST: "high|low"}


def plot_results(
    folder: Path, kind: str | None, options: dict[str, str | None], at: list[str], out: Path | None
) -> None:
    """Draw the configured figures of a folder, or the one that is described."""
    from bondsim.experiments.results import open_results

    results = open_results(folder)
    if kind is None:
        if out or at or any(options.values()):
            fail(
                f"--out, --at and {', '.join(map(_option, options))} describe a figure of your own: give its --kind too"
            )
        paths = draw_configured(results)
        if not paths:
            fail(f"{folder}: its config has no figures; describe one: --kind response --x KEY --y OUTCOME")
    else:
        paths = [draw_one(results, described(kind, options), out, settings_from(at, "--at"))]
    for path in paths:
        console().print(printable(path, 500), soft_wrap=True)


def described(kind: str, options: dict[str, str | None]) -> PlotSpec:
    """The figure that the options describe."""
    from bondsim.experiments.planning.plan import PlotSpec

    given = {name: value for name, value in options.items() if value is not None}
    takes = KINDS[kind]
    if not takes.needs.keys() <= given.keys():
        needed = " ".join(f"{_option(name)} {NAMED[what]}" for name, what in takes.needs.items())
        fail(f"--kind {kind} needs {needed}")
    for name in given.keys() - takes.options.keys():
        kinds = ", ".join(each for each, other in KINDS.items() if name in other.options)
        fail(
            f"{_option(name)} belongs to --kind {kinds}; {kind} takes {' '.join(map(_option, takes.options))}"
        )
    return PlotSpec(kind, **given)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def draw_configured(results: Results) -> list[Path]:
    """Draw the figures that the config asks for, into the result folder; where they lie."""
    from bondsim.experiments.planning.plan import PlotSpec

    specs = [PlotSpec(**spec) for spec in results.config.get("plots", [])]
    return [
        draw_one(results, spec, results.folder / FOLDER / file_name(i, spec))
        for i, spec in enumerate(specs, 1)
    ]


def draw_one(
    results: Results, spec: PlotSpec, path: Path | None, at: Mapping[str, str] | None = None
) -> Path:
    """Draw one figure into a file, by default in the result folder; where it lies."""
    from bondsim.experiments.reading.drawing import OVER_DRAWS
    from bondsim.plots import draw

    path = path or results.folder / FOLDER / file_name(0, spec, at)
    if path.suffix.lower() not in FORMATS:
        fail(f"{path}: a figure is written as {', '.join(FORMATS)}")
    try:
        figure = draw(results.over_draws if spec.kind in OVER_DRAWS else results, spec, at)
    except ValueError as error:  # a name or a level that is not in these results
        fail(str(error))
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    return path


def file_name(number: int, spec: PlotSpec, at: Mapping[str, str] | None = None) -> str:
    """Name of a figure's file, such as ``1-response-rescued-dog_bond-train_warning_s.png``."""
    first, *others = (
        ("value", "x", "y") if KINDS[spec.kind].options.get("value") else ("y", "x", "by", "event")
    )
    names = [name for part in (first, *others) if (name := getattr(spec, part))]
    held = [f"{key}_{level}" for key, level in (at or {}).items()]
    words = [re.sub(r"[^A-Za-z0-9]+", "_", name) for name in (*names, *held)]
    return "-".join([*([str(number)] if number else []), spec.kind, *words]) + ".png"
