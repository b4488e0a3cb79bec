"""Schemas for values of several types, which say the same as a union of one schema for each type."""

from typing import Final

from specloom.schemas import Schema, as_list, is_union, without_notes

_OF_TEXTS: Final = frozenset(
    {"minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema"}
)
_OF_NUMBERS: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_IDLE: Final = {
    "string": _OF_NUMBERS,
    "integer": _OF_TEXTS,
    "number": _OF_TEXTS,
    "boolean": _OF_NUMBERS | _OF_TEXTS,
}
"""What says nothing about values of a type. A normal form knows objects and lists to be types of their own."""


def with_types_apart(schema: Schema) -> Schema:
    """A schema with one alternative for each of its types, or of the types of its alternatives; or as it is."""
    if not is_union(schema):
        found = _by_type(schema)
        return {"anyOf": found} if len(found) > 1 else schema
    keyword = "oneOf" if schema.get("oneOf") else "anyOf"
    found = [one for member in schema[keyword] for one in _by_type(member)]
    return {**schema, keyword: found} if len(found) > len(schema[keyword]) else schema


def _by_type(schema: Schema) -> list[Schema]:
    types = [name for name in as_list(schema.get("type")) if name != "null"]
    if len(types) < 2 or {"enum", "const"} & schema.keys():
        return [schema]
    held = without_notes(schema)
    return [
        {**{key: value for key, value in held.items() if key not in _IDLE.get(name, ())}, "type": name}
        for name in types
        if not (name == "integer" and "number" in types)
    ]
