"""`bondsim watch` and `bondsim explore`: one run, or a sweep and its runs, in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail, must_exist, settings_from
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.live.watched import Ask
    from bondsim.scenario.keys import Value


def watch_scenario(
    what: str,
    seed: int | None,
    replicate: int,
    settings: list[str],
    vary: list[str],
    port: int | None,
    open_page: bool,
) -> None:
    """Serve the page of a run of a scenario, or of the scenario that an experiment is about."""
    from bondsim.live.factors import factors
    from bondsim.live.server import require_pages, serve

    ask, varied = _asked(what, seed, replicate, settings_from(settings))
    try:
        offered = factors(ask.scenario, ask.settings, vary or varied)
    except ValueError as error:
        fail(f"--vary {error}")
    require_pages()
    from bondsim.live.page import Page, Stage, show

    show(Stage(ask, offered, ask.scenario.title))
    serve(Page, f"bondsim: {ask.scenario.name}", port=port, say=_say, open_page=open_page)
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


def _asked(what: str, seed: int | None, replicate: int, settings: dict[str, str]) -> tuple[Ask, list[str]]:
    """The run that is asked for, and what the experiment varies, where it is one."""
    from bondsim.documents import read
    from bondsim.live.watched import Ask
    from bondsim.scenario import is_scenario, load

    fixed: dict[str, Value] = {}
    varied: list[str] = []
    is_file = what.endswith((".yaml", ".yml"))
    if "/" in what and not is_file:
        fail(f"{printable(what)}: want a scenario's name or a .yaml file; result folders are for `explore`")
    if not is_file:
        scenario = load(what)
    else:
        must_exist(Path(what))
        if is_scenario(read(Path(what))):
            scenario = load(Path(what))
        else:
            from bondsim.experiments import Experiment

            plan = Experiment.load(what).plan
            scenario, fixed, varied = plan.scenario, plan.fixed, list(plan.factors)
            seed = plan.seed if seed is None else seed
    ask = Ask(scenario, {**fixed, **scenario.parse(settings)}, seed or 0, replicate)
    ask.setup()
    if varied:
        varied += [name for name in scenario.file.choices if name not in varied]
    return ask, varied
