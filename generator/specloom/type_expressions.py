"""Type expressions as text: written by an engine, and moved to where other names are in reach."""

import ast
import re
from collections.abc import Mapping
from functools import cache

from specloom.encode import Code

_NAME = re.compile(r"\w+")


def qualified(type_: Code, modules: Mapping[str, str]) -> Code:
    """Write names of a type expression as attributes of modules.

    Args:
        type_: the expression.
        modules: module by name; other names stay as they are.
    """
    if modules.keys().isdisjoint(_NAME.findall(type_)):
        return Code(type_)

    class Qualify(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id not in modules:
                return node
            return ast.Attribute(ast.Name(modules[node.id], ast.Load()), node.id, ast.Load())

    return Code(ast.unparse(Qualify().visit(ast.parse(type_, mode="eval"))))


@cache
def plain(type_: Code) -> Code:
    """Write a type expression without what only validation needs: `Annotated[str, Field(…)]` as `str`."""

    class Strip(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            self.generic_visit(node)
            if isinstance(node.value, ast.Name) and node.value.id == "Annotated" and isinstance(node.slice, ast.Tuple):
                return node.slice.elts[0]
            return node

    return Code(ast.unparse(Strip().visit(ast.parse(type_, mode="eval"))))
