"""Larger variants of a scenario, written as files: more map, more bystanders, more time."""

from pathlib import Path

from ruamel.yaml import YAML

from bondsim.records import MAX_AGENTS, MAX_CELLS
from bondsim.scenario import load


def variants(name: str, folder: Path) -> dict[str, list[Path]]:
    """Paths of the variants of a scenario of the catalogue, by what has grown."""
    scenario = load(name)
    file = scenario.file.model_dump(exclude_none=True, exclude_defaults=True)
    source = Path(str(scenario_folder())) / file["map"]["file"]
    rows = source.read_text().splitlines()
    ground = next(iter(file["map"]["grounds"]))

    def write(label: str, changes: dict, lines: list[str]) -> Path:
        path = folder / f"{label}.yaml"
        changed = {**file, **changes, "map": {**file["map"], "file": f"{label}.txt"}}
        (folder / f"{label}.txt").write_text("\n".join(lines) + "\n")
        with path.open("w") as out:
            YAML().dump(changed, out)
        return path

    wide = [row + ground * len(row) for row in rows]
    wide += [ground * len(wide[0])] * len(rows)
    grown: dict[str, list[Path]] = {"map": [], "agents": [], "time": []}
    if len(wide) * len(wide[0]) <= MAX_CELLS:
        grown["map"].append(write("map", {}, wide))
    letter = next(iter(file["map"]["places"]))
    for more in (8, 24):
        if len(scenario.cast) + more <= MAX_AGENTS:
            cast = {**file["cast"], "bystander": {"role": "civilian", "count": more, "at": letter}}
            grown["agents"].append(write(f"agents{more}", {"cast": cast}, rows))
    clock = file["clock"]
    for times in (1, 2):
        longer = {**clock, "max_s": clock["max_s"] * times, "ends": "time"}
        grown["time"].append(write(f"time{times}", {"clock": longer}, rows))
    return grown


def scenario_folder() -> Path:
    """Where the files of the catalogue lie."""
    import bondsim.scenario

    return Path(bondsim.scenario.__file__).parent / "data"
