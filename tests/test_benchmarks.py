"""The Mesa models that speed is compared with are the same incident as bondsim's rail yard, in all that comes of it.

With luck of their own they give the same distributions; with bondsim's luck they give the same runs.
"""

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from alike import apart, ours, theirs
from mesa_grid import CellRailYard, MultiRailYard, pace_map
from mesa_plain import RailYard

from bondsim.rules.maths import normal_quantile
from bondsim.scenario import load
from bondsim.streams import CHOICE, FORCE, RADIO, SENSES, STANCE, WORLD, towards, uniform

FAR = 4.0  # standard errors; once in some sixteen thousand comparisons of the same thing
SHARED = {
    "rescued", "disobeyed", "first_disobey_s", "encouraged_s", "time_to_clear_s", "backup_s", "informed_s",
    "force_margin", "dog_alive", "dog_pulls", "responder_pulls", "dragged_m", "dog_bond_after",
    "dog_trust_after", "handler_trust_after", "duration_s",
}  # fmt: skip


SEED = 1
YARD = load("rail_yard")
SETUP = YARD.setup({})
IDS = dict(zip(YARD.cast, map(int, SETUP.agents["id"]), strict=True))
TRAIN = int(SETUP.hazards[0]["id"])


class BondsimsLuck:
    """Stands in for a model's `random`: each draw is the one that bondsim makes for the same purpose in that run."""

    def __init__(self, model: RailYard, replicate: int) -> None:
        self.model = model
        self.replicate = replicate
        self.message = iter(
            [
                (towards(WORLD, IDS["handler"]), IDS["dispatcher"], 3),  # x and y of the position reported
                (towards(WORLD, IDS["handler"]), IDS["dispatcher"], 5),
                (WORLD, IDS["dispatcher"], 1),  # the delay
            ]
        )

    def uniform(self, stream: int, who: int, step: int) -> float:
        return float(uniform(SEED, self.replicate, stream, who, step))

    def of_caller(self) -> float:
        """The draw that belongs to the method that asks."""
        caller = sys._getframe(2)
        me, now = self.name(caller.f_locals["self"]), self.model.now
        return {
            "__init__": lambda: self.uniform(WORLD, 0, 0),
            "listen": lambda: self.uniform(towards(SENSES, TRAIN), IDS[me], now),
            "sees": lambda: self.uniform(towards(SENSES, IDS["handler"]), IDS[me], now),
            "choose": lambda: self.uniform(CHOICE, IDS[me], now),
            "take_hold": lambda: self.uniform(FORCE, IDS[me], now),
            "radio": lambda: self.uniform(RADIO, IDS[me], now),
            "hear": lambda: self.uniform(*next(self.message)),
        }[caller.f_code.co_name]()

    def name(self, asks: object) -> str:
        cast = vars(self.model)
        named = {"handler": cast.get("handler"), "dog": cast.get("dog")}
        named |= {f"responder_{k}": who for k, who in enumerate(cast.get("responders", ()), 1)}
        return next((name for name, who in named.items() if who is asks), "")

    def random(self) -> float:
        return self.of_caller()

    def gauss(self, mean: float, sd: float) -> float:
        return mean + sd * normal_quantile(self.of_caller())

    def expovariate(self, rate: float) -> float:
        return -math.log(self.uniform(STANCE, IDS["handler"], 0)) / rate

    def choices(self, actions: list[str], weights: list[float]) -> list[str]:
        share = dict(zip(actions, weights, strict=True))
        actions = sorted(actions, key=["pull", "guard", "withdraw", "travel"].index)
        point = self.of_caller() * sum(share[action] for action in actions)
        below = np.cumsum([0.0] + [share[action] for action in actions[:-1]])
        return [actions[max(k for k, b in enumerate(below) if b <= point)]]


class SameLuck(RailYard):
    """The plain model with the luck of the run of bondsim whose number it is given as its seed."""

    def __init__(self, bond: float, warning_s: float, rng: int) -> None:
        self.replicate = rng
        super().__init__(bond, warning_s, rng=rng)

    def make_space(self) -> None:
        self.random = BondsimsLuck(self, self.replicate)


def differing(bond: float, warning_s: float, runs: int) -> dict[str, list[int]]:
    """Runs in which an outcome of the plain model with bondsim's luck is not bondsim's own."""
    expected, found = ours(runs, bond, warning_s), theirs(SameLuck, range(runs), bond, warning_s)
    same = {n: np.isclose(expected[n], v, rtol=0, atol=1e-6, equal_nan=True) for n, v in found.items()}
    return {name: list(np.flatnonzero(~ok)) for name, ok in same.items() if not ok.all()}


def far(found: dict[str, float]) -> dict[str, float]:
    return {name: round(z, 1) for name, z in found.items() if abs(z) >= FAR}


def test_the_plain_model_is_the_same_incident():
    found = apart(ours(3000, 0.7, 45.0), theirs(RailYard, range(300), 0.7, 45.0))
    assert {name for name in found if not name.startswith("no ")} == SHARED
    assert not far(found)


@pytest.mark.parametrize(("bond", "warning_s"), [(0.7, 45.0), (0.0, 15.0), (0.4, 90.0)])
def test_with_the_same_luck_it_is_the_same_run(bond, warning_s):
    assert not differing(bond, warning_s, 30)


def test_a_model_that_has_drifted_is_seen(monkeypatch):
    monkeypatch.setattr("mesa_plain.P_MESSAGE", 0.2)
    monkeypatch.setattr("mesa_plain.SLIP", 0.6)
    found = far(apart(ours(3000, 0.7, 45.0), theirs(RailYard, range(100), 0.7, 45.0)))
    assert {"informed_s", "dragged_m"} <= set(found)
    assert {"informed_s", "dragged_m"} <= set(differing(0.7, 45.0, 10))


@pytest.mark.parametrize(("model", "runs"), [(MultiRailYard, 4), (CellRailYard, 1)])
def test_on_a_grid_it_is_the_same_run(model, runs):
    plain, grid = (theirs(m, range(runs), 0.7, 60.0) for m in (RailYard, model))
    assert {name: repr(v) for name, v in grid.items()} == {name: repr(v) for name, v in plain.items()}


def test_the_grid_has_the_ground_of_the_map():
    assert (pace_map() == YARD.grounds["pace"][YARD.map.terrain].T).all()


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("warning_s", [15.0, 30.0, 45.0, 90.0])
@pytest.mark.parametrize("bond", [0.0, 0.4, 0.9])
def test_the_plain_model_is_the_same_incident_everywhere(bond, warning_s):
    first = int(1e6 * bond + 1e3 * warning_s)  # runs of their own
    found = apart(
        ours(10_000, bond, warning_s), theirs(RailYard, range(first, first + 1000), bond, warning_s)
    )
    assert not far(found)
    assert not differing(bond, warning_s, 300)
