"""Conditions on points, such as ``dog.bond < train.warning_s / 100 and policy != home``.

A condition is read with Python's own grammar and evaluated by this module, never by Python: it may compare
(``<``, ``<=``, ``>``, ``>=``, ``==``, ``!=``, ``in [a, b]``), join by ``and``, ``or``, ``not``, and
calculate with ``+``, ``-``, ``*``, ``/``. A dotted name is a key; where a choice is compared, a bare word is
an option of it.
"""

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bondsim.documents import Document, Loc, nearest, printable

if TYPE_CHECKING:
    from bondsim.experiments.points.levels import Value
    from bondsim.scenario import Key

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_CALCULATE: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_TRUTH = {"true": True, "false": False}
NUMBER, TRUTH, OPTION = "a number", "true or false", "a choice"
type _Values = Mapping[str, "Value"]
type _Part = tuple[str, Callable[[_Values], Any]]


class _Wrong(ValueError):
    """The condition says something that it cannot say."""


@dataclass(frozen=True)
class Condition:
    """What a point must meet.

    Attributes
    ----------
    names : frozenset of str
        Keys that it asks for.
    holds : callable
        Whether it holds, given the value of each key.
    """

    names: frozenset[str]
    holds: Callable[[_Values], bool]


def condition(
    document: Document, loc: Loc, text: str, keys: "Mapping[str, Key]", known: "Mapping[str, object]"
) -> Condition | None:
    """Read a condition; None, and a problem noted, where it is none.

    Parameters
    ----------
    document, loc
        Where it stands.
    text
        The condition.
    keys
        Keys of the scenario.
    known
        Those that have a value where it is asked: varied, uncertain or fixed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
        reader = _Reader(keys, known)
        holds = reader.truth(tree)
    except SyntaxError as error:
        where = f" at column {error.offset}" if error.offset else ""
        document.problem(loc, f"not a condition{where}; want one such as dog.bond < 0.5 and dog.mass_kg > 30")
        return None
    except _Wrong as error:
        document.problem(loc, str(error))
        return None
    except (ValueError, RecursionError, MemoryError):
        document.problem(loc, "this condition is too deep, or has a letter that none can have")
        return None
    return Condition(frozenset(reader.names), holds)


class _Reader:
    """Makes functions of a syntax tree, and refuses all that is not listed here."""

    def __init__(self, keys: "Mapping[str, Key]", known: Mapping[str, object]) -> None:
        self.keys, self.known = keys, known
        self.names: set[str] = set()

    def truth(self, node: ast.expr) -> Callable[[_Values], bool]:
        """A part that is true or false."""
        kind, value = self._part(node)
        if kind != TRUTH:
            raise _Wrong(f"'{_shown(node)}' is {kind}; want a comparison")
        return value

    def _part(self, node: ast.expr) -> _Part:
        match node:
            case ast.BoolOp(op=op, values=nodes):
                parts = [self.truth(each) for each in nodes]
                if isinstance(op, ast.And):
                    return TRUTH, lambda at: all(part(at) for part in parts)
                return TRUTH, lambda at: any(part(at) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                part = self.truth(inner)
                return TRUTH, lambda at: not part(at)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                number = self._number(inner)
                return NUMBER, lambda at: -number(at)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _CALCULATE:
                a, b, calculate = self._number(left), self._number(right), _CALCULATE[type(op)]
                return NUMBER, lambda at: calculate(a(at), b(at))
            case ast.Compare(left=left, ops=ops, comparators=others):
                nodes = [left, *others]
                steps = [self._comparison(nodes[i], op, nodes[i + 1]) for i, op in enumerate(ops)]
                return TRUTH, lambda at: all(step(at) for step in steps)
            case ast.Constant(value=bool() | int() | float() as constant):
                return self._constant(constant)
            case ast.Name() | ast.Attribute():
                return self._named(node)
        raise _Wrong(
            f"'{_shown(node)}' cannot stand in a condition; want keys, numbers, comparisons, and, or, not"
        )

    def _constant(self, constant: bool | float) -> _Part:
        if isinstance(constant, bool):
            return TRUTH, lambda at: constant
        try:
            number = float(constant)
        except OverflowError:
            raise _Wrong("a number in it is too large") from None
        return NUMBER, lambda at: number

    def _number(self, node: ast.expr) -> Callable[[_Values], float]:
        kind, value = self._part(node)
        if kind != NUMBER:
            raise _Wrong(f"'{_shown(node)}' is {kind}; want a number there")
        return value

    def _named(self, node: ast.expr) -> _Part:
        name = _dotted(node)
        if name in _TRUTH:
            return self._constant(_TRUTH[name])
        if name not in self.keys:
            raise _Wrong(f"unknown key '{printable(name)}'{nearest(name, self.known or self.keys)}")
        if name not in self.known:
            given = ", ".join(sorted(self.known)) or "none is"
            raise _Wrong(f"{name} is neither varied nor fixed here ({printable(given, 200)})")
        self.names.add(name)
        kinds = {"number": NUMBER, "integer": NUMBER, "boolean": TRUTH}
        return kinds.get(self.keys[name].kind, OPTION), lambda at: at[name]

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Callable[[_Values], bool]:
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, ast.List | ast.Tuple | ast.Set):
                raise _Wrong("in wants a list, such as [none, no_dog]")
            found = [self._comparison(left, ast.Eq(), each) for each in right.elts]
            wanted = isinstance(op, ast.In)
            return lambda at: any(same(at) for same in found) is wanted
        if type(op) not in _COMPARE:
            raise _Wrong("want a comparison by <, <=, >, >=, ==, !=, in")
        compare = _COMPARE[type(op)]
        choice = self._choice(left) or self._choice(right)
        a, b = (self._side(node, choice) for node in (left, right))
        if a[0] != b[0]:
            raise _Wrong(
                f"'{_shown(left)}' is {a[0]} and '{_shown(right)}' is {b[0]}; they cannot be compared"
            )
        if a[0] != NUMBER and compare not in (operator.eq, operator.ne):
            raise _Wrong(f"'{_shown(left)}' is {a[0]}, which has no order; want == or !=")
        first, second = a[1], b[1]
        return lambda at: bool(compare(first(at), second(at)))

    def _choice(self, node: ast.expr) -> "Key | None":
        """The choice that a node names, if it does."""
        key = self.keys.get(_dotted(node)) if isinstance(node, ast.Name | ast.Attribute) else None
        return key if key is not None and key.kind == "choice" else None

    def _side(self, node: ast.expr, choice: "Key | None") -> _Part:
        """One side of a comparison; beside a choice a word is one of its options."""
        if choice is None or self._choice(node):
            return self._part(node)
        word = node.value if isinstance(node, ast.Constant) else _dotted(node)
        if word not in choice.options:
            raise _Wrong(f"'{printable(word)}' is no option of {choice.name}{nearest(word, choice.options)}")
        return OPTION, lambda at: word


def _dotted(node: ast.AST) -> str:
    """``dog.bond``."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


def _shown(node: ast.expr) -> str:
    return printable(ast.unparse(node))
