"""Type expressions as text: written by an engine, and moved to where other names are in reach."""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import cache

from specloom.encode import Code

_NAME = re.compile(r"\w+")
LIST_OF = "ListOf"
"""What the runtime calls lists where `list` is something else."""
_GROUP = 64
"""How many alternatives stand side by side: each is a level more, and neither Python nor type checkers go very deep."""


def any_of(types: Sequence[str]) -> Code:
    """Write that a value is of one of some types, however many."""
    while len(types) > _GROUP:
        types = [f"({' | '.join(types[start : start + _GROUP])})" for start in range(0, len(types), _GROUP)]
    return Code(" | ".join(types))


def qualified(type_: Code, modules: Mapping[str, str]) -> Code:
    """Write names of a type expression as attributes of modules.

    Args:
        type_: the expression.
        modules: module by name; other names stay as they are.
    """
    moved = {name: modules[name] for name in _NAME.findall(type_) if name in modules}
    return _qualified(type_, tuple(sorted(moved.items()))) if moved else Code(type_)


@cache
def _qualified(type_: Code, moved: tuple[tuple[str, str], ...]) -> Code:
    return Code(ast.unparse(_Qualify(dict(moved)).visit(ast.parse(type_, mode="eval"))))


@cache
def plain(type_: Code) -> Code:
    """Write a type expression without what only validation needs: `Annotated[str, Field(…)]` as `str`."""
    if "Annotated" not in type_:
        return Code(type_)
    return Code(ast.unparse(_Strip().visit(ast.parse(type_, mode="eval"))))


def renamed(type_: Code, names: Mapping[str, str]) -> Code:
    """Write a type expression with other attributes of modules in the place of some."""
    return unparsed(_Rename(names).visit(ast.parse(type_, mode="eval"))) if names else type_


@cache
def with_lists_of(type_: Code) -> Code:
    """Write a type expression for a class that has a method `list`, which its annotations would mean."""
    return unparsed(_ListsOf().visit(ast.parse(type_, mode="eval"))) if "list" in type_ else type_


def either(*types: Code) -> Code:
    """Write that a value is of one of some types.

    Lists are a sequence, whose items may be of any of them: type checkers can't tell which of two lists `[{...}]` is.
    Likewise dictionaries that are maps.
    """
    whole = each_once(Code(" | ".join(types)))
    alternatives = _alternatives(ast.parse(whole, mode="eval").body)
    rest = [each for each in alternatives if _is_none(each)]
    for held, outer in ((_item, "Sequence["), (_value, "Mapping[str, ")):
        inner = [found for each in alternatives if (found := held(each)) is not None]
        if len(inner) > 1 and len(inner) + len(rest) == len(alternatives):
            return Code(" | ".join([f"{outer}{each_once(any_of(list(map(unparsed, inner))))}]", *map(unparsed, rest)]))
    return whole


def _item(type_: ast.expr) -> ast.expr | None:
    """What a list holds."""
    match type_:
        case ast.Subscript(ast.Name("list"), item):
            return item
    return None


def _value(type_: ast.expr) -> ast.expr | None:
    """What a map holds."""
    match type_:
        case ast.Subscript(ast.Name("dict"), ast.Tuple([ast.Name("str"), value])):
            return value
    return None


def _is_none(type_: ast.expr) -> bool:
    return isinstance(type_, ast.Constant) and type_.value is None


def or_none(type_: Code) -> Code:
    """Write that a value is of a type or None, which may be one of the alternatives already."""
    return each_once(Code(f"{type_} | None")) if "None" in type_ else Code(f"{type_} | None")


def unparsed(type_: ast.AST) -> Code:
    """Write a type expression, of however many alternatives."""
    return Code(ast.unparse(_Rewrite().visit(type_)))


def each_once(type_: Code) -> Code:
    """Write a type expression without the alternatives that it has named before, and None last."""
    types = dict.fromkeys(map(unparsed, _alternatives(ast.parse(type_, mode="eval").body)))
    return any_of(sorted(types, key="None".__eq__))


def _alternatives(type_: ast.expr) -> list[ast.expr]:
    found: list[ast.expr] = []
    waiting = [type_]
    while waiting:
        match waiting.pop():
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                waiting += [left, right]
            case other:
                found.append(other)
    return found[::-1]


class _Rewrite(ast.NodeTransformer):
    """Goes through a type expression. Alternatives are nested once for each, which is more than Python recurses."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if not isinstance(node.op, ast.BitOr):
            return self.generic_visit(node)
        # What stands between is nothing but bars, so the whole is written as it will be read.
        written = [ast.unparse(self.visit(part)) for part in _alternatives(node)]
        return ast.Name(any_of(written), ast.Load())


class _Qualify(_Rewrite):
    def __init__(self, modules: Mapping[str, str]) -> None:
        self.modules = modules

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.modules:
            return node
        return ast.Attribute(ast.Name(self.modules[node.id], ast.Load()), node.id, ast.Load())


class _Rename(_Rewrite):
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Attribute(node.value, self.names.get(node.attr, node.attr), ast.Load())


class _ListsOf(_Rewrite):
    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(LIST_OF, ast.Load()) if node.id == "list" else node


class _Strip(_Rewrite):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated" and isinstance(node.slice, ast.Tuple):
            return node.slice.elts[0]
        return node
