"""Types in annotations, as far as it matters whether one takes more, or gives more, than another."""

import ast
from collections.abc import Iterator
from enum import StrEnum

_WRAPPERS = frozenset({"Annotated", "Required", "NotRequired", "ReadOnly", "ClassVar", "Final", "InitVar"})
"""What says something about a type that makes it neither wider nor narrower; its first argument is the type."""


class Relation(StrEnum):
    """How a type became another."""

    SAME = "same"
    WIDENED = "widened"
    NARROWED = "narrowed"
    CHANGED = "changed"


def alternatives(annotation: str) -> frozenset[str]:
    """Take a type apart into what it may be: `Annotated[str | None, ...]` into `str` and `None`."""
    try:
        return frozenset(_alternatives(ast.parse(annotation, mode="eval").body))
    except SyntaxError:
        return frozenset({annotation})


def relation(before: str, after: str) -> Relation:
    """Compare two types, by what they may be."""
    old, new = alternatives(before), alternatives(after)
    if old == new:
        return Relation.SAME
    if old < new:
        return Relation.WIDENED
    return Relation.NARROWED if new < old else Relation.CHANGED


def names_in(annotation: str) -> frozenset[str]:
    """List the names that a type is made of, without the modules that they are from."""
    try:
        tree = ast.parse(annotation, mode="eval")
    except SyntaxError:
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= names_in(node.value)
    return frozenset(found)


def _alternatives(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    elif isinstance(node, ast.Subscript):
        name = _last(node.value)
        arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name in _WRAPPERS:
            yield from _alternatives(arguments[0])
        elif name == "Optional":
            yield from _alternatives(arguments[0])
            yield "None"
        elif name == "Union":
            for argument in arguments:
                yield from _alternatives(argument)
        elif name == "Literal":
            yield from (f"Literal[{ast.unparse(argument)}]" for argument in arguments)
        else:
            yield ast.unparse(node)
    elif isinstance(node, ast.Call) and _last(node.func) == "TypeAliasType" and len(node.args) > 1:
        yield from _alternatives(node.args[1])
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from alternatives(node.value)
    else:
        yield ast.unparse(node)


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
