"""What a message on a scenario file adds where more than the nearest name would help."""

from collections.abc import Collection, Iterable
from importlib import import_module
from pathlib import Path

from bondsim.documents import nearest, quoted
from bondsim.parameter import ALSO_WITH, FAMILY_OF_GROUP, FAMILY_OF_TRAIT
from bondsim.scenario.document import ScenarioFile
from bondsim.vocabulary import FAMILIES

TABLES = ("AGENT", "RELATION", "TALLY", "CLOCK")


def _families_of_state() -> dict[tuple[str, str], str]:
    """Family of each state variable that is one's own, by table and name."""
    modules = {family: import_module(f"bondsim.state.{family}") for family in FAMILIES}
    return {
        (table, field.name): family
        for family, module in modules.items()
        for table in TABLES
        for field in getattr(module, table, ())
    }


FAMILY_OF_STATE = _families_of_state()


def unknown_key(name: str, keys: Iterable[str], file: ScenarioFile) -> str:
    """Message on a key that the scenario does not have: that of a family which it leaves out, or a slip."""
    owner, _, field = name.partition(".")
    family = FAMILY_OF_GROUP.get(owner)
    if owner in file.cast:
        family = FAMILY_OF_TRAIT.get(field)
    if family is not None and family not in file.uses:
        return f"unknown key: it belongs to the family '{family}', which `uses` does not name"
    return "unknown key" + (nearest(name, keys) or see_keys(file.name))


def see_keys(scenario: str) -> str:
    """End of a message on a key that is like none: what lists them."""
    return f"; bondsim params {scenario} lists them"


def unused_family(source: str, file: ScenarioFile) -> str | None:
    """Family that fills what an outcome reads, where the scenario leaves that family out."""
    owner, _, field = source.partition(".")
    tables = {"tally": ("TALLY",), "clock": ("CLOCK",)}.get(owner, ("AGENT", "RELATION"))
    families = [FAMILY_OF_STATE[table, field] for table in tables if (table, field) in FAMILY_OF_STATE]
    if owner not in ("tally", "clock") and field in FAMILY_OF_TRAIT:
        families.append(FAMILY_OF_TRAIT[field])
    return next((family for family in families if family not in file.uses), None)


def is_used_state(name: str, file: ScenarioFile) -> bool:
    """Whether a state variable of agents or relations is of the core, or of a family that the scenario uses."""
    families = {
        FAMILY_OF_STATE[table, name] for table in ("AGENT", "RELATION") if (table, name) in FAMILY_OF_STATE
    }
    families |= {of[name] for of in (FAMILY_OF_TRAIT, ALSO_WITH) if name in of}
    return not families or not families.isdisjoint(file.uses)


def no_such_place(letter: str, file: ScenarioFile) -> str:
    """Message on a letter at which nobody can stand."""
    if file.map is None:
        return "there is no map"
    there = "no such place on the map; there are " + " ".join(file.map.places)
    if letter in file.map.grounds:
        return f"{there}. {quoted(letter)} is a kind of ground: mark the cell with a letter of its own under `places`"
    return there


def other_maps(path: Path) -> str:
    """End of a message on a map that is not there."""
    if path.exists() or not path.parent.is_dir():
        return ""
    return nearest(path.name, [p.name for p in path.parent.iterdir() if p.suffix in (".txt", ".png")])


def neither(letters: Collection[str], places: Collection[str]) -> str:
    """End of a message on a letter of the map that nothing explains."""
    return f"; grounds are {' '.join(letters)}, places {' '.join(places) or 'none'}"
