"""Leave out of a law what only concerns families of mechanisms that a kernel does without.

Laws ask for a family by the clock (``w.clock.has_gun == 1``). In a kernel made for scenarios without that
family the answer is known before anything runs: the branch falls away with the calls in it, so it costs
neither time of a run nor time to compile.
"""

import ast
import inspect
import textwrap
from collections.abc import Collection
from types import CodeType, FunctionType
from typing import TypeGuard

FLAG = "has_"


class _Pruner(ast.NodeTransformer):
    """Replaces questions for a family that is left out by their answer, and what follows from it."""

    def __init__(self, without: Collection[str]) -> None:
        self.flags = {FLAG + family for family in without}

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """``w.clock.has_x == 1`` is false, ``w.clock.has_x == 0`` is true."""
        if not self.asks(node.left):
            return node
        answer = node.comparators[0]
        if len(node.ops) > 1 or not isinstance(node.ops[0], ast.Eq) or not isinstance(answer, ast.Constant):
            raise ValueError(f"ask for a family by `== 1` or `== 0`, not as `{ast.unparse(node)}`")
        return ast.Constant(answer.value == 0)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """No other use of a flag is understood."""
        self.generic_visit(node)
        if self.asks(node):
            raise ValueError(f"ask for a family by `== 1` or `== 0`, not by `{ast.unparse(node)}` alone")
        return node

    def asks(self, node: ast.expr) -> bool:
        """Whether it is the flag, in the clock, of a family that is left out."""
        return (
            isinstance(node, ast.Attribute)
            and node.attr in self.flags
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "clock"
        )

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Known parts of an `and` or `or` decide it or drop out."""
        self.generic_visit(node)
        decides = isinstance(node.op, ast.Or)
        left = [v for v in node.values if not _is_known(v)]
        if any(v.value is decides for v in node.values if _is_known(v)):
            # what stands before the part that decides has no effects: a law asks, it does not act, in a condition
            return ast.Constant(decides)
        if not left:
            return ast.Constant(not decides)
        return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """Of a choice between two values the one that is left."""
        self.generic_visit(node)
        if _is_known(node.test):
            return node.body if node.test.value else node.orelse
        return node

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        """Of two branches the one that is left."""
        self.generic_visit(node)
        if _is_known(node.test):
            return (node.body if node.test.value else node.orelse) or [ast.Pass()]
        return node


def _is_known(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def code_without(function: FunctionType, families: Collection[str]) -> CodeType:
    """Code of a law without what it has for some families.

    Parameters
    ----------
    function : function
        A plain function of a module, without a decorator.
    families : collection of str
        Those that are left out.

    Raises
    ------
    ValueError
        Where it asks for one of them in another way than ``has_x == 1`` or ``== 0``.
    """
    if not {FLAG + family for family in families}.intersection(function.__code__.co_names):
        return function.__code__
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    ast.increment_lineno(tree, function.__code__.co_firstlineno - 1)
    tree = ast.fix_missing_locations(_Pruner(families).visit(tree))
    module = compile(tree, function.__code__.co_filename, "exec")
    (code,) = (c for c in module.co_consts if isinstance(c, CodeType))
    return code
