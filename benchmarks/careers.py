"""Careers: how many a second, against Mesa objects, and how the cost of a unit grows with its teams and years."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from scenarios import compiled, least

from bondsim.engines.batch import run_block
from bondsim.engines.mesa.record import live
from bondsim.scenario import Setup, load, names

TEAMS, YEARS = 20, 12


def units(setup: Setup, n: int, seed: int) -> None:
    """Run n units of a setup."""
    run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, seed))


def ten_thousand(quick: bool) -> tuple[float, float]:
    """Wall time (s) of 10,000 careers of a team on two threads, and incidents simulated in one of them."""
    scenario = load("careers")
    setup = scenario.setup({"unit.teams": TEAMS, "unit.years": YEARS})
    n, threads, blocks = (50 if quick else 500), 2, 10
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda seed: units(setup, n // blocks, seed), range(blocks)))
    wall = (time.perf_counter() - start) * 500 / n
    some = run_block([setup], np.zeros(4, int), np.arange(4), np.ones(4, int))
    return wall, float(some.outcomes[:, list(scenario.outcomes).index("incidents")].mean()) / TEAMS


def eight_units(setup: Setup) -> float:
    """Time of one of eight units, s."""
    return least(lambda: units(setup, 8, 1), 3) / 8


def report(quick: bool) -> None:
    """Print rate, ratio and growth."""
    wall, incidents = ten_thousand(quick)
    print(
        f"  10,000 careers of a team ({500} units of {TEAMS} over {YEARS} years): {wall:.0f} s on two threads, "
        f"{10_000 / wall:,.0f} a second, with {incidents:.0f} simulated incidents in each"
    )
    scenario = load("careers")
    small = {"unit.teams": 4, "unit.years": 1}
    setup = scenario.setup(small)
    one = least(lambda: units(setup, 20, 1), 3) / 20
    objects = least(lambda: live(setup, 1, 0).run_to_end(), 1 if quick else 3)
    print(f"  four teams over a year: {one * 1e3:.1f} ms, {objects / one:,.0f} times Mesa objects")
    for key, levels, fixed in (
        ("unit.teams", (5, 10, 20), {"unit.years": 4}),
        ("unit.years", (3, 6, 12), {"unit.teams": 10}),
    ):
        took = [eight_units(scenario.setup(fixed | {key: level})) for level in levels]
        ratios = ", ".join(f"{b / a:.2f}" for a, b in pairwise(took))
        times = ", ".join(f"{t * 1e3:.0f}" for t in took)
        print(f"  {key} {levels}: {times} ms a unit; each doubling costs {ratios} times as much")
    for name in names():
        if not load(name).is_career or name == "careers":
            continue
        print(f"  {name}: {compiled(load(name)) * 1e3:.2f} ms a run")
