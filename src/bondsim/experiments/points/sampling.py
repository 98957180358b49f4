"""Points in the unit cube, by SciPy's `qmc` and by SALib; what they draw follows from a seed and an address."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsim.experiments.config.design import (
    LatinHypercube,
    Morris,
    Random,
    Saltelli,
    Sobol,
)

type Sampler = LatinHypercube | Sobol | Random | Saltelli | Morris

BY_WORD: dict[str, type[Any]] = {
    "latin_hypercube": LatinHypercube,
    "sobol": Sobol,
    "random": Random,
    "saltelli": Saltelli,
    "morris": Morris,
}


@dataclass(frozen=True)
class Sample:
    """Points that were drawn, in the order in which their method made them.

    Attributes
    ----------
    kind : str
        The method, such as ``saltelli``.
    factors : tuple of str
        Keys that were drawn.
    rows : tuple of tuple
        Value of each factor, a tuple a row. Two rows may be the same: choices and whole numbers have few
        values.
    block : int
        Rows that belong together: those of a base point of Saltelli's, of a trajectory of Morris', else 1.
    steps : tuple of tuple, optional
        Of Morris' method, where each row lies in the unit cube.
    second_order : bool
        Of Saltelli's, whether there are rows for pairs.
    """

    kind: str
    factors: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    block: int = 1
    steps: tuple[tuple[float, ...], ...] = ()
    second_order: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the resolved config keeps it."""
        return {
            "kind": self.kind,
            "factors": list(self.factors),
            "rows": [list(row) for row in self.rows],
            "block": self.block,
            "steps": [list(step) for step in self.steps],
            "second_order": self.second_order,
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Sample":
        """The inverse of `as_json`."""
        tuples = {name: tuple(tuple(row) for row in said[name]) for name in ("rows", "steps")}
        return cls(**(said | tuples | {"factors": tuple(said["factors"])}))


def size(sampler: Sampler, n_factors: int) -> int:
    """Rows that a sampler makes."""
    return first(sampler) * block(sampler, n_factors)


def first(sampler: Sampler) -> int:
    """Rows, trajectories or base points, whichever the sampler counts."""
    if isinstance(sampler, Saltelli):
        return sampler.base
    return sampler.trajectories if isinstance(sampler, Morris) else sampler.points


def block(sampler: Sampler, n_factors: int) -> int:
    """Rows that belong together."""
    if isinstance(sampler, Saltelli):
        return 2 * n_factors + 2 if sampler.second_order else n_factors + 2
    return n_factors + 1 if isinstance(sampler, Morris) else 1


def not_a_power_of_two(sampler: Sampler) -> tuple[str, str] | None:
    """The field of a Sobol sequence that is no power of two, and what would do."""
    field = {Sobol: "points", Saltelli: "base"}.get(type(sampler))
    n = first(sampler)
    if field is None or n & (n - 1) == 0:
        return None
    below = 1 << (n.bit_length() - 1)
    return (
        field,
        f"want a power of two, as a Sobol sequence is balanced only then; {below:,} or {2 * below:,}",
    )


def generator(seed: int, address: str) -> np.random.Generator:
    """Random numbers of a part of a design: by the seed of the experiment and its address in the config."""
    digest = hashlib.sha256(f"design {seed} {address}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def unit_points(sampler: Sampler, n_factors: int, seed: int, address: str) -> NDArray[np.float64]:
    """Rows of a sampler in the unit cube, shape (rows, factors).

    Longer sequences of `Sobol` and of `Random` begin with the shorter ones; nothing depends on threads.

    Raises
    ------
    ModuleNotFoundError
        If SALib is needed and not installed.
    """
    rng = generator(seed, address)
    if isinstance(sampler, Random):
        return rng.random((sampler.points, n_factors))
    if isinstance(sampler, LatinHypercube):
        from scipy.stats import qmc

        return qmc.LatinHypercube(n_factors, rng=rng).random(sampler.points)
    if isinstance(sampler, Sobol):
        from scipy.stats import qmc

        return qmc.Sobol(n_factors, rng=rng).random(sampler.points)
    problem = {
        "num_vars": n_factors,
        "names": [f"x{i}" for i in range(n_factors)],
        "bounds": [[0.0, 1.0]] * n_factors,
    }
    if isinstance(sampler, Saltelli):
        from SALib.sample import sobol

        return sobol.sample(problem, sampler.base, calc_second_order=sampler.second_order, seed=rng)
    from SALib.sample import morris

    return morris.sample(problem, sampler.trajectories, num_levels=sampler.levels, seed=rng)
