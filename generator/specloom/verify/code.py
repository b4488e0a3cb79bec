"""What generated Python may hold, by the kind of its file.

The check is a list of what the templates emit, not of what is dangerous: kinds of nodes, modules to import from, names.
So a text of a document that had got out of its quotes is refused whatever it says, since it needs a name that the file
doesn't have, a statement where only declarations stand, or a module that is not on the list. Comments are no
exception: one that ended early leaves its rest as code.
"""

import ast
import builtins
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from specloom.diagnostics import Diagnostic
from specloom.verify.allowed import OFFERED, Kind, concrete, kind_of
from specloom.verify.finding import finding
from specloom.verify.scopes import argument_names, arguments_of, bound_names

_DUNDERS = frozenset({"__all__", "__dir__", "__getattr__", "__init__", "__name__", "__pydantic_extra__", "__version__"})
_PYTHONS_OWN = frozenset(
    name for name, value in vars(builtins).items() if not (isinstance(value, type) and issubclass(value, BaseException))
)
_TYPE_FORMS = frozenset({"Annotated", "ClassVar", "Literal", "dict", "frozenset", "list", "set", "tuple"})
_TYPE_MAKERS = frozenset({"TypeAliasType", "TypedDict"})
"""Functions that take a text for a type."""
_RUNTIME = "_runtime"
"""The part of the package that is a copy of templates, whose modules import what nothing else may reach."""


def check_code(files: Mapping[str, str], import_name: str, carried: Mapping[str, str]) -> list[Diagnostic]:
    """Check every Python file of a project: that it can be parsed, and holds only what templates emit.

    Those that are imported afterwards, which compiles them, aren't compiled here.
    """
    found: list[Diagnostic] = []
    for path, text in sorted(files.items()):
        if not path.endswith(".py"):
            continue
        place = PurePosixPath(path).parts
        if path in carried or place[:2] == (import_name, _RUNTIME):
            if carried.get(path) != text:
                found.append(finding("output-refused", "this differs from the template that it is a copy of", path))
            continue
        kind = kind_of(place, import_name)
        if kind is None:
            found.append(finding("output-refused", "no template writes Python here", path))
            continue
        found += _check_file(path, text, kind, import_name, carried)
    return found


def _check_file(path: str, text: str, kind: Kind, import_name: str, carried: Mapping[str, str]) -> list[Diagnostic]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text, path)
            if not path.startswith(f"{import_name}/"):
                compile(tree, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning) as error:
        line = getattr(error, "lineno", None) or 0
        message = f"this is not Python: {getattr(error, 'msg', None) or error}"
        return [finding("output-syntax", message, path, line, 1 if line else 0)]
    checker = _Checker(kind, len(PurePosixPath(path).parts) - 1, f"{import_name}/{_RUNTIME}", carried)
    try:
        checker.check(tree)
    except _RefusedError as refused:
        node = refused.node
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
        return [finding("output-refused", f"no template writes {refused}", path, line, column)]
    return []


@dataclass(frozen=True, slots=True)
class _Scope:
    names: set[str]
    is_function: bool


class _RefusedError(Exception):
    def __init__(self, node: ast.AST, what: str) -> None:
        self.node = node
        super().__init__(what)


