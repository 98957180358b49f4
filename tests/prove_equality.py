"""Prove that both engines give the same runs: 200 seeds at three parameter sets from both starts.

Each seed is also run once at settings drawn anywhere within the hard bounds of all parameters.
Every value of every step is compared by its bits; it ends with status 1 where anything differs. As a script:

    python tests/prove_equality.py [SEEDS]
"""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "engines"))

from equality import SETTINGS, STARTS, SWEPT, anywhere, compare

from bondsim.engines.batch import compile, rules_digest
from bondsim.scenario import load

PROCESSES = 2


def compare_seed(seed: int) -> tuple[int, int, list[str]]:
    """Runs, values compared and differences of one seed at all design points."""
    runs, values, differing = 0, 0, []
    scenario = load("rail_yard")
    points = [(f"{n}, {start}", s | {"start": start}) for (n, s), start in product(SETTINGS.items(), STARTS)]
    for name, settings in [*points, ("anywhere within the bounds", anywhere(scenario, seed))]:
        found = compare(scenario.setup(settings, SWEPT), seed, replicate=seed % 7)
        runs += 1
        values += found.values
        differing += [f"seed {seed}, {name}: {line}" for line in found.differing]
    return runs, values, differing


def main(arguments: Sequence[str]) -> int:
    """Compare, print what was compared, and return the exit status."""
    seeds = int(arguments[0]) if arguments else 200
    began = time.perf_counter()
    compile(print)
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = list(pool.map(compare_seed, range(seeds)))
    differing = [line for _, _, lines in found for line in lines]
    points = f"{len(SETTINGS)} parameter sets x {len(STARTS)} starts, and a point anywhere in bounds"
    print(f"model {rules_digest()[:12]}: {seeds} seeds, each at {points}")
    print(f"{sum(f[0] for f in found)} runs in both engines, {time.perf_counter() - began:.0f} s")
    print(f"{sum(f[1] for f in found):,} values compared bit for bit, {len(differing)} columns differ")
    print(*differing[:50], sep="\n", end="\n" if differing else "")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
