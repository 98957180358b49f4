"""The catalogue: scenarios that come with the package, and scenarios from a user's own files."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

from bondsim import documents, state
from bondsim.documents import Document, nearest
from bondsim.parameter import (
    ACTIONS,
    ALSO_WITH,
    FAMILY_OF_GROUP,
    FAMILY_OF_TRAIT,
    HAZARDS,
    LAWS,
    ROLES,
    CalloutParameters,
    Parameters,
    TieParameters,
    facts,
    read_by,
)
from bondsim.records import AGENT, CLOCK, RELATION, RELATION_FIELDS, TALLY
from bondsim.scenario.cast import members
from bondsim.scenario.checks import (
    check_cast,
    check_clock,
    check_exit,
    check_families,
    check_hazards,
    check_places,
    check_settings,
    check_solid,
    check_spread,
    check_teams,
    is_group,
    is_law,
)
from bondsim.scenario.document import ScenarioFile
from bondsim.scenario.hints import unknown_key, unused_family
from bondsim.scenario.keys import Key, Outcome
from bondsim.scenario.maps import NOWHERE, read_map
from bondsim.scenario.scenario import SOURCE, Scenario, SettingsError, Setup

TOWARDS_PARTNER = {
    *RELATION_FIELDS,
    "company",
    "in_training",
}  # traits that say nothing of one without a partner


KEYS = frozenset(ScenarioFile.model_fields) - {"name", "title"}  # which many kinds of file have


def is_scenario(document: Document) -> bool:
    """Whether a document is a scenario rather than an experiment: it has a cast."""
    return "cast" in document.names(())


NO_OUTCOME = {"map": {"grounds": {"__all__": {"solid"}}}}  # what is checked, and changes no run


class ScenarioError(ValueError):
    """There is no such scenario."""


def _folder() -> Path:
    return Path(str(resources.files("bondsim.scenario"))) / "data"


def names() -> list[str]:
    """Names of the scenarios that come with the package."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def load(name_or_path: str | Path) -> Scenario:
    """A scenario by its name, or from a YAML file by its path (ends in .yaml or .yml, or is a `Path`).

    Raises
    ------
    ScenarioError
        When there is no such scenario; the message has the nearest name.
    bondsim.documents.DocumentError
        When the file is wrong; the message has every mistake with its line and column.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith((".yaml", ".yml")):
        return read(Path(text))
    if text not in names():
        raise ScenarioError(f"unknown scenario {documents.quoted(text)}{nearest(text, names())}")
    return _shipped(text)


@lru_cache(maxsize=32)
def _shipped(name: str) -> Scenario:
    return read(_folder() / f"{name}.yaml")


def read(path: Path) -> Scenario:
    """Read and check a scenario file."""
    document = documents.read(path)
    if not set(document.names(())) & KEYS:  # it may be anybody's: nothing of it is told
        raise documents.DocumentError(
            [f"{document.node.place}this is no scenario: it has none of the keys of one"]
        )
    file = document.validate(ScenarioFile)
    if file is None:
        document.check()
        raise AssertionError("a document without a model has problems")
    groups = {member.at for member in file.cast.values() if member.count is not None and member.at}
    groups |= {
        o.at[n] for c in file.choices.values() for o in c.options.values() for n in o.at if is_group(file, n)
    }
    text_map, map_text = read_map(document, file.map, path.parent, groups) if file.map else (NOWHERE, "")
    check_clock(document, file)
    incidents = _incidents(document, file)
    keys = _keys(document, file, incidents)
    check_cast(document, file)
    check_teams(document, file)
    check_families(document, file)
    check_exit(document, file)
    check_places(document, file)
    if text_map is not None and file.map is not None:
        check_spread(document, file, text_map, file.map.cell_m)
        check_solid(document, file, text_map)
    check_hazards(document, file)
    check_settings(document, file, keys)
    outcomes = _outcomes(document, file)
    document.check()
    assert text_map is not None
    inner = "".join(setup.scenario.digest for setup in incidents.values())
    digest = hashlib.sha256(
        file.model_dump_json(exclude=NO_OUTCOME).encode() + b"\0" + map_text.encode() + inner.encode()
    ).hexdigest()
    return Scenario(
        name=file.name,
        title=file.title,
        question=file.question,
        story=file.story.strip(),
        dt_s=file.clock.step_s,
        max_s=file.clock.limit_s + sum(phase.max_s for phase in file.clock.phases),
        keys=keys,
        outcomes=outcomes,
        cast=tuple(members(file)),
        hazard_names=tuple(file.hazards),
        digest=digest,
        file=file,
        map=text_map,
        incidents=tuple(incidents.values()),
        sources={} if path.parent == _folder() else _sources(document, file, path.parent),
    )


def _sources(document: Document, file: ScenarioFile, folder: Path) -> dict[str, bytes]:
    """A user's scenario as files, from which it can be read again."""
    found = {SOURCE: document.text.encode()}
    if file.map:
        found[file.map.file] = documents.read_bytes(documents.inside(folder, file.map.file))
    return found


