"""What the parts of a scenario file must fit: its clock, its cast, its places, its settings."""

import numpy as np

from bondsim.documents import Document, nearest, printable
from bondsim.parameter import ACTIONS, FAMILY_OF_GROUP, LAWS
from bondsim.records import MAX_AGENTS
from bondsim.scenario.cast import members, place_of
from bondsim.scenario.document import ScenarioFile
from bondsim.scenario.hints import no_such_place, unknown_key
from bondsim.scenario.keys import Key
from bondsim.scenario.maps import TextMap
from bondsim.streams import agent_id
from bondsim.vocabulary import OF_CAREERS, REPERTOIRE, SURRENDER
from bondsim.vocabulary import ROLES as ROLE_CODES


def is_law(file: ScenarioFile, name: str) -> bool:
    """Whether a name is one of a group of laws or actions; those of families of careers are free elsewhere."""
    family = FAMILY_OF_GROUP.get(name)
    return (name in LAWS or name in ACTIONS) and (family not in OF_CAREERS or family in file.uses)


def is_group(file: ScenarioFile, name: str | None) -> bool:
    """Whether a name of the cast stands for several who are alike."""
    return name is not None and name in file.cast and file.cast[name].count is not None


def check_clock(document: Document, file: ScenarioFile) -> None:
    """Families, map and links fit the clock: seconds of an incident, or days of a career."""
    for k, family in enumerate(file.uses):
        if (family in OF_CAREERS) != file.is_career:
            kind = "careers, whose clock has `days`" if family in OF_CAREERS else "incidents"
            document.problem(("uses", k), f"{family} is a family of {kind}")
    if file.map is None and not file.is_career:
        document.problem(("map",), "an incident needs a map", key=True)
    for name, member in file.cast.items():
        if member.at is None and file.map is not None:
            document.problem(("cast", name), "needs a place on the map: `at`", key=True)
        if member.at is not None and file.map is None:
            document.problem(("cast", name, "at"), "there is no map")
    if file.is_career and file.hazards:
        document.problem(("hazards",), "a career has no hazards of its own", key=True)
    for name, tie in file.ties.items():
        for end in ("of", "to"):
            other = getattr(tie, end)
            if other not in members(file):
                document.problem(("ties", name, end), "unknown agent" + nearest(other, members(file)))
        if tie.of == tie.to:
            document.problem(("ties", name), "nobody is tied to itself", key=True)
        elif tie.of in file.cast and file.cast[tie.of].partner == tie.to:
            document.problem(
                ("ties", name), f"{tie.to} is the partner of {tie.of}: set {tie.of}.bond", key=True
            )
    for part in ("ties", "incidents"):
        for name in getattr(file, part):
            if name in file.cast or is_law(file, name) or (part == "incidents" and name in file.ties):
                document.problem((part, name), "this name is taken", key=True)


def check_cast(document: Document, file: ScenarioFile) -> None:
    """Names and links of the cast are its own; a dog has one handler; nobody shares the luck of another."""
    cast = members(file)
    if len(cast) > MAX_AGENTS:
        document.problem(("cast",), f"{len(cast)} agents; {MAX_AGENTS} at most", key=True)
    for name, member in file.cast.items():
        if member.count is not None and name in cast:
            document.problem(("cast", name), "is also the name of a member of a group", key=True)
        if member.to is not None and member.count is None:
            document.problem(("cast", name, "to"), "only a group (`count`) stands along a line", key=True)
        for link in ("partner", "superior", "quarry"):
            other = getattr(member, link)
            if other == name:
                document.problem(("cast", name, link), "nobody is this to itself")
            elif other is not None and is_group(file, other) and member.count is not None:
                if (file.cast[other].count or 0) < member.count:
                    document.problem(("cast", name, link), f"{other} are fewer than {name}: each has its own")
            elif other is not None and other not in cast:
                document.problem(("cast", name, link), "unknown agent" + nearest(other, cast))
    for name, member in file.cast.items():
        other = member.partner
        rivals = [n for n, m in file.cast.items() if m.partner == other and m.role == "handler" and n != name]
        is_dog = other in file.cast and file.cast[other].role == "dog"
        is_crowd = (member.count or 1) > 1 and not is_group(file, other)
        if member.role == "handler" and is_dog and (rivals or is_crowd):
            document.problem(
                ("cast", name, "partner"),
                f"{other} has two handlers: a dog has one; leave `partner` out for the others",
            )
    known: dict[int, str] = {}
    for part, some in (("cast", cast), ("hazards", file.hazards)):
        for name in some:
            twin = known.setdefault(agent_id(name), name)
            if twin != name:
                entry = cast[name].name if part == "cast" else name
                document.problem(
                    (part, entry), f"{name} would share all luck with {twin}: call it otherwise", key=True
                )


def check_teams(document: Document, file: ScenarioFile) -> None:
    """Nobody trains alone."""
    for name, member in file.cast.items():
        if member.role == "dog" and file.set.get(f"{name}.in_training") is True and member.partner is None:
            document.problem(("cast", name), "a dog in training needs a handler: `partner`", key=True)


def check_families(document: Document, file: ScenarioFile) -> None:
    """Families have those of whom they tell."""
    if "office" in file.uses and sum(m.count or 1 for m in file.cast.values() if m.role == "department") != 1:
        document.problem(("cast",), "the family office needs one department, which decides", key=True)
    if "handover" in file.uses and not any(
        m.role == "dog" and m.partner and m.superior not in (None, m.partner) for m in file.cast.values()
    ):
        text = "the family handover needs a dog with a `partner` and another as `superior`, its new handler"
        document.problem(("cast",), text, key=True)


