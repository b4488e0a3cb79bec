"""What names a piece of Python defines in its own scope."""

import ast
from collections.abc import Iterable

_BINDING: dict[type[ast.AST], tuple[str, ...]] = {
    ast.AnnAssign: ("target",),
    ast.Assign: ("targets",),
    ast.AsyncFor: ("target", "body", "orelse"),
    ast.AsyncWith: ("items", "body"),
    ast.For: ("target", "body", "orelse"),
    ast.If: ("body", "orelse"),
    ast.List: ("elts",),
    ast.Starred: ("value",),
    ast.Tuple: ("elts",),
    ast.With: ("items", "body"),
    ast.withitem: ("optional_vars",),
}
"""Where in a node names are defined that belong to the scope around it."""


def bound_names(body: Iterable[ast.AST], *, imports: bool = True) -> set[str]:
    """Collect what statements define in their own scope.

    Args:
        body: the statements.
        imports: whether what they import counts too: otherwise only what comes from the same package, or is given on,
            as `name as name` is.
    """
    names: set[str] = set()
    pending = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            is_own = isinstance(node, ast.ImportFrom) and node.level > 0
            counted = (alias for alias in node.names if imports or is_own or alias.asname == alias.name)
            names |= {(alias.asname or alias.name).split(".")[0] for alias in counted}
        else:
            for place in _BINDING.get(type(node), ()):
                value = getattr(node, place)
                pending += value if isinstance(value, list) else [value]
    return names


def arguments_of(node: ast.arguments) -> list[ast.arg]:
    """All arguments of a function."""
    variadic = [argument for argument in (node.vararg, node.kwarg) if argument is not None]
    return [*node.posonlyargs, *node.args, *node.kwonlyargs, *variadic]


def argument_names(node: ast.arguments) -> set[str]:
    """The names of all arguments of a function."""
    return {argument.arg for argument in arguments_of(node)}