@dataclass(slots=True)
class _Checker:
    """Walks one file.

    Attributes:
        kind: of the file.
        depth: how many folders it stands in: so far relative imports may lead up.
        runtime: the folder of the package's copied part.
        carried: text of copies of templates, by path.
        scopes: the open ones, the module first.
        offered: what may be used of modules that were imported whole, by the name they have in the file.
        last: the node that was looked at last, of those that have a place: operators have none.
    """

    kind: Kind
    depth: int
    runtime: str
    carried: Mapping[str, str]
    scopes: list[_Scope] = field(default_factory=list)
    offered: dict[str, frozenset[str]] = field(default_factory=dict)
    last: ast.AST = field(default_factory=ast.AST)

    def check(self, tree: ast.Module) -> None:
        """Check a file.

        Raises:
            _RefusedError: at the first thing that is not on the list.
        """
        with self._scope(bound_names(tree.body)):
            self._node(tree)

    def _node(self, node: ast.AST) -> None:
        kind = type(node)
        if kind not in self.kind.nodes:
            raise _RefusedError(node if hasattr(node, "lineno") else self.last, f"{kind.__name__} here")
        if kind in _LEAVES:
            return
        if hasattr(node, "lineno"):
            self.last = node
        visit = _VISITORS.get(kind)
        if visit is None:
            self._children(node)
        else:
            visit(self, node)

    def _children(self, node: ast.AST) -> None:
        for name in node._fields:
            value = getattr(node, name)
            if isinstance(value, list):
                self._all(value)
            elif isinstance(value, ast.AST):
                self._node(value)

    def _all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self._node(node)

    def _expression(self, node: ast.Expr) -> None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if not is_text and not self.scopes[-1].is_function:
            raise _RefusedError(node, "a bare expression outside of a function")
        self._node(node.value)

    def _if(self, node: ast.If) -> None:
        if ast.unparse(node.test) not in ("TYPE_CHECKING", "not TYPE_CHECKING") and not self.scopes[-1].is_function:
            raise _RefusedError(node, "a condition outside of a function")
        self._children(node)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            # The import of a module in another one defines that one's name.
            if "." in alias.name or alias.name not in {*self.kind.modules, self.kind.own}:
                raise _RefusedError(node, f"an import of {alias.name}")
            if alias.name != self.kind.own:
                self.offered[alias.asname or alias.name] = OFFERED[alias.name]

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level > self.depth or any(alias.name == "*" for alias in node.names):
            raise _RefusedError(node, "such an import")
        if node.level or module.split(".")[0] == self.kind.own:
            self._import_own(node, module.split("."))
        elif module not in self.kind.modules:
            raise _RefusedError(node, f"an import from {module}")
        else:
            for alias in node.names:
                if alias.name not in OFFERED[module]:
                    raise _RefusedError(node, f"an import of {alias.name} from {module}")

    def _import_own(self, node: ast.ImportFrom, module: Sequence[str]) -> None:
        """Check an import from the package itself, whose modules have imported others."""
        inside = module[module.index(_RUNTIME) + 1 :] if _RUNTIME in module else None
        for alias in node.names:
            if inside:
                is_own = alias.name in self._of_runtime("/".join(inside))
            else:
                is_own = alias.name not in (_RUNTIME, *self.kind.modules)
            if not is_own:
                raise _RefusedError(node, f"an import of {alias.name} from {'.'.join(module)}")
            if inside == []:
                self.offered[alias.asname or alias.name] = self._of_runtime(alias.name)

    def _of_runtime(self, module: str) -> frozenset[str]:
        return _defined_in(self.carried.get(f"{self.runtime}/{module}.py", ""))

    def _class(self, node: ast.ClassDef) -> None:
        self._all((*node.decorator_list, *node.keywords))
        for base in node.bases:
            self._type(base)
        with self._scope(bound_names(node.body)):
            self._all(node.body)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._name(node, node.name, is_read=False)
        self._all(node.decorator_list)
        self._arguments(node.args)
        if node.returns is not None:
            self._type(node.returns)
        with self._scope(argument_names(node.args) | bound_names(node.body), is_function=True):
            self._all(node.body)

    def _lambda(self, node: ast.Lambda) -> None:
        self._arguments(node.args)
        with self._scope(argument_names(node.args), is_function=True):
            self._node(node.body)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        targets = {name.id for part in node.generators for name in ast.walk(part.target) if isinstance(name, ast.Name)}
        with self._scope(targets, is_function=True):
            self._children(node)

    def _arguments(self, node: ast.arguments) -> None:
        for argument in arguments_of(node):
            if argument.annotation is not None:
                self._type(argument.annotation)
        self._all((*node.defaults, *node.kw_defaults))

    def _annotated(self, node: ast.AnnAssign) -> None:
        self._type(node.annotation)
        self._all((node.target, node.value))

    def _any_name(self, node: ast.Name) -> None:
        if node.id in self.offered:
            raise _RefusedError(node, f"the module {node.id} by itself")
        self._name(node, node.id, is_read=isinstance(node.ctx, ast.Load))

    def _name(self, node: ast.AST, name: str, *, is_read: bool) -> None:
        if name.startswith("__") and name not in _DUNDERS:
            raise _RefusedError(node, f"the name {name}")
        if not is_read or name in self.kind.builtins or name == "__name__":
            return
        # A class may have a field called `open`; but where it reads that name, Python's own could be meant.
        is_risky = name in _PYTHONS_OWN
        if not any(name in scope.names and (scope.is_function or not is_risky) for scope in self.scopes):
            raise _RefusedError(node, f"the name {name}, which nothing in the file defines")

    def _attribute(self, node: ast.Attribute) -> None:
        if node.attr == _RUNTIME or (node.attr.startswith("__") and node.attr not in _DUNDERS):
            raise _RefusedError(node, f"the attribute {node.attr}")
        offered = self.offered.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if offered is None:
            self._node(node.value)
        elif node.attr not in offered:
            raise _RefusedError(node, ast.unparse(node))

    def _subscript(self, node: ast.Subscript) -> None:
        if not self.kind.reads_items or _last_name(node.value) in _TYPE_FORMS:
            self._type(node)
        else:
            self._children(node)

    def _binary(self, node: ast.BinOp) -> None:
        self._node(node.op)
        self._all(_operands(node, type(node.op)))

    def _call(self, node: ast.Call) -> None:
        self._children(node)
        if _last_name(node.func) in _TYPE_MAKERS:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                self._type(argument)

    def _type(self, node: ast.AST) -> None:
        """Check an expression in the place of a type, where a text is a type too, and will be evaluated."""
        match node:
            case ast.Constant(value=str(text)):
                self._type(_parse_type(node, text))
            case ast.Constant() | ast.Name() | ast.Attribute():
                self._node(node)
            case ast.BinOp(op=ast.BitOr()):
                for operand in _operands(node, ast.BitOr):
                    self._type(operand)
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Dict(values=elements):
                for element in elements:
                    self._type(element)
            case ast.Subscript(value=form, slice=inner):
                self._node(form)
                self._type_arguments(_last_name(form), inner.elts if isinstance(inner, ast.Tuple) else [inner])
            case _:
                raise _RefusedError(node, f"{type(node).__name__} in the place of a type")

    def _type_arguments(self, form: str, arguments: Sequence[ast.expr]) -> None:
        types = {"Literal": 0, "Annotated": 1}.get(form, len(arguments))
        for argument in arguments[:types]:
            self._type(argument)
        self._all(arguments[types:])

    @contextmanager
    def _scope(self, names: set[str], *, is_function: bool = False) -> Iterator[None]:
        self.scopes.append(_Scope(names, is_function))
        yield
        self.scopes.pop()


