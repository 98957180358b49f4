"""`bondsim watch` and `bondsim explore`: one run, or a sweep and its runs, in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail, settings_from
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.live.page import Stage


def watch_scenario(
    what: str,
    seed: int,
    replicate: int,
    settings: list[str],
    vary: list[str],
    port: int | None,
    open_page: bool,
) -> None:
    """Serve the page of a scenario's run."""
    from bondsim.live.server import require_pages, serve

    require_pages()
    stage = _stage(what, seed, replicate, settings_from(settings), vary)
    from bondsim.live.page import Page, show

    show(stage)
    serve(Page, f"bondsim: {stage.ask.scenario.name}", port=port, say=_say, open_page=open_page)
    console(stderr=True).print("stopped", style="dim")


def explore_results(folder: Path, scenario_file: Path | None, port: int | None, open_page: bool) -> None:
    """Serve the page of a result folder."""
    from bondsim.experiments.results import open_results
    from bondsim.live.server import require_pages, serve

    require_pages()
    from bondsim.live.explore import Page, Sweep, explore

    results = open_results(folder)
    if results.runs.empty:
        fail(f"{folder} has no runs yet")
    explore(Sweep(results, scenario_file))
    serve(Page, f"bondsim: {results.name}", port=port, say=_say, open_page=open_page)
    console(stderr=True).print("stopped", style="dim")


def _say(address: str) -> None:
    print(f"The page is at {address} (this machine only). Ctrl-C ends it.", flush=True)


def _stage(what: str, seed: int, replicate: int, settings: dict[str, str], vary: list[str]) -> Stage:
    from bondsim.engines.run import check_address
    from bondsim.live.factors import factors
    from bondsim.live.page import Stage
    from bondsim.live.watched import Ask
    from bondsim.scenario import load

    if "/" in what and not what.endswith((".yaml", ".yml")):
        fail(
            f"{printable(what)}: a scenario is a name or a .yaml file; a result folder is for `bondsim explore`"
        )
    check_address(seed, replicate)
    scenario = load(Path(what) if what.endswith((".yaml", ".yml")) else what)
    ask = Ask(scenario, scenario.parse(settings), seed, replicate)
    ask.setup()
    try:
        varied = factors(scenario, ask.settings, vary)
    except ValueError as error:
        fail(f"--vary {error}")
    return Stage(ask, varied, scenario.title)
