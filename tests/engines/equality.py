"""Whether both engines give the same run, bit for bit.

`compare` looks at what a run records, which is the state of all agents and what they hold towards their partners in
every step, all events and the outcomes; and at the whole world, with beliefs, hazards, clock, tally and what each holds
towards each, in every few steps and at the end. `differences` compares one run. `SETTINGS` and `STARTS` are the design
points at which the tests compare a few seeds, and `tests/prove_equality.py` two hundred.
"""

import random
from dataclasses import dataclass, field, replace

import numpy as np
from worlds import LastIncidents, World, numbers, watched

from bondsim.engines.batch.image import Image
from bondsim.engines.mesa.record import live, recorded
from bondsim.engines.recording import Recording
from bondsim.engines.run import run_setup
from bondsim.scenario import Scenario, SettingsError, Setup, load
from bondsim.scenario.keys import Value

STARTS = ("trapped", "pursuit")
SETTINGS = {
    "as it comes": {},
    "ice, cold and a tired leg": {
        "weather.temperature_c": -15,
        "ground.ice": True,
        "handler.wear": 0.8,
        "handler.drive": 1,
        "pursuit.backup_s": 300,
        "fall.p_caught": 0.7,
        "dog.bond": 0.4,
        "dog.stress": 0.5,
        "train.warning_s": 25,
        "suspect.boldness": 0.1,
    },
    "help comes soon": {
        "baseline": "shuffled_bond",
        "dog.age_y": 10,
        "radio.p_message": 1,
        "radio.dispatch_s": 8,
        "responder_1.travel_s": 5,
        "responder_2.travel_s": 12,
        "responder_1.sight_m": 5,
        "train.warning_s": 90,
        "train.braking_m_s2": 0.35,
        "ground.friction": 0.3,
        "sense.look_s": 0.5,
        "pursuit.no_solo": True,
    },
}
SWEPT = {"dog.bond": (0.1, 0.5, 0.9)}


def anywhere(scenario: Scenario, number: int) -> dict[str, Value]:
    """Settings drawn anywhere within the hard bounds, often on them, for some of the keys of a scenario.

    Groups whose values cannot all be so at once, and are refused for it, stay as they are.
    """
    rng = random.Random(number)
    settings: dict[str, Value] = {}
    for key in rng.sample(list(scenario.keys.values()), rng.choice((5, 20, 80))):
        if key.kind == "choice":
            settings[key.name] = rng.choice(key.options)
        elif key.kind == "boolean":
            settings[key.name] = rng.random() < 0.5
        elif key.kind == "integer":
            settings[key.name] = rng.randint(int(key.low), int(key.high))
        else:
            within = rng.uniform(*key.range)
            settings[key.name] = rng.choice((key.low, key.high, rng.uniform(key.low, key.high), within))
    for name in scenario.hazard_names:
        if f"{name}.warning_s" in scenario.keys:
            settings |= {
                f"{name}.warning_s": rng.choice((0, 1, 8, 20)),
                f"{name}.speed_m_s": rng.choice((3, 25)),
            }
    while True:
        try:
            scenario.setup(settings, SWEPT)
        except SettingsError as error:
            refused = {name.split(".")[0] for name in error.problems}
            left = {k: v for k, v in settings.items() if k.split(".")[0] not in refused}
            if len(left) == len(settings):  # what they are refused for was set in another group
                left.pop(rng.choice(sorted(left)))
            settings = left
        else:
            return settings


def options(scenario: Scenario) -> list[dict[str, Value]]:
    """Every option of every choice of a scenario, one at a time; but those that it has anyway."""
    choices = scenario.file.choices.items()
    return [{n: option} for n, choice in choices for option in choice.options if option != choice.default]


