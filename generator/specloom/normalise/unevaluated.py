"""What nothing evaluates: `unevaluatedItems` and `unevaluatedProperties` said as keywords that every stage knows.

Where nothing but a schema itself says what a list or an object holds, they are `items` and `additionalProperties`.
Properties that only a condition speaks of (`if`, `dependentSchemas`) are declared like all others, and rules say when
they may be there. JSON Schema 2020-12, core, 11.
"""

from typing import Any

from specloom.diagnostics import Pointer
from specloom.normalise.fields import Findings
from specloom.schemas import ANNOTATIONS, Schema

_COMPOSITION = frozenset({"$ref", "allOf", "oneOf", "anyOf"})
_PLAIN = ANNOTATIONS | {"type", "required", "properties"}
"""Keywords of a branch whose properties can be told without looking further."""
_NEVER: Schema = {"not": {}}


def without_unevaluated(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """A schema that says with other keywords what nothing evaluates, as far as they can say it.

    What stands beside `allOf` and its like is left for when those are resolved.

    Args:
        schema: it.
        at: its place.
        found: where diagnostics go.

    """
    if "unevaluatedItems" in schema:
        schema = _without_unevaluated_items(schema, at, found)
    if "unevaluatedProperties" not in schema:
        return schema
    if schema["unevaluatedProperties"] is True:
        # So all of them are evaluated, for whatever this is a part of, too.
        return {"additionalProperties": True, **_without(schema, "unevaluatedProperties")}
    if "additionalProperties" in schema:
        return _without(schema, "unevaluatedProperties")
    parts = [schema[key] for key in ("if", "then", "else") if key in schema]
    parts += schema.get("dependentSchemas", {}).values()
    if any(part.keys() - _PLAIN for part in parts):
        return _left_to_the_server(schema, "unevaluatedProperties", at, found)
    schema = _with_properties_of_branches(schema, parts) if parts else schema
    if _COMPOSITION.isdisjoint(schema):
        rest = schema["unevaluatedProperties"]
        schema = {**_without(schema, "unevaluatedProperties"), "additionalProperties": rest}
    return schema


def _without_unevaluated_items(schema: Schema, at: Pointer, found: Findings) -> Schema:
    items = schema["unevaluatedItems"]
    if "items" in schema:
        return _without(schema, "unevaluatedItems")
    if items is True:
        return {**_without(schema, "unevaluatedItems"), "items": {}}
    if "if" in schema and {"then", "else"}.isdisjoint(schema):
        # Without these a condition restricts nothing, and evaluates items all the same.
        return _left_to_the_server(schema, "unevaluatedItems", at, found)
    if {"contains", "if", *_COMPOSITION}.isdisjoint(schema):
        return {**_without(schema, "unevaluatedItems"), "items": items or _NEVER}
    return schema


def _left_to_the_server(schema: Schema, keyword: str, at: Pointer, found: Findings) -> Schema:
    message = f"`{keyword}` is left to the server to check: it depends on more than is listed here"
    found.warn("unchecked-keyword", message, (*at, keyword), "values that break it are sent all the same")
    return _without(schema, keyword)


def without_idle_conditions(schema: Schema) -> Schema:
    """A schema without `then` and `else` that no `if` leads to, and without an `if` that leads nowhere."""
    if ("if" in schema) == bool({"then", "else"} & schema.keys()):
        return schema
    return {key: value for key, value in schema.items() if key not in ("if", "then", "else")}


def _with_properties_of_branches(schema: Schema, parts: list[Schema]) -> Schema:
    """Declare the properties of conditions, and say when each may be there, where nothing else may evaluate it."""
    branches = {key: schema[key] for key in ("if", "then", "else") if key in schema}
    dependent: dict[str, Schema] = schema.get("dependentSchemas", {})
    own = schema.get("properties", {})
    rest = schema["unevaluatedProperties"] or _NEVER
    declared: dict[str, Any] = {}
    for part in parts:
        for name, property_ in part.get("properties", {}).items():
            declared[name] = {} if name in declared or part is schema.get("if") else property_
    result = {**schema, "properties": {**declared, **own}}
    if not _COMPOSITION.isdisjoint(schema):
        return result
    names = {key: part.get("properties", {}).keys() - own.keys() for key, part in branches.items()}
    by_dependent = {name for part in dependent.values() for name in part.get("properties", {})}
    asked, met, missed = (names.get(key, set()) - by_dependent for key in ("if", "then", "else"))
    for key, barred in (("then", missed - met - asked), ("else", (met | asked) - missed)):
        if barred:
            branch = result.get(key, {})
            result[key] = {**branch, "properties": {**branch.get("properties", {}), **dict.fromkeys(barred, rest)}}
    if rest == _NEVER:
        for trigger, part in dependent.items():
            alone = part.get("properties", {}).keys() - own.keys()
            others = {name for other in parts if other is not part for name in other.get("properties", {})}
            needs = result.get("dependentRequired", {})
            result["dependentRequired"] = needs | {
                name: [*needs.get(name, []), trigger] for name in sorted(alone - others - {trigger})
            }
    return result


def _without(schema: Schema, keyword: str) -> Schema:
    return {key: value for key, value in schema.items() if key != keyword}
