"""Schemas as the passes handle them: references to component schemas, and copies with something replaced.

What stands where in a document is `grammar`'s knowledge; nothing here repeats it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.grammar import Kind

Schema = dict[str, Any]
"""A schema object."""

Document = dict[str, Any]
"""A whole OpenAPI document, as plain data."""

ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "example",
        "examples",
        "externalDocs",
        "xml",
        "$comment",
    }
)
"""Keywords that say something about a value without restricting it."""

_PREFIX = "#/components/schemas/"


def ref_to(name: str) -> str:
    """The reference to a component schema."""
    return _PREFIX + name.replace("~", "~0").replace("/", "~1")


def ref_name(schema: object) -> str | None:
    """The name of the component schema that `{"$ref": …}` leads to, if a schema is such a reference."""
    if not isinstance(schema, dict) or not isinstance(ref := schema.get("$ref"), str):
        return None
    name = ref.removeprefix(_PREFIX)
    return None if name == ref or "/" in name else name.replace("~1", "/").replace("~0", "~")


def component_schemas(document: Document) -> dict[str, Schema]:
    """The component schemas of a document, by name; an empty dict where it has none."""
    found = document.get("components", {}).get("schemas", {})
    return found if isinstance(found, dict) else {}


def with_component_schemas(document: Document, schemas: dict[str, Schema]) -> Document:
    """A copy of a document with other component schemas."""
    return {**document, "components": {**document.get("components", {}), "schemas": schemas}}


def is_null(schema: object) -> bool:
    """Whether a schema allows null and nothing else."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def as_list(value: Any) -> list[Any]:
    """A value that may stand alone or in a list (as `type` does), as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def map_objects(
    node: dict[str, Any], kind: Kind, change: Callable[[dict[str, Any], Kind, Pointer], Any]
) -> dict[str, Any]:
    """A copy of an object in which every OpenAPI object directly below it is replaced.

    Args:
        node: the object; returned as it is when nothing changed.
        kind: what it is.
        change: called with each object below, its kind, and the tokens that lead to it.

    """
    result = node
    for tokens, child_kind, child in grammar.children(kind, node):
        changed = change(child, child_kind, tokens)
        if changed is child:
            continue
        if result is node:
            result = dict(node)
        key = tokens[0]
        if len(tokens) == 1:
            result[key] = changed
            continue
        if result[key] is node[key]:
            result[key] = node[key].copy()
        result[key][tokens[1]] = changed
    return result


def map_children(schema: Schema, change: Callable[[Schema, Pointer], Any]) -> Schema:
    """A copy of a schema in which `change(child, place)` replaces every schema directly inside it."""
    return map_objects(schema, Kind.SCHEMA, lambda child, _, place: change(child, place))


def map_schemas(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Apply `change` to a schema and to everything inside it, innermost first."""
    return change(map_children(schema, lambda child, _: map_schemas(child, change)))


def map_document(document: Document, change: Callable[[Schema, Pointer], Schema]) -> Document:
    """A copy of a document in which `change(schema, pointer)` replaces every outermost schema.

    Outermost are the schemas that stand in no other: component schemas, and those of parameters, headers, request
    bodies and responses, wherever they are.
    """

    def visit(node: dict[str, Any], kind: Kind, pointer: Pointer) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return change(node, pointer)
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, pointer + tokens))

    return visit(document, Kind.DOCUMENT, ())


def outermost(document: Document) -> Iterator[tuple[Pointer, Schema]]:
    """Every outermost schema of a document with its place, in document order (see `map_document`)."""
    found: list[tuple[Pointer, Schema]] = []

    def note(schema: Schema, pointer: Pointer) -> Schema:
        found.append((pointer, schema))
        return schema

    map_document(document, note)
    yield from found


def schemas_within(schema: Schema) -> Iterator[Schema]:
    """A schema and every schema inside it; references are not followed."""
    return (place.node for place in grammar.walk(schema, kind=Kind.SCHEMA))
