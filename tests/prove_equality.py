"""Prove that both engines give the same runs: 200 seeds of the rail yard at three parameter sets from both starts.

A hundred seeds of every other scenario: as it is, at an option of one of its choices, and, like each seed of the rail
yard too, at settings drawn anywhere within the hard bounds of all parameters. Units of as many teams as one says have
two here, and are followed for a year.
Every value of every step, and the whole world in every few steps and at the end, is compared by its bits; it ends with
status 1 where anything differs. As a script, for all scenarios or some:

    python tests/prove_equality.py [SEEDS] [SCENARIO ...]
"""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "engines"))

from equality import SETTINGS, STARTS, SWEPT, anywhere, compare, not_too_often, options, sample

from bondsim.engines.batch import compile, rules_digest
from bondsim.scenario import load, names
from bondsim.scenario.keys import Value

PROCESSES = 2
YEAR = 366  # days of a unit's life that are compared
WHOLE = 1 << 30  # steps of an incident: all


def points_of(name: str, seed: int) -> list[tuple[str, dict[str, Value]]]:
    """Design points at which a scenario is compared."""
    scenario = load(name)
    points: list[tuple[str, dict[str, Value]]] = [("anywhere within the bounds", anywhere(scenario, seed))]
    if name == "rail_yard":
        points += [(f"{n}, {s}", SETTINGS[n] | {"start": s}) for n, s in product(SETTINGS, STARTS)]
    else:
        some = options(scenario)
        points += [("as it is", {}), (str(some[seed % len(some)]), some[seed % len(some)])]
    return points


def compare_seed(job: tuple[str, int]) -> tuple[int, int, list[str]]:
    """Runs, values compared and differences of one seed of a scenario at all its design points."""
    name, seed = job
    scenario = load(name)
    runs, values, differing = 0, 0, []
    for label, settings in points_of(name, seed):
        if "unit.teams" in scenario.keys:
            setup = sample(scenario.setup(not_too_often(settings) | {"unit.teams": 2}, SWEPT), YEAR, WHOLE)
        else:
            setup = scenario.setup(settings, SWEPT)
        found = compare(setup, seed, replicate=seed % 7)
        runs += 1
        values += found.values
        differing += [f"{name}, seed {seed}, {label}: {line}" for line in found.differing]
    return runs, values, differing


def main(arguments: Sequence[str]) -> int:
    """Compare, print scenario by scenario what was compared, and return the exit status."""
    seeds = int(arguments[0]) if arguments else 200
    chosen = arguments[1:] or names()
    compile(map(load, chosen), print)
    print(f"model {rules_digest()[:12]}, both engines, every value of every step", flush=True)
    differing = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for name in chosen:
            began = time.perf_counter()
            n = seeds if name == "rail_yard" else (seeds + 1) // 2
            found = list(pool.map(compare_seed, [(name, seed) for seed in range(n)]))
            differing += [line for _, _, lines in found for line in lines]
            print(
                f"{name}: {n} seeds, {sum(f[0] for f in found)} runs, {sum(f[1] for f in found):,} values compared, "
                f"{sum(len(f[2]) for f in found)} columns differ, {time.perf_counter() - began:.0f} s",
                flush=True,
            )
    print(*differing[:50], sep="\n", end="\n" if differing else "")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
