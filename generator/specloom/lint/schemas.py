"""Rules about single schemas."""

import re
import warnings
from collections.abc import Iterator
from typing import Any

from specloom.diagnostics import Pointer, Severity
from specloom.grammar import Kind
from specloom.lint.spec import Finding, Json, Rule, Spec, name_of, overlay_action

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_IN_PLACE_LISTS = ("allOf", "oneOf", "anyOf")
_IN_PLACE = ("not", "if", "then", "else")
_BOUNDS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
# What regular expressions of JSON Schema (ECMA-262) write otherwise than Python does.
_ECMA = (
    (re.compile(r"\(\?<(?=[A-Za-z_])"), "(?P<"),
    (re.compile(r"\\k<(\w+)>"), r"(?P=\1)"),
    (re.compile(r"\\[pP]\{[^}]*\}"), r"\\w"),
    (re.compile(r"\\u\{[0-9A-Fa-f]+\}"), "."),
    (re.compile(r"\\c[A-Za-z]"), r"\\x01"),
    (re.compile(r"\[\^\]"), r"[\\s\\S]"),
    (re.compile(r"\\([^\W\d_bBdDsSwWfnrtvxuUaAZ])"), r"\1"),
)


def _invalid_pattern(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        patterns = [((*pointer, "pattern"), schema["pattern"])] if isinstance(schema.get("pattern"), str) else []
        keyed = schema.get("patternProperties")
        if isinstance(keyed, dict):
            patterns += [((*pointer, "patternProperties", key), key) for key in keyed]
        for place, pattern in patterns:
            problem = _problem_with(pattern)
            if problem:
                yield Finding(place, f"{pattern!r} is no regular expression: {problem}", "correct it, or take it out")


def _problem_with(pattern: str) -> str | None:
    for ecma, python in _ECMA:
        pattern = ecma.sub(python, pattern)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        # A look-behind of varying width is ECMA-262 all right.
        return None if "look-behind" in str(error) else str(error)
    return None


def _required_not_in_properties(spec: Spec) -> Iterator[Finding]:
    nodes = {place.pointer: place.node for place in spec.places[Kind.SCHEMA]}
    for pointer, schema in nodes.items():
        required, own = schema.get("required"), schema.get("properties")
        if not isinstance(required, list):
            continue
        unknown = [name for name in required if isinstance(name, str) and not (isinstance(own, dict) and name in own)]
        if not unknown:
            continue
        outer, node = pointer, schema
        while (above := _composed_in(outer)) in nodes:
            outer, node = above, nodes[above]
        # An entry of oneOf or allOf may require what is declared beside it.
        known: set[str] = set()
        for _, part in spec.parts(outer, node, (*_IN_PLACE_LISTS, *_IN_PLACE)):
            if part.get("patternProperties") or isinstance(part.get("additionalProperties"), dict | bool):
                known.update(unknown if part.get("additionalProperties") is not False else ())
            known.update(part["properties"] if isinstance(part.get("properties"), dict) else ())
        for name in unknown:
            if name not in known:
                yield Finding(
                    (*pointer, "required", required.index(name)),
                    f"{name_of(pointer)} requires {name!r}, which it does not declare",
                    overlay_action(pointer, {"properties": {name: {"type": "string"}}}) + ", with its real schema",
                )


def _composed_in(pointer: Pointer) -> Pointer:
    """Return the schema that applies to the same value as one inside it; the root where there is none."""
    if len(pointer) > 4 and pointer[-2] in _IN_PLACE_LISTS and isinstance(pointer[-1], int):
        return pointer[:-2]
    return pointer[:-1] if pointer and pointer[-1] in _IN_PLACE else ()


def _enums(spec: Spec) -> Iterator[tuple[Pointer, Json, list[Any]]]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        if isinstance(schema.get("enum"), list):
            yield (*pointer, "enum"), schema, schema["enum"]


def _enum_empty(spec: Spec) -> Iterator[Finding]:
    for pointer, _, values in _enums(spec):
        if not values:
            yield Finding(pointer, "an enum without values allows nothing", "list its values, or take it out")


def _enum_duplicate(spec: Spec) -> Iterator[Finding]:
    for pointer, _, values in _enums(spec):
        seen: set[tuple[type, str]] = set()
        for index, value in enumerate(values):
            key = (type(value), repr(value))
            if key in seen:
                yield Finding((*pointer, index), f"the enum has {value!r} twice", "take one of them out")
            seen.add(key)


def _enum_wrong_type(spec: Spec) -> Iterator[Finding]:
    for pointer, schema, values in _enums(spec):
        wrong = [value for value in values if value is not None and not _fits(schema, value)]
        if wrong:
            listed = schema["type"] == "array" and not any(isinstance(value, list) for value in values)
            yield Finding(
                pointer,
                f"the enum has {', '.join(map(repr, wrong))}, not of type {schema['type']}",
                "move the enum into items" if listed else "correct the values (quote them?) or the type",
            )


def _default_not_in_enum(spec: Spec) -> Iterator[Finding]:
    for pointer, schema, values in _enums(spec):
        if "default" in schema and schema["default"] is not None and schema["default"] not in values:
            yield Finding(
                (*pointer[:-1], "default"),
                f"the default {schema['default']!r} is none of the values of the enum",
                "correct it, or add it to the enum",
            )


def _default_wrong_type(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        default = schema.get("default")
        if default is not None and not _fits(schema, default):
            yield Finding(
                (*pointer, "default"),
                f"the default {default!r} is not of type {schema['type']}",
                "correct the value (quote it, or take the quotes away?) or the type",
            )


def _fits(schema: Json, value: Any) -> bool:
    """Tell whether a value is of the type of a schema; true where the type says nothing."""
    declared = schema.get("type")
    names = [name for name in (declared if isinstance(declared, list) else [declared]) if isinstance(name, str)]
    if not names or not all(name in _TYPES for name in names):
        return True
    if isinstance(value, bool):
        return "boolean" in names
    if isinstance(value, float) and value.is_integer() and "integer" in names:
        return True
    return any(isinstance(value, _TYPES[name]) for name in names)


def _unknown_type(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        if "type" not in schema:
            continue
        declared = schema["type"]
        for name in declared if isinstance(declared, list) else [declared]:
            if not (isinstance(name, str) and name in _TYPES):
                yield Finding((*pointer, "type"), f"there is no type {name!r}", f"use one of: {', '.join(_TYPES)}")


def _array_without_items(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        if schema.get("type") == "array" and "items" not in schema and "prefixItems" not in schema:
            yield Finding(
                pointer,
                f"{name_of(pointer)} does not say what the array holds",
                overlay_action(pointer, {"items": {"type": "string"}}) + ", with the real schema",
            )


def _impossible_bounds(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        for low, high in _BOUNDS:
            lowest, highest = schema.get(low), schema.get(high)
            if isinstance(lowest, int | float) and isinstance(highest, int | float) and lowest > highest:
                message = f"{low} {lowest} is more than {high} {highest}: nothing fits"
                yield Finding((*pointer, low), message, "correct one of them")


def _property_not_a_schema(spec: Spec) -> Iterator[Finding]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        properties = schema.get("properties")
        for name, declared in properties.items() if isinstance(properties, dict) else ():
            if not isinstance(declared, dict | bool):
                yield Finding(
                    (*pointer, "properties", name),
                    f"the property {name!r} is no schema, but {declared!r}",
                    "indent it under the property it belongs to, or write a schema",
                )


RULES = (
    Rule("invalid-pattern", Severity.WARNING, "a pattern that is no regular expression", _invalid_pattern),
    Rule(
        "required-not-in-properties",
        Severity.WARNING,
        "a required property that is not declared",
        _required_not_in_properties,
    ),
    Rule("enum-empty", Severity.ERROR, "an enum without values", _enum_empty),
    Rule("enum-duplicate", Severity.WARNING, "a value that an enum has twice", _enum_duplicate),
    Rule("enum-wrong-type", Severity.WARNING, "a value of an enum that its type doesn't allow", _enum_wrong_type),
    Rule("default-not-in-enum", Severity.WARNING, "a default that the enum doesn't have", _default_not_in_enum),
    Rule("default-wrong-type", Severity.WARNING, "a default that the type doesn't allow", _default_wrong_type),
    Rule("unknown-type", Severity.ERROR, "a type that JSON Schema doesn't know", _unknown_type),
    Rule("array-without-items", Severity.WARNING, "an array that doesn't say of what", _array_without_items),
    Rule("impossible-bounds", Severity.WARNING, "a lower bound above the upper one", _impossible_bounds),
    Rule("property-not-a-schema", Severity.ERROR, "a property whose value is no schema", _property_not_a_schema),
)
