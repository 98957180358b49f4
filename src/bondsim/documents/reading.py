"""From a file, a text or Python values to a tree of nodes, within limits."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from bondsim.documents.tree import Document, DocumentError, Node, Place
from bondsim.documents.wording import printable, quoted

if TYPE_CHECKING:
    from pydantic import BaseModel

MAX_BYTES = 1_000_000
"""Largest document or text map, bytes."""
MAX_DEPTH = 30
"""Deepest nesting of mappings and lists."""

_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NUMBERS_REFUSED = {
    re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"): "want a finite number",
    re.compile(
        r"[-+]?0[0-9]+(\.[0-9]*)?|0[xo][0-9a-fA-F]+"
    ): "want a decimal number without leading zeros, or quotes around text",
}
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def load[M: BaseModel](path: Path | str, model: type[M]) -> M:
    """Read a file and check it against a pydantic model; `DocumentError` with all its mistakes."""
    document = read(path)
    valid = document.validate(model)
    document.check()
    assert valid is not None  # else there was a problem
    return valid


def read(path: Path | str, *, foreign: bool = False) -> Document:
    """Read a YAML file.

    Parameters
    ----------
    path : path
        The file.
    foreign : bool
        Another file names this one, which may be anybody's: problems noted quote nothing of it.

    Returns
    -------
    Document
        An alias, a tag or a key twice is noted in it; `Document.check` raises it beside what comes later.

    Raises
    ------
    DocumentError
        The file cannot be read, is too large or too deep, not UTF-8, not YAML, or not a mapping.
    """
    source = printable(path, 500)
    document = _parse(read_text(path), source, positions=True, foreign=foreign)
    if not isinstance(document.node.content, dict):
        if not document.node.broken:
            got = "nothing" if document.node.content is None else "other text"
            document.note(document.node.place, f"want a mapping ('key: value' lines), got {got}")
        document.check()
    return document


def read_bytes(path: Path | str) -> bytes:
    """Content of a file of at most `MAX_BYTES`; `DocumentError` where it cannot be read."""
    start = Place(printable(path, 500), 1, 1)
    try:
        path = Path(path)
        if not S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait
            raise DocumentError([f"{start}cannot be read: not a file (a folder or a device)"])
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except DocumentError:
        raise
    except (OSError, ValueError) as error:  # ValueError: no path at all, such as one with a NUL
        reason = getattr(error, "strerror", None) or "not a path"
        hint = _meant(Path(path)) if isinstance(error, FileNotFoundError) else ""
        raise DocumentError([f"{start}cannot be read: {reason}{hint}"]) from None
    if len(raw) > MAX_BYTES:
        raise DocumentError([f"{start}larger than {MAX_BYTES:,} bytes, the most that is read"])
    return raw


def _meant(path: Path) -> str:
    """The file beside one that is not there that may be meant, as the end of a message."""
    try:
        there = sorted(each.stem for each in path.parent.glob(f"*{path.suffix}"))
    except (OSError, ValueError):
        return ""
    close = get_close_matches(path.stem, there, 1)
    return f"; did you mean '{printable(close[0] + path.suffix)}'?" if close else ""


def read_text(path: Path | str) -> str:
    """Text of a file: UTF-8 without control characters, at most `MAX_BYTES`; `DocumentError` otherwise."""
    source = printable(path, 500)
    raw = read_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        raise DocumentError([f"{_place_of(before, len(before), source)}not UTF-8 text"]) from None
    if hit := _CONTROL.search(text):
        place = _place_of(text, hit.start(), source)
        raise DocumentError([f"{place}control character {printable(hit.group())}, which no text file needs"])
    return text


def parse_value(text: str, source: str) -> Node:
    """One value in YAML from outside a file, such as ``[10, 20]`` in ``--set train.warning_s=[10, 20]``."""
    document = _parse(text, printable(source, 200), positions=False)
    document.check()
    return document.node


def from_python(value: object, source: str = "") -> Node:
    """A tree from Python mappings, sequences, NumPy arrays, text and numbers.

    Raises
    ------
    DocumentError
        Something else is in it, a number that is not finite, or it is nested too deeply.
    """
    place = Place(source)
    document = Document(Node(None, place))

    def refuse(name: str, message: str) -> Node:
        document.note(place, f"{printable(name)}: {message}" if name else message)
        return Node(None, place, broken=True)

    def node(value: Any, name: str, depth: int) -> Node:
        if depth > MAX_DEPTH:
            return refuse(name, f"nested deeper than {MAX_DEPTH}")
        if hasattr(value, "tolist"):  # NumPy and pandas
            value = value.tolist()
        dot = f"{name}." if name else ""
        match value:
            case Mapping():
                return Node({str(k): node(v, f"{dot}{k}", depth + 1) for k, v in value.items()}, place)
            case float() if not math.isfinite(value):
                return refuse(name, "want a finite number")
            case None | bool() | int() | float() | str():
                return Node(value, place)
            case Path():
                return Node(str(value), place)
            case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
                if len(value) > MAX_BYTES:  # a range of 10^12 is refused, not written out
                    return refuse(name, f"more than {MAX_BYTES:,} items")
                return Node([node(v, f"{dot}{i}", depth + 1) for i, v in enumerate(value)], place)
        return refuse(
            name, f"want text, a number, True or False, a list or a dict; got a {type(value).__name__}"
        )

    document.node = node(value, "", 0)
    document.check()
    return document.node


def inside(folder: Path, relative: str, base: Path | None = None) -> Path:
    """The file that a document names by a relative path, which may not leave `folder`, by a link either.

    Parameters
    ----------
    folder : Path
        Folder tree that the file must lie in.
    relative : str
        The path in the document.
    base : Path, optional
        Folder of the document, which the path is relative to, where that is another one in the tree.

    Raises
    ------
    ValueError
        With a message for `Document.problem`.
    """
    if not relative.isprintable() or not Path(relative).parts or Path(relative).is_absolute():
        raise ValueError(f"want a relative path, got {quoted(relative)}")
    path = (base or folder) / relative
    try:
        end = path.resolve()
        leaves = end.is_symlink() or not end.is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle; from Python 3.13 on they are left as they are
        leaves = True
    if leaves:
        raise ValueError(f"{quoted(relative)} leads out of the folder {quoted(str(folder))}")
    return path


def scalar(text: str, *, foreign: bool = False) -> bool | int | float | str | None:
    """What an unquoted text means in YAML 1.2: nothing, true, false, a number, or itself.

    Raises
    ------
    ValueError
        A number that is not finite, too large, or written in a way that others read differently (``010``);
        the message quotes it, but not where it is `foreign`.
    """
    for form, message in _NUMBERS_REFUSED.items():
        if form.fullmatch(text):
            raise ValueError(message if foreign else f"{message}, got {quoted(text)}")
    number: float = 0
    try:
        if _INTEGER.fullmatch(text):
            number = int(text)
        elif _FLOAT.fullmatch(text):
            number = float(text)
        else:
            return _CONSTANTS.get(text.lower(), text)
    except ValueError:  # too many digits
        number = math.inf
    if abs(number) > 1e300:
        message = "a number too large to count with"
        raise ValueError(message if foreign else f"{message}: {quoted(text)}")
    return number


def _place_of(text: str, index: int, source: str) -> Place:
    starts = _line_starts(text[:index])
    return Place(source, len(starts), index - starts[-1] + 1)


def _line_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]


class _Stop(Exception):
    """Reading cannot go on."""


def _parse(text: str, source: str, *, positions: bool, foreign: bool = False) -> Document:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    builder = _Builder(text, source, positions, foreign)
    document = builder.document
    try:
        document.node = builder.build(YAML(typ="safe", pure=True).parse(text))
        return document
    except _Stop:
        pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = "; indent with spaces" if "'\\t'" in str(error.problem) else ""
        said = printable(error.problem or error.context or "", 100)
        document.note(builder.place(mark.index if mark else 0), f"not YAML: {said}{hint}")
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, AssertionError):
        # for some broken texts the parser has no error of its own
        document.note(builder.place(0), "not YAML that can be read")
    document.check()
    raise AssertionError("reading that ends early leaves a problem")


class _Builder:
    """Makes nodes of the parser's events, and notes what is not plain YAML."""

    def __init__(self, text: str, source: str, positions: bool, foreign: bool) -> None:
        self.text, self.source, self.positions, self.foreign = text, source, positions, foreign
        self.starts = _line_starts(text)
        self.document = Document(Node(None, self.place(0)), text)

    def place(self, index: int) -> Place:
        if not self.positions:
            return Place(self.source)
        line = bisect_right(self.starts, min(index, len(self.text)))
        return Place(self.source, line, min(index, len(self.text)) - self.starts[line - 1] + 1)

    def build(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            place = self.place(event.start_mark.index)
            if kind == "DocumentStartEvent":
                if root is not None:
                    self.document.note(place, "a second document begins; want one")
                    raise _Stop
                if event.version or event.tags:
                    self.document.note(place, "a directive ('%' line); plain YAML has none")
            elif kind not in ("StreamStartEvent", "DocumentEndEvent", "StreamEndEvent"):
                root = self.node(event, events, 0)
        return root or self.document.node

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        kind = type(event).__name__
        place = self.place(event.start_mark.index)
        if kind == "AliasEvent":
            return self.refuse(place, "an alias ('*name'); write the value out")
        if event.anchor:
            self.document.note(place, "an anchor ('&name'); write values out where they are needed")
        if event.tag:
            self.document.note(place, "a tag ('!name'); plain YAML has none")
        if kind == "ScalarEvent":
            return self.scalar(event, place)
        if depth >= MAX_DEPTH:
            self.document.note(place, f"nested deeper than {MAX_DEPTH}")
            raise _Stop
        return (
            self.mapping(place, events, depth)
            if kind == "MappingStartEvent"
            else self.list(place, events, depth)
        )

    def list(self, place: Place, events: Iterator[Any], depth: int) -> Node:
        items = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self.node(event, events, depth + 1))
        return Node(items, place)

    def mapping(self, place: Place, events: Iterator[Any], depth: int) -> Node:
        entries: dict[str, Node] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key_place = self.place(event.start_mark.index)
            key_node = self.node(event, events, depth + 1)
            value_event = next(events)
            value = self.node(value_event, events, depth + 1)
            value.key_place = key_place
            if value_event.start_mark.index == value_event.end_mark.index:  # nothing: it is where its key is
                value.place = key_place
            if type(event).__name__ != "ScalarEvent":
                if not key_node.broken:
                    self.document.note(key_place, "a key that is a list or a mapping; want text")
                continue
            key = event.value  # a key is text, however it is spelt: 1, true and "1" too
            if key == "<<" and not event.style:
                self.document.note(key_place, "a merge key ('<<'); write the keys out")
            elif key in entries:
                first = entries[key].key_place
                where = f", first on line {first.line}" if first and first.line else ""
                said = f"the key is there twice{where}"
                self.document.note(key_place, said if self.foreign else f"{printable(key)}: {said}")
            else:
                entries[key] = value
        return Node(entries, place)

    def scalar(self, event: Any, place: Place) -> Node:
        text = event.value
        if _CONTROL.search(text):
            return self.refuse(place, "text with control characters")
        if event.style:  # quoted, or a block
            return Node(text, place)
        try:
            return Node(scalar(text, foreign=self.foreign), place)
        except ValueError as error:
            return self.refuse(place, str(error))

    def refuse(self, place: Place, message: str) -> Node:
        self.document.note(place, message)
        return Node(None, place, broken=True)
