"""Lists of values: enums that fit their type, and several of them as one."""

import json
import re
from collections.abc import Callable
from typing import Any

from specloom.diagnostics import Pointer
from specloom.models.patterns import python_pattern
from specloom.normalise.fields import Findings
from specloom.schemas import ANNOTATIONS, Schema, as_list, is_null, listed_values, number_fits, ref_name

_PYTHON = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


def type_of(value: Any) -> str:
    """The JSON type of a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float) and value.is_integer():
        return "integer"
    return next(name for name, kinds in _PYTHON.items() if isinstance(value, kinds))


def is_of_type(value: Any, types: list[str]) -> bool:
    """Whether a value is of one of these types."""
    own = type_of(value)
    return own in types or (own == "integer" and "number" in types)


_PARTS = frozenset({"properties", "patternProperties", "additionalProperties", "items", "prefixItems"})
"""Keywords that describe what is in an object or a list, and so leave no doubt of the type."""
_LENGTHS = {"date": (10, 10), "date-time": (19, 64), "time": (8, 64), "uuid": (32, 45)}
"""How many characters texts of a format have at least and at most, in every way they are written."""


def possible_format(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Leave out a format whose texts can't be as long as the schema says they are."""
    shortest, longest = _LENGTHS.get(str(schema.get("format")), (0, 0))
    least, most = schema.get("minLength", 0), schema.get("maxLength", longest)
    if not longest or (least <= longest and most >= shortest):
        return schema
    message = f"no text of the format {schema['format']!r} is as long as this one has to be"
    found.warn("format-contradicts-length", message, (*at, "format"), "the format is left out of account; correct one")
    return {key: value for key, value in schema.items() if key != "format"}