_LEAVES = frozenset({ast.Constant, *concrete([ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop])})
"""Nodes that hold no others."""

_VISITORS: dict[type[ast.AST], Callable[[_Checker, Any], None]] = {
    ast.AnnAssign: _Checker._annotated,
    ast.AsyncFunctionDef: _Checker._function,
    ast.Attribute: _Checker._attribute,
    ast.BinOp: _Checker._binary,
    ast.Call: _Checker._call,
    ast.ClassDef: _Checker._class,
    ast.DictComp: _Checker._comprehension,
    ast.Expr: _Checker._expression,
    ast.FunctionDef: _Checker._function,
    ast.GeneratorExp: _Checker._comprehension,
    ast.If: _Checker._if,
    ast.Import: _Checker._import,
    ast.ImportFrom: _Checker._import_from,
    ast.Lambda: _Checker._lambda,
    ast.ListComp: _Checker._comprehension,
    ast.Name: _Checker._any_name,
    ast.SetComp: _Checker._comprehension,
    ast.Subscript: _Checker._subscript,
}


def _operands(node: ast.AST, operator: type[ast.operator]) -> list[ast.AST]:
    """What an operator joins, however often: each time is another level, and a union may have hundreds of them."""
    found: list[ast.AST] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.BinOp) and isinstance(each.op, operator):
            waiting += [each.left, each.right]
        else:
            found.append(each)
    return found[::-1]


def _last_name(node: ast.expr) -> str:
    """The name of a function or a type, without the module that it is in."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _parse_type(node: ast.AST, text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _RefusedError(node, "a text that is no type in the place of one") from None


@cache
def _defined_in(text: str) -> frozenset[str]:
    """What a module of the runtime has of its own; not what else it imports, with which one could go anywhere."""
    return frozenset(bound_names(ast.parse(text).body, imports=False))
