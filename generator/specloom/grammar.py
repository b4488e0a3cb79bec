"""The shape of an OpenAPI document, 3.0 to 3.2: what stands where.

Whether a key is a keyword, a name or data depends on where it stands: `$ref` in a schema is a reference, in
an example it is data, and under `properties` it names a property. So whoever looks for something in a
document walks it along this grammar rather than looking for keys. The walk is iterative, whatever the depth.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from specloom.diagnostics import Pointer


class Kind(StrEnum):
    """What a place in a document holds, as the OpenAPI specification names it."""

    DOCUMENT = "document"
    COMPONENTS = "components"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    REQUEST_BODY = "request body"
    RESPONSE = "response"
    HEADER = "header"
    MEDIA_TYPE = "media type"
    ENCODING = "encoding"
    EXAMPLE = "example"
    LINK = "link"
    CALLBACK = "callback"
    SCHEMA = "schema"
    SECURITY_SCHEME = "security scheme"

    @property
    def with_article(self) -> str:
        """As it is said of one: `an operation`."""
        return f"{'an' if self[0] in 'aeio' else 'a'} {self}"


class Place(NamedTuple):
    """One object of a document: what it is, where it stands, and the object itself."""

    kind: Kind
    pointer: Pointer
    node: dict[str, Any]


class Shape(StrEnum):
    """How the value of a field holds objects."""

    ONE = "one"
    """The object itself; for `items` of old also a list of them."""
    LIST = "list"
    MAP = "map"
    """Every key is a name."""
    PATTERN = "pattern"
    """Every key is a name, except for extensions (`x-...`)."""


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fixed operation fields of a path item."""

MORE_METHODS = "additionalOperations"
"""The field of a path item for operations of other methods, each under its method as it is sent."""

SECTIONS: Mapping[str, Kind] = {
    "schemas": Kind.SCHEMA,
    "responses": Kind.RESPONSE,
    "parameters": Kind.PARAMETER,
    "examples": Kind.EXAMPLE,
    "requestBodies": Kind.REQUEST_BODY,
    "headers": Kind.HEADER,
    "securitySchemes": Kind.SECURITY_SCHEME,
    "links": Kind.LINK,
    "callbacks": Kind.CALLBACK,
    "pathItems": Kind.PATH_ITEM,
    "mediaTypes": Kind.MEDIA_TYPE,
}
"""The sections of `components`, and what each holds."""

_ONE_SCHEMA = (
    "items", "additionalProperties", "not", "additionalItems", "contains", "propertyNames", "if", "then",
    "else", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
)  # fmt: skip
_SCHEMA_LIST = ("allOf", "oneOf", "anyOf", "prefixItems")
_SCHEMA_MAP = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")

_PARAMETER = {
    "schema": (Shape.ONE, Kind.SCHEMA),
    "content": (Shape.MAP, Kind.MEDIA_TYPE),
    "examples": (Shape.MAP, Kind.EXAMPLE),
}
_ENCODING = {
    "encoding": (Shape.MAP, Kind.ENCODING),
    "prefixEncoding": (Shape.LIST, Kind.ENCODING),
    "itemEncoding": (Shape.ONE, Kind.ENCODING),
}
_GRAMMAR: Mapping[Kind, Mapping[str, tuple[Shape, Kind]]] = {
    Kind.DOCUMENT: {
        "paths": (Shape.PATTERN, Kind.PATH_ITEM),
        "webhooks": (Shape.MAP, Kind.PATH_ITEM),
        "components": (Shape.ONE, Kind.COMPONENTS),
    },
    Kind.COMPONENTS: {section: (Shape.MAP, kind) for section, kind in SECTIONS.items()},
    Kind.PATH_ITEM: {
        "parameters": (Shape.LIST, Kind.PARAMETER),
        **dict.fromkeys(METHODS, (Shape.ONE, Kind.OPERATION)),
        MORE_METHODS: (Shape.MAP, Kind.OPERATION),
    },
    Kind.OPERATION: {
        "parameters": (Shape.LIST, Kind.PARAMETER),
        "requestBody": (Shape.ONE, Kind.REQUEST_BODY),
        "responses": (Shape.PATTERN, Kind.RESPONSE),
        "callbacks": (Shape.MAP, Kind.CALLBACK),
    },
    Kind.PARAMETER: _PARAMETER,
    Kind.HEADER: _PARAMETER,
    Kind.REQUEST_BODY: {"content": (Shape.MAP, Kind.MEDIA_TYPE)},
    Kind.RESPONSE: {
        "headers": (Shape.MAP, Kind.HEADER),
        "content": (Shape.MAP, Kind.MEDIA_TYPE),
        "links": (Shape.MAP, Kind.LINK),
    },
    Kind.MEDIA_TYPE: {
        "schema": (Shape.ONE, Kind.SCHEMA),
        "itemSchema": (Shape.ONE, Kind.SCHEMA),
        "examples": (Shape.MAP, Kind.EXAMPLE),
        **_ENCODING,
    },
    Kind.ENCODING: {"headers": (Shape.MAP, Kind.HEADER), **_ENCODING},
    Kind.SCHEMA: {
        **dict.fromkeys(_ONE_SCHEMA, (Shape.ONE, Kind.SCHEMA)),
        **dict.fromkeys(_SCHEMA_LIST, (Shape.LIST, Kind.SCHEMA)),
        **dict.fromkeys(_SCHEMA_MAP, (Shape.MAP, Kind.SCHEMA)),
    },
    # A callback is itself a map, from expressions to path items: see `children`.
    Kind.CALLBACK: {},
    Kind.EXAMPLE: {},
    Kind.LINK: {},
    Kind.SECURITY_SCHEME: {},
}


