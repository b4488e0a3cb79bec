"""Fewer kinds of component: only objects, enums, unions and what recurs keep a name.

A component that is a string with a pattern, a list or a map is written out where it is used. What is left over of
composition in constraints is said without it, and what a schema says of itself is made to agree with it.
"""

import json
from collections.abc import Mapping
from typing import Any

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.normalise.fields import Findings
from specloom.normalise.nulls import NULL, split_null
from specloom.normalise.values import fits, limited_enum, merged_values
from specloom.schemas import (
    CONSTRAINTS,
    Schema,
    Schemas,
    as_list,
    is_among,
    is_null,
    is_union,
    map_children,
    notes_of,
    ref_name,
    schemas_within,
)

_HIGHEST = 20
"""How many schemas may come to stand inside each other by writing components out."""


def simplify(schemas: Schemas, found: Findings) -> Schemas:
    """Write scalars, lists and maps out where they are used."""
    # First of all: what is left with one value needs no name.
    components = {
        name: limited_enum(schema, ("components", "schemas", name), found)
        for name, schema in schemas.components.items()
    }
    simplifier = _Simplifier(components, found)
    kept = {name: schema for name, schema in components.items() if name not in simplifier.forms}
    return Schemas(kept, schemas.elsewhere).changed(simplifier.change)


class _Simplifier:
    """Simplifies schemas.

    Attributes:
        schemas: the components.
        forms: for components that are written out, what stands in their stead.

    """

    def __init__(self, schemas: Mapping[str, Schema], found: Findings) -> None:
        self.schemas = schemas
        self.found = found
        self.forms: dict[str, Schema] = {}
        heights: dict[str, int] = {}
        for name in _inner_first(schemas):
            inner = max((heights.get(ref, 0) for ref in _refs(schemas[name])), default=0)
            height = _height(schemas[name]) + inner
            if height <= _HIGHEST:
                heights[name] = height
                self.forms[name] = self.change(schemas[name], ("components", "schemas", name))

    def change(self, schema: Schema, at: Pointer) -> Schema:
        """A schema simplified, and everything in it."""
        schema = map_children(
            schema,
            lambda child, place: _judging(child, self) if place[0] in CONSTRAINTS else self.change(child, at + place),
        )
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                schema = {**schema, keyword: _null_last(schema[keyword])}
        if is_union(schema) and "discriminator" not in schema:
            schema = merged_values(schema, at, self.found)
        schema = _declared(_one_value(limited_enum(schema, at, self.found)))
        name = ref_name(schema)
        if name in self.forms:
            schema = {**self.forms[str(name)], **notes_of(schema)}
        if "default" in schema and not fits(schema["default"], schema, self.schemas.get):
            message = f"the default {json.dumps(schema['default'], ensure_ascii=False)} is not what this schema allows"
            # Many write that null is the default where they mean that there is none.
            tell = self.found.note if schema["default"] is None else self.found.warn
            tell("default-not-allowed", message, (*at, "default"), "the default is left out")
            schema = {key: value for key, value in schema.items() if key != "default"}
        return schema


def _keeps_name(schema: Schema) -> bool:
    if is_union(schema):
        return True
    if len(schema.get("enum", ())) > 1:
        return as_list(schema.get("type")) != ["boolean"]
    return bool(schema.get("properties") or schema.get("required")) or (
        "object" in as_list(schema.get("type")) and schema.get("additionalProperties") is False
    )


def _refs(schema: Schema) -> list[str]:
    return [name for inner in schemas_within(schema) if (name := ref_name(inner)) is not None]


def _inner_first(schemas: Mapping[str, Schema]) -> list[str]:
    """The components that can be written out, each after those that it refers to; none leads back to itself."""
    edges = {name: set(_refs(schema)) for name, schema in schemas.items() if not _keeps_name(schema)}
    edges = {name: {ref for ref in refs if ref in edges} for name, refs in edges.items()}
    users: dict[str, list[str]] = {}
    for name, refs in edges.items():
        for ref in refs:
            users.setdefault(ref, []).append(name)
    ready = [name for name, refs in edges.items() if not refs]
    for name in ready:
        for user in users.get(name, ()):
            edges[user].discard(name)
            if not edges[user]:
                ready.append(user)
    return ready


def _height(schema: Schema) -> int:
    """How many schemas stand inside each other."""
    level, height = [schema], 0
    while level:
        height += 1
        level = [child for outer in level for child in grammar.schemas_in(outer)]
    return height


def _judging(schema: Schema, simplifier: _Simplifier) -> Schema:
    """A schema of a constraint without `allOf`: who demands all forbids that any is not so."""
    schema = map_children(schema, lambda child, _: _judging(child, simplifier))
    name = ref_name(schema)
    if name in simplifier.forms:
        schema = {**simplifier.forms[str(name)], **notes_of(schema)}
    if "allOf" not in schema:
        return schema
    parts = [{"not": part} for part in schema["allOf"]]
    rest = {key: value for key, value in schema.items() if key not in ("allOf", "not")}
    return {**rest, "not": {"anyOf": [*([schema["not"]] if "not" in schema else []), *parts]}}


def _null_last(members: list[Schema]) -> list[Schema]:
    """Lift null out of the alternatives of a union; drop those that are there already."""
    result: list[Schema] = []
    null = False
    for member in members:
        core, had_null = split_null(member)
        null = null or had_null or is_null(member)
        if not is_null(member) and not is_among(core, result):
            result.append(core)
    return [*result, NULL] if null else result


def _one_value(schema: Schema) -> Schema:
    """An enum of one value is a constant; a constant has a type, and is null or is not."""
    values = schema.get("enum")
    if values is not None and len(values) == 1:
        schema = {key: value for key, value in schema.items() if key != "enum"} | {"const": values[0]}
    return schema if schema.get("const") is None else split_null(schema)[0]


def _declared(schema: Schema) -> Schema:
    """Declare the properties that are required; of those that aren't declared, anything will do."""
    required = schema.get("required")
    if not required:
        return schema
    properties = schema.get("properties", {})
    undeclared: dict[str, Any] = {name: {} for name in required if name not in properties}
    if not undeclared:
        return schema
    return {"type": "object", **schema, "properties": {**properties, **undeclared}}
