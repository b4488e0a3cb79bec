"""Type expressions as text: written by an engine, and moved to where other names are in reach."""

import ast
from collections.abc import Mapping

from specloom.encode import Code


def qualified(type_: Code, modules: Mapping[str, str]) -> Code:
    """Write names of a type expression as attributes of modules.

    Args:
        type_: the expression.
        modules: module by name; other names stay as they are.
    """

    class Qualify(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id not in modules:
                return node
            return ast.Attribute(ast.Name(modules[node.id], ast.Load()), node.id, ast.Load())

    return Code(ast.unparse(Qualify().visit(ast.parse(type_, mode="eval"))))


def plain(type_: Code) -> Code:
    """Write a type expression without what only validation needs: `Annotated[str, Field(…)]` as `str`."""

    class Strip(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            self.generic_visit(node)
            if isinstance(node.value, ast.Name) and node.value.id == "Annotated" and isinstance(node.slice, ast.Tuple):
                return node.slice.elts[0]
            return node

    return Code(ast.unparse(Strip().visit(ast.parse(type_, mode="eval"))))


def postponed(definition: Code) -> Code:
    """Write the types of a `TypedDict(...)` call as text, since they may name what is defined further down.

    A definition that is a class comes back as it is: its annotations wait anyway.
    """

    class Plainer(ast.NodeTransformer):
        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            if isinstance(node.value, ast.Name) and node.value.id == "Literal":
                return node
            self.generic_visit(node)
            if isinstance(node.value, ast.Name) and node.value.id == "Optional":
                return ast.BinOp(node.slice, ast.BitOr(), ast.Constant(None))
            return node

        def visit_Constant(self, node: ast.Constant) -> ast.AST:
            # Outside of `Literal`, text is a name that is defined further down.
            return ast.parse(node.value, mode="eval").body if isinstance(node.value, str) else node

    tree = ast.parse(definition)
    statement = tree.body[0]
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
        return definition
    fields = statement.value.args[1]
    if isinstance(fields, ast.Dict):
        fields.values = [ast.Constant(ast.unparse(Plainer().visit(value))) for value in fields.values]
    return Code(ast.unparse(tree))
