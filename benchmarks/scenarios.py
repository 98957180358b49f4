"""Each scenario of the catalogue: runs a second, against Mesa objects, and how its cost grows.

Mesa objects are bondsim's own Mesa engine: the same laws as plain Python on Mesa agents, which is what a model
written in Mesa alone would have to do as well. (The rail yard is also compared with models written without
bondsim, in `mesa_plain.py` and `mesa_grid.py`.)
"""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml_text

from bondsim.engines.batch import run_block
from bondsim.engines.mesa.model import Incident
from bondsim.scenario import Scenario, load


def least(case: Callable[[], None], rounds: int) -> float:
    """Least time of several, s."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        case()
        best = min(best, time.perf_counter() - start)
    return best


def compiled(scenario: Scenario, seconds: float = 0.4) -> float:
    """Time of one run on one thread, s."""
    setups = [scenario.setup({})]

    def block(n: int) -> None:
        run_block(setups, np.zeros(n, int), np.arange(n), np.ones(n, int))

    block(1)
    n = max(1, min(20_000, int(seconds / max(least(lambda: block(4), 2) / 4, 1e-6))))
    return least(lambda: block(n), 3) / n


def objects(scenario: Scenario, runs: int) -> float:
    """Time of one run of Mesa objects, s."""
    setup = scenario.setup({})

    def some() -> None:
        for replicate in range(runs):
            Incident(setup, 1, replicate).run_to_end()

    return least(some, 1) / runs


def agent_steps(scenario: Scenario, runs: int = 40) -> float:
    """Mean number of steps of a run, times the agents of its cast."""
    setup = scenario.setup({})
    steps = []
    for replicate in range(min(runs, 6)):
        model = Incident(setup, 1, replicate)
        model.run_to_end()
        steps.append(model.world.clock.step)
    return float(np.mean(steps)) * len(scenario.cast)


def growth(name: str) -> dict[str, list[float]]:
    """Time of a run relative to the scenario as it is: four times the map, more bystanders, twice the time."""
    base = compiled(load(name))
    with TemporaryDirectory(prefix="bondsim-") as folder:
        grown = yaml_text.variants(name, Path(folder))
        return {what: [compiled(load(path)) / base for path in paths] for what, paths in grown.items()}


def table(names: list[str], quick: bool) -> None:
    """Print a row a scenario."""
    heading = (
        "scenario",
        "runs/s",
        "ms a run",
        "x Mesa objects",
        "ns an agent-step",
        "map x4",
        "+8 agents",
        "+24 agents",
        "time x2",
    )
    print("  " + "  ".join(f"{cell:>16}" for cell in heading))
    for name in names:
        scenario = load(name)
        one = compiled(scenario)
        ratio = objects(scenario, 2 if quick else 10) / one
        cost = one / agent_steps(scenario) * 1e9
        grown = growth(name)
        cells = [f"{1 / one:,.0f}", f"{one * 1e3:.3f}", f"{ratio:,.0f}", f"{cost:.1f}"]
        once, twice = grown["time"]
        map4, more8, more24 = ([*grown["map"], None][0], *[*grown["agents"], None, None][:2])
        cells += [f"{v:.2f}" if v else "no room" for v in (map4, more8, more24, twice / once)]
        print("  " + "  ".join(f"{cell:>16}" for cell in [name, *cells]), flush=True)
