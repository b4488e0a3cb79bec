"""What each kind of generated Python file may hold: a list of what the templates emit."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand in one kind of file.

    Attributes:
        modules: to import from, besides the package's own.
        nodes: of the syntax tree, each a class without subclasses.
        builtins: names that need not be defined.
        reads_items: whether what stands before brackets may be data; otherwise it is a type.
        own: the package, where its modules import it by name.
    """

    modules: frozenset[str]
    nodes: frozenset[type[ast.AST]]
    builtins: frozenset[str]
    reads_items: bool = False
    own: str = ""


_BASIC_BUILTINS = frozenset(
    {"bool", "bytes", "dict", "float", "frozenset", "int", "list", "object", "set", "str", "tuple", "type"}
    | {"classmethod", "property", "staticmethod", "super", "NotImplementedError", "TypeError", "ValueError"}
)
_DECLARATIONS: tuple[type[ast.AST], ...] = (
    *(ast.Module, ast.Expr, ast.Import, ast.ImportFrom, ast.alias, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If),
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Starred, ast.Call, ast.keyword, ast.Pass),
    *(ast.Tuple, ast.List, ast.Dict, ast.Set, ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.Not),
    *(ast.Lambda, ast.arguments, ast.arg, ast.expr_context),
)
_METHODS: tuple[type[ast.AST], ...] = (
    *_DECLARATIONS,
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Return, ast.Await, ast.Raise),
    *(ast.IfExp, ast.BoolOp, ast.boolop, ast.Compare, ast.cmpop),
)
_STATEMENTS: tuple[type[ast.AST], ...] = (
    *_METHODS,
    *(ast.Assert, ast.With, ast.AsyncWith, ast.withitem, ast.For, ast.AsyncFor, ast.Yield),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension),
    *(ast.JoinedStr, ast.FormattedValue, ast.operator, ast.Slice),
)
_TYPING = frozenset({"__future__", "collections.abc", "pydantic", "typing", "typing_extensions"})


def concrete(kinds: Iterable[type[ast.AST]]) -> frozenset[type[ast.AST]]:
    """The classes of nodes that a parser makes, for classes that may stand for several of them."""
    return frozenset(made for kind in kinds for made in (kind, *concrete(kind.__subclasses__())))


_MODELS = Kind(_TYPING, concrete(_DECLARATIONS), _BASIC_BUILTINS)
_CLIENT = Kind(_TYPING | {"functools"}, concrete(_METHODS), _BASIC_BUILTINS)
_TESTS = Kind(
    _TYPING | {"datetime", "json", "pytest", "uuid"},
    concrete(_STATEMENTS),
    _BASIC_BUILTINS | {"all", "any", "isinstance", "len", "next", "range", "repr", "sorted", "zip"},
    reads_items=True,
)


OFFERED: Mapping[str, frozenset[str]] = {
    "__future__": frozenset({"annotations"}),
    "collections.abc": frozenset({"AsyncIterator", "Mapping", "Sequence"}),
    "datetime": frozenset({"date", "datetime", "time"}),
    "functools": frozenset({"cached_property"}),
    "json": frozenset({"dumps"}),
    "pydantic": frozenset({"ConfigDict", "Field", "Tag", "ValidationError"}),
    "pytest": frozenset({"FixtureRequest", "MonkeyPatch", "TempPathFactory", "fixture", "mark", "param", "raises"}),
    "typing": frozenset(
        {"Annotated", "Any", "ClassVar", "IO", "Literal", "NotRequired", "TYPE_CHECKING", "TypeAlias", "TypedDict"}
        | {"Unpack", "overload"}
    ),
    "typing_extensions": frozenset({"TypeAliasType"}),
    "uuid": frozenset({"UUID"}),
}
"""What templates use of each module. One may offer far more: of pydantic, `ImportString` imports what a text names."""


def kind_of(place: tuple[str, ...], import_name: str) -> Kind | None:
    """What a file may hold, by where it stands in a project; None where no template writes Python."""
    if place[0] == "tests":
        return replace(_TESTS, own=import_name)
    if place[0] != import_name:
        return None
    return _MODELS if place[1] == "models" else _CLIENT
