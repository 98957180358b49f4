"""Variants of the scenarios of the catalogue, written as files and read again."""

from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

import bondsim.scenario
from bondsim import state
from bondsim.records import MAX_CELLS
from bondsim.scenario import Scenario, load

DATA = Path(bondsim.scenario.__file__).parent / "data"
FAR_M = 500.0


def rewritten(name: str, folder: Path, change) -> Scenario:
    """A scenario whose file and rows of the map went through ``change(file, rows)``, which may alter both."""
    file = load(name).file.model_dump(exclude_none=True, exclude_defaults=True)
    has_map = "map" in file
    rows = (DATA / file["map"]["file"]).read_text().splitlines() if has_map else []
    change(file, rows)
    if has_map:
        (folder / file["map"]["file"]).write_text("\n".join(rows) + "\n")
    path = folder / f"{name}.yaml"
    with path.open("w") as out:
        YAML().dump(file, out)
    return load(path)


def with_bystander(name: str, folder: Path) -> Scenario:
    """The map goes on as at its right edge, and there, far away, stands somebody, first in the cast."""

    def change(file, rows):
        if not rows:  # a career has no map: there, somebody whom nobody knows
            file["cast"] = {"bystander": {"role": "civilian"}} | file["cast"]
            return
        more = round(FAR_M / file["map"]["cell_m"])
        more = min(more, MAX_CELLS // len(rows) - len(rows[0]))
        places = file["map"]["places"]
        ground = [places[row[-1]]["ground"] if row[-1] in places else row[-1] for row in rows]
        rows[:] = [row + g * more for row, g in zip(rows, ground, strict=True)]
        rows[-1] = rows[-1][:-1] + "¤"
        grounds = file["map"]["grounds"]
        free = [g for g in (ground[-1], *grounds) if not grounds[g].get("solid")]
        places["¤"] = {"name": "far corner", "ground": free[0]}
        file["cast"] = {"bystander": {"role": "civilian", "at": "¤"}} | file["cast"]

    return rewritten(name, folder, change)


def turned_round(name: str, folder: Path) -> Scenario:
    """The cast is listed the other way round."""

    def change(file, rows):
        file["cast"] = dict(reversed(file["cast"].items()))

    return rewritten(name, folder, change)


PLACES = {f.name for f in state.AGENT if f.text.startswith("place in the cast")}


def assert_same_lives(one: Scenario, here, other: Scenario, there) -> None:
    """Both blocks hold the same outcomes and, for each agent of the first, the same history."""
    assert here.outcomes.tobytes() == there.outcomes.tobytes()
    listed = [other.cast.index(agent) for agent in one.cast]
    for name in here.series:
        mine = here.series[name].reshape(-1, len(one.cast))
        yours = there.series[name].reshape(-1, len(other.cast))[:, listed]
        if name in PLACES:  # the same agents, wherever they are listed
            mine, yours = (np.array([*s.cast, ""])[k] for s, k in ((one, mine), (other, yours)))
        if mine.dtype.kind == "f":
            mine, yours = (np.ascontiguousarray(values).view(np.int64) for values in (mine, yours))
        assert np.array_equal(mine, yours), name