def _incidents(document: Document, file: ScenarioFile) -> dict[str, Setup]:
    """Starts of the incidents that a career may hold, by name."""
    if file.incidents and not file.is_career:
        document.problem(("incidents",), "only a career holds incidents", key=True)
        return {}
    setups = {}
    for name, spec in file.incidents.items():
        if spec.scenario not in names():
            document.problem(
                ("incidents", name, "scenario"), "unknown scenario" + nearest(spec.scenario, names())
            )
            continue
        scenario = load(spec.scenario)
        roles = {member.role for member in scenario.file.cast.values()}
        if scenario.is_career or not {"handler", "dog"} <= roles:
            text = "a team goes into incidents with a handler and a dog"
            document.problem(("incidents", name, "scenario"), text)
            continue
        try:
            setups[name] = scenario.setup(spec.set)
        except SettingsError as error:
            for key, text in error.problems.items():
                document.problem(("incidents", name, "set", key), text)
    return setups


def _keys_of_incident(document: Document, name: str, setup: Setup, wanted: Sequence[str]) -> dict[str, Key]:
    """Keys of an incident that are keys of the career too, at what the career sets in it."""
    keys = {}
    values = setup.scenario.values(setup.settings)
    for k, key in enumerate(wanted):
        if key not in setup.scenario.keys:
            text = "unknown key" + nearest(key, setup.scenario.keys)
            document.problem(("incidents", name, "keys", k), text)
            continue
        one = setup.scenario.keys[key]
        default = setup.settings.get(key, one.default) if one.kind == "choice" else values[key]
        text = f"in {setup.scenario.name}: {one.description}"
        keys[f"{name}.{key}"] = replace(one, name=f"{name}.{key}", default=default, description=text)
    return keys


def _is_used(family: str | None, uses: Collection[str] | None) -> bool:
    return family is None or uses is None or family in uses


def _is_used_trait(name: str, uses: Collection[str] | None) -> bool:
    return _is_used(FAMILY_OF_TRAIT.get(name), uses) or (
        name in ALSO_WITH and _is_used(ALSO_WITH[name], uses)
    )


def group_keys(
    prefix: str, group: type[Parameters], uses: Collection[str] | None = None, is_career: bool = False
) -> dict[str, Key]:
    """Keys of one group of parameters; traits of families that are not used are left out.

    Of the traits of the core a career has those that its families read, of this role or of all.
    """
    keys = {}
    read = read_by(uses or ())
    for name, info in group.model_fields.items():
        if not _is_used_trait(name, uses):
            continue
        if is_career and name not in FAMILY_OF_TRAIT:
            if name not in read and f"{group.__name__.lower()}.{name}" not in read:
                continue
        elif name in getattr(group, "FIXED", ()) or not _is_used(
            getattr(group, "ONLY_WITH", {}).get(name), uses
        ):
            continue
        f = facts(info)
        kind = "boolean" if info.annotation is bool else "integer" if info.annotation is int else "number"
        key = f"{prefix}.{name}"
        keys[key] = Key(
            key,
            kind,
            f["unit"],
            f["default"],
            f["low"],
            f["high"],
            f["range"],
            (),
            f["grounds"],
            f["description"],
        )
    return keys


def _read_in_career(keys: dict[str, Key], group: str, read: Collection[str]) -> dict[str, Key]:
    """Of a group of the core what the families of a career read: all, or those named `group.field`."""
    named = {name: key for name, key in keys.items() if name in read}
    return named or (keys if group in read else {})


