"""Null, told apart from the values beside it, and said where a value stands instead of by what it is.

A component that allows null says so no longer; the places that use it do, as `anyOf: [<reference>, {type: "null"}]`.
"""

from collections.abc import Mapping

from specloom.diagnostics import Pointer
from specloom.schemas import (
    CONSTRAINTS,
    Schema,
    Schemas,
    as_list,
    is_null,
    is_union,
    map_children,
    notes_of,
    ref_name,
    without_notes,
)

NULL: Schema = {"type": "null"}
"""The schema of null."""


def split_null(schema: Schema) -> tuple[Schema, bool]:
    """A schema without null among what it allows, and whether null was there; references are not followed."""
    types = as_list(schema.get("type"))
    values = schema.get("enum", ())
    nullable = False
    result = schema
    if "null" in types and len(types) > 1:
        rest = [name for name in types if name != "null"]
        result = {**result, "type": rest[0] if len(rest) == 1 else rest}
        nullable = ("enum" not in schema or None in values) and schema.get("const") is None
    if None in values and len(values) > 1:
        result = {**result, "enum": [value for value in values if value is not None]}
        nullable = nullable or "type" not in schema
    for keyword in ("oneOf", "anyOf"):
        members = schema.get(keyword, ())
        rest = [member for member in members if not is_null(member)]
        if rest and len(rest) < len(members):
            result = {**result, keyword: rest}
            nullable = True
            if len(rest) == 1 and set(without_notes(result)) == {keyword}:
                result = {**rest[0], **notes_of(result)}
    return result, nullable and not _bars_null(schema)


def _bars_null(schema: Schema) -> bool:
    """Whether null is what a schema may not be; what is said of objects is true of null, too."""
    barred = schema.get("not", False)
    return barred if isinstance(barred, bool) else takes_null(barred, {})


def takes_null(schema: Schema, schemas: Mapping[str, Schema]) -> bool:
    """Whether null is one of the values of a schema.

    Args:
        schema: of the normal form; references are followed.
        schemas: the components.
    """
    target = ref_name(schema)
    if target is not None:
        return target in schemas and takes_null(schemas[target], schemas)
    types, values = as_list(schema.get("type")), schema.get("enum")
    barred = schema.get("not", False)
    choices = [schema[keyword] for keyword in ("oneOf", "anyOf") if schema.get(keyword)]
    return (
        (not types or "null" in types)
        and (values is None or None in values)
        and schema.get("const") is None
        and not (barred if isinstance(barred, bool) else takes_null(barred, schemas))
        and all(any(takes_null(member, schemas) for member in members) for members in choices)
    )


def with_null(schema: Schema) -> Schema:
    """A schema that also allows null; what it says about the value stays outermost."""
    core = without_notes(schema)
    if (
        core.keys() <= {"$ref"}
        or is_union(core)
        or core.keys() & {"allOf", "const"}
        or not core.keys() & {"type", "enum"}
    ):
        return {"anyOf": [core, NULL], **notes_of(schema)}
    result = dict(schema)
    if "type" in schema:
        result["type"] = list(dict.fromkeys([*as_list(schema["type"]), "null"]))
    if "enum" in schema and None not in schema["enum"]:
        result["enum"] = [*schema["enum"], None]
    return result


def lifted_null(schema: Schema) -> Schema:
    """Lift null out of single alternatives: it is an alternative of its own, the last one."""
    for keyword in ("oneOf", "anyOf"):
        split = [split_null(member) for member in schema.get(keyword, ())]
        if any(nullable for _, nullable in split):
            schema = {**schema, keyword: [*(core for core, _ in split if not is_null(core)), NULL]}
    return schema


def null_where_used(schemas: Schemas) -> Schemas:
    """Take null out of component schemas, and say it where they are used."""
    split = {name: split_null(schema) for name, schema in schemas.components.items()}
    never_else = {name for name, schema in schemas.components.items() if is_null(schema)}
    optional = {name for name, (_, null) in split.items() if null}
    nullable = _with_those_they_make_nullable(optional | never_else, schemas.components)
    if not nullable:
        return schemas

    def change(schema: Schema) -> Schema:
        name = ref_name(schema)
        if name is not None and set(without_notes(schema)) == {"$ref"}:
            if name in never_else:
                return NULL
            return with_null(schema) if name in nullable else schema
        return lifted_null(map_children(schema, inside))

    def inside(child: Schema, place: Pointer) -> Schema:
        # What is extended gives its properties, not its being optional; constraints are left to the letter.
        if place[0] in CONSTRAINTS or (place[0] == "allOf" and "$ref" in child):
            return child
        return change(child)

    def component(schema: Schema) -> Schema:
        return schema if "$ref" in schema else split_null(change(schema))[0]

    return Schemas(
        {name: component(core) for name, (core, _) in split.items() if name not in never_else},
        {at: change(schema) for at, schema in schemas.elsewhere.items()},
    )


def _with_those_they_make_nullable(nullable: set[str], schemas: dict[str, Schema]) -> set[str]:
    """Add the components that allow null because an alternative of theirs, or what they stand for, does."""
    users: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        for member in [schema, *schema.get("oneOf", ()), *schema.get("anyOf", ())]:
            if (used := ref_name(member)) is not None:
                users.setdefault(used, []).append(name)
    found = set(nullable)
    waiting = list(nullable)
    while waiting:
        more = [user for user in users.get(waiting.pop(), ()) if user not in found]
        found.update(more)
        waiting += more
    return found
