"""`bondsim check`: the mistakes of a file; what an experiment will cost, from a short pilot of it."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bondsim.cli.progress import duration
from bondsim.cli.terminal import console, fail, must_be_config, print_json, program, settings_from
from bondsim.documents import printable, read

if TYPE_CHECKING:
    from bondsim.experiments.planning.plan import Plan


def check_file(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check an experiment, and say what it will cost; or a scenario, and say what is in it."""
    from bondsim.scenario import is_scenario

    must_be_config(file)
    if is_scenario(read(file)):
        if settings or threads is not None:
            fail("--set and --threads belong to an experiment, and this file is a scenario")
        check_scenario(file, as_json)
    elif is_search(file, settings):
        check_search(file, settings, threads, as_json)
    else:
        check_experiment(file, settings, threads, as_json)


def is_search(file: Path, settings: list[str]) -> bool:
    """Whether an experiment's file asks for a search."""
    from bondsim.experiments.config.layers import assemble

    return "optimise" in assemble(file, settings_from(settings)).names(())


def check_search(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check the search of a file, and say what it will cost."""
    from bondsim.experiments.search import Search
    from bondsim.experiments.upkeep.forecast import forecast

    wanted = Search.load(file, settings_from(settings))
    cost = forecast(wanted.base, threads, lambda text: print(printable(text, 500), file=sys.stderr))
    chosen, fresh = wanted.expected_runs
    seconds = (chosen + fresh) / cost.runs_per_s
    goals = {each.outcome: each.direction for each in wanted.objectives}
    if as_json:
        print_json(
            {
                "name": wanted.name,
                "scenario": wanted.base.scenario.name,
                "levers": [lever.as_json() for lever in wanted.levers],
                "objectives": goals,
                "trials": wanted.asked.trials,
                "runs": {"search": chosen, "fresh": fresh},
                "seconds": seconds,
                "notes": wanted.notes(),
                "config": wanted.config_hash,
            }
        )
        return
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(wanted.base.question, 500) or "none"),
        ("Scenario", f"{printable(wanted.base.scenario.name)}, seed {wanted.base.seed}"),
        ("Goals", ", ".join(f"{way} {outcome}" for outcome, way in goals.items())),
        ("Levers", ", ".join(lever.key for lever in wanted.levers)),
        ("Trials", f"{wanted.asked.trials:,}, and {wanted.asked.finalists} of them on fresh luck"),
        ("Runs", f"about {chosen + fresh:,}, {fresh:,} of them on fresh luck"),
        (
            "Time",
            f"about {duration(seconds)} ({cost.runs_per_s:,.0f} runs/s in a pilot of {cost.pilot_runs:,})",
        ),
        *(("Note", printable(note, 500)) for note in wanted.notes()),
        ("Next", f"{program()} optimise {printable(file, 300)}"),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def check_scenario(file: Path, as_json: bool) -> None:
    """Check a scenario's file and map, and say what is in them."""
    from bondsim.scenario import load

    scenario = load(file)
    height, width = scenario.map.terrain.shape
    place, clock = scenario.file.map, scenario.file.clock
    if as_json:
        print_json(
            {
                "name": scenario.name,
                "map": {"width": width, "height": height, "cell_m": place.cell_m} if place else None,
                "days": clock.days,
                "uses": scenario.file.uses,
                "cast": list(scenario.cast),
                "hazards": list(scenario.hazard_names),
                "choices": {name: list(choice.options) for name, choice in scenario.file.choices.items()},
                "keys": len(scenario.keys),
                "outcomes": list(scenario.outcomes),
            }
        )
        return
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(scenario.question, 500)),
        ("Map", f"{width} x {height} cells of {place.cell_m:g} m") if place else ("Days", f"{clock.days}"),
        ("Uses", ", ".join(("the core", *scenario.file.uses))),
        ("Cast", ", ".join(scenario.cast)),
        ("Hazards", ", ".join(scenario.hazard_names) or "none"),
        ("Choices", ", ".join(scenario.file.choices) or "none"),
        ("Keys", f"{len(scenario.keys):,} that can be set"),
        ("Outcomes", ", ".join(scenario.outcomes)),
        ("Next", f"{program()} replay {printable(file, 300)} --seed 1"),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def check_experiment(file: Path, settings: list[str], threads: int | None, as_json: bool) -> None:
    """Check the experiment of a file, and say what it will cost."""
    from bondsim.experiments.planning.notes import notes
    from bondsim.experiments.planning.plan import Plan
    from bondsim.experiments.upkeep.forecast import forecast

    plan = Plan.load(file, settings_from(settings))
    cost = forecast(plan, threads, lambda text: print(printable(text, 500), file=sys.stderr))
    least, most = len(plan.points) * plan.replicates.min, plan.max_runs
    if as_json:
        print_json(
            {
                "name": plan.name,
                "scenario": plan.scenario.name,
                "points": len(plan.points),
                "factors": {name: len({point[name] for point in plan.points}) for name in plan.factors},
                "uncertain": list(plan.uncertain),
                "draws": len(plan.draws.rows) if plan.draws else 0,
                "runs": {"least": least, "most": most, "expected": cost.runs},
                "seconds": cost.seconds,
                "memory_bytes": cost.memory_bytes,
                "bytes": cost.size_bytes,
                "passing_bytes": cost.passing_bytes,
                "notes": notes(plan),
                "config": plan.config_hash,
            }
        )
        return
    levers = [name for name in plan.factors if name not in plan.uncertain]
    sizes = {name: len({point[name] for point in plan.points}) for name in levers}
    varied = ", ".join(f"{printable(name)} at {size} levels" for name, size in sizes.items())
    runs = f"{most:,}" if least == most else f"{least:,} to {most:,}; about {cost.runs:,}, by the pilot"
    pace = f"{cost.runs_per_s:,.0f} runs/s in a pilot of {cost.pilot_runs:,}"
    screen = console()
    for name, text in (
        ("Right", f"{printable(file, 300)}: no mistakes found"),
        ("Question", printable(plan.question, 500) or "none"),
        ("Scenario", f"{printable(plan.scenario.name)}, seed {plan.seed}, {plan.pairing} luck"),
        ("Points", f"{len(plan.points):,}" + (f": {varied}" if varied else "")),
        *([("Draws", _draws(plan))] if plan.draws else []),
        ("Runs", runs),
        ("Time", f"{'under 1 s' if cost.seconds < 1 else 'about ' + duration(cost.seconds)} ({pace})"),
        ("Memory", f"about {size_text(cost.memory_bytes)}"),
        (
            "Disk",
            f"about {size_text(cost.size_bytes)}, and {size_text(cost.passing_bytes)} more until it is done",
        ),
        *(("Note", printable(note, 500)) for note in notes(plan)),
    ):
        screen.print(f"{name:<10}{text}", soft_wrap=True)


def _draws(plan: Plan) -> str:
    """How what is uncertain is drawn, in words."""
    assert plan.draws is not None
    n, keys = len(plan.draws.rows), printable(", ".join(plan.uncertain), 300)
    settings = len({tuple(v for k, v in point.items() if k not in plan.uncertain) for point in plan.points})
    return f"{n:,} ({plan.draws.kind}) of {keys}, the same at each of {settings:,} settings of the levers"


def size_text(size: float) -> str:
    """``340 kB``, ``1.2 GB``."""
    steps = ("bytes", "kB", "MB", "GB", "TB")
    power = min(len(steps) - 1, int(math.log(max(size, 1), 1000)))
    scaled = size / 1000**power
    return f"{scaled:.0f} {steps[power]}" if scaled >= 100 or power == 0 else f"{scaled:.1f} {steps[power]}"
