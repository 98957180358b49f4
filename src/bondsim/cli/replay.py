"""`bondsim replay`: one run told as a time line, alone or beside its what-if twin."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.terminal import console, fail, print_table, program, settings_from
from bondsim.documents import printable

if TYPE_CHECKING:
    from bondsim.engines.run import Run
    from bondsim.scenario import Setup

LEAST_SIDE = 34  # letters of one of two time lines beside each other


def replay_run(
    what: str,
    *,
    seed: int | None,
    point: int | None,
    replicate: int,
    settings: list[str],
    what_if: list[str],
    about: list[str],
    scenario_file: Path | None,
) -> None:
    """Tell a run of a scenario, or one that a result folder holds, of everybody or of some."""
    heading, run = chosen_run(
        what, seed=seed, point=point, replicate=replicate, settings=settings, scenario_file=scenario_file
    )
    changes = settings_from(what_if, "--what-if")
    try:
        run.events_of(about)
    except ValueError as error:
        fail(f"--about: {printable(str(error), 1_000)}")
    if changes:
        _tell_twins(heading, run, changes, about)
    else:
        _tell(heading, run, about)


def chosen_run(
    what: str,
    *,
    seed: int | None,
    point: int | None,
    replicate: int,
    settings: list[str],
    scenario_file: Path | None,
) -> tuple[str, Run]:
    """A heading, and the run that the options of a command name: of a scenario, or of a result folder."""
    if Path(what).is_dir():
        if seed is not None or settings:
            fail("--seed and --set belong to a scenario; a recorded run has its own (--what-if changes them)")
        return _recorded(Path(what), point, replicate, scenario_file)
    if point is not None or scenario_file is not None:
        fail(f"--point and --scenario belong to a result folder, and there is no folder {printable(what)}")
    run = _simulated(what, seed or 0, replicate, settings_from(settings))
    return f"{run.scenario.name}, seed {run.seed}, replicate {replicate}", run


def _simulated(name: str, seed: int, replicate: int, settings: Mapping[str, str]) -> Run:
    from bondsim.engines.run import check_address, prepare
    from bondsim.experiments.folder.manifest import near
    from bondsim.scenario.acting import idle_keys

    if "/" in name and not name.endswith((".yaml", ".yml")):
        hint = near(Path(name)) or ", and a scenario is a name or a .yaml file"
        fail(f"there is no folder {printable(name, 300)}{printable(hint, 300)}")
    check_address(seed, replicate)
    setup = prepare(name, settings)
    for key, reason in idle_keys(setup.scenario, setup.settings, [setup.settings]).items():
        print(printable(f"note: {key} changes nothing here: {reason}", 500), file=sys.stderr)
    return _run(setup, seed, replicate)


def _run(setup: Setup, seed: int, replicate: int) -> Run:
    """A run and its events, once the model is compiled."""
    from bondsim.engines.batch import compile
    from bondsim.engines.run import run_setup

    compile([setup], lambda text: console(stderr=True).print(text, style="dim"))
    return run_setup(setup, seed, replicate, with_series=False)


def _recorded(folder: Path, point: int | None, replicate: int, scenario_file: Path | None) -> tuple[str, Run]:
    """A heading, and the run again that a result folder holds."""
    from bondsim.experiments.reading.replay import differences, recorded_run, same_scenario
    from bondsim.experiments.results import open_results

    results = open_results(folder)
    last = len(results.points) - 1
    if point is None:
        fail(f"--point: say which of {folder}, 0 to {last}; {program()} show {folder} lists them")
    if point > last:
        fail(
            f"--point: {folder} has no point {point}; it has 0 to {last}, which {program()} show {folder} lists"
        )
    row = recorded_run(results, point, replicate)
    scenario = same_scenario(results, scenario_file)
    settings = results.settings(point)
    run = _run(scenario.setup(settings, results.swept()), results.seed(point), replicate)
    for name, (then, now) in differences(results, row, run.outcomes).items():
        fail(f"this run did not come again as it was: {name} was {then} and is {now}; that is a defect")
    told = ", ".join(f"{key} = {_value(value)}" for key, value in settings.items()) or "nothing varied"
    return f"{results.folder.resolve().name}, point {point} ({told}), replicate {replicate}", run


def _tell(heading: str, run: Run, about: list[str]) -> None:
    screen = console()
    screen.print(printable(heading, 1_000), style="bold", soft_wrap=True)
    screen.print()
    _print_lines(run.timeline(about))
    if not about:  # outcomes are those of all
        screen.print()
        print_table(
            ["outcome", "value"],
            [(name, _with_unit(run, name, value)) for name, value in run.outcomes.items()],
        )


def _tell_twins(heading: str, run: Run, changes: Mapping[str, str], about: list[str]) -> None:
    from bondsim.engines.replay import beside, twin

    other = twin(run, changes)
    screen = console()
    title = "what if " + ", ".join(f"{key} = {value}" for key, value in changes.items())
    screen.print(printable(f"{heading}; beside it {title}", 1_000), style="bold", soft_wrap=True)
    screen.print()
    width = max(LEAST_SIDE, (screen.width - 3) // 2)
    _print_lines(beside(run, other, ("as it was", title), width, about))
    if about:  # outcomes are those of all
        return
    screen.print()
    print_table(
        ["outcome", "as it was", "what if", ""],
        [
            (
                name,
                _with_unit(run, name, value),
                _with_unit(other, name, its),
                "" if value == its else "differs",
            )
            for (name, value), its in zip(run.outcomes.items(), other.outcomes.values(), strict=True)
        ],
    )


def _print_lines(text: str) -> None:
    screen = console()
    for line in text.splitlines():
        screen.print(printable(line, 1_000), soft_wrap=True)


def _with_unit(run: Run, name: str, value: object) -> str:
    return f"{_value(value)} {run.scenario.outcomes[name].unit}".rstrip() if value is not None else "-"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