def _keys(document: Document, file: ScenarioFile, incidents: Mapping[str, Setup]) -> dict[str, Key]:
    keys: dict[str, Key] = {}
    for name, choice in file.choices.items():
        options = tuple(choice.options)
        text = "; ".join(f"{o}: {spec.text}" if spec.text else o for o, spec in choice.options.items())
        if choice.default not in options:
            document.problem(
                ("choices", name, "default"), "unknown option" + nearest(choice.default, options)
            )
        keys[name] = Key(
            name,
            "choice",
            "",
            choice.default,
            None,
            None,
            None,
            options,
            "a choice of the design",
            f"{choice.text} ({text})",
        )
    for name, member in file.cast.items():
        if is_law(file, name) or name in ("tally", "clock"):
            document.problem(("cast", name), "this name belongs to the model: call it otherwise", key=True)
        own = group_keys(name, ROLES[member.role], file.uses, file.is_career)
        if member.superior in (None, member.partner):
            own.pop(f"{name}.trust_orders", None)
        if file.is_career and member.partner is None:
            own = {key: one for key, one in own.items() if key.rpartition(".")[2] not in TOWARDS_PARTNER}
        keys |= own
        if member.count is not None:
            text = "how many of the group are there"
            span = (1.0, float(member.count))
            grounds = "a choice of the design"
            keys[f"{name}.count"] = Key(
                f"{name}.count", "integer", "", float(member.count), 0.0, span[1], span, (), grounds, text
            )
    for name, hazard in file.hazards.items():
        if is_law(file, name) or name in file.cast:
            document.problem(("hazards", name), "this name is taken", key=True)
        keys |= group_keys(name, HAZARDS[hazard.kind])
    for name in file.ties:
        keys |= group_keys(name, TieParameters)
    for name, spec in file.incidents.items():
        keys |= group_keys(name, CalloutParameters)
        if name in incidents:
            keys |= _keys_of_incident(document, name, incidents[name], spec.keys)
    for name, group in (LAWS | ACTIONS).items():
        family = FAMILY_OF_GROUP.get(name)
        own = group_keys(name, group) if family is None or family in file.uses else {}
        only_with = getattr(group, "ONLY_WITH", {})
        own = {k: one for k, one in own.items() if _is_used(only_with.get(k.rpartition(".")[2]), file.uses)}
        if family is None and file.is_career:
            own = _read_in_career(own, name, read_by(file.uses))
        keys |= own
    for name, value in file.set.items():
        if name not in keys:
            document.problem(("set", name), unknown_key(name, keys, file), key=True)
            continue
        try:
            default = keys[name].parse(value)
        except ValueError as error:
            document.problem(("set", name), str(error))
            continue
        keys[name] = _with_default(keys[name], default)
    return keys


def _with_default(key: Key, default: object) -> Key:
    fields = {f: getattr(key, f) for f in key.__dataclass_fields__}
    return Key(**(fields | {"default": default}))


def _outcomes(document: Document, file: ScenarioFile) -> dict[str, Outcome]:
    relation = (RELATION.names or ()) if file.is_career else RELATION_FIELDS
    sources = {f"tally.{n}" for n in TALLY.names or ()} | {f"clock.{n}" for n in CLOCK.names or ()}
    for name, member in members(file).items():
        sources |= {f"{name}.{n}" for n in AGENT.names or ()}
        if member.entry.partner:
            sources |= {f"{name}.{n}" for n in relation}
    sources |= {f"{name}.{n}" for name in file.ties for n in RELATION.names or ()}
    outcomes = {}
    for name, spec in file.outcomes.items():
        for part in ("of", "needs"):
            source = getattr(spec, part)
            if source is not None and source not in sources:
                document.problem(
                    ("outcomes", name, part), "no such state or tally" + nearest(source, sources)
                )
            elif source is not None and (family := unused_family(source, file)):
                text = f"nothing changes it without the family '{family}', which `uses` does not name"
                document.problem(("outcomes", name, part), text)
        of = _halves(spec.of)
        needs = _halves(spec.needs) if spec.needs else None
        outcomes[name] = Outcome(name, spec.kind, spec.unit, spec.text, of, needs)
    return outcomes


def _halves(source: str) -> tuple[str, str]:
    owner, _, name = source.partition(".")
    return owner, name


STATE_FIELDS = {f.name: f for f in (*state.STARTING, *state.AGENT, *state.RELATION)}
