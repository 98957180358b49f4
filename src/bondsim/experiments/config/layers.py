"""One document of an experiment file, the files it extends, its table of points, and the command line."""

import os
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

from bondsim import documents
from bondsim.documents import Document, DocumentError, Node, Place, printable
from bondsim.experiments.config.asked import ELSEWHERE, as_text
from bondsim.experiments.config.design import PLAUSIBLE
from bondsim.experiments.config.document import ExperimentFile
from bondsim.plots.kinds import FACTOR, KINDS
from bondsim.scenario import is_scenario

FIELDS = tuple(field.alias or name for name, field in ExperimentFile.model_fields.items())
REQUIRED = tuple(field for field, info in ExperimentFile.model_fields.items() if info.is_required())
MERGED = ("fix", "vary", "uncertain")
"""Sections merged key by key; a key under one leaves the others."""
MERGED_DEEP = ("record", "replicates", "optimise")
_DESIGN = ("design", "points", "csv")
MAX_FILES = 20
"""Most files that extend one another."""


def assemble(path: Path, overrides: Mapping[str, object]) -> Document:
    """The document of an experiment file with everything it refers to, and with overrides.

    Parameters
    ----------
    path : Path
        The file. What it refers to lies in its folder tree.
    overrides : mapping
        Values that replace those of the file, by dotted name: a field of the file (``replicates``,
        ``record.events``, ``vary.dog.bond``), or a key of the scenario, which is fixed by a single value and
        varied by a list or a range. Text is read as YAML.

    Raises
    ------
    bondsim.documents.DocumentError
        The file itself cannot be read.
    """
    document = _layer(path, path.parent, [])
    _set(document, overrides)
    if overrides or any(name in _entries(document.node) for name in ELSEWHERE):
        document.text = as_text(document.node.plain())
    return document


def _layer(path: Path, root: Path, below: list[Path]) -> Document:
    """The document of a file, laid over the one that it extends; the files `below` extend this one."""
    document = documents.read(path, foreign=bool(below))
    if is_scenario(document):
        at = document.place(("cast",), key=True)
        text = f"this is a scenario; an experiment names it: `scenario: {printable(path.name)}`"
        raise DocumentError([f"{at}{text}"])
    entries = _entries(document.node)
    if below and not entries.keys() & {*FIELDS} - {"name"}:  # it may be anybody's: nothing of it is told
        raise DocumentError([f"{document.node.place}this is no experiment: it has none of the keys of one"])
    scenario = entries.get("scenario")
    if scenario and is_path(scenario.content) and path.parent != root:
        scenario.content = os.path.relpath(path.parent / str(scenario.content), root)
    _read_table(document, path.parent, root)
    name = document.get(("extends",))
    if not isinstance(name, str):
        return document  # it extends none; where the value is no text, the model says so
    chain = [*below, path]
    try:
        base_path = documents.inside(root, name, path.parent)
        base = _base(base_path, root, chain)
    except DocumentError as error:
        document.problem(("extends",), "this file cannot be used")
        _take_over(document, error)
        return _without_base(document)
    except ValueError as error:
        document.problem(("extends",), str(error))
        return _without_base(document)
    for own in ("name", "extends"):
        _entries(base.node).pop(own, None)
    document.found.update(base.found)
    document.columns |= base.columns
    document.node = _merged(base.node, document.node)
    return document


def _without_base(document: Document) -> Document:
    """The document of a file whose base cannot be used: what the base may have said is not told as missing."""
    for name in REQUIRED:
        _entries(document.node).setdefault(name, Node(None, document.node.place, broken=True))
    return document


def _base(path: Path, root: Path, chain: list[Path]) -> Document:
    resolved = [seen.resolve() for seen in chain]
    if path.resolve() in resolved:
        cycle = [*chain[resolved.index(path.resolve()) :], path]
        raise ValueError("a cycle: " + " -> ".join(printable(file.name) for file in cycle))
    if len(chain) >= MAX_FILES:
        raise ValueError(f"more than {MAX_FILES} files extend one another")
    return _layer(path, root, chain)


def is_path(scenario: object) -> bool:
    """Whether a scenario is named by the path of its file."""
    return isinstance(scenario, str) and scenario.endswith((".yaml", ".yml"))


def _take_over(document: Document, error: DocumentError) -> None:
    """Note the problems of another document, which have their own positions."""
    for problem in error.problems:
        document.note(Place(""), problem)


def _merged(base: Node, top: Node) -> Node:
    """The entries of `base` with those of `top` over them."""
    below, above = _by_key(_entries(base)), _by_key(_entries(top))
    if "points" in above or "csv" in above:
        below = {key: node for key, node in below.items() if key not in (*_DESIGN, "vary")}
    elif "vary" in above and ("points" in below or "csv" in below):
        below = {key: node for key, node in below.items() if key not in _DESIGN}
    entries = below | above
    for section in (*MERGED, *MERGED_DEEP):
        if section in below and section in above:
            entries[section] = _under(below[section], above[section], deep=section in MERGED_DEEP)
    for section, other in permutations(MERGED, 2):  # fixed now, varied before; or the other way round
        if section in above and other in entries:
            gone = _entries(above[section]).keys() - _entries(above.get(other)).keys()
            kept = {key: node for key, node in _entries(entries[other]).items() if key not in gone}
            entries[other] = Node(kept, entries[other].place, entries[other].key_place)
            if section == "fix" and "plots" in entries and "plots" not in above:
                entries |= _still_drawn(entries.pop("plots"), gone)
    return Node(entries, top.place, top.key_place)


