"""Tables of the documentation, printed from the code, so that what the pages say of the model is what runs.

Each function of `TABLES` returns Markdown. A page holds one between two comments that bear its name::

    <!-- schedule:begin -->
    <!-- schedule:end -->

`docs/build.py` fills them in, and a test fails where a page and the code say different things.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import getdoc, getmembers, isfunction
from pathlib import Path
from types import ModuleType

from bondsim import records, scenario, sources, state, vocabulary
from bondsim.documents import MAX_BYTES, MAX_DEPTH
from bondsim.experiments.config.document import DEFAULT_REPLICATES, ExperimentFile
from bondsim.experiments.points import design
from bondsim.laws import schedule
from bondsim.parameter import (
    ACTIONS,
    FAMILY_OF_GROUP,
    FAMILY_OF_TRAIT,
    HAZARDS,
    LAWS,
    ROLES,
    AgentParameters,
    Parameters,
    facts,
)
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.roles import CoreTraits
from bondsim.rules import act, appraise, choose, learn, maths, sense
from bondsim.scenario import Key

LAW_RULES = (sense, appraise, choose, act, learn, maths)


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [heading, ["---"] * len(heading), *rows]
    cells = [[str(cell).replace("|", "\\|") for cell in line] for line in lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


def number(value: object) -> str:
    """A value as in a config."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def first_line(thing: object) -> str:
    """First sentence of a docstring."""
    return (getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")


def span(bounds: tuple[float, float] | None) -> str:
    """A plausible range."""
    return f"{number(bounds[0])} to {number(bounds[1])}" if bounds else "–"


# Process --------------------------------------------------------------------------------------------


def schedule_table() -> str:
    """What happens in one step of an incident, and on one day of a career, in order."""
    who = {
        schedule.WORLD: "the world",
        schedule.AGENT: "every agent in turn",
        schedule.ACTIVE: "every agent that is alive and on the map, in turn",
        schedule.INCIDENT: "every agent that is called out",
    }
    rows = []
    for phases, when in (
        (schedule.BEGIN, "at the start"),
        (schedule.STEP, "every step"),
        (schedule.DAWN, "at the start of a career"),
        (schedule.DAY, "every day"),
    ):
        for kind, law, family, _ in phases:
            name = law.__module__.removeprefix("bondsim.") + "." + law.__name__
            rows.append((when, who[kind], first_line(law), f"`{name}`", family or "core"))
    return table(("when", "who", "what", "where", "family"), rows)


def rules_table() -> str:
    """All rules of the core, by law."""
    return table(("rule", "what it gives"), [row for module in LAW_RULES for row in rules_of(module)])


def rules_of(module: ModuleType) -> list[tuple[str, str]]:
    """Rules of a module."""
    short = module.__name__.removeprefix("bondsim.")
    return [(f"`{short}.{name}`", first_line(function)) for name, function in functions(module)]


def functions(module: ModuleType) -> list[tuple[str, object]]:
    """Functions that a module defines, in the order of its source."""
    own = [(name, f) for name, f in getmembers(module, isfunction) if f.__module__ == module.__name__]
    return sorted(own, key=lambda pair: pair[1].__code__.co_firstlineno)


# State ----------------------------------------------------------------------------------------------


def state_table(fields: Iterable[state.Field]) -> str:
    """State variables."""
    rows = [(f"`{f.name}`", f.unit or "–", f.text) for f in fields]
    return table(("variable", "unit", "meaning"), rows)


def vocabulary_table() -> str:
    """Words of the model: roles with what they can do, events, streams of luck."""
    rows = []
    for role, code in vocabulary.ROLES.items():
        repertoire = vocabulary.REPERTOIRE[code]
        can = [f"`{name}`" for name, action in vocabulary.ACTIONS.items() if repertoire >> action & 1]
        rows.append((f"`{role}`", first_line(ROLES[role]), ", ".join(can) or "waits"))
    return table(("role", "who", "actions open to it"), rows)


# Parameters -----------------------------------------------------------------------------------------


def fixed(group: type[Parameters]) -> frozenset[str]:
    """Parameters that play no part in a role or an action, and are no keys of a config."""
    return getattr(group, "FIXED", frozenset())


def own(group: type[Parameters]) -> list[str]:
    """Parameters that a group declares itself."""
    return [name for name in group.__annotations__ if name in group.model_fields]


def values_of(groups: Iterable[type[Parameters]], name: str) -> list[str]:
    """Value of a parameter in several groups, with a dash where it plays no part."""
    return ["–" if name in fixed(g) else number(g.model_fields[name].default) for g in groups]


def parameter_rows(prefix: str, group: type[Parameters], names: Iterable[str]) -> list[tuple[str, ...]]:
    """Rows of `parameter_table`."""
    rows = []
    for name in names:
        if name in fixed(group):
            continue
        f = facts(group.model_fields[name])
        value = f"{number(f['default'])} {f['unit']}".rstrip()
        rows.append((f"`{prefix}.{name}`", f["description"], value, span(f["range"]), f["grounds"]))
    return rows


def parameter_table(prefix: str, group: type[Parameters], names: Iterable[str] | None = None) -> str:
    """Parameters of one group, with their grounds."""
    rows = parameter_rows(prefix, group, names or group.model_fields)
    return table(("key", "meaning", "value", "plausible", "grounds"), rows)


def actions_table() -> str:
    """What each action promises: values of all actions side by side."""
    names = list(ActionParameters.model_fields)
    rows = []
    for action, group in of_core(ACTIONS).items():
        values = [values_of([group], name)[0] for name in names]
        if set(values) != {"–"}:
            rows.append((f"`{action}`", *values))
    return table(("action", *(f"`.{name}`" for name in names)), rows)


def action_grounds() -> str:
    """Grounds of the features of actions."""
    rows = []
    for action, group in of_core(ACTIONS).items():
        rows += parameter_rows(action, group, own(group))
    return table(("key", "meaning", "value", "plausible", "grounds"), rows)


def roles_table() -> str:
    """Traits of all roles side by side."""
    names = list(CoreTraits.model_fields)
    roles = {role: group for role, group in ROLES.items() if set(names) - fixed(group)}
    rows = []
    for name in names:
        f = facts(CoreTraits.model_fields[name])
        values = values_of(roles.values(), name)
        rows.append((f"`.{name}`", f["description"], f["unit"] or "–", *values))
    return table(("trait", "meaning", "unit", *(f"`{role}`" for role in roles)), rows)


def role_grounds() -> str:
    """Grounds of the traits: those that all roles share, and those that a role has of its own."""
    rows = parameter_rows("any role", AgentParameters, CoreTraits.model_fields)
    for role, group in ROLES.items():
        core = [name for name in own(group) if name not in FAMILY_OF_TRAIT]
        rows += parameter_rows(role, group, core)
    return table(("key", "meaning", "value", "plausible", "grounds"), rows)


def of_core(groups: Mapping[str, type[Parameters]]) -> dict[str, type[Parameters]]:
    """Groups that belong to no family."""
    return {name: group for name, group in groups.items() if name not in FAMILY_OF_GROUP}


def family_tables(family: str) -> str:
    """All that a family adds: its place in a step, its rules, its parameters, its state."""
    part = importlib.import_module(f"bondsim.parameter.{family}")
    here = importlib.import_module(f"bondsim.state.{family}")
    parts = []
    phases = [
        p for p in (*schedule.BEGIN, *schedule.STEP, *schedule.DAWN, *schedule.DAY) if p.family == family
    ]
    if phases:
        where = "`" + "`, `".join(
            p.law.__module__.removeprefix("bondsim.") + "." + p.law.__name__ for p in phases
        )
        parts.append(f"In the schedule: {where}`.")
    if importlib.util.find_spec(f"bondsim.rules.{family}"):
        rules = rules_of(importlib.import_module(f"bondsim.rules.{family}"))
        parts.append(table(("rule", "what it gives"), rules))
    groups = {**part.GROUPS, **part.ACTIONS}
    rows = [row for name, group in groups.items() for row in parameter_rows(name, group, group.model_fields)]
    rows += parameter_rows("any role", AgentParameters, part.Traits.model_fields)
    for role, group in ROLES.items():
        rows += parameter_rows(role, group, [name for name in own(group) if name in part.Traits.model_fields])
    if rows:
        parts.append(table(("key", "meaning", "value", "plausible", "grounds"), rows))
    for name, whose in (
        ("AGENT", "an agent"),
        ("RELATION", "a relation"),
        ("CLOCK", "the run"),
        ("TALLY", "the tally"),
    ):
        fields = getattr(here, name, ())
        if fields:
            parts.append(f"State of {whose}:\n\n{state_table(fields)}")
    return "\n\n".join(parts)


def core_fields(name: str) -> str:
    """State variables of a table of the core."""
    return state_table(getattr(state.core, name))


def fitted_table() -> str:
    """Parameters whose value was chosen with the results in view."""
    groups = {**LAWS, **ACTIONS, "train": HAZARDS["front"]}
    rows = [
        row
        for prefix, group in groups.items()
        for row in parameter_rows(prefix, group, group.model_fields)
        if "in view" in row[-1]
    ]
    return table(("key", "meaning", "value", "plausible", "grounds"), rows)


def grounds_count() -> str:
    """How many parameters rest on a source."""
    rail_yard = scenario.load("rail_yard").keys.values()
    numbers = [key for key in rail_yard if key.kind == "number"]
    alone = [key for key in numbers if key.grounds.startswith("assumption")]
    fitted = [key for key in numbers if "in view" in key.grounds]
    return (
        f"The rail yard has {len(numbers)} numbers. {len(numbers) - len(alone)} of them cite a publication, "
        f"often for a direction or a form rather than for the value. {len(alone)} are assumptions and say so; "
        f"{len(fitted)} of these were chosen with the results in view."
    )


# Scenario -------------------------------------------------------------------------------------------


def scenario_settings() -> str:
    """What the rail yard sets apart from the defaults of the roles and laws, and its choices."""
    loaded = scenario.load("rail_yard")
    keys = [loaded.keys[name] for name in loaded.file.set]
    rows = [(f"`{key.name}`", key.description, of_key(key)) for key in keys]
    for name, choice in loaded.file.choices.items():
        for option, spec in choice.options.items():
            sets = ", ".join(f"`{key}: {number(value)}`" for key, value in spec.set.items())
            rows.append((f"`{name}: {option}`", spec.text or "–", sets or "–"))
    return table(("key", "meaning", "sets"), rows)


def of_key(key: Key) -> str:
    """Default of a key with its unit."""
    return f"{number(key.default)} {key.unit}".rstrip()


def outcomes_table() -> str:
    """Outcomes of the rail yard."""
    found = scenario.load("rail_yard").outcomes.values()
    rows = [(f"`{outcome.name}`", outcome.unit or outcome.kind, outcome.description) for outcome in found]
    return table(("outcome", "kind", "meaning"), rows)


def config_table() -> str:
    """What an experiment file may say, from its model."""
    rows = []
    for name, info in ExperimentFile.model_fields.items():
        default = "needed" if info.is_required() else number(info.default)
        if name == "replicates":
            default = str(DEFAULT_REPLICATES)
        elif name == "record":
            default = "all outcomes"
        elif not info.is_required() and info.default in (None, "", {}):
            default = "–"
        rows.append((f"[`{name}`](#{name})", info.description or "", default))
    return table(("key", "what it says", "default"), rows)


def limits_table() -> str:
    """How large things may be."""
    rows = [
        ("agents of a scenario", records.MAX_AGENTS),
        ("hazards of a scenario", records.MAX_HAZARDS),
        ("cells of a map", f"{records.MAX_CELLS:,} (512 × 512)"),
        ("kinds of ground of a map", records.MAX_GROUNDS),
        ("events kept of a run", f"{records.MAX_EVENTS:,}"),
        ("levels that a shuffled bond is drawn from", records.MAX_LEVELS),
        ("points of a design", f"{design.MAX_POINTS:,}"),
        ("runs of an experiment", f"{design.MAX_RUNS:,}"),
        ("a config, scenario or map", f"{MAX_BYTES:,} bytes, nested {MAX_DEPTH} deep"),
    ]
    return table(("what", "at most"), rows)


def sources_table() -> str:
    """The bibliography."""
    rows = []
    for source in sources.SOURCES.values():
        link = f"[{source.doi}](https://doi.org/{source.doi})" if source.doi else "–"
        rows.append((source.citation, source.gives, link))
    return table(("source", "what the model takes from it", "doi"), rows)


def catalogue_table() -> str:
    """The scenarios, each with its question, the experiment that draws its figure, and its page of answers."""
    rows = []
    for name in scenario.names():
        page = f"docs/answers/{name}.md"
        answered = (Path(__file__).parents[1] / page).exists()
        answer = f"[answer]({page})" if answered else "–"
        rows.append((f"[`{name}`](experiments/{name}.yaml)", scenario.load(name).question, answer))
    return table(("experiment", "question", ""), rows)


TABLES: dict[str, Callable[[], str]] = {
    "catalogue": catalogue_table,
    "schedule": schedule_table,
    "rules": rules_table,
    "roles": vocabulary_table,
    "traits": roles_table,
    "trait-grounds": role_grounds,
    "actions": actions_table,
    "action-grounds": action_grounds,
    "fitted": fitted_table,
    "grounds": grounds_count,
    "rail_yard": scenario_settings,
    "outcomes": outcomes_table,
    "config": config_table,
    "limits": limits_table,
    "sources": sources_table,
    "parameters.front": lambda: parameter_table("train", HAZARDS["front"]),
    "state.agent": lambda: state_table((*state.STARTING, *state.core.AGENT)),
    "state.relation": lambda: core_fields("RELATION"),
    "state.belief": lambda: state_table(state.BELIEF),
    "state.hazard": lambda: core_fields("HAZARD"),
    "state.clock": lambda: core_fields("CLOCK"),
    "state.tally": lambda: core_fields("TALLY"),
    **{
        f"parameters.{name}": lambda n=name, g=group: parameter_table(n, g)
        for name, group in of_core(LAWS).items()
    },
    **{f"family.{family}": lambda f=family: family_tables(f) for family in vocabulary.FAMILIES},
}