def fitted_enum(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Write the values of an enum or const in the type that the schema says: `"1"` where an integer is meant.

    YAML reads unquoted `1`, `1.0` and `true` as something else than the text that `type: string` says they are.
    """
    if "enum" in schema and {type_of(value) for value in schema["enum"]} - {"null"} == {"boolean"}:
        schema = _without_both(schema)
    if "type" not in schema and not _PARTS.isdisjoint(schema) and (listed := listed_values(schema)):
        # Only objects and lists have parts: what else is listed has none, whatever is said of them.
        schema = {**schema, "type": [*dict.fromkeys(map(type_of, listed))]}
    if "type" not in schema or not ("enum" in schema or "const" in schema):
        return schema
    types = [name for name in as_list(schema["type"]) if name != "null"]
    keyword = "enum" if "enum" in schema else "const"
    given = schema["enum"] if keyword == "enum" else [schema["const"]]
    if "integer" in types and "number" not in types:
        # To JSON Schema, 1.0 is the integer 1; to Python it is none.
        given = [int(value) if isinstance(value, float) and value.is_integer() else value for value in given]
        schema = {**schema, keyword: given if keyword == "enum" else given[0]}
    wrong = [value for value in given if value is not None and not is_of_type(value, types)]
    if not wrong:
        return schema
    if types == ["array"] and keyword == "enum" and "enum" not in schema.get("items", {}):
        # Nothing is both a list and one of these; what is meant is what the list may hold.
        if not any(isinstance(value, list) for value in given) and isinstance(schema.get("items", {}), dict):
            found.warn(
                "misplaced-enum", "the values of an array stand beside it", (*at, "enum"), "they go into `items`"
            )
            rest = {key: value for key, value in schema.items() if key != "enum"}
            return {**rest, "items": {**schema.get("items", {}), "enum": given}}
        return schema
    values = [value if value not in wrong else _converted(value, types) for value in given]
    fitting = [value for value in values if value is None or is_of_type(value, types)]
    shown = ", ".join(map(repr, wrong[:5]))
    message = f"`{keyword}` has {shown}, which is not of type {' or '.join(types)}"
    if not fitting and not _PARTS.isdisjoint(schema):
        found.warn("value-type", message, (*at, keyword), "it is left out of account")
        return {key: value for key, value in schema.items() if key != keyword}
    if len(fitting) < len(values):
        # What can't be of the type can't be meant by it: the values are what someone wrote down one by one.
        found.warn("value-type", message, (*at, keyword), "the type is left out of account")
        return {key: value for key, value in schema.items() if key != "type"}
    found.warn("value-type", message, (*at, keyword), "the values are read as of that type; quote them if need be")
    return {**schema, keyword: values if keyword == "enum" else values[0]}


def _without_both(schema: Schema) -> Schema:
    """A list of both truth values as their type, which says the same."""
    types = as_list(schema.get("type", ["boolean", "null"]))
    if "boolean" not in types or not {True, False} <= {*schema["enum"]}:
        return schema
    kept = [name for name in ("boolean", "null") if name == "boolean" or (name in types and None in schema["enum"])]
    rest = {key: value for key, value in schema.items() if key != "enum"}
    return {**rest, "type": kept if len(kept) > 1 else "boolean"}


_LIMITS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"}
)


def limited_enum(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Leave out the values of an enum that the limits beside it forbid, and then the limits, which say no more.

    Where they forbid all of them, or a constant, the values are what is meant.
    """
    listed = listed_values(schema)
    if not listed or _LIMITS.isdisjoint(schema):
        return schema
    keyword = "const" if "const" in schema else "enum"
    kept = [value for value in listed if _in_limits(value, schema)]
    is_some = any(value is not None for value in kept)
    wrong = [json.dumps(value, ensure_ascii=False) for value in listed if not _in_limits(value, schema)]
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        message = f"the limits beside this `{keyword}` forbid {', '.join(wrong[:5])}{more}"
        hint = "what they forbid is left out" if is_some else "the limits are left out"
        found.warn("enum-value-forbidden", message, (*at, keyword), f"{hint}; correct one of them")
    rest = {key: value for key, value in schema.items() if key not in _LIMITS}
    return rest if keyword == "const" else rest | {"enum": kept if is_some else listed}


def _in_limits(value: Any, schema: Schema) -> bool:
    match value:
        case bool():
            return True
        case str():
            pattern = python_pattern(schema["pattern"]) if "pattern" in schema else None
            fits_length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
            return fits_length and (pattern is None or re.search(pattern, value) is not None)
        case int() | float():
            return number_fits(schema, value)
    return True


def _converted(value: Any, types: list[str]) -> Any:
    if isinstance(value, str):
        if {"integer", "number"} & set(types):
            try:
                return int(value) if value.lstrip("-").isdecimal() else float(value)
            except ValueError:
                return value
        return value == "true" if "boolean" in types and value in ("true", "false") else value
    if "string" in types and isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value


def merged_values(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Alternatives that only list values, as one list.

    A value that several alternatives list is meant to be allowed, though to the letter `oneOf` forbids it.
    """
    for keyword in ("oneOf", "anyOf"):
        members = schema.get(keyword, ())
        listing = [member for member in members if _only_lists(member)]
        if len(listing) < 2:
            continue
        values: dict[tuple[str, str], Any] = {}
        for member in listing:
            for value in member.get("enum", [member.get("const")]):
                values.setdefault((type_of(value), repr(value)), value)
        types = list(dict.fromkeys(type_of(value) for value in values.values()))
        merged: Schema = {"type": types[0] if len(types) == 1 else types, "enum": list(values.values())}
        rest = [member for member in members if member not in listing]
        if rest:
            first = members.index(listing[0])
            before = [member for member in members[:first] if member in rest]
            schema = {**schema, keyword: [*before, merged, *(member for member in rest if member not in before)]}
            continue
        beside = {key: value for key, value in schema.items() if key != keyword}
        if "type" in beside and not set(types) & set(as_list(beside["type"])):
            contradicted(beside["type"], at, found)
            del beside["type"]
        simple = set(beside) <= ANNOTATIONS | {"type"}
        schema = {**beside, **merged} if simple else {**schema, keyword: [merged]}
    return schema


def contradicted(types: Any, at: Pointer, found: Findings) -> None:
    """Say that a type beside alternatives excludes all of them."""
    found.warn(
        "type-contradicts-alternatives",
        f"`type: {' or '.join(as_list(types))}` excludes every alternative that stands beside it",
        (*at, "type"),
        "the type is left out of account; remove it, with an overlay action if the document is not yours",
    )


def _only_lists(schema: Schema) -> bool:
    if set(schema) - ANNOTATIONS - {"type", "enum", "const"} or is_null(schema):
        return False
    values = listed_values(schema)
    return bool(values) and all(isinstance(value, str | int | float) for value in values)


def fits(value: Any, schema: Schema, resolve: Callable[[str], Schema | None]) -> bool:
    """Whether a value is what a schema allows, so far as can be told without a validator.

    Args:
        value: any.
        schema: without composition but for unions.
        resolve: gives a component schema by name, or None.

    """
    name = ref_name(schema)
    if name is not None:
        target = resolve(name)
        return target is None or fits(value, target, resolve)
    members = schema.get("oneOf") or schema.get("anyOf")
    if members:
        return any(fits(value, member, resolve) for member in members)
    if "type" in schema and not is_of_type(value, as_list(schema["type"])):
        return False
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if allowed is not None and not any(
        value == one and isinstance(value, bool) == isinstance(one, bool) for one in allowed
    ):
        return False
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if isinstance(value, list):
        items = schema.get("items")
        return not isinstance(items, dict) or all(fits(item, items, resolve) for item in value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return all(key in value for key in schema.get("required", ())) and all(
            fits(item, properties[key], resolve) for key, item in value.items() if key in properties
        )
    return True
