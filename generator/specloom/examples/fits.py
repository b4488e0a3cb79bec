"""Whether a value fits a schema: what an example has to pass before it is shown to anyone.

Looks at what generated packages check, and at fields that a schema doesn't list, which requests refuse. It is no
validator: keywords that packages leave to the server are left out here too.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import ValidationError

from specloom.durations import text_pattern
from specloom.examples.patterns import matches
from specloom.schemas import Schema, as_list, is_number, number_fits, ref_name

_PYTHON_TYPES: Mapping[str, type[Any]] = {"date-time": datetime, "date": date, "time": time, "uuid": UUID}


_RULES = frozenset(
    {
        "not",
        "if",
        "allOf",
        "contains",
        "propertyNames",
        "patternProperties",
        "dependentRequired",
        "dependentSchemas",
    }
)


def fits(
    schema: Schema, value: Any, schemas: Mapping[str, Schema], *, is_rule: bool = False, within: tuple[str, ...] = ()
) -> bool:
    """Tell whether a value fits.

    Args:
        schema: of the normal form.
        value: plain data.
        schemas: the component schemas.
        is_rule: whether the schema is part of a rule, such as `not`, which takes fields that it doesn't list.
        within: the components that this same value is being held against already.
    """
    name = ref_name(schema)
    if name is not None:
        if name in within:
            return True
        return name in schemas and fits(schemas[name], value, schemas, is_rule=is_rule, within=(*within, name))
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema and not any(
            fits(member, value, schemas, is_rule=is_rule, within=within) for member in schema[keyword]
        ):
            return False
    if not _RULES.isdisjoint(schema) and not _keeps_rules(schema, value, schemas, within):
        return False
    if "const" in schema and not _same(schema["const"], value):
        return False
    if "enum" in schema and not any(_same(allowed, value) for allowed in schema["enum"]):
        return False
    types = as_list(schema.get("type"))
    if types and not any(_is_of(kind, value) for kind in types):
        return False
    match value:
        case bool() | None:
            return True
        case str():
            return _text_fits(schema, value)
        case int() | float():
            return number_fits(schema, value)
        case list():
            return _list_fits(schema, value, schemas)
        case dict():
            return _object_fits(schema, value, schemas, is_rule=is_rule)
    return False


def _keeps_rules(schema: Schema, value: Any, schemas: Mapping[str, Schema], within: tuple[str, ...]) -> bool:
    """Whether a value keeps what no type says."""

    def holds(rule: Any) -> bool:
        return rule if isinstance(rule, bool) else fits(rule, value, schemas, is_rule=True, within=within)

    def each(rule: Any, items: Iterable[Any]) -> list[bool]:
        return [rule if isinstance(rule, bool) else fits(rule, item, schemas, is_rule=True) for item in items]

    if "not" in schema and holds(schema["not"]):
        return False
    if "if" in schema and not holds(schema.get("then" if holds(schema["if"]) else "else", True)):
        return False
    if not all(map(holds, schema.get("allOf", ()))):
        return False
    if isinstance(value, list) and "contains" in schema:
        found = sum(each(schema["contains"], value))
        return bool(schema.get("minContains", 1) <= found <= schema.get("maxContains", found))
    if not isinstance(value, dict):
        return True
    return (
        all(each(schema.get("propertyNames", True), value))
        and all(
            label in value
            for given, needed in schema.get("dependentRequired", {}).items()
            if given in value
            for label in needed
        )
        and all(holds(rule) for given, rule in schema.get("dependentSchemas", {}).items() if given in value)
        and all(
            all(each(rule, (item for label, item in value.items() if matches(pattern, label))))
            for pattern, rule in schema.get("patternProperties", {}).items()
        )
    )


def excluded(schema: Schema, labels: Collection[str]) -> bool:
    """Whether a schema says that properties must not all be there, as the alternatives of a `oneOf` do."""
    rule = schema.get("not", {})
    barred = rule.get("anyOf", [rule]) if isinstance(rule, dict) else []
    return any(set(each) == {"required"} and set(each["required"]) <= set(labels) for each in barred)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _is_of(kind: str, value: Any) -> bool:
    match kind:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return is_number(value)
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict) and all(isinstance(key, str) for key in value)
    return False


def _text_fits(schema: Schema, value: str) -> bool:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return False
    pattern = text_pattern(schema)
    if pattern is not None and not matches(pattern, value):
        return False
    # A surrogate can't be sent, and what no reader can see is no help.
    return value.isprintable() or value.replace("\n", "").isprintable() if _is_canonical(schema, value) else False


def is_decoded(schema: Schema) -> bool:
    """Whether a text becomes a value of another type, by its format."""
    return str(schema.get("format")) in _PYTHON_TYPES and "enum" not in schema and "const" not in schema


def _is_canonical(schema: Schema, value: str) -> bool:
    """Whether a text of a format comes back as it was; many examples of times do not."""
    if not is_decoded(schema):
        return True
    adapter = _adapter(str(schema["format"]))
    try:
        found = adapter.validate_python(value)
    except ValidationError:
        return False
    if isinstance(found, datetime) and found.tzinfo is None:
        return False
    return bool(adapter.dump_python(found, mode="json") == value)


@cache
def _adapter(format_: str) -> TypeAdapter[Any]:
    return TypeAdapter(_PYTHON_TYPES[format_])


def _list_fits(schema: Schema, value: list[Any], schemas: Mapping[str, Schema]) -> bool:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return False
    if schema.get("uniqueItems") and any(item in value[:index] for index, item in enumerate(value)):
        return False
    first = schema.get("prefixItems", [])
    rest = schema.get("items", {})
    return all(fits(first[index] if index < len(first) else rest, item, schemas) for index, item in enumerate(value))


def _object_fits(schema: Schema, value: dict[str, Any], schemas: Mapping[str, Schema], *, is_rule: bool) -> bool:
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        return False
    properties = schema.get("properties", {})
    if excluded(schema, value) or not all(
        label in value for label in schema.get("required", ()) if is_rule or label in properties
    ):
        return False
    more = schema.get("additionalProperties", is_rule or not properties)
    patterns = schema.get("patternProperties", {})
    for label, item in value.items():
        if label in properties:
            if not fits(properties[label], item, schemas, is_rule=is_rule):
                return False
        elif any(matches(pattern, label) for pattern in patterns):
            continue
        elif more is False or (isinstance(more, dict) and not fits(more, item, schemas)):
            # A composition has its properties in its members, which were asked already.
            if not any(keyword in schema for keyword in ("oneOf", "anyOf")) or more is False:
                return False
    return True
