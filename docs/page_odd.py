"""Tables of the short ODD description: every submodel with its rules and their grounds, every group of numbers."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import bondsim
from bondsim import sources
from bondsim.laws import schedule
from bondsim.parameter import ACTIONS, FAMILY_OF_GROUP, HAZARDS, LAWS, ROLES, Parameters, facts

SOURCE = Path(bondsim.__file__).parent
NOT_LAWS = {"__init__", "schedule", "world"}  # who acts when, and what a world has
HELPERS = {"motion": "", "streets": "kin", "weigh": "", "course": "skills"}
CITED = re.compile(r"sources\.([A-Z][A-Z0-9_]+)")


def laws() -> list[str]:
    """Modules of laws: the submodels."""
    return sorted(path.stem for path in (SOURCE / "laws").glob("*.py") if path.stem not in NOT_LAWS)


def families() -> dict[str, str]:
    """Family of each module of laws, empty for the core: that of its phases, else of the groups it reads."""
    found = {}
    phases = [p for part in ("BEGIN", "STEP", "DAWN", "DAY") for p in getattr(schedule, part)]
    for name in laws():
        own = [p.family or "" for p in phases if p.law.__module__ == f"bondsim.laws.{name}"]
        found[name] = own[0] if own else HELPERS.get(name, "")
    return found


def rules_in(name: str) -> list[str]:
    """Rules that a module of laws imports, as ``module.function``; elementary functions are left out."""
    tree = ast.parse((SOURCE / "laws" / f"{name}.py").read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bondsim.rules."):
            module = (node.module or "").removeprefix("bondsim.")
            found += [f"{module}.{alias.name}" for alias in node.names if alias.name.islower()]
    return [rule for rule in found if ".maths." not in rule]


def groups_in(name: str) -> list[str]:
    """Groups of parameters that a module of laws reads."""
    text = (SOURCE / "laws" / f"{name}.py").read_text(encoding="utf-8")
    return [group for group in LAWS if re.search(rf"\bw\.p\.{group}\b", text)]


def cited(rules: Iterable[str], groups: Iterable[str]) -> list[str]:
    """Keys of the publications that rules and the numbers of groups rest on."""
    keys: set[str] = set()
    for rule in rules:
        module, _, function = rule.rpartition(".")
        text = (SOURCE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        node = next(n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == function)
        keys |= set(CITED.findall(ast.get_docstring(node) or ""))
    of_source = {str(value): key for key, value in vars(sources).items() if key.isupper()}
    for group in groups:
        for info in LAWS[group].model_fields.values():
            grounds = facts(info)["grounds"]
            keys |= {key for text, key in of_source.items() if text in grounds}
    return sorted(keys & {key for key in vars(sources) if key.isupper()})


def submodels_table() -> str:
    """Every module of laws: what it does, its rules, the groups of numbers it reads, what these rest on."""
    rows = [
        "| submodel | what it does | rules | numbers | rest on | in full |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, family in families().items():
        tree = ast.parse((SOURCE / "laws" / f"{name}.py").read_text(encoding="utf-8"))
        says = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
        rules, groups = rules_in(name), groups_in(name)
        grounds = ", ".join(f"`{key}`" for key in cited(rules, groups)) or (
            "assumptions" if rules or groups else "–"
        )
        page = f"[{family}](families/{family}.md)" if family else "[core](model.md#7-submodels)"
        rows.append(f"| `laws.{name}` | {says} | {_ticked(rules)} | {_ticked(groups)} | {grounds} | {page} |")
    return "\n".join(rows)


def numbers_table() -> str:
    """Every group of parameters: how many there are, how many cite a publication, where each is listed."""
    rows = [
        "| group | what | numbers | cite | assumed | listed in |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    parts: list[tuple[str, type[Parameters], str]] = [
        *((f"a {name}'s traits", group, "") for name, group in ROLES.items()),
        *((name, group, FAMILY_OF_GROUP.get(name, "")) for name, group in (LAWS | ACTIONS).items()),
        *((f"hazard: {name}", group, "") for name, group in HAZARDS.items()),
    ]
    for name, group, family in parts:
        grounds = [facts(info)["grounds"] for info in group.model_fields.values()]
        assumed = sum(text.startswith("assumption") for text in grounds)
        page = f"[{family}](families/{family}.md)" if family else "[model.md](model.md)"
        says = (group.__doc__ or "").split("\n")[0].rstrip(".")
        rows.append(f"| `{name}` | {says} | {len(grounds)} | {len(grounds) - assumed} | {assumed} | {page} |")
    return "\n".join(rows)


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


TABLES = {"odd.submodels": submodels_table, "odd.numbers": numbers_table}
