"""Schemas as the passes handle them: references to component schemas, and copies with something replaced.

What stands where in a document is `grammar`'s knowledge; nothing here repeats it.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeGuard

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

CONSTRAINTS = frozenset(
    {
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "dependentSchemas",
        "contentSchema",
        "unevaluatedItems",
        "unevaluatedProperties",
        "additionalItems",
    }
)
"""Keywords whose schemas judge a value without describing a part of it that could have a name."""

_COMPONENTS = ("components", "schemas")
_PREFIX = "#/components/schemas/"


def ref_to(name: str) -> str:
    """The reference to a component schema."""
    return _PREFIX + name.replace("~", "~0").replace("/", "~1")


def ref_name(schema: object) -> str | None:
    """The name of the component schema that `{"$ref": …}` leads to, if a schema is such a reference."""
    if not isinstance(schema, dict) or (ref := schema.get("$ref")) is None or not isinstance(ref, str):
        return None
    name = ref.removeprefix(_PREFIX)
    return None if name == ref or "/" in name else name.replace("~1", "/").replace("~0", "~")


def component_schemas(document: Document) -> dict[str, Schema]:
    """The component schemas of a document, by name; an empty dict where it has none."""
    components = document.get("components")
    found = components.get("schemas") if isinstance(components, dict) else None
    return found if isinstance(found, dict) else {}


def with_component_schemas(document: Document, schemas: dict[str, Schema]) -> Document:
    """A copy of a document with other component schemas."""
    return {**document, "components": {**document.get("components", {}), "schemas": schemas}}


def is_null(schema: object) -> bool:
    """Whether a schema allows null and nothing else."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def is_never(schema: object) -> bool:
    """Whether a schema allows nothing, to the letter."""
    return schema is False or schema == {"not": {}}


def notes_of(schema: Schema) -> Schema:
    """What a schema says about a value without restricting it."""
    return {key: value for key, value in schema.items() if key in ANNOTATIONS}


def without_notes(schema: Schema) -> Schema:
    """What a schema demands of a value."""
    return {key: value for key, value in schema.items() if key not in ANNOTATIONS}


def is_union(schema: Schema) -> bool:
    """Whether a schema offers alternatives of its own."""
    return bool(schema.get("oneOf") or schema.get("anyOf"))


def listed_values(schema: Schema) -> list[Any]:
    """The values that a schema lists, as its `const` or `enum`; none where it lists none."""
    listed: list[Any] = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return listed


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number that JSON has; one of its integers may be larger than any float."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def number_fits(schema: Schema, value: int | float) -> bool:
    """Whether a number is within the limits of a schema, and a multiple of what it has to be one of."""
    return (
        value >= schema.get("minimum", value)
        and value <= schema.get("maximum", value)
        and not ("exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"])
        and not ("exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"])
        and ("multipleOf" not in schema or _is_multiple(value, schema["multipleOf"]))
    )


def _is_multiple(value: int | float, step: int | float) -> bool:
    # As they are written, so that 0.07 is a multiple of 0.01; and no number is too large for it.
    quotient = Fraction(str(value)) / Fraction(str(step))
    return abs(quotient - round(quotient)) < 1e-9


def is_among(schema: Schema, others: Iterable[Schema]) -> bool:
    """Whether a schema is one of several, as JSON: to Python, the constants 1 and true are the same."""
    return any(
        schema == other and json.dumps(schema, sort_keys=True) == json.dumps(other, sort_keys=True) for other in others
    )


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
        key = str(tokens[0])
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


def map_parts(schema: Schema, change: Callable[[Schema, Pointer], Any]) -> Schema:
    """As `map_children`, but without the schemas of `CONSTRAINTS`."""
    return map_children(schema, lambda child, place: child if place[0] in CONSTRAINTS else change(child, place))


def map_schemas(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Apply `change` to a schema and to everything inside it, innermost first."""
    return change(map_children(schema, lambda child, _: map_schemas(child, change)))


@dataclass(frozen=True, slots=True)
class Schemas:
    """All schemas of a document.

    Attributes:
        components: those in `components/schemas`, by name.
        elsewhere: those that stand in no other schema and are no component, by place.

    """

    components: dict[str, Schema]
    elsewhere: dict[Pointer, Schema]

    def changed(self, change: Callable[[Schema, Pointer], Schema]) -> "Schemas":
        """Apply `change(schema, place)` to every one of them."""
        return Schemas(
            {name: change(schema, (*_COMPONENTS, name)) for name, schema in self.components.items()},
            {at: change(schema, at) for at, schema in self.elsewhere.items()},
        )

    def within(self) -> Iterator[Schema]:
        """Every schema and everything inside it."""
        for schema in (*self.components.values(), *self.elsewhere.values()):
            yield from schemas_within(schema)


def schemas_of(document: Document) -> Schemas:
    """Take the schemas out of a document."""
    components: dict[str, Schema] = {}
    elsewhere: dict[Pointer, Schema] = {}
    waiting: list[tuple[dict[str, Any], Kind, Pointer]] = [(document, Kind.DOCUMENT, ())]
    while waiting:
        node, kind, at = waiting.pop()
        if kind is not Kind.SCHEMA:
            below = [(child, kind, at + tokens) for tokens, kind, child in grammar.children(kind, node)]
            waiting += below[::-1]
        elif len(at) == 3 and at[:2] == _COMPONENTS:
            components[str(at[2])] = node
        else:
            elsewhere[at] = node
    return Schemas(components, elsewhere)


def with_schemas(document: Document, schemas: Schemas) -> Document:
    """A copy of a document with other schemas in their places."""

    def visit(node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return schemas.elsewhere[at]
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens))

    bare = {**document, "components": {**document.get("components", {}), "schemas": {}}}
    result = visit(bare, Kind.DOCUMENT, ())
    return {**result, "components": {**result["components"], "schemas": schemas.components}}


def schemas_within(schema: Schema) -> Iterator[Schema]:
    """A schema and every schema inside it; references are not followed."""
    waiting = [schema]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += grammar.schemas_in(current)[::-1]
