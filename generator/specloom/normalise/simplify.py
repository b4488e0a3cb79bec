"""Fewer kinds of component: only objects, enums, unions and what recurs keep a name; null is said where it is allowed.

A component that is a string with a pattern, a list or a map is written out where it is used. One that allows null says
so no longer; the places that use it do, always as `anyOf: [<reference>, {type: "null"}]`.
"""

from specloom.normalise.discriminators import is_union
from specloom.normalise.upgrade import split_null
from specloom.schemas import (
    ANNOTATIONS,
    Document,
    Schema,
    as_list,
    component_schemas,
    is_null,
    map_document,
    map_schemas,
    ref_name,
    schemas_within,
    with_component_schemas,
)

NULL: Schema = {"type": "null"}


def simplify(document: Document) -> Document:
    """Write scalars, lists and maps out where they are used, and null where it is allowed."""
    schemas = component_schemas(document)
    recursive = _recursive(schemas)
    inlined = {name for name, schema in schemas.items() if not _keeps_name(schema) and name not in recursive}
    nullable = _nullable(schemas, inlined)

    def change(schema: Schema) -> Schema:
        schema = _one_value(schema)
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                schema = {**schema, keyword: _null_last(schema[keyword])}
        name = ref_name(schema)
        if name is None:
            return schema
        notes = {key: value for key, value in schema.items() if key in ANNOTATIONS}
        if name in inlined:
            return {**map_schemas(schemas[name], change), **notes}
        if name in nullable:
            return {"anyOf": [{"$ref": schema["$ref"]}, NULL], **notes}
        return schema

    def component(schema: Schema) -> Schema:
        core, _ = split_null(schema)
        changed = map_schemas(core, change)
        return split_null(changed)[0] if is_union(changed) else changed

    kept = {name: component(schema) for name, schema in schemas.items() if name not in inlined}
    result = map_document(with_component_schemas(document, {}), lambda schema, _: map_schemas(schema, change))
    return with_component_schemas(result, kept)


def _keeps_name(schema: Schema) -> bool:
    if is_union(schema):
        return True
    if len([value for value in schema.get("enum", ()) if value is not None]) > 1:
        return as_list(schema.get("type")) != ["boolean"]
    return bool(schema.get("properties")) or (
        "object" in as_list(schema.get("type")) and schema.get("additionalProperties") is False
    )


def _recursive(schemas: dict[str, Schema]) -> set[str]:
    """Components that lead back to themselves through components that would be written out."""
    edges = {
        name: {
            ref
            for inner in schemas_within(schema)
            if (ref := ref_name(inner)) is not None and not _keeps_name(schemas[ref])
        }
        for name, schema in schemas.items()
        if not _keeps_name(schema)
    }
    found = set()
    for start in edges:
        seen: set[str] = set()
        waiting = list(edges[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(edges.get(name, ()))
        if start in seen:
            found.add(start)
    return found


def _nullable(schemas: dict[str, Schema], inlined: set[str]) -> set[str]:
    found = {name for name, schema in schemas.items() if name not in inlined and split_null(schema)[1]}
    while True:
        more = {
            name
            for name, schema in schemas.items()
            if name not in found and name not in inlined
            for keyword in ("oneOf", "anyOf")
            for member in schema.get(keyword, ())
            if ref_name(member) in found
        }
        if not more:
            return found
        found |= more


def _null_last(members: list[Schema]) -> list[Schema]:
    """Lift null out of the alternatives of a union."""
    result: list[Schema] = []
    null = False
    for member in members:
        core, had_null = split_null(member)
        null = null or had_null or is_null(member)
        if set(core) == {"anyOf"} and len(core["anyOf"]) == 1:
            core = core["anyOf"][0]
        if not is_null(member) and core not in result:
            result.append(core)
    return [*result, NULL] if null else result


def _one_value(schema: Schema) -> Schema:
    """An enum of one value is a constant."""
    values = schema.get("enum")
    if isinstance(values, list) and len(values) == 1:
        return {**{key: value for key, value in schema.items() if key != "enum"}, "const": values[0]}
    return schema