@dataclass
class Comparison:
    """Two runs beside each other: how many values, and which differ."""

    values: int = 0
    differing: list[str] = field(default_factory=list)

    def arrays(self, name: str, left: np.ndarray, right: np.ndarray) -> None:
        """Compare two columns by their bits."""
        self.values += left.size
        if left.shape != right.shape or left.dtype != right.dtype:
            self.differing.append(f"{name}: {left.dtype}{left.shape} against {right.dtype}{right.shape}")
            return
        if left.dtype.kind == "f":
            left, right = left.view(np.int64), right.view(np.int64)
        off = np.flatnonzero((left != right).ravel())
        if off.size:
            self.differing.append(f"{name}: {off.size} of {left.size}, first at {off[0]}")

    def columns(self, name: str, left: dict[str, np.ndarray], right: dict[str, np.ndarray]) -> None:
        """Compare two tables, column by column."""
        if list(left) != list(right):
            self.differing.append(f"{name}: other columns")
            return
        for column in left:
            self.arrays(f"{name}.{column}", left[column], right[column])

    def worlds(self, name: str, image: Image, left: np.ndarray, right: np.ndarray) -> None:
        """Compare images of whole worlds, shape (n, words); name the variables that differ."""
        if left.shape != right.shape or np.array_equal(left, right):
            self.arrays(name, left, right)
            return
        for part, (_, shape) in image.parts.items():
            if 0 not in shape:
                here, there = (dict(numbers(f"{name}.{part}", image.part(v, part))) for v in (left, right))
                for variable in here:
                    self.arrays(variable, here[variable], there[variable])


def compare(setup: Setup, seed: int, replicate: int) -> Comparison:
    """One run in both engines."""
    world = World(setup)
    batch = run_setup(setup, seed, replicate, "batch").block
    batch_rows = world.rows(seed, replicate)
    with LastIncidents() as lived:
        model = live(setup, seed, replicate)
        mesa_rows = watched(model, world)
        mesa = recorded(model, Recording(every_s=setup.scenario.dt_s, events=True))
    found = Comparison()
    found.arrays("outcomes", batch.outcomes, mesa.outcomes)
    found.arrays("status", batch.status, mesa.status)
    found.columns("series", batch.series, mesa.series)
    found.columns("events", batch.events, mesa.events)
    found.worlds("on the way", world.image, batch_rows, np.concatenate(mesa_rows))
    found.worlds("at the end", world.image, world.end(), world.packed(model.world))
    found.columns(
        "trail", *(dict(numbers("point", t)) for t in (world.trail(), world.packed_trail(model.world)))
    )
    for k, incident in enumerate(setup.incidents):
        if id(incident) in lived.of:
            inner = World(incident)
            last = inner.packed(lived.of[id(incident)].world)
            found.worlds(f"incident {k} at its end", inner.image, world.end_of_incident(k), last)
    return found


SAMPLE_STEPS = 250  # of long incidents the tests play the first steps; `tests/prove_equality.py` plays all


SAMPLE_OF_INCIDENT = 60  # and of an incident within a career
CALLS_A_MONTH = 3  # of those not more than these


def sample(setup: Setup, steps: int = SAMPLE_STEPS, of_incident: int = SAMPLE_OF_INCIDENT) -> Setup:
    """A start whose run is broken off after some steps, and incidents within it after some of theirs."""
    clock = setup.clock.copy()
    clock["max_steps"] = min(int(clock["max_steps"]), steps)
    inner = tuple(sample(incident, of_incident) for incident in setup.incidents)
    return replace(setup, clock=clock, incidents=inner)


def not_too_often(settings: dict[str, Value]) -> dict[str, Value]:
    """Settings of a unit, with no more incidents than one can wait for outside the compiled engine."""
    calls = min(float(settings.get("rota.calls_per_month", 0)), CALLS_A_MONTH)
    return settings | ({"rota.calls_per_month": calls} if "rota.calls_per_month" in settings else {})


def some_steps(scenario: Scenario) -> int:
    """Steps of a run that are enough to compare two casts: fewer where there are many in it."""
    return 600 if scenario.is_career and len(scenario.cast) > 40 else 2000


def differences(scenario, settings, seed: int, replicate: int) -> list[str]:
    """What differs between the engines in one run, a line each; nothing where they agree bit for bit."""
    return compare(load(scenario).setup(settings, SWEPT), seed, replicate).differing


def sampled_differences(scenario, settings, seed: int, replicate: int) -> list[str]:
    """The same over the first steps of a run; of a unit that has as many teams as one says, with two."""
    if "unit.teams" in load(scenario).keys:
        settings = {"unit.teams": 2} | not_too_often(settings)
    return compare(sample(load(scenario).setup(settings, SWEPT)), seed, replicate).differing