def _by_key(entries: dict[str, Node]) -> dict[str, Node]:
    """`entries` with a list of uncertain keys as the mapping that it stands for, where it has no mistake."""
    said = entries.get("uncertain")
    if said is None or not isinstance(said.content, list):
        return entries
    names = {str(node.content): node for node in said.content if isinstance(node.content, str)}
    if len(names) < len(said.content):
        return entries
    spelt = {name: Node(PLAUSIBLE, node.place, node.place) for name, node in names.items()}
    return entries | {"uncertain": Node(dict(spelt), said.place, said.key_place)}


def _still_drawn(plots: Node, fixed: set[str]) -> dict[str, Node]:
    """The figures of a layer below that can be drawn though some factors are fixed now: nothing where none is left.

    A figure loses its lines with the factor they stood for; one whose axis is gone is not drawn.
    """
    if not isinstance(plots.content, list):
        return {"plots": plots}
    kept = []
    for plot in plots.content:
        named = {part: node.content for part, node in _entries(plot).items()}
        kind = KINDS.get(str(named.get("kind")))
        if kind and any(named.get(axis) in fixed for axis, what in kind.needs.items() if what == FACTOR):
            continue
        parts = {
            part: node for part, node in _entries(plot).items() if part != "by" or node.content not in fixed
        }
        kept.append(Node(parts, plot.place, plot.key_place) if isinstance(plot.content, dict) else plot)
    return {"plots": Node(list(kept), plots.place, plots.key_place)} if kept else {}


def _under(base: Node, top: Node, *, deep: bool) -> Node:
    """`top` over `base`, key by key where both are mappings."""
    if not isinstance(base.content, dict) or not isinstance(top.content, dict):
        return top
    entries = base.content | top.content
    if deep:
        for key in base.content.keys() & top.content.keys():
            entries[key] = _under(base.content[key], top.content[key], deep=True)
    return Node(entries, top.place, top.key_place)


def _entries(node: Node | None) -> dict[str, Node]:
    return node.content if node is not None and isinstance(node.content, dict) else {}


def _set(document: Document, overrides: Mapping[str, object]) -> None:
    """Put what the command line sets over the document."""
    for name, value in overrides.items():
        source = f"--set {printable(name)}={printable(value, 40)}"
        try:
            text = isinstance(value, str)
            node = documents.parse_value(str(value), source) if text else documents.from_python(value, source)
        except DocumentError as error:
            _take_over(document, error)
            continue
        if name in ("", "extends", "csv"):
            message = "want KEY=VALUE" if not name else "only a file can say this"
            document.note(node.place, message)
            continue
        way = _way(name, node)
        document.typed[node.place.source] = way
        for part in reversed(way):
            node.key_place = node.place
            node = Node({part: node}, node.place)
        document.node = Node(_merged(document.node, node).content, document.node.place)


def _way(name: str, node: Node) -> tuple[str, ...]:
    """Where in the file a value belongs that is set by name."""
    first, _, rest = name.partition(".")
    if first in MERGED and rest:
        return first, rest
    if first in FIELDS:
        return tuple(name.split("."))
    return ("vary" if isinstance(node.content, dict | list) else "fix"), name


def _read_table(document: Document, folder: Path, root: Path) -> None:
    """Put the points of the CSV table that a file names where a list design has them."""
    name = document.get(("csv",))
    if not isinstance(name, str):
        return
    entries = _entries(document.node)
    if "points" in entries:
        document.problem(("csv",), "there are points already; want one of the two", key=True)
        return
    try:
        points = _table(document, documents.inside(root, name, folder))
    except DocumentError as error:
        document.problem(("csv",), "this table cannot be used")
        _take_over(document, error)
        return
    except ValueError as error:
        document.problem(("csv",), str(error))
        return
    points.key_place = entries["csv"].key_place
    entries["points"] = points


def _table(document: Document, path: Path) -> Node:
    """Points of a table: keys in the first line, then a point a line, with commas between."""
    lines = documents.read_text(path).splitlines()
    source = printable(path, 500)
    keys: list[str] = []
    points = []
    for number, line in enumerate(lines, 1):
        cells = []
        end = -1
        for cell in line.split(","):
            start, end = end + 1, end + 1 + len(cell)
            cells.append((cell.strip(), Place(source, number, start + 1 + len(cell) - len(cell.lstrip()))))
        if not line.strip():
            continue
        if '"' in line:
            raise DocumentError(
                [f"{Place(source, number, line.index('"') + 1)}a quote; want plain values and commas"]
            )
        if not keys:
            keys = [key for key, _ in cells]
            for i, (key, place) in enumerate(cells):
                if not key or key in keys[:i]:
                    twin = f"column {i + 1} has the same key as column {keys.index(key) + 1}"
                    raise DocumentError([f"{place}{twin if key else 'a column without a key'}"])
                document.columns[source, key] = (i + 1, place)
        elif len(cells) != len(keys):
            document.note(cells[0][1], f"{len(cells)} values for {len(keys)} columns")
        else:
            points.append(
                Node(
                    {k: _cell(document, text, at) for k, (text, at) in zip(keys, cells, strict=True)},
                    cells[0][1],
                )
            )
    if not points:
        raise DocumentError(
            [f"{Place(source, 1, 1)}no points; want a line of keys, then a line for each point"]
        )
    return Node(points, points[0].place)


def _cell(document: Document, text: str, place: Place) -> Node:
    try:
        return Node(documents.scalar(text, foreign=True), place, place)
    except ValueError as error:
        document.note(place, str(error))
        return Node(None, place, place, broken=True)