def check_exit(document: Document, file: ScenarioFile) -> None:
    """There is somewhere to run to for those who flee."""
    if file.exit is None:
        for name, member in file.cast.items():
            if REPERTOIRE[ROLE_CODES[member.role]] >> SURRENDER & 1:
                document.problem(("cast", name, "role"), "one who flees needs an `exit` in the scenario")


def check_places(document: Document, file: ScenarioFile) -> None:
    """Everybody and everything stands where the map has a place."""
    places = file.map.places if file.map else {}

    def check(loc: tuple[str, ...], letter: str | None) -> None:
        if letter is not None and letter not in places and file.map is not None:
            document.problem(loc, no_such_place(letter, file))

    for name, member in file.cast.items():
        check(("cast", name, "at"), member.at)
        check(("cast", name, "to"), member.to)
    for name, hazard in file.hazards.items():
        check(("hazards", name, "at"), hazard.at)
        check(("hazards", name, "view"), hazard.view)
        if hazard.kind == "room" and (hazard.at is None or hazard.view is None or hazard.trigger != "never"):
            text = "a room needs its middle, `at`, a place to look into it, `view`, and `trigger: never`"
            document.problem(("hazards", name), text, key=True)
        elif hazard.trigger == "start" and hazard.at is None:
            document.problem(
                ("hazards", name), "a hazard that is on its way from the start needs a place: `at`", key=True
            )
    if file.exit is not None:
        check(("exit", "at"), file.exit.at)


def check_spread(document: Document, file: ScenarioFile, text_map: TextMap, cell_m: float) -> None:
    """Nobody may begin off the map, whatever luck brings."""
    height, width = (n * cell_m for n in text_map.terrain.shape)
    for name, member in file.cast.items():
        at = [*text_map.places.get(member.at or "", ()), *text_map.places.get(member.to or "", ())]
        for x, y in at:
            room = min(x, width - x, y, height - y)
            if member.spread_m > room:
                text = f"leads off the map, whose edge is {room:g} m from its place; up to {room:g} would do"
                document.problem(("cast", name, "spread_m"), text)
                break


def check_solid(document: Document, file: ScenarioFile, text_map: TextMap) -> None:
    """Nobody is placed in a wall, runs to one, or stands along a line in one with nowhere else to be."""
    assert file.map is not None
    grounds, cell_m = [*file.map.grounds.values()], file.map.cell_m
    solid = np.array([ground.solid for ground in grounds])[text_map.terrain]
    height, width = solid.shape

    def cell(x: float, y: float) -> str:
        return f"{file.map.file}, line {int(y / cell_m) + 1}, column {int(x / cell_m) + 1}"  # type: ignore[union-attr]

    for letter, place in file.map.places.items():
        ground = file.map.grounds[place.ground]
        if ground.solid:
            at = cell(*text_map.places[letter][0])
            said = f"{printable(ground.name)} is solid, nobody can be there ({at})"
            document.problem(
                ("map", "places", letter, "ground"), f"{said}; want the ground that {letter} lies on"
            )
    for one in members(file).values():
        member = one.entry
        if member.to is None or not {member.at, member.to} <= text_map.places.keys():
            continue
        x, y = place_of(one, str(member.at), text_map.places, member.count or 1)
        near = [
            slice(
                max(0, int((c - member.spread_m) / cell_m)),
                min(n - 1, int((c + member.spread_m) / cell_m)) + 1,
            )
            for c, n in ((y, height), (x, width))
        ]
        if solid[near[0], near[1]].all():
            text = (
                f"{one.name}_{one.number + 1} would stand on solid ground ({cell(x, y)}); want another line"
            )
            document.problem(("cast", one.name, "to"), f"{text}, or a `spread_m` that leads off it")


def check_hazards(document: Document, file: ScenarioFile) -> None:
    """What arrives has a clock: somewhere the scenario names when."""
    named = {*file.set, *file.factors}
    for choice in file.choices.values():
        named |= set.intersection(*({*option.set} for option in choice.options.values()))
    for name, hazard in file.hazards.items():
        key = f"{name}.warning_s"
        if hazard.kind == "front" and hazard.trigger != "never" and key not in named:
            text = (
                f"nothing says when it arrives; such as `set: {{{key}: 60 s}}`, or {key} among the `factors`"
            )
            document.problem(("hazards", name), text, key=True)


def check_settings(document: Document, file: ScenarioFile, keys: dict[str, Key]) -> None:
    """What the options of choices set, move and shuffle is there, and so are the main factors."""
    for k, name in enumerate(file.factors):
        if name not in keys:
            document.problem(("factors", k), unknown_key(name, keys, file))
    for choice_name, choice in file.choices.items():
        for option_name, option in choice.options.items():
            loc = ("choices", choice_name, "options", option_name)
            for name, value in option.set.items():
                if name not in keys or name in file.choices:
                    document.problem((*loc, "set", name), unknown_key(name, keys, file), key=True)
                    continue
                try:
                    keys[name].parse(value)
                except ValueError as error:
                    document.problem((*loc, "set", name), str(error))
            for name, letter in option.at.items():
                if name not in file.cast:
                    document.problem((*loc, "at", name), "unknown agent" + nearest(name, file.cast), key=True)
                if file.map is None or letter not in file.map.places:
                    document.problem((*loc, "at", name), no_such_place(letter, file))
            if option.shuffle is not None:
                bonds = [f"{n}.bond" for n, m in file.cast.items() if m.partner]
                if option.shuffle not in bonds:
                    document.problem(
                        (*loc, "shuffle"), "only a bond can be shuffled" + nearest(option.shuffle, bonds)
                    )