def fields(kind: Kind) -> Mapping[str, tuple[Shape, Kind]]:
    """The fields of an object that hold other objects: how, and of which kind. A callback has none, see `children`."""
    return _GRAMMAR[kind]


def operations(item: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
    """Yield the operations of a path item: the tokens that lead to each, its method as it is sent, and it."""
    for field in METHODS:
        if isinstance(operation := item.get(field), dict):
            yield (field,), field.upper(), operation
    more = item.get(MORE_METHODS)
    for method, operation in more.items() if isinstance(more, dict) else ():
        if isinstance(operation, dict) and not method.startswith("x-"):
            yield (MORE_METHODS, method), method, operation


_FIELDS = {kind: frozenset(rules) for kind, rules in _GRAMMAR.items()}


def children(kind: Kind, node: dict[str, Any]) -> list[tuple[Pointer, Kind, dict[str, Any]]]:
    """The objects directly below one, each with the tokens that lead to it."""
    if kind is Kind.CALLBACK:
        return [
            ((expression,), Kind.PATH_ITEM, item)
            for expression, item in node.items()
            if isinstance(item, dict) and not expression.startswith("x-")
        ]
    found: list[tuple[Pointer, Kind, dict[str, Any]]] = []
    if _FIELDS[kind].isdisjoint(node):
        return found
    grammar = _GRAMMAR[kind]
    for key, value in node.items():
        rule = grammar.get(key)
        if rule is None:
            continue
        shape, child_kind = rule
        if isinstance(value, dict):
            if shape is Shape.ONE:
                found.append(((key,), child_kind, value))
            elif shape is not Shape.LIST:
                for name, item in value.items():
                    if isinstance(item, dict) and not (shape is Shape.PATTERN and name.startswith("x-")):
                        found.append(((key, name), child_kind, item))
        elif isinstance(value, list) and (shape is Shape.LIST or key == "items"):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    found.append(((key, index), child_kind, item))
    return found


def schemas_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schemas directly inside one: `children`, for those who don't ask where."""
    found: list[dict[str, Any]] = []
    if _FIELDS[Kind.SCHEMA].isdisjoint(schema):
        return found
    grammar = _GRAMMAR[Kind.SCHEMA]
    for key, value in schema.items():
        if key not in grammar:
            continue
        shape = grammar[key][0]
        if isinstance(value, dict):
            if shape is Shape.ONE:
                found.append(value)
            elif shape is not Shape.LIST:
                found += [item for item in value.values() if isinstance(item, dict)]
        elif isinstance(value, list) and (shape is Shape.LIST or key == "items"):
            found += [item for item in value if isinstance(item, dict)]
    return found


def kind_at(pointer: Pointer) -> Kind | None:
    """Say what stands at a place, judged by the place alone.

    Returns:
        None where the place is inside a value (an example, an extension), a map of names, or not OpenAPI.

    """
    kind, tokens = Kind.DOCUMENT, list(reversed(pointer))
    while tokens:
        token = tokens.pop()
        if kind is Kind.CALLBACK:
            kind = Kind.PATH_ITEM
            continue
        rule = _GRAMMAR[kind].get(str(token))
        if rule is None:
            return None
        shape, kind = rule
        if shape is not Shape.ONE:
            if not tokens or (shape is Shape.PATTERN and str(tokens[-1]).startswith("x-")):
                return None
            tokens.pop()
        elif token == "items" and tokens and (isinstance(tokens[-1], int) or tokens[-1].isdigit()):
            tokens.pop()
    return kind


def walk(node: dict[str, Any], pointer: Pointer = (), kind: Kind | None = None) -> Iterator[Place]:
    """Visit every OpenAPI object at and below a place, parents first, in document order.

    References are not followed.

    Args:
        node: a document, or a part of one.
        pointer: where `node` stands in its document.
        kind: what `node` is; by default what `pointer` says.

    """
    start = kind or kind_at(pointer)
    stack = [] if start is None else [(start, pointer, node)]
    while stack:
        place = Place._make(stack.pop())
        yield place
        kind, at, node = place
        below = [(child_kind, at + tokens, child) for tokens, child_kind, child in children(kind, node)]
        stack += below[::-1]
